"""Waits until a window has found its layout: texts that wrap settle their height in a few rounds.

By looking, not by a guessed time: a busy machine takes longer. Used by the pictures and by the
tests that measure what is seen.
"""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtWidgets import QApplication, QWidget

QUIET_ROUNDS: Final = 5
ROUND_SECONDS: Final = 0.02
MOST_SECONDS: Final = 10.0


def wait_for_layout(window: QWidget) -> None:
    """Turn the events until nothing seen in `window` has moved for five rounds of 20 ms."""
    ends_at = time.monotonic() + MOST_SECONDS
    before, quiet = _note_places(window), 0
    while quiet < QUIET_ROUNDS and time.monotonic() < ends_at:
        time.sleep(ROUND_SECONDS)
        QApplication.processEvents()
        now = _note_places(window)
        quiet = quiet + 1 if now == before else 0
        before = now
    # What the last round put down is laid out as well.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _note_places(window: QWidget) -> list[QRect]:
    return [widget.geometry() for widget in window.findChildren(QWidget) if widget.isVisible()]
