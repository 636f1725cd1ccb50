"""The two drivers: Python's SQLite, and SQLCipher for a workspace with a password.

They have the same methods and different exceptions, so whoever catches an error of the database
takes it from here. A file says by its first bytes which of the two reads it. Knows nothing of
tables, nor of where a key comes from.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

try:
    from sqlcipher3 import dbapi2

    sqlcipher: Any = dbapi2
except ImportError:
    # A machine without its wheel still opens what has no password.
    sqlcipher = None

HEADER: Final = b"SQLite format 3\x00"
# 64 MB: a page is deciphered once and then kept.
_CACHE_PRAGMA: Final = "PRAGMA cache_size = -64000"

_DRIVERS: Final[tuple[Any, ...]] = (sqlite3,) if sqlcipher is None else (sqlite3, sqlcipher)
DATABASE_ERRORS: Final[tuple[type[Exception], ...]] = tuple(d.Error for d in _DRIVERS)
INTEGRITY_ERRORS: Final[tuple[type[Exception], ...]] = tuple(d.IntegrityError for d in _DRIVERS)
OPERATIONAL_ERRORS: Final[tuple[type[Exception], ...]] = tuple(d.OperationalError for d in _DRIVERS)
PROGRAMMING_ERRORS: Final[tuple[type[Exception], ...]] = tuple(d.ProgrammingError for d in _DRIVERS)
# The disk may be to blame as well.
STORAGE_ERRORS: Final[tuple[type[Exception], ...]] = (*DATABASE_ERRORS, OSError)
# What reading a torn file may raise: a broken length asks for gigabytes, and SQLite's own words
# quote a torn name.
TORN_ERRORS: Final[tuple[type[Exception], ...]] = (
    *DATABASE_ERRORS,
    MemoryError,
    UnicodeDecodeError,
)
# What reading a record may raise when its row is damaged inside a value.
READING_ERRORS: Final[tuple[type[Exception], ...]] = (*DATABASE_ERRORS, ValueError)
# A row that cannot be written; the disk is not to blame.
ROW_ERRORS: Final[tuple[type[Exception], ...]] = (
    *INTEGRITY_ERRORS,
    *PROGRAMMING_ERRORS,
    *(d.DataError for d in _DRIVERS),
)


def can_encrypt() -> bool:
    """Tell whether this machine has what a password needs."""
    return sqlcipher is not None


def is_plain(path: Path) -> bool:
    """Tell whether the file at `path` begins as an unprotected database does; OSError."""
    with path.open("rb") as file:
        return file.read(len(HEADER)) == HEADER


def connect(
    path: Path,
    key: DataKey | None = None,
    mode: Literal["ro", "rw", "rwc"] = "rwc",
    *,
    is_immutable: bool = False,
    timeout: float = 5.0,
) -> sqlite3.Connection:
    """Open the database at `path`; one that is made new is encrypted when there is a `key`.

    A plain file is read as such even with a key. DATABASE_ERRORS when it cannot be opened; that
    the key does not fit shows with the first question only. The connection may change threads.
    """
    uri = f"{write_uri(path.absolute())}?mode={mode}{'&immutable=1' if is_immutable else ''}"
    if key is None or _is_plain_already(path):
        return sqlite3.connect(uri, uri=True, timeout=timeout, check_same_thread=False)
    connection = sqlcipher.connect(uri, uri=True, timeout=timeout, check_same_thread=False)
    try:
        unlock_connection(connection, key)
    except BaseException:
        connection.close()
        raise
    # The same methods under another name: types follow Python's own driver.
    return connection  # type: ignore[no-any-return]


def unlock_connection(connection: Any, key: DataKey) -> None:
    """Give a fresh connection of SQLCipher its key."""
    # It would tell standard error of every page that fails.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    # A raw key: a passphrase would be stretched again at every connection, 70 ms each.
    connection.execute(f"PRAGMA key = {write_key(key)}").fetchall()
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(_CACHE_PRAGMA)


def write_key(key: DataKey) -> str:
    """Return the key as SQLCipher takes it inside SQL."""
    return f"\"x'{key.database_key.hex()}'\""


def write_uri(path: PurePath) -> str:
    """Return the URI by which SQLite finds an absolute path, on a Windows share as well.

    Of `file://server/share` SQLite takes the server for a foreign machine; an empty one before it
    makes it a path.
    """
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def _is_plain_already(path: Path) -> bool:
    try:
        return is_plain(path)
    except OSError:
        return False
