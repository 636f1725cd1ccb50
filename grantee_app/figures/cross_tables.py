"""Two splits of the named people at once: gender by age, category by age, place by gender.

Heads that were only counted are three independent totals and stand in no cell: the table says how
many they are. On the basis of people each person stands where she first was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlite_utils import Database

from grantee_app.figures.people import (
    COUNTED,
    PERSONS,
    VISITORS,
    PeopleFigures,
    find_band,
    find_bands,
)
from grantee_app.figures.period import WHOLE
from grantee_app.form.definition import DemographicTable
from grantee_app.store.ages import write_age

Split = Literal["gender", "category", "age", "month", "place"]

# The place of an activity: its unit in the register of places, else as it was written.
_PLACE: Final = (
    "CASE WHEN place_code <> '' THEN place_code WHEN place_kk <> '' THEN place_kk ELSE place_ru END"
)
_SPLITS: Final[dict[Split, str]] = {
    "gender": "gender",
    "category": "category",
    "age": write_age("day", "who"),
    "month": "substr(day, 1, 7)",
    "place": _PLACE,
}


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Heads by (row, column); "" is what nobody knows, "outside" an age in no band.

    A place is the code of a unit or the words it was told by, a month is «2024-07». `remainder` are
    heads without a name, who stand in no cell; with them the cells make up `total`.
    """

    rows: Split
    columns: Split
    cells: dict[tuple[str, str], int]
    remainder: int

    @property
    def named(self) -> int:
        """Everybody in a cell."""
        return sum(self.cells.values())

    @property
    def total(self) -> int:
        """The named and the rest."""
        return self.named + self.remainder

    def sum_rows(self) -> dict[str, int]:
        """Return the heads of every row that has any."""
        return self._sum(0)

    def sum_columns(self) -> dict[str, int]:
        """Return the heads of every column that has any."""
        return self._sum(1)

    def _sum(self, side: int) -> dict[str, int]:
        sums: dict[str, int] = {}
        for key, heads in self.cells.items():
            sums[key[side]] = sums.get(key[side], 0) + heads
        return sums


def count_cross(  # noqa: PLR0917 (a table is made of so much)
    db: Database,
    project_id: str,
    tables: Sequence[DemographicTable],
    rows: Split,
    columns: Split,
    people: PeopleFigures,
) -> CrossTable:
    """Return a cross-table of the activities that count, on the basis of `people`."""
    bands = find_bands(tables)
    who = PERSONS if people.basis == "people" else VISITORS
    found = db.execute(
        f"WITH {COUNTED} SELECT {_SPLITS[rows]}, {_SPLITS[columns]}, count(*) "
        f"FROM ({who}) AS who GROUP BY 1, 2",
        {"project": project_id} | WHOLE.bind(),
    ).fetchall()
    cells: dict[tuple[str, str], int] = {}
    for row, column, heads in found:
        key = (
            find_band(row, bands) if rows == "age" else str(row),
            find_band(column, bands) if columns == "age" else str(column),
        )
        cells[key] = cells.get(key, 0) + heads
    return CrossTable(rows, columns, cells, people.only_counted)
