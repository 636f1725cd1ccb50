"""Starts the window as `bastama` does, until its first text can be typed into.

The settings name the workspace with the sample.
"""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from typing_probe import end_when_usable, find_editor

from main import main


def watch() -> None:
    window = next(found for found in QApplication.topLevelWidgets() if hasattr(found, "ready"))
    window.ready.connect(lambda: end_when_usable(find_editor(window)))


app = QApplication(sys.argv[:1])
# The first thing the event loop does, long before anything is ready.
QTimer.singleShot(0, watch)
sys.exit(f"The window ended before it could be used: {main([])}")
