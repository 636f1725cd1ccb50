"""Records added, copied, moved and removed one at a time.

Whole projects are the business of `projects`, single fields of `texts` and `fields`. Rows of a list
keep their order by `position`, counted from 0 without gaps once this room has touched them. Each
function is one short transaction, or part of the one around it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.records import new_id
from grantee_app.records.base import Entry
from grantee_app.store.fields import drop_drafts
from grantee_app.store.projects import CHILDREN, insert_tree, read_tree
from grantee_app.store.rows import Row
from grantee_app.store.schema import quote_name, read_dependants


@frozen
class Parent:
    """The record that a list hangs on."""

    table: str
    record_id: str


def add_record(
    db: Database, table: str, parent: Parent, entry: Entry, position: int | None = None
) -> None:
    """Add a record with everything that hangs on it, at the end or at `position` (from 0).

    DataProblem when the parent is not there any more, or the record's id is taken.
    """
    column = find_parent_column(table, parent.table)
    with db.atomic():
        if not has_record(db, parent.table, parent.record_id):
            raise DataProblem(message("The record that this belongs to is no longer there."))
        place = _make_room(db, table, column, parent.record_id, position)
        insert_tree(db, table, column, parent.record_id, place, entry)


def remove_record(db: Database, table: str, row_id: str) -> None:
    """Remove a record with everything that hangs on it; nothing happens when it is gone."""
    with db.atomic():
        for name, ids in _find_hanging(db, table, row_id):
            for found in ids:
                drop_drafts(db, name, found)
        db.execute(f"DELETE FROM {quote_name(table)} WHERE id = ?", [row_id])


def move_record(
    db: Database, table: str, row_id: str, position: int, parent: Parent | None = None
) -> None:
    """Put a record at `position` (from 0, without itself) of its list, or of another parent's.

    KeyError when the record is gone.
    """
    row = read_row(db, table, row_id)
    if parent is None:
        parent = find_parent(row, table)
    column = find_parent_column(table, parent.table)
    with db.atomic():
        ids = [found for found in list_ids(db, table, parent) if found != row_id]
        ids.insert(max(0, min(position, len(ids))), row_id)
        if row[column] != parent.record_id:
            others = {other: None for other in _parent_columns(table) if other != column}
            values: Row = {column: parent.record_id, **others}
            sets = ", ".join(f"{name} = ?" for name in values)
            db.execute(
                f"UPDATE {quote_name(table)} SET {sets} WHERE id = ?", [*values.values(), row_id]
            )
        _number_rows(db, table, ids)


def copy_record(
    db: Database, table: str, row_id: str, change: Callable[[Entry], Entry] | None = None
) -> str:
    """Put a copy of a record and of what hangs on it right after it, and return its id.

    `change` may alter the copy before it is written. KeyError when the record is gone.
    """
    row = read_row(db, table, row_id)
    entry = _renew_ids(load_record(db, table, row_id))
    if change is not None:
        entry = change(entry)
    add_record(db, table, find_parent(row, table), entry, int(row["position"]) + 1)
    return str(getattr(entry, "id"))  # noqa: B009 (an entry of a list is a record)


def load_record(db: Database, table: str, row_id: str) -> Entry:
    """Return a record as its model, with everything that hangs on it; KeyError when it is gone."""
    return read_tree(db, table, read_row(db, table, row_id))


def read_row(db: Database, table: str, row_id: str) -> Row:
    """Return a record's own row; KeyError when it is gone."""
    row = next(iter(db.query(f"SELECT * FROM {quote_name(table)} WHERE id = ?", [row_id])), None)
    if row is None:
        raise KeyError(row_id)
    return row


def has_record(db: Database, table: str, row_id: str) -> bool:
    """Tell whether the record is there."""
    found = db.execute(f"SELECT 1 FROM {quote_name(table)} WHERE id = ?", [row_id]).fetchone()
    return found is not None


def list_ids(db: Database, table: str, parent: Parent) -> list[str]:
    """Return the ids of a list in its order."""
    column = find_parent_column(table, parent.table)
    rows = db.execute(
        f"SELECT id FROM {quote_name(table)} WHERE {column} = ? ORDER BY position, id",
        [parent.record_id],
    )
    return [row_id for (row_id,) in rows.fetchall()]


def find_parent(row: Row, table: str) -> Parent:
    """Return what a row hangs on; ValueError for a table that hangs on nothing."""
    for parent_table, children in CHILDREN.items():
        for child in children:
            if child.table == table and row.get(child.parent_column):
                return Parent(parent_table, str(row[child.parent_column]))
    raise ValueError(f"{table} hangs on nothing")


def find_project(db: Database, table: str, row_id: str) -> str:
    """Return the id of the project that a record belongs to; "" for one of none, or that is gone.

    Goes up from record to record, so it costs the same whatever a project holds.
    """
    if table == "participant_count":
        found = db.execute(
            "SELECT activity_id FROM participant_count WHERE id = ?", [row_id]
        ).fetchone()
        table, row_id = "activity", str(found[0]) if found else ""
    while table != "project":
        try:
            parent = find_parent(read_row(db, table, row_id), table)
        except (KeyError, ValueError):
            return ""
        table, row_id = parent.table, parent.record_id
    return row_id if has_record(db, "project", row_id) else ""


def find_parent_column(table: str, parent_table: str) -> str:
    """Return the column by which rows of `table` hang on `parent_table`; ValueError for none."""
    for child in CHILDREN.get(parent_table, ()):
        if child.table == table:
            return child.parent_column
    raise ValueError(f"{table} does not hang on {parent_table}")


def _parent_columns(table: str) -> list[str]:
    return sorted(
        {
            child.parent_column
            for children in CHILDREN.values()
            for child in children
            if child.table == table
        }
    )


def _make_room(db: Database, table: str, column: str, parent_id: str, position: int | None) -> int:
    """Return the position of a new row, with the rows behind it moved on."""
    count = db.execute(
        f"SELECT coalesce(max(position) + 1, 0) FROM {quote_name(table)} WHERE {column} = ?",
        [parent_id],
    ).fetchone()[0]
    if position is None or position >= count:
        return int(count)
    db.execute(
        f"UPDATE {quote_name(table)} SET position = position + 1 "
        f"WHERE {column} = ? AND position >= ?",
        [parent_id, position],
    )
    return position


def _number_rows(db: Database, table: str, ids: list[str]) -> None:
    for place, row_id in enumerate(ids):
        db.execute(
            f"UPDATE {quote_name(table)} SET position = ? WHERE id = ? AND position <> ?",
            [place, row_id, place],
        )


def _find_hanging(db: Database, table: str, row_id: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows that will go, table by table, the record itself first."""
    dependants = read_dependants(db)
    waiting = [(table, [row_id])]
    while waiting:
        name, ids = waiting.pop()
        yield name, ids
        for child in dependants.get(name, ()):
            rows = db.execute(
                f"SELECT id FROM {quote_name(child.table)} WHERE {child.column} IN "
                "(SELECT value FROM json_each(?))",
                [json.dumps(ids)],
            ).fetchall()
            if rows:
                waiting.append((child.table, [found for (found,) in rows]))


def _renew_ids(entry: Entry) -> Entry:
    """Return a copy of a record in which it and everything inside it is new."""
    values: dict[str, Any] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name == "id":
            values[name] = new_id()
        elif isinstance(value, list):
            values[name] = [_renew_ids(item) if isinstance(item, Entry) else item for item in value]
        elif isinstance(value, Entry):
            values[name] = _renew_ids(value)
    return entry.model_copy(update=values)
