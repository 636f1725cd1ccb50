"""Heads: at each planned activity, and over the project by gender, category and age.

Who came is who is named on a list and who was only counted, together. On the basis of visits a
person counts at every activity she came to. On the basis of people each named person counts once,
with her category, and with her age at the first activity that counts; heads that were only counted
are added, and the total is the most there can be. What is agreed on and not held yet counts
nowhere. The groups come from the form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlite_utils import Database

from grantee_app.figures.period import STARTS_WITHIN, WHOLE, Period
from grantee_app.form.definition import DemographicTable
from grantee_app.records.project import CountingBasis
from grantee_app.store.ages import AgeBand, write_age
from grantee_app.store.people_forgetting import OUTSIDE_KEY

# dimension → group → heads at the activities that count towards beneficiaries
Demographics = dict[str, dict[str, int]]

# Whoever is named and of whom nobody knows the gender, the category or the age.
UNKNOWN_KEY: Final = ""
DIMENSIONS: Final = ("gender", "category", "age")

_OF_PROJECT: Final = f"""
    FROM activity
    JOIN planned_activity ON planned_activity.id = activity.planned_activity_id
    JOIN task ON task.id = planned_activity.task_id
    WHERE project_id = :project AND is_held AND {STARTS_WITHIN}
"""
# The activities that count, to be named in a WITH; the period binds its own parameters.
COUNTED: Final = f"""
counted AS MATERIALIZED (
    SELECT activity.id, activity.starts_on AS day, activity.place_code, activity.place_kk,
           activity.place_ru
    {_OF_PROJECT} AND counts_towards_beneficiaries
)
"""
_FIELDS: Final = (
    "participant.id, participant.name, name_key, participant.gender, category, born_on, "
    "birth_year, age, age_on"
)
# In the order of the register, each person with all her lists: an index holds what is asked.
_CAME: Final = """
    FROM participant
    CROSS JOIN attendance ON participant_id = participant.id
    CROSS JOIN counted ON counted.id = activity_id
    WHERE participant.project_id = :project
"""
# A row for each time that a named person came to one of them.
VISITORS: Final = f"SELECT {_FIELDS}, day, place_code, place_kk, place_ru {_CAME}"
# A row for each named person, with the day and the place of the first of them. SQLite takes the
# columns beside min() from the row that it found the least in.
PERSONS: Final = (
    f"SELECT {_FIELDS}, min(day) AS day, place_code, place_kk, place_ru {_CAME} "
    "GROUP BY participant.id"
)


@dataclass(frozen=True, slots=True)
class ActivityHeads:
    """Events held for one planned activity and heads at them; `heads` None if nobody counted."""

    held: int
    heads: int | None
    beneficiaries: int


@dataclass(frozen=True, slots=True)
class PeopleFigures:
    """Who came to the activities that count; visits and people are two figures of one crowd.

    `visits` are all heads there, `named_visits` those of them with a name, `people` the different
    persons behind these. `demographics` follows the project's basis; beside the form's groups it
    has "" for what nobody knows and "outside" for an age that no band holds.
    """

    basis: CountingBasis = "visits"
    visits: int = 0
    named_visits: int = 0
    people: int = 0
    demographics: Demographics | None = None
    # The named by (category, band) on the basis: what somebody's age speaks against.
    category_ages: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def only_counted(self) -> int:
        """Heads without a name."""
        return self.visits - self.named_visits

    @property
    def most_people(self) -> int:
        """The most different people there can be: nobody knows who was counted twice."""
        return self.people + self.only_counted

    @property
    def beneficiaries(self) -> int:
        """The direct beneficiaries, on the project's basis."""
        return self.visits if self.basis == "visits" else self.most_people

    @property
    def is_at_most(self) -> bool:
        """Whether the beneficiaries are no more than an upper limit."""
        return self.basis == "people" and self.only_counted > 0


def find_bands(tables: Sequence[DemographicTable]) -> list[AgeBand]:
    """Return the groups by age of a form's tables."""
    return [
        AgeBand(group.key, group.from_age, group.to_age)
        for table in tables
        if table.dimension == "age"
        for group in table.groups
    ]


def count_heads(db: Database, project_id: str, period: Period = WHOLE) -> dict[str, ActivityHeads]:
    """Return the heads of every planned activity that has been held in a period, by its id."""
    rows = db.execute(
        "SELECT planned_activity_id, count(*), "
        "sum(CASE WHEN total IS NOT NULL OR named THEN coalesce(total, 0) + named END), "
        "coalesce(sum(CASE WHEN counts THEN coalesce(total, 0) + named END), 0) FROM ("
        "SELECT planned_activity_id, participants_total AS total, "
        "counts_towards_beneficiaries AS counts, "
        "(SELECT count(*) FROM attendance WHERE activity_id = activity.id) AS named "
        f"{_OF_PROJECT}) GROUP BY 1",
        {"project": project_id} | period.bind(),
    )
    return {key: ActivityHeads(held, heads, counted) for key, held, heads, counted in rows}


def count_people(
    db: Database,
    project_id: str,
    tables: Sequence[DemographicTable],
    period: Period = WHOLE,
) -> PeopleFigures:
    """Return who came to the activities of a period that count, in a form's groups."""
    basis = _read_basis(db, project_id)
    place = {"project": project_id} | period.bind()
    visits, named = db.execute(
        "SELECT coalesce(sum(participants_total), 0), coalesce(sum("
        "(SELECT count(*) FROM attendance WHERE activity_id = activity.id)), 0) "
        f"{_OF_PROJECT} AND counts_towards_beneficiaries",
        place,
    ).fetchone()
    by_group = _count_named(db, place, basis) if named else {}
    people = sum(by_group.values()) if basis == "people" else 0
    if named and basis == "visits":
        people = db.execute(
            f"WITH {COUNTED} SELECT count(*) FROM participant WHERE project_id = :project "
            "AND EXISTS (SELECT 1 FROM attendance JOIN counted ON counted.id = activity_id "
            "WHERE participant_id = participant.id)",
            place,
        ).fetchone()[0]
    bands = find_bands(tables)
    found = _count_groups(db, place)
    category_ages: dict[tuple[str, str], int] = {}
    for (gender, category, years), heads in by_group.items():
        band = find_band(years, bands)
        for dimension, group in zip(DIMENSIONS, (gender, category, band), strict=True):
            found[dimension][group] = found[dimension].get(group, 0) + heads
        category_ages[category, band] = category_ages.get((category, band), 0) + heads
    return PeopleFigures(basis, visits + named, named, people, found, category_ages)


def _count_groups(db: Database, place: dict[str, str]) -> Demographics:
    """Return the heads without a name by dimension and group."""
    found: Demographics = {dimension: {} for dimension in DIMENSIONS}
    rows = db.execute(
        "SELECT dimension, group_key, sum(heads) FROM participant_count WHERE activity_id IN "
        f"(SELECT activity.id {_OF_PROJECT} AND counts_towards_beneficiaries) GROUP BY 1, 2",
        place,
    )
    for dimension, group, heads in rows.fetchall():
        found.setdefault(dimension, {})[group] = heads
    return found


def _count_named(
    db: Database, place: dict[str, str], basis: CountingBasis
) -> dict[tuple[str, str, int | None], int]:
    """Return the named by (gender, category, age), each as often as the basis counts her."""
    who = PERSONS if basis == "people" else VISITORS
    rows = db.execute(
        f"WITH {COUNTED} SELECT gender, category, {write_age('day', 'who')}, count(*) "
        f"FROM ({who}) AS who GROUP BY 1, 2, 3",
        place,
    )
    return {(gender, category, years): heads for gender, category, years, heads in rows.fetchall()}


def find_band(years: int | None, bands: Sequence[AgeBand]) -> str:
    """Return the key of the band that holds an age, "" for an unknown one, else "outside"."""
    if years is None:
        return UNKNOWN_KEY
    for band in bands:
        if (band.from_age or 0) <= years and (band.to_age is None or years <= band.to_age):
            return band.key
    return OUTSIDE_KEY


def _read_basis(db: Database, project_id: str) -> CountingBasis:
    row = db.execute("SELECT counting_basis FROM project WHERE id = ?", [project_id]).fetchone()
    return "people" if row and row[0] == "people" else "visits"
