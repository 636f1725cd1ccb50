"""Writes to the two streams: results to standard output, sentences for a person to the other.

Always UTF-8, on a Windows console and into a pipe too.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TextIO

from grantee_app.cli.failures import OutputProblem
from grantee_app.language.message import message


def prepare_streams() -> None:
    """Make both streams speak UTF-8; a name that is no text is shown by its codes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write_line(text: str = "") -> None:
    """Write a line to standard output; OutputProblem when that cannot be."""
    try:
        print(text)  # noqa: T201 (the command line's own voice)
    except OSError as error:
        raise explain_closed_output() from error


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are; OutputProblem when that cannot be."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise explain_closed_output() from error


def flush_output() -> None:
    """Write out what still waits; OutputProblem when that cannot be."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise explain_closed_output() from error


def write_complaint(text: str) -> None:
    """Write a sentence to standard error; where that is closed nobody listens."""
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)  # noqa: T201


def discard_output() -> None:
    """Let what standard output still holds go nowhere, so that Python can end in peace."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _number(sys.stdout))
        os.close(nowhere)


def explain_closed_output() -> OutputProblem:
    """Return what to say when standard output takes no more."""
    return OutputProblem(
        message("The result could not be written out: the disk is full or the output is closed.")
    )


def _number(stream: TextIO) -> int:
    return stream.fileno()
