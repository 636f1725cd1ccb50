"""How long an answer is and how long it may be: characters, words, sentences, pages.

Counts what a reader sees: marks of headings, lists and links are not characters. Knows no field
and no screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, Protocol

from grantee_app.frozen import frozen
from grantee_app.records.sentences import count_sentences
from grantee_app.records.text import count_words, plain_words

Measure = Literal["characters", "words", "sentences", "pages"]

# A typewritten page: 30 lines of 60 characters with spaces, as editors of the region count it.
PAGE_CHARACTERS: Final = 1800
_TENTH: Final = Decimal("0.1")


class Limited(Protocol):
    """What a field says of the length of its text; 0 is no limit."""

    @property
    def max_characters(self) -> int: ...
    @property
    def min_words(self) -> int: ...
    @property
    def max_words(self) -> int: ...
    @property
    def min_sentences(self) -> int: ...
    @property
    def max_sentences(self) -> int: ...
    @property
    def max_pages(self) -> float: ...


@frozen
class Usage:
    """What was counted beside what is allowed; 0 is no limit. Pages have one decimal."""

    measure: Measure
    counted: Decimal
    least: Decimal
    most: Decimal

    @property
    def is_short(self) -> bool:
        """Whether something is written, and less than is asked for."""
        return 0 < self.counted < self.least

    @property
    def is_long(self) -> bool:
        """Whether there is more than is allowed."""
        return bool(self.most) and self.counted > self.most

    @property
    def left(self) -> Decimal | None:
        """How much room is left, below 0 for too much, None without a limit."""
        return self.most - self.counted if self.most else None


def count_characters(text: str) -> int:
    """Return the characters of a text with its spaces; the ends of lines and marks do not count."""
    return sum(len(line) for line in plain_words(text).splitlines())


def count_pages(text: str) -> Decimal:
    """Return how many typewritten pages a text fills, in tenths, at least 0.1 of any text."""
    characters = count_characters(text)
    if not characters:
        return Decimal(0)
    pages = (Decimal(characters) / PAGE_CHARACTERS).quantize(_TENTH, ROUND_HALF_UP)
    return max(pages, _TENTH)


def measure_text(text: str, limits: Limited) -> list[Usage]:
    """Return one usage for every measure that `limits` limits, in the order a form tells them."""
    return list(_measure(text, limits))


def _measure(text: str, limits: Limited) -> Iterator[Usage]:
    if limits.max_characters:
        yield _use("characters", count_characters(text), 0, limits.max_characters)
    if limits.min_words or limits.max_words:
        yield _use("words", count_words(text), limits.min_words, limits.max_words)
    if limits.min_sentences or limits.max_sentences:
        counted = count_sentences(text)
        yield _use("sentences", counted, limits.min_sentences, limits.max_sentences)
    if limits.max_pages:
        yield _use("pages", count_pages(text), 0, limits.max_pages)


def _use(measure: Measure, counted: int | Decimal, least: int, most: float) -> Usage:
    return Usage(measure, Decimal(counted), Decimal(least), Decimal(str(most)))
