"""Two entries of one paper list side by side: every row, and one difference after the other.

1 takes the first entry, 2 the second, 3 lets somebody write what the paper says; whoever decides
goes on to the next difference. What two entries mean is the business of `exchange.second_entry`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.exchange.second_entry import (
    FIRST,
    OWN,
    ROW,
    SECOND,
    ComparedRow,
    count_undecided,
)
from grantee_app.exchange.sheets.cells import read_birth
from grantee_app.records.personal import drop_iins, has_iin
from ui.editors.editor import keep_text
from ui.editors.field_editor import today
from ui.joined_words import join_parts
from ui.pages.participants.people_words import GENDERS, tell_gender, tell_group
from ui.theme import set_role
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.exchange.second_entry import Side
    from grantee_app.store.second_entry import Choices
    from ui.desk import Desk
    from ui.pages.participants.people_words import FormGroups

_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})
_COLUMNS: Final = ("name", "birth", "gender", "category", "place")


class Comparison(QWidget):
    """`decided` follows a decision, `wanted_apply` the button that writes all of them."""

    decided = Signal()
    wanted_apply = Signal()

    def __init__(self, desk: Desk, groups: FormGroups) -> None:
        super().__init__()
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.rows: list[ComparedRow] = []
        self.choices: Choices = {}
        # The difference that is looked at: a row, and one of its fields.
        self.place = 0
        self.field = ""
        self.standing = make_label("secondary")
        self.table = Ledger(desk.theme)
        self.question = make_label("group")
        self.problem = make_label("secondary", tone="bad")
        self.problem.hide()
        self.heads: dict[str, QLabel] = {}
        self.told: dict[str, QLabel] = {}
        self.buttons: dict[str, QPushButton] = {}
        self.own_line = QLineEdit()
        keep_text(self.own_line)
        self.own_box = ChoiceBox(letters=10)
        self.own = QStackedWidget()
        self.back_button, self.next_button = QPushButton(), QPushButton()
        self.rest_button, self.apply_button = QPushButton(), QPushButton()
        set_role(self.rest_button, "link")
        set_role(self.apply_button, "primary")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.own.addWidget(self.own_line)
        self.own.addWidget(self.own_box)
        self.sides = QWidget()
        grid = QGridLayout(self.sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for column, side in enumerate((FIRST, SECOND, OWN)):
            self.heads[side] = make_label("secondary")
            self.buttons[side] = QPushButton()
            grid.setColumnStretch(column, 1)
            grid.addWidget(self.heads[side], 0, column)
            if side == OWN:
                grid.addWidget(self.own, 1, column)
            else:
                self.told[side] = make_label("heading")
                grid.addWidget(self.told[side], 1, column)
            grid.addWidget(self.buttons[side], 2, column, Qt.AlignmentFlag.AlignLeft)
        deeds = QWidget()
        row = WrappingRow(deeds, gap=8, line_gap=8)
        for button in (self.back_button, self.next_button, self.apply_button, self.rest_button):
            row.add(button, weight=0)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(8)
        for widget in (self.question, self.sides, self.problem, deeds):
            foot.addWidget(widget)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 8)
        head.addWidget(self.standing)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addLayout(head)
        column_.addWidget(self.table, 1)
        column_.addLayout(foot)

    def _connect(self) -> None:
        words = self.words
        self.table.set_columns(
            [
                LedgerColumn("number", lambda: words.gettext("No."), "0000", is_number=True),
                LedgerColumn("name", lambda: words.gettext("Name"), weight=4, least=150),
                LedgerColumn("birth", lambda: words.gettext("Year"), "≠ 00.00.0000"),
                LedgerColumn("gender", lambda: words.gettext("Gender"), "≠ 0000000"),
                LedgerColumn("category", lambda: words.gettext("Category"), weight=3),
                LedgerColumn("place", lambda: words.gettext("Place"), weight=3),
            ]
        )
        self.table.chosen.connect(self._look_at_row)
        self.table.wanted.connect(lambda deed: self._focus_own() if deed == "edit" else None)
        self.buttons[FIRST].clicked.connect(lambda: self.decide(FIRST))
        self.buttons[SECOND].clicked.connect(lambda: self.decide(SECOND))
        self.buttons[OWN].clicked.connect(self._take_own)
        self.back_button.clicked.connect(lambda: self.go(-1))
        self.next_button.clicked.connect(lambda: self.go(1))
        self.rest_button.clicked.connect(self._take_rest)
        self.apply_button.clicked.connect(self.wanted_apply)
        for widget in (self.own_line, self.own_box, self.table):
            widget.installEventFilter(self)

    # ------------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the table digits decide; Enter in the own text takes it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = int(event.key())
            if watched is self.table and self._press(key):
                return True
            if watched is not self.table and key in _ENTER:
                self._take_own()
                return True
            if watched is not self.table and key == int(Qt.Key.Key_Escape):
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The digits on the buttons press them; Page Down and Page Up go on and back."""
        if not self._press(int(event.key())):
            super().keyPressEvent(event)

    def _press(self, key: int) -> bool:
        deeds = {
            int(Qt.Key.Key_1): lambda: self.decide(FIRST),
            int(Qt.Key.Key_2): lambda: self.decide(SECOND),
            int(Qt.Key.Key_3): self._focus_own,
            int(Qt.Key.Key_PageDown): lambda: self.go(1),
            int(Qt.Key.Key_PageUp): lambda: self.go(-1),
        }
        deed = deeds.get(key)
        if deed is None:
            return False
        deed()
        return True

    # ------------------------------------------------------------------ what is looked at

    def show_rows(self, rows: list[ComparedRow], choices: Choices) -> None:
        """Show both entries; the difference that was looked at stays in sight."""
        key, field = self._current_key(), self.field
        self.rows, self.choices = rows, choices
        self.table.fill([row.key for row in rows], self._tell_cell)
        places = [place for place, row in enumerate(rows) if row.key == key]
        if places and (field in rows[places[0]].differing or not rows[places[0]].differing):
            self._look_at(places[0], field)
        else:
            self._look_at(*(self._find_next(-1, "", 1) or (0, "")))

    def _current_key(self) -> str:
        return self.rows[self.place].key if self.place < len(self.rows) else ""

    def _list_differences(self, *, only_undecided: bool = True) -> list[tuple[int, str]]:
        return [
            (place, field)
            for place, row in enumerate(self.rows)
            for field in row.differing
            if not (only_undecided and field in self.choices.get(row.key, {}))
        ]

    def _find_next(self, place: int, field: str, step: int) -> tuple[int, str] | None:
        """Return the next open difference, else any next one, None where there is none."""
        here = (place, self._rank(place, field))
        for only_undecided in (True, False):
            found = self._list_differences(only_undecided=only_undecided)
            ranked = [((at, self._rank(at, name)), (at, name)) for at, name in found]
            ahead = [told for rank, told in ranked if (rank > here if step > 0 else rank < here)]
            if ahead:
                return ahead[0] if step > 0 else ahead[-1]
            others = [told for rank, told in ranked if rank != here]
            if others:
                return others[0] if step > 0 else others[-1]
        return None

    def _rank(self, place: int, field: str) -> int:
        if not 0 <= place < len(self.rows) or field not in self.rows[place].differing:
            return -1
        return self.rows[place].differing.index(field)

    def go(self, step: int) -> None:
        """Look at another difference without deciding."""
        found = self._find_next(self.place, self.field, step)
        if found is not None:
            self._look_at(*found)

    def _look_at_row(self, key: str) -> None:
        place = next((at for at, row in enumerate(self.rows) if row.key == key), -1)
        if place < 0 or place == self.place:
            return
        row = self.rows[place]
        open_fields = [name for name in row.differing if name not in self.choices.get(key, {})]
        self._look_at(place, next(iter([*open_fields, *row.differing]), ""))

    def _look_at(self, place: int, field: str) -> None:
        self.place, self.field = place, field
        if place < len(self.rows):
            self.table.choose(self.rows[place].key)
        self._show()

    # ------------------------------------------------------------------ deciding

    def decide(self, choice: str) -> None:
        """Decide the difference that is looked at, and go on to the next one."""
        if not self.field or self.desk.autosave.is_read_only:
            return
        key = self._current_key()
        is_own = choice.startswith(OWN)
        if is_own and self.field == ROW:
            return
        self.choices = {**self.choices, key: {**self.choices.get(key, {}), self.field: choice}}
        found = self._find_next(self.place, self.field, 1)
        if found is not None and self._list_differences():
            self._look_at(*found)
        else:
            self._show()
        if is_own or not self._list_differences():
            (self.table if self._list_differences() else self.apply_button).setFocus()
        self.decided.emit()

    def _take_rest(self) -> None:
        for place, field in self._list_differences():
            key = self.rows[place].key
            self.choices = {**self.choices, key: {**self.choices.get(key, {}), field: FIRST}}
        self._show()
        self.apply_button.setFocus()
        self.decided.emit()

    def _focus_own(self) -> None:
        if self.field and self.field != ROW:
            if self.own.currentWidget() is self.own_line:
                self.own_line.setFocus()
                self.own_line.selectAll()
            else:
                self.own_box.setFocus()

    def _take_own(self) -> None:
        if self.field in {"gender", "category"}:
            text = self.own_box.code() or ""
        else:
            text = " ".join(self.own_line.text().split())
        problem = ""
        if has_iin(text):
            self.own_line.setText(drop_iins(text))
            problem = self.words.gettext(
                "An IIN is not kept here: the number was taken out, the other words stay."
            )
        elif self.field == "name" and not text:
            problem = self.words.gettext("Type the name first.")
        elif self.field == "birth":
            told = read_birth(text, today()).problem
            problem = self.words.say(told) if told else ""
        self.tell(problem)
        if problem:
            self._focus_own()
        else:
            self.decide(OWN + text)

    def tell(self, sentence: str) -> None:
        """Say what is wrong, "" for nothing."""
        self.problem.setText(f"! {sentence}" if sentence else "")
        self.problem.setVisible(bool(sentence))

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        words = self.words
        self.tell("")
        every = self._list_differences(only_undecided=False)
        undecided = count_undecided(self.rows, self.choices)
        self.table.viewport().update()
        self._say_standing(len(every), undecided)
        row = self.rows[self.place] if self.place < len(self.rows) else None
        has_question = row is not None and bool(self.field)
        self.sides.setVisible(has_question)
        for button in (self.back_button, self.next_button):
            button.setVisible(len(every) > 1)
        is_closed = self.desk.autosave.is_read_only
        self.rest_button.setVisible(undecided > 1 and not is_closed)
        self.apply_button.setVisible(not is_closed)
        self.apply_button.setEnabled(not undecided)
        if row is None or not has_question:
            self.question.setText(words.gettext("Both wrote this row alike.") if every else "")
            self.question.setVisible(bool(every))
            return
        self.question.show()
        name = words.gettext("Row {number}", number=self.place + 1)
        self.question.setText(f"{name}: {self._name_field(row)}")
        self._show_sides(row)

    def _show_sides(self, row: ComparedRow) -> None:
        words, is_row = self.words, self.field == ROW
        for side, at in ((FIRST, row.first), (SECOND, row.second)):
            self.told[side].setText(self._tell_side(at, self.field))
        chosen = self.choices.get(row.key, {}).get(self.field, "")
        if is_row:
            is_first = row.first is not None
            said = {
                FIRST: words.gettext("1 – keep on the list")
                if is_first
                else words.gettext("1 – leave out"),
                SECOND: words.gettext("2 – take off the list")
                if is_first
                else words.gettext("2 – put on the list"),
            }
        else:
            said = {
                FIRST: words.gettext("1 – as in the first"),
                SECOND: words.gettext("2 – as in the second"),
            }
        said[OWN] = words.gettext("3 – as I write it")
        for side, text in said.items():
            is_chosen = chosen == side or (side == OWN and chosen.startswith(OWN))
            self.buttons[side].setText(f"✓ {text}" if is_chosen else text)
            self.buttons[side].setEnabled(not self.desk.autosave.is_read_only)
        for widget in (self.heads[OWN], self.own, self.buttons[OWN]):
            widget.setVisible(not is_row)
        if not is_row:
            self._fill_own(row, chosen)

    def _fill_own(self, row: ComparedRow, chosen: str) -> None:
        own = chosen.removeprefix(OWN) if chosen.startswith(OWN) else ""
        name = self._name_field(row)
        if self.field in {"gender", "category"}:
            self.own.setCurrentWidget(self.own_box)
            self.own_box.set_choices(self._list_choices())
            self.own_box.set_code(own)
            self.own_box.setAccessibleName(f"{self.heads[OWN].text()}: {name}")
            return
        self.own.setCurrentWidget(self.own_line)
        self.own_line.setText(own or (row.first.texts[self.field] if row.first else ""))
        self.own_line.setAccessibleName(f"{self.heads[OWN].text()}: {name}")

    def _list_choices(self) -> list[tuple[str, str]]:
        words = self.words
        none = [("", words.gettext("not told"))]
        if self.field == "gender":
            return none + [(key, words.gettext(word)) for key, word in GENDERS.items()]
        groups = self.groups.list_groups("category")
        return none + [(key, label.spoken_in(words.code)) for key, label in groups]

    def _name_field(self, row: ComparedRow) -> str:
        words = self.words
        if self.field == ROW:
            if row.first is not None:
                return words.gettext("stands in the first entry alone")
            return words.gettext("stands in the second entry alone")
        return {
            "name": words.gettext("Surname and name"),
            "birth": words.gettext("Year or age"),
            "gender": words.gettext("Gender"),
            "category": words.gettext("Category"),
            "place": words.gettext("Place"),
        }[self.field]

    def _tell_side(self, side: Side | None, field: str) -> str:
        if side is None:
            return "–"
        if field == ROW:
            parts = [self._tell_text(side.texts[name], name) for name in _COLUMNS]
            return join_parts(parts)
        told = self._tell_text(side.texts[field], field) or "–"
        if field == "name" and side.participant_id and side is self.rows[self.place].second:
            return f"{told} ({self.words.gettext('known from other lists')})"
        return told

    def _tell_text(self, text: str, field: str) -> str:
        if field == "gender":
            return tell_gender(text, self.words)
        if field == "category":
            return tell_group(text, self.groups.list_groups("category"), self.words)
        return text

    def _tell_cell(self, place: int, key: str) -> Cell:
        row = self.rows[place]
        if key == "number":
            return Cell(str(place + 1), quiet=True)
        side = row.first or row.second
        if side is None:
            return Cell()
        shown = self._tell_text(side.texts[key], key)
        choices = self.choices.get(row.key, {})
        if ROW in row.differing:
            return self._tell_lone(row, key, shown, choices.get(ROW, ""))
        if key not in row.differing or row.second is None:
            return Cell(shown or "–", quiet=not shown)
        other = self._tell_text(row.second.texts[key], key) or "–"
        choice = choices.get(key)
        if choice is None:
            return Cell(shown or "–", f"≠ {other}", tone="warn")
        taken = choice.removeprefix(OWN) if choice.startswith(OWN) else ""
        told = {FIRST: shown, SECOND: other}.get(choice, self._tell_text(taken, key))
        left = {FIRST: other, SECOND: shown or "–"}.get(choice, f"{shown or '–'} ≠ {other}")
        return Cell(f"✓ {told or '–'}", left, tone="ok")

    def _tell_lone(self, row: ComparedRow, key: str, shown: str, choice: str) -> Cell:
        if key != "name":
            return Cell(shown, quiet=True)
        words = self.words
        if not choice:
            alone = (
                words.gettext("only in the first entry")
                if row.first is not None
                else words.gettext("only in the second entry")
            )
            return Cell(shown, f"≠ {alone}", tone="warn")
        stays = (row.first is not None) == (choice == FIRST)
        told = words.gettext("on the list") if stays else words.gettext("not on the list")
        return Cell(f"✓ {shown}", told, tone="ok")

    def _say_standing(self, every: int, undecided: int) -> None:
        words = self.words
        if not every:
            said = words.gettext("Both entries are alike, row by row.")
        else:
            parts = [
                words.ngettext("{count} row compared", "{count} rows compared", len(self.rows)),
                words.ngettext("{count} difference", "{count} differences", every),
                words.gettext("still to decide: {count}", count=undecided)
                if undecided
                else words.gettext("all decided"),
            ]
            said = join_parts(parts)
        self.standing.setText(said)

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again."""
        words = self.words
        self.table.setAccessibleName(words.gettext("Both entries, row by row"))
        self.heads[FIRST].setText(words.gettext("First entry"))
        self.heads[SECOND].setText(words.gettext("Second entry"))
        self.heads[OWN].setText(words.gettext("What the paper says"))
        self.back_button.setText(words.gettext("← Back"))
        self.next_button.setText(words.gettext("Later →"))
        self.rest_button.setText(words.gettext("All others as in the first"))
        self.apply_button.setText(words.gettext("Write it into the list"))
        self.table.retranslate()
        self._show()
