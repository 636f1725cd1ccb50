"""The call: its deadline passed or near, and whether what is asked for fits what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import name_days
from grantee_app.figures.deadlines import NEAR_WORKING_DAYS
from grantee_app.figures.working_days import last_working_day_on_or_before
from grantee_app.language.message import message, plural_message
from grantee_app.language.reading_dates import DateRange


def check_deadline(subject: ApplicationSubject) -> Iterator[Finding]:
    """The call is still open; within ten working days it is told how many are left."""
    last = subject.application.deadline_on
    if last is None:
        return
    place = subject.form.sections[0].id
    if last < subject.today:
        yield Finding(
            "application.deadline",
            "error",
            message("The call closed on {day}: an application is not taken any more.", day=last),
            place,
        )
        return
    left = subject.working_days_left
    if left is None or left > NEAR_WORKING_DAYS:
        return
    hand_in_on = last_working_day_on_or_before(last)
    if hand_in_on != last:
        sentence = plural_message(
            "The call closes on {day}, a day off: hand the application in by {hand_in}, {count} "
            "working day left.",
            "The call closes on {day}, a day off: hand the application in by {hand_in}, {count} "
            "working days left.",
            left,
            day=last,
            hand_in=hand_in_on,
        )
    else:
        sentence = plural_message(
            "The call closes on {day}: {count} working day left.",
            "The call closes on {day}: {count} working days left.",
            left,
            day=last,
        )
    yield Finding("application.deadline", "warning", sentence, place)


def check_currency(subject: ApplicationSubject) -> Iterator[Finding]:
    """The currency that the form names is the one of the call."""
    part = subject.form.by_meaning.get("project.currency")
    if part is None or part.key not in subject.shown:
        return
    chosen = str(subject.values.value(part.key) or "")
    if chosen and chosen != subject.application.currency:
        yield Finding(
            "application.currency",
            "error",
            message(
                "{name}: {chosen}, but the call is in {currency}.",
                name=subject.name(part.key),
                chosen=chosen,
                currency=subject.application.currency,
            ),
            subject.place(part.key),
        )


def check_start(subject: ApplicationSubject) -> Iterator[Finding]:
    """The project does not begin before the call has closed."""
    part, last = subject.form.by_meaning.get("project.period"), subject.application.deadline_on
    if part is None or last is None or part.key not in subject.shown:
        return
    period = subject.values.value(part.key)
    if isinstance(period, DateRange) and period.start <= last:
        yield Finding(
            "application.start",
            "warning",
            message(
                "{name}: the project ({period}) begins before the call closes on {day}. Money "
                "comes only after the contract.",
                name=subject.name(part.key),
                period=name_days(period.start, period.end),
                day=last,
            ),
            subject.place(part.key),
        )


RULES: Final = (check_deadline, check_currency, check_start)
