"""Turns a Document into the bytes of a PDF.

All pages are laid out before the first is drawn, so that every page can say how many there are.
The same document gives the same bytes: the only date inside is the document's own.
"""

from __future__ import annotations

import calendar
import hashlib
import io
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from grantee_app.frozen import frozen
from grantee_app.report.document import (
    Anchor,
    Block,
    Document,
    Figure,
    Gap,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Signature,
    Span,
    Table,
    Turn,
)
from grantee_app.report.pdf.drawing import DrawingFlow
from grantee_app.report.pdf.flow import BreakFlow, Flow, LinesFlow, SpaceFlow, TextFlow
from grantee_app.report.pdf.fonts import REGULAR, load_face
from grantee_app.report.pdf.lines import break_lines, join_surrogates
from grantee_app.report.pdf.pages import Frame, Item, PageContent, PageFiller
from grantee_app.report.pdf.pen import Pen
from grantee_app.report.pdf.picture import SignatureFlow, load_picture
from grantee_app.report.pdf.table import TableFlow
from grantee_app.report.pdf.text import (
    LEADING,
    STYLES,
    SetLine,
    set_heading,
    set_paragraph,
)

# Margins in points: 20 mm where the sheets are stitched, 15 mm elsewhere.
MARGIN_STITCHED = 57.0
MARGIN = 42.5
MARGIN_FOOT = 48.0
PAGE_LABEL_SIZE = 9.0
PAGE_LABEL_Y = 24.0
PROGRESS_SECONDS = 0.1

# Streams stay bytes: spelling them in ASCII makes a file a fifth larger and takes time.
rl_config.useA85 = 0

Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


class Cancelled(Exception):  # noqa: N818 (nothing went wrong: somebody asked to stop)
    """The work was stopped because nobody wants it any more."""


@frozen
class PdfReport:
    """A finished PDF; `section_pages` gives the first page of each section, counted from 0."""

    data: bytes
    page_count: int
    section_pages: dict[str, int]


class Ticker:
    """Counts work done; passes it on at most ten times a second and stops when asked to."""

    def __init__(
        self, total: int, progress: Progress | None, is_cancelled: IsCancelled | None
    ) -> None:
        self._total = max(total, 1)
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._done = 0
        self._told_at = 0.0

    def tick(self) -> None:
        """Count one step; Cancelled when the caller wants no more."""
        self._done += 1
        if self._progress is None and self._is_cancelled is None:
            return
        now = time.monotonic()
        if now - self._told_at < PROGRESS_SECONDS:
            return
        self._told_at = now
        if self._is_cancelled is not None and self._is_cancelled():
            raise Cancelled
        if self._progress is not None:
            self._progress(min(self._done, self._total), self._total)

    def finish(self) -> None:
        """Say that everything is done."""
        if self._progress is not None:
            self._progress(self._total, self._total)


def render_pdf(
    document: Document,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> PdfReport:
    """Return `document` as a PDF; Cancelled when `is_cancelled` says so along the way.

    `progress` is told (done, total) in steps of work, at most ten times a second.
    """
    # Setting a cell or a paragraph costs about as much as drawing it.
    ticker = Ticker(2 * _count_steps(document), progress, is_cancelled)
    pages: list[PageContent] = []
    for is_landscape, blocks in _part_by_turns(document):
        frame = make_frame(is_landscape=is_landscape)
        items = list(_make_items(blocks, frame, ticker))
        pages += PageFiller(frame).fill(items)
    report = _draw_pages(document, pages, ticker)
    ticker.finish()
    return report


def _count_steps(document: Document) -> int:
    return sum(
        len(block.head) + sum(map(_count_cells, block.rows)) if isinstance(block, Table) else 1
        for block in document.blocks
    )


def _count_cells(row: Row) -> int:
    return len(row.cells) + sum(map(_count_cells, row.rows))


def _part_by_turns(document: Document) -> Iterator[tuple[bool, list[Block]]]:
    """Yield the runs of blocks that stand on pages of one orientation; one at least."""
    is_landscape, is_first = document.is_landscape, True
    run: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Turn):
            run.append(block)
        elif block.is_landscape != is_landscape:
            if run:
                yield is_landscape, run
                is_first = False
            is_landscape, run = block.is_landscape, []
    if run or is_first:
        yield is_landscape, run


def find_frame(document: Document) -> Frame:
    """Return the part of the first page that is written on."""
    return make_frame(is_landscape=document.is_landscape)


def make_frame(*, is_landscape: bool) -> Frame:
    """Return the part of a page of an orientation that is written on."""
    width, height = map(float, landscape(A4) if is_landscape else A4)
    left, top = (MARGIN, MARGIN_STITCHED) if is_landscape else (MARGIN_STITCHED, MARGIN)
    return Frame(
        left, height - top, width - left - MARGIN, height - top - MARGIN_FOOT, width, height
    )


def _make_items(blocks: Iterable[Block], frame: Frame, ticker: Ticker) -> Iterator[Item]:
    section = ""
    for block in blocks:
        ticker.tick()
        if isinstance(block, Anchor):
            section = block.section
            continue
        item = _make_item(block, frame, ticker)
        if item is not None:
            yield replace(item, section=section) if section else item
            section = ""


def _make_item(block: Block, frame: Frame, ticker: Ticker) -> Item | None:
    item: Item | None = None
    match block:
        case Heading():
            flow = _set_heading(block, frame)
            item = Item(flow, block.outline, block.level, block.section)
        case Paragraph():
            item = Item(_set_paragraph(block, frame))
        case Gap():
            item = Item(SpaceFlow(block.lines * STYLES["body"].size * LEADING))
        case PageBreak():
            item = Item(BreakFlow())
        case Lines():
            item = Item(LinesFlow(block.count, frame.width))
        case Table():
            item = Item(TableFlow(block, frame.width, ticker.tick))
        case Signature():
            item = Item(SignatureFlow(block, frame.width), wants_company=True)
        case Figure():
            item = Item(DrawingFlow(block.chart, frame.width))
        case Picture():
            picture = load_picture(block, frame.width)
            item = Item(picture) if picture else None
    return item


def _set_heading(block: Heading, frame: Frame) -> Flow:
    style = STYLES[block.style]
    return TextFlow(
        set_heading(block, frame.width), style.above, keeps_with_next=True, is_unbreakable=True
    )


def _set_paragraph(block: Paragraph, frame: Frame) -> Flow:
    style = STYLES[block.style]
    return TextFlow(
        set_paragraph(block, frame.width), style.above + style.below, block.keeps_with_next
    )


def _draw_pages(document: Document, pages: list[PageContent], ticker: Ticker) -> PdfReport:
    target = io.BytesIO()
    canvas = Canvas(
        target,
        pagesize=(pages[0].frame.page_width, pages[0].frame.page_height),
        pageCompression=1,
        invariant=1,
        lang="kk-KZ" if document.language == "kk" else "ru-KZ",
        # reportlab's own first face is Helvetica, which no file can embed.
        initialFontName=load_face(REGULAR),
    )
    _describe(canvas, document)
    pen = Pen(canvas)
    section_pages: dict[str, int] = {}
    level = -1
    for number, page in enumerate(pages):
        frame = page.frame
        canvas.setPageSize((frame.page_width, frame.page_height))
        for placed, top in page.placed:
            placed.draw(pen, frame.left, top)
            ticker.tick()
        for index, mark in enumerate(page.marks):
            if mark.section:
                section_pages.setdefault(mark.section, number)
            if mark.outline:
                key = f"p{number}m{index}"
                canvas.bookmarkPage(key, fit="XYZ", left=0, top=mark.top + 6, zoom=0)
                # A form may skip a level, an outline may not.
                level = min(mark.level, level + 1)
                canvas.addOutlineEntry(_plain(mark.outline), key, level, closed=level > 0)
        _label_page(pen, document, frame, number + 1, len(pages))
        pen.finish_page()
        canvas.showPage()
    canvas.save()
    return PdfReport(target.getvalue(), len(pages), section_pages)


def _describe(canvas: Canvas, document: Document) -> None:
    canvas.setTitle(_plain(document.title))
    canvas.setAuthor(_plain(document.author))
    canvas.setSubject("")
    canvas.setCreator("Bastama")
    canvas.setProducer("Bastama, reportlab")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    # The date of the document instead of the moment of printing: the same report, the same bytes.
    stamp = pdfdoc.TimeStamp(1)
    stamp.t = calendar.timegm(document.printed_on.timetuple())
    stamp.lt = document.printed_on.timetuple()
    stamp.YMDhms = tuple(document.printed_on.timetuple())[:6]
    internals = canvas._doc  # noqa: SLF001 (else only the environment can set it)
    internals._timeStamp = stamp  # noqa: SLF001
    # The id of the file is made of the environment's date too, where that has one.
    internals.signature = hashlib.md5(
        document.printed_on.isoformat().encode(), usedforsecurity=False
    )


def _plain(words: str) -> str:
    """Return `words` as a reader's window may show them: one line, no half of a character."""
    whole = join_surrogates(words).encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(map(_show_character, whole)).split())


def _show_character(character: str) -> str:
    return " " if unicodedata.category(character) == "Cc" else character


def _label_page(pen: Pen, document: Document, frame: Frame, page: int, pages: int) -> None:
    if not document.page_label:
        return
    words = document.page_label.format(page=page, pages=pages)
    line = break_lines((Span(words),), document.language, PAGE_LABEL_SIZE, frame.width)[0]
    label = SetLine(line, 0, frame.width, "center", PAGE_LABEL_SIZE)
    pen.write(label, frame.left, PAGE_LABEL_Y)
