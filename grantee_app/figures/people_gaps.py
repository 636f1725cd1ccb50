"""The named people whom a table of the form cannot place, told by name.

For the screen alone: what is printed or logged tells numbers. Who came to no activity that counts
is missing nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlite_utils import Database

from grantee_app.figures.people import (
    EVERYTHING,
    UNKNOWN_KEY,
    Demographics,
    Scope,
    find_bands,
)
from grantee_app.form.definition import DemographicTable
from grantee_app.frozen import frozen
from grantee_app.store.ages import OUTSIDE, AgeBand, write_age, write_band

MOST_NAMED: Final = 5
_DAY: Final = "day"
_WHO: Final = "who"
_NAMED: Final = ("participant.id", "name", "name_key")
# Those of the register who came to an activity that counts: few are looked up once what they lack
# is asked first.
_KNOWN_TO_COUNT: Final = """
    SELECT participant.* FROM participant WHERE project_id = :project AND EXISTS (
        SELECT 1 FROM attendance JOIN counted ON counted.id = activity_id
        WHERE participant_id = participant.id)
"""


@frozen
class UntoldHeads:
    """Heads at an activity that were only counted and stand in no group of a dimension.

    `count` below 0: the groups hold more heads than there were.
    """

    activity_id: str
    dimension: str
    count: int


@frozen
class UnplacedPeople:
    """People in no group of a dimension: how many there are, and the first of them.

    `people` are (id, name) by name; `reason` is "unknown" where nobody wrote it down, "outside"
    where the form has no such group.
    """

    dimension: str
    reason: str
    count: int
    people: tuple[tuple[str, str], ...]


def find_unplaced(
    db: Database,
    project_id: str,
    tables: Sequence[DemographicTable],
    demographics: Demographics,
    scope: Scope = EVERYTHING,
) -> list[UnplacedPeople]:
    """Return the named people of a scope in no group of the tables, by dimension and reason.

    `demographics` tell where anybody is missing: the others are not looked for.
    """
    found = []
    bands = find_bands(tables)
    for table in tables:
        groups = demographics.get(table.dimension, {})
        known = {group.key for group in table.groups}
        missing = {key for key, heads in groups.items() if heads and key not in known}
        reasons = ["unknown"] * (UNKNOWN_KEY in missing)
        reasons += ["outside"] * bool(missing - {UNKNOWN_KEY})
        for reason in reasons:
            condition, values = _write_condition(table, reason, bands)
            is_by_day = (table.dimension, reason) == ("age", "outside")
            who = scope.write_who("people", *_NAMED) if is_by_day else _KNOWN_TO_COUNT
            rows = db.execute(
                f"WITH {scope.write_counted()} "
                f"SELECT id, name, count(*) OVER () FROM ({who}) AS who "
                f"WHERE {condition} ORDER BY name_key, id LIMIT {MOST_NAMED}",
                values | scope.list_values(project_id),
            ).fetchall()
            if rows:
                people = tuple((row_id, name) for row_id, name, _count in rows)
                found.append(UnplacedPeople(table.dimension, reason, rows[0][2], people))
    return found


def find_untold(
    db: Database,
    project_id: str,
    tables: Sequence[DemographicTable],
    scope: Scope = EVERYTHING,
) -> list[UntoldHeads]:
    """Return the activities of a scope whose counted heads do not make up their total, by day.

    An activity whose heads were not split by a dimension at all is one of them.
    """
    rows = db.execute(
        f"WITH {scope.write_counted()} SELECT id, coalesce(participants_total, 0) "
        "FROM counted ORDER BY day, id",
        scope.list_values(project_id),
    ).fetchall()
    told = {
        (activity, dimension): heads
        for activity, dimension, heads in db.execute(
            f"WITH {scope.write_counted()} SELECT activity_id, dimension, sum(heads) "
            "FROM participant_count WHERE activity_id IN (SELECT id FROM counted) GROUP BY 1, 2",
            scope.list_values(project_id),
        ).fetchall()
    }
    return [
        UntoldHeads(activity, table.dimension, total - told.get((activity, table.dimension), 0))
        for activity, total in rows
        for table in tables
        if total != told.get((activity, table.dimension), 0)
    ]


def _write_condition(
    table: DemographicTable, reason: str, bands: Sequence[AgeBand]
) -> tuple[str, dict[str, str]]:
    if table.dimension == "age":
        if reason == "unknown":
            return "born_on IS NULL AND birth_year IS NULL AND age IS NULL", {}
        return f"{write_band(f'({write_age(_DAY, _WHO)})', bands)} = {OUTSIDE}", {}
    if reason == "unknown":
        return f"{table.dimension} = ''", {}
    keys = {f"known{number}": group.key for number, group in enumerate(table.groups)}
    marks = "".join(f", :{name}" for name in keys)
    return f"{table.dimension} NOT IN (''{marks})", keys


def count_without_consent(db: Database, project_id: str) -> int:
    """Return how many people of the register never said that they may be written down."""
    row = db.execute(
        "SELECT count(*) FROM participant WHERE project_id = ? AND consent_on IS NULL",
        [project_id],
    ).fetchone()
    return int(row[0])
