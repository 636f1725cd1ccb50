"""The files of a workspace: added to records, looked at, found again.

What lies in the folder and in the database is the store's business; here it becomes one step of
undo and one sentence when it fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grantee_app.errors import BastamaError
from grantee_app.language.message import message
from grantee_app.records import Attachment
from grantee_app.store.attachments import records as attachments
from grantee_app.store.attachments import views as attachment_views
from grantee_app.store.attachments.files import IsCancelled, KeptFile, Progress, keep_file
from grantee_app.store.attachments.many_files import keep_files
from grantee_app.store.attachments.records import AttachedTo, AttachmentFault
from grantee_app.store.safety.backup import BACKUP_FOLDER

if TYPE_CHECKING:
    from grantee_app.workspace.workspace import Workspace


class Attachments:
    """What a workspace can do with files."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def keep(
        self,
        source: Path,
        progress: Progress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> KeptFile:
        """Copy a file into the folder, on any thread; errors as `attachment_files.keep_file`."""
        key = self._workspace.key
        return keep_file(self._workspace.folder, source, progress, is_cancelled, key=key)

    def keep_all(
        self,
        sources: Sequence[Path],
        progress: Progress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> tuple[list[KeptFile], list[BastamaError]]:
        """Copy many files into the folder, on any thread; as `many_files.keep_files`."""
        workspace = self._workspace
        return keep_files(workspace.folder, sources, progress, is_cancelled, key=workspace.key)

    def record(self, owner: AttachedTo, kept: KeptFile) -> Attachment:
        """Add a kept file to a record, as one step of undo or as part of the change around it.

        Errors as `attachments.record_attachment`.
        """
        with self._workspace.change(message("File added").msgid):
            return attachments.record_attachment(
                self._workspace.db, self._workspace.folder, owner, kept, key=self._workspace.key
            )

    def attach(self, owner: AttachedTo, source: Path) -> Attachment:
        """Keep a file and add it to a record; for a small one, or where nobody waits."""
        return self.record(owner, self.keep(source))

    def remove(self, attachment_id: str) -> None:
        """Take a file away from its record; undo brings it back."""
        with self._workspace.change(message("File removed").msgid):
            attachments.remove_attachment(self._workspace.db, attachment_id)

    def read(self, owner: AttachedTo | None = None) -> list[Attachment]:
        """Return the attachments of one record in their order, or all there are."""
        return attachments.read_attachments(self._workspace.db, owner)

    def open(self, attachment: Attachment) -> Path:
        """Return a read-only copy of a file to open with another program.

        Errors as `attachment_views.open_attachment`.
        """
        return attachment_views.open_attachment(
            self._workspace.folder, attachment, self._workspace.key
        )

    def read_thumbnail(self, attachment: Attachment) -> bytes | None:
        """Return a small JPEG of a photo, None of any other file; errors as `make_thumbnail`."""
        return attachment_views.read_thumbnail(
            self._workspace.folder, attachment, key=self._workspace.key
        )

    def export(self, attachment: Attachment, target: Path) -> Path:
        """Write a file to `target` for strangers, as `attachment_views.export_attachment`."""
        return attachment_views.export_attachment(
            self._workspace.folder, attachment, target, self._workspace.key
        )

    def clear_views(self) -> list[Path]:
        """Remove plain copies that other programs were handed; return those they still hold.

        Does nothing in a workspace without a password. For locking; closing does it too.
        """
        if self._workspace.path is None or self._workspace.key is None:
            return []
        return attachment_views.clear_views(self._workspace.folder)

    def verify(
        self, progress: Progress | None = None, is_cancelled: IsCancelled | None = None
    ) -> list[AttachmentFault]:
        """Return the attachments whose files are missing or changed; every byte is read."""
        if self._workspace.path is None:
            return []
        return attachments.verify_attachments(
            self._workspace.db,
            self._workspace.folder,
            progress,
            is_cancelled,
            key=self._workspace.key,
        )

    def bring_back_missing(self) -> list[Attachment]:
        """Find missing and changed files again in the bin and the backups; return those found."""
        folder = self._workspace.folder
        return attachments.bring_back_missing(
            self._workspace.db, folder, folder / BACKUP_FOLDER, key=self._workspace.key
        )

    def sweep_orphans(self) -> list[Path]:
        """Move files that nothing speaks of into the bin, unless the database is in doubt."""
        workspace = self._workspace
        is_sound = workspace.health is None or workspace.health.is_ok
        if workspace.path is None or not is_sound:
            return []
        return attachments.sweep_orphans(workspace.db, workspace.folder, key=workspace.key)
