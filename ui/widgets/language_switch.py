"""Two joined buttons, Қаз and Рус: for the screen, and for a document.

The names of the languages are the same on every screen. Knows neither catalogue nor document.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from grantee_app.language.message import LANGUAGES, LanguageCode

SHORT_NAMES: Final[dict[LanguageCode, str]] = {"kk": "Қаз", "ru": "Рус"}
OWN_NAMES: Final[dict[LanguageCode, str]] = {"kk": "Қазақша", "ru": "Русский"}


class LanguageSwitch(QWidget):
    """Shows which language is on; `chosen` is emitted when a person picks the other one."""

    chosen = Signal(str)

    def __init__(self, code: LanguageCode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[LanguageCode, QPushButton] = {}
        for place, language in zip(("first", "last"), LANGUAGES, strict=True):
            button = QPushButton(SHORT_NAMES[language])
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setProperty("edge", place)
            button.setAccessibleName(OWN_NAMES[language])
            button.clicked.connect(lambda _on=False, wanted=language: self.chosen.emit(wanted))
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons[language] = button
        self._row.addStretch()
        self.set_value(code)

    def value(self) -> LanguageCode:
        """Return the language that is on."""
        return next(code for code, button in self._buttons.items() if button.isChecked())

    def set_value(self, code: LanguageCode) -> None:
        """Show which language is on; nothing is emitted."""
        self._buttons[code].setChecked(True)

    def set_upright(self, is_upright: bool) -> None:
        """Stand the buttons one above the other, where there is no room beside."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if is_upright else across)
        for button in self._buttons.values():
            button.setProperty("upright", is_upright)
            button.style().unpolish(button)
            button.style().polish(button)
        self._row.setStretch(len(self._buttons), 0 if is_upright else 1)
        # Upright it would take a share of whatever is free below.
        upright = QSizePolicy.Policy.Maximum if is_upright else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, upright)

    def mark(self, code: LanguageCode, sign: str, hint: str) -> None:
        """Put a sign beside a language («○»: nothing written), told to screen readers as `hint`."""
        button = self._buttons[code]
        button.setText(f"{SHORT_NAMES[code]} {sign}".rstrip())
        button.setAccessibleName(f"{OWN_NAMES[code]}, {hint}" if hint else OWN_NAMES[code])
        button.setToolTip(hint)
