"""Pages of a PDF as pictures, by pypdfium2.

PDFium is not safe for threads: every call goes through the one lock of the core, and a renderer
belongs to one worker. Knows no widget and no report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Any

from PySide6.QtGui import QImage

from grantee_app.frozen import frozen
from grantee_app.report.pdfium_lock import PDFIUM


@frozen
class PageRequest:
    """What is wanted: pages of one version of a PDF, `scale` pixels a point.

    `changed_within` asks for the first page whose words differ from the version before, looked
    for in that range of pages.
    """

    version: int
    data: bytes
    pages: tuple[int, ...]
    scale: float
    changed_within: range | None = None


@frozen
class PagePictures:
    """The answer: sizes of all pages in points, pictures of those asked for."""

    version: int
    scale: float
    sizes: tuple[tuple[float, float], ...]
    pictures: dict[int, QImage] = field(default_factory=dict)
    changed_page: int | None = None


class PageRenderer:
    """Keeps the newest PDF open between requests."""

    def __init__(self) -> None:
        self._version = -1
        self._document: Any = None
        self._sizes: tuple[tuple[float, float], ...] = ()

    def render(self, request: PageRequest, is_cancelled: Callable[[], bool]) -> PagePictures:
        """Return what `request` asks for; pages that are no longer there are left out."""
        changed: int | None = None
        with PDFIUM:
            if request.version != self._version:
                changed = self._open(request)
            count = len(self._sizes)
        pictures: dict[int, QImage] = {}
        for page in request.pages:
            if is_cancelled() or page >= count:
                continue
            with PDFIUM:
                pictures[page] = self._draw(page, request.scale)
        return PagePictures(request.version, request.scale, self._sizes, pictures, changed)

    def close(self) -> None:
        """Let go of the open PDF."""
        with PDFIUM:
            if self._document is not None:
                self._document.close()
            self._document = None

    def _open(self, request: PageRequest) -> int | None:
        import pypdfium2  # noqa: PLC0415 (not before the first paint)

        before, self._document = self._document, pypdfium2.PdfDocument(request.data)
        self._version = request.version
        count = len(self._document)
        self._sizes = tuple(self._document.get_page_size(page) for page in range(count))
        changed = None
        if before is not None:
            if request.changed_within is not None:
                changed = _find_change(before, self._document, request.changed_within)
            before.close()
        return changed

    def _draw(self, number: int, scale: float) -> QImage:
        page = self._document[number]
        # Without LCD smoothing: its colours do not survive the scaling of a preview.
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        picture = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        page.close()
        return picture


def _find_change(before: Any, after: Any, pages: Iterable[int]) -> int | None:
    for number in pages:
        if number >= len(after):
            return None
        if number >= len(before) or _read(before, number) != _read(after, number):
            return number
    return None


def _read(document: Any, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    words = str(text_page.get_text_bounded())
    text_page.close()
    page.close()
    return words
