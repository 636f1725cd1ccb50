"""Undo and redo: a change set replayed backwards, as a change set of its own.

An undo takes back the newest set that stands, so the rows it meets are exactly those the set left
behind (docs/decisions/0016-history.md has the proof). Redo is the undo of an undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlite_utils import Database

from grantee_app.errors import StoreProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.store.engine import INTEGRITY_ERRORS
from grantee_app.store.history.recording import (
    STRAY_LABEL,
    Action,
    HistoryEntry,
    Kind,
    Recording,
    find_newest,
    has_strays,
    insert_row,
    read_entries,
    record_set,
    update_row,
)
from grantee_app.store.schema import Table, quote_name, read_table
from grantee_app.store.texts import TextPlace, find_texts

# An erased row is spoken of no more.
_TOLD: Final = frozenset({"insert", "update", "delete"})
# A row is not as the step left it.
_REFUSED: Final[tuple[type[Exception], ...]] = (*INTEGRITY_ERRORS, KeyError)


@frozen
class ChangedRow:
    """What undo or redo did to one row; `columns` are those that now differ."""

    table: str
    row_id: str
    action: Action
    columns: tuple[str, ...]


@frozen
class ChangedText:
    """A text that undo or redo changed.

    `position` is where the cursor belongs: characters from the start of the stored text to the
    end of the stretch that changed.
    """

    place: TextPlace
    language: str
    text: str
    position: int


@frozen
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


def describe_set(db: Database, number: int) -> Undone | None:
    """Return what the change set `number` changed, texts as they stand now; None without it."""
    known = db.execute(
        "SELECT kind, label, first_entry, last_entry FROM change_set WHERE id = ?", [number]
    ).fetchone()
    if known is None:
        return None
    kind, label, first, last = known
    return _tell(db, number, kind, label, read_entries(db, first, last))


def find_undo_label(db: Database) -> str | None:
    """Return the label of what undo would take back, None when it would do nothing."""
    if has_strays(db):
        return STRAY_LABEL
    return _find_label(db, _find_undoable(db))


def find_redo_label(db: Database) -> str | None:
    """Return the label of what redo would bring back, None when it would do nothing."""
    # Whatever was written past us is newer than the undo.
    return None if has_strays(db) else _find_label(db, _find_redoable(db)[0])


# ---------------------------------------------------------------- what may be undone


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


# ---------------------------------------------------------------- replaying


def _replay_backwards(db: Database, number: int) -> None:
    """Undo the entries of a set, the last first; KeyError when a row is not as it was left."""
    first, last = db.execute(
        "SELECT first_entry, last_entry FROM change_set WHERE id = ?", [number]
    ).fetchone()
    # A child may come back before its parent: keys are checked when the transaction ends.
    db.execute("PRAGMA defer_foreign_keys = ON")
    entries = read_entries(db, first, last)
    tables = {name: read_table(db, name) for name in {entry.table for entry in entries}}
    for entry in reversed(entries):
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
    except _REFUSED as error:
        raise StoreProblem(
            message("This step cannot be undone: its records were changed with another program.")
        ) from error


# ---------------------------------------------------------------- telling what was done


def _describe(db: Database, number: int, recording: Recording) -> Undone:
    kind, label = db.execute("SELECT kind, label FROM change_set WHERE id = ?", [number]).fetchone()
    entries = read_entries(db, recording.first_entry, find_newest(db)[1])
    return _tell(db, number, kind, label, entries)


def _tell(db: Database, number: int, kind: Kind, label: str, entries: list[HistoryEntry]) -> Undone:
    rows = tuple(
        ChangedRow(
            entry.table,
            entry.row_id,
            entry.action,
            tuple(entry.old) if entry.action == "update" else (),
        )
        for entry in entries
        if entry.action in _TOLD
    )
    return Undone(number, kind, label, rows, tuple(_describe_texts(db, entries)))


def _describe_texts(db: Database, entries: Iterable[HistoryEntry]) -> Iterator[ChangedText]:
    told: set[tuple[TextPlace, str]] = set()
    for entry in entries:
        if entry.action not in _TOLD:
            continue
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
