"""Plan and fact: what was promised was done, measured, and written as it is compared.

Nothing is asked of work whose days are not over yet; how far a fact may differ stands in
`deviations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from grantee_app.checks.deviations import (
    NO_FACT,
    has_begun,
    read_deviation_text,
    unit_of,
    whole_plan,
)
from grantee_app.checks.finding import Finding, Severity
from grantee_app.checks.naming import (
    is_written,
    name_planned,
    name_title,
    name_value,
    shorten,
)
from grantee_app.checks.subject import Subject
from grantee_app.figures import socio_levels
from grantee_app.form.answers import socio_fact_path
from grantee_app.language.message import MessageValue, message, plural_message
from grantee_app.records import Indicator, PlannedActivity
from grantee_app.records.base import Number

_NUMBER: Final = re.compile(r"\d+(?:[ \u00a0\u202f\u2009]\d{3})*(?:[.,]\d+)?")


def check_disputed_facts(subject: Subject) -> Iterator[Finding]:
    """A typed fact beside another counted one has a reason; both numbers are named."""
    for indicator, planned, _task in subject.indicators:
        fact = subject.figures.facts.get(indicator.id, NO_FACT)
        if not fact.is_disputed or fact.typed is None or fact.counted is None:
            continue
        unit = unit_of(indicator)
        values: dict[str, MessageValue] = {
            "indicator": name_title(indicator.title),
            "activity": name_planned(planned),
            "typed": name_value(fact.typed, fact.typed_second, unit),
            "counted": name_value(fact.counted, fact.counted_second, unit),
        }
        place = subject.place("indicator_table", indicator.id)
        if is_written(indicator.fact.reason):
            sentence = message(
                "{indicator} ({activity}): {typed} was typed with a reason, "
                "the records hold {counted}. The report prints {typed}.",
                **values,
            )
            yield Finding("plan_fact.disputed", "note", sentence, place)
        else:
            sentence = message(
                "{indicator} ({activity}): {typed} was typed, but the records hold {counted}. "
                "Write the reason or delete the typed number.",
                **values,
            )
            yield Finding("plan_fact.disputed", "warning", sentence, place)


def check_missing_facts(subject: Subject) -> Iterator[Finding]:
    """An indicator with a plan has a fact once its activity is over."""
    for indicator, planned, _task in subject.indicators:
        if not subject.is_planned_due(planned) or not has_begun(planned):
            continue
        plan = whole_plan(indicator, planned)
        fact = subject.figures.facts.get(indicator.id, NO_FACT)
        has_no_second = plan[1] is not None and fact.second_value is None
        if plan[0] is None or (fact.value is not None and not has_no_second):
            continue
        yield Finding(
            "plan_fact.no_fact",
            "warning",
            message(
                "{indicator} ({activity}): the plan is {plan}, there is no fact yet.",
                indicator=name_title(indicator.title),
                activity=name_planned(planned),
                plan=name_value(plan[0], plan[1], unit_of(indicator)),
            ),
            subject.place("indicator_table", indicator.id),
        )


def check_unheld_activities(subject: Subject) -> Iterator[Finding]:
    """A planned activity whose days are over has been held, or the form's text says why not."""
    severity: Severity = "note" if is_written(read_deviation_text(subject)) else "warning"
    for planned in subject.planned:
        if planned.held_events or not subject.is_planned_due(planned):
            continue
        last = planned.ends_on or planned.starts_on
        title = name_planned(planned)
        yield Finding(
            "plan_fact.not_held",
            severity,
            message("{title}: the log has no activity held for it.", title=title)
            if last is None
            else message(
                "{title} was planned until {last}, but the log has no activity held for it.",
                title=title,
                last=last,
            ),
            subject.place("indicator_table", planned.id),
        )


def check_long_term_results(subject: Subject) -> Iterator[Finding]:
    """At report time each task tells its long-term result."""
    if not subject.is_report_due or not subject.has_block("indicator_table"):
        return
    for task in subject.project.tasks:
        if not is_written(task.long_term_result):
            yield Finding(
                "plan_fact.long_term",
                # The tasks that every contract brings along promise no effect of their own.
                "note" if task.is_contractual else "warning",
                message(
                    "The task «{title}» has no long-term result.", title=name_title(task.title)
                ),
                subject.place("indicator_table", task.id),
            )


def check_plan_texts(subject: Subject) -> Iterator[Finding]:
    """The plan as written holds the number of the plan, the same one in both languages."""
    for indicator, planned, _task in subject.indicators:
        told = shorten(indicator.plan_text)
        kk, ru = _find_numbers(indicator.plan_text.kk), _find_numbers(indicator.plan_text.ru)
        if kk and ru and kk != ru:
            sentence = message(
                "{indicator} ({activity}): the plan is «{kk}» in Kazakh, but «{ru}» in Russian.",
                indicator=name_title(indicator.title),
                activity=name_planned(planned),
                kk=told.kk,
                ru=told.ru,
            )
        elif indicator.plan.target is not None and _is_another(indicator, planned, kk | ru):
            sentence = message(
                "{indicator} ({activity}): the plan is written as «{text}», "
                "but compared as {plan}.",
                indicator=name_title(indicator.title),
                activity=name_planned(planned),
                text=told,
                plan=name_value(
                    indicator.plan.target, indicator.plan.second_target, unit_of(indicator)
                ),
            )
        else:
            continue
        place = subject.place("indicator_table", indicator.id)
        yield Finding("plan_fact.plan_text", "warning", sentence, place)


def check_typed_levels(subject: Subject) -> Iterator[Finding]:
    """A level that is counted from the records is not typed as another number."""
    for row in subject.socio_rows:
        path = socio_fact_path(row.figure)
        typed, counted = subject.answers.number(path), subject.figures.counted.get(row.figure)
        # Direct beneficiaries belong to the totals.
        if row.figure == "direct_beneficiaries" or None in (typed, counted) or typed == counted:
            continue
        yield Finding(
            "plan_fact.socio_typed",
            "warning",
            message(
                "{row}: {typed} was typed, but {counted} were counted. "
                "The report prints the counted number.",
                row=shorten(row.label),
                typed=typed or 0,
                counted=counted or 0,
            ),
            subject.place("socio_economic_table", path),
        )


def check_partners(subject: Subject) -> Iterator[Finding]:
    """The table of partners is as long as was planned."""
    levels = socio_levels("partners", subject.figures, subject.answers)
    if not subject.is_report_due or levels.plan in (None, levels.fact):
        return
    yield Finding(
        "plan_fact.partners",
        "note",
        plural_message(
            "{plan} partners were planned, the table of partners holds {count} row.",
            "{plan} partners were planned, the table of partners holds {count} rows.",
            levels.fact or 0,
            plan=levels.plan or 0,
        ),
        subject.place("partners"),
    )


RULES: Final = (
    check_disputed_facts,
    check_missing_facts,
    check_unheld_activities,
    check_long_term_results,
    check_plan_texts,
    check_typed_levels,
    check_partners,
)


def _is_another(indicator: Indicator, planned: PlannedActivity, written: set[Number]) -> bool:
    """Whether the number of the plan is none of those that its text holds."""
    if not written or indicator.plan.target in written:
        return False
    return whole_plan(indicator, planned)[0] not in written


def _find_numbers(text: str) -> set[Number]:
    return {_read_number(match[0]) for match in _NUMBER.finditer(text)}


def _read_number(written: str) -> Number:
    value = float("".join(written.split()).replace(",", "."))
    return int(value) if value == int(value) else value
