"""Paragraphs and headings set as lines, for the page and for table cells alike.

Lengths are points. A `SetLine` knows where it stands across; where it stands down the page is
decided later, when pages are filled.
"""

from __future__ import annotations

from collections.abc import Sequence

from grantee_app.frozen import frozen
from grantee_app.report.document import Align, Heading, Paragraph, Span, Style
from grantee_app.report.pdf.lines import NO_BREAK_SPACE, SOFT_HYPHEN, Line, break_lines

LEADING = 1.18


@frozen
class TextStyle:
    """How a style looks: size in points, space above and below in points."""

    size: float
    above: float = 0.0
    below: float = 0.0
    first_indent: float = 0.0
    align: Align | None = None


STYLES: dict[Style, TextStyle] = {
    "header": TextStyle(10.5, align="right", below=8),
    "title": TextStyle(14, above=4, below=12, align="center"),
    "section": TextStyle(12, above=14, below=6),
    "subsection": TextStyle(12, above=10, below=5),
    "task": TextStyle(12, above=8, below=4),
    "activity": TextStyle(12, above=6, below=3),
    "body": TextStyle(12, below=3, first_indent=22),
    "cell": TextStyle(9.5),
    "code": TextStyle(22, above=4, below=4, align="center"),
    # What stands beside a table in small print, and the smallest that is still read aloud.
    "note": TextStyle(9, below=2),
    "mark": TextStyle(6),
}
TABLE_STYLES: frozenset[Style] = frozenset(("cell", "mark"))
# An open end of a line that a body text may keep rather than hyphenate; cells hyphenate at once,
# but centred ones (heads, plans, facts) only what their column cannot hold.
BODY_HYPHEN_GAP = 26.0
CELL_HYPHEN_GAP = 0.0
INDENT_STEP = 18.0
MARK_ROOM = 18.0
CELL_INDENT_STEP = 8.0
CELL_MARK_ROOM = 9.0


@frozen
class SetLine:
    """A line ready to print: `x` from the left edge of its column, `room` as wide as it may be.

    `gap` is the space above it, which falls away at the top of a page.
    """

    line: Line
    x: float
    room: float
    align: Align
    size: float
    gap: float = 0.0
    mark: str = ""
    mark_x: float = 0.0

    @property
    def height(self) -> float:
        """The height of the line without its gap."""
        return self.size * LEADING

    @property
    def is_hyphenated(self) -> bool:
        """Whether the line ends inside a word."""
        segments = self.line.segments
        return bool(segments) and segments[-1].text.endswith(SOFT_HYPHEN)


def set_heading(heading: Heading, width: float) -> list[SetLine]:
    """Return the lines of a heading in a column `width` wide; headings are never hyphenated."""
    style = STYLES[heading.style]
    align = style.align or "left"
    lines = break_lines(heading.spans, heading.language, style.size, width, hyphen_gap=width)
    return [SetLine(line, 0, width, align, style.size) for line in lines]


def set_paragraph(paragraph: Paragraph, width: float, size: float | None = None) -> list[SetLine]:
    """Return the lines of a paragraph in a column `width` wide; `size` overrides its style's."""
    style = STYLES[paragraph.style]
    is_cell = paragraph.style in TABLE_STYLES
    points = size or style.size
    step, mark_room = (CELL_INDENT_STEP, CELL_MARK_ROOM) if is_cell else (INDENT_STEP, MARK_ROOM)
    left = paragraph.indent * step
    mark_x = left
    if paragraph.mark:
        left += max(mark_room, len(paragraph.mark) * points * 0.45 + 3)
    first_indent = 0.0 if paragraph.mark or paragraph.indent else style.first_indent
    if paragraph.align != "justify":
        first_indent = 0.0
    lines = break_lines(
        paragraph.spans,
        paragraph.language,
        points,
        width - left,
        first_indent=first_indent,
        hyphen_gap=_choose_hyphen_gap(paragraph, width),
    )
    return [
        SetLine(
            line,
            left + (first_indent if index == 0 else 0),
            width - left - (first_indent if index == 0 else 0),
            paragraph.align,
            points,
            mark=paragraph.mark if index == 0 else "",
            mark_x=mark_x,
        )
        for index, line in enumerate(lines)
    ]


def _choose_hyphen_gap(paragraph: Paragraph, width: float) -> float:
    if paragraph.align == "center":
        return width
    return CELL_HYPHEN_GAP if paragraph.style in TABLE_STYLES else BODY_HYPHEN_GAP


def with_gap(lines: list[SetLine], gap: float) -> list[SetLine]:
    """Return `lines` with `gap` points above the first of them."""
    if not lines or not gap:
        return lines
    first = lines[0]
    raised = SetLine(
        first.line, first.x, first.room, first.align, first.size, gap, first.mark, first.mark_x
    )
    return [raised, *lines[1:]]


def add_words(paragraphs: Sequence[Paragraph], words: str) -> tuple[Paragraph, ...]:
    """Return `paragraphs` with `words` in italics under the last of them."""
    if not paragraphs:
        return ()
    last = paragraphs[-1]
    # A blank mark as wide as that of a list item: the words stand under its words.
    blank = NO_BREAK_SPACE * len(last.mark)
    spans = (Span(words, is_italic=True),)
    marked = Paragraph(spans, last.language, last.style, last.align, blank, last.indent)
    return (*paragraphs, marked)
