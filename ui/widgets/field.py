"""Label, help, editor and error of one field in one place, so that they never part.

The label is the editor's buddy and its accessible name, the help its description. Knows no form.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import set_role
from ui.widgets.labels import make_label


class Field(QWidget):
    """A column: label, help, the editor, an error that is there only when something is wrong."""

    def __init__(
        self, editor: QWidget, focus_on: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._focus_on = focus_on or editor
        self.label = make_label("label")
        self.help = make_label("secondary")
        self.error = make_label("secondary", tone="bad")
        self.label.setBuddy(self._focus_on)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.column.addWidget(self.label)
        self.column.addWidget(self.help)
        self.column.addWidget(editor)
        self.column.addWidget(self.error)
        self.set_words("", "")
        self.set_error("")

    def set_words(self, label: str, help_text: str, name: str = "") -> None:
        """Show label and help; `name` is what a screen reader says, the label unless given."""
        self.label.setText(label.replace("&", "&&"))
        self.label.setVisible(bool(label))
        self.help.setText(help_text)
        self.help.setVisible(bool(help_text))
        self._focus_on.setAccessibleName(name or label)
        self._focus_on.setAccessibleDescription(help_text)

    def set_error(self, sentence: str) -> None:
        """Show under the editor what is wrong with it, "" for nothing."""
        self.error.setText(f"! {sentence}" if sentence else "")
        self.error.setVisible(bool(sentence))
        set_role(self.editor, tone="bad" if sentence else "")
