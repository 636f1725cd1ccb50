"""Writes what a user asked for, a report or a project file, whole or not at all.

Says in her words what stood in the way; how it is done safely is known by `disk`.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from pathlib import Path

from grantee_app.errors import FileProblem
from grantee_app.language.message import Message, message
from grantee_app.store import disk


def write_output_file(data: bytes, path: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Write `data` to `path`, over what may be there; nothing half-written is ever left.

    FileProblem when it cannot be written; what stood at `path` then still stands there.
    """
    if path.is_dir():
        raise FileProblem(
            message("{name} is a folder: add the name of a file to it.", name=str(path))
        )
    try:
        disk.write_whole_file(path, data, pause)
    except OSError as error:
        raise FileProblem(_explain(error, path)) from error


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
