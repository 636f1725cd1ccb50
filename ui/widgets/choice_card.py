"""A large answer to a question: title, explanation, a round mark of being chosen.

Arrow keys go from one to the next within a group, Enter takes the answer and goes on.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets.wrapped_button import WrappedButton

_MARK = 16


class ChoiceCard(WrappedButton):
    """One of several answers; `taken` when a person is done with the question by it."""

    taken = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, padding=12)
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the answer."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click takes the answer."""
        is_meant = self.isDown() and self.rect().contains(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if is_meant:
            self.taken.emit()

    def _take(self) -> None:
        if not self.isChecked():
            self.click()
        self.taken.emit()

    def _lead_width(self) -> float:
        return _MARK + 14.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the mark, the words above, the edge at last."""
        tokens = self._theme.tokens
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_soft if self.isChecked() else tokens.card))
        painter.drawRoundedRect(edge, 8, 8)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(tokens.accent if self.isChecked() else tokens.secondary)
        self._paint_mark(painter, colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent if self.isChecked() else tokens.edge), 1))
            painter.drawRoundedRect(edge, 8, 8)
        painter.end()

    def _paint_mark(self, painter: QPainter, colour: QColor) -> None:
        line = self.fontMetrics().height()
        centre = QPointF(self._padding + _MARK / 2, self._padding + line / 2)
        painter.setPen(QPen(colour, 1.7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, _MARK / 2, _MARK / 2)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(centre, _MARK / 4, _MARK / 4)
