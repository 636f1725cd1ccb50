"""Keeps a column of text from being wider than the eye follows, whatever the size of the letters.

Knows nothing of what is in the column.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.theme import Theme


class MostWidth(QObject):
    """Lets `widget` be `pixels` wide at the most, meant for letters of the usual size."""

    def __init__(self, widget: QWidget, theme: Theme, pixels: int) -> None:
        super().__init__(widget)
        self._widget = widget
        self._theme = theme
        self._pixels = pixels
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._widget.setMaximumWidth(self._theme.measure.grow(self._pixels))
