"""Heads that were only counted at an event, by gender, category or age, written as typed.

A band without heads has no row. What is no number is kept as a draft of its activity until it is
one. Which bands there are is the form's business.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.language.reading_numbers import read_whole_number
from grantee_app.records import new_id
from grantee_app.store.rows import mend_text

Heads = dict[str, dict[str, int]]
_DRAFT: Final = "heads"


@frozen
class HeadsPlace:
    """The heads of one band («gender», «male») at an activity."""

    activity_id: str
    dimension: str
    group: str

    @property
    def field(self) -> str:
        """The name under which a draft of it is kept with its activity."""
        return f"{_DRAFT}/{self.dimension}/{self.group}"


def find_heads_place(table: str, row_id: str, field: str) -> HeadsPlace | None:
    """Return the band that a draft belongs to, None for a draft of something else."""
    start, _, rest = field.partition("/")
    if table != "activity" or start != _DRAFT:
        return None
    dimension, _, group = rest.partition("/")
    return HeadsPlace(row_id, dimension, group)


def read_heads_text(db: Database, place: HeadsPlace) -> str:
    """Return what stands in a band: the draft where there is one, "" for nothing."""
    draft = db.execute(
        "SELECT text FROM draft WHERE (table_name, row_id, field) = ('activity', ?, ?)",
        [place.activity_id, place.field],
    ).fetchone()
    if draft is not None:
        return str(draft[0])
    row = db.execute(
        "SELECT heads FROM participant_count WHERE (activity_id, dimension, group_key) = (?, ?, ?)",
        [place.activity_id, place.dimension, place.group],
    ).fetchone()
    return str(row[0]) if row else ""


def write_heads(db: Database, place: HeadsPlace, text: str) -> None:
    """Write a band in one transaction, as heads or as a draft; KeyError if its activity is gone."""
    key = [place.activity_id, place.dimension, place.group]
    reading = read_whole_number(text)
    with db.atomic():
        if not db.execute("SELECT 1 FROM activity WHERE id = ?", key[:1]).fetchone():
            raise KeyError(place.activity_id)
        if text.strip() and reading.value is None:
            db.execute(
                "INSERT INTO draft (id, table_name, row_id, field, text) "
                "VALUES (?, 'activity', ?, ?, ?) "
                "ON CONFLICT (table_name, row_id, field) DO UPDATE SET text = excluded.text",
                [new_id(), place.activity_id, place.field, mend_text(text)],
            )
            return
        db.execute(
            "DELETE FROM draft WHERE (table_name, row_id, field) = ('activity', ?, ?)",
            [place.activity_id, place.field],
        )
        if not text.strip():
            db.execute(
                "DELETE FROM participant_count "
                "WHERE (activity_id, dimension, group_key) = (?, ?, ?)",
                key,
            )
            return
        changed = db.execute(
            "UPDATE participant_count SET heads = ? "
            "WHERE (activity_id, dimension, group_key) = (?, ?, ?)",
            [reading.value, *key],
        )
        if changed.rowcount == 0:
            db.execute(
                "INSERT INTO participant_count "
                "(id, activity_id, position, dimension, group_key, heads) VALUES (?, ?, "
                "(SELECT coalesce(max(position) + 1, 0) FROM participant_count "
                "WHERE (activity_id, dimension) = (?, ?)), ?, ?, ?)",
                [new_id(), key[0], *key[:2], *key[1:], reading.value],
            )


def read_heads(db: Database, activity_id: str) -> Heads:
    """Return the counted heads of an activity by dimension and band."""
    found: Heads = {"gender": {}, "category": {}, "age": {}}
    rows = db.execute(
        "SELECT dimension, group_key, heads FROM participant_count WHERE activity_id = ? "
        "ORDER BY position",
        [activity_id],
    )
    for dimension, group, heads in rows.fetchall():
        found.setdefault(dimension, {})[group] = heads
    return found


def follow_tally(db: Database, activity_id: str) -> None:
    """Let «surveyed» and «satisfied» follow from the answers that were counted by level.

    Where no level is counted they stay: somebody told them as they are.
    """
    db.execute(
        """
        UPDATE activity SET
            surveyed = coalesce(tally_very_satisfied, 0) + coalesce(tally_satisfied, 0)
                + coalesce(tally_neither, 0) + coalesce(tally_dissatisfied, 0)
                + coalesce(tally_very_dissatisfied, 0),
            satisfied = coalesce(tally_very_satisfied, 0) + coalesce(tally_satisfied, 0)
        WHERE id = ? AND coalesce(tally_very_satisfied, tally_satisfied, tally_neither,
            tally_dissatisfied, tally_very_dissatisfied) IS NOT NULL
        """,
        [activity_id],
    )
