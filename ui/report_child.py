"""The process that builds reports for the window: asked on stdin, answering on stdout.

A report of a thousand activities takes seconds of computing and a hundred megabytes; here neither
is taken from who is typing. Lives as long as its stdin is open. Knows no Qt.

Frames both ways are a length and a pickle. Only the two ends of a pipe that the window itself made
speak here; the key of a workspace with a password comes this way and by no other.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import traceback
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.report_building import ReportRequest

LENGTH: Final = struct.Struct(">Q")
# The window comes first where there are few processors.
_NICENESS: Final = 5


def main() -> None:
    """Answer requests until the window closes the pipe."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    # Whatever prints must not break a frame.
    sys.stdout = sys.stderr
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    write_frame(answers, ("ready", None))
    while (request := read_frame(asked)) is not None:
        write_frame(answers, _answer(request, answers))


def _answer(request: ReportRequest, answers: IO[bytes]) -> tuple[str, Any]:
    from grantee_app.errors import BastamaError  # noqa: PLC0415 (with the rest of the app)
    from grantee_app.workspace import Workspace  # noqa: PLC0415
    from ui.report_building import build_from  # noqa: PLC0415

    def tell(done: int, total: int) -> None:
        write_frame(answers, ("progress", (done, total)))

    try:
        with Workspace.open_file(request.path, request.key) as reader:
            built = build_from(
                reader,
                request.project_id,
                request.form,
                request.code,
                request.edited_section,
                tell,
                lambda: False,
            )
    except BastamaError as problem:
        return "failed", problem.message
    except Exception as mistake:  # noqa: BLE001 (a process is a border: nothing may pass unseen)
        # Where it happened and no word of what was written.
        return "mistake", (type(mistake).__name__, traceback.format_tb(mistake.__traceback__))
    return "done", built


def read_frame(stream: IO[bytes]) -> Any:
    """Return the next object, None at the end of the stream."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        return None
    return pickle.loads(body)  # noqa: S301 (from our own process, through a pipe we made)


def write_frame(stream: IO[bytes], told: Any) -> None:
    """Send an object; OSError when nobody listens any more."""
    body = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()
