"""Which words come and go between two texts.

Knows words only; how they are shown is for a widget.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

_PIECE = re.compile(r"\s+|\S+")
# Two texts of so many words that have nothing in common would keep the window waiting.
MOST_PIECES = 12_000


class Fate(StrEnum):
    """What becomes of a stretch of words on the way from one text to the other."""

    STAYS = "stays"
    GOES = "goes"
    COMES = "comes"


def compare_words(before: str, after: str) -> Iterator[tuple[Fate, str]]:
    """Yield the stretches of both texts in their order; what stays is told once."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if len(old) + len(new) > MOST_PIECES:
        yield from _whole(before, after)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield Fate.STAYS, "".join(old[old_from:old_to])
            continue
        if old_to > old_from:
            yield Fate.GOES, "".join(old[old_from:old_to])
        if new_to > new_from:
            yield Fate.COMES, "".join(new[new_from:new_to])


def _whole(before: str, after: str) -> Iterator[tuple[Fate, str]]:
    if before == after:
        yield Fate.STAYS, before
        return
    yield Fate.GOES, before
    yield Fate.COMES, after
