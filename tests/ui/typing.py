"""Fingers for the tests: Cyrillic by input-method events, everything else by keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

KEYS = {
    "\n": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
    "\b": Qt.Key.Key_Backspace,
    " ": Qt.Key.Key_Space,
}


def type_text(widget: QWidget, text: str) -> None:
    """Type `text` into `widget`; a line break, a tab, a space and \\b are pressed as keys."""
    for letter in text:
        if letter in KEYS:
            QTest.keyClick(widget, KEYS[letter])
        elif letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QCoreApplication.sendEvent(widget, event)


def paste(widget: QWidget, text: str, html: str = "") -> None:
    """Paste what a sheet or a document has put into the clipboard."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QApplication.clipboard().setMimeData(data)
    QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
