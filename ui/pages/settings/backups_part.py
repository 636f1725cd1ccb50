"""The part of the settings about backups: when they are made, where they lie, the way to them."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.pages.settings.part import SettingsPart, heading, quiet
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.labels import make_label


class BackupsPart(SettingsPart):
    """`backups_wanted` leads to their page, where a second place is chosen and one is restored."""

    backups_wanted = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        folder: Path | None,
        second_place: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, theme, parent)
        self._folder = folder
        self._second = second_place
        self._title = heading()
        self._about = quiet()
        self._places = [make_label("label"), make_label("label")]
        self.button = QPushButton()
        self.button.clicked.connect(self.backups_wanted)
        column = self.add_card(self._title, self._about)
        for label in self._places:
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def first_control(self) -> QWidget | None:
        """Return the button."""
        return self.button

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self._title.setText(words.gettext("Backups"))
        self._about.setText(
            words.gettext(
                "Bastama makes them by itself: every half hour of work, before an import, and when "
                "it is closed. Twelve recent ones stay, and one for each of seven days, four weeks "
                "and six months."
            )
        )
        folder = str(self._folder) if self._folder is not None else "–"
        self._places[0].setText(words.gettext("Place: {folder}", folder=break_path(folder)))
        self._places[1].setText(
            words.gettext("Second place: {folder}", folder=break_path(self._second))
            if self._second
            else words.gettext("Second place: none. A flash drive is best: laptops break.")
        )
        self.button.setText(words.gettext("&Places and restoring…"))


def break_path(path: str) -> str:
    """Return a path that a label may break after its folders, and after underscores."""
    return re.sub(r"([/\\_])", "\\1\u200b", path)
