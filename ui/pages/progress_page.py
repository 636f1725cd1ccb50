"""A page that tells how a long work goes while no workspace is open.

Knows how far it is and whether it may be stopped, not what it does.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui.pages.card_page import CardPage
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.labels import make_label


class ProgressPage(CardPage):
    """`cancelled` when the person wants it to stop; only shown where it can."""

    HELP = "password"

    cancelled = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        say_title: Callable[[], str],
        say: Callable[[], str],
        *,
        can_cancel: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, theme, parent)
        self._say_title = say_title
        self._say = say
        self._is_stopping = False
        self._title = make_label("title")
        self._sentence = make_label()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)
        self._far = make_label("secondary")
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self._cancel)
        self.cancel_button.setVisible(can_cancel)
        row = QHBoxLayout()
        row.addWidget(self.cancel_button)
        row.addStretch()
        for widget in (self._title, self._sentence, self.bar, self._far):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.retranslate()

    def set_progress(self, done: int, total: int) -> None:
        """Show how far it is, in bytes."""
        # A progress bar counts in 32 bits, films do not.
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * done / max(total, 1)))
        self._far.setText(
            self.words.gettext("{percent} % done", percent=round(100 * done / max(total, 1)))
        )

    def keep_going(self) -> None:
        """Take the button away: from here on it can only be finished."""
        self.cancel_button.hide()

    def _cancel(self) -> None:
        self._is_stopping = True
        self.cancel_button.setEnabled(False)
        self.retranslate()
        self.cancelled.emit()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        super().retranslate()
        self._title.setText(self._say_title())
        self._sentence.setText(
            self.words.gettext("It stops as soon as it can…") if self._is_stopping else self._say()
        )
        self.cancel_button.setText(self.words.gettext("&Cancel"))
        self.setAccessibleName(f"{self._title.text()}. {self._sentence.text()}")
