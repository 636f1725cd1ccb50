"""Everything that is handed in, as one folder: papers, attachments, one PDF of them all, a ZIP.

An application and a final report are gathered into the same `Handing`: papers of ours and
enclosures of theirs. `assemble` turns it into a new folder that is whole or not there. Originals
are only read. Knows no window.
"""

from grantee_app.report.assembly.assembling import assemble
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

__all__ = [
    "AssembledFile",
    "Assembly",
    "AssemblyOptions",
    "EnclosedDocument",
    "Enclosure",
    "Handing",
    "Paper",
    "Recompressed",
    "assemble",
]
