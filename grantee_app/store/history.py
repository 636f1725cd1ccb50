"""Change sets: whatever is written belongs to one, and one is what a person undoes.

Triggers write the entries; here they are gathered into sets and replayed backwards. The sets form
one line: an undo takes back the newest set that stands, so the rows it meets are exactly those the
set left behind (docs/decisions/0016-history.md has the proof).

A set's `standing`: `done`; `undone` and waiting for redo; `dropped`, undone and then overtaken by
a new edit; `trace`, the record of an undo or redo; `barrier`, which undo never passes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlite_utils import Database

from grantee_app.errors import StoreProblem
from grantee_app.language.message import message
from grantee_app.store.history_triggers import Value, read_old
from grantee_app.store.schema import Table, quote_name, read_tables
from grantee_app.store.texts import TextPlace, find_texts

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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """What undo or redo did to one row; `columns` are those that now differ."""

    table: str
    row_id: str
    action: Action
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text that undo or redo changed.

    `position` is where the cursor belongs: characters from the start of the stored text to the
    end of the stretch that changed.
    """

    place: TextPlace
    language: str
    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or a redo did; `change_set` is the set it took back or brought back."""

    change_set: int
    kind: Kind
    label: str
    rows: tuple[ChangedRow, ...]
    texts: tuple[ChangedText, ...]

    @property
    def tables(self) -> frozenset[str]:
        """Return the names of the tables whose rows changed."""
        return frozenset(row.table for row in self.rows)


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
        newest, last_entry = _find_newest(db)
        is_joining = join is not None and join == newest
        recording = Recording(newest if is_joining else newest + 1, last_entry + 1)
        db.execute("UPDATE history_state SET change_set = ?", [recording.change_set])
        yield recording
        db.execute("UPDATE history_state SET change_set = NULL")
        recording.tables = _find_touched(db, recording.first_entry)
        if recording.is_empty and kind != "erase":
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
        newest, last_entry = _find_newest(db)
        _write_set(db, kind, "", Recording(newest + 1, last_entry + 1))


def undo(db: Database, device: str) -> Undone | None:
    """Take back the newest set that stands; None when there is nothing that may be undone."""
    with _refuse_if_changed(), record_set(db, device, "undo") as recording:
        number = _find_undoable(db)
        if number is None:
            return None
        _replay_backwards(db, number)
        recording.undoes = number
        db.execute("UPDATE change_set SET standing = 'undone' WHERE id = ?", [number])
        return _describe(db, number, recording)


def redo(db: Database, device: str) -> Undone | None:
    """Bring back what was undone last: the undo of that undo. None when nothing was."""
    with _refuse_if_changed(), record_set(db, device, "redo") as recording:
        number, taken_back = _find_redoable(db)
        if number is None or taken_back is None:
            return None
        _replay_backwards(db, taken_back)
        recording.undoes = taken_back
        db.execute("UPDATE change_set SET standing = 'done' WHERE id = ?", [number])
        return _describe(db, number, recording)


def find_undo_label(db: Database) -> str | None:
    """Return the label of what undo would take back, None when it would do nothing."""
    if _has_strays(db):
        return STRAY_LABEL
    return _find_label(db, _find_undoable(db))


def find_redo_label(db: Database) -> str | None:
    """Return the label of what redo would bring back, None when it would do nothing."""
    # Whatever was written past us is newer than the undo.
    return None if _has_strays(db) else _find_label(db, _find_redoable(db)[0])


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


# ---------------------------------------------------------------- the line of sets


def _find_newest(db: Database) -> tuple[int, int]:
    """Return the number of the newest set and of the last entry of history."""
    newest = db.execute("SELECT max(id) FROM change_set").fetchone()[0]
    last = db.execute("SELECT max(id) FROM history").fetchone()[0]
    return newest or 0, last or 0


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
            _now(),
            recording.undoes,
            _STANDING[kind],
            recording.first_entry,
            _find_newest(db)[1],
        ],
    )


def _extend_set(db: Database, recording: Recording) -> None:
    _drop_repeated(db, recording)
    db.execute(
        "UPDATE change_set SET made_at = ?, last_entry = ? WHERE id = ?",
        [_now(), _find_newest(db)[1], recording.change_set],
    )


def _drop_repeated(db: Database, recording: Recording) -> None:
    """Forget what a text was between two pauses: a step keeps what it was before the step."""
    first = db.execute(
        "SELECT first_entry FROM change_set WHERE id = ?", [recording.change_set]
    ).fetchone()[0]
    known: dict[tuple[str, str], set[str] | None] = {}
    repeated: list[int] = []
    for entry in read_entries(db, first, _find_newest(db)[1]):
        row = (entry.table, entry.row_id)
        columns = known.get(row, set())
        if entry.action != "update":
            # None: the row itself is new. A deleted row may come back another one.
            known[row] = None if entry.action == "insert" else set()
        elif columns is None or entry.old.keys() <= columns:
            if entry.id >= recording.first_entry:
                repeated.append(entry.id)
        else:
            known[row] = columns | entry.old.keys()
    db.conn.executemany("DELETE FROM history WHERE id = ?", [[number] for number in repeated])


def _has_strays(db: Database) -> bool:
    last_known = db.execute(
        "SELECT last_entry FROM change_set ORDER BY id DESC LIMIT 1"
    ).fetchone() or (0,)
    return _find_newest(db)[1] > int(last_known[0])


def _adopt_strays(db: Database) -> None:
    """Gather into a set of its own what was written since the newest set."""
    if not _has_strays(db):
        return
    newest, last = _find_newest(db)
    known = db.execute("SELECT last_entry FROM change_set WHERE id = ?", [newest]).fetchone() or (
        0,
    )
    stray = Recording(newest + 1, known[0] + 1)
    db.execute(
        "UPDATE history SET change_set = ? WHERE id BETWEEN ? AND ?",
        [stray.change_set, stray.first_entry, last],
    )
    _write_set(db, "edit", STRAY_LABEL, stray)


def _find_undoable(db: Database) -> int | None:
    """Return the newest set that stands, unless a barrier or thinned history lies above it."""
    row = db.execute(
        "SELECT (SELECT max(id) FROM change_set WHERE standing = 'done'), "
        "coalesce((SELECT max(id) FROM change_set WHERE standing = 'barrier'), 0), "
        "(SELECT complete_from FROM history_state)"
    ).fetchone()
    number, barrier, complete_from = row
    return number if number is not None and number > barrier and number >= complete_from else None


def _find_redoable(db: Database) -> tuple[int | None, int | None]:
    """Return the set undone last, the oldest of those that wait, and the undo to take back."""
    number = db.execute("SELECT min(id) FROM change_set WHERE standing = 'undone'").fetchone()[0]
    taken_back, complete_from = db.execute(
        "SELECT (SELECT max(id) FROM change_set WHERE undoes = ?), complete_from "
        "FROM history_state",
        [number],
    ).fetchone()
    # Half of a thinned undo would be another undo.
    if taken_back is None or taken_back < complete_from:
        return None, None
    return number, taken_back


def _find_label(db: Database, number: int | None) -> str | None:
    if number is None:
        return None
    return str(db.execute("SELECT label FROM change_set WHERE id = ?", [number]).fetchone()[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


# ---------------------------------------------------------------- replaying


def _replay_backwards(db: Database, number: int) -> None:
    """Undo the entries of a set, the last first; KeyError when a row is not as it was left."""
    first, last = db.execute(
        "SELECT first_entry, last_entry FROM change_set WHERE id = ?", [number]
    ).fetchone()
    # A child may come back before its parent: keys are checked when the transaction ends.
    db.execute("PRAGMA defer_foreign_keys = ON")
    tables = read_tables(db)
    for entry in reversed(read_entries(db, first, last)):
        _revert(db, tables[entry.table], entry)


def _revert(db: Database, table: Table, entry: HistoryEntry) -> None:
    found = 1
    if entry.action == "delete":
        insert_row(db, table, entry.old)
    elif entry.action == "update":
        found = update_row(db, table, entry.row_id, entry.old)
    else:
        found = db.execute(
            f"DELETE FROM {quote_name(table.name)} WHERE {quote_name(table.key)} = ?",
            [entry.row_id],
        ).rowcount
    if found != 1:
        raise KeyError(entry.row_id)


@contextmanager
def _refuse_if_changed() -> Iterator[None]:
    """Say in a sentence that rows are not as a set left them: its triggers were taken away."""
    try:
        yield
    except (sqlite3.IntegrityError, KeyError) as error:
        raise StoreProblem(
            message("This step cannot be undone: its records were changed with another program.")
        ) from error


# ---------------------------------------------------------------- telling what was done


def _describe(db: Database, number: int, recording: Recording) -> Undone:
    kind, label = db.execute("SELECT kind, label FROM change_set WHERE id = ?", [number]).fetchone()
    entries = read_entries(db, recording.first_entry, _find_newest(db)[1])
    rows = tuple(
        ChangedRow(
            entry.table,
            entry.row_id,
            entry.action,
            tuple(entry.old) if entry.action == "update" else (),
        )
        for entry in entries
    )
    return Undone(number, kind, label, rows, tuple(_describe_texts(db, entries)))


def _describe_texts(db: Database, entries: Iterable[HistoryEntry]) -> Iterator[ChangedText]:
    told: set[tuple[TextPlace, str]] = set()
    for entry in entries:
        for place, language, before, after in find_texts(
            db, entry.action, entry.table, entry.row_id, entry.old
        ):
            if (place, language) not in told:
                told.add((place, language))
                yield ChangedText(place, language, after, _end_of_change(before, after))


def _end_of_change(before: str, after: str) -> int:
    shorter = min(len(before), len(after))
    head = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    tail = next(
        (n for n in range(shorter - head) if before[-1 - n] != after[-1 - n]), shorter - head
    )
    return len(after) - tail
