"""The search in the guide, as people type: on a Russian keyboard, in any form of a word.

Looks for all words first, then for their beginnings, so that «флешкаға» finds «флешка»; a title
counts more than a heading, a heading more than the text. Knows no window.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, TypeAlias

from grantee_app.frozen import frozen
from grantee_app.guide.markup import list_sentences
from grantee_app.guide.pages import CONTENTS, list_pages, read_page
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode

_WORD: Final = re.compile(r"[\w+-]+")
# Words of a question that say nothing of what is asked about; folded.
_ASKING: Final = frozenset(
    fold_text(
        "қалай қайда қайдан қай не неге неден қашан кім менің маған мен бола болады ма ме ба бе па "
        "пе егер деген үшін және "
        "как где куда откуда что чем почему когда кто мне мой моя мои я ли и в во на с со по у к "
        "из за от до для не а если можно нужно это"
    ).split()
)
# The share of a word that must be met, first the whole of it: endings of both languages are long.
_SHARES: Final = (1.0, 0.75, 0.6, 0.5)
_SHORTEST_STEM: Final = 4
LIMIT: Final = 30

# Words met; whether title or heading has all; whether the glossary explains one; how much of
# each word; then where they are.
_Rank: TypeAlias = tuple[int, bool, bool, float, int, int, int, int]
_GLOSSARY: Final = "glossary"


@frozen
class Found:
    """A section where the words stand, and the sentence that holds most of them."""

    page: str
    section: int
    title: str
    heading: str
    sentence: str
    # The words that were met, as they stand in the sentence.
    met: tuple[str, ...]


@frozen
class _Part:
    """A section, folded once."""

    page: str
    section: int
    title: str
    heading: str
    sentences: tuple[str, ...]
    folded_title: str
    folded_heading: str
    folded_sentences: tuple[str, ...]


def search_guide(query: str, language: LanguageCode) -> list[Found]:
    """Return the sections that answer `query`, the best first; nothing for no words."""
    words = read_words(query)
    if not words:
        return []
    ranked: list[tuple[_Rank, _Part, list[re.Pattern[str]]]] = []
    for share in _SHARES:
        patterns = [_compile(word, share) for word in words]
        ranked += _rank(patterns, language, share, needs_all=True)
    if not ranked:
        patterns = [_compile(word, _SHARES[-1]) for word in words]
        ranked = _rank(patterns, language, _SHARES[-1], needs_all=False)
    # Sorting is stable: equals stay in the order of the contents.
    ranked.sort(key=lambda one: one[0], reverse=True)
    best: dict[tuple[str, int], Found] = {}
    for _order, part, patterns in ranked:
        best.setdefault((part.page, part.section), _show(part, patterns))
    return list(best.values())[:LIMIT]


def read_words(query: str) -> list[str]:
    """Return the folded words of a query without those that only ask."""
    words = list(dict.fromkeys(_WORD.findall(fold_text(query))))
    return [word for word in words if word not in _ASKING] or words


def _compile(word: str, share: float) -> re.Pattern[str]:
    stem = word[: max(round(len(word) * share), _SHORTEST_STEM)]
    return re.compile(rf"(?<!\w){re.escape(stem)}")


def _rank(
    patterns: list[re.Pattern[str]], language: LanguageCode, share: float, *, needs_all: bool
) -> list[tuple[_Rank, _Part, list[re.Pattern[str]]]]:
    return [
        (rank, part, patterns)
        for part in _fold_guide(language)
        if (rank := _weigh(part, patterns, share, needs_all=needs_all)) is not None
    ]


def _weigh(
    part: _Part, patterns: list[re.Pattern[str]], share: float, *, needs_all: bool
) -> _Rank | None:
    """Return how well a section answers, None where it does not.

    A word that only the title of the page has leads to the page's beginning.
    """
    in_title = {one for one in patterns if one.search(part.folded_title)}
    in_heading = {one for one in patterns if one.search(part.folded_heading)}
    in_text = {one for one in patterns if any(map(one.search, part.folded_sentences))}
    own = in_heading | in_text
    met = own | in_title
    if not own or (needs_all and len(met) < len(patterns)):
        return None
    title = len(in_title) if part.section == 0 else 0
    together = max((_count(line, patterns) for line in part.folded_sentences), default=0)
    is_named = max(title, len(in_heading)) == len(patterns)
    is_explained = part.page == _GLOSSARY and any(
        one.match(line) for line in part.folded_sentences for one in patterns
    )
    return len(met), is_named, is_explained, share, title, len(in_heading), len(in_title), together


def _count(line: str, patterns: list[re.Pattern[str]]) -> int:
    return sum(1 for one in patterns if one.search(line))


def _show(part: _Part, patterns: list[re.Pattern[str]]) -> Found:
    pairs = list(zip(part.sentences, part.folded_sentences, strict=True))
    best = max(pairs, key=lambda pair: _count(pair[1], patterns), default=("", ""))[0]
    met = tuple(
        word for word in _WORD.findall(best) if any(one.match(fold_text(word)) for one in patterns)
    )
    heading = "" if part.section == 0 else part.heading
    return Found(part.page, part.section, part.title, heading, best, tuple(dict.fromkeys(met)))


@cache
def _fold_guide(language: LanguageCode) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    for name in list_pages(language):
        page = read_page(name, language)
        for number, section in enumerate(page.sections):
            if name == CONTENTS and section.level == 2:
                continue  # lists of pages, which are found themselves
            lines = tuple(line for block in section.blocks for line in list_sentences(block))
            parts.append(
                _Part(
                    name,
                    number,
                    page.title,
                    section.heading,
                    lines,
                    fold_text(page.title),
                    fold_text(section.heading),
                    tuple(map(fold_text, lines)),
                )
            )
    return tuple(parts)
