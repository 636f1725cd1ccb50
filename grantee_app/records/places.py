"""The units of Kazakhstan, as `resources/places/kz.toml` lists them.

Regions, districts, cities of oblast significance and districts of the three big cities, each with
its names and the days they hold for. Rural districts and settlements are free text under a unit. An
activity keeps a unit's code: what it is called follows from the activity's date, so that a later
renaming changes no old report. Knows nothing of activities, screens or reports.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final, Literal

from grantee_app.folders import resources_folder
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode
from grantee_app.records.base import Bilingual

UnitKind = Literal["oblast", "republic_city", "district", "city", "city_district"]

REGION_KINDS: Final[tuple[UnitKind, ...]] = ("oblast", "republic_city")


@frozen
class FormerName:
    """A name a unit bore until its last day; `valid_from` None is from the beginning."""

    name: Bilingual
    valid_from: date | None
    valid_to: date


@frozen
class FormerParent:
    """The region a unit belonged to until its last day there."""

    parent: str
    valid_to: date


@frozen
class Unit:
    """A unit as it is on one day: its name and the region it belongs to ("" for a region).

    `code` is ours and never changes; `kato` holds the first digits of the official classifier, ""
    where they were not seen. `valid_from` None is before 2018, `valid_to` None is still there.
    `other_names` are what people write too, names of other days among them.
    """

    code: str
    kind: UnitKind
    parent: str
    name: Bilingual
    valid_from: date | None = None
    valid_to: date | None = None
    other_names: tuple[str, ...] = ()
    kato: str = ""
    former_names: tuple[FormerName, ...] = ()
    former_parents: tuple[FormerParent, ...] = ()

    def is_valid(self, on: date) -> bool:
        """Whether the unit was there on that day."""
        is_begun = self.valid_from is None or self.valid_from <= on
        return is_begun and (self.valid_to is None or on <= self.valid_to)


@cache
def load_places() -> tuple[Unit, ...]:
    """Return every unit as it is now, regions each before its units, in the order of the file."""
    text = (resources_folder() / "places" / "kz.toml").read_text(encoding="utf-8")
    return tuple(map(_read_unit, tomllib.loads(text)["unit"]))


def get_unit(code: str, on: date | None = None) -> Unit | None:
    """Return the unit of `code` as it was on a day, as it is now unless given; None for no unit.

    Before its first day it is told by its first name.
    """
    unit = _by_code().get(code)
    return unit if unit is None or on is None else _turn_back(unit, on)


def list_regions(on: date | None = None) -> list[Unit]:
    """Return the regions there were on a day: 17 oblasts and three cities since 2022-06-08."""
    return [unit for unit in _on_day(on) if unit.kind in REGION_KINDS]


def list_units(region: str, on: date | None = None) -> list[Unit]:
    """Return the districts and cities of a region on a day, in the order of the file."""
    return [unit for unit in _on_day(on) if unit.parent == region]


def find_units(typed: str, on: date | None = None) -> list[Unit]:
    """Return the units a typed text may mean, the likeliest first; [] where it names none.

    With or without the word of its kind, in Kazakh or Russian, on any keyboard, whole or begun;
    an old name too. A region beside it, parted by a comma or a dash, narrows the choice. Only units
    of that day are found, each as it was then.
    """
    parts = [part for part in map(_read_part, _PARTED.split(typed)) if part.bare]
    return _find_in("", parts, on)


def describe_place(
    code: str,
    rest: str,
    language: LanguageCode,
    on: date | None = None,
    *,
    with_region: bool = False,
) -> str:
    """Return «Қаратал ауданы, Үштөбе қаласы»: the unit's name on that day, then the free text.

    The region goes before them where asked for. A text that names the unit itself is told alone;
    a code that no edition knows leaves the text.
    """
    unit = get_unit(code, on)
    parts = []
    if unit is not None:
        region = get_unit(unit.parent, on) if with_region and unit.parent else None
        parts = [told.name.spoken_in(language) for told in (region, unit) if told is not None]
        if _tells(rest, unit):
            parts.pop()
    return ", ".join([*parts, *filter(None, [" ".join(rest.split())])])


# ---------------------------------------------------------------------------------- finding

# All of it is written as fold_text leaves it.
_WORDS: Final[tuple[tuple[tuple[UnitKind, ...], re.Pattern[str]], ...]] = (
    (("oblast",), re.compile(r"\bоблыс(?:ы\w*)?\b|\bобласт\w*\b|\bобл\b\.?")),
    (
        ("district", "city_district"),
        re.compile(r"\bаудан(?:ы\w*)?\b|\bауд\b\.?|\bрайон\w*|\bр-?н\b"),
    ),
    (
        ("city", "republic_city"),
        re.compile(
            r"\bкаласы\w*|\bкала\b|\bгород[ае]?\b|\bгор\.|\b[кг]\.\s?а\.|(?<!\w)[кг]\.|\b[кг]$"
        ),
    ),
)
_PARTED: Final = re.compile(r"[,;]|\s[–—-]\s")
_IDLE: Final = re.compile(r"\bатындагы\b|\bимени\b|\bим\.|^во?\s")
# «каратальский», «каратальского»: one stem, whichever case it stands in.
_ADJECTIVE: Final = re.compile(r"(?<=\w{2}[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ое)\b")
_SOUNDS: Final = str.maketrans({"ы": "и", "ь": None, "ъ": None, "-": " ", "'": None})
_LEAST_TYPED: Final = 2


@frozen
class _Part:
    """A name without the word of its kind, and the kinds that word stands for."""

    bare: str
    kinds: tuple[UnitKind, ...]


@cache
def _read_part(text: str) -> _Part:
    folded = fold_text(text)
    kinds: tuple[UnitKind, ...] = ()
    for named, pattern in _WORDS:
        without = pattern.sub(" ", folded)
        if without != folded and not kinds:
            kinds = named
        folded = without
    folded = _ADJECTIVE.sub("", _IDLE.sub(" ", folded))
    return _Part(" ".join(folded.translate(_SOUNDS).split()).strip(" ."), kinds)


@cache
def _spellings(code: str) -> tuple[_Part, ...]:
    """Return every name of a unit, ready to be compared."""
    unit = _by_code()[code]
    names = [unit.name, *(former.name for former in unit.former_names)]
    told = [text for name in names for text in (name.kk, name.ru)] + list(unit.other_names)
    return tuple(dict.fromkeys(_Part(_read_part(text).bare, (unit.kind,)) for text in told))


def _find_in(region: str, parts: list[_Part], on: date | None) -> list[Unit]:
    for index, part in enumerate(parts):
        here = _match(part, region, on)
        around = next((unit for unit in here if unit.kind in REGION_KINDS), None)
        # «Жамбыл, Меркі»: what stands behind an oblast says that the oblast is meant.
        inside = _find_in(around.code, parts[index + 1 :], on) if around else []
        if inside or here:
            return inside or here
    return []


def _match(part: _Part, region: str, on: date | None) -> list[Unit]:
    if len(part.bare) < _LEAST_TYPED:
        return []
    ranked = []
    for place, unit in enumerate(_on_day(on)):
        if region and unit.parent != region:
            continue
        if part.kinds and unit.kind not in part.kinds:
            continue
        rank = min(_rank(part.bare, spelling.bare) for spelling in _spellings(unit.code))
        if rank < _NO_MATCH:
            ranked.append((rank, _KIND_RANKS.get(unit.kind, 1), place, unit))
    # A whole name leaves out what only begins like it: «Ақсу» is not Ақсуат.
    best = min((row[0] for row in ranked), default=0)
    chosen = [row for row in ranked if best or not row[0]]
    return [row[-1] for row in sorted(chosen, key=lambda row: row[:3])]


_NO_MATCH: Final = 3
# «Алматы» alone is the city rather than the oblast or a district of Astana.
_KIND_RANKS: Final[dict[UnitKind, int]] = {"republic_city": 0, "city_district": 2}


def _rank(typed: str, known: str) -> int:
    """Return 0 for the whole name, 1 for its beginning, 2 for that of a later word."""
    if typed == known:
        return 0
    if known.startswith(typed):
        return 1
    return 2 if f" {typed}" in f" {known}" else _NO_MATCH


def _tells(rest: str, unit: Unit) -> bool:
    first = _read_part(rest.split(",", maxsplit=1)[0])
    if first.kinds and unit.kind not in first.kinds:
        return False
    return bool(first.bare) and any(first.bare == known.bare for known in _spellings(unit.code))


# ---------------------------------------------------------------------------------- days


@cache
def _by_code() -> dict[str, Unit]:
    return {unit.code: unit for unit in load_places()}


def _on_day(on: date | None) -> Iterator[Unit]:
    for unit in load_places():
        if on is None:
            yield unit
        elif unit.is_valid(on):
            yield _turn_back(unit, on)


def _turn_back(unit: Unit, on: date) -> Unit:
    """Return the unit with the name and the region it had on that day."""
    name = next((former.name for former in unit.former_names if _bore(former, on)), unit.name)
    parent = next(
        (former.parent for former in unit.former_parents if on <= former.valid_to), unit.parent
    )
    if name is unit.name and parent == unit.parent:
        return unit
    return replace(unit, name=name, parent=parent)


def _bore(former: FormerName, on: date) -> bool:
    return (former.valid_from is None or former.valid_from <= on) and on <= former.valid_to


# ---------------------------------------------------------------------------------- reading


def _read_unit(row: Mapping[str, Any]) -> Unit:
    former = tuple(
        FormerName(Bilingual(kk=told["kk"], ru=told["ru"]), told.get("from"), told["until"])
        for told in row.get("former", ())
    )
    was_in = row.get("was_in")
    return Unit(
        code=row["code"],
        kind=row["kind"],
        parent=row.get("parent", ""),
        name=Bilingual(kk=row["kk"], ru=row["ru"]),
        valid_from=row.get("from"),
        valid_to=row.get("until"),
        other_names=(*row.get("other", ()), *_say_all(told.name for told in former)),
        kato=row.get("kato", ""),
        former_names=former,
        former_parents=(FormerParent(was_in["parent"], was_in["until"]),) if was_in else (),
    )


def _say_all(names: Iterable[Bilingual]) -> Iterator[str]:
    for name in names:
        yield from (name.kk, name.ru)
