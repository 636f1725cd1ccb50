"""Lays tables out by the report's own code and tells what stands where, without a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from grantee_app.report.document import Cell, Paragraph, Row, Span, Table
from grantee_app.report.pdf.fonts import shape_text
from grantee_app.report.pdf.lines import NO_BREAK_SPACE
from grantee_app.report.pdf.table import PlacedTable, TableFlow
from grantee_app.report.pdf.text import SetLine

# The frame of a landscape page.
WIDTH, HEIGHT = 756.9, 490.3
MOST_PAGES = 400


@dataclass
class RecordingPen:
    """Writes down what it is asked to draw: lines as (line, left, bottom), rules as given."""

    lines: list[tuple[SetLine, float, float]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)

    def write(self, line: SetLine, left: float, bottom: float) -> None:
        self.lines.append((line, left, bottom))

    def rule(self, segments) -> None:
        self.rules += segments


def make_cell(text: str, *, repeats: bool = False, **look: bool) -> Cell:
    """Return a cell with one paragraph of `text`."""
    return Cell((Paragraph((Span(text, **look),), "kk", "cell", "left"),), repeats=repeats)


def make_leaf(*texts: str, start: int = 0) -> Row:
    """Return a row whose cells stand side by side from column `start` on."""
    return Row({start + index: make_cell(text) for index, text in enumerate(texts)})


def place_table(
    table: Table, *, width: float = WIDTH, height: float = HEIGHT, first_room: float | None = None
) -> list[PlacedTable]:
    """Return the parts of a table page by page; `first_room` is what the first page has left."""
    flow: TableFlow | None = TableFlow(table, width)
    room, is_fresh = (height, True) if first_room is None else (first_room, False)
    parts: list[PlacedTable] = []
    for _page in range(MOST_PAGES):
        placed, flow = flow.take(room, is_fresh=is_fresh)
        if placed is None:
            assert not is_fresh, "nothing was placed on an empty page"
        else:
            assert placed.height <= room + 0.01, f"{placed.height} pt stand in {room} pt"
            parts.append(placed)
        if flow is None:
            return parts
        room, is_fresh = height, True
    raise AssertionError(f"the table is not done after {MOST_PAGES} pages")


def say_line(line: SetLine) -> str:
    """Return the words of a set line with its mark."""
    words = "".join(segment.text for segment in line.line.segments)
    return f"{line.mark} {words}" if line.mark else words


def say_column(part: PlacedTable, column: int, *, below: float = 0.0) -> list[str]:
    """Return the lines of one column of a part, from top to bottom; `below` leaves out the head."""
    places = sorted(
        (top, index, lines)
        for index, (at, top, lines) in enumerate(part.places)
        if at == column and top >= below
    )
    return [say_line(line) for _top, _index, lines in places for line in lines]


def find_overflows(part: PlacedTable) -> Iterator[str]:
    """Yield every line whose glyphs leave their column, and every line that leaves its table."""
    pen = RecordingPen()
    part.draw(pen, 0.0, 0.0)
    for line, left, bottom in pen.lines:
        width = measure_line(line)
        column = max(edge for edge in part.edges if edge <= left + 0.01)
        end = min((edge for edge in part.edges if edge > column + 0.01), default=column)
        spare = line.room - line.line.width
        shift = {"center": spare / 2, "right": spare}.get(line.align, 0.0)
        start = left + line.x + shift
        if start < column or start + width > end + 0.01:
            yield f"{say_line(line)!r} stands {start:.1f}-{start + width:.1f} in {column}-{end}"
        if bottom < -part.height - 0.01 or bottom + line.height > 0.01:
            yield f"{say_line(line)!r} stands at {bottom:.1f} in a table of {part.height:.1f}"


def measure_line(line: SetLine) -> float:
    """Return the width in points that a line's glyphs take, reckoned anew from its letters."""
    return sum(
        sum(shape_text(letter, segment.face).width for letter in segment.text) * line.size
        for segment in line.line.segments
    )


def untie(text: str) -> str:
    """Return `text` with plain spaces for those that do not break."""
    return text.replace(NO_BREAK_SPACE, " ")
