"""What was found, shown once more before a report leaves the house; nothing here stops anybody.

Each finding leads to its place. Knows findings as they are said, not the rules behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import N_
from ui.screen_language import ScreenLanguage
from ui.theme import set_role
from ui.widgets.finding_card import LOOKS
from ui.widgets.labels import make_label, make_rule

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding

WIDEST: Final = 860
# Whoever has mended so many sees the next ones.
MOST: Final = 40
_GROUPS: Final = (
    ("error", N_("Wrong or missing")),
    ("warning", N_("Look at it once more")),
    ("note", N_("Good to know")),
)


class HandInPanel(QScrollArea):
    """The list of findings with the way on: write, print, or go back and mend.

    `place_wanted` brings the finding to be shown.
    """

    write_wanted = Signal()
    print_wanted = Signal()
    place_wanted = Signal(object)
    left = Signal()

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._findings: list[Finding] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = make_label("heading")
        self._lead = make_label("secondary")
        self.write_button = QPushButton()
        self.write_button.clicked.connect(self.write_wanted)
        self.print_button = QPushButton()
        self.print_button.clicked.connect(self.print_wanted)
        self.back_button = QPushButton()
        self.back_button.clicked.connect(self.left)
        set_role(self.write_button, "primary")
        page = QWidget()
        page.setMaximumWidth(WIDEST)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 28)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._lead)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        column.addLayout(self._cards)
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in (self.write_button, self.print_button, self.back_button):
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(page, 20)
        across.addStretch(1)
        self.setWidget(middle)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def set_findings(self, findings: list[Finding]) -> None:
        """Show these findings, the gravest first."""
        self._findings = findings
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self._title.setText(words.gettext("Before you hand it in"))
        self._lead.setText(
            words.gettext(
                "A monitor reads the report with the same questions. You can put things right now, "
                "or hand it in as it is."
            )
            if self._findings
            else words.gettext("The checks found nothing.")
        )
        self.write_button.setText(words.gettext("&Write the PDF…"))
        self.print_button.setText(words.gettext("P&rint…"))
        self.back_button.setText(words.gettext("&Back"))
        self._fill()

    def _fill(self) -> None:
        while self._cards.count():
            item = self._cards.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
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
