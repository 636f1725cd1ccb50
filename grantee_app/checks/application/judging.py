"""An application with what was found in it: read once and shared by whoever shows it.

A form whose file is gone or wrong is no reason to hide the project: what is wrong with it is told
instead. Knows no screen.
"""

from __future__ import annotations

from datetime import date, datetime

from grantee_app.checks.application import ApplicationSubject, check_application, make_subject
from grantee_app.checks.application.progress import ApplicationProgress, judge_progress
from grantee_app.checks.finding import Finding
from grantee_app.checks.settings import CheckSettings, read_check_settings
from grantee_app.frozen import frozen
from grantee_app.workspace import Workspace
from grantee_app.workspace.open_application import OpenApplication


@frozen
class JudgedApplication:
    """One application at one moment with its findings and how far it is."""

    subject: ApplicationSubject
    findings: tuple[Finding, ...]
    progress: ApplicationProgress

    @property
    def opened(self) -> OpenApplication:
        """The application itself."""
        return self.subject.opened

    @property
    def is_draft(self) -> bool:
        """Whether somebody still writes it."""
        return self.subject.application.state == "draft"


def judge_application(
    reader: Workspace, application_id: str, today: date, settings: CheckSettings
) -> JudgedApplication:
    """Read and judge an application; errors as `Applications.load`."""
    return judge_opened(reader.applications.load(application_id), today, settings)


def judge_opened(
    opened: OpenApplication, today: date, settings: CheckSettings
) -> JudgedApplication:
    """Judge an application that is read already."""
    subject = make_subject(opened, today, settings)
    findings = tuple(check_application(subject))
    return JudgedApplication(subject, findings, judge_progress(subject, findings))


def judge_newest(
    reader: Workspace, project_id: str, today: date | None = None
) -> JudgedApplication | None:
    """Judge the newest application of a project, None where it has none; errors as above."""
    application_id = reader.applications.find(project_id)
    if not application_id:
        return None
    today = today or datetime.now().astimezone().date()
    return judge_application(reader, application_id, today, read_check_settings(reader.db))
