"""How the rows of a table of people are called and ordered: ages, categories, months, places.

Knows the groups of the form and the words of the screen; counts nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from grantee_app.figures.people import UNKNOWN_KEY
from grantee_app.language.dates import format_typed_months
from grantee_app.language.message import N_
from grantee_app.store.people_forgetting import OUTSIDE_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grantee_app.figures.cross_tables import Split
    from grantee_app.records.base import Bilingual
    from ui.pages.participants.people_words import FormGroups
    from ui.screen_language import ScreenLanguage

SPLIT_WORDS: Final[dict[Split, str]] = {
    "gender": N_("Gender"),
    "category": N_("Category"),
    "age": N_("Age"),
    "month": N_("Month"),
    "place": N_("Place"),
}
NO_PLACES: Final[Mapping[str, Bilingual]] = {}
_UNKNOWN: Final[dict[Split, str]] = {
    "gender": N_("gender unknown"),
    "category": N_("category unknown"),
    "age": N_("age unknown"),
    "month": N_("without a date"),
    "place": N_("without a place"),
}


def list_keys(
    split: Split,
    sums: Mapping[str, int],
    groups: FormGroups,
    words: ScreenLanguage,
    places: Mapping[str, Bilingual] = NO_PLACES,
) -> list[tuple[str, str]]:
    """Return the keys of a split that a table shows, in order, with their names.

    All groups of the form, heads or not; of months and places those with heads. What is in no
    group follows where it has heads.
    """
    if split in {"month", "place"}:
        known = sorted(key for key in sums if key)
        if split == "place":
            known.sort(key=lambda key: (-sums[key], key))
            named = [
                (key, places[key].spoken_in(words.code) if key in places else key) for key in known
            ]
        else:
            named = [(key, _name_month(key, words)) for key in known]
    elif split == "gender":
        named = [("male", words.gettext("Men")), ("female", words.gettext("Women"))]
    else:
        found = groups.list_groups(split)
        named = [(key, label.spoken_in(words.code)) for key, label in found]
    there = {key for key, _name in named}
    for key in sums:
        if key not in there and key != UNKNOWN_KEY and sums[key]:
            is_outside = key == OUTSIDE_KEY
            named.append((key, words.gettext("outside the groups") if is_outside else key))
    if sums.get(UNKNOWN_KEY):
        named.append((UNKNOWN_KEY, words.gettext(_UNKNOWN[split])))
    return named


def _name_month(key: str, words: ScreenLanguage) -> str:
    if len(key) != len("2024-07"):
        return key
    first = date(int(key[:4]), int(key[5:7]), 1)
    return format_typed_months(first, first, words.code)
