"""Tables of a form on paper: numbers to the right, sums by block, wide ones across the page.

A repeated group of a form («cards») is a table of two columns, one card under another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from grantee_app.form.application_form import NUMBER_KINDS, Column, TableField
from grantee_app.form.values import Number
from grantee_app.language.numbers import group_digits
from grantee_app.records.base import Bilingual
from grantee_app.report.application.answers import name_money, tell_cell
from grantee_app.report.application.boxes import make_boxes
from grantee_app.report.application.layout import (
    LABEL_SHARE,
    choose_layout,
    fit_widths,
    head_words,
    make_label,
    raise_first,
)
from grantee_app.report.application.pictures import draw_table
from grantee_app.report.application.source import ApplicationSource
from grantee_app.report.document import (
    Align,
    Block,
    Cell,
    Figure,
    Gap,
    Paragraph,
    Row,
    Span,
    Table,
    Turn,
)
from grantee_app.report.told import Told, make_cell, make_cell_paragraphs

EMPTY_ROWS: Final = 6
# A list of what is bought is longer than others.
EMPTY_ROWS_SUMMED: Final = 10
EMPTY_CARDS: Final = 3
HAND_HEIGHT: Final = 24.0
CARD_SIZE: Final = 10.5


def compose_table(source: ApplicationSource, part: TableField) -> Iterator[Block]:
    """Yield a table under its label, with the picture that helps to read it."""
    if source.is_left_out(part):
        yield from make_label(source, part)
        yield Paragraph((Span(source.say(source.words.left_out)),), source.language)
        return
    columns = [column for column in part.columns if not source.is_left_out(column)]
    if not columns:
        return
    if part.layout == "cards":
        yield from make_label(source, part)
        yield _make_cards(source, part, columns)
        yield Gap(0.5)
        return
    yield from _compose_rows(source, part, columns)


def _compose_rows(
    source: ApplicationSource, part: TableField, columns: list[Column]
) -> Iterator[Block]:
    groups = _group_rows(source, part)
    if groups is not None:
        # What the rows are parted by heads them.
        columns = [column for column in columns if column.key != part.subtotal_by] or columns
    rows = source.values.filled_rows(part.key)
    cells = {
        row_id: [tell_cell(source, part.key, row_id, one) for one in columns] for row_id in rows
    }
    layout = choose_layout(source, part, columns, list(cells.values()))
    yield Turn(layout.is_landscape)
    yield from make_label(source, part)
    if any(column.kind == "money" for column in columns):
        currency = name_money(source.values.currency, source.language)
        said = source.say(source.words.sums_in).format(currency=currency)
        note = (Span(said, is_italic=True),)
        yield Paragraph(note, source.language, "note", "right", keeps_with_next=True)
    maker = _RowMaker(source, part, columns)
    widths = fit_widths(layout, is_numbered=part.is_numbered)
    yield Table(
        widths,
        maker.make_head(),
        tuple(maker.make_rows(rows, cells, groups)),
        continued=source.say(source.words.continued),
        language=source.language,
        size=layout.size,
    )
    yield Gap(0.5)
    for chart in draw_table(source, part):
        yield Figure(chart)
        yield Gap(0.7)
    yield Turn(source.form.page.orientation == "landscape")


def _group_rows(
    source: ApplicationSource, part: TableField
) -> list[tuple[Bilingual, tuple[str, ...], dict[str, Number]]] | None:
    """Return the blocks of a table with their sums; None of one that is not parted, or empty."""
    if part.subtotal_by is None or source.is_left_out(part.by_key[part.subtotal_by]):
        return None
    groups = source.values.subtotals(part.key)
    return [(one.name, one.rows, dict(one.sums)) for one in groups] or None


class _RowMaker:
    """Makes the rows of one table; columns count from that of the number, where there is one."""

    def __init__(
        self, source: ApplicationSource, part: TableField, columns: Sequence[Column]
    ) -> None:
        self._source = source
        self._part = part
        self._columns = columns
        self._first = int(part.is_numbered)

    @property
    def _count(self) -> int:
        return self._first + len(self._columns)

    def make_head(self) -> tuple[Cell, ...]:
        """Return the cells of the head, units in them."""
        heads = [head_words(self._source, column) for column in self._columns]
        number = [self._source.say(self._source.words.number)] if self._first else []
        return tuple(self._cell(words, "center", is_bold=True) for words in (*number, *heads))

    def make_rows(
        self,
        rows: Sequence[str],
        cells: dict[str, list[Told]],
        groups: list[tuple[Bilingual, tuple[str, ...], dict[str, Number]]] | None,
    ) -> Iterator[Row]:
        """Yield all rows, those of a block under its name and over its sums, the totals last."""
        if self._source.options.is_empty:
            yield from self._make_empty_rows()
        elif not rows:
            nothing = [self._source.nothing] * len(self._columns)
            yield self._make_row("", nothing)
        elif groups is None:
            for number, row_id in enumerate(rows, start=1):
                yield self._make_row(str(number), cells[row_id])
        else:
            yield from self._make_groups(cells, groups)
        if self._part.totals and not self._source.options.is_empty and rows:
            totals = self._source.values.totals(self._part.key)
            yield self._make_sums(self._source.say(self._source.words.total), totals)

    def _make_groups(
        self,
        cells: dict[str, list[Told]],
        groups: list[tuple[Bilingual, tuple[str, ...], dict[str, Number]]],
    ) -> Iterator[Row]:
        number = 0
        for name, row_ids, sums in groups:
            title = raise_first(self._source.say(name)) or self._source.nothing.text
            words = Paragraph((Span(title, is_bold=True),), self._source.language, "cell", "left")
            yield Row({0: Cell((words,), columns=self._count)}, keeps_with_next=True)
            has_sums = bool(sums) and len(groups) > 1
            for row_id in row_ids:
                number += 1
                row = self._make_row(str(number), cells[row_id])
                # Sums alone at the head of a page say nothing.
                yield replace(row, keeps_with_next=has_sums and row_id == row_ids[-1])
            if has_sums:
                yield self._make_sums(self._source.say(self._source.words.subtotal), sums)

    def _make_row(self, number: str, cells: Sequence[Told]) -> Row:
        made: dict[int, Cell] = {}
        if self._first:
            made[0] = self._cell(number, "center")
        for place, (column, told) in enumerate(zip(self._columns, cells, strict=True)):
            made[self._first + place] = make_cell(told, align=_align(column))
        return Row(made)

    def _make_empty_rows(self) -> Iterator[Row]:
        usual = EMPTY_ROWS_SUMMED if self._part.totals else EMPTY_ROWS
        wanted = max(self._part.min_rows, min(self._part.max_rows or usual, usual))
        for number in range(1, wanted + 1):
            cells = {0: self._cell(str(number), "center")} if self._first else {}
            yield Row(cells, least_height=HAND_HEIGHT)
        if self._part.totals:
            total = self._cell(self._source.say(self._source.words.total), is_bold=True)
            yield Row({self._first: total}, least_height=HAND_HEIGHT)

    def _make_sums(self, label: str, sums: dict[str, Number]) -> Row:
        """Return a row of sums, its label as wide as what stands before the first of them."""
        cells: dict[int, Cell] = {}
        for place, column in enumerate(self._columns, start=self._first):
            if column.key in sums:
                words = group_digits(sums[column.key])
                cells[place] = self._cell(words, "right", is_bold=True)
        before = min(cells, default=self._count)
        if before:
            paragraph = Paragraph(
                (Span(label, is_bold=True),), self._source.language, "cell", "right"
            )
            cells[0] = Cell((paragraph,), "right", columns=before)
        return Row(cells)

    def _cell(self, words: str, align: Align = "left", *, is_bold: bool = False) -> Cell:
        spans = (Span(words, is_bold=is_bold),)
        return Cell((Paragraph(spans, self._source.language, "cell", align),), align)


def _align(column: Column) -> Align:
    if column.kind in NUMBER_KINDS:
        return "right"
    return "center" if column.kind in {"date", "date_range", "yes_no"} else "left"


# ---------------------------------------------------------------- cards


def _make_cards(source: ApplicationSource, part: TableField, columns: list[Column]) -> Table:
    return Table(
        (LABEL_SHARE, 1 - LABEL_SHARE),
        (),
        tuple(_make_card_rows(source, part, columns)),
        continued=source.say(source.words.continued),
        language=source.language,
        size=CARD_SIZE,
    )


def _make_card_rows(
    source: ApplicationSource, part: TableField, columns: list[Column]
) -> Iterator[Row]:
    name = raise_first(source.say(part.row_name))
    rows: list[str] = source.values.filled_rows(part.key)
    if source.options.is_empty:
        rows = [""] * max(part.min_rows, min(part.max_rows or EMPTY_CARDS, EMPTY_CARDS))
    for number, row_id in enumerate(rows, start=1):
        title = Paragraph(
            (Span(f"{number}. {name}", is_bold=True),), source.language, "cell", "left"
        )
        yield Row({0: Cell((title,), columns=2)}, keeps_with_next=True)
        for column in columns:
            words = (Span(head_words(source, column)),)
            label = Cell((Paragraph(words, source.language, "cell", "left"),))
            if not row_id:
                boxes = Cell(tuple(make_boxes(source, column, part.key, column.key)))
                yield Row({0: label, 1: boxes}, least_height=HAND_HEIGHT)
                continue
            told = tell_cell(source, part.key, row_id, column)
            answer = make_cell_paragraphs(told if told.text else source.nothing)
            yield Row({0: label, 1: Cell(answer)})
    if not rows:
        yield Row({0: make_cell(source.nothing)})
