"""A form with what was written into it: one object that screens, checks and paper read from.

A field of the organisation shows the organisation's own record (`profile`), every other field an
answer of the project. Texts are as they were typed; `values` reads them. Knows no storage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from grantee_app.form.application_form import (
    ApplicationForm,
    Column,
    FormField,
    TableField,
    is_bilingual,
)
from grantee_app.form.meanings import find_organization_column
from grantee_app.language.message import LANGUAGES
from grantee_app.records.application import cell_path
from grantee_app.records.base import Bilingual


@dataclass(frozen=True)
class FilledForm:
    """A form and its answers.

    `answers` are texts by (path, language), `rows` the ids of every table's rows in their order,
    `profile` the organisation's texts by (column, language).
    """

    form: ApplicationForm
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)
    profile: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def text(self, key: str, language: str = "") -> str:
        """Return what was written into a field in a language, "" for nothing.

        The language of what is the same in both is "".
        """
        column = self.profile_columns.get(key, "")
        if column:
            return self.profile.get((column, language), "")
        return self.answers.get((key, language), "")

    def cell(self, table: str, row_id: str, column: str, language: str = "") -> str:
        """Return what was written into a cell in a language, "" for nothing."""
        return self.answers.get((cell_path(table, row_id, column), language), "")

    def told(self, key: str) -> Bilingual:
        """Return the text of a field in both languages; what has none stands in both."""
        return _tell({one: self.text(key, one) for one in self.languages_of(key)})

    def told_cell(self, table: str, row_id: str, column: str) -> Bilingual:
        """Return the text of a cell in both languages; what has none stands in both."""
        languages = self.languages_of(table, column)
        return _tell({one: self.cell(table, row_id, column, one) for one in languages})

    def rows_of(self, table: str) -> Sequence[str]:
        """Return the ids of the rows of a table in their order."""
        return self.rows.get(table, ())

    def is_profile(self, key: str) -> bool:
        """Tell whether a field shows the organisation's own record."""
        return key in self.profile_columns

    def languages_of(self, key: str, column: str = "") -> tuple[str, ...]:
        """Return the languages that a field or a column is written in: both, or "" alone."""
        part: FormField | Column = self.form.by_key[key]
        if column and isinstance(part, TableField):
            part = part.by_key[column]
        profile = self.profile_columns.get(key, "")
        if profile:
            return LANGUAGES if (profile, "kk") in self.profile else ("",)
        return LANGUAGES if is_bilingual(part) else ("",)

    def with_answer(self, path: str, language: str, text: str) -> FilledForm:
        """Return the same form after one answer was written."""
        return replace(self, answers={**self.answers, (path, language): text})

    @cached_property
    def profile_columns(self) -> Mapping[str, str]:
        """The columns of the organisation that fields show, by the keys of the fields."""
        found = {}
        for part in self.form.fields():
            column = find_organization_column(getattr(part, "meaning", ""))
            if column and part.kind != "table":
                found[part.key] = column
        return found


def _tell(texts: Mapping[str, str]) -> Bilingual:
    plain = texts.get("", "")
    return Bilingual(kk=texts.get("kk", plain), ru=texts.get("ru", plain))
