"""A link of one line that ends in «…» where there is no room for all of it.

Qt's own buttons cut what does not fit, and hold the page as wide as their words.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

_LEAST_LETTERS: Final = 8


class ElidedLink(QPushButton):
    """Shows as much of its words as there is room for; the hint says all that is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setProperty("role", "link")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Show `words`, without a letter to press."""
        self._words = words
        self._elide()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room that all of the words need."""
        hint = super().sizeHint()
        shown = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        needed = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(hint.width() - shown + needed + 1, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return a room for a few letters."""
        least = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        return QSize(least, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more words, or fewer."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        around = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self._words)
        metrics, room = self.fontMetrics(), self.width() - around + 1
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip("" if shown == self._words else self._words)
