"""What one typed text means for a field of a kind, and the one form it is stored in.

A value that can be read is stored in a form that no language changes («2024-07-10», «300000»,
«1»); what cannot is stored as it was typed, so both are read here. Knows kinds, no form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from grantee_app.form.application_form import TEXT_KINDS
from grantee_app.form.conditions import NO, YES
from grantee_app.language.folding import fold_text
from grantee_app.language.message import message
from grantee_app.language.reading import Reading
from grantee_app.language.reading_dates import DateRange, read_date, read_date_range
from grantee_app.language.reading_numbers import (
    MOST_TENGE,
    read_money,
    read_number,
    read_whole_number,
)
from grantee_app.records.application import LIST_SIGN

# What a field can hold: words or the key of an option, a number, a day, a period, yes/no, keys.
Value = str | int | Decimal | date | DateRange | bool | tuple[str, ...]

TENGE: Final = "KZT"
_PLAIN_WHOLE: Final = re.compile(r"-?\d{1,16}")
# With three decimals a dot may part thousands: such a number is stored with a fourth one.
_PLAIN_NUMBER: Final = re.compile(r"-?\d{1,16}(?:\.(?:\d{1,2}|\d{4,}))?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_PERIOD: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d)(/m)?)?")
_TENGE_WORDS: Final = re.compile(r"₸|\b(?:тг|тенге|тнг|kzt)\b")
_CURRENCY_WORDS: Final[dict[str, re.Pattern[str]]] = {
    "USD": re.compile(r"\$|\b(?:usd|долл\w*)\b\.?"),
    "EUR": re.compile(r"€|\b(?:eur|евро|еуро)\b\.?"),
    "RUB": re.compile(r"₽|\b(?:rub|руб\w*)\b\.?"),
}
_YES_WORDS: Final = frozenset({YES, "иа", "да", "yes", "true", "+"})
_NO_WORDS: Final = frozenset({NO, "жок", "нет", "no", "false", "-"})


@lru_cache(maxsize=65_536)
def read_value(kind: str, text: str, today: date, currency: str = TENGE) -> Reading[Value]:
    """Return what `text` means for a field of `kind`, or the sentence about why it does not.

    `today` (a local day) is what a date without its year is nearest to; `currency` is that of a
    sum. Whether a chosen key is an option is not told here.
    """
    stripped = text.strip()
    if not stripped:
        return Reading()
    if kind in TEXT_KINDS:
        return Reading(stripped)
    if kind == "money":
        return _widen(_read_sum(stripped, currency))
    reader = _READERS.get(kind)
    return Reading() if reader is None else reader(stripped, today)


def write_value(value: Value) -> str:  # noqa: PLR0911 (one return a kind)
    """Return the written form of a value, which `read_value` reads as the same."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return _write_decimal(value)
    if isinstance(value, DateRange):
        days = f"{value.start.isoformat()}/{value.end.isoformat()}"
        if value.as_months:
            return f"{days}/m"
        return value.start.isoformat() if value.start == value.end else days
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return LIST_SIGN.join(value)
    return str(value)


def tidy_text(kind: str, text: str, today: date, currency: str = TENGE) -> str:
    """Return the text as it is stored: the written form of a value, or the text as it was typed."""
    if kind in TEXT_KINDS:
        return text
    value = read_value(kind, text, today, currency).value
    return text if value is None else write_value(value)


def round_to_units(value: Decimal) -> int:
    """Return the whole number nearest to a value, halves away from zero, as accountants do."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def _widen(reading: Reading[int]) -> Reading[Value]:
    return Reading(reading.value, reading.problem)


def _read_sum(text: str, currency: str) -> Reading[int]:
    if _PLAIN_WHOLE.fullmatch(text):
        return read_whole_number(text, most=MOST_TENGE)
    if currency == TENGE:
        return read_money(text)
    folded = fold_text(text)
    if _TENGE_WORDS.search(folded):
        return Reading(
            problem=message(
                "This application is in {currency}: write the sum so.", currency=currency
            )
        )
    words = _CURRENCY_WORDS.get(currency, re.compile(rf"\b{currency.casefold()}\b"))
    return read_whole_number(words.sub(" ", folded).strip(), most=MOST_TENGE)


def _read_whole(text: str, _today: date) -> Reading[Value]:
    return _widen(read_whole_number(text))


def _read_number(text: str, _today: date) -> Reading[Value]:
    if _PLAIN_NUMBER.fullmatch(text):
        text = text.replace(".", ",")
    reading = read_number(text)
    if reading.value is None:
        return Reading(problem=reading.problem)
    number = Decimal(repr(reading.value))
    return Reading(int(number) if number == number.to_integral_value() else number)


def _write_decimal(value: Decimal) -> str:
    plain = format(value.normalize(), "f")
    return plain + "0" if re.search(r"\.\d{3}$", plain) else plain


def _read_day(text: str, today: date) -> Reading[Value]:
    if _DAY.fullmatch(text):
        day = _parse_day(text)
        if day is not None:
            return Reading(day)
    reading = read_date(text, today=today)
    return Reading(reading.value, reading.problem)


def _read_period(text: str, today: date) -> Reading[Value]:
    written = _PERIOD.fullmatch(text)
    if written:
        start = _parse_day(written[1])
        end = _parse_day(written[2] or written[1])
        if start is not None and end is not None and start <= end:
            return Reading(DateRange(start, end, bool(written[3])))
    reading = read_date_range(text, today=today)
    return Reading(reading.value, reading.problem)


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_yes_no(text: str, _today: date) -> Reading[Value]:
    word = fold_text(text)
    if word in _YES_WORDS:
        return Reading(value=True)
    if word in _NO_WORDS:
        return Reading(value=False)
    return Reading(problem=message("Answer yes or no."))


def _read_choice(text: str, _today: date) -> Reading[Value]:
    return Reading(text)


def _read_choices(text: str, _today: date) -> Reading[Value]:
    keys = tuple(dict.fromkeys(part.strip() for part in text.split(LIST_SIGN) if part.strip()))
    return Reading(keys) if keys else Reading()


_READERS: Final[dict[str, Callable[[str, date], Reading[Value]]]] = {
    "whole_number": _read_whole,
    "number": _read_number,
    "date": _read_day,
    "date_range": _read_period,
    "yes_no": _read_yes_no,
    "choice": _read_choice,
    "choices": _read_choices,
}
