"""Label, help, editor, understanding and error of one field in one place, so that they never part.

The label is the editor's buddy and its accessible name; help and error are its description. Knows
no form.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.editors.editor import Editor
from ui.screen_language import ScreenLanguage
from ui.theme import set_role
from ui.widgets.labels import make_label


class Field(QWidget):
    """A column: label, help, the editor, what it understood, an error where something is wrong.

    The editor, or what makes it with the field as its parent: that spares styling it twice.
    """

    def __init__(
        self,
        editor: QWidget | Callable[[QWidget], QWidget],
        focus_on: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor = editor if isinstance(editor, QWidget) else editor(self)
        self._focus_on = focus_on or self.find_target()
        self._help = ""
        self._error = ""
        self.label = make_label("label", self)
        self.help = make_label("secondary", self)
        self.note = make_label("secondary", self)
        self.error = make_label("secondary", self, tone="bad")
        self.label.setBuddy(self._focus_on)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        for widget in (self.label, self.help, editor, self.note, self.error):
            self.column.addWidget(widget)
        self.set_words("", "")
        self.set_note("")
        self.set_error("")

    def find_target(self) -> QWidget:
        """Return the widget that is typed into: it bears the name, and is the label's buddy."""
        if isinstance(self.editor, Editor):
            return self.editor.focus_target()
        # A frame passes the focus on to what stands in it.
        return self.editor.focusProxy() or self.editor

    def set_words(self, label: str, help_text: str, name: str = "") -> None:
        """Show label and help; `name` is what a screen reader says, the label unless given."""
        self.label.setText(label.replace("&", "&&"))
        self.label.setVisible(bool(label))
        self.help.setText(help_text)
        self.help.setVisible(bool(help_text))
        self._help = help_text
        self._focus_on.setAccessibleName(name or label)
        if isinstance(self.editor, Editor):
            self.editor.name_parts(name or label)
        self._describe()

    def set_note(self, sentence: str) -> None:
        """Show quietly under the editor how its value was understood, "" for nothing."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def set_error(self, sentence: str) -> None:
        """Show under the editor what is wrong with it, "" for nothing."""
        self._error = sentence
        self.error.setText(f"! {sentence}" if sentence else "")
        self.error.setVisible(bool(sentence))
        if isinstance(self.editor, Editor):
            self.editor.mark(is_wrong=bool(sentence))
        else:
            set_role(self.editor, tone="bad" if sentence else "")
        self._describe()

    def has_error(self) -> bool:
        """Tell whether an error is shown."""
        return bool(self._error)

    def judge(self, words: ScreenLanguage) -> None:
        """Show what the editor finds wrong, or how it understood its value."""
        if not isinstance(self.editor, Editor):
            return
        problem = self.editor.problem()
        self.set_error(words.say(problem) if problem else "")
        self._show_understood(words)

    def follow(self, words: ScreenLanguage) -> None:
        """Follow typing: an error goes as soon as it is mended, a new one waits for the end."""
        is_urgent = isinstance(self.editor, Editor) and self.editor.tells_at_once()
        if self.has_error() or is_urgent:
            self.judge(words)
        else:
            self._show_understood(words)

    def _show_understood(self, words: ScreenLanguage) -> None:
        assert isinstance(self.editor, Editor)  # noqa: S101 (both callers looked)
        known = None if self.has_error() else self.editor.understood()
        self.set_note(known if isinstance(known, str) else words.say(known) if known else "")

    def _describe(self) -> None:
        said = " ".join(part for part in (self._error, self._help) if part)
        self._focus_on.setAccessibleDescription(said)
