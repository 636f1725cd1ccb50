"""What a pasted table would add: its rows as they were understood, and what was not.

Nothing is written before a person says so. Knows no clipboard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.dates import format_date
from grantee_app.language.message import Message, message
from grantee_app.language.numbers import group_digits
from ui.joined_words import join_parts
from ui.pages.money.expense_pasting import PastedExpenses, PastedRow
from ui.pages.money.money_words import list_lines, tell_tenge
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from ui.desk import Desk

MOST_TOLD: Final = 4


class PastePreview(QFrame):
    """`accepted` and `rejected` follow the buttons, Enter and Esc."""

    accepted = Signal()
    rejected = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = desk.words
        self._pasted = PastedExpenses()
        self._lines: dict[str, str] = {}
        self.setProperty("role", "card")
        self.head = make_label("heading")
        self.about = make_label("secondary")
        self.problems = make_label(tone="warn")
        self.table = Ledger(desk.theme, lines=2)
        self.add_button, self.cancel_button = QPushButton(), QPushButton()
        set_role(self.add_button, "primary")
        self.add_button.clicked.connect(self.accepted)
        self.cancel_button.clicked.connect(self.rejected)
        self.table.wanted.connect(lambda deed: self.accepted.emit() if deed == "edit" else None)
        buttons = QWidget()
        row = WrappingRow(buttons)
        row.add(self.add_button, weight=0)
        row.add(self.cancel_button, weight=0)
        head = QVBoxLayout()
        head.setContentsMargins(18, 16, 18, 0)
        head.setSpacing(6)
        for widget in (self.head, self.about, self.problems):
            head.addWidget(widget)
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 0, 18, 16)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        words = self._words
        self.table.set_columns(
            [
                LedgerColumn("date", lambda: words.gettext("Date"), "00.00.0000"),
                LedgerColumn("title", lambda: words.gettext("What for"), weight=4),
                LedgerColumn("payee", lambda: words.gettext("Who was paid"), weight=3),
                LedgerColumn("document", lambda: words.gettext("Document"), "№ 00000000"),
                LedgerColumn("amount", lambda: words.gettext("Sum, ₸"), "00 000 000",
                             is_number=True),
                LedgerColumn("sign", str, "0000"),
            ]
        )  # fmt: skip

    def rows(self) -> tuple[PastedRow, ...]:
        """Return what would be added."""
        return self._pasted.rows

    def show_pasted(self, pasted: PastedExpenses) -> None:
        """Show what was understood."""
        self._pasted = pasted
        self._lines = dict(list_lines(self._desk))
        ids = [row.expense.id for row in pasted.rows]
        self.table.fill(ids, self._tell_cell)
        self.retranslate()

    def focus_first(self) -> None:
        """Put the cursor on what goes on."""
        (self.add_button if self._pasted.rows else self.cancel_button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.rejected.emit()
            return
        super().keyPressEvent(event)

    def _tell_cell(self, place: int, key: str) -> Cell:
        row = self._pasted.rows[place]
        entry, code = row.expense, self._words.code
        match key:
            case "title":
                line = self._lines.get(entry.budget_line_id or "", "")
                detail = line or entry.heading.spoken_in(code)
                return Cell(entry.title.spoken_in(code) or "–", detail)
            case "payee":
                return Cell(entry.payee.spoken_in(code))
            case "document":
                return Cell(entry.document_number)
            case "sign":
                return self._tell_sign(row)
        return self._tell_value(row, key)

    def _tell_value(self, row: PastedRow, key: str) -> Cell:
        entry = row.expense
        if key == "date" and entry.paid_on is not None:
            return Cell(format_date(entry.paid_on, self._words.code))
        if key == "amount" and entry.amount_tenge:
            return Cell(group_digits(entry.amount_tenge))
        column = "paid_on" if key == "date" else "amount_tenge"
        is_wrong = key == "amount" or column in row.drafts
        return Cell(row.drafts.get(column, "–"), tone="bad" if is_wrong else "")

    def _tell_sign(self, row: PastedRow) -> Cell:
        if not row.problems:
            return Cell("✓", tone="ok", pill=True)
        said = "\n".join(self._words.say(problem) for problem in row.problems)
        return Cell("!", tone="warn", pill=True, said=said)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, pasted = self._words, self._pasted
        count = len(pasted.rows)
        self.head.setText(words.gettext("This was copied"))
        total = sum(row.expense.amount_tenge for row in pasted.rows)
        said = [
            words.ngettext(
                "{count} expense, {total}", "{count} expenses, {total}", count,
                total=tell_tenge(total),
            )
        ]  # fmt: skip
        if pasted.left_out:
            said.append(
                words.ngettext(
                    "{count} row with a total was left out",
                    "{count} rows with totals were left out",
                    pasted.left_out,
                )
            )
        self.about.setText(join_parts(said) if count else "")
        self.about.setVisible(bool(count))
        self._say_problems()
        self.add_button.setText(
            words.ngettext("Add {count} expense", "Add {count} expenses", count)
        )
        can_add = bool(count) and not self._desk.autosave.is_read_only
        self.add_button.setVisible(can_add)
        self.cancel_button.setText(words.gettext("Cancel") if can_add else words.gettext("Close"))
        self.table.setVisible(bool(count))
        self.table.setAccessibleName(self.head.text())
        self.table.retranslate()

    def _say_problems(self) -> None:
        found: list[Message] = list(self._pasted.problems)
        found += [problem for row in self._pasted.rows for problem in row.problems]
        told = [f"▲ {self._words.say(problem)}" for problem in found[:MOST_TOLD]]
        if len(found) > MOST_TOLD:
            more = message(
                "And {count} more; each such row has a sign.", count=len(found) - MOST_TOLD
            )
            told.append(self._words.say(more))
        self.problems.setText("\n".join(told))
        self.problems.setVisible(bool(told))
