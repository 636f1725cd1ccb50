"""The words people write dates with, as `fold_text` leaves them: months, days, joints.

Holds the words and says which month one names; how a date is put together of them is the
business of `reading_dates`.
"""

from __future__ import annotations

import re
from typing import Final

# What every form of a month's name begins with; a case ending follows. Stems that a Russian
# keyboard spells in another way stand twice.
_STEMS: Final[dict[str, int]] = {
    "кантар": 1, "акпан": 2, "наурыз": 3, "сауир": 4, "сеуир": 4, "сэуир": 4, "мамыр": 5,
    "маусым": 6, "шилде": 7, "шылде": 7, "тамыз": 8, "кыркуйек": 9, "кыркуйег": 9, "казан": 10,
    "караша": 11, "желтоксан": 12,
    "январ": 1, "феврал": 2, "март": 3, "апрел": 4, "июн": 6, "июл": 7, "август": 8,
    "сентябр": 9, "октябр": 10, "ноябр": 11, "декабр": 12,
}  # fmt: skip
_SHORT: Final[dict[str, int]] = {
    "кан": 1, "кант": 1, "акп": 2, "нау": 3, "наур": 3, "сау": 4, "мам": 5, "мау": 6, "шил": 7,
    "там": 8, "кыр": 9, "кырк": 9, "каз": 10, "кар": 11, "жел": 12, "желт": 12,
    "янв": 1, "фев": 2, "февр": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "мае": 5, "маю": 5,
    "маем": 5, "авг": 8, "сен": 9, "сент": 9, "окт": 10, "ноя": 11, "нояб": 11, "дек": 12,
}  # fmt: skip
_LONGEST_ENDING: Final = 6

_FROM: Final = re.compile(r"[дтн][ае]н")
_OF: Final = re.compile(r"[дтн][ыи]н|а|я")

JOINTS: Final = frozenset({"-", "/", "..", "…", "по", "до", "мен", "бен", "пен", "айынан", "нан"})

_SILENT_WORDS: Final = (
    "ж жж жыл жылы жылгы жылдын жылынын г гг год года году ай айы айынын айында айына айга"
    " айлары айларында куни куны кун кундери месяц месяца месяце месяцы месяцев с со от в во"
    " бастап дейин арасында аралыгы аралыгында аралыгындагы число числа дуйсенби сейсенби"
    " сарсенби бейсенби жума сенби жексенби понедельник вторник среда четверг пятница суббота"
    " воскресенье пн вт ср чт пт сб вс . ,"
)
SILENT: Final = frozenset(_SILENT_WORDS.split())

# Days from today.
RELATIVE: Final[dict[str, int]] = {
    "бугин": 0, "сегодня": 0, "кеше": -1, "вчера": -1, "ертен": 1, "завтра": 1,
    "алдынгы куни": -2, "позавчера": -2, "бурсигуни": 2, "послезавтра": 2,
}  # fmt: skip

QUARTER_WORDS: Final = frozenset({"токсан", "токсаны", "квартал", "квартала", "квартале", "кв"})
ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "и": 1, "ии": 2, "иии": 3}


def find_month(word: str) -> int | None:
    """Return the month (1-12) that a folded word names in any case or abbreviation."""
    if word in _SHORT:
        return _SHORT[word]
    for stem, month in _STEMS.items():
        if word.startswith(stem) and len(word) <= len(stem) + _LONGEST_ENDING:
            return month
    return None


def is_from(word: str) -> bool:
    """Whether a month's name stands in the case of «from»: шілдеден, қазаннан."""
    stem = _find_stem(word)
    return stem is not None and _FROM.fullmatch(word.removeprefix(stem)) is not None


def is_of(word: str) -> bool:
    """Whether a month's name stands in the case of «of», which a day may follow: шілденің 10-ы."""
    stem = _find_stem(word)
    return stem is not None and _OF.fullmatch(word.removeprefix(stem)) is not None


def _find_stem(word: str) -> str | None:
    return next((stem for stem in _STEMS if word.startswith(stem)), None)
