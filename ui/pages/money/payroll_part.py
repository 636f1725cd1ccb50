"""Wages and taxes: a grid of people and months, and under it what stands behind the chosen cell.

Every sum is an expense of the journal; here they are put down by person and month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.figures.money import MoneyFigures, Pay
from grantee_app.language.message import Message
from grantee_app.language.numbers import group_digits
from ui.editors.field_editor import today
from ui.joined_words import join_parts
from ui.pages.money.findings_box import FindingsBox
from ui.pages.money.money_words import read_month, tell_month, tell_tenge
from ui.pages.money.pay_panel import PayCell, PayPanel
from ui.pages.money.payroll_rows import (
    EVERYBODY,
    NO_MONTH,
    PayrollGrid,
    Person,
    list_unpaid,
    read_payroll,
)
from ui.pages.money.teaching import Teaching
from ui.record_form import RecordForm
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn, Look
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from grantee_app.checks.finding import Finding
    from ui.desk import Desk
    from ui.pages.money.money_actions import MoneyActions

_EMPTY, _GRID = 0, 1
_NAME, _TOTAL = "name", "total"


class PayrollPart(QStackedWidget):
    """`open_wanted` brings an expense to show in the journal."""

    open_wanted = Signal(str)

    def __init__(self, desk: Desk, actions: MoneyActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.deeds = actions
        self.grid = PayrollGrid((), (), {})
        self._figures = MoneyFigures()
        self._ids: list[str] = []
        self._findings: dict[str, list[Finding]] = {}
        # The person and the month whose card is seen.
        self._shown = ("", "")
        self.table = Ledger(desk.theme, by_cell=True)
        self.head = make_label("heading")
        self.about = make_label("secondary")
        self.error = make_label("secondary", tone="bad")
        self.error.hide()
        self.month_button, self.person_button = QPushButton(), QPushButton()
        self.remove_button = QPushButton()
        self.remove_button.setProperty("role", "link")
        self.findings = FindingsBox(desk.words)
        self.panel = PayPanel(desk, actions)
        self.form = RecordForm(desk, "staff_member", "")
        self.teaching = Teaching(desk.words, ("person",))
        self._build_form()
        self._lay_out()
        self.table.cell_chosen.connect(lambda _row, _key: self._show_cell())
        self.table.wanted.connect(self.act)
        self.panel.open_wanted.connect(self.open_wanted)
        self.panel.failed.connect(self._tell)
        self.month_button.clicked.connect(self.pay_month)
        self.person_button.clicked.connect(self.add_person)
        self.remove_button.clicked.connect(lambda: self.act("remove"))
        self.teaching.wanted.connect(lambda _way: self.add_person())

    def _build_form(self) -> None:
        words, form = self.words, self.form
        form.add_text("name", lambda: words.gettext("Surname, first name"))
        form.add_text("role", lambda: words.gettext("What the person does"))
        on_staff = form.add(
            "is_on_staff",
            None,
            lambda: words.gettext("Is the person on the staff?"),
        )
        wage = form.add("monthly_wage_tenge", None, lambda: words.gettext("Wage of a month"))
        form.add_row(on_staff, wage)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        card, detail = QFrame(self.splitter), QFrame(self.splitter)
        self.area = QScrollArea(detail)
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 6, 1, 6)
        column.addWidget(self.table)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self.head)
        names.addWidget(self.about)
        inside = QWidget(self.area)
        tools = QWidget(inside)
        row = WrappingRow(tools, gap=8, line_gap=8)
        for button in (self.month_button, self.person_button, self.remove_button):
            row.add(button, weight=0)
        below = QVBoxLayout(inside)
        below.setContentsMargins(20, 14, 20, 18)
        below.setSpacing(12)
        below.addLayout(names)
        below.addWidget(self.error)
        below.addWidget(self.findings)
        below.addWidget(self.panel)
        below.addWidget(self.form)
        below.addWidget(tools)
        below.addStretch()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        detail.setProperty("role", "card")
        frame = QHBoxLayout(detail)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.addWidget(self.area)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.setProperty("role", "gap")
        self.splitter.addWidget(card)
        self.splitter.addWidget(detail)
        self.splitter.setSizes([360, 300])
        self.addWidget(self.teaching)
        self.addWidget(self.splitter)

    # ------------------------------------------------------------------ filling

    def refresh(self, figures: MoneyFigures) -> None:
        """Show the payroll as it is now."""
        self._figures = figures
        self.grid = read_payroll(self.desk.workspace.db, self.desk.project_id, figures)
        self._fill()
        self.form.refill()
        self.setCurrentIndex(_GRID if self.grid.people or self.grid.cells else _EMPTY)

    def _fill(self) -> None:
        self.table.set_columns(self._make_columns())
        self._ids = [person.member_id for person in self.grid.people]
        if self.grid.people or self.grid.has_everybody():
            self._ids.append(EVERYBODY)
        ids = [*self._ids, ""]
        looks: dict[int, Look] = {len(ids) - 1: "total"}
        self.table.fill(ids, self._tell_cell, looks)
        if not self.table.current() and self._ids:
            self.table.choose_cell(self._ids[0], self._first_month())
        self._show_cell()

    def _first_month(self) -> str:
        """Return the first month in which somebody is still to be paid, else the last one."""
        months = [month for month in self.grid.months if month != NO_MONTH]
        unpaid = next((month for month in months if list_unpaid(self.grid, month)), "")
        return unpaid or (months[-1] if months else _NAME)

    def _make_columns(self) -> list[LedgerColumn]:
        words = self.words
        columns = [LedgerColumn(_NAME, lambda: words.gettext("Person"), weight=1, least=180)]
        columns += [
            LedgerColumn(
                month,
                lambda when=month: tell_month(None if when == NO_MONTH else read_month(when),
                                              words),  # type: ignore[misc]
                "000 000",
                is_number=True,
            )
            for month in self.grid.months
        ]  # fmt: skip
        columns.append(
            LedgerColumn(_TOTAL, lambda: words.gettext("Total"), "0 000 000", is_number=True)
        )
        return columns

    def _tell_cell(self, place: int, key: str) -> Cell:
        member = self._ids[place] if place < len(self._ids) else ""
        if key == _NAME:
            return self._tell_name(member)
        if not member:
            pay = self.grid.whole() if key == _TOTAL else self.grid.column(key)
        elif key == _TOTAL:
            pay = self.grid.row(member)
        else:
            pay = self.grid.cells.get((member, key), Pay())
        return self._tell_pay(pay)

    def _tell_name(self, member: str) -> Cell:
        words = self.words
        if not member:
            return Cell(words.gettext("Total"), words.gettext("wages, below them taxes"))
        if member == EVERYBODY:
            return Cell(words.gettext("For everybody at once"), quiet=True)
        person = self._find_person(member)
        if person is None:
            return Cell()
        name = person.name.spoken_in(words.code)
        role = person.role.spoken_in(words.code)
        if not person.is_on_staff:
            role = join_parts(part for part in (role, words.gettext("invited specialist")) if part)
        return Cell(name or words.gettext("A person without a name"), role, quiet=not name)

    def _tell_pay(self, pay: Pay) -> Cell:
        words = self.words
        if not pay.total:
            return Cell("–", quiet=True, said=words.gettext("nothing paid"))
        said = words.gettext(
            "wage {wage}, taxes {taxes}", wage=tell_tenge(pay.wage), taxes=tell_tenge(pay.taxes)
        )
        taxes = f"+ {group_digits(pay.taxes)}" if pay.taxes else ""
        return Cell(group_digits(pay.wage) if pay.wage else "–", taxes, quiet=not pay.wage,
                    said=said)  # fmt: skip

    def _find_person(self, member: str) -> Person | None:
        return next((found for found in self.grid.people if found.member_id == member), None)

    # ------------------------------------------------------------------ the chosen cell

    def _show_cell(self) -> None:
        member, key = self.table.current(), self.table.current_key()
        person = self._find_person(member)
        is_month = bool(member) and key not in {_NAME, _TOTAL, ""}
        self.panel.show_cell(
            PayCell(member, key) if is_month else None,
            person.wage_tenge if person and person.is_on_staff else None,
        )
        self.form.set_record(member if person and not is_month else "")
        self.form.setVisible(bool(person) and not is_month)
        self.findings.show_findings(self._findings.get(member, []) if person else [])
        self._say_cell()
        if (member, key) != self._shown:
            self._shown = member, key
            # Another card is read from its heading on; the same one stays where it was.
            self.area.verticalScrollBar().setValue(0)

    def _say_cell(self) -> None:
        words, member, key = self.words, self.table.current(), self.table.current_key()
        is_closed = self.desk.autosave.is_read_only
        is_month = bool(member) and key not in {_NAME, _TOTAL, ""}
        name = self._tell_name(member).text if member else ""
        when = tell_month(None if key == NO_MONTH else read_month(key), words) if is_month else ""
        self.head.setText(join_parts(part for part in (name, when) if part))
        pay = self.grid.cells.get((member, key), Pay()) if is_month else self.grid.row(member)
        self.about.setText(
            words.gettext(
                "Wage {wage}, taxes {taxes}, together {whole}",
                wage=tell_tenge(pay.wage),
                taxes=tell_tenge(pay.taxes),
                whole=tell_tenge(pay.total),
            )
        )
        unpaid = list_unpaid(self.grid, key) if is_month and key != NO_MONTH else {}
        self.month_button.setVisible(bool(unpaid) and not is_closed)
        if unpaid:
            self.month_button.setText(
                words.ngettext(
                    "Put down the wage of {month} for {count} person",
                    "Put down the wages of {month} for {count} people",
                    len(unpaid),
                    month=when,
                )
            )
        self.person_button.setVisible(not is_closed)
        is_person = self._find_person(member) is not None and not is_month
        self.remove_button.setVisible(is_person and not is_closed)

    def take_findings(self, findings: dict[str, list[Finding]]) -> None:
        """Show what was found, by person."""
        self._findings = findings
        member = self.table.current()
        self.findings.show_findings(findings.get(member, []))

    def show_person(self, member: str, column: str = "", language: str = "",
                    position: int | None = None) -> bool:  # fmt: skip
        """Bring a person into sight, and a field; tell whether it is here."""
        if not self.table.choose_cell(member, _NAME):
            return False
        if not column or not self.form.show_field(column, language, position):
            self.table.setFocus()
        return True

    # ------------------------------------------------------------------ deeds

    def act(self, deed: str) -> None:
        """Do what a key or a button asks for."""
        if deed == "edit":
            if self.panel.cell is not None:
                self.panel.focus_first()
            else:
                self.form.focus_first()
            return
        if self.desk.autosave.is_read_only:
            return
        if deed == "new":
            self.pay_month()
        elif deed == "remove":
            self._remove()

    def pay_month(self) -> None:
        """Put down the agreed wages of the chosen month, of all who have none yet, as one step."""
        month = self.table.current_key()
        if month in {_NAME, _TOTAL, NO_MONTH, ""}:
            month = self._first_month()
        if month == _NAME:
            return
        unpaid = list_unpaid(self.grid, month)
        if unpaid:
            self.desk.autosave.end_step()
            self._try(lambda: self.deeds.add_wages(unpaid, read_month(month), today()))
            self._reread()

    def add_person(self) -> None:
        """Add somebody and go to the name."""
        self.desk.autosave.end_step()

        def add() -> None:
            member = self.deeds.add_person()
            self._reread()
            self.show_person(member, "name", self.words.code)

        self._try(add)

    def _remove(self) -> None:
        member, key = self.table.current(), self.table.current_key()
        if self._find_person(member) is not None and key in {_NAME, _TOTAL}:
            self.desk.autosave.end_step()
            self._try(lambda: self.deeds.remove("staff_member", [member]))
            self._reread()
            self.table.setFocus()
        elif self.panel.cell is not None:
            ids = [row.entry.expense_id for row in self.panel.rows if row.entry.expense_id]
            if ids:
                self.desk.autosave.end_step()
                self._try(lambda: self.deeds.remove("expense", ids))
                self._reread()

    def _reread(self) -> None:
        from grantee_app.figures.money import count_money  # noqa: PLC0415 (the figures of the page)

        self.refresh(count_money(self.desk.workspace.db, self.desk.project_id))

    def _try(self, act: Callable[[], object]) -> None:
        self.error.hide()
        try:
            act()
        except BastamaError as problem:
            self._tell(problem.message)

    def _tell(self, problem: Message) -> None:
        self.teaching.tell(problem)
        self.error.setText(f"! {self.words.say(problem)}")
        self.error.show()

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self.person_button.setText(words.gettext("Add a person"))
        self.remove_button.setText(words.gettext("Delete the person"))
        self.teaching.set_words(
            words.gettext("Nobody is paid yet"),
            words.gettext(
                "Put down who works on the project and the wage of a month. Then a whole month is "
                "entered by one press; the taxes you type as the accountant counted them."
            ),
            {
                "person": (
                    words.gettext("Add a person"),
                    words.gettext("Name, what the person does, the wage of a month."),
                )
            },
        )
        self.teaching.set_read_only(self.desk.autosave.is_read_only)
        self.table.setAccessibleName(words.gettext("Wages and taxes by person and month"))
        self.table.retranslate()
        self.panel.retranslate()
        self._say_cell()
