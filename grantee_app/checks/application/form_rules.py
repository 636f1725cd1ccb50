"""The rules that a form states about its own figures, each told with its numbers and its source.

Also the rules that every form means whether or not it states them: the sum asked is what the budget
asks of the grant, the dates lie in the period, every task has an activity. They are made from what
the fields mean, and only where the form has no such rule of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

from grantee_app.checks.application.link_rules import LINK_RULES
from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.application.telling import (
    make_finding,
    name_figure,
    place_figure,
    tell_rows,
)
from grantee_app.checks.finding import Finding
from grantee_app.checks.grant_bands import (
    is_amount_within,
    is_term_within,
    tell_amount,
    tell_term,
)
from grantee_app.figures.money import CURRENCY
from grantee_app.form.application_form import (
    ApplicationForm,
    AtMostPercentRule,
    BetweenRule,
    ComputedColumn,
    EachUsedRule,
    EqualRule,
    FormRule,
    MciBandRule,
    NotAboveRule,
    Pattern,
    PatternRule,
    RowsEqualRule,
    TableField,
    TermBandRule,
    WithinRule,
    find_column,
)
from grantee_app.form.values import Number
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, MessageValue, message
from grantee_app.language.reading_dates import DateRange


def check_form_rules(subject: ApplicationSubject) -> Iterator[Finding]:
    """Every rule that the form states, or that the meanings of its fields make, is kept."""
    for rule in (*subject.form.rules, *list_implied_rules(subject.form)):
        if subject.holds(rule.when):
            yield from _EVALUATORS[rule.kind](subject, rule)


RULES: Final = (check_form_rules,)


# ---------------------------------------------------------------- figures


def _check_equal(subject: ApplicationSubject, rule: EqualRule) -> Iterator[Finding]:
    left = subject.values.figure(rule.left, rule.left_where)
    right = subject.values.figure(rule.right, rule.right_where)
    if left is None or right is None or left == right:
        return
    names: dict[str, MessageValue] = {
        "left": name_figure(subject, rule.left, rule.left_where),
        "right": name_figure(subject, rule.right, rule.right_where),
        "first": left,
        "second": right,
    }
    sentence = (
        message(
            "{left}: {first}, but {right}: {second}. That is {difference} too much.",
            difference=left - right,
            **names,
        )
        if left > right
        else message(
            "{left}: {first}, but {right}: {second}. {difference} are missing.",
            difference=right - left,
            **names,
        )
    )
    yield make_finding(rule, "application.equal", sentence, place_figure(subject, rule.left))


def _check_rows_equal(subject: ApplicationSubject, rule: RowsEqualRule) -> Iterator[Finding]:
    table = subject.form.tables.get(rule.table)
    if table is None or rule.table not in subject.shown:
        return
    # What is computed cannot be typed over: the last of its parts is where a person mends it.
    left = table.by_key[rule.left]
    is_computed = isinstance(left, ComputedColumn) and left.computed is not None
    column = rule.sum_of[-1] if is_computed else rule.left
    rows = [
        (row_id, column, _tell_sums(subject, rule, table, number, row_id, sums))
        for number, row_id in subject.rows(table)
        if (sums := _compare_row(subject, rule, row_id)) is not None
    ]
    yield from tell_rows(subject, rule, "application.rows_equal", table, rows)


@frozen
class _RowSums:
    """What a row says of itself and what its parts make; `rest` is below 0 for too much."""

    whole: Number
    sum: Number
    parts: str
    is_of_several: bool

    @property
    def rest(self) -> Number:
        rest = Decimal(self.whole) - Decimal(self.sum)
        return int(rest) if rest == rest.to_integral_value() else rest


def _tell_sums(  # noqa: PLR0917 (a row of a table of a rule)
    subject: ApplicationSubject,
    rule: RowsEqualRule,
    table: TableField,
    number: int,
    row_id: str,
    sums: _RowSums,
) -> Message:
    names: dict[str, MessageValue] = {
        "table": subject.name(table.key),
        "row": subject.name_row(table, number, row_id),
        "left": subject.name_column(table, rule.left),
        "whole": sums.whole,
        "parts": sums.parts,
        "sum": sums.sum,
        "difference": sums.rest if sums.rest > 0 else -sums.rest,
    }
    if sums.rest < 0:
        if sums.is_of_several:
            return message(
                "{table}, {row}: {left} is {whole}, but {parts} make {sum}: {difference} too much.",
                **names,
            )
        return message(
            "{table}, {row}: {left} is {whole}, but the parts make {sum}: {difference} too much.",
            **names,
        )
    if sums.is_of_several:
        return message(
            "{table}, {row}: {left} is {whole}, but {parts} make {sum}: {difference} are missing.",
            **names,
        )
    return message(
        "{table}, {row}: {left} is {whole}, but the parts make {sum}: {difference} are missing.",
        **names,
    )


def _compare_row(subject: ApplicationSubject, rule: RowsEqualRule, row_id: str) -> _RowSums | None:
    """Return the sums of a row that do not agree, None for one that agrees or is not shared yet."""
    whole = subject.values.cell_number(rule.table, row_id, rule.left)
    parts = [subject.values.cell_number(rule.table, row_id, column) for column in rule.sum_of]
    known = [part for part in parts if part is not None]
    if whole is None or (not known and not subject.is_due):
        return None
    made = sum(known, Decimal(0))
    if abs(Decimal(whole) - made) < 1:
        return None
    told = " + ".join(_write(part) for part in known) or "0"
    return _RowSums(whole, int(made) if made == int(made) else made, told, len(known) > 1)


def _write(number: Number) -> str:
    return (
        f"{int(number):,}".replace(",", "\N{NO-BREAK SPACE}")
        if number == int(number)
        else str(number).replace(".", ",")
    )


def _check_percent(subject: ApplicationSubject, rule: AtMostPercentRule) -> Iterator[Finding]:
    part = subject.values.figure(rule.part, rule.where)
    whole = subject.values.figure(rule.of, rule.of_where)
    if part is None or not whole:
        return
    percent = Decimal(str(rule.percent))
    most = Decimal(whole) * percent / 100
    if part <= most:
        return
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"))
    # What is above by a hair is not told as the limit itself.
    share = max(share, percent + Decimal("0.1")) if share <= percent else share
    sentence = message(
        "{part}: {value} is {share} % of {whole} ({of}), at most {percent} % ({most}) are "
        "allowed: {over} too much.",
        part=name_figure(subject, rule.part, rule.where),
        value=part,
        share=_tidy(share),
        whole=whole,
        of=name_figure(subject, rule.of, rule.of_where),
        percent=_tidy(percent),
        most=int(most),
        over=part - int(most),
    )
    yield make_finding(rule, "application.percent", sentence, place_figure(subject, rule.part))


def _check_not_above(subject: ApplicationSubject, rule: NotAboveRule) -> Iterator[Finding]:
    left = subject.values.figure(rule.left, rule.left_where)
    right = subject.values.figure(rule.right, rule.right_where)
    if left is None or (right is None and not subject.is_due) or left <= (right or 0):
        return
    sentence = message(
        "{left}: {first} is more than {right}: {second}, by {difference}.",
        left=name_figure(subject, rule.left, rule.left_where),
        first=left,
        right=name_figure(subject, rule.right, rule.right_where),
        second=right or 0,
        difference=left - (right or 0),
    )
    yield make_finding(rule, "application.not_above", sentence, place_figure(subject, rule.left))


def _check_between(subject: ApplicationSubject, rule: BetweenRule) -> Iterator[Finding]:
    value = subject.values.figure(rule.value, rule.where)
    call = subject.application
    least: int | float | None = call.least_amount if rule.from_call else rule.min
    most: int | float | None = call.most_amount if rule.from_call else rule.max
    if value is None:
        return
    name, place = name_figure(subject, rule.value, rule.where), place_figure(subject, rule.value)
    if least is not None and value < least:
        bound = _tidy(Decimal(str(least)))
        sentence = (
            message(
                "{name}: {value} is less than the call gives, from {least} on: {missing} are "
                "missing.",
                name=name,
                value=value,
                least=bound,
                missing=bound - value,
            )
            if rule.from_call
            else message(
                "{name}: {value}, at least {least} are asked for: {missing} are missing.",
                name=name,
                value=value,
                least=bound,
                missing=bound - value,
            )
        )
        yield make_finding(rule, "application.between", sentence, place)
    elif most is not None and value > most:
        bound = _tidy(Decimal(str(most)))
        sentence = (
            message(
                "{name}: {value} is more than the call gives, at most {most}: {over} too much.",
                name=name,
                value=value,
                most=bound,
                over=value - bound,
            )
            if rule.from_call
            else message(
                "{name}: {value}, at most {most} are allowed: {over} too much.",
                name=name,
                value=value,
                most=bound,
                over=value - bound,
            )
        )
        yield make_finding(rule, "application.between", sentence, place)


def _check_mci(subject: ApplicationSubject, rule: MciBandRule) -> Iterator[Finding]:
    rules = subject.settings.rules
    amount = subject.values.figure(rule.value)
    band = rules.find_kind(str(subject.values.value(rule.grant_kind) or ""))
    day = subject.application.deadline_on or subject.today
    index = rules.find_index(day.year)
    if not amount or band is None or index is None or subject.application.currency != CURRENCY:
        return
    if not is_amount_within(int(amount), band, index):
        sentence = tell_amount(int(amount), band, index)
        yield make_finding(rule, "application.amount", sentence, place_figure(subject, rule.value))


def _check_term(subject: ApplicationSubject, rule: TermBandRule) -> Iterator[Finding]:
    if rule.value not in subject.shown:
        return
    period = subject.values.value(rule.value)
    band = subject.settings.rules.find_kind(str(subject.values.value(rule.grant_kind) or ""))
    if not isinstance(period, DateRange) or band is None:
        return
    if not is_term_within(period.start, period.end, band):
        sentence = tell_term(period.start, period.end, band)
        yield make_finding(rule, "application.term", sentence, place_figure(subject, rule.value))


def _tidy(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number.normalize()


_EVALUATORS: Final[dict[str, Callable[[ApplicationSubject, Any], Iterator[Finding]]]] = {
    "equal": _check_equal,
    "rows_equal": _check_rows_equal,
    "at_most_percent": _check_percent,
    "not_above": _check_not_above,
    "between": _check_between,
    "mci_band": _check_mci,
    "term_band": _check_term,
    **LINK_RULES,
}


# ---------------------------------------------------------------- what every form means

_PATTERNS: Final[tuple[tuple[str, Pattern], ...]] = (
    ("organization.bin", "bin"),
    ("organization.iban", "iban"),
    ("organization.email", "email"),
    ("organization.phone", "phone"),
)


def list_implied_rules(form: ApplicationForm) -> tuple[FormRule, ...]:
    """Return the rules that the meanings of a form's fields make and the form does not state."""
    return tuple(
        rule for rule in _imply(form) if not any(_is_like(rule, own) for own in form.rules)
    )


def _is_like(rule: FormRule, own: FormRule) -> bool:
    """Tell whether the form states itself what a rule of ours would ask."""
    if isinstance(rule, PatternRule) and isinstance(own, PatternRule):
        return rule.value == own.value
    if isinstance(rule, EachUsedRule) and isinstance(own, EachUsedRule):
        return (rule.table, rule.by) == (own.table, own.by)
    if isinstance(rule, EqualRule) and isinstance(own, EqualRule):
        return {rule.left, rule.right} == {own.left, own.right}
    if isinstance(rule, WithinRule) and isinstance(own, WithinRule):
        return rule.dates == own.dates
    if isinstance(rule, BetweenRule) and isinstance(own, BetweenRule):
        return rule.value == own.value and own.from_call
    return False


def _imply(form: ApplicationForm) -> Iterator[FormRule]:
    for meaning, pattern in _PATTERNS:
        part = form.by_meaning.get(meaning)
        if part is not None:
            yield PatternRule(
                kind="pattern",
                value=part.key,
                pattern=pattern,
                severity="warning",
            )
    asked, period = form.by_meaning.get("project.sum_asked"), form.by_meaning.get("project.period")
    if asked is not None:
        yield BetweenRule(kind="between", value=asked.key, from_call=True)
        grant = _find(form.find_table("budget"), "grant")
        if grant:
            yield EqualRule(kind="equal", left=grant, right=asked.key)
    when = _find(form.find_table("activities"), "when")
    if period is not None and when:
        yield WithinRule(kind="within", dates=when, period=period.key, severity="warning")
    for used, table, column in (
        ("tasks", "activities", "task"),
        ("activities", "indicators", "activity"),
    ):
        named, by = form.find_table(used), _find(form.find_table(table), column)
        if named is not None and by and _names_rows(form, by, named.key):
            yield EachUsedRule(kind="each_used", table=named.key, by=by, severity="warning")


def _find(table: TableField | None, meaning: str) -> str:
    column = find_column(table, meaning) if table is not None else None
    return f"{table.key}.{column.key}" if table is not None and column is not None else ""


def _names_rows(form: ApplicationForm, by: str, table: str) -> bool:
    key, _, column = by.partition(".")
    return getattr(form.tables[key].by_key[column], "options_table", "") == table
