"""The indicators of an application: each promises a number that somebody can count later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding
from grantee_app.checks.naming import shorten
from grantee_app.form.application_form import find_column
from grantee_app.language.message import message
from grantee_app.records.plan_phrase import read_plan


def check_plans(subject: ApplicationSubject) -> Iterator[Finding]:
    """The plan of an indicator is a number: «many» is none, and cannot be reached."""
    table = subject.form.find_table("indicators")
    column = find_column(table, "plan") if table is not None else None
    if table is None or column is None or table.key not in subject.shown:
        return
    if column.kind not in {"text", "long_text"}:
        return
    for number, row_id in subject.rows(table):
        told = subject.told(table.key, row_id, column.key)
        text = told.spoken_in(subject.language)
        if not text.strip() or read_plan(text) is not None:
            continue
        yield Finding(
            "application.measure",
            "warning",
            message(
                "{table}, {row}: the plan «{plan}» is no number that can be counted. Write how "
                "many, for example «30» or «80 %».",
                table=subject.name(table.key),
                row=subject.name_row(table, number, row_id),
                plan=shorten(told),
            ),
            subject.place(table.key, row_id, column.key),
        )


def check_evidence(subject: ApplicationSubject) -> Iterator[Finding]:
    """An indicator says what will show that it was reached."""
    table = subject.form.find_table("indicators")
    column = find_column(table, "evidence") if table is not None else None
    if table is None or column is None or column.required or table.key not in subject.shown:
        return
    for number, row_id in subject.rows(table):
        if subject.is_empty(table.key, row_id, column.key):
            yield Finding(
                "application.evidence",
                "note",
                message(
                    "{table}, {row}: nothing is said of what will show it.",
                    table=subject.name(table.key),
                    row=subject.name_row(table, number, row_id),
                ),
                subject.place(table.key, row_id, column.key),
            )


RULES: Final = (check_plans, check_evidence)
