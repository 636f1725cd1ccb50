"""The days that a report tells of: as they were written into it, or proposed.

A form without a place for them tells of the project as a whole. Knows no paper and no screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from grantee_app.figures.period import WHOLE, Period
from grantee_app.form.answers import Answers
from grantee_app.form.definition import FormDefinition
from grantee_app.language.reading import Reading
from grantee_app.language.reading_dates import DateRange, read_date_range
from grantee_app.records import Activity, PlannedActivity, Project, ProjectFile, Task
from grantee_app.records.activity import Evidence


def find_period(form: FormDefinition, answers: Answers, project: Project, today: date) -> Period:
    """Return the days that a report tells of, `WHOLE` where its form asks for none.

    What is not written, or cannot be read, is proposed.
    """
    if form.period_block is None:
        return WHOLE
    written = read_period(form, answers, project, today).value
    return Period(written.start, written.end) if written else propose_period(project, today)


def read_period(
    form: FormDefinition, answers: Answers, project: Project, today: date
) -> Reading[DateRange]:
    """Return what was made of the period that was typed; empty where none was asked for."""
    block = form.period_block
    typed = answers.value(block.path) if block else ""
    return read_date_range(typed, today=today, within=_days_of(project))


def propose_period(project: Project, today: date) -> Period:
    """Return the days from the project's beginning until today, or until its end."""
    grant = project.grant
    first = project.starts_on or grant.starts_on
    last = min(filter(None, (project.ends_on or grant.ends_on, today)))
    if first is not None and first > last:
        first = None
    return Period(first, last)


def limit_content(content: ProjectFile, period: Period) -> ProjectFile:
    """Return a project with only what was held, collected and paid in a period.

    The plan stays whole. Days are judged as the figures judge them.
    """
    if not period.is_limited:
        return content
    project = content.project
    tasks = [_limit_task(task, period) for task in project.tasks]
    expenses = [item for item in project.expenses if period.holds(item.paid_on or item.month)]
    limited = project.model_copy(update={"tasks": tasks, "expenses": expenses})
    return content.model_copy(update={"project": limited})


def _limit_task(task: Task, period: Period) -> Task:
    activities = [_limit_planned(planned, period) for planned in task.activities]
    return task.model_copy(update={"activities": activities})


def _limit_planned(planned: PlannedActivity, period: Period) -> PlannedActivity:
    held: list[Activity] = [event for event in planned.held if period.holds(event.starts_on)]
    evidence = list(_limit_evidence(planned, period))
    return planned.model_copy(update={"held": held, "evidence": evidence})


def _limit_evidence(planned: PlannedActivity, period: Period) -> Iterable[Evidence]:
    for item in planned.evidence:
        if period.holds(item.dated_on or planned.ends_on or planned.starts_on):
            yield item


def list_upcoming(content: ProjectFile, period: Period) -> list[PlannedActivity]:
    """Return what of the plan is still ahead when a period ends: not held yet, or not over yet.

    `content` is the whole project. Without an end of the period only what was never held.
    """
    until = replace(period, first=None)
    return [
        planned
        for task in content.project.tasks
        for planned in task.activities
        if not any(until.holds(event.starts_on) for event in planned.held_events)
        or _lasts_longer(planned, period)
    ]


def _lasts_longer(planned: PlannedActivity, period: Period) -> bool:
    last = planned.ends_on or planned.starts_on
    return period.last is not None and last is not None and last > period.last


def _days_of(project: Project) -> DateRange | None:
    first = project.starts_on or project.grant.starts_on
    last = project.ends_on or project.grant.ends_on
    return DateRange(first, last) if first and last and first <= last else None
