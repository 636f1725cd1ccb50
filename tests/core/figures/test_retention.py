"""Until when people may be named: the day that was written, else 60 days after all is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from grantee_app.figures.retention import Retention, read_retention
from grantee_app.records import Grant, Participant, Project, ProjectFile
from grantee_app.records.project import ReportDate
from grantee_app.workspace import Workspace
from tests.core.store.people_data import SEMINAR, make_file


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace.in_memory() as opened:
        yield opened


def keep(workspace: Workspace, **fields: object) -> Project:
    content: ProjectFile = make_file(SEMINAR)
    project = content.project.model_copy(update=fields)
    workspace.save_project(content.model_copy(update={"project": project}))
    return project


FINAL = ReportDate(kind="final", due_on=date(2024, 12, 1))


@pytest.mark.parametrize(
    ("fields", "usual"),
    [
        ({}, None),
        ({"ends_on": date(2024, 11, 20)}, date(2025, 1, 19)),
        ({"ends_on": date(2024, 11, 20), "grant": Grant(report_dates=[FINAL])}, date(2025, 1, 30)),
        ({"grant": Grant(report_dates=[FINAL], ends_on=date(2024, 12, 31))}, date(2025, 3, 1)),
    ],
)
def test_the_usual_day_is_sixty_days_after_the_last(
    workspace: Workspace, fields: dict, usual: date | None
) -> None:
    project = keep(workspace, starts_on=None, **({"ends_on": None} | fields))
    found = read_retention(workspace.db, project)
    assert (found.until, found.usual) == (usual, usual)
    assert found.people == len(project.participants) > 0


def test_a_written_day_goes_before_the_usual_one(workspace: Workspace) -> None:
    project = keep(workspace, ends_on=date(2024, 11, 20))
    workspace.people.write_keep_until(project.id, "2027-12-31")
    found = read_retention(workspace.db, project)
    assert (found.until, found.usual) == (date(2027, 12, 31), date(2025, 1, 19))
    workspace.people.write_keep_until(project.id, "")
    assert read_retention(workspace.db, project).until == date(2025, 1, 19)
    assert workspace.people.read_keep_until(project.id) == ""
    workspace.undo()
    assert workspace.people.read_keep_until(project.id) == "2027-12-31"


def test_it_is_over_on_the_day_after_and_for_names_alone() -> None:
    day = date(2025, 1, 19)
    assert not Retention(day, day, 3).is_over(day)
    assert Retention(day, day, 3).is_over(date(2025, 1, 20))
    assert not Retention(day, day, 0).is_over(date(2025, 1, 20))
    assert not Retention(None, None, 3).is_over(date(2099, 1, 1))


def test_forgetting_ends_it(workspace: Workspace) -> None:
    project = keep(workspace, ends_on=date(2024, 11, 20))
    assert isinstance(project.participants[0], Participant)
    workspace.people.forget_names(project.id, ())
    assert read_retention(workspace.db, project).people == 0
