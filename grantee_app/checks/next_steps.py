"""What to do next, what hurts most first: the list that Home opens with.

In this order: what is overdue; what is due within ten working days, with what is missing till
then; errors; activities without their evidence; facts far from their plan without a word about
it; other warnings; names that are kept too long; what is still to be begun. Findings of one theme
are one line, remarks are none. Nothing is judged here that the checks and figures have not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from grantee_app.checks.beginnings import list_beginnings
from grantee_app.checks.deviations import find_deviations
from grantee_app.checks.leading import find_step
from grantee_app.checks.naming import name_held, name_planned, name_rows, name_title
from grantee_app.checks.people_steps import PEOPLE_STEPS
from grantee_app.checks.sections import judge_sections
from grantee_app.checks.step import FORGETTING, NextStep, StepTone
from grantee_app.checks.subject import Held
from grantee_app.figures.evidence import EvidenceGap, count_incomplete, find_gaps
from grantee_app.figures.overview import count_planned_events
from grantee_app.form.answers import gather_answers
from grantee_app.form.catalogue import list_report_forms
from grantee_app.giving_way import in_turns
from grantee_app.language.kazakh_parts import PartOf
from grantee_app.language.message import Message, MessageValue, message, plural_message
from grantee_app.records.evidence_terms import name_evidence

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState
    from grantee_app.figures.deadlines import DueDay

__all__ = ["NextStep", "list_next_steps"]

_DEVIATIONS: Final = frozenset({"plan_fact.shortfall", "plan_fact.excess"})
_DEVIATION_TEXT: Final = "plan_fact.deviation_text"
# These have lines of their own.
_TOLD_APART: Final = _DEVIATIONS | {_DEVIATION_TEXT, "application.deadline"}


def list_next_steps(
    state: ProjectState,
    deadlines: list[DueDay],
    limit: int | None = None,
    *,
    gaps: list[EvidenceGap] | None = None,
) -> list[NextStep]:
    """Return what to do next, the most pressing first, at most `limit` of them.

    `deadlines` are those of `list_deadlines`; `gaps`, where they are known already, those of
    `find_gaps`.
    """
    if gaps is None:
        gaps = find_gaps(state.project, state.today)
    found = [
        *_tell_deadlines(state, deadlines, "overdue"),
        *_tell_deadlines(state, deadlines, "near"),
        *_tell_findings(state, "error"),
        *_tell_gaps(gaps),
        *_tell_deviations(state),
        *_tell_findings(state, "warning"),
        *_tell_retention(state),
        *list_beginnings(state),
    ]
    return found[:limit]


# ---------------------------------------------------------------------- deadlines


def _tell_deadlines(
    state: ProjectState, deadlines: list[DueDay], wanted: str
) -> Iterator[NextStep]:
    for day in deadlines:
        if day.state != wanted:
            continue
        is_report = day.kind in {"interim", "final"}
        yield NextStep(
            "deadline",
            "bad" if wanted == "overdue" else "warn",
            _title_deadline(day),
            message("{days} · {missing}", days=_tell_due(day), missing=_tell_till_then(state, day))
            if is_report or day.kind in {"project_end", "application"}
            else _tell_due(day),
            message("Open"),
            _DEADLINE_STEPS.get(day.kind, "plan"),
            *_lead_to_due(state, day),
            due=day.record_id,
        )


def _lead_to_due(state: ProjectState, day: DueDay) -> tuple[str, str]:
    """Return the record and the field that a deadline leads to."""
    if day.kind in {"interim", "final"}:
        report = _see_report(state, day.kind)
        return _first_unready(report), report.form.id
    if day.kind == "application":
        return _next_gap(state)
    return day.record_id, ""


def _see_report(state: ProjectState, due: str) -> ProjectState:
    """Return the project as the report that is due sees it, in a form of its own."""
    if state.form.due == due:
        return state
    forms = list_report_forms(state.project)
    form = next((form for form in forms if form.due == due), state.form)
    if form.id == state.form.id:
        return state
    return replace(state, form=form, answers=gather_answers(state.project.answers, form))


def _next_gap(state: ProjectState) -> tuple[str, str]:
    """Return the section and the field of the application's first gap."""
    gap = state.application.progress.next_gap() if state.application else ""
    section, _, about = gap.partition("/")
    return section, about


def _title_deadline(day: DueDay) -> Message:
    if day.days_left < 0:
        return plural_message(
            "{title}: overdue by {count} day",
            "{title}: overdue by {count} days",
            -day.days_left,
            title=day.title,
        )
    if day.days_left == 0:
        return message("{title}: today is the last day", title=day.title)
    return plural_message(
        "{title}: {count} day left", "{title}: {count} days left", day.days_left, title=day.title
    )


def _tell_due(day: DueDay) -> Message:
    if day.days_left <= 0 or day.working_days_left is None:
        return message("{day}", day=day.due_on)
    if day.is_on_day_off:
        return plural_message(
            "{day} is a day off: hand it in by {last}, {count} working day left",
            "{day} is a day off: hand it in by {last}, {count} working days left",
            day.working_days_left,
            day=day.due_on,
            last=day.hand_in_on,
        )
    return plural_message(
        "{day}, {count} working day left",
        "{day}, {count} working days left",
        day.working_days_left,
        day=day.due_on,
    )


def _tell_till_then(state: ProjectState, day: DueDay) -> Message:
    if day.kind == "application":
        return _tell_application(state)
    if day.kind == "project_end":
        return _tell_unheld(state)
    sections = judge_sections(_see_report(state, day.kind))
    ready = sum(section.is_ready for section in sections)
    if ready == len(sections):
        return plural_message(
            "the {count} section is ready",
            "all {count} sections are ready",
            len(sections),
        )
    if not ready:
        return message("no section is ready yet")
    return plural_message(
        "{ready} of {count} section is ready",
        "{ready} of {count} sections are ready",
        len(sections),
        ready=PartOf(ready),
    )


def _tell_application(state: ProjectState) -> Message:
    if state.application is None:
        return message("the application is not written yet")
    gaps = len(state.application.progress.gaps)
    if not gaps:
        return message("all that the form asks for is filled in")
    return plural_message(
        "{percent} % ready, {count} thing is missing",
        "{percent} % ready, {count} things are missing",
        gaps,
        percent=state.application.progress.percent,
    )


def _tell_unheld(state: ProjectState) -> Message:
    planned = held = 0
    for entry in state.subject.planned:
        events = count_planned_events(entry)
        planned += events
        held += min(events, len(entry.held_events))
    if held == planned:
        return message("all planned activities are held")
    return plural_message(
        "{count} planned activity is not held yet",
        "{count} planned activities are not held yet",
        planned - held,
    )


def _first_unready(state: ProjectState) -> str:
    sections = judge_sections(state)
    return next((entry.section for entry in sections if not entry.is_ready), sections[0].section)


# ---------------------------------------------------------------------- findings


_DEADLINE_STEPS: Final = {
    "application": "application",
    "interim": "report",
    "final": "report",
    "own": "home",
}


def _theme(code: str) -> str:
    return code if code in _THEMES or code in PEOPLE_STEPS else code.partition(".")[0]


def _tell_findings(state: ProjectState, severity: str) -> Iterator[NextStep]:
    by_theme: dict[str, list[Finding]] = {}
    judged = state.application
    for finding in [*state.findings, *(judged.findings if judged is not None else ())]:
        if finding.severity == severity and finding.code not in _TOLD_APART:
            by_theme.setdefault(_theme(finding.code), []).append(finding)
    tone: StepTone = "bad" if severity == "error" else "warn"
    for theme, found in by_theme.items():
        first, more = found[0].message, len(found) - 1
        detail = first
        if more:
            detail = plural_message(
                "{first} And {count} more.", "{first} And {count} others.", more, first=first
            )
        if theme in PEOPLE_STEPS:
            about = PEOPLE_STEPS[theme]
            title = about.title(found, state)
            detail = message("{sentence} {explanation}", sentence=detail, explanation=about.advice)
        else:
            name = _THEMES.get(f"{theme}/{severity}") or _THEMES.get(theme, _count_others)
            title = name(len(found))
        lead = find_step(found[0], state)
        yield NextStep(
            "error" if severity == "error" else "warning",
            tone,
            title,
            detail,
            message("Write") if theme == "completeness" else message("Open"),
            *lead,
        )


def _count_others(count: int) -> Message:
    return plural_message("{count} finding", "{count} findings", count)


# The title of the findings of a theme, of one severity where it has a line of its own; a code of
# its own stands before its theme.
_THEMES: Final[dict[str, Callable[[int], Message]]] = {
    "totals": lambda count: plural_message(
        "The numbers of people do not agree in {count} place",
        "The numbers of people do not agree in {count} places",
        count,
    ),
    "money": lambda count: plural_message(
        "The money does not agree in {count} place",
        "The money does not agree in {count} places",
        count,
    ),
    "budget": lambda count: plural_message(
        "The budget is not kept in {count} place", "The budget is not kept in {count} places", count
    ),
    "organization": lambda count: plural_message(
        "{count} number of the organisation has a slip",
        "{count} numbers of the organisation have a slip",
        count,
    ),
    "dates": lambda count: plural_message(
        "The dates do not agree in {count} place", "The dates do not agree in {count} places", count
    ),
    "plan_fact.not_held": lambda count: plural_message(
        "{count} planned activity has no entry in the log",
        "{count} planned activities have no entry in the log",
        count,
    ),
    "plan_fact.no_fact": lambda count: plural_message(
        "{count} indicator has no fact yet", "{count} indicators have no fact yet", count
    ),
    "plan_fact.long_term": lambda count: plural_message(
        "{count} task has no long-term result",
        "{count} tasks have no long-term result",
        count,
    ),
    "plan_fact": lambda count: plural_message(
        "Plan and fact disagree in {count} place",
        "Plan and fact disagree in {count} places",
        count,
    ),
    "completeness": lambda count: plural_message(
        "{count} thing that the report needs is missing",
        "{count} things that the report needs are missing",
        count,
    ),
    "languages": lambda count: plural_message(
        "{count} place is written in one language only",
        "{count} places are written in one language only",
        count,
    ),
    "application": lambda count: plural_message(
        "{count} place of the application is to be put right",
        "{count} places of the application are to be put right",
        count,
    ),
    "application/warning": lambda count: plural_message(
        "{count} place of the application is to be looked at",
        "{count} places of the application are to be looked at",
        count,
    ),
    "period": lambda count: plural_message(
        "The reporting period does not agree in {count} place",
        "The reporting period does not agree in {count} places",
        count,
    ),
    "eligibility": lambda count: plural_message(
        "{count} condition of the grant is not kept",
        "{count} conditions of the grant are not kept",
        count,
    ),
}


# ---------------------------------------------------------------------- evidence


def _tell_gaps(gaps: list[EvidenceGap]) -> Iterator[NextStep]:
    if not gaps:
        return
    count, first = count_incomplete(gaps), gaps[0]
    if count == 1:
        title = message("{activity}: evidence is missing", activity=_name_gap(first))
        rows: list[MessageValue] = [
            message(
                "{name}: {there}/{asked}",
                name=name_evidence(gap.kind),
                there=gap.there,
                asked=gap.asked,
            )
            for gap in gaps
        ]
        detail = message("There is and is needed: {rows}", rows=name_rows(rows))
    else:
        title = plural_message(
            "Evidence is missing for {count} activity",
            "Evidence is missing for {count} activities",
            count,
        )
        missing: dict[Message, int] = {}
        for gap in in_turns(gaps):
            name = name_evidence(gap.kind)
            missing[name] = missing.get(name, 0) + gap.missing
        rows = [
            message("{name}: {count}", name=name, count=number) for name, number in missing.items()
        ]
        detail = message("Missing: {rows}", rows=name_rows(rows))
    yield NextStep(
        "evidence",
        "warn",
        title,
        detail,
        message("Open"),
        "activities",
        first.activity.id if first.activity else first.planned.id,
        "evidence",
    )


def _name_gap(gap: EvidenceGap) -> MessageValue:
    if gap.activity is None:
        return name_planned(gap.planned)
    return name_held(Held(gap.activity, gap.planned))


# ---------------------------------------------------------------------- plan and fact


def _tell_deviations(state: ProjectState) -> Iterator[NextStep]:
    """Tell facts far from their plan once, however many findings speak of them."""
    told = [found for found in state.findings if found.code in _DEVIATIONS]
    texts = [found for found in state.findings if found.code == _DEVIATION_TEXT]
    if not told and not texts:
        return
    ids = {finding.place.partition("/")[2] for finding in told}
    rows = [
        entry
        for entry in find_deviations(state.subject)
        if entry.indicator.id in ids or (texts and not entry.is_explained)
    ]
    lead = find_step((texts or told)[0], state)
    if len(rows) == 1:
        title = message(
            "{indicator}: plan {plan}, fact {fact}",
            indicator=name_title(rows[0].indicator.title),
            plan=rows[0].plan,
            fact=rows[0].fact,
        )
        detail = message(
            "The justification of the deviation is not written · {activity}",
            activity=name_planned(rows[0].planned),
        )
    elif rows:
        title = plural_message(
            "{count} indicator is far from its plan, without a justification",
            "{count} indicators are far from their plan, without a justification",
            len(rows),
        )
        named: list[MessageValue] = [
            message(
                "{indicator}: {plan} → {fact}",
                indicator=name_title(entry.indicator.title),
                plan=entry.plan,
                fact=entry.fact,
            )
            for entry in in_turns(rows)
        ]
        detail = message("{first}", first=name_rows(named))
    else:
        # Each is explained by itself, but the form has a place for all of them.
        title = message("The justification of deviations is empty")
        detail = texts[0].message
    yield NextStep("deviation", "bad" if texts else "warn", title, detail, message("Write"), *lead)


# ---------------------------------------------------------------------- people


def _tell_retention(state: ProjectState) -> Iterator[NextStep]:
    """Tell that people are still named after the day until which they may be."""
    kept = state.retention
    if kept.until is None or not kept.is_over(state.today):
        return
    yield NextStep(
        "warning",
        "warn",
        plural_message(
            "The name of {count} person is kept longer than it may be",
            "The names of {count} people are kept longer than they may be",
            kept.people,
        ),
        message(
            "The last day was {day}. Forget the names: all counts of the report stay.",
            day=kept.until,
        ),
        message("Open"),
        "participants",
        field=FORGETTING,
    )
