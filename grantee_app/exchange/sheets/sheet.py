"""A sheet as it was read: rows of plain values, whatever the file was."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final, TypeAlias

from grantee_app.frozen import frozen
from grantee_app.language.message import Message

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta

# Measured: 100 000 rows of ten columns take 2 s and 150 MB to read; no project has a longer list.
MAX_ROWS: Final = 100_000
# The reader keeps an empty cell too, 32 bytes each, from the first cell to the last.
MAX_CELLS: Final = 6_000_000


@frozen
class Sheet:
    """A sheet's name and rows, of unequal length; row 1 of the file is `rows[0]`.

    `notes` are sentences about what was left out or taken otherwise.
    """

    name: str
    rows: list[list[Cell]]
    notes: tuple[Message, ...] = ()


def write_cell(cell: Cell) -> str:
    """Return a cell as a person reads it: 35.0 is 35, a midnight is its day."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}"
    return str(cell)
