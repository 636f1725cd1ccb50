"""The applications of a workspace: begun, opened with their form, their tables and documents.

A form's file is the business of `form`, rows and answers that of the store; here each deed becomes
one step of undo and one sentence when it fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grantee_app.errors import DataProblem
from grantee_app.form import list_application_forms, load_application_form
from grantee_app.form.application_form import ApplicationForm, FileField, TableField
from grantee_app.form.filled import FilledForm
from grantee_app.form.values import FormValues
from grantee_app.language.message import Message, message
from grantee_app.records import Application, ApplicationDocument, Bilingual, Organization
from grantee_app.records.application import ApplicationState, cell_path
from grantee_app.store import answer_rows, applications, editing
from grantee_app.store.answer_rows import FormPlace
from grantee_app.store.applications import ApplicationSummary
from grantee_app.store.editing import Parent
from grantee_app.store.texts import AnswerPlace, RecordPlace

if TYPE_CHECKING:
    from grantee_app.workspace.workspace import Workspace

# The workspace's own forms, `<workspace>/forms/<funder>/<form>/<version>.toml`.
OWN_FORMS: Final = "forms"


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


class Applications:
    """What a workspace can do with applications.

    StoreFailure when nothing could be written, DataProblem when a record is gone meanwhile.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    # ------------------------------------------------------------------ forms

    @property
    def own_forms_folder(self) -> Path | None:
        """The folder of the workspace's own forms; None of a workspace in memory."""
        path = self._workspace.path
        return path.parent / OWN_FORMS if path is not None else None

    def list_forms(self) -> list[tuple[str, str]]:
        """Return (form id, version) of every form of an application, ours and the workspace's."""
        return list_application_forms(self.own_forms_folder)

    def load_form(self, form_id: str, version: str) -> ApplicationForm:
        """Return one version of a form; errors as `form.catalogue.load_application_form`."""
        return load_application_form(form_id, version, self.own_forms_folder)

    # ------------------------------------------------------------------ applications

    def list_all(self) -> list[ApplicationSummary]:
        """Return every application of the workspace, by deadline."""
        return applications.list_applications(self._workspace.db)

    def find(self, project_id: str) -> str:
        """Return the id of the newest application of a project, "" where it has none."""
        return applications.find_newest(self._workspace.db, project_id)

    def begin(self, project_id: str, application: Application) -> str:
        """Begin an application of a project, with the documents its form wants; return its id.

        DataProblem when the project is gone, or has written into this version of the form before;
        errors also as `load_form`.
        """
        form = self.load_form(application.form, application.version)
        place = FormPlace(project_id, form.id, form.version)
        with self._changing(message("Application begun")):
            if self._is_used(place):
                raise DataProblem(
                    message(
                        "This project already has an application in this form: begin the new one "
                        "in a new project."
                    )
                )
            entry = application.model_copy(
                update={"documents": [*application.documents, *_list_wanted(form, application)]}
            )
            editing.add_record(
                self._workspace.db, "application", Parent("project", project_id), entry
            )
        return application.id

    def begin_project(
        self, organization_id: str, title: Bilingual, application: Application
    ) -> tuple[str, str]:
        """Begin a project with its application; return the ids of both, one step of undo."""
        with self._changing(message("Application begun")):
            project_id = self._workspace.records.add_project(organization_id, title)
            return project_id, self.begin(project_id, application)

    def load(self, application_id: str) -> OpenApplication:
        """Return an application with all that is written; DataProblem when it is gone.

        Errors also as `load_form`: the form's file may be gone or wrong.
        """
        db = self._workspace.db
        with self._explaining():
            project_id = self._find_project(application_id)
            application = applications.load_application(db, application_id)
            organization = applications.read_holder(db, project_id)
            project = editing.read_row(db, "project", project_id)
            form = self.load_form(application.form, application.version)
            place = FormPlace(project_id, application.form, application.version)
            return OpenApplication(
                project_id,
                Bilingual(kk=project["title_kk"], ru=project["title_ru"]),
                application,
                organization,
                FilledForm(
                    form,
                    answer_rows.read_answers(db, place),
                    answer_rows.read_rows(db, place),
                    applications.read_profile(db, organization.id),
                ),
            )

    def set_state(
        self,
        application_id: str,
        state: ApplicationState,
        on: date | None = None,
        reason: Bilingual | None = None,
    ) -> None:
        """Note what became of an application: handed in, won, lost or withdrawn on a day.

        `reason` is why it was lost. Going back to a draft forgets the days.
        """
        values: dict[str, str | None] = {"state": state}
        if state == "draft":
            values |= {"submitted_on": None, "decided_on": None}
        elif on is not None:
            values["submitted_on" if state == "submitted" else "decided_on"] = on.isoformat()
        if reason is not None:
            values |= {"lost_reason_kk": reason.kk, "lost_reason_ru": reason.ru}
        sets = ", ".join(f"{column} = ?" for column in values)
        with self._changing(message("State of the application changed")):
            self._find_project(application_id)
            self._workspace.db.execute(
                f"UPDATE application SET {sets} WHERE id = ?", [*values.values(), application_id]
            )

    def remove(self, application_id: str) -> None:
        """Remove an application with its documents and everything written into its form."""
        with self._changing(message("Application removed")):
            place = self._find_form_place(application_id)
            editing.remove_record(self._workspace.db, "application", application_id)
            for table in ("answer", "answer_row"):
                self._workspace.db.execute(
                    f"DELETE FROM {table} WHERE (project_id, form, version) = (?, ?, ?)", place.key
                )

    # ------------------------------------------------------------------ rows of tables

    def add_row(
        self,
        application_id: str,
        table: str,
        cells: answer_rows.Cells | None = None,
        position: int | None = None,
    ) -> str:
        """Add a row at the end of a table or at `position`; return its id.

        `cells` are texts by (column, language).
        """
        with self._changing(message("Row added")):
            place = self._find_form_place(application_id)
            return answer_rows.add_row(self._workspace.db, place, table, cells or {}, position)

    def remove_rows(self, application_id: str, row_ids: Iterable[str]) -> None:
        """Remove rows with their cells; undo brings them back."""
        with self._changing(message("Row removed")):
            place = self._find_form_place(application_id)
            answer_rows.remove_rows(self._workspace.db, place, row_ids)

    def move_row(self, application_id: str, table: str, row_id: str, position: int) -> None:
        """Put a row at `position` (from 0, without itself) of its table."""
        with self._changing(message("Row moved")):
            place = self._find_form_place(application_id)
            answer_rows.move_row(self._workspace.db, place, table, row_id, position)

    def copy_row(self, application_id: str, table: str, row_id: str) -> str:
        """Put a copy of a row right after it and return its id."""
        with self._changing(message("Row copied")):
            place = self._find_form_place(application_id)
            return answer_rows.copy_row(self._workspace.db, place, table, row_id)

    def fill_rows(
        self,
        application_id: str,
        table: str,
        rows: Sequence[answer_rows.Cells],
        first_row_id: str = "",
    ) -> list[str]:
        """Write many rows as one step, from a row down or at the end; return the ids written.

        Rows that the table lacks are added. A cell that is not told stays as it is.
        """
        db = self._workspace.db
        with self._changing(message("Rows pasted")):
            place = self._find_form_place(application_id)
            standing = answer_rows.read_rows(db, place).get(table, [])
            start = standing.index(first_row_id) if first_row_id in standing else len(standing)
            written = []
            for number, cells in enumerate(rows, start):
                if number >= len(standing):
                    written.append(answer_rows.add_row(db, place, table, cells))
                    continue
                for (column, language), text in cells.items():
                    path = cell_path(table, standing[number], column)
                    answer_rows.write_answer(db, place, path, language, text)
                written.append(standing[number])
            return written

    # ------------------------------------------------------------------ documents

    def add_document(
        self, application_id: str, title: Bilingual, path: str = "", *, is_required: bool = True
    ) -> str:
        """Add a document that must come with the application; return its id."""
        document = ApplicationDocument(path=path, title=title, is_required=is_required)
        parent = Parent("application", application_id)
        with self._changing(message("Document added")):
            editing.add_record(self._workspace.db, "application_document", parent, document)
        return document.id

    def remove_document(self, document_id: str) -> None:
        """Remove a document with its files; undo brings them back."""
        with self._changing(message("Document removed")):
            editing.remove_record(self._workspace.db, "application_document", document_id)

    # ------------------------------------------------------------------ inside

    def _is_used(self, place: FormPlace) -> bool:
        db = self._workspace.db
        if answer_rows.read_rows(db, place) or any(answer_rows.read_answers(db, place).values()):
            return True
        found = db.execute(
            "SELECT 1 FROM application WHERE (project_id, form, version) = (?, ?, ?)", place.key
        ).fetchone()
        return found is not None

    def _find_project(self, application_id: str) -> str:
        row = editing.read_row(self._workspace.db, "application", application_id)
        return str(row["project_id"])

    def _find_form_place(self, application_id: str) -> FormPlace:
        row = editing.read_row(self._workspace.db, "application", application_id)
        return FormPlace(row["project_id"], row["form"], row["version"])

    @contextmanager
    def _changing(self, label: Message) -> Iterator[None]:
        with self._explaining(), self._workspace.change(label.msgid):
            yield

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except KeyError as error:
            raise DataProblem(
                message("The record that this belongs to is no longer there.")
            ) from error


def _list_wanted(form: ApplicationForm, application: Application) -> list[ApplicationDocument]:
    """Return a document for every file field that the application has none for yet."""
    known = {document.path for document in application.documents}
    return [
        ApplicationDocument(path=field.key, title=field.label, is_required=field.required)
        for field in form.fields()
        if isinstance(field, FileField) and field.key not in known
    ]
