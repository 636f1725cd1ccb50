"""A built report on paper: asks for the printer and sends it the pages.

The pages are drawn by the same renderer as the preview, so that paper and screen agree. Knows no
report, only a PDF.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from grantee_app.errors import StoreProblem
from grantee_app.language.message import message
from ui.jobs import Job, JobStopped
from ui.page_renderer import PageRenderer, PageRequest
from ui.screen_language import ScreenLanguage

POINTS_PER_INCH: Final = 72
# A page of A4 is 35 MB of picture at 300 dots an inch; more is not seen on paper.
MOST_DOTS: Final = 300


def ask_for_printer(
    words: ScreenLanguage, page_count: int, parent: QWidget, title: str = ""
) -> QPrinter | None:
    """Ask which printer and which pages; None when the person thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Bastama")
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title or words.gettext("Print the report"))
    dialog.setMinMax(1, max(page_count, 1))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    return printer if dialog.exec() else None


def print_pdf(data: bytes, printer: QPrinter, job: Job) -> None:
    """Send the chosen pages of a PDF to the printer, on any thread.

    StoreProblem when the printer does not take them; JobStopped when nobody wants them any more.
    """
    renderer = PageRenderer()
    sizes = renderer.render(PageRequest(1, data, (), 1.0), job.is_cancelled).sizes
    numbers = _choose_pages(printer, len(sizes))
    painter = QPainter()
    try:
        for place, number in enumerate(numbers):
            if job.is_cancelled():
                printer.abort()
                raise JobStopped
            _set_page(printer, sizes[number])
            is_going = painter.begin(printer) if place == 0 else printer.newPage()
            if not is_going:
                raise StoreProblem(
                    message(
                        "The printer does not answer. See that it is switched on and has paper, "
                        "and print again."
                    )
                )
            dots = min(printer.resolution(), MOST_DOTS)
            request = PageRequest(1, data, (number,), dots / POINTS_PER_INCH)
            picture = renderer.render(request, job.is_cancelled).pictures.get(number)
            if picture is not None:
                painter.drawImage(QRectF(painter.viewport()), picture)
            job.tell_progress(place + 1, len(numbers))
    finally:
        painter.end()
        renderer.close()


def _choose_pages(printer: QPrinter, count: int) -> list[int]:
    first, last = printer.fromPage(), printer.toPage()
    if not first:
        return list(range(count))
    return list(range(first - 1, min(last, count)))


def _set_page(printer: QPrinter, size: tuple[float, float]) -> None:
    """Turn the sheet as the page lies: the report stands across."""
    width, height = size
    is_across = width > height
    sheet = QSizeF(height, width) if is_across else QSizeF(width, height)
    turned = QPageLayout.Orientation
    printer.setPageLayout(
        QPageLayout(
            QPageSize(sheet, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch),
            turned.Landscape if is_across else turned.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )
