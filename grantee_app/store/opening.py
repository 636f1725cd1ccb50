"""The steps of a start: finish what was cut short, look for damage, then open.

Never a silent fresh start: a workspace that was used before and cannot be trusted raises
`DamagedDatabase` with all that a recovery page needs. The caller holds the workspace's lock.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from grantee_app.errors import StoreProblem
from grantee_app.language.message import message
from grantee_app.store import connection
from grantee_app.store.encryption.unlocking import (
    WorkspaceLocked,
    find_key_file,
    is_protected,
    list_key_paths,
)
from grantee_app.store.history.triggers import find_missing_triggers
from grantee_app.store.safety.backup import (
    BACKUP_FOLDER,
    BackupInfo,
    find_good_backup,
    list_backups,
)
from grantee_app.store.safety.damage import Health, HealthState, check_database
from grantee_app.store.safety.replacement import finish_replacement, is_unfinished

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey


class DamagedDatabase(StoreProblem):
    """The database is damaged and was left as it is.

    `health` says what was found, `backup` is the newest backup that passed its check, `path` the
    damaged file (it may be gone).
    """

    def __init__(self, path: Path, health: Health, backup: BackupInfo | None) -> None:
        super().__init__(
            message(
                "The database {name} is damaged. It was left untouched; the backups are in the "
                "folder {folder}.",
                name=path.name,
                folder=str(path.parent / BACKUP_FOLDER),
            )
        )
        self.path = path
        self.health = health
        self.backup = backup


def open_checked(path: Path, key: DataKey | None = None) -> tuple[Database, Health | None]:
    """Open the database at `path` for writing, with what the check found (None: it is new).

    Triggers are counted before the writer makes them anew: where one was missing, history may be
    incomplete. DamagedDatabase when it cannot be trusted or is gone; WorkspaceLocked when it
    has a password and there is no `key`; StoreProblem as `open_writer`.
    """
    finish_replacement(path)
    _settle_protection(path, key)
    if not path.exists() and not _was_used(path):
        return connection.open_writer(path), None
    health = check_database(path, key, find_missing_triggers=find_missing_triggers)
    if health.state == HealthState.DAMAGED:
        raise DamagedDatabase(path, health, find_good_backup(path.parent / BACKUP_FOLDER, key))
    return connection.open_writer(path, key), health


def is_begun(path: Path) -> bool:
    """Tell whether there is, or was, a database at `path`."""
    return path.exists() or is_unfinished(path) or _was_used(path)


def refuse_locked(path: Path, key: DataKey | None) -> None:
    """WorkspaceLocked when the database at `path` has a password and `key` does not fit it.

    StoreProblem when there is a `key` and no password any more.
    """
    if not is_protected(path):
        if key is not None:
            raise StoreProblem(message("The workspace has no password."))
        return
    file = find_key_file(path.parent) if key is not None else None
    if key is None or (file is not None and file.key_id != key.key_id):
        raise WorkspaceLocked(path.parent)


def needs_writer(path: Path, key: DataKey | None = None) -> bool:
    """Tell whether `path` must be opened for writing once before it can be read."""
    return is_unfinished(path) or not path.exists() or connection.needs_upgrade(path, key)


def _settle_protection(path: Path, key: DataKey | None) -> None:
    """Finish what setting or removing a password has left to do; WorkspaceLocked without `key`."""
    refuse_locked(path, key)
    if key is None and not list_key_paths(path.parent):
        return
    # What encrypts is loaded for who has a password.
    from grantee_app.store.encryption.protecting import (  # noqa: PLC0415
        finish_protection,
        forget_keys,
    )

    if key is None:
        forget_keys(path)
    else:
        finish_protection(path, key)


def _was_used(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    has_keys = bool(list_key_paths(path.parent))
    backups = list_backups(path.parent / BACKUP_FOLDER, look_inside=False)
    return log.exists() or has_keys or bool(backups)
