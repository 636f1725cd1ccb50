"""The page that asks for the password of a workspace, or for its recovery code.

Names neither the organisation nor the folder: whoever finds a locked laptop learns nothing. Opens
nothing itself; whoever shows it tries what it brings and tells how that went.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import Message, message
from ui.pages.card_page import CardPage
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.new_password import NewPassword
from ui.widgets.password_line import PasswordLine

COUNT_EVERY_MS: Final = 250
# With spaces, dashes and a line copied twice by mistake.
LONGEST_CODE: Final = 120


class UnlockPage(CardPage):
    """`password_given` and `code_given` bring what was typed, `folder_wanted` another folder.

    `code_given` brings the code and a new password, "" for the latter where it cannot be changed.
    """

    HELP = "password"

    password_given = Signal(str)
    code_given = Signal(str, str)
    folder_wanted = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        *,
        is_read_only: bool = False,
        list_old_copies: Callable[[], list[str]] = list,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, theme, parent)
        self._is_read_only = is_read_only
        self._list_old_copies = list_old_copies
        self._wrong: Message | None = None
        self._is_busy = False
        self._tried_at = 0.0
        # Seconds that the next attempt will be held back.
        self._wait = 0
        self._title = make_label("title")
        self._about = make_label("secondary")
        self._build_password()
        self._build_recovery()
        self._busy = make_label("secondary")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._count = QTimer(self, interval=COUNT_EVERY_MS)
        self._count.timeout.connect(self._say_busy)
        for widget in (self._title, self._about, self._first, self._second, self._busy, self._bar):
            self.column.addWidget(widget)
        self.show_recovery(is_shown=False)
        self.set_busy(is_busy=False)
        self.retranslate()

    def _build_password(self) -> None:
        self.password = PasswordLine(self.words, self.theme)
        self.password.entered.connect(self._give_password)
        self.password.edited.connect(lambda: self._tell(None))
        self.field = Field(self.password, self.password.line)
        self.open_button = QPushButton()
        set_role(self.open_button, "primary")
        self.open_button.clicked.connect(self._give_password)
        self.folder_button = QPushButton()
        self.folder_button.clicked.connect(self.folder_wanted)
        self.forgotten_button = QPushButton()
        set_role(self.forgotten_button, "link")
        self.forgotten_button.clicked.connect(lambda: self.show_recovery(is_shown=True))
        self._first = QFrame()
        inside = _stack(self._first)
        inside.addWidget(self.field)
        inside.addSpacing(4)
        inside.addLayout(_beside(self.open_button, self.folder_button))
        inside.addLayout(_beside(self.forgotten_button))

    def _build_recovery(self) -> None:
        self.code = QLineEdit()
        self.code.setMaxLength(LONGEST_CODE)
        self.code.returnPressed.connect(self._give_code)
        self.code.textEdited.connect(lambda _text: self._tell(None))
        self.code_field = Field(self.code)
        self.new = NewPassword(self.words, self.theme)
        self.new.entered.connect(self._give_code)
        self.new.setVisible(not self._is_read_only)
        self.use_button = QPushButton()
        set_role(self.use_button, "primary")
        self.use_button.clicked.connect(self._give_code)
        self.back_button = QPushButton()
        self.back_button.clicked.connect(lambda: self.show_recovery(is_shown=False))
        self._honest = make_label()
        self._copies = make_label("secondary")
        guide = QFrame()
        guide.setProperty("role", "guide")
        said = QVBoxLayout(guide)
        said.setContentsMargins(14, 10, 14, 12)
        said.setSpacing(8)
        said.addWidget(self._honest)
        said.addWidget(self._copies)
        self._second = QFrame()
        inside = _stack(self._second)
        inside.addWidget(self.code_field)
        inside.addWidget(self.new)
        inside.addSpacing(4)
        inside.addLayout(_beside(self.use_button, self.back_button))
        inside.addSpacing(6)
        inside.addWidget(guide)

    # ------------------------------------------------------------------ what is typed

    def _give_password(self) -> None:
        if self._is_busy:
            return
        if not self.password.text():
            self._tell(message("Type the password."))
            self.password.line.setFocus()
            return
        self._tell(None)
        self.password_given.emit(self.password.text())

    def _give_code(self) -> None:
        if self._is_busy:
            return
        if not self.code.text().strip():
            self._tell(message("Type the code of the sheet: seven groups of four characters."))
            self.code.setFocus()
            return
        if self._is_read_only:
            self.code_given.emit(self.code.text(), "")
        elif self.new.check():
            self.code_given.emit(self.code.text(), self.new.text())

    # ------------------------------------------------------------------ how it goes

    def is_asking_for_code(self) -> bool:
        """Tell whether the page of a forgotten password is shown."""
        return not self._second.isHidden()

    def show_recovery(self, *, is_shown: bool) -> None:
        """Show what is possible when the password is forgotten, or ask for it again."""
        self._first.setVisible(not is_shown)
        self._second.setVisible(is_shown)
        self._tell(None)
        if is_shown:
            self.password.clear()
            self._say_copies()
        else:
            self.code.clear()
            self.new.clear()
        self.retranslate()
        (self.code if is_shown else self.password.line).setFocus()

    def set_busy(self, *, is_busy: bool, seconds: float = 0.0) -> None:
        """Show that it is being tried, in `seconds` where a wrong one costs a wait."""
        self._is_busy = is_busy
        self._tried_at = monotonic() + seconds
        for widget in (self.open_button, self.use_button, self.code, self.new, self.back_button):
            widget.setEnabled(not is_busy)
        self.password.line.setReadOnly(is_busy)
        self.forgotten_button.setEnabled(not is_busy)
        self._busy.setVisible(is_busy)
        self._bar.setVisible(is_busy)
        if is_busy:
            self._count.start()
        else:
            self._count.stop()
        self._say_busy()

    def refuse(self, sentence: Message, seconds: float = 0.0) -> None:
        """Say why it did not open; the next attempt waits `seconds`."""
        self.set_busy(is_busy=False)
        self._wait = round(seconds)
        self._tell(sentence)
        if self.is_asking_for_code():
            self.code.setFocus()
            self.code.selectAll()
        else:
            self.password.line.setFocus()
            self.password.line.selectAll()

    def forget(self) -> None:
        """Empty all fields: the workspace is open, or the page goes."""
        self._count.stop()
        self.password.clear()
        self.code.clear()
        self.new.clear()

    def _tell(self, wrong: Message | None) -> None:
        self._wrong = wrong
        said = self.words.say(wrong) if wrong else ""
        if wrong and self._wait:
            said += " " + self.words.ngettext(
                "The next attempt will wait for {count} second.",
                "The next attempt will wait for {count} seconds.",
                self._wait,
            )
        self.field.set_error("" if self.is_asking_for_code() else said)
        self.code_field.set_error(said if self.is_asking_for_code() else "")

    def _say_busy(self) -> None:
        left = round(self._tried_at - monotonic() + 0.4)
        if left > 0:
            said = self.words.ngettext(
                "It will be tried in {count} second…", "It will be tried in {count} seconds…", left
            )
        else:
            said = self.words.gettext("One moment: it is being tried…")
        self._busy.setText(said if self._is_busy else "")

    def _say_copies(self) -> None:
        words = self.words
        copies = self._list_old_copies()
        if copies:
            self._copies.setText(
                words.gettext(
                    "Backups made before the password are here, and open without it: {names}. "
                    "Choose an empty folder by “Another folder”, then restore one of them there.",
                    names=", ".join(copies),
                )
            )
        else:
            self._copies.setText(
                words.gettext(
                    "No backup without a password was found beside the workspace. One may be left "
                    "on a flash drive that was not connected when the password was set."
                )
            )

    # ------------------------------------------------------------------ words

    def showEvent(self, event: QShowEvent) -> None:
        """Let the cursor stand where something is typed."""
        super().showEvent(event)
        (self.code if self.is_asking_for_code() else self.password.line).setFocus()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; what is typed stays."""
        super().retranslate()
        words = self.words
        is_forgotten = self.is_asking_for_code()
        self._title.setText(
            words.gettext("The password is forgotten")
            if is_forgotten
            else words.gettext("Bastama is locked")
        )
        self._about.setText(self._explain(is_forgotten=is_forgotten))
        self.field.set_words(words.gettext("Password"), "")
        self.open_button.setText(words.gettext("&Open"))
        self.folder_button.setText(words.gettext("Another &folder…"))
        self.forgotten_button.setText(words.gettext("Password forgotten"))
        self.code_field.set_words(
            words.gettext("Recovery code"),
            words.gettext(
                "It stands on the sheet that was printed with the password. Small letters, spaces "
                "and the letter O for a zero do no harm."
            ),
        )
        self.use_button.setText(words.gettext("Open by the &code"))
        self.back_button.setText(words.gettext("&Back"))
        self._honest.setText(
            words.gettext(
                "Without the password and without the sheet nobody can open the projects: not the "
                "authors of Bastama, not a programmer, not a repair shop. What remains is what was "
                "printed or exported before."
            )
        )
        if is_forgotten:
            self._say_copies()
        self._tell(self._wrong)
        self._say_busy()
        self.setAccessibleName(f"{self._title.text()}. {self._about.text()}")

    def _explain(self, *, is_forgotten: bool) -> str:
        words = self.words
        if is_forgotten:
            return (
                words.gettext("The code of the printed sheet opens the projects for reading.")
                if self._is_read_only
                else words.gettext(
                    "The code of the printed sheet opens the projects; choose a new password at "
                    "once."
                )
            )
        if self._is_read_only:
            return words.gettext(
                "The projects are protected. Type the password to open them for reading only."
            )
        return words.gettext("The projects are protected. Type the password to open them.")


def _stack(frame: QFrame) -> QVBoxLayout:
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(10)
    return inside


def _beside(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    return row
