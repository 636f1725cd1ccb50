"""Guidance beside the field: the form's own help, folded when it is long.

Shift+F1 opens it. Knows nothing of forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.screen_language import ScreenLanguage
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from ui.screen_language import Label

LONGEST_OPEN: Final = 170


class Guide(QFrame):
    """A help text on a soft ground; a long one shows its beginning first."""

    def __init__(self, words: ScreenLanguage, text: Label, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._text = text
        self._is_open = False
        self.setProperty("role", "guide")
        self._said = make_label("", self)
        self._more = QPushButton(self)
        self._more.setProperty("role", "link")
        self._more.clicked.connect(lambda: self.set_open(not self._is_open))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(0)
        column.addWidget(self._said)
        row = QHBoxLayout()
        row.addWidget(self._more)
        row.addStretch()
        column.addLayout(row)
        self.retranslate()

    def is_long(self) -> bool:
        """Tell whether there is more to read than is shown at first."""
        return len(self._words.name(self._text)) > LONGEST_OPEN

    def is_open(self) -> bool:
        """Tell whether all of it is shown."""
        return self._is_open or not self.is_long()

    def set_open(self, is_open: bool) -> None:
        """Show all of it, or the beginning."""
        self._is_open = is_open
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        text = self._words.name(self._text)
        self._said.setText(text if self.is_open() else shorten(text, LONGEST_OPEN))
        self._more.setVisible(self.is_long())
        fold, unfold = self._words.gettext("Show less"), self._words.gettext("Read on (Shift+F1)")
        self._more.setText(fold if self._is_open else unfold)


def shorten(text: str, limit: int) -> str:
    """Return the beginning of `text`, ended between two words."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
