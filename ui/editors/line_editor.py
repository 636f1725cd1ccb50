"""A line of text: a name, a number of a document, a phone; and the ground of all typed values.

Enter goes on to the next field. What the line means is a subclass's business, or that of the
reader it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from grantee_app.language.message import LanguageCode, Message
from grantee_app.language.reading import Reading
from ui.editors.editor import Editor, keep_text
from ui.screen_language import ScreenLanguage

# Edges and padding of the style sheet, and a little for the cursor.
_PADDING: Final = 24


class Line(QLineEdit):
    """A QLineEdit whose undo is the history's; `left` when the cursor goes elsewhere."""

    left = Signal()

    def __init__(self, language: LanguageCode | str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keep_text(self, language)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; what the line has no use for belongs to the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take words from an input method, unless the line can only be read."""
        if self.isReadOnly():
            event.ignore()
            return
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor has gone elsewhere; a menu of its own is no leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class LineEditor(Editor):
    """A line kept as it is typed, without the spaces around it.

    `letters` is how many of them are always in sight. `read` tells what is wrong with a text, or
    the form it takes when it is left; `explain` what is known of it.
    """

    def __init__(
        self,
        words: ScreenLanguage,
        parent: QWidget | None = None,
        *,
        language: LanguageCode | str = "",
        letters: int = 8,
        read: Callable[[str], Reading[str]] | None = None,
        explain: Callable[[str], Message | str | None] | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._read = read
        self._explain = explain
        self.line = Line(language, self)
        self._letters = letters
        self.line.textEdited.connect(self._note_edit)
        self.line.left.connect(self._leave)
        self.row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        self.take_measure()

    def take_measure(self) -> None:
        """Keep so many letters in sight."""
        letter = self.fontMetrics().averageCharWidth()
        self.line.setMinimumWidth(letter * self._letters + _PADDING)

    def value(self) -> str:
        """Return the text without the spaces around it."""
        return self.line.text().strip()

    def set_value(self, text: str) -> None:
        """Show a stored text."""
        if text != self.value():
            self._put(self._show(text))

    def problem(self) -> Message | None:
        """Return what `read` finds."""
        return self._read(self.value()).problem if self._read else None

    def understood(self) -> Message | str | None:
        """Return what `explain` knows."""
        text = self.value()
        return self._explain(text) if self._explain and text else None

    def focus_target(self) -> QWidget:
        """Return the line."""
        return self.line

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the line be read and copied."""
        self.line.setReadOnly(is_read_only)

    def set_placeholder(self, text: str) -> None:
        """Show an example where nothing is written."""
        self.line.setPlaceholderText(text)

    def place_cursor(self, stored: str, position: int) -> None:  # noqa: ARG002 (it is one line)
        """Put the cursor `position` characters into the line."""
        self.line.setCursorPosition(position)

    def _show(self, stored: str) -> str:
        return stored

    def _put(self, text: str) -> None:
        place = self.line.cursorPosition()
        self.line.setText(text)
        self.line.setCursorPosition(min(place, len(text)) if self.line.hasFocus() else 0)

    def _note_edit(self) -> None:
        self.edited.emit()

    def _leave(self) -> None:
        if self._read is not None and not self.line.isReadOnly():
            tidied = self._read(self.value()).value
            if tidied is not None and tidied != self.line.text():
                self._put(tidied)
                self.edited.emit()
        self.left.emit()
