"""Which editor suits which kind of a form's field or column, and the three that only forms need.

Everything else is typed into the same editors as the rest of the project. Knows the sheet, not the
page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from grantee_app.form.application_form import (
    ChoicesField,
    Chosen,
    Column,
    FormField,
    TableField,
    YesNoField,
)
from grantee_app.form.conditions import YES
from grantee_app.language.message import LANGUAGES, LanguageCode, Message, message
from grantee_app.records.application import LIST_SIGN
from grantee_app.records.terms_of_fields import FIELD_TERMS
from grantee_app.store.fields import DATES, Field, FieldKind, find_field
from grantee_app.store.texts import RecordPlace
from ui.editors.choice_editor import ChoiceEditor
from ui.editors.date_editors import DateEditor, DateRangeEditor
from ui.editors.editor import Editor
from ui.editors.flag_editor import CheckBox
from ui.editors.kinds import make_editor
from ui.editors.line_editor import LineEditor
from ui.editors.long_text_editor import LongTextEditor
from ui.editors.number_editors import MoneyEditor, NumberEditor, WholeNumberEditor
from ui.editors.offering_editor import OfferingEditor, PersonEditor, PlaceEditor, used_texts
from ui.editors.text_editor import TextEditor
from ui.editors.yes_no_editor import YesNoEditor
from ui.pages.money.wrapped_choice import WrappedChoiceEditor
from ui.screen_language import ScreenLanguage
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from ui.pages.application.sheet import Sheet

CURRENCY_SIGNS: Final = {"KZT": "₸", "USD": "$", "EUR": "€", "RUB": "₽"}
_LINES_OF_CELL: Final = 2


def make_answer_editor(
    sheet: Sheet, key: str, language: str = "", column: str = "", lines: int = 3
) -> Editor:
    """Return the editor of a field, or of a cell of a table, in one language ("" for a value)."""
    part: FormField | Column = sheet.form.by_key[key]
    if column and isinstance(part, TableField):
        part = part.by_key[column]
    words = sheet.desk.words
    place = sheet.place(key, "-" if column else "", column).place
    if isinstance(place, RecordPlace) and not language:
        if isinstance(part, Chosen) and part.only:
            # The profile knows more than the form allows: what stands there is shown all the same.
            known = FIELD_TERMS[place.table, place.column]
            return ChoiceEditor(
                words,
                find_field(place.table, place.column),
                known,
                offered=[option.key for option in sheet.values.options(key)],
            )
        return make_editor(words, place.table, place.column)
    if language:
        return _make_text_editor(sheet, part, "ru" if language == "ru" else "kk", lines)
    return _make_value_editor(sheet, key, part, column)


def _make_text_editor(
    sheet: Sheet, part: FormField | Column, code: LanguageCode, lines: int
) -> Editor:
    words = sheet.desk.words
    if part.kind == "long_text":
        return LongTextEditor(words, language=code, lines=lines)
    if part.kind in {"place", "person"}:
        return _make_offering_editor(sheet, part.kind, code)
    return TextEditor(words, language=code)


def _make_offering_editor(sheet: Sheet, kind: str, code: LanguageCode) -> OfferingEditor:
    workspace, words = sheet.desk.workspace, sheet.desk.words
    if kind == "place":
        from ui.pages.activities.place_filling import list_offers  # noqa: PLC0415 (when typed)

        return PlaceEditor(words, list_offers(workspace, code), language=code)
    used = used_texts(workspace, "name", code, "staff_member", "partner")
    return PersonEditor(words, lambda: [*_list_names(sheet, code), *used()], language=code)


def _list_names(sheet: Sheet, code: LanguageCode) -> list[str]:
    """Return the names of people in the tables of this application."""
    found: dict[str, None] = {}
    for table in sheet.form.tables.values():
        for column in table.columns:
            if column.kind == "person":
                for row_id in sheet.filled.rows_of(table.key):
                    name = sheet.text(table.key, code, row_id, column.key).strip()
                    if name:
                        found[name] = None
    return list(found)


def _make_value_editor(  # noqa: PLR0911 (one return a kind)
    sheet: Sheet, key: str, part: FormField | Column, column: str
) -> Editor:
    words, theme = sheet.desk.words, sheet.desk.theme
    match part.kind:
        case "text":
            return LineEditor(words, letters=12)
        case "date":
            return DateEditor(words, _value("date"))
        case "date_range":
            return DateRangeEditor(words, find_field("planned_activity", DATES))
        case "yes_no":
            if isinstance(part, YesNoField) and part.is_declaration:
                return DeclarationEditor(words, lambda: words.name(part.label))
            return YesNoEditor(words)
        case "choices":
            most = part.max_choices if isinstance(part, ChoicesField) else 0
            return OptionsEditor(words, lambda: list_offered(sheet, key, column), most)
        case "choice":
            return WrappedChoiceEditor(
                words,
                theme,
                lambda: list_offered(sheet, key, column),
                lambda: words.gettext("not told"),
            )
        case _:
            return _make_number_editor(sheet, part, is_cell=bool(column))


def _make_number_editor(sheet: Sheet, part: FormField | Column, *, is_cell: bool) -> Editor:
    words = sheet.desk.words
    if part.kind == "money":
        currency = sheet.application.currency
        kind: FieldKind = "money" if currency == "KZT" else "whole"
        sign = CURRENCY_SIGNS.get(currency, currency)
        return MoneyEditor(words, _value(kind), unit="" if is_cell else sign)
    make: type[NumberEditor] = WholeNumberEditor if part.kind == "whole_number" else NumberEditor
    return make(words, _value("whole" if part.kind == "whole_number" else "number"))


def _value(kind: FieldKind) -> Field:
    return Field("answer", "value", kind)


def list_offered(sheet: Sheet, key: str, column: str = "") -> list[tuple[str, str]]:
    """Return the keys and words that may be chosen in a field or a column."""
    code = sheet.desk.words.code
    table = ""
    part: FormField | Column = sheet.form.by_key[key]
    if column and isinstance(part, TableField):
        part = part.by_key[column]
    if isinstance(part, Chosen):
        table = part.options_table
    found = []
    for option in sheet.values.options(key, column):
        name = option.label.spoken_in(code)
        if table:
            number = list(sheet.filled.rows_of(table)).index(option.key) + 1
            name = f"{number}. {name}"
        found.append((option.key, name))
    return found


# ---------------------------------------------------------------- editors of forms alone


class DeclarationEditor(Editor):
    """A sentence to agree to: the box beside it is ticked or not."""

    def __init__(
        self, words: ScreenLanguage, say: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._say = say
        self.box = CheckBox()
        self.box.clicked.connect(self.edited)
        self.box.left.connect(self.left)
        self.row.addWidget(self.box)
        self.row.addStretch()
        self.setFocusProxy(self.box)
        self.retranslate()

    def value(self) -> str:
        """Return "1", or "" while it is not agreed to."""
        return YES if self.box.isChecked() else ""

    def set_value(self, text: str) -> None:
        """Show a stored answer."""
        self.box.setChecked(text.strip() == YES)

    def focus_target(self) -> QWidget:
        """Return the box."""
        return self.box

    def retranslate(self) -> None:
        """Say in the language of the screen what the tick means."""
        self.box.setText(self._words.gettext("I confirm this"))


class OptionsEditor(Editor):
    """Several of what is offered; `most` of them, 0 for as many as there are."""

    def __init__(
        self,
        words: ScreenLanguage,
        list_offered: Callable[[], Sequence[tuple[str, str]]],
        most: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._list_offered = list_offered
        self._most = most
        self._strange: list[str] = []
        self._name = ""
        self._is_read_only = False
        self.boxes: dict[str, CheckBox] = {}
        self._inside = QWidget()
        self._boxes_row = WrappingRow(self._inside, line_gap=0)
        self._nothing = QWidget()
        self.row.addWidget(self._inside, 1)
        self.refresh()

    def value(self) -> str:
        """Return the keys, parted by commas."""
        chosen = [key for key, box in self.boxes.items() if box.isChecked()]
        return LIST_SIGN.join([*chosen, *self._strange])

    def set_value(self, text: str) -> None:
        """Show stored keys; those that are not on offer any more are kept."""
        keys = [key.strip() for key in text.split(LIST_SIGN) if key.strip()]
        self._strange = [key for key in keys if key not in self.boxes]
        for key, box in self.boxes.items():
            box.setChecked(key in keys)

    def problem(self) -> Message | None:
        """Return that too much is chosen."""
        count = len([key for key in self.value().split(LIST_SIGN) if key])
        if self._most and count > self._most:
            return message("Choose no more than {most}.", most=self._most)
        return None

    def focus_target(self) -> QWidget:
        """Return the first box, or what stands for it while nothing is on offer."""
        return next(iter(self.boxes.values()), self._inside)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the choices be read."""
        self._is_read_only = is_read_only
        for box in self.boxes.values():
            box.setEnabled(not is_read_only)

    def mark(self, *, is_wrong: bool) -> None:
        """Errors are told under the boxes."""

    def name_parts(self, label: str) -> None:
        """Name every box by the label of the field and its own word."""
        self._name = label
        for box in self.boxes.values():
            box.setAccessibleName(f"{label}: {box.text()}" if label else box.text())

    def take_words(self, text: str) -> str:
        """Return the keys that pasted words stand for."""
        from grantee_app.language.folding import fold_text  # noqa: PLC0415 (rare)

        by_word = {fold_text(box.text()): key for key, box in self.boxes.items()}
        parts = [part.strip() for part in text.replace(";", LIST_SIGN).split(LIST_SIGN)]
        return LIST_SIGN.join(by_word.get(fold_text(part), part) for part in parts if part)

    def refresh(self) -> None:
        """Offer what there is now."""
        offered = list(self._list_offered())
        known = [(key, box.text()) for key, box in self.boxes.items()]
        if offered == known:
            return
        text = self.value()
        for box in self.boxes.values():
            self._boxes_row.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for key, name in offered:
            box = CheckBox()
            box.setText(name.replace("&", "&&"))
            box.clicked.connect(self.edited)
            box.left.connect(self.left)
            box.setEnabled(not self._is_read_only)
            self._boxes_row.add(box, weight=0)
            self.boxes[key] = box
        self.set_value(text)
        self.name_parts(self._name)
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def retranslate(self) -> None:
        """Say the words in the language of the screen."""
        self.refresh()


def tell_language(sheet: Sheet, key: str, column: str = "") -> str:
    """Return the language in which a field is shown: that of the texts, "" for a value."""
    languages = sheet.place(key, "-" if column else "", column).languages
    return sheet.code if set(languages) == set(LANGUAGES) else ""
