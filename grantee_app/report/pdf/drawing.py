"""Draws a chart's shapes on paper, in greys that a copier keeps apart."""

from __future__ import annotations

from typing import Any, Final

from grantee_app.frozen import frozen
from grantee_app.report.charts import Chart, Drawing, Line, Rect, Role, Text, make_drawing
from grantee_app.report.pdf.flow import Flow, Placed
from grantee_app.report.pdf.fonts import choose_face, shape_text, spell_missing
from grantee_app.report.pdf.pen import Pen

TEXT_SIZE: Final = 9.5
GAP_ABOVE: Final = 10.0
GREYS: Final[dict[Role, float]] = {
    "ink": 0.0,
    "secondary": 0.32,
    "line": 0.72,
    "paper": 1.0,
    "first": 0.3,
    "on_first": 1.0,
    "second": 0.93,
    "third": 0.74,
}


def measure_words(words: str, size: float, is_bold: bool) -> float:
    """Return the width of a text in the faces of the report."""
    face = choose_face(bold=is_bold)
    return shape_text(spell_missing(words, face), face).width * size


@frozen
class PlacedDrawing:
    """A chart in its place."""

    drawing: Drawing

    @property
    def height(self) -> float:
        """Its height."""
        return self.drawing.height

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw every shape in order."""
        canvas = pen.canvas
        canvas.saveState()
        canvas.setLineCap(0)
        for item in self.drawing.items:
            match item:
                case Rect():
                    _draw_rect(canvas, item, left, top)
                case Line():
                    canvas.setLineWidth(item.width)
                    canvas.setStrokeGray(GREYS[item.role])
                    canvas.line(left + item.x1, top - item.y1, left + item.x2, top - item.y2)
                case Text():
                    _write(canvas, item, left, top)
        canvas.restoreState()


class DrawingFlow:
    """A chart on its way onto a page: whole, on the next one where this has no room."""

    keeps_with_next = False

    def __init__(self, chart: Chart, width: float) -> None:
        self.gap_above = GAP_ABOVE
        self._drawing = make_drawing(chart, width, measure_words, TEXT_SIZE)

    def least_height(self) -> float:
        """Return its height: it is never parted."""
        return self._drawing.height

    def rest_height(self) -> float:
        """Return its height."""
        return self._drawing.height

    def take(self, room: float, *, is_fresh: bool) -> tuple[Placed | None, Flow | None]:
        """Return the chart where it fits; one higher than a page is made smaller."""
        if self._drawing.height > room + 1e-6 and not is_fresh:
            return None, self
        if self._drawing.height > room:
            return PlacedDrawing(_shrink(self._drawing, room / self._drawing.height)), None
        return PlacedDrawing(self._drawing), None


def _draw_rect(canvas: Any, item: Rect, left: float, top: float) -> None:
    canvas.setFillGray(GREYS[item.fill])
    if item.edge:
        canvas.setLineWidth(0.6)
        canvas.setStrokeGray(GREYS[item.edge])
    canvas.rect(
        left + item.x,
        top - item.y - item.height,
        item.width,
        item.height,
        stroke=int(item.edge is not None),
        fill=1,
    )


def _write(canvas: Any, item: Text, left: float, top: float) -> None:
    face = choose_face(bold=item.is_bold)
    canvas.setFillGray(GREYS[item.role])
    x = left + item.x
    for piece in shape_text(spell_missing(item.words, face), face).pieces:
        canvas.setFont(piece.face, item.size)
        canvas.drawString(x, top - item.y, piece.text)
        x += shape_text(piece.text, piece.face).width * item.size


def _shrink(drawing: Drawing, share: float) -> Drawing:
    items: list[Rect | Line | Text] = []
    for item in drawing.items:
        match item:
            case Rect():
                box = (item.x * share, item.y * share, item.width * share, item.height * share)
                items.append(Rect(*box, item.fill, item.edge))
            case Line():
                ends = (item.x1 * share, item.y1 * share, item.x2 * share, item.y2 * share)
                items.append(Line(*ends, item.role, item.width))
            case Text():
                at = (item.x * share, item.y * share)
                size = item.size * share
                items.append(Text(*at, item.words, size, item.role, item.is_bold))
    return Drawing(drawing.width * share, drawing.height * share, tuple(items), drawing.said)
