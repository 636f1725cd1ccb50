"""Earlier texts, records as they were, and what changed since."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from grantee_app.errors import DataProblem
from grantee_app.store.history import recording as history
from grantee_app.store.texts import AnswerPlace, RecordPlace
from grantee_app.workspace import Workspace
from tests.core.store.history_data import TITLE, dump_tables, make_project, open_with_project

STORY = AnswerPlace("project-0", "form", "1", "story")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace in which every change set is an hour younger than the one before."""
    hours = count()
    monkeypatch.setattr(
        history,
        "read_clock",
        lambda: (MONDAY + timedelta(hours=next(hours))).isoformat(timespec="milliseconds"),
    )
    return open_with_project()


def newest_set(workspace: Workspace) -> int:
    return workspace.db.execute("SELECT max(id) FROM change_set").fetchone()[0]


def write(workspace: Workspace, place: AnswerPlace | RecordPlace, *texts: str) -> None:
    for text in texts:
        workspace.end_step()
        workspace.write_text(place, "kk", text)


def test_versions_say_when_each_text_was_written(workspace: Workspace):
    write(workspace, TITLE, "а", "б")
    versions = workspace.history_of_text(TITLE, "kk")
    assert [version.text for version in versions] == ["б", "а", "Міндет 0"]
    written = [version.made_at for version in versions]
    assert written == [MONDAY + timedelta(hours=hour) for hour in (3, 2, 1)]
    assert [version.change_set for version in versions] == [4, 3, 2]
    assert [version.text for version in workspace.history_of_text(TITLE, "ru")] == ["Задача 0"]


def test_an_answer_is_followed_through_undo(workspace: Workspace):
    write(workspace, STORY, "а", "б")
    workspace.undo()
    workspace.undo()
    assert [version.text for version in workspace.history_of_text(STORY, "kk")] == ["а", "б", "а"]
    write(workspace, STORY, "в")
    texts = [version.text for version in workspace.history_of_text(STORY, "kk")]
    assert texts == ["в", "а", "б", "а"]
    assert workspace.history_of_text(STORY, "ru") == []


def test_the_text_of_a_deleted_record_is_still_known(workspace: Workspace):
    write(workspace, TITLE, "а")
    with workspace.change():
        workspace.db.execute("DELETE FROM task WHERE id = 'task-0'")
    assert [version.text for version in workspace.history_of_text(TITLE, "kk")] == ["а", "Міндет 0"]


def test_a_text_from_before_history_has_no_date(workspace: Workspace):
    workspace.db.execute("DELETE FROM history")
    write(workspace, TITLE, "а")
    version = workspace.history_of_text(TITLE, "kk")[-1]
    assert (version.text, version.made_at, version.device) == ("Міндет 0", None, "")


def test_an_earlier_text_is_brought_back_as_a_step(workspace: Workspace):
    write(workspace, STORY, "а", "б")
    version = workspace.history_of_text(STORY, "kk")[1]
    workspace.restore_text(STORY, "kk", version)
    assert workspace.read_text(STORY, "kk") == "а"
    workspace.undo()
    assert workspace.read_text(STORY, "kk") == "б"


def test_no_text_no_versions(workspace: Workspace):
    with pytest.raises(ValueError, match="no text"):
        workspace.history_of_text(RecordPlace("task", "task-0", "position"), "kk")


def test_a_record_is_put_back_alone(workspace: Workspace):
    write(workspace, TITLE, "а")
    before = newest_set(workspace) + 1
    with workspace.change():
        workspace.db.execute("UPDATE task SET position = 7, title_kk = 'б'")
    write(workspace, TITLE, "в")
    workspace.restore_record("task", "task-0", before)
    rows = workspace.db.execute("SELECT title_kk, position FROM task ORDER BY id").fetchall()
    assert rows == [("а", 0), ("б", 7)]


def test_a_deleted_record_comes_back_with_what_hung_on_it(workspace: Workspace):
    before = dump_tables(workspace.db)
    with workspace.change():
        workspace.db.execute("DELETE FROM task WHERE id = 'task-0'")
    deleted = newest_set(workspace)
    write(workspace, RecordPlace("task", "task-1", "title"), "а")
    workspace.restore_record("task", "task-0", deleted)
    now = dump_tables(workspace.db)
    assert now["planned_activity"] == before["planned_activity"]
    assert now["task"][0] == before["task"][0]
    assert workspace.read_text(RecordPlace("task", "task-1", "title"), "kk") == "а"
    workspace.undo()
    assert [row[0][0] for row in dump_tables(workspace.db)["task"]] == ["task-1"]


def test_a_whole_project_comes_back(workspace: Workspace):
    before = dump_tables(workspace.db)
    with workspace.change():
        workspace.db.execute("DELETE FROM project")
    workspace.restore_record("project", "project-0", newest_set(workspace))
    assert dump_tables(workspace.db) == before


def test_what_was_not_there_is_not_brought_back(workspace: Workspace):
    with pytest.raises(DataProblem):
        workspace.restore_record("task", "task-0", 1)
    with pytest.raises(DataProblem):
        workspace.restore_record("task", "nobody", 1)


def test_a_record_without_its_parent_is_refused_in_words(workspace: Workspace):
    with workspace.change():
        workspace.db.execute("DELETE FROM task WHERE id = 'task-0'")
    with pytest.raises(DataProblem) as refused:
        workspace.restore_record("planned_activity", "activity-0", newest_set(workspace))
    assert "belongs to" in str(refused.value)
    assert not workspace._is_changing


def test_changes_are_told_by_set_and_table(workspace: Workspace):
    write(workspace, TITLE, "а")
    workspace.save_project(make_project(1))
    with workspace.change("Task deleted"):
        workspace.db.execute("DELETE FROM task WHERE id = 'task-0'")
    deletion, brought_in, typed = workspace.changes_since(MONDAY + timedelta(hours=2))
    assert (deletion.label, deletion.kind) == ("Task deleted", "edit")
    assert deletion.deleted == {"task": 1, "planned_activity": 1}
    assert brought_in.kind == "import"
    assert brought_in.inserted["task"] == 2
    assert typed.updated == {"task": 1}
    assert (typed.inserted, typed.deleted) == ({}, {})
    assert typed.made_at == MONDAY + timedelta(hours=2)


# ---------------------------------------------------------------- a change set in detail


def test_a_change_set_tells_its_rows_texts_and_names() -> None:
    with open_with_project() as workspace:
        workspace.write_text(TITLE, "kk", "Жаңа атау")
        [newest, *_] = workspace.changes_since(datetime(2000, 1, 1, tzinfo=UTC))
        told = workspace.describe_change(newest.change_set)
        assert told is not None
        assert [(row.table, row.row_id, row.columns) for row in told.rows] == [
            ("task", "task-0", ("title_kk",))
        ]
        [text] = told.texts
        assert (text.place, text.language, text.text) == (TITLE, "kk", "Жаңа атау")
        assert workspace.name_record("task", "task-0").kk == "Жаңа атау"
        workspace.db.execute("DELETE FROM task WHERE id = 'task-0'")
        with workspace.change():
            pass
        assert workspace.name_record("task", "task-0").ru == "Задача 0"
        assert not workspace.name_record("task", "never")
        assert workspace.describe_change(9999) is None
