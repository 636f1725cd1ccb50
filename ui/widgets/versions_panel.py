"""The earlier versions of one text: when each was written, what differs, bringing one back.

A window of its own over the page. Knows versions and words; reading and writing are asked of
others.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.store.history.versions import Version
from ui.backup_words import say_moment
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.backup_list import add_choice, make_choice
from ui.widgets.difference_view import DifferenceView
from ui.widgets.labels import make_label, make_line_label

LIST_WIDTH = 230


class VersionsPanel(QDialog):
    """`wanted` brings the version to be written again."""

    wanted = Signal(object)

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        versions: list[Version],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        # What stands comes first; a step may have led back to the same words.
        self._now = versions[0].text if versions else ""
        self._versions = [version for version in versions[1:] if version.text != self._now]
        self._about = make_label("secondary")
        self.list = QListWidget()
        self.list.setProperty("role", "choices")
        self.list.setMinimumWidth(LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show)
        self.view = DifferenceView(theme)
        self._comes, self._goes = make_line_label("label"), make_line_label("label")
        set_role(self._comes, tone="ok")
        set_role(self._goes, tone="bad")
        self.bring_button, self.close_button = QPushButton(), QPushButton()
        set_role(self.bring_button, "primary")
        set_role(self.close_button, "quiet")
        self.bring_button.clicked.connect(self._bring_back)
        self.close_button.clicked.connect(self.reject)
        self._build()
        words.changed.connect(self.retranslate)
        self.retranslate()
        self.list.setCurrentRow(0 if self._versions else -1)
        self.resize(self.sizeHint())

    def _build(self) -> None:
        legend = QHBoxLayout()
        legend.setSpacing(20)
        legend.addWidget(self._comes)
        legend.addWidget(self._goes)
        legend.addStretch()
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(legend)
        paper = QFrame()
        paper.setProperty("role", "text")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(6, 6, 2, 6)
        inside.addWidget(self.view)
        right.addWidget(paper, 1)
        self._middle = QWidget()
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(16)
        middle.addWidget(self.list, 1)
        middle.addLayout(right, 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.bring_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self._about)
        whole.addWidget(self._middle, 1)
        whole.addLayout(buttons)
        self._middle.setVisible(bool(self._versions))
        self.bring_button.setVisible(bool(self._versions))

    def chosen(self) -> Version | None:
        """Return the version that is looked at."""
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _show(self, _row: int) -> None:
        version = self.chosen()
        if version is not None:
            self.view.set_texts(self._now, version.text)

    def _bring_back(self) -> None:
        version = self.chosen()
        if version is not None:
            self.wanted.emit(version)
            self.accept()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(860, 520) if self._versions else QSize(460, 140)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.setWindowTitle(words.gettext("Earlier versions"))
        self._about.setText(
            words.gettext("Choose when the text was as you need it. Ctrl+Z takes it back again.")
            if self._versions
            else words.gettext("This text has no earlier versions yet.")
        )
        self._comes.setText("+ " + words.gettext("comes back"))
        self._goes.setText("− " + words.gettext("goes away"))
        self.bring_button.setText(words.gettext("&Bring this text back"))
        self.close_button.setText(words.gettext("&Close"))
        self.list.setAccessibleName(words.gettext("Earlier versions"))
        self.view.setAccessibleName(words.gettext("What differs from the present text"))
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for version in self._versions:
            add_choice(self.list, make_choice(*self._say(version)))
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _say(self, version: Version) -> tuple[str, str]:
        words = self._words
        moment = (
            say_moment(words, version.made_at)
            if version.made_at is not None
            else words.gettext("before that")
        )
        count = len(version.text.split())
        size = words.ngettext("{count} word", "{count} words", count)
        return moment, size if count else words.gettext("empty")
