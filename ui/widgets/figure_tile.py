"""One figure at a glance: what it is, the number, what it is measured against.

A thin bar shows how much of the plan it is. Knows no project.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ui.screen_language import ScreenLanguage
from ui.theme import Theme, bold
from ui.widgets.painted_button import PaintedButton, draw_bar
from ui.widgets.text_lines import natural_width

PADDING = 8
BAR = 5


class FigureTile(PaintedButton):
    """A label, a great number with a smaller one behind it, a bar, a quiet line."""

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, theme, parent)
        self._label = self._value = self._behind = self._detail = ""
        self._share: float | None = None

    def set_figure(
        self, label: str, value: str, behind: str, detail: str, share: float | None = None
    ) -> None:
        """Show a figure; `behind` stands after the number, `share` fills the bar (None: no bar)."""
        self._label, self._value = label, value
        self._behind, self._detail = behind, detail
        self._share = share
        self.tell(f"{label}: {value} {behind}".strip(), detail)

    def value(self) -> str:
        """Return the number that is shown."""
        return self._value

    def detail(self) -> str:
        """Return the quiet line."""
        return self._detail

    def _great(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        font.setPointSizeF(self._theme.measure.points * 1.9)
        return font

    def _has_room(self, width: float) -> bool:
        return self._width_of_numbers() <= width

    def _width_of_numbers(self) -> float:
        width = natural_width(self._value, self._great())
        if self._behind:
            width += 6 + natural_width(self._behind, bold(self.font()))
        return width

    def measure_height(self, width: float) -> float:
        """Return the height of all lines."""
        inside = width - 2 * PADDING
        height = 2 * PADDING + self.height_of(self._label, self.small(), inside)
        height += 2 + QFontMetricsF(self._great()).height()
        if self._behind and not self._has_room(inside):
            height += self.height_of(self._behind, bold(self.font()), inside)
        if self._share is not None:
            height += 4 + BAR
        return height + (4 + self.height_of(self._detail, self.small(), inside))

    def paint_inside(self, painter: QPainter, width: float) -> None:
        """Paint the lines from the top."""
        tokens = self._theme.tokens
        inside, top = width - 2 * PADDING, float(PADDING)
        at = QPointF(PADDING, top)
        top += self.draw_text(painter, self._label, self.small(), tokens.secondary, at, inside) + 2
        great = self._great()
        metrics = QFontMetricsF(great)
        painter.setFont(great)
        painter.setPen(tokens.ink)
        baseline = QPointF(PADDING, top + metrics.ascent())
        painter.drawText(baseline, self._value)
        top += metrics.height()
        if self._behind:
            font = bold(self.font())
            if self._has_room(inside):
                painter.setFont(font)
                painter.setPen(tokens.secondary)
                shift = metrics.horizontalAdvance(self._value) + 6
                painter.drawText(baseline + QPointF(shift, 0), self._behind)
            else:
                at = QPointF(PADDING, top)
                top += self.draw_text(painter, self._behind, font, tokens.secondary, at, inside)
        if self._share is not None:
            top += 4
            box = QRectF(PADDING, top, inside, BAR)
            draw_bar(painter, box, self._share, (tokens.accent, tokens.line))
            top += BAR
        at = QPointF(PADDING, top + 4)
        self.draw_text(painter, self._detail, self.small(), tokens.secondary, at, inside)
