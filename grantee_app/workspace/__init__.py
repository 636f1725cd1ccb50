"""An open workspace and everything a room above asks of it.

`workspace` opens one and records changes, `attachments` and `backups` are its parts, `repair`
exchanges a database that nobody has open.
"""

from grantee_app.workspace.repair import (
    restore_workspace,
    salvage_workspace,
    take_salvaged_workspace,
)
from grantee_app.workspace.sample import SAMPLE, SAMPLE_ID, read_sample, sample_path
from grantee_app.workspace.workspace import DATABASE_NAME, Changed, Listener, Workspace

__all__ = [
    "DATABASE_NAME",
    "SAMPLE",
    "SAMPLE_ID",
    "Changed",
    "Listener",
    "Workspace",
    "read_sample",
    "restore_workspace",
    "salvage_workspace",
    "sample_path",
    "take_salvaged_workspace",
]
