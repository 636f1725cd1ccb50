"""An application as a PDF; everything that is handed in with it, or with a report, in a folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from grantee_app.checks.finding import Finding
from grantee_app.cli.failures import ExitCode, OutputProblem, UsageProblem
from grantee_app.cli.output import write_line
from grantee_app.cli.progress import ReportProgress
from grantee_app.cli.reporting import choose_options, summarize_findings, write_findings
from grantee_app.cli.session import Session
from grantee_app.cli.transfer import open_project, write_result
from grantee_app.errors import DataProblem, FileProblem
from grantee_app.form.application_form import ApplicationForm
from grantee_app.form.catalogue import (
    latest_application_version,
    list_application_forms,
    load_application_form,
    read_application_form,
)
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LanguageCode, Message, message, plural_message
from grantee_app.report.application import compose_empty_form
from grantee_app.report.assembly import (
    ApplicationChoices,
    Assembly,
    AssemblyOptions,
    Handing,
    assemble,
    compose_papers,
    gather_application,
    gather_report,
    what_is_missing,
)
from grantee_app.report.pdf.render import render_pdf
from grantee_app.workspace import Workspace

MEGABYTE = 1_000_000
_FORM_SUFFIX = ".toml"


def print_application(
    session: Session,
    project: str,
    lang: LanguageCode,
    out: Path,
    *,
    is_blind: bool,
    with_personal: bool,
) -> int:
    """Write the newest application of a project as a PDF; print its path, then the findings."""
    choices = ApplicationChoices(lang, with_personal=with_personal, is_blind=is_blind or None)
    with (
        open_project(session, project) as (workspace, project_id),
        ReportProgress(session.language) as progress,
    ):
        application_id, form = _find_application(workspace, project_id)
        document = compose_papers(workspace, application_id, choices)
        report = render_pdf(document, progress.show)
        findings = what_is_missing(workspace, application_id, choices)
    write_result(report.data, str(out))
    _tell_findings(findings, session.language, form)
    return ExitCode.FINE


def print_empty_form(
    session: Session, named: str, lang: LanguageCode, out: Path, printed_on: date
) -> int:
    """Write a form to be filled in by hand, by its name or its file; print the path."""
    form = _find_form(named)
    with ReportProgress(session.language) as progress:
        report = render_pdf(compose_empty_form(form, lang, printed_on), progress.show)
    write_result(report.data, str(out))
    return ExitCode.FINE


def assemble_application(
    session: Session,
    project: str,
    options: AssemblyOptions,
    *,
    lang: LanguageCode | None,
    with_personal: bool,
) -> int:
    """Make the folder of the newest application of a project, saying first what is missing."""
    choices = ApplicationChoices(lang, with_personal=with_personal)
    with open_project(session, project) as (workspace, project_id):
        application_id, form = _find_application(workspace, project_id)
        _tell_findings(what_is_missing(workspace, application_id, choices), session.language, form)
        most = workspace.applications.load(application_id).application.most_megabytes
        if options.most_megabytes is None and most is not None:
            options = replace(options, most_megabytes=most)
        handing = gather_application(workspace, application_id, choices)
        _assemble(session, handing, options)
    return ExitCode.FINE


def assemble_report(
    session: Session,
    project: str,
    lang: LanguageCode,
    options: AssemblyOptions,
    *,
    form: tuple[str, str],
    days: tuple[date | None, date | None],
    printed_on: date | None,
    with_personal: bool,
) -> int:
    """Make the folder of a report with the evidence of its activities.

    Errors as `reporting.choose_options`.
    """
    with open_project(session, project) as (workspace, project_id):
        report_options = choose_options(workspace, project_id, form, days, printed_on)
        handing = gather_report(
            workspace, project_id, lang, report_options, with_personal=with_personal
        )
        _assemble(session, handing, options)
    return ExitCode.FINE


def make_options(folder: Path, most_megabytes: int | None, *, with_zip: bool) -> AssemblyOptions:
    """Return how to assemble; UsageProblem for a limit that no folder keeps."""
    if most_megabytes is not None and most_megabytes < 1:
        raise UsageProblem(
            message("A folder has at least 1 MB: write --max-mb 20, or leave it out.")
        )
    return AssemblyOptions(folder, most_megabytes, with_zip=with_zip)


def _assemble(session: Session, handing: Handing, options: AssemblyOptions) -> None:
    try:
        with ReportProgress(session.language) as progress:
            made = assemble(handing, options, progress.show)
    except FileProblem as error:
        raise OutputProblem(error.message) from error
    _tell(made, session.language)


def _tell(made: Assembly, language: Language) -> None:
    write_line(str(made.folder))
    if made.zip is not None:
        write_line(str(made.zip))
    count = plural_message(
        "{count} file, {megabytes} MB; the one PDF has {pages} pages.",
        "{count} files, {megabytes} MB; the one PDF has {pages} pages.",
        len(made.files),
        megabytes=-(-made.size // MEGABYTE),
        pages=made.page_count,
    )
    write_line(language.say(count))
    smaller = [
        message(
            "{name} was made smaller: {before} KB, now {after} KB.",
            name=one.name,
            before=one.original_size // 1000,
            after=one.size // 1000,
        )
        for one in made.recompressed
    ]
    said: list[Message] = [*made.problems, *(why for _, why in made.apart), *smaller]
    for sentence in said:
        write_line(f"  {language.say(sentence)}")


def _tell_findings(findings: list[Finding], language: Language, form: ApplicationForm) -> None:
    grave = [finding for finding in findings if finding.severity != "note"]
    write_findings(grave, language, {section.id: section.name for section in form.sections})
    write_line(summarize_findings(findings, language))


def _find_application(workspace: Workspace, project_id: str) -> tuple[str, ApplicationForm]:
    found = workspace.applications.find(project_id)
    if not found:
        raise DataProblem(
            message("This project has no application: begin one in the window of Bastama."),
            "application",
        )
    return found, workspace.applications.load(found).form


def _find_form(named: str) -> ApplicationForm:
    """Return the form of a file, of «funder/form» or of «funder/form/version»."""
    if named.endswith(_FORM_SUFFIX):
        return read_application_form(Path(named))
    known = list_application_forms()
    form_id, _, version = named.rpartition("/")
    if (form_id, version) in known:
        return load_application_form(form_id, version)
    if named not in {form for form, _ in known}:
        raise UsageProblem(
            message(
                "There is no form {form}: --empty may be {known}, or a form file.",
                form=named,
                known=", ".join(sorted({form for form, _ in known})),
            )
        )
    return load_application_form(named, latest_application_version(named))
