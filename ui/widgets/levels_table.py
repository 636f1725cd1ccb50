"""The socio-economic rows: the planned level is typed, the fact counted or typed.

A number is kept as it was typed; what is no whole number is told under its row. Knows no database.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from grantee_app.form.answers import parse_whole_number
from grantee_app.language.numbers import group_digits
from grantee_app.store.texts import AnswerPlace
from ui.report_entries import LevelEntry, LevelsEntry
from ui.screen_language import ScreenLanguage
from ui.theme import set_role, tabular
from ui.undoing import KEPT_TEXT
from ui.widgets.labels import make_label, make_rule


class NumberEdit(QLineEdit):
    """A line for a whole number; Enter goes on to the next one."""

    left = Signal()

    def __init__(self, place: AnswerPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.setProperty(KEPT_TEXT, True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(tabular(self.font()))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0 000 000") + 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor has gone elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


class LevelsTable(QFrame):
    """The table; `edited` brings the line that changed, `left` follows when it is left."""

    edited = Signal(object)
    left = Signal()

    def __init__(
        self, words: ScreenLanguage, entry: LevelsEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self._words = words
        self._facts: dict[str, int] = {}
        self.setProperty("role", "card")
        self.lines: dict[str, NumberEdit] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 12, 14, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._heads = [make_label("secondary") for _ in range(3)]
        for column, head in enumerate(self._heads):
            align = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            head.setAlignment(align | Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(head, 0, column)
        self._rows = [
            _LevelRow(self, level, 1 + 4 * number) for number, level in enumerate(entry.levels)
        ]
        self.retranslate()

    @property
    def grid(self) -> QGridLayout:
        """The layout that rows put themselves into."""
        return self._grid

    def set_values(self, values: dict[str, str]) -> None:
        """Show what was typed, by path; nothing is emitted."""
        for path, line in self.lines.items():
            line.setText(values.get(path, ""))
        self._judge()

    def set_read_only(self) -> None:
        """Let the numbers be read and copied, and nothing else."""
        for line in self.lines.values():
            line.setReadOnly(True)

    def set_facts(self, facts: dict[str, int]) -> None:
        """Show the counted facts, by figure."""
        self._facts = facts
        self.retranslate()

    def add_line(self, place: AnswerPlace) -> NumberEdit:
        """Return a new line for the value at `place`, connected."""
        line = NumberEdit(place)
        line.textEdited.connect(lambda _text, edited=line: self._note_edit(edited))
        line.left.connect(self._note_leaving)
        self.lines[place.path] = line
        return line

    def _note_edit(self, line: NumberEdit) -> None:
        # A sentence under a number that is still being typed would only be in the way.
        self.edited.emit(line)

    def _note_leaving(self) -> None:
        self._judge()
        self.left.emit()

    def _judge(self) -> None:
        for row in self._rows:
            row.judge(self._words)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        labels = {column.key: column.label for column in self.entry.block.columns}
        for head, key in zip(self._heads, ("indicator", "plan", "fact"), strict=True):
            if key in labels:
                head.setText(self._words.name(labels[key]))
        for row in self._rows:
            row.retranslate(self._words, self._heads[1].text(), self._heads[2].text(), self._facts)
        self._judge()


class _LevelRow(QObject):
    """One row of the table, four lines of the grid: a thin line, label, values, error."""

    def __init__(self, table: LevelsTable, level: LevelEntry, line: int) -> None:
        super().__init__(table)
        self._level = level
        self._label = make_label()
        self._unit = make_label("secondary")
        self._plan = table.add_line(level.plan)
        self._fact = table.add_line(level.fact) if level.fact else None
        self._counted = make_label("label")
        self._counted.setFont(tabular(self._counted.font()))
        self._counted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._error = make_label("secondary", tone="bad")
        table.grid.addWidget(make_rule(), line, 0, 1, 3)
        table.grid.addWidget(self._label, line + 1, 0, 1, 3)
        table.grid.addWidget(self._unit, line + 2, 0, Qt.AlignmentFlag.AlignVCenter)
        table.grid.addWidget(self._plan, line + 2, 1)
        table.grid.addWidget(self._fact or self._counted, line + 2, 2)
        table.grid.addWidget(self._error, line + 3, 0, 1, 3)
        table.grid.setRowMinimumHeight(line + 3, 4)

    def retranslate(
        self, words: ScreenLanguage, plan: str, fact: str, facts: dict[str, int]
    ) -> None:
        row = self._level.row
        label, unit = words.name(row.label), words.name(row.unit)
        self._label.setText(label)
        # «организация/человек» is wider than its column: it may break behind the stroke.
        self._unit.setText(unit.replace("/", "/\u200b"))
        self._plan.setAccessibleName(f"{label}: {plan}, {unit}")
        if self._fact is not None:
            self._fact.setAccessibleName(f"{label}: {fact}, {unit}")
        counted = facts.get(row.figure)
        self._counted.setText("–" if counted is None else group_digits(counted))
        self._counted.setToolTip(words.gettext("Counted from the records of the project"))

    def judge(self, words: ScreenLanguage) -> None:
        """Tell whether the typed values are whole numbers."""
        is_wrong = False
        for line in (self._plan, self._fact):
            if line is None:
                continue
            text = line.text().strip()
            is_bad = bool(text) and parse_whole_number(text) is None
            set_role(line, tone="bad" if is_bad else "")
            is_wrong = is_wrong or is_bad
        sentence = words.gettext("Write a whole number in digits, for example 1 200.")
        self._error.setText(f"! {sentence}" if is_wrong else "")
        self._error.setVisible(is_wrong)
