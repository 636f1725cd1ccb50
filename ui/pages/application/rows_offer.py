"""Rows that would be added to a table: what they are, what is unclear, and the button that does it.

For a pasted sheet, proposed indicators, the lines of a wage. Nothing is written before a person
says so; then it is one step of undo. Knows rows, not where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screen_language import ScreenLanguage

_MOST_TOLD: Final = 8


class RowsOffer(QFrame):
    """`accepted` and `rejected` follow the buttons, Enter and Esc."""

    accepted = Signal()
    rejected = Signal()

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._count = 0
        self._tell: Callable[[], tuple[str, Sequence[str], Sequence[str]]] = lambda: ("", (), ())
        self.setProperty("role", "guide")
        self.head = make_label("label")
        self.lines = make_label()
        self.problems = make_label("secondary", tone="warn")
        self.add_button, self.cancel_button = QPushButton(), QPushButton()
        set_role(self.add_button, "primary")
        self.add_button.clicked.connect(self.accepted)
        self.cancel_button.clicked.connect(self.rejected)
        buttons = QWidget()
        row = WrappingRow(buttons, gap=12, line_gap=8)
        row.add(self.add_button, weight=0)
        row.add(self.cancel_button, weight=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        for widget in (self.head, self.lines, self.problems):
            column.addWidget(widget)
        column.addWidget(buttons)
        words.changed.connect(self.retranslate)

    def offer(
        self, count: int, tell: Callable[[], tuple[str, Sequence[str], Sequence[str]]]
    ) -> None:
        """Show `count` rows; `tell` gives the head, the rows and the problems in words."""
        self._count, self._tell = count, tell
        self.retranslate()
        self.show()
        (self.add_button if count else self.cancel_button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.rejected.emit()
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, count = self._words, self._count
        head, lines, problems = self._tell()
        self.head.setText(head)
        self.lines.setText(_shorten(lines, words))
        self.lines.setVisible(bool(lines))
        self.problems.setText(_shorten([f"▲ {one}" for one in problems], words))
        self.problems.setVisible(bool(problems))
        self.add_button.setText(words.ngettext("Add {count} row", "Add {count} rows", count))
        self.add_button.setVisible(count > 0)
        # Where nothing is offered there is nothing to cancel.
        self.cancel_button.setText(words.gettext("Cancel") if count else words.gettext("Close"))


def _shorten(lines: Sequence[str], words: ScreenLanguage) -> str:
    told = list(lines[:_MOST_TOLD])
    left = len(lines) - _MOST_TOLD
    if left > 0:
        told.append(words.ngettext("and {count} more", "and {count} more", left))
    return "\n".join(told)
