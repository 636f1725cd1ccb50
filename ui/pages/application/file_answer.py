"""A field of the form that holds files: the document that is wanted, and where its files are put.

Files are records of their own, kept by the application's documents. Knows the sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from grantee_app.form.application_form import FileField
from grantee_app.store.attachments.records import AttachedTo
from ui.editors.files_editor import FilesEditor
from ui.pages.application.answer_field import AnswerField
from ui.widgets.labels import STAR, make_label

if TYPE_CHECKING:
    from ui.pages.application.sheet import Sheet


class FileAnswer(AnswerField):
    """Label, help, the files, and what is wrong with them."""

    def __init__(self, sheet: Sheet, key: str, parent: QWidget | None = None) -> None:
        super().__init__(sheet, key, parent)
        self.label = make_label("label")
        self.help = make_label("secondary")
        self.error = make_label("secondary", tone="bad")
        self.error.hide()
        self.files = FilesEditor(sheet.desk)
        self.files.changed.connect(self._note_change)
        for widget in (self.label, self.help, self.files, self.error, self.warning):
            self.column.addWidget(widget)
        self.fill()
        self.retranslate()

    def fill(self) -> None:
        """Show the files that are there now."""
        documents = self.sheet.opened.documents.get(self.key, [])
        owner = AttachedTo("application_document", documents[0].id) if documents else None
        self.files.set_owner(owner)
        if self.sheet.is_read_only() or owner is None:
            self.files.set_read_only(True)
        self.show_findings()

    def follow_values(self) -> None:
        """Show anew whether the document is a must."""
        self._say_label()

    def focus_target(self) -> QWidget | None:
        """Return the button that adds files."""
        return self.files.add_button

    def say_error(self, sentence: str) -> None:
        """Show it under the files."""
        self.error.setText(f"! {sentence}" if sentence else "")
        self.error.setVisible(bool(sentence))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self._say_label()
        self.show_findings()

    def _say_label(self) -> None:
        part = self.part
        if not isinstance(part, FileField):
            return
        label = self.words.name(part.label)
        star = STAR if self.sheet.values.is_required(self.key) else ""
        self.label.setText(f"{label}{star}")
        self.help.setText(self.words.name(part.help))
        self.help.setVisible(bool(part.help))
        self.files.set_name(label)

    def _note_change(self) -> None:
        self.is_visited = True
        self.sheet.reload()
        self.show_findings()
        self.edited.emit()
