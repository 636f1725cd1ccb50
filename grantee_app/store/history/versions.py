"""What was there before: earlier versions of a text, a record as it was, what changed since.

Reads history and writes a record back; which write belongs to which change set is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.records import NO_TEXT, Bilingual
from grantee_app.store.engine import INTEGRITY_ERRORS
from grantee_app.store.heads import HeadsPlace
from grantee_app.store.history.recording import HistoryEntry, insert_row, read_entry, update_row
from grantee_app.store.history.triggers import Value, read_old
from grantee_app.store.schema import (
    Table,
    find_table,
    quote_name,
    read_dependants,
    read_references,
    read_table,
    read_tables,
)
from grantee_app.store.texts import AnswerPlace, RecordPlace, TextPlace, text_column
from grantee_app.store.typed_lines import LinePlace

# The columns that a record is called by, the best first.
_NAMES = ("title", "name", "short_name", "call_title")
# What an answer is known by, besides its id.
_ANSWER_KEY = ("project_id", "form", "version", "path", "language")


@frozen
class Version:
    """A text as it once stood.

    `made_at` (UTC) is when it was last typed at, and `device` where; both are unknown (None, "")
    for what is older than history. `change_set` wrote it, 0 when unknown.
    """

    text: str
    made_at: datetime | None
    device: str
    change_set: int


@frozen
class Change:
    """A change set for showing: rows by table and by what happened to them."""

    change_set: int
    kind: str
    label: str
    made_at: datetime
    device: str
    inserted: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    deleted: dict[str, int] = field(default_factory=dict)


@frozen
class _Writing:
    """The change set that an entry belongs to."""

    made_at: datetime | None
    device: str
    change_set: int


_UNKNOWN = _Writing(None, "", 0)


def history_of_text(db: Database, place: TextPlace, language: str) -> list[Version]:
    """Return the versions of a text that history still knows, the newest (what stands) first."""
    if isinstance(place, HeadsPlace | LinePlace):
        # A number beside others, half a row: what it was says nothing without them.
        return []
    table, column = _locate(place, language)
    found: list[tuple[int, Version]] = []
    for row_id in _find_rows(db, place, language):
        found += _read_versions(db, table, row_id, column)
    return [version for _, version in sorted(found, key=lambda pair: -pair[0])]


def changes_since(db: Database, moment: datetime) -> list[Change]:
    """Return the change sets made at or after `moment` (aware), the newest first."""
    sets = db.execute(
        "SELECT id, kind, label, made_at, device, first_entry, last_entry FROM change_set "
        "WHERE made_at >= ? ORDER BY id DESC",
        [moment.astimezone(UTC).isoformat(timespec="milliseconds")],
    )
    return [_read_change(db, row) for row in sets.fetchall()]


def name_record(db: Database, table_name: str, row_id: str) -> Bilingual:
    """Return what a record is called, or was when it was deleted; no text when it has no name."""
    table = find_table(db, table_name)
    if table is None:
        return NO_TEXT
    row = _read_row(db, table, row_id)
    if row is None:
        deleted = db.execute(
            "SELECT old FROM history WHERE table_name = ? AND row_id = ? AND action <> 'insert' "
            "AND action = 'delete' ORDER BY id DESC LIMIT 1",
            [table_name, row_id],
        ).fetchone()
        row = read_old(deleted[0]) if deleted else {}
    for name in _NAMES:
        kk, ru = row.get(f"{name}_kk", row.get(name)), row.get(f"{name}_ru", row.get(name))
        if kk or ru:
            return Bilingual(kk=str(kk or ""), ru=str(ru or ""))
    return NO_TEXT


def restore_record(db: Database, table_name: str, row_id: str, before: int) -> None:
    """Put a record back as it was before the change set `before`, in the caller's transaction.

    A record that is gone comes back together with what went with it, and is named again by those
    that named it. DataProblem when it did not exist then, or cannot stand beside what is there now.
    """
    try:
        _restore(db, table_name, row_id, before)
    except INTEGRITY_ERRORS as error:
        raise DataProblem(
            message(
                "This record cannot be brought back: what it belongs to is no longer there, or "
                "another record has taken its place."
            ),
            "id",
        ) from error


def _restore(db: Database, table_name: str, row_id: str, before: int) -> None:
    table = read_table(db, table_name)
    now = _read_row(db, table, row_id)
    then = _read_row_before(db, table, row_id, now, before)
    if then is None:
        raise DataProblem(message("This record did not exist then."), "id")
    if now is None:
        _bring_back(db, table, row_id, then)
        return
    columns = {column.name for column in table.columns}
    changed = {
        name: value
        for name, value in then.items()
        if name in columns and (value, type(value)) != (now[name], type(now[name]))
    }
    if changed:
        update_row(db, table, row_id, changed)
        _forget_missing(db, [(table_name, row_id)])


# ---------------------------------------------------------------- versions of a text


def _locate(place: RecordPlace | AnswerPlace, language: str) -> tuple[str, str]:
    if isinstance(place, RecordPlace):
        return place.table, text_column(place, language)
    return "answer", "value"


def _find_rows(db: Database, place: RecordPlace | AnswerPlace, language: str) -> list[str]:
    """Return the ids of the rows that hold or held the text."""
    if isinstance(place, RecordPlace):
        return [place.record_id]
    key = (place.project_id, place.form, place.version, place.path, language)
    same_then = " AND ".join(f"json_extract(old, '$.{name}') = ?" for name in _ANSWER_KEY)
    rows = db.execute(
        f"SELECT id FROM answer WHERE ({', '.join(_ANSWER_KEY)}) = (?, ?, ?, ?, ?) UNION "
        "SELECT row_id FROM history WHERE table_name = 'answer' AND action <> 'insert' "
        f"AND action = 'delete' AND {same_then}",
        [*key, *key],
    )
    return [row_id for (row_id,) in rows.fetchall()]


def _read_versions(
    db: Database, table: str, row_id: str, column: str
) -> Iterator[tuple[int, Version]]:
    """Yield each text with the entry that ended it, the oldest first."""
    writing = _UNKNOWN
    last = 0
    for entry, made in _read_row_entries(db, table, row_id):
        last = entry.id
        if entry.action == "insert":
            writing = made
        elif column in entry.old:
            yield entry.id, _version(entry.old[column], writing)
            writing = made if entry.action == "update" else _UNKNOWN
    standing = _read_row(db, read_table(db, table), row_id)
    if standing is not None:
        yield last + 1, _version(standing[column], writing)


def _version(text: Value, writing: _Writing) -> Version:
    return Version(str(text or ""), writing.made_at, writing.device, writing.change_set)


def _read_row_entries(
    db: Database, table: str, row_id: str
) -> Iterator[tuple[HistoryEntry, _Writing]]:
    # The index knows no inserts (a bulk insert would pay for them): they cost one walk.
    rows = db.execute(
        """
        SELECT entry.id, action, table_name, row_id, old, made_at, device, change_set.id
        FROM (
            SELECT * FROM history WHERE table_name = ? AND row_id = ? AND action <> 'insert'
            UNION ALL
            SELECT * FROM history WHERE action = 'insert' AND row_id = ? AND table_name = ?
        ) AS entry LEFT JOIN change_set ON change_set.id = entry.change_set
        ORDER BY entry.id
        """,
        [table, row_id, row_id, table],
    )
    for *entry, made_at, device, number in rows.fetchall():
        writing = _Writing(datetime.fromisoformat(made_at), device, number) if number else _UNKNOWN
        yield read_entry(*entry), writing


# ---------------------------------------------------------------- a record as it was


def _read_row(db: Database, table: Table, row_id: str) -> dict[str, Value] | None:
    rows = db.query(
        f"SELECT * FROM {quote_name(table.name)} WHERE {quote_name(table.key)} = ?", [row_id]
    )
    return next(iter(rows), None)


def _read_row_before(
    db: Database, table: Table, row_id: str, now: dict[str, Value] | None, before: int
) -> dict[str, Value] | None:
    then = now
    for entry, made in reversed(list(_read_row_entries(db, table.name, row_id))):
        if made is not _UNKNOWN and made.change_set < before:
            break
        if entry.action == "insert":
            then = None
        elif entry.action == "delete":
            then = entry.old
        elif then is not None:
            then = then | entry.old
    return then


def _bring_back(db: Database, table: Table, row_id: str, values: dict[str, Value]) -> None:
    insert_row(db, table, values)
    deleted = db.execute(
        "SELECT max(change_set) FROM history WHERE table_name = ? AND row_id = ? "
        "AND action <> 'insert' AND action = 'delete'",
        [table.name, row_id],
    ).fetchone()[0]
    rows = db.execute(
        "SELECT id, action, table_name, row_id, old FROM history "
        "WHERE id BETWEEN (SELECT first_entry FROM change_set WHERE id = ?) "
        "AND (SELECT last_entry FROM change_set WHERE id = ?) AND action <> 'insert' ORDER BY id",
        [deleted, deleted],
    )
    entries = [read_entry(*row) for row in rows.fetchall() if row[1] != "erased"]
    lost = [entry for entry in entries if entry.action == "delete"]
    back = [(table.name, row_id)]
    tables = read_tables(db)
    for entry in _find_hanging(db, lost, table.name, row_id):
        insert_row(db, tables[entry.table], entry.old)
        back.append((entry.table, entry.row_id))
    _forget_missing(db, back)
    _name_again(db, tables, entries, set(back))


def _forget_missing(db: Database, written: Iterable[tuple[str, str]]) -> None:
    """Empty the references of the rows to what has gone meanwhile: no row waits for another."""
    references, tables = read_references(db), read_tables(db)
    for name, row_id in written:
        for reference in references[name]:
            column, other = quote_name(reference.column), tables[reference.table]
            db.execute(
                f"UPDATE {quote_name(name)} SET {column} = NULL "
                f"WHERE {quote_name(tables[name].key)} = ? AND {column} NOT IN "
                f"(SELECT {quote_name(other.key)} FROM {quote_name(other.name)})",
                [row_id],
            )


def _name_again(
    db: Database,
    tables: dict[str, Table],
    entries: Iterable[HistoryEntry],
    back: set[tuple[str, str]],
) -> None:
    """Give back the references that were emptied when the rows went, unless they say more now."""
    references = read_references(db)
    for entry in entries:
        for reference in references[entry.table]:
            named = entry.old.get(reference.column)
            if entry.action == "update" and (reference.table, named) in back:
                column = quote_name(reference.column)
                db.execute(
                    f"UPDATE {quote_name(entry.table)} SET {column} = ? "
                    f"WHERE {quote_name(tables[entry.table].key)} = ? AND {column} IS NULL",
                    [named, entry.row_id],
                )


def _find_hanging(
    db: Database, lost: Iterable[HistoryEntry], table: str, row_id: str
) -> Iterator[HistoryEntry]:
    """Yield what went with a row, parents before children."""
    dependants = read_dependants(db)
    links = {(child.table, child.column) for found in dependants.values() for child in found}
    children: dict[tuple[str, str, Value], list[HistoryEntry]] = {}
    for entry in lost:
        for column, value in entry.old.items():
            if (entry.table, column) in links:
                children.setdefault((entry.table, column, value), []).append(entry)
    parents, known = [(table, row_id)], {(table, row_id)}
    while parents:
        parent, parent_id = parents.pop()
        for child in dependants.get(parent, ()):
            for entry in children.get((child.table, child.column, parent_id), ()):
                if (entry.table, entry.row_id) not in known:
                    known.add((entry.table, entry.row_id))
                    parents.append((entry.table, entry.row_id))
                    yield entry


# ---------------------------------------------------------------- what changed


def _read_change(db: Database, row: tuple[Any, ...]) -> Change:
    number, kind, label, made_at, device, first, last = row
    change = Change(number, kind, label, datetime.fromisoformat(made_at), device)
    counted = db.execute(
        "SELECT action, table_name, count(DISTINCT row_id) FROM history "
        "WHERE id BETWEEN ? AND ? AND action <> 'erased' GROUP BY action, table_name",
        [first, last],
    )
    by_action = {"insert": change.inserted, "update": change.updated, "delete": change.deleted}
    for action, table, rows in counted.fetchall():
        by_action[action][table] = rows
    return change
