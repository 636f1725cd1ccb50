"""A password being typed: hidden or shown, with a word about the keyboard that writes it.

A wrong password is most often the right one in another alphabet or in capitals: both are said
while it is typed. Keeps nothing; what it opens is somebody else's business.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from grantee_app.language.message import N_
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.labels import make_label
from ui.widgets.signs import draw_sign

LONGEST: Final = 256
_ALPHABETS: Final = {
    "cyrillic": N_("Cyrillic letters are being typed"),
    "latin": N_("Latin letters are being typed"),
    "": "",
}


class PasswordLine(QWidget):
    """`edited` follows typing, `entered` the Enter key."""

    edited = Signal()
    entered = Signal()

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._alphabet = ""
        self._has_caps = False
        self.line = _Line()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(LONGEST)
        hints = Qt.InputMethodHint
        self.line.setInputMethodHints(
            hints.ImhHiddenText
            | hints.ImhSensitiveData
            | hints.ImhNoAutoUppercase
            | hints.ImhNoPredictiveText
        )
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.returnPressed.connect(self.entered)
        self.line.keyed.connect(self._note_key)
        self.line.written.connect(self._note_letters)
        self.eye = QToolButton()
        self.eye.setCheckable(True)
        set_role(self.eye, "quiet")
        self.eye.toggled.connect(self._show_or_hide)
        self.hint = make_label("secondary")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.hint)
        self.setFocusProxy(self.line)
        words.changed.connect(self.retranslate)
        theme.changed.connect(self._paint_eye)
        self._paint_eye()
        self.retranslate()

    def text(self) -> str:
        """Return what is typed, its spaces too."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what is typed and hide what comes next."""
        self.line.clear()
        self.eye.setChecked(False)
        self._alphabet = ""
        self._say_hint()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        name = (
            self._words.gettext("Hide the password")
            if self.eye.isChecked()
            else self._words.gettext("Show the password")
        )
        self.eye.setToolTip(name)
        self.eye.setAccessibleName(name)
        self._say_hint()

    def _show_or_hide(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self._paint_eye()
        self.retranslate()

    def _paint_eye(self) -> None:
        sign = "eye_closed" if self.eye.isChecked() else "eye"
        self.eye.setIcon(draw_sign(sign, self._theme.tokens.secondary))

    # ------------------------------------------------------------------ the keyboard

    def _note_key(self, event: QKeyEvent) -> None:
        state = read_caps_lock(event, was_on=self._has_caps)
        if state != self._has_caps:
            self._has_caps = state
            self._say_hint()

    def _note_letters(self, text: str) -> None:
        found = name_alphabet(text)
        if found and found != self._alphabet:
            self._alphabet = found
            self._say_hint()

    def _say_hint(self) -> None:
        said = []
        if self._has_caps:
            said.append("▲ " + self._words.gettext("Caps Lock is on: all letters are capitals."))
        if self._alphabet and self.line.text() and not self.eye.isChecked():
            said.append(self._words.gettext(_ALPHABETS[self._alphabet]) + ".")
        self.hint.setText("\n".join(said))
        self.hint.setVisible(bool(said))
        self.line.setAccessibleDescription(" ".join(said))


class _Line(QLineEdit):
    """A QLineEdit that tells its keys: their letters may be hidden, their kind is not."""

    keyed = Signal(object)
    written = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyed.emit(event)
        super().keyPressEvent(event)
        self.written.emit(event.text())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self.keyed.emit(event)
        super().keyReleaseEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.written.emit(event.commitString())


def name_alphabet(text: str) -> str:
    """Return "cyrillic" or "latin" by the last letter of `text`, "" where there is none."""
    for letter in reversed(text):
        if letter.isalpha():
            if "\u0400" <= letter <= "\u052f":
                return "cyrillic"
            return "latin" if letter.isascii() else ""
    return ""


def read_caps_lock(event: QKeyEvent, *, was_on: bool) -> bool:
    """Tell whether Caps Lock is on, as far as a key tells; Qt knows no way to ask everywhere."""
    known = _ask_system()
    if known is not None:
        return known
    letter = event.text()
    if len(letter) == 1 and letter.lower() != letter.upper():
        has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return letter.isupper() != has_shift
    if event.key() == Qt.Key.Key_CapsLock and event.type() == QKeyEvent.Type.KeyPress:
        return not was_on
    return was_on


if sys.platform == "win32":
    import ctypes

    _CAPS_LOCK: Final = 0x14

    def _ask_system() -> bool | None:
        return bool(ctypes.windll.user32.GetKeyState(_CAPS_LOCK) & 1)
else:

    def _ask_system() -> bool | None:
        """Elsewhere the keys themselves tell."""
        return None
