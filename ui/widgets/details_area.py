"""Scrolls details up and down, and is never narrower than their widest row.

A scroll area of Qt's cuts at its right end what is too wide; long names of fields are not cut.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class DetailsArea(QScrollArea):
    """Asks for the width that its widget needs, `least` at the least."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(least)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget when its rows have become wider or narrower."""
        taken = super().eventFilter(watched, event)
        inside = self.widget()
        if event.type() == QEvent.Type.LayoutRequest and inside is not None and watched is inside:
            self._ask_for_width(inside)
        return taken

    def _ask_for_width(self, inside: QWidget) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        needed = inside.minimumSizeHint().width() + bar + 2 * self.frameWidth()
        self.setMinimumWidth(max(needed, self._least))
