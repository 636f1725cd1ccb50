"""The one door: words go to the command line, and no screen means the sample's reports."""

import gc
import os
import sys
from types import ModuleType

import pytest

import main


@pytest.fixture
def commands(monkeypatch):
    """The command line replaced by a list of what it was told."""
    told: list[list[str]] = []
    cli = ModuleType("grantee_app.cli")
    cli.main = lambda words: told.append(words) or 0
    monkeypatch.setitem(sys.modules, "grantee_app.cli", cli)
    return told


@pytest.fixture
def no_screen(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_words_go_to_the_command_line(commands):
    assert main.main(["check", "sample", "--json"]) == 0
    assert commands == [["check", "sample", "--json"]]


@pytest.mark.parametrize("words", [[], ["--sample"]])
def test_without_a_screen_both_reports_are_written(
    words, commands, no_screen, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main.main(words) == 0
    paths = {code: str(tmp_path / f"bastama-sample-{code}.pdf") for code in ("kk", "ru")}
    assert commands == [
        ["report", "sample", "--lang", code, "--out", path] for code, path in paths.items()
    ]
    said = capsys.readouterr()
    assert not said.out  # the command prints each path itself
    assert "экран жоқ" in said.err
    assert "нет экрана" in said.err


def test_exit_code_of_a_command_is_kept(monkeypatch, commands):
    def leave(words):
        raise SystemExit(4)

    sys.modules["grantee_app.cli"].main = leave
    assert main.main(["check", "sample"]) == 4


def test_missing_system_library_is_named(monkeypatch, capsys):
    monkeypatch.setenv("DISPLAY", ":0")

    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name == "ui.app":
                raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.delitem(sys.modules, "ui.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    assert main.main([]) == 1
    assert "libEGL.so.1" in capsys.readouterr().err


def test_nothing_is_looked_through_for_garbage_while_the_window_starts(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS", raising=False)
    seen = []
    app = ModuleType("ui.app")

    def run(*, is_sample):
        seen.append((is_sample, gc.isenabled(), os.environ["PYDANTIC_DISABLE_PLUGINS"]))
        return 3

    app.run = run
    monkeypatch.setitem(sys.modules, "ui.app", app)
    assert main.main(["--sample"]) == 3
    assert seen == [(True, False, "__all__")]
    assert gc.isenabled()
    os.environ.pop("PYDANTIC_DISABLE_PLUGINS")
