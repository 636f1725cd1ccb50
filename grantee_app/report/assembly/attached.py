"""The files of a workspace as enclosures: opened when they are needed, decrypted on the way."""

from __future__ import annotations

import errno
from typing import BinaryIO

from grantee_app.records.attachment import Attachment
from grantee_app.report.assembly.handing import Enclosure
from grantee_app.store.attachments.files import find_attachment, open_content
from grantee_app.workspace import Workspace


def enclose(workspace: Workspace, attachment: Attachment) -> Enclosure:
    """Return an attachment as it is handed in; nothing of the workspace but its files is read."""
    folder = workspace.path.parent if workspace.path is not None else None
    key = workspace.key

    def open_file() -> BinaryIO:
        if folder is None:
            # The sample lives in memory: it names files and holds none.
            raise FileNotFoundError(errno.ENOENT, attachment.name)
        path = find_attachment(folder, attachment.sha256, attachment.media_type, key)
        return open_content(path, key)

    return Enclosure(
        attachment.name, attachment.media_type, attachment.size, open_file, attachment.sha256
    )
