"""Heads: at each planned activity, and over the project by gender, category and age.

On the basis of visits a person counts at every activity she came to. On the basis of people only
named persons can be told apart; heads that were only counted are the most they can be.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

# dimension → group → heads at the activities that count towards beneficiaries
Demographics = dict[str, dict[str, int]]

_OF_PROJECT = """
    FROM activity
    JOIN planned_activity ON planned_activity.id = activity.planned_activity_id
    JOIN task ON task.id = planned_activity.task_id
"""


@dataclass(frozen=True, slots=True)
class ActivityHeads:
    """Events held for one planned activity and heads at them; `heads` None if nobody counted."""

    held: int
    heads: int | None
    beneficiaries: int


def count_heads(db: Database, project_id: str) -> dict[str, ActivityHeads]:
    """Return the heads of every planned activity that has been held, by its id."""
    rows = db.execute(
        "SELECT planned_activity.id, count(*), sum(participants_total), "
        "coalesce(sum(CASE WHEN counts_towards_beneficiaries THEN participants_total END), 0)"
        f"{_OF_PROJECT} WHERE project_id = ? GROUP BY 1",
        [project_id],
    )
    return {key: ActivityHeads(held, heads, counted) for key, held, heads, counted in rows}


def count_demographics(db: Database, project_id: str) -> Demographics:
    """Return heads by dimension and group over the activities that count."""
    rows = db.execute(
        f"SELECT dimension, group_key, sum(participant_count.heads) {_OF_PROJECT} "
        "JOIN participant_count ON participant_count.activity_id = activity.id "
        "WHERE project_id = ? AND counts_towards_beneficiaries GROUP BY 1, 2",
        [project_id],
    )
    found: Demographics = {"gender": {}, "category": {}, "age": {}}
    for dimension, group, heads in rows:
        found.setdefault(dimension, {})[group] = heads
    return found
