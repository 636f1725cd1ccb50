"""Backups: made beside a writer, checked before trusted, rotated only when all is well."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grantee_app.errors import StoreProblem
from grantee_app.language.catalogue import Language
from grantee_app.store.safety import backup
from grantee_app.store.safety.backup import (
    BACKUP_FOLDER,
    BackupFailed,
    Reason,
    SecondState,
    list_backups,
    make_backup,
    needs_backup,
    second_folder,
)
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample, restore_workspace

NOW = datetime(2026, 11, 21, 6, 11, 3, tzinfo=UTC)
SAMPLE = read_sample()
GOAL = RecordPlace("project", SAMPLE.project.id, "goal")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws") as opened:
        opened.save_project(SAMPLE)
        yield opened


def path_of(workspace: Workspace) -> Path:
    assert workspace.path is not None
    return workspace.path


def folder_of(workspace: Workspace) -> Path:
    return path_of(workspace).parent / BACKUP_FOLDER


def test_what_is_inside_is_told(workspace: Workspace) -> None:
    made = make_backup(path_of(workspace), folder_of(workspace), Reason.BY_HAND, now=NOW)
    assert made.info.path.name == "bastama-000001-20261121T061103Z-by-hand.sqlite3"
    assert made.health.is_ok
    [listed] = workspace.backups.list_all()
    assert listed == made.info
    assert listed.made_at == NOW
    assert listed.size == listed.path.stat().st_size > 100_000
    assert listed.contents is not None
    assert [title.kk for title in listed.contents.projects] == [SAMPLE.project.title.kk]
    assert listed.contents.rows["planned_activity"] == 10


def test_the_log_of_a_living_writer_is_in_it(workspace: Workspace) -> None:
    workspace.write_text(GOAL, "kk", "журналда ғана")
    log = path_of(workspace).with_name(DATABASE_NAME + "-wal")
    assert log.stat().st_size > 0
    made = workspace.backups.make(Reason.TIMER)
    assert made is not None
    with sqlite3.connect(made.info.path) as connection:
        assert connection.execute("SELECT goal_kk FROM project").fetchone() == ("журналда ғана",)
    # A file of its own: it opens from a drive that nothing can be written to.
    assert made.info.path.read_bytes()[18:20] == b"\x01\x01"


def test_a_transaction_under_way_is_not_in_it(workspace: Workspace) -> None:
    with workspace.db.atomic():
        workspace.db.execute("DELETE FROM winner")
        made = workspace.backups.make(Reason.TIMER)
    assert made is not None
    assert made.info.contents is not None
    assert made.info.contents.rows["winner"] == 10


def test_rotation_by_the_order_of_making(workspace: Workspace) -> None:
    folder = folder_of(workspace)
    for number in range(15):
        # The clock runs backwards.
        moment = NOW - timedelta(minutes=number)
        made = make_backup(path_of(workspace), folder, Reason.TIMER, now=moment)
    assert [info.sequence for info in list_backups(folder)] == list(range(15, 3, -1))
    assert [path.name[8:14] for path in made.removed] == ["000003"]


def test_a_copy_that_fails_its_check_costs_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(workspace)
    for number in range(14):
        make_backup(
            path_of(workspace),
            folder,
            Reason.TIMER,
            now=NOW + timedelta(minutes=number),
            may_rotate=False,
        )
    before = sorted(path.name for path in folder.iterdir())
    real_copy = backup.copy_database

    def tear(source: Path, target: Path, key: object = None) -> dict[str, int]:
        rows = real_copy(source, target)
        with target.open("r+b") as file:
            file.seek(8 * 4096)
            file.write(bytes(30 * 4096))
        return rows

    def lose_a_row(source: Path, target: Path, key: object = None) -> dict[str, int]:
        rows = real_copy(source, target)
        with sqlite3.connect(target) as connection:
            connection.execute("DELETE FROM winner")
        connection.close()
        return rows

    for spoil in (tear, lose_a_row):
        monkeypatch.setattr(backup, "copy_database", spoil)
        with pytest.raises(BackupFailed):
            make_backup(path_of(workspace), folder, Reason.TIMER)
        assert sorted(path.name for path in folder.iterdir()) == before


def test_nothing_is_rotated_while_damage_is_suspected(workspace: Workspace) -> None:
    folder = folder_of(workspace)
    workspace.db.execute("PRAGMA foreign_keys = OFF")
    workspace.db.execute("UPDATE winner SET project_id = 'gone'")
    workspace.db.execute("PRAGMA foreign_keys = ON")
    for _ in range(14):
        made = make_backup(path_of(workspace), folder, Reason.TIMER)
        assert not made.health.is_ok
        assert made.removed == ()
    assert len(list_backups(folder)) == 14


def test_a_damaged_source_gives_no_backup(workspace: Workspace, tmp_path: Path) -> None:
    good = workspace.backups.make(Reason.BY_HAND)
    assert good is not None
    torn = tmp_path / "torn.sqlite3"
    data = bytearray(good.info.path.read_bytes())
    data[4096 * 10 : 4096 * 40] = bytes(4096 * 30)
    torn.write_bytes(data)
    with pytest.raises(BackupFailed):
        make_backup(torn, folder_of(workspace), Reason.EXIT)
    assert [info.path for info in workspace.backups.list_all()] == [good.info.path]


def test_leftovers_of_a_killed_backup_go(workspace: Workspace) -> None:
    folder = folder_of(workspace)
    folder.mkdir()
    part = folder / "bastama-000001-20261121T061103Z-exit.sqlite3.part"
    part.write_bytes(b"half")
    foreign = folder / "notes.part"
    foreign.write_bytes(b"hers")
    workspace.backups.make(Reason.EXIT)
    assert not part.exists()
    assert foreign.exists()


def test_second_place(workspace: Workspace, tmp_path: Path) -> None:
    drive = tmp_path / "flash"
    absent = workspace.backups.make(Reason.EXIT, drive)
    assert absent is not None
    assert absent.second.state == SecondState.ABSENT
    assert absent.second.said is not None
    drive.mkdir()
    for _ in range(14):
        written = workspace.backups.make(Reason.EXIT, drive)
        assert written is not None
        assert written.second.state == SecondState.WRITTEN
    there = second_folder(path_of(workspace), drive)
    assert len(list_backups(there)) == 12
    assert (there / written.info.path.name).read_bytes() == written.info.path.read_bytes()
    # A file of that name in the place of the folder: the backup itself stands all the same.
    shutil.rmtree(there)
    there.write_bytes(b"")
    failed = workspace.backups.make(Reason.EXIT, drive)
    assert failed is not None
    assert failed.second.state == SecondState.FAILED
    assert failed.info.path.exists()


def test_two_workspaces_of_one_name_on_one_drive(tmp_path: Path) -> None:
    drive = tmp_path / "flash"
    places = {
        second_folder(tmp_path / owner / "Bastama" / DATABASE_NAME, drive) for owner in ("a", "b")
    }
    assert len(places) == 2


def test_names_that_are_none_of_ours_are_passed_over(tmp_path: Path) -> None:
    for name in (
        "bastama-000001-20261121T061103Z-whim.sqlite3",
        "bastama-000001-20269921T061103Z-exit.sqlite3",
        "bastama.sqlite3",
        "photo.jpg",
    ):
        (tmp_path / name).write_bytes(b"")
    assert list_backups(tmp_path) == []
    assert list_backups(tmp_path / "no such folder") == []


def test_an_unreadable_backup_is_listed_without_contents(tmp_path: Path) -> None:
    (tmp_path / "bastama-000007-20261121T061103Z-exit.sqlite3").write_bytes(b"torn")
    [info] = list_backups(tmp_path)
    assert info.contents is None
    assert backup.find_good_backup(tmp_path) is None


def test_when_a_backup_is_due() -> None:
    hour = timedelta(hours=1)
    assert not needs_backup(None, None, NOW)
    assert needs_backup(None, NOW, NOW)
    assert not needs_backup(NOW - hour, NOW - 2 * hour, NOW)
    assert needs_backup(NOW - hour, NOW - hour / 2, NOW)
    assert not needs_backup(NOW - hour / 4, NOW, NOW)
    # The clock was set back by a year after the last backup.
    assert needs_backup(NOW + 365 * 24 * hour, NOW, NOW)


def test_every_reason_is_said_in_both_languages() -> None:
    for code in ("kk", "ru"):
        language = Language.load(code)
        words = {language.say(backup.REASON_WORDS[reason]) for reason in Reason}
        assert len(words) == len(Reason)
        assert not any(word.isascii() for word in words)


# ---------------------------------------------------------------------- restore


def test_restore_brings_back_and_sets_aside(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    with Workspace.open(folder) as workspace:
        workspace.save_project(SAMPLE)
        workspace.write_text(GOAL, "kk", "бұрынғы")
        made = workspace.backups.make(Reason.BY_HAND)
        assert made is not None
        workspace.write_text(GOAL, "kk", "кейінгі")
    restored = restore_workspace(folder, made.info)
    with Workspace.open(folder) as workspace:
        assert workspace.read_text(GOAL, "kk") == "бұрынғы"
    assert restored.before is not None
    assert restored.before.reason == Reason.RESTORE
    for path in (restored.before.path, restored.aside / DATABASE_NAME):
        with sqlite3.connect(path) as connection:
            assert connection.execute("SELECT goal_kk FROM project").fetchone() == ("кейінгі",)
        connection.close()
    # And back again.
    restore_workspace(folder, restored.before)
    with Workspace.open(folder) as workspace:
        assert workspace.read_text(GOAL, "kk") == "кейінгі"


def test_restore_over_a_damaged_database_keeps_it(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    with Workspace.open(folder) as workspace:
        workspace.save_project(SAMPLE)
        made = workspace.backups.make(Reason.EXIT)
    assert made is not None
    (folder / DATABASE_NAME).write_bytes(b"not a database")
    restored = restore_workspace(folder, made.info)
    assert restored.before is None
    assert (restored.aside / DATABASE_NAME).read_bytes() == b"not a database"
    with Workspace.open(folder) as workspace:
        assert workspace.load_project(SAMPLE.project.id) == SAMPLE


def test_a_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    with Workspace.open(folder) as workspace:
        workspace.save_project(SAMPLE)
        made = workspace.backups.make(Reason.EXIT)
    assert made is not None
    with made.info.path.open("r+b") as file:
        file.seek(4096 * 9)
        file.write(bytes(4096 * 40))
    with pytest.raises(StoreProblem, match="damaged"):
        restore_workspace(folder, made.info)
    with Workspace.open(folder) as workspace:
        assert workspace.load_project(SAMPLE.project.id) == SAMPLE
    assert not (folder / "set-aside").exists()


def test_a_newer_backup_is_not_restored(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    with Workspace.open(folder) as workspace:
        made = workspace.backups.make(Reason.EXIT)
    assert made is not None
    with sqlite3.connect(made.info.path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) "
            "VALUES ('bastama', 'm9999_from_the_future', '')"
        )
    connection.close()
    with pytest.raises(StoreProblem, match="newer"):
        restore_workspace(folder, made.info)


def test_nobody_restores_under_an_open_window(workspace: Workspace) -> None:
    made = workspace.backups.make(Reason.EXIT)
    assert made is not None
    with pytest.raises(StoreProblem, match="open in another"):
        restore_workspace(path_of(workspace).parent, made.info)
