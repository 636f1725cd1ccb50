"""Texts and values told in the language of a report.

A text that exists in the other language only is told in that one, marked. Long texts become
paragraphs, sub-headings, list items and small tables.
"""

from __future__ import annotations

from dataclasses import replace

from grantee_app.form.application_form import ApplicationWords
from grantee_app.form.definition import Words
from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode
from grantee_app.records.base import Bilingual
from grantee_app.records.text import (
    Run,
    TextBlock,
    TextHeading,
    TextItem,
    TextParagraph,
    TextRow,
    parse_text,
)
from grantee_app.report.document import Align, Block, Cell, Heading, Paragraph, Row, Span, Table

BULLET = "–"
CELL_SEPARATOR = " – "


@frozen
class Told:
    """A text with the language it is written in; `mark` says so where that is the other one."""

    text: str
    language: LanguageCode
    mark: str = ""

    @property
    def marked(self) -> str:
        """The text with its mark before it, for where only plain words can stand."""
        return f"[{self.mark}] {self.text}" if self.mark and self.text else self.text

    def spans(self, *, is_bold: bool = False, is_italic: bool = False) -> tuple[Span, ...]:
        """Return the text in one look, its mark before it."""
        marks = (Span(f"[{self.mark}] ", is_italic=True),) if self.mark else ()
        return (*marks, Span(self.text, is_bold, is_italic))


def tell_text(text: Bilingual, language: LanguageCode, words: Words | ApplicationWords) -> Told:
    """Return `text` in `language`, or in the other one with its mark."""
    own = text.written_in(language)
    if own.strip():
        return Told(own, language)
    other: LanguageCode = "ru" if language == "kk" else "kk"
    foreign = text.written_in(other)
    if not foreign.strip():
        return Told("", language)
    mark = words.written_in_kk if other == "kk" else words.written_in_ru
    return Told(foreign, other, mark.spoken_in(language))


def make_blocks(told: Told, size: float = 11.0) -> list[Block]:
    """Return a long text as blocks of the page; rows of a small table stand together."""
    blocks: list[Block] = []
    rows: list[TextRow] = []
    parsed = parse_text(told.text)
    if told.mark and parsed:
        mark = (Span(f"[{told.mark}]", is_italic=True),)
        blocks.append(Paragraph(mark, told.language, align="left", keeps_with_next=True))
    for block in parsed:
        if isinstance(block, TextRow):
            rows.append(block)
            continue
        if rows:
            blocks.append(_make_table(rows, told.language, size))
            rows = []
        blocks.append(_make_block(block, told.language))
    if rows:
        blocks.append(_make_table(rows, told.language, size))
    return [*map(_keep_lead, blocks, [*blocks[1:], None])]


def _keep_lead(block: Block, following: Block | None) -> Block:
    """Keep «Үш нәтиже бар:» on the page of the list or the table that it announces."""
    is_lead = isinstance(block, Paragraph) and block.spans and block.spans[-1].text.endswith(":")
    if not isinstance(block, Paragraph) or not is_lead:
        return block
    announces = isinstance(following, Table) or (
        isinstance(following, Paragraph) and following.mark
    )
    return replace(block, keeps_with_next=True) if announces else block


def make_cell_paragraphs(
    told: Told, *, align: Align = "left", is_bold: bool = False
) -> tuple[Paragraph, ...]:
    """Return a long text as the paragraphs of a table cell."""
    blocks = parse_text(told.text)
    mark: tuple[Paragraph, ...] = ()
    if told.mark and blocks:
        words = (Span(f"[{told.mark}]", is_italic=True),)
        mark = (Paragraph(words, told.language, "cell", align),)
    return (
        *mark,
        *(_make_cell_paragraph(block, told.language, align, is_bold) for block in blocks),
    )


def make_cell(
    told: Told, *, align: Align = "left", is_bold: bool = False, repeats: bool = False
) -> Cell:
    """Return a table cell with a text that may be long."""
    return Cell(make_cell_paragraphs(told, align=align, is_bold=is_bold), align, repeats)


def plain_cell(text: str, language: LanguageCode, *, align: Align = "left") -> Cell:
    """Return a table cell with a short text, whatever marks it may hold."""
    return Cell((Paragraph((Span(text),), language, "cell", align),), align)


def _make_block(block: TextBlock, language: LanguageCode) -> Block:
    match block:
        case TextHeading(runs):
            return Heading(_spans(runs, is_bold=True), language, "activity")
        case TextItem(runs, level, number):
            mark = BULLET if number is None else f"{number}."
            return Paragraph(_spans(runs), language, mark=mark, indent=level + 1)
        case TextParagraph(runs):
            return Paragraph(_spans(runs), language)
        case TextRow():
            raise AssertionError("rows are gathered into tables")


def _make_table(rows: list[TextRow], language: LanguageCode, size: float) -> Table:
    count = max(len(row.cells) for row in rows)
    return Table(
        widths=(1.0,) * count,
        head=(),
        rows=tuple(
            Row(
                {
                    index: Cell((Paragraph(_spans(runs), language, "cell", "left"),))
                    for index, runs in enumerate(row.cells)
                }
            )
            for row in rows
        ),
        language=language,
        size=size,
    )


def _make_cell_paragraph(
    block: TextBlock, language: LanguageCode, align: Align, is_bold: bool
) -> Paragraph:
    match block:
        case TextItem(runs, level, number):
            mark = BULLET if number is None else f"{number}."
            return Paragraph(_spans(runs, is_bold=is_bold), language, "cell", align, mark, level)
        case TextHeading(runs):
            return Paragraph(_spans(runs, is_bold=True), language, "cell", align)
        case TextRow(cells):
            joined = CELL_SEPARATOR.join("".join(run.text for run in cell) for cell in cells)
            return Paragraph((Span(joined, is_bold),), language, "cell", align)
        case TextParagraph(runs):
            return Paragraph(_spans(runs, is_bold=is_bold), language, "cell", align)


def _spans(runs: tuple[Run, ...], *, is_bold: bool = False) -> tuple[Span, ...]:
    return tuple(Span(run.text, is_bold, link=run.link) for run in runs)
