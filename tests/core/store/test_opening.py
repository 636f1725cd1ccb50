"""A database is born whole and grows up as a copy."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from grantee_app.errors import StoreProblem
from grantee_app.store import connection
from grantee_app.store.safety import damage
from grantee_app.store.safety.backup import Reason, list_backups
from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample

SAMPLE = read_sample()


def add_step(monkeypatch: pytest.MonkeyPatch, step, *, transactional: bool = True) -> None:
    """Let the program know one migration more."""
    known = damage.migrations
    longer = Migrations(known.name)
    for old in Migrations.pending(known, Database(memory=True)):
        longer(name=old.name, transactional=old.transactional)(old.fn)
    longer(name="m9000_next", transactional=transactional)(step)
    monkeypatch.setattr(damage, "migrations", longer)
    monkeypatch.setattr(connection, "migrations", longer)
    # Two tests call different steps by one name.
    damage._list_expected_columns.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(SAMPLE)
    return tmp_path


def test_a_creation_cut_short_leaves_no_empty_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(db: Database) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        add_step(patched, fail)
        with pytest.raises(KeyboardInterrupt):
            Workspace.open(tmp_path)
    assert not (tmp_path / DATABASE_NAME).exists()
    with Workspace.open(tmp_path) as workspace:
        assert workspace.list_projects() == []
    assert not list(tmp_path.glob("*.new*"))


def test_an_upgrade_is_backed_up_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_step(monkeypatch, lambda db: db.execute("ALTER TABLE winner ADD COLUMN note TEXT"))
    with Workspace.open(folder) as workspace:
        assert workspace.load_project(SAMPLE.project.id).project.title == SAMPLE.project.title
        assert "note" in workspace.db["winner"].columns_dict
    [made] = list_backups(folder / "backups")
    assert made.reason == Reason.MIGRATION
    old = sqlite3.connect(made.path)
    assert "note" not in {row[1] for row in old.execute("PRAGMA table_info(winner)")}
    old.close()
    assert list((folder / "set-aside").iterdir()) == []


@pytest.mark.parametrize("transactional", [True, False])
def test_a_failed_upgrade_leaves_the_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, transactional: bool
) -> None:
    def fail(db: Database) -> None:
        db.execute("DELETE FROM winner")
        db.execute("DROP TABLE expense")
        raise ValueError("a mistake in the step")

    before = (folder / DATABASE_NAME).read_bytes()
    with monkeypatch.context() as patched:
        add_step(patched, fail, transactional=transactional)
        with pytest.raises(StoreProblem, match="left as it was"):
            Workspace.open(folder)
        assert (folder / DATABASE_NAME).read_bytes() == before
        assert len(list_backups(folder / "backups")) == 1
    assert not list(folder.glob("*.incoming*"))
    with Workspace.open(folder) as workspace:
        assert workspace.load_project(SAMPLE.project.id) == SAMPLE


def test_a_reader_asks_for_the_upgrade(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_step(monkeypatch, lambda db: db.execute("ALTER TABLE winner ADD COLUMN note TEXT"))
    with Workspace.open_read_only(folder) as workspace:
        assert "note" in workspace.db["winner"].columns_dict


def test_a_newer_file_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        add_step(patched, lambda db: None)
        Workspace.open(folder).close()
    before = (folder / DATABASE_NAME).read_bytes()
    for opening in (Workspace.open, Workspace.open_read_only):
        with pytest.raises(StoreProblem, match="newer"):
            opening(folder)
    assert (folder / DATABASE_NAME).read_bytes() == before
