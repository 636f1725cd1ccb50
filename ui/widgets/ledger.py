"""A table of records to look through: two quiet lines a row, sums to the right, signs at the end.

Rows are asked for one by one as they are painted, so that ten thousand cost no more than twenty.
Keys, mouse and menu tell what a person wants done. Knows neither records nor money.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.theme import Theme
from ui.turns import Turns
from ui.widgets.ledger_delegate import LedgerDelegate
from ui.widgets.ledger_rows import Cell, LedgerColumn, LedgerModel, Look

_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})
# The letters that share the keys of C, V and D on the Kazakh and the Russian keyboard.
_LETTERS: Final = {
    "copy": frozenset({int(Qt.Key.Key_C), ord("С"), ord("с")}),
    "paste": frozenset({int(Qt.Key.Key_V), ord("М"), ord("м")}),
    "double": frozenset({int(Qt.Key.Key_D), ord("В"), ord("в")}),
}


# How many rows that wrap are measured in one go.
MEASURED_AT_ONCE: Final = 150
_MEASURED_A_TURN: Final = 100
# Columns that wrap and how wide they are.
_Widths = list[tuple[LedgerColumn, int]]


class Ledger(QTableView):
    """`chosen` brings the id a person went to, `wanted` a deed, `sort_wanted` a column's key.

    Deeds: "edit", "new", "double", "remove", "paste", "copy", "up", "down". `menu_wanted` brings
    the place of a context menu. `by_cell` lets single cells be chosen: `cell_chosen` brings the id
    and the key of the column.
    """

    chosen = Signal(str)
    cell_chosen = Signal(str, str)
    wanted = Signal(str)
    sort_wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    resized = Signal(int)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        lines: int = 2,
        by_cell: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = lines
        self.is_by_cell = by_cell
        self._is_filling = False
        self._told = ("", "")
        self._marks: Sequence[object] | None = None
        # By id: the mark of a row, and how high it is; and in which room that was measured.
        self._measured: dict[str, tuple[object, int]] = {}
        self._measured_in: tuple[object, ...] | None = None
        # Whether it has heard how wide it is: rows that wrap are not measured before.
        self._has_room = False
        self._measuring = Turns(None, self)
        self.rows = LedgerModel(self)
        self.setModel(self.rows)
        self._delegate = LedgerDelegate(self.rows, theme, self)
        self.setItemDelegate(self._delegate)
        self._set_look()
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._tell_choice())
        self.setProperty("role", "ledger")
        theme.changed.connect(self._wear)
        self._wear()

    def _set_look(self) -> None:
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        modes, behaviours = QAbstractItemView.SelectionMode, QAbstractItemView.SelectionBehavior
        if self.is_by_cell:
            self.setSelectionMode(modes.SingleSelection)
            self.setSelectionBehavior(behaviours.SelectItems)
            self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        else:
            self.setSelectionMode(modes.ExtendedSelection)
            self.setSelectionBehavior(behaviours.SelectRows)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionsMovable(False)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(24)
        head.sectionClicked.connect(self._ask_sorting)

    # ------------------------------------------------------------------ filling

    def set_columns(self, columns: Sequence[LedgerColumn]) -> None:
        """Show other columns; what is chosen stays."""
        new, old = (
            [(column.key, column.wraps) for column in some] for some in (columns, self.rows.columns)
        )
        if new == old:
            return
        had_wrapped = self._wraps()
        self._measuring.drop()
        with self._holding():
            self.rows.set_columns(columns)
        if had_wrapped and not self._wraps():
            header = self.verticalHeader()
            for place in range(len(self.rows.ids)):
                if place not in self.rows.looks:
                    header.resizeSection(place, header.defaultSectionSize())
        self.fit_columns()

    def fill(
        self,
        ids: Sequence[str],
        tell: Callable[[int, str], Cell],
        looks: dict[int, Look] | None = None,
        marks: Sequence[object] | None = None,
    ) -> None:
        """Show rows; an empty id is a row that cannot be chosen. What is chosen stays.

        A row whose mark is the very object that it was before has the words it had, and is not
        measured again.
        """
        self._marks = marks
        self._measuring.drop()
        with self._holding():
            is_other = self.rows.fill(ids, tell, looks or {})
            if self._wraps() or (is_other and looks):
                self._fit_heights()
        self._tell_choice()

    def _fit_heights(self, *, is_urgent: bool = True) -> None:
        """Heads and totals have one line where it holds them; in a grid every cell may have two.

        Of many rows that wrap those in sight are measured first, now or soon, the others in turns.
        """
        self._measuring.drop()
        height = self._delegate.height(self._lines if self.is_by_cell else 1)
        header = self.verticalHeader()
        if not self._wraps():
            for place in self.rows.looks:
                header.resizeSection(place, height)
            return
        if not self._has_room:
            return
        usual = header.defaultSectionSize()
        widths = [
            (column, self.columnWidth(at))
            for at, column in enumerate(self.rows.columns)
            if column.wraps
        ]
        room = (height, usual, self.font().key(), [width for _column, width in widths])
        known = self._measured if room == self._measured_in else {}
        self._measured, self._measured_in = {}, room
        unknown = []
        for place, row_id in enumerate(self.rows.ids):
            mark = self._find_mark(place)
            before = known.get(row_id)
            if before is None or mark is None or before[0] is not mark:
                unknown.append(place)
                continue
            self._measured[row_id] = before
            if header.sectionSize(place) != before[1]:
                header.resizeSection(place, before[1])
        if len(unknown) <= MEASURED_AT_ONCE:
            self._measure(unknown, widths)
        else:
            self._measuring.begin_anew(self._measuring_rows(unknown, widths, is_urgent=is_urgent))

    def _measuring_rows(
        self, places: list[int], widths: _Widths, *, is_urgent: bool
    ) -> Iterator[None]:
        """Measure the rows in sight, then the others; what is seen stays where it is."""
        if not is_urgent:
            yield
        in_sight = set(self._list_in_sight())
        self._measure([place for place in places if place in in_sight], widths)
        yield
        bar = self.verticalScrollBar()
        others = [place for place in places if place not in in_sight]
        for at in range(0, len(others), _MEASURED_A_TURN):
            first = self.rowAt(0)
            stood_at = self.rowViewportPosition(first)
            self._measure(others[at : at + _MEASURED_A_TURN], widths)
            if first > 0:
                bar.setValue(bar.value() + self.rowViewportPosition(first) - stood_at)
            yield

    def _measure(self, places: Iterable[int], widths: _Widths) -> None:
        header = self.verticalHeader()
        height = self._delegate.height(self._lines if self.is_by_cell else 1)
        usual = header.defaultSectionSize()
        for place in places:
            is_heavy = place in self.rows.looks
            wanted = max(
                self._delegate.measure(
                    self.rows.tell(place, column.key), column, width, is_heavy=is_heavy
                )
                for column, width in widths
            )
            wanted = max(height if is_heavy else usual, wanted)
            row_id, mark = self.rows.ids[place], self._find_mark(place)
            if row_id and mark is not None:
                self._measured[row_id] = (mark, wanted)
            if header.sectionSize(place) != wanted:
                header.resizeSection(place, wanted)

    def _find_mark(self, place: int) -> object | None:
        return self._marks[place] if self._marks is not None else None

    def _list_in_sight(self) -> range:
        """Return the places of the rows that are seen, all of them where nobody knows."""
        count = len(self.rows.ids)
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(first, 0), count if last < 0 else last + 1)

    def _wraps(self) -> bool:
        return any(column.wraps for column in self.rows.columns)

    def retranslate(self) -> None:
        """Say the heads again, and all cells."""
        count = len(self.rows.columns)
        if count:
            self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, count - 1)
        # Other words have other heights.
        self._measured_in = None
        if not self.fit_columns() and self._wraps():
            self._fit_heights()
        self.viewport().update()

    def set_sorting(self, key: str, *, is_descending: bool) -> None:
        """Show by what the rows are sorted."""
        self.rows.sorted_by = (key, is_descending)
        if self.rows.columns:
            last = len(self.rows.columns) - 1
            self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    @contextmanager
    def _holding(self) -> Iterator[None]:
        current, chosen = self.current(), self.selected()
        key = self.current_key()
        places = [index.row() for index in self.selectionModel().selectedRows()]
        before = min(places, default=self.currentIndex().row())
        scrolled = self.verticalScrollBar().value()
        self._is_filling = True
        try:
            yield
            self._choose_again(current, chosen, before, key)
            self.verticalScrollBar().setValue(scrolled)
        finally:
            self._is_filling = False

    def _choose_again(self, current: str, chosen: list[str], before: int, key: str) -> None:
        place = self.rows.place(current)
        if place < 0 and current and self.rows.ids:
            # It went: the one that took its place is the nearest thing to it.
            place = self._nearest(before)
        if place < 0 or self.currentIndex().row() == place:
            return
        if self.is_by_cell:
            self.setCurrentIndex(self.rows.index(place, self._column(key)))
            return
        select, rows = QItemSelectionModel.SelectionFlag.Select, self.selectionModel()
        whole = select | QItemSelectionModel.SelectionFlag.Rows
        rows.setCurrentIndex(
            self.rows.index(place, 0),
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        for row_id in chosen:
            at = self.rows.place(row_id)
            if at >= 0:
                rows.select(self.rows.index(at, 0), whole)

    def _nearest(self, before: int) -> int:
        ids = self.rows.ids
        for place in (*range(before, len(ids)), *range(min(before, len(ids)) - 1, -1, -1)):
            if 0 <= place < len(ids) and ids[place]:
                return place
        return -1

    # ------------------------------------------------------------------ choosing

    def current(self) -> str:
        """Return the id of the row that the keyboard is on, "" for none."""
        row = self.currentIndex().row()
        return self.rows.ids[row] if 0 <= row < len(self.rows.ids) else ""

    def current_key(self) -> str:
        """Return the key of the column that the keyboard is on, "" for none."""
        column = self.currentIndex().column()
        return self.rows.columns[column].key if 0 <= column < len(self.rows.columns) else ""

    def _column(self, key: str) -> int:
        keys = [column.key for column in self.rows.columns]
        return keys.index(key) if key in keys else 0

    def choose_cell(self, row_id: str, key: str) -> bool:
        """Go to a cell; emits as a click would. False when its row is not shown."""
        place = self.rows.place(row_id)
        if place < 0:
            return False
        index = self.rows.index(place, self._column(key))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._tell_choice()
        return True

    def selected(self) -> list[str]:
        """Return the ids of all chosen rows from top to bottom."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows.ids[place] for place in places if self.rows.ids[place]]

    def choose(self, row_id: str) -> bool:
        """Go to a row; emits as a click would. False when it is not shown."""
        place = self.rows.place(row_id)
        if place < 0:
            return False
        self.selectRow(place)
        self.scrollTo(self.rows.index(place, 0))
        self._tell_choice()
        return True

    def clear_choice(self) -> None:
        """Choose nothing."""
        self.selectionModel().clear()
        self._tell_choice()

    def _tell_choice(self) -> None:
        self.viewport().update()
        if self._is_filling:
            return
        current, key = self.current(), self.current_key() if self.is_by_cell else ""
        if (current, key) != self._told:
            is_other = current != self._told[0]
            self._told = (current, key)
            if is_other:
                self.chosen.emit(current)
            self.cell_chosen.emit(current, key)

    def _ask_sorting(self, section: int) -> None:
        if section < len(self.rows.columns) and self.rows.columns[section].can_sort:
            self.sort_wanted.emit(self.rows.columns[section].key)

    # ------------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what the keys ask for; the rest are the table's own."""
        deed = read_deed(event)
        if deed:
            event.accept()
            self.wanted.emit(deed)
            return
        is_end = event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and not event.modifiers()
        if is_end and not self.is_by_cell:
            ids = self.rows.ids
            order = range(len(ids)) if event.key() == Qt.Key.Key_Home else range(len(ids))[::-1]
            place = next((at for at in order if ids[at]), -1)
            if place >= 0:
                self.choose(ids[place])
            return
        super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Step over heads and totals."""
        found = super().moveCursor(action, held)
        ids = self.rows.ids
        if not found.isValid() or ids[found.row()]:
            return found
        step = -1 if found.row() < self.currentIndex().row() else 1
        place = found.row()
        while 0 <= place < len(ids) and not ids[place]:
            place += step
        return self.rows.index(place, 0) if 0 <= place < len(ids) else self.currentIndex()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes into the details of the row."""
        if is_next and self.current():
            self.wanted.emit("edit")
            return True
        return super().focusNextPrevChild(is_next)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click goes into the details."""
        if self.indexAt(event.position().toPoint()).isValid() and self.current():
            self.wanted.emit("edit")
            return
        super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu where the mouse or the keyboard wants it."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(24, 0))
        self.menu_wanted.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is; a table without a choice chooses its first row."""
        super().focusInEvent(event)
        if not self.current():
            place = self._nearest(0)
            if place >= 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
                self.choose(self.rows.ids[place])
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    # ------------------------------------------------------------------ looks

    def _wear(self) -> None:
        self._delegate.take_fonts()
        self.verticalHeader().setDefaultSectionSize(self._delegate.height(self._lines))
        self._fit_heights()
        self.viewport().update()
        if self._has_room:
            # As much room holds less in larger letters.
            self.resized.emit(self.viewport().width())

    def fit_columns(self) -> bool:
        """Give every column the width of its sample or head, the rest what is left.

        Return whether any is another than before; rows that wrap are measured then.
        """
        columns = self.rows.columns
        room = self.viewport().width()
        if not columns or room <= 0:
            return False
        fixed = {
            place: self._delegate.width(column, str(self.rows.headerData(place, _ACROSS) or ""))
            for place, column in enumerate(columns)
            if column.sample
        }
        free = [place for place in range(len(columns)) if place not in fixed]
        if self.is_by_cell and fixed:
            # A grid grows as a whole: names need no more than a third of a wide page.
            spare = (
                room - sum(fixed.values()) - max(room // 3, sum(columns[at].least for at in free))
            )
            for place in fixed:
                fixed[place] += max(spare, 0) // len(fixed)
        least = sum(columns[place].least for place in free)
        # A grid can be scrolled across; in other tables what has no room would never be seen.
        left = max(room - sum(fixed.values()), least if self.is_by_cell else len(free))
        weights = sum(columns[place].weight for place in free)
        has_changed = False
        for place in range(len(columns)):
            width = fixed.get(place)
            if width is None:
                width = left * columns[place].weight // max(weights, 1)
            if place == (free[-1] if free else -1):
                used = sum(left * columns[other].weight // max(weights, 1) for other in free[:-1])
                width = left - used
            if self.columnWidth(place) != width:
                self.setColumnWidth(place, width)
                has_changed = True
        if has_changed and self._wraps():
            # One resizing of the window may come here three times.
            self._fit_heights(is_urgent=False)
        return has_changed

    def resizeEvent(self, event: Any) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        is_first, self._has_room = not self._has_room, True
        if not self.fit_columns() and is_first and self._wraps():
            self._fit_heights()
        if event.oldSize().width() != event.size().width():
            self.resized.emit(event.size().width())

    def minimumSizeHint(self) -> QSize:
        """A few rows and the narrowest columns are always in sight."""
        return QSize(240, 3 * self._delegate.height(self._lines))


_ACROSS: Final = Qt.Orientation.Horizontal


def read_deed(event: QKeyEvent) -> str:
    """Return what the pressed keys ask for in a table of records, "" for nothing of its own."""
    key = int(event.key())
    held = event.modifiers() & (_CONTROL | _ALT | _SHIFT)
    if held == _CONTROL and key not in _ENTER:
        return next((deed for deed, keys in _LETTERS.items() if key in keys), "")
    return _DEEDS.get((held.value, key), "")


_DEEDS: Final = {
    (0, int(Qt.Key.Key_Return)): "edit",
    (0, int(Qt.Key.Key_Enter)): "edit",
    (0, int(Qt.Key.Key_F2)): "edit",
    (0, int(Qt.Key.Key_Insert)): "new",
    (0, int(Qt.Key.Key_Delete)): "remove",
    (_CONTROL.value, int(Qt.Key.Key_Return)): "new",
    (_CONTROL.value, int(Qt.Key.Key_Enter)): "new",
    (_ALT.value, int(Qt.Key.Key_Up)): "up",
    (_ALT.value, int(Qt.Key.Key_Down)): "down",
    (_SHIFT.value, int(Qt.Key.Key_Insert)): "paste",
}
