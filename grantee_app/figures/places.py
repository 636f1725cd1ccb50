"""Which districts and cities a project has reached, told by the places of its activities.

An activity that names a unit of the register stands there. Where it names none, its place was
written by hand: «Кербұлақ ауданы, Сарыөзек ауылы», «город Текели». What stands before the first
comma is the district or the city; the social networks, a whole oblast or several districts in one
line («2 қала мен 8 аудан») are no place on a map and are counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.records import Activity, Bilingual, PlannedActivity
from grantee_app.records.places import Unit, UnitKind, get_unit

PlaceKind = Literal["city", "district", "settlement", "place", "elsewhere"]

_KINDS: Final[dict[UnitKind, PlaceKind]] = {
    "district": "district",
    "city_district": "district",
    "city": "city",
    "republic_city": "city",
    "oblast": "elsewhere",
}

# All of it is written as fold_text leaves it.
_SEVERAL: Final = re.compile(
    r"[0-9]|калалар|аудандар|ауылдар|\b(?:города|районы|районов|села|поселки)\b|\bжане\b|\s(?:и|мен"
    r"|бен|пен)\s"
)
_ELSEWHERE: Final = re.compile(
    r"интернет|онлайн|online|zoom|соц|желилер|желиде|желиси\b|\bбак\b|\bсми\b|масс-?медиа|средства"
    r"|акпарат кур|облыс|область|\bобл\b|казахстан|барлык|по всей"
)
_CITY: Final = re.compile(r"\bкаласы\b|\bкала\b|\bк\.|\bгород\b|\bг\.|\bгор\.")
_DISTRICT: Final = re.compile(r"\bаудан(?:ы)?\b|\bауд\.|\bрайон\b|\bр-?н\b")
_SETTLEMENT: Final = re.compile(
    r"\bауыл(?:ы)?\b|\bауылдык округи?\b|\bкент(?:и)?\b|\bсело\b|\bс\.|\bаул\b|\bпоселок\b"
    r"|\bсельский округ\b|\bа/?о\b|\bстанция(?:сы)?\b"
)


@frozen
class PlaceCount:
    """A district, city or other place: events held there, and the heads at them.

    `code` is its unit in the register of places, "" where it was told by hand alone.
    """

    kind: PlaceKind
    name: Bilingual
    activities: int
    heads: int
    activity_id: str
    code: str = ""


@frozen
class PlacesReached:
    """The places by heads, the most first; `elsewhere` are events without one place on a map."""

    places: list[PlaceCount]
    elsewhere: int

    def count(self, kind: PlaceKind) -> int:
        """Return the number of places of a kind."""
        return sum(place.kind == kind for place in self.places)


@dataclass(slots=True)
class _Tally:
    kind: PlaceKind
    name: Bilingual
    activity_id: str
    code: str = ""
    activities: int = 0
    heads: int = 0


def count_places(
    held: Iterable[tuple[PlannedActivity, Activity]], heads: Mapping[str, int] | None = None
) -> PlacesReached:
    """Count the distinct places of events; one without a place stands where it was planned.

    The same place told in one language here and in the other there is one as soon as one event
    tells it in both; told by hand it joins the unit of that name. `heads` are the people at each
    activity by its id; unless given, those that were only counted.
    """
    tallies: list[_Tally] = []
    known: dict[str, _Tally] = {}
    elsewhere = 0
    # Units first: a name told by hand joins the unit, whichever was held before.
    for planned, activity in sorted(held, key=_lacks_unit):
        told = _tell_place(planned, activity)
        if told is None:
            continue
        kind, name, code = told
        if kind == "elsewhere" or activity.format == "online":
            elsewhere += 1
            continue
        keys = _keys(name.kk, name.ru)
        tally = known.get(code) if code else next((known[k] for k in keys if k in known), None)
        if tally is None:
            tally = _Tally(kind, name, activity.id, code)
            tallies.append(tally)
        elif tally.kind == "place" != kind:
            # «Текелі» here, «Текелі қаласы» there: the fuller one tells what it is.
            tally.kind, tally.name = kind, name
        for key in (code, *keys) if code else keys:
            known.setdefault(key, tally)
        tally.activities += 1
        tally.heads += _count_heads(activity, heads)
    places = [
        PlaceCount(
            tally.kind, tally.name, tally.activities, tally.heads, tally.activity_id, tally.code
        )
        for tally in tallies
    ]
    return PlacesReached(sorted(places, key=_by_heads), elsewhere)


def _find_unit(activity: Activity) -> Unit | None:
    return get_unit(activity.place_code, activity.starts_on) if activity.place_code else None


def _lacks_unit(pair: tuple[PlannedActivity, Activity]) -> bool:
    return _find_unit(pair[1]) is None


def _tell_place(
    planned: PlannedActivity, activity: Activity
) -> tuple[PlaceKind, Bilingual, str] | None:
    """Return the kind, the name and the code of where an event was; None where nobody said."""
    unit = _find_unit(activity)
    if unit is not None:
        return _KINDS[unit.kind], unit.name, unit.code
    written = activity.place or planned.place
    if not written:
        return None
    return (*_read_place(written.kk, written.ru), "")


def _count_heads(activity: Activity, heads: Mapping[str, int] | None) -> int:
    if heads is None:
        return activity.participants.total or 0
    return heads.get(activity.id, 0)


def _by_heads(place: PlaceCount) -> tuple[int, int, str]:
    return -place.heads, -place.activities, place.name.kk or place.name.ru


@lru_cache(maxsize=4096)
def _read_place(kk: str, ru: str) -> tuple[PlaceKind, Bilingual]:
    """Return what kind of place a line names, and its first part in each language."""
    name = Bilingual(kk=_first_part(kk), ru=_first_part(ru))
    folded = fold_text(name.kk or name.ru)
    whole = fold_text(kk or ru)
    if not folded or _ELSEWHERE.search(folded) or _SEVERAL.search(folded):
        return "elsewhere", name
    patterns: tuple[tuple[PlaceKind, re.Pattern[str]], ...] = (
        ("city", _CITY),
        ("district", _DISTRICT),
        ("settlement", _SETTLEMENT),
    )
    for kind, pattern in patterns:
        if pattern.search(folded):
            return kind, name
    # «Талдықорған, Текелі қалалары және 8 аудан»: the first part alone looks like one place.
    return ("elsewhere" if _SEVERAL.search(whole) else "place"), name


@lru_cache(maxsize=4096)
def _keys(kk: str, ru: str) -> tuple[str, ...]:
    """Return what a place is known by: its bare name, which word of a city or district aside."""
    found = []
    for language, text in (("kk", kk), ("ru", ru)):
        folded = fold_text(text)
        for pattern in (_CITY, _DISTRICT):
            folded = pattern.sub(" ", folded)
        bare = " ".join(folded.split())
        if bare:
            # «Ақсу ауданы» and «Ақсу қаласы» are two places.
            kind = "district" if _DISTRICT.search(fold_text(text)) else ""
            found.append(f"{language}/{kind}/{bare}")
    return tuple(found)


def _first_part(text: str) -> str:
    return " ".join(text.split(",", maxsplit=1)[0].split())
