"""The machine stops while a password is set, changed or removed: the old or the new one opens all.

A stop is a SystemExit from every move and removal after the n-th, so that nothing is tidied up
either; what really dies under a disk is in tests/faults.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grantee_app.errors import StoreProblem
from grantee_app.store.encryption import protecting
from grantee_app.store.encryption.files_beside import list_plain_files
from grantee_app.store.encryption.keys import DataKey
from grantee_app.workspace import DATABASE_NAME, Workspace, protection
from tests.core.store.protected import CHEAP, PASSWORD, fill, find_trouble, protect

NEW_PASSWORD = "мүлдем жаңа құпия"


class Stopped(SystemExit):
    """The machine stopped."""


@contextmanager
def stop_at(number: int) -> Iterator[list[int]]:
    """Let the n-th move or removal, and all after it, not happen."""
    counted = [0]

    def guard(real: Callable) -> Callable:
        def act(*given: object, **named: object) -> object:
            counted[0] += 1
            if counted[0] >= number:
                raise Stopped
            return real(*given, **named)

        return act

    with pytest.MonkeyPatch.context() as patched:
        for name in ("replace", "unlink", "rmdir"):
            patched.setattr(Path, name, guard(getattr(Path, name)))
        patched.setattr(shutil, "rmtree", guard(shutil.rmtree))
        yield counted


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain") / "workspace"
    fill(folder)
    return folder


@pytest.fixture(scope="module")
def sealed(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed") / "workspace"
    shutil.copytree(plain, folder)
    protect(folder)
    return folder


def try_every_stop(source: Path, place: Path, step: Callable[[Path], None]) -> Iterator[bool]:
    """Stop `step` on copies of `source` at every place in turn; yield whether it ended whole."""
    for number in range(1, 1000):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(source, place)
        ended = True
        with stop_at(number):
            try:
                step(place)
            except Stopped:
                ended = False
        yield ended
        if ended:
            return


def open_with(place: Path, *passwords: str) -> DataKey | None:
    if not protection.is_protected(place):
        return None
    for password in passwords:
        try:
            return protection.unlock(place, password)
        except protection.WrongPassword:
            continue
    raise AssertionError("no password opens it")


def test_setting_a_password_is_whole_or_not_at_all(plain: Path, tmp_path: Path) -> None:
    place, seen = tmp_path / "place", set()
    for ended in try_every_stop(plain, place, protect):
        key = open_with(place, PASSWORD)
        seen.add(key is not None)
        with Workspace.open(place, key) as workspace:
            assert find_trouble(workspace) == []
        # Whatever the stop left plain or half-done is gone after one opening.
        assert bool(list_plain_files(place)) == (key is None)
        assert bool(list(place.rglob("*.seal"))) == (key is not None)
        assert (place / "key.json").exists() == (key is not None)
        assert not ended or key is not None
    assert seen == {False, True}


def test_removing_a_password_is_whole_or_not_at_all(sealed: Path, tmp_path: Path) -> None:
    place, seen = tmp_path / "place", set()

    def remove(folder: Path) -> None:
        key = protection.unlock(folder, PASSWORD)
        protecting.remove_protection(folder / DATABASE_NAME, key)

    for ended in try_every_stop(sealed, place, remove):
        key = open_with(place, PASSWORD)
        seen.add(key is None)
        with Workspace.open(place, key) as workspace:
            assert find_trouble(workspace) == []
        assert bool(list_plain_files(place)) == (key is None)
        assert bool(list(place.rglob("*.seal"))) == (key is not None)
        assert (place / "key.json").exists() == (key is not None)
        assert not ended or key is None
    assert seen == {False, True}


@pytest.mark.parametrize("hidden", ["attachments", "backups"])
def test_a_folder_that_cannot_be_listed_keeps_the_password(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hidden: str
) -> None:
    place = tmp_path / "place"
    shutil.copytree(sealed, place)
    key = protection.unlock(place, PASSWORD)
    real = os.scandir

    def refuse(path: object) -> object:
        if hidden in Path(str(path)).parts:
            raise PermissionError(13, "Permission denied")
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refuse)
        with pytest.raises(StoreProblem):
            protecting.remove_protection(place / DATABASE_NAME, key)
    key = open_with(place, PASSWORD)
    assert key is not None
    with Workspace.open(place, key) as workspace:
        assert find_trouble(workspace) == []


def test_changing_a_password_leaves_one_that_opens(sealed: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"

    def change(folder: Path) -> None:
        key = protection.unlock(folder, PASSWORD)
        protecting.change_password(folder / DATABASE_NAME, key, NEW_PASSWORD, cost=CHEAP)

    for ended in try_every_stop(sealed, place, change):
        key = open_with(place, *([NEW_PASSWORD] if ended else [PASSWORD, NEW_PASSWORD]))
        with Workspace.open(place, key) as workspace:
            assert find_trouble(workspace) == []


def test_a_disk_that_fills_up_while_files_are_encrypted_is_gone_on_with(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grantee_app.store.encryption import files_beside

    place = tmp_path / "place"
    shutil.copytree(plain, place)

    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patched:
        patched.setattr(files_beside, "copy_hashing", refuse)
        done = protect(place)
        # The code comes all the same: the database is encrypted already.
        assert not done.is_settled
        assert protection.needs_finishing(place)
        assert list_plain_files(place)
        with Workspace.open(place, done.key) as workspace:
            assert find_trouble(workspace) == []
    assert protection.finish_protection(place, done.key)
    assert list_plain_files(place) == []
    with Workspace.open(place, done.key) as workspace:
        assert find_trouble(workspace) == []
