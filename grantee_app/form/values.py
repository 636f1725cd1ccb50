"""The values of a filled form: fields and cells read, columns computed, totals, what is shown.

Nothing is stored here and nothing is typed: whoever writes an answer asks anew. Whether a value is
right is the business of checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import prod
from typing import Final

from grantee_app.form.application_form import (
    TEXT_KINDS,
    ApplicationForm,
    Choice,
    Chosen,
    Column,
    FieldBase,
    FormField,
    MoneyColumn,
    NumberColumn,
    Section,
    TableField,
    TextLimits,
    WholeNumberColumn,
)
from grantee_app.form.conditions import Condition, find_shown
from grantee_app.form.filled import FilledForm
from grantee_app.form.limits import Usage, measure_text
from grantee_app.form.options import list_options
from grantee_app.form.value_reading import TENGE, Value, read_value, round_to_units
from grantee_app.frozen import frozen
from grantee_app.language.message import LANGUAGES, message
from grantee_app.language.reading import Reading
from grantee_app.records.application import cell_path
from grantee_app.records.base import NO_TEXT, Bilingual

Number = int | Decimal
# Rows that count: the key of an option, or several, by column.
Rows = Mapping[str, str | tuple[str, ...]]
EVERY_ROW: Final[Rows] = {}
_MOST: Final = 10**15
_EMPTY: Final[Reading[Value]] = Reading()


@frozen
class Subtotal:
    """The sums of the rows that share a value of the column they are parted by.

    `key` is the value as it is stored, "" for rows that have none.
    """

    key: str
    name: Bilingual
    rows: tuple[str, ...]
    sums: Mapping[str, Number]


class FormValues:
    """The values of a filled form; `today` is what a date without its year is nearest to."""

    def __init__(self, filled: FilledForm, today: date, currency: str = TENGE) -> None:
        self.filled = filled
        self.today = today
        self.currency = currency
        self._keys: dict[int, frozenset[str]] = {}
        self._computing: set[str] = set()
        self._computed: dict[str, Reading[Value]] = {}

    @property
    def form(self) -> ApplicationForm:
        """The form that is filled."""
        return self.filled.form

    # ---------------------------------------------------------------- fields

    def read(self, key: str) -> Reading[Value]:
        """Return what stands in a field: a value, nothing, or the problem with what was typed.

        Words are there as soon as one language has them. Tables, files and notes hold nothing.
        """
        part = self.form.by_key[key]
        if part.kind in TEXT_KINDS:
            return Reading(_any_text(self.filled.told(key)))
        reading = read_value(part.kind, self.filled.text(key), self.today, self.currency)
        return self._judge_choice(part, reading)

    def value(self, key: str) -> Value | None:
        """Return the value of a field, None where there is none or it cannot be read."""
        return self.read(key).value

    def number(self, key: str) -> Number | None:
        """Return the value of a field of numbers."""
        return _as_number(self.value(key))

    def is_empty(self, key: str) -> bool:
        """Tell whether nothing stands in a field; of a table, in none of its rows."""
        part = self.form.by_key[key]
        if isinstance(part, TableField):
            return not self.filled_rows(key)
        if self.filled.is_profile(key):
            return self.read(key).is_empty
        return not any(self.filled.text(key, one).strip() for one in self.filled.languages_of(key))

    def measure(self, key: str, language: str) -> list[Usage]:
        """Return how much of its limits the text of a field uses."""
        part = self.form.by_key[key]
        if not isinstance(part, TextLimits):
            return []
        return measure_text(self.filled.text(key, language), part)

    # ---------------------------------------------------------------- what is shown

    @cached_property
    def shown(self) -> frozenset[str]:
        """The keys of the fields that are shown."""
        conditions = {
            field.key: (*_conditions(section), *_conditions(field))
            for section in self.form.sections
            for field in section.fields
        }
        asked = {condition.field for told in conditions.values() for condition in told}
        return find_shown(conditions, {key: self._ask(key) for key in asked})

    def is_shown(self, key: str) -> bool:
        """Tell whether a field is shown."""
        return key in self.shown

    def is_section_shown(self, section: Section) -> bool:
        """Tell whether a section is shown."""
        condition = section.shown_when
        return condition is None or self.holds(condition)

    def holds(self, condition: Condition) -> bool:
        """Tell whether a condition holds; what asks a hidden field does not."""
        return self.is_shown(condition.field) and condition.holds(self._ask(condition.field))

    def is_required(self, key: str) -> bool:
        """Tell whether a field must be filled in: it is shown, and asked for always or now."""
        part = self.form.by_key[key]
        if not isinstance(part, FieldBase) or not self.is_shown(key):
            return False
        return part.required or (part.required_when is not None and self.holds(part.required_when))

    # ---------------------------------------------------------------- tables

    def rows(self, table: str) -> Sequence[str]:
        """Return the ids of all rows of a table."""
        return self.filled.rows_of(table)

    def filled_rows(self, table: str) -> list[str]:
        """Return the ids of the rows in which anything stands."""
        return [row_id for row_id in self.rows(table) if not self.is_row_empty(table, row_id)]

    def is_row_empty(self, table: str, row_id: str) -> bool:
        """Tell whether nothing was typed into a row."""
        return not any(
            self.filled.cell(table, row_id, column.key, language).strip()
            for column in self.form.tables[table].columns
            for language in self.filled.languages_of(table, column.key)
        )

    def read_cell(self, table: str, row_id: str, column: str) -> Reading[Value]:
        """Return what stands in a cell, as `read` of a field; a computed column is computed."""
        part = self.form.tables[table].by_key[column]
        if (
            isinstance(part, WholeNumberColumn | NumberColumn | MoneyColumn)
            and part.computed is not None
        ):
            return self._compute(table, row_id, part)
        if part.kind in TEXT_KINDS:
            return Reading(_any_text(self.filled.told_cell(table, row_id, column)))
        text = self.filled.cell(table, row_id, column)
        reading = read_value(part.kind, text, self.today, self.currency)
        return self._judge_choice(part, reading)

    def cell(self, table: str, row_id: str, column: str) -> Value | None:
        """Return the value of a cell, None where there is none or it cannot be read."""
        return self.read_cell(table, row_id, column).value

    def cell_number(self, table: str, row_id: str, column: str) -> Number | None:
        """Return the value of a cell of numbers."""
        return _as_number(self.cell(table, row_id, column))

    def choose_rows(self, table: str, where: Rows = EVERY_ROW) -> list[str]:
        """Return the ids of the rows in which every column of `where` has one of its values."""
        return [
            row_id
            for row_id in self.rows(table)
            if all(
                _fits(self.cell(table, row_id, column), wanted) for column, wanted in where.items()
            )
        ]

    def total(self, table: str, column: str, where: Rows = EVERY_ROW) -> Number:
        """Return the sum of a column; what is empty or cannot be read counts nothing."""
        return self._sum(table, column, self.choose_rows(table, where))

    def totals(self, table: str) -> dict[str, Number]:
        """Return the sums of the columns that a table totals up."""
        return {column: self.total(table, column) for column in self.form.tables[table].totals}

    def subtotals(self, table: str) -> list[Subtotal]:
        """Return the sums by the column that parts the rows, in the order of its options.

        Rows without a value come last; () for a table that is not parted.
        """
        part = self.form.tables[table]
        if part.subtotal_by is None:
            return []
        by: dict[str, list[str]] = {}
        for row_id in self.filled_rows(table):
            value = self.cell(table, row_id, part.subtotal_by)
            by.setdefault("" if value is None else str(value), []).append(row_id)
        names = {option.key: option.label for option in self.options(table, part.subtotal_by)}
        order = [
            *(key for key in names if key in by),
            *(key for key in by if key and key not in names),
        ]
        return [
            Subtotal(
                key,
                names.get(key, Bilingual(kk=key, ru=key) if key else NO_TEXT),
                tuple(by[key]),
                {column: self._sum(table, column, by[key]) for column in part.totals},
            )
            for key in [*order, *([""] if "" in by else [])]
        ]

    def figure(self, name: str, where: Rows = EVERY_ROW) -> Number | None:
        """Return what a rule names: the value of a field («sum_asked») or a total («budget.grant»).

        None where nothing stands there that could be compared.
        """
        key, _, column = name.partition(".")
        if not column:
            return self.number(key) if self.is_shown(key) else None
        if not self.is_shown(key):
            return None
        rows = self.choose_rows(key, where)
        known = [self.cell_number(key, row_id, column) for row_id in rows]
        return self._sum(key, column, rows) if any(one is not None for one in known) else None

    # ---------------------------------------------------------------- options

    def options(self, key: str, column: str = "") -> tuple[Choice, ...]:
        """Return what may be chosen in a field or column, () where nothing is chosen.

        The rows of a table are options by their ids, those that have a name.
        """
        part = self._part(key, column)
        if not isinstance(part, Chosen):
            return ()
        if part.options_table:
            return tuple(
                Choice.model_construct(key=row_id, label=name)
                for row_id in self.rows(part.options_table)
                if (name := self.name_row(part.options_table, row_id))
            )
        return list_options(self.form, part)

    def name_row(self, table: str, row_id: str) -> Bilingual:
        """Return what a row is called: its column that means a title or a name, or its first words.

        No text for a row that has none yet.
        """
        columns = [
            column for column in self.form.tables[table].columns if column.kind in TEXT_KINDS
        ]
        columns.sort(key=lambda column: column.meaning not in {"title", "name"})
        names = (self.filled.told_cell(table, row_id, column.key) for column in columns)
        return next((name for name in names if name), NO_TEXT)

    def label_choice(self, key: str, column: str, chosen: str) -> Bilingual:
        """Return the words for a chosen key; the key itself for one that is no option any more."""
        part, bare = self._part(key, column), Bilingual(kk=chosen, ru=chosen)
        if isinstance(part, Chosen) and part.options_table:
            # Not by way of `options`: a table of 500 rows would name 500 others for each of them.
            is_row = chosen in self._list_keys(part)
            return (is_row and self.name_row(part.options_table, chosen)) or bare
        names = (option.label for option in self.options(key, column) if option.key == chosen)
        return next(names, bare)

    # ---------------------------------------------------------------- inside

    def _part(self, key: str, column: str) -> FormField | Column:
        part = self.form.by_key[key]
        return part.by_key[column] if column and isinstance(part, TableField) else part

    def _ask(self, key: str) -> object:
        part = self.form.by_key.get(key)
        return None if part is None or part.kind in {"table", "file", "note"} else self.value(key)

    def _judge_choice(self, part: FormField | Column, reading: Reading[Value]) -> Reading[Value]:
        if not isinstance(part, Chosen) or reading.value is None:
            return reading
        chosen = reading.value if isinstance(reading.value, tuple) else (str(reading.value),)
        if self._list_keys(part).issuperset(chosen):
            return reading
        return Reading(problem=message("Choose one of the list."))

    def _list_keys(self, part: Chosen) -> frozenset[str]:
        known = self._keys.get(id(part))
        if known is None:
            options = list_options(self.form, part)
            rows = self.rows(part.options_table) if part.options_table else ()
            known = self._keys[id(part)] = frozenset([option.key for option in options] or rows)
        return known

    def _compute(
        self, table: str, row_id: str, part: WholeNumberColumn | NumberColumn | MoneyColumn
    ) -> Reading[Value]:
        path = cell_path(table, row_id, part.key)
        if path in self._computing:
            return _EMPTY
        known = self._computed.get(path)
        if known is None:
            self._computing.add(path)
            try:
                known = self._reckon(table, row_id, part)
            finally:
                self._computing.discard(path)
            self._computed[path] = known
        return known

    def _reckon(
        self, table: str, row_id: str, part: WholeNumberColumn | NumberColumn | MoneyColumn
    ) -> Reading[Value]:
        computed = part.computed
        if computed is None:
            return _EMPTY
        numbers = [self.cell_number(table, row_id, column) for column in computed.columns]
        known = [Decimal(number) for number in numbers if number is not None]
        if computed.product:
            is_ready = len(known) == len(numbers)
            exact = prod(known, start=Decimal(1))
        elif computed.sum:
            is_ready = bool(known)
            exact = sum(known, start=Decimal(0))
        else:
            is_ready = numbers[0] is not None
            exact = known[0] - sum(known[1:], start=Decimal(0)) if is_ready else Decimal(0)
        if not is_ready:
            return _EMPTY
        if abs(exact) > _MOST:
            return Reading(problem=message("The result is too large: check the numbers."))
        return Reading(_tidy(exact, is_whole=part.kind != "number"))

    def _sum(self, table: str, column: str, row_ids: Sequence[str]) -> Number:
        numbers = (self.cell_number(table, row_id, column) for row_id in row_ids)
        return _tidy(Decimal(sum(number or 0 for number in numbers)), is_whole=False)


def list_languages_written(told: Bilingual) -> tuple[str, ...]:
    """Return the languages in which anything was written."""
    return tuple(language for language in LANGUAGES if told.written_in(language).strip())


def _conditions(part: Section | FormField) -> Iterator[Condition]:
    if part.shown_when is not None:
        yield part.shown_when


def _any_text(told: Bilingual) -> str | None:
    return told.kk.strip() or told.ru.strip() or None


def _as_number(value: Value | None) -> Number | None:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return value if is_number else None  # type: ignore[return-value]


def _fits(value: Value | None, wanted: str | tuple[str, ...]) -> bool:
    options = (wanted,) if isinstance(wanted, str) else wanted
    if isinstance(value, bool):
        return ("1" if value else "0") in options
    if isinstance(value, tuple):
        return any(key in options for key in value)
    return value is not None and str(value) in options


def _tidy(value: Decimal, *, is_whole: bool) -> Number:
    if is_whole:
        return round_to_units(value)
    return int(value) if value == value.to_integral_value() else value.normalize()
