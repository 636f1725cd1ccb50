"""Setting, changing and removing the password of a workspace that nobody has open.

The form of the database decides: while it is plain the workspace has no password, from the exchange
on it has one, and that exchange is one step (`safety.replacement`). Set: the database first, the
other files after it, and the next opening goes on with what is left. Removed: the other files
first, the database last, and the next opening encrypts again what is already plain. So at any
moment one password, the old or the new, opens everything. The caller holds the workspace's lock.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from grantee_app.errors import DataProblem, StoreProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.store.attachments.files import (
    AttachingCancelled,
    IsCancelled,
    Progress,
)
from grantee_app.store.attachments.views import CACHE_FOLDER, clear_views
from grantee_app.store.disk import move_file, remove_file
from grantee_app.store.encryption.files_beside import (
    Task,
    list_backup_folders,
    list_encrypted,
    plan_sealing,
    plan_unsealing,
    refuse_sealed,
    write_converted,
)
from grantee_app.store.encryption.keys import DataKey, make_data_key
from grantee_app.store.encryption.recovery_code import RecoveryCode, make_recovery_code
from grantee_app.store.encryption.slots import (
    KEY_NAME,
    USUAL_COST,
    Cost,
    KeyFile,
    replace_code,
    replace_password,
    wrap_key,
    write_key_file,
)
from grantee_app.store.encryption.unlocking import (
    WorkspaceLocked,
    find_key_file,
    is_protected,
    judge_password,
    refuse_without_cipher,
)
from grantee_app.store.engine import DATABASE_ERRORS, is_plain
from grantee_app.store.safety.backup import (
    copy_key_file,
)
from grantee_app.store.safety.damage import HealthState, check_database
from grantee_app.store.safety.replacement import (
    incoming_companion,
    incoming_path,
    replace_database,
)

_FAILURES: Final[tuple[type[Exception], ...]] = (*DATABASE_ERRORS, OSError, StoreProblem)
_log = logging.getLogger(__name__)


@frozen
class Protected:
    """What came of setting a password: the code to print, and whether every file is encrypted.

    What is not yet is encrypted at the next opening; `key` opens the workspace now.
    """

    code: RecoveryCode
    key: DataKey
    is_settled: bool


def protect_database(
    database: Path,
    password: str,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    second: Path | None = None,
    cost: Cost = USUAL_COST,
) -> Protected:
    """Encrypt a workspace under `password`, with its attachments and backups.

    `second` is the second place for backups, if it is connected. `progress` gets bytes done and in
    all. DataProblem of a password that is too weak, StoreProblem when the database is damaged or
    cannot be converted, AttachingCancelled: then nothing has changed. What cannot be encrypted
    after the database is left for the next opening.
    """
    refuse_without_cipher()
    refuse_weak(password)
    if is_protected(database):
        raise StoreProblem(message("The workspace has a password already."))
    if check_database(database, full=True).state == HealthState.DAMAGED:
        raise StoreProblem(
            message(
                "The database {name} is damaged: restore a backup, then set the password.",
                name=database.name,
            )
        )
    key, code = make_data_key(), make_recovery_code()
    file = wrap_key(key, password, code, cost)
    try:
        write_converted(database, None, incoming_path(database), key)
        # On the disk before the exchange is decided: without it the new database is lost.
        write_key_file(incoming_companion(database), file)
        if is_cancelled is not None and is_cancelled():
            raise AttachingCancelled
    except BaseException as error:
        for path in (incoming_path(database), incoming_companion(database)):
            path.unlink(missing_ok=True)
        if isinstance(error, _FAILURES):
            raise _say_unconverted(database) from error
        raise
    _exchange(database)
    return Protected(code, key, _settle(database, key, file, progress, second))


def finish_protection(
    database: Path, key: DataKey, progress: Progress | None = None, second: Path | None = None
) -> bool:
    """Encrypt what is still plain in a workspace with a password; tell whether all of it is.

    WorkspaceLocked when `key` is another workspace's.
    """
    folder = database.parent
    file = find_key_file(folder)
    if file is None or file.key_id != key.key_id:
        raise WorkspaceLocked(folder)
    clear_views(folder)
    if not (folder / KEY_NAME).is_file():
        write_key_file(folder / KEY_NAME, file)
    if database.is_file() and is_plain(database):
        _mark(folder, file, is_settled=False)
        file = replace(file, is_settled=False)
        try:
            write_converted(database, None, incoming_path(database), key)
        except _FAILURES as error:
            incoming_path(database).unlink(missing_ok=True)
            raise _say_unconverted(database) from error
        _exchange(database)
    return file.is_settled or _settle(database, key, file, progress, second)


def change_password(
    database: Path,
    key: DataKey,
    password: str,
    *,
    second: Path | None = None,
    cost: Cost = USUAL_COST,
) -> None:
    """Let another password open the workspace and its backups; the recovery code stays.

    Copies of the key file elsewhere go on opening by the old one. DataProblem of a weak password,
    StoreProblem when the key file cannot be written: then the old password opens.
    """
    refuse_weak(password)
    _rewrite(database, key, lambda file: replace_password(file, key, password, cost), second)


def change_recovery_code(
    database: Path, key: DataKey, *, second: Path | None = None
) -> RecoveryCode:
    """Return a new recovery code; the one printed before opens nothing any more."""
    code = make_recovery_code()
    _rewrite(database, key, lambda file: replace_code(file, key, code), second)
    return code


def remove_protection(
    database: Path,
    key: DataKey,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    second: Path | None = None,
) -> None:
    """Decrypt a workspace, its attachments and its backups; no password opens it afterwards.

    Files first, the database last: stopped before that, the password still opens everything and
    the next opening encrypts again. StoreProblem, AttachingCancelled.
    """
    folder = database.parent
    file = find_key_file(folder)
    if file is None or file.key_id != key.key_id:
        raise WorkspaceLocked(folder)
    if check_database(database, key, full=True).state == HealthState.DAMAGED:
        raise StoreProblem(
            message(
                "The database {name} is damaged: restore a backup, then remove the password.",
                name=database.name,
            )
        )
    try:
        _mark(folder, file, is_settled=False)
        clear_views(folder)
        shutil.rmtree(folder / CACHE_FOLDER, ignore_errors=True)
        _work_through(list(plan_unsealing(database, key, second)), progress, is_cancelled)
        refuse_sealed(database, key, second)
        write_converted(database, key, incoming_path(database), None)
    except _FAILURES as error:
        incoming_path(database).unlink(missing_ok=True)
        raise StoreProblem(
            message(
                "The password could not be removed, and it still opens the workspace: check the "
                "disk's free space and repeat."
            )
        ) from error
    _exchange(database)
    forget_keys(database, second)


def forget_keys(database: Path, second: Path | None = None) -> None:
    """Clear away key files that nothing needs any more, in a workspace without a password."""
    folders = [database.parent, *list_backup_folders(database, second)]
    try:
        has_encrypted = any(list_encrypted(folder) for folder in folders)
    except OSError:
        # Nobody knows, and a key too much harms nothing.
        has_encrypted = True
    for folder in folders:
        path = folder / KEY_NAME
        with suppress(OSError):
            if has_encrypted and path.is_file():
                # Something could not be decrypted: its slots stay beside it.
                file = find_key_file(folder)
                if file is not None:
                    move_file(path, folder / f"key-{file.key_id}.json")
            else:
                remove_file(path)


def refuse_weak(password: str) -> None:
    """DataProblem when a password is too short to protect anything."""
    said = judge_password(password)
    if said is not None:
        raise DataProblem(said, "password")


# ---------------------------------------------------------------- the steps


def _settle(
    database: Path, key: DataKey, file: KeyFile, progress: Progress | None, second: Path | None
) -> bool:
    folder = database.parent
    shutil.rmtree(folder / CACHE_FOLDER, ignore_errors=True)
    is_whole = True
    try:
        for beside in list_backup_folders(database, second):
            copy_key_file(folder, beside)
        tasks = list(plan_sealing(database, key, second))
        is_whole = _work_through(tasks, progress, None, goes_on=True)
        # A folder that could not be listed looked empty.
        is_whole = is_whole and not any(plan_sealing(database, key, second))
        if is_whole:
            _mark(folder, file, is_settled=True)
    except _FAILURES as error:
        _log.warning("not everything is encrypted yet: %s", type(error).__name__)
        return False
    return is_whole


def _mark(folder: Path, file: KeyFile, *, is_settled: bool) -> None:
    write_key_file(folder / KEY_NAME, replace(file, is_settled=is_settled))


def _rewrite(
    database: Path, key: DataKey, change: Callable[[KeyFile], KeyFile], second: Path | None
) -> None:
    folder = database.parent
    file = find_key_file(folder)
    if file is None or file.key_id != key.key_id:
        raise WorkspaceLocked(folder)
    try:
        write_key_file(folder / KEY_NAME, change(file))
    except OSError as error:
        raise StoreProblem(
            message("The folder {folder} cannot be written to.", folder=str(folder))
        ) from error
    for beside in list_backup_folders(database, second):
        with suppress(OSError):
            copy_key_file(folder, beside)


def _exchange(database: Path) -> None:
    # The same rows are in the new one, compared one by one: the old one may go.
    aside = replace_database(database, datetime.now(UTC))
    shutil.rmtree(aside, ignore_errors=True)
    with suppress(OSError):
        aside.parent.rmdir()


def _say_unconverted(database: Path) -> StoreProblem:
    return StoreProblem(
        message(
            "The database {name} could not be encrypted, and nothing was changed: check the "
            "disk's free space.",
            name=database.name,
        )
    )


def _work_through(
    tasks: list[Task],
    progress: Progress | None,
    is_cancelled: IsCancelled | None,
    *,
    goes_on: bool = False,
) -> bool:
    total, done = sum(size for size, _ in tasks), 0
    is_whole = True
    for size, task in tasks:
        if is_cancelled is not None and is_cancelled():
            raise AttachingCancelled
        try:
            task()
        except _FAILURES as error:
            if not goes_on:
                raise
            _log.warning("a file could not be encrypted: %s", type(error).__name__)
            is_whole = False
        done += size
        if progress is not None:
            progress(done, total)
    return is_whole
