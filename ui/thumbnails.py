"""Small pictures of photos, made beside the window: what is asked for last comes first.

Whoever paints asks for a picture and gets it, or nothing and a word when it is there. Only so many
are kept. Knows no widget and no record but the file's own.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from grantee_app.errors import BastamaError

if TYPE_CHECKING:
    from grantee_app.records.attachment import Attachment
    from grantee_app.workspace import Workspace

MOST_KEPT: Final = 400
# What was scrolled past is not worth making.
MOST_WAITING: Final = 60
_log = logging.getLogger(__name__)


class Thumbnails(QObject):
    """`arrived` brings the SHA-256 of a photo whose picture is there now, or cannot be made."""

    arrived = Signal(str)
    _made = Signal(str, object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = workspace.attachments.read_thumbnail
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._waiting: deque[Attachment] = deque(maxlen=MOST_WAITING)
        self._asked: set[str] = set()
        self._wake = threading.Condition()
        self._is_closed = False
        self._thread: threading.Thread | None = None
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def find(self, attachment: Attachment) -> QPixmap | None:
        """Return the picture of a photo; None while it is made, or where there is none."""
        sha256 = attachment.sha256
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
            return self._kept[sha256]
        if attachment.is_photo:
            self._ask(attachment)
        return None

    def has_failed(self, attachment: Attachment) -> bool:
        """Tell whether a photo was looked at and shows nothing."""
        return attachment.sha256 in self._kept and self._kept[attachment.sha256] is None

    def _ask(self, attachment: Attachment) -> None:
        with self._wake:
            if self._is_closed or attachment.sha256 in self._asked:
                return
            if len(self._waiting) == MOST_WAITING:
                self._asked.discard(self._waiting[0].sha256)
            self._asked.add(attachment.sha256)
            self._waiting.append(attachment)
            self._wake.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="thumbnails", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._waiting and not self._is_closed:
                    self._wake.wait()
                if self._is_closed:
                    return
                attachment = self._waiting.pop()
            image = self._make(attachment)
            if not self._is_closed:
                self._made.emit(attachment.sha256, image)

    def _make(self, attachment: Attachment) -> QImage | None:
        try:
            data = self._read(attachment)
        except (BastamaError, OSError) as problem:
            _log.info("no thumbnail: %s", type(problem).__name__)
            return None
        image = QImage.fromData(data) if data else QImage()
        return None if image.isNull() else image

    def _take(self, sha256: str, image: QImage | None) -> None:
        if self._is_closed:
            return
        self._asked.discard(sha256)
        self._kept[sha256] = None if image is None else QPixmap.fromImage(image)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(sha256)

    def close(self) -> None:
        """End the thread; nothing arrives afterwards."""
        with self._wake:
            self._is_closed = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(10)
            self._thread = None
