"""A second start brings the first window forward: a local socket named by the workspace.

Speaks to processes of the same person on the same machine only. Who may write is the lock's
decision; this is a courtesy between windows.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CALL: Final = b"show\n"
ANSWER: Final = b"here\n"
CONNECT_MS: Final = 700
ANSWER_MS: Final = 2000


def socket_name(folder: Path) -> str:
    """Return the name by which windows on the workspace in `folder` find each other."""
    mark = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return f"bastama-{mark[:24]}"


class OneWindow(QObject):
    """Listens for second starts; `called` follows each."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._name = socket_name(folder)

    def listen(self) -> bool:
        """Begin to listen; only the holder of the workspace's lock may."""
        # A killed window leaves its socket behind.
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.write(ANSWER)
            caller.flush()
            # The caller hangs up once it has read: hanging up first may take the answer along.
            self.called.emit()


def call_first_window(folder: Path, process: int | None = None) -> bool:
    """Ask the window that has the workspace open to come forward; tell whether it answered."""
    if process is not None:
        _allow_foreground(process)
    caller = QLocalSocket()
    caller.connectToServer(socket_name(folder))
    if not caller.waitForConnected(CONNECT_MS):
        return False
    caller.write(CALL)
    caller.flush()
    is_answered = caller.bytesAvailable() > 0 or caller.waitForReadyRead(ANSWER_MS)
    answer = bytes(caller.readAll().data())
    caller.abort()
    return is_answered and answer == ANSWER


if sys.platform == "win32":
    import ctypes

    def _allow_foreground(process: int) -> None:
        # Windows lets a window come forward only with the leave of the one that is in front.
        ctypes.windll.user32.AllowSetForegroundWindow(process)
else:

    def _allow_foreground(process: int) -> None:
        """Elsewhere a window needs nobody's leave."""
