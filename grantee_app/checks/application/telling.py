"""How a rule of a form is told: its severity, its source, the names of figures and of many rows.

Only wording shared by the rules; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding, Severity
from grantee_app.checks.naming import name_rows
from grantee_app.form.application_form import FormRule, TableField, Where
from grantee_app.language.message import Message, MessageValue, message, plural_message

# Of one rule, so many rows are told by themselves.
MOST_ROWS: Final = 20
_SEVERITIES: Final[dict[str, Severity]] = {"error": "error", "warning": "warning", "hint": "note"}
# What arithmetic says needs no source.
_PLAIN_SOURCES: Final = frozenset({"ours", "Arithmetic"})


def make_finding(rule: FormRule, code: str, sentence: Message, place: str) -> Finding:
    """Return the finding of a rule, with the form's own explanation and the rule's source."""
    return Finding(code, _SEVERITIES[rule.severity], tell_source(rule, sentence), place)


def tell_source(rule: FormRule, sentence: Message) -> Message:
    """Return a sentence with what the form says of its rule and where the rule was read."""
    if rule.explanation:
        sentence = message(
            "{sentence} {explanation}", sentence=sentence, explanation=rule.explanation
        )
    source = name_source(rule)
    if source is None:
        return sentence
    if rule.is_verified:
        return message("{sentence} Rule: {source}.", sentence=sentence, source=source)
    return message(
        "{sentence} Rule: {source}; we have not read it in the source itself yet.",
        sentence=sentence,
        source=source,
    )


def name_source(rule: FormRule) -> MessageValue | None:
    """Return where a rule was read, with its year; None of what arithmetic says."""
    if rule.source in _PLAIN_SOURCES or not rule.source_name:
        return None
    if rule.year is None:
        return rule.source_name
    return message("{source}, {year}", source=rule.source_name, year=str(rule.year))


def name_figure(subject: ApplicationSubject, name: str, where: Where) -> MessageValue:
    """Return a field, or a total by its table and column and by which rows count."""
    key, _, column = name.partition(".")
    table = subject.form.by_key[key]
    if not column or not isinstance(table, TableField):
        return subject.name(key)
    told: Message = message(
        "{table}, {column}", table=subject.name(key), column=subject.name_column(table, column)
    )
    if not where:
        return told
    names: list[MessageValue] = [
        subject.values.label_choice(key, part, one)
        for part, wanted in where.items()
        for one in ((wanted,) if isinstance(wanted, str) else wanted)
    ]
    return message("{figure} ({rows})", figure=told, rows=name_rows(names))


def place_figure(subject: ApplicationSubject, name: str) -> str:
    """Return the place of a field, or of the table that a total is of."""
    return subject.place(name.partition(".")[0])


def tell_rows(
    subject: ApplicationSubject,
    rule: FormRule,
    code: str,
    table: TableField,
    rows: Sequence[tuple[str, str, Message]],
) -> Iterator[Finding]:
    """Yield a finding for every row (id, column, sentence), and one for those that are too many."""
    for row_id, column, sentence in rows[:MOST_ROWS]:
        yield make_finding(rule, code, sentence, subject.place(table.key, row_id, column))
    more = len(rows) - MOST_ROWS
    if more > 0:
        sentence = plural_message(
            "{table}: the same in {count} row more.",
            "{table}: the same in {count} rows more.",
            more,
            table=subject.name(table.key),
        )
        row_id, column, _ = rows[MOST_ROWS]
        yield make_finding(rule, code, sentence, subject.place(table.key, row_id, column))
