"""The applications of a workspace: begun, opened with their form, their tables and documents.

A form's file is the business of `form`, rows and answers that of the store; here each deed becomes
one step of undo and one sentence when it fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grantee_app.errors import BastamaError, DataProblem
from grantee_app.form import list_application_forms, load_application_form
from grantee_app.form.application_form import ApplicationForm
from grantee_app.form.carrying import Carrying, Part, carry, tell_answers
from grantee_app.form.filled import FilledForm
from grantee_app.form.prefilling import prefill
from grantee_app.form.value_reading import tidy_text
from grantee_app.form.values import FormValues
from grantee_app.language.message import Message, message
from grantee_app.records import Application, ApplicationDocument, Bilingual, Project
from grantee_app.records.application import ApplicationState, cell_path
from grantee_app.store import answer_rows, applications, editing
from grantee_app.store.answer_rows import FormPlace
from grantee_app.store.applications import ApplicationSummary
from grantee_app.store.editing import Parent
from grantee_app.workspace import taking_over as taking
from grantee_app.workspace.open_application import FieldPlace, OpenApplication

if TYPE_CHECKING:
    from grantee_app.workspace.workspace import Workspace

# The workspace's own forms, `<workspace>/forms/<funder>/<form>/<version>.toml`.
OWN_FORMS: Final = "forms"
__all__ = ["OWN_FORMS", "Applications", "FieldPlace", "OpenApplication"]


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

    def find_newer_version(self, form_id: str, version: str) -> str:
        """Return the newest version of a form where it is later than `version`, else ""."""
        versions = [found for known, found in self.list_forms() if known == form_id]
        newest = max(versions, default="")
        return newest if newest > version else ""

    # ------------------------------------------------------------------ applications

    def list_all(self) -> list[ApplicationSummary]:
        """Return every application of the workspace, by deadline."""
        return applications.list_applications(self._workspace.db)

    def find(self, project_id: str) -> str:
        """Return the id of the newest application of a project, "" where it has none."""
        return applications.find_newest(self._workspace.db, project_id)

    def begin(self, project_id: str, application: Application) -> str:
        """Begin an application of a project, with the documents its form wants; return its id.

        What the project, its plan and its grant tell is filled in, as `prefill` does.
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
                update={
                    "documents": [*application.documents, *taking.list_wanted(form, application)]
                }
            )
            editing.add_record(
                self._workspace.db, "application", Parent("project", project_id), entry
            )
            self.prefill(application.id)
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
            answer_rows.clear_form(self._workspace.db, place)

    # ------------------------------------------------------------------ what is known already

    def prefill(self, application_id: str) -> int:
        """Write into empty fields and tables what the project, its plan and the grant tell.

        Return how many fields and tables were filled; one step of undo.
        """
        opened = self.load(application_id)
        content = self._workspace.load_project(opened.project_id, with_people=False)
        entries = prefill(
            opened.form,
            opened.application,
            content.organization,
            content.project,
            self._list_earlier(opened),
        )
        with self._changing(message("Application filled from what is known")):
            return taking.write_entries(self._workspace.db, opened, entries)

    def copy_from(self, application_id: str, earlier_id: str, today: date) -> Carrying:
        """Write into empty fields and tables what an earlier application tells, in any form.

        Nothing that was typed is overwritten, and declarations are made anew. Files of documents go
        along where the form is the same. Return what was found; what has no place in this form is
        in its `gone` and stays in the earlier one.
        """
        opened, earlier = self.load(application_id), self.load(earlier_id)
        found = carry(earlier.read_values(today), opened.form)
        with self._changing(message("Application copied from an earlier one")):
            taking.write_entries(self._workspace.db, opened, found.entries)
            if earlier.form.id == opened.form.id:
                taking.copy_files(self._workspace.db, earlier, opened, found)
        return found

    def preview_version(self, application_id: str, version: str, today: date) -> Carrying:
        """Return what carrying to another version of the form would do; nothing is written."""
        opened = self.load(application_id)
        form = self.load_form(opened.form.id, version)
        return carry(opened.read_values(today), form, is_same_application=True)

    def carry_to_version(self, application_id: str, version: str, today: date) -> Carrying:
        """Carry an application to another version of its form; return what is new and what is gone.

        What has no place in it stays stored with the old version, and `list_left_behind` tells it.
        One step of undo.
        """
        opened = self.load(application_id)
        form = self.load_form(opened.form.id, version)
        found = carry(opened.read_values(today), form, is_same_application=True)
        with self._changing(message("Application carried to another version of the form")):
            taking.change_version(self._workspace.db, opened, form, found)
        return found

    def list_left_behind(self, application_id: str, today: date) -> list[Part]:
        """Return what was written into other versions of the form and has no place in this one."""
        opened = self.load(application_id)
        db, form = self._workspace.db, opened.form
        left: list[Part] = []
        for version in answer_rows.list_versions(db, opened.project_id, form.id):
            if version == form.version:
                continue
            place = FormPlace(opened.project_id, form.id, version)
            answers = answer_rows.read_answers(db, place)
            try:
                older = self.load_form(form.id, version)
            except BastamaError:
                # The file is gone or broken; what was written is still told, by its place.
                left += tell_answers(answers)
                continue
            rows = answer_rows.read_rows(db, place)
            filled = FilledForm(older, answers, rows, opened.filled.profile)
            values = FormValues(filled, today, opened.application.currency)
            left += carry(values, form, is_same_application=True).gone
        return left

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
            (tidied,) = self._tidy_rows(application_id, table, [cells or {}])
            return answer_rows.add_row(self._workspace.db, place, table, tidied, position)

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

        Rows that the table lacks are added, unless they are empty. A cell that is not told stays as
        it is.
        """
        db = self._workspace.db
        with self._changing(message("Rows pasted")):
            place = self._find_form_place(application_id)
            standing = answer_rows.read_rows(db, place).get(table, [])
            start = standing.index(first_row_id) if first_row_id in standing else len(standing)
            written = []
            tidied = self._tidy_rows(application_id, table, rows)
            for number, cells in enumerate(tidied, start):
                if number >= len(standing):
                    if not any(cells.values()):
                        continue
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

    def _tidy_rows(
        self, application_id: str, table: str, rows: Sequence[answer_rows.Cells]
    ) -> list[answer_rows.Cells]:
        """Return values in the form in which they are stored, as `write_text` leaves them."""
        if not any(rows):
            return list(rows)
        row = editing.read_row(self._workspace.db, "application", application_id)
        columns = self.load_form(row["form"], row["version"]).tables[table].by_key
        today = datetime.now().astimezone().date()
        return [
            {
                (column, language): text
                if language
                else tidy_text(columns[column].kind, text, today, row["currency"])
                for (column, language), text in cells.items()
            }
            for cells in rows
        ]

    def _list_earlier(self, opened: OpenApplication) -> list[Project]:
        """Return the other projects of the organisation that have a contract, the oldest first."""
        earlier = []
        for summary in reversed(self._workspace.list_projects()):
            is_other = summary.id != opened.project_id
            if is_other and summary.organization_id == opened.organization.id:
                project = self._workspace.load_project(summary.id, with_people=False).project
                if project.grant.contract_number or project.grant.contract_on:
                    earlier.append(project)
        return earlier

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
