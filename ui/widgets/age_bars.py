"""How many heads there are in each group, a bar each. Knows neither forms nor people."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from grantee_app.language.numbers import group_digits
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, tabular
from ui.widgets.painted_button import PaintedButton
from ui.widgets.text_lines import natural_width

PADDING: Final = 8
GAP: Final = 10
BAR: Final = 12
LINE_GAP: Final = 7


class AgeBars(PaintedButton):
    """The groups under each other, as one button."""

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, theme, parent, least=180)
        self._groups: list[tuple[str, int]] = []

    def set_groups(self, title: str, groups: list[tuple[str, int]]) -> None:
        """Show names and heads; a screen reader hears all of them."""
        self._groups = groups
        self.tell(title, "; ".join(f"{name}: {heads}" for name, heads in groups))

    def groups(self) -> list[tuple[str, int]]:
        """Return what is shown."""
        return self._groups

    def _label_width(self, width: float) -> float:
        font = self.small()
        widest = max((natural_width(name, font) for name, _heads in self._groups), default=0.0)
        return min(widest, (width - 2 * PADDING) * 0.42)

    def _line_height(self, name: str, label: float) -> float:
        return max(self.height_of(name, self.small(), label), BAR) + LINE_GAP

    def measure_height(self, width: float) -> float:
        """Return the height of all lines."""
        label = self._label_width(width)
        lines = sum(self._line_height(name, label) for name, _heads in self._groups)
        return lines - LINE_GAP + 2 * PADDING

    def paint_inside(self, painter: QPainter, width: float) -> None:
        """Paint a line a group: name, bar, number."""
        if not self._groups:
            return
        tokens, font = self._theme.tokens, tabular(self.small())
        label = self._label_width(width)
        most = max(1, *(heads for _name, heads in self._groups))
        number = natural_width(group_digits(most), font)
        left = PADDING + label + GAP
        room = max(width - PADDING - left - GAP - number, 8.0)
        top = float(PADDING)
        line = QFontMetricsF(font).height()
        for name, heads in self._groups:
            height = self._line_height(name, label) - LINE_GAP
            at = QPointF(PADDING, top)
            self.draw_text(painter, name, self.small(), tokens.secondary, at, label)
            length = room * heads / most
            bar = QRectF(left, top + (line - BAR) / 2, max(length, 2.0), BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent if heads else tokens.edge))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setFont(font)
            painter.setPen(QColor(tokens.ink if heads else tokens.secondary))
            box = QRectF(bar.right() + 6, top, number + GAP, line)
            middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, middle, group_digits(heads))
            top += height + LINE_GAP
