"""Rules of a form that look at its rows: dates in a period, rows that others name, numbers' forms.

`LINK_RULES` is what `form_rules` calls by the kind of the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.application.telling import make_finding, tell_rows
from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import name_days
from grantee_app.form.application_form import EachUsedRule, PatternRule, WithinRule
from grantee_app.form.value_reading import Value
from grantee_app.language.message import Message, MessageValue, message
from grantee_app.language.reading import Reading
from grantee_app.language.reading_dates import DateRange
from grantee_app.records.identifiers import check_bin, check_email, check_iban, read_phone

_PATTERNS: Final[dict[str, Callable[[str], Reading[str]]]] = {
    "bin": check_bin,
    "iban": check_iban,
    "email": check_email,
    "phone": read_phone,
}


def _check_within(subject: ApplicationSubject, rule: WithinRule) -> Iterator[Finding]:
    key, _, column = rule.dates.partition(".")
    if key not in subject.shown or rule.period not in subject.shown:
        return
    period = _as_range(subject.values.value(rule.period))
    if period is None:
        return
    told = name_days(period.start, period.end)
    table = subject.form.tables.get(key)
    if table is None or not column:
        days = _as_range(subject.values.value(key))
        if days is not None and _is_outside(days, period):
            sentence = message(
                "{name}: {days} lies outside the period of the project ({period}).",
                name=subject.name(key),
                days=name_days(days.start, days.end),
                period=told,
            )
            yield make_finding(rule, "application.within", sentence, subject.place(key))
        return
    rows: list[tuple[str, str, Message]] = []
    for number, row_id in subject.rows(table):
        days = _as_range(subject.values.cell(key, row_id, column))
        if days is not None and _is_outside(days, period):
            sentence = message(
                "{table}, {row}: {days} lies outside the period of the project ({period}).",
                table=subject.name(key),
                row=subject.name_row(table, number, row_id),
                days=name_days(days.start, days.end),
                period=told,
            )
            rows.append((row_id, column, sentence))
    yield from tell_rows(subject, rule, "application.within", table, rows)


def _as_range(value: Value | None) -> DateRange | None:
    if isinstance(value, DateRange):
        return value
    return DateRange(value, value) if isinstance(value, date) else None


def _is_outside(days: DateRange, period: DateRange) -> bool:
    return days.start < period.start or days.end > period.end


def _check_each_used(subject: ApplicationSubject, rule: EachUsedRule) -> Iterator[Finding]:
    other, _, column = rule.by.partition(".")
    table = subject.form.tables.get(rule.table)
    if table is None or not {rule.table, other} <= subject.shown:
        return
    naming = subject.values.filled_rows(other)
    if not naming and not subject.is_due:
        # What comes later in the form is not missing yet.
        return
    named: set[str] = set()
    for row_id in naming:
        value = subject.values.cell(other, row_id, column)
        named |= set(value) if isinstance(value, tuple) else {str(value)}
    rows = [
        (
            row_id,
            "",
            message(
                "{table}, {row}: no row of {other} belongs to it.",
                table=subject.name(table.key),
                row=subject.name_row(table, number, row_id),
                other=subject.name(other),
            ),
        )
        for number, row_id in subject.rows(table)
        if row_id not in named
    ]
    yield from tell_rows(subject, rule, "application.unused", table, rows)


def _check_pattern(subject: ApplicationSubject, rule: PatternRule) -> Iterator[Finding]:
    key, _, column = rule.value.partition(".")
    if key not in subject.shown:
        return
    check = _PATTERNS[rule.pattern]
    table = subject.form.tables.get(key)
    if table is None or not column:
        problem = check(str(subject.values.value(key) or "")).problem
        if problem is not None:
            sentence = _tell_problem(subject.name(key), problem)
            yield make_finding(rule, "application.pattern", sentence, subject.place(key))
        return
    rows: list[tuple[str, str, Message]] = []
    for number, row_id in subject.rows(table):
        problem = check(str(subject.values.cell(key, row_id, column) or "")).problem
        if problem is not None:
            name = subject.name_cell(table, number, row_id, column)
            rows.append((row_id, column, _tell_problem(name, problem)))
    yield from tell_rows(subject, rule, "application.pattern", table, rows)


def _tell_problem(name: MessageValue, problem: Message) -> Message:
    return message("{name}: {problem}", name=name, problem=problem)


LINK_RULES: Final[dict[str, Callable[[ApplicationSubject, Any], Iterator[Finding]]]] = {
    "within": _check_within,
    "each_used": _check_each_used,
    "pattern": _check_pattern,
}
