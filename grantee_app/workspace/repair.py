"""Exchanging the database of a workspace that nobody has open: a backup, or what was salvaged."""

from __future__ import annotations

from pathlib import Path

from grantee_app.store.lock import acquire_lock
from grantee_app.store.safety import backup, salvage
from grantee_app.store.safety.backup import BackupInfo, Restored
from grantee_app.store.safety.replacement import finish_replacement
from grantee_app.store.safety.salvage import Salvage, salvaged_path
from grantee_app.workspace.workspace import DATABASE_NAME


def restore_workspace(folder: Path, info: BackupInfo) -> Restored:
    """Put a backup in the place of the database in `folder`, which nobody has open.

    The present one is set aside first. StoreProblem as `backup.restore_backup`.
    """
    lock = acquire_lock(folder)
    try:
        finish_replacement(folder / DATABASE_NAME)
        return backup.restore_backup(info, folder / DATABASE_NAME)
    finally:
        lock.release()


def salvage_workspace(folder: Path, donor: BackupInfo | None = None) -> Salvage:
    """Save what can be read of the damaged database in `folder` into a file beside it.

    Nothing changes until `take_salvaged_workspace`. `donor` and StoreProblem as `salvage.salvage`.
    """
    path = folder / DATABASE_NAME
    lock = acquire_lock(folder)
    try:
        return salvage.salvage(path, salvaged_path(path), donor.path if donor else None)
    finally:
        lock.release()


def take_salvaged_workspace(folder: Path) -> Path:
    """Put what `salvage_workspace` saved in the place of the damaged database.

    Returns the folder where the damaged one now lies. StoreProblem as `replace_database`.
    """
    path = folder / DATABASE_NAME
    lock = acquire_lock(folder)
    try:
        return salvage.take_salvaged(path)
    finally:
        lock.release()
