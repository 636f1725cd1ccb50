"""All calls and applications of a workspace: what, for whom, till when, how far, how it ended.

Reads every application once; a form that cannot be read leaves its line with the reason.
"""

from __future__ import annotations

from datetime import date, datetime

from grantee_app.checks.application.judging import judge_opened
from grantee_app.checks.settings import read_check_settings
from grantee_app.errors import BastamaError
from grantee_app.figures.deadlines import DueDay, judge_call
from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode, Message
from grantee_app.records import Application, Bilingual
from grantee_app.records.application import ApplicationState
from grantee_app.workspace import Workspace
from grantee_app.workspace.open_application import OpenApplication


@frozen
class CallLine:
    """One application in the list.

    `title` is what the form calls the project, else the project's own. `sum_asked` is in whole
    units of `currency`. `percent` and `sum_asked` are None where the form cannot be read, and
    `problem` says why; `due` is None without a deadline.
    """

    application_id: str
    project_id: str
    title: Bilingual
    organization: Bilingual
    call_title: Bilingual
    funder: Bilingual
    form_name: Bilingual
    due: DueDay | None
    state: ApplicationState
    submitted_on: date | None
    decided_on: date | None
    lost_reason: Bilingual
    percent: int | None
    sum_asked: int | None
    currency: str
    language: LanguageCode
    is_newest: bool
    problem: Message | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still writes it or waits for the answer."""
        return self.state in {"draft", "submitted"}


def list_calls(workspace: Workspace, today: date | None = None) -> list[CallLine]:
    """Return every application of the workspace, the newest first."""
    today = today or datetime.now().astimezone().date()
    settings = read_check_settings(workspace.db)
    lines: list[CallLine] = []
    with workspace.snapshot():
        for summary in workspace.applications.list_all():
            problem: Message | None = None
            opened: OpenApplication | None = None
            try:
                opened = workspace.applications.load(summary.id)
            except BastamaError as error:
                problem = error.message
            application = opened.application if opened else _read_bare(workspace, summary.id)
            judged = judge_opened(opened, today, settings) if opened else None
            told = _find_title(opened) if opened else summary.project
            lines.append(
                CallLine(
                    application_id=summary.id,
                    project_id=summary.project_id,
                    title=told or summary.project,
                    organization=summary.organization,
                    call_title=summary.call_title,
                    funder=summary.funder,
                    form_name=opened.form.name if opened else Bilingual(),
                    due=judge_call(application, today),
                    state=summary.state,
                    submitted_on=summary.submitted_on,
                    decided_on=summary.decided_on,
                    lost_reason=application.lost_reason,
                    percent=judged.progress.percent if judged else None,
                    sum_asked=_find_sum(opened, today) if opened else None,
                    currency=summary.currency,
                    language=application.language,
                    is_newest=summary.is_newest,
                    problem=problem,
                )
            )
    # Ids are made in the order of time.
    return sorted(lines, key=lambda line: line.application_id, reverse=True)


def _read_bare(workspace: Workspace, application_id: str) -> Application:
    entry = workspace.records.load("application", application_id)
    return Application.model_validate(entry.model_dump())


def _find_title(opened: OpenApplication) -> Bilingual:
    part = opened.form.by_meaning.get("project.title")
    return opened.filled.told(part.key) if part is not None else Bilingual()


def _find_sum(opened: OpenApplication, today: date) -> int | None:
    part = opened.form.by_meaning.get("project.sum_asked")
    number = opened.read_values(today).number(part.key) if part is not None else None
    return None if number is None else int(number)
