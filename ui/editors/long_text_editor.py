"""A long text as an editor of a form: the writing itself is LongText's."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from grantee_app.language.message import LanguageCode
from ui.editors.editor import Editor, keep_text
from ui.editors.long_text import LongText
from ui.editors.text_editor import box_text
from ui.screen_language import ScreenLanguage
from ui.theme import set_role


class LongTextEditor(Editor):
    """Several paragraphs in one language, at least `lines` high."""

    def __init__(
        self,
        words: ScreenLanguage,
        parent: QWidget | None = None,
        *,
        language: LanguageCode | str = "",
        lines: int = 3,
    ) -> None:
        super().__init__(words, parent)
        self._box = QFrame(self)
        self.text = LongText(self._box, lines=lines)
        keep_text(self.text, language)
        box_text(self._box, self.text)
        self.row.addWidget(self._box)
        self.setFocusProxy(self.text)
        self.text.edited.connect(self.edited)
        self.text.got_focus.connect(lambda: set_role(self._box, tone="focus"))
        self.text.left.connect(self._leave)

    def value(self) -> str:
        """Return the markup of the text."""
        return self.text.value()

    def set_value(self, text: str) -> None:
        """Show a stored text."""
        if text != self.value():
            self.text.set_value(text)

    def focus_target(self) -> QWidget:
        """Return the text."""
        return self.text

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the text be read and copied."""
        self.text.setReadOnly(is_read_only)

    def set_placeholder(self, text: str) -> None:
        """Show an example where nothing is written."""
        self.text.setPlaceholderText(text)

    def place_cursor(self, stored: str, position: int) -> None:
        """Put the cursor `position` characters into the stored text."""
        self.text.place_cursor(stored, position)

    def mark(self, *, is_wrong: bool) -> None:
        """Show by the edge whether something is wrong."""
        set_role(self._box, tone="bad" if is_wrong else "")

    def _leave(self) -> None:
        set_role(self._box, tone="")
        self.left.emit()
