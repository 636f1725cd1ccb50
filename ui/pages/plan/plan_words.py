"""What a line of the plan says of itself: its number, its days, its plan and its fact.

Takes lines and figures and gives short texts in the language of the screen. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from grantee_app.figures.indicators import planned_whole
from grantee_app.frozen import frozen
from grantee_app.language.dates import (
    format_date,
    format_short_date,
    format_short_range,
    format_typed_months,
)
from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import format_percent, group_digits

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.figures import IndicatorFact
    from grantee_app.records.base import Number
    from grantee_app.store.plan_outline import PlanLine
    from ui.screen_language import ScreenLanguage

NOTHING: Final = "–"
_SIGNS: Final = {"exactly": "", "at_least": "≥ ", "at_most": "≤ "}


@frozen
class PlanFigures:
    """What was counted and found, as far as the outline shows it; findings by record."""

    facts: Mapping[str, IndicatorFact] = field(default_factory=dict)
    findings: Mapping[str, list[Finding]] = field(default_factory=dict)


@frozen
class Reached:
    """How many of the indicators with a plan have reached it."""

    reached: int = 0
    planned: int = 0


# ---------------------------------------------------------------------- numbers and names


def number_lines(top: PlanLine) -> dict[str, str]:
    """Return the number of every line below the project: «2», «2.1», «2.1.3».

    The project's own tasks bear the numbers that the report prints. Those of the contract, which
    it prints without one, count on behind them: what has no number cannot be spoken of.
    """
    numbers: dict[str, str] = {}

    def number(children: list[PlanLine], lead: str) -> None:
        for place, child in enumerate(children, start=1):
            numbers[child.record_id] = f"{lead}{place}"
            number(child.children, f"{lead}{place}.")

    number(sorted(top.children, key=lambda task: task.is_contractual), "")
    return numbers


def iterate_lines(line: PlanLine) -> Iterator[PlanLine]:
    """Yield a line and all lines below it, in their order."""
    yield line
    for child in line.children:
        yield from iterate_lines(child)


def name_nameless(words: ScreenLanguage, table: str) -> str:
    """Return what stands for a title that nobody has written yet."""
    match table:
        case "project":
            return words.gettext("A project without a title")
        case "task":
            return words.gettext("A task without a title")
        case "planned_activity":
            return words.gettext("An activity without a title")
        case "staff_member":
            return words.gettext("A person without a name")
    return words.gettext("An indicator without a title")


# ---------------------------------------------------------------------- days


def tell_days(line: PlanLine, code: LanguageCode) -> str:
    """Return the planned days, or months, of a line as short as they can be; "" for none."""
    if line.table == "project":
        return tell_period(line.starts_on, line.ends_on, code)
    first, last = line.starts_on or line.ends_on, line.ends_on or line.starts_on
    if first is None or last is None:
        return ""
    if line.dates_as == "months":
        return format_typed_months(first, last, code)
    if last < first:
        return f"{format_short_date(first)} – {format_short_date(last)}"
    return format_short_range(first, last).replace("-", "–")


def tell_period(first: date | None, last: date | None, code: LanguageCode) -> str:
    """Return a period in full dates; what is not known yet is a dash."""
    if first is None and last is None:
        return ""
    start = format_date(first, code) if first else "…"
    end = format_date(last, code) if last else "…"
    return f"{start} – {end}"


# ---------------------------------------------------------------------- plan and fact


def tell_plan(line: PlanLine, code: LanguageCode) -> str:
    """Return the planned number over all events («60/10», «≥ 80 %»), else the words as written."""
    plan = line.plan
    if plan.target is None:
        return line.plan_text.spoken_in(code).strip() or NOTHING
    first, second = planned_whole(plan)
    assert first is not None  # noqa: S101 (there is a target)
    return _SIGNS[plan.comparison] + _pair(first, second, plan.unit == "percent", code)


def tell_fact(line: PlanLine, fact: IndicatorFact | None, code: LanguageCode) -> str:
    """Return the fact of an indicator, a dash where there is none yet."""
    if fact is None or fact.value is None:
        return NOTHING
    is_percent = line.plan.unit == "percent" or line.counted_from == "satisfaction"
    return _pair(fact.value, fact.second_value, is_percent, code)


def has_reached(line: PlanLine, fact: IndicatorFact | None) -> bool:
    """Tell whether the fact of an indicator is what was planned, or better."""
    first, second = planned_whole(line.plan)
    if first is None or fact is None or fact.value is None:
        return False
    if line.plan.comparison == "at_most":
        return fact.value <= first
    return fact.value >= first and (second is None or (fact.second_value or 0) >= second)


def count_reached(line: PlanLine, figures: PlanFigures) -> Reached:
    """Count the indicators below a line that have a plan, and those that have reached it."""
    planned = [
        found
        for found in iterate_lines(line)
        if found.table == "indicator" and found.plan.target is not None
    ]
    reached = sum(has_reached(found, figures.facts.get(found.record_id)) for found in planned)
    return Reached(reached, len(planned))


def count_events(line: PlanLine) -> int | None:
    """Return how many activities are promised under a planned one, None where nobody says.

    An indicator that counts events says so, else the phrase «from each of ten». What is promised
    of each winner of a contest is no event.
    """
    whole = [
        planned_whole(found.plan)[0] for found in line.children if found.counted_from == "events"
    ]
    told = [number for number in whole if number is not None]
    if told:
        return int(max(told))
    if any(found.counted_from == "winners" for found in line.children):
        return None
    each = [found.plan.events for found in line.children if found.plan.per_event]
    return max((events for events in each if events), default=None)


def tell_held(words: ScreenLanguage, line: PlanLine) -> str:
    """Return how many activities were held, of how many where that is promised."""
    promised = count_events(line)
    if promised is not None:
        return words.gettext("{held} of {count} held", held=line.held, count=promised)
    if line.held:
        return words.ngettext("{count} held", "{count} held", line.held)
    return ""


def _pair(first: Number, second: Number | None, is_percent: bool, code: LanguageCode) -> str:
    if is_percent:
        return format_percent(_exact(first), code)
    return group_digits(_exact(first)) + (
        "" if second is None else f"/{group_digits(_exact(second))}"
    )


def _exact(number: Number) -> int | Decimal:
    return number if isinstance(number, int) else Decimal(repr(number))
