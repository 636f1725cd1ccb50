"""Backups that lie in another place: a flash drive, the folder of another laptop.

Knows how folders of backups are laid out; what a backup is, `backup` knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from grantee_app.store.safety.backup import BACKUP_FOLDER, BackupInfo, list_backups

# A drive may hold a great many folders; a backup lies at most two below the one that was chosen.
_MOST_FOLDERS: Final = 200


def find_backups(chosen: Path) -> list[BackupInfo]:
    """Return the backups in a folder and below it with what is inside them, the newest first.

    `chosen` may be the folder of the backups, the workspace it belongs to, or the drive with
    either; folders that cannot be read hold none.
    """
    found = {info.path: info for folder in _list_folders(chosen) for info in list_backups(folder)}
    return sorted(found.values(), key=lambda info: (info.made_at, info.sequence), reverse=True)


def _list_folders(chosen: Path) -> list[Path]:
    try:
        below = sorted(path for path in chosen.iterdir() if path.is_dir())
    except OSError:
        below = []
    folders = [chosen, *below[:_MOST_FOLDERS]]
    return folders + [folder / BACKUP_FOLDER for folder in folders]
