"""«Same again»: one activity in many places, listed a line each, added as one step.

Shows at once how every line is understood; nothing is stored until a person says so. Reading lines
is the core's business.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.dates import format_date, format_short_range
from grantee_app.language.message import LanguageCode
from grantee_app.records.base import Bilingual
from grantee_app.records.occasions import Occasion, read_occasions, tell_unread_lines
from grantee_app.store.repeating import Repetition
from ui.editors.editor import TEXT_LANGUAGE
from ui.editors.flag_editor import CheckBox
from ui.pages.activities.place_filling import find_other_name
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.figures.activity_list import ActivityRow
    from grantee_app.language.reading_dates import DateRange
    from ui.desk import Desk

_CONTROL = Qt.KeyboardModifier.ControlModifier


class RepeatPanel(QFrame):
    """`accepted` follows the button or Ctrl+Enter, `rejected` Esc."""

    accepted = Signal()
    rejected = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.words = desk.words
        self.row: ActivityRow | None = None
        self._today = date(2000, 1, 1)
        self._within: DateRange | None = None
        self.occasions: list[Occasion] = []
        self.head = make_label("heading")
        self.about = make_label("secondary")
        self.label = make_label("label")
        self.help = make_label("secondary")
        self.lines = _Lines()
        self.lines.setProperty("role", "lines")
        self.lines.setTabChangesFocus(True)
        self.lines.textChanged.connect(self._read)
        self.label.setBuddy(self.lines)
        self.copied = {name: CheckBox() for name in ("topic", "speakers", "narrative")}
        self.copied["topic"].setChecked(True)
        self.copied["speakers"].setChecked(True)
        self.table = Ledger(desk.theme, lines=1)
        self.problem = make_label("secondary", tone="bad")
        self.add_button, self.cancel_button = QPushButton(), QPushButton()
        self.add_button.setProperty("role", "primary")
        self.add_button.clicked.connect(self._accept)
        self.cancel_button.clicked.connect(self.rejected)
        self.lines.accept_wanted.connect(self._accept)
        self._lay_out()
        desk.theme.changed.connect(self._wear)
        self._wear()

    def _lay_out(self) -> None:
        words = self.words
        self.table.set_columns(
            [
                LedgerColumn("place", lambda: words.gettext("Place"), weight=3, least=120),
                LedgerColumn("days", lambda: words.gettext("Date"), "00.00.0000–00"),
                LedgerColumn("sign", lambda: "", " ✓ "),
            ]
        )
        boxes = QWidget()
        row = WrappingRow(boxes, gap=20, line_gap=4)
        self._copy_label = make_label("label")
        for box in self.copied.values():
            row.add(box, weight=0)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(8)
        for widget in (self.head, self.about, self.label, self.help):
            column.addWidget(widget)
        column.addWidget(self.lines, 2)
        column.addWidget(self._copy_label)
        column.addWidget(boxes)
        column.addWidget(self.table, 3)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    # ------------------------------------------------------------------ lines

    def begin(self, row: ActivityRow, today: date, within: DateRange | None) -> None:
        """Ask for the places and days of an activity."""
        self.row, self._today, self._within = row, today, within
        self.lines.clear()
        self.lines.setProperty(TEXT_LANGUAGE, self.words.code)
        self._read()
        self.retranslate()
        self.lines.setFocus()

    def _read(self) -> None:
        self.occasions = read_occasions(
            self.lines.toPlainText(), today=self._today, within=self._within
        )
        self.table.fill([str(place) for place in range(len(self.occasions))], self._tell_cell)
        self._say_state()

    def _tell_cell(self, place: int, key: str) -> Cell:
        told = self.occasions[place]
        if key == "place":
            return Cell(told.place or "–", quiet=not told.place)
        if key == "days":
            if told.days is None:
                return Cell("–", quiet=True)
            first, last = told.days.start, told.days.end
            code = self.words.code
            same = first == last
            return Cell(format_date(first, code) if same else format_short_range(first, last))
        if told.problem is not None:
            return Cell("!", tone="bad", pill=True, said=self.words.say(told.problem))
        return Cell("✓", tone="ok", pill=True, said=self.words.gettext("understood"))

    def repetitions(self) -> list[Repetition]:
        """Return what every understood line asks for."""
        return [
            Repetition(self._tell_place(told.place), told.days.start, told.days.end)
            for told in self.occasions
            if told.problem is None and told.days is not None
        ]

    def _tell_place(self, place: str) -> Bilingual:
        code: LanguageCode = self.words.code
        other = find_other_name(self.desk.workspace, place, code, self._today)
        return Bilingual(kk=place, ru=other) if code == "kk" else Bilingual(kk=other, ru=place)

    def chosen(self) -> frozenset[str]:
        """Return which texts are copied too."""
        return frozenset(name for name, box in self.copied.items() if box.isChecked())

    def _accept(self) -> None:
        if self.add_button.isEnabled():
            self.accepted.emit()

    # ------------------------------------------------------------------ words

    def _say_state(self) -> None:
        words = self.words
        bad = [
            (number, told)
            for number, told in enumerate(self.occasions, 1)
            if told.problem is not None
        ]
        count = len(self.occasions) - len(bad)
        self.add_button.setText(
            words.ngettext("Add {count} activity", "Add {count} activities", count)
        )
        self.add_button.setEnabled(bool(count) and not bad)
        said = ""
        if bad and bad[0][1].problem is not None:
            said = words.gettext(
                "Line {number}: {problem}",
                number=bad[0][0],
                problem=words.say(bad[0][1].problem),
            )
        unread = tell_unread_lines(self.lines.toPlainText())
        told = [f"! {said}"] if said else []
        if unread is not None:
            told.append(f"▲ {words.say(unread)}")
        self.problem.setText("\n".join(told))
        self.problem.setVisible(bool(told))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; what was typed stays."""
        words = self.words
        title = self.row.title.spoken_in(words.code) if self.row else ""
        self.head.setText(words.gettext("Same again in other places"))
        self.about.setText(title)
        self.label.setText(words.gettext("Places and dates, a line each"))
        self.help.setText(
            words.gettext("For example: «Koksu district, 15.07». Rows from Excel can be pasted.")
        )
        self.lines.setAccessibleName(self.label.text())
        self.table.setAccessibleName(words.gettext("How the lines are understood"))
        self._copy_label.setText(words.gettext("Copy too"))
        for name, said in (
            ("topic", words.gettext("topic")),
            ("speakers", words.gettext("speakers")),
            ("narrative", words.gettext("how it went")),
        ):
            self.copied[name].setText(said)
        self.cancel_button.setText(words.gettext("Cancel"))
        self.table.retranslate()
        self._say_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives it up."""
        if event.key() == Qt.Key.Key_Escape:
            self.rejected.emit()
            return
        super().keyPressEvent(event)

    def _wear(self) -> None:
        line = self.desk.theme.measure.line
        self.lines.setMinimumHeight(5 * line)


class _Lines(QPlainTextEdit):
    """Ctrl+Enter accepts; Esc belongs to the panel."""

    accept_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a text, and Ctrl+Enter."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & _CONTROL:
            self.accept_wanted.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)
