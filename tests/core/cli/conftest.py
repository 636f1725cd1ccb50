"""A command line of its own for each test: nobody's settings, nobody's documents."""

from pathlib import Path

import pytest

from grantee_app.cli import main
from tests.core.cli.outcome import Outcome, Run


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASTAMA_SETTINGS", str(tmp_path / "no settings.json"))
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    monkeypatch.delenv("BASTAMA_DEBUG", raising=False)
    documents = tmp_path / "құжаттар" / "Bastama"
    monkeypatch.setattr("grantee_app.cli.transfer.default_workspace", lambda: documents)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run_command(*words: str | Path) -> Outcome:
        capfd.readouterr()
        code = main([str(word) for word in words])
        return Outcome(code, *capfd.readouterr())

    return run_command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Біздің жұмыс қалтасы"
