"""A new folder, made beside its place under another name and renamed when all of it is there.

Works on a flash drive too: nothing is renamed over, no file is larger than FAT takes, the bytes
are on the drive before the folder has its name, and a drive that is full, locked or pulled out is
told of in a sentence. Knows nothing of what the files hold.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
import uuid
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from grantee_app.errors import FileProblem
from grantee_app.language.message import Message, message
from grantee_app.report.assembly.names import LEAST, MOST_OF_FILE, MOST_OF_PATH, count_units
from grantee_app.store.disk import move_file, sync_folder

PART_PREFIX: Final = ".bastama-"
CHUNK_BYTES: Final = 1 << 20
# A slow drive takes bytes into its cache at once: told progress is true only up to the last sync.
SYNC_BYTES: Final = 8 << 20
MEGABYTE: Final = 1_000_000
MOST_OF_FAT: Final = (1 << 32) - 1
# What is left of a program that was stopped; younger ones may belong to another window.
_FORGOTTEN_SECONDS: Final = 24 * 60 * 60
_PACKED: Final = frozenset({".jpg", ".png", ".mp4", ".mov", ".3gp", ".docx", ".xlsx", ".pptx"})
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_LOCKED: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_GONE: Final = frozenset({errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ESTALE})
# Windows: the media is write-protected; not ready; the device is not connected; no such device.
_WINDOWS_LOCKED: Final = frozenset({19})
_WINDOWS_GONE: Final = frozenset({21, 433, 1006, 1167})

Tick = Callable[[int], None]


class Readable(Protocol):
    """A file to be read from beginning to end."""

    def read(self, size: int) -> bytes:
        """Return the next bytes, b"" at the end."""
        ...


class NewFolder:
    """A folder in the making; everything is written into `path` until `finish` gives it its name.

    Every method but `discard` raises FileProblem when the drive does not take it.
    """

    def __init__(self, parent: Path, name: str) -> None:
        self.parent = parent
        self.name = name
        self.path = parent / f"{PART_PREFIX}{uuid.uuid4().hex[:12]}"
        self.zip_path: Path | None = None
        if not parent.is_dir():
            raise FileProblem(
                message(
                    "There is no folder {name}: create it or choose another one.", name=str(parent)
                )
            )
        self._clear_forgotten()
        try:
            self.path.mkdir()
        except OSError as error:
            raise FileProblem(explain_drive(error, parent)) from error

    @property
    def most_of_name(self) -> int:
        """How long the name of a file may be in it, so that Windows still takes the whole path."""
        room = MOST_OF_PATH - count_units(str(self.parent.absolute())) - count_units(self.name) - 2
        return max(min(MOST_OF_FILE, room), LEAST)

    def need_room(self, size: int) -> None:
        """Say at once when the drive has less than `size` bytes free."""
        try:
            free = shutil.disk_usage(self.parent).free
        except OSError as error:
            raise FileProblem(explain_drive(error, self.parent)) from error
        if free < size:
            raise FileProblem(_say_full(self.parent, size - free))

    def write(self, name: str, data: bytes) -> None:
        """Write a small file."""
        self._put(self.path / name, (data,), lambda _: None)

    def fill(self, name: str, write: Callable[[BinaryIO], None]) -> int:
        """Write a file by whoever knows how, without holding it in memory; return its size."""
        path = self.path / name
        try:
            with path.open("wb") as file:
                write(file)
                size = file.tell()
                _sync(file)
        except OSError as error:
            raise FileProblem(explain_drive(error, self.parent)) from error
        _refuse_huge(size, name)
        return size

    def copy(self, name: str, reading: Readable, tick: Tick) -> int:
        """Copy an open file chunk by chunk and return its size; OSError as `reading` reads.

        `tick` gets the bytes done; whatever it raises ends the copying.
        """
        return self._put(self.path / name, iter(lambda: _read(reading), b""), tick)

    def pack(self, day: date, tick: Tick) -> None:
        """Pack what is in the folder into a ZIP beside it."""
        part = self.parent / f"{self.path.name}.zip"
        self.zip_path = part
        done = 0
        try:
            with part.open("xb") as file, zipfile.ZipFile(file, "w") as packed:
                for path in sorted(self.path.iterdir()):
                    entry = zipfile.ZipInfo(
                        f"{self.name}/{path.name}",
                        (max(day.year, 1980), day.month, day.day, 0, 0, 0),
                    )
                    is_packed = path.suffix in _PACKED
                    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
                    entry.external_attr = 0o644 << 16
                    entry.file_size = path.stat().st_size
                    with path.open("rb") as reading, packed.open(entry, "w") as writing:
                        while chunk := reading.read(CHUNK_BYTES):
                            writing.write(chunk)
                            done += len(chunk)
                            tick(done)
                            _refuse_huge(file.tell(), f"{self.name}.zip")
                packed.close()
                _sync(file)
        except OSError as error:
            raise FileProblem(explain_drive(error, self.parent)) from error

    def finish(self) -> tuple[Path, Path | None]:
        """Give folder and ZIP their names and return them; a taken name gets a number."""
        name, number = self.name, 1
        while (self.parent / name).exists() or (self.parent / f"{name}.zip").exists():
            number += 1
            name = f"{self.name} ({number})"
        folder, packed = self.parent / name, self.parent / f"{name}.zip"
        try:
            sync_folder(self.path)
            move_file(self.path, folder)
            if self.zip_path is not None:
                move_file(self.zip_path, packed)
        except OSError as error:
            raise FileProblem(explain_drive(error, self.parent)) from error
        return folder, packed if self.zip_path is not None else None

    def discard(self) -> None:
        """Remove what was made so far, as far as the drive lets it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self.zip_path is not None:
            with suppress(OSError):
                self.zip_path.unlink()

    def _put(self, path: Path, chunks: Iterable[bytes], tick: Tick) -> int:
        size = synced = 0
        try:
            file = path.open("wb")
        except OSError as error:
            raise FileProblem(explain_drive(error, self.parent)) from error
        with file:
            # What reading raises is the reader's: only what writing raises speaks of the drive.
            for chunk in chunks:
                _refuse_huge(size + len(chunk), path.name)
                try:
                    file.write(chunk)
                    size += len(chunk)
                    if size - synced >= SYNC_BYTES:
                        _sync(file)
                        synced = size
                except OSError as error:
                    raise FileProblem(explain_drive(error, self.parent)) from error
                tick(size)
            try:
                _sync(file)
            except OSError as error:
                raise FileProblem(explain_drive(error, self.parent)) from error
        return size

    def _clear_forgotten(self) -> None:
        with suppress(OSError):
            for path in self.parent.glob(f"{PART_PREFIX}*"):
                if time.time() - path.stat().st_mtime < _FORGOTTEN_SECONDS:
                    continue
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()


def explain_drive(error: OSError, folder: Path) -> Message:
    """Return what to say when a drive did not take what was written to `folder`."""
    code = getattr(error, "winerror", None)
    if error.errno in _FULL:
        return _say_full(folder, 0)
    if error.errno == errno.EFBIG:
        return _say_huge("")
    if error.errno in _LOCKED or code in _WINDOWS_LOCKED:
        return message(
            "Nothing can be written to {folder}: if it is a flash drive, move its lock switch; "
            "else choose another folder.",
            folder=str(folder),
        )
    if error.errno in _GONE or code in _WINDOWS_GONE:
        return message(
            "The drive of {folder} does not answer any more: put it in again and repeat. "
            "Nothing half-made was given a name.",
            folder=str(folder),
        )
    return message(
        "The folder {folder} did not take the files: close the programs that use it, or choose "
        "another folder.",
        folder=str(folder),
    )


def _refuse_huge(size: int, name: str) -> None:
    if size > MOST_OF_FAT:
        raise FileProblem(_say_huge(name))


def _say_huge(name: str) -> Message:
    return message(
        "The file {name} is larger than 4 GB, which flash drives do not take: leave the videos out "
        "and give links to them.",
        name=name,
    )


def _say_full(folder: Path, lacking: int) -> Message:
    return message(
        "There is no room in {folder}: free {megabytes} MB there, or choose another folder.",
        folder=str(folder),
        megabytes=lacking // MEGABYTE + 1,
    )


def _read(reading: Readable) -> bytes:
    return reading.read(CHUNK_BYTES)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
