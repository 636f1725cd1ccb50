"""The days that a report of a part of the project tells of, and what falls between two reports.

Forms without such days are nothing to these rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from grantee_app.checks.finding import Finding
from grantee_app.checks.subject import Subject
from grantee_app.figures.reporting_period import find_period, read_period
from grantee_app.language.message import message, plural_message


def check_period(subject: Subject) -> Iterator[Finding]:
    """The days can be read, lie within the project and are over."""
    if subject.form.period_block is None:
        return
    place = subject.place("period", subject.form.period_block.path)
    reading = read_period(subject.form, subject.answers, subject.project, subject.today)
    if reading.problem is not None:
        yield Finding("period.unread", "error", reading.problem, place)
        return
    days = reading.value
    if days is None:
        return
    project = subject.project
    outside = (project.starts_on and days.start < project.starts_on) or (
        project.ends_on and days.end > project.ends_on
    )
    if outside:
        yield Finding(
            "period.outside",
            "warning",
            message(
                "The reporting period {start} – {end} goes beyond the days of the project.",
                start=days.start,
                end=days.end,
            ),
            place,
        )
    if days.end > subject.today:
        yield Finding(
            "period.future",
            "note",
            message(
                "The reporting period lasts until {end}: what is held by then will be counted too.",
                end=days.end,
            ),
            place,
        )


def check_undated_expenses(subject: Subject) -> Iterator[Finding]:
    """An expense without a day is in no period, and so in no interim report."""
    if subject.form.period_block is None:
        return
    period = find_period(subject.form, subject.answers, subject.project, subject.today)
    undated = [item for item in subject.project.expenses if not (item.paid_on or item.month)]
    if period.is_limited and undated:
        yield Finding(
            "period.undated",
            "warning",
            plural_message(
                "{count} expense has no day and is counted in no period.",
                "{count} expenses have no day and are counted in no period.",
                len(undated),
            ),
            subject.place("period", subject.form.period_block.path),
        )


RULES = (check_period, check_undated_expenses)
