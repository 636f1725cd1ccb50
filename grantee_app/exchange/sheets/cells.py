"""What one cell of a list says of a person: a birthday, a gender, a group, yes or no.

Each reader takes whatever typists write and gives a value, a sentence, or neither for an empty
cell. Nothing is guessed: what may mean two things stays empty and is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from grantee_app.exchange.sheets.columns import GENDER_WORDS
from grantee_app.exchange.sheets.sheet import Cell, write_cell
from grantee_app.form.definition import DemographicGroup
from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, message
from grantee_app.language.reading_dates import read_date
from grantee_app.records.participant import Gender, YesNo

OLDEST: Final = 110
_AGE_WORDS: Final = r"(?:жас(?:та|ар)?|лет|года?|жыл|years?|yo)"
_AGE: Final = re.compile(rf"(?P<age>-?\d{{1,6}}) ?{_AGE_WORDS}?\.?")
_YEAR: Final = re.compile(
    r"(?P<year>\d{4}) ?-? ?(?:г\.?|г\.? ?р\.?|год\w*|год\w* рожд\w*|ж\.?|ж\.? ?т\.?|жыл\w*"
    r"|жыл\w* туган|жылгы|туган)?\.?"
)
_SOME_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_DATE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_DIGITS_DATE: Final = re.compile(r"(\d\d)(\d\d)((?:19|20)\d\d)")
_EXCEL_START: Final = date(1899, 12, 30)


@frozen
class Birth:
    """What a cell says of a person's birth: at most one of day, year and age, or a problem."""

    born_on: date | None = None
    year: int | None = None
    age: int | None = None
    problem: Message | None = None


_NOTHING: Final = Birth()


def read_birth(cell: Cell, today: date) -> Birth:
    """Read a birthday, a year of birth or an age: «12.05.1989», «1989 ж.т.», «35 жас», 35.0."""
    if isinstance(cell, datetime):
        return _check_day(cell.date(), today)
    if isinstance(cell, date):
        return _check_day(cell, today)
    if isinstance(cell, bool | timedelta) or not isinstance(cell, str | int | float):
        return _refuse(write_cell(cell))
    text = write_cell(cell)
    if not text:
        return _NOTHING
    if isinstance(cell, int | float) and 10_000 < cell < 60_000:
        # A date that has lost its format in Excel.
        return _check_day(_EXCEL_START + timedelta(days=int(cell)), today)
    return _read_birth_text(text, today)


@lru_cache(maxsize=8192)
def _read_birth_text(text: str, today: date) -> Birth:
    folded = fold_text(text)
    year = _YEAR.fullmatch(folded)
    if year is not None:
        return _check_year(int(year["year"]), today)
    age = _AGE.fullmatch(folded)
    if age is not None:
        return _check_age(int(age["age"]))
    digits = _DIGITS_DATE.fullmatch(folded)
    if digits is not None:
        text = folded = ".".join(digits.groups())
    reading = read_date(re.sub(r"(?<=\d) ?(?:ж\.? ?т\.?|г\.? ?р\.?)$", "", text), today=today)
    if reading.value is not None:
        day = reading.value
        if day > today and _SHORT_DATE.fullmatch(folded):
            # «12.05.65» is a birthday, so the year is of the last century.
            day = _move_century(day)
        if not _SOME_YEAR.search(folded) and not _SHORT_DATE.fullmatch(folded):
            return Birth(problem=message("The birthday {typed} lacks its year.", typed=text))
        return _check_day(day, today)
    some_year = _SOME_YEAR.findall(folded)
    if len(some_year) == 1 and len(folded) < 30 and not re.search(r"\d[./-]\d", folded):
        return _check_year(int(some_year[0]), today)
    return _refuse(text)


def _move_century(day: date) -> date:
    try:
        return day.replace(year=day.year - 100)
    except ValueError:
        return day.replace(year=day.year - 100, day=28)


def _check_day(day: date, today: date) -> Birth:
    if day > today:
        return Birth(problem=message("The birthday {day} is still to come.", day=day))
    if day.year < today.year - OLDEST:
        return Birth(problem=message("The birthday {day} is too long ago.", day=day))
    return Birth(born_on=day)


def _check_year(year: int, today: date) -> Birth:
    if year > today.year:
        return Birth(problem=message("The year of birth {year} is still to come.", year=str(year)))
    if year < today.year - OLDEST:
        return Birth(problem=message("The year of birth {year} is too long ago.", year=str(year)))
    return Birth(year=year)


def _check_age(age: int) -> Birth:
    if not 0 <= age <= OLDEST:
        return Birth(problem=message("Nobody is {age} years old.", age=str(age)))
    return Birth(age=age)


def _refuse(text: str) -> Birth:
    return Birth(
        problem=message("«{typed}» is neither a birthday nor a year nor an age.", typed=text[:60])
    )


def read_gender(cell: Cell) -> tuple[Gender, Message | None]:
    """Read a gender written in words or letters of either language."""
    return _read_gender_text(write_cell(cell))


@lru_cache(maxsize=1024)
def _read_gender_text(text: str) -> tuple[Gender, Message | None]:
    word = fold_text(text).strip(". ")
    if not word:
        return "", None
    if word in GENDER_WORDS:
        return GENDER_WORDS[word], None
    return "", message("«{typed}» is not known as a gender: write ер or әйел.", typed=text[:60])


_YES: Final = re.compile(r"^(?:ия|иа|да|бар|yes|\+|1|v|✓|√|есть|имеется|мугедек\w*|инвалид\w*)")
_NO: Final = re.compile(r"^(?:жок|нет|-|0|no|не имеет\w*|отсутству\w*)")
_DISABILITY_GROUP: Final = re.compile(r"\b(?:[123]|i{1,3}|и{1,3}) ?-?(?:ши|я|ая)? ?(?:топ|груп)")


def read_disability(cell: Cell) -> tuple[YesNo, Message | None]:
    """Read whether a person has a disability: «иә», «2 топ», «нет», «+»."""
    text = write_cell(cell)
    word = fold_text(text).strip(". ")
    if not word:
        return "", None
    if _NO.match(word):
        return "no", None
    if _DISABILITY_GROUP.search(word) or _YES.match(word):
        return "yes", None
    return "", message("«{typed}» is neither yes nor no: write иә or жоқ.", typed=text[:60])


def is_marked(cell: Cell) -> bool:
    """Whether a cell holds a mark: a plus, a one, a tick, any word but «no»."""
    word = fold_text(write_cell(cell)).strip(". ")
    return bool(word) and not _NO.match(word)


# ---------------------------------------------------------------------- groups of the form

# Words by the keys that state forms use; a form with other keys has its own labels alone.
_CATEGORY_WORDS: Final[dict[str, re.Pattern[str]]] = {
    "people_with_disabilities": re.compile(r"мугедект|инвалид|\bовз\b"),
    "children": re.compile(r"\bбала(?:лар)?\b|\bдет(?:и|ей)\b|ребен|школьник|окушы"),
    "ngo_representatives": re.compile(
        r"\bуеу\b|\bнпо\b|когамдык уйым|общественн|коммерциялык емес"
    ),
    "civil_servants": re.compile(r"мемлекеттик кызмет|госслуж|государственн\w* служ|аким"),
    "public_sector_workers": re.compile(
        r"бюджет|мугалим|учител|педагог|тарбиеши|воспитател|дариге|врач|медбике|медсестр|китапхана"
        r"|библиотек"
    ),
    "older_people": re.compile(r"егде|пожил|зейнет|пенсион|ардагер|ветеран|\bкарт"),
    "unemployed": re.compile(r"жумыссыз|безработ|жумыс истемейди|не работа|уй шаруасы|домохоз"),
    "business": re.compile(r"бизнес|касипкер|предприним|\bжк\b|\bип\b|шаруа кожалыг|фермер"),
    "youth": re.compile(r"\bжастар|молод|студент"),
    "other": re.compile(r"^(?:баска|другое|другие|иное|прочее|озге)"),
}


class Categories:
    """The main groups of a form by the words that people write for them."""

    def __init__(
        self, groups: Sequence[DemographicGroup], synonyms: Mapping[str, str] | None = None
    ) -> None:
        """`synonyms` are a coordinator's own words and the keys of the groups they stand for."""
        keys = {group.key for group in groups}
        self._words = {
            fold_text(label): group.key
            for group in groups
            for label in (group.label.kk, group.label.ru, group.key)
            if label
        }
        self._words |= {
            fold_text(word): key for word, key in (synonyms or {}).items() if key in keys
        }
        self._patterns = [(key, pattern) for key, pattern in _CATEGORY_WORDS.items() if key in keys]
        # A list says the same few words over and over.
        self._known: dict[str, tuple[str, Message | None]] = {}

    def read(self, cell: Cell) -> tuple[str, Message | None]:
        """Return the key of the one group a cell names; a sentence when none or several fit."""
        text = write_cell(cell)
        if text not in self._known:
            self._known[text] = self._read_text(text)
        return self._known[text]

    def _read_text(self, text: str) -> tuple[str, Message | None]:
        word = fold_text(text).strip(". ")
        if not word:
            return "", None
        if word in self._words:
            return self._words[word], None
        found = [key for key, pattern in self._patterns if pattern.search(word)]
        if len(found) == 1:
            return found[0], None
        if found:
            return "", message(
                "«{typed}» fits several groups of the form: choose one.", typed=text[:60]
            )
        return "", message("«{typed}» is no group of the form: choose one.", typed=text[:60])
