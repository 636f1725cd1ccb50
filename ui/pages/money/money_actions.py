"""What can be done with the records of money: add, copy, remove, pay a month.

Each deed is one step of undo. Knows no view; who calls tells a person what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from grantee_app.language.catalogue import Language
from grantee_app.language.dates import format_typed_months
from grantee_app.language.message import LANGUAGES, Message, message
from grantee_app.records import Bilingual, BudgetLine, Expense
from grantee_app.records.base import NO_TEXT, Entry
from grantee_app.records.project import BudgetBlock, ExpenseKind, StaffMember, TaxKind
from grantee_app.store.editing import Parent
from grantee_app.store.texts import RecordPlace

if TYPE_CHECKING:
    from grantee_app.workspace import Workspace
    from ui.pages.money.expense_pasting import PastedRow

TAX_MESSAGES: Final[dict[TaxKind, Message]] = {
    "social_tax": message("Social tax, {month}: {name}"),
    "social_contributions": message("Social contributions, {month}: {name}"),
    "health_insurance": message("Health insurance, {month}: {name}"),
    "": message("Taxes, {month}: {name}"),
}


class MoneyActions:
    """The deeds, for one project; the caller writes what is typed before."""

    def __init__(self, workspace: Workspace, project_id: str) -> None:
        self._workspace = workspace
        self._records = workspace.records
        self._parent = Parent("project", project_id)
        self._project_id = project_id

    # ------------------------------------------------------------------ expenses

    def add_expense(self, like: str, line_id: str, today: date) -> str:
        """Add an expense and return its id.

        Of the expense `like` it takes the kind, the day and the line; `line_id` goes before that.
        """
        entry = Expense(kind="purchase", paid_on=today)
        if like and self._records.has("expense", like):
            known = cast("Expense", self._records.load("expense", like))
            entry = entry.model_copy(
                update={
                    "kind": known.kind,
                    "paid_on": known.paid_on or today,
                    "budget_line_id": known.budget_line_id,
                    "heading": known.heading,
                }
            )
        if line_id and self._records.has("budget_line", line_id):
            line = cast("BudgetLine", self._records.load("budget_line", line_id))
            entry = entry.model_copy(
                update={"budget_line_id": line.id, "kind": line.kind, "heading": NO_TEXT}
            )
        self._records.add("expense", self._parent, entry, None, message("Expense added").msgid)
        return entry.id

    def add_pasted(self, rows: Sequence[PastedRow]) -> list[str]:
        """Add pasted expenses as one step and return their ids; what was not read stays typed."""
        with self._workspace.change(message("Expenses pasted").msgid):
            for row in rows:
                self._records.add("expense", self._parent, row.expense)
                for column, text in row.drafts.items():
                    place = RecordPlace("expense", row.expense.id, column)
                    self._workspace.write_text(place, "", text)
        return [row.expense.id for row in rows]

    def copy_expense(self, expense_id: str) -> str:
        """Put a copy behind an expense, without its document and its scans, and return its id."""
        return self._records.copy("expense", expense_id, _strip, message("Expense copied").msgid)

    def remove(self, table: str, ids: Sequence[str]) -> None:
        """Remove records as one step."""
        labels = {
            "expense": message("Expense removed"),
            "budget_line": message("Budget line removed"),
            "staff_member": message("Person removed"),
        }
        with self._workspace.change(labels[table].msgid):
            for record_id in ids:
                self._records.remove(table, record_id)

    def choose_line(self, write: Callable[[], object], expense_id: str, kind: str) -> None:
        """Write the line that was chosen and the kind that follows from it, as one step."""
        with self._workspace.change(message("Budget line chosen").msgid):
            write()
            self._workspace.write_text(RecordPlace("expense", expense_id, "kind"), "", kind)

    def fill_texts(self, expense_id: str, texts: dict[tuple[str, str], str]) -> None:
        """Write several texts of an expense, by column and language, as one step."""
        with self._workspace.change(message("Filled in as last time").msgid):
            for (column, language), text in texts.items():
                place = RecordPlace("expense", expense_id, column)
                self._workspace.write_text(place, language, text)

    # ------------------------------------------------------------------ budget

    def add_line(self, block: BudgetBlock, behind: str) -> str:
        """Add a line to a block of the budget, behind another line, and return its id."""
        ids = self._records.list_ids("budget_line", self._parent)
        place = ids.index(behind) + 1 if behind in ids else None
        entry = BudgetLine(title=NO_TEXT, block=block)
        label = message("Budget line added").msgid
        self._records.add("budget_line", self._parent, entry, place, label)
        return entry.id

    def copy_line(self, line_id: str) -> str:
        """Put a copy behind a line of the budget and return its id."""
        return self._records.copy("budget_line", line_id, None, message("Row copied").msgid)

    def move_line(self, line_id: str, beside: str) -> None:
        """Put a line of the budget in the place of another one."""
        ids = self._records.list_ids("budget_line", self._parent)
        if line_id in ids and beside in ids:
            self._records.move("budget_line", line_id, ids.index(beside))

    # ------------------------------------------------------------------ payroll

    def add_person(self) -> str:
        """Add a member of the staff without a name and return its id."""
        entry = StaffMember(name=NO_TEXT)
        label = message("Person added").msgid
        self._records.add("staff_member", self._parent, entry, None, label)
        return entry.id

    def add_pay(  # noqa: PLR0917 (what an entry of the payroll is)
        self,
        member_id: str,
        month: date | None,
        kind: ExpenseKind,
        tax: TaxKind,
        amount: int,
        today: date,
    ) -> str:
        """Add a wage or a tax of a member of the staff (or of all) and return its id.

        Typing its sum goes on with the same step of undo.
        """
        entry = self._make_pay(member_id, month, kind, tax, amount, today)
        typed = repr((RecordPlace("expense", entry.id, "amount_tenge"), ""))
        with self._workspace.change(message("Payroll entry added").msgid, merge_key=typed):
            self._records.add("expense", self._parent, entry)
        return entry.id

    def add_wages(self, amounts: dict[str, int], month: date, today: date) -> list[str]:
        """Add the wages of several people for a month as one step; `amounts` by person."""
        entries = [
            self._make_pay(member, month, "payroll", "", amount, today)
            for member, amount in amounts.items()
        ]
        with self._workspace.change(message("Wages of a month added").msgid):
            for entry in entries:
                self._records.add("expense", self._parent, entry)
        return [entry.id for entry in entries]

    def _make_pay(  # noqa: PLR0917 (as add_pay)
        self,
        member_id: str,
        month: date | None,
        kind: ExpenseKind,
        tax: TaxKind,
        amount: int,
        today: date,
    ) -> Expense:
        name = NO_TEXT
        if member_id:
            name = cast("StaffMember", self._records.load("staff_member", member_id)).name
        is_this_month = month is None or (month.year, month.month) == (today.year, today.month)
        told = message("Wage, {month}: {name}") if kind == "payroll" else TAX_MESSAGES[tax]
        return Expense(
            kind=kind,
            # Of an earlier month only the person knows the day.
            paid_on=today if is_this_month else None,
            title=_tell(told, month, name),
            payee=name if kind == "payroll" else NO_TEXT,
            amount_tenge=amount,
            budget_line_id=self._find_line(kind),
            staff_member_id=member_id or None,
            month=month,
            tax=tax,
        )

    def _find_line(self, kind: str) -> str | None:
        """Return the line of a kind where there is exactly one such."""
        found = self._workspace.db.execute(
            "SELECT id FROM budget_line WHERE project_id = ? AND kind = ? LIMIT 2",
            [self._project_id, kind],
        ).fetchall()
        return str(found[0][0]) if len(found) == 1 else None


def _strip(entry: Entry) -> Entry:
    # A receipt belongs to one expense.
    return entry.model_copy(update={"document_number": "", "attachments": []})


def _tell(told: Message, month: date | None, name: Bilingual) -> Bilingual:
    """Return the title of an entry in both languages, each in its own words."""
    texts = {}
    for code in LANGUAGES:
        when = format_typed_months(month, month, code) if month else "…"
        values = {"month": when, "name": name.spoken_in(code)}
        said = Language.load(code).say(Message(told.msgid, values))
        texts[code] = said.removesuffix(": ").removesuffix(":")
    return Bilingual(**texts)
