"""Who may be one person: pairs of participants that look alike, each with its reasons.

Weighs what two entries tell, as one would by hand: how rare the shared name is, the birthday, the
telephone, the place, the father's name. Weights are natural logarithms of «how much likelier this
is if they are one person»; how they were found stands in docs/decisions. Proposes only: who is one
person is for people to say, and what they said («not the same») is kept. Knows no database.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, message
from grantee_app.language.name_folding import (
    ALMOST,
    ONE_SLIP,
    SAME,
    SHORT_FORM,
    TWO_SLIPS,
    FoldedName,
    bones,
    compare_sounds,
    fold_name,
    is_common_given,
    is_common_surname,
    is_known_given,
)
from grantee_app.records.participant import NotSame, Participant

Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]

LIKELY: Final = 0.84
MAYBE: Final = 0.15


class MatchingCancelled(Exception):  # noqa: N818 (nothing went wrong: somebody asked to stop)
    """The search for doubles was stopped; nothing was changed."""


@frozen
class Pair:
    """Two entries that may be one person: `score` from 0 to 1, and what speaks for and against."""

    first_id: str
    second_id: str
    score: float
    reasons: tuple[Message, ...] = ()

    @property
    def is_likely(self) -> bool:
        """Whether to propose merging; below it stands a mere «maybe»."""
        return self.score >= LIKELY


class Profile:
    """What is compared of one person, folded once."""

    __slots__ = ("born_on", "contacts", "gender", "is_age", "name", "person", "places", "year")

    def __init__(self, person: Participant) -> None:
        self.person = person
        self.name = fold_name(person.name)
        self.gender = person.gender
        self.born_on = person.born_on
        self.is_age = False
        self.year = person.born_on.year if person.born_on is not None else person.birth_year
        if self.year is None and person.age is not None and person.age_on is not None:
            self.year, self.is_age = person.age_on.year - person.age, True
        self.contacts = _read_contacts(person.contact)
        self.places = _read_places(person.place)


@frozen
class Commonness:
    """How frequent names are in a register, for a shared rare name tells more."""

    surnames: dict[str, int]
    givens: dict[str, int]
    size: int

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> Commonness:
        """Count the names of a register."""
        surnames: dict[str, int] = defaultdict(int)
        givens: dict[str, int] = defaultdict(int)
        for profile in profiles:
            surnames[profile.name.surname] += 1
            givens[profile.name.given] += 1
        return cls(surnames, givens, len(profiles))

    def weigh_surname(self, surname: str) -> float:
        """Return what sharing this surname is worth."""
        expected = 0.006 if is_common_surname(surname) else 0.0004
        return self._weigh(expected, self.surnames.get(surname, 0))

    def weigh_given(self, given: str) -> float:
        """Return what sharing this given name is worth."""
        expected = 0.0008
        if is_known_given(given):
            expected = 0.012 if is_common_given(given) else 0.003
        return self._weigh(expected, self.givens.get(given, 0))

    def _weigh(self, expected: float, count: int) -> float:
        # A village register of fifty says little of how rare a name is.
        share = (count + _PRIOR_REGISTER * expected) / (self.size + _PRIOR_REGISTER)
        return -math.log(share)

    @property
    def prior(self) -> float:
        """Return the odds, before anything is known, that two entries are one person."""
        return -math.log(max(self.size, _SMALLEST_REGISTER)) - _NEIGHBOURHOOD


_PRIOR_REGISTER: Final = 3000
_SMALLEST_REGISTER: Final = 3000
# Relatives and neighbours share names and places more than chance would have it.
_NEIGHBOURHOOD: Final = 3.0
_NO_REGISTER: Final = Commonness({}, {}, 0)


# ---------------------------------------------------------------------- two people


def compare_people(first: Participant, second: Participant) -> Pair:
    """Return how surely two entries are one person, with reasons, whatever the score is."""
    return _compare(Profile(first), Profile(second), _NO_REGISTER)


def _compare(first: Profile, second: Profile, commonness: Commonness) -> Pair:
    score = _score(first, second, commonness)
    return Pair(first.person.id, second.person.id, score, tuple(_give_reasons(first, second)))


def _score(first: Profile, second: Profile, commonness: Commonness) -> float:
    odds = _weigh_facts(first, second)
    if odds < _HOPELESS:
        return 0.0
    odds += _weigh_best_name(first.name, second.name, commonness) + commonness.prior
    odds += _weigh_endings(first, second)
    return 1 / (1 + math.exp(-max(min(odds, 50.0), -50.0)))


_HOPELESS: Final = -9.0

# What a part of the name takes off its full weight when it is not quite the same.
_LOSS: Final = {SAME: 0.0, ALMOST: 0.7, ONE_SLIP: 2.2, TWO_SLIPS: 4.0}
_INITIAL: Final = 2.0
_OTHER_SURNAME: Final = -6.0
_OTHER_GIVEN: Final = -20.0
_MISSING_PART: Final = 0.0
_SAME_FATHER: Final = 4.0
_OTHER_FATHER: Final = -9.0


def _weigh_best_name(first: FoldedName, second: FoldedName, commonness: Commonness) -> float:
    best = _weigh_name(first, second, commonness)
    if first.is_ordered and second.is_ordered:
        return best
    return max(
        best,
        _weigh_name(first.swapped, second, commonness)
        if not first.is_ordered
        else _weigh_name(first, second.swapped, commonness),
    )


def _weigh_name(first: FoldedName, second: FoldedName, commonness: Commonness) -> float:
    return (
        _weigh_surname(first.surname, second.surname, commonness)
        + _weigh_given(first.given, second.given, commonness)
        + _weigh_father(first.patronymic, second.patronymic)
    )


def _weigh_surname(first: str, second: str, commonness: Commonness) -> float:
    if not first or not second:
        return _MISSING_PART
    alike = compare_sounds(first, second)
    if alike == SHORT_FORM:
        return _INITIAL
    if not alike:
        alike = _compare_bare(first, second)
    if not alike:
        return _OTHER_SURNAME
    weight = min(commonness.weigh_surname(first), commonness.weigh_surname(second))
    return weight - _LOSS[alike]


def _compare_bare(first: str, second: str) -> float:
    """Compare a surname with its Kazakh form, which has no ending: «Қали» and «Калиева»."""
    return ONE_SLIP if _bare(first) == _bare(second) else 0.0


@lru_cache(maxsize=65536)
def _bare(surname: str) -> str:
    return re.sub(r"(?<=..)(?:[oei]v|in)$", "", surname)


def _weigh_given(first: str, second: str, commonness: Commonness) -> float:
    if not first or not second:
        return _MISSING_PART
    alike = compare_sounds(first, second)
    if alike == SHORT_FORM:
        return _INITIAL
    if not alike:
        return _OTHER_GIVEN
    weight = min(commonness.weigh_given(first), commonness.weigh_given(second))
    return weight - 1.3 * _LOSS[alike]


def _weigh_father(first: str, second: str) -> float:
    if not first or not second:
        return 0.0
    alike = compare_sounds(first, second)
    if alike == SHORT_FORM:
        return 1.5
    if not alike:
        return _OTHER_FATHER
    return _SAME_FATHER - _LOSS[alike]


def _weigh_endings(first: Profile, second: Profile) -> float:
    """Weigh «Калиев» against «Калиева», and the ends of the fathers' names."""
    weight = 0.0
    are_told_same = bool(first.gender) and first.gender == second.gender
    for one, other in (
        (first.name.ending, second.name.ending),
        (first.name.patronymic_ending, second.name.patronymic_ending),
    ):
        if one and other and one != other:
            weight += -1.5 if are_told_same else -5.0
    return weight


# ---------------------------------------------------------------------- facts


def _weigh_facts(first: Profile, second: Profile) -> float:
    weight = _weigh_birth(first, second) + _weigh_places(first.places, second.places)
    if first.person.iin_mark and second.person.iin_mark:
        weight += 25.0 if first.person.iin_mark == second.person.iin_mark else -25.0
    if first.gender and second.gender and first.gender != second.gender:
        weight -= 5.0
    if first.contacts and second.contacts:
        weight += 5.0 if first.contacts & second.contacts else -0.3
    return weight


_SAME_DAY: Final = 8.5
_SAME_YEAR: Final = 3.5


def _weigh_birth(first: Profile, second: Profile) -> float:
    if first.year is None or second.year is None:
        return 0.0
    if first.born_on is not None and second.born_on is not None:
        return _weigh_days(first.born_on, second.born_on)
    gap = abs(first.year - second.year)
    if first.is_age or second.is_age:
        return (2.8, 2.4, -2.5, -6.0)[min(gap, 3)] if gap <= 3 else -12.0
    if gap == 0:
        return _SAME_YEAR
    return -2.0 if gap == 1 else -12.0


def _weigh_days(first: date, second: date) -> float:
    if first == second:
        return _SAME_DAY
    is_same_year = first.year == second.year
    if is_same_year and (first.day, first.month) == (second.month, second.day):
        return 5.0
    if _count_other_digits(first, second) == 1:
        return 1.0 if abs(first.year - second.year) <= 10 else -2.0
    if first.timetuple()[1:3] == second.timetuple()[1:3] and sorted(str(first.year)) == sorted(
        str(second.year)
    ):
        return 0.0
    if is_same_year:
        return -4.0
    return -6.0 if abs(first.year - second.year) == 1 else -12.0


def _count_other_digits(first: date, second: date) -> int:
    return sum(a != b for a, b in zip(first.isoformat(), second.isoformat(), strict=True))


def _weigh_places(first: frozenset[str], second: frozenset[str]) -> float:
    if not first or not second:
        return 0.0
    return 1.5 if first & second else -0.8


_PLACE_KINDS: Final = frozenset(
    [
        "облысы",
        "облыс",
        "обл",
        "область",
        "ауданы",
        "аудан",
        "ауд",
        "район",
        "р-н",
        "ауылы",
        "ауыл",
        "село",
        "а",
        "с",
        "аул",
        "аулы",
        "каласы",
        "кала",
        "к",
        "г",
        "город",
        "кент",
        "кенти",
        "поселок",
        "пос",
        "ауылдык",
        "округи",
        "округ",
        "а/о",
        "с/о",
        "сельский",
        "ао",
        "со",
        "кошеси",
    ]
)


def _read_places(place: str) -> frozenset[str]:
    if not place:
        return frozenset()
    words = re.split(r"[\s,.;()\"]+", fold_text(place))
    return frozenset(
        bones_of_place
        for word in words
        if len(word) > 2 and word not in _PLACE_KINDS
        for bones_of_place in [word[:6]]
    )


def _read_contacts(contact: str) -> frozenset[str]:
    if not contact:
        return frozenset()
    found = {number[-10:] for number in _list_numbers(contact)}
    found.update(address.lower() for address in re.findall(r"\S+@\S+\.\S+", contact))
    return frozenset(found)


def _list_numbers(contact: str) -> Iterator[str]:
    for part in re.split(r"[,;/\n]", contact):
        digits = re.sub(r"\D", "", part)
        if len(digits) >= 10:
            yield digits


# ---------------------------------------------------------------------- reasons


def _give_reasons(first: Profile, second: Profile) -> Iterator[Message]:
    if first.person.iin_mark and first.person.iin_mark == second.person.iin_mark:
        yield message("The IIN is the same.")
    yield from _tell_names(first, second)
    yield from _tell_birth(first, second)
    if first.contacts & second.contacts:
        yield message("The contact is the same.")
    if first.places & second.places:
        yield message("The place is the same.")
    elif first.places and second.places:
        yield message("The places differ.")
    if first.gender and second.gender and first.gender != second.gender:
        yield message("The genders differ.")


def _tell_names(first: Profile, second: Profile) -> Iterator[Message]:
    one, other = first.person.name.strip(), second.person.name.strip()
    if one == other:
        yield message("The names are written alike.")
    elif (first.name.surname, first.name.given) == (second.name.surname, second.name.given):
        yield message("The names sound alike, their spelling differs.")
    else:
        yield message("The names are similar: compare the letters.")
    fathers = first.name.patronymic, second.name.patronymic
    if all(fathers) and len(min(fathers, key=len)) > 1:
        if compare_sounds(*fathers):
            yield message("The father's name is the same.")
        else:
            yield message("The fathers' names differ.")


def _tell_birth(first: Profile, second: Profile) -> Iterator[Message]:
    if first.year is None or second.year is None:
        return
    if first.born_on is not None and first.born_on == second.born_on:
        yield message("The birthday is the same: {day}.", day=first.born_on)
    elif first.born_on is not None and second.born_on is not None:
        yield message(
            "The birthdays differ: {first} and {second}.",
            first=first.born_on,
            second=second.born_on,
        )
    elif first.year == second.year:
        yield message("The year of birth is the same: {year}.", year=str(first.year))
    elif abs(first.year - second.year) == 1 and (first.is_age or second.is_age):
        yield message("The age fits the year of birth.")
    else:
        yield message(
            "The years of birth differ: {first} and {second}.",
            first=str(first.year),
            second=str(second.year),
        )


# ---------------------------------------------------------------------- a register


class Register:
    """Profiles of many people, found again by what a double would share with them.

    Two entries are compared when they share a key: consonants of one name with the first sound of
    the other, a birthday, a telephone, the mark of an IIN. The years of birth part a large group.
    """

    def __init__(self, people: Iterable[Participant]) -> None:
        self.profiles = [Profile(person) for person in people]
        self.commonness = Commonness.of(self.profiles)
        self._blocks: dict[str, list[int]] = defaultdict(list)
        for place, profile in enumerate(self.profiles):
            for key in list_keys(profile):
                self._blocks[key].append(place)

    def find_like(self, person: Participant, least: float = MAYBE) -> list[Pair]:
        """Return the pairs of `person` with people of the register, the likeliest first."""
        profile = Profile(person)
        places = {place for key in list_keys(profile) for place in self._blocks.get(key, ())}
        found = []
        for place in places:
            other = self.profiles[place]
            if _may_be_one(profile, other) and other.person.id != person.id:
                score = _score(other, profile, self.commonness)
                if score >= least:
                    found.append(_pair(other, profile, score))
        return sorted(found, key=lambda pair: -pair.score)

    def find_pairs(
        self,
        not_same: Iterable[NotSame] = (),
        progress: Progress = lambda _done, _all: None,
        is_cancelled: IsCancelled = lambda: False,
        least: float = MAYBE,
    ) -> list[Pair]:
        """Return every pair of the register that may be one person, the likeliest first.

        Pairs somebody called not the same are left out. MatchingCancelled when asked to stop.
        """
        parted = {frozenset((said.first_id, said.second_id)) for said in not_same}
        found: dict[tuple[int, int], float] = {}
        blocks = [(key, places) for key, places in self._blocks.items() if len(places) > 1]
        for done, (key, places) in enumerate(blocks):
            if done % 256 == 0:
                progress(done, len(blocks))
                if is_cancelled():
                    raise MatchingCancelled
            close = _list_window(places) if "|" not in key else _list_close(places, self.profiles)
            self._compare_all(close, found, least)
        progress(len(blocks), len(blocks))
        pairs = [
            _pair(self.profiles[first], self.profiles[second], score)
            for (first, second), score in sorted(found.items(), key=lambda item: -item[1])
        ]
        return [pair for pair in pairs if frozenset((pair.first_id, pair.second_id)) not in parted]

    def _compare_all(
        self,
        close: Iterator[tuple[int, int]],
        found: dict[tuple[int, int], float],
        least: float,
    ) -> None:
        profiles, commonness = self.profiles, self.commonness
        for first, second in close:
            key = (first, second) if first < second else (second, first)
            if key in found:
                continue
            score = _score(profiles[key[0]], profiles[key[1]], commonness)
            if score >= least:
                found[key] = score


def find_pairs(
    people: Iterable[Participant],
    not_same: Iterable[NotSame] = (),
    progress: Progress = lambda _done, _all: None,
    is_cancelled: IsCancelled = lambda: False,
) -> list[Pair]:
    """Return every pair of `people` that may be one person: see `Register.find_pairs`."""
    return Register(people).find_pairs(not_same, progress, is_cancelled)


def group_pairs(
    pairs: Iterable[Pair], not_same: Iterable[NotSame] = (), least: float = LIKELY
) -> list[list[str]]:
    """Return the ids that likely pairs bind together, in groups of two and more.

    A group never holds two people that somebody called not the same.
    """
    parted: dict[str, set[str]] = defaultdict(set)
    for said in not_same:
        parted[said.first_id].add(said.second_id)
        parted[said.second_id].add(said.first_id)
    group_of: dict[str, list[str]] = {}
    for pair in sorted(pairs, key=lambda pair: -pair.score):
        if pair.score < least:
            break
        first = group_of.setdefault(pair.first_id, [pair.first_id])
        second = group_of.setdefault(pair.second_id, [pair.second_id])
        if first is second or any(parted[one] & set(second) for one in first):
            continue
        first.extend(second)
        for member in second:
            group_of[member] = first
    groups = {id(group): group for group in group_of.values() if len(group) > 1}
    return list(groups.values())


def list_keys(profile: Profile) -> list[str]:
    """Return the keys that a double of `profile` would share at least one of."""
    name, keys = profile.name, []
    if name.surname and name.given:
        ends = sorted((bones(name.surname), bones(name.given)))
        keys += [f"{ends[0]}|{ends[1][:1]}", f"{ends[1]}|{ends[0][:1]}"]
    elif name.given:
        # A name without a surname can only meet by the father's.
        keys.append(f"{bones(name.given)}|^{bones(name.patronymic)[:1]}")
    if name.patronymic and name.given:
        keys.append(f"{bones(name.given)}|^{bones(name.patronymic)[:1]}")
    if profile.born_on is not None:
        keys.append(f"d{profile.born_on.toordinal()}")
        if name.given:
            keys.append(f"m{profile.born_on:%m%d}{bones(name.given)[:2]}")
    keys += [f"c{contact}" for contact in profile.contacts]
    if profile.person.iin_mark:
        keys.append(f"i{profile.person.iin_mark}")
    # Two roads may lead to one key, and nobody is her own double.
    return list(dict.fromkeys(keys))


# More people of one name than this are compared with their neighbours alone: without more data they
# can be no more than a «maybe», and nobody looks through half a million of those.
_WIDEST: Final = 300


def _list_close(places: list[int], profiles: list[Profile]) -> Iterator[tuple[int, int]]:
    """Return the pairs of a block whose names may be one and whose years are close or unknown."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in places:
        name = profiles[place].name
        by_name[name.surname, name.given].append(place)
    groups = list(by_name.values())
    for at, group in enumerate(groups):
        for first, second in _list_window(group):
            if _may_be_one(profiles[first], profiles[second]):
                yield first, second
        name = profiles[group[0]].name
        for others in groups[at + 1 :]:
            if _are_names_close(name, profiles[others[0]].name):
                for first in group[:_WIDEST]:
                    for second in others[:_WIDEST]:
                        if _may_be_one(profiles[first], profiles[second]):
                            yield first, second


def _are_names_close(first: FoldedName, second: FoldedName) -> bool:
    """Whether surname and given name may both be the same, in the order told or the other."""
    if _are_parts_close(first.surname, second.surname) and _are_parts_close(
        first.given, second.given
    ):
        return True
    return _are_parts_close(first.surname, second.given) and _are_parts_close(
        first.given, second.surname
    )


def _are_parts_close(first: str, second: str) -> bool:
    return (
        not first
        or not second
        or compare_sounds(first, second) > 0
        or _compare_bare(first, second) > 0
    )


def _list_window(places: list[int]) -> Iterator[tuple[int, int]]:
    for at, place in enumerate(places):
        for other in places[at + 1 : at + 1 + _WIDEST]:
            yield place, other


def _may_be_one(first: Profile, second: Profile) -> bool:
    if first.year is None or second.year is None or abs(first.year - second.year) <= 2:
        return True
    return bool(first.born_on and second.born_on) or bool(first.person.iin_mark)


def _pair(first: Profile, second: Profile, score: float) -> Pair:
    return Pair(first.person.id, second.person.id, score, tuple(_give_reasons(first, second)))
