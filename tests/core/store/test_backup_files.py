"""Attached files go with backups, come back with a restore, and go with an erase."""

from __future__ import annotations

from pathlib import Path

import pytest

from grantee_app.store.attachments.files import attachment_path
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.store.safety.backup import BACKUP_FOLDER, Reason
from grantee_app.workspace import Workspace, restore_workspace
from tests.core.store.attachment_data import list_kept, make_jpeg, open_filled, write_file


def attach_photo(workspace: Workspace, tmp_path: Path) -> tuple[AttachedTo, Path]:
    """Attach a photo to the first evidence; return that and the place of the file."""
    row = workspace.db.execute("SELECT id FROM evidence LIMIT 1").fetchone()
    owner = AttachedTo("evidence", row[0])
    attachment = workspace.attachments.attach(owner, write_file(tmp_path, "сурет.jpg", make_jpeg()))
    return owner, attachment_path(workspace.folder, attachment.sha256, attachment.media_type)


def test_files_lie_once_beside_all_backups(tmp_path: Path) -> None:
    with open_filled(tmp_path / "w") as workspace:
        attach_photo(workspace, tmp_path)
        first = workspace.backups.make(Reason.TIMER)
        second = workspace.backups.make(Reason.EXIT)
    assert first is not None
    assert second is not None
    assert (first.files.linked + first.files.copied, second.files.present) == (1, 1)
    folder = tmp_path / "w"
    assert list_kept(folder / BACKUP_FOLDER) == list_kept(folder)


def test_restore_brings_lost_files_back(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    with open_filled(folder) as workspace:
        _owner, place = attach_photo(workspace, tmp_path)
        made = workspace.backups.make(Reason.BY_HAND)
        assert made is not None
    data = place.read_bytes()
    place.chmod(0o600)
    place.unlink()
    restore_workspace(folder, made.info)
    assert place.read_bytes() == data
    with Workspace.open(folder) as workspace:
        assert workspace.attachments.verify() == []


def test_the_second_place_holds_the_files_too(tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    with open_filled(tmp_path / "w") as workspace:
        _owner, place = attach_photo(workspace, tmp_path)
        workspace.backups.make(Reason.BY_HAND, drive)
    copies = [path for path in drive.rglob(place.name) if path.is_file()]
    assert [path.read_bytes() for path in copies] == [place.read_bytes()]


def test_a_file_that_cannot_be_copied_fails_the_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grantee_app.store.safety import backup

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "full")

    with open_filled(tmp_path / "w") as workspace:
        attach_photo(workspace, tmp_path)
        workspace.backups.make(Reason.TIMER)
        monkeypatch.setattr(backup, "copy_new_attachments", refuse)
        with pytest.raises(backup.BackupFailed):
            workspace.backups.make(Reason.TIMER)


def test_an_erase_takes_the_file_and_names_the_backups(tmp_path: Path) -> None:
    with open_filled(tmp_path / "w") as workspace:
        owner, place = attach_photo(workspace, tmp_path)
        made = workspace.backups.make(Reason.TIMER)
        assert made is not None
        workspace.erase_record("evidence", owner.record_id)
        assert not place.exists()
        after = workspace.backups.make(Reason.TIMER)
        assert after is not None
        assert [info.path for info in workspace.backups.find_holding(owner.record_id)] == [
            made.info.path
        ]
