"""Opens every page of the window and goes round them; reports times and the memory at the end.

Arguments: the settings that name the workspace. A time is from the click on a step until the page
has been painted. `seconds` is the 95th percentile of warm switches, `gap` the longest stretch that
the window stood still while a page was visited for the first time, `whole` the longest time until
such a page was built to its end, `memory` what the process holds with all pages open.
"""

from __future__ import annotations

import os
import sys
from time import perf_counter

os.environ["BASTAMA_SETTINGS"] = sys.argv[1]

from event_gaps import GapRecorder
from measuring import read_memory
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from main import main

ROUNDS = 20
REST_MS = 150
FIRST_REST_MS = 3000


def switch(window: QWidget, step: str) -> float:
    """Click a step and return the seconds until its page has been painted."""
    began_at = perf_counter()
    QTest.mouseClick(window.side.steps[step], Qt.MouseButton.LeftButton)
    window.view.page().repaint()
    QApplication.processEvents()
    return perf_counter() - began_at


def visit_first(window: QWidget, step: str) -> tuple[float, float]:
    """Return the longest gap of a first visit, and the seconds until the page was whole."""
    recorder = GapRecorder()
    recorder.begin()
    began_at = perf_counter()
    QTest.mouseClick(window.side.steps[step], Qt.MouseButton.LeftButton)
    # Its modules may be on their way.
    while window.view.step() != step or not window.view.page().is_whole():
        QTest.qWait(1)
    whole = perf_counter() - began_at
    # What comes after it belongs to the visit as well.
    QTest.qWait(FIRST_REST_MS)
    recorder.end()
    return recorder.longest, whole


def measure(window: QWidget) -> None:
    """Visit every page once, then go round; print and end."""
    steps = list(window.side.steps)
    QTest.qWait(FIRST_REST_MS)
    first = {step: visit_first(window, step) for step in steps}
    warm: list[float] = []
    for _ in range(ROUNDS):
        for step in steps:
            warm.append(switch(window, step))
            QTest.qWait(REST_MS)
    print("seconds", sorted(warm)[int(len(warm) * 0.95)])
    print("slowest", max(warm) * 1000)
    print("gap", max(gap for gap, _whole in first.values()) * 1000)
    print("whole", max(whole for _gap, whole in first.values()) * 1000)
    print("memory", read_memory())
    for step, (gap, whole) in first.items():
        print(f"first visit of {step}: whole after {whole * 1000:.0f} ms, gap {gap * 1000:.0f} ms")
    sys.stdout.flush()
    os._exit(0)


def watch() -> None:
    """Begin as soon as the window can be used."""
    window = next(found for found in QApplication.topLevelWidgets() if hasattr(found, "ready"))
    window.ready.connect(lambda: QTimer.singleShot(0, lambda: measure(window)))


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    QTimer.singleShot(0, watch)
    sys.exit(f"The window ended before it was used: {main([])}")
