"""How far each step of the work is: not begun, begun or done, and what is open in it.

A step is judged by what it holds, not by who has been there. Rules:

- *organization* is done when name, head, legal address and phone are written and, unless it is an
  initiative group or a natural person, the BIN. Empty: nothing of it.
- *application* is done when it was handed in, or when all that its form asks for is there without
  an error; also when there is none and the grant is there already. Empty: no application and no
  contract. A project without an application is done without it.
- *plan* is done when the project has its own dates and at least one task, and each task has a
  planned activity; each of these has dates and an indicator with a planned number. Tasks that
  every contract brings along need no dates: the contract sets them. Empty: no task at all.
- *activities* is done when as many events as the plan promises were held and no evidence that is
  asked for is missing. Empty: nothing in the log.
- *participants* is done when somebody who came is counted and everybody in the register has a
  group in every table of the form. Empty: nobody in the register and nobody counted.
- *money* is done when the amount of the grant is known and exactly that much is spent. Empty: no
  amount, no budget line, no expense.
- *report* is done when every section has what the form requires of it, in the language that more
  of it is written in, and no error leads there. Empty: no text written, nothing told.
- *home* is done when all of these are, and begun as soon as one is.

Open findings are errors and warnings; each is counted at the one step that it leads to.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, Literal

from grantee_app.checks.leading import Lead, find_step
from grantee_app.checks.sections import judge_sections
from grantee_app.frozen import frozen

if TYPE_CHECKING:
    from grantee_app.checks.state import ProjectState
    from grantee_app.records import Task

__all__ = ["STEPS", "Lead", "StepProgress", "find_step", "judge_steps"]

StepState = Literal["empty", "begun", "done"]
Tone = Literal["", "warn", "bad"]

STEPS: Final = (
    "home",
    "application",
    "plan",
    "activities",
    "participants",
    "money",
    "report",
    "organization",
)
_TONES: Final[dict[str, Tone]] = {"error": "bad", "warning": "warn"}
WITHOUT_BIN: Final = frozenset({"initiative_group", "natural_person"})


@frozen
class StepProgress:
    """How a step stands; `findings` are its open errors and warnings, `tone` the gravest one's."""

    state: StepState = "empty"
    findings: int = 0
    tone: Tone = ""


def judge_steps(state: ProjectState) -> dict[str, StepProgress]:
    """Return how each step stands, by its name."""
    counts = dict.fromkeys(STEPS, 0)
    tones: dict[str, Tone] = dict.fromkeys(STEPS, "")
    for step, by_record in state.leading.items():
        for finding in chain.from_iterable(by_record.values()):
            if tone := _TONES.get(finding.severity, ""):
                counts[step] += 1
                if tones[step] != "bad":
                    tones[step] = tone
    if state.application is not None:
        for finding in state.application.findings:
            if tone := _TONES.get(finding.severity, ""):
                counts["application"] += 1
                tones["application"] = "bad" if "bad" in {tone, tones["application"]} else tone
    states: dict[str, StepState] = {
        "application": _judge_application(state),
        "plan": _judge_plan(state),
        "activities": _judge_activities(state),
        "participants": _judge_participants(state),
        "money": _judge_money(state),
        "report": _judge_report(state, has_errors=tones["report"] == "bad"),
        "organization": _judge_organization(state),
    }
    states["home"] = _join(
        [found for step, found in states.items() if step != "application" or state.application]
    )
    return {step: StepProgress(states[step], counts[step], tones[step]) for step in STEPS}


def _join(states: list[StepState]) -> StepState:
    if all(state == "done" for state in states):
        return "done"
    return "empty" if all(state == "empty" for state in states) else "begun"


def _judge(*, is_begun: bool, is_done: bool) -> StepState:
    if is_done:
        return "done"
    return "begun" if is_begun else "empty"


def _judge_application(state: ProjectState) -> StepState:
    judged, grant = state.application, state.project.grant
    if judged is None:
        if state.project.applications:
            return "begun"
        return "done" if grant.contract_number.strip() or grant.contract_on else "empty"
    if not judged.is_draft:
        return "done"
    is_whole = not judged.progress.gaps
    has_errors = any(finding.severity == "error" for finding in judged.findings)
    return "done" if is_whole and not has_errors else "begun"


def _judge_organization(state: ProjectState) -> StepState:
    told = state.organization
    parts = [told.name, told.head, told.address, told.phone.strip()]
    if told.legal_form not in WITHOUT_BIN:
        parts.append(told.bin.strip())
    return _judge(is_begun=any(map(bool, parts)), is_done=all(map(bool, parts)))


def _judge_plan(state: ProjectState) -> StepState:
    project = state.project
    is_dated = bool(project.starts_on and project.ends_on)
    is_done = bool(project.tasks) and all(map(_is_planned, project.tasks))
    return _judge(is_begun=bool(project.tasks), is_done=is_dated and is_done)


def _is_planned(task: Task) -> bool:
    return bool(task.activities) and all(
        (planned.starts_on or planned.ends_on or task.is_contractual)
        and any(indicator.plan.target is not None for indicator in planned.indicators)
        for planned in task.activities
    )


def _judge_activities(state: ProjectState) -> StepState:
    held = state.overview.held
    return _judge(
        is_begun=held.in_log > 0,
        is_done=held.in_log > 0 and held.held >= held.planned and not state.overview.gaps,
    )


def _judge_participants(state: ProjectState) -> StepState:
    visits = state.figures.people.visits
    # Groups that the project's own report does not ask for are nobody's work.
    unplaced = state.figures.unplaced if state.form.demographic_tables else []
    return _judge(is_begun=visits > 0, is_done=visits > 0 and not unplaced)


def _judge_money(state: ProjectState) -> StepState:
    project, spent = state.project, state.figures.money.total
    return _judge(
        is_begun=bool(project.grant.amount or project.budget_lines or project.expenses),
        is_done=project.grant.amount > 0 and spent == project.grant.amount,
    )


def _judge_report(state: ProjectState, *, has_errors: bool) -> StepState:
    texts = (state.answers.text(field.path) for _section, field in state.subject.form_texts)
    told = (text for planned in state.subject.planned for text in (planned.narrative,))
    is_begun = any(map(bool, texts)) or any(map(bool, told))
    is_whole = all(section.is_ready for section in judge_sections(state))
    return _judge(is_begun=is_begun, is_done=is_begun and is_whole and not has_errors)
