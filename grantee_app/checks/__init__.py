"""Findings: where the records, the figures and the form contradict each other or have gaps.

One module a theme, each rule a small pure function of a `Subject`; `registry` lists them. Knows
what the rooms below know, nothing of screens or paper. Findings inform and never block.
"""

from __future__ import annotations

from datetime import date, datetime

from grantee_app.checks.finding import Finding, Severity, sort_findings
from grantee_app.checks.registry import RULES
from grantee_app.checks.settings import CheckSettings, read_check_settings
from grantee_app.checks.subject import Subject
from grantee_app.figures import ProjectFigures, count_figures
from grantee_app.form.catalogue import choose_report_form
from grantee_app.form.definition import FormDefinition
from grantee_app.giving_way import give_way
from grantee_app.records import ProjectFile
from grantee_app.workspace import Workspace

__all__ = ["Finding", "Severity", "check_content", "check_project"]


def check_project(
    workspace: Workspace,
    project_id: str,
    form: FormDefinition | None = None,
    today: date | None = None,
) -> list[Finding]:
    """Return what is wrong or missing in a project, errors first, then in the form's order.

    Without `form` the project is checked against its own report (`choose_report_form`). `today`,
    the calendar's day unless given, decides what is due. DataProblem when there is no such project.
    """
    with workspace.snapshot():
        content = workspace.load_project(project_id, with_people=False)
        form = form or choose_report_form(content.project)
        figures = count_figures(workspace.db, project_id, form)
        settings = read_check_settings(workspace.db)
    return check_content(content, figures, form, today, settings)


def check_content(
    content: ProjectFile,
    figures: ProjectFigures,
    form: FormDefinition,
    today: date | None = None,
    settings: CheckSettings | None = None,
) -> list[Finding]:
    """Return the findings of a project that is loaded and counted already."""
    today = today or datetime.now().astimezone().date()
    subject = Subject(content, figures, form, today, settings or CheckSettings())
    findings: list[Finding] = []
    for rule in RULES:
        give_way()
        findings += rule(subject)
    give_way()
    return sort_findings(findings, [section.id for section in form.sections])
