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
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from grantee_app.errors import StoreProblem
from grantee_app.language.message import Message, message
from grantee_app.records import Bilingual
from grantee_app.store.attachments.records import CopyReport, copy_new_attachments
from grantee_app.store.disk import copy_file, move_file, remove_file, sync_file
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
from grantee_app.store.safety.replacement import incoming_path, replace_database
from grantee_app.store.safety.rotation import Made, choose_kept

BACKUP_FOLDER: Final = "backups"
BACKUP_EVERY: Final = timedelta(minutes=30)
READ_BYTES: Final = 1 << 20
_NAME: Final = re.compile(r"bastama-(\d{6,})-(\d{8}T\d{6})Z-([a-z-]+)\.sqlite3")
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


@dataclass(frozen=True, slots=True)
class Contents:
    """What is inside a backup, for a preview."""

    projects: tuple[Bilingual, ...]
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup; `sequence` is the order of making, whatever the clock said.

    `contents` is None when the backup cannot be read.
    """

    path: Path
    sequence: int
    made_at: datetime
    reason: Reason
    size: int
    contents: Contents | None = None


class SecondState(StrEnum):
    """What became of the copy in the second place."""

    NOT_CHOSEN = "not_chosen"
    WRITTEN = "written"
    ABSENT = "absent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SecondCopy:
    """The state of the second place, and a sentence unless all is well."""

    state: SecondState
    said: Message | None = None


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup just made: itself, what was rotated out, the check's result, the second copy.

    `files` tells of the attachments, which lie once beside all backups of a folder.
    """

    info: BackupInfo
    removed: tuple[Path, ...]
    health: Health
    second: SecondCopy
    files: CopyReport


@dataclass(frozen=True, slots=True)
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
    second: Path | None = None,
    may_rotate: bool = True,
    now: datetime | None = None,
) -> Backup:
    """Copy the database at `database` into `folder`, check the copy, and rotate old ones out.

    Reads only, by a connection of its own: call it on any thread while the writer works. Old
    backups stay when `may_rotate` is false or anything about the copy is doubtful. `second` is a
    folder for one more copy; that it is not there is a state, not an error. BackupFailed when
    there is no good copy; nothing is rotated then.
    """
    with _ONE_AT_A_TIME:
        moment = now or datetime.now(UTC)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _clear_parts(folder)
            info, health = _make_checked_copy(database, folder, reason, moment)
            # After the database: what its rows speak of was in its place before they were written.
            files = copy_new_attachments(database.parent, folder)
            sound = may_rotate and health.is_ok
            removed = rotate_backups(folder) if sound else ()
        except sqlite3.Error as error:
            raise BackupFailed(explain_failure(error, database).message) from error
        except OSError as error:
            raise BackupFailed(
                message("The folder {folder} cannot be written to.", folder=str(folder))
            ) from error
        return Backup(info, removed, health, _copy_to_second(info, database, second, sound), files)


def copy_database(source: Path, target: Path) -> dict[str, int]:
    """Copy a database page by page as of one moment; return the rows of its tables.

    `target` becomes one plain file without a log, on the disk; sqlite3.Error or OSError if not.
    """
    target.unlink(missing_ok=True)
    with closing(open_untouched(source)) as reading, closing(sqlite3.connect(target)) as writing:
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


def list_backups(folder: Path, *, look_inside: bool = True) -> list[BackupInfo]:
    """Return the backups in `folder`, the newest first; contents only when `look_inside`."""
    found = [info for path in _list_files(folder) if (info := _read_name(path)) is not None]
    found.sort(key=lambda info: info.sequence, reverse=True)
    if not look_inside:
        return found
    return [replace(info, contents=read_contents(info.path)) for info in found]


def read_contents(path: Path) -> Contents | None:
    """Return what is in the database at `path`; None when it cannot be read."""
    try:
        with closing(open_untouched(path)) as connection:
            connection.text_factory = decode_leniently
            rows = count_rows(connection)
            titles = connection.execute(
                "SELECT title_kk, title_ru FROM project ORDER BY starts_on DESC, id"
            ).fetchall()
    except (sqlite3.Error, OSError, MemoryError, UnicodeDecodeError):
        return None
    return Contents(tuple(Bilingual(kk=kk, ru=ru) for kk, ru in titles), rows)


def find_good_backup(folder: Path) -> BackupInfo | None:
    """Return the newest backup that passes the full check, None when there is none."""
    for info in list_backups(folder, look_inside=False):
        try:
            health = check_database(info.path, full=True)
        except StoreProblem:
            continue
        if health.state != HealthState.DAMAGED:
            return replace(info, contents=read_contents(info.path))
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


def restore_backup(info: BackupInfo, database: Path, now: datetime | None = None) -> Restored:
    """Put a backup in the place of the database, which is set aside first.

    The caller holds the lock and has closed the database. Whenever the machine stops, the next
    start opens either the old or the restored one. StoreProblem when the backup is damaged, newer
    than this program, or cannot be copied: then everything is as before.
    """
    moment = now or datetime.now(UTC)
    check_restorable(info.path)
    before = None
    # A damaged database cannot be backed up; its files are set aside as they are.
    with suppress(BackupFailed):
        before = make_backup(
            database, database.parent / BACKUP_FOLDER, Reason.RESTORE, may_rotate=False, now=moment
        ).info
    try:
        copy_file(info.path, incoming_path(database))
        # Only adds what is missing, so that it does no harm if the exchange does not come about.
        copy_new_attachments(info.path.parent, database.parent)
    except OSError as error:
        raise StoreProblem(
            message(
                "The backup could not be copied, and nothing was changed: check the disk's free "
                "space and that {name} can be read.",
                name=str(info.path),
            )
        ) from error
    return Restored(replace_database(database, moment), before)


def check_restorable(path: Path) -> None:
    """StoreProblem when the backup at `path` is damaged or newer than this program."""
    if check_database(path, full=True).state == HealthState.DAMAGED:
        raise StoreProblem(
            message("The backup {name} is damaged: choose another one.", name=path.name)
        )
    with closing(open_untouched(path)) as connection:
        steps = read_steps(connection)
    if set(steps) - set(list_known_steps()):
        raise StoreProblem(
            message(
                "The file {name} was written by a newer Bastama. Update Bastama to open it.",
                name=path.name,
            )
        )


def holds_record(info: BackupInfo, row_id: str) -> bool:
    """Tell whether a backup still holds a record, in its tables or in its history.

    Read as bytes: an id is text wherever it stands, and a page that is free holds it too.
    """
    wanted = row_id.encode()
    before = b""
    with info.path.open("rb") as file:
        while part := file.read(READ_BYTES):
            if wanted in before + part:
                return True
            before = part[-len(wanted) :]
    return False


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
    database: Path, folder: Path, reason: Reason, moment: datetime
) -> tuple[BackupInfo, Health]:
    sequence = max((info.sequence for info in list_backups(folder, look_inside=False)), default=0)
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
    path = folder / f"bastama-{sequence + 1:06}-{stamp}Z-{reason}.sqlite3"
    part = path.with_name(path.name + ".part")
    try:
        rows = copy_database(database, part)
        health = _check_copy(part, rows)
        size = part.stat().st_size
        move_file(part, path)
    except BaseException:
        _clear_parts(folder)
        raise
    made_at = moment.astimezone(UTC).replace(microsecond=0)
    return BackupInfo(path, sequence + 1, made_at, reason, size, read_contents(path)), health


def _check_copy(part: Path, rows: Mapping[str, int]) -> Health:
    health = check_database(part, full=True)
    if health.state == HealthState.DAMAGED:
        raise BackupFailed(health.findings[0])
    with closing(open_untouched(part)) as connection:
        if count_rows(connection) != rows or set(read_steps(connection)) - set(list_known_steps()):
            raise BackupFailed(message("The copy differs from the database."))
    return health


def _copy_to_second(
    info: BackupInfo, database: Path, second: Path | None, may_rotate: bool
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
        copy_file(info.path, target)
        if not filecmp.cmp(info.path, target, shallow=False):
            raise OSError("the copy differs")
        copy_new_attachments(database.parent, folder)
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
