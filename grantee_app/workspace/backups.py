"""The backups of a workspace; how one is made and checked is the store's business."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grantee_app.store.safety import backup
from grantee_app.store.safety.backup import BACKUP_FOLDER, Backup, BackupInfo, Reason

if TYPE_CHECKING:
    from grantee_app.workspace.workspace import Workspace


class Backups:
    """What a workspace can do with its backups."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def make(self, reason: Reason, second: Path | None = None) -> Backup | None:
        """Back up the workspace beside the writer, on any thread; as `backup.make_backup`.

        None for a workspace in memory. Old backups stay while damage is suspected.
        """
        if self._workspace.path is None:
            return None
        return backup.make_backup(
            self._workspace.path,
            self._workspace.path.parent / BACKUP_FOLDER,
            reason,
            key=self._workspace.key,
            second=second,
            may_rotate=self._workspace.health is None or self._workspace.health.is_ok,
        )

    def list_all(self) -> list[BackupInfo]:
        """Return the backups of the workspace with what is inside them, the newest first."""
        path, key = self._workspace.path, self._workspace.key
        return [] if path is None else backup.list_backups(path.parent / BACKUP_FOLDER, key=key)

    def find_holding(self, row_id: str) -> list[BackupInfo]:
        """Return the backups whose bytes still hold the record, in this workspace's folder."""
        key = self._workspace.key
        return [info for info in self.list_all() if backup.holds_record(info, row_id, key)]
