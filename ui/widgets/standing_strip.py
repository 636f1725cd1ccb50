"""A strip that stays: what holds for the whole window as long as it is open.

Knows nothing of what it says.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.screen_language import ScreenLanguage
from ui.widgets.labels import make_label, make_line_label

Words = Callable[[], str]


class StandingStrip(QFrame):
    """A sentence with one way on; it cannot be closed. A quiet one is no warning."""

    pressed = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        say: Words,
        say_action: Words,
        parent: QWidget | None = None,
        *,
        is_quiet: bool = False,
    ) -> None:
        super().__init__(parent)
        self._say = say
        self._say_action = say_action
        self.setProperty("role", "notice")
        tone = "" if is_quiet else "warn"
        self.setProperty("tone", tone)
        sign = make_line_label("label")
        sign.setProperty("tone", tone)
        sign.setText("◇" if is_quiet else "▲")
        self._sentence = make_label("label")
        self.button = QPushButton()
        self.button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(12)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.button)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self._sentence.setText(self._say())
        self.setAccessibleName(self._say())
        self.button.setText(self._say_action())
