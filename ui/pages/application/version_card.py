"""A newer edition of the form: what is new in it and what has no place there, before it is taken.

Carrying is one step of undo. Knows the sheet and editions, no field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.form.carrying import Carrying, Part
    from ui.pages.application.sheet import Sheet

_MOST_NAMED: Final = 8


class VersionCard(QFrame):
    """`carried` when the application stands in the newer edition, `failed` brings a sentence."""

    carried = Signal()
    failed = Signal(object)

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._words = sheet.desk.words
        self._version = ""
        self._found: Carrying | None = None
        self.setProperty("role", "guide")
        self.head = make_label("label")
        self.new = make_label("secondary")
        self.gone = make_label("secondary", tone="warn")
        self.look_button, self.carry_button = QPushButton(), QPushButton()
        set_role(self.carry_button, "primary")
        self.look_button.clicked.connect(self.look)
        self.carry_button.clicked.connect(self.carry)
        buttons = QWidget()
        row = WrappingRow(buttons, gap=12, line_gap=8)
        row.add(self.look_button, weight=0)
        row.add(self.carry_button, weight=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        for widget in (self.head, self.new, self.gone):
            column.addWidget(widget)
        column.addWidget(buttons)
        self._words.changed.connect(self.retranslate)

    def fill(self) -> None:
        """Show the card where there is a newer edition of a form that is still being written."""
        application = self._sheet.application
        applications = self._sheet.desk.workspace.applications
        self._version = applications.find_newer_version(application.form, application.version)
        self._found = None
        is_wanted = bool(self._version) and application.state == "draft"
        self.setVisible(is_wanted and not self._sheet.is_read_only())
        self.retranslate()

    def look(self) -> None:
        """Show what would be new and what would be gone; nothing is written."""
        sheet = self._sheet
        sheet.desk.autosave.flush()
        try:
            self._found = sheet.desk.workspace.applications.preview_version(
                sheet.application_id, self._version, sheet.today
            )
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.retranslate()
        self.carry_button.setFocus()

    def carry(self) -> None:
        """Carry the application to the newer edition."""
        sheet = self._sheet
        sheet.desk.autosave.end_step()
        try:
            sheet.desk.workspace.applications.carry_to_version(
                sheet.application_id, self._version, sheet.today
            )
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.carried.emit()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, found = self._words, self._found
        self.head.setText(
            words.gettext("There is a newer edition of this form: {version}", version=self._version)
        )
        self.look_button.setText(words.gettext("See what changes"))
        self.carry_button.setText(words.gettext("Take the newer edition"))
        self.look_button.setVisible(found is None)
        self.carry_button.setVisible(found is not None)
        new = self._name(found.new) if found is not None else ""
        gone = self._name(found.gone) if found is not None else ""
        self.new.setText(
            words.gettext("New in it: {names}", names=new)
            if new
            else words.gettext("Nothing new is asked.")
        )
        self.new.setVisible(found is not None)
        self.gone.setText(
            words.gettext("Without a place in it, but kept: {names}", names=gone) if gone else ""
        )
        self.gone.setVisible(bool(gone))

    def _name(self, parts: list[Part]) -> str:
        code = self._words.code
        names = [f"«{part.label.spoken_in(code)}»" for part in parts[:_MOST_NAMED]]
        if len(parts) > _MOST_NAMED:
            names.append("…")
        return ", ".join(names)
