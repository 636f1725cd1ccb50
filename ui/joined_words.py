"""Short tellings in one line, a dot between them: «12 шара · 340 адам».

Knows words, not what they tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from grantee_app.language.numbers import NBSP

# A line breaks after the dot: one that begins with it looks like a list of one.
_DOT: Final = f"{NBSP}· "


def join_parts(parts: Iterable[str]) -> str:
    """Join the tellings that say something."""
    return _DOT.join(filter(None, parts))


def join_short(parts: Iterable[str]) -> str:
    """Join tellings of a few words: a line breaks between them, never before «people»."""
    return join_parts(part.replace(" ", NBSP) for part in parts)
