"""Soft hyphens for a whole text, so that narrow cells break words at syllables.

Kazakh words by the rules of `kazakh`, Russian ones by the patterns of pyphen. What a text says,
where it comes from and how a renderer breaks lines are not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from grantee_app.language.kazakh import LETTERS, break_points, is_plain_word
from grantee_app.language.message import LanguageCode

if TYPE_CHECKING:
    from pyphen import Pyphen

SOFT_HYPHEN: Final = "\u00ad"

_SHORTEST_WORD: Final = 5
_SHORTEST_PART: Final = 2
_CACHED_WORDS: Final = 1 << 16
_KAZAKH_LETTERS: Final = frozenset("әғқңөұүһіəi")

# A word that touches a digit, a Latin letter, an apostrophe, an accent or a soft hyphen of its own
# is no plain word, nor is a number's suffix (10-шылардың) or what a dot joins on (сайт.қаз).
_TOUCHING: Final = "\\w'’ʼ`\u0300-\u036f\u00ad"
_WORD: Final = re.compile(
    rf"(?<![{_TOUCHING}])(?<![\d%№][-\u2010\u2011–])"
    rf"([{LETTERS}{LETTERS.upper()}]{{{_SHORTEST_WORD},}})"
    rf"(?![{_TOUCHING}]|\.\w)"
)
_ADDRESS: Final = re.compile(r"(\S*(?:://|@|www\.)\S*)")
_ADDRESS_MARKS: Final = ("://", "@", "www.")


def hyphenate(text: str, code: LanguageCode) -> str:
    """The text with a soft hyphen wherever a word may break; without them it is the text again.

    `code` is the language of words that could be either; a word with a letter that only Kazakh
    has is Kazakh in a Russian text too. Words under five letters, abbreviations, numbers with
    suffixes, addresses and words that hold a soft hyphen already stay as they are.
    """
    if any(mark in text for mark in _ADDRESS_MARKS):
        pieces = _ADDRESS.split(text)
        pieces[::2] = [_hyphenate_words(piece, code) for piece in pieces[::2]]
        return "".join(pieces)
    return _hyphenate_words(text, code)


def _hyphenate_words(text: str, code: LanguageCode) -> str:
    pieces = _WORD.split(text)
    pieces[1::2] = map(_HYPHENATORS[code], pieces[1::2])
    return "".join(pieces)


@lru_cache(_CACHED_WORDS)
def _hyphenate_kazakh(word: str) -> str:
    return _insert_hyphens(word, break_points(word))


@lru_cache(_CACHED_WORDS)
def _hyphenate_russian(word: str) -> str:
    if not _KAZAKH_LETTERS.isdisjoint(word.lower()):
        return _hyphenate_kazakh(word)
    if not is_plain_word(word):
        return word
    # The patterns know no ё; е breaks alike.
    return _insert_hyphens(word, _load_patterns().positions(word.lower().replace("ё", "е")))


_HYPHENATORS: Final[dict[LanguageCode, Callable[[str], str]]] = {
    "kk": _hyphenate_kazakh,
    "ru": _hyphenate_russian,
}


def _insert_hyphens(word: str, places: list[int]) -> str:
    for place in reversed(places):
        word = f"{word[:place]}{SOFT_HYPHEN}{word[place:]}"
    return word


@cache
def _load_patterns() -> Pyphen:
    # Only Russian needs the pattern file, and only when a document is made.
    from pyphen import Pyphen  # noqa: PLC0415

    return Pyphen(lang="ru_RU", left=_SHORTEST_PART, right=_SHORTEST_PART)
