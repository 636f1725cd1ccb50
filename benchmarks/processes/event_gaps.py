"""How long the event loop of a Qt window stood still: a timer that should come every 5 ms.

Beats later than asked are gaps. Knows Qt, and nothing of the window that is watched.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
# Linux: nanoseconds run, nanoseconds waited for a core, turns.
_QUEUED = Path("/proc/thread-self/schedstat")


@dataclass(frozen=True, slots=True)
class Gap:
    """Seconds without a beat, those of them that the thread was computing, and what was being done.

    `queued` are the seconds in which the thread could have gone on but other programs had all cores
    (0 where the system does not tell). What is still missing was waited for: workers, the disk.
    """

    seconds: float
    busy: float
    queued: float
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
        self._before = self._busy_before = self._queued_before = 0.0
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Count from now on."""
        self._before, self._busy_before = perf_counter(), thread_time()
        self._queued_before = read_queued()
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
        queued_now = read_queued()
        queued, self._queued_before = queued_now - self._queued_before, queued_now
        self.longest = max(self.longest, seconds)
        if seconds >= self._least:
            self.gaps.append(Gap(seconds, busy, queued, self.doing))


def read_queued() -> float:
    """Return the seconds that this thread has waited for a core; 0 where nobody tells."""
    try:
        return int(_QUEUED.read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
