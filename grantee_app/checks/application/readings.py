"""What was typed and is no value, out of its bounds, too long or too short for its field.

Each is told as soon as it is there: the text stays as it was typed, but a form needs a number where
it asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import name_written
from grantee_app.form.application_form import (
    ChoicesField,
    Column,
    Counted,
    FileField,
    FormField,
    TableField,
    TextLimits,
)
from grantee_app.form.limits import Usage, measure_text
from grantee_app.language.message import LANGUAGES, Message, MessageValue, message, plural_message

# Of a table, so many rows with the same fault are told by themselves.
MOST_ROWS: Final = 20


def check_values(subject: ApplicationSubject) -> Iterator[Finding]:
    """Every number, date and choice can be read, and lies within the bounds of its field."""
    for _, part in subject.fields():
        if isinstance(part, TableField):
            for column in part.columns:
                yield from _check_column(subject, part, column)
        elif not isinstance(part, FileField):
            yield from judge_value(subject, part.key)


def judge_value(
    subject: ApplicationSubject, key: str, row_id: str = "", column: str = "", number: int = 0
) -> Iterator[Finding]:
    """Yield what is wrong with the value of one field or cell."""
    form_part = subject.form.by_key[key]
    is_cell = bool(column) and isinstance(form_part, TableField)
    part = form_part.by_key[column] if is_cell and isinstance(form_part, TableField) else form_part
    reading = subject.read(key, row_id, column)
    place = subject.place(key, row_id, column)
    if reading.problem is not None:
        name = subject.name_part(key, row_id, column, number)
        sentence = message("{name}: {problem}", name=name, problem=reading.problem)
        yield Finding("application.value", "error", sentence, place)
    elif isinstance(part, Counted) and isinstance(reading.value, int | Decimal):
        bound = _tell_bound(part, reading.value)
        if bound is not None:
            name = subject.name_part(key, row_id, column, number)
            sentence = message("{name}: {problem}", name=name, problem=bound)
            yield Finding("application.bounds", "error", sentence, place)
    elif (
        isinstance(part, ChoicesField)
        and part.max_choices
        and isinstance(reading.value, tuple)
        and len(reading.value) > part.max_choices
    ):
        yield Finding(
            "application.choices",
            "error",
            plural_message(
                "{name}: {count} is chosen, at most {most} are allowed.",
                "{name}: {count} are chosen, at most {most} are allowed.",
                len(reading.value),
                name=subject.name(key),
                most=part.max_choices,
            ),
            place,
        )


def check_lengths(subject: ApplicationSubject) -> Iterator[Finding]:
    """Every text keeps to the length that its field allows, in each language it is written in."""
    for _, part in subject.fields():
        if isinstance(part, TableField):
            for column in part.columns:
                if isinstance(column, TextLimits):
                    for number, row_id in subject.rows(part):
                        yield from judge_length(subject, part.key, row_id, column.key, number)
        elif isinstance(part, TextLimits):
            yield from judge_length(subject, part.key)


def judge_length(
    subject: ApplicationSubject, key: str, row_id: str = "", column: str = "", number: int = 0
) -> Iterator[Finding]:
    """Yield what is too long or too short in one field or cell."""
    part: FormField | Column = subject.form.by_key[key]
    if column and isinstance(part, TableField):
        part = part.by_key[column]
    if not isinstance(part, TextLimits):
        return
    told = subject.told(key, row_id, column)
    texts = [(one, told.written_in(one)) for one in LANGUAGES]
    if texts[0][1] == texts[1][1]:
        texts = texts[:1]
    for language, text in texts:
        for usage in measure_text(text, part) if text else ():
            if not (usage.is_long or usage.is_short):
                continue
            name: MessageValue = subject.name_part(key, row_id, column, number)
            if len(texts) > 1:
                name = name_written(name, language)
            if usage.is_long:
                severity = "error" if language == subject.language or len(texts) == 1 else "note"
                yield Finding(
                    "application.long",
                    "error" if severity == "error" else "note",
                    _tell_long(name, usage),
                    subject.place(key, row_id, column),
                )
            elif language == subject.language or len(texts) == 1:
                yield Finding(
                    "application.short",
                    "warning" if subject.is_due else "note",
                    _tell_short(name, usage),
                    subject.place(key, row_id, column),
                )


RULES: Final = (check_values, check_lengths)


def _check_column(
    subject: ApplicationSubject, table: TableField, column: Column
) -> Iterator[Finding]:
    told = more = 0
    for number, row_id in subject.rows(table):
        for finding in judge_value(subject, table.key, row_id, column.key, number):
            if told < MOST_ROWS:
                yield finding
                told += 1
            else:
                more += 1
    if more:
        yield Finding(
            "application.value",
            "error",
            plural_message(
                "{table}, {column}: {count} row more has a wrong value.",
                "{table}, {column}: {count} rows more have a wrong value.",
                more,
                table=subject.name(table.key),
                column=subject.name_column(table, column.key),
            ),
            subject.place(table.key),
        )


def _tell_bound(part: Counted, value: int | Decimal) -> Message | None:
    least, most = part.min, part.max
    if least is not None and value < _exact(least):
        if part.unit:
            return message(
                "{value} is below {least} {unit}.", value=value, least=_exact(least), unit=part.unit
            )
        return message("{value} is below {least}.", value=value, least=_exact(least))
    if most is not None and value > _exact(most):
        if part.unit:
            return message(
                "{value} is above {most} {unit}.", value=value, most=_exact(most), unit=part.unit
            )
        return message("{value} is above {most}.", value=value, most=_exact(most))
    return None


def _exact(bound: float) -> int | Decimal:
    return bound if isinstance(bound, int) else Decimal(str(bound))


def _tell_long(name: MessageValue, usage: Usage) -> Message:
    counted, most = _whole(usage.counted), _whole(usage.most)
    if usage.measure == "pages":
        return message(
            "{name} fills {counted} pages, at most {most} are allowed: {over} too much.",
            name=name,
            counted=counted,
            most=most,
            over=_whole(usage.counted - usage.most),
        )
    count, limit = int(usage.counted), int(usage.most)
    if usage.measure == "characters":
        return plural_message(
            "{name} has {count} character, at most {most} are allowed: {over} too many.",
            "{name} has {count} characters, at most {most} are allowed: {over} too many.",
            count,
            name=name,
            most=limit,
            over=count - limit,
        )
    if usage.measure == "sentences":
        return plural_message(
            "{name} has {count} sentence, at most {most} are allowed.",
            "{name} has {count} sentences, at most {most} are allowed.",
            count,
            name=name,
            most=limit,
        )
    return plural_message(
        "{name} has {count} word, at most {most} are allowed: {over} too many.",
        "{name} has {count} words, at most {most} are allowed: {over} too many.",
        count,
        name=name,
        most=limit,
        over=count - limit,
    )


def _tell_short(name: MessageValue, usage: Usage) -> Message:
    count, least = int(usage.counted), int(usage.least)
    if usage.measure == "sentences":
        return plural_message(
            "{name} has only {count} sentence, at least {least} are asked for.",
            "{name} has only {count} sentences, at least {least} are asked for.",
            count,
            name=name,
            least=least,
        )
    return plural_message(
        "{name} has only {count} word, at least {least} are asked for.",
        "{name} has only {count} words, at least {least} are asked for.",
        count,
        name=name,
        least=least,
    )


def _whole(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number.normalize()
