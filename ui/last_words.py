"""What happens when something goes wrong or somebody ends the process.

A mistake of ours goes to the log with its traceback and to the screen as a sentence, and the app
goes on. SIGTERM and SIGINT save before the end. Knows no page.
"""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QtMsgType,
    qInstallMessageHandler,
)

from grantee_app.language.message import Message
from ui.jobs import explain_unforeseen

LOG_BYTES: Final = 200_000
_log = logging.getLogger(__name__)
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def keep_log(path: Path) -> None:
    """Keep warnings and errors in a small file; without a place for it there is no log."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def watch_errors(tell: Callable[[Message], None]) -> None:
    """Send what nobody caught to the log, and `tell` the screen."""

    def take_error(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        _log.error("not caught", exc_info=(kind, error, trace))
        if issubclass(kind, KeyboardInterrupt):
            return
        tell(explain_unforeseen())

    def take_thread_error(said: threading.ExceptHookArgs) -> None:
        # A widget may be touched on the main thread only: a thread's error is for the log.
        error = said.exc_value or said.exc_type()
        _log.error("not caught", exc_info=(said.exc_type, error, said.exc_traceback))

    sys.excepthook = take_error
    threading.excepthook = take_thread_error
    qInstallMessageHandler(_take_qt_message)


def _take_qt_message(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), words)


def watch_signals(end: Callable[[], None], parent: QObject) -> QSocketNotifier:
    """Call `end` on the main thread when the process is asked to stop.

    Python runs a signal's handler only when Qt lets it; a socket wakes Qt.
    """
    reader, writer = socket.socketpair()
    for side in (reader, writer):
        side.setblocking(False)
    signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read, parent)

    def wake() -> None:
        notifier.setEnabled(False)
        end()

    notifier.activated.connect(wake)
    # The sockets live as long as the notifier.
    notifier.setProperty("sides", (reader, writer))
    return notifier
