"""A whole database copied from one key to another, or to none, and compared row by row.

Knows tables by name only; when a database is converted, and what takes whose place, is decided in
`protecting` and `backup`.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantee_app.store.disk import sync_file
from grantee_app.store.engine import (
    sqlcipher,
    unlock_connection,
    write_key,
    write_uri,
)

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

_NO_KEY: Final = "''"


def convert_database(
    source: Path, source_key: DataKey | None, target: Path, target_key: DataKey | None
) -> None:
    """Copy the database at `source` to `target` under another key; None is no encryption.

    Nobody may be writing to `source`. `target` becomes one file without a log, on the disk, and is
    the same row for row, row numbers included. DATABASE_ERRORS or OSError if that cannot be.
    """
    target.unlink(missing_ok=True)
    try:
        with closing(sqlcipher.connect(write_uri(target.absolute()), uri=True)) as connection:
            if target_key is not None:
                unlock_connection(connection, target_key)
            _copy(connection, source, source_key)
        sync_file(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _copy(connection: Any, source: Path, source_key: DataKey | None) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    # What is compared must not pass through a temporary file.
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA journal_mode = OFF").fetchall()
    connection.execute("PRAGMA synchronous = OFF")
    key = _NO_KEY if source_key is None else write_key(source_key)
    connection.execute(
        f"ATTACH DATABASE ? AS source KEY {key}", [f"{write_uri(source.absolute())}?mode=rw"]
    )
    connection.execute("SELECT sqlcipher_export('main', 'source')").fetchall()
    version = connection.execute("PRAGMA source.user_version").fetchone()[0]
    connection.execute(f"PRAGMA main.user_version = {int(version)}")
    if not _is_same(connection):
        raise sqlite3.DatabaseError("the converted copy differs")


def _is_same(connection: Any) -> bool:
    schema = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master"
    if not _is_equal(connection, schema):
        return False
    tables = connection.execute("PRAGMA main.table_list").fetchall()
    for _schema, name, kind, _columns, without_rowid, _strict in tables:
        if kind in ("table", "shadow") and not name.startswith("sqlite_"):
            rowid = "" if without_rowid else "rowid, "
            if not _is_equal(connection, f'SELECT {rowid}* FROM {{}}."{name}"'):
                return False
    return True


def _is_equal(connection: Any, select: str) -> bool:
    here, there = select.format("main"), select.format("source")
    counted = [
        connection.execute(f"SELECT count(*) FROM ({words})").fetchone()[0]
        for words in (here, there, f"{there} EXCEPT {here}")
    ]
    return bool(counted[0] == counted[1] and not counted[2])
