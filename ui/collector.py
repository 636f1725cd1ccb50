"""Python's garbage is collected on the main thread only.

The collector may destroy widgets, and it runs on whichever thread happens to allocate: a worker
destroying a widget ends the process. So it is switched off and called by a timer instead. During
the start it rests: what is made then stays.

A round takes a microsecond for every object it looks at, and a large project has some hundred
thousand. So it looks at what is new, and what has lived long enough is set apart (`gc.freeze`):
most of it, such as records, dies by itself when nobody refers to it. What was set apart and dies in
a circle is found when Bastama is not in front, or nothing has happened in it for a while: nobody
waits for it then. What is free goes back to the system: glibc keeps what workers and closed pages
have left, up to eight megabytes; Windows gives it back by itself.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from ui.c_memory import find_trimming

LOOK_MS: Final = 250
# Looks until a few new objects are worth a round.
PATIENT_LOOKS: Final = 8
# So many new objects are looked at without delay: each costs a microsecond.
MOST_NEW: Final = 4_000
# After so many of them what lived through a round is looked at once more and set apart.
MOST_LIVING: Final = 10_000
AWAY_MS: Final = 5_000
# Looks between which the window computed nothing to speak of, a typed key costs more, before it
# counts as at rest; and how many looks lie between two rests that are used.
QUIET_LOOKS: Final = 24
QUIET_SECONDS: Final = 0.005
LOOKS_BETWEEN_RESTS: Final = 1_200


class Collector(QObject):
    """Looks through what is new every two seconds, earlier where much was made.

    `read_busy` returns the seconds that this thread has computed so far.
    """

    def __init__(
        self, parent: QObject | None = None, *, read_busy: Callable[[], float] = time.thread_time
    ) -> None:
        super().__init__(parent)
        self._read_busy = read_busy
        self._busy = 0.0
        self._quiet = 0
        # The first rest clears up after the first page.
        self._since_rest = LOOKS_BETWEEN_RESTS
        self._give_back: Callable[..., object] | None = None
        self._looks = 0
        self._living = 0
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._away = QTimer(self, singleShot=True, interval=AWAY_MS)
        self._away.timeout.connect(self.collect_all)

    def begin(self) -> None:
        """Begin to collect; what was made by the start is set apart."""
        gc.freeze()
        self._give_back = find_trimming()
        self._busy = self._read_busy()
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._follow_state)

    def _look(self) -> None:
        self._looks += 1
        self._since_rest += 1
        if self._is_at_rest() and self._since_rest > LOOKS_BETWEEN_RESTS:
            self._since_rest = 0
            self.collect_all()
        elif self._looks >= PATIENT_LOOKS or gc.get_count()[0] >= MOST_NEW:
            self.collect()
        # What is done here is no use of the window.
        self._busy = self._read_busy()

    def _is_at_rest(self) -> bool:
        is_quiet = self._read_busy() - self._busy < QUIET_SECONDS
        self._quiet = self._quiet + 1 if is_quiet else 0
        return self._quiet >= QUIET_LOOKS

    def collect(self) -> None:
        """Collect what is new; set apart what lives when there is much of it."""
        self._looks = 0
        self._living += gc.get_count()[0]
        if self._living < MOST_LIVING:
            gc.collect(1)
            return
        self._collect_and_set_apart()

    def collect_all(self) -> None:
        """Collect everything, also what was set apart: a gap, for when nobody looks."""
        self._looks = 0
        gc.unfreeze()
        self._collect_and_set_apart()

    def _collect_and_set_apart(self) -> None:
        self._living = 0
        gc.collect()
        gc.freeze()
        if self._give_back is not None:
            self._give_back(0)

    def _follow_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._away.stop()
        elif self._timer.isActive():
            self._away.start()

    def end(self) -> None:
        """Give the collecting back to Python."""
        self._timer.stop()
        self._away.stop()
        gc.unfreeze()
        gc.enable()
