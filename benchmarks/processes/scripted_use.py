"""Uses the window as a person does, for a while, and reports how long its event loop stood still.

Arguments: the settings that name the workspace, and the seconds of use; 3600 uses it for an hour.
Every gap of 50 ms and more is told with what was being done. `memory` is what the window held at
the end, `peak` the most it held; the process that builds
reports is not in it.
"""

from __future__ import annotations

import os
import sys

os.environ["BASTAMA_SETTINGS"] = sys.argv[1]

from measuring import read_memory, read_peak
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from using import Use

from main import main

LIMIT_SECONDS = 0.1
MOST_TOLD = 40


def tell(use: Use) -> None:
    """Print what was recorded and end."""
    # The process that builds reports is counted once it has ended.
    page = use.parent().view.find_page("report")
    memory, peak = read_memory(), read_peak()
    if page is not None:
        page.end_workers()
    recorder = use.recorder
    print("seconds", recorder.longest)
    print("gaps", len(recorder.over(LIMIT_SECONDS)))
    print("busy", max((gap.busy for gap in recorder.gaps), default=0.0) * 1000)
    print("steps", use.steps_taken)
    print("memory", memory)
    print("peak", peak)
    longest = sorted(recorder.over(LIMIT_SECONDS / 2), key=lambda gap: -gap.seconds)
    for gap in longest[:MOST_TOLD]:
        print(
            f"gap {gap.seconds * 1000:.0f} ms, busy {gap.busy * 1000:.0f}, "
            f"queued {gap.queued * 1000:.0f}: {gap.doing}"
        )
    sys.stdout.flush()
    os._exit(0)


def watch() -> None:
    """Begin as soon as the window can be used; what a start costs is another benchmark."""
    window = next(found for found in QApplication.topLevelWidgets() if hasattr(found, "ready"))
    begun: list[Use] = []

    def begin() -> None:
        if not begun:
            use = Use(window, float(sys.argv[2]))
            use.ended.connect(lambda: tell(use))
            begun.append(use)

    window.ready.connect(begin)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    QTimer.singleShot(0, watch)
    sys.exit(f"The window ended before it was used: {main([])}")
