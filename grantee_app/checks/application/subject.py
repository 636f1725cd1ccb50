"""What every rule of an application looks at: the form as it is filled, the call, and the day.

Gathers once what the rules share: which fields are shown, what was read from them, how a place is
named. Knows no rule and writes no sentence but names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from grantee_app.checks.naming import shorten
from grantee_app.checks.settings import CheckSettings
from grantee_app.figures.deadlines import NEAR_WORKING_DAYS
from grantee_app.figures.working_days import count_working_days
from grantee_app.form.application_form import (
    FormField,
    NoteField,
    Section,
    TableField,
)
from grantee_app.form.conditions import Condition
from grantee_app.form.value_reading import Value
from grantee_app.language.message import LanguageCode, Message, MessageValue, message
from grantee_app.language.reading import Reading
from grantee_app.records.base import Bilingual
from grantee_app.workspace.application_on_day import ApplicationOnDay
from grantee_app.workspace.open_application import OpenApplication

# Further off nobody counts working days.
_FAR_DAYS: Final = 60


@dataclass(frozen=True)
class ApplicationSubject(ApplicationOnDay):
    """One application on one day; `is_handed_in` asks for everything as if that were today."""

    opened: OpenApplication
    today: date
    settings: CheckSettings = field(default_factory=CheckSettings)
    is_handed_in: bool = False

    @property
    def language(self) -> LanguageCode:
        """The language it is handed in."""
        return self.application.language

    @cached_property
    def is_due(self) -> bool:
        """Whether what is empty is missing by now: the call closes within ten working days."""
        if self.is_handed_in:
            return True
        left = self.working_days_left
        return left is not None and left <= NEAR_WORKING_DAYS

    @cached_property
    def working_days_left(self) -> int | None:
        """The working days after today up to the deadline, None where it is far off or unknown."""
        last = self.application.deadline_on
        if last is None or (last - self.today).days > _FAR_DAYS:
            return None
        return count_working_days(date.fromordinal(self.today.toordinal() + 1), last)

    # ------------------------------------------------------------------ what is shown

    @cached_property
    def shown(self) -> frozenset[str]:
        """The keys of the fields that are shown."""
        return self.values.shown

    def fields(self) -> Iterator[tuple[Section, FormField]]:
        """Yield every field that is shown and can hold something, with its section."""
        for section in self.form.sections:
            for part in section.fields:
                if part.key in self.shown and not isinstance(part, NoteField):
                    yield section, part

    def tables(self) -> Iterator[TableField]:
        """Yield every table that is shown."""
        for _, part in self.fields():
            if isinstance(part, TableField):
                yield part

    def rows(self, table: TableField) -> Iterator[tuple[int, str]]:
        """Yield the rows of a table in which anything stands, with their numbers from 1."""
        known = self._rows.get(table.key)
        if known is None:
            known = self._rows[table.key] = [
                (number, row_id)
                for number, row_id in enumerate(self.filled.rows_of(table.key), 1)
                if not self.values.is_row_empty(table.key, row_id)
            ]
        yield from known

    @cached_property
    def _rows(self) -> dict[str, list[tuple[int, str]]]:
        return {}

    def holds(self, condition: Condition | None) -> bool:
        """Tell whether a condition holds; none always does."""
        return condition is None or self.values.holds(condition)

    # ------------------------------------------------------------------ what was written

    def read(self, key: str, row_id: str = "", column: str = "") -> Reading[Value]:
        """Return what was read from a field, or from a cell of a table."""
        return self.values.read_cell(key, row_id, column) if column else self.values.read(key)

    def is_empty(self, key: str, row_id: str = "", column: str = "") -> bool:
        """Tell whether nothing was written, in any language; a computed cell never is."""
        if not column:
            return self.values.is_empty(key)
        languages = self.filled.languages_of(key, column)
        return not any(self.filled.cell(key, row_id, column, one).strip() for one in languages)

    def told(self, key: str, row_id: str = "", column: str = "") -> Bilingual:
        """Return the text of a field or a cell in both languages."""
        if column:
            return self.filled.told_cell(key, row_id, column)
        return self.filled.told(key)

    # ------------------------------------------------------------------ places and names

    def place(self, key: str, row_id: str = "", column: str = "") -> str:
        """Return the place of a field or a cell: «section/field[/row/column]»."""
        parts = [self.form.section_of[key].id, key]
        if row_id:
            parts += [row_id, column] if column else [row_id]
        return "/".join(parts)

    def name(self, key: str) -> Message:
        """Return the label of a field, in quotes."""
        part = self.form.by_key[key]
        label = part.text if isinstance(part, NoteField) else part.label
        return message("«{label}»", label=shorten(label))

    def name_column(self, table: TableField, column: str) -> Message:
        """Return the label of a column, in quotes."""
        return message("«{label}»", label=shorten(table.by_key[column].label))

    def name_row(self, table: TableField, number: int, row_id: str) -> Message:
        """Return a row by its number and what it is called: «row 3 «Printing»»."""
        title = self.values.name_row(table.key, row_id)
        if title:
            return message("row {number} «{title}»", number=number, title=shorten(title))
        return message("row {number}", number=number)

    def name_cell(self, table: TableField, number: int, row_id: str, column: str) -> Message:
        """Return a cell by its table, row and column."""
        return message(
            "{table}, {row}, {column}",
            table=self.name(table.key),
            row=self.name_row(table, number, row_id),
            column=self.name_column(table, column),
        )

    def name_part(
        self, key: str, row_id: str = "", column: str = "", number: int = 0
    ) -> MessageValue:
        """Return the name of a field, or of a cell."""
        part = self.form.by_key[key]
        if column and isinstance(part, TableField):
            return self.name_cell(part, number, row_id, column)
        return self.name(key)
