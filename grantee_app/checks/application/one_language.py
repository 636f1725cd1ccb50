"""The language of the application: what is written in the other one only, and so would be missing.

An application is handed in in one language: the other may stay empty. Cells of a table are told
together, one finding a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding, Severity
from grantee_app.checks.naming import name_rows, shorten
from grantee_app.form.application_form import FileField, TableField
from grantee_app.language.message import LANGUAGES, LanguageCode, message, plural_message
from grantee_app.records.base import Bilingual


def check_fields(subject: ApplicationSubject) -> Iterator[Finding]:
    """Every text is written in the language that the application is handed in."""
    for _, part in subject.fields():
        if isinstance(part, TableField | FileField):
            continue
        if subject.filled.languages_of(part.key) != LANGUAGES:
            continue
        if not _is_in_other_only(subject, subject.told(part.key)):
            continue
        yield Finding(
            "application.language",
            _gravity(subject),
            message(
                "{name} is written in Russian only, and the application is handed in in Kazakh.",
                name=subject.name(part.key),
            )
            if subject.language == "kk"
            else message(
                "{name} is written in Kazakh only, and the application is handed in in Russian.",
                name=subject.name(part.key),
            ),
            subject.place(part.key),
        )


def check_tables(subject: ApplicationSubject) -> Iterator[Finding]:
    """So is every text in a table."""
    for table in subject.tables():
        found: list[tuple[str, str, Bilingual]] = []
        for column in table.columns:
            if subject.filled.languages_of(table.key, column.key) != LANGUAGES:
                continue
            for _, row_id in subject.rows(table):
                told = subject.told(table.key, row_id, column.key)
                if _is_in_other_only(subject, told):
                    found.append((row_id, column.key, told))
        if not found:
            continue
        rows = name_rows([shorten(told) for _, _, told in found])
        name = subject.name(table.key)
        sentence = (
            plural_message(
                "{name}: {count} cell is written in Russian only: {rows}.",
                "{name}: {count} cells are written in Russian only: {rows}.",
                len(found),
                name=name,
                rows=rows,
            )
            if subject.language == "kk"
            else plural_message(
                "{name}: {count} cell is written in Kazakh only: {rows}.",
                "{name}: {count} cells are written in Kazakh only: {rows}.",
                len(found),
                name=name,
                rows=rows,
            )
        )
        row_id, column_key, _ = found[0]
        place = subject.place(table.key, row_id, column_key)
        yield Finding("application.language", _gravity(subject), sentence, place)


RULES: Final = (check_fields, check_tables)


def _gravity(subject: ApplicationSubject) -> Severity:
    return "error" if subject.is_due else "warning"


def _is_in_other_only(subject: ApplicationSubject, told: Bilingual) -> bool:
    other: LanguageCode = "ru" if subject.language == "kk" else "kk"
    return bool(told.written_in(other).strip()) and not told.written_in(subject.language).strip()
