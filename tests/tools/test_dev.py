"""Set-up decides rightly what is missing, without touching the machine."""

import sys

import pytest

from tools import dev


@pytest.fixture
def bare(monkeypatch):
    """A Debian where libEGL and venv are missing; returns what apt was asked for."""
    asked: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "can_load", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "apt_install", lambda packages: asked.append(packages) or True)
    return asked


VENV_PACKAGE = f"python3.{sys.version_info.minor}-venv"


def test_everything_missing_is_asked_for_at_once(bare):
    dev.add_system_packages()
    assert bare == [["libegl1", VENV_PACKAGE]]


def test_without_permission_the_exact_command_is_named(bare, monkeypatch):
    monkeypatch.setattr(dev, "apt_install", lambda packages: False)
    with pytest.raises(dev.SetupError, match=f"sudo apt-get install libegl1 {VENV_PACKAGE}$"):
        dev.add_system_packages()


def test_libraries_alone_do_not_stop(bare, monkeypatch, capsys):
    monkeypatch.setattr(dev, "apt_install", lambda packages: False)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: object())
    dev.add_system_packages()
    assert "sudo apt-get install libegl1\n" in capsys.readouterr().out


def test_without_apt_the_library_itself_is_named(bare, monkeypatch, capsys):
    monkeypatch.setattr(dev, "apt_install", lambda packages: False)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    dev.add_system_packages()
    assert capsys.readouterr().out.endswith("  libEGL.so.1\n")


def test_unknown_task_shows_both_commands(capsys):
    assert dev.main(["fly"]) == 2
    shown = capsys.readouterr().out
    assert "dev.py run" in shown
    assert "dev.py test" in shown


def test_readme_names_the_commands_that_exist():
    readme = (dev.ROOT / "README.md").read_text(encoding="utf-8")
    for task in ("run", "test"):
        assert f"\npython3 tools/dev.py {task}\n" in readme
        assert f"python3 tools/dev.py {task} " in dev.USAGE


def test_benchmarks_bring_what_their_peers_need(monkeypatch, tmp_path):
    asked: list[list[str]] = []
    installed: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "BENCH_STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev, "can_load", lambda name: "pango" not in name)
    monkeypatch.setattr(dev, "apt_install", lambda packages: asked.append(packages) or True)
    monkeypatch.setattr(dev, "install_packages", installed.append)
    dev.set_up_bench()
    dev.set_up_bench()
    assert asked == [["libpango-1.0-0", "libpangoft2-1.0-0"]]
    assert installed == ["bench"]


def test_every_task_of_the_usage_exists():
    named = [line.split()[2] for line in dev.USAGE.splitlines()]
    assert named == list(dev.TASKS)
