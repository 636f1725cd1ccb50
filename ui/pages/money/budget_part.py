"""The budget: lines by blocks with their sums at the left, one of them in detail at the right.

Totals, the grant and the limits of the rules stand under the lines they are about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.figures.money import MoneyFigures
from grantee_app.language.numbers import group_digits
from grantee_app.records.project import BudgetBlock
from grantee_app.store.texts import RecordPlace
from ui.joined_words import join_parts
from ui.pages.money.budget_rows import BudgetRow, LimitState, judge_limits, read_budget
from ui.pages.money.line_detail import LineDetail
from ui.pages.money.money_words import BLOCK_NAMES, BLOCKS, KIND_NAMES, tell_percent, tell_tenge
from ui.pages.money.teaching import Teaching
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn, Look
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from grantee_app.checks.finding import Finding
    from ui.desk import Desk
    from ui.pages.money.money_actions import MoneyActions

WIDE: Final = 780
SIZES: Final = [660, 410]
_EMPTY, _BUDGET = 0, 1


class BudgetPart(QStackedWidget):
    """`expenses_wanted` brings the line whose expenses a person wants to see."""

    expenses_wanted = Signal(str)

    def __init__(self, desk: Desk, actions: MoneyActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.deeds = actions
        self.lines: list[BudgetRow] = []
        self.figures = MoneyFigures()
        self.limits: list[LimitState] = []
        self._shown: list[tuple[str, BudgetRow | None]] = []
        self._findings: dict[str, list[Finding]] = {}
        self._is_wide = False
        self.table = Ledger(desk.theme)
        self.balance = make_label("label")
        self.limit_labels = QVBoxLayout()
        self.add_buttons: dict[BudgetBlock, QPushButton] = {
            block: QPushButton() for block in BLOCKS
        }
        self.teaching = Teaching(desk.words, BLOCKS)
        self._lay_out()
        self.table.chosen.connect(self._show_row)
        self.table.wanted.connect(self.act)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.resized.connect(
            lambda width: self._set_columns(is_wide=width >= self.desk.theme.measure.grow(WIDE))
        )
        self.detail.wanted.connect(self.act)
        self.teaching.wanted.connect(lambda block: self.add(cast("BudgetBlock", block)))
        for block, button in self.add_buttons.items():
            button.clicked.connect(lambda _on=False, wanted=block: self.add(wanted))
        self._set_columns(is_wide=False)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(self)
        card, beside = QFrame(self.splitter), QFrame(self.splitter)
        tools = QWidget(card)
        row = WrappingRow(tools, gap=8, line_gap=8)
        for button in self.add_buttons.values():
            row.add(button, weight=0)
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 10)
        head.addWidget(tools)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.setSpacing(6)
        foot.addWidget(self.balance)
        foot.addLayout(self.limit_labels)
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.area = QScrollArea(beside)
        self.detail = LineDetail(self.desk, self.area.viewport())
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.detail)
        self.area.setMinimumWidth(320)
        beside.setProperty("role", "card")
        inside = QVBoxLayout(beside)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.area)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.setProperty("role", "gap")
        self.splitter.addWidget(card)
        self.splitter.addWidget(beside)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes(SIZES)
        self.addWidget(self.teaching)
        self.addWidget(self.splitter)

    # ------------------------------------------------------------------ filling

    def refresh(self, figures: MoneyFigures) -> None:
        """Show the lines as they are now, with the money that was counted."""
        db, project_id = self.desk.workspace.db, self.desk.project_id
        self.figures = figures
        self.lines = read_budget(db, project_id)
        self.limits = judge_limits(db, project_id, self.lines, figures)
        self._fill()
        self.detail.form.refill()
        self.detail.follow()
        self.setCurrentIndex(_BUDGET if self.lines else _EMPTY)

    def _fill(self) -> None:
        self._shown = []
        looks: dict[int, Look] = {}
        for block in BLOCKS:
            inside = [line for line in self.lines if line.block == block]
            if inside:
                looks[len(self._shown)] = "group"
                self._shown.append((block, None))
                self._shown += [("", line) for line in inside]
        looks[len(self._shown)] = "total"
        self._shown.append(("total", None))
        ids = [line.line_id if line else "" for _, line in self._shown]
        self.table.fill(ids, self._tell_cell, looks)
        if not self.table.current() and self.lines:
            self.table.choose(ids[1])
        self._show_row(self.table.current())
        self._say_balance()
        self._say_limits()

    def _tell_cell(self, place: int, key: str) -> Cell:
        name, line = self._shown[place]
        return self._tell_sum(name, key) if line is None else self._tell_line(line, key)

    def _tell_line(self, line: BudgetRow, key: str) -> Cell:
        words, code = self.words, self.words.code
        match key:
            case "title":
                title = line.title(code)
                return Cell(
                    title or words.gettext("A line without a title"),
                    self._tell_quantity(line),
                    quiet=not title,
                )
            case "whole":
                whole = line.total_tenge
                is_wrong = whole is not None and line.given_tenge not in {0, whole}
                said = words.gettext("The sources do not give this sum") if is_wrong else ""
                return Cell(_dash(whole), tone="bad" if is_wrong else "", said=said)
            case "grant":
                return Cell(_dash(line.grant_tenge))
            case "others":
                return Cell(_dash(line.own_tenge + line.other_tenge), quiet=True)
            case "spent":
                return Cell(_dash(line.spent_tenge))
        return self._tell_left(line.left_tenge, is_begun=bool(line.grant_tenge or line.spent_tenge))

    def _tell_left(self, left: int, *, is_begun: bool) -> Cell:
        if not is_begun:
            return Cell("–", quiet=True)
        if left < 0:
            said = self.words.gettext("overspent by {sum}", sum=tell_tenge(-left))
            return Cell(f"▲ −{group_digits(-left)}", tone="bad", pill=True, said=said)
        if left == 0:
            return Cell("✓ 0", tone="ok", pill=True, said=self.words.gettext("all of it is spent"))
        return Cell(group_digits(left))

    def _tell_quantity(self, line: BudgetRow) -> str:
        code = self.words.code
        parts = [self.words.gettext(KIND_NAMES[line.kind])]  # type: ignore[index]
        if line.quantity is not None and line.price_tenge is not None:
            quantity = f"{line.quantity:g}".replace(".", ",")
            if float(line.quantity).is_integer():
                quantity = group_digits(int(line.quantity))
            unit = line.unit(code)
            parts.insert(
                0, f"{quantity}{' ' + unit if unit else ''} × {tell_tenge(line.price_tenge)}"
            )
        return join_parts(parts)

    def _tell_sum(self, name: str, key: str) -> Cell:
        lines = [line for line in self.lines if name in {"total", line.block}]
        if key == "title":
            said = BLOCK_NAMES.get(cast("BudgetBlock", name))
            return Cell(self.words.gettext(said) if said else self.words.gettext("Total"))
        if key == "left":
            left = sum(line.left_tenge for line in lines)
            sign = "−" if left < 0 else ""
            return Cell(f"{sign}{group_digits(abs(left))}", tone="bad" if left < 0 else "")
        amounts = {
            "whole": sum(line.total_tenge or line.given_tenge for line in lines),
            "grant": sum(line.grant_tenge for line in lines),
            "others": sum(line.own_tenge + line.other_tenge for line in lines),
            "spent": sum(line.spent_tenge for line in lines),
        }
        return Cell(_dash(amounts[key]))

    def _set_columns(self, *, is_wide: bool) -> None:
        words = self.words
        self._is_wide = is_wide
        widest = "00 000 000"
        columns = [LedgerColumn("title", lambda: words.gettext("Line of the budget"), wraps=True)]
        if is_wide:
            columns.append(LedgerColumn("whole", lambda: words.gettext("Whole sum"), widest,
                                        is_number=True))  # fmt: skip
        columns.append(LedgerColumn("grant", lambda: words.gettext("Grant, ₸"), widest,
                                    is_number=True))  # fmt: skip
        if is_wide:
            columns.append(LedgerColumn("others", lambda: words.gettext("Own and other"), widest,
                                        is_number=True))  # fmt: skip
        columns += [
            LedgerColumn("spent", lambda: words.gettext("Spent"), widest, is_number=True),
            LedgerColumn("left", lambda: words.gettext("Left"), "▲ −000 000 ", is_number=True),
        ]
        self.table.set_columns(columns)

    def _say_balance(self) -> None:
        words, figures = self.words, self.figures
        rest = figures.unplanned_tenge
        granted = tell_tenge(figures.granted_tenge or 0)
        if rest is None:
            said, tone = (
                words.gettext("The amount of the grant is not written: put it down under «Plan»."),
                "warn",
            )
        elif rest == 0:
            said, tone = words.gettext("✓ The lines share out the whole grant of {sum}.",
                                       sum=granted), "ok"  # fmt: skip
        elif rest > 0:
            said, tone = (
                words.gettext(
                    "▲ {rest} of the grant of {sum} are under no line.",
                    rest=tell_tenge(rest),
                    sum=granted,
                ),
                "warn",
            )
        else:
            said, tone = (
                words.gettext(
                    "▲ The lines take {rest} more than the grant of {sum}.",
                    rest=tell_tenge(-rest),
                    sum=granted,
                ),
                "bad",
            )
        self.balance.setText(said)
        set_role(self.balance, tone=tone)

    def _say_limits(self) -> None:
        while (item := self.limit_labels.takeAt(0)) is not None:
            label = item.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        for state in self.limits:
            label = make_label("secondary", tone="" if state.is_kept else "bad")
            label.setText(self._tell_limit(state))
            self.limit_labels.addWidget(label)

    def _tell_limit(self, state: LimitState) -> str:
        words, limit = self.words, state.limit
        name = limit.name.spoken_in(words.code)
        most = (
            words.gettext("{percent} of the grant",
                          percent=tell_percent(limit.most_percent, words.code))
            if limit.of == "grant"
            else words.gettext("no more than the direct costs")
        )  # fmt: skip
        said = words.gettext(
            "{sign} {name}: {taken} of at most {most} ({rule}). Source: {source}, {year}.",
            sign="✓" if state.is_kept else "▲",
            name=name[:1].upper() + name[1:],
            taken=tell_tenge(state.taken),
            most=tell_tenge(state.most),
            rule=most,
            source=limit.source_name.spoken_in(words.code),
            year=str(limit.year),
        )
        if not limit.is_verified:
            said += " " + words.gettext("Not checked against the source yet.")
        return said

    # ------------------------------------------------------------------ choosing

    def _show_row(self, line_id: str) -> None:
        line = next((found for found in self.lines if found.line_id == line_id), None)
        is_other = line_id != self.detail.record_id
        self.detail.show_record(line_id, line.spent_tenge if line else 0)
        if is_other:
            self.detail.take_findings(self._findings.get(line_id, []))
            self.area.verticalScrollBar().setValue(0)
        self.detail.setEnabled(bool(line_id))

    def show_line(self, line_id: str, column: str = "", language: str = "",
                  position: int | None = None) -> bool:  # fmt: skip
        """Bring a line into sight, and a field of it; tell whether it is here."""
        if not self.table.choose(line_id):
            return False
        if not column or not self.detail.form.show_field(column, language, position):
            self.table.setFocus()
        return True

    def take_findings(self, findings: dict[str, list[Finding]]) -> None:
        """Show what was found, by line."""
        self._findings = findings
        self.detail.take_findings(findings.get(self.detail.record_id, []))

    # ------------------------------------------------------------------ deeds

    def act(self, deed: str) -> None:
        """Do what a key, a button or the menu asks for."""
        current = self.table.current()
        if deed == "edit":
            self.detail.focus_first()
        elif deed == "expenses":
            self.expenses_wanted.emit(current)
        elif not self.desk.autosave.is_read_only:
            {
                "new": lambda: self.add(self._current_block()),
                "double": self.double,
                "remove": self.remove,
                "up": lambda: self._move(-1),
                "down": lambda: self._move(1),
                "rest": self._take_rest,
            }.get(deed, lambda: None)()

    def _current_block(self) -> BudgetBlock:
        current = self.table.current()
        line = next((found for found in self.lines if found.line_id == current), None)
        return cast("BudgetBlock", line.block) if line else "direct"

    def add(self, block: BudgetBlock) -> None:
        """Add a line to a block, behind the one that is chosen."""
        if self.desk.autosave.is_read_only:
            return
        self.desk.autosave.end_step()
        self._try(lambda: self._go_to(self.deeds.add_line(block, self.table.current())))

    def double(self) -> None:
        """Copy the line that is shown."""
        current = self.table.current()
        if current:
            self.desk.autosave.end_step()
            self._try(lambda: self._go_to(self.deeds.copy_line(current)))

    def _go_to(self, line_id: str) -> None:
        self.refresh(self.figures)
        self.table.choose(line_id)
        self.detail.focus_first()

    def remove(self) -> None:
        """Delete the chosen lines; their expenses stay, under no line. Undo brings all back."""
        ids = self.table.selected()
        if ids:
            self.desk.autosave.end_step()
            self._try(lambda: self.deeds.remove("budget_line", ids))
            self.refresh(self.figures)
            self.table.setFocus()

    def _move(self, step: int) -> None:
        current = self.table.current()
        line = next((found for found in self.lines if found.line_id == current), None)
        beside = [found.line_id for found in self.lines if line and found.block == line.block]
        if line is None:
            return
        place = beside.index(current) + step
        if 0 <= place < len(beside):
            self.desk.autosave.end_step()
            self._try(lambda: self.deeds.move_line(current, beside[place]))
            self.refresh(self.figures)

    def _take_rest(self) -> None:
        rest = self.detail.rest_of_grant(self.detail.whole_typed())
        if rest is not None:
            self.desk.autosave.end_step()
            place = RecordPlace("budget_line", self.detail.record_id, "grant_tenge")
            self._try(lambda: self.desk.workspace.write_text(place, "", str(rest)))
            self.desk.workspace.end_step()
            self.detail.form.refill()
            self.detail.form.show_field("grant_tenge")
            self.detail.follow()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BastamaError as problem:
            self.teaching.tell(problem.message)
            self.balance.setText(f"! {self.words.say(problem.message)}")

    def _open_menu(self, place: QPoint) -> None:
        words = self.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for deed, word, keys in (
            ("new", words.gettext("Add a line"), "Ctrl+N"),
            ("double", words.gettext("Copy the line"), "Ctrl+D"),
            ("up", words.gettext("Move up"), "Alt+↑"),
            ("down", words.gettext("Move down"), "Alt+↓"),
            ("expenses", words.gettext("Expenses of this line"), ""),
            ("remove", words.gettext("Delete the line"), "Del"),
        ):
            action = menu.addAction(f"{word}\t{keys}" if keys else word)
            action.setEnabled(deed == "expenses" or not self.desk.autosave.is_read_only)
            action.triggered.connect(lambda _on=False, what=deed: self.act(what))
        menu.popup(place)

    # ------------------------------------------------------------------ words and room

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Put the details under the lines where there is no room beside them."""
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
            self.splitter.setSizes([320, 330] if is_narrow else SIZES)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words, is_closed = self.words, self.desk.autosave.is_read_only
        for block, said, name in (
            ("administrative", words.gettext("+ Administrative"),
             words.gettext("Add a line of administrative costs")),
            ("material", words.gettext("+ Equipment"),
             words.gettext("Add a line of equipment and supplies")),
            ("direct", words.gettext("+ Direct"), words.gettext("Add a line of direct costs")),
        ):  # fmt: skip
            button = self.add_buttons[cast("BudgetBlock", block)]
            button.setText(said)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setVisible(not is_closed)
        self.teaching.set_words(
            words.gettext("The budget has no lines yet"),
            words.gettext(
                "Put down the lines of the budget as they stand in the contract. Every expense "
                "then comes under its line, and you are warned before a line is overspent."
            ),
            {
                "administrative": (
                    words.gettext("Add a line of administrative costs"),
                    words.gettext("Wages, taxes, bank charges, rent of the office."),
                ),
                "material": (
                    words.gettext("Add a line of equipment and supplies"),
                    words.gettext("Computers, stationery, handouts that stay with you."),
                ),
                "direct": (
                    words.gettext("Add a line of direct costs"),
                    words.gettext("Hall, transport, trainers, printing: what an activity costs."),
                ),
            },
        )
        self.teaching.set_read_only(is_closed)
        self.table.setAccessibleName(words.gettext("Lines of the budget"))
        self.table.retranslate()
        self.detail.retranslate()
        self._say_balance()
        self._say_limits()


def _dash(amount: int | None) -> str:
    return group_digits(amount) if amount else "–"
