"""Change sets: whatever is written belongs to one, and one is what a person undoes.

Triggers write the entries; here they are gathered into sets, which form one line. How a set is
taken back is known to `undoing` alone.

A set's `standing`: `done`; `undone` and waiting for redo; `dropped`, undone and then overtaken by
a new edit; `trace`, the record of an undo or redo; `barrier`, which undo never passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.store.history.triggers import Value, read_old
from grantee_app.store.schema import Table, quote_name

Kind = Literal["edit", "import", "undo", "redo", "migration", "erase"]
Action = Literal["insert", "update", "delete"]

# What somebody wrote past us: with another program, or with SQL.
STRAY_LABEL = message("Changed with another program").msgid

_STANDING: dict[str, str] = {
    "edit": "done",
    "import": "done",
    "undo": "trace",
    "redo": "trace",
    "migration": "barrier",
    "erase": "barrier",
}


@frozen
class HistoryEntry:
    """One change of one row; `old` holds what the row had before."""

    id: int
    action: Action
    table: str
    row_id: str
    old: dict[str, Value]


@dataclass(slots=True)
class Recording:
    """A change set being written: its number, and after it ends the tables it touched."""

    change_set: int
    first_entry: int
    undoes: int | None = None
    tables: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was changed."""
        return not self.tables


@contextmanager
def record_set(
    db: Database,
    device: str,
    kind: Kind = "edit",
    label: str = "",
    *,
    join: int | None = None,
) -> Iterator[Recording]:
    """Let everything written inside be one transaction and one change set, made on `device`.

    `join` names the set to go on with, if nothing was written since. A set in which nothing
    changed leaves no trace; an erase is a set without entries.
    """
    with db.atomic():
        # A write first: a transaction that begins by reading cannot wait for another writer.
        db.execute("UPDATE history_state SET change_set = NULL, device = ?", [device])
        _adopt_strays(db)
        newest, last_entry = find_newest(db)
        is_joining = join is not None and join == newest
        recording = Recording(newest if is_joining else newest + 1, last_entry + 1)
        db.execute("UPDATE history_state SET change_set = ?", [recording.change_set])
        yield recording
        db.execute("UPDATE history_state SET change_set = NULL")
        recording.tables = _find_touched(db, recording.first_entry)
        # The undo of a step that led back to where it began changes nothing, and is one.
        if recording.is_empty and recording.undoes is None and kind != "erase":
            return
        if is_joining:
            _extend_set(db, recording)
        else:
            _write_set(db, kind, label, recording)


def add_barrier(db: Database, kind: Literal["migration", "erase"]) -> None:
    """Note a moment that undo never passes."""
    with db.atomic():
        db.execute("UPDATE history_state SET change_set = NULL")
        _adopt_strays(db)
        newest, last_entry = find_newest(db)
        _write_set(db, kind, "", Recording(newest + 1, last_entry + 1))


def read_entries(db: Database, first: int, last: int) -> list[HistoryEntry]:
    """Return the entries from `first` to `last`, the oldest first."""
    rows = db.execute(
        "SELECT id, action, table_name, row_id, old FROM history WHERE id BETWEEN ? AND ? "
        "ORDER BY id",
        [first, last],
    )
    return [read_entry(*row) for row in rows.fetchall()]


def read_entry(
    number: int, action: Action, table: str, row_id: str, old: str | None
) -> HistoryEntry:
    """Return one row of `history` as an entry."""
    return HistoryEntry(number, action, table, row_id, read_old(old))


def insert_row(db: Database, table: Table, values: dict[str, Value]) -> None:
    """Write a row with those of the values whose columns still exist."""
    columns = [column.name for column in table.columns if column.name in values]
    names = ", ".join(quote_name(column) for column in columns)
    marks = ", ".join("?" for _ in columns)
    db.execute(
        f"INSERT INTO {quote_name(table.name)} ({names}) VALUES ({marks})",
        [values[column] for column in columns],
    )


def update_row(db: Database, table: Table, row_id: str, values: dict[str, Value]) -> int:
    """Write the values into the row; return the number of rows found, 0 or 1."""
    names = ", ".join(f"{quote_name(column)} = ?" for column in values)
    cursor = db.execute(
        f"UPDATE {quote_name(table.name)} SET {names} WHERE {quote_name(table.key)} = ?",
        [*values.values(), row_id],
    )
    return int(cursor.rowcount)


def find_newest(db: Database) -> tuple[int, int]:
    """Return the number of the newest set and of the last entry of history."""
    newest = db.execute("SELECT max(id) FROM change_set").fetchone()[0]
    last = db.execute("SELECT max(id) FROM history").fetchone()[0]
    return newest or 0, last or 0


def has_strays(db: Database) -> bool:
    """Tell whether anything was written since the newest set: past us, with another program."""
    last_known = db.execute(
        "SELECT last_entry FROM change_set ORDER BY id DESC LIMIT 1"
    ).fetchone() or (0,)
    return find_newest(db)[1] > int(last_known[0])


# ---------------------------------------------------------------- the line of sets


def _find_touched(db: Database, first_entry: int) -> frozenset[str]:
    rows = db.execute("SELECT DISTINCT table_name FROM history WHERE id >= ?", [first_entry])
    return frozenset(name for (name,) in rows)


def _write_set(db: Database, kind: Kind, label: str, recording: Recording) -> None:
    if kind not in ("undo", "redo"):
        db.execute("UPDATE change_set SET standing = 'dropped' WHERE standing = 'undone'")
    db.execute(
        "INSERT INTO change_set (id, kind, label, made_at, device, undoes, standing, "
        "first_entry, last_entry) "
        "VALUES (?, ?, ?, ?, (SELECT device FROM history_state), ?, ?, ?, ?)",
        [
            recording.change_set,
            kind,
            label,
            read_clock(),
            recording.undoes,
            _STANDING[kind],
            recording.first_entry,
            find_newest(db)[1],
        ],
    )


def _extend_set(db: Database, recording: Recording) -> None:
    _drop_repeated(db, recording)
    db.execute(
        "UPDATE change_set SET made_at = ?, last_entry = ? WHERE id = ?",
        [read_clock(), find_newest(db)[1], recording.change_set],
    )


def _drop_repeated(db: Database, recording: Recording) -> None:
    """Forget what a text was between two pauses: a step keeps what it was before the step."""
    first = db.execute(
        "SELECT first_entry FROM change_set WHERE id = ?", [recording.change_set]
    ).fetchone()[0]
    known: dict[tuple[str, str], set[str] | None] = {}
    repeated: list[int] = []
    for entry in read_entries(db, first, find_newest(db)[1]):
        row = (entry.table, entry.row_id)
        columns = known.get(row, set())
        if entry.action != "update":
            # The row is new, and its undoing takes it away whatever it held.
            known[row] = None
        elif columns is None or entry.old.keys() <= columns:
            if entry.id >= recording.first_entry:
                repeated.append(entry.id)
        else:
            known[row] = columns | entry.old.keys()
    db.conn.executemany("DELETE FROM history WHERE id = ?", [[number] for number in repeated])


def _adopt_strays(db: Database) -> None:
    """Gather into a set of its own what was written since the newest set."""
    if not has_strays(db):
        return
    newest, last = find_newest(db)
    known = db.execute("SELECT last_entry FROM change_set WHERE id = ?", [newest]).fetchone() or (
        0,
    )
    stray = Recording(newest + 1, known[0] + 1)
    db.execute(
        "UPDATE history SET change_set = ? WHERE id BETWEEN ? AND ?",
        [stray.change_set, stray.first_entry, last],
    )
    _write_set(db, "edit", STRAY_LABEL, stray)


def read_clock() -> str:
    """Return the moment as history notes it: UTC, ISO, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
