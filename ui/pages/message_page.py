"""A page that says one thing and offers ways on: a start that cannot go on, a work that lasts.

Stands in the window alone, without the side bar. Knows nothing of what it says.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.frozen import frozen
from ui.screen_language import ScreenLanguage
from ui.theme import set_role
from ui.widgets.labels import make_label

Words = Callable[[], str]


@frozen
class Way:
    """One button: its words and what it does."""

    say: Words
    act: Callable[[], None]


class MessagePage(QWidget):
    """A card in the middle: title, sentence, buttons (the first one is the primary one)."""

    def __init__(
        self,
        words: ScreenLanguage,
        say_title: Words,
        say: Words,
        ways: tuple[Way, ...] = (),
        *,
        is_busy: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._say_title = say_title
        self._say = say
        self._ways = ways
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = make_label("title")
        self._sentence = make_label()
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumWidth(640)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 28)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        if is_busy:
            bar = QProgressBar(textVisible=False)
            bar.setRange(0, 0)
            column.addSpacing(6)
            column.addWidget(bar)
        self.buttons = [QPushButton() for _ in ways]
        row = QHBoxLayout()
        row.setSpacing(12)
        for number, (button, way) in enumerate(zip(self.buttons, ways, strict=True)):
            button.clicked.connect(lambda _on=False, act=way.act: act())
            set_role(button, "quiet" if number else "primary")
            row.addWidget(button)
        row.addStretch()
        if ways:
            column.addSpacing(8)
            column.addLayout(row)
        across = QHBoxLayout()
        across.setContentsMargins(24, 24, 24, 24)
        across.addStretch(1)
        across.addWidget(card, 6)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(across)
        whole.addStretch(3)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def sentence(self) -> str:
        """Return what the page says."""
        return self._sentence.text()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self._title.setText(self._say_title())
        self._sentence.setText(self._say())
        self.setAccessibleName(f"{self._title.text()}. {self._sentence.text()}")
        for button, way in zip(self.buttons, self._ways, strict=True):
            button.setText(way.say())
