"""One finding in words, beside the text it is about.

The tone is never alone: a sign and a word stand with it. Knows nothing of rules.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from grantee_app.language.message import N_, Message
from ui.screen_language import ScreenLanguage
from ui.widgets.labels import make_label

# By severity: tone, sign, word.
LOOKS: Final = {
    "error": ("bad", "!", N_("Error")),
    "warning": ("warn", "▲", N_("Warning")),
    "note": ("", "•", N_("Note")),
}


class FindingCard(QFrame):
    """Sign and word of the severity, and the sentence."""

    def __init__(
        self,
        words: ScreenLanguage,
        severity: str,
        sentence: Message,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._severity, self._sentence = severity, sentence
        tone, self._sign, self._word = LOOKS[severity]
        self.setProperty("role", "finding")
        self.setProperty("tone", tone)
        self._head = make_label("label", tone=tone)
        self._said = make_label()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._said)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def tells(self, severity: str, sentence: Message) -> bool:
        """Tell whether it says this."""
        return severity == self._severity and sentence == self._sentence

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        word = self._words.gettext(self._word)
        sentence = self._words.say(self._sentence)
        self._head.setText(f"{self._sign} {word}")
        self._said.setText(sentence)
        self.setAccessibleName(f"{word}: {sentence}")
