"""Plans and facts as a report writes them: «80%-дан кем емес», «әр шарадан 4/1», «60/10»."""

from __future__ import annotations

from decimal import Decimal

from grantee_app.figures import IndicatorFact
from grantee_app.form.definition import Words
from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import format_percent, group_digits
from grantee_app.records.base import Bilingual, Number
from grantee_app.records.plan import Indicator, PlannedValue
from grantee_app.report.told import Told, tell_text


def tell_plan(indicator: Indicator, language: LanguageCode, words: Words) -> Told:
    """Return the plan as its author wrote it, or else as its numbers say.

    A phrase written in the other language only is told anew from the numbers; without numbers it
    is told in that other language, marked.
    """
    written = indicator.plan_text.written_in(language)
    if written.strip():
        return Told(written, language)
    phrase = phrase_plan(indicator.plan, language, words)
    if phrase:
        return Told(phrase, language)
    return tell_text(indicator.plan_text, language, words)


def phrase_plan(plan: PlannedValue, language: LanguageCode, words: Words) -> str:
    """Return the phrase that tells the numbers of `plan`, "" when it has none."""
    if plan.target is None:
        return ""
    value = _format_pair(plan.target, plan.second_target, plan.unit == "percent", language)
    pattern = _choose_pattern(plan, words)
    return value if pattern is None else pattern.spoken_in(language).format(value=value)


def phrase_fact(
    indicator: Indicator, fact: IndicatorFact, language: LanguageCode, words: Words
) -> str:
    """Return the fact with its note in brackets, the sign of nothing where there is no fact."""
    if fact.value is None:
        return words.nothing.spoken_in(language)
    is_percent = indicator.plan.unit == "percent" or indicator.counted_from == "satisfaction"
    value = _format_pair(fact.value, fact.second_value, is_percent, language)
    note = tell_text(indicator.note, language, words).marked.strip()
    return f"{value} ({note})" if note else value


def format_number(value: Number) -> str:
    """Return a number with its digits grouped."""
    return group_digits(Decimal(str(value)) if isinstance(value, float) else value)


def _choose_pattern(plan: PlannedValue, words: Words) -> Bilingual | None:
    at_least, at_most = plan.comparison == "at_least", plan.comparison == "at_most"
    if plan.per_event:
        return words.plan_per_event_at_least if at_least else words.plan_per_event
    if plan.unit == "percent":
        if at_least:
            return words.plan_percent_at_least
        return words.plan_percent_at_most if at_most else None
    if at_least:
        return words.plan_at_least
    return words.plan_at_most if at_most else None


def _format_pair(
    first: Number, second: Number | None, is_percent: bool, language: LanguageCode
) -> str:
    if is_percent:
        exact = Decimal(str(first)) if isinstance(first, float) else first
        return format_percent(exact, language)
    value = format_number(first)
    return value if second is None else f"{value}/{format_number(second)}"
