"""Joined buttons of which one is on: the parts of a page.

Knows the names it is given, not what they show.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """`chosen` brings the key of the segment that a person presses."""

    chosen = Signal(str)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for place, key in enumerate(keys):
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("role", "segment")
            is_last = place == len(keys) - 1
            button.setProperty("edge", "first" if not place else "last" if is_last else "middle")
            button.clicked.connect(lambda _on=False, wanted=key: self.chosen.emit(wanted))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[key] = button
        self.set_value(keys[0])

    def value(self) -> str:
        """Return the key of the segment that is on, "" while none is."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Turn a segment on; nothing is emitted."""
        self.buttons[key].setChecked(True)

    def set_words(self, names: dict[str, str]) -> None:
        """Name the segments."""
        for key, name in names.items():
            self.buttons[key].setText(name)
            self.buttons[key].setAccessibleName(name.replace("&", ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go to the neighbour."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = list(self.buttons)
        # From none at all either key goes to the first.
        place = keys.index(self.value()) + by if self.value() else 0
        if by and 0 <= place < len(keys):
            self.buttons[keys[place]].setFocus()
            self.buttons[keys[place]].click()
            return
        super().keyPressEvent(event)
