"""The named people whom a table of the form cannot place, told by name.

For the screen alone: what is printed or logged tells numbers. Who came to no activity that counts
is missing nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from grantee_app.figures.people import COUNTED, PERSONS, Demographics, find_bands
from grantee_app.form.definition import DemographicTable
from grantee_app.store.ages import OUTSIDE, UNKNOWN, write_age, write_band

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
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
) -> list[UnplacedPeople]:
    """Return the named people in no group of the tables, by dimension and reason.

    `demographics` tell where anybody is missing: the others are not looked for.
    """
    found = []
    bands = find_bands(tables)
    for table in tables:
        groups = demographics.get(table.dimension, {})
        known = {group.key for group in table.groups}
        if not any(heads for key, heads in groups.items() if key not in known):
            continue
        if table.dimension == "age":
            band = write_band(f"({write_age('day', 'who')})", bands)
            conditions = {"unknown": f"{band} = {UNKNOWN}", "outside": f"{band} = {OUTSIDE}"}
            keys: list[str] = []
        else:
            keys = [group.key for group in table.groups]
            marks = ", ".join(f":known{number}" for number in range(len(keys)))
            column = table.dimension
            conditions = {
                "unknown": f"{column} = ''",
                "outside": f"{column} NOT IN ('', {marks})",
            }
        values = {f"known{number}": key for number, key in enumerate(keys)}
        for reason, condition in conditions.items():
            rows = db.execute(
                f"WITH {COUNTED} SELECT id, name, count(*) OVER () FROM ({PERSONS}) AS who "
                f"WHERE {condition} ORDER BY name_key, id LIMIT {MOST_NAMED}",
                values | {"project": project_id},
            ).fetchall()
            if rows:
                people = tuple((row_id, name) for row_id, name, _count in rows)
                found.append(UnplacedPeople(table.dimension, reason, rows[0][2], people))
    return found


def count_without_consent(db: Database, project_id: str) -> int:
    """Return how many people of the register never said that they may be written down."""
    row = db.execute(
        "SELECT count(*) FROM participant WHERE project_id = ? AND consent_on IS NULL",
        [project_id],
    ).fetchone()
    return int(row[0])
