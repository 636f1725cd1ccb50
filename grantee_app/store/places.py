"""What kind of place a folder is: a network drive, a synced folder, full, not to be written to.

Each oddity is one sentence for the window and, for a network drive, another way of writing. Asks
the operating system, never the network; knows no database.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Final

from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message

# Below this a person is warned: some hundred edits, a backup and a report still fit.
LOW_SPACE_BYTES: Final = 200_000_000
_MEGABYTE: Final = 1_000_000

_NETWORK_SYSTEMS: Final = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "sshfs",
        "afs",
        "9p",
        "ncpfs",
        "davfs",
        "ceph",
        "glusterfs",
    ]
)
# FUSE is local as well: NTFS and exFAT disks, encrypted folders, joined disks.
_LOCAL_FUSE: Final = frozenset(
    [
        "fuse.ntfs",
        "fuse.ntfs-3g",
        "fuse.exfat",
        "fuse.gocryptfs",
        "fuse.encfs",
        "fuse.cryfs",
        "fuse.veracrypt",
        "fuse.bindfs",
        "fuse.mergerfs",
        "fuse.fuse-overlayfs",
        "fuse.portal",
        "fuse.snapfuse",
    ]
)
_DRIVE_REMOTE: Final = 4

# By the first words of a folder's name, in lower case; the services add a firm's name or «(1)».
_CLOUD_FOLDERS: Final[Mapping[str, str]] = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "google диск": "Google Drive",
    "my drive": "Google Drive",
    "мой диск": "Google Drive",
    "yandex.disk": "Яндекс.Диск",
    "yandexdisk": "Яндекс.Диск",
    "яндекс.диск": "Яндекс.Диск",
    "mail.ru cloud": "Облако Mail.ru",
    "cloud mail.ru": "Облако Mail.ru",
    "облако mail.ru": "Облако Mail.ru",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "nextcloud": "Nextcloud",
}
_CLOUD_VARIABLES: Final[Mapping[str, str]] = {
    "OneDrive": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "OneDriveCommercial": "OneDrive",
}


class PlaceKind(StrEnum):
    """What may be odd about a folder."""

    NETWORK = "network"
    CLOUD = "cloud"
    READ_ONLY = "read_only"
    LOW_SPACE = "low_space"
    GONE = "gone"


@frozen
class PlaceNotice:
    """One oddity of a folder and the sentence about it."""

    kind: PlaceKind
    said: Message


def look_at_place(folder: Path) -> list[PlaceNotice]:
    """Return what a person should know about the folder of her workspace; mostly nothing.

    Cheap enough to be asked every minute: a drive that was pulled out is `GONE`.
    """
    if not folder.is_dir():
        said = message(
            "The folder {folder} is not there any more: connect its drive, "
            "and what you typed will be saved.",
            folder=str(folder),
        )
        return [PlaceNotice(PlaceKind.GONE, said)]
    return list(_notice(folder))


def _notice(folder: Path) -> Iterator[PlaceNotice]:
    if not is_writable(folder):
        yield PlaceNotice(
            PlaceKind.READ_ONLY,
            message(
                "Nothing can be written to the folder {folder}: you can read, but not change.",
                folder=str(folder),
            ),
        )
    if is_network_drive(folder):
        yield PlaceNotice(
            PlaceKind.NETWORK,
            message(
                "The folder {folder} is on a network drive: work is slower there and safe for one "
                "computer at a time. A folder on this computer is better.",
                folder=str(folder),
            ),
        )
    service = find_cloud_service(folder)
    if service is not None:
        yield PlaceNotice(
            PlaceKind.CLOUD,
            message(
                "{service} copies the folder {folder} while Bastama writes, which can spoil the "
                "database. Keep the workspace elsewhere and let {service} take the backups.",
                service=service,
                folder=str(folder),
            ),
        )
    free = measure_free_space(folder)
    if free is not None and free < LOW_SPACE_BYTES:
        yield PlaceNotice(
            PlaceKind.LOW_SPACE,
            message(
                "Only {megabytes} MB are free on the disk of the workspace: free some space.",
                megabytes=free // _MEGABYTE,
            ),
        )


def is_network_drive(folder: Path) -> bool:
    """Tell whether `folder` lies on another machine; False when the system does not say."""
    if sys.platform == "win32":
        return _is_remote_on_windows(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
        return is_network_system(find_file_system(folder.resolve(), mounts.splitlines()))
    except OSError:
        return False


def find_file_system(folder: PurePath, mounts: Iterable[str]) -> str:
    """Return the type of the file system that holds `folder`, by the lines of /proc/mounts.

    "" when no line fits.
    """
    best, kind = -1, ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(_unescape(fields[1]))
        # Of two mounts on one point the later hides the earlier.
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def is_network_system(kind: str) -> bool:
    """Tell whether a Linux file system of this type is on another machine.

    An unknown FUSE system counts as one: the careful way of writing is right on any drive.
    """
    plain = kind.lower()
    if plain in _NETWORK_SYSTEMS:
        return True
    return plain.startswith("fuse.") and plain not in _LOCAL_FUSE


def is_share(anchor: str) -> bool:
    r"""Tell whether the anchor of a Windows path names a share: `\\server\share`."""
    if anchor.startswith(("\\\\?\\", "\\\\.\\")):
        return anchor[4:].upper().startswith("UNC\\")
    return anchor.startswith("\\\\")


def find_cloud_service(folder: PurePath, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the name of the service that syncs `folder`, None when none seems to."""
    for variable, service in _CLOUD_VARIABLES.items():
        root = environment.get(variable)
        if root and folder.is_relative_to(root):
            return service
    for part in folder.parts:
        name = part.casefold()
        for start, service in _CLOUD_FOLDERS.items():
            if name == start or name.startswith((f"{start} ", f"{start}-", f"{start}_")):
                return service
    return None


def is_writable(folder: Path) -> bool:
    """Tell whether a file can be made in `folder`, by making one: permissions alone may lie."""
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".bastama-"):
            return True
    except OSError:
        return False


def measure_free_space(folder: Path) -> int | None:
    """Return the free bytes on the disk of `folder`, None when the system does not say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _unescape(written: str) -> str:
    # The kernel writes space, tab, newline and backslash as octal numbers.
    for code, character in (("040", " "), ("011", "\t"), ("012", "\n"), ("134", "\\")):
        written = written.replace(f"\\{code}", character)
    return written


if sys.platform == "win32":
    import ctypes

    def _is_remote_on_windows(folder: Path) -> bool:
        # resolve() turns a mapped letter into its share on some systems, and not on others.
        for path in (folder.absolute(), folder.resolve()):
            anchor = path.anchor
            if is_share(anchor):
                return True
            if ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE:
                return True
        return False
else:

    def _is_remote_on_windows(folder: Path) -> bool:
        raise NotImplementedError(folder)
