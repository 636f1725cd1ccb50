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
from ui.crash_report import QuietFormatter, describe_error
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


def keep_log(path: Path) -> Callable[[], None]:
    """Keep warnings and errors in a small file; without a place for it there is no log.

    The returned function ends it, as those of the other two do.
    """
    root = logging.getLogger()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return lambda: None
    handler.setLevel(logging.WARNING)
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)

    def end() -> None:
        root.removeHandler(handler)
        handler.close()

    return end


def watch_errors(tell: Callable[[Message, str], None]) -> Callable[[], None]:
    """Send what nobody caught to the log, and `tell` the screen: a sentence, and a text to send."""

    def take_error(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        _log.error("not caught", exc_info=(kind, error, trace))
        if not issubclass(kind, KeyboardInterrupt):
            tell(explain_unforeseen(), describe_error(error, trace))

    def take_thread_error(said: threading.ExceptHookArgs) -> None:
        # A widget may be touched on the main thread only: a thread's error is for the log.
        error = said.exc_value or said.exc_type()
        _log.error("not caught", exc_info=(said.exc_type, error, said.exc_traceback))

    before = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = take_error, take_thread_error
    qInstallMessageHandler(_take_qt_message)

    def end() -> None:
        sys.excepthook, threading.excepthook = before
        qInstallMessageHandler(None)

    return end


def _take_qt_message(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), words)


def watch_signals(stop: Callable[[], None], parent: QObject) -> Callable[[], None]:
    """Call `stop` on the main thread when the process is asked to end.

    Python runs a signal's handler only when Qt lets it; a socket wakes Qt.
    """
    reader, writer = socket.socketpair()
    for side in (reader, writer):
        side.setblocking(False)
    before_fd = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    before = {
        number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)
    }
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read, parent)

    def wake() -> None:
        notifier.setEnabled(False)
        stop()

    notifier.activated.connect(wake)

    def end() -> None:
        notifier.setEnabled(False)
        notifier.deleteLater()
        signal.set_wakeup_fd(before_fd)
        for number, handler in before.items():
            signal.signal(number, handler)
        for side in (reader, writer):
            side.close()

    return end
