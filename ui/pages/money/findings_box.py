"""The findings of one record, above its fields. Knows no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screen_language import ScreenLanguage
from ui.widgets.finding_card import FindingCard

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding


class FindingsBox(QWidget):
    """Cards, built anew only when the findings changed; takes no room without any."""

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown: list[Finding] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def findings(self) -> list[Finding]:
        """Return what is shown."""
        return list(self._shown)

    def show_findings(self, found: list[Finding]) -> None:
        """Show these."""
        if found == self._shown:
            return
        self._shown = list(found)
        while (item := self._column.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.hide()
                card.deleteLater()
        for finding in found:
            self._column.addWidget(FindingCard(self._words, finding.severity, finding.message))
        self.setVisible(bool(found))
