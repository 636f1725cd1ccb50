"""How the rows of a table of records look: two quiet lines, sums to the right, signs at the end.

Paints and measures; widths and heights come from the fonts. Knows no record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import Theme, bold, tabular
from ui.widgets.ledger_rows import Cell, Index, LedgerColumn, LedgerModel, Look
from ui.widgets.pill import paint_pill
from ui.widgets.text_lines import lay_out, measure_height, natural_width

if TYPE_CHECKING:
    from ui.widgets.ledger import Ledger

SIDE: Final = 8
PADDING: Final = 6


class LedgerDelegate(QStyledItemDelegate):
    """Paints cells; widths and heights come from the fonts."""

    def __init__(self, model: LedgerModel, theme: Theme, view: Ledger) -> None:
        super().__init__(view)
        self._model = model
        self._theme = theme
        self._view = view
        self.take_fonts()

    def take_fonts(self) -> None:
        """Take the fonts from the view."""
        plain = QFont(self._view.font())
        small = QFont(plain)
        small.setPointSizeF(self._theme.measure.points * 0.92)
        self._fonts = {
            "plain": plain,
            "bold": bold(plain),
            "small": small,
            "number": tabular(plain),
            "number bold": tabular(bold(plain)),
            "small number": tabular(small),
            "pill": bold(small),
        }

    def height(self, lines: int) -> int:
        """Return the height of a row."""
        height = QFontMetricsF(self._fonts["plain"]).height()
        if lines > 1:
            height += QFontMetricsF(self._fonts["small"]).height() + 2
        return max(self._theme.measure.target, round(height + 0.5) + 2 * PADDING)

    def width(self, column: LedgerColumn, head: str) -> int:
        """Return the width that a column with a sample must have."""
        sample = natural_width(column.sample, self._fonts["number bold"])
        # Sorting by another column must not move this one.
        is_sorted = head.endswith(("↓", "↑"))
        named = natural_width(
            head if is_sorted or not column.can_sort else f"{head} ↓", self._fonts["small"]
        )
        return round(max(sample, named) + 2 * SIDE + 2)

    def measure(
        self, cell: Cell, column: LedgerColumn, width: int, *, is_heavy: bool = False
    ) -> int:
        """Return the height of a row whose cell shows all of its words."""
        kind = "number" if column.is_number or column.sample else "plain"
        if is_heavy:
            kind = "number bold" if kind == "number" else "bold"
        room = width - 2 * SIDE
        height = measure_height(cell.text, self._fonts[kind], room)
        if cell.detail:
            height += measure_height(cell.detail, self._fonts["small"], room) + 2
        return round(height + 0.5) + 2 * PADDING

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Heights are the table's."""
        return QSize(40, self._view.verticalHeader().defaultSectionSize())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        look = self._model.looks.get(index.row(), "")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, index, option.state, look)
        cell = self._model.cell(index)
        column = self._model.columns[index.column()]
        if cell.pill and cell.text:
            self._paint_pill(painter, rect, cell, column)
        elif cell.text or cell.detail:
            self._paint_words(painter, rect, cell, column, look)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, index: Index, state: QStyle.StateFlag, look: Look
    ) -> None:
        t = self._theme.tokens
        if look == "group":
            painter.fillRect(rect, QColor(t.paper))
        elif self._is_chosen(index):
            painter.fillRect(rect, QColor(t.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver and self._model.ids[index.row()]:
            painter.fillRect(rect, QColor(t.hover))
        if look == "total":
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, QColor(t.secondary))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(t.line))
        if self._view.hasFocus():
            self._paint_focus(painter, rect, index)

    def _paint_focus(self, painter: QPainter, rect: QRect, index: Index) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
        if self._view.is_by_cell:
            if index == self._view.currentIndex():
                painter.drawRect(rect.adjusted(1, 1, -1, -2))
        elif index.row() == self._view.currentIndex().row():
            top, bottom = rect.top() + 1, rect.bottom() - 1
            painter.drawLine(rect.left(), top, rect.right() + 1, top)
            painter.drawLine(rect.left(), bottom, rect.right() + 1, bottom)
            if index.column() == 0:
                painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
            if index.column() == len(self._model.columns) - 1:
                painter.drawLine(rect.right(), top, rect.right(), bottom)

    def _is_chosen(self, index: Index) -> bool:
        selection = self._view.selectionModel()
        if self._view.is_by_cell:
            return selection.isSelected(index)
        return selection.isRowSelected(index.row(), QModelIndex())

    def _paint_words(
        self, painter: QPainter, rect: QRect, cell: Cell, column: LedgerColumn, look: Look
    ) -> None:
        t = self._theme.tokens
        is_heavy = bool(look)
        kind = "number" if column.is_number or column.sample else "plain"
        font = self._fonts[("number bold" if kind == "number" else "bold") if is_heavy else kind]
        small = self._fonts["small number" if kind == "number" else "small"]
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        width = rect.width() - 2 * SIDE
        if column.wraps:
            self._paint_wrapped(painter, rect, cell, font, small, is_heavy=is_heavy)
            return
        height = QFontMetricsF(font).height()
        below = QFontMetricsF(small).height() + 2 if cell.detail else 0.0
        whole = height + below
        # A lone line stands where the first of two would, so that a row reads along one line.
        two = height + QFontMetricsF(small).height() + 2
        lead = two if rect.height() >= two + 2 * PADDING - 1 and not is_heavy else whole
        # In a row that has grown all columns begin where the words of the long one do.
        usual = min(rect.height(), self._view.verticalHeader().defaultSectionSize())
        room_above = rect.height() if is_heavy else usual
        top = rect.top() + max((room_above - max(lead, whole)) / 2, 2)
        colour = t.tone(cell.tone)[0] if cell.tone else t.secondary if cell.quiet else t.ink
        painter.setPen(QColor(colour))
        painter.setFont(font)
        words = QFontMetricsF(font).elidedText(cell.text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(rect.left() + SIDE, top, width, height), int(side), words)
        if cell.detail:
            painter.setPen(QColor(t.secondary))
            painter.setFont(small)
            words = QFontMetricsF(small).elidedText(cell.detail, Qt.TextElideMode.ElideRight, width)
            place = QRectF(rect.left() + SIDE, top + height + 2, width, below)
            painter.drawText(place, int(side), words)

    def _paint_wrapped(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell,
        font: QFont,
        small: QFont,
        *,
        is_heavy: bool,
    ) -> None:
        t = self._theme.tokens
        width = rect.width() - 2 * SIDE
        layout, height = lay_out(cell.text, font, width)
        below = lay_out(cell.detail, small, width)[0] if cell.detail else None
        usual = self._view.verticalHeader().defaultSectionSize()
        # A lone line stands where the first of two would, so that a row reads along one line.
        two = QFontMetricsF(font).height() + QFontMetricsF(small).height() + 2
        top = rect.top() + max((min(rect.height(), usual) - two) / 2, 2)
        if is_heavy:
            top = rect.top() + max((rect.height() - height) / 2, 2)
        painter.setPen(QColor(t.tone(cell.tone)[0] if cell.tone else t.secondary if cell.quiet
                              else t.ink))  # fmt: skip
        layout.draw(painter, QPointF(rect.left() + SIDE, top))
        if below is not None:
            painter.setPen(QColor(t.secondary))
            below.draw(painter, QPointF(rect.left() + SIDE, top + height + 2))

    def _paint_pill(self, painter: QPainter, rect: QRect, cell: Cell, column: LedgerColumn) -> None:
        font = self._fonts["pill"]
        width = natural_width(cell.text, font) + 16
        height = QFontMetricsF(self._fonts["plain"]).height() + 2
        left = rect.right() - width - SIDE if column.is_number else rect.left() + SIDE
        usual = min(rect.height(), self._view.verticalHeader().defaultSectionSize())
        top = rect.top() + (usual - height) / 2
        tones = self._theme.tokens.tone(cell.tone)
        paint_pill(painter, QRectF(left, top, width, height), cell.text, tones, font)
