"""The open application as its page sees it: what is stored, and what is being typed over it.

Widgets ask it for texts and hand it what a person types; it hands that on to the one autosave and
keeps values, conditions and totals in step with every key. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from grantee_app.language.message import LanguageCode
from grantee_app.store.texts import AnswerPlace, RecordPlace
from grantee_app.workspace.application_on_day import ApplicationOnDay
from ui.editors.field_editor import today

if TYPE_CHECKING:
    from grantee_app.form.filled import FilledForm
    from grantee_app.workspace.applications import FieldPlace, OpenApplication
    from ui.desk import Desk


class Sheet(QObject, ApplicationOnDay):
    """`changed` follows every key and every reading; `language_changed` the language of texts."""

    changed = Signal()
    language_changed = Signal()
    # A person asks for the other language of the texts.
    language_wanted = Signal(str)

    def __init__(self, desk: Desk, application_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.application_id = application_id
        self.today: date = today()
        # With what is being typed laid over what is stored.
        self.opened: OpenApplication = self._load()
        self._places: dict[tuple[str, str, str], FieldPlace] = {}
        self.code: LanguageCode = self.application.language

    # ------------------------------------------------------------------ what is known

    def is_read_only(self) -> bool:
        """Tell whether it can only be read."""
        return self.desk.autosave.is_read_only

    # ------------------------------------------------------------------ texts in and out

    def place(self, key: str, row_id: str = "", column: str = "") -> FieldPlace:
        """Return where a field or a cell is written."""
        where = (key, row_id, column)
        found = self._places.get(where)
        if found is None:
            found = self._places[where] = self.opened.find_place(key, row_id, column)
        return found

    def text(self, key: str, language: str, row_id: str = "", column: str = "") -> str:
        """Return the text of a field or a cell, "" in a row that is not there yet."""
        if column:
            return self.filled.cell(key, row_id, column, language) if row_id else ""
        return self.filled.text(key, language)

    def note(
        self,
        key: str,
        language: str,
        read: Callable[[], str],
        row_id: str = "",
        column: str = "",
    ) -> None:
        """Take a text that a person types: it is saved, and counts from now on."""
        place = self.place(key, row_id, column).place
        self.desk.autosave.note(place, language, read)
        self._take(replace(self.opened, filled=_write(self.filled, place, language, read())))

    def reload(self) -> None:
        """Read what is stored anew; what is not written yet stays on top."""
        self._places.clear()
        self._take(self._load())

    def set_language(self, code: LanguageCode) -> None:
        """Write and see the texts in another language; the screen stays as it is."""
        if code != self.code:
            self.desk.autosave.flush()
            self.code = code
            self.language_changed.emit()

    def _take(self, opened: OpenApplication) -> None:
        self.opened = opened
        # Read anew when somebody asks.
        self.__dict__.pop("values", None)
        self.changed.emit()

    def _load(self) -> OpenApplication:
        opened = self.desk.workspace.applications.load(self.application_id)
        filled = opened.filled
        key = (self.desk.project_id, opened.application.form, opened.application.version)
        for (place, language), text in self.desk.autosave.unsaved().items():
            if isinstance(place, AnswerPlace):
                if (place.project_id, place.form, place.version) == key:
                    filled = _write(filled, place, language, text)
            elif isinstance(place, RecordPlace) and place.record_id == opened.organization.id:
                filled = _write(filled, place, language, text)
        return replace(opened, filled=filled)


def _write(
    filled: FilledForm, place: AnswerPlace | RecordPlace, language: str, text: str
) -> FilledForm:
    if isinstance(place, AnswerPlace):
        return filled.with_answer(place.path, language, text)
    profile: Mapping[tuple[str, str], str] = {**filled.profile, (place.column, language): text}
    return replace(filled, profile=profile)
