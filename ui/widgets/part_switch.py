"""Joined buttons that choose which part of a page is seen.

Left and Right go along them; each has a mnemonic of its own. Knows no page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.theme import Theme
from ui.widgets.wrapping_row import WrappingRow


class PartSwitch(QWidget):
    """`chosen` brings the key of the part that a person picked."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        parts: Sequence[tuple[str, Callable[[], str]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts = list(parts)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        row = WrappingRow(self, gap=0, line_gap=4)
        for place, (key, _say) in enumerate(self._parts):
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("role", "segment")
            edge = {0: "first", len(self._parts) - 1: "last"}.get(place, "middle")
            button.setProperty("edge", edge)
            button.setProperty("is_part", "true")
            button.clicked.connect(lambda _on=False, wanted=key: self.chosen.emit(wanted))
            self._group.addButton(button)
            row.add(button, weight=0)
            self.buttons[key] = button
        self.retranslate()

    def value(self) -> str:
        """Return the key of the part that is seen."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Show which part is seen; nothing is emitted."""
        self.buttons[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go along the parts."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        keys = list(self.buttons)
        key = keys[(keys.index(self.value()) + step) % len(keys)]
        self.buttons[key].setFocus()
        self.buttons[key].click()

    def retranslate(self) -> None:
        """Say the names again."""
        for key, say in self._parts:
            self.buttons[key].setText(say())
        self.updateGeometry()
