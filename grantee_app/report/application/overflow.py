"""Where a text that is longer than its limit is parted: the rest goes on at the end of the paper.

Nothing is ever cut off: head and rest together are the text. Knows limits, no paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from grantee_app.form.limits import Limited, measure_text

# A whole paragraph or sentence is parted from the next rather than words, if not much is lost.
LEAST_SHARE: Final = 0.7
_SPACES: Final = re.compile(r"\s+")
_SENTENCE: Final = re.compile(r"[.!?…][»”\")]*\s+")
_LINE: Final = re.compile(r"\n+")
_LINK: Final = re.compile(r"\[[^\[\]\n]+\]\([^\s]*\)")


def part_at_limit(text: str, limits: Limited) -> tuple[str, str]:
    """Return as much of `text` as its limits let stand, and the rest, "" where all of it may."""
    if not _is_long(text, limits):
        return text, ""
    links = [match.span() for match in _LINK.finditer(text)]
    places = _list_places(_SPACES, text, links) or list(range(1, len(text)))
    most = _find_last(text, places, limits)
    for pattern in (_LINE, _SENTENCE):
        fitting = [place for place in _list_places(pattern, text, links) if place <= most]
        if fitting and fitting[-1] >= LEAST_SHARE * most:
            return text[: fitting[-1]].rstrip(), text[fitting[-1] :]
    # A row of a small table is one thing.
    start = text.rfind("\n", 0, most) + 1
    if text.startswith("|", start) and start:
        most = start
    return text[:most].rstrip(), text[most:]


def _is_long(text: str, limits: Limited) -> bool:
    return any(usage.is_long for usage in measure_text(text, limits))


def _list_places(
    pattern: re.Pattern[str], text: str, links: Sequence[tuple[int, int]]
) -> list[int]:
    return [
        match.end()
        for match in pattern.finditer(text)
        if not any(start < match.end() < end for start, end in links)
    ]


def _find_last(text: str, places: Sequence[int], limits: Limited) -> int:
    """Return the last of `places` up to which the text keeps its limits; the first at least."""
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _is_long(text[: places[middle]].rstrip(), limits):
            high = middle - 1
        else:
            low = middle
    return places[low]
