"""A text in both languages: its two editors beside each other, each with the name of its language.

The language in which nothing is written yet is marked quietly. Knows no form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from grantee_app.language.message import LanguageCode
from ui.editors.editor import Editor
from ui.screen_language import ScreenLanguage
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.language_switch import OWN_NAMES
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from ui.screen_language import Label

_LEAST_LETTERS = 22


class BilingualField(Field):
    """Label, help and two editors, one a language; `makers` make them with their parent."""

    def __init__(
        self,
        words: ScreenLanguage,
        makers: Mapping[LanguageCode, Callable[[QWidget], Editor]],
        parent: QWidget | None = None,
    ) -> None:
        self.editors: dict[LanguageCode, Editor] = {}
        self._words = words
        self._captions: dict[LanguageCode, QLabel] = {}
        self._makers = makers
        super().__init__(self._make_pair, None, parent)

    def _make_pair(self, parent: QWidget) -> QWidget:
        pair = QWidget(parent)
        row = WrappingRow(pair, line_gap=8)
        for code, make in self._makers.items():
            cell = QWidget(pair)
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            caption = make_label("secondary", cell)
            editor = make(cell)
            caption.setBuddy(editor.focus_target())
            self.editors[code], self._captions[code] = editor, caption
            column.addWidget(caption)
            column.addWidget(editor)
            row.add(cell, cell.fontMetrics().averageCharWidth() * _LEAST_LETTERS)
            editor.edited.connect(self.retranslate)
        return pair

    def find_target(self) -> QWidget:
        """Return the widget of the first language."""
        return next(iter(self.editors.values())).focus_target()

    def set_words(self, label: str, help_text: str, name: str = "") -> None:
        """Show label and help; both editors are named by the label and their language."""
        super().set_words(label, help_text, name)
        self._name = name or label
        self.retranslate()

    def set_example(self, example: Label) -> None:
        """Show an example where nothing is written yet, in the language that is written there."""
        for code, editor in self.editors.items():
            place = getattr(editor, "set_placeholder", None)
            if place is not None:
                place(self._words.name_in(code, example))

    def judge(self, words: ScreenLanguage) -> None:
        """Show what is missing; words are never wrong."""
        problems = [editor.problem() for editor in self.editors.values()]
        found = next((problem for problem in problems if problem is not None), None)
        self.set_error(words.say(found) if found else "")
        self.retranslate()

    def follow(self, words: ScreenLanguage) -> None:
        """Follow typing."""
        self.judge(words)

    def retranslate(self) -> None:
        """Say the names of the languages, and in which of them nothing is written."""
        written = {code: bool(editor.value().strip()) for code, editor in self.editors.items()}
        missing_words = self._words.gettext("nothing is written in this language")
        for code, editor in self.editors.items():
            is_missing = not written[code] and any(written.values())
            own = OWN_NAMES[code]
            caption = self._captions[code]
            caption.setText(f"{own} ○" if is_missing else own)
            caption.setToolTip(missing_words if is_missing else "")
            target = editor.focus_target()
            target.setAccessibleName(f"{self._name}, {own}")
            hints = (missing_words if is_missing else "", self._help)
            target.setAccessibleDescription(". ".join(hint for hint in hints if hint))
