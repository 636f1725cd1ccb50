"""One workspace, one writer: a lock of the operating system beside the database.

The system lets go of it when the process ends, however it ends, so a lock file that was left
behind locks nobody out. What the file says about its holder is for a sentence, never for a
decision. Knows a folder, nothing of databases.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from grantee_app.errors import StoreProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message

LOCK_NAME: Final = "bastama.lock"
# Windows forbids others to read a locked byte: it lies far behind the words about the holder.
_LOCKED_BYTE: Final = 1 << 30
_HELD: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
# A file system that knows no locks (some network drives) must not keep the owner out.
_UNKNOWN: Final = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})


@frozen
class Holder:
    """The process that has the workspace open, and since when (UTC)."""

    pid: int
    since: datetime


class WorkspaceInUse(StoreProblem):
    """Another window or command has the workspace open for writing; `holder` when known."""

    def __init__(self, folder: Path, holder: Holder | None) -> None:
        super().__init__(
            message(
                "The workspace {folder} is open in another Bastama window: "
                "go on there, or close it first.",
                folder=str(folder),
            )
        )
        self.holder = holder


class WorkspaceLock:
    """The right to write to a workspace, until `release` or the end of the process."""

    def __init__(self, handle: int, *, is_enforced: bool) -> None:
        self._handle: int | None = handle
        self.is_enforced = is_enforced

    def release(self) -> None:
        """Let the next one in; may be called twice."""
        handle, self._handle = self._handle, None
        if handle is not None:
            if self.is_enforced:
                _unlock(handle)
            os.close(handle)


def acquire_lock(folder: Path) -> WorkspaceLock:
    """Take the right to write to the workspace in `folder`, without waiting.

    WorkspaceInUse when somebody has it, in this process or in another one; StoreProblem when the
    folder cannot be written to.
    """
    path = folder / LOCK_NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    except OSError as error:
        raise _refuse(folder) from error
    try:
        _lock(handle)
    except OSError as error:
        if error.errno in _HELD:
            os.close(handle)
            raise WorkspaceInUse(folder, read_holder(folder)) from error
        if error.errno in _UNKNOWN:
            return WorkspaceLock(handle, is_enforced=False)
        os.close(handle)
        raise _refuse(folder) from error
    _write_holder(handle)
    return WorkspaceLock(handle, is_enforced=True)


def read_holder(folder: Path) -> Holder | None:
    """Return who last took the lock; None when the file does not say."""
    try:
        said = json.loads((folder / LOCK_NAME).read_text(encoding="utf-8"))
        return Holder(int(said["pid"]), datetime.fromisoformat(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _refuse(folder: Path) -> StoreProblem:
    return StoreProblem(
        message(
            "The folder {folder} cannot be written to: check its permissions, "
            "or open it for reading only.",
            folder=str(folder),
        )
    )


def _write_holder(handle: int) -> None:
    words = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    # A full disk is no reason to stay outside.
    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(words).encode())


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)
