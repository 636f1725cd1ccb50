"""Findings by how grave they are, each in a sentence with the way to its place.

Knows findings as they are said, not the rules behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.message import N_
from ui.widgets.finding_card import LOOKS
from ui.widgets.labels import make_label, make_rule
from ui.widgets.taking_away import take_away

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from ui.screen_language import ScreenLanguage

# Whoever has mended so many sees the next ones.
MOST: Final = 40
_GROUPS: Final = (
    ("error", N_("Wrong or missing")),
    ("warning", N_("Look at it once more")),
    ("note", N_("Good to know")),
)


class FindingGroups(QWidget):
    """A card for each gravity; `place_wanted` brings the finding to be shown."""

    place_wanted = Signal(object)

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._findings: Sequence[Finding] = ()
        self._cards = QVBoxLayout(self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(12)

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings, the gravest first."""
        self._findings = findings
        self.retranslate()

    def findings(self) -> Sequence[Finding]:
        """Return what is shown."""
        return self._findings

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        while self._cards.count():
            item = self._cards.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                take_away(widget)
        for severity, title in _GROUPS:
            found = [finding for finding in self._findings if finding.severity == severity]
            if found:
                self._cards.addWidget(self._make_group(severity, title, found))

    def _make_group(self, severity: str, title: str, findings: list[Finding]) -> QFrame:
        tone, sign, _word = LOOKS[severity]
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 10)
        column.setSpacing(4)
        head = make_label("group", tone=tone)
        head.setText(f"{sign} {self._words.gettext(title)} · {len(findings)}")
        column.addWidget(head)
        for place, finding in enumerate(findings[:MOST]):
            if place:
                column.addWidget(make_rule())
            column.addLayout(self._make_row(finding))
        left = len(findings) - MOST
        if left > 0:
            more = make_label("secondary")
            more.setText(
                self._words.ngettext("and {count} more finding", "and {count} more findings", left)
            )
            column.addWidget(more)
        return card

    def _make_row(self, finding: Finding) -> QHBoxLayout:
        said = make_label()
        sentence = self._words.say(finding.told)
        said.setText(sentence)
        show = QPushButton(self._words.gettext("Show"))
        show.setProperty("role", "link")
        show.setAccessibleName(f"{self._words.gettext('Show')}: {sentence}")
        show.clicked.connect(lambda: self.place_wanted.emit(finding))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(said, 1)
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
