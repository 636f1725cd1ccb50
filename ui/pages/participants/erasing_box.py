"""Erasing one person for good: out of the tables, the history and the file, after a typed word.

Says what deleting is instead, and which backups still hold her. Knows no list.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout

from grantee_app.errors import BastamaError
from ui.theme import set_role
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from ui.desk import Desk


class ErasingBox(QFrame):
    """`erased` follows when the person is gone, `failed` brings the sentence about why not."""

    erased = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person_id = ""
        self._has_news = False
        self.head = make_label("group")
        self._about = make_label("secondary")
        self.word = QLineEdit()
        self.word.textChanged.connect(lambda _text: self._judge())
        self.field = Field(self.word)
        self.button = QPushButton()
        self.button.clicked.connect(self.erase)
        self.told = make_label("secondary")
        self.told.hide()
        row = WrappingRow(gap=12, line_gap=8)
        row.add(self.field, 220)
        row.add(self.button, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self._about)
        column.addLayout(row)
        column.addWidget(self.told)
        self.retranslate()

    def set_person(self, person_id: str) -> None:
        """Be ready to erase this person, "" for nobody; the word is asked for anew."""
        if person_id != self._person_id:
            self.word.clear()
            if person_id and not self._has_news:
                self.told.hide()
            # The next person of the list comes by herself: what was told stays for her.
            self._has_news = self._has_news and not person_id
        self._person_id = person_id
        self._judge()

    def confirmation(self) -> str:
        """Return the word to be typed."""
        return self._desk.words.gettext("ERASE")

    def erase(self) -> None:
        """Erase the person once the word is typed, and name the backups that hold her."""
        if not self.button.isEnabled():
            return
        self._desk.autosave.end_step()
        workspace, words = self._desk.workspace, self._desk.words
        person_id = self._person_id
        try:
            workspace.erase_record("participant", person_id)
            holding = workspace.backups.find_holding(person_id)
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        said = [words.gettext("The person was erased. Undo cannot bring her back.")]
        if holding:
            said.append(words.gettext("These backups still hold the names. Delete them by hand:"))
            said += [f"• {Path(str(info.path)).name}" for info in holding]
        self.told.setText("\n".join(said))
        self.told.show()
        self._has_news = True
        self.set_person("")
        self.erased.emit()

    def _judge(self) -> None:
        is_said = self.word.text().strip().casefold() == self.confirmation().casefold()
        is_open = bool(self._person_id) and not self._desk.autosave.is_read_only
        self.word.setEnabled(is_open)
        self.button.setEnabled(is_open and is_said)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._desk.words
        self.head.setText(words.gettext("Erase for good"))
        self._about.setText(
            words.gettext(
                "What is deleted can be brought back by undo. If a person asks to be forgotten, "
                "erase her: nothing of her stays in this file, and her visits go too."
            )
        )
        self.field.set_words(
            words.gettext("To erase this person, type {word}", word=self.confirmation()), ""
        )
        self.button.setText(words.gettext("Erase this person"))
        set_role(self.button, "", tone="bad")
