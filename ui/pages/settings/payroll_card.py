"""The rates of taxes and contributions on wages, a year at a time: seen and put right.

What is typed goes into the workspace at once, as a step of undo; an empty field takes the
workspace's own rate away. Reckoning a wage is the business of others.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.form.payroll_rates import (
    MINIMUM_WAGE,
    PayrollTable,
    PayrollYear,
    apply_payroll_overrides,
    load_payroll_rates,
    name_payroll_setting,
)
from grantee_app.language.message import message
from grantee_app.language.numbers import group_digits
from grantee_app.language.reading import Reading
from grantee_app.language.reading_numbers import read_number, read_whole_number
from grantee_app.store.settings import list_settings, read_setting, write_setting
from ui.editors.field_editor import today
from ui.editors.line_editor import LineEditor
from ui.joined_words import join_parts
from ui.theme import set_role
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.workspace import Workspace
    from ui.screen_language import ScreenLanguage

_MOST_TENGE: Final = 9_999_999
_PREFIX: Final = "rules.payroll."


class PayrollCard(QWidget):
    """`failed` brings the sentence of a rate that could not be written."""

    failed = Signal(object)

    def __init__(
        self, words: ScreenLanguage, workspace: Workspace, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._workspace = workspace
        self._ours: PayrollTable = load_payroll_rates()
        self.year = ChoiceBox()
        self.year.chosen.connect(self.show_rates)
        self._year_field = Field(self.year)
        self.source = make_label("secondary")
        self.editors: dict[str, LineEditor] = {}
        self._fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._year_field, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.source)
        inside = QWidget()
        row = WrappingRow(inside, gap=16, line_gap=12)
        for key in (MINIMUM_WAGE, *(item.key for item in self._ours.items)):
            read = _read_wage if key == MINIMUM_WAGE else _read_percent
            editor = LineEditor(words, letters=8, read=read)
            editor.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.set_read_only(workspace.is_read_only)
            field = Field(editor)
            editor.edited.connect(lambda key=key: self._write(key))
            editor.left.connect(lambda field=field: field.judge(words))
            row.add(field, 220)
            self.editors[key], self._fields[key] = editor, field
        column.addWidget(inside)
        self._offer_years()
        wanted = str(today().year)
        if not self.year.set_code(wanted):
            self.year.set_code(str(max(one.year for one in self._table().years)))
        self.retranslate()

    # ------------------------------------------------------------------ what is shown

    def _table(self) -> PayrollTable:
        return apply_payroll_overrides(self._ours, list_settings(self._workspace.db, _PREFIX))

    def _offer_years(self) -> None:
        years = sorted(one.year for one in self._table().years)
        words = self._words
        offered = [(str(year), str(year)) for year in years]
        offered.append((str(years[-1] + 1), words.gettext("{year}, new", year=str(years[-1] + 1))))
        self.year.set_choices(offered)

    def chosen(self) -> int:
        """Return the year that is shown."""
        return int(self.year.code() or today().year)

    def _find_year(self) -> PayrollYear:
        return self._table().nearest_year(self.chosen())

    def show_rates(self) -> None:
        """Show the rates of the year that is chosen."""
        year = self._find_year()
        for key, editor in self.editors.items():
            kept = read_setting(self._workspace.db, name_payroll_setting(self.chosen(), key))
            editor.set_value(kept if kept is not None else _tell(year, key))
            self._fields[key].judge(self._words)
        self._say_notes()

    def _write(self, key: str) -> None:
        """Keep what was typed; our own rate, or nothing, takes the workspace's away."""
        typed = self.editors[key].value()
        # Written as a number where it is one («99 мың»), as it was typed where it is none.
        text = (_read_wage(typed).value if key == MINIMUM_WAGE else None) or typed
        ours = self._ours.find_year(self.chosen())
        usual = _tell(ours, key) if ours is not None else ""
        kept = None if not text or text == usual else text
        setting = name_payroll_setting(self.chosen(), key)
        try:
            with self._workspace.change(merge_key=f"setting {setting}"):
                write_setting(self._workspace.db, setting, kept)
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self._fields[key].follow(self._words)
        self._say_notes()

    def _say_notes(self) -> None:
        words = self._words
        ours = self._ours.find_year(self.chosen())
        for key, field in self._fields.items():
            kept = read_setting(self._workspace.db, name_payroll_setting(self.chosen(), key))
            said = ""
            if kept is not None and ours is not None:
                said = words.gettext("yours; in the file {number}", number=_tell(ours, key))
            elif kept is not None:
                said = words.gettext("yours")
            field.set_note("" if field.has_error() else said)
        self._say_source(ours)

    def _say_source(self, ours: PayrollYear | None) -> None:
        words = self._words
        if ours is None:
            nearest = self._ours.nearest_year(self.chosen()).year
            said = words.gettext(
                "Nobody has told the rates of this year yet: those of {year} stand in until you "
                "write them.",
                year=str(nearest),
            )
        else:
            said = words.name(ours.source_name)
            if not ours.is_verified:
                unread = words.gettext("not compared with the law by us: check it")
                said = join_parts((said, unread))
        is_doubtful = ours is None or not ours.is_verified
        self.source.setText(f"▲ {said}" if is_doubtful else said)
        set_role(self.source, "secondary", tone="warn" if is_doubtful else "")

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self._offer_years()
        self._year_field.set_words(words.gettext("Year"), "")
        for key, field in self._fields.items():
            if key == MINIMUM_WAGE:
                field.set_words(words.gettext("Minimum wage, ₸"), "")
                continue
            item = next(one for one in self._ours.items if one.key == key)
            payer = (
                words.gettext("held back from the wage")
                if item.paid_by == "employee"
                else words.gettext("paid by the employer on top")
            )
            field.set_words(f"{words.name(item.name)}, %", payer)
        self.show_rates()


def _tell(year: PayrollYear, key: str) -> str:
    if key == MINIMUM_WAGE:
        return group_digits(year.minimum_wage_tenge)
    rate = next((one for one in year.rates if one.key == key), None)
    return "" if rate is None else _write_percent(rate.percent)


def _write_percent(percent: Decimal) -> str:
    return format(percent.normalize(), "f").replace(".", ",")


def _read_percent(text: str) -> Reading[str]:
    if not text:
        return Reading()
    read = read_number(text.replace(".", ","))
    if read.value is None:
        return Reading(problem=read.problem)
    if not 0 <= read.value <= 100:
        return Reading(problem=message("A rate is between 0 and 100 per cent."))
    return Reading(text)


def _read_wage(text: str) -> Reading[str]:
    if not text:
        return Reading()
    read = read_whole_number(text, least=1, most=_MOST_TENGE)
    if read.value is None:
        return Reading(problem=read.problem)
    return Reading(group_digits(read.value))
