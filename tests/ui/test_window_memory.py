"""What the window remembers reaches its file when nobody waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication

from ui.window_memory import WindowMemory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


def read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def test_a_change_is_known_at_once_and_written_later(path: Path, qapp: QApplication) -> None:
    memory = WindowMemory(path)
    memory.setValue("window/step", "plan")
    assert memory.value("window/step") == "plan"
    QApplication.sendPostedEvents(memory, QEvent.Type.UpdateRequest)
    qapp.processEvents()
    assert read(path) == ""
    memory.sync()
    assert "step=plan" in read(path)


def test_another_program_in_front_writes_it(path: Path, qapp: QApplication) -> None:
    memory = WindowMemory(path)
    memory.setValue("window/step", "money")
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert read(path) == ""
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert "step=money" in read(path)
    assert QSettings(str(path), QSettings.Format.IniFormat).value("window/step") == "money"


def test_the_usual_settings_would_write_at_once(path: Path, qapp: QApplication) -> None:
    """What this is for; should Qt change, it may go."""
    memory = QSettings(str(path), QSettings.Format.IniFormat)
    memory.setValue("window/step", "plan")
    QApplication.sendPostedEvents(memory, QEvent.Type.UpdateRequest)
    qapp.processEvents()
    assert "step=plan" in read(path)
