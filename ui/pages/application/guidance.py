"""«How to answer well»: what the commission looks for, a good and a weak answer, what was found.

Follows the field that has the cursor. Knows words and findings, not where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from grantee_app.records.base import NO_TEXT
from ui.widgets.finding_card import FindingCard
from ui.widgets.labels import make_label
from ui.widgets.taking_away import take_away

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.form.application_form import Guidance
    from ui.screen_language import Label, ScreenLanguage

_MOST_FINDINGS = 6


class GuidancePanel(QScrollArea):
    """A soft card beside the field, the findings about it below."""

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._guidance: Guidance | None = None
        self._plain: Label = NO_TEXT
        self._findings: Sequence[Finding] = ()
        self._cards: list[QWidget] = []
        self._is_advice = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.card = QFrame()
        self.card.setProperty("role", "guide")
        self.title = make_label("label")
        self.looks_for = make_label()
        self.good = make_label()
        self.weak = make_label()
        self._good_head = make_label("label", tone="ok")
        self._weak_head = make_label("label", tone="warn")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(16, 14, 16, 16)
        inside.setSpacing(4)
        inside.addWidget(self.title)
        inside.addWidget(self.looks_for)
        for head, said in ((self._good_head, self.good), (self._weak_head, self.weak)):
            head.setContentsMargins(0, 8, 0, 0)
            inside.addWidget(head)
            inside.addWidget(said)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.card)
        self._column.addStretch()
        self.setWidget(page)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def show_advice(self, advice: Label) -> None:
        """Show what is good to know where there is no field to answer."""
        self._is_advice = True
        self._show(None, advice, [])

    def show_field(
        self, guidance: Guidance | None, plain: Label, findings: Sequence[Finding]
    ) -> None:
        """Show the guidance of a field, or plain words where it has none; findings below."""
        self._is_advice = False
        self._show(guidance, plain, findings)

    def _show(self, guidance: Guidance | None, plain: Label, findings: Sequence[Finding]) -> None:
        self._guidance, self._plain = guidance, plain
        is_same = findings == self._findings
        self._findings = findings
        if not is_same:
            self._show_findings()
        self.retranslate()
        self.verticalScrollBar().setValue(0)

    def is_empty(self) -> bool:
        """Tell whether there is nothing to say."""
        return not self.card.isVisibleTo(self) and not self._cards

    def _show_findings(self) -> None:
        for card in self._cards:
            take_away(card)
        self._cards = []
        for finding in self._findings[:_MOST_FINDINGS]:
            card = FindingCard(self._words, finding.severity, finding.told)
            self._cards.append(card)
            self._column.insertWidget(self._column.count() - 1, card)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, guidance = self._words, self._guidance
        looks_for = words.name(guidance.looks_for) if guidance else ""
        good = words.name(guidance.good) if guidance else ""
        weak = words.name(guidance.weak) if guidance else ""
        if not (looks_for or good or weak):
            looks_for = words.name(self._plain)
        title = words.gettext("How to answer well")
        if self._is_advice:
            title = words.gettext("Good to know")
        self.title.setText(title)
        self.looks_for.setText(looks_for)
        good_word, weak_word = words.gettext("Good"), words.gettext("Weak")
        self._good_head.setText(f"✓ {good_word}")
        self._weak_head.setText(f"▲ {weak_word}")
        for head, label, said in (
            (self._good_head, self.good, good),
            (self._weak_head, self.weak, weak),
        ):
            label.setText(said)
            head.setVisible(bool(said))
            label.setVisible(bool(said))
        self.looks_for.setVisible(bool(looks_for))
        self.card.setVisible(bool(looks_for or good or weak))
        self.card.setAccessibleName(title)
