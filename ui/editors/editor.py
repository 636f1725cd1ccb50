"""The contract of every editor of a value: shown in the screen's language, given as it is stored.

An editor knows neither where its value is kept nor what it is called; forms and tables do.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from grantee_app.language.message import LanguageCode, Message
from ui.screen_language import ScreenLanguage
from ui.theme import set_role
from ui.undoing import KEPT_TEXT

# The language of what is typed into a widget, where it is one of the two; the palette reads it.
TEXT_LANGUAGE = "text_language"


class Editor(QWidget):
    """One value. `edited` follows what a person does, `left` when the cursor goes elsewhere."""

    edited = Signal()
    left = Signal()

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._measured_in: QFont | None = None
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)

    def value(self) -> str:
        """Return the written form of what is shown, or what was typed where it has none."""
        raise NotImplementedError

    def set_value(self, text: str) -> None:
        """Show a stored text; nothing is emitted, and the cursor stays where nothing changes."""
        raise NotImplementedError

    def problem(self) -> Message | None:
        """Return why the value cannot be taken; asked for only when it has been left or set."""
        return None

    def tells_at_once(self) -> bool:
        """Tell whether the problem is told while somebody types on, and not only at the end."""
        return False

    def understood(self) -> Message | str | None:
        """Return how the value was understood, where that is worth a quiet line."""
        return None

    def focus_target(self) -> QWidget:
        """Return the widget that is typed into: buddy of the label, bearer of the name."""
        raise NotImplementedError

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the value be read and copied, and nothing else."""
        self.focus_target().setEnabled(not is_read_only)

    def mark(self, *, is_wrong: bool) -> None:
        """Show by the edge of the editor whether something is wrong with it."""
        set_role(self.focus_target(), tone="bad" if is_wrong else "")

    def place_cursor(self, stored: str, position: int) -> None:
        """Put the cursor `position` characters into the stored text, where there is a cursor."""

    def name_parts(self, label: str) -> None:
        """Name the parts of an editor that has several; called after the target was named."""

    def take_words(self, text: str) -> str:
        """Return what is stored for words that were pasted; codes and ids have words too."""
        return text.strip()

    def refresh(self) -> None:
        """Read anew what the editor offers: other records, known names."""

    def take_measure(self) -> None:
        """Take the least sizes anew from the font, which the person may have made larger."""

    def changeEvent(self, event: QEvent) -> None:
        """Take another size of the text."""
        super().changeEvent(event)
        if event.type() not in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            return
        # A style that leaves the font as it was comes again and again while a page is built.
        if self.font() != self._measured_in:
            self._measured_in = self.font()
            self.take_measure()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; half-typed text stays."""


def keep_text(widget: QWidget, language: LanguageCode | str = "") -> None:
    """Let Ctrl+Z of a text go to the history, and note the language it is written in."""
    widget.setProperty(KEPT_TEXT, True)
    widget.setProperty(TEXT_LANGUAGE, language)
