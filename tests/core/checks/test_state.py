"""A state is what the checks say, read once."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.checks import check_project
from grantee_app.checks.state import read_state
from grantee_app.errors import DataProblem
from grantee_app.store import projects
from grantee_app.workspace import Workspace
from tests.core.checks.states import read_sample_state

DAY = date(2024, 11, 12)


def test_the_state_holds_what_the_checks_say(monkeypatch):
    loads: list[str] = []
    load = projects.load_project

    def count(db, project_id, **more):
        loads.append(project_id)
        return load(db, project_id, **more)

    with Workspace.with_sample() as workspace:
        project_id = workspace.list_projects()[0].id
        findings = check_project(workspace, project_id, None, DAY)
        monkeypatch.setattr(projects, "load_project", count)
        state = read_state(workspace, project_id, None, DAY)
    assert loads == [project_id]
    assert state.findings == findings
    assert state.figures.visits == 1_076
    assert state.form.version == "2024"
    assert state.answers.number("socio.direct_beneficiaries.plan") == 1_000
    assert (state.today, state.project.id) == (DAY, project_id)


def test_a_project_that_is_not_there_is_said():
    with Workspace.in_memory() as workspace, pytest.raises(DataProblem):
        read_state(workspace, "nobody")


def test_every_record_is_known_by_its_table():
    tables = read_sample_state(DAY).record_tables
    counts = {table: list(tables.values()).count(table) for table in set(tables.values())}
    assert counts["task"] == 6
    assert counts["planned_activity"] == 10
    assert counts["activity"] == 31
    assert counts["expense"] == 65
    assert counts["budget_line"] == 16
    assert counts["organization"] == counts["project"] == counts["grant"] == 1
