"""A workspace: one folder with one database, and everything a room above asks of it.

Pages and commands receive a `Workspace`; nothing is global. It writes on the thread it was opened
on, other threads read through `open_reader`. Whoever shows data subscribes to its changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

from sqlite_utils import Database

from grantee_app.errors import DataProblem, StoreProblem
from grantee_app.folders import resources_folder
from grantee_app.language.message import LanguageCode, message
from grantee_app.records import ProjectFile
from grantee_app.store import connection, projects, texts
from grantee_app.store.projects import ProjectSummary
from grantee_app.store.texts import TextPlace

DATABASE_NAME = "bastama.sqlite3"
SAMPLE = "sample"

# Names of tables whose rows changed.
Changed = frozenset[str]
Listener = Callable[[Changed], None]


def sample_path() -> Path:
    """Return the path of the sample project file."""
    return resources_folder() / "sample" / "project.json"


def read_sample() -> ProjectFile:
    """Return the sample project that comes with the program."""
    return ProjectFile.model_validate_json(sample_path().read_bytes())


class Workspace(AbstractContextManager["Workspace"]):
    """An open workspace; `path` is its database, None for one that lives in memory."""

    def __init__(self, db: Database, path: Path | None) -> None:
        self.db = db
        self.path = path
        self._listeners: list[Listener] = []

    @classmethod
    def open(cls, folder: Path) -> Workspace:
        """Open the workspace in `folder`, creating both where they are not there yet.

        StoreProblem when the folder cannot be made or its database cannot be opened.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreProblem(
                message(
                    "The folder {name} cannot be created. Choose another folder.", name=str(folder)
                )
            ) from error
        path = folder / DATABASE_NAME
        return cls(connection.open_writer(path), path)

    @classmethod
    def in_memory(cls) -> Workspace:
        """Open an empty workspace that leaves nothing behind."""
        return cls(connection.open_memory(), None)

    @classmethod
    def with_sample(cls) -> Workspace:
        """Open a workspace in memory that holds the sample project alone."""
        workspace = cls.in_memory()
        projects.save_project(workspace.db, read_sample())
        return workspace

    def open_reader(self) -> Workspace:
        """Open a second, read-only view of the same file for another thread.

        A workspace in memory has no second view: it is returned as it is.
        """
        if self.path is None:
            return self
        return Workspace(connection.open_reader(self.path), self.path)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything read inside belong to one moment, whatever is written meanwhile."""
        if self.db.conn.in_transaction:
            yield
            return
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("COMMIT")

    def close(self) -> None:
        """Close the database; nothing may be asked of the workspace afterwards."""
        self.db.conn.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ projects

    def list_projects(self) -> list[ProjectSummary]:
        """Return every project, the newest first."""
        return projects.list_projects(self.db)

    def load_project(self, project_id: str) -> ProjectFile:
        """Return a project with its organisation; DataProblem when there is none such."""
        try:
            return projects.load_project(self.db, project_id)
        except KeyError as error:
            raise DataProblem(
                message("There is no project {name} in this workspace.", name=project_id)
            ) from error

    def save_project(self, content: ProjectFile, *, replace: bool = False) -> None:
        """Write a whole project in one transaction; DataProblem as `projects.save_project`."""
        projects.save_project(self.db, content, replace=replace)
        self._announce(frozenset({"project"}))

    def find_project(self, name: str) -> str:
        """Return the id of the project a person named by id, start of an id, or title.

        DataProblem when none or several projects answer to `name`.
        """
        wanted = name.strip().casefold()
        summaries = self.list_projects()
        exact = [
            project.id
            for project in summaries
            if wanted in (project.id, project.title.kk.casefold(), project.title.ru.casefold())
        ]
        found = exact or [
            project.id
            for project in summaries
            if wanted
            and (
                project.id.startswith(wanted)
                or wanted in project.title.kk.casefold()
                or wanted in project.title.ru.casefold()
            )
        ]
        if not found:
            raise DataProblem(message("There is no project {name} in this workspace.", name=name))
        if len(found) > 1:
            raise DataProblem(
                message("Several projects answer to {name}: write the id of one.", name=name)
            )
        return found[0]

    # ------------------------------------------------------------------ texts

    def read_text(self, place: TextPlace, language: LanguageCode | str) -> str:
        """Return the text at `place`, "" when nothing was written."""
        return texts.read_text(self.db, place, language)

    def write_text(self, place: TextPlace, language: LanguageCode | str, text: str) -> None:
        """Write one text in a short transaction and tell whoever listens."""
        texts.write_text(self.db, place, language, text)
        table = place.table if isinstance(place, texts.RecordPlace) else "answer"
        self._announce(frozenset({table}))

    # ------------------------------------------------------------------ changes

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _announce(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)
