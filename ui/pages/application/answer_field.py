"""One field of the form on the screen: its words, its editor, its length, what was found in it.

Tables and files have widgets of their own and the same manners. Knows the sheet, not the section.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from grantee_app.form.application_form import Counted, LongTextField, NoteField, TextLimits
from grantee_app.form.limits import measure_text
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.records.base import Bilingual
from ui.editors.editor import Editor
from ui.editors.number_editors import NumberEditor
from ui.pages.application.answer_editors import make_answer_editor, tell_language
from ui.report_entries import TextEntry
from ui.theme import set_role
from ui.widgets.field import Field
from ui.widgets.labels import STAR, make_label, make_line_label
from ui.widgets.length_words import judge_usages, say_usages
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.form.application_form import FormField
    from ui.pages.application.sheet import Sheet

COUNT_MS: Final = 120
# Findings that say no more than that somebody has still to write.
MISSING: Final = frozenset(
    {"application.required", "application.rows", "application.cells", "application.document"}
)
_MOST_SAID: Final = 3


class AnswerField(QWidget):
    """The ground of all: `edited` follows a person, `left` when the cursor goes elsewhere.

    `cursor_moved` brings the cursor's rectangle in this widget, for the page to keep in sight.
    """

    edited = Signal()
    left = Signal()
    cursor_moved = Signal(QRect)

    # Findings that the field tells itself, as it is typed into.
    TOLD_ITSELF: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, sheet: Sheet, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.key = key
        self.part: FormField = sheet.form.by_key[key]
        self.words = sheet.desk.words
        # Whether somebody has been here: until then, what is missing is no mistake.
        self.is_visited = False
        self._findings: Sequence[Finding] = ()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.warning = make_label("secondary", tone="warn")
        self.warning.hide()

    # ------------------------------------------------------------------ what a field does

    def fill(self) -> None:
        """Show what is written now; a text that stayed as it was keeps its cursor."""

    def follow_values(self) -> None:
        """Show anew what follows from other fields: the mark of a must, offers, totals."""

    def show_language(self) -> None:
        """Show the texts in the language that is written now."""

    def focus_target(self) -> QWidget | None:
        """Return what the cursor goes into, None where there is nothing to write."""
        return None

    def show_cell(self, row_id: str, column: str) -> bool:  # noqa: ARG002 (tables have cells)
        """Put the cursor into a cell; tell whether there is one."""
        return False

    def find_problem(self) -> str:
        """Return in words why what is typed cannot be taken, "" where it can."""
        return ""

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; half-typed text stays."""

    # ------------------------------------------------------------------ what was found

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found in this field, the gravest under it in words."""
        self._findings = findings
        self.show_findings()

    def findings(self) -> Sequence[Finding]:
        """Return what was found in this field."""
        return self._findings

    def show_findings(self) -> None:
        """Show errors and warnings; what is merely missing waits until somebody was here."""
        seen = [
            one
            for one in self._findings
            if (self.is_visited or not self.is_missing(one)) and one.code not in self.TOLD_ITSELF
        ]
        errors = [self.words.say(one.told) for one in seen if one.severity == "error"]
        warnings = [self.words.say(one.told) for one in seen if one.severity == "warning"]
        problem = self.find_problem()
        if problem:
            # The check says the same of it, with the name of the field before.
            warnings = [said for said in warnings if problem not in said]
        self.say_error(problem or "\n".join(errors[:_MOST_SAID]))
        self.warning.setText("\n".join(f"▲ {said}" for said in warnings[:_MOST_SAID]))
        self.warning.setVisible(bool(warnings))

    def is_missing(self, finding: Finding) -> bool:
        """Tell whether a finding says no more than that nothing is written yet."""
        return finding.code in MISSING

    def say_error(self, sentence: str) -> None:
        """Show what is wrong, "" for nothing."""

    def visit(self) -> None:
        """Note that somebody has been here."""
        self.is_visited = True
        self.show_findings()


class NoteAnswer(AnswerField):
    """Words of the form that nothing is typed into."""

    def __init__(self, sheet: Sheet, key: str, parent: QWidget | None = None) -> None:
        super().__init__(sheet, key, parent)
        self.label = make_label()
        self.column.addWidget(self.label)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of the screen."""
        if isinstance(self.part, NoteField):
            self.label.setText(self.words.name(self.part.text))


class ValueAnswer(AnswerField):
    """A value or a short text; what the organisation keeps is marked as coming from its profile."""

    def __init__(self, sheet: Sheet, key: str, parent: QWidget | None = None) -> None:
        super().__init__(sheet, key, parent)
        self._language = tell_language(sheet, key)
        self._is_profile = sheet.filled.is_profile(key)
        self.origin = make_line_label("pill")
        self.count = make_line_label("secondary")
        self._below = QHBoxLayout()
        self._below.setSpacing(12)
        self._below.addWidget(self.origin)
        self._below.addStretch()
        self._below.addWidget(self.count)
        self._counting = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._counting.timeout.connect(self._show_length)
        self.editor, self.field = self._make_editor()
        self.column.addWidget(self.field)
        self.column.addLayout(self._below)
        self.column.addWidget(self.warning)
        self.origin.setVisible(self._is_profile)
        self.fill()
        self.retranslate()

    def _make_editor(self) -> tuple[Editor, Field]:
        editor = make_answer_editor(self.sheet, self.key, self._language)
        editor.edited.connect(self._note_edit)
        editor.left.connect(self._note_leaving)
        if self.sheet.is_read_only():
            editor.set_read_only(True)
        return editor, Field(editor)

    # ------------------------------------------------------------------ texts in and out

    def fill(self) -> None:
        """Show what is written now."""
        self.editor.refresh()
        stored = self.sheet.text(self.key, self._language)
        is_other = self.editor.value() != stored
        if is_other or not self.editor.focus_target().hasFocus():
            self.editor.set_value(stored)
        self._show_length()
        self.show_findings()

    def show_language(self) -> None:
        """Take an editor of the other language; values stay as they are."""
        language = tell_language(self.sheet, self.key)
        if language == self._language:
            return
        self._language = language
        old = self.field
        self.editor, self.field = self._make_editor()
        self.column.replaceWidget(old, self.field)
        old.hide()
        old.deleteLater()
        self.fill()
        self.retranslate()

    def _note_edit(self) -> None:
        self.sheet.note(self.key, self._language, self.editor.value)
        self._counting.start()
        if self.field.has_error():
            self.show_findings()
        self.edited.emit()

    def _note_leaving(self) -> None:
        self.is_visited = True
        self._show_length()
        self.show_findings()
        self.left.emit()

    # ------------------------------------------------------------------ what is said

    def follow_values(self) -> None:
        """Show anew whether an answer is a must, and what can be chosen."""
        self.editor.refresh()
        self._say_label()

    def focus_target(self) -> QWidget | None:
        """Return the widget that is typed into."""
        return self.editor.focus_target()

    def find_problem(self) -> str:
        """Return why the value cannot be taken, told when it was left."""
        problem = self.editor.problem()
        return self.words.say(problem) if problem is not None else ""

    def say_error(self, sentence: str) -> None:
        """Show it under the editor, else how the value was understood."""
        self.field.set_error(sentence)
        known = None if sentence else self.editor.understood()
        said = known if isinstance(known, str) else self.words.say(known) if known else ""
        self.field.set_note(said)

    def retranslate(self) -> None:
        """Say everything again."""
        self.editor.retranslate()
        self.origin.setText(self.words.gettext("from the profile"))
        self.origin.setToolTip(
            self.words.gettext(
                "Kept in the profile of the organisation: changed here, it is changed everywhere."
            )
        )
        self._say_label()
        self._say_unit()
        self._show_length()
        self.show_findings()

    def _say_unit(self) -> None:
        part, editor = self.part, self.editor
        # A sum has the sign of its currency, which is the same in every language.
        if isinstance(part, Counted) and part.kind != "money" and isinstance(editor, NumberEditor):
            editor.set_unit(self.words.name(part.unit))

    def _say_label(self) -> None:
        part = self.part
        if isinstance(part, NoteField):
            return
        label = self.words.name(part.label)
        if part.number:
            label = f"{part.number} {label}"
        star = STAR if self.sheet.values.is_required(self.key) else ""
        self.field.set_words(f"{label}{star}", self.words.name(part.help), _name(self, label))

    def _show_length(self) -> None:
        part = self.part
        if not isinstance(part, TextLimits):
            self.count.hide()
            return
        usages = measure_text(self.editor.value(), part)
        tone, _sentence = judge_usages(self.words, usages)
        set_role(self.count, "secondary", tone="bad" if tone == "bad" else "")
        self.count.setText(say_usages(self.words, usages))
        self.count.setVisible(bool(usages))


class LongAnswer(AnswerField):
    """A text of several paragraphs with its tools, its languages and its length."""

    TOLD_ITSELF = frozenset({"application.long", "application.short"})

    def __init__(self, sheet: Sheet, key: str, parent: QWidget | None = None) -> None:
        super().__init__(sheet, key, parent)
        part = self.part
        assert isinstance(part, LongTextField)  # noqa: S101 (made for nothing else)
        label = part.label
        if part.number:
            label = Bilingual(kk=f"{part.number} {label.kk}", ru=f"{part.number} {label.ru}")
        entry = TextEntry(
            place=sheet.place(key).place,
            label=label,
            help=part.help,
            keys=(key,),
            lines=part.lines,
            limits=part,
        )
        self.field = TextField(self.words, sheet.desk.theme, entry, self.code())
        self.field.edited.connect(self._note_edit)
        self.field.left.connect(self._note_leaving)
        self.field.language_chosen.connect(self._ask_language)
        self.field.cursor_moved.connect(self._pass_cursor)
        if sheet.is_read_only():
            self.field.set_read_only()
        self.column.addWidget(self.field)
        self.column.addWidget(self.warning)
        self.follow_values()
        self.fill()

    def code(self) -> LanguageCode:
        """Return the language that is written now."""
        return self.sheet.code

    def fill(self) -> None:
        """Show what is written now."""
        code = self.code()
        other = next(one for one in LANGUAGES if one != code)
        text, told = self.sheet.text(self.key, code), self.sheet.text(self.key, other)
        if self.field.value() != text or self.field.language() != code:
            self.field.set_value(code, text, told)
        else:
            self.field.set_other(told)
        self.show_findings()

    def show_language(self) -> None:
        """Show the text in the language that is written now."""
        self.fill()

    def follow_values(self) -> None:
        """Show anew whether an answer is a must."""
        self.field.star(is_required=self.sheet.values.is_required(self.key))

    def focus_target(self) -> QWidget | None:
        """Return the text."""
        return self.field.editor

    def say_error(self, sentence: str) -> None:
        """Show it under the text."""
        self.field.set_error(sentence)

    def retranslate(self) -> None:
        """Say what was found again; the rest speaks for itself."""
        self.show_findings()

    def _note_edit(self) -> None:
        self.sheet.note(self.key, self.field.language(), self.field.value)
        self.edited.emit()

    def _note_leaving(self) -> None:
        self.visit()
        self.left.emit()

    def _ask_language(self, code: str) -> None:
        self.sheet.language_wanted.emit(code)

    def _pass_cursor(self, rect: QRect) -> None:
        corner = self.field.mapTo(self, rect.topLeft())
        self.cursor_moved.emit(QRect(corner, rect.size()))


def make_answer_field(sheet: Sheet, key: str) -> AnswerField:
    """Return the widget of a field."""
    part = sheet.form.by_key[key]
    if part.kind == "note":
        return NoteAnswer(sheet, key)
    if part.kind == "long_text" and not sheet.filled.is_profile(key):
        return LongAnswer(sheet, key)
    if part.kind == "table":
        from ui.pages.application.table_answer import TableAnswer  # noqa: PLC0415 (with tables)

        return TableAnswer(sheet, key)
    if part.kind == "file":
        from ui.pages.application.file_answer import FileAnswer  # noqa: PLC0415 (with files)

        return FileAnswer(sheet, key)
    return ValueAnswer(sheet, key)


def _name(field: ValueAnswer, label: str) -> str:
    from ui.widgets.language_switch import OWN_NAMES  # noqa: PLC0415

    language = field._language  # noqa: SLF001 (its own)
    own = {str(code): name for code, name in OWN_NAMES.items()}
    return f"{label}, {own[language]}" if language in own else label
