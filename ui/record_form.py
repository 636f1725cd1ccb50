"""The fields of one record: filled from what is stored, saved as they are typed.

A page adds editors with the words around them; where values go is autosave's business, what they
mean the editors'.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.store.texts import RecordPlace
from ui.desk import Desk
from ui.editors.editor import Editor
from ui.editors.kinds import make_editor
from ui.editors.long_text import LongText
from ui.editors.long_text_editor import LongTextEditor
from ui.editors.text_editor import TextEditor
from ui.keeping_in_sight import KeepingInSight
from ui.widgets.bilingual_field import BilingualField
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from ui.screen_language import Label

Say = Callable[[], str]
GAP: Final = 14


@dataclass(frozen=True, slots=True, eq=False)
class _Slot:
    """A text of the record and who shows it; `language` "" for a value."""

    column: str
    language: LanguageCode | str
    editor: Editor
    field: Field


class RecordForm(QWidget):
    """A form over one record of `table`; an empty `record_id` shows empty, closed fields.

    `edited` follows what a person does, `left` when a field is left, both after autosave heard.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self, desk: Desk, table: str, record_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.table = table
        self.record_id = record_id
        self._slots: list[_Slot] = []
        # By slot: the record and the text it was filled with last; nothing once it was typed in.
        self._filled: dict[_Slot, tuple[str, str]] = {}
        self._said: list[Callable[[], None]] = []
        # What says the words leads back to the form, mostly: they would keep each other.
        self.destroyed.connect(self._said.clear)
        self._is_read_only = False
        self._sight = KeepingInSight(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)
        # Another language was chosen while nobody saw the form; it is said when somebody does.
        self._is_unsaid = False
        desk.words.changed.connect(self._say_again)

    # ------------------------------------------------------------------ building

    def add(
        self,
        column: str,
        editor: Editor | None = None,
        say_label: Say | None = None,
        say_help: Say | None = None,
    ) -> Field:
        """Add a value; without an editor it gets the one of its kind."""
        words, table = self.desk.words, self.table
        field = Field(
            editor or (lambda parent: make_editor(words, table, column, parent)), parent=self
        )
        made = field.editor
        assert isinstance(made, Editor)  # noqa: S101 (either way one was made)
        self._say_with(lambda: field.set_words(_tell(say_label), _tell(say_help)))
        self._take(_Slot(column, "", made, field))
        self.column.addWidget(field)
        return field

    def add_text(
        self,
        column: str,
        say_label: Say,
        say_help: Say | None = None,
        *,
        long: bool = False,
        lines: int = 3,
        example: Label | None = None,
        make: Callable[[LanguageCode, QWidget], Editor] | None = None,
    ) -> BilingualField:
        """Add a text in both languages; `make` gives another editor than the usual ones.

        It gets the language, and the widget that the editor will stand in. The example is said to
        each editor in its own language, whatever the screen speaks.
        """
        words = self.desk.words

        def make_usual(code: LanguageCode, parent: QWidget) -> Editor:
            if long:
                return LongTextEditor(words, parent, language=code, lines=lines)
            return TextEditor(words, parent, language=code)

        makers = {code: partial(make or make_usual, code) for code in LANGUAGES}
        field = BilingualField(words, makers, self)

        self._say_with(lambda: field.set_words(say_label(), _tell(say_help)))
        if example is not None:
            field.set_example(example)
        for code, editor in field.editors.items():
            self._take(_Slot(column, code, editor, field))
        self.column.addWidget(field)
        return field

    def add_row(self, *fields: QWidget, least: int = 0) -> None:
        """Put fields beside each other, as far as the width allows; `least` a field wants."""
        place = self._take_out(fields)
        row = WrappingRow()
        self.column.insertLayout(place, row)
        for field in fields:
            row.add(field, least)

    def add_group(self, *fields: QWidget, least: int = 0) -> QWidget:
        """Put fields beside each other as a row does, to be shown and hidden together."""
        place = self._take_out(fields)
        group = QWidget(self)
        row = WrappingRow(group)
        self.column.insertWidget(place, group)
        for field in fields:
            row.add(field, least)
        return group

    def _take_out(self, fields: Sequence[QWidget]) -> int:
        """Take fields out of the column; return the place of the first."""
        place = min(
            (index for field in fields if (index := self.column.indexOf(field)) >= 0),
            default=self.column.count(),
        )
        for field in fields:
            self.column.removeWidget(field)
        return place

    def add_heading(self, say: Say) -> QWidget:
        """Add a heading over the fields that follow."""
        heading = make_label("group", self)
        heading.setContentsMargins(0, 6, 0, 0)
        self._say_with(lambda: heading.setText(say()))
        self.column.addWidget(heading)
        return heading

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is no field of the record."""
        self.column.addWidget(widget)

    def _say_with(self, say: Callable[[], None]) -> None:
        self._said.append(say)
        say()

    def _take(self, slot: _Slot) -> None:
        self._slots.append(slot)
        slot.editor.edited.connect(lambda: self._note(slot))
        slot.editor.left.connect(lambda: self._leave(slot))
        text = slot.editor.focus_target()
        if isinstance(text, LongText):
            text.cursor_moved.connect(lambda rect: self._follow_cursor(text, rect))
        self._apply_read_only(slot.editor)
        self._fill(slot)

    # ------------------------------------------------------------------ texts in and out

    def set_record(self, record_id: str) -> None:
        """Show another record; what was typed is written first."""
        if record_id != self.record_id:
            self.desk.autosave.end_step()
            self.record_id = record_id
            self.set_read_only(self._is_read_only)
        self.refill()

    def refill(self) -> None:
        """Show what is stored now; texts that stayed as they were keep their cursor."""
        for slot in self._slots:
            slot.editor.refresh()
            self._fill(slot)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the record be read and copied, and nothing else."""
        self._is_read_only = is_read_only
        for slot in self._slots:
            self._apply_read_only(slot.editor)

    def editor(self, column: str, language: str = "") -> Editor:
        """Return the editor of a text; KeyError when the form has none such."""
        for slot in self._slots:
            if (slot.column, slot.language) == (column, language):
                return slot.editor
        raise KeyError(column)

    def find_problems(self) -> list[str]:
        """Return the columns whose text cannot be taken as it stands."""
        return [slot.column for slot in self._slots if slot.editor.problem() is not None]

    def _apply_read_only(self, editor: Editor) -> None:
        is_closed = self._is_read_only or self.desk.autosave.is_read_only or not self.record_id
        editor.set_read_only(is_closed)

    def _place(self, slot: _Slot) -> RecordPlace:
        return RecordPlace(self.table, self.record_id, slot.column)

    def _fill(self, slot: _Slot) -> None:
        read = self.desk.autosave.read_text
        stored = read(self._place(slot), slot.language) if self.record_id else ""
        is_other = slot.editor.value() != stored
        if not is_other and self._filled.get(slot) == (self.record_id, stored):
            return
        if is_other or not slot.editor.focus_target().hasFocus():
            slot.editor.set_value(stored)
            self._filled[slot] = self.record_id, stored
            if self.record_id:
                slot.field.judge(self.desk.words)
            else:
                slot.field.set_error("")
                slot.field.set_note("")

    def _note(self, slot: _Slot) -> None:
        self._filled.pop(slot, None)
        self.desk.autosave.note(self._place(slot), slot.language, slot.editor.value)
        slot.field.follow(self.desk.words)
        self.edited.emit()

    def _leave(self, slot: _Slot) -> None:
        if not self.record_id:
            return
        slot.field.judge(self.desk.words)
        self.desk.autosave.end_step()
        self.left.emit()

    # ------------------------------------------------------------------ places

    def show_field(self, column: str, language: str = "", position: int | None = None) -> bool:
        """Put the cursor into a field, `position` characters into its text; tell if it is here."""
        languages = [language] if language else ["", self.desk.words.code]
        for slot in self._slots:
            if slot.column == column and slot.language in languages:
                target = slot.editor.focus_target()
                target.setFocus()
                if position is not None:
                    slot.editor.place_cursor(slot.editor.value(), position)
                self.bring_in_sight(target)
                return True
        return False

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        if self._slots:
            self._slots[0].editor.focus_target().setFocus()

    def bring_in_sight(self, widget: QWidget) -> None:
        """Scroll to a widget of the form or beside it; what has the cursor is kept in sight."""
        area = self._find_area()
        if area is None:
            return
        margin = 2 * self.desk.theme.measure.line
        # What was built just now has no place on the page yet.
        QTimer.singleShot(0, widget, partial(area.ensureWidgetVisible, widget, 0, margin))
        self._sight.keep(area, widget, margin)

    def _follow_cursor(self, text: QWidget, rect: QRect) -> None:
        area = self._find_area()
        content = area.widget() if area is not None else None
        if area is not None and content is not None:
            place = text.mapTo(content, rect.center())
            area.ensureVisible(place.x(), place.y(), 0, 2 * self.desk.theme.measure.line)

    def _find_area(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    # ------------------------------------------------------------------ words

    def _say_again(self) -> None:
        self._is_unsaid = True
        if self.isVisible():
            self.say_anew()

    def say_anew(self) -> None:
        """Say everything in the language of the screen, unless that is done."""
        if self._is_unsaid:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the language of the screen."""
        self.say_anew()
        super().showEvent(event)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; half-typed texts stay."""
        self._is_unsaid = False
        for say in self._said:
            say()
        for slot in self._slots:
            slot.editor.retranslate()
            if isinstance(slot.field, BilingualField):
                slot.field.retranslate()
            slot.field.follow(self.desk.words)


def _tell(say: Say | None) -> str:
    return say() if say is not None else ""
