"""What the form asks for and nobody has written: fields, rows of tables, cells of rows begun.

Until the call is about to close an empty field is work to come, so it is a note; a row that was
begun is told at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding, Severity
from grantee_app.checks.naming import name_rows
from grantee_app.form.application_form import (
    Column,
    ComputedColumn,
    FileField,
    TableField,
    YesNoField,
)
from grantee_app.language.message import Message, message, plural_message


def check_fields(subject: ApplicationSubject) -> Iterator[Finding]:
    """Every field that is shown and asked for is filled in."""
    for _, part in subject.fields():
        if isinstance(part, TableField | FileField) or not subject.values.is_required(part.key):
            continue
        if not subject.is_empty(part.key):
            continue
        sentence = (
            message("{name} has not been answered yet.", name=subject.name(part.key))
            if isinstance(part, YesNoField)
            else message("{name} is not filled in.", name=subject.name(part.key))
        )
        yield _find(subject, "application.required", sentence, subject.place(part.key))


def check_declarations(subject: ApplicationSubject) -> Iterator[Finding]:
    """What must be declared is declared: an honest «no» is told before the commission reads it."""
    for _, part in subject.fields():
        if (
            isinstance(part, YesNoField)
            and part.is_declaration
            and subject.values.value(part.key) is False
            and not subject.is_empty(part.key)
        ):
            yield Finding(
                "application.declaration",
                "error",
                message(
                    "{name}: you answered «no». With this answer the application is refused.",
                    name=subject.name(part.key),
                ),
                subject.place(part.key),
            )


def check_rows(subject: ApplicationSubject) -> Iterator[Finding]:
    """A table has as many rows as the form asks for, and no more than it takes."""
    for table in subject.tables():
        count = len(subject.values.filled_rows(table.key))
        least = max(table.min_rows, int(subject.values.is_required(table.key)))
        name, place = subject.name(table.key), subject.place(table.key)
        if count == 0 and least:
            sentence: Message = message("{name}: no row is filled in yet.", name=name)
            yield _find(subject, "application.required", sentence, place)
        elif count < least:
            sentence = plural_message(
                "{name} has {count} row, at least {least} are asked for.",
                "{name} has {count} rows, at least {least} are asked for.",
                count,
                name=name,
                least=least,
            )
            yield _find(subject, "application.rows", sentence, place)
        elif table.max_rows and count > table.max_rows:
            yield Finding(
                "application.rows",
                "error",
                plural_message(
                    "{name} has {count} row, at most {most} are allowed.",
                    "{name} has {count} rows, at most {most} are allowed.",
                    count,
                    name=name,
                    most=table.max_rows,
                ),
                place,
            )


def check_cells(subject: ApplicationSubject) -> Iterator[Finding]:
    """A row that was begun has everything that the form asks of a row."""
    for table in subject.tables():
        wanted = list_asked_columns(table)
        for number, row_id in subject.rows(table):
            missing = [
                column for column in wanted if subject.is_empty(table.key, row_id, column.key)
            ]
            if not missing:
                continue
            yield Finding(
                "application.cells",
                "error" if subject.is_due else "warning",
                message(
                    "{table}, {row}: not filled in: {columns}.",
                    table=subject.name(table.key),
                    row=subject.name_row(table, number, row_id),
                    columns=name_rows([column.label for column in missing]),
                ),
                subject.place(table.key, row_id, missing[0].key),
            )


RULES: Final = (check_fields, check_declarations, check_rows, check_cells)


def list_asked_columns(table: TableField) -> list[Column]:
    """Return the columns that every begun row must have; what is computed needs nobody."""
    return [
        column
        for column in table.columns
        if column.required and not (isinstance(column, ComputedColumn) and column.computed)
    ]


def _find(subject: ApplicationSubject, code: str, sentence: Message, place: str) -> Finding:
    severity: Severity = "error" if subject.is_due else "note"
    return Finding(code, severity, sentence, place)
