"""Building the report and what is found in it, as jobs for a worker.

Each job reads through a connection of its own, from one snapshot. Heavy rooms are imported inside:
together they take as long as the rest of the start. Knows no widget.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grantee_app.form import FormDefinition
from grantee_app.language.message import LanguageCode
from grantee_app.store.output_files import write_output_file
from grantee_app.workspace import Workspace
from ui.jobs import Job, JobStopped

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.report.document import Document


@dataclass(frozen=True, slots=True)
class ReportSource:
    """Which report: a project of a workspace kept in a file, and its form."""

    workspace: Workspace
    project_id: str
    form: FormDefinition


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A built PDF and the first page of each section, counted from 0."""

    data: bytes
    page_count: int
    section_pages: dict[str, int]


@dataclass(frozen=True, slots=True)
class BuiltReport:
    """What a build brings back; `edited_section` is the one an edit was made in, "" for none."""

    shown: ShownReport
    document: Document
    findings: list[Finding]
    facts: dict[str, int]
    edited_section: str


def build_report(
    source: ReportSource, code: LanguageCode, job: Job, edited_section: str = ""
) -> BuiltReport:
    """Build the report in one language and gather its findings and figures."""
    from grantee_app.checks import check_project  # noqa: PLC0415
    from grantee_app.figures import count_figures  # noqa: PLC0415
    from grantee_app.report.making import ReportOptions, make_document  # noqa: PLC0415
    from grantee_app.report.pdf.render import Cancelled, render_pdf  # noqa: PLC0415

    form, project_id = source.form, source.project_id
    with source.workspace.open_reader() as reader:
        options = ReportOptions(form.id, form.version)
        document = make_document(reader, project_id, code, options, form)
        findings = check_project(reader, project_id, form)
        facts = count_figures(reader.db, project_id).counted
    try:
        pdf = render_pdf(document, job.tell_progress, job.is_cancelled)
    except Cancelled as stop:
        raise JobStopped from stop
    shown = ShownReport(pdf.data, pdf.page_count, pdf.section_pages)
    return BuiltReport(shown, document, findings, facts, edited_section)


def write_report(source: ReportSource, code: LanguageCode, target: Path, job: Job) -> list[Finding]:
    """Write the report to `target`, whole or not at all, and return what was found in it."""
    built = build_report(source, code, job)
    if job.is_cancelled():
        raise JobStopped
    write_output_file(built.shown.data, target)
    return built.findings
