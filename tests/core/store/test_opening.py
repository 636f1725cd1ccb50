"""A database is born whole and grows up as a copy."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from grantee_app.errors import StoreProblem
from grantee_app.store import connection
from grantee_app.store.newer import NewerDatabase
from grantee_app.store.safety import damage
from grantee_app.store.safety.backup import Reason, list_backups
from grantee_app.store.safety.damage import HealthState, check_database
from grantee_app.workspace import (
    DATABASE_NAME,
    Workspace,
    read_sample,
    salvage_workspace,
    take_salvaged_workspace,
)

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


def make_newer(folder: Path, monkeypatch: pytest.MonkeyPatch, statement: str) -> bytes:
    """Let a newer Bastama change the database of `folder`; return its bytes."""
    with monkeypatch.context() as patched:
        add_step(patched, lambda db: db.execute(statement))
        Workspace.open(folder).close()
    damage._list_expected_columns.cache_clear()
    return (folder / DATABASE_NAME).read_bytes()


def test_a_newer_file_is_read_and_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = make_newer(folder, monkeypatch, "ALTER TABLE winner ADD COLUMN note TEXT")
    with pytest.raises(NewerDatabase, match="written by a newer Bastama") as refused:
        Workspace.open(folder)
    assert refused.value.is_readable
    with Workspace.open_read_only(folder) as workspace:
        assert workspace.is_read_only
        assert workspace.notice is not None
        assert "newer Bastama" in workspace.notice.msgid
        assert workspace.load_project(SAMPLE.project.id) == SAMPLE
        with workspace.open_reader() as reader:
            assert reader.list_projects() == workspace.list_projects()
        with pytest.raises(StoreProblem):
            workspace.save_project(SAMPLE, replace=True)
    assert check_database(folder / DATABASE_NAME, full=True).is_ok
    assert (folder / DATABASE_NAME).read_bytes() == before
    assert list((folder / "set-aside").iterdir()) == []


@pytest.mark.parametrize(
    "statement", ["DROP TABLE winner", "ALTER TABLE winner RENAME COLUMN name_kk TO title_kk"]
)
def test_a_newer_file_without_what_we_read_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    before = make_newer(folder, monkeypatch, statement)
    for opening in (Workspace.open, Workspace.open_read_only):
        with pytest.raises(NewerDatabase, match="cannot read") as refused:
            opening(folder)
        assert not refused.value.is_readable
    assert (folder / DATABASE_NAME).read_bytes() == before


def test_a_word_of_the_newer_one_is_no_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_newer(folder, monkeypatch, "UPDATE activity SET kind = 'hologram'")
    with (
        Workspace.open_read_only(folder) as workspace,
        pytest.raises(NewerDatabase, match="newer Bastama"),
    ):
        workspace.load_project(SAMPLE.project.id)


def test_an_older_or_equal_file_has_no_notice(folder: Path) -> None:
    with Workspace.open_read_only(folder) as workspace:
        assert workspace.notice is None
    with Workspace.open(folder) as workspace:
        assert workspace.notice is None


# ---------------------------------------------------------------- triggers


def test_a_missing_trigger_is_told_once(folder: Path) -> None:
    other = sqlite3.connect(folder / DATABASE_NAME)
    names = [
        name
        for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        if name.endswith(("task_update", "task_delete")) or "_task_" in name
    ]
    assert names
    for name in names:
        other.execute(f'DROP TRIGGER "{name}"')
    other.commit()
    other.close()
    with Workspace.open(folder) as workspace:
        assert workspace.health is not None
        assert workspace.health.state == HealthState.SUSPICIOUS
        [finding] = workspace.health.findings
        assert "history" in str(finding)
    with Workspace.open(folder) as workspace:
        assert workspace.health is not None
        assert workspace.health.is_ok


def test_what_was_salvaged_misses_no_trigger(folder: Path) -> None:
    salvage_workspace(folder)
    take_salvaged_workspace(folder)
    with Workspace.open(folder) as workspace:
        assert workspace.health is not None
        assert workspace.health.is_ok
        assert workspace.list_projects()
