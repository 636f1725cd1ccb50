"""What was found, shown once more before a report leaves the house; nothing here stops anybody.

Each finding leads to its place. Knows findings as they are said, not the rules behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.screen_language import ScreenLanguage
from ui.theme import set_role
from ui.widgets.finding_groups import FindingGroups
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding

WIDEST: Final = 860


class HandInPanel(QScrollArea):
    """The list of findings with the way on: write, print, or go back and mend.

    `place_wanted` brings the finding to be shown.
    """

    write_wanted = Signal()
    print_wanted = Signal()
    folder_wanted = Signal()
    place_wanted = Signal(object)
    left = Signal()

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._findings: list[Finding] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.groups = FindingGroups(words)
        self.groups.place_wanted.connect(self.place_wanted)
        self._title = make_label("heading")
        self._lead = make_label("secondary")
        self.write_button = QPushButton()
        self.write_button.clicked.connect(self.write_wanted)
        self.print_button = QPushButton()
        self.print_button.clicked.connect(self.print_wanted)
        self.folder_button = QPushButton()
        self.folder_button.clicked.connect(self.folder_wanted)
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
        column.addWidget(self.groups)
        buttons = QWidget()
        row = WrappingRow(buttons, gap=12, line_gap=8)
        for button in (self.write_button, self.print_button, self.folder_button, self.back_button):
            row.add(button, weight=0)
        column.addWidget(buttons)
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
        self.folder_button.setText(words.gettext("With evidence, as a folder…"))
        self.folder_button.setToolTip("Ctrl+Shift+P")
        self.back_button.setText(words.gettext("&Back"))
        self.groups.set_findings(self._findings)
