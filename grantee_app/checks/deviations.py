"""Deviations: a fact that is far from its plan is explained, and never denied.

The codes belong to plan and fact; how far is far, a workspace may decide. Nothing is asked of work
whose days are not over yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import (
    is_written,
    name_planned,
    name_rows,
    name_title,
    name_value,
    shorten,
)
from grantee_app.checks.subject import Subject
from grantee_app.figures import IndicatorFact, planned_whole, socio_levels
from grantee_app.form.answers import socio_fact_path
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, MessageValue, message, plural_message
from grantee_app.records import NO_TEXT, Bilingual, Indicator, PlannedActivity
from grantee_app.records.base import Number
from grantee_app.records.plan import Unit

DEVIATION_PATH: Final = "deviation"


NO_FACT: Final = IndicatorFact()


# The whole answer, nothing else: «Басқа ауытқу жоқ» after an explanation is fine.
_NO_DEVIATION: Final = re.compile(
    r"(жоспардан )?ауытқу(лар)?( болған)? жоқ|(жоспардан )?ауытқу(лар)? болмады|"
    r"отклонени(й|я)( от плана)? (нет|не было|не имеется|отсутствуют)|без отклонений|"
    r"нет отклонений"
)


Kind = Literal["shortfall", "excess", "above_limit"]


@frozen
class Deviation:
    """An indicator whose fact is further from its plan than may pass without a word."""

    indicator: Indicator
    planned: PlannedActivity
    plan: MessageValue
    fact: MessageValue
    kind: Kind

    @property
    def is_explained(self) -> bool:
        """Whether the indicator itself carries a justification."""
        return is_written(self.indicator.deviation)


def check_deviations(subject: Subject) -> Iterator[Finding]:
    """A fact below its plan, or far above it, is explained on the indicator or in the form."""
    if is_written(read_deviation_text(subject)):
        return
    for found in find_deviations(subject):
        # What was not held at all is told once, not for each of its indicators.
        if found.is_explained or not has_begun(found.planned):
            continue
        code, sentence = _tell_deviation(found, subject.settings.excess_percent)
        place = subject.place("indicator_table", found.indicator.id)
        yield Finding(code, "warning", sentence, place)


def check_deviation_text(subject: Subject) -> Iterator[Finding]:
    """At report time the form's own text on deviations is written when there are any."""
    if DEVIATION_PATH not in subject.text_sections or not subject.is_form_due:
        return
    found = find_deviations(subject)
    if not found or is_written(read_deviation_text(subject)):
        return
    yield Finding(
        "plan_fact.deviation_text",
        "error",
        plural_message(
            "{count} indicator differs from its plan ({rows}), "
            "but the justification of deviations is empty.",
            "{count} indicators differ from their plan ({rows}), "
            "but the justification of deviations is empty.",
            len(found),
            rows=_name_deviations(found),
        ),
        subject.text_place(DEVIATION_PATH),
    )


def check_denied_deviations(subject: Subject) -> Iterator[Finding]:
    """«No deviation» is not printed when one exists."""
    found = find_deviations(subject)
    text = read_deviation_text(subject)
    if not found or not any(map(_denies_deviation, (text.kk, text.ru))):
        return
    yield Finding(
        "plan_fact.denied_deviation",
        "error",
        plural_message(
            "The report says that nothing deviates from the plan, "
            "but {count} indicator does: {rows}.",
            "The report says that nothing deviates from the plan, "
            "but {count} indicators do: {rows}.",
            len(found),
            rows=_name_deviations(found),
        ),
        subject.text_place(DEVIATION_PATH),
    )


def check_socio_levels(subject: Subject) -> Iterator[Finding]:
    """Rows of the socio-economic table that differ from their plan are explained."""
    if not subject.is_report_due or is_written(read_deviation_text(subject)):
        return
    for row in subject.socio_rows:
        levels = socio_levels(row.figure, subject.figures, subject.answers)
        if levels.plan is None or levels.fact is None or row.figure == "partners":
            continue
        values: dict[str, MessageValue] = {
            "row": shorten(row.label),
            "plan": levels.plan,
            "fact": levels.fact,
        }
        if _is_below(subject, levels.fact, levels.plan):
            sentence = message(
                "{row}: the plan is {plan}, the fact is {fact}. Explain why it is less.", **values
            )
        elif _is_far_above(subject, levels.fact, levels.plan):
            sentence = message(
                "{row}: the plan is {plan}, the fact is {fact}, more than {percent} % above it. "
                "Explain why.",
                percent=subject.settings.excess_percent,
                **values,
            )
        else:
            continue
        place = subject.place("socio_economic_table", socio_fact_path(row.figure))
        yield Finding("plan_fact.socio", "warning", sentence, place)


RULES: Final = (
    check_deviations,
    check_deviation_text,
    check_denied_deviations,
    check_socio_levels,
)


def find_deviations(subject: Subject) -> list[Deviation]:
    """Return the indicators that have a fact and miss their plan, in the order of the plan.

    A shortfall counts once the days of its activity are over, an excess at once.
    """
    found = []
    for indicator, planned, _task in subject.indicators:
        fact = subject.figures.facts.get(indicator.id, NO_FACT)
        plan = whole_plan(indicator, planned)
        kind = _compare(subject, indicator, plan, fact)
        if kind is None or plan[0] is None or fact.value is None:
            continue
        if kind == "shortfall" and not subject.is_planned_due(planned):
            continue
        unit = unit_of(indicator)
        told_fact = name_value(fact.value, fact.second_value if plan[1] is not None else None, unit)
        found.append(
            Deviation(indicator, planned, name_value(plan[0], plan[1], unit), told_fact, kind)
        )
    return found


def read_deviation_text(subject: Subject) -> Bilingual:
    """Return the form's text on deviations, empty for a form without it."""
    if DEVIATION_PATH not in subject.text_sections:
        return NO_TEXT
    return subject.answers.text(DEVIATION_PATH)


def whole_plan(
    indicator: Indicator, planned: PlannedActivity
) -> tuple[Number | None, Number | None]:
    """Return the plan over all events, both halves of a pair."""
    return planned_whole(indicator.plan, len(planned.held_events))


def unit_of(indicator: Indicator) -> Unit:
    """Return the unit an indicator is told in."""
    return "percent" if indicator.counted_from == "satisfaction" else indicator.plan.unit


def has_begun(planned: PlannedActivity) -> bool:
    """Return whether anything of a planned activity has left a trace."""
    return bool(planned.held_events or planned.evidence)


def _compare(
    subject: Subject,
    indicator: Indicator,
    plan: tuple[Number | None, Number | None],
    fact: IndicatorFact,
) -> Kind | None:
    pairs = [
        (planned, actual)
        for planned, actual in zip(plan, (fact.value, fact.second_value), strict=True)
        if planned is not None and actual is not None
    ]
    if indicator.plan.comparison == "at_most":
        return "above_limit" if any(actual > planned for planned, actual in pairs) else None
    if any(_is_below(subject, actual, planned) for planned, actual in pairs):
        return "shortfall"
    if any(_is_far_above(subject, actual, planned) for planned, actual in pairs):
        return "excess"
    return None


def _is_below(subject: Subject, fact: Number, plan: Number) -> bool:
    return fact * 100 < plan * (100 - subject.settings.shortfall_percent)


def _is_far_above(subject: Subject, fact: Number, plan: Number) -> bool:
    return fact * 100 > plan * (100 + subject.settings.excess_percent)


def _denies_deviation(text: str) -> bool:
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return _NO_DEVIATION.fullmatch(words) is not None


def _name_deviations(found: list[Deviation]) -> MessageValue:
    return name_rows(
        [
            message(
                "{indicator}: {plan} → {fact}",
                indicator=name_title(entry.indicator.title),
                plan=entry.plan,
                fact=entry.fact,
            )
            for entry in found
        ]
    )


def _tell_deviation(found: Deviation, excess_percent: int) -> tuple[str, Message]:
    values: dict[str, MessageValue] = {
        "indicator": name_title(found.indicator.title),
        "activity": name_planned(found.planned),
        "plan": found.plan,
        "fact": found.fact,
    }
    match found.kind:
        case "shortfall":
            return "plan_fact.shortfall", message(
                "{indicator} ({activity}): the plan is {plan}, the fact is {fact}. "
                "Explain why it is less.",
                **values,
            )
        case "above_limit":
            return "plan_fact.excess", message(
                "{indicator} ({activity}): at most {plan} was planned, the fact is {fact}. "
                "Explain why it is more.",
                **values,
            )
        case "excess":
            return "plan_fact.excess", message(
                "{indicator} ({activity}): the plan is {plan}, the fact is {fact}, "
                "more than {percent} % above it. Explain why.",
                percent=excess_percent,
                **values,
            )
