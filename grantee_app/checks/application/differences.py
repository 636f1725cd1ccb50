"""The application against the contract: sum, days, activities that are not in the plan.

Told anew whenever it is asked: the application is kept as it was, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from grantee_app.form.project_drawing import ProjectDrawing, draw_project
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, MessageValue, message
from grantee_app.records import PlannedActivity, Project
from grantee_app.workspace.open_application import OpenApplication
from grantee_app.workspace.winning_changes import KnownRecords


@frozen
class Difference:
    """Where the contract is not what was applied for; `row_id` is a row of the application."""

    kind: Literal["amount", "starts_on", "ends_on", "left_out", "outside", "budget"]
    said: Message
    row_id: str = ""


def list_differences(
    opened: OpenApplication, project: Project, today: date | None = None
) -> list[Difference]:
    """Return where the project, as its contract has it, differs from what was applied for."""
    today = today or datetime.now().astimezone().date()
    drawing = draw_project(opened.read_values(today))
    return [
        *_compare_money(project, drawing),
        *_compare_days(project, drawing),
        *_compare_activities(project, drawing),
    ]


def _compare_money(project: Project, drawing: ProjectDrawing) -> Iterator[Difference]:
    amount, asked = project.grant.amount, drawing.sum_asked
    if asked and amount and asked != amount:
        sentence = (
            message(
                "Asked: {asked}, the contract gives {amount}: {difference} less.",
                asked=asked,
                amount=amount,
                difference=asked - amount,
            )
            if asked > amount
            else message(
                "Asked: {asked}, the contract gives {amount}: {difference} more.",
                asked=asked,
                amount=amount,
                difference=amount - asked,
            )
        )
        yield Difference("amount", sentence)
    planned = sum(line.grant_tenge for line in project.budget_lines)
    if amount and planned and amount not in {planned, asked}:
        yield Difference(
            "budget",
            message(
                "The budget shares out {planned} of the grant, the contract gives {amount}: write "
                "its lines anew.",
                planned=planned,
                amount=amount,
            ),
        )


def _compare_days(project: Project, drawing: ProjectDrawing) -> Iterator[Difference]:
    period = drawing.period
    if period is None:
        return
    starts_on = project.grant.starts_on or project.starts_on
    ends_on = project.grant.ends_on or project.ends_on
    if starts_on and starts_on != period.start:
        yield Difference(
            "starts_on",
            message(
                "Begin: {asked} in the application, {told} in the contract.",
                asked=period.start,
                told=starts_on,
            ),
        )
    if ends_on and ends_on != period.end:
        yield Difference(
            "ends_on",
            message(
                "End: {asked} in the application, {told} in the contract.",
                asked=period.end,
                told=ends_on,
            ),
        )


def _compare_activities(project: Project, drawing: ProjectDrawing) -> Iterator[Difference]:
    known: KnownRecords[PlannedActivity] = KnownRecords(
        [entry for task in project.tasks for entry in task.activities],
        [entry for task in drawing.tasks for entry in task.activities],
    )
    starts_on = project.grant.starts_on or project.starts_on
    ends_on = project.grant.ends_on or project.ends_on
    for task in drawing.tasks:
        for activity in task.activities:
            title: MessageValue = activity.title
            standing = known.take(activity)
            if standing is None:
                said = message("«{activity}» is not in the plan.", activity=title)
                yield Difference("left_out", said, activity.id)
                continue
            first = standing.starts_on or standing.ends_on
            last = standing.ends_on or standing.starts_on
            is_early = first is not None and starts_on is not None and first < starts_on
            is_late = last is not None and ends_on is not None and last > ends_on
            if is_early or is_late:
                said = message(
                    "«{activity}» is planned outside the days of the contract.", activity=title
                )
                yield Difference("outside", said, activity.id)
