"""A search in a list: its hint tells what can be looked for, and is never cut."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

# The frame, the padding of the style sheet and the button that clears.
_AROUND: Final = 44


class SearchLine(QLineEdit):
    """As wide as its hint at least, so that a row gives it a line of its own where it must."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)

    def minimumSizeHint(self) -> QSize:
        """Return the room that the hint needs."""
        hint = self.fontMetrics().horizontalAdvance(self.placeholderText()) + _AROUND
        least = super().minimumSizeHint()
        return QSize(max(least.width(), hint), least.height())

    def setPlaceholderText(self, text: str) -> None:
        """Show another hint, in the room that it needs."""
        super().setPlaceholderText(text)
        self.updateGeometry()
