"""Writes a file whole or not at all: beside its place first, then renamed into it.

Knows bytes and paths only.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from grantee_app.errors import FileProblem
from grantee_app.language.message import Message, message

# Windows refuses to replace a file while a virus scanner or a viewer holds it, mostly briefly.
RENAME_ATTEMPTS: Final = 10
RENAME_PAUSE_SECONDS: Final = 0.1


def write_whole_file(data: bytes, path: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Write `data` to `path`, over what may be there; nothing half-written is ever left.

    FileProblem when it cannot be written; what stood at `path` then still stands there.
    """
    if path.is_dir():
        raise FileProblem(
            message("{name} is a folder: add the name of a file to it.", name=str(path))
        )
    part = path.with_name(path.name + ".part")
    try:
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _rename(part, path, pause)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileProblem(_explain(error, path)) from error


def _rename(part: Path, path: Path, pause: Callable[[float], None]) -> None:
    for attempt in range(1, RENAME_ATTEMPTS + 1):
        try:
            part.replace(path)
        except PermissionError:
            if attempt == RENAME_ATTEMPTS:
                raise
            pause(RENAME_PAUSE_SECONDS)
        else:
            return


def _explain(error: OSError, path: Path) -> Message:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return message(
            "There is no folder {name}: create it or choose another one.", name=str(path.parent)
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return message(
            "The disk is full, and {name} could not be written: free some space and repeat.",
            name=str(path),
        )
    return message(
        "The file {name} cannot be written: close the program that holds it open, "
        "or choose another folder.",
        name=str(path),
    )
