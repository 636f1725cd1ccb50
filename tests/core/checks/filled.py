"""Applications to judge: forms filled with a few words, without a workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from grantee_app.checks.application import ApplicationSubject, check_application
from grantee_app.checks.finding import Finding
from grantee_app.form import load_application_form, read_application_form
from grantee_app.form.application_form import ApplicationForm, TableField
from grantee_app.form.filled import FilledForm
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES
from grantee_app.records import Application, Organization
from grantee_app.records.application import cell_path
from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.workspace.open_application import OpenApplication
from tests.core.invented_form import IDEA

TODAY = date(2031, 2, 3)

Row = Mapping[str, Any]


@cache
def read_idea() -> ApplicationForm:
    """Return the form that stands in the tests only."""
    return read_application_form(IDEA)


def read_shipped(form_id: str, version: str = "2024") -> ApplicationForm:
    """Return a form that is shipped."""
    return load_application_form(form_id, version)


def fill(
    form: ApplicationForm,
    values: Mapping[str, Any] | None = None,
    tables: Mapping[str, Sequence[Row]] | None = None,
    profile: Mapping[str, Any] | None = None,
) -> FilledForm:
    """Return a form with answers; a text of one string stands in both languages, a pair in each.

    The first row of table «tasks» has the id «tasks1», and so on.
    """
    blank = FilledForm(form)
    answers: dict[tuple[str, str], str] = {}
    for key, value in (values or {}).items():
        _put(answers, key, value, is_bilingual=len(blank.languages_of(key)) > 1)
    rows: dict[str, list[str]] = {}
    for table, told in (tables or {}).items():
        part = form.by_key[table]
        assert isinstance(part, TableField)
        rows[table] = [f"{table}{number}" for number in range(1, len(told) + 1)]
        for row_id, row in zip(rows[table], told, strict=True):
            for column, value in row.items():
                _put(
                    answers,
                    cell_path(table, row_id, column),
                    value,
                    is_bilingual=len(blank.languages_of(table, column)) > 1,
                )
    found: dict[tuple[str, str], str] = {}
    for name in Organization.model_fields:
        wordless = not isinstance(Organization(name=NO_TEXT).model_dump().get(name), dict)
        value = (profile or {}).get(name, "")
        _put(found, name, value, is_bilingual=not wordless)
    return FilledForm(form, answers, rows, found)


def _put(texts: dict[tuple[str, str], str], path: str, value: Any, *, is_bilingual: bool) -> None:
    if isinstance(value, tuple):
        value = dict(zip(LANGUAGES, value, strict=True))
    if isinstance(value, dict):
        for language, text in value.items():
            texts[path, language] = text
    elif is_bilingual:
        for language in LANGUAGES:
            texts[path, language] = str(value)
    else:
        texts[path, ""] = str(value)


def open_filled(
    filled: FilledForm, organization: Organization | None = None, **call: Any
) -> OpenApplication:
    """Return an application as a workspace would open it; `call` are fields of its record."""
    return OpenApplication(
        "project",
        Bilingual(kk="Жоба", ru="Проект"),
        Application(form=filled.form.id, version=filled.form.version, **call),
        organization or Organization(name=NO_TEXT),
        filled,
    )


def make_subject(
    filled: FilledForm,
    organization: Organization | None = None,
    today: date = TODAY,
    *,
    is_handed_in: bool = False,
    **call: Any,
) -> ApplicationSubject:
    """Return an application in a form; `call` are fields of its record."""
    opened = open_filled(filled, organization, **call)
    return ApplicationSubject(opened, today, is_handed_in=is_handed_in)


def find(subject: ApplicationSubject, code: str) -> list[Finding]:
    """Return the findings of one code."""
    return [found for found in check_application(subject) if found.code == code]


def find_one(subject: ApplicationSubject, code: str) -> Finding:
    """Return the only finding of a code."""
    found = find(subject, code)
    assert len(found) == 1, [str(one.message) for one in found]
    return found[0]


def say(finding: Finding) -> tuple[str, str]:
    """Return a finding in Kazakh and in Russian, thin and fixed spaces plain."""
    kk, ru = (Language.load(code).say(finding.message) for code in LANGUAGES)
    return plain(kk), plain(ru)


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
