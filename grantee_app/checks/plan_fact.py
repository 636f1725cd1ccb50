"""Plan and fact: what differs is explained, what was promised was done and measured.

Nothing is asked of work whose days are not over yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from grantee_app.checks.finding import Finding, Severity
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
from grantee_app.language.message import Message, MessageValue, message, plural_message
from grantee_app.records import NO_TEXT, Bilingual, Indicator, PlannedActivity
from grantee_app.records.base import Number
from grantee_app.records.plan import Unit

# Will be a setting: how far above its plan a fact may be without a word about it.
EXCESS_PERCENT: Final = 20
DEVIATION_PATH: Final = "deviation"

_NO_FACT: Final = IndicatorFact()
# The whole answer, nothing else: «Басқа ауытқу жоқ» after an explanation is fine.
_NO_DEVIATION: Final = re.compile(
    r"(жоспардан )?ауытқу(лар)?( болған)? жоқ|(жоспардан )?ауытқу(лар)? болмады|"
    r"отклонени(й|я)( от плана)? (нет|не было|не имеется|отсутствуют)|без отклонений|"
    r"нет отклонений"
)
_NUMBER: Final = re.compile(r"\d+(?:[ \u00a0\u202f\u2009]\d{3})*(?:[.,]\d+)?")

Kind = Literal["shortfall", "excess", "above_limit"]


@dataclass(frozen=True, slots=True)
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
    if is_written(_deviation_text(subject)):
        return
    for found in find_deviations(subject):
        # What was not held at all is told once, not for each of its indicators.
        if found.is_explained or not _has_begun(found.planned):
            continue
        code, sentence = _tell_deviation(found)
        place = subject.place("indicator_table", found.indicator.id)
        yield Finding(code, "warning", sentence, place)


def check_deviation_text(subject: Subject) -> Iterator[Finding]:
    """At report time the form's own text on deviations is written when there are any."""
    if DEVIATION_PATH not in subject.text_sections or not subject.is_report_due:
        return
    found = find_deviations(subject)
    if not found or is_written(_deviation_text(subject)):
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
    text = _deviation_text(subject)
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


def check_disputed_facts(subject: Subject) -> Iterator[Finding]:
    """A typed fact beside another counted one has a reason; both numbers are named."""
    for indicator, planned, _task in subject.indicators:
        fact = subject.figures.facts.get(indicator.id, _NO_FACT)
        if not fact.is_disputed or fact.typed is None or fact.counted is None:
            continue
        unit = _unit_of(indicator)
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
        if not subject.is_planned_due(planned) or not _has_begun(planned):
            continue
        plan = _whole_plan(indicator, planned)
        fact = subject.figures.facts.get(indicator.id, _NO_FACT)
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
                plan=name_value(plan[0], plan[1], _unit_of(indicator)),
            ),
            subject.place("indicator_table", indicator.id),
        )


def check_unheld_activities(subject: Subject) -> Iterator[Finding]:
    """A planned activity whose days are over has been held, or the form's text says why not."""
    severity: Severity = "note" if is_written(_deviation_text(subject)) else "warning"
    for planned in subject.planned:
        if planned.held or not subject.is_planned_due(planned):
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
        kk, ru = _find_numbers(indicator.plan_text.kk), _find_numbers(indicator.plan_text.ru)
        compared = {indicator.plan.target, _whole_plan(indicator, planned)[0]}
        place = subject.place("indicator_table", indicator.id)
        values: dict[str, MessageValue] = {
            "indicator": name_title(indicator.title),
            "activity": name_planned(planned),
            "kk": indicator.plan_text.kk,
            "ru": indicator.plan_text.ru,
        }
        if kk and ru and kk != ru:
            sentence = message(
                "{indicator} ({activity}): the plan is «{kk}» in Kazakh, but «{ru}» in Russian.",
                **values,
            )
            yield Finding("plan_fact.plan_text", "warning", sentence, place)
        elif indicator.plan.target is not None and (kk or ru) and compared.isdisjoint(kk | ru):
            sentence = message(
                "{indicator} ({activity}): the plan is written as «{text}», "
                "but compared as {plan}.",
                indicator=values["indicator"],
                activity=values["activity"],
                text=indicator.plan_text,
                plan=name_value(
                    indicator.plan.target, indicator.plan.second_target, _unit_of(indicator)
                ),
            )
            yield Finding("plan_fact.plan_text", "warning", sentence, place)


def check_socio_levels(subject: Subject) -> Iterator[Finding]:
    """Rows of the socio-economic table that differ from their plan are explained."""
    if not subject.is_report_due or is_written(_deviation_text(subject)):
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
        if levels.fact < levels.plan:
            sentence = message(
                "{row}: the plan is {plan}, the fact is {fact}. Explain why it is less.", **values
            )
        elif _is_far_above(levels.fact, levels.plan):
            sentence = message(
                "{row}: the plan is {plan}, the fact is {fact}, more than {percent} % above it. "
                "Explain why.",
                percent=EXCESS_PERCENT,
                **values,
            )
        else:
            continue
        place = subject.place("socio_economic_table", socio_fact_path(row.figure))
        yield Finding("plan_fact.socio", "warning", sentence, place)


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
    check_deviations,
    check_deviation_text,
    check_denied_deviations,
    check_disputed_facts,
    check_missing_facts,
    check_unheld_activities,
    check_long_term_results,
    check_plan_texts,
    check_socio_levels,
    check_typed_levels,
    check_partners,
)


# ---------------------------------------------------------------------- comparing


def find_deviations(subject: Subject) -> list[Deviation]:
    """Return the indicators that have a fact and miss their plan, in the order of the plan.

    A shortfall counts once the days of its activity are over, an excess at once.
    """
    found = []
    for indicator, planned, _task in subject.indicators:
        fact = subject.figures.facts.get(indicator.id, _NO_FACT)
        plan = _whole_plan(indicator, planned)
        kind = _compare(indicator, plan, fact)
        if kind is None or plan[0] is None or fact.value is None:
            continue
        if kind == "shortfall" and not subject.is_planned_due(planned):
            continue
        unit = _unit_of(indicator)
        told_fact = name_value(fact.value, fact.second_value if plan[1] is not None else None, unit)
        found.append(
            Deviation(indicator, planned, name_value(plan[0], plan[1], unit), told_fact, kind)
        )
    return found


def _has_begun(planned: PlannedActivity) -> bool:
    return bool(planned.held or planned.evidence)


def _compare(
    indicator: Indicator, plan: tuple[Number | None, Number | None], fact: IndicatorFact
) -> Kind | None:
    pairs = [
        (planned, actual)
        for planned, actual in zip(plan, (fact.value, fact.second_value), strict=True)
        if planned is not None and actual is not None
    ]
    if indicator.plan.comparison == "at_most":
        return "above_limit" if any(actual > planned for planned, actual in pairs) else None
    if any(actual < planned for planned, actual in pairs):
        return "shortfall"
    if any(_is_far_above(actual, planned) for planned, actual in pairs):
        return "excess"
    return None


def _is_far_above(fact: Number, plan: Number) -> bool:
    return fact * 100 > plan * (100 + EXCESS_PERCENT)


def _whole_plan(
    indicator: Indicator, planned: PlannedActivity
) -> tuple[Number | None, Number | None]:
    plan = indicator.plan
    if plan.per_event and not plan.events:
        # «From each event», their number not promised: then each that was held.
        plan = plan.model_copy(update={"events": len(planned.held)})
    return planned_whole(plan)


def _unit_of(indicator: Indicator) -> Unit:
    return "percent" if indicator.counted_from == "satisfaction" else indicator.plan.unit


def _find_numbers(text: str) -> set[Number]:
    return {_read_number(match[0]) for match in _NUMBER.finditer(text)}


def _read_number(written: str) -> Number:
    value = float("".join(written.split()).replace(",", "."))
    return int(value) if value == int(value) else value


def _denies_deviation(text: str) -> bool:
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return _NO_DEVIATION.fullmatch(words) is not None


# ---------------------------------------------------------------------- wording


def _deviation_text(subject: Subject) -> Bilingual:
    if DEVIATION_PATH not in subject.text_sections:
        return NO_TEXT
    return subject.answers.text(DEVIATION_PATH)


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


def _tell_deviation(found: Deviation) -> tuple[str, Message]:
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
                percent=EXCESS_PERCENT,
                **values,
            )
