"""What an empty part of the page shows: what it is for, and the ways to begin. Knows no records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.message import Message
from ui.screen_language import ScreenLanguage
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow


class Teaching(QWidget):
    """`wanted` brings the key of the way that a person chose."""

    wanted = Signal(str)

    def __init__(
        self, words: ScreenLanguage, ways: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self.buttons: dict[str, QPushButton] = {}
        self._about: dict[str, QLabel] = {}
        self._head = make_label("title")
        self._said = make_label()
        self._foot = make_label("secondary")
        self._error = make_label("secondary", tone="bad")
        self._error.hide()
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 28)
        inside.setSpacing(14)
        inside.addWidget(self._head)
        inside.addWidget(self._said)
        row_widget = QWidget()
        row = WrappingRow(row_widget, gap=16, line_gap=16)
        for key in ways:
            cell = QFrame()
            cell.setProperty("role", "guide")
            column = QVBoxLayout(cell)
            column.setContentsMargins(18, 16, 18, 18)
            column.setSpacing(10)
            button = QPushButton()
            button.clicked.connect(lambda _on=False, what=key: self.wanted.emit(what))
            about = make_label()
            column.addWidget(about, 1)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons[key] = button
            self._about[key] = about
            row.add(cell, 260)
        inside.addWidget(row_widget)
        inside.addWidget(self._foot)
        inside.addWidget(self._error)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch()

    def set_words(
        self,
        head: str,
        said: str,
        ways: Mapping[str, tuple[str, str]],
        foot: str = "",
    ) -> None:
        """Say what the part is for, each way with its button and its sentence, and a last line."""
        self._head.setText(head)
        self._said.setText(said)
        for key, (name, about) in ways.items():
            self.buttons[key].setText(name)
            self.buttons[key].setAccessibleDescription(about)
            self._about[key].setText(about)
        self._foot.setText(foot)
        self._foot.setVisible(bool(foot))

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read."""
        for button in self.buttons.values():
            button.setEnabled(not is_read_only)

    def tell(self, problem: Message) -> None:
        """Tell why a way led nowhere."""
        self._error.setText(f"! {self._words.say(problem)}")
        self._error.show()
