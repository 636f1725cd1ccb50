"""What every test needs: no screen, and nothing of the person at the machine touched."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Before Qt is first imported, by whichever test that is.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no bug: speed is measured in benchmarks/.
settings.register_profile("bastama", deadline=None)
# A change that lands is judged by the same examples each time; whoever works at it meets new ones.
settings.register_profile("steady", parent=settings.get_profile("bastama"), derandomize=True)
settings.load_profile("steady" if os.environ.get("BASTAMA_STEADY_TESTS") else "bastama")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASTAMA_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
