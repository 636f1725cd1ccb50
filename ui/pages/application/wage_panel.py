"""What a wage costs with its taxes: for whom, how much, how many months – and the lines it makes.

Reckons by the rates of each year. Nothing is kept here: the lines are what is kept. Knows the
sheet, not the table that takes the lines.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from grantee_app.frozen import frozen
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, message
from grantee_app.language.numbers import format_percent, group_digits
from grantee_app.language.reading_dates import DateRange
from grantee_app.records.base import Bilingual
from grantee_app.store.fields import Field as StoredField
from ui.editors.line_editor import LineEditor
from ui.editors.number_editors import MoneyEditor, WholeNumberEditor
from ui.joined_words import join_parts
from ui.theme import set_role
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.segments import Segments
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.figures.payroll import Payroll, PayrollRules
    from ui.pages.application.sheet import Sheet

_MOST_MONTHS: Final = 60


@frozen
class WageLine:
    """A line of the budget."""

    title: Bilingual
    unit: Bilingual
    quantity: int
    price_tenge: int

    @property
    def total_tenge(self) -> int:
        """What the line comes to."""
        return self.quantity * self.price_tenge


class WagePanel(QFrame):
    """`accepted` when the lines are wanted, `rejected` when not."""

    accepted = Signal()
    rejected = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._words = sheet.desk.words
        self._rules: PayrollRules | None = None
        self.setProperty("role", "guide")
        words = self._words
        self.title = make_label("label")
        self.help = make_label("secondary")
        self.who = LineEditor(words, letters=14)
        self.sum = MoneyEditor(words, StoredField("answer", "value", "money"))
        self.months = WholeNumberEditor(words, StoredField("answer", "value", "whole"))
        self.basis = Segments(("gross", "net"))
        self._fields = [Field(editor) for editor in (self.who, self.sum, self.months)]
        self._basis_field = Field(self.basis, self.basis.buttons["gross"])
        self.result = make_label()
        self.source = make_label("secondary")
        self.add_button, self.cancel_button = QPushButton(), QPushButton()
        set_role(self.add_button, "primary")
        self.add_button.clicked.connect(self.accepted)
        self.cancel_button.clicked.connect(self.rejected)
        for editor in (self.who, self.sum, self.months):
            editor.edited.connect(self.follow)
        self.basis.chosen.connect(self.follow)
        self._lay_out()
        words.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        asked = QWidget()
        row = WrappingRow(asked, gap=12, line_gap=8)
        for field in self._fields:
            row.add(field, 150)
        row.add(self._basis_field, 200)
        buttons = QWidget()
        foot = WrappingRow(buttons, gap=12, line_gap=8)
        foot.add(self.add_button, weight=0)
        foot.add(self.cancel_button, weight=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        parts: list[QWidget] = [
            self.title, self.help, asked, self.result, self.source, buttons
        ]  # fmt: skip
        for part in parts:
            column.addWidget(part)

    # ------------------------------------------------------------------ reckoning

    def open(self) -> None:
        """Show the panel, with the months of the project's period."""
        from grantee_app.figures.payroll import PayrollRules  # noqa: PLC0415 (rare)
        from grantee_app.store.settings import list_settings  # noqa: PLC0415 (rare)

        self._rules = PayrollRules.read(list_settings(self._sheet.desk.workspace.db))
        first, last = self._find_period()
        if not self.months.value() and first is not None and last is not None:
            count = (last.year - first.year) * 12 + last.month - first.month + 1
            self.months.set_value(str(count))
        self.show()
        self.who.focus_target().setFocus()
        self.follow()

    def _find_period(self) -> tuple[date | None, date | None]:
        part = self._sheet.form.by_meaning.get("project.period")
        value = self._sheet.values.value(part.key) if part is not None else None
        return (value.start, value.end) if isinstance(value, DateRange) else (None, None)

    def payroll(self) -> Payroll | None:
        """Return what the wage costs, None while sum or months are not told."""
        from grantee_app.figures.payroll import count_payroll, find_gross  # noqa: PLC0415 (rare)

        told, months = self.sum.value(), self.months.value()
        if self._rules is None or not (told.isdecimal() and months.isdecimal()):
            return None
        count = min(int(months), _MOST_MONTHS)
        first = self._find_period()[0] or self._sheet.today
        gross = int(told)
        if self.basis.value() == "net":
            gross = find_gross(gross, first.year, self._rules)
        return count_payroll(gross, first, count, self._rules) if gross and count else None

    def lines(self) -> list[WageLine]:
        """Return the lines that the wage makes: the wage by months, and what comes on top."""
        payroll = self.payroll()
        if payroll is None:
            return []
        gross = payroll.gross_tenge // payroll.months
        who = self.who.value()
        wage = _say(message("Wage: {who}", who=who) if who else message("Wage"))
        taxes = _say(
            message("Taxes and contributions of the employer: {who}", who=who)
            if who
            else message("Taxes and contributions of the employer")
        )
        return [
            WageLine(wage, _say(message("month")), payroll.months, gross),
            WageLine(taxes, _say(message("sum")), 1, payroll.taxes_tenge),
        ]

    def follow(self) -> None:
        """Show what the wage costs as it is typed."""
        words, payroll = self._words, self.payroll()
        self.add_button.setEnabled(payroll is not None)
        if payroll is None:
            self.result.setText(words.gettext("Write the sum of a month and how many months."))
            self.source.setText("")
            return
        monthly = payroll.years[0].monthly
        parts = [
            words.gettext("By contract {sum} ₸ a month", sum=group_digits(monthly.gross_tenge)),
            words.gettext("in the hand {sum} ₸", sum=group_digits(monthly.net_tenge)),
            words.gettext("on top {sum} ₸", sum=group_digits(monthly.taxes_tenge)),
            words.gettext("in all {sum} ₸", sum=group_digits(payroll.cost_tenge)),
        ]
        self.result.setText(join_parts(parts))
        items = [
            f"{words.name(amount.item.short)} {format_percent(amount.rate.percent, words.code)}"
            for amount in monthly.amounts
        ]
        told = dict.fromkeys(str(part.monthly.rates.year) for part in payroll.years)
        years = ", ".join(told)
        said = words.gettext("Rates of {years}: {items}", years=years, items=", ".join(items))
        if not payroll.is_verified:
            said += ". " + words.gettext("Check them: see the settings.")
        self.source.setText(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.rejected.emit()
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.title.setText(words.gettext("Wage with taxes"))
        self.help.setText(
            words.gettext("The budget must also hold what the employer pays on top of the wage.")
        )
        labels = (
            words.gettext("For whom"),
            words.gettext("A month"),
            words.gettext("Months"),
        )
        for field, label in zip(self._fields, labels, strict=True):
            field.set_words(label, "")
        self._basis_field.set_words(words.gettext("The sum is"), "")
        self.basis.set_words(
            {"gross": words.gettext("by contract"), "net": words.gettext("in the hand")}
        )
        self.add_button.setText(words.gettext("Add to the budget"))
        self.cancel_button.setText(words.gettext("Cancel"))
        for editor in (self.who, self.sum, self.months):
            editor.retranslate()
        self.follow()


def _say(sentence: object) -> Bilingual:
    told = {code: Language.load(code).say(sentence) for code in LANGUAGES}  # type: ignore[arg-type]
    return Bilingual(kk=told["kk"], ru=told["ru"])
