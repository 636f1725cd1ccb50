"""Several of a closed list: check boxes beside each other, stored as codes with commas."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui.editors.editor import Editor
from ui.editors.flag_editor import CheckBox
from ui.screen_language import ScreenLanguage
from ui.widgets.wrapping_row import WrappingRow


class ChoicesEditor(Editor):
    """Codes in the order of `terms`, which has their words; codes it does not know are kept."""

    def __init__(
        self, words: ScreenLanguage, terms: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._terms = dict(terms)
        self._strange: list[str] = []
        self._name = ""
        self.boxes: dict[str, CheckBox] = {}
        inside = QWidget()
        row = WrappingRow(inside, line_gap=0)
        for code in self._terms:
            box = CheckBox()
            box.clicked.connect(self.edited)
            box.left.connect(self.left)
            row.add(box, weight=0)
            self.boxes[code] = box
        self.row.addWidget(inside, 1)
        self.setFocusProxy(self.focus_target())
        self.retranslate()

    def value(self) -> str:
        """Return the codes, parted by commas."""
        chosen = [code for code, box in self.boxes.items() if box.isChecked()]
        return ",".join([*chosen, *self._strange])

    def set_value(self, text: str) -> None:
        """Show stored codes."""
        codes = [code.strip() for code in text.split(",") if code.strip()]
        self._strange = [code for code in codes if code not in self.boxes]
        for code, box in self.boxes.items():
            box.setChecked(code in codes)

    def focus_target(self) -> QWidget:
        """Return the first box."""
        return next(iter(self.boxes.values()))

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the choices be read."""
        for box in self.boxes.values():
            box.setEnabled(not is_read_only)

    def name_parts(self, label: str) -> None:
        """Name every box by the label of the field and its own word."""
        for box in self.boxes.values():
            box.setAccessibleName(f"{label}: {box.text()}")

    def retranslate(self) -> None:
        """Say the words in the language of the screen."""
        for code, box in self.boxes.items():
            box.setText(self._words.gettext(self._terms[code]))
