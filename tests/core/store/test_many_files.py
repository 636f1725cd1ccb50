"""Many files are kept side by side, and none is spoken of before its name is on the disk."""

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from grantee_app.errors import StoreProblem
from grantee_app.store import disk
from grantee_app.store.attachments import files as attachment_files
from grantee_app.store.attachments import many_files
from grantee_app.store.attachments.files import (
    ATTACHMENT_FOLDER,
    CHUNK_BYTES,
    AttachingCancelled,
    attachment_path,
)
from grantee_app.workspace import Workspace
from tests.core.store.attachment_data import (
    PHOTO,
    list_kept,
    make_film,
    make_jpeg,
    make_picture,
    open_filled,
    write_file,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_filled(tmp_path / "жұмыс қалтасы") as opened:
        yield opened


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Twelve different photos."""
    return [
        write_file(
            tmp_path / "флешка", f"{number:02}.jpg", make_jpeg(picture=make_picture(64 + number))
        )
        for number in range(12)
    ]


def test_all_are_kept_in_their_order(workspace: Workspace, photos: list[Path]) -> None:
    told: list[tuple[int, int]] = []
    kept, problems = workspace.attachments.keep_all(photos, lambda *step: told.append(step))
    assert problems == []
    assert [file.name for file in kept] == [photo.name for photo in photos]
    for file, photo in zip(kept, photos, strict=True):
        path = attachment_path(workspace.folder, file.sha256, file.media_type)
        assert path.read_bytes() == photo.read_bytes()
    assert told == [(done, len(photos)) for done in range(1, len(photos) + 1)]
    with workspace.change("x"):
        for file in kept:
            workspace.attachments.record(PHOTO, file)
    assert [row.name for row in workspace.attachments.read(PHOTO)] == [p.name for p in photos]
    assert workspace.attachments.verify() == []


def test_a_single_file_tells_its_bytes(workspace: Workspace, tmp_path: Path) -> None:
    film = write_file(tmp_path / "f", "film.mp4", make_film(size=CHUNK_BYTES))
    told: list[tuple[int, int]] = []
    kept, _ = workspace.attachments.keep_all([film], lambda *step: told.append(step))
    assert [file.name for file in kept] == ["film.mp4"]
    assert told[-1] == (film.stat().st_size,) * 2


def test_nothing_is_asked_and_nothing_done(workspace: Workspace) -> None:
    assert workspace.attachments.keep_all([]) == ([], [])


def test_the_same_photo_many_times_is_one_file(workspace: Workspace, tmp_path: Path) -> None:
    same = [write_file(tmp_path / "f", f"{number}.jpg", make_jpeg()) for number in range(20)]
    kept, problems = workspace.attachments.keep_all(same)
    assert problems == []
    assert len(kept) == 20
    assert len(list_kept(workspace.folder)) == 1


def test_what_is_wrong_with_one_keeps_no_other_out(
    workspace: Workspace, photos: list[Path], tmp_path: Path
) -> None:
    photos[3].write_bytes(photos[3].read_bytes()[:-400])
    wrong = [*photos[:6], tmp_path / "жоқ.jpg", *photos[6:]]
    kept, problems = workspace.attachments.keep_all(wrong)
    assert [str(problem).partition(":")[0] for problem in problems] == [
        "The photo 03.jpg is damaged and cannot be shown",
        f"There is no file {tmp_path / 'жоқ.jpg'}",
    ]
    assert len(kept) == len(photos) - 1
    assert len(list_kept(workspace.folder)) == len(photos) - 1


def test_a_name_is_on_the_disk_before_anybody_is_told(
    workspace: Workspace, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes before the rename, each folder after the last rename in it, and once for all."""
    done: list[tuple[str, Path]] = []
    writes: dict[int, Path] = {}
    fsync, replace, sync = os.fsync, Path.replace, disk.sync_folder

    def note_bytes(handle: int) -> None:
        fsync(handle)
        done.append(("bytes", Path(f"/proc/self/fd/{handle}").readlink()))

    def note_rename(self: Path, target: Path) -> Path:
        done.append(("rename from", self))
        done.append(("rename", target.parent))
        writes[len(writes)] = target.parent
        return replace(self, target)

    def note_folder(folder: Path) -> None:
        done.append(("names", folder))
        sync(folder)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("what a handle belongs to is told by Linux")
    monkeypatch.setattr(os, "fsync", note_bytes)
    monkeypatch.setattr(Path, "replace", note_rename)
    monkeypatch.setattr(many_files, "sync_folder", note_folder)
    kept, _ = workspace.attachments.keep_all(photos)
    assert len(kept) == len(photos)
    for place, (what, path) in enumerate(done):
        if what == "rename from":
            assert ("bytes", path) in done[:place]
    root = workspace.folder / ATTACHMENT_FOLDER
    last = max(place for place, (what, _) in enumerate(done) if what == "rename")
    synced = [path for what, path in done[last:] if what == "names"]
    assert {*writes.values(), root, workspace.folder} == set(synced)
    assert len(synced) == len(set(synced))
    assert not any(what == "names" for what, _ in done[:last])


def test_a_file_that_another_batch_has_just_renamed_is_synced_here_too(
    workspace: Workspace, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.attachments.keep_all(photos)
    synced: list[Path] = []
    monkeypatch.setattr(many_files, "sync_folder", synced.append)
    kept, _ = workspace.attachments.keep_all(photos[:2])
    for file in kept:
        path = attachment_path(workspace.folder, file.sha256, file.media_type)
        assert path.parent in synced


def test_a_folder_that_cannot_be_synced_keeps_nothing(
    workspace: Workspace, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(many_files, "sync_folder", refuse)
    with pytest.raises(StoreProblem, match="nothing can be written to the folder"):
        workspace.attachments.keep_all(photos)


def test_cancelling_ends_all_of_them(workspace: Workspace, photos: list[Path]) -> None:
    told: list[int] = []
    with pytest.raises(AttachingCancelled):
        workspace.attachments.keep_all(
            photos, lambda done, _total: told.append(done), lambda: len(told) >= 2
        )
    assert len(told) < len(photos)
    assert [name for name in list_kept(workspace.folder) if ".part" in name] == []
    assert not [thread for thread in threading.enumerate() if thread.name == "attaching"]


def test_a_mistake_of_ours_is_not_hidden(
    workspace: Workspace, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(attachment_files, "find_media_type", stumble)
    with pytest.raises(ZeroDivisionError):
        workspace.attachments.keep_all(photos)
    assert not [thread for thread in threading.enumerate() if thread.name == "attaching"]
