"""The top bar of a page: where you are, that it is saved, and the one thing to press.

Knows neither forms nor reports; the page fills it. Its words are never cut: where they have too
little room the note goes under the title, and then the buttons under both.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import set_role
from ui.widgets.labels import make_label, make_line_label

_SIDES: Final = (24, 16)
_GAPS: Final = (14, 8)
_BUTTON_GAP: Final = 12


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
        # The widest status so far: the bar must not change while somebody types.
        self._status_room = 0
        self._level = -1
        self._names = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._names.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._names.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout()
        self._row.addLayout(self._names, 1)
        self._row.addWidget(self._status, 0, Qt.AlignmentFlag.AlignVCenter)
        self._tools = QHBoxLayout()
        self._row.addLayout(self._tools)
        self._buttons = QHBoxLayout()
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.addLayout(self._row, 1)
        self._whole.addLayout(self._buttons)
        self._whole.setAlignment(self._buttons, Qt.AlignmentFlag.AlignRight)
        self._arrange(0)

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
        self._tools.addWidget(tools, 0, Qt.AlignmentFlag.AlignVCenter)

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

    # ------------------------------------------------------------------ room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything for the room there is."""
        self._fit()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Arrange everything anew when a word has changed, or the letters."""
        if event.type() == QEvent.Type.FontChange:
            self._status_room = 0
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        room = self.width()
        self._arrange(next((level for level in (0, 1) if self._need(level) <= room), 2))

    def _need(self, level: int) -> int:
        """Return how wide the bar must be to hold everything in one row."""
        side, gap = _SIDES[min(level, 1)], _GAPS[min(level, 1)]
        self._status_room = max(self._status_room, _text_width(self._status))
        note = 0 if self._note.isHidden() else _two_lines_width(self._note)
        title = _text_width(self._title)
        names = max(title, note) if level else title + (gap + note if note else 0)
        parts = [names, self._status_room]
        if self._tools.count():
            parts.append(self._tools.sizeHint().width())
        if count := self._buttons.count():
            # By the gap of this level, not by today's: else two levels could ask for each other.
            parts.append(self._buttons_width() + _button_gap(level) * (count - 1))
        return 2 * side + sum(parts) + gap * (len(parts) - 1)

    def _buttons_width(self) -> int:
        items = [self._buttons.itemAt(place) for place in range(self._buttons.count())]
        return sum(item.sizeHint().width() for item in items if item is not None)

    def _arrange(self, level: int) -> None:
        """Put all in one row (0), the note under the title (1), the buttons below too (2)."""
        if level == self._level:
            return
        self._level = level
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        is_narrow = level > 0
        side, gap = _SIDES[is_narrow], _GAPS[is_narrow]
        self._names.setDirection(down if is_narrow else across)
        self._names.setSpacing(0 if is_narrow else gap)
        self._row.setSpacing(gap)
        self._buttons.setSpacing(_button_gap(level))
        self._whole.setDirection(down if level > 1 else across)
        self._whole.setSpacing(gap)
        self._whole.setContentsMargins(side, 9, side, 9)
        # Why it cannot be saved may be a long story.
        self._status.setWordWrap(level > 1)


def _button_gap(level: int) -> int:
    return min(_GAPS[min(level, 1)], _BUTTON_GAP)


def _two_lines_width(label: QLabel) -> int:
    """Return the least width at which a label's words need two lines at most."""
    words = label.text().split(" ")
    advance = label.fontMetrics().horizontalAdvance
    halves = [
        max(advance(" ".join(words[:place])), advance(" ".join(words[place:])))
        for place in range(1, len(words) + 1)
    ]
    return min(halves) + _margins(label)


def _text_width(label: QLabel) -> int:
    return label.fontMetrics().horizontalAdvance(label.text()) + _margins(label)


def _margins(label: QLabel) -> int:
    return label.width() - label.contentsRect().width()
