"""A record whose texts are opened when they are wanted: forty editors at once help nobody.

The texts are made when the fold is first opened. Knows neither records nor where texts are kept.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.report_entries import FoldEntry
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.wrapped_button import WrappedButton


class Fold(QFrame):
    """A head that says what it is and how it stands; below it, once opened, its body."""

    opened = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        entry: FoldEntry,
        make_body: Callable[[QWidget], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self._words = words
        self._make_body = make_body
        self.body: QWidget | None = None
        self._state = ("", "", "")
        self.setProperty("role", "fold")
        self.head = WrappedButton(theme, self, arrow="fold", padding=10)
        self.head.clicked.connect(lambda: self.set_open(not self.is_open()))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self.retranslate()

    def is_open(self) -> bool:
        """Tell whether the texts are shown."""
        return self.head.is_open

    def set_open(self, is_open: bool) -> None:
        """Show or hide the texts."""
        if is_open and self.body is None:
            self.body = self._make_body(self)
            self.body.setContentsMargins(12, 2, 12, 12)
            self._column.addWidget(self.body)
        self.head.is_open = is_open
        if self.body is not None:
            self.body.setVisible(is_open)
        self.head.update()
        if is_open:
            self.opened.emit()
        self.retranslate()

    def set_state(self, sign: str, tone: str, meaning: str) -> None:
        """Show how the record stands: written, missing, or so many findings."""
        if (sign, tone, meaning) != self._state:
            self._state = (sign, tone, meaning)
            self.head.set_pill(sign, tone, meaning)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self.head.set_words(self._words.name(self.entry.label), self._words.name(self.entry.detail))
