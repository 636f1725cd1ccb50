"""A project's report as a PDF, and what the checks say of the project."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from grantee_app.checks import Finding, Severity, check_project
from grantee_app.checks.application.judging import judge_newest
from grantee_app.cli.failures import ExitCode, UsageProblem
from grantee_app.cli.output import write_bytes, write_line
from grantee_app.cli.progress import ReportProgress
from grantee_app.cli.session import Session
from grantee_app.cli.transfer import open_project, write_result
from grantee_app.figures import Period
from grantee_app.figures.reporting_period import find_period
from grantee_app.form.answers import gather_answers
from grantee_app.form.catalogue import choose_form, choose_report_form, list_forms
from grantee_app.form.definition import FormDefinition
from grantee_app.language.catalogue import Language
from grantee_app.language.message import N_, LanguageCode, Message, message, plural_message
from grantee_app.records import Bilingual
from grantee_app.report.making import ReportOptions, make_report
from grantee_app.workspace import Workspace

SEVERITIES: dict[Severity, str] = {
    "error": N_("Error"),
    "warning": N_("Warning"),
    "note": N_("Note"),
}
MAX_WIDTH = 100


def write_report(
    session: Session,
    project: str,
    lang: LanguageCode,
    out: Path,
    *,
    printed_on: date | None,
    form_id: str,
    form_version: str,
    with_annex: bool,
    days: tuple[date | None, date | None] = (None, None),
) -> int:
    """Write the report and print its path, then how many findings there are and the errors."""
    with (
        open_project(session, project) as (workspace, project_id),
        ReportProgress(session.language) as progress,
    ):
        form = _choose_form(workspace, project_id, form_id, form_version)
        period = _choose_period(workspace, project_id, form, days, printed_on)
        options = ReportOptions(form.id, form.version, printed_on, with_annex, period)
        report = make_report(workspace, project_id, lang, options, progress.show)
        findings = check_project(workspace, project_id, form, printed_on)
    write_result(report.data, str(out))
    errors = [finding for finding in findings if finding.severity == "error"]
    write_line(summarize_findings(findings, session.language))
    _write_findings(errors, session.language, form)
    return ExitCode.FINE


def choose_options(
    workspace: Workspace,
    project_id: str,
    form: tuple[str, str],
    days: tuple[date | None, date | None],
    printed_on: date | None,
) -> ReportOptions:
    """Return what to print of a form and its edition, "" for the usual one.

    UsageProblem for a form or an edition that there is not, and for days that it does not tell of.
    """
    chosen = _choose_form(workspace, project_id, *form)
    period = _choose_period(workspace, project_id, chosen, days, printed_on)
    return ReportOptions(chosen.id, chosen.version, printed_on, period=period)


def check_records(
    session: Session, project: str, *, form_id: str, form_version: str, as_json: bool
) -> int:
    """Print the findings and how many there are; HAS_ERRORS when one of them is an error.

    Those of the report first, then those of an application that is being written.
    """
    with open_project(session, project) as (workspace, project_id):
        form = _choose_form(workspace, project_id, form_id, form_version)
        findings = check_project(workspace, project_id, form)
        judged = judge_newest(workspace, project_id)
    of_application = list(judged.findings) if judged is not None else []
    if as_json:
        write_bytes(format_findings([*findings, *of_application]))
    else:
        _write_findings(findings, session.language, form)
        if judged is not None:
            sections = judged.subject.form.sections
            names = {section.id: section.name for section in sections}
            write_findings(of_application, session.language, names)
        write_line(summarize_findings([*findings, *of_application], session.language))
    findings += of_application
    has_errors = any(finding.severity == "error" for finding in findings)
    return ExitCode.HAS_ERRORS if has_errors else ExitCode.FINE


def format_findings(findings: Iterable[Finding]) -> bytes:
    """Return the findings as JSON, each sentence in both languages."""
    kazakh, russian = Language.load("kk"), Language.load("ru")
    rows = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "kk": kazakh.say(finding.message),
            "ru": russian.say(finding.message),
            "place": finding.place,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n"


def summarize_findings(findings: list[Finding], language: Language) -> str:
    """Return how many errors, warnings and notes there are, in one line."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        counts[finding.severity] += 1
    said: list[Message] = [
        plural_message("{count} error", "{count} errors", counts["error"]),
        plural_message("{count} warning", "{count} warnings", counts["warning"]),
        plural_message("{count} note", "{count} notes", counts["note"]),
    ]
    parts = [language.say(part) for part in said if part.count]
    if not parts:
        return language.gettext("The checks found nothing.")
    return language.say(message("The checks found: {findings}.", findings=", ".join(parts)))


def _write_findings(findings: list[Finding], language: Language, form: FormDefinition) -> None:
    write_findings(findings, language, {section.id: section.name for section in form.sections})


def write_findings(
    findings: list[Finding], language: Language, names: Mapping[str, Bilingual]
) -> None:
    """Print each finding under its severity, its code and its section, named by `names`."""
    width = min(shutil.get_terminal_size().columns, MAX_WIDTH) if sys.stdout.isatty() else MAX_WIDTH
    for finding in findings:
        name = names.get(finding.section)
        parts = [
            language.gettext(SEVERITIES[finding.severity]),
            name.spoken_in(language.code) if name else "",
            finding.code,
        ]
        write_line(" · ".join(filter(None, parts)))
        said = textwrap.wrap(language.say(finding.message), width - 4, break_long_words=False)
        write_line(textwrap.indent("\n".join(said), "    "))


def _choose_form(
    workspace: Workspace, project_id: str, form_id: str, version: str
) -> FormDefinition:
    """Return a form by its id, "" for the project's own report; UsageProblem as there is none."""
    project = workspace.load_project(project_id, with_people=False).project
    form_id = form_id or choose_report_form(project).id
    _refuse_unknown_form(form_id, version)
    return choose_form(project.answers, form_id, version)


def _choose_period(
    workspace: Workspace,
    project_id: str,
    form: FormDefinition,
    days: tuple[date | None, date | None],
    printed_on: date | None,
) -> Period | None:
    """Return the days that were asked for, an end that was not as the report has it.

    None where none was; UsageProblem for a form that tells of the whole project.
    """
    first, last = days
    if first is None and last is None:
        return None
    if form.period_block is None:
        raise UsageProblem(
            message(
                "The form {form} tells of the whole project: leave out --from and --to.",
                form=form.id,
            )
        )
    project = workspace.load_project(project_id, with_people=False).project
    today = printed_on or date.today()  # noqa: DTZ011 (the user's own calendar)
    written = find_period(form, gather_answers(project.answers, form), project, today)
    period = Period(first or written.first, last or written.last)
    if period.first and period.last and period.first > period.last:
        raise UsageProblem(
            message(
                "The period ends before it begins: {start} – {end}.",
                start=period.first,
                end=period.last,
            )
        )
    return period


def _refuse_unknown_form(form_id: str, version: str) -> None:
    """UsageProblem when no file of `forms/` holds that form, or that edition of it."""
    editions = [found for form, found in list_forms() if form == form_id]
    if not editions:
        raise UsageProblem(
            message(
                "There is no form {form}: --form may be {known}.",
                form=form_id,
                known=", ".join(sorted({form for form, _version in list_forms()})),
            )
        )
    if version and version not in editions:
        raise UsageProblem(
            message(
                "There is no edition {version} of the form: --form-version may be {known}.",
                version=version,
                known=", ".join(editions),
            )
        )
