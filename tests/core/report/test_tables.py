"""Tables laid out by the report's own code: spans, heads, page breaks, no glyph out of its cell.

What is drawn is written down by a pen instead of a PDF, so that hundreds of tables can be tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grantee_app.report.document import Cell, Row, Table
from grantee_app.report.pdf.table import MAX_HEAD_SHARE, TableFlow
from tests.core.report.layout import (
    HEIGHT,
    WIDTH,
    RecordingPen,
    find_overflows,
    make_cell,
    make_leaf,
    place_table,
    say_column,
    say_line,
)
from tests.core.report.reading import squeeze

CONTINUED = "жалғасы"
WIDTHS = (9, 12, 17, 13, 7, 12)
# Every word tells its cell and its place in it: «c7q3».
TAGGED = re.compile(r"c(\d+)q(\d+)(?!\d)")
# A name of so many words is told again on every page.
SHORT = 12
LONG_WORD = "жауапкершіліктеріміздің"


@dataclass
class Told:
    """A cell as it was made: how many words, whether it is told again, and by which tasks."""

    words: int
    repeats: bool = False
    children: set[int] = field(default_factory=set)


@dataclass
class Maker:
    """Makes a tree of rows with words that can be told apart."""

    data: st.DataObject
    cells: dict[int, Told] = field(default_factory=dict)
    ids: count = field(default_factory=count)

    def cell(self, sizes: list[int], *, repeats: bool = False):
        number, words = next(self.ids), self.data.draw(st.sampled_from(sizes))
        self.cells[number] = Told(words, repeats)
        text = " ".join(
            f"c{number}q{index}" + (f" {LONG_WORD}" if index % 5 == 4 else "")
            for index in range(words)
        )
        return number, make_cell(text, repeats=repeats)

    def row(self, places: dict[int, tuple[list[int], bool]], rows: tuple = ()) -> tuple[set, Row]:
        """Return a row and the numbers of all its cells."""
        made = {
            column: self.cell(sizes, repeats=again) for column, (sizes, again) in places.items()
        }
        below = {number for numbers, _row in rows for number in numbers}
        for number, _cell in made.values():
            self.cells[number].children = below
        cells = {column: cell for column, (_number, cell) in made.items()}
        own = {number for number, _cell in made.values()}
        return own | below, Row(cells, tuple(row for _numbers, row in rows))

    def task(self) -> tuple[set, Row]:
        activities = tuple(self.activity() for _ in range(self.draw_count([0, 1, 1, 2, 5])))
        if not activities:
            activities = (self.row({column: ([1], False) for column in (1, 2, 3, 4)}),)
        names = {0: ([1, 3, SHORT, 60, 300], True), 5: ([0, 1, 30, 200, 900], False)}
        return self.row(names, activities)

    def activity(self) -> tuple[set, Row]:
        many = self.draw_count([0, 1, 2, 4, 9, 60])
        leaves = tuple(
            self.row({3: ([0, 1, 2, 5, 40], False), 4: ([1, 2], False)}) for _ in range(many)
        )
        if not leaves:
            leaves = (self.row({3: ([1], False), 4: ([1], False)}),)
        return self.row({1: ([1, 3, SHORT, 90], True), 2: ([0, 1, 30, 200, 900], False)}, leaves)

    def draw_count(self, sizes: list[int]) -> int:
        return self.data.draw(st.sampled_from(sizes))


def make_tree(data: st.DataObject) -> tuple[Table, dict[int, Told]]:
    maker = Maker(data)
    tasks = [maker.task() for _ in range(data.draw(st.integers(1, 3)))]
    head = tuple(make_cell(f"бас{column}") for column in range(6))
    rows = tuple(row for _numbers, row in tasks)
    return Table(WIDTHS, head, rows, continued=CONTINUED), maker.cells


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_tree_of_rows(data):
    """Every word of every cell stands once and in order, inside its column and its page."""
    table, cells = make_tree(data)
    height = data.draw(st.sampled_from([HEIGHT, 752.0, 260.0]))
    first_room = data.draw(st.none() | st.floats(1, height))
    parts = place_table(table, height=height, first_room=first_room)

    said: dict[int, list[list[int]]] = defaultdict(lambda: [[] for _ in parts])
    for page, part in enumerate(parts):
        assert list(find_overflows(part)) == []
        assert [say_column(part, column)[0] for column in range(6)] == [
            f"бас{column}" for column in range(6)
        ]
        for _column, _top, lines in part.places:
            for number, place in TAGGED.findall(squeeze("".join(map(say_line, lines)))):
                said[int(number)][page].append(int(place))
        assert any(pages[page] for pages in said.values()), "a head stands alone"

    for number, told in cells.items():
        pages = said[number]
        whole = list(range(told.words))
        if told.repeats and told.words <= SHORT:
            here = [
                bool(told.children & {child for child in said if said[child][page]})
                for page in range(len(parts))
            ]
            for page, words in enumerate(pages):
                assert words in ([], whole), f"a name is told in part on page {page}"
                assert words or not here[page], f"rows without their name on page {page}"
        elif told.repeats:
            said_words = [word for words in pages for word in words]
            assert said_words[: told.words] == whole
            end = next(page for page in count() if sum(map(len, pages[: page + 1])) >= told.words)
            for page, words in enumerate(pages[end + 1 :], end + 1):
                below = {child for child in told.children if said[child][page]}
                assert words == whole[: len(words)]
                assert words or not below, f"rows without a word of their name on page {page}"
        else:
            assert [word for words in pages for word in words] == whole


def test_sixty_rows_tell_their_names_on_every_page():
    leaves = tuple(make_leaf(f"көрсеткіш {number}", "1", start=2) for number in range(60))
    activity = Row({1: make_cell("Іс-шара", repeats=True)}, leaves)
    task = Row({0: make_cell("Міндет", repeats=True), 4: make_cell("соңы")}, (activity,))
    head = tuple(map(make_cell, ("а", "ә", "б", "в", "г")))
    table = Table((9, 12, 17, 13, 7), head, (task,), continued=CONTINUED)
    first, *others = place_table(table)
    assert say_column(first, 0) == ["а", "Міндет"]
    assert say_column(first, 1) == ["ә", "Іс-шара"]
    assert len(others) == 1
    for part in others:
        assert say_column(part, 0) == ["а", "Міндет", f"({CONTINUED})"]
        assert say_column(part, 1) == ["ә", "Іс-шара", f"({CONTINUED})"]
    rows = [line for part in (first, *others) for line in say_column(part, 2)[1:]]
    assert rows == [f"көрсеткіш {number}" for number in range(60)]


def test_the_beginning_of_a_long_name_stands_over_its_later_rows():
    name = " ".join(f"c0q{index}" for index in range(80))
    leaves = tuple(make_leaf(f"көрсеткіш {number}", "1", start=1) for number in range(90))
    task = Row({0: make_cell(name, repeats=True)}, leaves)
    table = Table((9, 13, 7), (), (task,), continued=CONTINUED)
    parts = place_table(table, width=200)
    told = [
        [int(place) for _, place in TAGGED.findall(" ".join(say_column(part, 0)))] for part in parts
    ]
    ends = next(page for page, words in enumerate(told) if 79 in words)
    assert [word for words in told[: ends + 1] for word in words] == list(range(80))
    assert len(parts) > ends + 1
    for part, words in zip(parts[ends + 1 :], told[ends + 1 :], strict=True):
        assert words
        assert words == list(range(len(words)))
        assert say_column(part, 0)[-2:] == ["…", f"({CONTINUED})"]


def test_no_row_is_cut_that_a_page_can_hold():
    words = " ".join(["сөз"] * 60)
    rows = tuple(make_leaf(f"жол{number} {words}", str(number)) for number in range(40))
    for first_room in (None, 30.0, 77.0, 211.0, 333.0):
        parts = place_table(Table((3, 1), (), rows), width=300, first_room=first_room)
        seen: dict[str, set[int]] = defaultdict(set)
        for page, part in enumerate(parts):
            number = ""
            for line in say_column(part, 0):
                number = (re.match(r"жол\d+", line) or [number])[0]
                seen[number].add(page)
        assert len(seen) == 40
        assert all(len(pages) == 1 for pages in seen.values())


def test_a_row_taller_than_a_page_is_cut_between_lines():
    words = " ".join(f"c0q{index}" for index in range(5_000))
    parts = place_table(Table((1, 4), (), (make_leaf("аты", words),)))
    assert len(parts) > 3
    said = [
        int(place)
        for part in parts
        for line in say_column(part, 1)
        for _, place in TAGGED.findall(line)
    ]
    assert said == list(range(5_000))
    for part in parts[:-1]:
        assert part.height > 0.9 * HEIGHT
    assert len(say_column(parts[-1], 1)) >= 2


def test_a_label_beside_a_long_text_is_told_on_every_page():
    words = " ".join(["сөз"] * 3_000)
    row = Row({0: make_cell("Мақсат", repeats=True), 1: make_cell(words)})
    first, *others = place_table(Table((1, 4), (), (row,), continued=CONTINUED))
    assert say_column(first, 0) == ["Мақсат"]
    assert others
    for part in others:
        assert say_column(part, 0) == ["Мақсат", f"({CONTINUED})"]


def test_the_first_row_of_a_table_without_a_head_is_not_left_behind():
    rows = tuple(make_leaf("Мәселе", "Жобадан кейін") for _ in range(4))
    flow = TableFlow(Table((1, 1), (), rows), WIDTH)
    assert flow.least_height() > 2 * 9.5


@pytest.mark.parametrize("share", [MAX_HEAD_SHARE + 0.1, 1.2, 3.0])
def test_a_head_as_tall_as_a_page_is_told_once(share):
    narrow = make_cell("бас " * int(share * HEIGHT / 11))
    table = Table(
        (1, 30), (narrow, make_cell("бас")), tuple(make_leaf(str(n), "жол") for n in range(99))
    )
    parts = place_table(table, width=620)
    assert sum(line == "жол" for part in parts for line in say_column(part, 1)) == 99
    assert len(parts) < 12


def test_rules_close_every_cell():
    """Each cell has a rule on all four sides; a span has none inside."""
    leaves = (make_leaf("а", start=1), make_leaf("ә", start=1))
    table = Table((1, 1), (make_cell("1"), make_cell("2")), (Row({0: make_cell("кең")}, leaves),))
    (part,) = place_table(table, width=200)
    pen = RecordingPen()
    part.draw(pen, 0.0, 0.0)
    upright = {rule[0] for rule in pen.rules if rule[0] == rule[2]}
    level = sorted((rule[0], rule[2], rule[1]) for rule in pen.rules if rule[1] == rule[3])
    assert upright == {0.0, 100.0, 200.0}
    ends = [(start, end) for start, end, _y in level]
    assert ends.count((0.0, 200.0)) == 3
    assert ends.count((100.0, 200.0)) == 1


NASTY = [
    "бвгджз" * 12,
    "https://example.org/" + "жоба/есеп-2024?x=1&y=%D2%9A" * 12,
    "80%-дан кем емес",
    "1 000 000 000",
    "Әлеуметтік-экономикалық",
    "ҰЙЫМДАСТЫРУШЫЛАРДЫҢ",
    "中文中文 😀😀😀😀😀😀😀",
    "№ 123456789012345678",
    "т.б./басқалар",
    "a" * 70,
]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("width", [46.0, 60.0, 90.0])
def test_nothing_leaves_its_cell(text, width):
    for look in ({}, {"is_bold": True}, {"is_italic": True}):
        row = Row({0: make_cell(text, **look), 1: make_cell("х")})
        for part in place_table(Table((width, 40), (), (row,)), width=width + 40):
            assert list(find_overflows(part)) == []


def make_wide(words: str, columns: int, start: int = 0) -> Row:
    cell = Cell(make_cell(words).paragraphs, columns=columns)
    return Row({start: cell}, keeps_with_next=True)


def test_a_cell_of_several_columns_has_no_rules_inside():
    rows = (make_leaf("а", "б", "в"), make_wide("сөз " * 30, 2, 1), make_leaf("г", "д", "е"))
    (part,) = place_table(Table((1, 1, 1), (), rows))
    pen = RecordingPen()
    part.draw(pen, 0, part.height)
    uprights = [rule for rule in pen.rules if rule[0] == rule[2]]
    by_edge = defaultdict(list)
    for x, y1, _, y2 in uprights:
        by_edge[round(x)].append((round(y1, 1), round(y2, 1)))
    assert [len(parts) for _, parts in sorted(by_edge.items())] == [1, 1, 2, 1]
    (_, top), (bottom, _) = sorted(by_edge[sorted(by_edge)[2]], reverse=True)
    # The words stand between, as wide as both columns.
    lines = [(line, y) for line, left, y in pen.lines if left > WIDTH / 3 and bottom < y < top]
    assert sum(say_line(line).count("сөз") for line, _ in lines) == 30
    assert max(line.line.width for line, _ in lines) > WIDTH / 3


def test_a_row_that_heads_others_stays_with_the_next():
    rows = [make_leaf(f"жол {number}", "x") for number in range(80)]
    for height in range(180, 320, 7):
        table = Table((1, 1), (), (*rows[:9], make_wide("Бөлім", 2), *rows[9:]))
        parts = place_table(table, height=height)
        for part in parts:
            pen = RecordingPen()
            part.draw(pen, 0, part.height)
            said = [say_line(line) for line, _, _ in pen.lines]
            assert not any("Бөлім" in words for words in said[-1:]), height
