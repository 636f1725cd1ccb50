"""Who came to each activity: heads with a name and without, by gender, category and age.

Every list and every row of counted heads is told by its own activity, so these are visits on either
basis. Sums by month or place are made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from grantee_app.figures.people import DIMENSIONS, UNKNOWN_KEY, Demographics, find_bands
from grantee_app.figures.period import STARTS_WITHIN, WHOLE, Period
from grantee_app.form.definition import DemographicTable
from grantee_app.giving_way import in_turns
from grantee_app.store.ages import OUTSIDE, UNKNOWN, write_age, write_band
from grantee_app.store.people_forgetting import OUTSIDE_KEY

_HELD = f"""
held AS MATERIALIZED (
    SELECT activity.id, activity.starts_on AS day FROM activity
    JOIN planned_activity ON planned_activity.id = activity.planned_activity_id
    JOIN task ON task.id = planned_activity.task_id
    WHERE project_id = :project AND is_held AND {STARTS_WITHIN}
)
"""


def _no_groups() -> Demographics:
    return {dimension: {} for dimension in DIMENSIONS}


@dataclass(slots=True)
class ActivityPeople:
    """Who came: `counted` heads without a name (None: nobody counted) and `named` ones.

    `named_groups` and `counted_groups` tell them by dimension and group of the form; of the named
    "" is what nobody knows and "outside" an age in no band. A group that the form does not have
    stands under its own name.
    """

    counted: int | None = None
    named: int = 0
    named_groups: Demographics = field(default_factory=_no_groups)
    counted_groups: Demographics = field(default_factory=_no_groups)

    @property
    def total(self) -> int | None:
        """Everybody who came; None where nobody counted and nobody is named."""
        return self.named or None if self.counted is None else self.counted + self.named

    def find_groups(self, dimension: str) -> dict[str, int]:
        """Return the heads of one split, named and counted together, without the unknown."""
        found = dict(self.counted_groups.get(dimension, {}))
        for key, heads in self.named_groups.get(dimension, {}).items():
            if key != UNKNOWN_KEY:
                found[key] = found.get(key, 0) + heads
        return found

    def find_remainder(self, table: DemographicTable) -> int:
        """Return the heads that no column of a table holds; below 0: its columns hold too many."""
        groups = self.find_groups(table.dimension)
        return (self.total or 0) - sum(groups.get(group.key, 0) for group in table.groups)

    def add(self, other: ActivityPeople) -> None:
        """Add the people of another activity."""
        if other.counted is not None:
            self.counted = (self.counted or 0) + other.counted
        self.named += other.named
        for mine, theirs in (
            (self.named_groups, other.named_groups),
            (self.counted_groups, other.counted_groups),
        ):
            for dimension, groups in theirs.items():
                kept = mine.setdefault(dimension, {})
                for key, heads in groups.items():
                    kept[key] = kept.get(key, 0) + heads


def count_activity_people(
    db: Database,
    project_id: str,
    tables: Sequence[DemographicTable],
    period: Period = WHOLE,
) -> dict[str, ActivityPeople]:
    """Return who came to every activity that was held in a period, by the activity's id."""
    place = {"project": project_id} | period.bind()
    rows = db.execute(
        f"WITH {_HELD} SELECT id, participants_total FROM activity WHERE id IN "
        "(SELECT id FROM held)",
        place,
    )
    found = {row_id: ActivityPeople(counted=total) for row_id, total in rows.fetchall()}
    rows = db.execute(
        f"WITH {_HELD} SELECT activity_id, dimension, group_key, heads FROM participant_count "
        "WHERE activity_id IN (SELECT id FROM held) ORDER BY position",
        place,
    )
    for row_id, dimension, group, heads in in_turns(rows.fetchall()):
        found[row_id].counted_groups.setdefault(dimension, {})[group] = heads
    if db.execute("SELECT 1 FROM attendance LIMIT 1").fetchone():
        _add_named(db, place, tables, found)
    return found


def sum_people(
    people: Iterable[tuple[str, ActivityPeople]], name: Callable[[str], str]
) -> dict[str, ActivityPeople]:
    """Return the people of activities (id, people) added up by what `name` calls an activity.

    By its month, its place, its kind; the order is that of the first activity of each.
    """
    sums: dict[str, ActivityPeople] = {}
    for activity_id, came in people:
        sums.setdefault(name(activity_id), ActivityPeople()).add(came)
    return sums


def _add_named(
    db: Database,
    place: dict[str, str],
    tables: Sequence[DemographicTable],
    found: dict[str, ActivityPeople],
) -> None:
    columns, values = _write_columns(tables)
    sums = "".join(f", sum({condition})" for _dimension, _key, condition in columns)
    band = write_band("years", find_bands(tables))
    # One pass over the lists in the order of the activities; the limit keeps SQLite from working
    # out the age anew for every column.
    rows = db.execute(
        f"WITH {_HELD} SELECT activity_id, count(*){sums} FROM ("
        f"SELECT activity_id, gender, category, {band} AS band FROM ("
        f"SELECT activity_id, gender, category, {write_age('held.day')} AS years "
        "FROM attendance CROSS JOIN held ON held.id = activity_id "
        "CROSS JOIN participant ON participant.id = participant_id LIMIT -1) LIMIT -1) "
        "GROUP BY activity_id",
        values | place,
    )
    for row_id, named, *heads in in_turns(rows.fetchall()):
        came = found[row_id]
        came.named = named
        for (dimension, key, _condition), number in zip(columns, heads, strict=True):
            if number:
                came.named_groups[dimension][key] = number
    for dimension in ("gender", "category"):
        if any(came.named > sum(came.named_groups[dimension].values()) for came in found.values()):
            _add_strays(db, place, tables, dimension, found)


def _write_columns(
    tables: Sequence[DemographicTable],
) -> tuple[list[tuple[str, str, str]], dict[str, Any]]:
    """Return (dimension, key, condition) of every sum, with the parameters they name."""
    columns: list[tuple[str, str, str]] = []
    values: dict[str, Any] = {}
    for table in tables:
        if table.dimension == "age":
            continue
        columns.append((table.dimension, UNKNOWN_KEY, f"{table.dimension} = ''"))
        for group in table.groups:
            name = f"group{len(columns)}"
            values[name] = group.key
            columns.append((table.dimension, group.key, f"{table.dimension} = :{name}"))
    for number, band in enumerate(find_bands(tables)):
        columns.append(("age", band.key, f"band = {number}"))
    columns += [
        ("age", UNKNOWN_KEY, f"band = {UNKNOWN}"),
        ("age", OUTSIDE_KEY, f"band = {OUTSIDE}"),
    ]
    return columns, values


def _add_strays(
    db: Database,
    place: dict[str, str],
    tables: Sequence[DemographicTable],
    dimension: str,
    found: dict[str, ActivityPeople],
) -> None:
    """Add those whose group the form does not have, under the group's own name."""
    known = [UNKNOWN_KEY] + [
        group.key for table in tables if table.dimension == dimension for group in table.groups
    ]
    marks = ", ".join(f":known{number}" for number in range(len(known)))
    rows = db.execute(
        f"WITH {_HELD} SELECT activity_id, {dimension}, count(*) FROM attendance "
        "JOIN held ON held.id = activity_id JOIN participant ON participant.id = participant_id "
        f"WHERE {dimension} NOT IN ({marks}) GROUP BY 1, 2",
        {f"known{number}": key for number, key in enumerate(known)} | place,
    )
    for row_id, group, heads in rows.fetchall():
        found[row_id].named_groups[dimension][group] = heads
