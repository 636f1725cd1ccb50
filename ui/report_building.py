"""Building the report and what is found in it: what a build is asked for and what it brings.

Each build reads through a connection of its own, from one snapshot. Heavy rooms are imported
inside: together they take as long as the rest of the start. Knows no widget and no Qt, so that it
can be done in a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from grantee_app.form import FormDefinition
from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.store.encryption.keys import DataKey
    from grantee_app.workspace import Workspace
    from ui.printed_parts import PrintedRow

Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


@frozen
class ReportSource:
    """Which report: a project of a workspace kept in a file, and its form."""

    workspace: Workspace
    project_id: str
    form: FormDefinition


@frozen
class ReportRequest:
    """The same in words that another process understands.

    `key` opens a workspace with a password; `edited_section` is the one an edit was made in.
    """

    path: Path
    key: DataKey | None = field(repr=False)
    project_id: str
    form: FormDefinition
    code: LanguageCode
    edited_section: str = ""


@frozen
class ShownReport:
    """A built PDF and the first page of each section, counted from 0."""

    data: bytes
    page_count: int
    section_pages: dict[str, int]


@frozen
class BuiltReport:
    """What a build brings back; `edited_section` is the one an edit was made in, "" for none.

    `printed` are the rows of the parts that are made from the records alone, by section and kind.
    """

    shown: ShownReport
    code: LanguageCode
    printed: dict[tuple[str, str], list[PrintedRow]]
    findings: list[Finding]
    facts: dict[str, int]
    edited_section: str
    form_id: str = ""


class BuildingStopped(Exception):  # noqa: N818 (nothing went wrong: nobody wants it any more)
    """Raised when a build has noticed that it is not wanted any more."""


def build_from(  # noqa: PLR0917 (both processes hand over the same words)
    reader: Workspace,
    project_id: str,
    form: FormDefinition,
    code: LanguageCode,
    edited_section: str,
    tell_progress: Progress,
    is_cancelled: IsCancelled,
) -> BuiltReport:
    """Build the report in one language and gather its findings and figures; BuildingStopped."""
    from grantee_app.checks import check_content  # noqa: PLC0415
    from grantee_app.checks.settings import read_check_settings  # noqa: PLC0415
    from grantee_app.figures import count_figures  # noqa: PLC0415
    from grantee_app.report.making import choose_period, make_document_of  # noqa: PLC0415
    from grantee_app.report.pdf.render import Cancelled, render_pdf  # noqa: PLC0415
    from ui.printed_parts import list_all_rows  # noqa: PLC0415

    with reader.snapshot():
        content = reader.load_project(project_id, with_people=False)
        figures = printed = count_figures(reader.db, project_id, form)
        period = choose_period(content, form)
        if period.is_limited:
            printed = count_figures(reader.db, project_id, form, period)
        settings = read_check_settings(reader.db)
    findings = check_content(content, figures, form, settings=settings)
    document = make_document_of(reader, content, printed, form, code, period=period)
    try:
        pdf = render_pdf(document, tell_progress, is_cancelled)
    except Cancelled as stop:
        raise BuildingStopped from stop
    shown = ShownReport(pdf.data, pdf.page_count, pdf.section_pages)
    rows = list_all_rows(document, form)
    return BuiltReport(shown, code, rows, findings, figures.counted, edited_section, form.id)
