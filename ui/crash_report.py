"""The text about a mistake of ours that a person may send: what failed and where, nothing of hers.

Kinds of errors, names of our modules and functions, numbers of lines, versions. No message of an
error, no value, no path: all of these may hold a text or a name.
"""

from __future__ import annotations

import errno
import logging
import platform
import re
import sqlite3
from collections.abc import Iterator
from copy import copy
from pathlib import PurePath
from types import TracebackType
from typing import Final

from grantee_app import __version__

MOST_FRAMES: Final = 30
_PACKAGES: Final = ("PySide6-Essentials", "pypdfium2", "reportlab", "sqlite-utils")
_ROOMS: Final = ("grantee_app", "ui", "main.py", "site-packages", "lib")
# Names of our own making only: a class made at run time may bear anything.
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.<>]{0,79}")


def describe_error(error: BaseException, trace: TracebackType | None = None) -> str:
    """Return the text about an error and the errors that led to it."""
    lines = [f"Bastama {__version__}", *_list_versions(), ""]
    seen: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        lines.append(_name_error(step))
        shown = trace if step is error and trace is not None else step.__traceback__
        lines.extend(_list_frames(shown))
        step = step.__cause__ or step.__context__
        if step is not None:
            lines.append("because of:")
    return "\n".join(lines) + "\n"


class QuietFormatter(logging.Formatter):
    """Writes the errors of a log as `describe_error` does, without their messages."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what another formatter made of the error before is not taken over."""
        quiet = copy(record)
        quiet.exc_text = None
        return super().format(quiet)

    def formatException(self, ei: object) -> str:
        """Return what may be told about an error."""
        error = ei[1] if isinstance(ei, tuple) else None
        return describe_error(error).strip() if isinstance(error, BaseException) else ""


def _list_versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (rarely)

    yield f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            continue


def _name_error(error: BaseException) -> str:
    kind = type(error)
    name = _clean(f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins."))
    code = getattr(error, "sqlite_errorname", None)
    if code is None and isinstance(error, OSError) and error.errno is not None:
        code = errno.errorcode.get(error.errno)
    return f"{name} ({_clean(str(code))})" if code else name


def _list_frames(trace: TracebackType | None) -> Iterator[str]:
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"  {_place(code.co_filename)}:{trace.tb_lineno} {_clean(code.co_name)}")
        trace = trace.tb_next
    yield from frames[-MOST_FRAMES:]


def _place(path: str) -> str:
    """Return a file's path from one of the known rooms on; folders above may name a person."""
    parts = PurePath(path.replace("\\", "/")).parts
    for room in _ROOMS:
        if room in parts:
            start = len(parts) - 1 - parts[::-1].index(room)
            return "/".join(parts[start:])
    return "…"


def _clean(name: str) -> str:
    return name if _NAME.fullmatch(name) else "?"
