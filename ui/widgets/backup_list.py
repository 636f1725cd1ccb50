"""A list of backups to choose one from, and the card that shows what is inside the chosen one.

Knows what a backup looks like, nothing of where backups lie or how one is restored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.store.safety.backup import BackupInfo
from ui.backup_words import list_contents, say_moment, say_reason
from ui.screen_language import ScreenLanguage
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.password_line import PasswordLine

if TYPE_CHECKING:
    from grantee_app.language.message import Message
    from ui.theme import Theme


class BackupList(QListWidget):
    """Backups with their moment and reason, the newest first."""

    backup_chosen = Signal(object)

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._backups: list[BackupInfo] = []
        self.setProperty("role", "choices")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._tell)
        words.changed.connect(self.retranslate)
        self.setAccessibleName(words.gettext("Backups"))

    def set_backups(self, backups: list[BackupInfo]) -> None:
        """Show these; the one that was chosen stays chosen."""
        chosen = self.chosen()
        self._backups = backups
        self.blockSignals(True)
        self._fill()
        paths = [info.path for info in backups]
        row = paths.index(chosen.path) if chosen and chosen.path in paths else 0
        self.setCurrentRow(row if backups else -1)
        self.blockSignals(False)
        self._tell(self.currentRow())

    def chosen(self) -> BackupInfo | None:
        """Return the chosen backup."""
        row = self.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _fill(self) -> None:
        self.clear()
        for info in self._backups:
            body = make_choice(say_moment(self._words, info.made_at), say_reason(self._words, info))
            add_choice(self, body)

    def _tell(self, _row: int) -> None:
        self.backup_chosen.emit(self.chosen())

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self.setAccessibleName(self._words.gettext("Backups"))
        self.set_backups(self._backups)


def make_choice(moment: str, reason: str) -> QWidget:
    """Return what stands in a list to choose from: a moment, and under it what it is about."""
    body = QWidget()
    body.setAccessibleName(f"{moment}, {reason}")
    body.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    column = QVBoxLayout(body)
    column.setContentsMargins(12, 9, 12, 10)
    column.setSpacing(2)
    for role, text in (("label", moment), ("secondary", reason)):
        label = make_label(role)
        label.setWordWrap(False)
        label.setText(text)
        column.addWidget(label)
    return body


def add_choice(choices: QListWidget, body: QWidget) -> None:
    """Put what `make_choice` made at the end of a list."""
    item = QListWidgetItem(choices)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, body.accessibleName())
    item.setSizeHint(body.sizeHint())
    choices.setItemWidget(item, body)


class ContentsCard(QFrame):
    """What is inside a backup, what restoring does, and the button that does it.

    With a `theme` it asks for the password of a locked one: `password_given` brings the backup and
    what was typed.
    """

    restore_wanted = Signal(object)
    password_given = Signal(object, str)

    def __init__(
        self, words: ScreenLanguage, theme: Theme | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.password: PasswordLine | None = None
        self._field: Field | None = None
        self.unlock_button = QPushButton()
        self.unlock_button.clicked.connect(self._give)
        self.unlock_button.hide()
        self._words = words
        self._info: BackupInfo | None = None
        self.setProperty("role", "card")
        self._title = make_label("heading")
        self._reason = make_label("secondary")
        self._contents = make_label()
        self._promise = make_label("secondary")
        self.button = QPushButton()
        self.button.setProperty("role", "primary")
        self.button.clicked.connect(lambda: self.restore_wanted.emit(self._info))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(8)
        for widget in (self._title, self._reason, self._contents, self._promise):
            column.addWidget(widget)
        column.addWidget(self.unlock_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column = column
        column.addSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def set_backup(self, info: BackupInfo | None) -> None:
        """Show this backup."""
        is_other = info is None or self._info is None or info.path != self._info.path
        self._info = info
        if self._field is not None and self.password is not None and is_other:
            self.password.clear()
            self._field.set_error("")
        self.retranslate()

    def _is_locked(self) -> bool:
        return self._info is not None and self._info.is_locked and self._info.contents is None

    def _show_lock(self) -> None:
        is_shown = self._is_locked() and self._theme is not None
        if is_shown and self._field is None and self._theme is not None:
            self.password = PasswordLine(self._words, self._theme)
            self.password.entered.connect(self._give)
            self._field = Field(self.password, self.password.line)
            self._column.insertWidget(3, self._field)
            QWidget.setTabOrder(self.password.eye, self.unlock_button)
        if self._field is not None:
            self._field.setVisible(is_shown)
            self._field.set_words(self._words.gettext("Password of this backup"), "")
        self.unlock_button.setVisible(is_shown)
        self.unlock_button.setText(self._words.gettext("&Look inside"))
        self.button.setVisible(not is_shown)
        self._promise.setVisible(not is_shown)

    def _give(self) -> None:
        if self.password is not None and self.password.text() and self.unlock_button.isEnabled():
            self.password_given.emit(self._info, self.password.text())

    def set_busy(self, *, is_busy: bool) -> None:
        """Show that the password is being tried."""
        self.unlock_button.setEnabled(not is_busy)
        if self._field is not None:
            self._field.set_error("")
            self._field.set_note(
                self._words.gettext("One moment: it is being tried…") if is_busy else ""
            )

    def refuse(self, problem: Message) -> None:
        """Say why the password did not open it."""
        self.set_busy(is_busy=False)
        if self._field is not None and self.password is not None:
            self._field.set_error(self._words.say(problem))
            self.password.line.setFocus()
            self.password.line.selectAll()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, info = self._words, self._info
        self.setVisible(info is not None)
        if info is None:
            return
        self._title.setText(
            words.gettext("Backup: {moment}", moment=say_moment(words, info.made_at))
        )
        self._reason.setText(say_reason(words, info))
        contents = info.contents
        self._contents.setText(
            "\n".join(list_contents(words, contents))
            if contents
            else words.gettext(
                "This backup has another password: the one that was in force when it was made."
            )
            if info.is_locked
            else words.gettext("This backup cannot be read.")
        )
        self._show_lock()
        self._promise.setText(
            words.gettext(
                "The present state is set aside first and nothing is deleted: "
                "you can come back to it."
            )
        )
        self.button.setText(words.gettext("&Restore"))
        self.button.setEnabled(contents is not None)
