"""The row of a paper list that is being typed and stands in no list yet, kept as it is typed.

Not in history: half a row is nothing to go back to, and nothing of it may remain when names are
forgotten. What may be a number of a person (IIN) is never written.
"""

from __future__ import annotations

from typing import Final, Literal

from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.records.personal import drop_number
from grantee_app.store.name_words import make_name_key
from grantee_app.store.rows import mend_text

# Whose row it is: of the list itself, or of the second entry of the same paper.
Reading = Literal["first", "second"]
LINE_FIELDS: Final = ("name", "born", "gender", "category", "place")


@frozen
class LinePlace:
    """One field of the row that is being typed for an activity's list."""

    activity_id: str
    reading: Reading
    field: str


def read_line_text(db: Database, place: LinePlace) -> str:
    """Return what was typed into the field, "" for nothing."""
    row = db.execute(
        "SELECT text FROM typed_line WHERE (activity_id, reading, field) = (?, ?, ?)",
        [place.activity_id, place.reading, place.field],
    ).fetchone()
    return str(row[0]) if row else ""


def read_line(db: Database, activity_id: str, reading: Reading) -> dict[str, str]:
    """Return the fields of the row that somebody began, empty when there is none."""
    rows = db.execute(
        "SELECT field, text FROM typed_line WHERE (activity_id, reading) = (?, ?)",
        [activity_id, reading],
    )
    return dict(rows.fetchall())


def write_line_text(db: Database, place: LinePlace, text: str) -> None:
    """Keep what is typed, without what may be a number; nothing if its activity is gone."""
    kept = drop_number(mend_text(text))
    key = [place.activity_id, place.reading, place.field]
    with db.atomic():
        if not db.execute("SELECT 1 FROM activity WHERE id = ?", key[:1]).fetchone():
            return
        if kept.strip():
            db.execute(
                "INSERT INTO typed_line (activity_id, reading, field, text) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET text = excluded.text",
                [*key, kept],
            )
        else:
            db.execute(
                "DELETE FROM typed_line WHERE (activity_id, reading, field) = (?, ?, ?)", key
            )


def clear_line(db: Database, activity_id: str, reading: Reading) -> None:
    """Forget the row: it stands in the list now, or was given up."""
    db.execute(
        "DELETE FROM typed_line WHERE (activity_id, reading) = (?, ?)", [activity_id, reading]
    )


def forget_lines(db: Database, project_id: str, name: str = "") -> None:
    """Forget the half-typed rows of a project's lists; with a `name` those that begin as hers."""
    rows = db.execute(
        "SELECT activity_id, reading, text FROM typed_line WHERE field = 'name' AND activity_id IN "
        "(SELECT activity.id FROM activity JOIN planned_activity ON planned_activity.id = "
        "planned_activity_id JOIN task ON task.id = task_id WHERE project_id = ?)",
        [project_id],
    ).fetchall()
    key = make_name_key(name)
    for activity_id, reading, text in rows:
        if not name or key.startswith(make_name_key(text)):
            clear_line(db, activity_id, reading)
