"""Everything that is handed in, as one folder: papers, attachments, one PDF of them all, a ZIP.

An application and a final report are gathered into the same `Handing`: papers of ours and
enclosures of theirs. `assemble` turns it into a new folder that is whole or not there. Originals
are only read. Knows no window.
"""

from __future__ import annotations

from grantee_app.report.assembly.application import (
    ApplicationChoices,
    compose_papers,
    gather_application,
    what_is_missing,
)
from grantee_app.report.assembly.handing import (
    AssembledFile,
    Assembly,
    AssemblyOptions,
    EnclosedDocument,
    Enclosure,
    Handing,
    Paper,
    Recompressed,
)
from grantee_app.report.assembly.report import gather_report
from grantee_app.report.pdf.render import IsCancelled, Progress

__all__ = [
    "ApplicationChoices",
    "AssembledFile",
    "Assembly",
    "AssemblyOptions",
    "EnclosedDocument",
    "Enclosure",
    "Handing",
    "Paper",
    "Recompressed",
    "assemble",
    "compose_papers",
    "gather_application",
    "gather_report",
    "what_is_missing",
]


def assemble(
    handing: Handing,
    options: AssemblyOptions,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Assembly:
    """Make the folder `handing` is handed in with, and say what was made; on any thread.

    `progress` is told (done, total) at most ten times a second. FileProblem when the drive does
    not take it, Cancelled when `is_cancelled` says so: in both cases nothing is left. A file that
    cannot be read or merged stops nothing and is told of in the result.
    """
    # pypdf takes a while to load: only for who hands something in.
    from grantee_app.report.assembly.assembling import assemble as make  # noqa: PLC0415

    return make(handing, options, progress, is_cancelled)
