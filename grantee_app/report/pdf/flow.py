"""What fills a page from top to bottom: anything that can be placed, and split over pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from grantee_app.frozen import frozen
from grantee_app.report.pdf.pen import Pen
from grantee_app.report.pdf.text import SetLine

# A heading of more lines than this is a text: it would leave half a page empty before it.
MOST_LINES_WHOLE = 8
# A hand writes larger than a printer.
HAND_LINE = 22.0


class Placed(Protocol):
    """Something that has its place; `top` is its upper edge, counted up from the page's foot."""

    @property
    def height(self) -> float:
        """Its height."""
        ...

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it with its upper left corner at (`left`, `top`)."""
        ...


class Flow(Protocol):
    """Something still to be placed. Heights are points."""

    gap_above: float
    keeps_with_next: bool

    def least_height(self) -> float:
        """Return the room without which it cannot even begin."""
        ...

    def rest_height(self) -> float:
        """Return about the height of all that is still to be placed."""
        ...

    def take(self, room: float, *, is_fresh: bool) -> tuple[Placed | None, Flow | None]:
        """Return what fits into `room` and what is left.

        Nothing is placed where a fresh page would serve better; on a fresh page something always
        is.
        """
        ...


@frozen
class PlacedLines:
    """Lines one under another."""

    lines: tuple[SetLine, ...]
    height: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the lines."""
        y = top
        for index, line in enumerate(self.lines):
            y -= line.height + (line.gap if index else 0)
            pen.write(line, left, y)


@dataclass(slots=True)
class TextFlow:
    """Lines of one paragraph; never one line alone on either side of a page break."""

    lines: list[SetLine]
    gap_above: float = 0.0
    keeps_with_next: bool = False
    is_unbreakable: bool = False

    def least_height(self) -> float:
        """Return the height of what stays together at the start."""
        count = len(self.lines) if self._stays_whole() else 2
        return lines_height(self.lines[:count])

    def rest_height(self) -> float:
        """Return the height of all its lines."""
        return lines_height(self.lines)

    def take(self, room: float, *, is_fresh: bool) -> tuple[Placed | None, Flow | None]:
        """Return the lines that fit, and the rest."""
        total = lines_height(self.lines)
        if total <= room:
            return PlacedLines(tuple(self.lines), total), None
        count = count_for_page(self.lines, room)
        if self._stays_whole() and not is_fresh:
            return None, self
        if count < 2 and not is_fresh:
            return None, self
        count = max(count, 1)
        head = self.lines[:count]
        rest = TextFlow(self.lines[count:], 0.0, self.keeps_with_next)
        return PlacedLines(tuple(head), lines_height(head)), rest

    def _stays_whole(self) -> bool:
        return len(self.lines) <= (MOST_LINES_WHOLE if self.is_unbreakable else 3)


@frozen
class PlacedSpace:
    """Empty space."""

    height: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw nothing."""


@dataclass(slots=True)
class SpaceFlow:
    """Empty space; it falls away at a page break, and parts no heading from what it heads."""

    height: float
    gap_above: float = 0.0
    keeps_with_next: bool = True

    def least_height(self) -> float:
        """Return its height."""
        return self.height

    def rest_height(self) -> float:
        """Return its height."""
        return self.height

    def take(self, room: float, *, is_fresh: bool) -> tuple[Placed | None, Flow | None]:
        """Return the space, or as much of it as the page has."""
        return PlacedSpace(0.0 if is_fresh else min(self.height, room)), None


@frozen
class PlacedRules:
    """Empty lines to write on."""

    count: int
    width: float

    @property
    def height(self) -> float:
        """Their height."""
        return self.count * HAND_LINE

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw a rule at the foot of each line."""
        feet = (top - number * HAND_LINE for number in range(1, self.count + 1))
        pen.rule((left, y + 2, left + self.width, y + 2) for y in feet)


@dataclass(slots=True)
class LinesFlow:
    """Empty lines to write on; they may be parted anywhere."""

    count: int
    width: float
    gap_above: float = 0.0
    keeps_with_next: bool = False

    def least_height(self) -> float:
        """Return the height of two lines."""
        return min(self.count, 2) * HAND_LINE

    def rest_height(self) -> float:
        """Return the height of all lines."""
        return self.count * HAND_LINE

    def take(self, room: float, *, is_fresh: bool) -> tuple[Placed | None, Flow | None]:
        """Return the lines that fit, and the rest."""
        fitting = min(int((room + 1e-6) / HAND_LINE), self.count)
        if fitting < min(self.count, 2) and not is_fresh:
            return None, self
        fitting = max(fitting, 1)
        rest = LinesFlow(self.count - fitting, self.width) if fitting < self.count else None
        return PlacedRules(fitting, self.width), rest


@dataclass(slots=True)
class BreakFlow:
    """The end of a page."""

    gap_above: float = 0.0
    keeps_with_next: bool = False

    def least_height(self) -> float:
        """Return 0: it takes no room."""
        return 0.0

    def rest_height(self) -> float:
        """Return 0: it takes no room."""
        return 0.0

    def take(
        self,
        room: float,  # noqa: ARG002 (any room is the wrong one)
        *,
        is_fresh: bool,
    ) -> tuple[Placed | None, Flow | None]:
        """Ask for a fresh page until it has one."""
        return (PlacedSpace(0.0), None) if is_fresh else (None, self)


def lines_height(lines: list[SetLine]) -> float:
    """Return the height of lines one under another, without the gap above the first."""
    return sum(line.height for line in lines) + sum(line.gap for line in lines[1:])


def count_fitting(lines: list[SetLine], room: float) -> int:
    """Return how many of `lines` fit into `room` points."""
    height = 0.0
    for index, line in enumerate(lines):
        height += line.height + (line.gap if index else 0)
        if height > room + 1e-6:
            return index
    return len(lines)


def count_for_page(lines: list[SetLine], room: float) -> int:
    """Return how many of `lines` to set into `room` points where the rest goes overleaf.

    As many as fit, but no line goes overleaf alone, and no word is broken over two pages.
    """
    count = count_fitting(lines, room)
    if len(lines) - count == 1 and count > 2:
        count -= 1
    while 2 < count < len(lines) and lines[count - 1].is_hyphenated:
        count -= 1
    return count
