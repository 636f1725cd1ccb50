"""Moves and copies of files that a power cut cannot halve.

Knows bytes and paths; what a file holds, and why it moves, is the caller's business.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

# Windows refuses to move a file while a virus scanner or a viewer holds it, mostly briefly.
MOVE_ATTEMPTS: Final = 10
MOVE_PAUSE_SECONDS: Final = 0.1


def sync_file(path: Path) -> None:
    """Return when the bytes of `path` are on the disk; OSError when they cannot be."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Return when the names in `folder` are on the disk; Windows writes them by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        # Some network and flash-drive file systems know no fsync of a folder.
        return
    finally:
        os.close(handle)


def move_file(
    source: Path,
    target: Path,
    pause: Callable[[float], None] = time.sleep,
    sync: Callable[[Path], object] = sync_folder,
) -> None:
    """Rename `source` to `target`, over what is there, waiting while somebody holds one of them.

    OSError when it cannot be done; both folders' names are on the disk afterwards. Who moves many
    files takes note of the folders by `sync`, and syncs each once.
    """
    for attempt in range(1, MOVE_ATTEMPTS + 1):
        try:
            source.replace(target)
            break
        except PermissionError:
            if attempt == MOVE_ATTEMPTS:
                raise
            pause(MOVE_PAUSE_SECONDS)
    sync(target.parent)
    if source.parent != target.parent:
        sync(source.parent)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file so that `target` is whole and on the disk, or not there at all."""
    part = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(source, part)
        sync_file(part)
        move_file(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_small_file(path: Path, text: str) -> None:
    """Write `text` to `path` whole and on the disk, or leave what stood there."""
    write_whole_file(path, text.encode())


def write_whole_file(path: Path, data: bytes, pause: Callable[[float], None] = time.sleep) -> None:
    """Write `data` to `path` whole and on the disk, or leave what stood there."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        move_file(part, path, pause)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def remove_file(path: Path) -> None:
    """Remove a file if it is there, and its name from the disk."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)
