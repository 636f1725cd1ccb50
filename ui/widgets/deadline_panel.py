"""The fields of a deadline of one's own, made when the first one is opened.

Kept apart from the list: the editors are none of what Home starts with. Knows no other deadline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.record_form import RecordForm

if TYPE_CHECKING:
    from ui.desk import Desk


class DeadlinePanel(QFrame):
    """The fields of a deadline of one's own."""

    removed = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words = desk.words
        self.setProperty("role", "guide")
        self.form = RecordForm(desk, "deadline", "")
        self.form.add_text("title", lambda: words.gettext("What has to be done"))
        self.form.add("due_on", None, lambda: words.gettext("By which day"))
        self.form.add("is_done", None, lambda: words.gettext("It is done"))
        self.remove_button = QPushButton()
        self.remove_button.clicked.connect(self.removed)
        if desk.workspace.is_read_only:
            self.remove_button.hide()
        self.close_button = QPushButton()
        self.close_button.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(12)
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(self.close_button)
        row.addWidget(self.remove_button)
        row.addStretch()
        column.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        self.close_button.setText(self._words.gettext("Close"))
        self.remove_button.setText(self._words.gettext("Remove"))
