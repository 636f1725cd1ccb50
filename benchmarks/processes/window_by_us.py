"""Starts the window as `bastama` does, until its first page can be used.

Arguments: the settings that name the workspace with the sample, and the page that was open last.
The report can be used when a letter arrived in its first text, Home when its counted cards are
painted and a key went from one to the next.
"""

import os
import sys

os.environ["BASTAMA_SETTINGS"] = sys.argv[1]

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from typing_probe import end_when_keys_go_on, end_when_usable, find_editor

from main import main

STEP = sys.argv[2]


def watch() -> None:
    """Begin to look as soon as there is a window."""
    window = next(found for found in QApplication.topLevelWidgets() if hasattr(found, "ready"))
    window.ready.connect(lambda: end(window))


def end(window: QWidget) -> None:
    """End when the page that was open last can be used."""
    page = window.view.page()
    if window.view.step() != STEP:
        sys.exit(f"The window opened on {window.view.step()}, not on {STEP}.")
    if STEP == "report":
        end_when_usable(find_editor(window))
    else:
        end_when_keys_go_on(page.body.tiles[0], len(page.body.steps))


app = QApplication(sys.argv[:1])
# The first thing the event loop does, long before anything is ready.
QTimer.singleShot(0, watch)
sys.exit(f"The window ended before it could be used: {main([])}")
