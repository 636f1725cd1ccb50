"""What Typst and HTML both need of a report: tables as rows with row spans, the room of a mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grantee_app.report.document import Cell, Paragraph, Row
from grantee_app.report.pdf.text import CELL_INDENT_STEP, CELL_MARK_ROOM, INDENT_STEP, MARK_ROOM


@dataclass(frozen=True, slots=True)
class FlatCell:
    """A cell and the number of rows it stands beside."""

    cell: Cell
    rowspan: int = 1


def flatten_rows(rows: Iterable[Row]) -> Iterator[list[FlatCell]]:
    """Yield the cells that begin in each printed row, from left to right."""
    for row in rows:
        for cells in _flatten_row(row):
            yield [cells[column] for column in sorted(cells)]


def _flatten_row(row: Row) -> Iterator[dict[int, FlatCell]]:
    if not row.rows:
        yield {column: FlatCell(cell) for column, cell in row.cells.items()}
        return
    inner = [cells for part in row.rows for cells in _flatten_row(part)]
    own = {column: FlatCell(cell, len(inner)) for column, cell in row.cells.items()}
    yield own | inner[0]
    yield from inner[1:]


def measure_mark(paragraph: Paragraph, size: float) -> tuple[float, float]:
    """Return, in points, where the mark of a list item begins and the room it takes."""
    is_cell = paragraph.style == "cell"
    step, room = (CELL_INDENT_STEP, CELL_MARK_ROOM) if is_cell else (INDENT_STEP, MARK_ROOM)
    return paragraph.indent * step, max(room, len(paragraph.mark) * size * 0.45 + 3)
