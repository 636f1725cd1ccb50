"""Files nobody speaks of go into a bin, and whatever is missed comes back."""

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grantee_app.errors import StoreProblem
from grantee_app.language.message import message
from grantee_app.records import Attachment
from grantee_app.store.attachments import records as attachments
from grantee_app.store.attachments.files import PART_PREFIX, AttachingCancelled, attachment_path
from grantee_app.store.attachments.records import (
    CopyReport,
    bring_back_missing,
    copy_new_attachments,
    restore_from_bin,
    sweep_orphans,
    verify_attachments,
)
from grantee_app.store.attachments.views import erase_files, make_thumbnail, open_attachment
from grantee_app.store.history.erasing import erase_record
from grantee_app.store.safety.damage import Health, HealthState
from grantee_app.workspace import Workspace
from tests.core.store.attachment_data import (
    LIST,
    PHOTO,
    list_kept,
    make_film,
    make_jpeg,
    open_filled,
    write_file,
)

# Also for files that a long run of tests makes an hour from now.
TOMORROW = datetime.now(UTC) + timedelta(days=2)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_filled(tmp_path / "жұмыс қалтасы") as opened:
        yield opened


def add(workspace: Workspace, tmp_path: Path, name: str = "a.jpg", data: bytes = b"") -> Attachment:
    source = write_file(tmp_path / "флешка", name, data or make_jpeg())
    return workspace.attachments.attach(PHOTO, source)


def path_of(workspace: Workspace, attachment: Attachment) -> Path:
    return attachment_path(workspace.folder, attachment.sha256, attachment.media_type)


# ---------------------------------------------------------------- the sweep


def test_an_orphan_goes_into_the_bin_of_its_day(workspace: Workspace, tmp_path: Path) -> None:
    kept = workspace.attachments.keep(write_file(tmp_path / "f", "a.jpg", make_jpeg()))
    attached = add(workspace, tmp_path, "b.mp4", make_film())
    moved = sweep_orphans(workspace.db, workspace.folder, TOMORROW)
    day = TOMORROW.astimezone().strftime("%Y-%m-%d")
    name = f"{kept.sha256}.jpg"
    assert moved == [workspace.folder / "attachments" / ".bin" / day / name]
    assert moved[0].read_bytes() == make_jpeg()
    assert path_of(workspace, attached).is_file()
    back = restore_from_bin(workspace.folder, name)
    assert back.read_bytes() == make_jpeg()
    assert not moved[0].exists()


def test_young_files_stay(workspace: Workspace, tmp_path: Path) -> None:
    workspace.attachments.keep(write_file(tmp_path / "f", "a.jpg", make_jpeg()))
    now = datetime.now(UTC)
    for moment in (now, now + timedelta(hours=23), now - timedelta(days=300)):
        assert sweep_orphans(workspace.db, workspace.folder, moment) == []
    assert workspace.attachments.sweep_orphans() == []


def test_a_file_found_again_is_young_again(workspace: Workspace, tmp_path: Path) -> None:
    source = write_file(tmp_path / "f", "a.jpg", make_jpeg())
    kept = workspace.attachments.keep(source)
    path = attachment_path(workspace.folder, kept.sha256, kept.media_type)
    os.utime(path, (0, 0))
    workspace.attachments.keep(source)
    assert workspace.attachments.sweep_orphans() == []
    workspace.attachments.record(PHOTO, kept)
    assert workspace.attachments.verify() == []


def test_what_copying_left_behind_goes_too(workspace: Workspace) -> None:
    part = write_file(workspace.folder / "attachments", f"{PART_PREFIX}1", b"half a file")
    assert sweep_orphans(workspace.db, workspace.folder) == []
    moved = sweep_orphans(workspace.db, workspace.folder, TOMORROW)
    assert [path.read_bytes() for path in moved] == [b"half a file"]
    assert not part.exists()


def test_history_keeps_a_file_in_its_place(workspace: Workspace, tmp_path: Path) -> None:
    removed = add(workspace, tmp_path)
    workspace.attachments.remove(removed.id)
    taken_back = add(workspace, tmp_path, "b.mp4", make_film())
    workspace.undo()
    assert workspace.attachments.read() == []
    assert sweep_orphans(workspace.db, workspace.folder, TOMORROW) == []
    workspace.redo()
    assert workspace.attachments.read() == [taken_back]
    workspace.undo()
    workspace.undo()
    assert workspace.attachments.read() == [removed]
    assert workspace.attachments.verify() == []


def test_history_of_deleted_evidence_keeps_its_files(workspace: Workspace, tmp_path: Path) -> None:
    attachment = add(workspace, tmp_path)
    with workspace.change():
        workspace.db.execute("DELETE FROM task")
    assert sweep_orphans(workspace.db, workspace.folder, TOMORROW) == []
    workspace.undo()
    assert workspace.attachments.read() == [attachment]


def test_forgotten_history_lets_go(workspace: Workspace, tmp_path: Path) -> None:
    attachment = add(workspace, tmp_path)
    workspace.attachments.remove(attachment.id)
    workspace.db.execute("DELETE FROM history WHERE table_name = 'attachment'")
    moved = sweep_orphans(workspace.db, workspace.folder, TOMORROW)
    assert [path.stem for path in moved] == [attachment.sha256]


def test_a_held_file_waits_for_the_next_sweep(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.attachments.keep(write_file(tmp_path / "f", "a.jpg", make_jpeg()))

    def hold(*paths: Path) -> None:
        raise PermissionError(errno.EACCES, "held")

    with monkeypatch.context() as patched:
        patched.setattr(attachments, "set_aside", hold)
        assert sweep_orphans(workspace.db, workspace.folder, TOMORROW) == []
    assert len(sweep_orphans(workspace.db, workspace.folder, TOMORROW)) == 1


def test_two_files_of_one_name_in_one_bin(workspace: Workspace, tmp_path: Path) -> None:
    source = write_file(tmp_path / "f", "a.jpg", make_jpeg())
    for _ in range(2):
        workspace.attachments.keep(source)
        sweep_orphans(workspace.db, workspace.folder, TOMORROW)
    assert len(list_kept(workspace.folder)) == 2
    assert restore_from_bin(workspace.folder, source_name(workspace)).is_file()


def source_name(workspace: Workspace) -> str:
    return min((Path(name).name for name in list_kept(workspace.folder)), key=len)


def test_nothing_is_swept_while_the_database_is_in_doubt(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grantee_app.store.safety.damage import Health, HealthState

    kept = workspace.attachments.keep(write_file(tmp_path / "f", "a.jpg", make_jpeg()))
    os.utime(attachment_path(workspace.folder, kept.sha256, kept.media_type), (0, 0))
    workspace.health = Health(HealthState.SUSPICIOUS, (), is_full=True)
    assert workspace.attachments.sweep_orphans() == []
    workspace.health = None
    assert len(workspace.attachments.sweep_orphans()) == 1


@pytest.mark.parametrize("name", ["жоқ.jpg", "../../bastama.sqlite3", ""])
def test_only_what_is_in_the_bin_comes_out_of_it(workspace: Workspace, name: str) -> None:
    with pytest.raises(StoreProblem, match="no sound file"):
        restore_from_bin(workspace.folder, name)


def test_a_damaged_file_does_not_come_out_of_the_bin(workspace: Workspace, tmp_path: Path) -> None:
    workspace.attachments.keep(write_file(tmp_path / "f", "a.jpg", make_jpeg()))
    (moved,) = sweep_orphans(workspace.db, workspace.folder, TOMORROW)
    moved.chmod(0o644)
    moved.write_bytes(b"torn")
    with pytest.raises(StoreProblem, match="no sound file"):
        restore_from_bin(workspace.folder, moved.name)


# ---------------------------------------------------------------- missing files


def test_missing_and_changed_files_are_named(workspace: Workspace, tmp_path: Path) -> None:
    gone = add(workspace, tmp_path, "кетті.jpg")
    torn = add(workspace, tmp_path, "бүлінді.mp4", make_film())
    sound = add(workspace, tmp_path, "сау.pdf", b"%PDF-1.4")
    path_of(workspace, gone).unlink()
    path = path_of(workspace, torn)
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    told: list[tuple[int, int]] = []
    faults = workspace.attachments.verify(lambda *step: told.append(step))
    assert {fault.attachment.name: fault.kind for fault in faults} == {
        "кетті.jpg": "missing",
        "бүлінді.mp4": "changed",
    }
    assert all(fault.attachment.name in str(fault.said) for fault in faults)
    assert told == [(1, 3), (2, 3), (3, 3)]
    # One flipped bit shows only to who reads the bytes.
    quick = verify_attachments(workspace.db, workspace.folder, is_full=False)
    assert [fault.attachment for fault in quick] == [gone]
    assert sound in workspace.attachments.read()
    with pytest.raises(AttachingCancelled):
        workspace.attachments.verify(is_cancelled=lambda: True)


def test_missing_files_come_back_from_bin_and_backups(workspace: Workspace, tmp_path: Path) -> None:
    binned = add(workspace, tmp_path, "a.jpg")
    other_row = workspace.attachments.attach(LIST, tmp_path / "флешка" / "a.jpg")
    backed_up = add(workspace, tmp_path, "b.mp4", make_film())
    lost = add(workspace, tmp_path, "c.pdf", b"%PDF-1.4")
    from grantee_app.store.attachments.files import set_aside

    pool = workspace.folder / "backups"
    set_aside(path_of(workspace, binned), datetime.now(UTC))
    copy_new_attachments(workspace.folder, pool)
    path_of(workspace, backed_up).unlink()
    path_of(workspace, lost).unlink()
    in_pool = attachment_path(pool, lost.sha256, lost.media_type)
    in_pool.chmod(0o644)
    in_pool.write_bytes(b"%PDF-9.9")
    found = workspace.attachments.bring_back_missing()
    assert {a.id for a in found} == {binned.id, other_row.id, backed_up.id}
    assert [fault.attachment for fault in workspace.attachments.verify()] == [lost]
    assert bring_back_missing(workspace.db, workspace.folder) == []


# ---------------------------------------------------------------- beside backups


def test_only_new_files_are_copied_and_all_are_found_again(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = add(workspace, tmp_path)
    target = tmp_path / "екінші орын"
    monkeypatch.setattr(os, "link", refuse_links)
    assert copy_new_attachments(workspace.folder, target) == CopyReport(1, 0, 0, ())
    add(workspace, tmp_path, "b.mp4", make_film())
    before = attachment_path(target, photo.sha256, photo.media_type).stat().st_mtime_ns
    assert copy_new_attachments(workspace.folder, target) == CopyReport(1, 0, 1, ())
    assert attachment_path(target, photo.sha256, photo.media_type).stat().st_mtime_ns == before
    assert copy_new_attachments(workspace.folder, target) == CopyReport(0, 0, 2, ())
    assert list_kept(target) == list_kept(workspace.folder)
    # The other way round it is a restore.
    for name in list_kept(workspace.folder):
        (workspace.folder / "attachments" / name).unlink()
    assert copy_new_attachments(target, workspace.folder) == CopyReport(2, 0, 0, ())
    assert workspace.attachments.verify() == []


def refuse_links(*paths: Path) -> None:
    raise OSError(errno.EPERM, "FAT knows no links")


def test_on_one_disk_files_are_linked(workspace: Workspace, tmp_path: Path) -> None:
    photo = add(workspace, tmp_path)
    target = workspace.folder / "backups"
    assert copy_new_attachments(workspace.folder, target) == CopyReport(0, 1, 0, ())
    copy = attachment_path(target, photo.sha256, photo.media_type)
    assert copy.samefile(path_of(workspace, photo))
    # Removing or setting aside the one leaves the other.
    path_of(workspace, photo).unlink()
    assert copy.read_bytes() == make_jpeg()


def test_bin_and_halves_are_not_copied(workspace: Workspace, tmp_path: Path) -> None:
    workspace.attachments.keep(write_file(tmp_path / "f", "a.jpg", make_jpeg()))
    sweep_orphans(workspace.db, workspace.folder, TOMORROW)
    write_file(workspace.folder / "attachments", f"{PART_PREFIX}1", b"half")
    write_file(workspace.folder / "attachments" / "ab", "desktop.ini", b"x")
    assert copy_new_attachments(workspace.folder, tmp_path / "t") == CopyReport(0, 0, 0, ())


def test_a_damaged_file_is_named_and_a_torn_copy_is_replaced(
    workspace: Workspace, tmp_path: Path
) -> None:
    torn = add(workspace, tmp_path)
    path = path_of(workspace, torn)
    path.chmod(0o644)
    sound = path.read_bytes()
    path.write_bytes(sound[:-1] + b"\0")
    target = tmp_path / "t"
    assert copy_new_attachments(workspace.folder, target).damaged == (path.name,)
    assert list_kept(target) == []
    path.write_bytes(sound)
    copy = attachment_path(target, torn.sha256, torn.media_type)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(sound[:10])
    assert copy_new_attachments(workspace.folder, target).copied == 1
    assert copy.read_bytes() == sound


def test_a_full_second_place_keeps_what_came_before(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        add(workspace, tmp_path, f"{number}.pdf", b"%%PDF-1.%d" % number)
    target, fsync, calls = tmp_path / "t", os.fsync, iter(range(99))
    monkeypatch.setattr(os, "link", refuse_links)

    def fill(handle: int) -> None:
        if next(calls) > 4:
            raise OSError(errno.ENOSPC, "full")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", fill)
    with pytest.raises(OSError, match="full"):
        copy_new_attachments(workspace.folder, target)
    monkeypatch.setattr(os, "fsync", fsync)
    there = list_kept(target)
    assert 0 < len(there) < 3
    assert not any(PART_PREFIX in name for name in there)
    assert copy_new_attachments(workspace.folder, target).present == len(there)
    with pytest.raises(AttachingCancelled):
        copy_new_attachments(workspace.folder, target, is_cancelled=lambda: True)


# ---------------------------------------------------------------- erasing


def test_erased_files_leave_no_trace_in_the_folder(workspace: Workspace, tmp_path: Path) -> None:
    erased = add(workspace, tmp_path)
    shared = add(workspace, tmp_path, "b.pdf", b"%PDF-1.4")
    workspace.attachments.attach(LIST, tmp_path / "флешка" / "b.pdf")
    make_thumbnail(workspace.folder, erased)
    open_attachment(workspace.folder, erased)
    erase_record(workspace.db, "device", "evidence", PHOTO.record_id)
    gone = erase_files(workspace.db, workspace.folder, [erased.sha256, shared.sha256])
    assert len(gone) == 3
    left = [path for path in workspace.folder.rglob("*") if erased.sha256[:16] in str(path)]
    assert [path for path in left if path.is_file()] == []
    assert workspace.attachments.verify() == []
    assert len(list_kept(workspace.folder)) == 1


# ---------------------------------------------------------------- sweeping on closing


def leave_orphans(folder: Path, tmp_path: Path, count: int) -> None:
    """Let a workspace be left with a day's work and files that nobody added, two days old."""
    with open_filled(folder) as workspace:
        for number in range(count):
            source = write_file(tmp_path / "f", f"{number}.txt", f"файл {number}".encode())
            kept = workspace.attachments.keep(source)
            path = attachment_path(folder, kept.sha256, kept.media_type)
            path.chmod(0o600)
            old = (TOMORROW - timedelta(days=4)).timestamp()
            os.utime(path, (old, old))
        # Tidying is due when a day of work has begun.
        workspace.db.execute("UPDATE history_state SET thinned_on = ''")


def test_closing_sweeps_once_a_day_of_work(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    leave_orphans(folder, tmp_path, 3)
    kept = list_kept(folder)
    assert len(kept) == 3
    assert all(name.startswith(".bin") for name in kept)


def test_what_is_spoken_of_stays_on_closing(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    with open_filled(folder) as workspace:
        kept, removed = add(workspace, tmp_path), add(workspace, tmp_path, "b.mp4", make_film())
        workspace.attachments.remove(removed.id)
        paths = [path_of(workspace, kept), path_of(workspace, removed)]
        for path in paths:
            path.chmod(0o600)
            os.utime(path, (0, 0))
        workspace.db.execute("UPDATE history_state SET thinned_on = ''")
    assert all(path.exists() for path in paths)
    assert len(list_kept(folder)) == 2


def test_nothing_is_swept_while_damage_is_suspected(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    leave_orphans(folder, tmp_path, 0)
    with Workspace.open(folder) as workspace:
        orphan = workspace.attachments.keep(write_file(tmp_path / "f", "a.jpg", make_jpeg()))
        path = attachment_path(folder, orphan.sha256, orphan.media_type)
        path.chmod(0o600)
        os.utime(path, (0, 0))
        workspace.db.execute("UPDATE history_state SET thinned_on = ''")
        workspace.health = Health(HealthState.SUSPICIOUS, (message("doubt"),), is_full=True)
    assert path.exists()
    with Workspace.open(folder) as workspace:
        workspace.db.execute("UPDATE history_state SET thinned_on = ''")
    assert not path.exists()


def test_a_sweep_moves_so_many_at_once(workspace: Workspace, tmp_path: Path) -> None:
    for number in range(3):
        workspace.attachments.keep(
            write_file(tmp_path / "f", f"{number}.txt", f"файл {number}".encode())
        )
    assert len(sweep_orphans(workspace.db, workspace.folder, TOMORROW, most=2)) == 2
    assert len(sweep_orphans(workspace.db, workspace.folder, TOMORROW, most=2)) == 1
