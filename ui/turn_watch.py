"""Workers ask the window's leave before they compute on, so that they never get into its way.

A worker that computes in Python shares the interpreter with the window: each call of Qt that lets
go of it has to wait until it gets it back, and a turn of 60 ms becomes one of 300. So work that
takes long gives way (`grantee_app.giving_way`): every few milliseconds it asks, and goes on when
the event loop has come to answer, which it does between two turns. The dispatcher's own signals
would be cheaper, but where Qt sits on GLib they tell of the end of a turn, not of its beginning.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

# How long a worker computes with one leave.
LEAVE_SECONDS: Final = 0.004
# A turn that lasts longer waits for something, perhaps for this very work.
LONGEST_TURN_SECONDS: Final = 0.3
# All that one job waits for turns to end: a window that is never at rest must not keep it for ever.
PATIENCE_SECONDS: Final = 2.0
# What it waits still where that is over: half of the time is the window's, half of it the job's.
IMPATIENT_SECONDS: Final = 0.004
_LOOK_SECONDS: Final = 0.02


class TurnWatch(QObject):
    """Gives leave from the event loop of its thread, between `begin` and `end`."""

    # Whose leave is asked for; None where there is no window in use.
    current: TurnWatch | None = None
    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked.connect(self._give_leave, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Have workers ask from now on; the event loop must be running."""
        TurnWatch.current = self

    def end(self) -> None:
        """Have nobody ask any more."""
        if TurnWatch.current is self:
            TurnWatch.current = None

    def ask(self) -> threading.Event:
        """Return what is set once the event loop has come to it; called on any thread."""
        leave = threading.Event()
        self._asked.emit(leave)
        return leave

    @Slot(object)
    def _give_leave(self, leave: threading.Event) -> None:
        leave.set()


class Patience:
    """How one job asks for leave; `is_over` tells that it must not wait any longer."""

    def __init__(self, is_over: Callable[[], bool]) -> None:
        self._is_over = is_over
        self._left = PATIENCE_SECONDS
        self._leave_until = 0.0

    def wait(self) -> None:
        """Return when the work may go on: at once while it has leave."""
        now = time.monotonic()
        if now < self._leave_until:
            return
        watch = TurnWatch.current
        if watch is not None:
            leave = watch.ask()
            until = now + max(min(self._left, LONGEST_TURN_SECONDS), IMPATIENT_SECONDS)
            while time.monotonic() < until and not self._is_over():
                if leave.wait(_LOOK_SECONDS):
                    break
            self._left -= time.monotonic() - now
        self._leave_until = time.monotonic() + LEAVE_SECONDS
