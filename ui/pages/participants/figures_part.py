"""The figures of people: of the whole project, a task or one activity, split as somebody asks.

Counted by `figures` alone, beside the window: of the whole project they are what the report's
section 4 says, to the last person. What keeps a table from adding up is named and led to.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.figures.cross_tables import SPLITS, Split
from grantee_app.figures.people import Scope
from grantee_app.figures.people_scope import ScopedPeople, count_scope
from grantee_app.language.message import Message
from grantee_app.language.numbers import group_digits
from grantee_app.report.charts import AgePyramid, BarChart, Chart, Frame, MonthColumns
from grantee_app.store.output_files import write_output_file
from ui.borrowed_groups import say_borrowed
from ui.editors.field_editor import today
from ui.jobs import Job, JobRunner
from ui.joined_words import join_parts
from ui.pages.participants.long_choice import LongChoice
from ui.pages.participants.people_words import list_events
from ui.pages.participants.split_words import SPLIT_WORDS, list_keys
from ui.theme import set_role, tabular
from ui.widgets.chart_view import ChartView
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.labels import make_label, make_line_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.figures.cross_tables import CrossTable
    from grantee_app.figures.people_gaps import UnplacedPeople, UntoldHeads
    from ui.desk import Desk
    from ui.pages.participants.people_words import Event, FormGroups

MOST_NAMED: Final = 5
# Of activities that keep a table from adding up, and of bars of places.
MOST_LINES: Final = 6
MOST_PLACES: Final = 12
_TASK, _ACTIVITY = "task:", "activity:"
_DIMENSIONS: Final = ("gender", "category", "age")


class FiguresPart(QScrollArea):
    """`person_wanted` brings a person, `lacking_wanted` a dimension that people lack.

    `activity_wanted` brings an activity whose counted heads do not add up, `told` and `failed` what
    became of a print.
    """

    person_wanted = Signal(str)
    lacking_wanted = Signal(str)
    activity_wanted = Signal(str)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, groups: FormGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.found: ScopedPeople | None = None
        self.events: list[Event] = []
        self._is_stale = True
        self.jobs = JobRunner(self, name="people-counter")
        self.writers = JobRunner(self, name="figures-writer", keeps_all=True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scope_box = LongChoice(desk.words, desk.theme)
        self.rows_box, self.columns_box = ChoiceBox(), ChoiceBox()
        self.print_button = QPushButton()
        self.fields = {
            "scope": Field(self.scope_box),
            "rows": Field(self.rows_box),
            "columns": Field(self.columns_box),
        }
        self.totals = make_label("heading")
        self.about = make_label("secondary")
        self.borrowed = make_label("secondary")
        self.gaps = QWidget()
        self._gap_rows = QVBoxLayout(self.gaps)
        self._gap_rows.setContentsMargins(0, 0, 0, 0)
        self._gap_rows.setSpacing(6)
        self.views = {key: ChartView(desk.theme) for key in ("pyramid", "bars", "months", "places")}
        self.cross = QWidget()
        self._grid = QGridLayout(self.cross)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self.cross_head = make_label("group")
        self.cross_note = make_label("secondary")
        self._lay_out()
        self._offer_scopes()
        self._offer_splits()
        self.rows_box.set_code("age")
        self.columns_box.set_code("gender")
        self.scope_box.chosen.connect(self._count)
        self.rows_box.chosen.connect(lambda: self._choose_split(self.rows_box, self.columns_box))
        self.columns_box.chosen.connect(lambda: self._choose_split(self.columns_box, self.rows_box))
        self.print_button.clicked.connect(self.print_figures)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        top = QWidget()
        row = WrappingRow(top, gap=12, line_gap=8)
        row.add(self.fields["scope"], 320, 3)
        foot = Field(self.print_button)
        foot.label.setText(" ")
        foot.label.show()
        row.add(foot, weight=0)
        column.addWidget(_card(top, self.totals, self.about, self.borrowed, self.gaps))
        for pair in (("pyramid", "bars"), ("months", "places")):
            holder = QWidget()
            beside = WrappingRow(holder, gap=16, line_gap=16)
            for key in pair:
                beside.add(_card(self.views[key]), 380)
            column.addWidget(holder)
        choice = QWidget()
        across = WrappingRow(choice, gap=12, line_gap=8)
        across.add(self.fields["rows"], 180, 0)
        across.add(self.fields["columns"], 180, 0)
        # Many columns are wider than a small window: the table alone moves sideways.
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.cross)
        self.cross.installEventFilter(self)
        column.addWidget(_card(self.cross_head, choice, self.area, self.cross_note))
        column.addStretch()
        self.setWidget(page)

    # ------------------------------------------------------------------ counting

    def refresh(self) -> None:
        """Count again: records have changed."""
        self.events = list_events(self.desk)
        self._offer_scopes()
        self._is_stale = True
        if self.isVisible():
            self._count()

    def follow_state(self) -> None:
        """Take the form's groups; what is shown is counted anew."""
        self.refresh()

    def scope(self) -> Scope:
        """Return whose people are counted."""
        code = self.scope_box.code() or ""
        if code.startswith(_TASK):
            return Scope(task_id=code.removeprefix(_TASK))
        if code.startswith(_ACTIVITY):
            return Scope(activity_id=code.removeprefix(_ACTIVITY))
        return Scope()

    def choose_scope(self, scope: Scope) -> None:
        """Count these people."""
        code = _TASK + scope.task_id if scope.task_id else ""
        self.scope_box.set_code(_ACTIVITY + scope.activity_id if scope.activity_id else code)
        self._count()

    def choose_splits(self, rows: Split, columns: Split) -> None:
        """Show the table of two splits."""
        self.rows_box.set_code(rows)
        self.columns_box.set_code(columns)
        self._count()

    def _choose_split(self, chosen: ChoiceBox, other: ChoiceBox) -> None:
        if chosen.code() == other.code():
            # A table of a split by itself says nothing.
            other.set_code(next(split for split in SPLITS if split != chosen.code()))
        self._count()

    def _count(self) -> None:
        if self.desk.state is None:
            return
        self._is_stale = False
        workspace, project_id = self.desk.workspace, self.desk.project_id
        tables, scope = list(self.groups.tables), self.scope()
        rows = cast("Split", self.rows_box.code() or "age")
        columns = cast("Split", self.columns_box.code() or "gender")

        def work(_job: Job) -> ScopedPeople:
            if workspace.path is None:
                return count_scope(workspace.db, project_id, tables, scope, rows, columns)
            with workspace.open_reader() as reader, reader.snapshot():
                return count_scope(reader.db, project_id, tables, scope, rows, columns)

        if workspace.path is None:
            # What lives in memory has no second view for a worker, and is small.
            self._take(count_scope(workspace.db, project_id, tables, scope, rows, columns))
        else:
            self.jobs.submit(work, self._take, self._fail)

    def _take(self, found: ScopedPeople) -> None:
        self.found = found
        self._show()

    def _fail(self, problem: Message) -> None:
        self.totals.setText(self.words.say(problem))

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        words, found = self.words, self.found
        self.print_button.setEnabled(found is not None)
        if found is None:
            self.totals.setText(words.gettext("Counting…"))
            return
        people = found.people
        visits = words.ngettext("{number} visit", "{number} visits", people.visits,
                                number=group_digits(people.visits))  # fmt: skip
        persons = words.ngettext(
            "{number} different person by name",
            "{number} different people by name",
            people.people,
            number=group_digits(people.people),
        )
        self.totals.setText(join_parts((visits, persons)))
        self.about.setText(join_parts(self._tell_about(found)))
        borrowed = say_borrowed(words, self.groups.form)
        self.borrowed.setText(borrowed)
        self.borrowed.setVisible(bool(borrowed))
        self._show_gaps(found)
        for key, chart in self.make_charts(found).items():
            self.views[key].set_chart(chart)
        self._show_table(found)

    def _tell_about(self, found: ScopedPeople) -> list[str]:
        words, people = self.words, found.people
        parts = [
            words.gettext("visits with a name {count}", count=group_digits(people.named_visits)),
            words.gettext("only counted {count}", count=group_digits(people.only_counted)),
        ]
        if people.is_at_most:
            parts.append(
                words.gettext("at most {count} people, as nobody knows who was counted twice",
                              count=group_digits(people.most_people))
            )  # fmt: skip
        if not found.counts:
            parts.append(words.gettext("this activity does not count towards the beneficiaries"))
        elif found.scope.is_whole:
            parts.append(
                words.gettext("The report counts visits.")
                if people.basis == "visits"
                else words.gettext("The report counts people.")
            )
        return parts

    def _show_gaps(self, found: ScopedPeople) -> None:
        _clear(self._gap_rows)
        for unplaced in found.unplaced:
            self._add_unplaced(unplaced)
        for untold in found.untold[:MOST_LINES]:
            self._add_untold(untold)
        more = len(found.untold) - MOST_LINES
        if more > 0:
            said = make_label("secondary")
            said.setText(
                self.words.ngettext(
                    "… and {count} more of the kind", "… and {count} more of the kind", more
                )
            )
            self._gap_rows.addWidget(said)
        self.gaps.setVisible(bool(found.unplaced or found.untold))

    def _tell_unplaced(self, unplaced: UnplacedPeople) -> str:
        """Return how many there are of which kind: whole sentences, as words bend each other."""
        ngettext, count = self.words.ngettext, unplaced.count
        number = group_digits(count)
        match unplaced.dimension, unplaced.reason:
            case "gender", _:
                return ngettext(
                    "{number} person without a gender",
                    "{number} people without a gender",
                    count,
                    number=number,
                )
            case "category", "unknown":
                return ngettext(
                    "{number} person without a category",
                    "{number} people without a category",
                    count,
                    number=number,
                )
            case "category", _:
                return ngettext(
                    "{number} person with a category that the form does not have",
                    "{number} people with a category that the form does not have",
                    count,
                    number=number,
                )
            case "age", "unknown":
                return ngettext(
                    "{number} person without year and age",
                    "{number} people without year and age",
                    count,
                    number=number,
                )
        return ngettext("{number} person of an age that the form does not ask for",
                        "{number} people of an age that the form does not ask for",
                        count, number=number)  # fmt: skip

    def _add_unplaced(self, unplaced: UnplacedPeople) -> None:
        words = self.words
        people = self._tell_unplaced(unplaced)
        few = ", ".join(name for _id, name in unplaced.people[:MOST_NAMED])
        said = f"{people}: {few}" + (" …" if unplaced.count > MOST_NAMED else "")
        button = self._add_line(said, words.gettext("Show them"), people)
        if unplaced.reason == "unknown":
            button.clicked.connect(lambda: self.lacking_wanted.emit(unplaced.dimension))
        else:
            button.clicked.connect(lambda: self.person_wanted.emit(unplaced.people[0][0]))

    def _add_untold(self, untold: UntoldHeads) -> None:
        words = self.words
        event = next((event for event in self.events if event.id == untold.activity_id), None)
        name = event.say(words) if event else ""
        count = group_digits(abs(untold.count))
        if untold.count < 0:
            said = {
                "gender": words.gettext(
                    "the groups by gender hold {count} heads too many", count=count
                ),
                "category": words.gettext(
                    "the groups by category hold {count} heads too many", count=count
                ),
                "age": words.gettext("the groups by age hold {count} heads too many", count=count),
            }
        else:
            said = {
                "gender": words.gettext("of {count} counted heads no gender is told", count=count),
                "category": words.gettext(
                    "of {count} counted heads no category is told", count=count
                ),
                "age": words.gettext("of {count} counted heads no age is told", count=count),
            }
        what = f"{name}: {said.get(untold.dimension, untold.dimension)}"
        button = self._add_line(what, words.gettext("Open the activity"), name)
        button.clicked.connect(lambda: self.activity_wanted.emit(untold.activity_id))

    def _add_line(self, said: str, deed: str, about: str) -> QPushButton:
        label, button, line = make_label(tone="warn"), QPushButton(), QWidget()
        label.setText(f"▲ {said}")
        set_role(button, "link")
        button.setText(deed)
        button.setAccessibleName(f"{deed}: {about}")
        row = WrappingRow(line, gap=12, line_gap=2)
        row.add(label, 300)
        row.add(button, weight=0)
        self._gap_rows.addWidget(line)
        return button

    # ------------------------------------------------------------------ charts

    def make_charts(self, found: ScopedPeople) -> dict[str, Chart]:
        """Return the charts of what was counted: drawn on the screen and printed alike."""
        words, code = self.words, self.words.code
        unknown = words.gettext("unknown")

        def frame(title: str, note: str = "") -> Frame:
            return Frame(title, code, unknown, note)

        ages = self.groups.list_groups("age")
        notes = [self._tell_unshown(found.by_age, [key for key, _label in ages])]
        if found.by_age.remainder > 0:
            notes.append(
                words.gettext(
                    "Without {count} heads that were only counted: nobody knows who of them is how "
                    "old.",
                    count=group_digits(found.by_age.remainder),
                )
            )
        note = " ".join(filter(None, notes))
        pyramid = AgePyramid(
            frame(words.gettext("Age and gender of those with a name"), note),
            words.gettext("Men"),
            words.gettext("Women"),
            tuple(
                (
                    label.spoken_in(code),
                    found.by_age.find(key, "male"),
                    found.by_age.find(key, "female"),
                )
                for key, label in ages
            ),
        )
        heads = (found.people.demographics or {}).get("category", {})
        months, places = found.by_month.sum_rows(), found.by_month.sum_columns()
        named_places = list_keys("place", places, self.groups, words, found.places)
        bars = [(name, places[key]) for key, name in named_places[:MOST_PLACES]]
        rest = sum(places[key] for key, _name in named_places[MOST_PLACES:])
        if rest:
            bars.append((words.gettext("all others"), rest))
        return {
            "pyramid": pyramid,
            "bars": BarChart(
                frame(words.gettext("Categories")),
                tuple(
                    (name, heads.get(key, 0))
                    for key, name in list_keys("category", heads, self.groups, words)
                ),
            ),
            "months": MonthColumns(
                frame(words.gettext("By month")),
                tuple(
                    (name, months[key])
                    for key, name in list_keys("month", months, self.groups, words)
                ),
            ),
            "places": BarChart(frame(words.gettext("By place")), tuple(bars)),
        }

    def _tell_unshown(self, by_age: CrossTable, bands: list[str]) -> str:
        """Return who has a name and no bar in the pyramid, "" where everybody has one."""
        words = self.words
        sides = {"male": words.gettext("men"), "female": words.gettext("women")}
        outside = words.gettext("of an age that the form does not ask for")
        ageless = words.gettext("without year and age")
        genderless = words.gettext("without a gender")
        counts: dict[tuple[str, str], int] = {}
        for (age, gender), heads in by_age.cells.items():
            if gender in sides and age in bands:
                continue
            who = genderless if gender not in sides else outside if age else ageless
            key = who, sides.get(gender, "")
            counts[key] = counts.get(key, 0) + heads
        told = []
        for who in (outside, ageless, genderless):
            parts = [
                f"{side} {group_digits(counts[who, side])}".strip()
                for side in (*sides.values(), "")
                if (who, side) in counts
            ]
            if parts:
                told.append(f"{who} – {', '.join(parts)}")
        return words.gettext("Not in the chart: {who}.", who="; ".join(told)) if told else ""

    # ------------------------------------------------------------------ the table

    def make_table(self, found: ScopedPeople) -> tuple[list[str], list[list[str]], list[str]]:
        """Return the heads, the rows and the notes of the table; the last rows add up."""
        words, table = self.words, found.table
        rows, columns = (
            list_keys(split, self._list_sums(found, split), self.groups, words, found.places)
            for split in (table.rows, table.columns)
        )
        report = found.people.demographics or {}
        of_rows, of_columns = report.get(table.rows), report.get(table.columns)
        in_report = (
            words.gettext("in the report") if found.scope.is_whole else words.gettext("in all")
        )
        # Beside another split of people the counted heads stand in no cell.
        has_rest = table.remainder != 0
        whole = words.gettext("with a name") if has_rest else words.gettext("In all")
        heads = [words.gettext(SPLIT_WORDS[table.rows]), *(name for _key, name in columns), whole]
        if of_rows is not None and has_rest:
            heads.append(in_report)
        lines = []
        sums = table.sum_rows()
        for key, name in rows:
            line = [name, *(group_digits(table.find(key, column)) for column, _ in columns)]
            line.append(group_digits(sums.get(key, 0)))
            if of_rows is not None and has_rest:
                line.append(group_digits(of_rows.get(key, 0)))
            lines.append(line)
        lines += self._add_up(table, columns, of_rows, of_columns, in_report)
        notes = []
        if has_rest:
            notes.append(
                words.gettext("{count} only counted heads stand in no cell: nobody knows which.",
                              count=group_digits(table.remainder))
            )  # fmt: skip
        return heads, lines, notes

    def _list_sums(self, found: ScopedPeople, split: Split) -> dict[str, int]:
        table = found.table
        sums = dict(table.sum_rows() if split == table.rows else table.sum_columns())
        for key, heads in (found.people.demographics or {}).get(split, {}).items():
            sums[key] = sums.get(key, 0) or heads
        return sums

    def _add_up(
        self,
        table: CrossTable,
        columns: list[tuple[str, str]],
        of_rows: dict[str, int] | None,
        of_columns: dict[str, int] | None,
        in_report: str,
    ) -> list[list[str]]:
        words, sums, has_rest = self.words, table.sum_columns(), table.remainder != 0
        told = table.total - table.remainder
        title = words.gettext("with a name") if has_rest else words.gettext("In all")
        first = [title, *(group_digits(sums.get(key, 0)) for key, _name in columns)]
        first.append(group_digits(told))
        if of_rows is not None and has_rest:
            first.append(group_digits(sum(of_rows.values())))
        if of_columns is None or not has_rest:
            return [first]
        second = [in_report, *(group_digits(of_columns.get(key, 0)) for key, _name in columns)]
        if of_rows is not None:
            second.append("")
        second.append(group_digits(table.total))
        return [first, second]

    def _show_table(self, found: ScopedPeople) -> None:
        _clear(self._grid)
        heads, lines, notes = self.make_table(found)
        for column, head in enumerate(heads):
            self._put(0, column, head, is_head=True)
        last_sums = len(lines) - (2 if self._has_two_sums(found) else 1)
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                self._put(number + 1, column, text, is_head=number >= last_sums)
        self._grid.setColumnStretch(0, 1)
        self.cross_note.setText("\n".join(notes))
        self.cross_note.setVisible(bool(notes))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the table when its cells have found their sizes."""
        if watched is self.cross and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._fit_table)
        return super().eventFilter(watched, event)

    def _fit_table(self) -> None:
        """Give the table the height it needs at its width: only sideways it may move."""
        least, room = self._grid.minimumSize().width(), self.area.viewport().width()
        height = self._grid.sizeHint().height()
        if self._grid.hasHeightForWidth():
            height = self._grid.heightForWidth(max(least, room))
        bar = self.area.horizontalScrollBar().sizeHint().height() + 4 if least > room else 0
        if height > 0:
            # Labels that wrap ask for the height of their narrowest width unless told otherwise.
            self.cross.setMinimumSize(least, height)
            self.area.setFixedHeight(height + bar + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the table to its new width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_table)

    def _has_two_sums(self, found: ScopedPeople) -> bool:
        table = found.table
        return table.columns in _DIMENSIONS and table.remainder != 0

    def _put(self, line: int, column: int, text: str, *, is_head: bool = False) -> None:
        role = "label" if is_head else ""
        label = make_label(role) if not line or not column else make_line_label(role)
        if line and column:
            label.setFont(tabular(label.font()))
        label.setText(text)
        if column and not line:
            # A head breaks between its words, never inside one.
            label.ensurePolished()
            words = (label.fontMetrics().horizontalAdvance(word) for word in text.split())
            label.setMinimumWidth(max(56, *words) + 8)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        label.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
        if not column:
            label.setMinimumWidth(150)
        self._grid.addWidget(label, line, column)

    # ------------------------------------------------------------------ printing

    def print_figures(self) -> None:
        """Ask where to, and write what is shown as a PDF."""
        title = self.words.gettext("Where to save the figures")
        chosen, _ = QFileDialog.getSaveFileName(self, title, "people.pdf", "PDF (*.pdf)")
        if chosen:
            self.write_figures(Path(chosen))

    def write_figures(self, target: Path) -> None:
        """Write what is shown to `target` beside the window; `told` or `failed` follows."""
        found, words, code = self.found, self.words, self.words.code
        if found is None:
            return
        heads, lines, notes = self.make_table(found)
        scope = next(
            (word for code, word in self._list_scopes() if code == self.scope_box.code()), ""
        )
        title = f"{words.gettext('Participants').replace('&', '')} · {scope}"
        charts, day = list(self.make_charts(found).values()), today()
        said, head = [self.totals.text(), self.about.text()], self.cross_head.text()

        def work(_job: Job) -> None:
            from grantee_app.report.chart_pages import (  # noqa: PLC0415 (heavy, seldom wanted)
                PrintedTable,
                print_charts,
            )

            table = PrintedTable(head, heads, lines, notes)
            is_wide = len(heads) > 8
            report = print_charts(
                title, charts, code, day, is_landscape=is_wide, lines=said, table=table
            )
            write_output_file(report.data, target)

        self.writers.submit(
            work,
            lambda _nothing: self.told.emit(words.gettext("Saved: {file}", file=target.name)),
            self.failed.emit,
        )

    # ------------------------------------------------------------------ words

    def _offer_scopes(self) -> None:
        code = self.scope_box.code()
        choices = self._list_scopes()
        self.scope_box.set_choices(choices)
        if code is None or code not in dict(choices):
            self.scope_box.set_code("")

    def _list_scopes(self) -> list[tuple[str, str]]:
        words, state = self.words, self.desk.state
        found = [("", words.gettext("The whole project"))]
        tasks = state.project.tasks if state is not None else []
        for number, task in enumerate(tasks, 1):
            title = task.title.spoken_in(words.code)
            found.append(
                (
                    _TASK + task.id,
                    words.gettext("Task {number}: {title}", number=number, title=title),
                )
            )
        found += [(_ACTIVITY + event.id, event.say(words)) for event in self.events]
        return found

    def _offer_splits(self) -> None:
        choices: list[tuple[str, str]] = [
            (split, self.words.gettext(SPLIT_WORDS[split])) for split in SPLITS
        ]
        for box in (self.rows_box, self.columns_box):
            box.set_choices(choices)

    def showEvent(self, event: QShowEvent) -> None:
        """Count what changed while it was out of sight."""
        super().showEvent(event)
        if self._is_stale:
            self._count()
        QTimer.singleShot(0, self, self._fit_table)

    def set_read_only(self, is_read_only: bool) -> None:
        """Figures are read anyway."""
        del is_read_only

    def retranslate(self) -> None:
        """Say everything again."""
        words = self.words
        self.cross_head.setText(words.gettext("Two splits at once"))
        self.area.setAccessibleName(self.cross_head.text())
        self.fields["scope"].set_words(words.gettext("Whose people"), "")
        self.fields["rows"].set_words(words.gettext("Rows"), "")
        self.fields["columns"].set_words(words.gettext("Columns"), "")
        self.print_button.setText(words.gettext("Save as PDF…"))
        self._offer_scopes()
        self._offer_splits()
        self._show()

    def end_workers(self) -> None:
        """Stop counting; what is being written is written to its end."""
        self.jobs.close()
        self.writers.close()


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
