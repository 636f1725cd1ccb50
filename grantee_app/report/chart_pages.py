"""Charts alone on paper, one under another: what the page of figures prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from grantee_app.frozen import frozen
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LanguageCode, message
from grantee_app.report.charts import Chart
from grantee_app.report.document import (
    Align,
    Block,
    Cell,
    Document,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
)
from grantee_app.report.pdf.render import PdfReport, render_pdf

_WIDE = 7


@frozen
class PrintedTable:
    """A table of numbers below the charts; the first column names, the last row adds up."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


def print_charts(
    title: str,
    charts: Iterable[Chart],
    language: LanguageCode,
    printed_on: date,
    *,
    author: str = "",
    is_landscape: bool = False,
    lines: Iterable[str] = (),
    table: PrintedTable | None = None,
) -> PdfReport:
    """Return charts under a title as a PDF; the same day gives the same bytes.

    `lines` stand under the title, the `table` after the charts.
    """
    label = message("Page {page} of {pages}", page="{page}", pages="{pages}")
    blocks: list[Block] = [Heading((Span(title, is_bold=True),), language, "title")]
    blocks += [Paragraph((Span(line),), language, "body", "left") for line in lines]
    blocks += [Figure(chart) for chart in charts]
    if table is not None:
        blocks += _set_table(table, language)
    document = Document(
        title=title,
        author=author,
        language=language,
        is_landscape=is_landscape,
        page_label=Language.load(language).say(label),
        printed_on=printed_on,
        blocks=tuple(blocks),
    )
    return render_pdf(document)


def _set_table(table: PrintedTable, language: LanguageCode) -> list[Block]:
    def set_cell(text: str, place: int, *, is_bold: bool = False) -> Cell:
        side: Align = "center" if place else "left"
        paragraph = Paragraph((Span(text, is_bold=is_bold),), language, "cell", side)
        return Cell((paragraph,), side)

    last = len(table.rows) - 1
    rows = tuple(
        Row(
            {place: set_cell(text, place, is_bold=number == last) for place, text in enumerate(row)}
        )
        for number, row in enumerate(table.rows)
    )
    heads = tuple(set_cell(head, place, is_bold=True) for place, head in enumerate(table.heads))
    return [
        Gap(),
        Heading((Span(table.title, is_bold=True),), language, "activity"),
        Table(
            widths=(2.2, *(1.0 for _ in table.heads[1:])),
            head=heads,
            rows=rows,
            language=language,
            size=8.0 if len(table.heads) > _WIDE else 9.5,
        ),
        *(Paragraph((Span(note),), language, "note", "left") for note in table.notes),
    ]
