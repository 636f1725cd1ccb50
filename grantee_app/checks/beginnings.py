"""What to begin with, in a project that is empty or has only been opened up.

At most three at once, in the order of the work: a person who has never written a report does the
first and sees the next. Each rule gives the first thing that its step lacks. Knows no deadline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from grantee_app.checks.naming import name_each, name_planned, name_rows, name_title
from grantee_app.checks.progress import WITHOUT_BIN, judge_steps
from grantee_app.checks.step import NextStep
from grantee_app.language.message import Message, MessageValue, message, plural_message

if TYPE_CHECKING:
    from grantee_app.checks.progress import StepProgress
    from grantee_app.checks.state import ProjectState
    from grantee_app.records import PlannedActivity

MOST: Final = 3
Steps = dict[str, "StepProgress"]


def list_beginnings(state: ProjectState) -> list[NextStep]:
    """Return what is to be begun or filled in next."""
    steps = judge_steps(state)
    rules = _BEFORE_CONTRACT if _is_applying(state) else _RULES
    found = (begun for rule in rules for begun in rule(state, steps))
    return [begun for _number, begun in zip(range(MOST), found, strict=False)]


def _is_applying(state: ProjectState) -> bool:
    """Whether the application is still open: the plan and the money come with the contract."""
    applications = state.project.applications
    has_begun = bool(state.project.tasks or state.project.grant.contract_number)
    return bool(applications) and applications[-1].is_open and not has_begun


def _begin_application(state: ProjectState, _steps: Steps) -> Iterator[NextStep]:
    judged = state.application
    if judged is None or not judged.is_draft:
        return
    gap = judged.progress.next_gap()
    if not gap:
        yield NextStep(
            "begin",
            "",
            message("Check the application and assemble its folder"),
            message("All that the form asks for is filled in."),
            message("Open"),
            "application",
        )
        return
    section, _, about = gap.partition("/")
    title = judged.subject.form.section_of[about.partition("/")[0]].name
    yield NextStep(
        "begin",
        "",
        message("Go on with the application: «{section}»", section=title),
        message("{percent} % of what the form asks for is there.", percent=judged.progress.percent),
        message("Go on"),
        "application",
        section,
        about,
    )


def _begin_organization(state: ProjectState, steps: Steps) -> Iterator[NextStep]:
    if steps["organization"].state == "done":
        return
    yield NextStep(
        "begin",
        "",
        message("Write about your organisation"),
        message(
            "It is typed once and stands in every report. Missing: {rows}.",
            rows=_list_missing(state),
        )
        if steps["organization"].state == "begun"
        else message("Name, head, address and phone: typed once, they stand in every report."),
        message("Fill in"),
        "organization",
        state.organization.id,
    )


def _list_missing(state: ProjectState) -> MessageValue:
    told = state.organization
    parts: list[tuple[object, Message]] = [
        (told.name, message("name")),
        (told.head, message("head")),
        (told.address, message("legal address")),
        (told.phone.strip(), message("phone")),
        (told.bin.strip() or told.legal_form in WITHOUT_BIN, message("BIN")),
    ]
    return name_rows([name for value, name in parts if not value])


def _begin_project(state: ProjectState, _steps: Steps) -> Iterator[NextStep]:
    project = state.project
    is_named, is_dated = bool(project.title), bool(project.starts_on and project.ends_on)
    if not (is_named and is_dated):
        title = message("Name the project and its dates")
        if is_named:
            title = message("Write the dates of the project")
        elif is_dated:
            title = message("Name the project")
        yield NextStep(
            "begin",
            "",
            title,
            message("As the grant contract has them."),
            message("Fill in"),
            "plan",
            project.id,
            "dates" if is_named else "title",
        )


def _begin_plan(state: ProjectState, steps: Steps) -> Iterator[NextStep]:
    if steps["plan"].state == "empty":
        yield NextStep(
            "begin",
            "",
            message("Enter the plan: tasks, activities, indicators"),
            message("They stand in your application; a table can be pasted from Word or Excel."),
            message("Begin"),
            "plan",
        )
        return
    bare = [task for task in state.project.tasks if not task.activities]
    if bare:
        yield NextStep(
            "begin",
            "",
            plural_message(
                "{count} task has no activity yet", "{count} tasks have no activity yet", len(bare)
            ),
            message("{first}", first=name_each(bare, lambda task: name_title(task.title))),
            message("Add"),
            "plan",
            bare[0].id,
        )
    gaps = list(_list_gaps(state))
    if gaps:
        yield NextStep(
            "begin",
            "",
            plural_message(
                "{count} activity of the plan has no dates or no planned number",
                "{count} activities of the plan have no dates or no planned number",
                len(gaps),
            ),
            message("{first}", first=name_each(gaps, name_planned)),
            message("Fill in"),
            "plan",
            gaps[0].id,
        )


def _list_gaps(state: ProjectState) -> Iterator[PlannedActivity]:
    for task in state.project.tasks:
        for planned in task.activities:
            is_dated = planned.starts_on or planned.ends_on or task.is_contractual
            has_number = any(entry.plan.target is not None for entry in planned.indicators)
            if not (is_dated and has_number):
                yield planned


def _begin_grant(state: ProjectState, _steps: Steps) -> Iterator[NextStep]:
    grant = state.project.grant
    if not grant.amount:
        yield NextStep(
            "begin",
            "",
            message("Write the amount of the grant"),
            message("Then it can be seen how much is spent and how much is left."),
            message("Fill in"),
            "plan",
            grant.id,
            "amount",
        )
    if not grant.report_dates:
        yield NextStep(
            "begin",
            "",
            message("Write the day the final report is due"),
            message("It stands in the grant contract; from then on the days are counted here."),
            message("Fill in"),
            "plan",
            grant.id,
            "report_dates",
        )


def _begin_money(state: ProjectState, _steps: Steps) -> Iterator[NextStep]:
    project = state.project
    is_on = bool(project.starts_on and project.starts_on <= state.today)
    if project.grant.amount and is_on and not project.expenses:
        yield NextStep(
            "begin",
            "",
            message("Enter the first expense"),
            message("Date, what for, document and sum: the table of the report adds them up."),
            message("Add"),
            "money",
        )


def _begin_report(state: ProjectState, steps: Steps) -> Iterator[NextStep]:
    has_held = any(True for _ in state.subject.held)
    if has_held and steps["report"].state == "empty":
        yield NextStep(
            "begin",
            "",
            message("Begin the texts of the report"),
            message("Easiest while the activity is fresh: tell how the first one went."),
            message("Begin"),
            "report",
            state.subject.place("activity_narrative"),
        )


_BEFORE_CONTRACT: Final[tuple[Callable[[ProjectState, Steps], Iterator[NextStep]], ...]] = (
    _begin_organization,
    _begin_application,
)
_RULES: Final[tuple[Callable[[ProjectState, Steps], Iterator[NextStep]], ...]] = (
    _begin_organization,
    _begin_application,
    _begin_project,
    _begin_plan,
    _begin_grant,
    _begin_money,
    _begin_report,
)
