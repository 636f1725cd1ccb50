"""The first page of the one PDF: what is in it, on which pages, and what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator

from grantee_app.frozen import frozen
from grantee_app.report.assembly.handing import Handing
from grantee_app.report.document import (
    Align,
    Block,
    Cell,
    Document,
    Gap,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
)
from grantee_app.report.pdf.render import render_pdf

WIDTHS = (0.8, 8.0, 1.6)
SIZE = 10.5
DASH = "–"
LINKS = ("http://", "https://")


@frozen
class Entry:
    """A line of the contents; `pages` are counted from the first page after the contents, from 1.

    `number` is that of an attachment; `note` stands under the title in italics.
    """

    title: str
    pages: tuple[int, int] | None
    number: int = 0
    note: str = ""
    group: str = ""
    is_section: bool = False


def print_contents(handing: Handing, entries: list[Entry]) -> tuple[bytes, int]:
    """Return the contents as a PDF and how many pages they take, which move all others on."""
    count = 1
    while True:
        printed = render_pdf(_compose(handing, entries, count))
        if printed.page_count <= count:
            return printed.data, printed.page_count
        count = printed.page_count


def _compose(handing: Handing, entries: list[Entry], shift: int) -> Document:
    words, language = handing.words, handing.language
    contents = words.contents.spoken_in(language)
    blocks: list[Block] = [
        Heading((Span(handing.title, is_bold=True),), language, "title", outline=""),
        Heading((Span(contents, is_bold=True),), language, "section"),
    ]
    ours = [entry for entry in entries if not entry.number]
    theirs = [entry for entry in entries if entry.number]
    blocks.append(_make_table(handing, ours, shift))
    if theirs:
        attachments = words.attachments.spoken_in(language)
        blocks += [
            Gap(0.5),
            Heading((Span(attachments, is_bold=True),), language, "section"),
            _make_table(handing, theirs, shift),
        ]
    return Document(
        title=handing.title,
        author=handing.author,
        language=language,
        is_landscape=False,
        page_label="",
        printed_on=handing.printed_on,
        blocks=tuple(blocks),
    )


def _make_table(handing: Handing, entries: list[Entry], shift: int) -> Table:
    words, language = handing.words, handing.language
    labels = [words.document_column.spoken_in(language), words.page_column.spoken_in(language)]
    widths: tuple[float, ...] = WIDTHS[1:]
    if any(entry.number for entry in entries):
        labels.insert(0, words.number.spoken_in(language))
        widths = WIDTHS
    head = tuple(_cell(handing, label, "center", is_bold=True) for label in labels)
    rows = tuple(_make_rows(handing, entries, shift, len(labels)))
    return Table(widths, head, rows, language=language, size=SIZE)


def _make_rows(handing: Handing, entries: list[Entry], shift: int, columns: int) -> Iterator[Row]:
    group = ""
    for entry in entries:
        if entry.group and entry.group != group:
            group = entry.group
            spans = (Span(group, is_bold=True),)
            words = Paragraph(spans, handing.language, "cell", "left")
            yield Row({0: Cell((words,), columns=columns)}, keeps_with_next=True)
        pages = _cell(handing, _write_pages(entry.pages, shift), "center")
        cells = [_title_cell(handing, entry), pages]
        if columns > len(cells):
            cells.insert(0, _cell(handing, str(entry.number), "center"))
        yield Row(dict(enumerate(cells)))


def _title_cell(handing: Handing, entry: Entry) -> Cell:
    indent = 1 if entry.is_section else 0
    is_bold = not entry.number and not entry.is_section
    paragraphs = [
        Paragraph(
            (Span(entry.title, is_bold=is_bold),), handing.language, "cell", "left", indent=indent
        )
    ]
    if entry.note:
        link = entry.note if entry.note.startswith(LINKS) else ""
        note = (Span(entry.note, is_italic=not link, link=link),)
        paragraphs.append(Paragraph(note, handing.language, "cell", "left", indent=indent))
    return Cell(tuple(paragraphs))


def _cell(handing: Handing, words: str, align: Align = "left", *, is_bold: bool = False) -> Cell:
    spans = (Span(words, is_bold=is_bold),)
    return Cell((Paragraph(spans, handing.language, "cell", align),), align)


def _write_pages(pages: tuple[int, int] | None, shift: int) -> str:
    if pages is None:
        return DASH
    first, last = pages[0] + shift, pages[1] + shift
    return f"{first}" if first == last else f"{first}{DASH}{last}"
