"""What a plan without a task shows: how a plan is built, an example, and three ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.labels import make_label, make_rule

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from ui.screen_language import ScreenLanguage


class EmptyPlan(QScrollArea):
    """`type_wanted`, `paste_wanted` and `sample_wanted` are the three ways."""

    type_wanted = Signal()
    paste_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(10)
        self.head = make_label("heading")
        self.about = make_label()
        column.addWidget(self.head)
        column.addWidget(self.about)
        column.addWidget(self._make_example())
        self.buttons: list[QPushButton] = []
        self._hints: list[QLabel] = []
        for signal in (self.type_wanted, self.paste_wanted, self.sample_wanted):
            button, hint = QPushButton(), make_label("secondary")
            button.clicked.connect(signal)
            self.buttons.append(button)
            self._hints.append(hint)
            column.addSpacing(6)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(hint)
        column.addStretch()
        self.setWidget(inside)
        self.retranslate()

    def _make_example(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "guide")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        self._example_head = make_label("label")
        grid.addWidget(self._example_head, 0, 0, 1, 2)
        grid.addWidget(make_rule(), 1, 0, 1, 2)
        self._example: list[tuple[QLabel, QLabel]] = []
        for row in range(4):
            kind, text = make_label("secondary"), make_label()
            kind.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(kind, row + 2, 0)
            grid.addWidget(text, row + 2, 1)
            self._example.append((kind, text))
        grid.setColumnStretch(1, 1)
        return card

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.head.setText(words.gettext("The plan is empty"))
        self.about.setText(
            words.gettext(
                "A plan has three levels: what will change (tasks), what you will do (activities) "
                "and how it will be seen (indicators). The report is made of it."
            )
        )
        self._example_head.setText(words.gettext("An example"))
        rows = (
            (words.gettext("Task"), words.gettext("Raise the legal literacy of villagers")),
            (
                words.gettext("Activity"),
                words.gettext("Seminars in ten districts, 11 July – 9 September"),
            ),
            (words.gettext("Indicator"), words.gettext("Photo and video report")),
            (words.gettext("Plan"), words.gettext("6/1 from each event → 60 photos and 10 videos")),
        )
        for (kind, text), (name, example) in zip(self._example, rows, strict=True):
            kind.setText(name)
            text.setText(example)
        ways = (
            (
                words.gettext("Type the &first task"),
                words.gettext("Enter goes on to the next one, Ctrl+Enter adds what belongs to it."),
            ),
            (
                words.gettext("&Paste a table from Word or Excel"),
                words.gettext(
                    "Copy the table of the application or of the contract, then press here. You "
                    "see what will be added before it is."
                ),
            ),
            (
                words.gettext("Begin with the plan of the &sample"),
                words.gettext("Its tasks and indicators are put here, to be rewritten by you."),
            ),
        )
        for button, hint, (name, told) in zip(self.buttons, self._hints, ways, strict=True):
            button.setText(name)
            hint.setText(told)

    def set_read_only(self, is_read_only: bool) -> None:
        """Offer no way to begin."""
        for widget in (*self.buttons, *self._hints):
            widget.setVisible(not is_read_only)
