"""The second entry of an activity's paper list: its rows, and what was decided where they differ.

One for an activity. What it is compared with and how is not known here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.records import new_id
from grantee_app.records.second_row import SecondRow
from grantee_app.store.projects import insert_rows
from grantee_app.store.rows import flatten_entry, gather_fields

# What was decided: pair → field → «first», «second» or «own:» and a text.
Choices = dict[str, dict[str, str]]


@frozen
class SecondList:
    """A second entry; `applied_on` is None while it is typed or compared.

    Afterwards `compared` rows were held against each other and `differences` fields were decided.
    """

    id: str
    activity_id: str
    choices: Choices
    applied_on: date | None
    compared: int
    differences: int
    rows: tuple[SecondRow, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody is still at it."""
        return self.applied_on is None


def begin_second_list(db: Database, activity_id: str) -> str:
    """Begin the second entry of a list, or go on with it; one that was applied begins anew."""
    with db.atomic():
        found = load_second_list(db, activity_id)
        if found is not None and found.is_open:
            return found.id
        if found is not None:
            drop_second_list(db, found.id)
        if not db.execute("SELECT 1 FROM activity WHERE id = ?", [activity_id]).fetchone():
            raise DataProblem(message("The record that this belongs to is no longer there."))
        list_id = new_id()
        db.execute(
            "INSERT INTO second_list (id, activity_id, choices) VALUES (?, ?, '{}')",
            [list_id, activity_id],
        )
    return list_id


def load_second_list(db: Database, activity_id: str) -> SecondList | None:
    """Return the second entry of a list with its rows in the order of the sheet."""
    row = next(
        iter(db.query("SELECT * FROM second_list WHERE activity_id = ?", [activity_id])), None
    )
    if row is None:
        return None
    rows = db.query("SELECT * FROM second_row WHERE list_id = ? ORDER BY position, id", [row["id"]])
    return SecondList(
        row["id"],
        activity_id,
        json.loads(row["choices"]),
        date.fromisoformat(row["applied_on"]) if row["applied_on"] else None,
        row["compared"] or 0,
        row["differences"] or 0,
        tuple(SecondRow.model_validate(gather_fields(SecondRow, found)) for found in rows),
    )


def add_second_row(db: Database, list_id: str, row: SecondRow) -> None:
    """Put a row at the end of a second entry; DataProblem when the entry is gone."""
    with db.atomic():
        if not db.execute("SELECT 1 FROM second_list WHERE id = ?", [list_id]).fetchone():
            raise DataProblem(message("The record that this belongs to is no longer there."))
        place = db.execute(
            "SELECT coalesce(max(position) + 1, 0) FROM second_row WHERE list_id = ?", [list_id]
        ).fetchone()[0]
        values = flatten_entry(row) | {"list_id": list_id, "position": place}
        insert_rows(db, "second_row", [values])


def remove_second_rows(db: Database, row_ids: Sequence[str]) -> None:
    """Take rows out of a second entry."""
    db.execute(
        "DELETE FROM second_row WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(row_ids))],
    )


def order_second_rows(db: Database, row_ids: Sequence[str]) -> None:
    """Let the rows of a second entry stand in this order."""
    with db.atomic():
        db.conn.executemany(
            "UPDATE second_row SET position = ? WHERE id = ? AND position <> ?",
            [(place, row_id, place) for place, row_id in enumerate(row_ids)],
        )


def write_choices(db: Database, list_id: str, choices: Mapping[str, Mapping[str, str]]) -> None:
    """Remember what was decided."""
    text = json.dumps(choices, ensure_ascii=False, sort_keys=True)
    db.execute("UPDATE second_list SET choices = ? WHERE id = ?", [text, list_id])


def close_second_list(
    db: Database, list_id: str, day: date, compared: int, differences: int
) -> None:
    """Drop the rows of a second entry that was applied, and keep that it was."""
    with db.atomic():
        db.execute("DELETE FROM second_row WHERE list_id = ?", [list_id])
        db.execute(
            "UPDATE second_list SET choices = '{}', applied_on = ?, compared = ?, differences = ? "
            "WHERE id = ?",
            [day.isoformat(), compared, differences, list_id],
        )


def drop_second_list(db: Database, list_id: str) -> None:
    """Throw a second entry away."""
    db.execute("DELETE FROM second_list WHERE id = ?", [list_id])


def find_lists_of_project(db: Database, project_id: str) -> set[str]:
    """Return the ids of all second entries of a project, thrown away or not: they hold names."""
    return _find_lists(
        db,
        "SELECT activity.id FROM activity "
        "JOIN planned_activity ON planned_activity.id = planned_activity_id "
        "JOIN task ON task.id = task_id WHERE project_id = :id",
        project_id,
    )


def find_lists_of_person(db: Database, participant_id: str) -> set[str]:
    """Return the second entries of the lists that a person stands on, or stood on once."""
    return _find_lists(
        db,
        "SELECT activity_id FROM attendance WHERE participant_id = :id UNION "
        "SELECT json_extract(old, '$.activity_id') FROM history WHERE table_name = 'attendance' "
        "AND action <> 'insert' AND action = 'delete' "
        "AND json_extract(old, '$.participant_id') = :id",
        participant_id,
    )


def _find_lists(db: Database, activities: str, record_id: str) -> set[str]:
    rows = db.execute(
        f"WITH found AS ({activities}) "
        "SELECT id FROM second_list WHERE activity_id IN (SELECT * FROM found) UNION "
        "SELECT row_id FROM history WHERE table_name = 'second_list' AND action <> 'insert' "
        "AND action = 'delete' AND json_extract(old, '$.activity_id') IN (SELECT * FROM found)",
        {"id": record_id},
    )
    return {found for (found,) in rows.fetchall()}
