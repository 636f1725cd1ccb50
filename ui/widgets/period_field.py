"""The days that a report tells of: typed as one writes them, with what was understood below.

What cannot be read stays as it was typed, with the sentence that says what to write. Knows no
database.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from grantee_app.language.dates import format_typed_range
from grantee_app.language.reading_dates import read_date_range
from ui.editors.field_editor import today
from ui.report_entries import PeriodEntry
from ui.screen_language import ScreenLanguage
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.levels_table import NumberEdit


class PeriodField(QFrame):
    """A line for a period; `edited` brings the line that changed, `left` follows leaving it."""

    edited = Signal(object)
    left = Signal()

    def __init__(
        self, words: ScreenLanguage, entry: PeriodEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self._words = words
        self.setProperty("role", "card")
        self._label = make_label("label")
        self._said = make_label("secondary")
        self.line = NumberEdit(entry.place)
        self.line.setAlignment(self.line.alignment().AlignLeft)
        self.line.setMaxLength(200)
        self.line.setMaximumWidth(self.fontMetrics().horizontalAdvance("0" * 32))
        self._label.setBuddy(self.line)
        self.lines = {entry.place.path: self.line}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addWidget(self.line)
        column.addWidget(self._said)
        self.line.textEdited.connect(lambda _text: self.edited.emit(self.line))
        self.line.left.connect(self._note_leaving)
        self.retranslate()

    def set_values(self, values: dict[str, str]) -> None:
        """Show what was typed; nothing is emitted."""
        self.line.setText(values.get(self.entry.place.path, ""))
        self._explain()

    def set_facts(self, facts: dict[str, int]) -> None:
        """Nothing is counted here."""

    def set_read_only(self) -> None:
        """Let the days be read and copied."""
        self.line.setReadOnly(True)

    def said(self) -> str:
        """Return the sentence under the line."""
        return self._said.text()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        name = self._words.name(self.entry.label)
        self._label.setText(name)
        self.line.setAccessibleName(name)
        self._explain()

    def _note_leaving(self) -> None:
        self._explain()
        self.left.emit()

    def _explain(self) -> None:
        """Tell which days were understood, proposed, or why none."""
        words = self._words
        reading = read_date_range(self.line.text(), today=today(), within=self.entry.within)
        set_role(self._said, "secondary", tone="bad" if reading.problem else "")
        if reading.problem is not None:
            said = words.say(reading.problem)
        elif reading.value is not None:
            said = words.gettext(
                "Counted are the days {days}.",
                days=self._spell(reading.value.start, reading.value.end),
            )
        else:
            said = words.gettext(
                "Nothing is written: counted are the days {days}.",
                days=self._spell(*self.entry.proposed),
            )
        self._said.setText(said)
        self.line.setAccessibleDescription(said)

    def _spell(self, first: date | None, last: date | None) -> str:
        if first is None or last is None:
            return "…" if last is None else format_typed_range(last, last, self._words.code)
        return format_typed_range(first, last, self._words.code)
