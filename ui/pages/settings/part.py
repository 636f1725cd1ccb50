"""What every part of the settings has: cards below each other, scrolled where they do not fit.

Knows no setting.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.labels import make_label
from ui.widgets.most_width import MostWidth

WIDTH = 820


class SettingsPart(QScrollArea):
    """Subclasses add their cards and say their words."""

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self.cards = QVBoxLayout(self._inside)
        self.cards.setContentsMargins(24, 20, 24, 24)
        self.cards.setSpacing(16)
        self.cards.addStretch()
        self.setWidget(self._inside)
        MostWidth(self._inside, theme, WIDTH)

    def add_card(self, heading: QLabel, *about: QLabel) -> QVBoxLayout:
        """Add a card with its heading and return its column."""
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(10)
        column.addWidget(heading)
        for label in about:
            column.addWidget(label)
        self.cards.insertWidget(self.cards.count() - 1, card)
        return column

    def first_control(self) -> QWidget | None:
        """Return where the cursor stands when the part is opened."""
        return None

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""


def heading() -> QLabel:
    """Return an empty heading of a card."""
    return make_label("heading")


def quiet() -> QLabel:
    """Return an empty quiet label."""
    return make_label("secondary")
