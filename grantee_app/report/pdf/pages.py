"""Fills pages from top to bottom and remembers where every section begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from grantee_app.frozen import frozen
from grantee_app.report.pdf.flow import Flow, Placed


@frozen
class Frame:
    """The part of a page that is written on, and the page; lengths in points."""

    left: float
    top: float
    width: float
    height: float
    page_width: float = 0.0
    page_height: float = 0.0


@frozen
class Mark:
    """An entry of the outline, a section, or both, at the height where it begins."""

    outline: str
    level: int
    section: str
    top: float


@dataclass(slots=True)
class PageContent:
    """What stands on one page: (what, its upper edge) and marks."""

    frame: Frame
    placed: list[tuple[Placed, float]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@frozen
class Item:
    """A flow, and the mark it sets where it begins.

    One that `wants_company` takes the end of what stands before it along to its page.
    """

    flow: Flow
    outline: str = ""
    level: int = 0
    section: str = ""
    wants_company: bool = False


class PageFiller:
    """Places flows one after another, opening pages as they are needed."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.pages = [PageContent(frame)]
        self._y = 0.0

    def fill(self, items: list[Item]) -> list[PageContent]:
        """Place every item and return the pages."""
        for index, item in enumerate(items):
            if not self._is_fresh and self._needed_height(items, index) > self._room:
                self._open_page()
            self._place(item, self._room_to_keep(items, index + 1))
        return self.pages

    @property
    def _is_fresh(self) -> bool:
        return self._y == 0.0

    @property
    def _room(self) -> float:
        return self.frame.height - self._y

    def _needed_height(self, items: list[Item], start: int) -> float:
        """Return the height of a chain of headings and the least of what follows them."""
        height, end = 0.0, start
        for end in range(start, len(items)):
            flow = items[end].flow
            height += flow.gap_above + flow.least_height()
            if not flow.keeps_with_next:
                break
        kept = self._room_to_keep(items, end + 1)
        if kept and flow.rest_height() <= flow.least_height() + 1.0:
            # It cannot be parted: where it goes along with the next, its headings go too.
            height += kept
        # A chain that no page can hold must not push itself on for ever.
        return min(height, self.frame.height)

    def _room_to_keep(self, items: list[Item], index: int) -> float:
        """Return the room the item at `index` needs beside the end of the one before it."""
        if index >= len(items) or not items[index].wants_company:
            return 0.0
        return items[index].flow.gap_above + items[index].flow.least_height()

    def _room_for(self, flow: Flow, kept: float) -> float:
        """Return the room of this page, less by a little where `flow` must not end on it."""
        # Asking a long table for its height costs as much as filling a page.
        if not kept:
            return self._room
        rest = flow.rest_height()
        ends_here = rest <= self._room < rest + kept
        return rest - 1.0 if ends_here and not self._is_fresh else self._room

    def _place(self, item: Item, kept: float) -> None:
        flow: Flow | None = item.flow
        is_marked = False
        if not self._is_fresh:
            self._y += item.flow.gap_above
        while flow is not None:
            room = self._room_for(flow, kept)
            placed, flow = flow.take(room, is_fresh=self._is_fresh)
            if placed is None:
                self._open_page()
                continue
            top = self.frame.top - self._y
            if not is_marked and (item.outline or item.section):
                self.pages[-1].marks.append(Mark(item.outline, item.level, item.section, top))
            is_marked = True
            self.pages[-1].placed.append((placed, top))
            self._y += placed.height
            if flow is not None:
                self._open_page()

    def _open_page(self) -> None:
        self.pages.append(PageContent(self.frame))
        self._y = 0.0
