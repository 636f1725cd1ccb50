"""Starts the window as `bastama` does, until its first text can be typed into.

The settings name the workspace with the sample.
"""

import sys

from PySide6.QtWidgets import QApplication
from typing_probe import end_when_usable, find_editor

from grantee_app.settings import load_settings
from ui.app import Start

app = QApplication(sys.argv[:1])
start = Start(app, load_settings(), is_sample=False)
start.window.ready.connect(lambda: end_when_usable(find_editor(start.window)))
start.window.show()
app.exec()
sys.exit("The window was closed before it could be used.")
