"""The part of the settings about the password: what it protects, setting, changing, removing it.

Encrypts nothing: what is typed is brought to whoever does, and forgotten here.
"""

from __future__ import annotations

from functools import partial
from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from grantee_app.language.message import Message, message
from grantee_app.settings import LOCK_MINUTES
from ui.pages.settings.part import SettingsPart, heading, quiet
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.new_password import NewPassword
from ui.widgets.part_switch import PartSwitch
from ui.widgets.password_line import PasswordLine

State = Literal["none", "protected", "impossible"]
DEEDS: Final = ("change", "renew", "remove")


class PasswordPart(SettingsPart):
    """The signals bring what was typed; `refuse` says that the present password was wrong."""

    password_set = Signal(str)
    password_changed = Signal(str, str)
    code_renewed = Signal(str)
    password_removed = Signal(str)
    minutes_chosen = Signal(int)
    lock_wanted = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        state: State,
        lock_minutes: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, theme, parent)
        self._state = state
        self._title = heading()
        self._stands = make_label("label")
        self._protects = make_label()
        self._not_protects = quiet()
        self._first = self.add_card(self._title, self._stands, self._protects, self._not_protects)
        if state == "none":
            self._build_setting()
        elif state == "protected":
            self._build_locking(lock_minutes)
            self._build_deeds()
        self.retranslate()

    # ------------------------------------------------------------------ no password yet

    def _build_setting(self) -> None:
        self._set_title = heading()
        self._set_about = quiet()
        column = self.add_card(self._set_title, self._set_about)
        self.new = NewPassword(self.words, self.theme)
        self.new.entered.connect(self._set)
        self.set_button = QPushButton()
        set_role(self.set_button, "primary")
        self.set_button.clicked.connect(self._set)
        column.addWidget(self.new)
        column.addWidget(self.set_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _set(self) -> None:
        if self.new.check():
            self.password_set.emit(self.new.text())

    # ------------------------------------------------------------------ a password is set

    def _build_locking(self, lock_minutes: int) -> None:
        self._lock_title = heading()
        self._lock_about = quiet()
        column = self.add_card(self._lock_title, self._lock_about)
        self.minutes = PartSwitch(
            self.theme,
            [(str(count), partial(self._say_minutes, count)) for count in LOCK_MINUTES],
        )
        self.minutes.set_value(str(lock_minutes))
        self.minutes.chosen.connect(lambda count: self.minutes_chosen.emit(int(count)))
        self.lock_button = QPushButton()
        self.lock_button.clicked.connect(self.lock_wanted)
        column.addWidget(self.minutes)
        column.addWidget(self.lock_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_deeds(self) -> None:
        self._deed_title = heading()
        column = self.add_card(self._deed_title)
        gettext = self.words.gettext
        self.deed = PartSwitch(
            self.theme,
            [
                ("change", lambda: gettext("Change the password")),
                ("renew", lambda: gettext("A new recovery sheet")),
                ("remove", lambda: gettext("Remove the password")),
            ],
        )
        self.deed.set_value("change")
        self.deed.chosen.connect(self._choose_deed)
        self._deed_about = quiet()
        self.old = PasswordLine(self.words, self.theme)
        self._old_field = Field(self.old, self.old.line)
        self.old.edited.connect(lambda: self._old_field.set_error(""))
        self.old.entered.connect(self._enter_old)
        self.new = NewPassword(self.words, self.theme)
        self.new.entered.connect(self._do)
        self.do_button = QPushButton()
        self.do_button.clicked.connect(self._do)
        row = QHBoxLayout()
        row.addWidget(self.do_button)
        row.addStretch()
        for widget in (self.deed, self._deed_about, self._old_field, self.new):
            column.addWidget(widget)
        column.addLayout(row)

    def _choose_deed(self, deed: str) -> None:
        self.new.clear()
        self.new.setVisible(deed == "change")
        self._old_field.set_error("")
        self.retranslate()

    def _enter_old(self) -> None:
        if self.deed.value() == "change":
            self.new.first.line.setFocus()
        else:
            self._do()

    def _do(self) -> None:
        if not self.do_button.isEnabled():
            return
        old, deed = self.old.text(), self.deed.value()
        if not old:
            self.refuse(message("Type the present password."))
            return
        if deed == "change" and not self.new.check():
            return
        self._set_busy(is_busy=True)
        if deed == "change":
            self.password_changed.emit(old, self.new.text())
        elif deed == "renew":
            self.code_renewed.emit(old)
        else:
            self.password_removed.emit(old)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.do_button.setEnabled(not is_busy)
        self._old_field.set_note(
            self.words.gettext("One moment: it is being tried…") if is_busy else ""
        )

    def refuse(self, problem: Message) -> None:
        """Say what is wrong with the present password as it was typed."""
        if self._state != "protected":
            return
        self._set_busy(is_busy=False)
        self._old_field.set_error(self.words.say(problem))
        self.old.line.setFocus()
        self.old.line.selectAll()

    def forget(self) -> None:
        """Empty the fields: the page goes."""
        if self._state != "impossible":
            self.new.clear()
        if self._state == "protected":
            self.old.clear()

    # ------------------------------------------------------------------ words

    def first_control(self) -> QWidget | None:
        """Return what is typed or pressed first."""
        if self._state == "none":
            return self.new.first.line
        return self.lock_button if self._state == "protected" else None

    def _say_minutes(self, count: int) -> str:
        if not count:
            return self.words.gettext("Never")
        return self.words.ngettext("{count} minute", "{count} minutes", count)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; what is typed stays."""
        words = self.words
        self._title.setText(words.gettext("Password"))
        self._stands.setText(
            {
                "none": words.gettext("There is no password: whoever opens the laptop reads all."),
                "protected": "✓ " + words.gettext("Everything in this workspace is encrypted."),
                "impossible": words.gettext(
                    "The password is not changed here: this window is for reading only, or it "
                    "shows the sample."
                ),
            }[self._state]
        )
        set_role(self._stands, "label", tone="ok" if self._state == "protected" else "")
        self._protects.setText(
            words.gettext(
                "It protects texts, tables, attached files, the history of changes and the backups "
                "when the laptop or the flash drive is lost, stolen or repaired."
            )
        )
        self._not_protects.setText(
            words.gettext(
                "It does not protect what is printed, exported or opened in another program, an "
                "unlocked window that somebody else sits down at, or a laptop with a foreign "
                "program that watches the keyboard."
            )
        )
        if self._state == "none":
            self._say_setting()
        elif self._state == "protected":
            self._say_locking()
            self._say_deed()

    def _say_setting(self) -> None:
        words = self.words
        self._set_title.setText(words.gettext("Set a password"))
        self._set_about.setText(
            words.gettext(
                "Connect the flash drive with the backups first, if there is one. Afterwards "
                "Bastama shows a recovery code to print: without the password and without that "
                "sheet nobody can open the projects."
            )
        )
        self.set_button.setText(words.gettext("&Set the password"))

    def _say_locking(self) -> None:
        words = self.words
        self._lock_title.setText(words.gettext("Locking"))
        self._lock_about.setText(
            words.gettext(
                "When nobody touches the window for so long, it is locked. What you typed is saved "
                "first."
            )
        )
        self.minutes.retranslate()
        for button in self.minutes.buttons.values():
            button.setAccessibleName(f"{self._lock_title.text()}: {button.text()}")
        self.lock_button.setText(words.gettext("&Lock now (Ctrl+L)"))

    def _say_deed(self) -> None:
        words, deed = self.words, self.deed.value()
        self._deed_title.setText(words.gettext("Change or remove"))
        self.deed.retranslate()
        self._deed_about.setText(
            {
                "change": words.gettext(
                    "The old password opens nothing here any more. Backups on a flash drive learn "
                    "of it when the drive is connected."
                ),
                "renew": words.gettext(
                    "Is the sheet lost, or has somebody seen it? A new one takes its place, and "
                    "the old code opens nothing any more."
                ),
                "remove": words.gettext(
                    "Everything is decrypted, and whoever sits down at the laptop can read it."
                ),
            }[deed]
        )
        self._old_field.set_words(words.gettext("Present password"), "")
        self.do_button.setText(
            {
                "change": words.gettext("&Change it"),
                "renew": words.gettext("&Make a new sheet"),
                "remove": words.gettext("&Remove it"),
            }[deed]
        )
