"""Findings of an application: what its form, its call and its own words contradict or lack.

One module a theme, each rule a small pure function of an `ApplicationSubject`. A finding's place is
«section/field[/row/column]». Findings inform and never block; an application that was handed in is
judged no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from grantee_app.checks.application import (
    call,
    documents,
    eligibility,
    form_rules,
    measures,
    one_language,
    privacy,
    readings,
    required,
)
from grantee_app.checks.application.subject import ApplicationSubject
from grantee_app.checks.finding import Finding, sort_findings
from grantee_app.checks.settings import CheckSettings
from grantee_app.workspace.open_application import OpenApplication

__all__ = ["ApplicationSubject", "check_application", "check_field", "make_subject"]

Rule = Callable[[ApplicationSubject], Iterable[Finding]]

RULES: Final[tuple[Rule, ...]] = (
    *call.RULES,
    *required.RULES,
    *readings.RULES,
    *form_rules.RULES,
    *one_language.RULES,
    *measures.RULES,
    *privacy.RULES,
    *documents.RULES,
    *eligibility.RULES,
)


def make_subject(
    opened: OpenApplication,
    today: date | None = None,
    settings: CheckSettings | None = None,
    *,
    is_handed_in: bool = False,
) -> ApplicationSubject:
    """Return an application as the rules see it; `today` is the calendar's day unless given."""
    today = today or datetime.now().astimezone().date()
    return ApplicationSubject(opened, today, settings or CheckSettings(), is_handed_in)


def check_application(subject: ApplicationSubject) -> list[Finding]:
    """Return what is wrong or missing, errors first, then in the order of the form.

    None of an application that is not a draft any more, unless it `is_handed_in` just now.
    """
    if subject.application.state != "draft" and not subject.is_handed_in:
        return []
    findings = [finding for rule in RULES for finding in rule(subject)]
    return sort_findings(findings, [section.id for section in subject.form.sections])


def check_field(
    subject: ApplicationSubject, key: str, row_id: str = "", column: str = ""
) -> list[Finding]:
    """Return what is wrong with the value and the length of one field or cell, while it is typed.

    What takes the whole form to see is for `check_application`.
    """
    rows = list(subject.filled.rows_of(key)) if row_id else []
    number = rows.index(row_id) + 1 if row_id in rows else 0
    return [
        *readings.judge_value(subject, key, row_id, column, number),
        *readings.judge_length(subject, key, row_id, column, number),
    ]
