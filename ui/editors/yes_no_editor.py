"""Yes, no, or not answered yet: an empty field is no «no»."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from grantee_app.store.fields import Field
from ui.editors.editor import Editor
from ui.screen_language import ScreenLanguage
from ui.widgets.segments import Segments

# As the flags of records and of forms are stored.
YES: Final = "1"
NO: Final = "0"


class YesNoEditor(Editor):
    """Two joined buttons of which none need be on; Delete takes an answer back."""

    def __init__(
        self, words: ScreenLanguage, _field: Field | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self.segments = Segments((YES, NO))
        for button in self.segments.buttons.values():
            button.setMinimumWidth(72)
        self.segments.chosen.connect(lambda _key: self._choose())
        self.row.addWidget(self.segments)
        self.row.addStretch()
        self._name = ""
        self._clear()
        self.retranslate()

    def value(self) -> str:
        """Return "1", "0", or "" while nobody has answered."""
        return next((key for key, one in self.segments.buttons.items() if one.isChecked()), "")

    def set_value(self, text: str) -> None:
        """Show a stored answer."""
        if text in self.segments.buttons:
            self.segments.set_value(text)
        else:
            self._clear()

    def focus_target(self) -> QWidget:
        """Return the button that is on, the first while none is."""
        return self.segments.buttons[self.value() or YES]

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the answer be read."""
        self.segments.setEnabled(not is_read_only)

    def mark(self, *, is_wrong: bool) -> None:
        """Errors are told under the buttons."""

    def name_parts(self, label: str) -> None:
        """Name both buttons by the question."""
        self._name = label
        for button in self.segments.buttons.values():
            button.setAccessibleName(f"{label}: {button.text()}" if label else button.text())

    def retranslate(self) -> None:
        """Say yes and no in the language of the screen."""
        words = self._words
        self.segments.set_words({YES: words.gettext("Yes"), NO: words.gettext("No")})
        self.name_parts(self._name)

    def take_words(self, text: str) -> str:
        """Return the key that a pasted word stands for."""
        wanted = text.strip().casefold()
        for key, button in self.segments.buttons.items():
            if button.text().casefold() == wanted:
                return key
        return text.strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take the answer back."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.value():
            self._clear()
            self._choose()
            return
        super().keyPressEvent(event)

    def _choose(self) -> None:
        self.edited.emit()
        self.left.emit()

    def _clear(self) -> None:
        group = next(iter(self.segments.buttons.values())).group()
        group.setExclusive(False)
        for button in self.segments.buttons.values():
            button.setChecked(False)
        group.setExclusive(True)
