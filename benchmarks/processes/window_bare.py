"""The least a Qt window can be: one editor with a file's text, until it takes a typed letter."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
from typing_probe import end_when_usable

app = QApplication(sys.argv[:1])
window = QMainWindow()
editor = QTextEdit()
editor.setPlainText(Path(sys.argv[1]).read_text(encoding="utf-8"))
window.setCentralWidget(editor)
window.resize(1366, 768)
window.show()
end_when_usable(editor)
app.exec()
