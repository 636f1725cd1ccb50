"""The password of a workspace: asked for, set, changed, removed, while nobody has it open.

A window calls these on a worker and opens the workspace with the key it gets. What is encrypted,
and in which order, is the store's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from grantee_app.store.attachments.files import IsCancelled, Progress
from grantee_app.store.encryption import unlocking
from grantee_app.store.encryption.unlocking import (
    WorkspaceLocked,
    WrongPassword,
    WrongRecoveryCode,
    judge_password,
    seconds_to_wait,
)
from grantee_app.store.lock import acquire_lock
from grantee_app.store.safety.backup import BackupInfo
from grantee_app.store.safety.replacement import finish_replacement
from grantee_app.workspace.workspace import DATABASE_NAME

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey
    from grantee_app.store.encryption.protecting import Protected
    from grantee_app.store.encryption.recovery_code import RecoveryCode

__all__ = [
    "WorkspaceLocked",
    "WrongPassword",
    "WrongRecoveryCode",
    "change_password",
    "finish_protection",
    "is_protected",
    "judge_password",
    "list_plain_files",
    "make_new_recovery_code",
    "needs_finishing",
    "protect_workspace",
    "remove_password",
    "seconds_to_wait",
    "unlock",
    "unlock_backup",
    "unlock_with_recovery_code",
]

# ruff: noqa: PLC0415 (what encrypts is loaded for who has a password)


def is_protected(folder: Path) -> bool:
    """Tell whether the workspace in `folder` opens with a password only; quick, asks nothing."""
    return unlocking.is_protected(folder / DATABASE_NAME)


def unlock(folder: Path, password: str) -> DataKey:
    """Return the key for `Workspace.open`; half a second, longer after three wrong attempts.

    WrongPassword; StoreProblem when the key file is gone or damaged.
    """
    return unlocking.unlock(folder / DATABASE_NAME, password)


def unlock_with_recovery_code(folder: Path, typed: str) -> DataKey:
    """Return the key by the code of the sheet, as somebody typed it.

    DataProblem when it was mistyped, WrongRecoveryCode when it belongs elsewhere or is an old one.
    """
    return unlocking.unlock_with_recovery_code(folder / DATABASE_NAME, typed)


def unlock_backup(info: BackupInfo, password: str) -> DataKey:
    """Return the key of a backup that is locked, out of the key files beside it; as `unlock`."""
    return unlocking.unlock_folder(info.path.parent, password)


def protect_workspace(
    folder: Path,
    password: str,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    second: Path | None = None,
) -> Protected:
    """Set a password: encrypt database, attachments and backups; return the recovery code to print.

    `second` is the second place for backups, if it is connected. `progress` gets bytes done and in
    all. DataProblem of a weak password, StoreProblem, WorkspaceInUse, AttachingCancelled: then
    nothing has changed.
    """
    from grantee_app.store.encryption import protecting

    with _closed(folder) as database:
        return protecting.protect_database(
            database, password, progress, is_cancelled, second=second
        )


def change_password(
    folder: Path, key: DataKey, new_password: str, *, second: Path | None = None
) -> None:
    """Let `new_password` open the workspace; the old one opens nothing here any more.

    Get the key by the old password or by the recovery code. DataProblem of a weak password.
    """
    from grantee_app.store.encryption import protecting

    with _closed(folder) as database:
        protecting.change_password(database, key, new_password, second=second)


def make_new_recovery_code(
    folder: Path, key: DataKey, *, second: Path | None = None
) -> RecoveryCode:
    """Return a new recovery code to print; the sheet printed before opens nothing any more."""
    from grantee_app.store.encryption import protecting

    with _closed(folder) as database:
        return protecting.change_recovery_code(database, key, second=second)


def remove_password(
    folder: Path,
    key: DataKey,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    second: Path | None = None,
) -> None:
    """Decrypt everything; StoreProblem or AttachingCancelled leave the password in force."""
    from grantee_app.store.encryption import protecting

    with _closed(folder) as database:
        protecting.remove_protection(database, key, progress, is_cancelled, second=second)


def needs_finishing(folder: Path) -> bool:
    """Tell whether setting or removing the password was cut short: opening then takes longer."""
    if not is_protected(folder):
        return False
    file = unlocking.find_key_file(folder)
    return file is not None and not file.is_settled


def finish_protection(
    folder: Path, key: DataKey, progress: Progress | None = None, *, second: Path | None = None
) -> bool:
    """Encrypt what was left plain, as `Workspace.open` does too; tell whether all of it is."""
    from grantee_app.store.encryption import protecting

    with _closed(folder) as database:
        return protecting.finish_protection(database, key, progress, second)


def list_plain_files(folder: Path) -> list[Path]:
    """Return the files in `folder` that anybody can read without the password."""
    from grantee_app.store.encryption import files_beside

    return files_beside.list_plain_files(folder)


@contextmanager
def _closed(folder: Path) -> Iterator[Path]:
    lock = acquire_lock(folder)
    try:
        finish_replacement(folder / DATABASE_NAME)
        yield folder / DATABASE_NAME
    finally:
        lock.release()
