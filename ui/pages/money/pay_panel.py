"""What was paid to a person for a month: the wage and each tax, with day and document.

A sum typed where there is none yet makes an expense of its own; it goes with the same step of undo.
Taxes are never invented: the user types them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.frozen import frozen
from grantee_app.language.message import N_
from grantee_app.records.project import ExpenseKind, TaxKind
from grantee_app.store.texts import RecordPlace
from ui.editors.editor import Editor
from ui.editors.field_editor import today
from ui.editors.kinds import make_editor
from ui.editors.number_editors import NumberEditor
from ui.pages.money.money_words import read_month, tell_tenge
from ui.pages.money.payroll_rows import EVERYBODY, NO_MONTH, PayEntry, read_entries
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk import Desk
    from ui.pages.money.money_actions import MoneyActions

# The kinds that every cell offers, in the order of the report.
SLOTS: Final[tuple[tuple[ExpenseKind, TaxKind], ...]] = (
    ("payroll", ""),
    ("tax", "social_tax"),
    ("tax", "social_contributions"),
    ("tax", "health_insurance"),
)
_NAMES: Final[dict[tuple[str, str], str]] = {
    ("payroll", ""): N_("Wage"),
    ("tax", "social_tax"): N_("Social tax"),
    ("tax", "social_contributions"): N_("Social contributions"),
    ("tax", "health_insurance"): N_("Health insurance"),
    ("tax", ""): N_("Tax, which is not told"),
}
_COLUMNS: Final = ("amount_tenge", "paid_on", "document_number")
_AMOUNT: Final = 0


@frozen
class PayCell:
    """A cell of the grid: a person (or everybody) and a month."""

    member: str
    month: str


class PayPanel(QWidget):
    """`open_wanted` brings an expense to show in the journal; `edited` follows typing."""

    open_wanted = Signal(str)
    failed = Signal(object)
    edited = Signal()

    def __init__(self, desk: Desk, actions: MoneyActions) -> None:
        super().__init__()
        self.desk = desk
        self.deeds = actions
        self.cell: PayCell | None = None
        self.wage: int | None = None
        self.rows: list[_PayRow] = []
        self._is_adding = False
        self.heads = [make_label("secondary") for _ in range(4)]
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(10)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(5, 1)
        for column, head in enumerate(self.heads):
            self.grid.addWidget(head, 0, column)
        self.heads[1].setAlignment(Qt.AlignmentFlag.AlignRight)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.addLayout(self.grid)

    # ------------------------------------------------------------------ filling

    def show_cell(self, cell: PayCell | None, wage: int | None) -> None:
        """Show what was paid to a person for a month; `wage` is the one that is agreed."""
        if cell != self.cell:
            self.desk.autosave.end_step()
            self.cell = cell
        self.wage = wage
        self.refill()

    def refill(self) -> None:
        """Show what is stored now; rows that stayed keep their cursor."""
        if self._is_adding:
            return
        wanted = self._list_entries()
        known = {(row.entry, row.cell): row for row in self.rows}
        rows = [
            known.pop((entry, self.cell)) if (entry, self.cell) in known else _PayRow(self, entry)
            for entry in wanted
        ]
        for gone in known.values():
            gone.let_go()
        is_same = rows == self.rows
        self.rows = rows
        if not is_same:
            for place, row in enumerate(rows, start=1):
                row.put(place)
            self._order_tabs()
        for row in rows:
            row.fill()
        self._show_heads()
        self.setVisible(self.cell is not None)

    def _show_heads(self) -> None:
        has_any = any(row.entry.expense_id for row in self.rows)
        for head in self.heads[2:]:
            head.setVisible(has_any)

    def _list_entries(self) -> list[PayEntry]:
        cell = self.cell
        if cell is None:
            return []
        found = read_entries(self.desk.workspace.db, self.desk.project_id, cell.member, cell.month)
        wanted: list[PayEntry] = []
        for kind, tax in SLOTS:
            own = [entry for entry in found if (entry.kind, entry.tax if kind == "tax" else "")
                   == (kind, tax)]  # fmt: skip
            wanted += own
            if not own and not self.desk.autosave.is_read_only and cell.month != NO_MONTH:
                wanted.append(PayEntry("", kind, tax))
        return wanted + [entry for entry in found if entry.kind == "tax" and not entry.tax]

    def _order_tabs(self) -> None:
        before: QWidget | None = None
        for row in self.rows:
            for widget in row.stops():
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget

    # ------------------------------------------------------------------ typing

    def make(self, row: _PayRow, amount: int) -> bool:
        """Make the expense of an empty row; tell whether it is there."""
        cell = self.cell
        if cell is None:
            return False
        self._is_adding = True
        try:
            member = "" if cell.member == EVERYBODY else cell.member
            expense_id = self.deeds.add_pay(
                member,
                read_month(cell.month),
                cast("ExpenseKind", row.entry.kind),
                cast("TaxKind", row.entry.tax),
                amount,
                today(),
            )
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return False
        finally:
            self._is_adding = False
        row.entry = row.entry._replace(expense_id=expense_id)
        self._show_heads()
        return True

    def guard(self, act: Callable[[], object]) -> None:
        """Do something that may not be possible; say so when it is not."""
        try:
            act()
        except BastamaError as problem:
            self.failed.emit(problem.message)

    def focus_first(self) -> None:
        """Put the cursor into the first sum."""
        if self.rows:
            self.rows[0].editors[_AMOUNT].focus_target().setFocus()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; half-typed texts stay."""
        words = self.desk.words
        for head, said in zip(
            self.heads,
            (
                "",
                words.gettext("Sum, ₸"),
                words.gettext("Paid on"),
                words.gettext("Document number"),
            ),
            strict=True,
        ):
            head.setText(said)
        for row in self.rows:
            row.retranslate()


class _PayRow:
    """The wage or a tax of a cell, an expense or the place for one."""

    def __init__(self, panel: PayPanel, entry: PayEntry) -> None:
        self._panel = panel
        self.cell = panel.cell
        self.entry = entry
        words = panel.desk.words
        self.label: QLabel = make_label("label")
        self.error: QLabel = make_label("secondary", tone="bad")
        self.editors: list[Editor] = [
            make_editor(words, "expense", column, panel, **({"unit": ""} if at == _AMOUNT else {}))
            for at, column in enumerate(_COLUMNS)
        ]
        amount = self.editors[_AMOUNT]
        if isinstance(amount, NumberEditor):
            amount.keep_narrow()
        self.open_button = QPushButton(panel)
        self.open_button.setProperty("role", "link")
        self.open_button.clicked.connect(self._open)
        for column, editor in zip(_COLUMNS, self.editors, strict=True):
            editor.edited.connect(lambda name=column, typed=editor: self._note(name, typed))
            editor.left.connect(lambda typed=editor: self._leave(typed))
        self.retranslate()

    def stops(self) -> list[QWidget]:
        return [*(editor.focus_target() for editor in self.editors), self.open_button]

    def put(self, line: int) -> None:
        grid = self._panel.grid
        grid.addWidget(self.label, line, 0)
        for column, editor in enumerate(self.editors, start=1):
            grid.addWidget(editor, line, column)
        grid.addWidget(self.open_button, line, 4)
        grid.addWidget(self.error, line, 5)

    def let_go(self) -> None:
        for widget in (self.label, self.error, self.open_button, *self.editors):
            self._panel.grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def fill(self) -> None:
        is_there = bool(self.entry.expense_id)
        is_closed = self._panel.desk.autosave.is_read_only
        for at, (column, editor) in enumerate(zip(_COLUMNS, self.editors, strict=True)):
            editor.set_read_only(is_closed)
            target = editor.focus_target()
            # A day or a document of what was not paid would belong to nothing.
            editor.setVisible(is_there or at == _AMOUNT)
            stored = self._read(column) if is_there else ""
            if editor.value() != stored and (is_there or not target.hasFocus()):
                editor.set_value(stored)
        wage = self._panel.wage
        can_offer = self.entry.kind == "payroll" and bool(wage)
        self.open_button.setVisible(is_there or can_offer)
        self.retranslate()

    def _read(self, column: str) -> str:
        place = RecordPlace("expense", self.entry.expense_id, column)
        return self._panel.desk.autosave.read_text(place, "")

    def _note(self, column: str, editor: Editor) -> None:
        if not self.entry.expense_id and not self._panel.make(self, 0):
            return
        place = RecordPlace("expense", self.entry.expense_id, column)
        self._panel.desk.autosave.note(place, "", editor.value)
        self.fill_rest(editor)
        self._panel.edited.emit()

    def fill_rest(self, typed: Editor) -> None:
        """Show what the expense began with, in the fields nobody types into."""
        for column, editor in zip(_COLUMNS, self.editors, strict=True):
            editor.show()
            if editor is not typed:
                editor.set_value(self._read(column))
        self.open_button.setVisible(True)
        self.retranslate()

    def _leave(self, editor: Editor) -> None:
        if self.entry.expense_id:
            self._judge(editor)
            self._panel.desk.autosave.end_step()

    def _judge(self, editor: Editor) -> None:
        problem = editor.problem()
        said = self._panel.desk.words.say(problem) if problem else ""
        editor.mark(is_wrong=bool(said))
        editor.focus_target().setAccessibleDescription(said)
        self.error.setText(f"! {said}" if said else "")

    def _open(self) -> None:
        if self.entry.expense_id:
            self._panel.open_wanted.emit(self.entry.expense_id)
            return
        wage = self._panel.wage
        if wage:
            self._panel.guard(lambda: self._panel.make(self, wage))
            self._panel.desk.workspace.end_step()
            self._panel.refill()

    def retranslate(self) -> None:
        words = self._panel.desk.words
        tax = self.entry.tax if self.entry.kind == "tax" else ""
        told = _NAMES[self.entry.kind, tax]
        name = words.gettext(told)
        self.label.setText(name)
        for editor, said in zip(
            self.editors,
            (words.gettext("Sum"), words.gettext("Paid on"), words.gettext("Document number")),
            strict=True,
        ):
            editor.retranslate()
            editor.focus_target().setAccessibleName(f"{name}: {said}")
            editor.name_parts(f"{name}: {said}")
        wage = self._panel.wage
        if self.entry.expense_id or not wage:
            self.open_button.setText(words.gettext("Open"))
            self.open_button.setAccessibleName(f"{words.gettext('Open')}: {name}")
        else:
            said = words.gettext("Put down {sum}", sum=tell_tenge(wage))
            self.open_button.setText(said)
            self.open_button.setAccessibleName(f"{name}: {said}")
