"""The day until which the people of a project may be named, written by whoever knows it.

Left empty it is the usual one. Knows the day, not what happens after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.figures.retention import DAYS_AFTER
from grantee_app.language.dates import format_date
from grantee_app.store.fields import find_field
from ui.editors.date_editors import DateEditor
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.desk import Desk


class KeepUntil(QWidget):
    """`failed` brings the sentence of a day that could not be written."""

    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        # A day that may be left empty.
        self.editor = DateEditor(desk.words, find_field("deadline", "due_on"))
        self.field = Field(self.editor)
        self.editor.left.connect(self._write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)

    def refresh(self) -> None:
        """Show the day as it is stored; what is being typed stays."""
        if not self.editor.focus_target().hasFocus():
            self.editor.set_value(self._stored())
            self.field.judge(self.words)
        self._say_usual()

    def _stored(self) -> str:
        return self.desk.workspace.people.read_keep_until(self.desk.project_id)

    def _write(self) -> None:
        self.field.judge(self.words)
        text = self.editor.value()
        is_closed = self.desk.autosave.is_read_only
        if is_closed or self.editor.problem() is not None or text == self._stored():
            return
        try:
            self.desk.workspace.people.write_keep_until(self.desk.project_id, text)
        except BastamaError as problem:
            self.failed.emit(problem.message)

    def _say_usual(self) -> None:
        words, state = self.words, self.desk.state
        usual = state.retention.usual if state is not None else None
        said = words.gettext("The day that people were told or that the contract names.")
        if usual is not None:
            said += " " + words.ngettext(
                "Left empty it is {day}, {count} day after the last report and the end of the "
                "contract.",
                "Left empty it is {day}, {count} days after the last report and the end of the "
                "contract.",
                DAYS_AFTER,
                day=format_date(usual, words.code),
            )
        self.field.set_words(words.gettext("Names may be kept until"), said)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the day be read."""
        self.editor.set_read_only(is_read_only)

    def retranslate(self) -> None:
        """Say everything again."""
        self.editor.retranslate()
        self._say_usual()
