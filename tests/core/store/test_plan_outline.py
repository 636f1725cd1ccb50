"""The outline of a plan: every line in its order, with what it says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.records import Bilingual
from grantee_app.store.editing import Parent
from grantee_app.store.plan_outline import PlanLine, read_outline
from grantee_app.workspace import Workspace


@pytest.fixture
def workspace() -> Workspace:
    return Workspace.with_sample()


@pytest.fixture
def top(workspace: Workspace) -> PlanLine:
    return read_outline(workspace.db, workspace.list_projects()[0].id)


def test_the_lines_are_those_of_the_project_in_its_order(workspace: Workspace, top) -> None:
    project = workspace.load_project(top.record_id).project
    assert top.title == project.title
    assert (top.starts_on, top.ends_on) == (project.starts_on, project.ends_on)
    assert [line.record_id for line in top.children] == [task.id for task in project.tasks]
    for line, task in zip(top.children, project.tasks, strict=True):
        assert line.is_contractual == task.is_contractual
        for inner, planned in zip(line.children, task.activities, strict=True):
            assert inner.record_id == planned.id
            assert inner.held == len(planned.held)
            assert inner.responsible_id == (planned.responsible_id or "")
            assert [
                (leaf.title, leaf.plan, leaf.plan_text, leaf.counted_from)
                for leaf in inner.children
            ] == [
                (indicator.title, indicator.plan, indicator.plan_text, indicator.counted_from)
                for indicator in planned.indicators
            ]


def test_months_and_days_are_told_apart(top) -> None:
    seminars, survey = top.children[0].children[1], top.children[0].children[3]
    assert (seminars.starts_on, seminars.ends_on) == (date(2024, 7, 11), date(2024, 9, 9))
    assert (seminars.dates_as, survey.dates_as) == ("days", "months")


def test_a_moved_line_hangs_where_it_was_put(workspace: Workspace, top) -> None:
    first, second = top.children[0], top.children[1]
    moved = first.children[0]
    workspace.records.move("planned_activity", moved.record_id, 1, Parent("task", second.record_id))
    now = read_outline(workspace.db, top.record_id)
    assert [line.record_id for line in now.children[1].children][1] == moved.record_id
    assert len(now.children[0].children) == len(first.children) - 1
    # What hangs on it came along.
    assert [leaf.title for leaf in now.children[1].children[1].children] == [
        leaf.title for leaf in moved.children
    ]


def test_a_project_that_is_gone_is_said(workspace: Workspace) -> None:
    with pytest.raises(KeyError):
        read_outline(workspace.db, "nobody")


def test_lines_are_equal_when_they_say_the_same(top) -> None:
    line = top.children[0]
    other = PlanLine(line.table, line.record_id, line.title)
    assert line == other
    other.title = Bilingual(kk="басқа")
    assert line != other
