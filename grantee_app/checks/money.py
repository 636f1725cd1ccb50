"""Money: what was spent, and what was promised to be spent, is the grant to the last tenge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import name_expense
from grantee_app.checks.subject import Subject
from grantee_app.figures.money import CURRENCY
from grantee_app.form.answers import socio_plan_path
from grantee_app.language.message import Message, message

SPENDING_ROWS: Final = ("payroll", "taxes", "purchases")


def check_spending(subject: Subject) -> Iterator[Finding]:
    """Payroll + taxes + purchases = the grant; spending less is a mistake only at the end."""
    spent, amount = subject.figures.money.total, subject.project.grant.amount
    if not _is_comparable(subject) or spent == amount:
        return
    if spent < amount and not subject.is_report_due:
        return
    yield Finding(
        "money.spending", "error", _tell_spending(subject), subject.place("socio_economic_table")
    )


def check_planned_spending(subject: Subject) -> Iterator[Finding]:
    """The planned payroll, taxes and purchases add up to the grant, once all three are written."""
    levels = [subject.answers.number(socio_plan_path(row)) for row in SPENDING_ROWS]
    told = [level for level in levels if level is not None]
    planned, amount = sum(told), subject.project.grant.amount
    if not _is_comparable(subject) or len(told) < len(levels) or planned == amount:
        return
    payroll, taxes, purchases = told
    told_sum = message(
        "{payroll} + {taxes} + {purchases} = {total}",
        payroll=payroll,
        taxes=taxes,
        purchases=purchases,
        total=planned,
    )
    if planned > amount:
        sentence = message(
            "The planned payroll, taxes and purchases are {sum} tenge, "
            "but the grant is {amount} tenge: {difference} tenge too much.",
            sum=told_sum,
            amount=amount,
            difference=planned - amount,
        )
    else:
        sentence = message(
            "The planned payroll, taxes and purchases are {sum} tenge, "
            "but the grant is {amount} tenge: {difference} tenge are missing.",
            sum=told_sum,
            amount=amount,
            difference=amount - planned,
        )
    about = socio_plan_path(SPENDING_ROWS[0])
    yield Finding("money.plan", "error", sentence, subject.place("socio_economic_table", about))


def check_empty_expenses(subject: Subject) -> Iterator[Finding]:
    """An expense has an amount."""
    for expense in subject.project.expenses:
        if expense.amount_tenge == 0:
            title = name_expense(expense)
            yield Finding(
                "money.zero",
                "warning",
                message("The expense «{title}» has the amount 0.", title=title)
                if expense.paid_on is None
                else message(
                    "The expense «{title}» of {day} has the amount 0.",
                    title=title,
                    day=expense.paid_on,
                ),
                subject.place("socio_economic_table", expense.id),
            )


def check_grant_amount(subject: Subject) -> Iterator[Finding]:
    """Money is not spent out of a grant without an amount."""
    spent = subject.figures.money.total
    if subject.project.grant.amount == 0 and spent:
        yield Finding(
            "money.no_grant",
            "error",
            message(
                "{spent} tenge are spent, but the amount of the grant is not written.", spent=spent
            ),
            subject.cover_place("grant_sum"),
        )


RULES: Final = (
    check_spending,
    check_planned_spending,
    check_empty_expenses,
    check_grant_amount,
)


def _is_comparable(subject: Subject) -> bool:
    # Expenses are kept in tenge, and only the socio-economic table claims that they are the grant.
    grant = subject.project.grant
    return (
        grant.amount > 0
        and grant.currency == CURRENCY
        and subject.has_block("socio_economic_table")
    )


def _tell_spending(subject: Subject) -> Message:
    money, amount = subject.figures.money, subject.project.grant.amount
    told_sum = message(
        "{payroll} + {taxes} + {purchases} = {total}",
        payroll=money.payroll,
        taxes=money.taxes,
        purchases=money.purchases,
        total=money.total,
    )
    if money.total > amount:
        return message(
            "Payroll, taxes and purchases are {sum} tenge, "
            "but the grant is {amount} tenge: {difference} tenge too much.",
            sum=told_sum,
            amount=amount,
            difference=money.total - amount,
        )
    return message(
        "Payroll, taxes and purchases are {sum} tenge, "
        "but the grant is {amount} tenge: {difference} tenge are missing.",
        sum=told_sum,
        amount=amount,
        difference=amount - money.total,
    )
