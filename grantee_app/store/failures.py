"""What went wrong in SQLite, told apart by its code and said in one sentence.

Knows codes and a file's name, nothing of what was being read or written.
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Final

from grantee_app.errors import StoreProblem
from grantee_app.language.message import Message, message
from grantee_app.store.engine import DATABASE_ERRORS


class FailureKind(StrEnum):
    """Why the database could not be read or written; what helps is different for each."""

    FULL = "full"
    READ_ONLY = "read_only"
    BUSY = "busy"
    DEVICE = "device"
    CORRUPT = "corrupt"
    UNREACHABLE = "unreachable"
    OTHER = "other"


class StoreFailure(StoreProblem):
    """A read or a write failed and nothing of it was kept; `kind` says which way.

    What was to be written is still in the hands of the caller, who may try again.
    """

    def __init__(self, kind: FailureKind, said: Message) -> None:
        super().__init__(said)
        self.kind = kind

    @property
    def is_passing(self) -> bool:
        """Whether the same write may succeed a little later without anybody's doing."""
        return self.kind != FailureKind.CORRUPT


def explain_failure(error: Exception, path: Path | None) -> StoreFailure:
    """Return what to tell about an error of SQLite in the database at `path`."""
    return say_failure(judge_failure(error), path)


def say_failure(kind: FailureKind, path: Path | None) -> StoreFailure:
    """Return what to tell about a failure of a known kind."""
    return StoreFailure(kind, _say(kind, path.name if path else ""))


def explain_reading(error: Exception, path: Path | None, name: str) -> StoreProblem:
    """Return what to tell when the records of `name`, a project or a file, could not be read.

    A value that is no longer what a record may hold is damage that SQLite cannot see.
    """
    if isinstance(error, DATABASE_ERRORS) and judge_failure(error) != FailureKind.OTHER:
        return explain_failure(error, path)
    return StoreProblem(message("The records of {name} are damaged: restore a backup.", name=name))


def judge_failure(error: Exception) -> FailureKind:
    """Return the kind of an error by SQLite's own code (the low byte is the plain code)."""
    code = getattr(error, "sqlite_errorcode", None)
    return FailureKind.OTHER if code is None else _KINDS.get(code & 0xFF, FailureKind.OTHER)


_KINDS: Final[dict[int, FailureKind]] = {
    sqlite3.SQLITE_FULL: FailureKind.FULL,
    sqlite3.SQLITE_READONLY: FailureKind.READ_ONLY,
    sqlite3.SQLITE_PERM: FailureKind.READ_ONLY,
    sqlite3.SQLITE_AUTH: FailureKind.READ_ONLY,
    sqlite3.SQLITE_BUSY: FailureKind.BUSY,
    sqlite3.SQLITE_LOCKED: FailureKind.BUSY,
    sqlite3.SQLITE_PROTOCOL: FailureKind.BUSY,
    sqlite3.SQLITE_IOERR: FailureKind.DEVICE,
    sqlite3.SQLITE_CORRUPT: FailureKind.CORRUPT,
    sqlite3.SQLITE_NOTADB: FailureKind.CORRUPT,
    sqlite3.SQLITE_CANTOPEN: FailureKind.UNREACHABLE,
}


def _say(kind: FailureKind, name: str) -> Message:  # noqa: PLR0911 (a sentence each)
    match kind:
        case FailureKind.FULL:
            return message(
                "The disk is full, and the change is not in {name} yet: free some space.",
                name=name,
            )
        case FailureKind.READ_ONLY:
            return message(
                "The file {name} may not be written to: check the permissions of its folder.",
                name=name,
            )
        case FailureKind.BUSY:
            return message(
                "Another program holds the file {name}, and the change is not in it yet.",
                name=name,
            )
        case FailureKind.DEVICE:
            return message(
                "The disk did not answer while {name} was read or written: "
                "check that the drive is connected.",
                name=name,
            )
        case FailureKind.CORRUPT:
            return message(
                "The file {name} is damaged or is not a Bastama database. It was left untouched.",
                name=name,
            )
        case FailureKind.UNREACHABLE:
            return message(
                "The file {name} cannot be opened. Check that the folder exists and may be "
                "written to, and that no other program holds the file.",
                name=name,
            )
    return message("The database {name} refused the change, and nothing was changed.", name=name)
