"""The money of a project, in detail, as one counts it with a pencil."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.figures import MoneyFigures, count_money
from grantee_app.figures.money import Pay, sum_pay
from grantee_app.figures.shares import share_percent
from grantee_app.records import Bilingual, BudgetLine, Expense, Grant, StaffMember
from grantee_app.workspace import Workspace, read_sample
from tests.core.figures.test_counting import make_file

NAME = Bilingual(kk="аты")
MONTHS = [date(2024, month, 1) for month in range(6, 12)]


def count(*contents) -> MoneyFigures:
    """Return the money of the first of `contents`, the others standing beside it."""
    with Workspace.in_memory() as workspace:
        for content in contents:
            workspace.save_project(content)
        return count_money(workspace.db, contents[0].project.id)


def pay(amount: int, kind: str = "purchase", **fields) -> Expense:
    return Expense(kind=kind, amount_tenge=amount, **fields)


# ------------------------------------------------------------------ the sample


@pytest.fixture(scope="module")
def sample() -> MoneyFigures:
    return count(read_sample())


def test_the_sample_spends_its_grant(sample: MoneyFigures):
    spent = sample.spent
    assert (spent.payroll, spent.tax, spent.purchase) == (840_000, 38_100, 6_121_900)
    assert (spent.total, spent.expenses) == (7_000_000, 65)
    assert sample.granted_tenge == sample.planned_tenge == 7_000_000
    assert (sample.left_tenge, sample.unplanned_tenge, sample.unlined_tenge) == (0, 0, 0)
    assert (sample.contribution_tenge, sample.spent_percent, sample.headings) == (30_000, 100, ())


def test_each_line_of_the_sample_is_spent_to_the_last_tenge(sample: MoneyFigures):
    assert [(line.spent_tenge, line.expenses) for line in sample.lines] == [
        (840_000, 24),
        (38_100, 18),
        (145_000, 1),
        (500_000, 1),
        (320_000, 1),
        (421_400, 1),
        (241_500, 1),
        (300_000, 1),
        (280_000, 1),
        (350_000, 1),
        (130_000, 1),
        (125_000, 1),
        (3_000_000, 10),
        (90_000, 1),
        (150_000, 1),
        (69_000, 1),
    ]
    assert {(line.left_tenge, line.spent_percent) for line in sample.lines} == {(0, 100)}
    assert not any(line.is_overspent for line in sample.lines)


def test_months_of_the_sample(sample: MoneyFigures):
    assert [
        (month.month, month.spent.purchase, month.spent.expenses) for month in sample.months
    ] == [
        (date(2024, 6, 1), 145_000, 8),
        (date(2024, 7, 1), 241_500, 8),
        (date(2024, 8, 1), 0, 7),
        (date(2024, 9, 1), 4_591_400, 21),
        (date(2024, 10, 1), 710_000, 10),
        (date(2024, 11, 1), 434_000, 11),
    ]
    assert {(month.spent.payroll, month.spent.tax) for month in sample.months} == {(140_000, 6_350)}


def test_the_payroll_of_the_sample(sample: MoneyFigures):
    staff = read_sample().project.staff
    wages = dict(
        zip([member.id for member in staff], (45_000, 30_000, 35_000, 30_000), strict=False)
    )
    cells = [(cell.staff_member_id, cell.month, cell.pay) for cell in sample.payroll]
    assert cells == [
        *((member, month, Pay(wage)) for member, wage in wages.items() for month in MONTHS),
        *((None, month, Pay(0, 750, 3_200, 2_400)) for month in MONTHS),
    ]
    total = sum_pay(sample.payroll)
    assert (total.wage, total.taxes, total.total) == (840_000, 38_100, 878_100)
    june = sum_pay(cell for cell in sample.payroll if cell.month == MONTHS[0])
    assert june == Pay(140_000, 750, 3_200, 2_400)


# ------------------------------------------------------------------ small ones


def test_lines_headings_and_the_rest():
    first = BudgetLine(title=NAME, grant_tenge=100, own_tenge=5, other_tenge=7)
    second = BudgetLine(title=NAME, grant_tenge=50)
    third = BudgetLine(title=NAME)
    tea, bus = Bilingual(kk="шай"), Bilingual(kk="автобус", ru="автобус")
    figures = count(
        make_file(
            budget_lines=[second, first, third],
            grant=Grant(amount=200),
            expenses=[
                pay(60, budget_line_id=first.id),
                pay(41, budget_line_id=first.id, heading=tea),
                pay(7, heading=tea),
                pay(3),
                pay(1, heading=bus),
                pay(2, heading=tea),
            ],
        )
    )
    told = [(line.line_id, line.spent_tenge, line.left_tenge) for line in figures.lines]
    assert told == [(second.id, 0, 50), (first.id, 101, -1), (third.id, 0, 0)]
    assert [line.is_overspent for line in figures.lines] == [False, True, False]
    assert [line.spent_percent for line in figures.lines] == [0, 101, None]
    headings = [(found.heading, found.spent_tenge, found.expenses) for found in figures.headings]
    assert headings == [(tea, 9, 2), (Bilingual(), 3, 1), (bus, 1, 1)]
    assert (figures.unlined_tenge, figures.unlined_expenses) == (13, 4)
    assert (figures.contribution_tenge, figures.planned_tenge) == (12, 150)
    assert (figures.left_tenge, figures.unplanned_tenge) == (200 - 114, 50)


def test_a_wage_without_a_month_is_of_the_month_it_was_paid_in():
    dana = StaffMember(name=NAME)
    figures = count(
        make_file(
            staff=[dana],
            expenses=[
                pay(10, "payroll", staff_member_id=dana.id, paid_on=date(2024, 7, 5)),
                pay(
                    20,
                    "payroll",
                    staff_member_id=dana.id,
                    paid_on=date(2024, 7, 5),
                    month=MONTHS[0],
                ),
                pay(1, "tax", staff_member_id=dana.id, month=date(2024, 7, 31)),
                pay(2, "tax", tax="health_insurance"),
                pay(5),
            ],
        )
    )
    assert [(cell.staff_member_id, cell.month, cell.pay) for cell in figures.payroll] == [
        (dana.id, MONTHS[0], Pay(20)),
        (dana.id, MONTHS[1], Pay(10, other_tax=1)),
        (None, None, Pay(health_insurance=2)),
    ]
    assert [(month.month, month.spent.total) for month in figures.months] == [
        (MONTHS[1], 30),
        (None, 8),
    ]


def test_a_project_sees_no_money_of_another():
    line = BudgetLine(title=NAME, grant_tenge=10)
    member = StaffMember(name=NAME)
    mine = make_file(expenses=[pay(1, "payroll")])
    other = make_file(
        budget_lines=[line],
        staff=[member],
        expenses=[pay(5, "payroll", budget_line_id=line.id, staff_member_id=member.id)],
    )
    figures = count(mine, other)
    assert (figures.spent.total, figures.lines, figures.unlined_tenge) == (1, (), 1)
    assert [cell.staff_member_id for cell in figures.payroll] == [None]
    with Workspace.in_memory() as workspace:
        assert count_money(workspace.db, "nobody") == MoneyFigures()


@pytest.mark.parametrize(("amount", "currency"), [(0, "KZT"), (100, "USD")])
def test_tenge_are_not_compared_with_nothing_or_dollars(amount: int, currency: str):
    figures = count(make_file(grant=Grant(amount=amount, currency=currency), expenses=[pay(5)]))
    assert figures.granted_tenge is figures.left_tenge is figures.unplanned_tenge is None
    assert figures.spent_percent is None


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 7, 0), (999, 1000, 99), (1000, 1000, 100), (1001, 1000, 101), (5, 0, None), (2, 3, 66)],
)
def test_a_share_hides_no_tenge(part: int, whole: int, percent: int | None):
    assert share_percent(part, whole) == percent


tenge = st.integers(0, 10**15)


@given(st.data(), st.lists(tenge, max_size=3), st.integers(0, 12))
def test_whatever_stands_where_all_views_add_up_to_all_that_was_spent(data, lines, count_of):
    budget = [BudgetLine(title=NAME, grant_tenge=amount) for amount in lines]
    staff = [StaffMember(name=NAME), StaffMember(name=NAME)]
    days = st.none() | st.dates(date(2024, 1, 1), date(2025, 12, 31))
    expenses = [
        Expense(
            kind=data.draw(st.sampled_from(["payroll", "tax", "purchase"])),
            amount_tenge=data.draw(tenge),
            paid_on=data.draw(days),
            month=data.draw(days),
            tax=data.draw(st.sampled_from(["", "social_tax", "health_insurance"])),
            heading=data.draw(st.sampled_from([NAME, Bilingual()])),
            budget_line_id=data.draw(st.sampled_from([None, *(line.id for line in budget)])),
            staff_member_id=data.draw(st.sampled_from([None, *(member.id for member in staff)])),
        )
        for _ in range(count_of)
    ]
    figures = count(make_file(budget_lines=budget, staff=staff, expenses=expenses))
    total = sum(expense.amount_tenge for expense in expenses)
    assert figures.spent.total == total
    assert figures.spent.expenses == count_of
    assert sum(line.spent_tenge for line in figures.lines) + figures.unlined_tenge == total
    assert sum(line.expenses for line in figures.lines) + figures.unlined_expenses == count_of
    assert sum(month.spent.total for month in figures.months) == total
    assert sum_pay(figures.payroll).total == figures.spent.payroll + figures.spent.tax
    assert sum_pay(figures.payroll).wage == figures.spent.payroll
    assert len({(cell.staff_member_id, cell.month) for cell in figures.payroll}) == len(
        figures.payroll
    )
