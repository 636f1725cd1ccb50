"""What a table of records shows: its cells, its columns, and the rows that are asked for them.

Rows are told one by one as they are painted, so that ten thousand cost no more than twenty. Knows
no looks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from grantee_app.frozen import frozen

Index = QModelIndex | QPersistentModelIndex
Look = Literal["", "group", "total"]


@frozen
class Cell:
    """What stands in a place: a text, a quiet line below it; `pill` paints it on a soft ground.

    `said` is what a screen reader says and a tooltip shows, the texts unless given.
    """

    text: str = ""
    detail: str = ""
    tone: str = ""
    pill: bool = False
    quiet: bool = False
    said: str = ""

    def words(self) -> str:
        """Return the cell in words."""
        return self.said or "\n".join(part for part in (self.text, self.detail) if part)


@frozen
class LedgerColumn:
    """A column; `sample` is the widest text that must fit, "" takes a share of what is left.

    One that `wraps` shows all of its words: its rows grow. For lists of some thousands at the most.
    `least` is kept in a grid alone, which can be scrolled across.
    """

    key: str
    say: Callable[[], str]
    sample: str = ""
    weight: int = 1
    is_number: bool = False
    can_sort: bool = False
    least: int = 60
    wraps: bool = False


class LedgerModel(QAbstractTableModel):
    """Ids and a function that tells a cell when it is painted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: tuple[LedgerColumn, ...] = ()
        self.ids: list[str] = []
        self.looks: dict[int, Look] = {}
        self.sorted_by: tuple[str, bool] = ("", False)
        self._tell: Callable[[int, str], Cell] = lambda _row, _key: Cell()
        self._places: dict[str, int] = {}

    def fill(
        self, ids: Sequence[str], tell: Callable[[int, str], Cell], looks: dict[int, Look]
    ) -> bool:
        """Show these rows; tell whether other rows than before are shown, or in another order."""
        self._tell = tell
        if list(ids) == self.ids and looks == self.looks:
            if self.ids:
                last = self.index(len(self.ids) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self.ids = list(ids)
        self.looks = looks
        self._places = {row_id: place for place, row_id in enumerate(self.ids) if row_id}
        self.endResetModel()
        return True

    def set_columns(self, columns: Sequence[LedgerColumn]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def place(self, row_id: str) -> int:
        """Return the row of an id, -1 when it is not shown."""
        return self._places.get(row_id, -1) if row_id else -1

    def cell(self, index: Index) -> Cell:
        """Return what stands in a place."""
        if not index.isValid():
            return Cell()
        return self._tell(index.row(), self.columns[index.column()].key)

    def tell(self, place: int, key: str) -> Cell:
        """Return what stands in a row, in the column of a key."""
        return self._tell(place, key)

    # ------------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, for the eyes' tooltip and for screen readers."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).text
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self.cell(index).words()
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the head of a column."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ""
            if column.key and column.key == self.sorted_by[0]:
                arrow = " ↓" if self.sorted_by[1] else " ↑"
            return column.say() + arrow
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A row without an id is not to be chosen: a head or a total."""
        if index.isValid() and not self.ids[index.row()]:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
