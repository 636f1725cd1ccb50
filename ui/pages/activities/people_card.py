"""Who came: by name, only counted, in all; the sums of the form, and three ways to bring people.

The register of names is another page's; while there is none its ways are not shown. Where numbers
go is autosave's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from grantee_app.form.catalogue import find_counting_form
from grantee_app.language.numbers import group_digits
from ui.borrowed_groups import say_borrowed
from ui.joined_words import join_parts
from ui.pages.activities.heads_table import HeadsTable, read_number, tell_difference
from ui.record_form import RecordForm
from ui.theme import set_role, tabular
from ui.widgets.labels import make_label, make_line_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.form.definition import FormDefinition
    from ui.desk import Desk

# Nothing is known of these, or no band of the form holds them.
_WITHOUT_BAND: Final = frozenset({"", "outside"})
_ROWS: Final = ("gender", "age", "category")
# How many people are written down by name: the column and its groups, of one activity.
_NAMED: Final = """
SELECT count(*), sum(gender = 'male'), sum(gender = 'female')
FROM attendance JOIN participant ON participant.id = participant_id WHERE activity_id = ?
"""


class PeopleCard(QWidget):
    """`way_wanted` brings "names" or "sheet"; `grown` follows fields made late, `edited` typing."""

    way_wanted = Signal(str)
    edited = Signal()
    grown = Signal()

    def __init__(
        self, desk: Desk, *, has_register: Callable[[], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.activity_id = ""
        self._named = (0, 0, 0)
        # By dimension and band, as the figures count them; None until they are counted.
        self._groups: Mapping[str, Mapping[str, int]] | None = None
        self._has_register = has_register
        self.heads: HeadsTable | None = None
        self._form: FormDefinition | None = None
        self._is_open = False
        self.head = make_label("group", self)
        self.about = make_label("secondary", self)
        self.numbers = QWidget(self)
        self.borrowed = make_label("secondary", self.numbers)
        self.borrowed.hide()
        self.form = RecordForm(desk, "activity", "", self.numbers)
        self.form.add(
            "participants_total", None, lambda: self.words.gettext("Only counted, without names")
        )
        self.buttons: dict[str, QPushButton] = {}
        self._build_sums()
        self._heads_place = QVBoxLayout()
        self._heads_place.setContentsMargins(0, 0, 0, 0)
        ways = QWidget(self)
        row = WrappingRow(ways, gap=8, line_gap=8)
        for name in ("names", "sheet", "numbers"):
            self.buttons[name] = QPushButton(ways)
            row.add(self.buttons[name], weight=0)
        for name in ("names", "sheet"):
            self.buttons[name].clicked.connect(
                lambda _on=False, way=name: self.way_wanted.emit(way)
            )
        self.buttons["numbers"].setCheckable(True)
        self.buttons["numbers"].clicked.connect(lambda on: self.open_numbers(is_open=on))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.about)
        column.addWidget(self.sums)
        column.addWidget(ways)
        inside = QVBoxLayout(self.numbers)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.form)
        inside.addWidget(self.borrowed)
        inside.addLayout(self._heads_place)
        self.numbers.hide()
        column.addStretch()
        self.form.edited.connect(self._follow)
        self.form.left.connect(self._follow)

    def _build_sums(self) -> None:
        self.sums = QWidget(self)
        grid = QGridLayout(self.sums)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        self._cells: dict[tuple[str, str], QLabel] = {}
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, column in enumerate(("name", "male", "female", "sum", "sign")):
            label = make_line_label("secondary", self.sums)
            grid.addWidget(label, 0, place, right if 0 < place < 4 else Qt.AlignmentFlag.AlignLeft)
            self._cells["head", column] = label
        for line, row in enumerate(_ROWS, 1):
            for place, column in enumerate(("name", "male", "female", "sum", "sign")):
                if column == "sign":
                    label = make_line_label("pill", self.sums)
                elif column == "name":
                    label = make_label("", self.sums)
                else:
                    label = make_line_label("", self.sums)
                    label.setFont(tabular(label.font()))
                side = right if 0 < place < 4 else Qt.AlignmentFlag.AlignVCenter
                if column == "sign":
                    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                grid.addWidget(label, line, place, side)
                self._cells[row, column] = label

    # ------------------------------------------------------------------ the record

    def set_bands(self, form: FormDefinition) -> None:
        """Show the bands for the form of the report; with the same ones nothing happens."""
        tables = find_counting_form(form).demographic_tables
        if form is not self._form:
            self._form = form
            self._say_borrowed()
        if self.heads is not None and self.heads.tables == tables:
            return
        if self.heads is not None:
            self.desk.autosave.end_step()
            self._heads_place.removeWidget(self.heads)
            self.heads.hide()
            self.heads.deleteLater()
        self.heads = HeadsTable(self.desk, tables, self.numbers)
        self.heads.set_activity(self.activity_id)
        self.heads.edited.connect(self._follow)
        self._heads_place.addWidget(self.heads)
        self._follow()
        self.grown.emit()

    def _say_borrowed(self) -> None:
        said = say_borrowed(self.words, self._form)
        self.borrowed.setText(said)
        self.borrowed.setVisible(bool(said))

    def show_record(self, activity_id: str) -> None:
        """Show the people of an event; what was typed before is written first."""
        is_other = activity_id != self.activity_id
        self.activity_id = activity_id
        self.form.set_record(activity_id)
        if self.heads is not None:
            self.heads.set_activity(activity_id)
        if is_other:
            self.open_numbers(is_open=False)
        self._read_named()
        self._follow()

    def refill(self) -> None:
        """Show what is stored now."""
        self.form.refill()
        if self.heads is not None:
            self.heads.refill()
        self._read_named()
        self._follow()

    def set_groups(self, groups: Mapping[str, Mapping[str, int]] | None) -> None:
        """Take in which bands the named people stand; None while nobody counted that."""
        self._groups = groups
        self._follow()

    def _sum_named(self, dimension: str) -> int | None:
        """Return how many named people have a band; None where that is not known."""
        if not self._named[0]:
            return 0
        if self._groups is None:
            return None
        found = self._groups.get(dimension, {})
        return sum(count for key, count in found.items() if key not in _WITHOUT_BAND)

    def _read_named(self) -> None:
        row = self.desk.workspace.db.execute(_NAMED, [self.activity_id]).fetchone()
        self._named = (int(row[0] or 0), int(row[1] or 0), int(row[2] or 0))

    def counted(self) -> int | None:
        """Return how many heads were only counted, as it stands in the field."""
        return read_number(self.form.editor("participants_total").value())

    def total(self) -> int | None:
        """Return all who came, None while nobody counted."""
        counted = self.counted()
        return None if counted is None and not self._named[0] else (counted or 0) + self._named[0]

    def open_numbers(self, *, is_open: bool) -> None:
        """Show or hide the fields of the heads that were counted."""
        self._is_open = is_open
        self.buttons["numbers"].setChecked(is_open)
        self.numbers.setVisible(is_open)
        if is_open:
            # They are far below the button on a small screen: all of them, the first above all.
            self.form.bring_in_sight(self.numbers)
            self.form.show_field("participants_total")

    def show_band(self, dimension: str = "", group: str = "") -> bool:
        """Put the cursor into a band of the counted heads."""
        self.open_numbers(is_open=True)
        field = self.heads.find_field(dimension, group) if self.heads is not None else None
        if field is None:
            return False
        field.setFocus()
        self.form.bring_in_sight(field)
        return True

    # ------------------------------------------------------------------ what follows

    def _follow(self) -> None:
        counted, total = self.counted(), self.total()
        if self.heads is not None:
            self.heads.set_total(counted)
        self._say_about(counted, total)
        sums = self.heads.sums() if self.heads is not None else {}
        for row in _ROWS:
            named = self._sum_named(row)
            found = sums.get(row, 0) + (named or 0)
            self._say_cell(row, "sum", found)
            text, tone = tell_difference(self.desk, found, total) if named is not None else ("", "")
            pill = self._cells[row, "sign"]
            set_role(pill, "pill", tone=tone)
            pill.setText(text)
            pill.setVisible(bool(text))
        self._say_gender()
        self.sums.setVisible(any(sums.values()) or bool(total))
        self.edited.emit()

    def _say_gender(self) -> None:
        if self.heads is None:
            return
        block = next((b for b in self.heads.blocks if b.table.dimension == "gender"), None)
        for place, key in enumerate(("male", "female"), 1):
            editor = block.editors.get(key) if block is not None else None
            counted = read_number(editor.value()) if editor is not None else None
            self._say_cell("gender", key, (counted or 0) + self._named[place])

    def _say_cell(self, row: str, column: str, number: int) -> None:
        self._cells[row, column].setText(group_digits(number) if number else "–")

    def _say_about(self, counted: int | None, total: int | None) -> None:
        words = self.words
        if total is None:
            self.about.setText(words.gettext("Nobody counted who came yet."))
            return
        parts = []
        if self._named[0]:
            parts.append(words.gettext("by name {count}", count=group_digits(self._named[0])))
        if counted is not None:
            parts.append(words.gettext("only counted {count}", count=group_digits(counted)))
        if len(parts) > 1:
            parts.append(words.gettext("{count} in all", count=group_digits(total)))
        self.about.setText(join_parts(parts))

    # ------------------------------------------------------------------ words

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self.form.set_read_only(is_read_only)
        if self.heads is not None:
            self.heads.set_read_only(is_read_only)

    def retranslate(self) -> None:
        """Say everything again; the form and the bands do so by themselves."""
        words = self.words
        self.head.setText(words.gettext("Who came"))
        for name, said, about in (
            ("names", words.gettext("By &name"), words.gettext("Write down who came, by name")),
            ("sheet", words.gettext("From E&xcel"), words.gettext("Bring in a list from a sheet")),
            ("numbers", words.gettext("As num&bers"), words.gettext("Enter counted heads")),
        ):
            self.buttons[name].setText(said)
            self.buttons[name].setAccessibleDescription(about)
            self.buttons[name].setToolTip(about)
        has_register = self._has_register()
        self.buttons["names"].setVisible(has_register)
        self.buttons["sheet"].setVisible(has_register)
        names = {
            "name": words.gettext("Figure"),
            "male": words.gettext("men"),
            "female": words.gettext("women"),
            "sum": words.gettext("in all"),
            "sign": "",
        }
        for column, said in names.items():
            self._cells["head", column].setText(said)
        rows = {
            "gender": words.gettext("Gender"),
            "age": words.gettext("Age"),
            "category": words.gettext("Category"),
        }
        for row, said in rows.items():
            self._cells[row, "name"].setText(said)
        self._follow()
        self._say_borrowed()
