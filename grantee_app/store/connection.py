"""Opens the SQLite file: one writer, any number of readers, durable writes.

WAL lets readers work beside the writer; FULL makes a committed edit survive a power cut. Knows
nothing of records.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from grantee_app.errors import StoreProblem
from grantee_app.language.message import message
from grantee_app.store.migrations import migrations

BUSY_TIMEOUT_SECONDS = 5.0


def open_writer(path: Path) -> Database:
    """Open (or create) the database at `path` for writing and bring its schema up to date.

    StoreProblem when the file cannot be opened, is no database, or is newer than this program.
    """
    db = _connect(path, f"{path.absolute().as_uri()}?mode=rwc")
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        _refuse_newer(db, path)
        migrations.apply(db)
    except (sqlite3.DatabaseError, StoreProblem) as error:
        db.conn.close()
        raise _explain(error, path) from error
    return db


def open_reader(path: Path) -> Database:
    """Open the database at `path` so that nothing can be written through the connection."""
    db = _connect(path, f"{path.absolute().as_uri()}?mode=ro")
    try:
        db.execute("PRAGMA query_only = ON")
        _refuse_newer(db, path)
    except (sqlite3.DatabaseError, StoreProblem) as error:
        db.conn.close()
        raise _explain(error, path) from error
    return db


def open_memory() -> Database:
    """Open an empty database that lives as long as its connection."""
    db = Database(sqlite3.connect(":memory:", check_same_thread=False), execute_plugins=False)
    _prepare(db)
    migrations.apply(db)
    return db


def _connect(path: Path, uri: str) -> Database:
    try:
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT_SECONDS, check_same_thread=False
        )
        db = Database(connection, execute_plugins=False)
        _prepare(db)
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    return db


def _prepare(db: Database) -> None:
    db.execute("PRAGMA foreign_keys = ON")


def _refuse_newer(db: Database, path: Path) -> None:
    applied = {step.name for step in migrations.applied(db)}
    # Asked of an empty database, "pending" is every step this program knows.
    known = {step.name for step in migrations.pending(Database(memory=True))}
    if applied - known:
        raise StoreProblem(
            message(
                "The file {name} was written by a newer Bastama. Update Bastama to open it.",
                name=path.name,
            )
        )


def _explain(error: Exception, path: Path) -> StoreProblem:
    if isinstance(error, StoreProblem):
        return error
    if isinstance(error, sqlite3.OperationalError):
        return StoreProblem(
            message(
                "The file {name} cannot be opened. Check that the folder exists and may be "
                "written to, and that no other program holds the file.",
                name=path.name,
            )
        )
    return StoreProblem(
        message(
            "The file {name} is damaged or is not a Bastama database. It was left untouched.",
            name=path.name,
        )
    )
