"""A workspace: one folder with one database, and everything a room above asks of it.

Pages and commands receive a `Workspace`; nothing is global. It writes on the thread it was opened
on, other threads read through `open_reader`. Whoever shows data subscribes to its changes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Final, Literal

from sqlite_utils import Database

from grantee_app.errors import DataProblem, StoreProblem
from grantee_app.language.message import LanguageCode, message
from grantee_app.records import Bilingual, ProjectFile, new_id
from grantee_app.settings import load_device_id
from grantee_app.store import connection, opening, projects, texts
from grantee_app.store.answers_erasing import erase_application, erase_row
from grantee_app.store.attachments import records as attachments
from grantee_app.store.attachments import views as attachment_views
from grantee_app.store.durability import Durability
from grantee_app.store.engine import (
    DATABASE_ERRORS,
    OPERATIONAL_ERRORS,
    PROGRAMMING_ERRORS,
    READING_ERRORS,
)
from grantee_app.store.failures import explain_failure, explain_reading
from grantee_app.store.history import erasing, thinning, undoing, versions
from grantee_app.store.history import recording as history
from grantee_app.store.history.erasing import Erased
from grantee_app.store.history.undoing import Undone
from grantee_app.store.history.versions import Change, Version
from grantee_app.store.lock import WorkspaceLock, acquire_lock
from grantee_app.store.newer import find_notice, say_unreadable
from grantee_app.store.people_forgetting import Forgotten, erase_person, forget_names
from grantee_app.store.projects import ProjectSummary
from grantee_app.store.safety.damage import Health
from grantee_app.store.texts import TextPlace
from grantee_app.workspace.attachments import Attachments
from grantee_app.workspace.backups import Backups
from grantee_app.workspace.people import People
from grantee_app.workspace.records import Records
from grantee_app.workspace.sample import read_sample
from grantee_app.workspace.second_entries import SecondEntries

if TYPE_CHECKING:
    from grantee_app.store.ages import AgeBand
    from grantee_app.store.encryption.keys import DataKey
    from grantee_app.store.entry_reading import EntryReader
    from grantee_app.workspace.applications import Applications

DATABASE_NAME = "bastama.sqlite3"
# Pieces of thinning at one closing; what is left waits for the next.
MOST_THINNING = 20
# Should nobody say that the typing paused: no step outlives such a silence.
STEP_SILENCE_SECONDS = 10.0
# Names of tables whose rows changed.
Changed = frozenset[str]
Listener = Callable[[Changed], None]
_log = logging.getLogger(__name__)


# Records that leave more behind than what hangs on them by a key.
_ERASERS: Final[dict[str, Callable[[Database, str, str], Erased]]] = {
    "participant": erase_person,
    "answer_row": erase_row,
    "application": erase_application,
}


class Workspace(AbstractContextManager["Workspace"]):
    """An open workspace; `path` is its database, None for one that lives in memory."""

    def __init__(
        self,
        db: Database,
        path: Path | None,
        lock: WorkspaceLock | None = None,
        health: Health | None = None,
        device: str = "",
        *,
        is_read_only: bool = False,
        key: DataKey | None = None,
    ) -> None:
        self.db = db
        # Of a workspace with a password.
        self.key = key
        self.path = path
        self.is_read_only = is_read_only
        # What the check at the start found; None where there was nothing to check.
        self.health = health
        # What whoever looks at a newer Bastama's work must know; None of any other.
        self.notice = find_notice(db.conn) if is_read_only else None
        # Noted with every change; a workspace in memory is a device of its own.
        self._device = device or new_id()
        self._lock = lock
        self._listeners: list[Listener] = []
        self._is_changing = False
        # The step being typed: its key, its change set, and when it was last written to.
        self._step: tuple[str, int, float] | None = None
        self.durability = Durability(db, path, key)

    @cached_property
    def attachments(self) -> Attachments:
        """The files of the workspace."""
        return Attachments(self)

    @cached_property
    def backups(self) -> Backups:
        """The copies of the workspace, and what is restored from them."""
        return Backups(self)

    @cached_property
    def records(self) -> Records:
        """The single records of the workspace, read and changed one by one."""
        return Records(self)

    @cached_property
    def people(self) -> People:
        """The people of the workspace's registers."""
        return People(self)

    @cached_property
    def second_entries(self) -> SecondEntries:
        """Lists that are typed a second time to find what was mistyped."""
        return SecondEntries(self)

    @cached_property
    def applications(self) -> Applications:
        """The applications of the workspace; they and their forms are loaded when wanted."""
        from grantee_app.workspace.applications import Applications  # noqa: PLC0415

        return Applications(self)

    @classmethod
    def open(cls, folder: Path, key: DataKey | None = None) -> Workspace:
        """Open the workspace in `folder`, creating both where they are not there yet.

        WorkspaceLocked when it has a password and there is no `key` (`protection.unlock`);
        DamagedDatabase when the database is there and cannot be trusted, or is gone; WorkspaceInUse
        when it is open for writing elsewhere; NewerDatabase when a newer Bastama wrote it, which
        `open_read_only` may open; StoreProblem when the folder cannot be made or its database
        cannot be opened.
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
            db, health = opening.open_checked(path, key)
        except BaseException:
            lock.release()
            raise
        workspace = cls(db, path, lock, health, load_device_id(), key=key)
        workspace._finish_erasing()
        if key is None:
            workspace.people.drop_iin_marks()
        return workspace

    @classmethod
    def open_read_only(cls, folder: Path, key: DataKey | None = None) -> Workspace:
        """Open the workspace in `folder` for reading, also while it is open elsewhere.

        `notice` says so when a newer Bastama wrote it. StoreProblem when there is none or it cannot
        be read.
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
        opening.refuse_locked(path, key)
        if opening.needs_writer(path, key):
            cls.open(folder, key).close()
        return cls(connection.open_reader(path, key), path, is_read_only=True, key=key)

    @classmethod
    def in_memory(cls) -> Workspace:
        """Open an empty workspace that leaves nothing behind."""
        return cls(connection.open_memory(), None)

    @classmethod
    def with_sample(cls) -> Workspace:
        """Open a workspace in memory that holds the sample project alone."""
        workspace = cls.in_memory()
        workspace.save_project(read_sample())
        return workspace

    def open_reader(self) -> Workspace:
        """Open a second, read-only view of the same file for another thread.

        A workspace in memory has no second view: it is returned as it is.
        """
        return self if self.path is None else Workspace.open_file(self.path, self.key)

    @classmethod
    def open_file(cls, path: Path, key: DataKey | None) -> Workspace:
        """Open the database of a workspace that is open elsewhere, to be read only."""
        return cls(connection.open_reader(path, key), path, is_read_only=True, key=key)

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
        """Tidy up once a day of work and close; nothing may be asked of the workspace afterwards.

        History is thinned, and files that nothing speaks of go to the bin unless the database is in
        doubt: a caller that suspects damage says so by `health` first.
        """
        self.durability.end()
        lock, self._lock = self._lock, None
        if lock is None:
            self.db.conn.close()
            self._let_go()
            return
        try:
            self._thin_history()
        finally:
            self.db.conn.close()
            self.attachments.clear_views()
            self._let_go()
            lock.release()

    def _let_go(self) -> None:
        """Hold its parts no more, which hold the workspace: such a circle would outlive both."""
        for name, part in vars(Workspace).items():
            if isinstance(part, cached_property):
                self.__dict__.pop(name, None)

    def _finish_erasing(self) -> None:
        try:
            erasing.finish_erasing(self.db)
        except DATABASE_ERRORS as error:
            # A full disk is no reason not to show what is there.
            _log.warning("an erase was not finished: %s", error)

    def _thin_history(self) -> None:
        try:
            if thinning.is_thinning_due(self.db):
                any(not thinning.thin_history(self.db) for _ in range(MOST_THINNING))
                self._sweep_attachments()
        except DATABASE_ERRORS as error:
            _log.warning("the history was not thinned: %s", error)

    def _sweep_attachments(self) -> None:
        try:
            self.attachments.sweep_orphans()
        except OSError as error:
            _log.warning("the attachments were not tidied up: %s", error)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ projects

    def list_projects(self) -> list[ProjectSummary]:
        """Return every project, the newest first; StoreProblem as `load_project`."""
        with self._reading(DATABASE_NAME):
            return projects.list_projects(self.db)

    def load_project(
        self,
        project_id: str,
        *,
        with_people: bool = True,
        entries: EntryReader | None = None,
    ) -> ProjectFile:
        """Return a project with its organisation; DataProblem when there is none such.

        Without people, and with `entries`, as `projects.load_project`.

        StoreProblem when its rows are not what was once written: damage inside a value.
        """
        try:
            with self._reading(project_id):
                return projects.load_project(
                    self.db, project_id, with_people=with_people, entries=entries
                )
        except KeyError as error:
            raise DataProblem(
                message("There is no project {name} in this workspace.", name=project_id)
            ) from error

    def read_report_choice(self, project_id: str) -> tuple[object, ...]:
        """Return what the choice of a project's report rests on, to be compared; () for none."""
        with self._reading(project_id):
            return projects.read_report_choice(self.db, project_id)

    def save_project(self, content: ProjectFile, *, replace: bool = False) -> None:
        """Write a whole project in one transaction; DataProblem as `projects.save_project`."""
        with self.change(message("Project brought in").msgid, "import"):
            projects.save_project(self.db, content, replace=replace)

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
        """Return the text at `place`, "" when nothing was written; StoreProblem as above."""
        try:
            return texts.read_text(self.db, place, language)
        except OPERATIONAL_ERRORS as error:
            raise explain_reading(error, self.path, DATABASE_NAME) from error

    def write_text(self, place: TextPlace, language: LanguageCode | str, text: str) -> None:
        """Write one text in a short transaction; typing at one text is one step of undo.

        StoreFailure when the disk is full, gone, held or read-only: then nothing of it is written,
        the text is still the caller's, and writing it again is right.
        """
        with self.change(merge_key=repr((place, language))):
            texts.write_text(self.db, place, language, text)

    def history_of_text(self, place: TextPlace, language: LanguageCode | str) -> list[Version]:
        """Return the versions of a text that history still knows, what stands first."""
        return versions.history_of_text(self.db, place, language)

    def restore_text(
        self, place: TextPlace, language: LanguageCode | str, version: Version
    ) -> None:
        """Write an earlier version of a text again, as a step of its own."""
        with self.change(message("Earlier text brought back").msgid):
            texts.write_text(self.db, place, language, version.text)

    @property
    def folder(self) -> Path:
        """The folder of the workspace; StoreProblem for one that lives in memory."""
        if self.path is None:
            raise StoreProblem(
                message(
                    "Files can be added only to a workspace in a folder: the sample leaves "
                    "nothing behind."
                )
            )
        return self.path.parent

    @contextmanager
    def _reading(self, name: str) -> Iterator[None]:
        try:
            yield
        except PROGRAMMING_ERRORS:
            raise
        except READING_ERRORS as error:
            if self.notice is not None:
                # A word or a number that only the newer one knows.
                raise say_unreadable(name) from error
            raise explain_reading(error, self.path, name) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except DATABASE_ERRORS as error:
            raise explain_failure(error, self.path) from error

    # ------------------------------------------------------------------ changes

    @contextmanager
    def change(
        self, label: str = "", kind: Literal["edit", "import"] = "edit", merge_key: str = ""
    ) -> Iterator[None]:
        """Let everything written inside be one transaction and one step of undo.

        `label` is a sentence of the catalogue. Changes with the same `merge_key` go on with one
        step until another key writes, `end_step` is called or nothing was written for a while. A
        change inside a change is part of it. Listeners hear of it when it is on the disk, or on its
        way there (`durability`).
        StoreFailure when it cannot be written, and then nothing of it is.
        """
        if self._is_changing:
            with self.db.atomic():
                yield
            return
        self._is_changing = True
        try:
            with (
                self._writing(),
                self.durability.committing(),
                history.record_set(
                    self.db, self._device, kind, label, join=self._find_step(merge_key)
                ) as recording,
            ):
                yield
        finally:
            self._is_changing = False
        if recording.is_empty:
            return
        self._step = (merge_key, recording.change_set, monotonic()) if merge_key else None
        self._announce(recording.tables)

    def end_step(self) -> None:
        """Let the next write be a step of its own: typing paused, or the cursor left."""
        self._step = None

    def undo(self) -> Undone | None:
        """Take back the last step; None when there is nothing that may be undone."""
        with self._writing(), self.durability.committing():
            undone = undoing.undo(self.db, self._device)
        return self._tell(undone)

    def redo(self) -> Undone | None:
        """Bring back what was undone last; None when nothing was."""
        with self._writing(), self.durability.committing():
            redone = undoing.redo(self.db, self._device)
        return self._tell(redone)

    @property
    def can_undo(self) -> bool:
        """Tell whether `undo` would do anything."""
        return self.undo_label is not None

    @property
    def can_redo(self) -> bool:
        """Tell whether `redo` would do anything."""
        return self.redo_label is not None

    @property
    def undo_label(self) -> str | None:
        """The label of what undo would take back ("" for a step without one), or None."""
        return undoing.find_undo_label(self.db)

    @property
    def redo_label(self) -> str | None:
        """The label of what redo would bring back ("" for a step without one), or None."""
        return undoing.find_redo_label(self.db)

    def changes_since(self, moment: datetime) -> list[Change]:
        """Return the change sets made since `moment` (aware), the newest first."""
        return versions.changes_since(self.db, moment)

    def describe_change(self, change_set: int) -> Undone | None:
        """Return which rows and texts a change set changed; None when it is forgotten."""
        return undoing.describe_set(self.db, change_set)

    def name_record(self, table: str, row_id: str) -> Bilingual:
        """Return what a record is or was called; no text when it has no name of its own."""
        return versions.name_record(self.db, table, row_id)

    def restore_record(self, table: str, row_id: str, before: int) -> None:
        """Put a record back as it was before the change set `before`, with what went with it.

        DataProblem when it did not exist then, or cannot stand beside what is there now.
        """
        with self.change(message("Earlier record brought back").msgid):
            versions.restore_record(self.db, table, row_id, before)

    def erase_record(self, table: str, row_id: str) -> Erased:
        """Erase a record with all its traces, attached files included; undo never passes this.

        Backups keep what they hold: `backups.find_holding` names them. DataProblem when there is no
        trace of the record, or when other records depend on it.
        """
        self.end_step()
        self.durability.bring_to_disk()
        with self._writing():
            spoken_of = attachments.read_spoken_of(self.db)
            erase = _ERASERS.get(table)
            if erase is not None:
                erased = erase(self.db, self._device, row_id)
            else:
                erased = erasing.erase_record(self.db, self._device, table, row_id)
            if self.path is not None:
                attachment_views.erase_files(self.db, self.folder, spoken_of, self.key)
        self._announce(frozenset(erased.rows))
        return erased

    def forget_names(self, project_id: str, bands: Sequence[AgeBand]) -> Forgotten:
        """Count everyone of a project as a head and erase the register, as `people` tells."""
        self.end_step()
        self.durability.bring_to_disk()
        with self._writing():
            forgotten = forget_names(self.db, self._device, project_id, bands)
        self._announce(frozenset({*forgotten.erased.rows, "activity", "participant_count"}))
        return forgotten

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _find_step(self, merge_key: str) -> int | None:
        if not merge_key or self._step is None:
            return None
        key, change_set, written_at = self._step
        is_same = key == merge_key and monotonic() - written_at < STEP_SILENCE_SECONDS
        return change_set if is_same else None

    def _tell(self, undone: Undone | None) -> Undone | None:
        if undone is not None:
            self._announce(undone.tables)
        return undone

    def _announce(self, changed: Changed) -> None:
        self.durability.ask()
        for listener in tuple(self._listeners):
            listener(changed)
