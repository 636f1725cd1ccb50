"""Tells when nobody has touched the window for a while.

A key or the mouse in any window of Bastama counts; a minimised window, or one with another in
front, is not touched. A laptop that slept was not either, so the clock on the wall is asked too.
Knows nothing of what follows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

LOOK_EVERY_MS: Final = 5_000
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`idle` is emitted at every look while nobody has touched anything for `minutes`."""

    idle = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        read_clocks: Callable[[], tuple[float, float]] = lambda: (time.monotonic(), time.time()),
    ) -> None:
        super().__init__(parent)
        self._read_clocks = read_clocks
        self._minutes = 0
        self._touched_at = read_clocks()
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)

    def begin(self, minutes: int) -> None:
        """Watch from now on; 0 minutes is never."""
        self.end()
        self._minutes = minutes
        self._touched_at = self._read_clocks()
        app = QCoreApplication.instance()
        if minutes and app is not None:
            app.installEventFilter(self)
            self._clock.start()

    def end(self) -> None:
        """Watch no more."""
        self._clock.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def is_watching(self) -> bool:
        """Tell whether an untouched window will be told of."""
        return self._clock.isActive()

    def look(self) -> None:
        """Compare the clocks with those of the last touch."""
        if self._is_over():
            self.idle.emit()

    def _is_over(self) -> bool:
        limit, now = self._minutes * 60, self._read_clocks()
        gone = [late - early for late, early in zip(now, self._touched_at, strict=True)]
        return bool(limit) and max(gone) >= limit

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a touch; every event goes on."""
        if event.type() in _TOUCHES:
            if self._is_over():
                # The first touch after a sleep comes before the timer.
                QTimer.singleShot(0, self, self.idle.emit)
            self._touched_at = self._read_clocks()
        return False
