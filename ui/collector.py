"""Python's garbage is collected on the main thread only.

The collector may destroy widgets, and it runs on whichever thread happens to allocate: a worker
destroying a widget ends the process. So it is switched off and called by a timer instead. During
the start it rests: what is made then stays.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 2000
FULL_EVERY: Final = 15  # a full round takes tens of milliseconds


class Collector(QObject):
    """Collects young garbage every two seconds, all of it every half a minute."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._round = 0
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def begin(self) -> None:
        """Begin to collect; what was made by the start is never looked at again."""
        gc.freeze()
        self._timer.start()

    def collect(self) -> None:
        """Collect now; every fifteenth time the old generation too."""
        self._round += 1
        gc.collect(2 if self._round % FULL_EVERY == 0 else 1)

    def end(self) -> None:
        """Give the collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
