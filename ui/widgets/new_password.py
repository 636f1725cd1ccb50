"""A new password, typed twice and judged while it is typed.

Knows when a password is good enough, not what it is for.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from grantee_app.language.message import Message, message
from grantee_app.workspace.protection import judge_password
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.field import Field
from ui.widgets.password_line import PasswordLine


class NewPassword(QWidget):
    """`entered` follows Enter in the second line, `edited` typing in either."""

    entered = Signal()
    edited = Signal()

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        # Problems are shown from the moment a field was left or the password given.
        self._is_judged = False
        self.first = PasswordLine(words, theme)
        self.second = PasswordLine(words, theme)
        self.first.edited.connect(self._follow)
        self.second.edited.connect(self._follow)
        self.first.entered.connect(self.second.line.setFocus)
        self.second.entered.connect(self.entered)
        self.first_field = Field(self.first, self.first.line)
        self.second_field = Field(self.second, self.second.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.first_field)
        column.addWidget(self.second_field)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def text(self) -> str:
        """Return the password as typed in the first line."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what is typed."""
        self._is_judged = False
        self.first.clear()
        self.second.clear()
        self._judge()

    def check(self) -> bool:
        """Tell whether the password can be taken; show what is wrong and go there."""
        self._is_judged = True
        self._judge()
        if judge_password(self.first.text()) is not None:
            self.first.line.setFocus()
            return False
        if self._find_difference() is not None:
            self.second.line.setFocus()
            return False
        return True

    def _follow(self) -> None:
        self._judge()
        self.edited.emit()

    def _judge(self) -> None:
        words = self._words
        typed = self.first.text()
        problem = judge_password(typed)
        is_shown = self._is_judged or bool(typed)
        # While somebody types it is no error yet that a password is short.
        self.first_field.set_error(
            words.say(problem) if problem is not None and self._is_judged else ""
        )
        if problem is not None and is_shown and not self._is_judged:
            self.first_field.set_note(words.say(problem))
            set_role(self.first_field.note, tone="")
        elif typed and problem is None:
            self.first_field.set_note("✓ " + words.gettext("Long enough"))
            set_role(self.first_field.note, tone="ok")
        else:
            self.first_field.set_note("")
        self._judge_second()

    def _judge_second(self) -> None:
        difference = self._find_difference()
        typed = self.second.text()
        is_begun = self.first.text().startswith(typed) and not self._is_judged
        self.second_field.set_error(
            self._words.say(difference)
            if difference is not None and (self._is_judged or (typed and not is_begun))
            else ""
        )
        is_same = bool(typed) and difference is None
        self.second_field.set_note("✓ " + self._words.gettext("The same") if is_same else "")
        set_role(self.second_field.note, tone="ok" if is_same else "")

    def _find_difference(self) -> Message | None:
        if self.first.text() == self.second.text():
            return None
        return message("The two differ: type the same password again.")

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.first_field.set_words(
            words.gettext("New password"),
            words.gettext("Four words that do not belong together are best, in any language."),
        )
        self.second_field.set_words(words.gettext("The same once more"), "")
        self._judge()
