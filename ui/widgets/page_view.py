"""Pages one under the other, as many as there are; only those in sight are pictures.

Zoom follows the width unless a person chose one; a new version of the PDF is shown at the place
where the old one stood. Knows no PDF: pictures are asked for by a signal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.theme import Theme

MARGIN: Final = 12
ZOOMS: Final = (0.25, 4.0)  # logical pixels a point
STEP: Final = 1.2
SETTLE_MS: Final = 80
MOST_BYTES: Final = 96_000_000


class PageView(QAbstractScrollArea):
    """Emits `pictures_wanted` when pages come into sight, `page_shown` when another one leads."""

    pictures_wanted = Signal()
    page_shown = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._zoom: float | None = None
        self._pictures: dict[int, tuple[int, float, QImage]] = {}
        self._version = -1
        self._page = -1
        self._place = (0, 0.0)
        self._is_laying_out = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.pictures_wanted)
        self.verticalScrollBar().valueChanged.connect(self._note_scroll)
        theme.changed.connect(self.viewport().update)

    # ------------------------------------------------------------------ pages

    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    def set_sizes(self, version: int, sizes: tuple[tuple[float, float], ...]) -> None:
        """Take the sizes of a version's pages, in points."""
        self._version = version
        if sizes != self._sizes:
            self._sizes = sizes
            self._lay_out()

    def set_pictures(self, version: int, scale: float, pictures: dict[int, QImage]) -> None:
        """Take pictures of pages and paint them."""
        for page, picture in pictures.items():
            self._pictures[page] = (version, scale, picture)
        self._forget_far_pages()
        self.viewport().update()

    def missing_pages(self) -> tuple[int, ...]:
        """Return the pages in sight, and their neighbours, that have no sharp picture yet."""
        near = self.pages_in_sight()
        if near:
            near += [page for page in (near[-1] + 1, near[0] - 1) if 0 <= page < len(self._sizes)]
        wanted = (self._version, self.picture_scale())
        return tuple(page for page in near if self._pictures.get(page, (0, 0.0))[:2] != wanted)

    def picture_scale(self) -> float:
        """Return physical pixels a point."""
        return round(self.zoom() * self.devicePixelRatioF(), 4)

    def _forget_far_pages(self) -> None:
        here = self.current_page()
        used = sum(picture.sizeInBytes() for _, _, picture in self._pictures.values())
        for page in sorted(self._pictures, key=lambda page: abs(page - here), reverse=True):
            if used <= MOST_BYTES or abs(page - here) <= 2:
                return
            used -= self._pictures.pop(page)[2].sizeInBytes()

    # ------------------------------------------------------------------ place

    def zoom(self) -> float:
        """Return logical pixels a point."""
        if self._zoom is not None:
            return self._zoom
        widest = max((width for width, _ in self._sizes), default=842.0)
        return max((self.viewport().width() - 2 * MARGIN) / widest, 0.05)

    def current_page(self) -> int:
        """Return the page that is looked at: the first that is mostly in sight."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        best, most = 0, 0.0
        for page, rect in enumerate(self._page_rects()):
            seen = (min(bottom, rect.bottom()) - max(top, rect.top())) / rect.height()
            if seen > 0.5:
                return page
            if seen > most:
                best, most = page, seen
        return best

    def place(self) -> tuple[int, float]:
        """Return the page at the top edge and how much of it lies above, for `show_place`."""
        return self._place

    def show_place(self, page: int, offset: float = 0.0) -> None:
        """Bring a page to the top, `offset` of it above the edge."""
        rects = list(self._page_rects())
        if not rects:
            return
        rect = rects[max(0, min(page, len(rects) - 1))]
        self.verticalScrollBar().setValue(round(rect.top() - MARGIN / 2 + offset * rect.height()))
        # Kept as it was asked for: a page near the end cannot reach the top of a tall view.
        self._place = (page, offset)

    def _find_place(self) -> tuple[int, float]:
        edge = self.verticalScrollBar().value() + MARGIN / 2
        last = (0, 0.0)
        for page, rect in enumerate(self._page_rects()):
            last = (page, max((edge - rect.top()) / rect.height(), 0.0))
            if last[1] < 1.0:
                break
        return last

    def is_in_sight(self, page: int) -> bool:
        """Tell whether most of a page can be seen."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        for number, rect in enumerate(self._page_rects()):
            if number == page:
                seen = min(bottom, rect.bottom()) - max(top, rect.top())
                return seen > 0.6 * min(rect.height(), self.viewport().height())
        return False

    def _page_rects(self) -> Iterator[QRectF]:
        """Yield where each page lies, from the top of the first."""
        zoom = self.zoom()
        room = max(self.viewport().width(), self._content_width())
        top = float(MARGIN)
        for width, height in self._sizes:
            yield QRectF((room - width * zoom) / 2, top, width * zoom, height * zoom)
            top += height * zoom + MARGIN

    def _content_width(self) -> float:
        widest = max((width for width, _ in self._sizes), default=0.0)
        return widest * self.zoom() + 2 * MARGIN

    def pages_in_sight(self) -> list[int]:
        """Return the pages of which anything can be seen."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [
            page
            for page, rect in enumerate(self._page_rects())
            if rect.bottom() >= top and rect.top() <= bottom
        ]

    def _lay_out(self) -> None:
        """Take the size of everything anew; the place stays."""
        self._is_laying_out = True
        self._fit_scroll_bars()
        self.show_place(*self._place)
        self._is_laying_out = False
        self._note_scroll_end()

    def _fit_scroll_bars(self) -> None:
        rects = list(self._page_rects())
        height = rects[-1].bottom() + MARGIN if rects else 0.0
        seen = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(self._content_width()) - seen.width()))
        across.setPageStep(seen.width())
        across.setSingleStep(24)
        down.setRange(0, max(0, round(height) - seen.height()))
        down.setPageStep(seen.height())
        down.setSingleStep(24)

    def _note_scroll(self) -> None:
        if self._is_laying_out:
            return
        self._place = self._find_place()
        self._note_scroll_end()

    def _note_scroll_end(self) -> None:
        self.viewport().update()
        page = self.current_page()
        if page != self._page:
            self._page = page
            self.page_shown.emit(page)
        self._settle.start()

    # ------------------------------------------------------------------ zoom

    def set_zoom(self, zoom: float | None, at: QPoint | None = None) -> None:
        """Zoom, None for the width of the view; what lies at `at` stays there."""
        anchor = at or QPoint(self.viewport().width() // 2, self.viewport().height() // 3)
        before = self.zoom()
        x = self.horizontalScrollBar().value() + anchor.x()
        line = self.verticalScrollBar().value() + anchor.y()
        rects = list(self._page_rects())
        page = max((n for n, rect in enumerate(rects) if rect.top() <= line), default=0)
        offset = (line - rects[page].top()) / before if rects else 0.0
        self._zoom = None if zoom is None else max(ZOOMS[0], min(zoom, ZOOMS[1]))
        self._lay_out()
        rects = list(self._page_rects())
        if rects:
            self.verticalScrollBar().setValue(
                round(rects[page].top() + offset * self.zoom() - anchor.y())
            )
        self.horizontalScrollBar().setValue(round(x * self.zoom() / before - anchor.x()))

    def zoom_in(self) -> None:
        """Come closer."""
        self.set_zoom(self.zoom() * STEP)

    def zoom_out(self) -> None:
        """Step back."""
        self.set_zoom(self.zoom() / STEP)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl with the wheel zooms at the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turns = event.angleDelta().y() / 120
            self.set_zoom(self.zoom() * STEP**turns, event.position().toPoint())
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last page; Ctrl with +, - and 0 zooms."""
        bar = self.verticalScrollBar()
        is_forced = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif is_forced and key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif is_forced and key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif is_forced and key == Qt.Key.Key_0:
            self.set_zoom(None)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ paint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages in sight: a picture where there is one, white paper elsewhere."""
        tokens = self._theme.tokens
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens.desk))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        in_sight = set(self.pages_in_sight())
        for page, rect in enumerate(self._page_rects()):
            if page in in_sight:
                self._paint_page(painter, page, rect.translated(-left, -top))

    def _paint_page(self, painter: QPainter, page: int, rect: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        # On whole pixels a page is sharp.
        corner_x, corner_y = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
        for grow, strength in ((3, 10), (2, 16), (1, 26)):
            shade = rect.adjusted(-grow, -grow + 1, grow, grow + 1)
            painter.fillRect(shade, QColor(20, 30, 40, strength))
        painter.fillRect(rect, QColor("#FFFFFF"))
        known = self._pictures.get(page)
        if known is None:
            return
        _, scale, picture = known
        if scale == self.picture_scale():
            picture.setDevicePixelRatio(ratio)
            painter.drawImage(QRectF(corner_x, corner_y, 0, 0).topLeft(), picture)
        else:
            picture.setDevicePixelRatio(1.0)
            painter.drawImage(rect, picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place while the width changes."""
        super().resizeEvent(event)
        self._lay_out()
