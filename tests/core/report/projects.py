"""Small projects for tests of the report, each as nasty as its test needs."""

from __future__ import annotations

from datetime import date

from grantee_app.records import (
    Activity,
    Answer,
    Bilingual,
    Indicator,
    Organization,
    PlannedActivity,
    PlannedValue,
    Project,
    ProjectFile,
    Task,
    TypedFact,
)
from grantee_app.report.making import ReportOptions, make_document
from grantee_app.report.pdf.render import render_pdf
from grantee_app.workspace import Workspace
from tests.core.report.reading import Paper, read_pdf

PRINTED_ON = date(2024, 12, 5)
FORM = ("kz-state-grant/final-report", "2024")


def both(text: str) -> Bilingual:
    """Return a text that is the same in both languages."""
    return Bilingual(kk=text, ru=text)


def make_project(
    *tasks: Task, answers: dict[str, Bilingual] | None = None, **fields
) -> ProjectFile:
    """Return a project of `tasks`, its answers by path."""
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=both("Ұйым")),
        project=Project(
            title=both("Жоба"),
            tasks=list(tasks),
            answers=[
                Answer(form=FORM[0], version=FORM[1], path=path, language=language, value=value)
                for path, text in (answers or {}).items()
                for language, value in (("kk", text.kk), ("ru", text.ru))
                if value
            ],
            **fields,
        ),
    )


def make_task(title: str | Bilingual, *activities: PlannedActivity, **fields) -> Task:
    """Return a task with its activities."""
    return Task(title=_bilingual(title), activities=list(activities), **fields)


def make_activity(title: str | Bilingual, *indicators: Indicator, **fields) -> PlannedActivity:
    """Return a planned activity with its indicators."""
    return PlannedActivity(title=_bilingual(title), indicators=list(indicators), **fields)


def make_event(day: date, **fields) -> Activity:
    """Return an activity held on `day`."""
    return Activity(starts_on=day, **fields)


def make_indicator(title: str | Bilingual, plan: int = 1, fact: int = 1, **fields) -> Indicator:
    """Return an indicator with a typed fact."""
    return Indicator(
        title=_bilingual(title),
        plan=PlannedValue(target=plan),
        fact=TypedFact(value=fact),
        **fields,
    )


def print_project(content: ProjectFile, language: str = "kk", **options) -> Paper:
    """Return the report of `content` as it is read back from its PDF."""
    return read_pdf(print_bytes(content, language, **options))


def print_bytes(content: ProjectFile, language: str = "kk", form=None, **options) -> bytes:
    """Return the bytes of the report of `content`."""
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        chosen = ReportOptions(printed_on=PRINTED_ON, **options)
        document = make_document(workspace, content.project.id, language, chosen, form)
        return render_pdf(document).data


def _bilingual(text: str | Bilingual) -> Bilingual:
    return both(text) if isinstance(text, str) else text
