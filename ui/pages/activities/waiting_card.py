"""A planned activity that nobody has held yet: what it promises, and the way to write it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from ui.joined_words import join_parts
from ui.pages.activities.activity_words import tell_evidence, tell_place_in_plan, tell_whole_days
from ui.theme import set_role
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from grantee_app.figures.activity_list import ActivityRow
    from ui.desk import Desk


class WaitingCard(QFrame):
    """`hold_wanted` follows the button."""

    hold_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.words = desk.words
        self.row: ActivityRow | None = None
        self.head = make_label("heading")
        self.about = make_label("secondary")
        self.days = make_label()
        self.asked_head = make_label("group")
        self.asked = make_label()
        self.help = make_label("secondary")
        self.hold_button, self.plan_button = QPushButton(), QPushButton()
        self.plan_button.setProperty("role", "link")
        set_role(self.hold_button, "quiet")
        self.hold_button.clicked.connect(self.hold_wanted)
        self.plan_button.clicked.connect(self.plan_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 24)
        column.setSpacing(10)
        for widget in (self.head, self.about, self.days, self.asked_head, self.asked, self.help):
            column.addWidget(widget)
        column.addWidget(self.hold_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.plan_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def show_row(self, row: ActivityRow) -> None:
        """Show a planned activity."""
        self.row = row
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, row = self.words, self.row
        self.hold_button.setText(words.gettext("&Write down that it was held"))
        self.hold_button.setVisible(not self.desk.autosave.is_read_only)
        self.plan_button.setText(words.gettext("Open it in the plan"))
        if row is None:
            return
        code = words.code
        self.head.setText(row.title.spoken_in(code) or words.gettext("An activity without a title"))
        self.about.setText(tell_place_in_plan(row.planned, words))
        parts = [tell_whole_days(row, words), row.place.spoken_in(code)]
        self.days.setText(join_parts(parts))
        asked = [
            words.gettext("{name}: {count}", name=name, count=entry.count)
            for entry in row.planned.asked
            for name in (tell_evidence(entry.kind, words),)
        ]
        self.asked_head.setText(words.gettext("The indicators will ask for"))
        self.asked.setText("\n".join(asked))
        self.asked_head.setVisible(bool(asked))
        self.asked.setVisible(bool(asked))
        self.help.setText(
            words.gettext(
                "Title, place and kind are taken over from the plan. You add the day, the people "
                "and the evidence."
            )
        )
