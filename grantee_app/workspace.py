"""A workspace: one folder with one database, and everything a room above asks of it.

Pages and commands receive a `Workspace`; nothing is global. It writes on the thread it was opened
on, other threads read through `open_reader`. Whoever shows data subscribes to its changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

from sqlite_utils import Database

from grantee_app.errors import DataProblem, StoreProblem
from grantee_app.folders import resources_folder
from grantee_app.language.message import LanguageCode, message
from grantee_app.records import ProjectFile
from grantee_app.store import backup, connection, opening, projects, texts
from grantee_app.store.backup import BACKUP_FOLDER, Backup, BackupInfo, Reason, Restored
from grantee_app.store.damage import Health
from grantee_app.store.failures import explain_failure
from grantee_app.store.lock import WorkspaceLock, acquire_lock
from grantee_app.store.projects import ProjectSummary
from grantee_app.store.replacement import finish_replacement
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

    def __init__(
        self,
        db: Database,
        path: Path | None,
        lock: WorkspaceLock | None = None,
        health: Health | None = None,
    ) -> None:
        self.db = db
        self.path = path
        # What the check at the start found; None where there was nothing to check.
        self.health = health
        self._lock = lock
        self._listeners: list[Listener] = []

    @classmethod
    def open(cls, folder: Path) -> Workspace:
        """Open the workspace in `folder`, creating both where they are not there yet.

        DamagedDatabase when the database is there and cannot be trusted, or is gone; WorkspaceInUse
        when it is open for writing elsewhere; StoreProblem when the folder cannot be made or its
        database cannot be opened.
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
        lock = acquire_lock(folder)
        try:
            db, health = opening.open_checked(path)
        except BaseException:
            lock.release()
            raise
        return cls(db, path, lock, health)

    @classmethod
    def open_read_only(cls, folder: Path) -> Workspace:
        """Open the workspace in `folder` for reading, also while it is open elsewhere.

        StoreProblem when there is none or it cannot be read.
        """
        path = folder / DATABASE_NAME
        if not opening.is_begun(path):
            raise StoreProblem(
                message(
                    "There is no workspace in {folder}: check the folder's name, or import a "
                    "project into it first.",
                    folder=str(folder),
                )
            )
        if opening.needs_writer(path):
            cls.open(folder).close()
        return cls(connection.open_reader(path), path)

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
        if self._lock is not None:
            self._lock.release()

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
        with self._writing():
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
        """Write one text in a short transaction and tell whoever listens.

        StoreFailure when the disk is full, gone, held or read-only: then nothing of it is written,
        the text is still the caller's, and writing it again is right.
        """
        with self._writing():
            texts.write_text(self.db, place, language, text)
        table = place.table if isinstance(place, texts.RecordPlace) else "answer"
        self._announce(frozenset({table}))

    # ------------------------------------------------------------------ backups

    def make_backup(self, reason: Reason, second: Path | None = None) -> Backup | None:
        """Back up the workspace beside the writer, on any thread; as `backup.make_backup`.

        None for a workspace in memory. Old backups stay while damage is suspected.
        """
        if self.path is None:
            return None
        return backup.make_backup(
            self.path,
            self.path.parent / BACKUP_FOLDER,
            reason,
            second=second,
            may_rotate=self.health is None or self.health.is_ok,
        )

    def list_backups(self) -> list[BackupInfo]:
        """Return the backups of the workspace with what is inside them, the newest first."""
        return [] if self.path is None else backup.list_backups(self.path.parent / BACKUP_FOLDER)

    @staticmethod
    def restore(folder: Path, info: BackupInfo) -> Restored:
        """Put a backup in the place of the database in `folder`, which nobody has open.

        The present one is set aside first. StoreProblem as `backup.restore_backup`.
        """
        lock = acquire_lock(folder)
        try:
            finish_replacement(folder / DATABASE_NAME)
            return backup.restore_backup(info, folder / DATABASE_NAME)
        finally:
            lock.release()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explain_failure(error, self.path) from error

    # ------------------------------------------------------------------ changes

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _announce(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)
