"""Bars of money painted by hand: what was spent of what was planned, and what each month cost.

Colour is never alone: numbers, a sign and a word stand with every bar. Knows sums and words, not
where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from grantee_app.frozen import frozen
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, bold, tabular
from ui.widgets.pill import paint_pill
from ui.widgets.text_lines import lay_out, measure_height, natural_width

BAR: Final = 8
PADDING: Final = 8
GAP: Final = 14
_LEAST_TITLE: Final = 150


@frozen
class Bar:
    """A bar and its words: spent of planned, the sign behind it («▲ 5 000 артық»)."""

    title: str
    part: int
    whole: int
    numbers: str
    sign: str = ""
    tone: str = ""
    said: str = ""


class MoneyBar(QAbstractButton):
    """One bar with its words; pressing it asks for what stands behind it.

    `can_press` is False where there is nothing to show: then the keyboard passes it by.
    """

    def __init__(
        self,
        theme: Theme,
        words: ScreenLanguage,
        parent: QWidget | None = None,
        *,
        can_press: bool = True,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._can_press = can_press
        self.bar = Bar("", 0, 0, "")
        # A figure to look at: nobody looks for a way to press it.
        self.setProperty("is_still", not can_press)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_press else Qt.FocusPolicy.NoFocus)
        if can_press:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def set_bar(self, bar: Bar) -> None:
        """Show another bar."""
        self.bar = bar
        self.setAccessibleName(bar.said or f"{bar.title}: {bar.numbers} {bar.sign}".strip())
        self.updateGeometry()
        self.update()

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        small = QFont(self.font())
        small.setPointSizeF(self._theme.measure.points * 0.92)
        return self.font(), tabular(small), bold(small)

    def _sign_width(self) -> float:
        return natural_width(self.bar.sign, self._fonts()[2]) + 16 if self.bar.sign else 0.0

    def _title_width(self, width: float) -> float:
        return max(width - 2 * PADDING - self._sign_width() - GAP, _LEAST_TITLE)

    def heightForWidth(self, width: int) -> int:
        """The title wraps; numbers stand below the bar."""
        plain, small, _ = self._fonts()
        height = measure_height(self.bar.title, plain, self._title_width(width), self._words.code)
        return round(height + BAR + QFontMetricsF(small).height() + 2 * PADDING + 9)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def sizeHint(self) -> QSize:
        """Return the size at a usual width."""
        return QSize(420, self.heightForWidth(420))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be cut."""
        least = round(max(natural_width(self.bar.numbers, self._fonts()[1]) + 2 * PADDING,
                          _LEAST_TITLE + self._sign_width() + GAP + 2 * PADDING))  # fmt: skip
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title, sign, bar and numbers."""
        t, bar = self._theme.tokens, self.bar
        plain, small, heavy = self._fonts()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._can_press and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.hover))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        width = self.width() - 2 * PADDING
        title, height = lay_out(bar.title, plain, self._title_width(self.width()), self._words.code)
        painter.setPen(QColor(t.ink))
        title.draw(painter, QPointF(PADDING, PADDING))
        if bar.sign:
            wide = self._sign_width()
            box = QRectF(self.width() - PADDING - wide, PADDING - 1, wide,
                         QFontMetricsF(plain).height() + 2)  # fmt: skip
            paint_pill(painter, box, bar.sign, t.tone(bar.tone), heavy)
        top = PADDING + height + 5
        self._paint_bar(painter, QRectF(PADDING, top, width, BAR))
        painter.setPen(QColor(t.secondary))
        painter.setFont(small)
        line = QRectF(PADDING, top + BAR + 3, width, QFontMetricsF(small).height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, bar.numbers)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        t, bar = self._theme.tokens, self.bar
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.line))
        painter.drawRoundedRect(box, BAR / 2, BAR / 2)
        most = max(bar.part, bar.whole)
        if bar.part <= 0 or most <= 0:
            return
        within = min(bar.part, bar.whole) if bar.whole else 0
        filled = QRectF(box)
        filled.setWidth(max(box.width() * bar.part / most, BAR))
        is_over = bar.part > bar.whole
        painter.setBrush(QColor(t.bad if is_over else t.accent))
        painter.drawRoundedRect(filled, BAR / 2, BAR / 2)
        if is_over and within:
            inside = QRectF(box)
            inside.setWidth(max(box.width() * within / most, BAR))
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(inside, BAR / 2, BAR / 2)
            # Where the plan ended, seen without colours too.
            painter.fillRect(QRectF(inside.right() - 1, box.top() - 2, 2, BAR + 4), QColor(t.ink))


@frozen
class Column:
    """What a month cost: its name, the sum, the words for a screen reader."""

    name: str
    amount: int
    written: str


class MonthColumns(QWidget):
    """Columns beside each other, each with its sum above and its month below."""

    pressed = Signal(int)

    def __init__(self, theme: Theme, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self.columns: tuple[Column, ...] = ()
        theme.changed.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_columns(self, columns: Sequence[Column], name: str) -> None:
        """Show other months."""
        self.columns = tuple(columns)
        said = "; ".join(f"{column.name}: {column.written}" for column in columns)
        self.setAccessibleName(name)
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        small = QFont(self.font())
        small.setPointSizeF(self._theme.measure.points * 0.85)
        return tabular(small)

    def _slot(self) -> float:
        font = self._font()
        widest = max(
            (natural_width(text, font) for column in self.columns
             for text in (column.name, column.written)),
            default=40.0,
        )  # fmt: skip
        return widest + 8

    def _lines(self) -> int:
        """Return how many lines of columns there are at this width."""
        fit = max(1, int(self.width() / self._slot()))
        return max(1, -(-len(self.columns) // fit))

    def sizeHint(self) -> QSize:
        """Return a size with room for every word."""
        return QSize(400, 150 * self._lines())

    def minimumSizeHint(self) -> QSize:
        """Two columns are always in sight."""
        return QSize(round(2 * self._slot()), 150 * self._lines())

    def resizeEvent(self, event: object) -> None:
        """Ask for the height that the width needs."""
        del event
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the columns."""
        if not self.columns:
            return
        t, font = self._theme.tokens, self._font()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        line = QFontMetricsF(font).height()
        most = max((column.amount for column in self.columns), default=0) or 1
        fit = max(1, int(self.width() / self._slot()))
        slot = max(self._slot(), self.width() / max(min(fit, len(self.columns)), 1))
        slot = min(slot, 2.2 * self._slot())
        height = 150 - 2 * line - 14
        for place, column in enumerate(self.columns):
            left = (place % fit) * slot
            top = 150.0 * (place // fit) + line + 4
            tall = max(height * column.amount / most, 2.0 if column.amount else 0.0)
            wide = min(44.0, slot - 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            if tall:
                painter.drawRoundedRect(
                    QRectF(left + (slot - wide) / 2, top + height - tall, wide, tall), 3, 3
                )
            painter.setPen(QColor(t.ink))
            amount = QRectF(left, top + height - tall - line - 2, slot, line)
            painter.drawText(amount, Qt.AlignmentFlag.AlignCenter, column.written)
            painter.setPen(QColor(t.secondary))
            name = QRectF(left, top + height + 4, slot, line)
            painter.drawText(name, Qt.AlignmentFlag.AlignCenter, column.name)
