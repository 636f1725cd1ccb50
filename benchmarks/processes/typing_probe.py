"""Ends a process at the moment when a window can be used.

That is when an editor with words in it has been painted and has taken a letter typed into it, or
when a card has been painted and a key went from it to the next.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QTextEdit, QWidget

LETTER = "қ"


class PaintWatch(QObject):
    """Calls `then` once, after the next paint of a widget."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)
        widget.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt calls it)
        """Watch for the paint and leave the event to the widget."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def find_editor(window: QWidget) -> QTextEdit:
    """Return the first editor with words in it; it need not be shown yet."""
    for editor in window.findChildren(QTextEdit):
        if not editor.isReadOnly() and editor.toPlainText().strip():
            return editor
    raise SystemExit("The window shows no editor with a text.")


def end_when_usable(editor: QTextEdit) -> None:
    """Wait for the editor's paint, type one letter, and end the process when it has arrived."""
    PaintWatch(editor.viewport(), lambda: _type(editor))


def _type(editor: QTextEdit) -> None:
    editor.setFocus()
    editor.textChanged.connect(lambda: _end(editor))
    typed = QInputMethodEvent()
    typed.setCommitString(LETTER)
    QCoreApplication.postEvent(editor, typed)


def end_when_keys_go_on(card: QWidget, steps: int) -> None:
    """Wait for the card's paint, press a key on it, and end when the next card has the focus."""
    PaintWatch(card, lambda: _go_on(card, steps))


def _go_on(card: QWidget, steps: int) -> None:
    card.setFocus()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(card, key)
    QTimer.singleShot(0, lambda: _end_on(card, steps))


def _end_on(card: QWidget, steps: int) -> None:
    now = card.window().focusWidget()
    if now is None or now is card or type(now) is not type(card):
        raise SystemExit("The key went nowhere.")
    print("steps", steps, flush=True)
    os._exit(0)


def _end(editor: QTextEdit) -> None:
    if LETTER in editor.toPlainText():
        print("letters", len(editor.toPlainText()), flush=True)
        # Closing takes its own time and is none of a start's.
        os._exit(0)
