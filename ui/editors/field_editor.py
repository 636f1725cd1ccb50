"""A line whose text means a value: read by the store's rules while it is typed.

Shown in the language of the screen, grouped and spelled when it is left; what cannot be read stays
as it was typed. Knows the field of the record, not the record.
"""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from grantee_app.language.message import Message
from grantee_app.language.reading import Reading
from grantee_app.store.fields import Columns, Field, format_columns, read_typed
from ui.editors.line_editor import LineEditor
from ui.screen_language import ScreenLanguage
from ui.theme import tabular


class FieldEditor(LineEditor):
    """One value of a record; a subclass knows how its kind is shown."""

    def __init__(self, words: ScreenLanguage, field: Field, parent: QWidget | None = None) -> None:
        # Known before the line is measured.
        self.field = field
        super().__init__(words, parent)
        # Typed since it was shown last: neither a language nor a refill may put it differently.
        self._is_typed = False
        # The text as it was shown last, and what is stored for it.
        self._shown = ("", "")

    def value(self) -> str:
        """Return the written form of the value, or what was typed where there is none."""
        text = self.line.text().strip()
        if text == self._shown[0]:
            return self._shown[1]
        columns = self.reading().value if text else None
        if columns is None:
            return text
        written = format_columns(self.field, columns)
        # A written form that would be read as something else is worse than none.
        again = read_typed(self.field, written, today()) if written else None
        return text if again is not None and again.value != columns else written

    def set_value(self, text: str) -> None:
        """Show a stored value."""
        if text != self.value():
            self._put(self._show(text))
            self._shown = (self.line.text().strip(), text)
            self._is_typed = False

    def reading(self) -> Reading[Columns]:
        """Return what the shown text means."""
        return read_typed(self.field, self.line.text(), today())

    def problem(self) -> Message | None:
        """Return why the text means no value."""
        return self.reading().problem

    def understood(self) -> Message | str | None:
        """Return how a text that is being typed was read, where that looks different."""
        if not self._is_typed or not self.line.text().strip():
            return None
        columns = self.reading().value
        said = "" if columns is None else self._explain_value(columns)
        return said if _letters(said) != _letters(self.line.text()) else None

    def retranslate(self) -> None:
        """Show the value in the language of the screen."""
        if not self._is_typed:
            self._respell()

    def _show(self, stored: str) -> str:
        columns = read_typed(self.field, stored, today()).value if stored.strip() else None
        return stored if columns is None else self._spell(columns)

    def _spell(self, columns: Columns) -> str:
        """Return how a value is shown."""
        value = columns[self.field.name]
        return "" if value is None else str(value)

    def _explain_value(self, columns: Columns) -> str:
        """Return what a typed value is told to mean."""
        return self._spell(columns)

    def _respell(self) -> None:
        columns = self.reading().value if self.line.text().strip() else None
        if columns is None:
            return
        spelled = self._spell(columns)
        if spelled != self.line.text():
            stored = self.value()
            self._put(spelled)
            self._shown = (spelled, stored)

    def _note_edit(self) -> None:
        self._is_typed = True
        super()._note_edit()

    def _leave(self) -> None:
        self._respell()
        self._is_typed = False
        super()._leave()

    def _align_right(self) -> None:
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.setFont(tabular(self.line.font()))


def _letters(text: str) -> str:
    return "".join(text.split())


def today() -> date:
    """Return the local day."""
    return datetime.now().astimezone().date()
