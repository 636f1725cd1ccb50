"""When a backup is due: every half hour with changes, before an import, at the end.

The copying is done on a worker by connections of its own, so the window goes on; what a backup is,
the store knows. Nothing here shows anything: `changed` says that there is something to show.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from grantee_app.language.message import Message
from grantee_app.store.safety.backup import (
    BACKUP_FOLDER,
    Backup,
    BackupInfo,
    Reason,
    SecondCopy,
    SecondState,
    list_backups,
    needs_backup,
)
from grantee_app.workspace import Workspace
from ui.jobs import Job, JobRunner

LOOK_EVERY_MS: Final = 60_000
# At the end nobody waits longer than this; what is not finished is cleared away next time.
LONGEST_EXIT_MS: Final = 20_000
EXIT_NOTE_AFTER_MS: Final = 400
_log = logging.getLogger(__name__)


class BackupKeeper(QObject):
    """Makes the backups of an open workspace and knows how they stand.

    `last` is the newest one there is, `problem` why the last attempt gave none, `second` what
    became of the copy in the second place.
    """

    changed = Signal()

    def __init__(
        self, workspace: Workspace, second_place: Path | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = JobRunner(self, name="backup", keeps_all=True)
        self.second_place = second_place
        self.last: BackupInfo | None = None
        self.problem: Message | None = None
        self.second = SecondCopy(SecondState.NOT_CHOSEN)
        self._making = 0
        self.changed_at: datetime | None = None
        self._covered_until: datetime | None = None
        self._find_last()
        self._unsubscribe = workspace.subscribe(self._note_change)
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    @property
    def is_making(self) -> bool:
        """Tell whether a backup is being made or waits for its turn."""
        return self._making > 0

    @property
    def folder(self) -> Path:
        """The folder of the backups."""
        return self._workspace.folder / BACKUP_FOLDER

    def _find_last(self) -> None:
        found = list_backups(self.folder, look_inside=False)
        self.last = found[0] if found else None
        if self.last is None:
            # Whatever there is has no backup at all.
            self.changed_at = datetime.now(UTC) if self._workspace.list_projects() else None
            return
        # What was changed by a run that had no time for a backup counts as well.
        changes = self._workspace.changes_since(self.last.made_at)
        self.changed_at = changes[0].made_at if changes else None
        # A name tells whole seconds: what changed within its second may be in it or not.
        self._covered_until = self.last.made_at

    def _note_change(self, _tables: frozenset[str]) -> None:
        self.changed_at = datetime.now(UTC)

    def has_changes(self) -> bool:
        """Tell whether anything is newer than the newest backup."""
        if self.changed_at is None:
            return False
        return self._covered_until is None or self.changed_at >= self._covered_until

    # ------------------------------------------------------------------ when

    def look(self) -> None:
        """Make the backup of the half hour if it is due; look for the second place."""
        if self.is_making:
            return
        last = self.last.made_at if self.last else None
        if self._workspace.list_projects() and needs_backup(
            last, self.changed_at, datetime.now(UTC)
        ):
            self.make(Reason.TIMER)
        elif self.second_place is not None:
            place = self.second_place
            self._runner.submit(lambda _job: place.is_dir(), self._note_second)

    def _note_second(self, is_there: bool) -> None:
        was_absent = self.second.state in {SecondState.ABSENT, SecondState.FAILED}
        if is_there and was_absent:
            # The flash drive is back: it gets what it missed.
            self.make(Reason.TIMER)
        elif not is_there and not was_absent:
            self.second = SecondCopy(SecondState.ABSENT)
            self.changed.emit()

    def choose_second(self, place: Path | None) -> None:
        """Take another second place, and copy a backup there at once."""
        self.second_place = place
        self.second = SecondCopy(SecondState.NOT_CHOSEN)
        if place is None:
            self.changed.emit()
        else:
            self.make(Reason.BY_HAND)

    # ------------------------------------------------------------------ making

    def make(self, reason: Reason, then: Callable[[], None] | None = None) -> None:
        """Make a backup on the worker; `then` is called when it is there or cannot be."""
        workspace, second = self._workspace, self.second_place
        began_at = datetime.now(UTC)

        def work(_job: Job) -> Backup | None:
            return workspace.backups.make(reason, second)

        def end() -> None:
            self._making -= 1
            self.changed.emit()
            if then is not None:
                then()

        def take(made: Backup | None) -> None:
            if made is not None:
                self.last, self.second, self.problem = made.info, made.second, None
                self._covered_until = began_at
            end()

        def fail(problem: Message) -> None:
            _log.warning("no backup was made (%s)", reason)
            self.problem = problem
            end()

        self._making += 1
        self.changed.emit()
        self._runner.submit(work, take, fail)

    def make_last(self, tell_waiting: Callable[[], None]) -> None:
        """Make the backup of the end, and wait for it a while; `tell_waiting` when it lasts.

        Never an obstacle: a full disk, a held file, a slow drive end it without a word.
        """
        if not self.has_changes():
            return
        loop = QEventLoop()
        note = QTimer(singleShot=True, interval=EXIT_NOTE_AFTER_MS)
        note.timeout.connect(tell_waiting)
        limit = QTimer(singleShot=True, interval=LONGEST_EXIT_MS)
        limit.timeout.connect(loop.quit)
        self.make(Reason.EXIT, loop.quit)
        note.start()
        limit.start()
        loop.exec()
        for timer in (note, limit):
            timer.stop()

    def close(self) -> None:
        """End the timer and the worker; a copy that is being made is waited for."""
        self._clock.stop()
        self._unsubscribe()
        self._runner.close()
