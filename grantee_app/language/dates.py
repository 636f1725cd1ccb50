"""Dates, ranges and months as a Kazakh or a Russian document writes them.

Takes plain dates and gives text; which form or screen asks is unknown here. A range is written
as it was given: that its end precedes its start is for a check to say.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Literal

from grantee_app.folders import resources_folder
from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import NBSP

# What stands alone («қаңтар 2024»), what follows a day («28 января»), and the short ones.
MonthKind = Literal["alone", "of_date", "short"]


def format_date(day: date, code: LanguageCode) -> str:  # noqa: ARG001 (all formats take a code)
    """«27.05.2024», the same in both languages."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def format_short_date(day: date) -> str:
    """«10.07.24», for narrow columns."""
    return f"{day.day:02}.{day.month:02}.{day.year % 100:02}"


def format_short_range(first: date, last: date) -> str:
    """«11.07-09.09.24»; one date for a single day, both years if they differ."""
    if first == last:
        return format_short_date(first)
    if first.year != last.year:
        return f"{format_short_date(first)}-{format_short_date(last)}"
    return f"{first.day:02}.{first.month:02}-{format_short_date(last)}"


def format_period(first: date, last: date, code: LanguageCode) -> str:
    """«27.05.2024-30.11.2024 ж.» / «… г.», the abbreviation tied by a no-break space."""
    days = format_date(first, code)
    if last != first:
        days += f"-{format_date(last, code)}"
    return f"{days}{NBSP}{'ж.' if code == 'kk' else 'г.'}"


def format_months(first: date, last: date, code: LanguageCode) -> str:
    """«Маусым-қазан, 2024», «Маусым, 2024», «Желтоқсан, 2024-ақпан, 2025»; days do not matter."""
    start = _name_month(first.month, code).capitalize()
    end = _name_month(last.month, code)
    if first.year != last.year:
        return f"{start}, {first.year}-{end}, {last.year}"
    if first.month != last.month:
        return f"{start}-{end}, {first.year}"
    return f"{start}, {first.year}"


def format_typed_range(first: date, last: date, code: LanguageCode) -> str:
    """«11.07.2024 – 09.09.2024» as an editor shows it, one date for a single day."""
    if first == last:
        return format_date(first, code)
    return f"{format_date(first, code)} – {format_date(last, code)}"


def format_typed_months(first: date, last: date, code: LanguageCode) -> str:
    """«маусым – қазан 2024» as an editor shows it, both years if they differ."""
    start, end = _name_month(first.month, code), _name_month(last.month, code)
    if first.year != last.year:
        return f"{start} {first.year} – {end} {last.year}"
    if first.month != last.month:
        return f"{start} – {end} {first.year}"
    return f"{start} {first.year}"


def format_contract_date(day: date, code: LanguageCode) -> str:
    """«2024 жылғы «28» мамыр», ««28» мая 2024 года»: the day fills a form's two blanks."""
    return _format_worded_date(f"«{day.day:02}»", day, code)


def format_long_date(day: date, code: LanguageCode) -> str:
    """«2024 жылғы 28 мамыр», «28 мая 2024 года»."""
    return _format_worded_date(f"{day.day}", day, code)


def name_short_month(month: int, code: LanguageCode) -> str:
    """«қаң», «янв»: a month in a few letters, without a dot."""
    return _read_months()[code]["short"][month - 1]


def _format_worded_date(day_written: str, day: date, code: LanguageCode) -> str:
    month = _name_month_of_date(day.month, code)
    if code == "kk":
        return f"{day.year} жылғы {day_written} {month}"
    return f"{day_written} {month} {day.year} года"


def _name_month(month: int, code: LanguageCode) -> str:
    return _read_months()[code]["alone"][month - 1]


def _name_month_of_date(month: int, code: LanguageCode) -> str:
    return _read_months()[code]["of_date"][month - 1]


@cache
def _read_months() -> dict[LanguageCode, dict[MonthKind, list[str]]]:
    """Return the names from January on; a copy of CLDR (resources/months/README.md)."""
    path = resources_folder() / "months" / "months.json"
    names: dict[LanguageCode, dict[MonthKind, list[str]]]
    names = json.loads(path.read_text(encoding="utf-8"))
    return names
