"""Charts as plain shapes, the same on the screen and on paper.

A chart is typed data with its words; `make_drawing` turns it into rectangles, lines and texts with
their places, measured by whoever will draw them. Colours are roles, and no meaning hangs on a
colour: every bar tells its number and every series has a pattern of its own. What nobody knows is
told as unknown, and nothing is drawn for it. Knows no canvas, no window and no language of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from grantee_app.frozen import frozen
from grantee_app.language.dates import format_short_range, name_short_month
from grantee_app.language.hyphenation import hyphenate
from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import group_digits

Role = Literal["ink", "secondary", "line", "paper", "first", "on_first", "second", "third"]
Pattern = Literal["solid", "hatched", "plain", "dotted"]
# The width of a text at a size, bold or not, in the units of the drawing.
Metrics = Callable[[str, float, bool], float]

SOFT_HYPHEN: Final = "\u00ad"
LEADING: Final = 1.28
# Of the size of the text.
BAR: Final = 1.15
GAP: Final = 0.6
HATCH: Final = 0.45
DOT: Final = 0.14
LABEL_SHARE: Final = 0.4
COLUMN_HEIGHT: Final = 9.0
LEAST_CELL: Final = 13.0


@frozen
class Rect:
    """A rectangle from its upper left corner; y counts down. `edge` is the role of its outline."""

    x: float
    y: float
    width: float
    height: float
    fill: Role
    edge: Role | None = None


@frozen
class Line:
    """A straight line, `width` of the drawing's units wide."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: Role = "line"
    width: float = 0.6


@frozen
class Text:
    """Words on one line; `x` is their left end and `y` their baseline."""

    x: float
    y: float
    words: str
    size: float
    role: Role = "ink"
    is_bold: bool = False


Item = Rect | Line | Text


@frozen
class Drawing:
    """What is to be drawn, in order; `said` tells the same in a sentence."""

    width: float
    height: float
    items: tuple[Item, ...]
    said: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The words in the order they are drawn."""
        return tuple(item.words for item in self.items if isinstance(item, Text))


@frozen
class Frame:
    """What every chart has: its title, a note under it, its language and the word for unknown."""

    title: str
    language: LanguageCode
    unknown: str
    note: str = ""


@frozen
class BarChart:
    """A bar for each group, (name, value); None is unknown."""

    frame: Frame
    bars: tuple[tuple[str, int | None], ...]


@frozen
class AgePyramid:
    """Two genders back to back, (band, left, right), the youngest first and drawn lowest."""

    frame: Frame
    left: str
    right: str
    bands: tuple[tuple[str, int | None, int | None], ...]


@frozen
class StackedBars:
    """Up to four series in one bar a row: (name, values in the order of `series`)."""

    frame: Frame
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


@frozen
class MonthColumns:
    """A column a month, (name, value); lying down where names are wider than their columns."""

    frame: Frame
    columns: tuple[tuple[str, int | None], ...]


@frozen
class PlaceGrid:
    """A cell for each district or city: (name, value, words under it)."""

    frame: Frame
    cells: tuple[tuple[str, int | None, str], ...]


@frozen
class Timeline:
    """A bar for each piece of work over the months, (name, first day, last day).

    A piece whose days nobody knows keeps its line: (name, None, None). An end before its beginning
    is drawn as one day.
    """

    frame: Frame
    rows: tuple[tuple[str, date | None, date | None], ...]


Chart = BarChart | AgePyramid | StackedBars | MonthColumns | PlaceGrid | Timeline

PATTERNS: Final[tuple[Pattern, ...]] = ("solid", "hatched", "plain", "dotted")


def make_drawing(chart: Chart, width: float, metrics: Metrics, size: float) -> Drawing:
    """Return `chart` drawn `width` units wide with texts of `size` units.

    ValueError for a stack of more series than there are patterns.
    """
    sketch = _Sketch(width, metrics, size, chart.frame)
    sketch.write_title()
    match chart:
        case BarChart():
            _draw_bars(sketch, chart.bars)
        case AgePyramid():
            _draw_pyramid(sketch, chart)
        case StackedBars():
            _draw_stacks(sketch, chart)
        case MonthColumns():
            _draw_columns(sketch, chart.columns)
        case PlaceGrid():
            _draw_grid(sketch, chart.cells)
        case Timeline():
            _draw_timeline(sketch, chart)
    sketch.write_note()
    return Drawing(width, sketch.y, tuple(sketch.items), describe_chart(chart))


def describe_chart(chart: Chart) -> str:
    """Return every number of a chart in one sentence, for who hears it."""
    told = "; ".join(_tell(chart))
    frame = chart.frame
    return ". ".join(filter(None, (f"{frame.title}: {told}" if told else frame.title, frame.note)))


def _tell(chart: Chart) -> Iterator[str]:
    say = _Values(chart.frame.unknown).say
    match chart:
        case BarChart(bars=pairs) | MonthColumns(columns=pairs):
            yield from (f"{name} – {say(value)}" for name, value in pairs)
        case AgePyramid():
            for band, left, right in chart.bands:
                yield f"{band}: {chart.left} – {say(left)}, {chart.right} – {say(right)}"
        case StackedBars():
            for name, values in chart.rows:
                parts = zip(chart.series, values, strict=True)
                told = ", ".join(f"{series} – {say(value)}" for series, value in parts)
                yield f"{name}: {told}"
        case PlaceGrid():
            for name, value, detail in chart.cells:
                yield f"{name} – {say(value)}" + (f" ({detail})" if detail else "")
        case Timeline():
            for name, first, last in chart.rows:
                yield f"{name} – {_say_days(first, last) or chart.frame.unknown}"


@frozen
class _Values:
    unknown: str

    def say(self, value: int | None) -> str:
        return self.unknown if value is None else group_digits(value)


@dataclass(slots=True)
class _Sketch:
    """A drawing in the making; `y` is how far down it has come."""

    width: float
    metrics: Metrics
    size: float
    frame: Frame
    items: list[Item] = field(default_factory=list)
    y: float = 0.0

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return self.size * LEADING

    @property
    def gap(self) -> float:
        """The space between two things side by side."""
        return self.size * GAP

    def say(self, value: int | None) -> str:
        return _Values(self.frame.unknown).say(value)

    def measure(self, words: str, *, bold: bool = False) -> float:
        return self.metrics(words, self.size, bold)

    def widest(self, texts: Sequence[str], *, bold: bool = False) -> float:
        return max((self.measure(text, bold=bold) for text in texts), default=0.0)

    def wrap(self, words: str, width: float, *, bold: bool = False) -> list[str]:
        """Return lines no wider than `width`, broken at spaces, else at syllables."""
        lines: list[str] = []
        for word in words.split():
            tried = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(tried, bold=bold) <= width:
                lines[-1] = tried
            else:
                lines += self._cut(word, width, bold=bold)
        return lines or [""]

    def _cut(self, word: str, width: float, *, bold: bool) -> Iterator[str]:
        if self.measure(word, bold=bold) <= width:
            yield word
            return
        line = ""
        for part in hyphenate(word, self.frame.language).split(SOFT_HYPHEN):
            if line and self.measure(f"{line}{part}-", bold=bold) > width:
                yield f"{line}-"
                line = ""
            line += part
        yield line

    def write(
        self, words: str, x: float, top: float, role: Role = "ink", *, bold: bool = False
    ) -> None:
        """Write one line with its upper edge at `top`."""
        if words:
            baseline = top + self.size * 0.98
            self.items.append(Text(x, baseline, words, self.size, role, bold))

    def write_lines(
        self, words: str, x: float, top: float, width: float, role: Role = "ink",
        *, bold: bool = False,
    ) -> float:  # fmt: skip
        """Write words within `width` and return how high they are."""
        lines = self.wrap(words, width, bold=bold)
        for index, line in enumerate(lines):
            self.write(line, x, top + index * self.line, role, bold=bold)
        return len(lines) * self.line

    def write_title(self) -> None:
        if self.frame.title:
            self.y += self.write_lines(self.frame.title, 0, self.y, self.width, bold=True)
            self.y += self.gap

    def write_note(self) -> None:
        if self.frame.note:
            self.y += self.gap / 2
            self.y += self.write_lines(self.frame.note, 0, self.y, self.width, "secondary")

    def plate(self, x: float, top: float, width: float) -> None:
        """Lay paper under words that stand across lines."""
        right = min(x + width + 1, self.width)
        self.items.append(Rect(x - 1, top + 1, right - x + 1, self.line - 2, "paper"))

    def bar(
        self, x: float, y: float, width: float, height: float, pattern: Pattern = "solid"
    ) -> None:
        """Draw a bar in its pattern; one without a width is not drawn."""
        if width <= 0 or height <= 0:
            return
        fills: dict[Pattern, Role] = {
            "solid": "first", "hatched": "second", "plain": "third", "dotted": "paper"
        }  # fmt: skip
        self.items.append(Rect(x, y, width, height, fills[pattern], "first"))
        if pattern == "hatched":
            self.items += _hatch(x, y, width, height, self.size * HATCH)
        elif pattern == "dotted":
            self.items += _dot(x, y, width, height, self.size)


def _hatch(x: float, y: float, width: float, height: float, step: float) -> Iterator[Line]:
    """Yield slanting lines that stay inside a rectangle."""
    reach = step
    while reach < width + height:
        left, right = max(0.0, reach - height), min(width, reach)
        yield Line(x + left, y + reach - left, x + right, y + reach - right, "first", 0.7)
        reach += step


def _dot(x: float, y: float, width: float, height: float, size: float) -> Iterator[Rect]:
    side, step = size * DOT, size * HATCH
    rows = int((height - side) / step)
    columns = int((width - side) / step)
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            at_x, at_y = x + column * step - side / 2, y + row * step - side / 2
            yield Rect(at_x, at_y, side, side, "first")


def _scale(values: Sequence[int | None]) -> int:
    return max(1, *(value or 0 for value in values)) if values else 1


def _role_of(value: int | None) -> Role:
    return "secondary" if value is None else "ink"


# ---------------------------------------------------------------------------------- kinds


def _draw_bars(sketch: _Sketch, bars: Sequence[tuple[str, int | None]]) -> None:
    label = min(sketch.widest([name for name, _ in bars]), sketch.width * LABEL_SHARE)
    number = sketch.widest([sketch.say(value) for _, value in bars])
    start = label + sketch.gap
    room = max(sketch.width - start - sketch.gap - number, sketch.size)
    most = _scale([value for _, value in bars])
    top = sketch.y
    for name, value in bars:
        height = sketch.write_lines(name, 0, sketch.y, label)
        bar = sketch.size * BAR
        length = room * (value or 0) / most
        sketch.bar(start, sketch.y + (sketch.line - bar) / 2, length, bar)
        sketch.write(sketch.say(value), start + length + sketch.gap / 2, sketch.y, _role_of(value))
        sketch.y += height + sketch.gap / 2
    if bars:
        sketch.items.append(Line(start, top, start, sketch.y - sketch.gap / 2, "secondary"))


def _draw_pyramid(sketch: _Sketch, chart: AgePyramid) -> None:
    values = [value for _, *both in chart.bands for value in both]
    label = min(sketch.widest([band for band, *_ in chart.bands]), sketch.width * LABEL_SHARE)
    number = sketch.widest([sketch.say(value) for value in values])
    room = max((sketch.width - label) / 2 - 2 * sketch.gap - number, sketch.size)
    middle = sketch.width / 2
    left_edge, right_edge = middle - label / 2 - sketch.gap, middle + label / 2 + sketch.gap
    sides = (
        (chart.left, _sum_side(sketch, [left for _, left, _ in chart.bands])),
        (chart.right, _sum_side(sketch, [right for *_, right in chart.bands])),
    )
    half = middle - label / 2 - sketch.gap
    heights = []
    for (name, total), edge in zip(sides, (0.0, right_edge), strict=True):
        words = f"{name}: {total}"
        lines = sketch.wrap(words, half, bold=True)
        for index, line in enumerate(lines):
            shift = half - sketch.measure(line, bold=True) if edge == 0 else 0.0
            sketch.write(line, edge + shift, sketch.y + index * sketch.line, bold=True)
        heights.append(len(lines) * sketch.line)
    sketch.y += max(heights) + sketch.gap / 2
    most, top, bar = _scale(values), sketch.y, sketch.size * BAR
    for band, left, right in reversed(chart.bands):
        lines = sketch.wrap(band, label)
        for index, line in enumerate(lines):
            x = middle - sketch.measure(line) / 2
            sketch.write(line, x, sketch.y + index * sketch.line)
        y = sketch.y + (sketch.line - bar) / 2
        one, other = room * (left or 0) / most, room * (right or 0) / most
        sketch.bar(left_edge - one, y, one, bar, "hatched")
        sketch.bar(right_edge, y, other, bar, "solid")
        told = sketch.say(left)
        x = left_edge - one - sketch.gap / 2 - sketch.measure(told)
        sketch.write(told, x, sketch.y, _role_of(left))
        x = right_edge + other + sketch.gap / 2
        sketch.write(sketch.say(right), x, sketch.y, _role_of(right))
        sketch.y += len(lines) * sketch.line + sketch.gap / 2
    if chart.bands:
        for edge in (left_edge, right_edge):
            sketch.items.append(Line(edge, top, edge, sketch.y - sketch.gap / 2, "secondary"))


def _sum_side(sketch: _Sketch, values: Sequence[int | None]) -> str:
    total = group_digits(sum(value or 0 for value in values))
    return f"{total} + {sketch.frame.unknown}" if None in values else total


def _draw_stacks(sketch: _Sketch, chart: StackedBars) -> None:
    if len(chart.series) > len(PATTERNS):
        raise ValueError(f"a stack has at most {len(PATTERNS)} series")
    _draw_legend(sketch, chart.series)
    totals = [sum(value or 0 for value in values) for _, values in chart.rows]
    label = min(sketch.widest([name for name, _ in chart.rows]), sketch.width * LABEL_SHARE)
    # What a short bar has no room for stands behind it: «48 = 40 + 0 + 8».
    wholes = [_spell_sum(sketch, values) for _, values in chart.rows]
    start = label + sketch.gap
    room = max(sketch.width - start - sketch.gap - sketch.widest(wholes), sketch.size)
    most, top, bar = _scale(totals), sketch.y, sketch.size * BAR
    for (name, values), whole, total in zip(chart.rows, wholes, totals, strict=True):
        height = sketch.write_lines(name, 0, sketch.y, label)
        x, y = start, sketch.y + (sketch.line - bar) / 2
        is_told = None not in values
        for value, pattern in zip(values, PATTERNS, strict=False):
            length = room * (value or 0) / most
            sketch.bar(x, y, length, bar, pattern)
            if value:
                is_told &= _write_inside(sketch, value, x, length, pattern)
            x += length
        words = group_digits(total) if is_told else whole
        sketch.write(words, x + sketch.gap / 2, sketch.y)
        sketch.y += height + sketch.gap / 2
    if chart.rows:
        sketch.items.append(Line(start, top, start, sketch.y - sketch.gap / 2, "secondary"))


def _spell_sum(sketch: _Sketch, values: Sequence[int | None]) -> str:
    total = group_digits(sum(value or 0 for value in values))
    return f"{total} = {' + '.join(map(sketch.say, values))}"


def _write_inside(sketch: _Sketch, value: int, x: float, length: float, pattern: Pattern) -> bool:
    """Write a number in the middle of its bar; tell whether it had room."""
    words = group_digits(value)
    width = sketch.measure(words)
    if width + sketch.gap > length:
        return False
    left = x + (length - width) / 2
    if pattern in {"hatched", "dotted"}:
        height = sketch.size * BAR - 2
        plate = Rect(left - 2, sketch.y + (sketch.line - height) / 2, width + 4, height, "paper")
        sketch.items.append(plate)
    sketch.write(words, left, sketch.y, "on_first" if pattern == "solid" else "ink")
    return True


def _draw_legend(sketch: _Sketch, series: Sequence[str]) -> None:
    x, box = 0.0, sketch.size * 0.9
    for name, pattern in zip(series, PATTERNS, strict=False):
        width = box + sketch.gap / 2 + sketch.measure(name)
        if x and x + width > sketch.width:
            x = 0.0
            sketch.y += sketch.line
        sketch.bar(x, sketch.y + (sketch.line - box) / 2, box, box, pattern)
        sketch.write(name, x + box + sketch.gap / 2, sketch.y)
        x += width + 2 * sketch.gap
    sketch.y += sketch.line + sketch.gap / 2


def _draw_columns(sketch: _Sketch, columns: Sequence[tuple[str, int | None]]) -> None:
    if not columns:
        return
    slot = sketch.width / len(columns)
    told = [sketch.say(value) for _, value in columns]
    widest = sketch.widest([*told, *(name for name, _ in columns)])
    if widest + sketch.gap / 2 > slot:
        _draw_bars(sketch, columns)
        return
    slot = min(slot, max(widest + 2 * sketch.gap, 6 * sketch.size))
    height = sketch.size * COLUMN_HEIGHT
    most = _scale([value for _, value in columns])
    foot = sketch.y + sketch.line + height
    for index, ((name, value), words) in enumerate(zip(columns, told, strict=True)):
        middle = slot * (index + 0.5)
        tall = height * (value or 0) / most
        sketch.bar(middle - slot * 0.3, foot - tall, slot * 0.6, tall)
        left = middle - sketch.measure(words) / 2
        sketch.write(words, left, foot - tall - sketch.line, _role_of(value))
        sketch.write(name, middle - sketch.measure(name) / 2, foot + sketch.gap / 3)
    sketch.items.append(Line(0, foot, slot * len(columns), foot, "secondary"))
    sketch.y = foot + sketch.gap / 3 + sketch.line


def _draw_grid(sketch: _Sketch, cells: Sequence[tuple[str, int | None, str]]) -> None:
    gap, pad = sketch.gap, sketch.gap
    count = max(1, int((sketch.width + gap) / (LEAST_CELL * sketch.size + gap)))
    width = (sketch.width - gap * (count - 1)) / count
    inside = width - 2 * pad
    most = _scale([value for _, value, _ in cells])
    foot = sketch.size * 0.5
    for first in range(0, len(cells), count):
        row = cells[first : first + count]
        told = [
            [
                (sketch.wrap(name, inside, bold=True), True),
                (sketch.wrap(sketch.say(value), inside), False),
                (sketch.wrap(detail, inside) if detail else [], False),
            ]
            for name, value, detail in row
        ]
        lines = max(sum(len(part) for part, _ in parts) for parts in told)
        height = lines * sketch.line + foot + 2.5 * pad
        for index, (parts, (_, value, _)) in enumerate(zip(told, row, strict=True)):
            x = index * (width + gap)
            sketch.items.append(Rect(x, sketch.y, width, height, "paper", "line"))
            y = sketch.y + pad
            for place, (part, is_bold) in enumerate(parts):
                role: Role = "ink" if place == 0 else "secondary"
                for line in part:
                    sketch.write(line, x + pad, y, role, bold=is_bold)
                    y += sketch.line
            if value is None:
                continue
            base = sketch.y + height - pad - foot
            sketch.items.append(Rect(x + pad, base, inside, foot, "paper", "line"))
            sketch.bar(x + pad, base, inside * value / most, foot)
        sketch.y += height + gap
    if cells:
        sketch.y -= gap


def _say_days(first: date | None, last: date | None) -> str:
    return "" if first is None or last is None else format_short_range(first, max(first, last))


def _draw_timeline(sketch: _Sketch, chart: Timeline) -> None:
    days = [day for _, first, last in chart.rows for day in (first, last) if day is not None]
    if not days:
        for name, *_ in chart.rows:
            sketch.write(chart.frame.unknown, sketch.width * LABEL_SHARE, sketch.y, "secondary")
            sketch.y += sketch.write_lines(name, 0, sketch.y, sketch.width * LABEL_SHARE)
        return
    months = _list_months(min(days), max(days))
    start = min(sketch.widest([name for name, *_ in chart.rows]), sketch.width * LABEL_SHARE)
    start += sketch.gap
    slot = (sketch.width - start) / len(months)
    edges = {month: start + slot * index for index, month in enumerate(months)}

    def place(day: date, share: float) -> float:
        month = day.replace(day=1)
        length = (_next_month(month) - month).days
        return edges[month] + slot * (day.day - 1 + share) / length

    top = _write_months(sketch, edges, slot)
    marks = len(sketch.items)
    for name, first, last in chart.rows:
        height = sketch.write_lines(name, 0, sketch.y, start - sketch.gap)
        if first is None or last is None:
            sketch.write(chart.frame.unknown, start + sketch.gap / 2, sketch.y, "secondary")
        else:
            left, right = place(first, 0), place(max(first, last), 1)
            bar = sketch.size * BAR
            # One day in three years is still to be seen.
            width = max(right - left, sketch.size * 0.3)
            left = min(left, sketch.width - width)
            sketch.bar(left, sketch.y + (sketch.line - bar) / 2, width, bar)
            _write_days(sketch, _say_days(first, last), left, left + width, start)
        sketch.y += height + sketch.gap / 2
    foot = sketch.y - sketch.gap / 2
    lines = [Line(x, top, x, foot) for x in [*edges.values(), sketch.width]]
    # Under the bars, or they would be cut into months.
    sketch.items[marks:marks] = lines


def _write_days(sketch: _Sketch, words: str, left: float, right: float, start: float) -> None:
    """Write the days of a bar behind it, where the page ends before it, else inside it."""
    width, gap = sketch.measure(words), sketch.gap / 2
    if right + gap + width <= sketch.width:
        sketch.plate(right + gap, sketch.y, width)
        sketch.write(words, right + gap, sketch.y)
    elif left - gap - width >= start:
        sketch.plate(left - gap - width, sketch.y, width)
        sketch.write(words, left - gap - width, sketch.y)
    else:
        sketch.write(words, (left + right - width) / 2, sketch.y, "on_first")


def _write_months(sketch: _Sketch, edges: dict[date, float], slot: float) -> float:
    """Write years and as many months as have room; return where the lines begin."""
    code = sketch.frame.language
    names = {month: name_short_month(month.month, code) for month in edges}
    room = sketch.widest(list(names.values())) + sketch.gap / 2
    step = next((count for count in (1, 2, 3, 6, 12) if slot * count >= room), 12)
    written = None
    for month, x in edges.items():
        if month.year != written:
            words = str(month.year)
            written = month.year
            if x + sketch.measure(words) <= sketch.width:
                sketch.write(words, x + 2, sketch.y, bold=True)
        ends = x + 2 + sketch.measure(names[month])
        if (month.month - 1) % step == 0 and ends <= sketch.width:
            sketch.write(names[month], x + 2, sketch.y + sketch.line, "secondary")
    top = sketch.y
    sketch.y += 2 * sketch.line + sketch.gap / 2
    return top


def _list_months(first: date, last: date) -> list[date]:
    months = [first.replace(day=1)]
    while _next_month(months[-1]) <= last:
        months.append(_next_month(months[-1]))
    return months


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
