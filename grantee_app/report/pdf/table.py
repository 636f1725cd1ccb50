"""Tables whose cells span rows and whose rows run over pages.

A table is a tree: a task spans its activities, an activity its indicators. Rows are placed one
after another; a span is drawn anew on every page it reaches, its name told again with
«continued», its long text flowing on. A row moves whole to the next page unless a whole page
could not hold it. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from grantee_app.frozen import frozen
from grantee_app.report.document import Cell, Row, Table
from grantee_app.report.pdf.flow import Flow, Placed, count_for_page, lines_height
from grantee_app.report.pdf.pen import Pen
from grantee_app.report.pdf.text import LEADING, SetLine, add_words, set_paragraph, with_gap

PAD_X = 3.0
PAD_TOP = 1.5
PAD_BOTTOM = 3.0
PAD_Y = PAD_TOP + PAD_BOTTOM
PARAGRAPH_GAP = 2.0
# A group that a fresh page could hold whole is not begun in less than this share of a page.
LEAST_SHARE = 0.3
# A name taller than this flows over pages instead of being told whole on each of them; where it
# has been told to its end, its beginning stands for it, in so many lines.
MAX_NAME_HEIGHT = 200.0
REMINDER_LINES = 6
# A head that takes more than this share of a page is told once, as a row among the others.
MAX_HEAD_SHARE = 0.5


@dataclass(slots=True)
class SetCell:
    """The lines of a cell; `next_line` is the first that has not been placed yet.

    `continued_lines` stand on later pages: instead of `lines` where it `repeats`, after their end
    where it does not.
    """

    column: int
    lines: list[SetLine]
    continued_lines: list[SetLine]
    repeats: bool
    next_line: int = 0
    columns: int = 1

    def rest_height(self, *, is_continued: bool) -> float:
        """Return the height of what is still to be told, with the cell's padding."""
        lines = self._rest(is_continued=is_continued)
        return lines_height(lines) + PAD_Y if lines else 0.0

    def take(self, height: float, *, is_continued: bool) -> list[SetLine]:
        """Return the lines that fit into `height` and remember where to go on."""
        lines = self._rest(is_continued=is_continued)
        count = count_for_page(lines, height - PAD_Y)
        if not self.repeats:
            self.next_line += count
        return lines[:count]

    def _rest(self, *, is_continued: bool) -> list[SetLine]:
        if self.repeats:
            return self.continued_lines if is_continued else self.lines
        return self.lines[self.next_line :] or (self.continued_lines if is_continued else [])


@dataclass(slots=True, eq=False)
class Span:
    """A group of rows with the cells that span them; `top` is its upper edge on this page."""

    cells: list[SetCell]
    total: float = 0.0
    top: float = 0.0
    is_continued: bool = False

    @property
    def columns(self) -> set[int]:
        """The columns its cells stand in."""
        return {cell.column for cell in self.cells}

    def rest_height(self) -> float:
        """Return the height its cells still ask for on this page."""
        return max(
            (cell.rest_height(is_continued=self.is_continued) for cell in self.cells), default=0.0
        )

    def name_height(self) -> float:
        """Return the height of the cells that are told whole on every page."""
        return max(
            (
                cell.rest_height(is_continued=self.is_continued)
                for cell in self.cells
                if cell.repeats
            ),
            default=0.0,
        )


@dataclass(slots=True, eq=False)
class Leaf:
    """A row without inner rows, the spans that begin with it and those that end."""

    cells: list[SetCell]
    opens: list[Span] = field(default_factory=list)
    closes: list[Span] = field(default_factory=list)
    is_begun: bool = False
    least_height: float = 0.0
    keeps_with_next: bool = False

    def rest_height(self) -> float:
        """Return the height its own cells still ask for, and the room to be left on its page."""
        told = max(
            (cell.rest_height(is_continued=self.is_begun) for cell in self.cells), default=0.0
        )
        return told if self.is_begun else max(told, self.least_height)


@frozen
class PlacedTable:
    """The part of a table that stands on one page; places are (cell column, top, lines)."""

    edges: tuple[float, ...]
    height: float
    places: tuple[tuple[int, float, tuple[SetLine, ...]], ...]
    rules: tuple[tuple[float, int, int], ...]
    open_edges: tuple[tuple[int, float, float], ...] = ()

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw texts and rules."""
        for column, y, lines in self.places:
            edge = left + self.edges[column] + PAD_X
            bottom = top - y - PAD_TOP
            for index, line in enumerate(lines):
                bottom -= line.height + (line.gap if index else 0)
                pen.write(line, edge, bottom)
        pen.rule(
            (left + self.edges[index], top - start, left + self.edges[index], top - end)
            for index in range(len(self.edges))
            for start, end in self._closed_parts(index)
        )
        pen.rule(
            (left + self.edges[first], top - y, left + self.edges[last], top - y)
            for y, first, last in self.rules
        )

    def _closed_parts(self, edge: int) -> Iterator[tuple[float, float]]:
        """Yield where an upright rule stands: not inside a cell of several columns."""
        y = 0.0
        for index, start, end in self.open_edges:
            if index == edge:
                if start > y:
                    yield y, start
                y = end
        if y < self.height:
            yield y, self.height


class TableFlow:
    """A table on its way onto pages."""

    keeps_with_next = False

    def __init__(self, table: Table, width: float, tick: Callable[[], None] = lambda: None) -> None:
        self.gap_above = 4.0
        self._table = table
        self._tick = tick
        self._edges = _find_edges(table.widths, width)
        self._head = [
            self._set_cell(column, cell)
            for column, cell in enumerate(table.head)
            if cell.paragraphs
        ]
        self._head_height = max(
            (cell.rest_height(is_continued=False) for cell in self._head), default=0.0
        )
        self._leaves = [leaf for row in table.rows for leaf in self._set_row(row)]
        self._index = 0
        self._open: list[Span] = []

    # ------------------------------------------------------------------ setting

    def _set_cell(self, column: int, cell: Cell) -> SetCell:
        self._tick()
        lines = self._set_lines(column, cell)
        if not cell.repeats:
            return SetCell(column, lines, [], repeats=False, columns=cell.columns)
        continued = self._set_lines(column, self._mark_continued(cell))
        if _is_short(continued):
            return SetCell(column, lines, continued, repeats=True)
        cut = self._mark_continued(Cell(add_words(cell.paragraphs, "…"), cell.align))
        reminder = _begin_name(lines) + self._set_lines(column, cut)[len(lines) :]
        return SetCell(column, lines, reminder, repeats=False)

    def _mark_continued(self, cell: Cell) -> Cell:
        if not self._table.continued:
            return cell
        return Cell(add_words(cell.paragraphs, f"({self._table.continued})"), cell.align)

    def _set_lines(self, column: int, cell: Cell) -> list[SetLine]:
        width = self._edges[column + cell.columns] - self._edges[column] - 2 * PAD_X
        lines: list[SetLine] = []
        for paragraph in cell.paragraphs:
            gap = PARAGRAPH_GAP if lines else 0.0
            # The table says how large its cells are; a mark is small in every table.
            size = None if paragraph.style == "mark" else self._table.size
            lines += with_gap(set_paragraph(paragraph, width, size), gap)
        return lines

    def _set_row(self, row: Row) -> Iterator[Leaf]:
        cells = [self._set_cell(column, cell) for column, cell in sorted(row.cells.items())]
        if not row.rows:
            yield Leaf(cells, least_height=row.least_height, keeps_with_next=row.keeps_with_next)
            return
        span = Span(cells)
        leaves: list[Leaf] = []
        for inner in row.rows:
            inner_leaves = list(self._set_row(inner))
            first = inner_leaves[0]
            span.total += first.opens[0].total if inner.rows else _leaf_total(first)
            leaves += inner_leaves
        leaves[0].opens.insert(0, span)
        leaves[-1].closes.append(span)
        span.total = max(span.total, span.rest_height())
        yield from leaves

    # ------------------------------------------------------------------ placing

    def least_height(self) -> float:
        """Return the height of the head with the least that may follow it."""
        if not self._leaves:
            return self._head_height
        least = min(self._least_start(self._leaves[self._index]), 200.0)
        if not self._head and self._index + 1 < len(self._leaves):
            # What a person wrote as the first row is most often the head.
            least += min(self._least_start(self._leaves[self._index + 1]), 200.0)
        return self._head_height + least

    def rest_height(self) -> float:
        """Return about the height of the head with all rows that are left."""
        return self._head_height + sum(map(_leaf_total, self._leaves[self._index :]))

    def take(self, room: float, *, is_fresh: bool) -> tuple[Placed | None, Flow | None]:
        """Return the rows that fit into `room`, under a head of their own, and the rest."""
        if is_fresh and self._head_height > MAX_HEAD_SHARE * room:
            self._leaves.insert(self._index, Leaf(self._head))
            self._head, self._head_height = [], 0.0
        body = room - self._head_height
        part = _Part(self._head_height)
        for span in self._open:
            span.top = 0.0
        while self._index < len(self._leaves) and self._place_leaf(part, body, is_fresh=is_fresh):
            pass
        if not part.leaves and self._leaves:
            return None, self
        is_whole = self._index == len(self._leaves)
        if not is_whole:
            self._stretch_names(part, body)
        placed = self._finish_part(part)
        return placed, None if is_whole else self

    def _place_leaf(self, part: _Part, body: float, *, is_fresh: bool) -> bool:
        """Place the next leaf, or a part of it; tell whether the page may take another one."""
        leaf = self._leaves[self._index]
        is_first = is_fresh and not part.leaves
        rest = body - part.y
        if not leaf.is_begun and not is_first and not self._may_begin(leaf, rest, body):
            return False
        opened = [] if leaf.is_begun else leaf.opens
        own = leaf.rest_height()
        needed = max(own, self._closing_height(leaf, opened, part.y))
        if needed <= rest + 1e-6:
            self._add_leaf(part, leaf, opened, needed)
            self._close_spans(part, leaf)
            self._index += 1
            return True
        if own <= rest and (is_first or rest > LEAST_SHARE * body or leaf.is_begun):
            # The row fits, the text of a span beside it does not: it flows on overleaf.
            self._add_leaf(part, leaf, opened, rest)
        elif is_first or own > body:
            self._add_leaf(part, leaf, opened, rest)
        return False

    def _may_begin(self, leaf: Leaf, rest: float, body: float) -> bool:
        if self._least_start(leaf) > rest:
            return False
        total = leaf.opens[-1].total if leaf.opens else _leaf_total(leaf) + self._kept_height(leaf)
        if total <= rest:
            return True
        if leaf.opens:
            return total > body or rest >= LEAST_SHARE * body
        return total > body and rest > 8 * self._table.size * LEADING

    def _least_start(self, leaf: Leaf) -> float:
        """Return the room without which `leaf` is not begun: its row and the names beside it."""
        own = min(leaf.rest_height(), 12 * self._table.size * LEADING)
        least = max([own, *(span.name_height() for span in leaf.opens)])
        return least + self._kept_height(leaf)

    def _kept_height(self, leaf: Leaf) -> float:
        """Return the room that the row after `leaf` needs on its page, 0 where they may part."""
        following = self._index + 1
        is_next = following < len(self._leaves) and self._leaves[self._index] is leaf
        if not leaf.keeps_with_next or not is_next:
            return 0.0
        return min(self._leaves[following].rest_height(), 12 * self._table.size * LEADING)

    def _closing_height(self, leaf: Leaf, opened: list[Span], y: float) -> float:
        """Return the height `leaf` needs so that the spans it closes tell all they have."""
        return max(
            (
                span.rest_height() - (0.0 if span in opened else y - span.top)
                for span in leaf.closes
            ),
            default=0.0,
        )

    def _add_leaf(self, part: _Part, leaf: Leaf, opened: list[Span], height: float) -> None:
        for span in opened:
            span.top = part.y
            self._open.append(span)
        for cell in leaf.cells:
            lines = cell.take(height, is_continued=leaf.is_begun)
            part.add_cell(cell.column, part.y, lines)
            for edge in range(cell.column + 1, cell.column + cell.columns):
                part.open_edges.append((edge, part.y, part.y + height))
        leaf.is_begun = True
        part.leaves.append(leaf)
        part.y += height
        part.bottoms.append((part.y, set()))

    def _close_spans(self, part: _Part, leaf: Leaf) -> None:
        for span in leaf.closes:
            self._draw_span(part, span)
            self._open.remove(span)
        part.bottoms[-1] = (
            part.y,
            {column for span in self._open for column in span.columns},
        )

    def _draw_span(self, part: _Part, span: Span) -> None:
        for cell in span.cells:
            lines = cell.take(part.y - span.top, is_continued=span.is_continued)
            part.add_cell(cell.column, span.top, lines)

    def _stretch_names(self, part: _Part, body: float) -> None:
        """Make the last row higher where a name beside it would not fit on this page."""
        lowest = max((span.top + span.name_height() for span in self._open), default=0.0)
        if lowest > part.y:
            part.y = min(lowest, body)
            part.bottoms[-1] = (part.y, part.bottoms[-1][1])

    def _finish_part(self, part: _Part) -> PlacedTable:
        for span in self._open:
            self._draw_span(part, span)
            span.is_continued = True
        height = self._head_height + part.y
        count = len(self._edges) - 1
        rules: list[tuple[float, int, int]] = [(0.0, 0, count), (height, 0, count)]
        if self._head:
            rules.append((self._head_height, 0, count))
        for y, blocked in part.bottoms[:-1]:
            rules += [
                (self._head_height + y, first, last) for first, last in _free_runs(count, blocked)
            ]
        places = [(cell.column, 0.0, tuple(cell.lines)) for cell in self._head]
        places += [
            # From the left and from above, as a reader copies them: a span is drawn last.
            (column, self._head_height + y, tuple(lines))
            for column, y, lines in sorted(part.places, key=lambda place: (place[1], place[0]))
        ]
        open_edges = tuple(
            (edge, self._head_height + start, self._head_height + end)
            for edge, start, end in part.open_edges
        )
        return PlacedTable(self._edges, height, tuple(places), tuple(rules), open_edges)


@dataclass(slots=True)
class _Part:
    """What one page has taken so far; `y` counts down from under the head."""

    head_height: float
    y: float = 0.0
    leaves: list[Leaf] = field(default_factory=list)
    places: list[tuple[int, float, list[SetLine]]] = field(default_factory=list)
    bottoms: list[tuple[float, set[int]]] = field(default_factory=list)
    open_edges: list[tuple[int, float, float]] = field(default_factory=list)

    def add_cell(self, column: int, y: float, lines: list[SetLine]) -> None:
        """Remember lines to print in `column` from `y` down."""
        if lines:
            self.places.append((column, y, lines))


def _leaf_total(leaf: Leaf) -> float:
    told = max((lines_height(cell.lines) + PAD_Y for cell in leaf.cells), default=0.0)
    return max(told, leaf.least_height)


def _is_short(lines: list[SetLine]) -> bool:
    return lines_height(lines) <= MAX_NAME_HEIGHT


def _begin_name(lines: list[SetLine]) -> list[SetLine]:
    """Return the first lines of a long name, up to a whole word."""
    count = REMINDER_LINES
    while count > 1 and lines[count - 1].is_hyphenated:
        count -= 1
    return lines[:count]


def _find_edges(widths: tuple[float, ...], width: float) -> tuple[float, ...]:
    whole = sum(widths)
    edges = [0.0]
    for share in widths:
        edges.append(edges[-1] + share / whole * width)
    return tuple(edges)


def _free_runs(count: int, blocked: set[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) edges of neighbouring columns that no span crosses."""
    start = None
    for column in range(count + 1):
        is_free = column < count and column not in blocked
        if is_free and start is None:
            start = column
        elif not is_free and start is not None:
            yield start, column
            start = None
