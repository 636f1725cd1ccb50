"""The window before anything is in it: its place on the screen, its first paint, coming forward.

All that a start needs to show something at once. Knows nothing of what it is furnished with.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.theme import Theme

WIDTH: Final = 1366
HEIGHT: Final = 768
RAIL_BELOW: Final = 1120


class BareWindow(QMainWindow):
    """`painted` follows the first paint."""

    painted = Signal()

    def __init__(self, theme: Theme, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._memory = memory
        self._is_painted = False
        self.setWindowTitle("Bastama")
        self.setMinimumSize(720, 420)

    def is_bare(self) -> bool:
        """Tell whether there is nothing in the window yet."""
        return self.centralWidget() is None

    def place_on(self, screen: QScreen) -> None:
        """Take the place the window had when it was closed, or a good one on this screen."""
        geometry = self._memory.value("window/geometry")
        if isinstance(geometry, QByteArray) and self.restoreGeometry(geometry):
            return
        room = screen.availableGeometry()
        if room.width() <= WIDTH or room.height() <= HEIGHT:
            self.setGeometry(room)
            self.showMaximized()
        else:
            self.resize(WIDTH, HEIGHT)

    def remember_place(self) -> None:
        """Keep the place for the next `place_on`, and whatever else was to be remembered."""
        self._memory.setValue("window/geometry", self.saveGeometry())
        self._memory.sync()

    def come_forward(self) -> None:
        """Show the window in front of all others: somebody started Bastama again."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what an empty window already knows of itself: side bar, top bar, paper."""
        super().paintEvent(event)
        if not self.is_bare():
            return
        tokens = self._theme.tokens
        measure = self._theme.measure
        side = measure.grow(232 if self.width() >= measure.grow(RAIL_BELOW) else 64)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.paper))
        painter.fillRect(0, 0, self.width(), 57, QColor(tokens.card))
        painter.fillRect(0, 57, self.width(), 1, QColor(tokens.line))
        painter.fillRect(0, 0, side, self.height(), QColor(tokens.side))

    def event(self, event: QEvent) -> bool:
        """Tell once that the window has been painted."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
        return done
