"""The register of publications: everything of the project that came out, with day and reach.

What is linked twice and what has no picture of its page is marked. Knows no passport.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.figures.evidence_list import EvidenceRow, search_rows
from grantee_app.language.dates import format_date
from grantee_app.language.kazakh import sort_key
from grantee_app.language.numbers import group_digits
from ui.joined_words import join_parts
from ui.pages.activities.activity_words import read_day, tell_evidence
from ui.pages.activities.evidence_form import EvidenceForm
from ui.pages.money.teaching import Teaching
from ui.widgets.details_area import DetailsArea
from ui.widgets.elided_link import ElidedLink
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from ui.desk import Desk

SEARCH_MS: Final = 120
# Measuring more titles than these would be felt; longer registers cut them.
MOST_WRAPPED: Final = 300
_EMPTY, _REGISTER = 0, 1


class PublicationsPart(QStackedWidget):
    """`activity_wanted` brings the id of an event, `removed` that of the evidence to take away."""

    activity_wanted = Signal(str)
    log_wanted = Signal()
    removed = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.words = desk.words
        self.all_rows: list[EvidenceRow] = []
        self.shown: list[EvidenceRow] = []
        self._repeats: dict[str, list[str]] = {}
        self._sorting = ("date", True)
        self.search = SearchLine()
        self.table = Ledger(desk.theme)
        self.total = make_label("label")
        self.form = EvidenceForm(desk)
        self.open_button = ElidedLink()
        self.details = DetailsArea(320)
        self.teaching = Teaching(desk.words, ("log",))
        self._searching = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._searching.timeout.connect(self._fill)
        self._lay_out()
        self._set_columns()
        self.search.textChanged.connect(lambda _text: self._searching.start())
        self.table.chosen.connect(self._show_row)
        self.table.wanted.connect(self._do)
        self.table.sort_wanted.connect(self.sort_by)
        self.form.removed.connect(lambda: self.removed.emit(self.form.record_id))
        self.form.changed.connect(self.changed)
        self.open_button.clicked.connect(self._go_to_activity)
        self.teaching.wanted.connect(lambda _way: self.log_wanted.emit())

    def _lay_out(self) -> None:
        left = QFrame()
        left.setProperty("role", "card")
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(14, 12, 14, 10)
        line.addWidget(self.search)
        foot = QWidget()
        below = QHBoxLayout(foot)
        below.setContentsMargins(14, 8, 14, 8)
        below.addWidget(self.total)
        for widget, share in ((head, 0), (self.table, 1), (foot, 0)):
            column.addWidget(widget, share)
        inside = QWidget()
        details = QVBoxLayout(inside)
        details.setContentsMargins(14, 12, 14, 16)
        details.setSpacing(10)
        link = QHBoxLayout()
        link.addWidget(self.open_button)
        link.addStretch(1)
        details.addLayout(link)
        details.addWidget(self.form)
        details.addStretch()
        self.details.setWidget(inside)
        right = QFrame()
        right.setProperty("role", "card")
        around = QVBoxLayout(right)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.details)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.setProperty("role", "gap")
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([690, 390])
        self.addWidget(self.teaching)
        self.addWidget(self.splitter)

    def _set_columns(self) -> None:
        words = self.words
        wraps = len(self.all_rows) <= MOST_WRAPPED
        columns = [
            LedgerColumn("date", lambda: words.gettext("Date"), "00.00.0000", can_sort=True),
            LedgerColumn(
                "title",
                lambda: words.gettext("Publication"),
                weight=3,
                can_sort=True,
                least=160,
                wraps=wraps,
            ),
            LedgerColumn(
                "medium",
                lambda: words.gettext("Where"),
                weight=2,
                can_sort=True,
                least=90,
                wraps=wraps,
            ),
        ]
        # Few count how many saw it: the others need the room for their titles.
        if any(row.reach is not None for row in self.all_rows):
            columns.append(
                LedgerColumn(
                    "reach",
                    lambda: words.gettext("Reach"),
                    "000 000",
                    is_number=True,
                    can_sort=True,
                )
            )
        columns.append(LedgerColumn("sign", lambda: "", " ▲ ×2 "))
        self.table.set_columns(columns)

    # ------------------------------------------------------------------ filling

    def fill(self, rows: list[EvidenceRow], repeats: dict[str, list[str]]) -> None:
        """Show the publications among the evidence of the project."""
        self.all_rows = [row for row in rows if row.is_publication]
        self._repeats = repeats
        self._set_columns()
        self.setCurrentIndex(_REGISTER if self.all_rows else _EMPTY)
        self._fill()

    def _fill(self) -> None:
        self._searching.stop()
        column, is_descending = self._sorting
        code = self.words.code
        keys = {
            "date": lambda row: row.dated_on,
            "title": lambda row: sort_key(row.title.spoken_in(code)),
            "medium": lambda row: sort_key(row.medium),
            "reach": lambda row: -1 if row.reach is None else row.reach,
        }
        rows = search_rows(self.all_rows, self.search.text())
        self.shown = sorted(rows, key=keys[column], reverse=is_descending)
        self.table.set_sorting(column, is_descending=is_descending)
        self.table.fill([row.evidence_id for row in self.shown], self._tell_cell)
        if not self.table.current() and self.shown:
            self.table.choose(self.shown[0].evidence_id)
        self._show_row(self.table.current())
        self._say_total()

    def sort_by(self, key: str) -> None:
        """Sort by a column, the other way round when it is sorted so already."""
        is_same = key == self._sorting[0]
        self._sorting = (key, not self._sorting[1] if is_same else key in {"date", "reach"})
        self._fill()

    def _tell_cell(self, place: int, key: str) -> Cell:
        row, words, code = self.shown[place], self.words, self.words.code
        match key:
            case "date":
                day = read_day(row.dated_on)
                return Cell(format_date(day, code) if day else "–", quiet=day is None)
            case "title":
                title = row.title.spoken_in(code) or tell_evidence(row.kind, words)
                parts = [row.activity.spoken_in(code), row.place.spoken_in(code)]
                return Cell(title, join_parts(parts))
            case "medium":
                name = row.medium or tell_evidence(row.kind, words)
                bare = row.link.partition("://")[2].removeprefix("www.")
                # The whole address is in the form beside, and would take five lines here.
                return Cell(name, bare.partition("/")[0], said=join_parts((name, bare)))
            case "reach":
                return Cell("" if row.reach is None else group_digits(row.reach))
        return self._tell_sign(row)

    def _tell_sign(self, row: EvidenceRow) -> Cell:
        words = self.words
        others = self._repeats.get(row.evidence_id)
        if others:
            names = "; ".join(others)
            said = words.gettext("the same link or file stands at: {names}", names=names)
            return Cell(f"▲ ×{len(others) + 1}", tone="bad", pill=True, said=said)
        if row.lacks_page:
            said = words.gettext("no picture of the page is kept")
            return Cell("▲", tone="warn", pill=True, said=said)
        if row.link:
            return Cell("✓", tone="ok", pill=True, said=words.gettext("the page is kept"))
        return Cell()

    def _show_row(self, record_id: str) -> None:
        row = next((row for row in self.shown if row.evidence_id == record_id), None)
        self.form.setVisible(row is not None)
        self.open_button.setVisible(row is not None and bool(row.event_id))
        is_same = row is not None and row.evidence_id == self.form.record_id
        self.form.show_row(row, self._repeats.get(record_id, []))
        if is_same:
            self.form.refill()
        if row is not None:
            self._say_open(row)

    def _say_open(self, row: EvidenceRow) -> None:
        parts = [row.activity.spoken_in(self.words.code), row.place.spoken_in(self.words.code)]
        said = join_parts(parts)
        self.open_button.set_words(f"← {said}")
        self.open_button.setAccessibleName(
            self.words.gettext("Go to the activity: {name}", name=said)
        )

    def _say_total(self) -> None:
        count = sum(row.quantity for row in self.shown)
        reach = sum(row.reach or 0 for row in self.shown)
        said = self.words.ngettext("{count} publication", "{count} publications", count)
        if reach:
            reached = self.words.gettext("reach {count}", count=group_digits(reach))
            said = join_parts((said, reached))
        self.total.setText(said)

    # ------------------------------------------------------------------ deeds

    def _do(self, deed: str) -> None:
        if deed == "edit":
            self.form.form.focus_first()
        elif deed == "remove" and not self.desk.autosave.is_read_only and self.table.current():
            self.removed.emit(self.table.current())

    def _go_to_activity(self) -> None:
        row = next((row for row in self.shown if row.evidence_id == self.form.record_id), None)
        if row is not None and row.event_id:
            self.activity_wanted.emit(row.event_id)

    def show_evidence(
        self, record_id: str, column: str = "", language: str = "", position: int | None = None
    ) -> bool:
        """Bring a publication into sight; tell whether it is here."""
        if not self.table.choose(record_id):
            self.search.clear()
            self._fill()
            if not self.table.choose(record_id):
                return False
        if not column or not self.form.show_field(column, language, position):
            self.table.setFocus()
        return True

    # ------------------------------------------------------------------ words

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Put the details under the register where there is no room beside it."""
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
            self.splitter.setSizes([300, 340] if is_narrow else [690, 390])

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self.form.set_read_only(is_read_only)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self.search.setPlaceholderText(words.gettext("Search: title, medium, link, date…"))
        self.search.setAccessibleName(words.gettext("Search in the publications"))
        self.table.setAccessibleName(words.gettext("Publications of the project"))
        self.teaching.set_words(
            words.gettext("No publication yet"),
            words.gettext(
                "Posts, articles and broadcasts about the project gather here by themselves, from "
                "the evidence of the activities: with day, medium and reach."
            ),
            {
                "log": (
                    words.gettext("Open the log of activities"),
                    words.gettext(
                        "Choose an activity there and add a link: one that you copied is taken "
                        "over."
                    ),
                )
            },
        )
        self.table.retranslate()
        self.form.retranslate()
        self._say_total()
        self._show_row(self.table.current())

    def end_workers(self) -> None:
        """End the copying of files."""
        self._searching.stop()
        self.form.end_workers()
