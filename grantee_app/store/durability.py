"""When what was committed is on the disk: at once, or a moment later by another thread.

Whoever writes asks for `committing` around a transaction and calls `ask` after it. Knows one open
connection, and nothing of what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from grantee_app.store.engine import DATABASE_ERRORS
from grantee_app.store.failures import explain_failure
from grantee_app.store.late_sync import LateSync

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

# After how many pages of the log SQLite copies it into the database by itself.
USUAL_LOG_PAGES: Final = 1000


class Durability:
    """The way to the disk of what is written through `db`; `path` is None for one in memory.

    At first every commit waits for the disk by itself (`synchronous = FULL`).
    """

    def __init__(self, db: Database, path: Path | None, key: DataKey | None = None) -> None:
        self._db = db
        self._path = path
        self._key = key
        self._late: LateSync | None = None
        # Something was committed that the disk refused.
        self._is_in_doubt = False

    def sync_late(self) -> None:
        """Let transactions inside `committing` wait for the disk on another thread from now on.

        What was written is on the disk when `is_on_disk` says so. Nothing changes where commits
        have no log of their own: in memory, on a network drive.
        """
        if self._late is not None or self._path is None:
            return
        if self._db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            return
        # Copying the log is done there, too.
        self._db.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        # How long the file is tells how much of the log there is.
        self._db.execute("PRAGMA journal_size_limit = 0").fetchall()
        self._late = LateSync(self._path, self._key)

    @contextmanager
    def committing(self) -> Iterator[None]:
        """Let the transaction inside leave waiting for the disk to the other thread, if there is.

        One that is part of another does as that one does.
        """
        if self._late is None or self._db.conn.in_transaction:
            yield
            return
        self._db.execute("PRAGMA synchronous = NORMAL").fetchall()
        try:
            yield
        finally:
            # What could not even be rolled back is told by its own error.
            if not self._db.conn.in_transaction:
                self._db.execute("PRAGMA synchronous = FULL").fetchall()

    def ask(self) -> None:
        """Let what was committed by now be brought to the disk soon, if it is not there yet."""
        if self._late is not None:
            self._late.ask()

    def is_on_disk(self) -> bool:
        """Tell, without waiting, whether all that was written is on the disk.

        StoreFailure when it could not be brought there, as `bring_to_disk` tells.
        """
        late = self._late
        if late is not None and not late.is_done():
            return False
        if self._is_in_doubt or (late is not None and late.problem is not None):
            self.bring_to_disk()
        return True

    def bring_to_disk(self) -> None:
        """Return when all that was written is on the disk.

        StoreFailure when the disk refuses. Asking again tries again; whatever is written from then
        on waits for the disk by itself.
        """
        if self._late is not None and self._late.wait() is not None:
            self.end()
            self._db.execute(f"PRAGMA wal_autocheckpoint = {USUAL_LOG_PAGES}").fetchall()
        if self._is_in_doubt:
            try:
                # What the system took for synced and lost is written once more: into the database.
                self._db.execute("PRAGMA wal_checkpoint(FULL)").fetchall()
            except DATABASE_ERRORS as error:
                raise explain_failure(error, self._path) from error
            self._is_in_doubt = False

    def end(self) -> None:
        """Wait for what is on its way; every commit waits for the disk by itself again."""
        late, self._late = self._late, None
        if late is not None:
            self._is_in_doubt |= late.end() is not None
