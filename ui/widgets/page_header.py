"""The top bar of a page: where you are, that it is saved, and the one thing to press.

Knows neither forms nor reports; the page fills it.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QWidget

from ui.theme import set_role
from ui.widgets.labels import make_label, make_line_label

NARROW = 960


class PageHeader(QFrame):
    """Title and note at the left, status and buttons at the right.

    `touched` comes when one of the buttons is pressed, before it does anything.
    """

    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._title = make_line_label("title")
        self._note = make_label("secondary")
        self._status = make_line_label("status")
        self._names = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._names.setSpacing(14)
        self._names.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._names.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 9, 24, 9)
        row.setSpacing(14)
        row.addLayout(self._names, 1)
        row.addWidget(self._status, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._buttons)
        self._row = row

    def set_words(self, title: str, note: str) -> None:
        """Show the name of the page and what it is about."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def set_status(self, text: str, tone: str) -> None:
        """Show whether everything is on disk."""
        set_role(self._status, "status", tone=tone)
        self._status.setText(text)

    def status(self) -> str:
        """Return what the status says."""
        return self._status.text()

    def add_tools(self, tools: QWidget) -> None:
        """Put small tools between the status and the buttons."""
        self._row.insertWidget(self._row.count() - 1, tools, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_button(self, button: QPushButton) -> None:
        """Put a button at the right end."""
        self._buttons.addWidget(button)
        button.pressed.connect(self.touched)

    def order_buttons(self, buttons: list[QPushButton]) -> None:
        """Put the buttons in this order; the last one is the primary one."""
        for button in buttons:
            self._buttons.removeWidget(button)
        for place, button in enumerate(buttons):
            self._buttons.insertWidget(place, button)
            set_role(button, "primary" if button is buttons[-1] else "quiet")
        for before, after in pairwise(buttons):
            QWidget.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the note under the title, and all closer together, where there is little room."""
        is_narrow = self.width() < NARROW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._names.setDirection(down if is_narrow else across)
        self._names.setSpacing(0 if is_narrow else 14)
        side, gap = (16, 8) if is_narrow else (24, 14)
        self._row.setContentsMargins(side, 9, side, 9)
        self._row.setSpacing(gap)
        self._buttons.setSpacing(min(gap, 12))
        self._status.setWordWrap(is_narrow)
        super().resizeEvent(event)
