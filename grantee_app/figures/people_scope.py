"""The people of a part of a project – a task, a single activity – with all that is shown of them.

The same counts as the report's, from the same records: of the whole project they are the report's.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from grantee_app.figures.cross_tables import PLACE, CrossTable, Split, count_cross
from grantee_app.figures.people import PeopleFigures, Scope, count_people
from grantee_app.figures.people_gaps import (
    UnplacedPeople,
    UntoldHeads,
    find_unplaced,
    find_untold,
)
from grantee_app.form.definition import DemographicTable
from grantee_app.frozen import frozen
from grantee_app.records import Bilingual
from grantee_app.records.places import get_unit


@frozen
class ScopedPeople:
    """Who came to the activities of a scope: figures, tables for the charts, the one asked for.

    `by_month` is month by place. `unplaced` and `untold` are why a table does not make up the
    total. `places` names the keys of places, `counts` tells whether a single activity counts
    towards the beneficiaries at all.
    """

    scope: Scope
    people: PeopleFigures
    by_age: CrossTable
    by_month: CrossTable
    table: CrossTable
    unplaced: list[UnplacedPeople]
    untold: list[UntoldHeads]
    places: dict[str, Bilingual]
    counts: bool = True


def count_scope(  # noqa: PLR0917 (a table is made of so much)
    db: Database,
    project_id: str,
    tables: Sequence[DemographicTable],
    scope: Scope,
    rows: Split,
    columns: Split,
) -> ScopedPeople:
    """Return the people of a scope, and the table of two splits of them."""
    people = count_people(db, project_id, tables, scope)

    def cross(one: Split, other: Split) -> CrossTable:
        return count_cross(db, project_id, tables, one, other, people, scope)

    by_age, by_month = cross("age", "gender"), cross("month", "place")
    known = {("age", "gender"): by_age, ("month", "place"): by_month}
    return ScopedPeople(
        scope,
        people,
        by_age,
        by_month,
        known.get((rows, columns)) or cross(rows, columns),
        find_unplaced(db, project_id, tables, people.demographics or {}, scope),
        find_untold(db, project_id, tables, scope),
        _name_places(db, project_id, scope),
        _counts(db, scope),
    )


def _name_places(db: Database, project_id: str, scope: Scope) -> dict[str, Bilingual]:
    rows = db.execute(
        f"WITH {scope.write_counted()} SELECT {PLACE}, max(place_kk), max(place_ru) FROM counted "
        "GROUP BY 1",
        scope.list_values(project_id),
    ).fetchall()
    found = {}
    for key, kk, ru in rows:
        unit = get_unit(key)
        found[key] = unit.name if unit is not None else Bilingual(kk=kk, ru=ru)
    return found


def _counts(db: Database, scope: Scope) -> bool:
    if not scope.activity_id:
        return True
    row = db.execute(
        "SELECT counts_towards_beneficiaries FROM activity WHERE id = ?", [scope.activity_id]
    ).fetchone()
    return bool(row and row[0])
