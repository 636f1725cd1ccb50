"""Tells a sound database from a damaged one; `salvage` saves what can be read of the latter.

Nothing here changes the file it looks at. What to do about damage (show a page, offer a backup)
is for the rooms above.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sqlite_utils import Database

from grantee_app.folders import resources_folder
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message, plural_message
from grantee_app.store.engine import DATABASE_ERRORS, HEADER, connect
from grantee_app.store.failures import FailureKind, explain_failure, judge_failure, say_failure
from grantee_app.store.migrations import migrations

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

# Above this size the full check waits until the window stands (a quick one misses a third of
# the damage, and a full one of 20 MB takes 50 ms).
FULL_CHECK_BYTES: Final = 20_000_000
_MAX_FINDINGS: Final = 10
_DEVICE_TROUBLE: Final = frozenset(
    {FailureKind.BUSY, FailureKind.DEVICE, FailureKind.FULL, FailureKind.UNREACHABLE}
)

# Names the triggers that should be there and are not.
FindMissingTriggers = Callable[[sqlite3.Connection], Sequence[str]]


class HealthState(StrEnum):
    """`SUSPICIOUS`: everything can be read, yet rows contradict each other."""

    OK = "ok"
    SUSPICIOUS = "suspicious"
    DAMAGED = "damaged"


@frozen
class Health:
    """What a check found; `is_full` tells whether every page was read."""

    state: HealthState
    findings: tuple[Message, ...]
    is_full: bool

    @property
    def is_ok(self) -> bool:
        """Whether nothing at all was found."""
        return self.state == HealthState.OK


def check_database(
    path: Path,
    key: DataKey | None = None,
    *,
    full: bool | None = None,
    find_missing_triggers: FindMissingTriggers | None = None,
) -> Health:
    """Look for damage in the database at `path` with its log; the file stays as it is.

    Every page is read when `full`, or when it is None and the file is small. StoreProblem when
    the file cannot be reached at all (held, drive gone): that is no damage.
    """
    try:
        size = path.stat().st_size if path.is_file() else 0
        obvious = _look_from_outside(path, is_protected=key is not None)
    except OSError as error:
        raise say_failure(FailureKind.UNREACHABLE, path) from error
    is_full = size < FULL_CHECK_BYTES if full is None else full
    if obvious is not None:
        return Health(HealthState.DAMAGED, (obvious,), is_full)
    try:
        with closing(open_untouched(path, key)) as connection:
            # SQLite's words may quote what is no text any more.
            connection.text_factory = decode_leniently
            return _look_inside(connection, is_full, find_missing_triggers)
    except (MemoryError, UnicodeDecodeError) as error:
        # A broken length asks for gigabytes; SQLite's own words quote torn names.
        return Health(HealthState.DAMAGED, (_unreadable(type(error).__name__),), is_full)
    except DATABASE_ERRORS as error:
        if judge_failure(error) in _DEVICE_TROUBLE:
            raise explain_failure(error, path) from error
        return Health(HealthState.DAMAGED, (_unreadable(str(error)),), is_full)


def open_untouched(path: Path, key: DataKey | None = None) -> sqlite3.Connection:
    """Open a database so that reading it changes no byte of it.

    DATABASE_ERRORS when it cannot be read. A log left by a killed process is read with it.
    """
    if path.is_file() and path.stat().st_size == 0:
        # SQLite would take it for a new database and delete the log beside it.
        raise _say_no_database(f"{path.name} is empty")
    # Half a transaction in a rollback journal must be taken back before anything can be read.
    connection = _try_open(path, key, "rw" if _is_filled(path, "-journal") else "ro")
    if not isinstance(connection, Exception):
        return connection
    # Nothing can be made beside a file in a read-only folder; without a log nothing needs to be.
    if judge_failure(connection) == FailureKind.UNREACHABLE and not _is_filled(path, "-wal"):
        again = _try_open(path, key, "ro", is_immutable=True)
        if not isinstance(again, Exception):
            return again
    raise connection


def decode_leniently(raw: bytes) -> str:
    """Return the text of a value that may be torn, a mark in the place of each lost letter."""
    return raw.decode("utf-8", "replace")


def list_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that hold rows of their own, by name."""
    return [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 "
            "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        )
    ]


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of every table."""
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}" NOT INDEXED').fetchone()[0]
        for table in list_tables(connection)
    }


def read_steps(connection: sqlite3.Connection) -> list[str]:
    """Return the migrations the database has been through; none when it knows of none."""
    known = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?",
        [migrations.migrations_table],
    ).fetchone()
    if known is None:
        return []
    return [
        name
        for (name,) in connection.execute(
            f'SELECT name FROM "{migrations.migrations_table}" '
            "WHERE migration_set = ? ORDER BY rowid",
            [migrations.name],
        )
    ]


def list_known_steps() -> list[str]:
    """Return the migrations this program knows, in their order."""
    # Asked of an empty database, "pending" is every step.
    return [step.name for step in migrations.pending(Database(memory=True))]


def apply_steps(database: Database, steps: Iterable[str]) -> None:
    """Take an empty database through `steps` and no other."""
    done = set(steps)
    later = [step for step in list_known_steps() if step not in done]
    migrations.apply(database, stop_before=later[:1])


def find_lacking_tables(connection: sqlite3.Connection, steps: Iterable[str]) -> list[str]:
    """Return the tables that `steps` make and that are not there, or not with all their columns."""
    expected = _list_expected_columns(tuple(steps))
    found = {
        (table, str(row[1]))
        for table in list_tables(connection)
        for row in connection.execute(f'PRAGMA table_info("{table}")')
    }
    return sorted({table for table, column in expected - found})


def _look_from_outside(path: Path, *, is_protected: bool) -> Message | None:
    if not path.is_file():
        return message("The database file is gone, though this workspace was used before.")
    with path.open("rb") as file:
        header = file.read(len(HEADER))
    if not header:
        return message("The database file is empty.")
    # An encrypted one begins with random bytes.
    if header != HEADER and not is_protected:
        return message("The file is not a database: its beginning was overwritten.")
    return None


def _look_inside(
    connection: sqlite3.Connection, is_full: bool, find_missing_triggers: FindMissingTriggers | None
) -> Health:
    check = "integrity_check" if is_full else "quick_check"
    said = [str(row[0]) for row in connection.execute(f"PRAGMA {check}({_MAX_FINDINGS})")]
    broken = [
        message("The inner structure of the database is broken: {details}", details=line)
        for line in said
        if line != "ok"
    ]
    if not broken:
        broken = _find_missing_tables(connection)
    if broken:
        return Health(HealthState.DAMAGED, tuple(broken), is_full)
    doubtful = _find_loose_rows(connection)
    if find_missing_triggers is not None and find_missing_triggers(connection):
        doubtful.append(
            message(
                "Another program changed the structure of the database: the history of "
                "changes may be incomplete up to now."
            )
        )
    state = HealthState.SUSPICIOUS if doubtful else HealthState.OK
    return Health(state, tuple(doubtful), is_full)


def _find_missing_tables(connection: sqlite3.Connection) -> list[Message]:
    steps = read_steps(connection)
    if not steps:
        return [message("The file is a database without the tables of Bastama.")]
    if set(steps) - set(list_known_steps()):
        # What a newer Bastama did to its tables is not for us to judge.
        return []
    lacking = find_lacking_tables(connection, steps)
    if not lacking:
        return []
    return [message("Tables of the database are missing: {names}", names=", ".join(lacking))]


@lru_cache(maxsize=8)
def _list_expected_columns(steps: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    # Nearly every database has been through the very steps that this program knows; making one
    # anew for comparison takes a twentieth of a start.
    return _read_kept_columns(steps) or list_columns_after(steps)


def list_columns_after(steps: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return (table, column) of every column that `steps` make, from an empty database.

    Without the table in which sqlite-utils notes the steps: its columns are none of ours to expect.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        apply_steps(Database(connection, execute_plugins=False), steps)
        return frozenset(
            (table, str(row[1]))
            for table in list_tables(connection)
            if table != migrations.migrations_table
            for row in connection.execute(f'PRAGMA table_info("{table}")')
        )


def _read_kept_columns(steps: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Return the columns after exactly these steps, as they were kept; none where they were not."""
    try:
        kept = json.loads(kept_columns_path().read_text(encoding="utf-8"))
        if kept["steps"] != list(steps):
            return frozenset()
        return frozenset(
            (table, column) for table, columns in kept["tables"].items() for column in columns
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        # Made anew then: what was kept only spares that.
        return frozenset()


def kept_columns_path() -> Path:
    """Return the file with the columns of the present schema; `tools/keep_columns.py` writes it."""
    return resources_folder() / "schema" / "columns.json"


def _find_loose_rows(connection: sqlite3.Connection) -> list[Message]:
    loose = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    if not loose:
        return []
    return [
        plural_message(
            "{count} row belongs to a record that is not there.",
            "{count} rows belong to records that are not there.",
            loose,
        )
    ]


def _unreadable(details: str) -> Message:
    return message("The database cannot be read: {details}", details=details)


def _say_no_database(words: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(words)
    error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
    return error


def _try_open(
    path: Path, key: DataKey | None, mode: Literal["ro", "rw"], *, is_immutable: bool = False
) -> sqlite3.Connection | Exception:
    connection = connect(path, key, mode, is_immutable=is_immutable)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UnicodeDecodeError:
        # SQLite's own words quote a torn name.
        connection.close()
        return _say_no_database("malformed schema")
    except DATABASE_ERRORS as error:
        connection.close()
        return error
    return connection


def _is_filled(path: Path, suffix: str) -> bool:
    beside = path.with_name(path.name + suffix)
    return beside.is_file() and beside.stat().st_size > 0
