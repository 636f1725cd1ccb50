"""Folders that are not what they seem."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from grantee_app.store import connection, places
from grantee_app.store.engine import write_uri
from grantee_app.store.places import (
    PlaceKind,
    find_cloud_service,
    find_file_system,
    is_network_system,
    is_share,
    look_at_place,
)
from grantee_app.store.safety.backup import Reason
from grantee_app.workspace import Workspace

MOUNTS = [
    "/dev/sda1 / ext4 rw 0 0",
    "//server/share /mnt/office\\040files cifs rw 0 0",
    "host:/home /home/aigul/remote fuse.sshfs rw 0 0",
    "/dev/sdb1 /media/flash fuse.ntfs-3g rw 0 0",
    "tmpfs /mnt/x tmpfs rw 0 0",
    "server:/x /mnt/x nfs4 rw 0 0",
    "torn line",
]


@pytest.mark.parametrize(
    ("folder", "kind", "is_network"),
    [
        ("/home/aigul/Bastama", "ext4", False),
        ("/mnt/office files/Bastama", "cifs", True),
        ("/mnt/office filesystem", "ext4", False),
        ("/home/aigul/remote", "fuse.sshfs", True),
        ("/media/flash/a/b", "fuse.ntfs-3g", False),
        ("/mnt/x/y", "nfs4", True),
    ],
)
def test_the_longest_mount_decides(folder: str, kind: str, *, is_network: bool) -> None:
    assert find_file_system(PurePosixPath(folder), MOUNTS) == kind
    assert is_network_system(kind) == is_network


def test_no_mounts_no_network() -> None:
    assert not is_network_system(find_file_system(PurePosixPath("/x"), []))


def test_shares() -> None:
    assert is_share("\\\\server\\share\\")
    assert is_share("\\\\?\\UNC\\server\\share\\")
    assert not is_share("\\\\?\\C:\\")
    assert not is_share("C:\\")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (PureWindowsPath("C:/Users/Айгүл/OneDrive/Документы/Bastama"), "OneDrive"),
        (PureWindowsPath("C:/Users/a/OneDrive - Ауыл қоры/Bastama"), "OneDrive"),
        (PureWindowsPath("D:/Яндекс.Диск/Bastama"), "Яндекс.Диск"),
        (PurePosixPath("/home/a/Yandex.Disk/b"), "Яндекс.Диск"),
        (PurePosixPath("/home/a/Dropbox"), "Dropbox"),
        (PureWindowsPath("G:/Мой диск/Bastama"), "Google Drive"),
        (PureWindowsPath("C:/Users/a/Облако Mail.Ru/b"), "Облако Mail.ru"),
        (PurePosixPath("/home/a/Documents/dropboxes"), None),
        (PureWindowsPath("C:/Users/a/Documents/Bastama"), None),
    ],
)
def test_synced_folders(folder: PurePosixPath, service: str | None) -> None:
    assert find_cloud_service(folder, {}) == service


def test_the_environment_names_a_moved_onedrive() -> None:
    folder = PureWindowsPath("D:/Sync/Bastama")
    assert find_cloud_service(folder, {"OneDrive": "D:\\Sync"}) == "OneDrive"
    assert find_cloud_service(folder, {"OneDrive": "D:\\Syn"}) is None
    assert find_cloud_service(folder, {"OneDrive": ""}) is None


def test_an_ordinary_folder_has_nothing_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "measure_free_space", lambda folder: 10**12)
    monkeypatch.setattr(places, "is_network_drive", lambda folder: False)
    assert look_at_place(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_every_oddity_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / "Dropbox"
    assert [notice.kind for notice in look_at_place(odd)] == [PlaceKind.GONE]
    odd.mkdir()
    monkeypatch.setattr(places, "measure_free_space", lambda folder: 5_400_000)
    monkeypatch.setattr(places, "is_network_drive", lambda folder: True)
    monkeypatch.setattr(places, "is_writable", lambda folder: False)
    notices = {notice.kind: str(notice.said) for notice in look_at_place(odd)}
    assert set(notices) == set(PlaceKind) - {PlaceKind.GONE}
    assert "Only 5 MB" in notices[PlaceKind.LOW_SPACE]


@pytest.mark.parametrize(("is_network", "mode"), [(True, "delete"), (False, "wal")])
def test_no_wal_on_a_network_drive(tmp_path: Path, *, is_network: bool, mode: str) -> None:
    path = tmp_path / "b.sqlite3"
    asked: list[Path] = []

    def predicate(folder: Path) -> bool:
        asked.append(folder)
        return is_network

    for _ in range(2):
        db = connection.open_writer(path, is_network=predicate)
        assert db.execute("PRAGMA journal_mode").fetchone() == (mode,)
        db.conn.close()
    assert asked == [tmp_path, tmp_path]
    # Moved to the other kind of drive, the file follows.
    db = connection.open_writer(path, is_network=lambda folder: not is_network)
    assert db.execute("PRAGMA journal_mode").fetchone() != (mode,)
    db.conn.close()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath("//server/share/Ұйым/b.sqlite3"), "file:////server/share/"),
        (PureWindowsPath("C:/Ұйым/b.sqlite3"), "file:///C:/"),
        (PurePosixPath("/home/a?b#c/b.sqlite3"), "file:///home/a%3Fb%23c/b.sqlite3"),
    ],
)
def test_uris_name_no_foreign_machine(path: PurePosixPath, uri: str) -> None:
    assert write_uri(path).startswith(uri)


def test_a_workspace_in_a_folder_of_strange_name(tmp_path: Path) -> None:
    folder = tmp_path / "Ұйым ? #1 %20 & жоба"
    with Workspace.open(folder) as workspace:
        assert workspace.backups.make(Reason.EXIT) is not None
        assert workspace.backups.list_all()[0].contents is not None
