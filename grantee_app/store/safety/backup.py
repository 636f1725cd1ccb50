"""Backups of the database: made beside a running writer, trusted only after a check, restored.

A backup is a whole database of its own in the folder `backups`. It gets its name when it has been
opened and compared, and only then an old one may go. The copy is page by page, so rowids and
everything that leans on them stay. Attached files lie once beside the backups of a folder, whatever
backup speaks of them, and are never rotated. Knows nothing of when a backup is wanted, except the
rule of time.
"""

from __future__ import annotations

import filecmp
import hashlib
import platform
import re
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grantee_app.errors import StoreProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message
from grantee_app.records import Bilingual
from grantee_app.store.attachments.records import CopyReport, copy_new_attachments
from grantee_app.store.disk import copy_file, move_file, remove_file, sync_file
from grantee_app.store.engine import DATABASE_ERRORS, STORAGE_ERRORS, TORN_ERRORS, connect, is_plain
from grantee_app.store.failures import explain_failure
from grantee_app.store.safety.damage import (
    Health,
    HealthState,
    check_database,
    count_rows,
    decode_leniently,
    list_known_steps,
    open_untouched,
    read_steps,
)
from grantee_app.store.safety.replacement import (
    COMPANION,
    incoming_companion,
    incoming_path,
    replace_database,
)
from grantee_app.store.safety.rotation import Made, choose_kept

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

BACKUP_FOLDER: Final = "backups"
BACKUP_EVERY: Final = timedelta(minutes=30)
READ_BYTES: Final = 1 << 20
_NAME: Final = re.compile(r"bastama-(\d{6,})-(\d{8}T\d{6})Z-([a-z-]+)\.sqlite3")
_UNREADABLE: Final[tuple[type[Exception], ...]] = (*TORN_ERRORS, OSError)
# The timer's worker and the closing window may meet.
_ONE_AT_A_TIME: Final = threading.Lock()


class Reason(StrEnum):
    """Why a backup was made; part of its name."""

    EXIT = "exit"
    IMPORT = "import"
    MERGE = "merge"
    RESTORE = "restore"
    MIGRATION = "migration"
    TIMER = "timer"
    BY_HAND = "by-hand"


REASON_WORDS: Final[Mapping[Reason, Message]] = {
    Reason.EXIT: message("on closing"),
    Reason.IMPORT: message("before an import"),
    Reason.MERGE: message("before a merge"),
    Reason.RESTORE: message("before a restore"),
    Reason.MIGRATION: message("before an update of Bastama"),
    Reason.TIMER: message("every half hour"),
    Reason.BY_HAND: message("made by hand"),
}


@frozen
class Contents:
    """What is inside a backup, for a preview."""

    projects: tuple[Bilingual, ...]
    rows: Mapping[str, int]


@frozen
class BackupInfo:
    """One backup; `sequence` is the order of making, whatever the clock said.

    `contents` is None when the backup cannot be read; it `is_locked` when a password would help.
    """

    path: Path
    sequence: int
    made_at: datetime
    reason: Reason
    size: int
    contents: Contents | None = None
    is_locked: bool = False


class SecondState(StrEnum):
    """What became of the copy in the second place."""

    NOT_CHOSEN = "not_chosen"
    WRITTEN = "written"
    ABSENT = "absent"
    FAILED = "failed"


@frozen
class SecondCopy:
    """The state of the second place, and a sentence unless all is well."""

    state: SecondState
    said: Message | None = None


@frozen
class Backup:
    """A backup just made: itself, what was rotated out, the check's result, the second copy.

    `files` tells of the attachments, which lie once beside all backups of a folder.
    """

    info: BackupInfo
    removed: tuple[Path, ...]
    health: Health
    second: SecondCopy
    files: CopyReport


@frozen
class Restored:
    """What a restore set aside: the old files, and a backup of them if one could be made."""

    aside: Path
    before: BackupInfo | None


class BackupFailed(StoreProblem):
    """No backup was made; those that were there are all still there."""

    def __init__(self, why: Message) -> None:
        super().__init__(message("No backup was made. {why}", why=why))


def make_backup(
    database: Path,
    folder: Path,
    reason: Reason,
    *,
    key: DataKey | None = None,
    second: Path | None = None,
    may_rotate: bool = True,
    now: datetime | None = None,
) -> Backup:
    """Copy the database at `database` into `folder`, check the copy, and rotate old ones out.

    Reads only, by a connection of its own: call it on any thread while the writer works. Old
    backups stay when `may_rotate` is false or anything about the copy is doubtful. `second` is a
    folder for one more copy; that it is not there is a state, not an error. With a `key` the
    copy is encrypted, and the key file goes beside it. BackupFailed when there is no good copy;
    nothing is rotated then.
    """
    with _ONE_AT_A_TIME:
        moment = now or datetime.now(UTC)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _clear_parts(folder)
            if key is not None:
                copy_key_file(database.parent, folder)
            info, health = _make_checked_copy(database, folder, reason, moment, key)
            # After the database: what its rows speak of was in its place before they were written.
            files = copy_new_attachments(database.parent, folder, key=key)
            sound = may_rotate and health.is_ok
            removed = rotate_backups(folder) if sound else ()
        except DATABASE_ERRORS as error:
            raise BackupFailed(explain_failure(error, database).message) from error
        except OSError as error:
            raise BackupFailed(
                message("The folder {folder} cannot be written to.", folder=str(folder))
            ) from error
        copied = _copy_to_second(info, database, second, sound, key)
        return Backup(info, removed, health, copied, files)


def copy_database(source: Path, target: Path, key: DataKey | None = None) -> dict[str, int]:
    """Copy a database page by page as of one moment; return the rows of its tables.

    `target` becomes one file without a log, on the disk, encrypted as `source` is; DATABASE_ERRORS
    or OSError if not.
    """
    target.unlink(missing_ok=True)
    target_key = None if is_plain(source) else key
    with (
        closing(open_untouched(source, key)) as reading,
        closing(connect(target, target_key)) as writing,
    ):
        # Fixes the moment: what is counted is what is copied, whoever writes meanwhile.
        reading.execute("BEGIN")
        rows = count_rows(reading)
        writing.execute("PRAGMA journal_mode = OFF")
        writing.execute("PRAGMA synchronous = OFF")
        reading.backup(writing, pages=-1)
        reading.execute("COMMIT")
        writing.execute("PRAGMA journal_mode = DELETE")
    sync_file(target)
    return rows


def list_backups(
    folder: Path, *, look_inside: bool = True, key: DataKey | None = None
) -> list[BackupInfo]:
    """Return the backups in `folder`, the newest first; contents only when `look_inside`."""
    found = [info for path in _list_files(folder) if (info := _read_name(path)) is not None]
    found.sort(key=lambda info: info.sequence, reverse=True)
    if not look_inside:
        return found
    return [_look_inside(info, key) for info in found]


def read_contents(path: Path, key: DataKey | None = None) -> Contents | None:
    """Return what is in the database at `path`; None when it cannot be read."""
    try:
        with closing(open_untouched(path, key)) as connection:
            connection.text_factory = decode_leniently
            rows = count_rows(connection)
            titles = connection.execute(
                "SELECT title_kk, title_ru FROM project ORDER BY starts_on DESC, id"
            ).fetchall()
    except _UNREADABLE:
        return None
    return Contents(tuple(Bilingual(kk=kk, ru=ru) for kk, ru in titles), rows)


def find_good_backup(folder: Path, key: DataKey | None = None) -> BackupInfo | None:
    """Return the newest backup that passes the full check, None when there is none."""
    for info in list_backups(folder, look_inside=False):
        try:
            health = check_database(info.path, key, full=True)
        except StoreProblem:
            continue
        if health.state != HealthState.DAMAGED:
            return replace(info, contents=read_contents(info.path, key))
    return None


def rotate_backups(folder: Path) -> tuple[Path, ...]:
    """Remove the backups that the rule of `rotation` lets go; return them.

    One that is held by another program stays for the next time.
    """
    backups = list_backups(folder, look_inside=False)
    kept = choose_kept([Made(info.sequence, info.made_at) for info in backups])
    removed = []
    for info in backups:
        if info.sequence not in kept:
            with suppress(OSError):
                remove_file(info.path)
                removed.append(info.path)
    return tuple(removed)


def restore_backup(
    info: BackupInfo,
    database: Path,
    now: datetime | None = None,
    *,
    key: DataKey | None = None,
    backup_key: DataKey | None = None,
) -> Restored:
    """Put a backup in the place of the database, which is set aside first.

    The caller holds the lock and has closed the database. Whenever the machine stops, the next
    start opens either the old or the restored one. A workspace with a password, whose `key` is
    given, keeps it: the backup is encrypted or encrypted anew on the way. One without takes over
    the password of an encrypted backup, whose `backup_key` is then needed. StoreProblem when the
    backup is damaged, newer than this program, or cannot be copied: then everything is as before.
    """
    moment = now or datetime.now(UTC)
    source_key = backup_key or key
    check_restorable(info.path, source_key)
    before = None
    # A damaged database cannot be backed up; its files are set aside as they are.
    with suppress(BackupFailed):
        before = make_backup(
            database,
            database.parent / BACKUP_FOLDER,
            Reason.RESTORE,
            key=key,
            may_rotate=False,
            now=moment,
        ).info
    try:
        target_key = _bring_incoming(info.path, database, key, source_key)
        # Only adds what is missing, so that it does no harm if the exchange does not come about.
        copy_new_attachments(
            info.path.parent, database.parent, key=source_key, target_key=target_key
        )
    except STORAGE_ERRORS as error:
        raise StoreProblem(
            message(
                "The backup could not be copied, and nothing was changed: check the disk's free "
                "space and that {name} can be read.",
                name=str(info.path),
            )
        ) from error
    return Restored(replace_database(database, moment), before)


def check_restorable(path: Path, key: DataKey | None = None) -> None:
    """StoreProblem when the backup at `path` is damaged, locked or newer than this program."""
    if key is None and _is_locked(path):
        raise StoreProblem(
            message("The backup {name} is locked: type its password.", name=path.name)
        )
    if check_database(path, key, full=True).state == HealthState.DAMAGED:
        raise StoreProblem(
            message("The backup {name} is damaged: choose another one.", name=path.name)
        )
    try:
        with closing(open_untouched(path, key)) as connection:
            steps = read_steps(connection)
    except DATABASE_ERRORS as error:
        raise explain_failure(error, path) from error
    if set(steps) - set(list_known_steps()):
        raise StoreProblem(
            message(
                "The file {name} was written by a newer Bastama. Update Bastama to open it.",
                name=path.name,
            )
        )


def holds_record(info: BackupInfo, row_id: str, key: DataKey | None = None) -> bool:
    """Tell whether a backup still holds a record, in its tables or in its history.

    Read as bytes: an id is text wherever it stands, and a page that is free holds it too. One that
    is locked and that `key` does not open may hold anything: yes.
    """
    wanted = row_id.encode()
    before = b""
    if not is_plain(info.path) and (key is not None or _is_locked(info.path)):
        return _holds_encrypted(info.path, wanted, key)
    with info.path.open("rb") as file:
        while part := file.read(READ_BYTES):
            if wanted in before + part:
                return True
            before = part[-len(wanted) :]
    return False


def copy_key_file(folder: Path, target: Path) -> None:
    """Put a copy of the key file in `folder` beside the backups in `target`; OSError.

    Backups of an earlier key keep theirs under another name.
    """
    from grantee_app.store.encryption.slots import (  # noqa: PLC0415 (who has a password)
        read_key_file,
        write_key_file,
    )

    own, there = read_key_file(folder / COMPANION), read_key_file(target / COMPANION)
    if own is None or own == there:
        return
    if there is not None and there.key_id != own.key_id:
        move_file(target / COMPANION, target / f"key-{there.key_id}.json")
    write_key_file(target / COMPANION, own)


def needs_backup(last: datetime | None, changed_at: datetime | None, now: datetime) -> bool:
    """Tell whether half an hour has passed since the last backup and there is something new.

    `last` is the moment of the newest backup by sequence. A clock that was set back makes
    neither an endless wait nor a backup every second.
    """
    if changed_at is None:
        return False
    if last is None:
        return True
    if last > now:
        return True
    return changed_at > last and now - last >= BACKUP_EVERY


def second_folder(database: Path, second: Path) -> Path:
    """Return the folder of this workspace's copies in the second place.

    Two machines may share one flash drive: the mark keeps their backups apart.
    """
    workspace = database.absolute().parent
    mark = hashlib.sha256(f"{platform.node()}\n{workspace}".encode()).hexdigest()[:8]
    return second / f"{workspace.name}-{mark}"


def _make_checked_copy(
    database: Path, folder: Path, reason: Reason, moment: datetime, key: DataKey | None
) -> tuple[BackupInfo, Health]:
    sequence = max((info.sequence for info in list_backups(folder, look_inside=False)), default=0)
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
    path = folder / f"bastama-{sequence + 1:06}-{stamp}Z-{reason}.sqlite3"
    part = path.with_name(path.name + ".part")
    try:
        rows = copy_database(database, part, key)
        health = _check_copy(part, rows, key)
        size = part.stat().st_size
        move_file(part, path)
    except BaseException:
        _clear_parts(folder)
        raise
    made_at = moment.astimezone(UTC).replace(microsecond=0)
    contents = read_contents(path, key)
    return BackupInfo(path, sequence + 1, made_at, reason, size, contents), health


def _check_copy(part: Path, rows: Mapping[str, int], key: DataKey | None) -> Health:
    health = check_database(part, key, full=True)
    if health.state == HealthState.DAMAGED:
        raise BackupFailed(health.findings[0])
    with closing(open_untouched(part, key)) as connection:
        if count_rows(connection) != rows or set(read_steps(connection)) - set(list_known_steps()):
            raise BackupFailed(message("The copy differs from the database."))
    return health


def _copy_to_second(
    info: BackupInfo, database: Path, second: Path | None, may_rotate: bool, key: DataKey | None
) -> SecondCopy:
    if second is None:
        return SecondCopy(SecondState.NOT_CHOSEN)
    if not second.is_dir():
        return SecondCopy(
            SecondState.ABSENT,
            message(
                "The second place for backups, {folder}, is not there: "
                "the copy will be made when it is connected.",
                folder=str(second),
            ),
        )
    folder = second_folder(database, second)
    target = folder / info.path.name
    try:
        folder.mkdir(exist_ok=True)
        _clear_parts(folder)
        if key is not None:
            copy_key_file(database.parent, folder)
        copy_file(info.path, target)
        if not filecmp.cmp(info.path, target, shallow=False):
            raise OSError("the copy differs")
        copy_new_attachments(database.parent, folder, key=key)
        if may_rotate:
            rotate_backups(folder)
    except OSError:
        return SecondCopy(
            SecondState.FAILED,
            message(
                "The backup could not be copied to {folder}: check the free space there.",
                folder=str(second),
            ),
        )
    return SecondCopy(SecondState.WRITTEN)


def _bring_incoming(
    backup: Path, database: Path, key: DataKey | None, source_key: DataKey | None
) -> DataKey | None:
    """Write what is to replace `database`; return the key it has then."""
    incoming = incoming_path(database)
    has_own_key = not is_plain(backup)
    if key is not None and (not has_own_key or source_key != key):
        from grantee_app.store.encryption.conversion import convert_database  # noqa: PLC0415

        convert_database(backup, source_key if has_own_key else None, incoming, key)
        return key
    if has_own_key and key is None and source_key is not None:
        _bring_key_file(backup.parent, database, source_key)
    copy_file(backup, incoming)
    return source_key if has_own_key else None


def _bring_key_file(folder: Path, database: Path, key: DataKey) -> None:
    from grantee_app.store.encryption.slots import read_key_file  # noqa: PLC0415

    for path in (folder / COMPANION, *sorted(folder.glob("key-*.json"))):
        found = read_key_file(path)
        if found is not None and found.key_id == key.key_id:
            copy_file(path, incoming_companion(database))
            return
    raise OSError("the key file of the backup is gone")


def _look_inside(info: BackupInfo, key: DataKey | None) -> BackupInfo:
    contents = read_contents(info.path, key)
    return replace(info, contents=contents, is_locked=contents is None and _is_locked(info.path))


def _is_locked(path: Path) -> bool:
    """Tell whether a password is needed for the backup at `path`, as far as can be seen."""
    try:
        return not is_plain(path) and any(path.parent.glob("key*.json"))
    except OSError:
        return False


def _holds_encrypted(path: Path, wanted: bytes, key: DataKey | None) -> bool:
    from grantee_app.store.encryption.pages import decrypt_database  # noqa: PLC0415

    if key is None or read_contents(path, key) is None:
        return True
    return wanted in decrypt_database(path, key).data


def _read_name(path: Path) -> BackupInfo | None:
    match = _NAME.fullmatch(path.name)
    if match is None or match[3] not in set(Reason):
        return None
    try:
        made_at = datetime.strptime(match[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    return BackupInfo(path, int(match[1]), made_at, Reason(match[3]), size)


def _list_files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _clear_parts(folder: Path) -> None:
    for path in _list_files(folder):
        if path.name.startswith("bastama-") and ".sqlite3.part" in path.name:
            with suppress(OSError):
                path.unlink()
