"""What to put into the folder that is handed in, and where to: choices, and a place on a drive.

Flash drives that are plugged in are offered first. Knows choices by name, not what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.store.fields import Field as StoredField
from ui.drives import list_flash_drives
from ui.editors.flag_editor import CheckBox
from ui.editors.number_editors import WholeNumberEditor
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.language_switch import OWN_NAMES
from ui.widgets.segments import Segments
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ui.screen_language import ScreenLanguage

Say = Callable[[], str]
Choice = tuple[str, Say, Say, bool]
_MEMORY: Final = "hand_in/folder"
WIDEST: Final = 860


def list_common_choices(words: ScreenLanguage) -> tuple[Choice, ...]:
    """Return what can be chosen of every folder, whatever is handed in."""
    return (
        ("whole", lambda: words.gettext("Everything in one PDF with contents"), str, True),
        ("files", lambda: words.gettext("Each document as a file of its own"), str, True),
        (
            "zip",
            lambda: words.gettext("A ZIP beside the folder"),
            lambda: words.gettext("For sending by mail or uploading."),
            False,
        ),
    )


def lay_out_folder_page(parts: Sequence[QWidget], buttons: Sequence[QPushButton]) -> QWidget:
    """Return a page with the parts below each other in the middle, the buttons at their foot."""
    page, foot = QWidget(), QWidget()
    page.setMaximumWidth(WIDEST)
    row = WrappingRow(foot, gap=12, line_gap=8)
    for button in buttons:
        row.add(button, weight=0)
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 24, 24, 28)
    column.setSpacing(12)
    for part in (*parts, foot):
        column.addWidget(part)
    column.addStretch()
    middle = QWidget()
    across = QHBoxLayout(middle)
    across.setContentsMargins(0, 0, 0, 0)
    across.addStretch(1)
    across.addWidget(page, 20)
    across.addStretch(1)
    return middle


class FolderOptions(QFrame):
    """`choices` are (name, words, hint, whether it is on); `changed` follows a person."""

    changed = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        memory: QSettings,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._memory = memory
        self._choices = list(choices)
        self._folder = Path(str(memory.value(_MEMORY, "")) or _usual_folder())
        self.setProperty("role", "card")
        self.title = make_label("group")
        self._language_label = make_label("label")
        self.language = Segments(LANGUAGES)
        self.language.set_words({str(code): name for code, name in OWN_NAMES.items()})
        self.language.chosen.connect(self.changed)
        self.boxes: dict[str, CheckBox] = {}
        self._hints: dict[str, QLabel] = {}
        field = StoredField("answer", "value", "whole")
        self.limit = WholeNumberEditor(words, field, unit="МБ")
        self.limit.edited.connect(self.changed)
        self._limit_field = Field(self.limit)
        self._where = make_label("label")
        self.folder_label = make_label()
        self.choose_button = QPushButton()
        self.choose_button.clicked.connect(self._choose_folder)
        self._drives = QWidget()
        self._drive_row = WrappingRow(self._drives, gap=8, line_gap=8)
        self._lay_out()
        words.changed.connect(self.retranslate)
        self.refresh_drives()
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addSpacing(2)
        column.addWidget(self._language_label)
        column.addWidget(self.language)
        for name, _say, _hint, is_on in self._choices:
            box = CheckBox()
            box.setChecked(is_on)
            box.clicked.connect(self.changed)
            self.boxes[name] = box
            hint = make_label("secondary")
            hint.setContentsMargins(32, 0, 0, 0)
            self._hints[name] = hint
            column.addWidget(box)
            column.addWidget(hint)
        column.addWidget(self._limit_field)
        column.addSpacing(4)
        column.addWidget(self._where)
        column.addWidget(self.folder_label)
        self._drive_row.add(self.choose_button, weight=0)
        column.addWidget(self._drives)

    # ------------------------------------------------------------------ what was chosen

    def code(self) -> LanguageCode:
        """Return the language that is chosen."""
        return "ru" if self.language.value() == "ru" else "kk"

    def set_code(self, code: LanguageCode) -> None:
        """Choose a language; nothing is emitted."""
        self.language.set_value(code)

    def is_on(self, name: str) -> bool:
        """Tell whether a choice is on."""
        return self.boxes[name].isChecked()

    def set_on(self, name: str, *, is_on: bool) -> None:
        """Turn a choice on or off; nothing is emitted."""
        self.boxes[name].setChecked(is_on)

    def most_megabytes(self) -> int | None:
        """Return how large the folder may be, None for any size."""
        text = self.limit.value()
        return int(text) if text.isdecimal() and int(text) > 0 else None

    def set_limit(self, megabytes: int | None) -> None:
        """Show how large the folder may be."""
        self.limit.set_value(str(megabytes) if megabytes else "")

    def folder(self) -> Path:
        """Return where the folder is made."""
        return self._folder

    def set_folder(self, folder: Path) -> None:
        """Choose where the folder is made, and remember it."""
        self._folder = folder
        self._memory.setValue(_MEMORY, str(folder))
        self.retranslate()
        self.changed.emit()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self._words.gettext("Where to put the folder"), str(self._folder)
        )
        if chosen:
            self.set_folder(Path(chosen))

    def refresh_drives(self) -> None:
        """Offer the flash drives that are plugged in now."""
        for button in self._drives.findChildren(QPushButton):
            if button is not self.choose_button:
                self._drive_row.removeWidget(button)
                button.hide()
                button.deleteLater()
        for name, root in list_flash_drives():
            button = QPushButton()
            button.setText(self._words.gettext("Flash drive {name}", name=name).replace("&", "&&"))
            button.clicked.connect(lambda _on=False, wanted=root: self.set_folder(wanted))
            self._drive_row.add(button, weight=0)

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.title.setText(words.gettext("What goes into the folder"))
        self._language_label.setText(words.gettext("Language of the papers"))
        for name, say, hint, _is_on in self._choices:
            self.boxes[name].setText(say().replace("&", "&&"))
            label = self._hints[name]
            label.setText(hint())
            label.setVisible(bool(hint()))
        self._limit_field.set_words(
            words.gettext("All of it no larger than"),
            words.gettext("Photos and scans are made smaller until it fits; empty: any size."),
        )
        self._where.setText(words.gettext("Where to"))
        self.folder_label.setText(_break_path(self._folder))
        self.choose_button.setText(words.gettext("Choose a folder…"))


def _usual_folder() -> Path:
    from platformdirs import user_documents_path  # noqa: PLC0415 (rare)

    return user_documents_path()


def _break_path(path: Path) -> str:
    """Return a path that can be wrapped behind its parts."""
    text = str(path)
    for sign in "/\\":
        text = text.replace(sign, f"{sign}\u200b")
    return text
