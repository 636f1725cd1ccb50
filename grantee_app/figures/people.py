"""Heads: at each planned activity, and over the project by gender, category and age.

Who came is who is named on a list and who was only counted, together. On the basis of visits a
person counts at every activity she came to. On the basis of people each named person counts once,
with her category, and with her age at the first activity that counts; heads that were only counted
are added, and the total is the most there can be. What is agreed on and not held yet counts
nowhere. The groups come from the form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Final

from sqlite_utils import Database

from grantee_app.figures.period import STARTS_WITHIN, WHOLE, Period
from grantee_app.form.definition import DemographicTable
from grantee_app.frozen import frozen
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
# What groups a person: an index holds these, and each further column is carried through the
# grouping of 200 000 rows.
_FIELDS: Final = ("gender", "category", "born_on", "birth_year", "age", "age_on")
# What is told of where an activity was.
PLACE_COLUMNS: Final = ("place_code", "place_kk", "place_ru")
# In the order of the register, each person with all her lists: an index holds what is asked.
_CAME: Final = """
    FROM participant
    CROSS JOIN attendance ON participant_id = participant.id
    CROSS JOIN counted ON counted.id = activity_id
    WHERE participant.project_id = :project
"""
# Each with her first list alone: grouped before she is looked up, a row of the grouping is short.
# The plus keeps SQLite from going by activities.
_CAME_FIRST: Final = """
    FROM (SELECT participant_id, min(day) AS day{places} FROM attendance
        CROSS JOIN counted ON counted.id = +activity_id GROUP BY participant_id) AS first
    CROSS JOIN participant ON participant.id = participant_id
    WHERE participant.project_id = :project
"""
# From a few activities it is the other way round.
_CAME_TO_FEW: Final = """
    FROM counted
    CROSS JOIN attendance ON activity_id = counted.id
    CROSS JOIN participant ON participant.id = participant_id
"""


@frozen
class Scope:
    """Whose people are counted: all activities that count, those of a task, or a single one.

    A single activity is counted whether it counts towards the beneficiaries or not. Of a limited
    period only what was held in it.
    """

    task_id: str = ""
    activity_id: str = ""
    period: Period = WHOLE

    @property
    def is_whole(self) -> bool:
        """Whether all tasks are in it, as in the report."""
        return not (self.task_id or self.activity_id)

    def write_where(self) -> str:
        """Return the SQL of the activities that were held, after FROM."""
        if self.activity_id:
            return f"{_OF_PROJECT} AND activity.id = :activity"
        task = " AND task.id = :task" if self.task_id else ""
        return f"{_OF_PROJECT} AND counts_towards_beneficiaries{task}"

    def write_counted(self) -> str:
        """Return the table `counted` of these activities, to be named in a WITH."""
        return (
            "counted AS MATERIALIZED (SELECT activity.id, activity.starts_on AS day, "
            "activity.place_code, activity.place_kk, activity.place_ru, "
            f"participants_total {self.write_where()})"
        )

    def write_who(self, basis: CountingBasis, *more: str) -> str:
        """Return the rows of the named: each visit, or each person with her first day.

        A row has what groups a person, the `day`, and `more` columns of hers or of the activity.
        """
        fields = ", ".join((*_FIELDS, *more))
        if basis == "visits":
            return f"SELECT {fields}, day {_CAME if self.is_whole else _CAME_TO_FEW}"
        # SQLite takes the columns beside min() from the row that it found the least in.
        if not self.is_whole:
            return f"SELECT {fields}, min(day) AS day {_CAME_TO_FEW} GROUP BY participant.id"
        places = "".join(f", {column}" for column in more if column in PLACE_COLUMNS)
        return f"SELECT {fields}, day {_CAME_FIRST.format(places=places)}"

    def list_values(self, project_id: str) -> dict[str, str]:
        """Return what the SQL names."""
        values = {"project": project_id, "task": self.task_id, "activity": self.activity_id}
        return values | self.period.bind()


EVERYTHING: Final = Scope()


@frozen
class ActivityHeads:
    """Events held for one planned activity and heads at them; `heads` None if nobody counted."""

    held: int
    heads: int | None
    beneficiaries: int


@frozen
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
    db: Database, project_id: str, tables: Sequence[DemographicTable], scope: Scope = EVERYTHING
) -> PeopleFigures:
    """Return who came to the activities of a scope, in the groups of a form's tables."""
    basis = _read_basis(db, project_id)
    place = scope.list_values(project_id)
    visits, named = db.execute(
        "SELECT coalesce(sum(participants_total), 0), coalesce(sum("
        "(SELECT count(*) FROM attendance WHERE activity_id = activity.id)), 0) "
        f"{scope.write_where()}",
        place,
    ).fetchone()
    by_group = _count_named(db, project_id, basis, scope) if named else {}
    people = sum(by_group.values()) if basis == "people" else 0
    if named and basis == "visits":
        people = _count_different(db, scope, place)
    bands = find_bands(tables)
    found = _count_groups(db, project_id, scope)
    category_ages: dict[tuple[str, str], int] = {}
    for (gender, category, years), heads in by_group.items():
        band = find_band(years, bands)
        for dimension, group in zip(DIMENSIONS, (gender, category, band), strict=True):
            found[dimension][group] = found[dimension].get(group, 0) + heads
        category_ages[category, band] = category_ages.get((category, band), 0) + heads
    return PeopleFigures(basis, visits + named, named, people, found, category_ages)


def _count_different(db: Database, scope: Scope, place: dict[str, str]) -> int:
    """Return how many different people came."""
    if scope.is_whole:
        # In the order of the register an index holds all that is asked, and nobody is looked up;
        # the plus keeps SQLite from going by activities.
        asked = (
            "SELECT count(*) FROM (SELECT 1 FROM attendance "
            "WHERE +activity_id IN (SELECT id FROM counted) GROUP BY participant_id)"
        )
    else:
        asked = (
            "SELECT count(DISTINCT participant_id) FROM counted "
            "CROSS JOIN attendance ON activity_id = counted.id"
        )
    row = db.execute(f"WITH {scope.write_counted()} {asked}", place).fetchone()
    return int(row[0])


def _count_groups(db: Database, project_id: str, scope: Scope) -> Demographics:
    """Return the heads without a name by dimension and group."""
    found: Demographics = {dimension: {} for dimension in DIMENSIONS}
    rows = db.execute(
        "SELECT dimension, group_key, sum(heads) FROM participant_count WHERE activity_id IN "
        f"(SELECT activity.id {scope.write_where()}) GROUP BY 1, 2",
        scope.list_values(project_id),
    )
    for dimension, group, heads in rows.fetchall():
        found.setdefault(dimension, {})[group] = heads
    return found


def _count_named(
    db: Database, project_id: str, basis: CountingBasis, scope: Scope
) -> dict[tuple[str, str, int | None], int]:
    """Return the named by (gender, category, age), each as often as the basis counts her."""
    rows = db.execute(
        f"WITH {scope.write_counted()} "
        f"SELECT gender, category, {write_age('day', 'who')}, count(*) "
        f"FROM ({scope.write_who(basis)}) AS who GROUP BY 1, 2, 3",
        scope.list_values(project_id),
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
