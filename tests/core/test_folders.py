"""The data folders are found in a checkout and in an installed package, from anywhere."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from grantee_app import folders

FINDERS = {
    "forms": "forms_folder",
    "guide": "guide_folder",
    "locale": "locale_folder",
    "resources": "resources_folder",
}


def load_copy(package: Path) -> ModuleType:
    package.mkdir(parents=True)
    source = shutil.copy(folders.__file__, package / "folders.py")
    spec = importlib.util.spec_from_file_location("folders_copy", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FINDERS)
def test_checkout_from_another_directory(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = getattr(folders, FINDERS[name])()
    assert found.name == name
    assert any(found.iterdir())


@pytest.mark.parametrize("name", FINDERS)
def test_installed_package_ignores_strangers_beside_it(name, tmp_path):
    (tmp_path / "site-packages" / name).mkdir(parents=True)
    package = tmp_path / "site-packages" / "grantee_app"
    copy = load_copy(package)
    (package / "_data" / name).mkdir(parents=True)
    assert getattr(copy, FINDERS[name])() == package / "_data" / name
