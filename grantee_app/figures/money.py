"""Money for pages and checks: by kind, by line of the budget, by month, by member of the staff.

All sums are whole tenge, counted by SQL. What an expense comes under is told by its own project
alone. Knows no sentence and judges nothing: overspent is a fact here, not a fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlite_utils import Database

from grantee_app.figures.period import WHOLE, Period
from grantee_app.figures.shares import share_percent
from grantee_app.frozen import frozen
from grantee_app.records.base import Bilingual

CURRENCY: Final = "KZT"

# An expense belongs to the day on which it was paid, a wage without one to its month.
_WITHIN: Final = "coalesce(paid_on, month, :undated) BETWEEN :first AND :last"
_BY_MONTH = f"""
SELECT substr(paid_on, 1, 7) AS paid_in,
       coalesce(sum(amount_tenge) FILTER (WHERE kind = 'payroll'), 0),
       coalesce(sum(amount_tenge) FILTER (WHERE kind = 'tax'), 0),
       coalesce(sum(amount_tenge) FILTER (WHERE kind = 'purchase'), 0),
       count(*)
FROM expense WHERE project_id = :project AND {_WITHIN} GROUP BY 1 ORDER BY paid_in IS NULL, paid_in
"""
_BY_LINE = f"""
SELECT budget_line.id, grant_tenge, own_tenge, other_tenge,
       coalesce(sum(amount_tenge), 0), count(expense.id)
FROM budget_line LEFT JOIN expense
    ON budget_line_id = budget_line.id AND expense.project_id = budget_line.project_id
        AND {_WITHIN}
WHERE budget_line.project_id = :project GROUP BY budget_line.id
ORDER BY budget_line.position, budget_line.id
"""
_BY_HEADING = f"""
SELECT heading_kk, heading_ru, sum(amount_tenge), count(*)
FROM expense WHERE project_id = :project AND {_WITHIN}
    AND (budget_line_id IS NULL
        OR budget_line_id NOT IN (SELECT id FROM budget_line WHERE project_id = :project))
GROUP BY heading_kk, heading_ru ORDER BY min(position), min(id)
"""
# A wage whose month nobody has told is of the month in which it was paid.
_PAYROLL = f"""
SELECT staff_member.id, substr(coalesce(month, paid_on), 1, 7) AS paid_for,
       coalesce(sum(amount_tenge) FILTER (WHERE kind = 'payroll'), 0),
       coalesce(sum(amount_tenge) FILTER (WHERE kind = 'tax' AND tax = 'social_tax'), 0),
       coalesce(sum(amount_tenge) FILTER (WHERE kind = 'tax' AND tax = 'social_contributions'), 0),
       coalesce(sum(amount_tenge) FILTER (WHERE kind = 'tax' AND tax = 'health_insurance'), 0),
       coalesce(sum(amount_tenge) FILTER (WHERE kind = 'tax' AND tax = ''), 0)
FROM expense LEFT JOIN staff_member
    ON staff_member.id = staff_member_id AND staff_member.project_id = expense.project_id
WHERE expense.project_id = :project AND {_WITHIN} AND kind IN ('payroll', 'tax')
GROUP BY 1, 2
ORDER BY staff_member.id IS NULL, staff_member.position, 1, paid_for IS NULL, paid_for
"""
_GRANT = 'SELECT amount, currency FROM "grant" WHERE project_id = ?'


@frozen
class Spending:
    """Tenge by the row of the report that they feed, and how many expenses that were."""

    payroll: int = 0
    tax: int = 0
    purchase: int = 0
    expenses: int = 0

    @property
    def total(self) -> int:
        """Everything spent."""
        return self.payroll + self.tax + self.purchase


@frozen
class LineFigures:
    """A line of the budget: what each source gives, what of the grant was spent."""

    line_id: str
    grant_tenge: int
    own_tenge: int
    other_tenge: int
    spent_tenge: int
    expenses: int

    @property
    def left_tenge(self) -> int:
        """What of the grant's money is left; less than nothing when it is overspent."""
        return self.grant_tenge - self.spent_tenge

    @property
    def is_overspent(self) -> bool:
        """Whether more was spent than the grant gives."""
        return self.spent_tenge > self.grant_tenge

    @property
    def spent_percent(self) -> int | None:
        """The share spent in whole percent, None for a line that the grant gives nothing.

        Never rounded to 100: neither a tenge left nor a tenge too much is hidden.
        """
        return share_percent(self.spent_tenge, self.grant_tenge)


@frozen
class HeadingFigures:
    """Expenses under no line, by a heading of their own; an empty one where they have none."""

    heading: Bilingual
    spent_tenge: int
    expenses: int


@frozen
class MonthFigures:
    """What was paid in a month, told by its first day; None for expenses without a date."""

    month: date | None
    spent: Spending


@frozen
class Pay:
    """A wage and the taxes on it, in tenge; `other_tax` is tax whose kind nobody has told."""

    wage: int = 0
    social_tax: int = 0
    social_contributions: int = 0
    health_insurance: int = 0
    other_tax: int = 0

    @property
    def taxes(self) -> int:
        """All that was paid beside the wage."""
        return self.social_tax + self.social_contributions + self.health_insurance + self.other_tax

    @property
    def total(self) -> int:
        """The wage with its taxes."""
        return self.wage + self.taxes

    def __add__(self, other: Pay) -> Pay:
        """Return both together, kind by kind."""
        return Pay(
            self.wage + other.wage,
            self.social_tax + other.social_tax,
            self.social_contributions + other.social_contributions,
            self.health_insurance + other.health_insurance,
            self.other_tax + other.other_tax,
        )


@frozen
class PayrollCell:
    """What a member of the staff cost in a month (its first day).

    No member: paid for everybody at once. No month: nobody has told which, nor when it was paid.
    """

    staff_member_id: str | None
    month: date | None
    pay: Pay


@frozen
class MoneyFigures:
    """The money of one project; lists in the order of the project, then of the calendar.

    `granted_tenge` is None for a grant without an amount or in another currency: then there is
    nothing to compare tenge with.
    """

    granted_tenge: int | None = None
    spent: Spending = Spending()
    lines: tuple[LineFigures, ...] = ()
    headings: tuple[HeadingFigures, ...] = ()
    months: tuple[MonthFigures, ...] = ()
    payroll: tuple[PayrollCell, ...] = ()

    @property
    def planned_tenge(self) -> int:
        """What the lines of the budget take of the grant."""
        return sum(line.grant_tenge for line in self.lines)

    @property
    def contribution_tenge(self) -> int:
        """What the lines take of anybody else, the organisation itself included."""
        return sum(line.own_tenge + line.other_tenge for line in self.lines)

    @property
    def unlined_tenge(self) -> int:
        """What was spent under no line of the budget."""
        return sum(heading.spent_tenge for heading in self.headings)

    @property
    def unlined_expenses(self) -> int:
        """How many expenses stand under no line of the budget."""
        return sum(heading.expenses for heading in self.headings)

    @property
    def left_tenge(self) -> int | None:
        """What is left of the grant; less than nothing when more was spent."""
        return None if self.granted_tenge is None else self.granted_tenge - self.spent.total

    @property
    def unplanned_tenge(self) -> int | None:
        """What of the grant no line takes; less than nothing when the lines take more."""
        return None if self.granted_tenge is None else self.granted_tenge - self.planned_tenge

    @property
    def spent_percent(self) -> int | None:
        """The share of the grant that was spent, as `LineFigures.spent_percent`."""
        return share_percent(self.spent.total, self.granted_tenge or 0)


def count_money(db: Database, project_id: str, period: Period = WHOLE) -> MoneyFigures:
    """Count the money of a project; all of it is empty for a project that is not there.

    Of a limited period what was paid in it is counted; the plans of the lines stay whole.
    """
    place = {"project": project_id} | period.bind()
    months = _count_months(db, place)
    return MoneyFigures(
        granted_tenge=_read_grant(db, project_id),
        spent=Spending(
            payroll=sum(month.spent.payroll for month in months),
            tax=sum(month.spent.tax for month in months),
            purchase=sum(month.spent.purchase for month in months),
            expenses=sum(month.spent.expenses for month in months),
        ),
        lines=tuple(LineFigures(*row) for row in db.execute(_BY_LINE, place).fetchall()),
        headings=tuple(
            HeadingFigures(Bilingual(kk=kk, ru=ru), spent, expenses)
            for kk, ru, spent, expenses in db.execute(_BY_HEADING, place).fetchall()
        ),
        months=months,
        payroll=tuple(
            PayrollCell(member, _read_month(month), Pay(*amounts))
            for member, month, *amounts in db.execute(_PAYROLL, place).fetchall()
        ),
    )


def sum_pay(cells: Iterable[PayrollCell]) -> Pay:
    """Return the total of cells of the grid: a row, a column or all of it."""
    return sum((cell.pay for cell in cells), Pay())


def _count_months(db: Database, place: dict[str, str]) -> tuple[MonthFigures, ...]:
    rows = db.execute(_BY_MONTH, place).fetchall()
    return tuple(MonthFigures(_read_month(month), Spending(*counts)) for month, *counts in rows)


def _read_grant(db: Database, project_id: str) -> int | None:
    row = db.execute(_GRANT, [project_id]).fetchone()
    return int(row[0]) if row is not None and row[0] > 0 and row[1] == CURRENCY else None


def _read_month(text: str | None) -> date | None:
    return date.fromisoformat(f"{text}-01") if text else None
