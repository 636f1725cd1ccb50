"""The money of a project: a journal of expenses, the budget, the payroll, the balance.

Holds the four parts together: counts once and hands the figures to them, goes to the places that
findings and undo lead to. What a part does is its own business.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from grantee_app.figures.money import MoneyFigures, count_money
from grantee_app.form.answers import socio_plan_path
from grantee_app.language.numbers import group_digits
from grantee_app.store.texts import RecordPlace
from ui.joined_words import join_parts
from ui.pages.money.balance_part import PLANNED, BalancePart
from ui.pages.money.budget_part import BudgetPart
from ui.pages.money.expense_rows import JournalFilter
from ui.pages.money.journal_part import JournalPart
from ui.pages.money.money_actions import MoneyActions
from ui.pages.money.money_words import tell_percent, tell_tenge
from ui.pages.money.payroll_part import PayrollPart
from ui.pages.page import Page
from ui.places import Place
from ui.widgets.part_stack import PartStack
from ui.widgets.part_switch import PartSwitch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState
    from grantee_app.store.history.undoing import Undone
    from ui.desk import Desk

PARTS: Final = ("journal", "budget", "payroll", "balance")
# The part that shows a record of a table.
_PART_OF: Final = {"expense": "journal", "budget_line": "budget", "staff_member": "payroll"}
NARROW: Final = 720
Part = JournalPart | BudgetPart | PayrollPart | BalancePart
Kind = TypeVar("Kind", JournalPart, BudgetPart, PayrollPart, BalancePart)


class MoneyPage(Page):
    """The page of money."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"expense", "budget_line", "staff_member", "attachment", "grant"}
    )
    HELP: ClassVar[str] = "money"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.words = words = desk.words
        self.deeds = MoneyActions(desk.workspace, desk.project_id)
        self.figures = MoneyFigures()
        self._is_counted = False
        # Parts that have not seen the last change yet.
        self._stale: set[str] = set(PARTS)
        self._found: dict[str, dict[str, list[Finding]]] = {table: {} for table in _PART_OF}
        self.add_button = QPushButton()
        self.header.add_button(self.add_button)
        self.header.order_buttons([self.add_button])
        self.add_button.clicked.connect(self.add_expense)
        self.switch = PartSwitch(
            desk.theme,
            (
                ("journal", lambda: words.gettext("&Journal of expenses")),
                ("budget", lambda: words.gettext("&Budget")),
                ("payroll", lambda: words.gettext("&Wages")),
                ("balance", lambda: words.gettext("Ba&lance")),
            ),
        )
        body = QWidget(self)
        self.parts = PartStack(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 14, 24, 18)
        column.setSpacing(14)
        column.addWidget(self.switch)
        column.addWidget(self.parts, 1)
        self.set_body(body)
        self.switch.chosen.connect(self.open_part)
        self._add_shortcuts()

    # ------------------------------------------------------------------ building

    def opening(self) -> Iterator[None]:
        """Count the money, then make the part that was seen last."""
        yield
        self._count()
        yield
        name = str(self.desk.memory.value("money/part", "journal"))
        if name not in PARTS or name == "journal":
            part = JournalPart(self.desk, self.deeds, self.parts)
            yield
            yield from part.building()
            yield
            self.journal = part
            yield from self._taking_in("journal", part)
            yield
        self.open_part(name)

    def _add_shortcuts(self) -> None:
        # Of the window: they hold as long as the page is seen, wherever the cursor is. Each with
        # the letter that shares its key on the Kazakh and the Russian keyboard.
        for keys, act in (
            (("Ctrl+N", "Ctrl+Т"), lambda: self._act("new")),
            (("Ctrl+D", "Ctrl+В"), lambda: self._act("double")),
            (("Ctrl+F", "Ctrl+А"), self._search),
        ):
            self.add_shortcut(keys, act, is_of_window=True)

    # ------------------------------------------------------------------ parts

    @cached_property
    def journal(self) -> JournalPart:
        """The journal, made when it is first wanted, as every part is."""
        return self._take_in("journal", JournalPart(self.desk, self.deeds, self.parts))

    @cached_property
    def budget(self) -> BudgetPart:
        """The budget by its lines."""
        part = BudgetPart(self.desk, self.deeds, self.parts)
        part.expenses_wanted.connect(lambda line: self.open_journal(JournalFilter(line=line)))
        return self._take_in("budget", part)

    @cached_property
    def payroll(self) -> PayrollPart:
        """Who is paid for which month."""
        part = PayrollPart(self.desk, self.deeds, self.parts)
        part.open_wanted.connect(self._open_expense)
        return self._take_in("payroll", part)

    @cached_property
    def balance(self) -> BalancePart:
        """What is left of the grant."""
        part = BalancePart(self.desk, self.parts)
        part.journal_wanted.connect(self.open_journal)
        return self._take_in("balance", part)

    def _take_in(self, name: str, part: Kind) -> Kind:
        """Give a new part its place, its words, and what was counted and found."""
        for _rest in self._taking_in(name, part):
            pass
        return part

    def _taking_in(self, name: str, part: Part) -> Iterator[None]:
        self.parts.take_in(name, part)
        part.retranslate()
        yield
        self._fit(part)
        if self.desk.state is not None:
            self._tell_found(part, self.desk.state)
        yield
        if isinstance(part, JournalPart):
            yield from part.refreshing()
            self._stale.discard(name)
        else:
            self._refresh(part)

    def part(self) -> str:
        """Return which part is seen."""
        return self.parts.shown() or PARTS[0]

    def open_part(self, part: str) -> None:
        """Show a part; what is typed on the one before is saved."""
        part = part if part in PARTS else PARTS[0]
        if part != self.part():
            self.autosave.end_step()
        self.parts.show_part(part, getattr(self, part))
        self.switch.set_value(part)
        self._refresh_part()
        self.desk.memory.setValue("money/part", part)

    def open_journal(self, wanted: JournalFilter) -> None:
        """Show a stretch of the journal."""
        self.open_part("journal")
        self.journal.look_for(wanted)
        self.journal.table.setFocus()

    def _open_expense(self, expense_id: str) -> None:
        self.open_part("journal")
        self.journal.show_expense(expense_id, "paid_on")

    def add_expense(self) -> None:
        """Begin an expense, wherever on the page the person is."""
        if self.autosave.is_read_only:
            return
        self.open_part("journal")
        self.journal.add()

    def _act(self, deed: str) -> None:
        part = self.parts.currentWidget()
        if isinstance(part, (JournalPart, BudgetPart, PayrollPart)):
            part.act(deed)
        elif deed == "new":
            self.add_expense()

    def _search(self) -> None:
        self.open_part("journal")
        self.journal.focus_search()

    # ------------------------------------------------------------------ filling

    def refreshing(self) -> Iterator[None]:
        """Show the records as they are now."""
        # Whatever is not seen is read when it is.
        self._stale = set(PARTS)
        part = self.parts.currentWidget()
        if isinstance(part, JournalPart):
            yield from part.refreshing()
            self._stale.discard("journal")
            yield
        self._count()
        yield
        self._refresh_part()

    def _count(self) -> None:
        self.figures = count_money(self.desk.workspace.db, self.desk.project_id)
        self._is_counted = True
        self._say_header()

    def _refresh_part(self) -> None:
        part = self.part()
        if part in self._stale:
            self._refresh(getattr(self, part))

    def _refresh(self, part: Part) -> None:
        self._stale.discard(self.parts.name_of(part))
        if isinstance(part, JournalPart):
            part.refresh()
        else:
            part.refresh(self.figures)

    def take_state(self, state: ProjectState) -> None:
        """Show what was found, and the planned levels that the report has."""
        self._found = {table: {} for table in _PART_OF}
        for record, findings in state.leading.get("money", {}).items():
            table = state.record_tables.get(record, "")
            if table in self._found:
                self._found[table][record] = findings
        for part in self._made():
            self._tell_found(part, state)

    def _tell_found(self, part: Part, state: ProjectState) -> None:
        if isinstance(part, BalancePart):
            part.take_planned(
                {kind: state.answers.number(socio_plan_path(row)) for kind, row in PLANNED.items()}
            )
        else:
            name = self.parts.name_of(part)
            part.take_findings(next(self._found[key] for key in _PART_OF if _PART_OF[key] == name))

    def _made(self) -> list[Part]:
        return [part for part in self.parts.made() if isinstance(part, Part)]

    # ------------------------------------------------------------------ places

    def show_place(self, place: Place) -> bool:
        """Bring an expense, a line, a person or a part into sight."""
        if place.part in PARTS:
            self.open_part(place.part)
        if not place.record:
            if not place.part:
                self.open_part("balance")
            return True
        return self._show_record(place.record, place.field)

    def _show_record(
        self, record_id: str, column: str = "", language: str = "", position: int | None = None
    ) -> bool:
        has = self.desk.workspace.records.has
        table = next((table for table in _PART_OF if has(table, record_id)), "")
        if not table:
            return False
        self.open_part(_PART_OF[table])
        # Named one by one: the others are not made for it.
        match table:
            case "expense":
                return self.journal.show_expense(record_id, column, language, position)
            case "budget_line":
                return self.budget.show_line(record_id, column, language, position)
            case _:
                return self.payroll.show_person(record_id, column, language, position)

    def show_changed_here(self, undone: Undone) -> bool:
        """Put the cursor into the text that undo or redo changed, if its expense is seen."""
        part = self.parts.currentWidget()
        if not isinstance(part, JournalPart) or part.currentWidget() is not part.splitter:
            return False
        for text in undone.texts:
            place = text.place
            if isinstance(place, RecordPlace) and place.table in _PART_OF:
                return (
                    place.table == "expense"
                    and place.record_id == part.detail.record_id
                    and part.detail.form.show_field(place.column, text.language, text.position)
                )
        return False

    def show_changed(self, undone: Undone) -> bool:
        """Show what undo or redo changed: the text, else the record, else only the numbers."""
        if not self.is_concerned(undone.tables):
            return False
        return self._show_text(undone) or self._show_row(undone) or self._show_gone(undone)

    def _show_text(self, undone: Undone) -> bool:
        for text in undone.texts:
            place = text.place
            if isinstance(place, RecordPlace) and place.table in _PART_OF:
                record, column = place.record_id, place.column
                if self._is_in_payroll(record) or self._show_record(
                    record, column, text.language, text.position
                ):
                    return True
        return False

    def _show_row(self, undone: Undone) -> bool:
        for row in undone.rows:
            if row.table in _PART_OF and row.action != "delete":
                return self._is_in_payroll(row.row_id) or self._show_record(row.row_id)
            if row.table == "attachment":
                owner = self._find_owner(row.row_id)
                return self._show_record(owner) if owner else self.isVisible()
        return False

    def _show_gone(self, undone: Undone) -> bool:
        """What is gone is seen by its place being empty: on the part where it stood."""
        gone = [table for table in _PART_OF if table in undone.tables]
        if gone and not (self.part() == "payroll" and gone == ["expense"]):
            self.open_part(_PART_OF[gone[0]])
        return bool(gone)

    def _is_in_payroll(self, expense_id: str) -> bool:
        """Tell whether an expense is seen as a cell of the payroll that is open."""
        if self.part() != "payroll":
            return False
        return any(row.entry.expense_id == expense_id for row in self.payroll.panel.rows)

    def _find_owner(self, attachment_id: str) -> str:
        row = self.desk.workspace.db.execute(
            "SELECT expense_id FROM attachment WHERE id = ?", [attachment_id]
        ).fetchone()
        return str(row[0]) if row and row[0] else ""

    # ------------------------------------------------------------------ words and room

    def _say_header(self) -> None:
        figures, words = self.figures, self.words
        if not self._is_counted:
            self.header.set_words(words.gettext("Money"), "")
            return
        spent = group_digits(figures.spent.total)
        if figures.granted_tenge is None:
            note = words.gettext("{spent} are spent", spent=tell_tenge(figures.spent.total))
        else:
            share = tell_percent(figures.spent_percent, words.code)
            note = join_parts((f"{spent} / {tell_tenge(figures.granted_tenge)}", share))
        self.header.set_words(words.gettext("Money"), note)

    def say_title(self) -> None:
        """Say the words of the top bar."""
        self.add_button.setText(self.words.gettext("&Add an expense"))
        self.add_button.setEnabled(not self.autosave.is_read_only)
        self._say_header()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        super().retranslate()
        self.say_title()
        self.switch.retranslate()
        for part in self._made():
            part.retranslate()

    def fit_room(self) -> None:
        """Stack what stands beside each other where there is no room."""
        for part in self._made():
            self._fit(part)

    def _fit(self, part: Part) -> None:
        if isinstance(part, (JournalPart, BudgetPart)):
            part.set_narrow(is_narrow=self.is_narrower_than(NARROW))

    def end_workers(self) -> None:
        """End the copying of files."""
        for part in self._made():
            if isinstance(part, JournalPart):
                part.end_workers()
