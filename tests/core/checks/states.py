"""States to judge: the sample, an empty project, the small sound one spoilt by one thing."""

from __future__ import annotations

from datetime import date
from functools import cache

from grantee_app.checks.state import ProjectState, read_state
from grantee_app.records import NO_TEXT, Organization, Project, ProjectFile
from grantee_app.workspace import Workspace, read_sample
from tests.core.checks.soundness import AFTER, Data

BIN = "140340999996"


def make_state(data: Data, today: date = AFTER) -> ProjectState:
    """Return the state of a project given as the data of its file."""
    return read_content(ProjectFile.model_validate(data), today)


def read_content(content: ProjectFile, today: date) -> ProjectState:
    """Return the state of a project, read from a workspace of its own."""
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        return read_state(workspace, content.project.id, None, today)


@cache
def read_sample_state(today: date) -> ProjectState:
    """Return the state of the sample on a day."""
    return read_content(read_sample(), today)


def make_empty(today: date, **fields: object) -> ProjectState:
    """Return the state of a project that nothing was typed into yet, but for `fields`."""
    project = Project(**{"title": NO_TEXT, **fields})  # type: ignore[arg-type]
    return read_content(
        ProjectFile(
            format="bastama-project",
            schema_version=1,
            organization=Organization(name=NO_TEXT),
            project=project,
        ),
        today,
    )
