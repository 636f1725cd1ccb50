"""The way from a workspace to a PDF."""

from __future__ import annotations

from datetime import date
from typing import Final

from grantee_app.figures import WHOLE, Period, ProjectFigures, count_figures
from grantee_app.figures.reporting_period import find_period, limit_content
from grantee_app.form.answers import gather_answers
from grantee_app.form.catalogue import choose_form, choose_report_form
from grantee_app.form.definition import FormDefinition
from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode
from grantee_app.records import Project, ProjectFile
from grantee_app.report.compose import compose_report
from grantee_app.report.document import Document
from grantee_app.report.pdf.render import IsCancelled, PdfReport, Progress, render_pdf
from grantee_app.report.source import Source
from grantee_app.workspace import Workspace


@frozen
class ReportOptions:
    """What to print: `form_id` "" is the report that the project is judged by.

    `form_version` "" is the edition that the project is written into.

    `printed_on` (None is today) stands in the PDF's description, so that the same day gives the
    same bytes, and ends a period that nobody has written. `period` goes before the written one; a
    form without a place for it tells of the whole project.
    """

    form_id: str = ""
    form_version: str = ""
    printed_on: date | None = None
    with_annex: bool = False
    period: Period | None = None


USUAL_OPTIONS: Final = ReportOptions()


def make_report(  # noqa: PLR0917 (progress and cancelling go with every long work)
    workspace: Workspace,
    project_id: str,
    language: LanguageCode,
    options: ReportOptions = USUAL_OPTIONS,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> PdfReport:
    """Return the report of a project as a PDF.

    DataProblem when there is no such project, FileProblem when there is no such form, Cancelled
    when `is_cancelled` said so.
    """
    document = make_document(workspace, project_id, language, options)
    return render_pdf(document, progress, is_cancelled)


def make_document(
    workspace: Workspace,
    project_id: str,
    language: LanguageCode,
    options: ReportOptions = USUAL_OPTIONS,
    form: FormDefinition | None = None,
) -> Document:
    """Return the composed report of a project; `form` overrides the form of the options."""
    with workspace.snapshot():
        content = workspace.load_project(project_id, with_people=False)
        chosen = form or choose_form_of(content.project, options)
        period = choose_period(content, chosen, options)
        figures = count_figures(workspace.db, project_id, chosen, period)
    return make_document_of(workspace, content, figures, chosen, language, options, period)


def choose_form_of(project: Project, options: ReportOptions) -> FormDefinition:
    """Return the form that the options ask for; FileProblem when there is no such form."""
    form_id = options.form_id or choose_report_form(project).id
    return choose_form(project.answers, form_id, options.form_version)


def choose_period(
    content: ProjectFile, form: FormDefinition, options: ReportOptions = USUAL_OPTIONS
) -> Period:
    """Return the days that a report in this form tells of, the whole where it asks for none."""
    if options.period is not None and form.period_block is not None:
        return options.period
    answers = gather_answers(content.project.answers, form)
    return find_period(form, answers, content.project, _choose_day(options))


def make_document_of(  # noqa: PLR0917 (all that a report is made of)
    workspace: Workspace,
    content: ProjectFile,
    figures: ProjectFigures,
    form: FormDefinition,
    language: LanguageCode,
    options: ReportOptions = USUAL_OPTIONS,
    period: Period = WHOLE,
) -> Document:
    """Return the composed report of a project that is loaded and counted already.

    `content` is the whole project, `figures` are those of the `period`.
    """
    source = Source(
        form,
        limit_content(content, period),
        figures,
        gather_answers(content.project.answers, form),
        language,
        period=period,
        whole=content,
        files=workspace.path.parent if workspace.path else None,
        key=workspace.key,
    )
    return compose_report(source, _choose_day(options), with_annex=options.with_annex)


def _choose_day(options: ReportOptions) -> date:
    return options.printed_on or date.today()  # noqa: DTZ011 (the user's own calendar)
