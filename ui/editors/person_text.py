"""A line about a person that keeps no number of hers (IIN), whatever is typed or pasted into it.

A whole number is taken out at once and the editor says so. While the digits at the cursor may still
become one, they are saved as they were before: eleven digits on the disk would tell the twelfth.
They wait for the next word, or for the cursor to leave.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from grantee_app.language.message import Message, message
from grantee_app.records.personal import drop_iins, has_iin, hold_number
from ui.editors.line_editor import LineEditor
from ui.editors.offering_editor import OfferingEditor
from ui.screen_language import ScreenLanguage


class PersonText(LineEditor):
    """A line without numbers of people."""

    _has_dropped = False
    # The last text in which no number was being typed; and what is saved while one is.
    _settled = ""
    _held: str | None = None
    _watched: QWidget | None = None

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(words, parent, letters=12)

    def value(self) -> str:
        """Return the text; what it was before, while a number is being typed."""
        return super().value() if self._held is None else self._held

    def set_value(self, text: str) -> None:
        """Show a stored text."""
        if text != self.value():
            self._held = None
            self._has_dropped = False
        super().set_value(text)
        if self._held is None:
            self._settled = super().value()

    def forget(self) -> None:
        """Say no more about what was typed for somebody else."""
        self._has_dropped = False

    def problem(self) -> Message | None:
        """Say that a number was taken out."""
        if self._has_dropped:
            return message(
                "An IIN is not kept here: the number was taken out, the other words stay."
            )
        return super().problem()

    def tells_at_once(self) -> bool:
        """The number is gone from the line: whoever types must see why."""
        return self._has_dropped

    def _note_edit(self) -> None:
        text = self.line.text()
        if has_iin(text):
            self._has_dropped = True
            self._put(drop_iins(text))
        self._held = None
        if self.line.hasFocus():
            typed, cursor = self.line.text(), self.line.cursorPosition()
            self._held = hold_number(typed, cursor, self._settled)
        if self._held is None:
            self._settled = super().value()
        else:
            self._held = self._held.strip()
            self._await_close()
        super()._note_edit()

    def _await_close(self) -> None:
        window = self.window()
        if window is not self._watched:
            # A window that closes saves before the cursor leaves.
            window.installEventFilter(self)
            self._watched = window

    def _release(self) -> None:
        if self._held is not None:
            self._held = None
            self._settled = super().value()
            self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything be saved before the window closes."""
        if watched is self._watched and event.type() == QEvent.Type.Close:
            self._release()
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        self._release()
        super()._leave()


class PersonOffering(PersonText, OfferingEditor):
    """A line without numbers of people that offers what was written before."""

    def __init__(
        self,
        words: ScreenLanguage,
        list_offers: Callable[[], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        OfferingEditor.__init__(self, words, list_offers, parent)
