"""What is erased is nowhere in the file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from grantee_app.errors import DataProblem
from grantee_app.store.history import erasing
from grantee_app.store.texts import AnswerPlace, RecordPlace
from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.core.store.history_data import dump_tables, make_project

NARRATIVE = RecordPlace("planned_activity", "activity-0", "narrative")
# Of different lengths, some longer than a page; none a part of another.
SECRETS = (
    "Қалиева Бақыт",
    "Бұрынғы мәтін " * 20,
    "Ұзақ әңгіме " * 900,
    "Өшірілген жауап",
    "Soon forgotten " * 400,
)


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(
        path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name.startswith(DATABASE_NAME)
    )


def find_secrets(folder: Path) -> list[str]:
    found = bytes_on_disk(folder)
    return [
        secret[:20]
        for secret in SECRETS
        if secret.strip().encode()[:60] in found or secret.strip().encode("utf-16-le") in found
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def workspace(folder: Path):
    with Workspace.open(folder) as workspace:
        workspace.save_project(make_project())
        workspace.save_project(make_project(1))
        # As where SQLite was built without it; here the build may have it on.
        workspace.db.execute("PRAGMA secure_delete = OFF").fetchall()
        for secret in SECRETS[:3]:
            workspace.end_step()
            workspace.write_text(NARRATIVE, "kk", secret)
        story = AnswerPlace("project-0", "form", "1", "story")
        workspace.write_text(story, "kk", SECRETS[3])
        with workspace.change():
            workspace.db.execute("DELETE FROM answer")
        # One that was never in history: written past it and gone.
        workspace.db.execute("CREATE TABLE scrap (words TEXT)")
        workspace.db.execute("INSERT INTO scrap VALUES (?)", [SECRETS[4]])
        workspace.db.execute("DROP TABLE scrap")
        yield workspace


def test_every_word_is_there_before_and_none_after(workspace: Workspace, folder: Path):
    assert len(find_secrets(folder)) == len(SECRETS)
    other = dump_tables(workspace.db)["task"][2:]
    erased = workspace.erase_record("project", "project-0")
    assert erased.is_scrubbed
    assert erased.rows["planned_activity"] == 2
    assert find_secrets(folder) == []
    assert workspace.db.execute("SELECT needs_scrub FROM history_state").fetchone() == (0,)
    assert {name for name in ("-wal", "-shm") if (folder / (DATABASE_NAME + name)).exists()}
    assert dump_tables(workspace.db)["task"] == other
    assert workspace.load_project("project-1").project.tasks[0].title.kk == "Міндет 0"


def test_what_hung_on_it_once_goes_too(workspace: Workspace, folder: Path):
    with workspace.change():
        workspace.db.execute("DELETE FROM planned_activity WHERE id = 'activity-0'")
    workspace.erase_record("task", "task-0")
    assert find_secrets(folder) == [SECRETS[3][:20]]
    assert workspace.history_of_text(NARRATIVE, "kk") == []


def test_undo_never_passes_an_erase(workspace: Workspace):
    workspace.undo()
    assert workspace.can_redo
    workspace.erase_record("task", "task-0")
    assert not workspace.can_undo
    assert not workspace.can_redo
    before = dump_tables(workspace.db)
    workspace.write_text(RecordPlace("task", "task-1", "title"), "kk", "а")
    assert workspace.undo() is not None
    assert workspace.undo() is None
    assert dump_tables(workspace.db) == before


def test_the_history_of_others_is_kept(workspace: Workspace):
    place = RecordPlace("task", "task-1", "title")
    workspace.write_text(place, "kk", "а")
    workspace.erase_record("task", "task-0")
    workspace.write_text(place, "kk", "б")
    assert [version.text for version in workspace.history_of_text(place, "kk")] == [
        "б",
        "а",
        "Міндет 1",
    ]


def test_what_was_deleted_before_can_still_be_erased(workspace: Workspace, folder: Path):
    with workspace.change():
        workspace.db.execute("DELETE FROM project WHERE id = 'project-0'")
    erased = workspace.erase_record("project", "project-0")
    assert sum(erased.rows.values()) == 0
    assert find_secrets(folder) == []


def test_a_reader_puts_the_cleaning_off_until_the_next_opening(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(erasing, "CHECKPOINT_WAIT_MS", 10)
    reader = workspace.open_reader()
    with reader.snapshot():
        reader.list_projects()
        erased = workspace.erase_record("project", "project-0")
        assert not erased.is_scrubbed
        assert find_secrets(folder) != []
    reader.close()
    workspace.close()
    Workspace.open(folder).close()
    assert find_secrets(folder) == []


def test_an_erase_cut_short_is_finished_by_the_next_opening(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as killed:
        killed.setattr(erasing, "finish_erasing", lambda db: False)
        workspace.erase_record("project", "project-0")
    workspace.close()
    assert find_secrets(folder) != []
    Workspace.open(folder).close()
    assert find_secrets(folder) == []


def test_nothing_is_erased_that_others_need(workspace: Workspace):
    before = dump_tables(workspace.db)
    with pytest.raises(DataProblem):
        workspace.erase_record("organization", "org-0")
    with pytest.raises(DataProblem):
        workspace.erase_record("task", "nobody")
    assert dump_tables(workspace.db) == before
    assert workspace.can_undo


def test_the_file_is_sound_afterwards(workspace: Workspace, folder: Path):
    workspace.erase_record("project", "project-0")
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
