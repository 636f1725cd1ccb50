"""How the cells of a form's table are told where they are not being typed into.

Reads the sheet's values. Words are those of the screen, texts those of the language that is
written.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from grantee_app.form.application_form import TEXT_KINDS, Column
from grantee_app.frozen import frozen
from grantee_app.language.dates import format_date, format_short_range, format_typed_months
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.language.numbers import group_digits
from grantee_app.language.reading_dates import DateRange
from grantee_app.records.text import plain_words

if TYPE_CHECKING:
    from grantee_app.form.value_reading import Value
    from ui.pages.application.sheet import Sheet


@frozen
class CellWords:
    """What a cell shows; `is_wrong` for what cannot be read, `is_quiet` for the other language."""

    text: str = ""
    is_wrong: bool = False
    is_quiet: bool = False


NOTHING = CellWords()


def tell_cell(sheet: Sheet, table: str, row_id: str, column: Column) -> CellWords:
    """Return what stands in a cell."""
    if column.kind in TEXT_KINDS:
        return _tell_text(sheet, table, row_id, column)
    reading = sheet.values.read_cell(table, row_id, column.key)
    if reading.value is not None:
        return CellWords(tell_value(sheet, table, column, reading.value))
    typed = sheet.text(table, "", row_id, column.key).strip()
    return CellWords(typed, is_wrong=bool(typed)) if typed else NOTHING


def _tell_text(sheet: Sheet, table: str, row_id: str, column: Column) -> CellWords:
    languages = sheet.filled.languages_of(table, column.key)
    if languages != LANGUAGES:
        return CellWords(sheet.text(table, "", row_id, column.key).strip())
    here = plain_words(sheet.text(table, sheet.code, row_id, column.key)).strip()
    if here:
        return CellWords(here)
    other: LanguageCode = "ru" if sheet.code == "kk" else "kk"
    there = plain_words(sheet.text(table, other, row_id, column.key)).strip()
    return CellWords(there, is_quiet=True) if there else NOTHING


def tell_value(sheet: Sheet, table: str, column: Column, value: Value) -> str:
    """Return a value in words of the screen."""
    words = sheet.desk.words
    if isinstance(value, bool):
        return words.gettext("Yes") if value else words.gettext("No")
    if isinstance(value, int | Decimal):
        return group_digits(value)
    if isinstance(value, DateRange):
        return tell_period(value, words.code)
    if isinstance(value, date):
        return format_date(value, words.code)
    keys = value if isinstance(value, tuple) else (str(value),)
    names = (
        sheet.values.label_choice(table, column.key, key).spoken_in(words.code) for key in keys
    )
    return ", ".join(names)


def tell_period(period: DateRange, code: LanguageCode) -> str:
    """Return a period as short as it can be told: «12-16.08.24», «маусым – қазан 2024»."""
    if period.as_months:
        return format_typed_months(period.start, period.end, code)
    if period.start == period.end:
        return format_date(period.start, code)
    return format_short_range(period.start, period.end)
