"""What a window remembers: its place, the page seen last, the width of a column.

Qt would write the file soon after every change, on the thread that draws, and wait for the disk
twice. Here it is written when another program comes in front, and when the window is closed.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtGui import QGuiApplication


class WindowMemory(QSettings):
    """The settings in the file at `path`; `sync` writes what changed."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(str(path), QSettings.Format.IniFormat, parent)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._rest)

    def event(self, event: QEvent) -> bool:
        """Leave the file alone when a change asks for it."""
        return event.type() == QEvent.Type.UpdateRequest or super().event(event)

    def _rest(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.sync()
