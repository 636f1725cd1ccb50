"""Exchanging the database of a workspace that nobody has open: a backup, or what was salvaged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grantee_app.store.lock import acquire_lock
from grantee_app.store.opening import refuse_locked
from grantee_app.store.safety import backup, salvage
from grantee_app.store.safety.backup import BackupInfo, Restored
from grantee_app.store.safety.replacement import finish_replacement
from grantee_app.store.safety.salvage import Salvage, salvaged_path
from grantee_app.workspace.workspace import DATABASE_NAME

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey


def restore_workspace(
    folder: Path,
    info: BackupInfo,
    key: DataKey | None = None,
    backup_key: DataKey | None = None,
) -> Restored:
    """Put a backup in the place of the database in `folder`, which nobody has open.

    The present one is set aside first. `key` is that of the workspace, `backup_key` that of a
    backup with another password. StoreProblem as `backup.restore_backup`, WorkspaceLocked.
    """
    lock = acquire_lock(folder)
    try:
        finish_replacement(folder / DATABASE_NAME)
        refuse_locked(folder / DATABASE_NAME, key)
        return backup.restore_backup(info, folder / DATABASE_NAME, key=key, backup_key=backup_key)
    finally:
        lock.release()


def salvage_workspace(
    folder: Path, donor: BackupInfo | None = None, key: DataKey | None = None
) -> Salvage:
    """Save what can be read of the damaged database in `folder` into a file beside it.

    Nothing changes until `take_salvaged_workspace`. `donor`, `key` and StoreProblem as
    `salvage.salvage`.
    """
    path = folder / DATABASE_NAME
    lock = acquire_lock(folder)
    try:
        refuse_locked(path, key)
        return salvage.salvage(path, salvaged_path(path), donor.path if donor else None, key)
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
