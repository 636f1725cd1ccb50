"""A workspace with a password: everything works with the key, nothing can be read without it."""

import shutil
from pathlib import Path

import pytest

from grantee_app.errors import DataProblem, StoreProblem
from grantee_app.report.making import ReportOptions, make_report
from grantee_app.store.attachments.records import AttachmentBroken, FaultKind
from grantee_app.store.encryption import protecting
from grantee_app.store.encryption.files_beside import list_plain_files
from grantee_app.store.encryption.keys import DataKey
from grantee_app.store.engine import is_plain
from grantee_app.store.opening import DamagedDatabase
from grantee_app.store.safety.backup import Reason, SecondState, list_backups, second_folder
from grantee_app.store.safety.damage import HealthState, check_database
from grantee_app.workspace import (
    DATABASE_NAME,
    Workspace,
    protection,
    restore_workspace,
    salvage_workspace,
    take_salvaged_workspace,
)
from grantee_app.workspace.protection import WorkspaceLocked, WrongPassword
from tests.core.store.attachment_data import PHOTO, PROJECT, WHOLE, list_kept
from tests.core.store.protected import CHEAP, GOAL, MARK, PASSWORD, fill, find_trouble, protect


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    fill(folder)
    return folder


@pytest.fixture
def key(folder: Path) -> DataKey:
    done = protect(folder)
    assert done.is_settled
    return done.key


def find_marks(folder: Path) -> list[str]:
    """Name the files in which the mark, or the beginning of a picture, can be read."""
    wanted = [MARK.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    wanted += [b"SQLite format 3", b"JFIF", b"CREATE TABLE"]
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(mark in path.read_bytes() for mark in wanted)
    ]


def test_without_a_password_everything_can_be_read(folder: Path) -> None:
    assert not protection.is_protected(folder)
    assert len(find_marks(folder)) == 6
    assert {Path(name) for name in find_marks(folder)} == set(list_plain_files(folder))


def test_with_a_password_nothing_can_be_read(folder: Path, key: DataKey) -> None:
    assert protection.is_protected(folder)
    assert not protection.needs_finishing(folder)
    with Workspace.open(folder, key) as workspace:
        assert find_trouble(workspace) == []
        workspace.write_text(GOAL, "ru", MARK)
        photo = workspace.attachments.read(PHOTO)[0]
        assert workspace.attachments.read_thumbnail(photo) is not None
        workspace.backups.make(Reason.TIMER)
        assert find_marks(folder) == []
    assert find_marks(folder) == []
    assert list_plain_files(folder) == []


def test_the_names_of_files_do_not_tell_their_content(folder: Path) -> None:
    before = list_kept(folder)
    protect(folder)
    after = list_kept(folder)
    assert len(after) == len(before)
    assert not {Path(name).stem for name in before} & {Path(name).stem for name in after}
    assert {Path(name).suffix for name in after} == {".seal"}


def test_nobody_comes_in_without_the_password(folder: Path, key: DataKey) -> None:
    for open_it in (Workspace.open, Workspace.open_read_only):
        with pytest.raises(WorkspaceLocked):
            open_it(folder)
        with pytest.raises(WorkspaceLocked):
            open_it(folder, DataKey("ff" * 8, bytes(32)))
    with pytest.raises(WrongPassword):
        protection.unlock(folder, "wrong words")
    with pytest.raises(WorkspaceLocked):
        restore_workspace(folder, list_backups(folder / "backups")[0])
    with pytest.raises(WorkspaceLocked):
        salvage_workspace(folder)
    assert protection.unlock(folder, PASSWORD) == key


def test_readers_history_and_undo_work(folder: Path, key: DataKey) -> None:
    with Workspace.open(folder, key) as workspace:
        workspace.write_text(GOAL, "kk", "басқа")
        with workspace.open_reader() as reader:
            assert reader.read_text(GOAL, "kk") == "басқа"
        assert workspace.undo() is not None
        assert workspace.read_text(GOAL, "kk") == MARK
        # The driver's own exceptions become sentences too.
        with pytest.raises(DataProblem):
            workspace.save_project(workspace.load_project(PROJECT))
    with Workspace.open_read_only(folder, key) as reader, pytest.raises(StoreProblem):
        reader.write_text(GOAL, "kk", "no")


def test_a_report_prints_encrypted_photos(folder: Path) -> None:
    from datetime import date

    options = ReportOptions(printed_on=date(2026, 11, 21), with_annex=True)
    with Workspace.open(folder) as workspace:
        before = make_report(workspace, PROJECT, "kk", options).data
    key = protect(folder).key
    with Workspace.open(folder, key) as workspace:
        assert make_report(workspace, PROJECT, "kk", options).data == before
    assert b"/Subtype /Image" in before


# ---------------------------------------------------------------- attachments


def test_an_opened_copy_goes_when_the_workspace_closes(folder: Path, key: DataKey) -> None:
    with Workspace.open(folder, key) as workspace:
        copy = workspace.attachments.open(workspace.attachments.read(WHOLE)[0])
        assert MARK in copy.read_text(encoding="utf-8")
        assert copy in list_plain_files(folder)
        assert copy.parent.stat().st_mode & 0o077 == 0
        assert workspace.attachments.clear_views() == []
        assert not copy.exists()
        again = workspace.attachments.open(workspace.attachments.read(WHOLE)[0])
    assert not again.exists()


def test_a_copy_left_by_a_crash_goes_at_the_next_start(folder: Path, key: DataKey) -> None:
    left = folder / "cache" / "opened" / "abc" / "note.txt"
    left.parent.mkdir(parents=True)
    left.write_text(MARK, encoding="utf-8")
    left.chmod(0o400)
    Workspace.open(folder, key).close()
    assert not left.exists()


def test_a_sealed_file_that_was_changed_is_named(folder: Path, key: DataKey) -> None:
    with Workspace.open(folder, key) as workspace:
        attachment = workspace.attachments.read(PHOTO)[0]
        sealed = next(
            path
            for path in (folder / "attachments").glob("*/*.seal")
            if path.stem == key.name_content(attachment.sha256)
        )
        sealed.chmod(0o600)
        data = bytearray(sealed.read_bytes())
        data[-20] ^= 1
        sealed.write_bytes(data)
        faults = workspace.attachments.verify()
        assert [(fault.attachment.id, fault.kind) for fault in faults] == [
            (attachment.id, FaultKind.CHANGED)
        ]
        with pytest.raises(AttachmentBroken):
            workspace.attachments.open(attachment)
        # The copy beside the backups is a link of the same bytes: another disk would help.
        sealed.unlink()
        assert [fault.kind for fault in workspace.attachments.verify()] == [FaultKind.MISSING]


def test_a_sealed_file_is_found_again_beside_the_backups(folder: Path, key: DataKey) -> None:
    with Workspace.open(folder, key) as workspace:
        for path in (folder / "attachments").glob("*/*.seal"):
            path.unlink()
        assert len(workspace.attachments.bring_back_missing()) == 2
        assert workspace.attachments.verify() == []


def test_orphans_are_swept_and_come_back(folder: Path, key: DataKey, tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta

    from grantee_app.store.attachments.records import restore_from_bin, sweep_orphans

    note = tmp_path / "other.txt"
    note.write_text("nobody speaks of it", encoding="utf-8")
    with Workspace.open(folder, key) as workspace:
        workspace.attachments.keep(note)
        later = datetime.now(UTC) + timedelta(days=3)
        (moved,) = sweep_orphans(workspace.db, folder, later, key=key)
        assert restore_from_bin(folder, moved.name, key=key).suffix == ".seal"
        assert workspace.attachments.verify() == []


def test_an_erase_takes_the_sealed_file(folder: Path, key: DataKey) -> None:
    with Workspace.open(folder, key) as workspace:
        photo = workspace.attachments.read(PHOTO)[0]
        workspace.attachments.read_thumbnail(photo)
        workspace.erase_record("evidence", PHOTO.record_id)
        name = key.name_content(photo.sha256)
        left = [path for path in folder.rglob(f"{name}*") if "backups" not in path.parts]
        assert left == []
        assert len(workspace.backups.find_holding(PHOTO.record_id)) == 1
        assert workspace.backups.find_holding("nobody") == []


# ---------------------------------------------------------------- backups


def test_backups_are_locked_without_the_key(folder: Path, key: DataKey) -> None:
    (info,) = list_backups(folder / "backups")
    assert info.is_locked
    assert info.contents is None
    (info,) = list_backups(folder / "backups", key=key)
    assert not info.is_locked
    assert info.contents is not None
    assert info.contents.rows["project"] == 1


def test_a_backup_from_before_the_password_is_restored_encrypted(folder: Path) -> None:
    plain = folder / "backups" / list_backups(folder / "backups")[0].path.name
    outside = folder.parent / "stick"
    shutil.copytree(folder / "backups", outside)
    key = protect(folder).key
    plain.unlink()
    (info,) = list_backups(outside, key=key)
    assert is_plain(info.path)
    restore_workspace(folder, info, key)
    assert not is_plain(folder / DATABASE_NAME)
    with Workspace.open(folder, key) as workspace:
        assert find_trouble(workspace) == []
    assert find_marks(folder) == []


def test_a_backup_opens_with_the_password_of_today(folder: Path, key: DataKey) -> None:
    with Workspace.open(folder, key) as workspace:
        workspace.write_text(GOAL, "kk", "кейін жазылған")
    protecting.change_password(folder / DATABASE_NAME, key, "жаңа құпия сөз", cost=CHEAP)
    (info,) = list_backups(folder / "backups")
    assert protection.unlock_backup(info, "жаңа құпия сөз") == key
    with pytest.raises(WrongPassword):
        protection.unlock_backup(info, PASSWORD)
    restore_workspace(folder, info, key)
    with Workspace.open(folder, key) as workspace:
        assert find_trouble(workspace) == []


def test_a_backup_brings_its_password_to_a_new_computer(folder: Path, key: DataKey) -> None:
    new = folder.parent / "new computer"
    Workspace.open(new).close()
    (info,) = list_backups(folder / "backups")
    with pytest.raises(StoreProblem, match="locked"):
        restore_workspace(new, info)
    restore_workspace(new, info, backup_key=protection.unlock_backup(info, PASSWORD))
    assert protection.is_protected(new)
    with Workspace.open(new, protection.unlock(new, PASSWORD)) as workspace:
        assert find_trouble(workspace) == []
    assert list_plain_files(new) == []


def test_a_backup_of_another_password_takes_that_of_the_workspace(
    folder: Path, key: DataKey
) -> None:
    other = folder.parent / "other"
    Workspace.open(other).close()
    own = protect(other, "мүлдем басқа сөздер").key
    (info,) = list_backups(folder / "backups")
    restore_workspace(other, info, own, backup_key=key)
    with Workspace.open(other, own) as workspace:
        assert find_trouble(workspace) == []
    assert protection.unlock(other, "мүлдем басқа сөздер") == own


def test_the_second_place_gets_the_key_file_too(folder: Path, key: DataKey) -> None:
    stick = folder.parent / "stick"
    stick.mkdir()
    with Workspace.open(folder, key) as workspace:
        made = workspace.backups.make(Reason.BY_HAND, stick)
    assert made is not None
    assert made.second.state == SecondState.WRITTEN
    place = second_folder(folder / DATABASE_NAME, stick)
    assert find_marks(stick) == []
    (info,) = list_backups(place)
    assert protection.unlock_backup(info, PASSWORD) == key


def test_the_plain_second_place_is_encrypted_when_it_is_named(folder: Path) -> None:
    stick = folder.parent / "stick"
    stick.mkdir()
    with Workspace.open(folder) as workspace:
        workspace.backups.make(Reason.BY_HAND, stick)
    assert len(find_marks(stick)) == 3
    done = protecting.protect_database(folder / DATABASE_NAME, PASSWORD, second=stick, cost=CHEAP)
    assert find_marks(stick) == []
    protecting.remove_protection(folder / DATABASE_NAME, done.key, second=stick)
    assert len(find_marks(stick)) == 3


# ---------------------------------------------------------------- damage


def spoil(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 100)
        file.write(bytes(range(64)))


@pytest.mark.parametrize("page", [1, 2, 9, 30])
def test_damage_is_found_and_the_rest_is_saved(folder: Path, key: DataKey, page: int) -> None:
    database = folder / DATABASE_NAME
    spoil(database, page)
    assert check_database(database, key, full=True).state == HealthState.DAMAGED
    with pytest.raises(DamagedDatabase) as caught:
        Workspace.open(folder, key)
    assert caught.value.backup is not None
    report = salvage_workspace(folder, caught.value.backup, key)
    assert report.saved > 0
    assert find_marks(folder) == []
    take_salvaged_workspace(folder)
    Workspace.open(folder, key).close()
    assert find_marks(folder) == []


def test_a_torn_salt_costs_no_rows(folder: Path, key: DataKey) -> None:
    database = folder / DATABASE_NAME
    with Workspace.open(folder, key) as workspace:
        rows = workspace.db.execute("SELECT count(*) FROM history").fetchone()[0]
    with database.open("r+b") as file:
        file.write(bytes(16))
    with pytest.raises(DamagedDatabase):
        Workspace.open(folder, key)
    report = salvage_workspace(folder, None, key)
    assert {table.table: table.saved for table in report.tables}["history"] == rows
    take_salvaged_workspace(folder)
    with Workspace.open(folder, key) as workspace:
        assert workspace.read_text(GOAL, "kk") == MARK


def test_what_only_the_log_holds_is_salvaged(folder: Path, key: DataKey) -> None:
    torn = folder.parent / "torn"
    with Workspace.open(folder, key) as workspace:
        workspace.write_text(GOAL, "kk", "тек журналда")
        shutil.copytree(folder, torn)
    spoil(torn / DATABASE_NAME, 12)
    salvage_workspace(torn, None, key)
    take_salvaged_workspace(torn)
    with Workspace.open(torn, key) as workspace:
        assert workspace.read_text(GOAL, "kk") == "тек журналда"


def test_a_database_that_is_gone_starts_no_empty_one(folder: Path, key: DataKey) -> None:
    (folder / DATABASE_NAME).unlink()
    shutil.rmtree(folder / "backups")
    with pytest.raises(WorkspaceLocked):
        Workspace.open(folder)
    with pytest.raises(DamagedDatabase):
        Workspace.open(folder, key)


def test_a_lost_key_file_comes_back_from_the_backups(folder: Path, key: DataKey) -> None:
    (folder / "key.json").unlink()
    assert protection.is_protected(folder)
    Workspace.open(folder, protection.unlock(folder, PASSWORD)).close()
    assert (folder / "key.json").is_file()


def test_a_plain_database_put_among_sealed_files_is_encrypted(folder: Path) -> None:
    plain = (folder / DATABASE_NAME).read_bytes()
    key = protect(folder).key
    (folder / DATABASE_NAME).write_bytes(plain)
    assert protection.is_protected(folder)
    with Workspace.open(folder, key) as workspace:
        assert find_trouble(workspace) == []
    assert find_marks(folder) == []


# ---------------------------------------------------------------- changing one's mind


def test_the_password_is_changed_in_one_file(folder: Path, key: DataKey) -> None:
    before = {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "key.json"
    }
    code = protecting.change_recovery_code(folder / DATABASE_NAME, key)
    protecting.change_password(folder / DATABASE_NAME, key, "жаңа құпия сөз", cost=CHEAP)
    assert {path: path.read_bytes() for path in before} == before
    with pytest.raises(WrongPassword):
        protection.unlock(folder, PASSWORD)
    assert protection.unlock(folder, "жаңа құпия сөз") == key
    assert protection.unlock_with_recovery_code(folder, code.text) == key
    with pytest.raises(DataProblem):
        protecting.change_password(folder / DATABASE_NAME, key, "short", cost=CHEAP)


def test_without_the_password_everything_is_as_before(folder: Path) -> None:
    def list_files() -> list[str]:
        return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())

    Workspace.open(folder).close()
    before = list_files()
    key = protect(folder).key
    protecting.remove_protection(folder / DATABASE_NAME, key)
    assert not protection.is_protected(folder)
    assert list_files() == before
    with Workspace.open(folder) as workspace:
        assert find_trouble(workspace) == []


def test_a_second_password_has_another_key(folder: Path, key: DataKey) -> None:
    protecting.remove_protection(folder / DATABASE_NAME, key)
    assert protect(folder).key != key


def test_what_was_moved_away_is_encrypted_and_comes_back(folder: Path) -> None:
    restore_workspace(folder, list_backups(folder / "backups")[0])
    (folder / "salvaged.sqlite3").write_bytes(b"SQLite format 3\x00" + MARK.encode())
    kept = [path for path in (folder / "set-aside").rglob("*") if path.is_file()]
    assert kept
    key = protect(folder).key
    assert find_marks(folder) == []
    assert list_plain_files(folder) == []
    protecting.remove_protection(folder / DATABASE_NAME, key)
    assert all(path.is_file() for path in kept)
    assert MARK.encode() in (folder / "salvaged.sqlite3").read_bytes()


def test_a_weak_password_and_a_damaged_database_change_nothing(folder: Path) -> None:
    database = folder / DATABASE_NAME
    with pytest.raises(DataProblem):
        protect(folder, "short")
    before = database.read_bytes()[: 4096 * 20]
    database.write_bytes(before)
    with pytest.raises(StoreProblem):
        protect(folder)
    assert database.read_bytes() == before
    assert not protection.is_protected(folder)


def test_it_can_be_called_off_before_anything_changes(folder: Path) -> None:
    from grantee_app.store.attachments.files import AttachingCancelled

    with pytest.raises(AttachingCancelled):
        protecting.protect_database(
            folder / DATABASE_NAME, PASSWORD, None, lambda: True, cost=CHEAP
        )
    assert not protection.is_protected(folder)
    assert not list(folder.glob("key.json*"))
    with Workspace.open(folder) as workspace:
        assert find_trouble(workspace) == []


def test_progress_is_told_in_bytes(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    protecting.protect_database(
        folder / DATABASE_NAME, PASSWORD, lambda done, total: told.append((done, total)), cost=CHEAP
    )
    assert told[-1][0] == told[-1][1] > 0
    assert [done for done, _ in told] == sorted(done for done, _ in told)
