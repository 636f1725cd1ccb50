"""The log at the left: found, filtered, sorted and chosen; what waits to be held stands apart.

Owns what is looked for; an activity that is being written stays in sight even when it no longer
fits what was looked for. Knows no details of an activity.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.figures.activity_list import (
    ActivityFilter,
    ActivityLog,
    ActivityRow,
    Missing,
    SortColumn,
    Sorting,
    filter_rows,
    list_kinds,
    list_months,
    list_places,
    sort_rows,
)
from grantee_app.language.numbers import group_digits
from ui.joined_words import join_parts
from ui.pages.activities.activity_words import (
    tell_days,
    tell_kind,
    tell_missing,
    tell_month,
    tell_pill,
    tell_whole_days,
)
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.search_line import SearchLine
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ui.desk import Desk
    from ui.widgets.ledger_rows import Look

SEARCH_MS: Final = 120
# Below this how many came stands under the title, which needs the room more than a column does.
NARROW: Final = 380
FILTERS: Final = ("task", "month", "place", "kind", "missing")


class ListPart(QFrame):
    """`chosen` brings the id of a row, `wanted` a deed, as the ledger tells them."""

    chosen = Signal(str)
    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.log = ActivityLog()
        self.shown: list[ActivityRow | str] = []
        self.look = ActivityFilter()
        self.sorting = Sorting()
        self.today = ""
        # The language that the rows are said in, "" before there are any.
        self._said_in = ""
        self.search = SearchLine()
        self.fold_button = QPushButton()
        self.fold_button.setCheckable(True)
        self.filters = {name: ChoiceBox(letters=6) for name in FILTERS}
        self.table = Ledger(desk.theme)
        self.total = make_label("secondary")
        self.clear_button = QPushButton()
        self.clear_button.setProperty("role", "link")
        self._searching = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._searching.timeout.connect(self._look)
        self.setProperty("role", "card")
        self._is_narrow = False
        self._lay_out()
        self._connect()
        self._set_columns()

    def _lay_out(self) -> None:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        line = WrappingRow(gap=8, line_gap=8)
        line.add(self.search)
        line.add(self.fold_button, weight=0)
        column.addLayout(line)
        self._boxes = QWidget(head)
        row = WrappingRow(self._boxes, gap=8, line_gap=8)
        for box in self.filters.values():
            row.add(box, 150)
        column.addWidget(self._boxes)
        self._boxes.hide()
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(14, 4, 14, 6)
        foot.addWidget(self.total, 1)
        foot.addWidget(self.clear_button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(head)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._searching.start())
        self.search.returnPressed.connect(self._go_to_found)
        for box in self.filters.values():
            box.chosen.connect(self._look)
        self.fold_button.toggled.connect(self._boxes.setVisible)
        self.clear_button.clicked.connect(self.show_all)
        self.table.chosen.connect(self._tell_chosen)
        self.table.wanted.connect(self.wanted)
        self.table.sort_wanted.connect(self.sort_by)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.resized.connect(self._fit_columns)

    def _fit_columns(self, width: int) -> None:
        is_narrow = width < self.desk.theme.measure.grow(NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._set_columns()

    def _set_columns(self) -> None:
        words = self.words
        columns = [
            LedgerColumn("date", lambda: words.gettext("Date"), "00.00.00", can_sort=True),
            LedgerColumn(
                "title",
                lambda: words.gettext("Activity"),
                weight=4,
                can_sort=True,
                least=140,
                wraps=True,
            ),
        ]
        if not self._is_narrow:
            columns.append(
                LedgerColumn(
                    "people",
                    lambda: words.gettext("People"),
                    "000",
                    is_number=True,
                    can_sort=True,
                )
            )
        columns.append(LedgerColumn("evidence", lambda: "", "10/10"))
        self.table.set_columns(columns)

    # ------------------------------------------------------------------ filling

    def fill(self, log: ActivityLog, keep: str, today: str) -> None:
        """Show these activities; `keep` stays in sight, `today` tells what is overdue."""
        before, self.log = self.log, log
        is_same_day, self.today = today == self.today, today
        if (
            is_same_day
            and _are_same(before.rows, log.rows)
            and _are_same(before.planned, log.planned)
        ):
            return
        self._fill_filters()
        self._fill(keep)

    def _fill(self, keep: str = "") -> None:
        self._said_in = self.words.code
        rows = filter_rows(self.log.rows, self.look)
        if keep and not any(row.row_id == keep for row in rows):
            fitting = {row.row_id for row in rows} | {keep}
            rows = [row for row in self.log.rows if row.row_id in fitting]
        rows = sort_rows(rows, self.sorting, self.words.code)
        waiting = [row for row in rows if not row.is_held]
        held = [row for row in rows if row.is_held]
        self.shown = []
        if waiting:
            self.shown += [self._say_group("waiting", len(waiting)), *waiting]
            if held:
                self.shown.append(self._say_group("held", len(held)))
        self.shown += held
        looks: dict[int, Look] = {
            place: "group" for place, row in enumerate(self.shown) if isinstance(row, str)
        }
        self.table.set_sorting(self.sorting.column, is_descending=self.sorting.is_descending)
        ids = ["" if isinstance(row, str) else row.row_id for row in self.shown]
        self.table.fill(ids, self._tell_cell, looks, self.shown)
        self._say_total(len(rows))

    def _say_group(self, group: str, count: int) -> str:
        if group == "waiting":
            return self.words.gettext("To be held · {count}", count=count)
        return self.words.gettext("Held · {count}", count=count)

    def _tell_cell(self, place: int, key: str) -> Cell:
        row = self.shown[place]
        if isinstance(row, str):
            return Cell(row if key == "title" else "")
        words, code = self.words, self.words.code
        match key:
            case "date":
                first, last = tell_days(row)
                return Cell(first, last, quiet=not row.is_held, said=tell_whole_days(row, words))
            case "title":
                title = row.title.spoken_in(code) or words.gettext("An activity without a title")
                parts = [row.place.spoken_in(code), tell_kind(row.kind, words)]
                if self._is_narrow and row.heads is not None:
                    parts.append(words.ngettext("{count} person", "{count} people", row.heads))
                return Cell(title, join_parts(parts), quiet=not row.is_held)
            case "people":
                return Cell("" if row.heads is None else group_digits(row.heads))
        if not row.is_held:
            return self._tell_waiting(row)
        text, tone = tell_pill(row)
        lines = list(row.passport)
        said = (
            words.gettext("all evidence is there")
            if tone == "ok"
            else words.gettext("evidence missing: {kinds}", kinds=tell_missing(lines, words))
        )
        return Cell(text, tone=tone, pill=True, said=said if text else "")

    def _tell_waiting(self, row: ActivityRow) -> Cell:
        last = row.ends_on or row.starts_on
        if last and last < self.today:
            return Cell("!", tone="bad", pill=True, said=self.words.gettext("its day has passed"))
        return Cell("○", quiet=True, pill=True, said=self.words.gettext("waiting to be held"))

    def _fill_filters(self) -> None:
        words, rows, code = self.words, self.log.rows, self.words.code
        tasks = {entry.task_id: entry for entry in self.log.planned}
        choices = {
            "task": [
                ("", words.gettext("All tasks")),
                *(
                    (key, f"{entry.task_number}. {entry.task.spoken_in(code)}")
                    for key, entry in tasks.items()
                ),
            ],
            "month": [
                ("", words.gettext("All months")),
                *((month, tell_month(month, words)) for month in list_months(rows)),
            ],
            "place": [("", words.gettext("All places")), *list_places(rows, code)],
            "kind": [
                ("", words.gettext("All kinds")),
                *((kind, tell_kind(kind, words)) for kind in list_kinds(rows)),
            ],
            "missing": [
                ("", words.gettext("Complete or not")),
                ("evidence", words.gettext("evidence is missing")),
                ("people", words.gettext("nobody counted people")),
                ("result", words.gettext("no result written")),
                ("waiting", words.gettext("waiting to be held")),
            ],
        }
        for name, box in self.filters.items():
            box.set_choices(choices[name])
            if box.code() is None:
                box.set_code("")

    def _say_total(self, count: int) -> None:
        whole = len(self.log.rows)
        self._foot.setVisible(not self.look.is_open())
        self.total.setText(self.words.gettext("Shown {count} of {whole}", count=count, whole=whole))

    # ------------------------------------------------------------------ looking and sorting

    def _look(self) -> None:
        self._searching.stop()
        code = {name: box.code() or "" for name, box in self.filters.items()}
        wanted = ActivityFilter(
            self.search.text(),
            code["task"],
            code["month"],
            code["place"],
            code["kind"],
            cast("Missing", code["missing"]),
        )
        if wanted != self.look:
            self.look = wanted
            self._fill()

    def look_for(self, wanted: ActivityFilter) -> None:
        """Show only what `wanted` lets through."""
        self.search.setText(wanted.words)
        for name, box in self.filters.items():
            box.set_code(getattr(wanted, name))
        if any(getattr(wanted, name) for name in FILTERS):
            self.fold_button.setChecked(True)
        self._look()

    def show_all(self) -> None:
        """Look for nothing in particular."""
        self.look_for(ActivityFilter())

    def sort_by(self, key: str) -> None:
        """Sort by a column, the other way round when it is sorted so already."""
        is_same = key == self.sorting.column
        first = key == "people"
        self.sorting = Sorting(
            cast("SortColumn", key), not self.sorting.is_descending if is_same else first
        )
        self._fill(self.table.current())

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus()
        self.search.selectAll()

    def _go_to_found(self) -> None:
        self._look()
        self.table.setFocus()
        if not self.table.current():
            self.choose_first()

    # ------------------------------------------------------------------ choosing

    def choose(self, row_id: str) -> bool:
        """Go to a row, showing all where it is filtered out; tell whether it is in the log."""
        if self.log.find(row_id) is None:
            return False
        if not self.table.choose(row_id):
            self.show_all()
            self.table.choose(row_id)
        return True

    def choose_first(self) -> None:
        """Go to the first row of the log that was held, else to the first."""
        rows = [row for row in self.shown if not isinstance(row, str)]
        first = next((row for row in rows if row.is_held), rows[0] if rows else None)
        if first is not None:
            self.table.choose(first.row_id)

    def _tell_chosen(self, row_id: str) -> None:
        self.chosen.emit(row_id)

    def copy_out(self) -> None:
        """Put the chosen rows on the clipboard as a table for Excel."""
        chosen, code = set(self.table.selected()), self.words.code
        lines = [
            "\t".join(
                (
                    tell_whole_days(row, self.words),
                    row.title.spoken_in(code),
                    row.place.spoken_in(code),
                    tell_kind(row.kind, self.words),
                    "" if row.heads is None else str(row.heads),
                )
            )
            for row in self.shown
            if not isinstance(row, str) and row.row_id in chosen
        ]
        QApplication.clipboard().setText("\n".join(lines))

    def _open_menu(self, place: QPoint) -> None:
        words = self.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_closed = self.desk.autosave.is_read_only
        for deed, word, keys in (
            ("new", words.gettext("Add an activity"), "Ctrl+N"),
            ("double", words.gettext("Same again…"), "Ctrl+D"),
            ("copy", words.gettext("Copy the rows for Excel"), "Ctrl+C"),
            ("remove", words.gettext("Delete the activity"), "Delete"),
        ):
            action = menu.addAction(f"{word}\t{keys}")
            action.setEnabled(deed == "copy" or not is_closed)
            action.triggered.connect(lambda _on=False, what=deed: self.wanted.emit(what))
        menu.popup(place)

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self.search.setPlaceholderText(words.gettext("Search: place, topic, date…"))
        self.search.setAccessibleName(words.gettext("Search in the log of activities"))
        self.fold_button.setText(words.gettext("Filters"))
        self.fold_button.setAccessibleName(words.gettext("Show the filters"))
        for name, said in (
            ("task", words.gettext("Show one task")),
            ("month", words.gettext("Show one month")),
            ("place", words.gettext("Show one place")),
            ("kind", words.gettext("Show one kind of activity")),
            ("missing", words.gettext("Show what is incomplete")),
        ):
            self.filters[name].setAccessibleName(said)
        self.table.setAccessibleName(words.gettext("Log of activities"))
        self.clear_button.setText(words.gettext("Show all"))
        self.table.retranslate()

    def speaking(self) -> Iterator[None]:
        """Fill and sort anew in another language; rest at every `yield`."""
        if self._said_in != self.words.code:
            self._fill_filters()
            yield
            self._fill(self.table.current())

    def end_workers(self) -> None:
        """Stop looking."""
        self._searching.stop()


def _are_same(some: Sequence[object], others: Sequence[object]) -> bool:
    """Tell whether the very same objects stand in the same order."""
    return len(some) == len(others) and all(map(is_, some, others))
