"""Plan and fact, a line each: a name, a bar, the two numbers, how much of the plan it is.

Numbers stand under each other in figures of one width. The pill says the share in digits, so that
no colour stands alone. Knows no project.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from grantee_app.frozen import frozen
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, bold, tabular
from ui.widgets.painted_button import PaintedButton, draw_bar
from ui.widgets.pill import paint_pill
from ui.widgets.text_lines import natural_width

PADDING: Final = 8
GAP: Final = 14
BAR: Final = 8


@frozen
class BarLine:
    """A line as it is shown; `share` fills the bar (0–1), `mark` is the plan on it, if not its end.

    `key` is what the line leads to. `meaning` says the pill in words.
    """

    key: str
    name: str
    about: str
    plan: str
    fact: str
    pill: str
    tone: str
    meaning: str
    share: float
    mark: float | None = None


@frozen
class _Columns:
    """Widths of the three columns of numbers, the same in all lines."""

    plan: float = 0.0
    fact: float = 0.0
    pill: float = 0.0

    @property
    def whole(self) -> float:
        return self.plan + self.fact + self.pill + 3 * GAP


class BarRow(PaintedButton):
    """One line as a button."""

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, theme, parent, least=200)
        self.line: BarLine | None = None
        self.columns = _Columns()
        self.is_last = False

    def set_line(self, line: BarLine, columns: _Columns) -> None:
        """Show a line in these columns."""
        if (line, columns) == (self.line, self.columns):
            return
        self.line, self.columns = line, columns
        about = f"{line.about}. " if line.about else ""
        self.tell(f"{line.name}: {line.meaning}", f"{about}{line.fact} / {line.plan}")

    def numbers_font(self) -> QFont:
        """Return the font of the columns of numbers."""
        return tabular(self.font())

    def _layout(self, width: float) -> tuple[float, float, bool]:
        """Return the width of the name, that of the bar, and whether the bar stands below."""
        inside = width - 2 * PADDING - self.columns.whole
        least = self._theme.measure.line * 15
        if inside < least:
            return inside, width - 2 * PADDING, True
        name = inside * 0.54
        return name, inside - name - GAP, False

    def measure_height(self, width: float) -> float:
        """Return the height of the name, and of the bar where it stands below."""
        if self.line is None:
            return 0.0
        name, _bar, is_below = self._layout(width)
        height = self.height_of(self.line.name, self.font(), name)
        if self.line.about:
            height += 1 + self.height_of(self.line.about, self.small(), name)
        line = QFontMetricsF(self.font()).height()
        return max(height, line) + 2 * PADDING + (BAR + 6 if is_below else 0)

    def paint_inside(self, painter: QPainter, width: float) -> None:
        """Paint the columns from the left."""
        if self.line is None:
            return
        tokens, entry, columns = self._theme.tokens, self.line, self.columns
        name, bar, is_below = self._layout(width)
        top = float(PADDING)
        text = self.draw_text(
            painter, entry.name, self.font(), tokens.ink, QPointF(PADDING, top), name
        )
        if entry.about:
            at = QPointF(PADDING, top + text + 1)
            text += 1 + self.draw_text(
                painter, entry.about, self.small(), tokens.secondary, at, name
            )
        line = QFontMetricsF(self.font()).height()
        box = QRectF(PADDING + name + GAP, top + (line - BAR) / 2, bar, BAR)
        if is_below:
            box = QRectF(PADDING, top + max(text, line) + 6, bar, BAR)
        fill = tokens.warn if entry.tone == "warn" else tokens.accent
        draw_bar(painter, box, entry.share, (fill, tokens.line), None)
        if entry.mark is not None:
            left = box.left() + box.width() * entry.mark
            painter.setBrush(QColor(tokens.ink))
            painter.drawRect(QRectF(left - 1, box.top() - 3, 2, BAR + 6))
        right = width - PADDING - columns.pill
        self._paint_number(painter, entry.fact, right - GAP, columns.fact, tokens.ink)
        right -= GAP + columns.fact
        self._paint_number(painter, entry.plan, right - GAP, columns.plan, tokens.secondary)
        if entry.pill:
            pill = QRectF(width - PADDING - columns.pill, top - 1, columns.pill, line + 2)
            paint_pill(painter, pill, entry.pill, tokens.tone(entry.tone), bold(self.small()))
        if not self.is_last:
            painter.fillRect(
                QRectF(PADDING, self.height() - 1, width - 2 * PADDING, 1), QColor(tokens.line)
            )

    def _paint_number(
        self, painter: QPainter, text: str, right: float, width: float, colour: str
    ) -> None:
        painter.setFont(self.numbers_font())
        painter.setPen(QColor(colour))
        line = QFontMetricsF(self.font()).height()
        box = QRectF(right - width, PADDING, width, line)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


class _Head(QWidget):
    """The names of the columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.names = ("", "", "")
        self.columns = _Columns()
        theme.changed.connect(self.update)

    def head_font(self) -> QFont:
        """Return the small bold font of the names."""
        font = bold(self.font())
        font.setPointSizeF(self._theme.measure.points * 0.92)
        return font

    def set_names(self, names: tuple[str, str, str], columns: _Columns) -> None:
        """Show the names over these columns."""
        self.names, self.columns = names, columns
        self.setFixedHeight(round(QFontMetricsF(self.head_font()).height() + 2 * PADDING))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names and the line below them."""
        tokens, columns = self._theme.tokens, self.columns
        painter = QPainter(self)
        painter.setFont(self.head_font())
        painter.setPen(QColor(tokens.secondary))
        name, plan, fact = self.names
        height = self.height()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(PADDING, 0, self.width() / 2, height), middle, name)
        right = self.width() - PADDING - columns.pill - GAP
        aligned = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(right - columns.fact, 0, columns.fact, height), aligned, fact)
        right -= columns.fact + GAP
        painter.drawText(QRectF(right - columns.plan, 0, columns.plan, height), aligned, plan)
        painter.fillRect(
            QRectF(PADDING, height - 1, self.width() - 2 * PADDING, 1), QColor(tokens.line)
        )


class BarTable(QWidget):
    """`chosen` brings the key of the line that a person goes to."""

    chosen = Signal(str)

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._rows: list[BarRow] = []
        self._head = _Head(theme)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)

    def set_lines(self, lines: list[BarLine], names: tuple[str, str, str]) -> None:
        """Show these lines; `names` head the first column and those of plan and fact."""
        while len(self._rows) < len(lines):
            self._add_row()
        columns = self._find_columns(lines, names)
        self._head.set_names(names, columns)
        for number, row in enumerate(self._rows):
            row.setHidden(number >= len(lines))
            if number < len(lines):
                row.is_last = number == len(lines) - 1
                row.set_line(lines[number], columns)

    def rows(self) -> list[BarRow]:
        """Return the lines that are seen."""
        return [row for row in self._rows if not row.isHidden()]

    def _find_columns(self, lines: list[BarLine], names: tuple[str, str, str]) -> _Columns:
        if not self._rows:
            return _Columns()
        row, head = self._rows[0], self._head.head_font()
        numbers, small = row.numbers_font(), bold(row.small())
        return _Columns(
            plan=max(
                natural_width(names[1], head),
                *(natural_width(line.plan, numbers) for line in lines),
            ),
            fact=max(
                natural_width(names[2], head),
                *(natural_width(line.fact, numbers) for line in lines),
            ),
            pill=max(natural_width(line.pill, small) + 18 for line in lines),
        )

    def _add_row(self) -> None:
        row = BarRow(self._words, self._theme)
        row.clicked.connect(lambda: self.chosen.emit(row.line.key if row.line else ""))
        row.neighbours = self._rows
        self._rows.append(row)
        self._column.addWidget(row)
