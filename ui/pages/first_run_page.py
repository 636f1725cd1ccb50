"""The page of an empty workspace: look at the sample, or bring a project in from a file.

Knows nothing of how either is done.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.labels import make_label
from ui.widgets.notice_strip import NoticeStrip


class FirstRunPage(QWidget):
    """Two ways to begin."""

    sample_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = NoticeStrip(words, theme)
        self._title = make_label("title")
        self._lead = make_label("secondary")
        self.sample_button = QPushButton()
        self.sample_button.setProperty("role", "primary")
        self.sample_button.clicked.connect(self.sample_wanted)
        self.import_button = QPushButton()
        self.import_button.clicked.connect(self.import_wanted)
        self._about_sample = make_label("secondary")
        self._about_import = make_label("secondary")
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumWidth(600)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 28)
        inside.setSpacing(8)
        inside.addWidget(self._title)
        inside.addWidget(self._lead)
        inside.addSpacing(12)
        for button, about in (
            (self.sample_button, self._about_sample),
            (self.import_button, self._about_import),
        ):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch()
            inside.addLayout(row)
            inside.addWidget(about)
            inside.addSpacing(12)
        centred = QHBoxLayout()
        centred.setContentsMargins(24, 24, 24, 24)
        centred.addStretch(1)
        centred.addWidget(card, 4)
        centred.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        column.addStretch(1)
        column.addLayout(centred)
        column.addStretch(2)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self._title.setText(words.gettext("Welcome to Bastama"))
        self._lead.setText(
            words.gettext(
                "Write your project's final report here. Everything is saved by itself, on this "
                "computer only. How would you like to begin?"
            )
        )
        self.sample_button.setText(words.gettext("&Look at the sample"))
        self._about_sample.setText(
            words.gettext(
                "An invented project with its whole report: try everything, nothing can be spoilt."
            )
        )
        self.import_button.setText(words.gettext("&Choose a project file…"))
        self._about_import.setText(
            words.gettext("A file in JSON that someone made for you with Bastama.")
        )
