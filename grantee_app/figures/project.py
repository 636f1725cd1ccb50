"""All counted figures of one project at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlite_utils import Database

from grantee_app.figures.indicators import IndicatorFact, count_facts
from grantee_app.figures.people import ActivityHeads, Demographics, count_demographics, count_heads


@dataclass(frozen=True, slots=True)
class Money:
    """Whole tenge spent, by what it was spent on."""

    payroll: int = 0
    taxes: int = 0
    purchases: int = 0

    @property
    def total(self) -> int:
        """Everything spent."""
        return self.payroll + self.taxes + self.purchases


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """Counted figures; `activity_heads` by the id of a planned activity.

    `visits` are heads at the activities that count towards beneficiaries. While heads are only
    counted and not named, unique people are at most as many as visits.
    """

    visits: int
    demographics: Demographics
    activity_heads: dict[str, ActivityHeads]
    facts: dict[str, IndicatorFact]
    money: Money
    staff: int
    specialists: int
    partners: int
    winners: int
    counted: dict[str, int] = field(default_factory=dict)


def count_figures(db: Database, project_id: str) -> ProjectFigures:
    """Count everything a report or a check asks of one project."""
    heads = count_heads(db, project_id)
    money = _count_money(db, project_id)
    staff, specialists = _count_staff(db, project_id)
    partners = _count_rows(db, "partner", project_id)
    visits = sum(entry.beneficiaries for entry in heads.values())
    return ProjectFigures(
        visits=visits,
        demographics=count_demographics(db, project_id),
        activity_heads=heads,
        facts=count_facts(db, project_id),
        money=money,
        staff=staff,
        specialists=specialists,
        partners=partners,
        winners=_count_rows(db, "winner", project_id),
        counted={
            "direct_beneficiaries": visits,
            "staff": staff,
            "specialists": specialists,
            "payroll": money.payroll,
            "taxes": money.taxes,
            "purchases": money.purchases,
            "partners": partners,
        },
    )


def _count_money(db: Database, project_id: str) -> Money:
    rows = db.execute(
        "SELECT kind, sum(amount_tenge) FROM expense WHERE project_id = ? GROUP BY kind",
        [project_id],
    )
    spent = dict(rows.fetchall())
    return Money(spent.get("payroll", 0), spent.get("tax", 0), spent.get("purchase", 0))


def _count_staff(db: Database, project_id: str) -> tuple[int, int]:
    row = db.execute(
        "SELECT coalesce(sum(is_on_staff), 0), coalesce(sum(1 - is_on_staff), 0) "
        "FROM staff_member WHERE project_id = ?",
        [project_id],
    ).fetchone()
    return row[0], row[1]


def _count_rows(db: Database, table: str, project_id: str) -> int:
    row = db.execute(f"SELECT count(*) FROM {table} WHERE project_id = ?", [project_id]).fetchone()
    return int(row[0])
