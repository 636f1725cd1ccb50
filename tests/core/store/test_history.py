"""One undo over everything that was written, across restarts, as far as it may go."""

import sqlite3
from pathlib import Path

import pytest

from grantee_app.errors import StoreProblem
from grantee_app.settings import load_device_id, settings_path
from grantee_app.store.failures import StoreFailure
from grantee_app.store.history.recording import STRAY_LABEL, add_barrier
from grantee_app.store.texts import AnswerPlace, RecordPlace
from grantee_app.workspace import DATABASE_NAME, Changed, Workspace
from grantee_app.workspace import workspace as workspace_module
from tests.core.store.history_data import TITLE, dump_tables, make_project, open_with_project

STORY = AnswerPlace("project-0", "form", "1", "story")


def sets(workspace: Workspace) -> list[tuple[str, str]]:
    return workspace.db.execute("SELECT kind, standing FROM change_set ORDER BY id").fetchall()


def write_and_fail(workspace: Workspace) -> None:
    with workspace.change():
        workspace.write_text(TITLE, "kk", "а")
        raise ZeroDivisionError


def write_half_a_task(workspace: Workspace) -> None:
    with workspace.change():
        workspace.db.execute("UPDATE task SET title_kk = 'а'")
        workspace.db.execute("INSERT INTO task (id) VALUES ('x')")


def test_a_new_workspace_has_nothing_to_undo():
    with Workspace.in_memory() as workspace:
        assert not workspace.can_undo
        assert not workspace.can_redo
        assert workspace.undo() is None
        assert workspace.redo() is None
        assert sets(workspace) == [("migration", "barrier")]


def test_typing_is_one_step_until_it_pauses():
    with open_with_project() as workspace:
        for text in ("М", "Мі", "Мін"):
            workspace.write_text(TITLE, "kk", text)
        workspace.end_step()
        for text in ("Мінд", "Мінде"):
            workspace.write_text(TITLE, "kk", text)
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "Мін"
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "Міндет 0"


def test_another_text_ends_the_step():
    with open_with_project() as workspace:
        workspace.write_text(TITLE, "kk", "а")
        workspace.write_text(TITLE, "ru", "б")
        workspace.write_text(TITLE, "kk", "в")
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "а"
        assert workspace.read_text(TITLE, "ru") == "б"


def test_a_long_silence_ends_the_step(monkeypatch: pytest.MonkeyPatch):
    now = [100.0]
    monkeypatch.setattr(workspace_module, "monotonic", lambda: now[0])
    with open_with_project() as workspace:
        workspace.write_text(TITLE, "kk", "а")
        now[0] += workspace_module.STEP_SILENCE_SECONDS - 1
        workspace.write_text(TITLE, "kk", "аб")
        now[0] += workspace_module.STEP_SILENCE_SECONDS + 1
        workspace.write_text(TITLE, "kk", "абв")
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "аб"
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "Міндет 0"


def test_a_typed_step_keeps_one_entry():
    with open_with_project() as workspace:
        before = workspace.db.execute("SELECT count(*) FROM history").fetchone()[0]
        for length in range(1, 30):
            workspace.write_text(TITLE, "kk", "ә" * length)
        assert workspace.db.execute("SELECT count(*) FROM history").fetchone()[0] == before + 1


def test_writing_what_is_there_is_no_step():
    with open_with_project() as workspace:
        before = sets(workspace)
        workspace.write_text(TITLE, "kk", "Міндет 0")
        assert sets(workspace) == before


def test_a_change_is_one_step_and_one_transaction():
    with open_with_project() as workspace:
        with pytest.raises(ZeroDivisionError):
            write_and_fail(workspace)
        assert workspace.read_text(TITLE, "kk") == "Міндет 0"
        with workspace.change("Two titles"):
            workspace.write_text(TITLE, "kk", "а")
            workspace.write_text(TITLE, "ru", "б")
        assert workspace.undo_label == "Two titles"
        workspace.undo()
        assert workspace.redo_label == "Two titles"
        assert workspace.read_text(TITLE, "kk") == "Міндет 0"
        assert workspace.read_text(TITLE, "ru") == "Задача 0"


def test_an_inner_change_that_fails_takes_only_itself():
    with open_with_project() as workspace:
        with workspace.change():
            workspace.write_text(TITLE, "kk", "а")
            with pytest.raises(KeyError):
                workspace.write_text(RecordPlace("task", "none", "title"), "kk", "б")
        assert workspace.read_text(TITLE, "kk") == "а"


def test_a_refused_write_says_so_and_leaves_nothing():
    with open_with_project() as workspace:
        before = sets(workspace)
        with pytest.raises(StoreFailure):
            write_half_a_task(workspace)
        assert workspace.read_text(TITLE, "kk") == "Міндет 0"
        assert sets(workspace) == before


def test_an_import_is_undone_as_one():
    with Workspace.in_memory() as workspace:
        empty = dump_tables(workspace.db)
        workspace.save_project(make_project(tasks=20))
        full = dump_tables(workspace.db)
        workspace.save_project(make_project(tasks=3), replace=True)
        workspace.undo()
        assert dump_tables(workspace.db) == full
        undone = workspace.undo()
        assert undone is not None
        assert undone.kind == "import"
        assert dump_tables(workspace.db) == empty
        workspace.redo()
        assert dump_tables(workspace.db) == full


def test_undo_works_after_a_restart(tmp_path: Path):
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(make_project())
        workspace.write_text(TITLE, "kk", "а")
        workspace.write_text(TITLE, "ru", "б")
        workspace.undo()
    with Workspace.open(tmp_path) as workspace:
        assert workspace.redo() is not None
        assert workspace.read_text(TITLE, "ru") == "б"
        workspace.undo()
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "Міндет 0"
        assert workspace.can_undo


def test_typing_after_a_restart_is_another_step(tmp_path: Path):
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(make_project())
        workspace.write_text(TITLE, "kk", "а")
    with Workspace.open(tmp_path) as workspace:
        workspace.write_text(TITLE, "kk", "аб")
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "а"


def test_a_new_edit_ends_redo():
    with open_with_project() as workspace:
        workspace.write_text(TITLE, "kk", "а")
        workspace.undo()
        assert workspace.can_redo
        workspace.write_text(TITLE, "ru", "б")
        assert not workspace.can_redo
        assert workspace.redo() is None
        workspace.undo()
        workspace.redo()
        assert workspace.read_text(TITLE, "ru") == "б"
        assert workspace.read_text(TITLE, "kk") == "Міндет 0"


def test_undo_stops_at_a_migration():
    with open_with_project() as workspace:
        workspace.write_text(TITLE, "kk", "а")
        workspace.undo()
        add_barrier(workspace.db, "migration")
        assert not workspace.can_undo
        assert not workspace.can_redo
        workspace.write_text(TITLE, "kk", "б")
        assert workspace.undo() is not None
        assert workspace.undo() is None
        assert workspace.read_text(TITLE, "kk") == "Міндет 0"


def test_what_another_program_wrote_is_a_step_of_its_own(tmp_path: Path):
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(make_project())
        workspace.write_text(TITLE, "kk", "а")
        other = sqlite3.connect(tmp_path / DATABASE_NAME)
        other.execute("UPDATE task SET title_kk = 'бөтен' WHERE id = 'task-0'")
        other.commit()
        other.close()
        assert workspace.undo_label == STRAY_LABEL
        # The same text goes on being typed, yet not in the same step.
        workspace.write_text(TITLE, "kk", "аб")
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "бөтен"
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "а"
        workspace.undo()
        assert workspace.read_text(TITLE, "kk") == "Міндет 0"


def test_rows_changed_behind_history_are_left_alone():
    with open_with_project() as workspace:
        with workspace.change():
            workspace.db.execute("DELETE FROM task WHERE id = 'task-1'")
        workspace.db.execute("DROP TRIGGER history_of_project_delete")
        workspace.db.execute("DROP TRIGGER history_of_task_delete")
        workspace.db.execute("DROP TRIGGER history_of_planned_activity_delete")
        workspace.db.execute("DELETE FROM project")
        before = dump_tables(workspace.db)
        with pytest.raises(StoreProblem):
            workspace.undo()
        assert dump_tables(workspace.db) == before


def test_undo_tells_which_text_changed_and_where():
    with open_with_project() as workspace:
        workspace.write_text(STORY, "kk", "Ауыл клубы ашылды")
        workspace.end_step()
        workspace.write_text(STORY, "kk", "Ауыл жаңа клубы ашылды")
        workspace.end_step()
        undone = workspace.undo()
        assert undone is not None
        (text,) = undone.texts
        assert (text.place, text.language) == (STORY, "kk")
        assert (text.text, text.position) == ("Ауыл клубы ашылды", len("Ауыл "))
        redone = workspace.redo()
        assert redone is not None
        (text,) = redone.texts
        assert (text.text, text.position) == ("Ауыл жаңа клубы ашылды", len("Ауыл жаңа "))
        workspace.undo()
        first = workspace.undo()
        assert first is not None
        assert [(text.place, text.text) for text in first.texts] == [(STORY, "")]
        assert [row.action for row in first.rows] == ["delete"]


def test_undo_tells_rows_and_columns():
    with open_with_project() as workspace:
        workspace.write_text(TITLE, "ru", "а")
        undone = workspace.undo()
        assert undone is not None
        (row,) = undone.rows
        assert (row.table, row.row_id, row.columns) == ("task", "task-0", ("title_ru",))
        assert undone.tables == {"task"}
        (text,) = undone.texts
        assert (text.place, text.language, text.text) == (TITLE, "ru", "Задача 0")


def test_listeners_hear_of_all_that_changed():
    heard: list[Changed] = []
    with open_with_project() as workspace:
        workspace.subscribe(heard.append)
        workspace.write_text(TITLE, "kk", "а")
        workspace.write_text(TITLE, "kk", "а")
        workspace.undo()
        workspace.save_project(make_project(), replace=True)
        with workspace.change():
            workspace.write_text(TITLE, "kk", "б")
            workspace.write_text(STORY, "kk", "в")
            assert len(heard) == 3
    assert heard == [
        {"task"},
        {"task"},
        {"project", "task", "planned_activity", "grant", "organization"} & heard[2],
        {"task", "answer"},
    ]
    assert {"project", "task"} <= heard[2]


def test_each_device_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "flash drive"
    with Workspace.open(folder) as workspace:
        workspace.save_project(make_project())
    here = load_device_id()
    monkeypatch.setenv("BASTAMA_SETTINGS", str(tmp_path / "other laptop" / "settings.json"))
    with Workspace.open(folder) as workspace:
        workspace.write_text(TITLE, "kk", "а")
        devices = [version.device for version in workspace.history_of_text(TITLE, "kk")]
    assert devices == [load_device_id(), here]
    assert here != load_device_id()


def test_a_device_is_named_once(tmp_path: Path):
    assert load_device_id() == load_device_id()
    settings_path().with_name("device.txt").write_text("?", encoding="utf-8")
    again = load_device_id()
    assert again == load_device_id()


def test_opening_writes_nothing(tmp_path: Path):
    Workspace.open(tmp_path).close()
    before = (tmp_path / DATABASE_NAME).read_bytes()
    Workspace.open(tmp_path).close()
    assert (tmp_path / DATABASE_NAME).read_bytes() == before
