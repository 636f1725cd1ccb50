"""The budget: each line holds its money, and every expense stands under a line.

Nothing is asked of a project that keeps no budget here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import as_exact, name_each, name_expense, name_title
from grantee_app.checks.subject import Subject
from grantee_app.figures.money import LineFigures
from grantee_app.language.message import message, plural_message
from grantee_app.records import BudgetLine


def check_overspent_lines(subject: Subject) -> Iterator[Finding]:
    """No more is spent under a line than the grant gives it."""
    for line, figures in _lines(subject):
        if figures.is_overspent:
            yield Finding(
                "budget.overspent",
                "warning",
                message(
                    "«{line}»: {spent} tenge are spent, the budget gives {planned} tenge: "
                    "{difference} tenge too much.",
                    line=name_title(line.title),
                    spent=figures.spent_tenge,
                    planned=figures.grant_tenge,
                    difference=figures.spent_tenge - figures.grant_tenge,
                ),
                _place(subject, line),
            )


def check_idle_lines(subject: Subject) -> Iterator[Finding]:
    """At report time something was spent under each line that the grant pays."""
    if not subject.is_report_due:
        return
    for line, figures in _lines(subject):
        if figures.grant_tenge and not figures.expenses:
            yield Finding(
                "budget.unspent",
                "warning",
                message(
                    "«{line}»: the budget gives {planned} tenge, but no expense stands under it.",
                    line=name_title(line.title),
                    planned=figures.grant_tenge,
                ),
                _place(subject, line),
            )


def check_unlined_expenses(subject: Subject) -> Iterator[Finding]:
    """Where there is a budget, each expense stands under one of its lines."""
    known = {line.id for line in subject.project.budget_lines}
    loose = [entry for entry in subject.project.expenses if entry.budget_line_id not in known]
    if not known or not loose:
        return
    yield Finding(
        "budget.unlined",
        "warning" if subject.is_report_due else "note",
        plural_message(
            "{count} expense of {total} tenge stands under no line of the budget: {rows}.",
            "{count} expenses of {total} tenge stand under no line of the budget: {rows}.",
            len(loose),
            total=sum(entry.amount_tenge for entry in loose),
            rows=name_each(loose, name_expense),
        ),
        subject.place("socio_economic_table", loose[0].id),
    )


def check_grant_money(subject: Subject) -> Iterator[Finding]:
    """The lines share out the grant, all of it and no more; a plan may still be growing."""
    budget, first_day = subject.figures.budget, subject.project.starts_on
    rest = budget.unplanned_tenge
    if not budget.lines or not rest:
        return
    if rest < 0:
        sentence = message(
            "The lines of the budget take {planned} tenge of the grant, "
            "but the grant is {amount} tenge: {difference} tenge too much.",
            planned=budget.planned_tenge,
            amount=budget.granted_tenge or 0,
            difference=-rest,
        )
    else:
        sentence = message(
            "The lines of the budget take {planned} tenge of the grant of {amount} tenge: "
            "{difference} tenge are under no line.",
            planned=budget.planned_tenge,
            amount=budget.granted_tenge or 0,
            difference=rest,
        )
    has_begun = first_day is not None and first_day <= subject.today
    yield Finding(
        "budget.grant",
        "warning" if rest < 0 or has_begun else "note",
        sentence,
        subject.place("socio_economic_table", subject.project.budget_lines[0].id),
    )


def check_line_sums(subject: Subject) -> Iterator[Finding]:
    """Quantity × price is what the three sources of a line give together."""
    for line in subject.project.budget_lines:
        given = line.grant_tenge + line.own_tenge + line.other_tenge
        if line.quantity is None or line.price_tenge is None or given == 0:
            continue
        whole = as_exact(line.quantity) * Decimal(line.price_tenge)
        # Half an hour at an odd price is no whole tenge.
        if abs(whole - given) < 1:
            continue
        yield Finding(
            "budget.line_sum",
            "error",
            message(
                "«{line}»: {quantity} × {price} = {whole} tenge, but its sources give {given} "
                "tenge.",
                line=name_title(line.title),
                quantity=as_exact(line.quantity),
                price=line.price_tenge,
                whole=int(whole) if whole == int(whole) else whole.normalize(),
                given=given,
            ),
            _place(subject, line),
        )


RULES: Final = (
    check_overspent_lines,
    check_idle_lines,
    check_unlined_expenses,
    check_grant_money,
    check_line_sums,
)


def _lines(subject: Subject) -> Iterator[tuple[BudgetLine, LineFigures]]:
    counted = {figures.line_id: figures for figures in subject.figures.budget.lines}
    for line in subject.project.budget_lines:
        if line.id in counted:
            yield line, counted[line.id]


def _place(subject: Subject, line: BudgetLine) -> str:
    return subject.place("socio_economic_table", line.id)
