"""Opens the SQLite file: one writer, any number of readers, durable writes.

WAL lets readers work beside the writer; FULL makes a committed edit survive a power cut. Knows
nothing of records.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from grantee_app.errors import StoreProblem
from grantee_app.language.message import message
from grantee_app.store import places
from grantee_app.store.disk import move_file, sync_file
from grantee_app.store.engine import DATABASE_ERRORS, STORAGE_ERRORS, connect
from grantee_app.store.failures import FailureKind, explain_failure, say_failure
from grantee_app.store.history.recording import add_barrier
from grantee_app.store.history.triggers import drop_triggers, install_triggers
from grantee_app.store.migrations import migrations
from grantee_app.store.name_words import drop_word_triggers, install_words
from grantee_app.store.newer import refuse_reading, refuse_writing
from grantee_app.store.safety.backup import BACKUP_FOLDER, Reason, copy_database, make_backup
from grantee_app.store.safety.damage import (
    HealthState,
    check_database,
    list_known_steps,
    open_untouched,
    read_steps,
)
from grantee_app.store.safety.replacement import incoming_path, replace_database

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

BUSY_TIMEOUT_SECONDS = 5.0
_REFUSALS: tuple[type[Exception], ...] = (*DATABASE_ERRORS, StoreProblem)


def open_writer(
    path: Path,
    key: DataKey | None = None,
    *,
    is_network: Callable[[Path], bool] = places.is_network_drive,
) -> Database:
    """Open (or create) the database at `path` for writing and bring its schema up to date.

    A new one is encrypted when there is a `key`.

    An older file is backed up and migrated as a copy that then takes its place; a migration that
    fails leaves the old file as it was. The caller holds the workspace's lock. StoreProblem when
    the file cannot be opened or is no database, NewerDatabase when it is newer than this program.
    """
    try:
        if path.exists():
            _upgrade(path, key)
        else:
            _create(path, key)
        db = _wrap(connect(path, key, "rw", timeout=BUSY_TIMEOUT_SECONDS))
    except STORAGE_ERRORS as error:
        raise _explain(error, path) from error
    try:
        # WAL needs memory shared by all who open the file, which a network drive cannot give.
        db.execute(f"PRAGMA journal_mode = {'DELETE' if is_network(path.parent) else 'WAL'}")
        db.execute("PRAGMA synchronous = FULL")
        # Somebody's `transform()` drops the triggers of a table.
        install_triggers(db)
        install_words(db)
    except DATABASE_ERRORS as error:
        db.conn.close()
        raise _explain(error, path) from error
    return db


def open_reader(path: Path, key: DataKey | None = None) -> Database:
    """Open the database at `path` so that nothing can be written through the connection.

    One of a newer Bastama as well, if this one can read it; NewerDatabase if not, else StoreProblem
    as above.
    """
    try:
        db = _wrap(open_untouched(path, key))
    except DATABASE_ERRORS as error:
        raise _explain(error, path) from error
    try:
        refuse_reading(db.conn, path)
    except _REFUSALS as error:
        db.conn.close()
        raise _explain(error, path) from error
    return db


def needs_upgrade(path: Path, key: DataKey | None = None) -> bool:
    """Tell whether the database at `path` is older than this program; StoreProblem as above.

    A newer one is not, whatever steps it lacks.
    """
    try:
        with closing(open_untouched(path, key)) as connection:
            steps = set(read_steps(connection))
            known = set(list_known_steps())
            return not steps - known and bool(known - steps)
    except DATABASE_ERRORS as error:
        raise _explain(error, path) from error


def open_memory() -> Database:
    """Open an empty database that lives as long as its connection."""
    db = _wrap(sqlite3.connect(":memory:", check_same_thread=False))
    _migrate(db)
    return db


def _create(path: Path, key: DataKey | None) -> None:
    # Under another name first: a database cut short while it is made never looks like an empty one.
    new = path.with_name(path.name + ".new")
    for piece in ("", "-journal"):
        new.with_name(new.name + piece).unlink(missing_ok=True)
    with closing(connect(new, key)) as connection:
        _migrate(_wrap(connection))
    sync_file(new)
    move_file(new, path)


def _upgrade(path: Path, key: DataKey | None) -> None:
    with closing(open_untouched(path, key)) as connection:
        refuse_writing(connection, path)
    if not needs_upgrade(path, key):
        return
    now = datetime.now(UTC)
    folder = path.parent / BACKUP_FOLDER
    make_backup(path, folder, Reason.MIGRATION, key=key, may_rotate=False, now=now)
    incoming = incoming_path(path)
    try:
        copy_database(path, incoming, key)
        with closing(connect(incoming, key)) as connection:
            _migrate(_wrap(connection))
        health = check_database(incoming, key, full=True)
        if health.state == HealthState.DAMAGED:
            raise StoreProblem(health.findings[0])
    except Exception as error:
        incoming.unlink(missing_ok=True)
        raise StoreProblem(
            message(
                "The database {name} could not be brought up to this version of Bastama. "
                "It was left as it was.",
                name=path.name,
            )
        ) from error
    # The backup holds the same rows and was checked.
    shutil.rmtree(replace_database(path, now), ignore_errors=True)


def _wrap(connection: sqlite3.Connection) -> Database:
    db = Database(connection, execute_plugins=False)
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _migrate(db: Database) -> None:
    """Bring the schema up to date, the triggers of history with it; undo stops here."""
    # A step could not drop a column that a trigger names.
    drop_triggers(db)
    drop_word_triggers(db)
    migrations.apply(db)
    install_triggers(db)
    install_words(db)
    add_barrier(db, "migration")


def _explain(error: Exception, path: Path) -> StoreProblem:
    if isinstance(error, StoreProblem):
        return error
    if isinstance(error, DATABASE_ERRORS):
        return explain_failure(error, path)
    return say_failure(FailureKind.UNREACHABLE, path)
