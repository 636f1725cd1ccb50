"""A page with one card in the middle and nothing else: what is asked while no workspace is open.

Scrolls where the window is small or the text large. Knows nothing of what stands in the card.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.most_width import MostWidth
from ui.widgets.notice_strip import NoticeStrip

WIDTH = 640


class CardPage(QWidget):
    """`column` takes the content of the card; `language_chosen` comes from the switch above."""

    language_chosen = Signal(str)

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.theme = theme
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = NoticeStrip(words, theme)
        self.switch = LanguageSwitch(words.code)
        self.switch.chosen.connect(self.language_chosen)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(28, 24, 28, 28)
        self.column.setSpacing(10)
        self._lay_out()
        MostWidth(self.card, theme, WIDTH)
        words.changed.connect(self.retranslate)

    def _lay_out(self) -> None:
        inside = QWidget()
        across = QHBoxLayout()
        across.setContentsMargins(24, 12, 24, 24)
        across.addStretch(1)
        across.addWidget(self.card, 8)
        across.addStretch(1)
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(2)
        middle.addLayout(across)
        middle.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        top = QHBoxLayout()
        top.setContentsMargins(24, 12, 24, 0)
        top.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignRight)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.notice)
        whole.addLayout(top)
        whole.addWidget(area, 1)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self.switch.set_value(self.words.code)
        self.switch.setAccessibleName(self.words.gettext("Language of the screen"))
