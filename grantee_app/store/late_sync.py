"""Brings committed changes to the disk on a thread of its own, while the writer goes on.

A commit with `synchronous = FULL` waits for the disk: a millisecond for a quick one, a tenth of a
second and more for one that is old or busy. With NORMAL a commit adds to the log (WAL) without
waiting; after a power cut the database holds all commits up to the last that was synced, and none
by halves (sqlite.org/wal.html, «Performance Considerations»). Here the log is synced right after
the commit, and copied into the database when it has grown. Nobody may say «saved» before `is_done`.
"""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

from grantee_app.store.disk import sync_file
from grantee_app.store.engine import STORAGE_ERRORS, connect

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

# Twice what SQLite waits for by itself: the first commit after a copy waits for the disk once.
MOST_LOG_BYTES: Final = 8_000_000
# A reader may keep a part of the log from being copied: it is not asked for at every commit.
COPY_PAUSE_SECONDS: Final = 10.0
_log = logging.getLogger(__name__)


class LateSync:
    """Syncs the log of the database at `path`, which is open for writing elsewhere in WAL mode.

    `ask` follows every commit. `problem` is the first reason why one was not done, None for none.
    Its thread begins with the first commit and is over after `end`.
    """

    def __init__(self, path: Path, key: DataKey | None = None) -> None:
        self.problem: OSError | None = None
        self._path = path
        self._key = key
        self._log_path = path.with_name(path.name + "-wal")
        # Commits that are to be synced, and those of them that are.
        self._asked = self._done = 0
        self._is_working = self._is_ending = self._is_over = False
        self._changed = Condition()
        self._thread: Thread | None = None
        self._copied_at = float("-inf")

    def ask(self) -> None:
        """Let everything that is committed by now be synced soon."""
        with self._changed:
            self._asked += 1
            self._notice_end()
            self._changed.notify_all()
        if self._thread is None:
            self._thread = Thread(target=self._work, name="late-sync", daemon=True)
            self._thread.start()

    def is_done(self) -> bool:
        """Tell whether everything asked for is on the disk, or could not be brought there."""
        return self._done == self._asked or self._is_over

    def wait(self) -> OSError | None:
        """Return `problem` when nothing is left to do, not even to copy the log."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_done() and not self._is_working)
        return self.problem

    def end(self) -> OSError | None:
        """Do what is left, and return as `wait` does when the thread is over."""
        with self._changed:
            self._is_ending = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        return self.problem

    def _work(self) -> None:
        try:
            self._serve()
        finally:
            with self._changed:
                self._is_over, self._is_working = True, False
                self._notice_end()
                self._changed.notify_all()

    def _notice_end(self) -> None:
        """Count what nobody will sync any more as refused: nobody may wait for it."""
        if self._is_over and self._done != self._asked and self.problem is None:
            self.problem = OSError("the thread that syncs is over")

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._is_working = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._is_ending or not self.is_done())
                if self.is_done():
                    return
                self._is_working = True
                asked = self._asked
            problem = self._bring_to_disk()
            with self._changed:
                # A later sync that went well says nothing of what was refused before.
                self.problem = self.problem or problem
                self._done = asked
                self._changed.notify_all()
            if problem is None:
                self._copy_log()

    def _bring_to_disk(self) -> OSError | None:
        try:
            # Another handle on the same file: what is synced are the file's bytes. The locks of
            # SQLite, which closing a handle would drop, lie in the database and in `-shm`.
            sync_file(self._log_path)
        except OSError as error:
            _log.warning("the log was not synced: %s", type(error).__name__)
            return error
        return None

    def _copy_log(self) -> None:
        """Copy a log that has grown into the database; the writer then begins it anew."""
        now = monotonic()
        try:
            if now - self._copied_at < COPY_PAUSE_SECONDS or (
                self._log_path.stat().st_size < MOST_LOG_BYTES
            ):
                return
            self._copied_at = now
            with closing(connect(self._path, self._key, "rw")) as connection:
                # Waits for nobody, and keeps nobody waiting.
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except STORAGE_ERRORS as error:
            # The log holds everything; it is copied another time.
            _log.warning("the log was not copied: %s", type(error).__name__)
