"""Heads that were counted at an event, entered as numbers: gender, age, category, each its sum.

Every band is a field of its own that saves itself. A sum that differs from the total says by how
much. What bands there are is told by the form; where heads go, autosave knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from grantee_app.language.numbers import group_digits
from grantee_app.store.fields import find_field
from grantee_app.store.heads import HeadsPlace
from ui.editors.number_editors import WholeNumberEditor
from ui.theme import set_role
from ui.widgets.labels import make_label, make_line_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.form.definition import DemographicTable
    from ui.desk import Desk

_ORDER = ("gender", "age", "category")


def read_number(text: str) -> int | None:
    """Return the number that a field's written form means, None for none."""
    return int(text) if text.isascii() and text.isdigit() else None


def tell_difference(desk: Desk, found: int, total: int | None) -> tuple[str, str]:
    """Return the sign of a sum against its total, and its tone."""
    words = desk.words
    if total is None or found == total:
        return (f"= {group_digits(found)}", "ok") if found else ("", "")
    if not found:
        return "", ""
    if found < total:
        return words.gettext("{count} missing", count=group_digits(total - found)), "bad"
    return words.gettext("{count} too many", count=group_digits(found - total)), "bad"


class HeadsTable(QWidget):
    """`edited` follows typing; `total` is what the sums are held against."""

    edited = Signal()

    def __init__(
        self, desk: Desk, tables: list[DemographicTable], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tables = tables
        self.activity_id = ""
        self.total: int | None = None
        self._is_read_only = False
        row = WrappingRow(self, gap=20, line_gap=14)
        known = {table.dimension: table for table in tables}
        self.blocks = [_Block(self, known[name]) for name in _ORDER if name in known]
        for block in self.blocks:
            row.add(block, block.least())
        desk.words.changed.connect(self.retranslate)
        self.retranslate()

    def set_activity(self, activity_id: str) -> None:
        """Show the heads of another event; what was typed is written first."""
        if activity_id != self.activity_id:
            self.desk.autosave.end_step()
            self.activity_id = activity_id
        self.refill()

    def refill(self) -> None:
        """Show what is stored now; fields that stayed as they were keep their cursor."""
        for block in self.blocks:
            block.fill()
        self.judge()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the heads be read, and nothing else."""
        self._is_read_only = is_read_only
        for block in self.blocks:
            block.set_read_only()

    def is_closed(self) -> bool:
        """Tell whether nothing may be typed."""
        return self._is_read_only or self.desk.autosave.is_read_only or not self.activity_id

    def set_total(self, total: int | None) -> None:
        """Hold the sums against another total."""
        self.total = total
        self.judge()

    def judge(self) -> None:
        """Say of every sum whether it is the total."""
        for block in self.blocks:
            block.judge()

    def sums(self) -> dict[str, int]:
        """Return the sum of each dimension as it stands in the fields."""
        return {block.table.dimension: block.sum() for block in self.blocks}

    def find_field(self, dimension: str, group: str) -> QWidget | None:
        """Return where a band is typed, the first one of its dimension where there is none such."""
        for block in self.blocks:
            if block.table.dimension == dimension or not dimension:
                editor = block.editors.get(group) or next(iter(block.editors.values()))
                return editor.focus_target()
        return None

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; half-typed numbers stay."""
        for block in self.blocks:
            block.retranslate()


class _Block(QWidget):
    """One dimension: its bands, and their sum."""

    def __init__(self, owner: HeadsTable, table: DemographicTable) -> None:
        super().__init__(owner)
        self._owner = owner
        self.table = table
        self.head = make_label("group", self)
        self.pill = make_line_label("pill", self)
        self.editors: dict[str, WholeNumberEditor] = {}
        self._labels: dict[str, QLabel] = {}
        self._errors: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        field = find_field("activity", "participants_total")
        for place, group in enumerate(table.groups):
            editor = WholeNumberEditor(owner.desk.words, field, self)
            editor.keep_narrow()
            label = make_label("", self)
            label.setBuddy(editor.focus_target())
            error = make_label("secondary", self, tone="bad")
            error.hide()
            grid.addWidget(label, 2 * place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(editor, 2 * place, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(error, 2 * place + 1, 0, 1, 2)
            self.editors[group.key] = editor
            self._labels[group.key] = label
            self._errors[group.key] = error
            editor.edited.connect(lambda key=group.key: self._note(key))
            editor.left.connect(lambda key=group.key: self._leave(key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(grid)
        column.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch()

    def least(self) -> int:
        """Return the width below which the block takes a line of its own."""
        letters = {"gender": 22, "age": 24}.get(self.table.dimension, 40)
        return self.fontMetrics().averageCharWidth() * letters

    def _place(self, key: str) -> HeadsPlace:
        return HeadsPlace(self._owner.activity_id, self.table.dimension, key)

    def fill(self) -> None:
        read = self._owner.desk.autosave.read_text
        for key, editor in self.editors.items():
            stored = read(self._place(key), "") if self._owner.activity_id else ""
            if editor.value() != stored:
                editor.set_value(stored)
            elif not self._errors[key].text() and not editor.problem():
                continue
            if not editor.focus_target().hasFocus():
                self._judge_band(key)
        self.set_read_only()

    def set_read_only(self) -> None:
        for editor in self.editors.values():
            editor.set_read_only(self._owner.is_closed())

    def _note(self, key: str) -> None:
        editor = self.editors[key]
        self._owner.desk.autosave.note(self._place(key), "", editor.value)
        if self._errors[key].text():
            self._judge_band(key)
        self.judge()
        self._owner.edited.emit()

    def _leave(self, key: str) -> None:
        if self._owner.activity_id:
            self._judge_band(key)
            self._owner.desk.autosave.end_step()
            self.judge()

    def _judge_band(self, key: str) -> None:
        editor, error = self.editors[key], self._errors[key]
        problem = editor.problem()
        said = f"! {self._owner.desk.words.say(problem)}" if problem else ""
        editor.mark(is_wrong=bool(said))
        error.setText(said)
        error.setVisible(bool(said))
        editor.focus_target().setAccessibleDescription(said)

    def sum(self) -> int:
        return sum(read_number(editor.value()) or 0 for editor in self.editors.values())

    def judge(self) -> None:
        text, tone = tell_difference(self._owner.desk, self.sum(), self._owner.total)
        set_role(self.pill, "pill", tone=tone)
        self.pill.setText(text)
        self.pill.setVisible(bool(text))

    def retranslate(self) -> None:
        words = self._owner.desk.words
        said = words.name(self.table.title)
        self.head.setText(said)
        for group in self.table.groups:
            label = words.name(group.label)
            self._labels[group.key].setText(label)
            self.editors[group.key].retranslate()
            self.editors[group.key].focus_target().setAccessibleName(f"{said}: {label}")
            if self._errors[group.key].text():
                self._judge_band(group.key)
        self.judge()
