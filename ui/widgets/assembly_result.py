"""The folder that was made: its files, its size, and what somebody must know before handing it in.

Knows what an assembly tells of itself, not what it was made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.editors.files_editor import break_name, say_size
from ui.joined_words import join_parts
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.taking_away import take_away
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.report.assembly.handing import Assembly
    from ui.screen_language import ScreenLanguage

_MOST_FILES: Final = 30


class AssemblyResult(QFrame):
    """`handed_in_wanted` follows the button beside «Open the folder», where there is one."""

    handed_in_wanted = Signal()

    def __init__(
        self, words: ScreenLanguage, parent: QWidget | None = None, *, can_hand_in: bool = True
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._assembly: Assembly | None = None
        self._lines: list[QLabel] = []
        self.setProperty("role", "card")
        self.title = make_label("group", tone="ok")
        self.about = make_label("secondary")
        self.problems = make_label(tone="warn")
        self.open_button = QPushButton()
        set_role(self.open_button, "primary")
        self.open_button.clicked.connect(self.open_folder)
        self.hand_in_button = QPushButton()
        self.hand_in_button.clicked.connect(self.handed_in_wanted)
        self._files = QVBoxLayout()
        self._files.setSpacing(2)
        buttons = QWidget()
        row = WrappingRow(buttons, gap=12, line_gap=8)
        row.add(self.open_button, weight=0)
        row.add(self.hand_in_button, weight=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        for widget in (self.title, self.about, self.problems):
            column.addWidget(widget)
        column.addLayout(self._files)
        column.addWidget(buttons)
        self.hand_in_button.setVisible(can_hand_in)
        words.changed.connect(self.retranslate)

    def show_assembly(self, assembly: Assembly) -> None:
        """Show what was made."""
        self._assembly = assembly
        self.retranslate()

    def assembly(self) -> Assembly | None:
        """Return what is shown."""
        return self._assembly

    def open_folder(self) -> None:
        """Show the folder in the program that the system has for folders."""
        if self._assembly is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._assembly.folder)))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, made = self._words, self._assembly
        if made is None:
            return
        ready = words.gettext("The folder is ready")
        self.title.setText(f"✓ {ready}")
        parts = [
            break_name(made.folder.name),
            words.ngettext("{count} file", "{count} files", len(made.files)),
            say_size(made.size, words.code),
        ]
        if made.page_count:
            parts.append(words.ngettext("{count} page", "{count} pages", made.page_count))
        if made.zip is not None:
            parts.append(made.zip.name)
        self.about.setText(join_parts(parts))
        told = [f"▲ {words.say(problem)}" for problem in made.problems]
        told += [f"▲ {words.say(why)}" for _name, why in made.apart]
        if made.recompressed:
            told.append(
                words.ngettext(
                    "{count} file was made smaller; yours is as it was.",
                    "{count} files were made smaller; yours are as they were.",
                    len(made.recompressed),
                )
            )
        self.problems.setText("\n".join(told))
        self.problems.setVisible(bool(told))
        self._list_files(made)
        self.open_button.setText(words.gettext("Open the folder"))
        self.hand_in_button.setText(words.gettext("Note that it was handed in"))

    def _list_files(self, made: Assembly) -> None:
        for line in self._lines:
            take_away(line)
        self._lines = []
        for file in made.files[:_MOST_FILES]:
            line = make_label("secondary")
            line.setText(f"{break_name(file.name)} · {say_size(file.size, self._words.code)}")
            self._files.addWidget(line)
            self._lines.append(line)
        left = len(made.files) - _MOST_FILES
        if left > 0:
            line = make_label("secondary")
            line.setText(self._words.ngettext("and {count} more", "and {count} more", left))
            self._files.addWidget(line)
            self._lines.append(line)
