"""One answer in words: of a field or of a cell, in the language of the paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, cast

from grantee_app.form.application_form import (
    NUMBER_KINDS,
    TEXT_KINDS,
    Chosen,
    Column,
    FormField,
    TableField,
    is_bilingual,
)
from grantee_app.form.values import Number
from grantee_app.language.dates import format_date
from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import NBSP, Currency, format_sum, group_digits, name_currency
from grantee_app.language.reading_dates import DateRange
from grantee_app.report.application.source import ApplicationSource
from grantee_app.report.told import Told

# A name longer than this is told where it is written, and pointed at elsewhere.
MOST_POINTER: Final = 60
# Currencies whose name goes with a number, «2 доллара США»; of others the code is told.
NAMED: Final[frozenset[str]] = frozenset({"KZT", "USD", "EUR"})


def tell_field(source: ApplicationSource, part: FormField) -> Told:
    """Return the answer to a field, "" where there is none; what cannot be read is as typed."""
    if part.kind in TEXT_KINDS:
        return _tell_words(source, part, part.key)
    value = source.values.value(part.key)
    if value is None:
        return source.plain(source.values.filled.text(part.key).strip())
    if part.kind in NUMBER_KINDS:
        return source.plain(_write_number(source, part, cast("Number", value)))
    return source.plain("; ".join(tell_chosen(source, value, part.key)))


def tell_cell(source: ApplicationSource, table: str, row_id: str, column: Column) -> Told:
    """Return what stands in a cell: numbers without their unit, which stands in the head."""
    if column.kind in TEXT_KINDS:
        return _tell_words(source, column, table, row_id)
    value = source.values.cell(table, row_id, column.key)
    if value is None:
        return source.plain(source.values.filled.cell(table, row_id, column.key).strip())
    if column.kind in NUMBER_KINDS:
        return source.plain(group_digits(cast("Number", value)))
    return source.plain("; ".join(tell_chosen(source, value, table, column.key)))


def tell_chosen(source: ApplicationSource, value: object, key: str, column: str = "") -> list[str]:
    """Return a day, a period, yes or no, or what was chosen, each option in its words."""
    match value:
        case bool():
            return [source.say(source.words.yes if value else source.words.no)]
        case DateRange():
            return [value.write(source.language)]
        case date():
            return [format_date(value, source.language)]
        case tuple():
            return [name_option(source, key, column, one) for one in value]
        case _:
            return [name_option(source, key, column, str(value))]


def name_option(source: ApplicationSource, key: str, column: str, chosen: str) -> str:
    """Return the words for what was chosen; a row of a table with a long name has its number too.

    Somebody whose name is left out has a number alone.
    """
    part = source.form.by_key[key]
    asked = part.by_key[column] if isinstance(part, TableField) and column else part
    name = source.say(source.values.label_choice(key, column, chosen))
    table = asked.options_table if isinstance(asked, Chosen) else ""
    known = list(source.values.rows(table)) if table else []
    if chosen not in known:
        return name
    rows, number = source.form.tables[table], known.index(chosen) + 1
    hidden = any(source.is_left_out(one) for one in rows.columns if one.kind in TEXT_KINDS)
    if hidden or source.is_left_out(rows):
        return f"{source.say(rows.row_name) or source.say(rows.label)} {number}"
    # It stands whole where it was written: here it is only pointed at.
    return f"{number}. {shorten_line(name, MOST_POINTER)}" if len(name) > MOST_POINTER else name


def shorten_line(words: str, most: int) -> str:
    """Return `words` on one line of at most `most` characters, cut at a word."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…"


def name_money(currency: str, language: LanguageCode) -> str:
    """Return what a currency is called beside no number: «теңге», «доллары США», «RUB»."""
    return name_currency(cast("Currency", currency), language) if currency in NAMED else currency


def _tell_words(
    source: ApplicationSource, part: FormField | Column, key: str, row_id: str = ""
) -> Told:
    filled = source.values.filled
    told = filled.told_cell(key, row_id, part.key) if row_id else filled.told(key)
    if not is_bilingual(part):
        return source.plain(told.spoken_in(source.language).strip())
    return source.tell(told)


def _write_number(source: ApplicationSource, part: FormField, value: Number) -> str:
    currency = source.values.currency
    if part.kind != "money" or isinstance(value, Decimal):
        return group_digits(value)
    if currency in NAMED:
        return format_sum(value, cast("Currency", currency), source.language, with_words=False)
    return f"{group_digits(value)}{NBSP}{currency}"
