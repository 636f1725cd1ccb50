"""The figures of people: visits and people side by side, the tables of the form, the charts.

Counted by `figures` alone, from the state that the report is built of: so it equals section 4 to
the last person. Names those who stand in no group and leads to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from grantee_app.figures.cross_tables import count_cross
from grantee_app.language.numbers import group_digits
from grantee_app.report.charts import AgePyramid, BarChart, Frame
from grantee_app.store.people_forgetting import OUTSIDE_KEY
from ui.theme import set_role, tabular
from ui.widgets.chart_view import ChartView
from ui.widgets.labels import make_label, make_line_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.checks.state import ProjectState
    from grantee_app.figures.people_gaps import UnplacedPeople
    from ui.desk import Desk
    from ui.pages.participants.people_words import FormGroups

MOST_NAMED: Final = 5


class FiguresPart(QScrollArea):
    """`person_wanted` brings a person, `lacking_wanted` a dimension that people lack."""

    person_wanted = Signal(str)
    lacking_wanted = Signal(str)

    def __init__(self, desk: Desk, groups: FormGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.state: ProjectState | None = None
        self._is_built = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.totals = make_label("heading")
        self.about = make_label("secondary")
        self.gaps = QWidget()
        self._gap_rows = QVBoxLayout(self.gaps)
        self._gap_rows.setContentsMargins(0, 0, 0, 0)
        self._gap_rows.setSpacing(6)
        self.pyramid = ChartView(desk.theme)
        self.bars = ChartView(desk.theme)
        self.cross = QWidget()
        self._grid = QGridLayout(self.cross)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self.cross_head = make_label("group")
        self.cross_note = make_label("secondary")
        self._lay_out()

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(_card(self.totals, self.about, self.gaps))
        pair = QWidget()
        row = WrappingRow(pair, gap=16, line_gap=16)
        row.add(_card(self.pyramid), 380)
        row.add(_card(self.bars), 380)
        column.addWidget(pair)
        column.addWidget(_card(self.cross_head, self.cross, self.cross_note))
        column.addStretch()
        self.setWidget(page)

    # ------------------------------------------------------------------ filling

    def refresh(self) -> None:
        """Show what was counted last; a new count follows every change by itself."""
        self._show()

    def take_state(self, state: ProjectState) -> None:
        """Show what was counted."""
        self.state = state
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        state, words = self.state, self.words
        if state is None:
            self.totals.setText(words.gettext("Counting…"))
            return
        people = state.figures.people
        visits = words.ngettext("{number} visit", "{number} visits", people.visits,
                                number=group_digits(people.visits))  # fmt: skip
        persons = words.ngettext(
            "{number} different person by name",
            "{number} different people by name",
            people.people,
            number=group_digits(people.people),
        )
        self.totals.setText(f"{visits} · {persons}")
        parts = [
            words.gettext("visits with a name {count}", count=group_digits(people.named_visits)),
            words.gettext("only counted {count}", count=group_digits(people.only_counted)),
        ]
        if people.is_at_most:
            parts.append(
                words.gettext("at most {count} people, as nobody knows who was counted twice",
                              count=group_digits(people.most_people))
            )  # fmt: skip
        parts.append(
            words.gettext("The report counts visits.")
            if people.basis == "visits"
            else words.gettext("The report counts people.")
        )
        self.about.setText(" · ".join(parts))
        self._show_gaps(state.figures.unplaced)
        self._show_charts(state)
        self._show_cross(state)

    def _show_gaps(self, unplaced: list[UnplacedPeople]) -> None:
        _clear(self._gap_rows)
        words = self.words
        names = {
            ("gender", "unknown"): words.gettext("without a gender"),
            ("category", "unknown"): words.gettext("without a category"),
            ("category", "outside"): words.gettext("with a category that the form does not have"),
            ("age", "unknown"): words.gettext("without year and age"),
            ("age", "outside"): words.gettext("of an age that the form does not ask for"),
        }
        for found in unplaced:
            said = make_label(tone="warn")
            who = names.get((found.dimension, found.reason), found.dimension)
            people = words.ngettext("{number} person", "{number} people", found.count,
                                    number=group_digits(found.count))  # fmt: skip
            few = ", ".join(name for _id, name in found.people[:MOST_NAMED])
            said.setText(f"▲ {people} {who}: {few}" + (" …" if found.count > MOST_NAMED else ""))
            button = QPushButton()
            set_role(button, "link")
            button.setText(words.gettext("Show them"))
            button.setAccessibleName(f"{button.text()}: {who}")
            if found.reason == "unknown":
                button.clicked.connect(
                    lambda _on=False, what=found.dimension: self.lacking_wanted.emit(what)
                )
            else:
                first = found.people[0][0]
                button.clicked.connect(
                    lambda _on=False, person=first: self.person_wanted.emit(person)
                )
            line = QWidget()
            row = WrappingRow(line, gap=12, line_gap=2)
            row.add(said, 300)
            row.add(button, weight=0)
            self._gap_rows.addWidget(line)
        self.gaps.setVisible(bool(unplaced))

    def _show_charts(self, state: ProjectState) -> None:
        words, code = self.words, self.words.code
        unknown = words.gettext("unknown")
        found = state.figures.demographics
        cross = count_cross(
            self.desk.workspace.db, self.desk.project_id, self.groups.tables, "age", "gender",
            state.figures.people,
        )  # fmt: skip
        self._cells = cross
        ages = self.groups.list_groups("age")
        note = ""
        if cross.remainder:
            note = words.gettext(
                "Without {count} heads that were only counted: nobody knows who of them is how "
                "old.",
                count=group_digits(cross.remainder),
            )
        self.pyramid.set_chart(
            AgePyramid(
                Frame(words.gettext("Age and gender of those with a name"), code, unknown, note),
                words.gettext("Men"),
                words.gettext("Women"),
                tuple(
                    (
                        label.spoken_in(code),
                        cross.cells.get((key, "male"), 0),
                        cross.cells.get((key, "female"), 0),
                    )
                    for key, label in ages
                ),
            )
        )
        heads = found.get("category", {})
        self.bars.set_chart(
            BarChart(
                Frame(words.gettext("Categories, as the report prints them"), code, unknown),
                tuple(
                    (label.spoken_in(code), heads.get(key, 0))
                    for key, label in self.groups.list_groups("category")
                ),
            )
        )

    def _show_cross(self, state: ProjectState) -> None:
        _clear(self._grid)
        words, code, cross = self.words, self.words.code, self._cells
        found = state.figures.demographics.get("age", {})
        heads = (
            words.gettext("Age"), words.gettext("Men"), words.gettext("Women"),
            words.gettext("unknown"), words.gettext("with a name"), words.gettext("in the report"),
        )  # fmt: skip
        for column, head in enumerate(heads):
            self._put(0, column, head, is_head=True)
        sums = cross.sum_rows()
        rows = [(key, label.spoken_in(code)) for key, label in self.groups.list_groups("age")]
        rows += [
            (key, word)
            for key, word in (
                (OUTSIDE_KEY, words.gettext("outside the groups")),
                ("", words.gettext("age unknown")),
            )
            if sums.get(key) or found.get(key)
        ]
        for line, (key, name) in enumerate(rows, 1):
            self._put(line, 0, name)
            for column, gender in enumerate(("male", "female", ""), 1):
                self._put(line, column, group_digits(cross.cells.get((key, gender), 0)))
            self._put(line, 4, group_digits(sums.get(key, 0)))
            self._put(line, 5, group_digits(found.get(key, 0)))
        last = len(rows) + 1
        totals = cross.sum_columns()
        self._put(last, 0, words.gettext("In all"), is_head=True)
        for column, gender in enumerate(("male", "female", ""), 1):
            self._put(last, column, group_digits(totals.get(gender, 0)), is_head=True)
        self._put(last, 4, group_digits(cross.named), is_head=True)
        self._put(last, 5, group_digits(sum(found.values())), is_head=True)
        lacking = cross.total - sum(found.values())
        self.cross_note.setText(
            words.gettext("{count} only counted heads were not told by age.",
                          count=group_digits(lacking))
            if lacking > 0
            else ""
        )  # fmt: skip
        self.cross_note.setVisible(lacking > 0)

    def _put(self, line: int, column: int, text: str, *, is_head: bool = False) -> None:
        label = (
            make_line_label("label" if is_head else "")
            if column
            else make_label("label" if is_head else "")
        )
        if column:
            label.setFont(tabular(label.font()))
        label.setText(text)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(label, line, column, side | Qt.AlignmentFlag.AlignVCenter)

    # ------------------------------------------------------------------ words

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was counted while it was out of sight."""
        super().showEvent(event)
        self._show()

    def set_read_only(self, is_read_only: bool) -> None:
        """Figures are read anyway."""
        del is_read_only

    def retranslate(self) -> None:
        """Say everything again."""
        self.cross_head.setText(self.words.gettext("Age and gender"))
        self._show()

    def end_workers(self) -> None:
        """Nothing runs here."""


def _card(*parts: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(18, 16, 18, 18)
    inside.setSpacing(10)
    for part in parts:
        inside.addWidget(part)
    inside.addStretch()
    return card


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
