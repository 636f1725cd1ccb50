"""The balance: what is left of the grant, of each line, of each kind; what the months cost.

Says which numbers the report takes from here. Shows counted figures; judges nothing itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from grantee_app.figures.money import LineFigures, MoneyFigures
from grantee_app.language.numbers import group_digits
from ui.joined_words import join_parts
from ui.pages.money.expense_rows import JournalFilter
from ui.pages.money.money_words import (
    KIND_NAMES,
    KINDS,
    list_lines,
    tell_month,
    tell_percent,
    tell_tenge,
)
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.money_bars import PADDING, Bar, Column, MoneyBar, MonthColumns
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from ui.desk import Desk

# Rows 6, 7 and 8 of the socio-economic table, by the figure of the form.
PLANNED: Final = {"payroll": "payroll", "tax": "taxes", "purchase": "purchases"}
ROWS: Final = {"payroll": 6, "tax": 7, "purchase": 8}
LEAST: Final = 380


class BalancePart(QScrollArea):
    """`journal_wanted` brings what of the journal a person wants to see."""

    journal_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.figures = MoneyFigures()
        self.planned: dict[str, int | None] = {}
        self._names: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.left = make_label("title")
        self.whole = MoneyBar(desk.theme, desk.words, can_press=False)
        self.feeds = make_label("secondary")
        self.kind_bars = {kind: MoneyBar(desk.theme, desk.words) for kind in KINDS}
        for kind, bar in self.kind_bars.items():
            bar.clicked.connect(
                lambda _on=False, wanted=kind: self.journal_wanted.emit(JournalFilter(kind=wanted))
            )
        self.line_bars: dict[str, MoneyBar] = {}
        self.months = MonthColumns(desk.theme, desk.words)
        self.heads: dict[str, QLabel] = {
            name: make_label("group") for name in ("kinds", "lines", "months")
        }
        self.no_lines = make_label("secondary")
        self._lines_column = QVBoxLayout()
        self._lines_column.setSpacing(2)
        self._lay_out()

    def _lay_out(self) -> None:
        top = self._card(self.left, self.whole, self.feeds)
        kinds = self._card(self.heads["kinds"], *self.kind_bars.values())
        months = self._card(self.heads["months"], self.months)
        lines = self._card(self.heads["lines"], self.no_lines)
        inside = lines.layout()
        assert isinstance(inside, QVBoxLayout)  # noqa: S101 (made just above)
        inside.addLayout(self._lines_column)
        beside = QWidget()
        beside_column = QVBoxLayout(beside)
        beside_column.setContentsMargins(0, 0, 0, 0)
        beside_column.setSpacing(16)
        for card in (top, kinds, months):
            beside_column.addWidget(card)
        beside_column.addStretch()
        whole = QWidget()
        row = WrappingRow(whole, gap=16, line_gap=16)
        row.add(beside, LEAST)
        row.add(lines, LEAST)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(whole)
        column.addStretch()
        self.setWidget(ground)

    def _card(self, *widgets: QWidget) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        # Bars have a margin of their own, for the frame of the keyboard.
        column.setContentsMargins(18 - PADDING, 16, 18 - PADDING, 18)
        column.setSpacing(6)
        for widget in widgets:
            if isinstance(widget, QLabel):
                widget.setContentsMargins(PADDING, 0, PADDING, 0)
            column.addWidget(widget)
        return card

    # ------------------------------------------------------------------ filling

    def refresh(self, figures: MoneyFigures) -> None:
        """Show the money as it was counted."""
        self.figures = figures
        self._names = dict(list_lines(self.desk))
        self._show_whole()
        self._show_kinds()
        self._show_lines()
        self._show_months()

    def take_planned(self, planned: dict[str, int | None]) -> None:
        """Show the planned levels of the report's rows, by kind."""
        self.planned = planned
        self._show_kinds()

    def _show_whole(self) -> None:
        words, figures = self.words, self.figures
        left, granted = figures.left_tenge, figures.granted_tenge
        spent = tell_tenge(figures.spent.total)
        if left is None or granted is None:
            self.left.setText(words.gettext("{spent} are spent", spent=spent))
            self.whole.set_bar(
                Bar(words.gettext("The amount of the grant is not written yet"), 0, 0, spent)
            )
            set_role(self.left, tone="")
            return
        if left < 0:
            said = words.gettext("▲ {excess} more than the grant are spent",
                                 excess=tell_tenge(-left))  # fmt: skip
        else:
            said = words.gettext("{left} are left", left=tell_tenge(left))
        self.left.setText(said)
        set_role(self.left, tone="bad" if left < 0 else "")
        share = tell_percent(figures.spent_percent, words.code)
        self.whole.set_bar(
            Bar(
                words.gettext("Spent of the grant"),
                figures.spent.total,
                granted,
                join_parts((f"{group_digits(figures.spent.total)} / {tell_tenge(granted)}", share)),
            )
        )

    def _show_kinds(self) -> None:
        words, spent = self.words, self.figures.spent
        amounts = {"payroll": spent.payroll, "tax": spent.tax, "purchase": spent.purchase}
        for kind in KINDS:
            planned, amount = self.planned.get(kind), amounts[kind]
            title = words.gettext("{row}. {kind}", row=str(ROWS[kind]),
                                  kind=words.gettext(KIND_NAMES[kind]))  # fmt: skip
            if planned is None:
                numbers = words.gettext("{spent}, no plan is written", spent=tell_tenge(amount))
                self.kind_bars[kind].set_bar(Bar(title, amount, amount, numbers))
            else:
                numbers = f"{group_digits(amount)} / {tell_tenge(planned)}"
                sign, tone = self._sign(planned - amount)
                self.kind_bars[kind].set_bar(Bar(title, amount, planned, numbers, sign, tone))

    def _sign(self, left: int) -> tuple[str, str]:
        words = self.words
        if left < 0:
            return words.gettext("▲ {sum} too much", sum=group_digits(-left)), "bad"
        if left == 0:
            return words.gettext("✓ all spent"), "ok"
        return words.gettext("{sum} left", sum=group_digits(left)), ""

    def _show_lines(self) -> None:
        wanted = [line.line_id for line in self.figures.lines]
        if wanted != list(self.line_bars):
            self._build_lines(wanted)
        for line in self.figures.lines:
            self.line_bars[line.line_id].set_bar(self._make_line(line))
        words, loose = self.words, self.figures.unlined_tenge
        said = ""
        if not wanted:
            said = words.gettext("The budget has no lines yet: add them under «Budget».")
        elif loose:
            said = words.ngettext(
                "▲ {count} expense of {sum} stands under no line.",
                "▲ {count} expenses of {sum} stand under no line.",
                self.figures.unlined_expenses,
                sum=tell_tenge(loose),
            )
        self.no_lines.setText(said)
        self.no_lines.setVisible(bool(said))
        set_role(self.no_lines, tone="warn" if wanted and loose else "")

    def _build_lines(self, wanted: list[str]) -> None:
        while (item := self._lines_column.takeAt(0)) is not None:
            bar = item.widget()
            if bar is not None:
                bar.hide()
                bar.deleteLater()
        self.line_bars = {}
        for line_id in wanted:
            bar = MoneyBar(self.desk.theme, self.words)
            bar.clicked.connect(
                lambda _on=False, line=line_id: self.journal_wanted.emit(JournalFilter(line=line))
            )
            self._lines_column.addWidget(bar)
            self.line_bars[line_id] = bar

    def _make_line(self, line: LineFigures) -> Bar:
        sign, tone = "", ""
        if line.grant_tenge or line.spent_tenge:
            sign, tone = self._sign(line.left_tenge)
        numbers = f"{group_digits(line.spent_tenge)} / {tell_tenge(line.grant_tenge)}"
        share = tell_percent(line.spent_percent, self.words.code)
        if share:
            numbers = join_parts((numbers, share))
        name = self._names.get(line.line_id, "")
        return Bar(name, line.spent_tenge, line.grant_tenge, numbers, sign, tone)

    def _show_months(self) -> None:
        words = self.words
        columns = [
            Column(
                tell_month(month.month, words) if month.month else words.gettext("no date"),
                month.spent.total,
                group_digits(month.spent.total),
            )
            for month in self.figures.months
        ]
        self.months.set_columns(columns, words.gettext("Spent by month"))
        self.months.setVisible(bool(columns))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self.heads["kinds"].setText(words.gettext("Rows of the report: spent and planned"))
        self.heads["lines"].setText(words.gettext("Lines of the budget: spent and given"))
        self.heads["months"].setText(words.gettext("Spent by month, ₸"))
        self.feeds.setText(
            words.gettext(
                "The report counts its rows 6, 7 and 8 from this journal; the plan of them is "
                "written in section 1.3 of the report."
            )
        )
        self.setAccessibleName(words.gettext("Balance"))
        self.refresh(self.figures)
