"""All counted figures of one project at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlite_utils import Database

from grantee_app.figures.indicators import IndicatorFact, count_facts
from grantee_app.figures.money import MoneyFigures, count_money
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

    `money` is what the report prints, `budget` the same money in detail.
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
    budget: MoneyFigures = field(default_factory=MoneyFigures)


def count_figures(db: Database, project_id: str) -> ProjectFigures:
    """Count everything a report or a check asks of one project."""
    heads = count_heads(db, project_id)
    budget = count_money(db, project_id)
    money = Money(budget.spent.payroll, budget.spent.tax, budget.spent.purchase)
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
        budget=budget,
    )


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
