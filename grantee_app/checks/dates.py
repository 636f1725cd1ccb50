"""Dates: the project inside its contract, everything else inside the project, no range backwards.

A range that ends before it starts is told once and judged no further.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import (
    name_days,
    name_expense,
    name_held,
    name_held_title,
    name_planned,
)
from grantee_app.checks.subject import Held, Subject
from grantee_app.language.message import MessageValue, message, plural_message
from grantee_app.records import Evidence
from grantee_app.records.activity import EvidenceKind

# What can only come into being when the event is on. An announcement, a programme or a press
# release is rightly older.
LEFT_BY_EVENT: Final[frozenset[EvidenceKind]] = frozenset(
    {
        "photo",
        "video",
        "participant_list",
        "feedback",
        "award_list",
        "consultation",
        "section",
        "report",
    }
)


def check_order(subject: Subject) -> Iterator[Finding]:
    """No range ends before it starts."""
    project, grant = subject.project, subject.project.grant
    if _is_backwards(project.starts_on, project.ends_on):
        place = subject.cover_place("project_period")
        yield _tell_backwards(message("The project"), project.starts_on, project.ends_on, place)
    if _is_backwards(grant.starts_on, grant.ends_on):
        place = subject.cover_place("contract")
        name = message("The period of the grant")
        yield _tell_backwards(name, grant.starts_on, grant.ends_on, place)
    for planned in subject.planned:
        if _is_backwards(planned.starts_on, planned.ends_on):
            place = subject.place("indicator_table", planned.id)
            yield _tell_backwards(name_planned(planned), planned.starts_on, planned.ends_on, place)
    for row in subject.held:
        activity = row.activity
        if _is_backwards(activity.starts_on, activity.ends_on):
            place = subject.place("activity_narrative", activity.id)
            yield _tell_backwards(name_held_title(row), activity.starts_on, activity.ends_on, place)


def check_contract_date(subject: Subject) -> Iterator[Finding]:
    """The project does not start before its contract was signed."""
    first, signed_on = subject.project.starts_on, subject.project.grant.contract_on
    if first and signed_on and first < signed_on:
        yield Finding(
            "dates.before_contract",
            "warning",
            message(
                "The project starts on {first}, before the date of its contract, {signed_on}.",
                first=first,
                signed_on=signed_on,
            ),
            subject.cover_place("project_period"),
        )


def check_contract_period(subject: Subject) -> Iterator[Finding]:
    """The project lies inside the period of the grant."""
    project, grant = subject.project, subject.project.grant
    first, last = grant.starts_on, grant.ends_on
    if first and last and last < first:
        return
    is_early = first and project.starts_on and project.starts_on < first
    is_late = last and project.ends_on and project.ends_on > last
    if not (is_early or is_late):
        return
    yield Finding(
        "dates.contract_period",
        "error",
        message(
            "The project ({project}) goes beyond the period of the grant ({grant}).",
            project=_name_project(subject),
            grant=_name_open_days(first, last),
        ),
        subject.cover_place("project_period"),
    )


def check_activities(subject: Subject) -> Iterator[Finding]:
    """Every activity was held inside the project."""
    for row in subject.held:
        first, last = row.activity.starts_on, row.activity.ends_on or row.activity.starts_on
        if _is_outside(subject, first, last):
            yield Finding(
                "dates.activity",
                "error",
                message(
                    "{row} lies outside the project ({project}).",
                    row=name_held(row),
                    project=_name_project(subject),
                ),
                subject.place("activity_narrative", row.activity.id),
            )


def check_planned_activities(subject: Subject) -> Iterator[Finding]:
    """Every planned activity lies inside the project."""
    for planned in subject.planned:
        first, last = planned.starts_on or planned.ends_on, planned.ends_on or planned.starts_on
        if first and last and _is_outside(subject, first, last):
            yield Finding(
                "dates.planned",
                "warning",
                message(
                    "{title} is planned for {days}, outside the project ({project}).",
                    title=name_planned(planned),
                    days=name_days(first, last),
                    project=_name_project(subject),
                ),
                subject.place("indicator_table", planned.id),
            )


def check_expenses(subject: Subject) -> Iterator[Finding]:
    """Every expense was paid inside the project."""
    for expense in subject.project.expenses:
        paid_on = expense.paid_on
        if paid_on and _is_outside(subject, paid_on, paid_on):
            yield Finding(
                "dates.expense",
                "warning",
                message(
                    "The expense «{title}» ({amount} tenge) was paid on {day}, "
                    "outside the project ({project}).",
                    title=name_expense(expense),
                    amount=expense.amount_tenge,
                    day=paid_on,
                    project=_name_project(subject),
                ),
                subject.place("socio_economic_table", expense.id),
            )


def check_report_dates(subject: Subject) -> Iterator[Finding]:
    """An interim report is due within the project, a final one not before its end."""
    project = subject.project
    for report in project.grant.report_dates:
        place = subject.cover_place("contract", report.id)
        if report.kind == "interim" and _is_outside(subject, report.due_on, report.due_on):
            yield Finding(
                "dates.report_due",
                "warning",
                message(
                    "The interim report is due on {day}, outside the project ({project}).",
                    day=report.due_on,
                    project=_name_project(subject),
                ),
                place,
            )
        if report.kind == "final" and project.ends_on and report.due_on < project.ends_on:
            yield Finding(
                "dates.report_due",
                "warning",
                message(
                    "The final report is due on {day}, before the project ends on {last}.",
                    day=report.due_on,
                    last=project.ends_on,
                ),
                place,
            )


def check_evidence(subject: Subject) -> Iterator[Finding]:
    """What an event leaves behind is not older than the event."""
    for row in subject.held:
        early = [item for item in row.activity.evidence if _is_too_early(item, row)]
        if early:
            yield Finding(
                "dates.evidence",
                "note",
                plural_message(
                    "{row}: {count} piece of evidence is dated before the event ({day}).",
                    "{row}: {count} pieces of evidence are dated before the event "
                    "(the first {day}).",
                    len(early),
                    row=name_held(row),
                    day=min(item.dated_on for item in early if item.dated_on),
                ),
                subject.place("activity_narrative", row.activity.id),
            )


RULES: Final = (
    check_order,
    check_contract_date,
    check_contract_period,
    check_activities,
    check_planned_activities,
    check_expenses,
    check_report_dates,
    check_evidence,
)


def _is_backwards(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first


def _tell_backwards(
    name: MessageValue, first: date | None, last: date | None, place: str
) -> Finding:
    return Finding(
        "dates.order",
        "error",
        message(
            "{name}: it ends on {last}, before it starts on {first}.",
            name=name,
            first=first or "",
            last=last or "",
        ),
        place,
    )


def _is_outside(subject: Subject, first: date, last: date) -> bool:
    start, end = subject.project.starts_on, subject.project.ends_on
    if last < first or (start and end and end < start):
        return False
    return bool((start and first < start) or (end and last > end))


def _name_project(subject: Subject) -> MessageValue:
    return _name_open_days(subject.project.starts_on, subject.project.ends_on)


def _name_open_days(first: date | None, last: date | None) -> MessageValue:
    if first and last:
        return name_days(first, last)
    if first:
        return message("from {first}", first=first)
    return message("until {last}", last=last) if last else ""


def _is_too_early(item: Evidence, row: Held) -> bool:
    return (
        item.kind in LEFT_BY_EVENT
        and item.dated_on is not None
        and item.dated_on < row.activity.starts_on
    )
