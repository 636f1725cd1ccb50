"""A closed list of long words, such as activities, shown in as many lines as they need.

Speaks as a `ChoiceBox` does: codes and words. Knows no records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.pages.money.wrapped_choice import WrappedChoiceEditor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.screen_language import ScreenLanguage
    from ui.theme import Theme


class LongChoice(WrappedChoiceEditor):
    """`chosen` follows a person's choice, never `set_code`."""

    chosen = Signal()

    def __init__(self, words: ScreenLanguage, theme: Theme) -> None:
        self._offered: list[tuple[str, str]] = []
        super().__init__(words, theme, list, str)
        self.edited.connect(self.chosen)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (code, word) pairs; the code that was chosen stays chosen."""
        self._offered = list(choices)
        self.refresh()

    def code(self) -> str | None:
        """Return the code that is chosen, None where none is."""
        return self._code if any(code == self._code for code, _ in self._offered) else None

    def set_code(self, code: str) -> bool:
        """Choose a code without a signal; tell whether it is on offer."""
        self.set_value(code)
        return self.code() is not None

    def refresh(self) -> None:
        """Show the words of what is chosen."""
        self._choices = self._offered
        self._say()
