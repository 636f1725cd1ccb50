"""What lies in a workspace's folder beside the database, encrypted and decrypted file by file.

Attachments, their bin, backups, what was moved away. Each file is whole in one form or the other at
any moment, and every task may have been done before. When this is done is decided in `protecting`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from grantee_app.errors import StoreProblem
from grantee_app.language.message import message
from grantee_app.records.attachment import SUFFIXES
from grantee_app.store.attachments.files import (
    ATTACHMENT_FOLDER,
    BIN_FOLDER,
    PART_PREFIX,
    SEALED_SUFFIX,
    copy_hashing,
    is_intact,
    list_files,
    make_part_path,
    set_aside,
)
from grantee_app.store.attachments.media_types import find_media_type
from grantee_app.store.disk import move_file, remove_file, sync_folder
from grantee_app.store.encryption.conversion import convert_database
from grantee_app.store.encryption.keys import DataKey
from grantee_app.store.encryption.sealing import SealBroken, is_sealed, open_sealed
from grantee_app.store.encryption.slots import KEY_NAME
from grantee_app.store.engine import DATABASE_ERRORS, is_plain
from grantee_app.store.lock import LOCK_NAME
from grantee_app.store.safety.backup import BACKUP_FOLDER, list_backups, second_folder
from grantee_app.store.safety.damage import HealthState, check_database
from grantee_app.store.safety.replacement import ASIDE_FOLDER
from grantee_app.store.safety.salvage import salvaged_path

_UNKNOWN_SUFFIX: Final = ".bin"
_UNCONVERTED: Final[tuple[type[Exception], ...]] = (*DATABASE_ERRORS, StoreProblem)

# How much work it is in bytes, and the work.
Task = tuple[int, Callable[[], None]]


def list_plain_files(folder: Path) -> list[Path]:
    """Return the files in a workspace's folder that anybody can read without its password.

    Those that hold nothing of hers (the key file, the lock) are left out; files a person put there
    herself are among them.
    """
    harmless = {LOCK_NAME, KEY_NAME, f"{KEY_NAME}.part"}
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.name in harmless or path.match("key-*.json"):
            continue
        with suppress(OSError):
            if path.stat().st_size and not _is_unreadable(path):
                found.append(path)
    return found


def write_converted(
    source: Path, source_key: DataKey | None, target: Path, target_key: DataKey | None
) -> None:
    """Convert a database and check the copy; DATABASE_ERRORS, OSError or StoreProblem if not."""
    convert_database(source, source_key, target, target_key)
    if check_database(target, target_key, full=True).state == HealthState.DAMAGED:
        raise StoreProblem(message("The copy differs from the database."))


def list_backup_folders(database: Path, second: Path | None) -> list[Path]:
    """Return the folders of backups that are there, the second place's among them."""
    folders = [database.parent / BACKUP_FOLDER]
    if second is not None:
        folders.append(second_folder(database, second))
    return [folder for folder in folders if folder.is_dir()]


# ---------------------------------------------------------------- plain to sealed


def plan_sealing(database: Path, key: DataKey, second: Path | None) -> Iterator[Task]:
    """Yield what there is to encrypt beside the database itself."""
    folder = database.parent
    for home in (folder, *list_backup_folders(database, second)):
        # What was cut short, here or anywhere: its source is still there.
        for path in (*home.rglob(f"{PART_PREFIX}*"), *home.rglob("*.sqlite3.part")):
            yield 0, _task(_remove, path)
        for path in _list_open(list_files(home)):
            yield path.stat().st_size, _task(_seal_attachment, path, home, folder, key)
        for path in _list_open(_list_bin(home)):
            yield path.stat().st_size, _task(_seal_in_bin, path, key)
    for beside in list_backup_folders(database, second):
        for info in list_backups(beside, look_inside=False):
            if is_plain(info.path):
                yield info.size, _task(_seal_backup, info.path, key)
    for path in _list_open(_list_leftovers(database)):
        yield path.stat().st_size, _task(_seal_beside, path, key)


def _list_open(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.suffix != SEALED_SUFFIX]


def _seal_attachment(path: Path, home: Path, workspace: Path, key: DataKey) -> None:
    # Named by what it was when it was added: one that changed since goes on being found out.
    name = key.name_content(path.stem)
    target = home / ATTACHMENT_FOLDER / name[:2] / f"{name}{SEALED_SUFFIX}"
    own = workspace / ATTACHMENT_FOLDER / name[:2] / target.name
    target.parent.mkdir(parents=True, exist_ok=True)
    if not _has_sound(target, key) and not (_has_sound(own, key) and _link(own, target)):
        _seal(path, target, key)
    _remove(path)


def _has_sound(path: Path, key: DataKey) -> bool:
    return path.is_file() and is_intact(path, key)


def _seal_in_bin(path: Path, key: DataKey) -> None:
    stem, mark, number = path.stem.partition("_")
    _seal(path, path.with_name(f"{key.name_content(stem)}{mark}{number}{SEALED_SUFFIX}"), key)
    _remove(path)


def _seal_backup(path: Path, key: DataKey) -> None:
    part = path.with_name(path.name + ".part")
    try:
        write_converted(path, None, part, key)
    except _UNCONVERTED:
        part.unlink(missing_ok=True)
        if check_database(path, full=True).state != HealthState.DAMAGED:
            raise
        # Its bytes are kept as they are.
        _seal_beside(path, key)
    else:
        move_file(part, path)


def _seal_beside(path: Path, key: DataKey) -> None:
    _seal(path, path.with_name(path.name + SEALED_SUFFIX), key)
    _remove(path)


def _seal(path: Path, target: Path, key: DataKey) -> None:
    part = make_part_path(target.parent, key)
    try:
        with path.open("rb") as reading:
            copy_hashing(reading, part, key=key)
        with suppress(OSError):
            part.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
        move_file(part, target)
    finally:
        with suppress(OSError):
            _remove(part)


# ---------------------------------------------------------------- sealed to plain


def plan_unsealing(database: Path, key: DataKey, second: Path | None) -> Iterator[Task]:
    """Yield what there is to decrypt beside the database itself."""
    folder = database.parent
    backups = list_backup_folders(database, second)
    for home in (folder, *backups):
        for path in _list_sealed([*list_files(home), *_list_bin(home)]):
            yield path.stat().st_size, _task(_unseal_attachment, path, home, folder, key)
    moved = [path for beside in backups for path in sorted(beside.glob("*.sqlite3*"))]
    moved += _list_leftovers(database)
    for path in _list_sealed(moved):
        yield path.stat().st_size, _task(_unseal_beside, path, key)
    for path in moved:
        if path.suffix == ".sqlite3" and not is_plain(path):
            yield path.stat().st_size, _task(_unseal_database, path, key)


def refuse_sealed(database: Path, key: DataKey, second: Path | None) -> None:
    """OSError when anything that the key still reads is encrypted.

    A folder that could not be listed looked empty, so here every folder must let itself be listed.
    What is broken stays encrypted: no key reads it.
    """
    folder = database.parent
    backups = list_backup_folders(database, second)
    for home in (folder / ATTACHMENT_FOLDER, folder / ASIDE_FOLDER, *backups):
        for place, _, names in os.walk(home, onerror=_refuse_unlisted):
            for path in (Path(place, name) for name in names):
                if _is_left(path, key):
                    raise OSError(f"{path.name} is still encrypted")


def _is_left(path: Path, key: DataKey) -> bool:
    if path.suffix == SEALED_SUFFIX:
        return is_intact(path, key)
    if path.suffix != ".sqlite3" or not path.stat().st_size or is_plain(path):
        return False
    return check_database(path, key, full=True).state != HealthState.DAMAGED


def _refuse_unlisted(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def _list_sealed(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.suffix == SEALED_SUFFIX]


def _unseal_attachment(path: Path, home: Path, workspace: Path, key: DataKey) -> None:
    part = make_part_path(path.parent, None)
    try:
        with open_sealed(path, key) as reading:
            media_type = find_media_type(reading, "any.txt")
            reading.seek(0)
            _, sha256 = copy_hashing(reading, part)
        suffix = _UNKNOWN_SUFFIX if media_type is None else SUFFIXES[media_type]
        name = f"{sha256}{path.stem[64:]}{suffix}"
        in_bin = path.parent.parent.name == BIN_FOLDER
        shelf = path.parent if in_bin else home / ATTACHMENT_FOLDER / sha256[:2]
        shelf.mkdir(parents=True, exist_ok=True)
        own = workspace / ATTACHMENT_FOLDER / sha256[:2] / name
        target = shelf / name
        if not target.is_file() and not (own.is_file() and is_intact(own) and _link(own, target)):
            with suppress(OSError):
                part.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
            move_file(part, target)
        _remove(path)
    except SealBroken:
        # Nobody can read it with any key; kept all the same.
        if path.parent.parent.name != BIN_FOLDER:
            set_aside(path, datetime.now(UTC))
    finally:
        with suppress(OSError):
            _remove(part)


def _unseal_database(path: Path, key: DataKey) -> None:
    part = path.with_name(path.name + ".part")
    try:
        write_converted(path, key, part, None)
    except _UNCONVERTED:
        part.unlink(missing_ok=True)
        if check_database(path, key, full=True).state != HealthState.DAMAGED:
            raise
        # It stays as it is, and the key file with it.
        return
    move_file(part, path)
    for piece in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + piece).unlink(missing_ok=True)


def _unseal_beside(path: Path, key: DataKey) -> None:
    part = make_part_path(path.parent, None)
    try:
        with open_sealed(path, key) as reading:
            copy_hashing(reading, part)
        move_file(part, path.with_name(path.name.removesuffix(SEALED_SUFFIX)))
        _remove(path)
    except SealBroken:
        return
    finally:
        with suppress(OSError):
            _remove(part)


# ---------------------------------------------------------------- where files lie


def _list_bin(home: Path) -> list[Path]:
    folder = home / ATTACHMENT_FOLDER / BIN_FOLDER
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if not path.name.startswith(PART_PREFIX)]


def _list_leftovers(database: Path) -> list[Path]:
    """Return old databases that were moved away, and what was salvaged."""
    aside = database.parent / ASIDE_FOLDER
    saved = salvaged_path(database)
    found = [path for path in sorted(aside.rglob("*")) if path.is_file()]
    return [*found, *sorted(saved.parent.glob(f"{saved.name}*"))]


def list_encrypted(folder: Path) -> list[Path]:
    """Return the backups and moved databases in `folder` that need a key; OSError."""
    for _ in os.walk(folder, onerror=_refuse_unlisted):
        # A folder that cannot be listed would look empty.
        pass
    found = [info.path for info in list_backups(folder, look_inside=False)]
    found += sorted((folder / ASIDE_FOLDER).rglob("*.sqlite3"))
    sealed = sorted((folder / ASIDE_FOLDER).rglob(f"*{SEALED_SUFFIX}"))
    return [path for path in found if path.stat().st_size and not is_plain(path)] + sealed


def _is_unreadable(path: Path) -> bool:
    """Tell whether the file at `path` is of no use without the key, as far as can be seen."""
    if path.suffix == SEALED_SUFFIX:
        return is_sealed(path)
    for piece in ("-wal", "-shm", "-journal", ".part", ".incoming", ".new"):
        # What SQLite keeps beside a database is encrypted as that is.
        owner = path.with_name(path.name.removesuffix(piece))
        if owner != path and piece.startswith("-") and owner.is_file():
            return not is_plain(owner)
    is_database = ".sqlite3" in path.name
    return is_database and not is_plain(path)


def _task(work: Callable[..., None], *given: object) -> Callable[[], None]:
    return lambda: work(*given)


def _link(source: Path, target: Path) -> bool:
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    sync_folder(target.parent)
    return True


def _remove(path: Path) -> None:
    if path.exists():
        # Windows does not let go of a read-only file.
        with suppress(OSError):
            path.chmod(stat.S_IREAD | stat.S_IWRITE)
        remove_file(path)
