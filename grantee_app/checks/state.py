"""One project at one moment with its form, its figures and what was found in it.

Read once, on any thread, and handed to whoever shows it: pages and the side bar live on the same
state and so never contradict each other. Knows no screen.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from grantee_app.checks import check_content
from grantee_app.checks.leading import find_step
from grantee_app.checks.next_steps import NextStep, list_next_steps
from grantee_app.checks.progress import StepProgress, judge_steps
from grantee_app.checks.settings import CheckSettings, read_check_settings
from grantee_app.checks.subject import Subject
from grantee_app.errors import BastamaError
from grantee_app.figures import count_figures
from grantee_app.figures.deadlines import DueDay, list_deadlines
from grantee_app.figures.overview import Overview, Tolerance, gather_overview
from grantee_app.figures.retention import Retention, read_retention
from grantee_app.form.catalogue import choose_report_form, find_counting_form
from grantee_app.giving_way import in_turns

if TYPE_CHECKING:
    from grantee_app.checks.application.judging import JudgedApplication
    from grantee_app.checks.finding import Finding
    from grantee_app.figures import ProjectFigures
    from grantee_app.form.answers import Answers
    from grantee_app.form.definition import FormDefinition
    from grantee_app.records import Organization, Project, ProjectFile
    from grantee_app.store.entry_reading import EntryReader
    from grantee_app.workspace import Workspace
    from grantee_app.workspace.open_application import OpenApplication

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProjectState:
    """What all pages know of a project; `today` is the day it was judged on."""

    content: ProjectFile
    form: FormDefinition
    answers: Answers
    figures: ProjectFigures
    findings: list[Finding]
    today: date
    settings: CheckSettings = field(default_factory=CheckSettings)
    # The project's newest application; None where there is none or its form cannot be read.
    application: JudgedApplication | None = None
    retention: Retention = field(default_factory=Retention)

    @property
    def project(self) -> Project:
        """The project itself."""
        return self.content.project

    @property
    def organization(self) -> Organization:
        """Whose project it is."""
        return self.content.organization

    @cached_property
    def subject(self) -> Subject:
        """The same project as the rules see it."""
        return Subject(self.content, self.figures, self.form, self.today, self.settings)

    @cached_property
    def counting_form(self) -> FormDefinition:
        """The form in whose groups people are counted: another one where this one has none."""
        return find_counting_form(self.form)

    @cached_property
    def deadlines(self) -> list[DueDay]:
        """All deadlines by day."""
        return list_deadlines(self.project, self.today)

    @cached_property
    def overview(self) -> Overview:
        """The figures at a glance."""
        allowed = Tolerance(self.settings.shortfall_percent, self.settings.excess_percent)
        return gather_overview(
            self.project, self.figures, self.form, self.answers, self.today, allowed
        )

    @cached_property
    def next_steps(self) -> list[NextStep]:
        """What to do next, the most pressing first."""
        return list_next_steps(self, self.deadlines, gaps=self.overview.gaps)

    @cached_property
    def leading(self) -> dict[str, dict[str, list[Finding]]]:
        """The findings by the step and the record that they lead to."""
        found: dict[str, dict[str, list[Finding]]] = {}
        for finding in in_turns(self.findings):
            lead = find_step(finding, self)
            found.setdefault(lead.step, {}).setdefault(lead.record, []).append(finding)
        return found

    @cached_property
    def progress(self) -> dict[str, StepProgress]:
        """How far each step is."""
        return judge_steps(self)

    @cached_property
    def record_tables(self) -> dict[str, str]:
        """The table of every record that a finding may name, by its id."""
        project = self.project
        found = {
            self.organization.id: "organization",
            project.id: "project",
            project.grant.id: "grant",
        }
        for task in project.tasks:
            found[task.id] = "task"
            for planned in in_turns(task.activities):
                found[planned.id] = "planned_activity"
                found |= {entry.id: "indicator" for entry in planned.indicators}
                found |= {entry.id: "activity" for entry in planned.held}
        for table, records in (
            ("report_date", project.grant.report_dates),
            ("expense", project.expenses),
            ("budget_line", project.budget_lines),
            ("staff_member", project.staff),
            ("partner", project.partners),
            ("winner", project.winners),
            ("deadline", project.deadlines),
        ):
            found |= {entry.id: table for entry in records}
        return found


def read_state(
    reader: Workspace,
    project_id: str,
    form: FormDefinition | None = None,
    today: date | None = None,
    entries: EntryReader | None = None,
) -> ProjectState:
    """Read, count and check a project from one snapshot, loading it once.

    Whoever does so again and again keeps `entries`: what did not change is then shared.
    Without `form` it is judged by its own report (`choose_report_form`). `today` is the calendar's
    day unless given. DataProblem when there is no such project.
    """
    with reader.snapshot():
        content = reader.load_project(project_id, with_people=False, entries=entries)
        form = form or choose_report_form(content.project)
        figures = count_figures(reader.db, project_id, form)
        settings = read_check_settings(reader.db)
        opened = _open_application(reader, content)
        retention = read_retention(reader.db, content.project)
    today = today or datetime.now().astimezone().date()
    findings = check_content(content, figures, form, today, settings)
    answers = Subject(content, figures, form, today).answers
    application = None
    if opened is not None:
        # A large room that no project without an application needs.
        from grantee_app.checks.application.judging import judge_opened  # noqa: PLC0415

        application = judge_opened(opened, today, settings)
    state = ProjectState(
        content, form, answers, figures, findings, today, settings, application, retention
    )
    # Gathered here, where a worker reads, so that nobody waits for it on the screen.
    _ = state.next_steps, state.leading, state.progress
    return state


def _open_application(reader: Workspace, content: ProjectFile) -> OpenApplication | None:
    """Return the newest application of a project with what was written into it."""
    if not content.project.applications:
        return None
    try:
        return reader.applications.load(content.project.applications[-1].id)
    except BastamaError as error:
        # The page of the application says what is wrong with its form.
        _log.warning("an application was not judged: %s", error)
        return None
