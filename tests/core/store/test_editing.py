"""Single records: added, copied, moved, removed – and every step undone to the start."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.errors import DataProblem
from grantee_app.records import Bilingual, Expense, Indicator, PlannedActivity, Task
from grantee_app.store.editing import Parent
from grantee_app.workspace import Workspace, read_sample

SAMPLE = read_sample()
PROJECT = Parent("project", SAMPLE.project.id)
TASK = SAMPLE.project.tasks[0]


@pytest.fixture
def workspace():
    with Workspace.with_sample() as opened:
        yield opened


def test_a_task_comes_with_what_hangs_on_it_and_stands_where_it_was_put(workspace):
    task = Task(
        title=Bilingual(kk="Жаңа"),
        activities=[PlannedActivity(title=Bilingual(kk="Кездесу"), indicators=[
            Indicator(title=Bilingual(kk="Фото"))])],
    )  # fmt: skip
    workspace.records.add("task", PROJECT, task, 1)
    loaded = workspace.load_project(SAMPLE.project.id).project
    assert [found.id for found in loaded.tasks][:3] == [
        TASK.id,
        task.id,
        SAMPLE.project.tasks[1].id,
    ]
    assert loaded.tasks[1] == task
    workspace.undo()
    assert workspace.load_project(SAMPLE.project.id) == SAMPLE


def test_a_copy_is_the_same_with_ids_of_its_own(workspace):
    copied = workspace.records.copy("task", TASK.id)
    loaded = workspace.load_project(SAMPLE.project.id).project.tasks[1]
    assert loaded.id == copied != TASK.id
    assert loaded.activities[0].indicators[0].id != TASK.activities[0].indicators[0].id
    assert loaded.title == TASK.title
    assert len(loaded.activities[1].held) == len(TASK.activities[1].held)
    assert loaded.activities[1].held[0].participants == TASK.activities[1].held[0].participants


def test_an_activity_moves_to_another_task(workspace):
    moved, other = TASK.activities[0], SAMPLE.project.tasks[1]
    workspace.records.move("planned_activity", moved.id, 1, Parent("task", other.id))
    tasks = workspace.load_project(SAMPLE.project.id).project.tasks
    assert moved.id not in [found.id for found in tasks[0].activities]
    assert tasks[1].activities[1] == moved
    workspace.undo()
    assert workspace.load_project(SAMPLE.project.id) == SAMPLE


def test_removing_takes_what_hangs_on_it(workspace):
    workspace.records.remove("task", TASK.id)
    assert workspace.db.execute(
        "SELECT count(*) FROM planned_activity WHERE task_id = ?", [TASK.id]
    ).fetchone() == (0,)
    workspace.undo()
    assert workspace.load_project(SAMPLE.project.id) == SAMPLE


def test_a_parent_that_is_gone_is_told(workspace):
    with pytest.raises(DataProblem):
        workspace.records.add("expense", Parent("project", "gone"), Expense(kind="tax"))
    with pytest.raises(DataProblem):
        workspace.records.copy("expense", "gone")


def test_a_project_is_begun_and_thrown_away(workspace):
    organization = workspace.records.list_organizations()[0]
    project_id = workspace.records.add_project(organization.id, Bilingual(ru="Новый"))
    assert workspace.load_project(project_id).project.title.ru == "Новый"
    workspace.records.remove_project(project_id)
    assert [found.id for found in workspace.list_projects()] == [SAMPLE.project.id]
    workspace.records.remove_project(SAMPLE.project.id)
    assert workspace.records.list_organizations() == []
    workspace.undo()
    assert workspace.load_project(SAMPLE.project.id) == SAMPLE


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), max_size=8))
def test_whatever_is_moved_the_list_stays_whole_and_without_gaps(moves):
    with Workspace.in_memory() as workspace:
        workspace.save_project(SAMPLE)
        expected = workspace.records.list_ids("expense", PROJECT)
        for which, position in moves:
            row_id = expected[which % len(expected)]
            workspace.records.move("expense", row_id, position)
            expected.remove(row_id)
            expected.insert(position, row_id)
            assert workspace.records.list_ids("expense", PROJECT) == expected
        places = workspace.db.execute("SELECT position FROM expense ORDER BY position").fetchall()
        assert places == [(place,) for place in range(len(expected))]
