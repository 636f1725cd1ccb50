"""Two texts in one: words that come are underlined with a plus, words that go crossed out.

Colour is never the only sign. Knows nothing of where the texts come from.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.theme import Theme
from ui.word_difference import Fate, compare_words

_SIGNS = {Fate.STAYS: "", Fate.GOES: "−", Fate.COMES: "+"}


class DifferenceView(QTextEdit):
    """Shows what would become of a text; it can be read and copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = ("", "")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        theme.changed.connect(self._paint_again)

    def _paint_again(self) -> None:
        self.set_texts(*self._texts)

    def set_texts(self, before: str, after: str) -> None:
        """Show the way from the text `before` to the text `after`."""
        self._texts = (before, after)
        self.clear()
        cursor = QTextCursor(self.document())
        for fate, words in compare_words(before, after):
            cursor.insertText(_SIGNS[fate], self._format(fate, is_sign=True))
            cursor.insertText(words, self._format(fate))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, fate: Fate, *, is_sign: bool = False) -> QTextCharFormat:
        tokens, shape = self._theme.tokens, QTextCharFormat()
        shape.setForeground(QColor(tokens.ink))
        if fate == Fate.STAYS:
            return shape
        strong, soft = tokens.tone("ok" if fate == Fate.COMES else "bad")
        shape.setForeground(QColor(strong))
        shape.setBackground(QColor(soft))
        shape.setFontStrikeOut(fate == Fate.GOES and not is_sign)
        shape.setFontUnderline(fate == Fate.COMES and not is_sign)
        return shape
