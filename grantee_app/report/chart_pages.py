"""Charts alone on paper, one under another: what the page of figures prints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from grantee_app.language.catalogue import Language
from grantee_app.language.message import LanguageCode, message
from grantee_app.report.charts import Chart
from grantee_app.report.document import Block, Document, Figure, Heading, Span
from grantee_app.report.pdf.render import PdfReport, render_pdf


def print_charts(
    title: str,
    charts: Iterable[Chart],
    language: LanguageCode,
    printed_on: date,
    *,
    author: str = "",
    is_landscape: bool = False,
) -> PdfReport:
    """Return charts under a title as a PDF; the same day gives the same bytes."""
    label = message("Page {page} of {pages}", page="{page}", pages="{pages}")
    blocks: list[Block] = [Heading((Span(title, is_bold=True),), language, "title")]
    blocks += [Figure(chart) for chart in charts]
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
