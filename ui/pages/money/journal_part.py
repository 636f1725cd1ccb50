"""The journal of expenses: found and chosen at the left, written at the right.

Owns what is looked for and how it is sorted; an expense that is being written stays in sight even
when it no longer fits what was looked for.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.language.dates import format_date
from grantee_app.language.folding import fold_text
from grantee_app.language.numbers import group_digits
from ui.editors.field_editor import today
from ui.joined_words import join_parts
from ui.pages.money.expense_detail import ExpenseDetail
from ui.pages.money.expense_rows import (
    ExpenseRow,
    JournalFilter,
    Missing,
    SortColumn,
    Sorting,
    filter_rows,
    fold_rows,
    list_months,
    read_rows,
    sort_rows,
    sum_rows,
)
from ui.pages.money.money_words import (
    KIND_NAMES,
    KINDS,
    list_lines,
    read_month,
    tell_month,
    tell_tenge,
)
from ui.pages.money.paste_preview import PastePreview
from ui.pages.money.teaching import Teaching
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.search_line import SearchLine
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grantee_app.checks.finding import Finding
    from grantee_app.records.project import ExpenseKind
    from ui.desk import Desk
    from ui.pages.money.money_actions import MoneyActions

SEARCH_MS: Final = 120
FOLD_MS: Final = 20
FOLDED_AT_ONCE: Final = 250
WIDE: Final = 820
# A longer journal is measured for too long: its rows end in dots, their tooltips tell the rest.
MOST_WRAPPED: Final = 1000
SIZES: Final = [592, 478]
# How many letters are always in sight; names of lines are long in any case.
FILTERS: Final = {"line": 9, "kind": 10, "month": 11, "missing": 12}
_EMPTY, _JOURNAL, _PASTE = 0, 1, 2


class JournalPart(QStackedWidget):
    """The journal, what it is when it is empty, and what a paste would add."""

    def __init__(self, desk: Desk, actions: MoneyActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.deeds = actions
        self.all_rows: list[ExpenseRow] = []
        self.shown: list[ExpenseRow] = []
        self.wanted = JournalFilter()
        self.sorting = Sorting()
        self._findings: dict[str, list[Finding]] = {}
        self._has_written = False
        self._is_wide = False
        self.search = SearchLine()
        self.filters = {name: ChoiceBox(letters=letters) for name, letters in FILTERS.items()}
        self.table = Ledger(desk.theme)
        self.total = make_label("label")
        self.clear_button = QPushButton()
        self.teaching = Teaching(desk.words, ("new", "paste"))
        self.preview = PastePreview(desk)
        self._searching = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._searching.timeout.connect(self._look)
        self._readings = 0
        self._folded = 0
        self._folding = QTimer(self, interval=FOLD_MS)
        self._folding.timeout.connect(self._fold_some)
        self._lay_out()
        self._connect()
        self._set_columns(is_wide=False)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(self)
        journal, card = QFrame(self.splitter), QFrame(self.splitter)
        head = QWidget(journal)
        head_column = QVBoxLayout(head)
        head_column.setContentsMargins(14, 12, 14, 10)
        head_column.setSpacing(8)
        boxes = QWidget(head)
        row = WrappingRow(boxes, gap=8, line_gap=8)
        row.add(self.search, weight=2)
        for name in ("missing", "line", "kind", "month"):
            row.add(self.filters[name])
        head_column.addWidget(boxes)
        foot = QWidget(journal)
        foot_row = QHBoxLayout(foot)
        foot_row.setContentsMargins(14, 6, 14, 6)
        foot_row.addWidget(self.total, 1)
        foot_row.addWidget(self.clear_button)
        self.clear_button.setProperty("role", "link")
        journal.setProperty("role", "card")
        column = QVBoxLayout(journal)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(foot)
        self.area = QScrollArea(card)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setMinimumWidth(320)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.area)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.setProperty("role", "gap")
        self.splitter.addWidget(journal)
        self.splitter.addWidget(card)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes(SIZES)
        self._journal_card, self._detail_card = journal, card
        for page in (self.teaching, self.splitter, self.preview):
            self.addWidget(page)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._searching.start())
        for box in self.filters.values():
            box.chosen.connect(self._look)
        self.clear_button.clicked.connect(self.show_all)
        self.table.chosen.connect(self._show_row)
        self.table.wanted.connect(self.act)
        self.table.sort_wanted.connect(self.sort_by)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.resized.connect(
            lambda width: self._set_columns(is_wide=width >= self.desk.theme.measure.grow(WIDE))
        )
        self.teaching.wanted.connect(self.act)
        self.preview.accepted.connect(self._add_pasted)
        self.preview.rejected.connect(self._leave_preview)

    @cached_property
    def detail(self) -> ExpenseDetail:
        """The fields of an expense, made when they are first wanted."""
        detail = self._make_detail()
        for _rest in detail.building():
            pass
        self._put_in(detail)
        return detail

    def building(self) -> Iterator[None]:
        """Make now what is made when it is first wanted; rest at every `yield`."""
        detail = self._make_detail()
        yield
        yield from detail.building()
        yield
        self._put_in(detail)
        self.detail = detail

    def _make_detail(self) -> ExpenseDetail:
        return ExpenseDetail(self.desk, self.deeds, self.area.viewport())

    def _put_in(self, detail: ExpenseDetail) -> None:
        self.area.setWidget(detail)
        detail.wanted.connect(self.act)
        detail.files.changed.connect(self.refresh)

    # ------------------------------------------------------------------ filling

    def refresh(self) -> None:
        """Show the records as they are now."""
        for _rest in self.refreshing():
            pass

    def refreshing(self) -> Iterator[None]:
        """Show the records as they are now, the fields first; rest at every `yield`."""
        if self.desk.workspace.records.has("expense", self.detail.record_id):
            # Undo may have changed what somebody types on in.
            self.detail.refill()
            yield
        self._readings += 1
        reading = self._readings
        rows = read_rows(self.desk.workspace.db, self.desk.project_id)
        yield
        if reading != self._readings:
            # A deed has read them anew meanwhile.
            return
        self.all_rows = rows
        self._set_columns(is_wide=self._is_wide)
        self._folded = 0
        self._folding.start()
        self._fill_filters()
        self._fill(keep=self.detail.record_id)
        if self.currentIndex() != _PASTE:
            self.setCurrentIndex(_JOURNAL if self.all_rows else _EMPTY)
        yield
        self.detail.refill()

    def _fold_some(self) -> None:
        """Prepare the search while nobody waits for it."""
        fold_rows(self.all_rows[self._folded : self._folded + FOLDED_AT_ONCE])
        self._folded += FOLDED_AT_ONCE
        if self._folded >= len(self.all_rows):
            self._folding.stop()

    def _fill(self, keep: str = "") -> None:
        rows = filter_rows(self.all_rows, self.wanted)
        if keep and not any(row.expense_id == keep for row in rows):
            fitting = {row.expense_id for row in rows} | {keep}
            rows = [row for row in self.all_rows if row.expense_id in fitting]
        self.shown = sort_rows(rows, self.sorting, self.words.code)
        self.table.set_sorting(self.sorting.column, is_descending=self.sorting.is_descending)
        self.table.fill([row.expense_id for row in self.shown], self._tell_cell)
        if not self.table.current() and self.shown and self.table.rows.rowCount():
            self.table.choose(self.shown[0].expense_id)
        self._show_row(self.table.current())
        self._say_total()

    def _fill_filters(self) -> None:
        words = self.words
        choices = {
            "line": [("", words.gettext("All lines")), *list_lines(self.desk)],
            "kind": [
                ("", words.gettext("All kinds")),
                *((kind, words.gettext(KIND_NAMES[kind])) for kind in KINDS),
            ],
            "month": [
                ("", words.gettext("All months")),
                *(
                    (month, tell_month(read_month(month), words))
                    for month in list_months(self.all_rows)
                ),
            ],
            "missing": [
                ("", words.gettext("Complete or not")),
                ("scan", words.gettext("without a scan")),
                ("document", words.gettext("without a document number")),
                ("line", words.gettext("under no line")),
                ("amount", words.gettext("without a sum")),
                ("date", words.gettext("without a date")),
            ],
        }
        for name, box in self.filters.items():
            box.set_choices(choices[name])
            if box.code() is None:
                box.set_code("")

    def _tell_cell(self, place: int, key: str) -> Cell:
        row, code = self.shown[place], self.words.code
        tellers: dict[str, Callable[[], Cell]] = {
            "date": lambda: self._tell_date(row),
            "title": lambda: self._tell_title(row),
            "line": lambda: Cell(row.line(code) or "–", quiet=not row.line_id),
            "payee": lambda: Cell(row.payee(code)),
            "document": lambda: Cell(row.document_number),
            "amount": lambda: self._tell_amount(row),
            "scans": lambda: self._tell_scans(row),
        }
        return tellers[key]()

    def _tell_date(self, row: ExpenseRow) -> Cell:
        if not row.paid_on:
            return Cell("–", quiet=True, said=self.words.gettext("without a date"))
        return Cell(format_date(date.fromisoformat(row.paid_on), self.words.code))

    def _tell_title(self, row: ExpenseRow) -> Cell:
        title = row.title(self.words.code)
        nameless = self.words.gettext("An expense without a title")
        if self._is_wide:
            return Cell(title or nameless, quiet=not title)
        # The line of the budget is long, and stands beside: a row says it to whoever asks.
        said = "\n".join(part for part in (title or nameless, self._tell_more(row)) if part)
        return Cell(title or nameless, self._tell_payee(row), quiet=not title, said=said)

    def _tell_amount(self, row: ExpenseRow) -> Cell:
        if not row.amount_tenge:
            return Cell("0", tone="bad", said=self.words.gettext("without a sum"))
        return Cell(group_digits(row.amount_tenge), said=tell_tenge(row.amount_tenge))

    def _tell_scans(self, row: ExpenseRow) -> Cell:
        if not row.scans:
            return Cell("–", quiet=True, pill=True, said=self.words.gettext("without a scan"))
        said = self.words.ngettext("{count} scan", "{count} scans", row.scans)
        return Cell(f"✓ {row.scans}" if row.scans > 1 else "✓", tone="ok", pill=True, said=said)

    def _tell_payee(self, row: ExpenseRow) -> str:
        number = f"№\u00a0{row.document_number}" if row.document_number else ""
        return join_parts(part for part in (row.payee(self.words.code), number) if part)

    def _tell_more(self, row: ExpenseRow) -> str:
        parts = (self._tell_payee(row), row.line(self.words.code))
        return join_parts(part for part in parts if part)

    def _set_columns(self, *, is_wide: bool) -> None:
        words = self.words
        self._is_wide = is_wide
        wraps = len(self.all_rows) <= MOST_WRAPPED
        columns = [
            LedgerColumn("date", lambda: words.gettext("Date"), "00.00.0000", can_sort=True),
            LedgerColumn("title", lambda: words.gettext("What for"), weight=4, can_sort=True,
                         wraps=wraps),
        ]  # fmt: skip
        if is_wide:
            columns += [
                LedgerColumn("line", lambda: words.gettext("Line of the budget"), weight=3,
                             can_sort=True, wraps=wraps),
                LedgerColumn("payee", lambda: words.gettext("Who was paid"), weight=3,
                             can_sort=True, wraps=wraps),
                LedgerColumn("document", lambda: words.gettext("Document"), "№ 00000000",
                             can_sort=True),
            ]  # fmt: skip
        columns += [
            LedgerColumn("amount", lambda: words.gettext("Sum, ₸"), "00 000 000", is_number=True,
                         can_sort=True),
            LedgerColumn("scans", lambda: words.gettext("Scan"), " ✓ 00 ", can_sort=True),
        ]  # fmt: skip
        self.table.set_columns(columns)

    def _say_total(self) -> None:
        said = self.words.ngettext(
            "{count} expense, {total}",
            "{count} expenses, {total}",
            len(self.shown),
            total=tell_tenge(sum_rows(self.shown)),
        )
        if not self.wanted.is_open():
            whole = len(self.all_rows)
            said = self.words.gettext("Shown of {whole}: {shown}", whole=whole, shown=said)
        self.total.setText(said)
        self.clear_button.setVisible(not self.wanted.is_open())

    # ------------------------------------------------------------------ looking and sorting

    def _look(self) -> None:
        self._searching.stop()
        code = {name: box.code() or "" for name, box in self.filters.items()}
        wanted = JournalFilter(
            self.search.text(),
            code["line"],
            code["kind"],
            code["month"],
            cast("Missing", code["missing"]),
        )
        if wanted != self.wanted:
            self.wanted = wanted
            self._fill()

    def look_for(self, wanted: JournalFilter) -> None:
        """Show only what `wanted` lets through."""
        self._fill_filters()
        self.search.setText(wanted.words)
        for name, code in (
            ("line", wanted.line),
            ("kind", wanted.kind),
            ("month", wanted.month),
            ("missing", wanted.missing),
        ):
            self.filters[name].set_code(code)
        self._look()

    def show_all(self) -> None:
        """Look for nothing in particular."""
        self.look_for(JournalFilter())

    def sort_by(self, key: str) -> None:
        """Sort by a column, the other way round when it is sorted so already."""
        is_same = key == self.sorting.column
        first = key in {"date", "amount", "scans"}
        self.sorting = Sorting(
            cast("SortColumn", key), not self.sorting.is_descending if is_same else first
        )
        self._fill(keep=self.detail.record_id)

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus()
        self.search.selectAll()

    # ------------------------------------------------------------------ choosing

    def _show_row(self, record_id: str) -> None:
        if record_id != self.detail.record_id:
            self.detail.show_record(record_id)
            self.detail.take_findings(self._findings.get(record_id, []))
            self.area.verticalScrollBar().setValue(0)
        self.detail.setEnabled(bool(record_id))

    def show_expense(self, record_id: str, column: str = "", language: str = "",
                     position: int | None = None) -> bool:  # fmt: skip
        """Bring an expense into sight, and a field of it; tell whether it is here."""
        if not any(row.expense_id == record_id for row in self.all_rows):
            self.refresh()
        if not any(row.expense_id == record_id for row in self.all_rows):
            return False
        self.setCurrentIndex(_JOURNAL)
        if not self.table.choose(record_id):
            self.show_all()
            self.table.choose(record_id)
        if not column or not self.detail.form.show_field(column, language, position):
            self.table.setFocus()
        return True

    def take_findings(self, findings: dict[str, list[Finding]]) -> None:
        """Show what was found, by expense."""
        self._findings = findings
        self.detail.take_findings(findings.get(self.detail.record_id, []))

    # ------------------------------------------------------------------ deeds

    def act(self, deed: str) -> None:
        """Do what a key, a button or the menu asks for."""
        is_closed = self.desk.autosave.is_read_only
        if deed == "edit":
            self.detail.focus_first()
        elif deed == "copy":
            self._copy_out()
        elif not is_closed:
            {
                "new": self.add,
                "next": self.add,
                "double": self.double,
                "remove": self.remove,
                "paste": self.paste,
            }.get(deed, lambda: None)()

    def add(self) -> None:
        """Begin an expense like the one that is shown: of the same day and line."""
        self._end_typing()
        current = self.detail.record_id
        row = next((row for row in self.all_rows if row.expense_id == current), None)
        fresh = read_rows(self.desk.workspace.db, self.desk.project_id)
        row = next((found for found in fresh if found.expense_id == current), row)
        if row is not None and row.is_blank():
            # There is an empty one already.
            self.detail.focus_words()
            return
        # Of a journal that was only looked at, its newest expense tells nothing about the next.
        like = current if self.isVisible() and self._has_written else ""
        self._try(lambda: self._begin(like))

    def _begin(self, like: str) -> None:
        added = self.deeds.add_expense(like, self.wanted.line, today())
        self._has_written = True
        self.refresh()
        self.show_expense(added)
        self.detail.focus_words() if like else self.detail.focus_first()

    def double(self) -> None:
        """Copy the expense that is shown, without its document and scans."""
        current = self.table.current()
        if current:
            self._end_typing()
            self._try(lambda: self._go_to_copy(self.deeds.copy_expense(current)))

    def _go_to_copy(self, added: str) -> None:
        self.refresh()
        self.show_expense(added, "document_number")

    def remove(self) -> None:
        """Delete the chosen expenses; undo brings them back."""
        ids = self.table.selected() or [self.table.current()]
        ids = [row_id for row_id in ids if row_id]
        if not ids:
            return
        self._end_typing()
        self._try(lambda: self.deeds.remove("expense", ids))
        self.refresh()
        self.table.setFocus()

    def _end_typing(self) -> None:
        self.desk.autosave.end_step()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BastamaError as problem:
            self.teaching.tell(problem.message)
            self.total.setText(f"! {self.words.say(problem.message)}")

    # ------------------------------------------------------------------ pasting and copying

    def paste(self) -> None:
        """Read a table from the clipboard and show what it would add."""
        from grantee_app.records.pasted_table import read_pasted_cells  # noqa: PLC0415 (rare)
        from ui.pages.money.expense_pasting import read_expenses  # noqa: PLC0415 (rare)

        data = QApplication.clipboard().mimeData()
        cells = read_pasted_cells(data.html() if data.hasHtml() else "", data.text())
        self.preview.show_pasted(
            read_expenses(cells, self._known_lines(), self.words.code, today())
        )
        self.setCurrentIndex(_PASTE)
        self.preview.focus_first()

    def _known_lines(self) -> dict[str, tuple[str, ExpenseKind]]:
        rows = self.desk.workspace.db.execute(
            "SELECT id, kind, title_kk, title_ru FROM budget_line WHERE project_id = ?",
            [self.desk.project_id],
        ).fetchall()
        return {
            fold_text(title): (line_id, kind)
            for line_id, kind, *titles in rows
            for title in titles
            if title.strip()
        }

    def _add_pasted(self) -> None:
        rows = self.preview.rows()
        self._end_typing()
        self.show_all()
        self._try(lambda: self.deeds.add_pasted(rows))
        self._leave_preview()
        self.refresh()
        if rows:
            self.table.choose(rows[0].expense.id)
            self.table.setFocus()

    def _leave_preview(self) -> None:
        self.setCurrentIndex(_JOURNAL if self.all_rows else _EMPTY)
        self.table.setFocus()

    def _copy_out(self) -> None:
        """Put the chosen rows on the clipboard as a table for Excel."""
        chosen, code = set(self.table.selected()), self.words.code
        rows = [row for row in self.shown if row.expense_id in chosen]
        lines = [
            "\t".join(
                (
                    format_date(date.fromisoformat(row.paid_on), code) if row.paid_on else "",
                    row.title(code),
                    row.payee(code),
                    row.document_number,
                    str(row.amount_tenge),
                    row.line(code),
                )
            )
            for row in rows
        ]
        QApplication.clipboard().setText("\n".join(lines))

    def _open_menu(self, place: QPoint) -> None:
        words = self.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_closed = self.desk.autosave.is_read_only
        for deed, word, keys in (
            ("new", words.gettext("Add an expense"), "Ctrl+N"),
            ("double", words.gettext("Copy the expense"), "Ctrl+D"),
            ("paste", words.gettext("Paste from Excel or Word"), "Ctrl+V"),
            ("copy", words.gettext("Copy the rows for Excel"), "Ctrl+C"),
            ("remove", words.gettext("Delete the expense"), "Del"),
        ):
            action = menu.addAction(f"{word}\t{keys}")
            action.setEnabled(deed == "copy" or not is_closed)
            action.triggered.connect(lambda _on=False, what=deed: self.act(what))
        sorting = menu.addMenu(words.gettext("Sort by"))
        for key, word in (
            ("date", words.gettext("Date")),
            ("title", words.gettext("What for")),
            ("line", words.gettext("Line of the budget")),
            ("payee", words.gettext("Who was paid")),
            ("document", words.gettext("Document")),
            ("amount", words.gettext("Sum")),
            ("scans", words.gettext("Scan")),
        ):
            action = sorting.addAction(word)
            action.setCheckable(True)
            action.setChecked(key == self.sorting.column)
            action.triggered.connect(lambda _on=False, what=key: self.sort_by(what))
        menu.popup(place)

    # ------------------------------------------------------------------ words and room

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Put the details under the journal where there is no room beside it."""
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
            self.splitter.setSizes([320, 330] if is_narrow else SIZES)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self.search.setPlaceholderText(words.gettext("Search: what for, payee, document, sum…"))
        self.search.setAccessibleName(words.gettext("Search in the journal"))
        for name, said in (
            ("line", words.gettext("Show one line of the budget")),
            ("kind", words.gettext("Show one kind of expense")),
            ("month", words.gettext("Show one month")),
            ("missing", words.gettext("Show what is incomplete")),
        ):
            self.filters[name].setAccessibleName(said)
        self.table.setAccessibleName(words.gettext("Journal of expenses"))
        self.clear_button.setText(words.gettext("Show all"))
        self.teaching.set_words(
            words.gettext("The journal is empty"),
            words.gettext(
                "Write down every payment of the project once: the report counts wages, taxes and "
                "purchases from here, and Home shows what is left of the grant."
            ),
            {
                "new": (
                    words.gettext("Type the first expense"),
                    words.gettext("Enter goes on to the next field, after the last one to the next "
                                  "expense."),
                ),
                "paste": (
                    words.gettext("Paste from Excel or Word"),
                    words.gettext("Copy the rows there: date, what for, payee, document number, "
                                  "sum. You see what was understood before anything is added."),
                ),
            },
            words.gettext("Wages and taxes are quicker entered under «Wages»."),
        )  # fmt: skip
        self.teaching.setEnabled(True)
        self.teaching.set_read_only(self.desk.autosave.is_read_only)
        self._fill_filters()
        self.table.retranslate()
        self.detail.retranslate()
        self.preview.retranslate()
        if self.all_rows:
            self._fill(keep=self.detail.record_id)

    def end_workers(self) -> None:
        """End the copying of files."""
        self._searching.stop()
        self._folding.stop()
        self.detail.end_workers()
