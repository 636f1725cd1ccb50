"""The lines of a form's table: its rows in blocks, what they sum up to, and the row to come.

A plain model for a view; sums and cells are told in words. Knows the sheet, nothing is typed here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from grantee_app.form.application_form import NUMBER_KINDS, Column, TableField
from grantee_app.language.numbers import group_digits
from ui.pages.application.cell_words import NOTHING, CellWords, tell_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grantee_app.form.values import Number
    from ui.pages.application.sheet import Sheet

Index = QModelIndex | QPersistentModelIndex
LineKind = Literal["row", "group", "subtotal", "total"]
_NO_INDEX: Final = QModelIndex()


@dataclass(slots=True)
class Line:
    """A line of the table; `row_id` "" for what is no row, and for the row that is to come."""

    kind: LineKind
    row_id: str = ""
    number: int = 0
    title: str = ""
    sums: Mapping[str, Number] = field(default_factory=dict)
    cells: tuple[CellWords, ...] | None = None
    # How high it is, and for which widths: a table of five hundred rows is measured once.
    height: tuple[int, int] | None = None

    def forget(self) -> None:
        """Let the line be told and measured anew."""
        self.cells = self.height = None


class TableRows(QAbstractTableModel):
    """The first column numbers the rows; the others are the form's, without the one of blocks."""

    def __init__(self, sheet: Sheet, table: TableField, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.table = table
        self.lines: list[Line] = []
        self.has_new = False
        self.wrong: frozenset[str] = frozenset()

    @property
    def columns(self) -> list[Column]:
        """The columns that are shown: the one that parts the rows heads their blocks instead."""
        return [one for one in self.table.columns if one.key != self.table.subtotal_by]

    # ------------------------------------------------------------------ lines

    def refill(self) -> None:
        """Read all lines anew."""
        self.beginResetModel()
        self.lines = self._list_lines()
        self.endResetModel()

    def relist(self) -> None:
        """List the lines anew where a row came or went; what stands in the others is the same."""
        known = {line.row_id: line for line in self.lines if line.kind == "row" and line.row_id}
        lines = self._list_lines()
        for line in lines:
            before = known.get(line.row_id) if line.kind == "row" else None
            if before is not None:
                line.cells, line.height = before.cells, before.height
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def follow(self, row_id: str = "") -> None:
        """Tell a row and all sums anew, as long as the lines are the same; else all of them."""
        lines = self._list_lines()
        if [(one.kind, one.row_id, one.title) for one in lines] != [
            (one.kind, one.row_id, one.title) for one in self.lines
        ]:
            self.forget(row_id)
            self.relist()
            return
        for old, new in zip(self.lines, lines, strict=True):
            old.sums = new.sums
            if old.kind != "row" or old.row_id == row_id:
                old.forget()
        self.tell_anew()

    def forget(self, row_id: str = "") -> None:
        """Let one row be told anew, or all of them."""
        for line in self.lines:
            if not row_id or line.row_id == row_id:
                line.forget()

    def tell_anew(self) -> None:
        """Let the view read everything again."""
        if self.lines:
            last = self.index(len(self.lines) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_wrong(self, row_ids: frozenset[str]) -> None:
        """Mark the rows in which something is wrong."""
        if row_ids != self.wrong:
            self.wrong = row_ids
            self.tell_anew()

    def row_ids(self) -> list[str]:
        """Return the ids of the rows in the order in which they are shown."""
        return [line.row_id for line in self.lines if line.kind == "row" and line.row_id]

    def find(self, row_id: str) -> int:
        """Return which line a row is, -1 for none."""
        return next(
            (
                place
                for place, line in enumerate(self.lines)
                if line.kind == "row" and line.row_id == row_id
            ),
            -1,
        )

    def _list_lines(self) -> list[Line]:
        values, key = self._sheet.values, self.table.key
        ids = list(values.rows(key))
        lines: list[Line] = []
        if self.table.subtotal_by is None:
            lines += [Line("row", row_id, number) for number, row_id in enumerate(ids, 1)]
        else:
            lines += self._list_blocks(ids)
        if self.has_new:
            lines.append(Line("row", "", len(ids) + 1))
        if self.table.totals and ids:
            total = self._sheet.desk.words.gettext("Total")
            lines.append(Line("total", title=total, sums=values.totals(key)))
        return lines

    def _list_blocks(self, ids: list[str]) -> list[Line]:
        """Return the rows under the names of their blocks; rows of no block come last."""
        words, values, key = self._sheet.desk.words, self._sheet.values, self.table.key
        numbers = {row_id: number for number, row_id in enumerate(ids, 1)}
        lines: list[Line] = []
        told: set[str] = set()
        for block in values.subtotals(key):
            name = block.name.spoken_in(words.code) or words.gettext("Without a block")
            lines.append(Line("group", title=name, sums=block.sums))
            lines += [Line("row", row_id, numbers[row_id]) for row_id in block.rows]
            told |= set(block.rows)
        lines += [Line("row", row_id, numbers[row_id]) for row_id in ids if row_id not in told]
        return lines

    # ------------------------------------------------------------------ what a view asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of columns, the numbers of the rows included."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(
        self, section: int, across: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if across != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section - 1] if section else None
        if role == Qt.ItemDataRole.DisplayRole:
            return "№" if column is None else self._sheet.desk.words.name(column.label)
        if role == Qt.ItemDataRole.ToolTipRole and column is not None:
            return self._sheet.desk.words.name(column.help)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = column is not None and column.kind in NUMBER_KINDS
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.cell(index.row(), index.column()).text
        return None

    def cell(self, place: int, column: int) -> CellWords:
        """Return what stands in a cell of a line."""
        line = self.lines[place]
        if line.kind == "row":
            if column == 0:
                return CellWords(str(line.number))
            return self._row_cells(line)[column - 1]
        if column == 0:
            return NOTHING
        shown = self.columns[column - 1]
        if shown.key in line.sums:
            return CellWords(group_digits(line.sums[shown.key]))
        return CellWords(line.title) if column == 1 else NOTHING

    def _row_cells(self, line: Line) -> tuple[CellWords, ...]:
        if line.cells is None:
            key = self.table.key
            line.cells = tuple(
                tell_cell(self._sheet, key, line.row_id, column) if line.row_id else NOTHING
                for column in self.columns
            )
        return line.cells
