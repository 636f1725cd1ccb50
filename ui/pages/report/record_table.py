"""A table that the report prints row by row, written where the report is written.

Its name, its two languages, its rows, and what is worth knowing about pasting. Rows are records of
the project: what is written here stands on every other page at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.message import LANGUAGES, N_, LanguageCode, message
from grantee_app.records.base import NO_TEXT
from grantee_app.records.project import Partner, Winner
from grantee_app.store.editing import Parent
from grantee_app.store.fields import has_field
from grantee_app.store.texts import RecordPlace
from ui.editors.table_editor import TableColumn, TableEditor
from ui.widgets.labels import make_label
from ui.widgets.language_switch import LanguageSwitch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grantee_app.language.message import Message
    from grantee_app.records.base import Record
    from ui.desk import Desk
    from ui.report_entries import RecordsEntry

_MAKERS: Final[dict[str, Callable[[], Record]]] = {
    "partner": lambda: Partner(name=NO_TEXT),
    "winner": lambda: Winner(name=NO_TEXT),
}
_NEW: Final[dict[str, Message]] = {
    "partner": message("New partner"),
    "winner": message("New winner"),
}
# What opens a table that most projects have no use for.
_OFFERS: Final = {"winner": N_("The project gave small grants: list the winners")}
MARKED_AFTER_MS: Final = 400
PASTING: Final = N_("A table from Word or Excel can be pasted into the first cell (Ctrl+V).")


class RecordTable(QWidget):
    """The records of one entry; `edited`, `left` and `grown` are those of a section.

    `language_chosen` asks for the document in the other language.
    """

    edited = Signal()
    left = Signal()
    grown = Signal()
    language_chosen = Signal(str)

    def __init__(
        self, desk: Desk, entry: RecordsEntry, code: LanguageCode, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self._desk = desk
        self._code: LanguageCode = code
        # A rare table stays open once somebody asked for it.
        self._is_wanted = not entry.is_rare
        self.title = make_label("group", self)
        self.switch = LanguageSwitch(code, self)
        self.switch.chosen.connect(self.language_chosen)
        columns = [
            TableColumn(name, label, "" if has_field(entry.table, name) else code)
            for name, label in entry.columns
        ]
        self._texts = [column.name for column in columns if column.language]
        self.editor = TableEditor(
            desk,
            entry.table,
            Parent("project", desk.project_id),
            columns,
            _MAKERS[entry.table],
            self,
            new=_NEW[entry.table],
        )
        self.editor.edited.connect(self._note_edit)
        self.editor.left.connect(self.left)
        self.editor.ordered.connect(self.grown)
        self._hint = make_label("secondary", self)
        self.offer = QPushButton(self)
        self.offer.clicked.connect(self._open)
        # Where the section puts what was found in the rows.
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        self._lay_out()
        # Reading what is missing in every row would be felt at each key.
        self._marking = QTimer(self, singleShot=True, interval=MARKED_AFTER_MS)
        self._marking.timeout.connect(self._mark_languages)

    def building(self) -> Iterator[None]:
        """Make the first rows; rest at every `yield`. Whoever makes it goes through."""
        yield from self.editor.begin()
        self._judge()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title, 1)
        head.addWidget(self.switch)
        offer = QHBoxLayout()
        offer.addWidget(self.offer)
        offer.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self._hint)
        column.addLayout(self.notes)
        column.addLayout(offer)
        QWidget.setTabOrder(self.switch, self.editor)

    # ------------------------------------------------------------------ rows

    def refill(self) -> None:
        """Show the records as they are now."""
        self.editor.refill()
        self._judge()

    def set_language(self, code: LanguageCode) -> None:
        """Show and take the texts in another language of the document."""
        if code != self._code:
            self._code = code
            self.switch.set_value(code)
            self.editor.set_language(code)
            self._mark_languages()

    def has_record(self, record_id: str) -> bool:
        """Tell whether a record is one of these."""
        return record_id in self.editor.record_ids()

    def show_record(self, record_id: str, column: str = "") -> QWidget | None:
        """Put the cursor into a record; return the row, None where there is none such."""
        if not self.editor.show_field(record_id, column):
            return None
        return next(row for row in self.editor.rows if row.record_id == record_id)

    def focus_first(self) -> None:
        """Put the cursor into the first cell, or where the table is opened."""
        if self._is_open():
            self.editor.rows[0].cells[0].focus_target().setFocus()
        else:
            self.offer.setFocus()

    def _open(self) -> None:
        self._is_wanted = True
        self._judge()
        self.editor.go_to_new()
        self.grown.emit()

    def _note_edit(self) -> None:
        self._marking.start()
        self.edited.emit()

    def _is_open(self) -> bool:
        return bool(self.editor.rows) and (self._is_wanted or bool(self.editor.record_ids()))

    def _judge(self) -> None:
        is_closed = self.entry.is_rare and not self._is_open()
        for part in (self.title, self.switch, self.editor):
            part.setVisible(not is_closed)
        is_read_only = self._desk.autosave.is_read_only
        self._hint.setVisible(not is_closed and not is_read_only)
        self.offer.setVisible(is_closed and not is_read_only)
        self._mark_languages()

    def _mark_languages(self) -> None:
        """Mark the language in which something is missing that the other one has."""
        read, table = self._desk.autosave.read_text, self.entry.table
        places = [
            RecordPlace(table, record_id, name)
            for record_id in self.editor.record_ids()
            for name in self._texts
        ]
        written = [
            {code: bool(read(place, code).strip()) for code in LANGUAGES} for place in places
        ]
        missing = self._desk.words.gettext("something is not written in this language")
        for code in LANGUAGES:
            is_missing = any(any(one.values()) and not one[code] for one in written)
            self.switch.mark(code, "○" if is_missing else "", missing if is_missing else "")

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; the rows do so themselves."""
        words = self._desk.words
        title = words.name(self.entry.title)
        self.title.setText(title)
        self.editor.set_name(title)
        self._hint.setText(words.gettext(PASTING))
        if self.entry.is_rare:
            self.offer.setText(words.gettext(_OFFERS[self.entry.table]))
        self._mark_languages()
