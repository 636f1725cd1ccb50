"""The table of a form as it is looked at: rows that wrap, blocks, sums; one row lies open on top.

As high as its lines, so that the page scrolls and not the table. What keys and clicks ask for is
told; the open row is somebody else's widget, put where its line is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from grantee_app.form.application_form import NUMBER_KINDS, Column
from ui.theme import bold, tabular
from ui.widgets.ledger import read_deed
from ui.widgets.taking_away import take_away
from ui.widgets.text_lines import lay_out, measure_height, natural_width

if TYPE_CHECKING:
    from ui.pages.application.table_rows import Index, TableRows
    from ui.screen_language import ScreenLanguage
    from ui.theme import Theme

SIDE: Final = 6
PADDING: Final = 8
# A word that is longer than this is broken at a syllable.
_WIDEST_WORD: Final = 150
_NUMBER_WIDTH: Final = 34
# In a table so long every column has something somewhere.
_MANY_LINES: Final = 60


class TableView(QTableView):
    """`wanted` brings what keys ask for, `opened` the row and the column of a cell to type into."""

    wanted = Signal(str)
    opened = Signal(str, str)
    resized = Signal()

    def __init__(
        self, rows: TableRows, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = rows
        self._words = words
        self._theme = theme
        self._open: QWidget | None = None
        self._open_row: str | None = None
        self._least: dict[str, int] = {}
        # Counts every change of a width: heights hold for one of them.
        self._version = 0
        self._is_fitting = False
        self.setModel(rows)
        self._delegate = _Delegate(self, theme, words)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setMinimumSectionSize(20)
        theme.changed.connect(self._wear)
        rows.modelReset.connect(self.fit)
        self._wear()

    # ------------------------------------------------------------------ the open row

    def open_row(self, row_id: str, editor: QWidget) -> None:
        """Lay a widget over the line of a row ("" for the row to come)."""
        self.close_row()
        self._open, self._open_row = editor, row_id
        editor.setParent(self.viewport())
        editor.show()
        self.fit()

    def close_row(self) -> None:
        """Take the widget away and show the line again."""
        editor, self._open = self._open, None
        self._open_row = None
        if editor is not None:
            take_away(editor)

    def rename_open(self, row_id: str) -> None:
        """Note that the row to come has become one."""
        self._open_row = row_id

    def is_open(self, place: int) -> bool:
        """Tell whether a line lies under the open row."""
        line = self.rows.lines[place]
        return self._open is not None and line.kind == "row" and line.row_id == self._open_row

    def show_head(self, *, is_shown: bool) -> None:
        """Show the names of the columns, or not where a card with names of its own lies alone."""
        self.horizontalHeader().setVisible(is_shown)
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            policy.ScrollBarAsNeeded if is_shown else policy.ScrollBarAlwaysOff
        )

    # ------------------------------------------------------------------ widths and heights

    def set_least(self, least: dict[str, int]) -> None:
        """Keep columns at least so wide: what their editors need."""
        self._least = least

    def widths(self) -> list[int]:
        """Return the widths that the columns have in the room there is."""
        room = self.viewport().width()
        asked = self._asked()
        if sum(least for least, _weight in asked) > room:
            # Nobody types into such a line: its words need less than its editors would.
            asked = self._asked(has_editors=False)
        return share_width(room, asked)

    def least_width(self) -> int:
        """Return the width below which no row can be typed into in line."""
        return sum(least for least, _weight in self._asked())

    def _asked(self, *, has_editors: bool = True) -> list[tuple[int, float]]:
        asked = [(_NUMBER_WIDTH, 0.0)]
        for place, column in enumerate(self.rows.columns, 1):
            least = self._delegate.least(column, place)
            if has_editors:
                least = max(least, self._least.get(column.key, 0))
            is_light = column.kind in NUMBER_KINDS or not self.is_used(place)
            asked.append((least, 0.15 if is_light else column.width))
        return asked

    def find_longest(self, place: int, least: str) -> str:
        """Return the longest number of a column, or `least` where none is longer."""
        if len(self.rows.lines) > _MANY_LINES:
            return "0 000 000"
        found = [self.rows.cell(at, place).text for at in range(len(self.rows.lines))]
        return max([least, *found], key=len)

    def is_used(self, place: int) -> bool:
        """Tell whether anything stands in a column; while there is nothing at all, all are."""
        if len(self.rows.lines) > _MANY_LINES:
            return True
        lines = self.rows.lines
        is_any = any(line.kind == "row" and line.row_id for line in lines)
        return not is_any or any(
            bool(self.rows.cell(at, place).text)
            for at, line in enumerate(lines)
            if line.kind == "row"
        )

    def fit(self) -> None:
        """Share the width, and be as high as all lines."""
        if self._is_fitting:
            return
        self._is_fitting = True
        try:
            self._fit_columns()
            self._join_titles()
            self._fit_lines()
        finally:
            self._is_fitting = False
        self._place_open()

    def _fit_columns(self) -> None:
        for place, width in enumerate(self.widths()):
            if self.columnWidth(place) != width:
                self.setColumnWidth(place, width)
                self._version += 1
        header = self.horizontalHeader()
        height = max(
            (
                self._delegate.head_height(place, self.columnWidth(place))
                for place in range(self.rows.columnCount())
            ),
            default=0,
        )
        header.setFixedHeight(height if header.isVisibleTo(self) else 0)

    def _join_titles(self) -> None:
        """Let the name of a block take the cells that stand empty beside it."""
        self.clearSpans()
        for place, line in enumerate(self.rows.lines):
            if line.kind != "row":
                count = self.count_joined(place)
                if count > 1:
                    self.setSpan(place, 1, 1, count)

    def count_joined(self, place: int) -> int:
        """Return over how many columns the title of a line that is no row goes."""
        columns = self.rows.columns
        sums = self.rows.lines[place].sums
        return next(
            (number for number, one in enumerate(columns) if number and one.key in sums),
            len(columns),
        )

    def _fit_lines(self) -> None:
        header = self.horizontalHeader()
        whole = header.height() if header.isVisibleTo(self) else 0
        for place in range(len(self.rows.lines)):
            height = self._open_height() if self.is_open(place) else self._line_height(place)
            if self.rowHeight(place) != height:
                self.setRowHeight(place, height)
            whole += height
        wide = sum(self.columnWidth(one) for one in range(self.rows.columnCount()))
        if wide > self.width() and header.isVisibleTo(self):
            whole += self.horizontalScrollBar().sizeHint().height()
        if self.height() != whole or self.minimumHeight() != whole:
            self.setFixedHeight(whole)

    def _line_height(self, place: int) -> int:
        line = self.rows.lines[place]
        if line.height is None or line.height[0] != self._version:
            line.height = (self._version, self._delegate.height(place))
        return line.height[1]

    def _open_height(self) -> int:
        editor = self._open
        layout = editor.layout() if editor is not None else None
        if editor is None or layout is None:
            return self._theme.measure.target
        width = self._open_rect(0, 0).width()
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width) + 2
        return layout.totalSizeHint().height() + 2

    def _open_rect(self, top: int, height: int) -> QRect:
        left = self.columnWidth(0)
        return QRect(left, top, max(self.viewport().width() - left, 120), height)

    def _place_open(self) -> None:
        if self._open is None:
            return
        place = self.rows.find(self._open_row or "")
        if place < 0:
            return
        top, height = self.rowViewportPosition(place), self.rowHeight(place)
        self._open.setGeometry(self._open_rect(top + 1, height - 2))

    def sizeHint(self) -> QSize:
        """Return the height of all lines."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Return a width that scrolls, and the height of all lines."""
        return QSize(160, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.resized.emit()
            self.fit()

    def scrollContentsBy(self, by_x: int, by_y: int) -> None:
        """The open row stays where it is: it is as wide as what is seen."""
        super().scrollContentsBy(by_x, by_y)
        self._place_open()

    # ------------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what the keys ask for; arrows go along the cells, letters begin to type."""
        deed = read_table_deed(event)
        if deed == "edit":
            self._open_current()
        elif deed:
            self.wanted.emit(deed)
        elif event.text().strip() and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._open_current()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the row with the cursor in the cell that was meant."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open_current()

    def _open_current(self) -> None:
        index = self.currentIndex()
        if not index.isValid() or self.rows.lines[index.row()].kind != "row":
            return
        column = self.rows.columns[max(index.column() - 1, 0)].key
        self.opened.emit(self.rows.lines[index.row()].row_id, column)

    def current_row(self) -> str:
        """Return the id of the row that the keyboard is at, "" for none."""
        index = self.currentIndex()
        line = self.rows.lines[index.row()] if index.isValid() else None
        return line.row_id if line is not None and line.kind == "row" else ""

    def choose(self, row_id: str) -> None:
        """Let the keyboard be at a row."""
        place = self.rows.find(row_id)
        if place >= 0:
            column = max(self.currentIndex().column(), 1)
            self.setCurrentIndex(self.rows.index(place, column))

    def focusInEvent(self, event: Any) -> None:
        """A table without a place for the keyboard begins at its first row."""
        super().focusInEvent(event)
        ids = self.rows.row_ids()
        if not self.currentIndex().isValid() and ids:
            self.choose(ids[0])
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    # ------------------------------------------------------------------ looks

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew with another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self._delegate.take_fonts()
            self._version += 1
            self.fit()

    def _wear(self) -> None:
        t, measure = self._theme.tokens, self._theme.measure
        self.setStyleSheet(
            "QTableView { background: transparent; border: 0; outline: 0; }"
            "QTableView::item { border: 0; background: transparent; }"
            "QHeaderView { background: transparent; border: 0; }"
            f"QHeaderView::section {{ background: transparent; color: {t.secondary}; border: 0;"
            f" border-bottom: 1px solid {t.line}; padding: 4px {SIDE}px;"
            f" font-size: {measure.points * 0.92:.2f}pt; }}"
        )
        self._delegate.take_fonts()
        self._version += 1
        self.fit()
        self.viewport().update()


def share_width(room: int, asked: list[tuple[int, float]]) -> list[int]:
    """Return widths of at least what is asked; what is left over is shared by the weights."""
    spare = room - sum(least for least, _weight in asked)
    weights = sum(weight for _least, weight in asked)
    if spare <= 0 or not weights:
        return [least for least, _weight in asked]
    widths = [least + int(spare * weight / weights) for least, weight in asked]
    widths[-1] += room - sum(widths)
    return widths


_ALT: Final = Qt.KeyboardModifier.AltModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier


def read_table_deed(event: QKeyEvent) -> str:
    """Return what keys ask for in a table of a form, "" for nothing of its own."""
    key, held = event.key(), event.modifiers() & (_ALT | _CONTROL)
    if key == Qt.Key.Key_Delete:
        # In a cell Delete takes away a letter, so a whole row asks for one key more everywhere.
        return "remove" if held == _ALT else ""
    deed = read_deed(event)
    return "" if deed in {"copy", "remove"} else deed


class _Delegate(QStyledItemDelegate):
    """Paints cells; widths and heights come from the fonts."""

    def __init__(self, view: TableView, theme: Theme, words: ScreenLanguage) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._words = words
        self.take_fonts()

    def take_fonts(self) -> None:
        """Take the fonts from the theme."""
        plain = QFont(self._view.font())
        plain.setPointSizeF(self._theme.measure.points)
        small = QFont(plain)
        small.setPointSizeF(self._theme.measure.points * 0.92)
        self._fonts = {"plain": plain, "bold": bold(plain), "small": small}
        self._line = QFontMetricsF(plain).height()
        self._words_width: dict[str, int] = {}

    def least(self, column: Column, place: int) -> int:
        """Return the width below which the words of a column would be broken badly."""
        head = str(self._view.rows.headerData(place, Qt.Orientation.Horizontal) or "")
        least = self._longest_word(head, self._fonts["small"])
        if column.kind in NUMBER_KINDS:
            sample = self._view.find_longest(place, "000 000" if column.kind == "money" else "000")
            least = max(least, round(natural_width(sample, tabular(self._fonts["bold"]))))
        elif column.kind == "date":
            least = max(least, round(natural_width("00.00.0000", self._fonts["plain"])))
        elif self._view.is_used(place):
            least = max(least, round(QFontMetricsF(self._fonts["plain"]).averageCharWidth() * 11))
        return least + 2 * SIDE + 2

    def _longest_word(self, text: str, font: QFont) -> int:
        if text not in self._words_width:
            longest = max((natural_width(word, font) for word in text.split()), default=0.0)
            self._words_width[text] = min(round(longest + 1), _WIDEST_WORD)
        return self._words_width[text]

    def head_height(self, place: int, width: int) -> int:
        """Return the height of a head that wraps."""
        text = str(self._view.rows.headerData(place, Qt.Orientation.Horizontal) or "")
        metrics = QFontMetricsF(self._fonts["small"])
        room = QRectF(0, 0, max(width - 2 * SIDE - 4, 10), 10_000)
        return round(metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()) + 14

    def height(self, place: int) -> int:
        """Return the height of a line."""
        rows = self._view.rows
        line = rows.lines[place]
        is_row = line.kind == "row"
        highest = self._line
        for column in range(1, rows.columnCount()):
            text = rows.cell(place, column).text
            if text:
                width = (
                    self._view.columnWidth(column) - 2 * SIDE
                    if is_row
                    else self._cell_width(place, column)
                )
                highest = max(highest, self._measure(text, width, is_bold=not is_row))
        return max(self._theme.measure.target, round(highest + 0.5) + 2 * PADDING)

    def _cell_width(self, place: int, column: int) -> int:
        """Return the width of a cell; the name of a block takes what stands empty beside it."""
        view = self._view
        is_title = view.rows.lines[place].kind != "row" and column == 1
        last = column + (view.count_joined(place) if is_title else 1)
        width = sum(view.columnWidth(one) for one in range(column, last))
        return width - 2 * SIDE

    def _measure(self, text: str, width: int, *, is_bold: bool) -> float:
        font = self._fonts["bold" if is_bold else "plain"]
        return measure_height(text, font, width, self._words.code)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Heights are the view's."""
        return QSize(40, self._view.rowHeight(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        t, rect = self._theme.tokens, QRect(option.rect)
        rows = self._view.rows
        line = rows.lines[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.kind == "group":
            painter.fillRect(rect, QColor(t.paper))
        elif option.state & QStyle.StateFlag.State_MouseOver and line.kind == "row":
            painter.fillRect(rect, QColor(t.hover))
        if line.kind == "total":
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, QColor(t.secondary))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(t.line))
        if index.column() == 0:
            self._paint_number(painter, rect, index.row())
        elif not self._view.is_open(index.row()):
            self._paint_words(painter, rect, index)
        if self._view.hasFocus() and index == self._view.currentIndex() and line.kind == "row":
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_number(self, painter: QPainter, rect: QRect, place: int) -> None:
        rows, t = self._view.rows, self._theme.tokens
        line = rows.lines[place]
        if line.kind != "row":
            return
        is_wrong = line.row_id in rows.wrong and bool(line.row_id)
        painter.setFont(tabular(self._fonts["bold" if is_wrong else "plain"]))
        painter.setPen(QColor(t.bad if is_wrong else t.ink))
        said = f"! {line.number}" if is_wrong else str(line.number)
        top = PADDING + (3 if self._view.is_open(place) else 0)
        room = rect.adjusted(SIDE, top, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), said)

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index) -> None:
        rows, t = self._view.rows, self._theme.tokens
        line, cell = rows.lines[index.row()], rows.cell(index.row(), index.column())
        if not cell.text:
            return
        column = rows.columns[index.column() - 1]
        is_number = column.kind in NUMBER_KINDS and not (
            index.column() == 1 and line.kind != "row" and column.key not in line.sums
        )
        font = self._fonts["plain" if line.kind == "row" else "bold"]
        painter.setPen(QColor(t.bad if cell.is_wrong else t.secondary if cell.is_quiet else t.ink))
        width = self._cell_width(index.row(), index.column())
        if is_number:
            painter.setFont(tabular(font))
            room = QRectF(rect.left() + SIDE, rect.top() + PADDING, width, rect.height())
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, int(side), cell.text)
            return
        painter.setClipRect(QRect(rect.left(), rect.top(), width + 2 * SIDE, rect.height()))
        layout, _height = lay_out(cell.text, font, width, self._words.code)
        layout.draw(painter, QPointF(rect.left() + SIDE, rect.top() + PADDING))
