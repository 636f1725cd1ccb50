"""Copying files into the workspace on a worker, for whoever hangs them on a record.

Knows no record and no widget but a bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grantee_app.store.attachments.files import AttachingCancelled, KeptFile
from ui.jobs import Job, JobStopped

if TYPE_CHECKING:
    from PySide6.QtWidgets import QProgressBar

    from grantee_app.language.message import Message
    from grantee_app.workspace import Workspace

_STEPS: Final = 1000


def copy_files(
    workspace: Workspace, paths: Sequence[Path], job: Job
) -> tuple[list[KeptFile], list[Message]]:
    """Copy the files inside a job; return those kept and what is wrong with the others."""
    try:
        kept, problems = workspace.attachments.keep_all(paths, job.tell_progress, job.is_cancelled)
    except AttachingCancelled as stopped:
        raise JobStopped from stopped
    return kept, [problem.message for problem in problems]


def show_copying(bar: QProgressBar, done: int, total: int) -> None:
    """Show how far the copying is, by files or by the bytes of a single one."""
    # Qt counts in 32 bits, a film in bytes.
    bar.setRange(0, _STEPS)
    bar.setValue(_STEPS * done // max(total, 1))
