"""Draws set lines, rules and links on a reportlab canvas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from grantee_app.report.pdf.fonts import REGULAR, shape_text
from grantee_app.report.pdf.lines import NO_BREAK_SPACE, Segment
from grantee_app.report.pdf.text import SetLine

RULE_WIDTH = 0.5
# A justified line whose gaps would grow past this many points is left as it is.
MAX_STRETCH = 14.0
DESCENT = 0.22
_LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")
# An address inside a PDF is ASCII (ISO 32000-1, 12.6.4.7): «қ» becomes %D2%9B, these stay.
_ADDRESS_MARKS = "%/:?#[]@!$&'()*+,;=~"


class Pen:
    """A canvas to write on; y counts up from the foot of the page.

    All lines of a page are one text object, so that a face is named where it changes only.
    """

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self._text: Any = None
        self._font: tuple[str, float] | None = None

    def write(self, line: SetLine, left: float, bottom: float) -> None:
        """Write a line whose box stands on `bottom`, its column beginning at `left`."""
        baseline = bottom + line.size * DESCENT
        if self._text is None:
            self._text = self.canvas.beginText()
        text = self._text
        if line.mark:
            text.setTextOrigin(left + line.mark_x, baseline)
            self._put(text, Segment(line.mark, REGULAR, ""), line.size)
        x = left + line.x + _shift(line)
        stretch = _stretch(line)
        if stretch:
            text.setWordSpace(stretch)
        text.setTextOrigin(x, baseline)
        for segment in line.line.segments:
            self._put(text, segment, line.size)
        if stretch:
            text.setWordSpace(0)
        if any(segment.link for segment in line.line.segments):
            self._link(line, x, baseline, stretch)

    def rule(self, segments: Iterable[tuple[float, float, float, float]]) -> None:
        """Draw thin straight lines, each (x1, y1, x2, y2)."""
        self.canvas.setLineWidth(RULE_WIDTH)
        # Square ends close the corners of a table.
        self.canvas.setLineCap(2)
        self.canvas.lines(list(segments))

    def finish_page(self) -> None:
        """Put what was written on the page, before the canvas shows it."""
        if self._text is not None:
            self.canvas.drawText(self._text)
        self._text = self._font = None

    def _put(self, text: Any, segment: Segment, size: float) -> None:
        for piece in shape_text(segment.text, segment.face).pieces:
            font = (piece.face, size)
            if font != self._font:
                text.setFont(*font)
                self._font = font
            text._textOut(piece.text)  # noqa: SLF001 (textOut measures the words once more)

    def _link(self, line: SetLine, x: float, baseline: float, stretch: float) -> None:
        for segment in line.line.segments:
            width = shape_text(segment.text, segment.face).width * line.size
            width += stretch * _count_gaps(segment.text)
            if segment.link.lower().startswith(_LINK_SCHEMES):
                shown = segment.text.rstrip()
                end = x + shape_text(shown, segment.face).width * line.size
                end += stretch * _count_gaps(shown)
                foot, head = baseline - line.size * DESCENT, baseline + line.size * 0.8
                address = quote(segment.link, _ADDRESS_MARKS, errors="replace")
                self.canvas.linkURL(address, (x, foot, end, head), relative=0)
                self.canvas.setLineWidth(0.4)
                self.canvas.line(x, baseline - 1.2, end, baseline - 1.2)
            x += width


def _shift(line: SetLine) -> float:
    spare = line.room - line.line.width
    if line.align == "center":
        return spare / 2
    return spare if line.align == "right" else 0.0


def _stretch(line: SetLine) -> float:
    if line.align != "justify" or line.line.is_last:
        return 0.0
    gaps = sum(_count_gaps(segment.text) for segment in line.line.segments)
    if not gaps:
        return 0.0
    stretch = (line.room - line.line.width) / gaps
    return stretch if 0 < stretch <= MAX_STRETCH else 0.0


def _count_gaps(text: str) -> int:
    # reportlab prints a no-break space as a space, so it is stretched too.
    return text.count(" ") + text.count(NO_BREAK_SPACE)
