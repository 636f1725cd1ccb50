"""Label, help, editor, understanding and error of one field in one place, so that they never part.

The label is the editor's buddy and its accessible name; help and error are its description. Knows
no form.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

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
        self.label.setBuddy(self._focus_on)
        # What few fields say is made when it is said: each label is ten kilobytes of style.
        self._quiet: dict[str, QLabel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.label)
        self._column.addWidget(editor)
        self.set_words("", "")
        self.set_error("")

    @property
    def help(self) -> QLabel:
        """What helps to fill the field in."""
        return self._bring("help")

    @property
    def note(self) -> QLabel:
        """How the value was understood."""
        return self._bring("note")

    @property
    def error(self) -> QLabel:
        """What is wrong with the value."""
        return self._bring("error")

    def _bring(self, part: str) -> QLabel:
        if part not in self._quiet:
            label = make_label("secondary", self, tone="bad" if part == "error" else "")
            label.hide()
            self._quiet[part] = label
            place = self._column.indexOf(self.editor)
            if part != "help":
                place += 1 + (part == "error" and "note" in self._quiet)
            self._column.insertWidget(place, label)
        return self._quiet[part]

    def _say(self, part: str, sentence: str) -> None:
        if sentence or part in self._quiet:
            label = self._bring(part)
            label.setText(sentence)
            label.setVisible(bool(sentence))

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
        self._say("help", help_text)
        self._help = help_text
        self._focus_on.setAccessibleName(name or label)
        if isinstance(self.editor, Editor):
            self.editor.name_parts(name or label)
        self._describe()

    def set_note(self, sentence: str) -> None:
        """Show quietly under the editor how its value was understood, "" for nothing."""
        self._say("note", sentence)

    def set_error(self, sentence: str) -> None:
        """Show under the editor what is wrong with it, "" for nothing."""
        self._error = sentence
        self._say("error", f"! {sentence}" if sentence else "")
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
