"""Two splits of everybody who came at once: gender by age, category by month, place by gender.

Heads that were only counted are independent totals by gender, category and age: with one of these
beside a month or a place they stand in a cell, with two of these nobody knows which, and the table
says how many they are. On the basis of people each named person stands where she first was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Final, Literal

from sqlite_utils import Database

from grantee_app.figures.people import (
    EVERYTHING,
    PLACE_COLUMNS,
    PeopleFigures,
    Scope,
    find_band,
    find_bands,
)
from grantee_app.form.definition import DemographicTable
from grantee_app.frozen import frozen
from grantee_app.store.ages import write_age

Split = Literal["gender", "category", "age", "month", "place"]
SPLITS: Final[tuple[Split, ...]] = ("gender", "category", "age", "month", "place")
# What is told of an activity, and not of who came.
OF_ACTIVITIES: Final = frozenset({"month", "place"})

# The place of an activity: its unit in the register of places, else as it was written.
PLACE: Final = (
    "CASE WHEN place_code <> '' THEN place_code WHEN place_kk <> '' THEN place_kk ELSE place_ru END"
)
_SPLITS: Final[dict[Split, str]] = {
    "gender": "gender",
    "category": "category",
    "age": write_age("day", "who"),
    "month": "coalesce(substr(day, 1, 7), '')",
    "place": PLACE,
}
Cells = dict[tuple[str, str], int]


@frozen
class CrossTable:
    """Heads by (row, column); "" is what nobody knows, "outside" an age in no band.

    A place is the code of a unit or the words it was told by, a month is «2024-07». `cells` are the
    named, `counted` the heads without a name of whom both splits are known; `remainder` are the
    others of these, who stand in no cell (below 0: the groups hold more heads than there were). All
    three make up `total`.
    """

    rows: Split
    columns: Split
    cells: Cells
    remainder: int
    counted: Cells = field(default_factory=dict)

    @property
    def named(self) -> int:
        """Everybody with a name."""
        return sum(self.cells.values())

    @property
    def total(self) -> int:
        """The named, the counted and the rest."""
        return self.named + sum(self.counted.values()) + self.remainder

    def find(self, row: str, column: str) -> int:
        """Return the heads of one cell, named and counted together."""
        return self.cells.get((row, column), 0) + self.counted.get((row, column), 0)

    def sum_rows(self) -> dict[str, int]:
        """Return the heads of every row that has any."""
        return self._sum(0)

    def sum_columns(self) -> dict[str, int]:
        """Return the heads of every column that has any."""
        return self._sum(1)

    def _sum(self, side: int) -> dict[str, int]:
        sums: dict[str, int] = {}
        for cells in (self.cells, self.counted):
            for key, heads in cells.items():
                sums[key[side]] = sums.get(key[side], 0) + heads
        return sums


def count_cross(  # noqa: PLR0917 (a table is made of so much)
    db: Database,
    project_id: str,
    tables: Sequence[DemographicTable],
    rows: Split,
    columns: Split,
    people: PeopleFigures,
    scope: Scope = EVERYTHING,
) -> CrossTable:
    """Return a cross-table of the activities of a scope, on the basis of `people` counted there."""
    bands = find_bands(tables)
    cells: Cells = {}
    if people.named_visits:
        where = PLACE_COLUMNS if "place" in {rows, columns} else ()
        found = db.execute(
            f"WITH {scope.write_counted()} SELECT {_SPLITS[rows]}, {_SPLITS[columns]}, count(*) "
            f"FROM ({scope.write_who(people.basis, *where)}) AS who GROUP BY 1, 2",
            scope.list_values(project_id),
        ).fetchall()
        for row, column, heads in found:
            key = (
                find_band(row, bands) if rows == "age" else str(row),
                find_band(column, bands) if columns == "age" else str(column),
            )
            cells[key] = cells.get(key, 0) + heads
    counted = _count_counted(db, project_id, rows, columns, scope)
    remainder = people.only_counted - sum(counted.values())
    return CrossTable(rows, columns, cells, remainder, counted)


def _count_counted(
    db: Database, project_id: str, rows: Split, columns: Split, scope: Scope
) -> Cells:
    """Return the heads without a name whose row and column are both known."""
    of_people = [split for split in (rows, columns) if split not in OF_ACTIVITIES]
    if len(of_people) == 2:
        return {}
    sides = ["group_key" if split in of_people else _SPLITS[split] for split in (rows, columns)]
    if of_people:
        source = "counted JOIN participant_count ON activity_id = counted.id"
        what, where = "sum(heads)", "WHERE dimension = :dimension"
    else:
        source, what, where = "counted", "sum(participants_total)", ""
    found = db.execute(
        f"WITH {scope.write_counted()} SELECT {sides[0]}, {sides[1]}, {what} FROM {source} {where} "
        "GROUP BY 1, 2",
        scope.list_values(project_id) | {"dimension": of_people[0] if of_people else ""},
    ).fetchall()
    return {(str(row), str(column)): heads for row, column, heads in found if heads}
