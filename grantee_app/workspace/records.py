"""The records of a workspace: added, copied, moved and removed, each as one step of undo.

What a table is and where its rows hang is the store's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from grantee_app.errors import DataProblem
from grantee_app.language.message import message
from grantee_app.records import Bilingual, Organization, Project
from grantee_app.records.base import Entry
from grantee_app.store import editing, projects
from grantee_app.store.editing import Parent
from grantee_app.store.fields import write_columns
from grantee_app.store.rows import Row, gather_fields

if TYPE_CHECKING:
    from grantee_app.workspace.workspace import Workspace


class Records:
    """What a workspace can do with single records; `label` is a sentence of the catalogue.

    StoreFailure when nothing could be written, DataProblem when a record is gone meanwhile.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def add(
        self,
        table: str,
        parent: Parent,
        entry: Entry,
        position: int | None = None,
        label: str = "",
    ) -> None:
        """Add a record with what hangs on it, at the end of its list or at `position`."""
        with self._changing(label or message("Row added").msgid):
            editing.add_record(self._workspace.db, table, parent, entry, position)

    def remove(self, table: str, row_id: str, label: str = "") -> None:
        """Remove a record with what hangs on it; undo brings all of it back."""
        with self._changing(label or message("Row removed").msgid):
            editing.remove_record(self._workspace.db, table, row_id)

    def move(
        self, table: str, row_id: str, position: int, parent: Parent | None = None, label: str = ""
    ) -> None:
        """Put a record at `position` of its list, or of the list of another parent."""
        with self._changing(label or message("Row moved").msgid):
            editing.move_record(self._workspace.db, table, row_id, position, parent)

    def copy(
        self,
        table: str,
        row_id: str,
        change: Callable[[Entry], Entry] | None = None,
        label: str = "",
    ) -> str:
        """Put a copy right after a record, altered by `change`, and return its id."""
        with self._changing(label or message("Row copied").msgid):
            return editing.copy_record(self._workspace.db, table, row_id, change)

    def load(self, table: str, row_id: str) -> Entry:
        """Return a record with what hangs on it; DataProblem when it is gone."""
        with self._explaining():
            return editing.load_record(self._workspace.db, table, row_id)

    def read_row(self, table: str, row_id: str) -> Row:
        """Return a record's own row; DataProblem when it is gone."""
        with self._explaining():
            return editing.read_row(self._workspace.db, table, row_id)

    def has(self, table: str, row_id: str) -> bool:
        """Tell whether a record is there."""
        return editing.has_record(self._workspace.db, table, row_id)

    def find_project(self, table: str, row_id: str) -> str:
        """Return the id of the project that a record belongs to, "" for one of none."""
        return editing.find_project(self._workspace.db, table, row_id)

    def list_ids(self, table: str, parent: Parent) -> list[str]:
        """Return the ids of a list in its order."""
        return editing.list_ids(self._workspace.db, table, parent)

    # ------------------------------------------------------------------ organisations, projects

    def list_organizations(self) -> list[Organization]:
        """Return every organisation of the workspace, by name."""
        rows = self._workspace.db.query("SELECT * FROM organization ORDER BY name_kk, name_ru, id")
        return [Organization.model_validate(gather_fields(Organization, row)) for row in rows]

    def add_organization(self, organization: Organization) -> None:
        """Add an organisation."""
        with self._changing(message("Organisation added").msgid):
            projects.write_organization(self._workspace.db, organization)

    def add_project(self, organization_id: str, title: Bilingual) -> str:
        """Begin an empty project of an organisation and return its id."""
        project = Project(title=title)
        with self._changing(message("Project begun").msgid):
            projects.insert_project(self._workspace.db, project, organization_id)
        return project.id

    def give_project(self, project_id: str, organization_id: str) -> None:
        """Let a project belong to another organisation; DataProblem when either is gone."""
        with self._changing(message("Project given to another organisation").msgid):
            projects.give_project(self._workspace.db, project_id, organization_id)

    def choose_report(self, project_id: str, form_id: str) -> None:
        """Let a project be judged by another report; DataProblem when it is gone."""
        with self._changing(message("Report chosen").msgid):
            write_columns(self._workspace.db, "project", project_id, {"report_form": form_id})

    def remove_project(self, project_id: str) -> None:
        """Remove a project, and its organisation where nothing else is its; undo brings it back."""
        with self._changing(message("Project removed").msgid):
            projects.delete_project(self._workspace.db, project_id)
            projects.delete_idle_organizations(self._workspace.db)

    @contextmanager
    def _changing(self, label: str) -> Iterator[None]:
        with self._explaining(), self._workspace.change(label):
            yield

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except KeyError as error:
            raise DataProblem(
                message("The record that this belongs to is no longer there.")
            ) from error
