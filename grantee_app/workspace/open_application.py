"""An application as it is looked at: its form with everything written, its documents, who applies.

One object that pages, checks and paper receive; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from grantee_app.form.application_form import ApplicationForm, TableField
from grantee_app.form.filled import FilledForm
from grantee_app.form.values import FormValues
from grantee_app.records import Application, ApplicationDocument, Bilingual, Organization
from grantee_app.records.application import cell_path
from grantee_app.store.answer_rows import FormPlace
from grantee_app.store.texts import AnswerPlace, RecordPlace


@dataclass(frozen=True)
class FieldPlace:
    """Where a field or a cell is written: its place and the languages it has, or "" alone."""

    place: RecordPlace | AnswerPlace
    languages: tuple[str, ...]


@dataclass(frozen=True)
class OpenApplication:
    """An application with its form, answers, rows, documents, and who applies."""

    project_id: str
    project_title: Bilingual
    application: Application
    organization: Organization
    filled: FilledForm

    @property
    def form(self) -> ApplicationForm:
        """The form it is written in."""
        return self.filled.form

    @property
    def form_place(self) -> FormPlace:
        """The form as the project answers it."""
        return FormPlace(self.project_id, self.application.form, self.application.version)

    def read_values(self, today: date) -> FormValues:
        """Return the values of the form; `today` is what a date without its year is nearest to."""
        return FormValues(self.filled, today, self.application.currency)

    @cached_property
    def documents(self) -> Mapping[str, list[ApplicationDocument]]:
        """The documents by the key of the form's file field, "" for those of the call alone."""
        found: dict[str, list[ApplicationDocument]] = {}
        for document in self.application.documents:
            found.setdefault(document.path, []).append(document)
        return found

    def find_place(self, key: str, row_id: str = "", column: str = "") -> FieldPlace:
        """Return where a field, or a cell of a table, is written.

        A field that shows the organisation is written into the organisation's record. KeyError for
        a field or column that the form has not, ValueError for one that nothing is written into.
        """
        part = self.form.by_key[key]
        if isinstance(part, TableField) and not (row_id and column in part.by_key):
            raise KeyError(column)
        if part.kind in {"note", "file"}:
            raise ValueError(key)
        languages = self.filled.languages_of(key, column)
        profile = self.filled.profile_columns.get(key, "")
        if profile:
            return FieldPlace(RecordPlace("organization", self.organization.id, profile), languages)
        path = cell_path(key, row_id, column) if isinstance(part, TableField) else key
        kind: str = part.by_key[column].kind if isinstance(part, TableField) else part.kind
        form, version = self.application.form, self.application.version
        if kind == "money":
            kind = f"money:{self.application.currency}"
        is_value = languages == ("",)
        place = AnswerPlace(self.project_id, form, version, path, kind if is_value else "")
        return FieldPlace(place, languages)
