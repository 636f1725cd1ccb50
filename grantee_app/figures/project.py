"""All counted figures of one project at one moment."""

from __future__ import annotations

from dataclasses import field

from sqlite_utils import Database

from grantee_app.figures.activity_people import ActivityPeople, count_activity_people
from grantee_app.figures.indicators import IndicatorFact, count_facts
from grantee_app.figures.money import MoneyFigures, count_money
from grantee_app.figures.people import (
    ActivityHeads,
    Demographics,
    PeopleFigures,
    Scope,
    count_heads,
    count_people,
)
from grantee_app.figures.people_gaps import (
    UnplacedPeople,
    count_without_consent,
    find_unplaced,
)
from grantee_app.figures.period import WHOLE, Period
from grantee_app.form.catalogue import choose_report_form, find_counting_form
from grantee_app.form.definition import FormDefinition
from grantee_app.frozen import frozen
from grantee_app.records.base import NO_TEXT
from grantee_app.records.project import Answer, Grant, Project


@frozen
class Money:
    """Whole tenge spent, by what it was spent on."""

    payroll: int = 0
    taxes: int = 0
    purchases: int = 0

    @property
    def total(self) -> int:
        """Everything spent."""
        return self.payroll + self.taxes + self.purchases


@frozen
class ProjectFigures:
    """Counted figures; `activity_heads` by the id of a planned activity.

    `money` is what the report prints, `budget` the same money in detail.
    `visits` are heads at the activities that count towards beneficiaries, `demographics` are on the
    project's basis; `people` tells both figures apart. `activity_people` stand by the id of an
    activity that was held, `unplaced` names whom no group holds.
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
    people: PeopleFigures = field(default_factory=PeopleFigures)
    activity_people: dict[str, ActivityPeople] = field(default_factory=dict)
    unplaced: list[UnplacedPeople] = field(default_factory=list)
    without_consent: int = 0

    @property
    def beneficiaries(self) -> int:
        """The direct beneficiaries: visits, or people where the project counts these."""
        return self.counted.get("direct_beneficiaries", self.visits)


def count_figures(
    db: Database,
    project_id: str,
    form: FormDefinition | None = None,
    period: Period = WHOLE,
) -> ProjectFigures:
    """Count everything a report or a check asks of one project.

    `form` tells the groups that people fall into: unless given, the report that the project is
    judged by. One without such tables counts in those of the state (`find_counting_form`). Of a
    limited `period` only what was held, collected
    and paid in it counts; staff, partners and winners bear no date and are those of the project.
    """
    form = form or _choose_form(db, project_id)
    tables = find_counting_form(form).demographic_tables
    heads = count_heads(db, project_id, period)
    scope = Scope(period=period)
    people = count_people(db, project_id, tables, scope)
    demographics = people.demographics or {}
    budget = count_money(db, project_id, period)
    money = Money(budget.spent.payroll, budget.spent.tax, budget.spent.purchase)
    staff, specialists = _count_staff(db, project_id)
    partners = _count_rows(db, "partner", project_id)
    return ProjectFigures(
        visits=people.visits,
        demographics=demographics,
        activity_heads=heads,
        facts=count_facts(db, project_id, period),
        money=money,
        staff=staff,
        specialists=specialists,
        partners=partners,
        winners=_count_rows(db, "winner", project_id),
        counted={
            "direct_beneficiaries": people.beneficiaries,
            "staff": staff,
            "specialists": specialists,
            "payroll": money.payroll,
            "taxes": money.taxes,
            "purchases": money.purchases,
            "partners": partners,
        },
        budget=budget,
        people=people,
        activity_people=count_activity_people(db, project_id, tables, period),
        unplaced=find_unplaced(db, project_id, tables, demographics, scope)
        if people.people
        else [],
        without_consent=count_without_consent(db, project_id),
    )


def _choose_form(db: Database, project_id: str) -> FormDefinition:
    rows = db.execute(
        "SELECT DISTINCT form, version FROM answer WHERE project_id = ? AND value <> ''",
        [project_id],
    )
    begun = [
        Answer(form=form, version=version, path="", value="-") for form, version in rows.fetchall()
    ]
    chosen = db.execute(
        'SELECT report_form, kind FROM project JOIN "grant" ON project_id = project.id '
        "WHERE project.id = ?",
        [project_id],
    ).fetchone()
    if chosen is None:
        return choose_report_form(Project(title=NO_TEXT, answers=begun))
    report_form, kind = chosen
    return choose_report_form(
        Project(title=NO_TEXT, report_form=report_form, grant=Grant(kind=kind), answers=begun)
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
