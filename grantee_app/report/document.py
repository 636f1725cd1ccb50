"""A report as plain blocks, the same for every kind of paper.

Composing knows forms and figures but no paper; rendering knows paper but no form. This is all
they share. Every text carries the language it is written in, since a report may quote the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode
from grantee_app.report.charts import Chart

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

Align = Literal["left", "center", "right", "justify"]
Style = Literal[
    "title",
    "header",
    "section",
    "subsection",
    "task",
    "activity",
    "body",
    "cell",
    "code",
    "note",
    "mark",
]


@frozen
class Span:
    """A stretch of text of one look; `link` is the address it leads to."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


Spans = tuple[Span, ...]


@frozen
class Heading:
    """A heading; it never stands alone at the foot of a page.

    `outline` is its entry in the reader's outline ("" for none) at `level`; `section` names the
    section of the form that begins here.
    """

    spans: Spans
    language: LanguageCode
    style: Style = "section"
    outline: str = ""
    level: int = 0
    section: str = ""


@frozen
class Paragraph:
    """A paragraph; `mark` is the number or bullet of a list item, `indent` its nesting."""

    spans: Spans
    language: LanguageCode
    style: Style = "body"
    align: Align = "justify"
    mark: str = ""
    indent: int = 0
    keeps_with_next: bool = False


@frozen
class Gap:
    """Empty space of so many lines of body text."""

    lines: float = 1.0


@frozen
class PageBreak:
    """What follows begins a new page."""


@frozen
class Turn:
    """What follows stands on pages of this orientation; nothing happens where it is so already."""

    is_landscape: bool


@frozen
class Anchor:
    """A section of the form that has no heading begins with the next block."""

    section: str


@frozen
class Cell:
    """The paragraphs of one table cell.

    A cell that `repeats` is told again, marked as continued, on every page its group runs on to.
    In a row without inner rows it may take several `columns`; those after its own stay empty.
    """

    paragraphs: tuple[Paragraph, ...]
    align: Align = "left"
    repeats: bool = False
    columns: int = 1


@frozen
class Row:
    """A row, or a group of rows: its cells span all the rows of `rows`.

    `cells` maps the index of a column to what stands there; the columns of a row and of its inner
    rows never overlap. A row without inner rows is at least `least_height` points high: room to
    write by hand. One that `keeps_with_next` heads the row under it and stays on its page.
    """

    cells: dict[int, Cell]
    rows: tuple[Row, ...] = ()
    least_height: float = 0.0
    keeps_with_next: bool = False


@frozen
class Table:
    """A table; `widths` are shares of the page, `continued` marks repeated cells."""

    widths: tuple[float, ...]
    head: tuple[Cell, ...]
    rows: tuple[Row, ...]
    continued: str = ""
    language: LanguageCode = "kk"
    size: float = 9.5


@frozen
class Lines:
    """So many empty lines to write on by hand."""

    count: int


@frozen
class Picture:
    """A photo with its caption, scaled into the page; `key` is that of a protected workspace."""

    path: Path
    caption: Spans
    language: LanguageCode
    key: DataKey | None = None


@frozen
class Signature:
    """Lines to be signed by hand: what is asked, and who is to sign.

    They never stand alone on a page: something of what is signed goes with them.
    """

    rows: tuple[tuple[str, str], ...]
    seal: str
    language: LanguageCode


@frozen
class Figure:
    """A chart across the page, never parted."""

    chart: Chart


Block = (
    Heading
    | Paragraph
    | Gap
    | PageBreak
    | Turn
    | Anchor
    | Table
    | Lines
    | Picture
    | Signature
    | Figure
)


@frozen
class Document:
    """A whole report; `is_landscape` is how its first page lies.

    `page_label` holds {page} and {pages}; "" numbers no page.
    """

    title: str
    author: str
    language: LanguageCode
    is_landscape: bool
    page_label: str
    printed_on: date
    blocks: tuple[Block, ...] = field(default=())


def iter_paragraphs(document: Document) -> Iterator[Paragraph | Heading]:
    """Yield every paragraph and heading in reading order, those of tables included."""
    for block in document.blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield block
        elif isinstance(block, Table):
            for cell in block.head:
                yield from cell.paragraphs
            for row in block.rows:
                yield from _row_paragraphs(row)


def _row_paragraphs(row: Row) -> Iterator[Paragraph]:
    for index in sorted(row.cells):
        yield from row.cells[index].paragraphs
    for inner in row.rows:
        yield from _row_paragraphs(inner)
