"""The files themselves: kept by content in the folder `attachments` of a workspace.

A file's name is the SHA-256 of its bytes, so the same photo is stored once and a changed one is
found out. With a password it is sealed, and its name is a keyed hash; a file says by its suffix
which it is, so a folder may hold both. It is copied beside its place, checked, and renamed into it;
what a stopped program leaves behind is a temporary file or a file nobody refers to. Nothing here
deletes a finished file. Knows no database.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from grantee_app.errors import FileProblem, StoreProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message
from grantee_app.records.attachment import (
    PHOTO_TYPES,
    SUFFIXES,
    VIDEO_TYPES,
    MediaType,
)
from grantee_app.store.attachments.media_types import find_media_type
from grantee_app.store.disk import move_file, sync_folder

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

ATTACHMENT_FOLDER: Final = "attachments"
BIN_FOLDER: Final = ".bin"
SEALED_SUFFIX: Final = ".seal"
PART_PREFIX: Final = ".part-"
CHUNK_BYTES: Final = 1 << 20
MEGABYTE: Final = 1_000_000
MAX_PHOTO_MEGABYTES: Final = 50
MAX_VIDEO_MEGABYTES: Final = 200
MAX_DOCUMENT_MEGABYTES: Final = 100
MAX_NAME_CHARACTERS: Final = 255
PROGRESS_SECONDS: Final = 0.1

_NAME: Final = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{2,5}")
_FULL: Final = frozenset([errno.ENOSPC, errno.EDQUOT])
# The sweep must not move a file that is just being found here already.
PLACING: Final = threading.Lock()

Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


class AttachingCancelled(Exception):  # noqa: N818 (nothing went wrong: somebody asked to stop)
    """The copying was stopped because nobody wants it any more; nothing of it is left."""


@frozen
class KeptFile:
    """A file that lies in its place and waits for the row that refers to it."""

    name: str
    media_type: MediaType
    size: int
    sha256: str


def attachment_path(
    folder: Path, sha256: str, media_type: MediaType, key: DataKey | None = None
) -> Path:
    """Return where the file of this content belongs in the workspace's `folder`."""
    name = sha256 if key is None else key.name_content(sha256)
    suffix = SUFFIXES[media_type] if key is None else SEALED_SUFFIX
    return folder / ATTACHMENT_FOLDER / name[:2] / f"{name}{suffix}"


def find_attachment(
    folder: Path, sha256: str, media_type: MediaType, key: DataKey | None = None
) -> Path:
    """Return where the file of this content lies: as `attachment_path`, or not sealed yet."""
    path = attachment_path(folder, sha256, media_type, key)
    if key is not None and not path.exists():
        plain = attachment_path(folder, sha256, media_type)
        if plain.exists():
            return plain
    return path


def open_content(path: Path, key: DataKey | None = None) -> BinaryIO:
    """Open what a kept file holds, sealed or not; OSError, SealBroken among them."""
    if path.suffix != SEALED_SUFFIX:
        return path.open("rb")
    # What encrypts is loaded for who has a password.
    from grantee_app.store.encryption.sealing import SealBroken, open_sealed  # noqa: PLC0415

    if key is None:
        raise SealBroken(path.name)
    return open_sealed(path, key)


def stored_size(path: Path, size: int) -> int:
    """Return how many bytes a content of `size` bytes has at `path`."""
    if path.suffix != SEALED_SUFFIX:
        return size
    from grantee_app.store.encryption.sealing import sealed_size  # noqa: PLC0415

    return sealed_size(size)


def name_stem(sha256: str, path: Path, key: DataKey | None) -> str:
    """Return the name without suffix that this content has where `path` lies."""
    if key is None or path.suffix != SEALED_SUFFIX:
        return sha256
    return key.name_content(sha256)


def list_files(folder: Path) -> Iterator[Path]:
    """Yield the finished files in the workspace's `folder`, in the order of their names."""
    root = folder / ATTACHMENT_FOLDER
    for shelf in _list_folder(root):
        if len(shelf.name) == 2 and shelf.is_dir():
            for path in _list_folder(shelf):
                if _NAME.fullmatch(path.name) and path.is_file():
                    yield path


def list_parts(folder: Path) -> Iterator[Path]:
    """Yield what copying that was cut short has left in the workspace's `folder`."""
    for path in _list_folder(folder / ATTACHMENT_FOLDER):
        if path.name.startswith(PART_PREFIX):
            yield path


def keep_file(
    folder: Path,
    source: Path,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    key: DataKey | None = None,
    sync: Callable[[Path], object] = sync_folder,
) -> KeptFile:
    """Copy the file `source` into the workspace's `folder`, on any thread; return what it is.

    Sealed when there is a `key`. Its bytes are on the disk, and its name too if `sync` sees to it.

    `progress` gets bytes done and in all. FileProblem when it cannot be read or is not for
    keeping, StoreProblem when the folder cannot be written to, AttachingCancelled: in each case
    nothing is left behind, and `source` is as it was.
    """
    name = _clean_name(source)
    expected = _look_at(source, name)
    root = folder / ATTACHMENT_FOLDER
    part = make_part_path(root, key)
    try:
        root.mkdir(exist_ok=True)
        sync(folder)
        try:
            tick = _Ticker(expected, progress, is_cancelled)
            size, sha256 = _copy(source, part, name, tick, key)
            kept = KeptFile(name, _check_copy(part, name, size, expected, key), size, sha256)
            place_file(part, attachment_path(folder, sha256, kept.media_type, key), key, sync)
        finally:
            with suppress(OSError):
                _make_writable(part)
                part.unlink()
    except OSError as error:
        raise explain_write(error, folder, name, expected) from error
    return kept


def make_part_path(root: Path, key: DataKey | None) -> Path:
    """Return a free temporary path in the folder `root`, for a sealed file when there is a key."""
    suffix = "" if key is None else SEALED_SUFFIX
    return root / f"{PART_PREFIX}{uuid.uuid4().hex}{suffix}"


def place_file(
    part: Path,
    target: Path,
    key: DataKey | None = None,
    sync: Callable[[Path], object] = sync_folder,
) -> None:
    """Rename the whole and written `part` to `target`, unless the same bytes are there already.

    A damaged file at `target` is set aside for it. OSError when it cannot be done. `sync` as in
    `move_file`.
    """
    shelf = target.parent
    if not shelf.is_dir():
        shelf.mkdir(parents=True, exist_ok=True)
        sync(shelf.parent)
    with PLACING:
        if target.exists():
            if is_intact(target, key):
                # Young again: a sweep leaves it alone until its row is written.
                os.utime(target)
                # Who put it there a moment ago may not have synced its name yet.
                sync(shelf)
                sync(shelf.parent)
                return
            set_aside(target, datetime.now(UTC))
        # Another program that is handed the path may look, but not write.
        with suppress(OSError):
            part.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
        move_file(part, target, sync=sync)


def set_aside(path: Path, now: datetime) -> Path:
    """Move a file of the folder `attachments` into its bin, by date; return where it is now."""
    root = path.parent if path.name.startswith(PART_PREFIX) else path.parent.parent
    target = root / BIN_FOLDER / now.astimezone().strftime("%Y-%m-%d") / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    sync_folder(target.parent.parent)
    number, free = 1, target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem}_{number}{target.suffix}")
    move_file(path, free)
    return free


def is_intact(path: Path, key: DataKey | None = None) -> bool:
    """Tell whether the bytes at `path` are those its name tells; OSError as it reads."""
    try:
        sha256 = hash_file(path, key=key)
    except OSError as error:
        if error.errno == errno.EBADMSG:
            return False
        raise
    return name_stem(sha256, path, key) == path.name.partition(".")[0]


def hash_file(
    path: Path, is_cancelled: IsCancelled | None = None, *, key: DataKey | None = None
) -> str:
    """Return the SHA-256 of a file's content, 64 hexadecimal digits; OSError as it reads."""
    digest = hashlib.sha256()
    with open_content(path, key) as file:
        while chunk := file.read(CHUNK_BYTES):
            if is_cancelled is not None and is_cancelled():
                raise AttachingCancelled
            digest.update(chunk)
    return digest.hexdigest()


def copy_hashing(
    reading: BinaryIO,
    part: Path,
    tick: Callable[[int], None] = lambda _: None,
    key: DataKey | None = None,
) -> tuple[int, str]:
    """Copy an open file to `part`, onto the disk; return its size and SHA-256.

    Sealed when there is a `key`. `tick` is called with the bytes done, and whatever it raises ends
    the copying. OSError.
    """
    digest, size = hashlib.sha256(), 0
    with part.open("xb") as writing:
        write, finish = _choose_writer(writing, key)
        while chunk := reading.read(CHUNK_BYTES):
            tick(size)
            digest.update(chunk)
            write(chunk)
            size += len(chunk)
        finish()
        writing.flush()
        os.fsync(writing.fileno())
    tick(size)
    return size, digest.hexdigest()


def _choose_writer(
    writing: BinaryIO, key: DataKey | None
) -> tuple[Callable[[bytes], object], Callable[[], None]]:
    if key is None:
        return writing.write, lambda: None
    from grantee_app.store.encryption.sealing import SealingWriter  # noqa: PLC0415

    sealing = SealingWriter(writing, key)
    return sealing.write, sealing.finish


def explain_write(error: OSError, folder: Path, name: str, size: int) -> StoreProblem:
    """Return what to say when a file of `size` bytes could not be written into `folder`."""
    if error.errno in _FULL:
        return StoreProblem(
            message(
                "The disk is full, and the file {name} was not added: free {megabytes} MB "
                "and add it again.",
                name=name,
                megabytes=size // MEGABYTE + 1,
            )
        )
    return StoreProblem(
        message(
            "The file {name} was not added, because nothing can be written to the folder "
            "{folder}: check its permissions and that its drive is connected.",
            name=name,
            folder=str(folder / ATTACHMENT_FOLDER),
        )
    )


class _Ticker:
    """Passes progress on at most ten times a second and stops when asked to."""

    def __init__(
        self, total: int, progress: Progress | None, is_cancelled: IsCancelled | None
    ) -> None:
        self._total = total
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._told_at = 0.0

    def __call__(self, done: int) -> None:
        if self._is_cancelled is not None and self._is_cancelled():
            raise AttachingCancelled
        now = time.monotonic()
        is_end = done >= self._total
        if self._progress is not None and (is_end or now - self._told_at >= PROGRESS_SECONDS):
            self._told_at = now
            self._progress(min(done, self._total), self._total)


class _Source:
    """The file being copied; that it cannot be read is told apart from a full disk."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name

    def read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            raise FileProblem(_say_unread(self._name)) from error


def _copy(
    source: Path, part: Path, name: str, tick: _Ticker, key: DataKey | None
) -> tuple[int, str]:
    try:
        file = source.open("rb")
    except OSError as error:
        raise FileProblem(_say_unread(name)) from error
    with file:
        return copy_hashing(_Source(file, name), part, tick, key)  # type: ignore[arg-type]


def _look_at(source: Path, name: str) -> int:
    """Return the size of a file that may be kept; FileProblem of any other."""
    try:
        status = source.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileProblem(
                message("{name} is a folder: choose the files inside it.", name=str(source))
            )
        # A pipe or a device may never end.
        if not stat.S_ISREG(status.st_mode):
            raise FileProblem(message("{name} is not a file: choose a file.", name=str(source)))
        if not status.st_size:
            raise FileProblem(message("The file {name} is empty: choose another one.", name=name))
        with source.open("rb") as file:
            media_type = find_media_type(file, name)
    except FileNotFoundError as error:
        raise FileProblem(
            message("There is no file {name}: check its name and its folder.", name=str(source))
        ) from error
    except PermissionError as error:
        raise FileProblem(
            message(
                "The file {name} may not be read: close the program that holds it open, "
                "or copy it into a folder of yours.",
                name=str(source),
            )
        ) from error
    except OSError as error:
        raise FileProblem(_say_unread(name)) from error
    if media_type is None:
        raise FileProblem(_say_unknown(name))
    _refuse_huge(media_type, status.st_size, name)
    return status.st_size


def _check_copy(part: Path, name: str, size: int, expected: int, key: DataKey | None) -> MediaType:
    with open_content(part, key) as file:
        media_type = find_media_type(file, name)
    if size != expected or media_type is None:
        raise FileProblem(
            message(
                "The file {name} changed while it was being copied: close the program that writes "
                "it and add it again.",
                name=name,
            )
        )
    if media_type in PHOTO_TYPES:
        # Pillow is for who has photos: a start without it is shorter.
        from grantee_app.store.attachments.photos import check_photo  # noqa: PLC0415

        with open_content(part, key) as file:
            check_photo(file, name)
    return media_type


def _refuse_huge(media_type: MediaType, size: int, name: str) -> None:
    if media_type in VIDEO_TYPES and size > MAX_VIDEO_MEGABYTES * MEGABYTE:
        said = message(
            "The video {name} has {size} MB, more than {limit} MB: cut it, or add a link to it.",
            name=name,
            size=size // MEGABYTE,
            limit=MAX_VIDEO_MEGABYTES,
        )
    elif media_type in PHOTO_TYPES and size > MAX_PHOTO_MEGABYTES * MEGABYTE:
        said = message(
            "The photo {name} has {size} MB, more than {limit} MB: make it smaller and add it "
            "again.",
            name=name,
            size=size // MEGABYTE,
            limit=MAX_PHOTO_MEGABYTES,
        )
    elif media_type not in VIDEO_TYPES and size > MAX_DOCUMENT_MEGABYTES * MEGABYTE:
        said = message(
            "The file {name} has {size} MB, more than {limit} MB: divide it, or scan it with a "
            "lower quality.",
            name=name,
            size=size // MEGABYTE,
            limit=MAX_DOCUMENT_MEGABYTES,
        )
    else:
        return
    raise FileProblem(said)


def _say_unread(name: str) -> Message:
    return message(
        "The file {name} could not be read to its end: copy it to this computer first and add it "
        "again.",
        name=name,
    )


def _say_unknown(name: str) -> Message:
    return message(
        "The file {name} is of a kind that is not kept here: add a photo (JPEG, PNG, HEIC), "
        "a video (MP4, MOV), a PDF, a Word, Excel or PowerPoint document without macros, "
        "or a plain text (TXT).",
        name=name,
    )


def _clean_name(source: Path) -> str:
    # Linux lets a name be any bytes, a database and a JSON file do not.
    name = os.fsencode(source.name).decode("utf-8", errors="replace")
    return name[-MAX_NAME_CHARACTERS:]


def _make_writable(path: Path) -> None:
    # Windows does not let go of a read-only file.
    path.chmod(stat.S_IREAD | stat.S_IWRITE)


def _list_folder(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
