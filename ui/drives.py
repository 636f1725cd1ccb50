"""The flash drives that are plugged in, by what the system tells of its volumes.

A drive whose kind the system does not tell is taken for one when it hangs where systems put them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStorageInfo

_PLACES: Final = ("/media/", "/run/media/", "/Volumes/")
_FLASH_SYSTEMS: Final = frozenset({"vfat", "exfat", "msdos", "fat32", "fat", "fuseblk", "ntfs"})


def list_flash_drives() -> list[tuple[str, Path]]:
    """Return name and root of every drive that can be written to and is not the computer's own."""
    system = QStorageInfo.root().rootPath()
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if not volume.isValid() or not volume.isReady() or volume.isReadOnly() or root == system:
            continue
        if is_flash(root, bytes(volume.fileSystemType().data()).decode("ascii", "replace")):
            found.append((volume.name() or Path(root).name or root, Path(root)))
    return found


def is_flash(root: str, file_system: str, platform: str = sys.platform) -> bool:
    """Tell whether a volume looks like a flash drive."""
    if platform == "win32":
        # Disks inside are NTFS; what is carried along is nearly always FAT.
        return file_system.lower().startswith(("fat", "exfat"))
    return root.startswith(_PLACES) and (
        platform == "darwin" or file_system.lower() in _FLASH_SYSTEMS
    )
