"""How long the event loop of a Qt window stood still: a timer that should come every 5 ms.

Beats later than asked are gaps. Knows Qt, and nothing of the window that is watched.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter, thread_time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """Seconds without a beat, those of them that the thread was computing, and what was being done.

    What is missing between the two was waited for: workers, or other programs on a busy machine.
    """

    seconds: float
    busy: float
    doing: str


class GapRecorder(QObject):
    """Beats while it runs; `doing` is written by whoever uses the window, for the gaps that come.

    Every gap of at least `least` seconds is kept; `longest` counts all of them.
    """

    def __init__(self, parent: QObject | None = None, *, least: float = 0.05) -> None:
        super().__init__(parent)
        self.doing = ""
        self.gaps: list[Gap] = []
        self.longest = 0.0
        self._least = least
        self._before = self._busy_before = 0.0
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Count from now on."""
        self._before, self._busy_before = perf_counter(), thread_time()
        self._timer.start()

    def end(self) -> None:
        """Count no more; a gap that still lasts is counted."""
        self._timer.stop()
        self._beat()

    def over(self, seconds: float) -> list[Gap]:
        """Return the gaps that lasted longer than `seconds`."""
        return [gap for gap in self.gaps if gap.seconds > seconds]

    def _beat(self) -> None:
        now, busy_now = perf_counter(), thread_time()
        seconds, self._before = now - self._before, now
        busy, self._busy_before = busy_now - self._busy_before, busy_now
        self.longest = max(self.longest, seconds)
        if seconds >= self._least:
            self.gaps.append(Gap(seconds, busy, self.doing))
