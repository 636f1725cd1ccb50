"""The part of the settings about rules that change every year, and how far a fact may stray.

What is typed goes into the workspace at once, as a step of undo; a text that makes no sense is kept
as typed and counts as none. What a rule means is the business of checks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from grantee_app.checks.settings import (
    DEFAULT_EXCESS_PERCENT,
    DEFAULT_SHORTFALL_PERCENT,
    EXCESS_KEY,
    MAX_EXCESS_PERCENT,
    MAX_SHORTFALL_PERCENT,
    SHORTFALL_KEY,
)
from grantee_app.errors import BastamaError
from grantee_app.form.rules import CalculationIndex, apply_overrides, load_rules, name_mci_setting
from grantee_app.frozen import frozen
from grantee_app.language.message import N_, Message, message
from grantee_app.language.numbers import group_digits
from grantee_app.language.reading import Reading
from grantee_app.language.reading_numbers import read_whole_number
from grantee_app.store.settings import list_settings, read_setting, write_setting
from ui.editors.line_editor import LineEditor
from ui.joined_words import join_parts
from ui.pages.settings.part import SettingsPart, heading, quiet
from ui.pages.settings.payroll_card import PayrollCard
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.form.rules import GrantBand
    from grantee_app.workspace import Workspace

MOST_TENGE: Final = 999_999
YEARS: Final = (2000, 2100)
# How the sources in the data are named on the screen.
_SOURCES: Final = (
    N_("Law on the republican budget, {year}"),
    N_("Law of 12.04.2005 No 36, art. 6-1"),
)


@frozen
class _Row:
    """The calculation index of a year."""

    field: Field
    editor: LineEditor
    source: QLabel
    back: QPushButton


class RulesPart(SettingsPart):
    """`failed` brings the sentence of a setting that could not be written."""

    failed = Signal(object)

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        workspace: Workspace,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, theme, parent)
        self._workspace = workspace
        self._rules = load_rules()
        self._title = heading()
        self._about = quiet()
        self._index_card = self.add_card(self._title, self._about)
        self.rows: dict[int, _Row] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self._index_card.addLayout(self._lines)
        for year in self._list_years():
            self._add_row(year)
        self._build_adding()
        self._build_payroll()
        self._build_straying()
        self._build_kinds()
        for widget in (self.year, self.sum, *(row.editor for row in self.rows.values())):
            widget.set_read_only(workspace.is_read_only)
        self.show_settings()
        self.retranslate()

    # ------------------------------------------------------------------ the index of a year

    def _list_years(self) -> list[int]:
        with_own = apply_overrides(self._rules, list_settings(self._workspace.db))
        prefix = name_mci_setting(0).removesuffix("0")
        # A year whose sum makes no sense is shown all the same: it is to be put right.
        kept = [key.removeprefix(prefix) for key in list_settings(self._workspace.db, prefix)]
        return sorted(
            {index.year for index in with_own.mci} | {int(year) for year in kept if year.isdigit()}
        )

    def _add_row(self, year: int) -> None:
        editor = LineEditor(self.words, letters=9, read=read_sum)
        editor.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        field = Field(editor)
        source = quiet()
        back = QPushButton()
        set_role(back, "link")
        row = QWidget()
        across = WrappingRow(row, gap=16, line_gap=4)
        across.add(field, 220, 1)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(source)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        across.add(beside, 260, 2)
        editor.edited.connect(lambda: self._write_index(year))
        editor.left.connect(lambda: field.judge(self.words))
        back.clicked.connect(lambda: self._take_back(year))
        self.rows[year] = _Row(field, editor, source, back)
        years = sorted(self.rows)
        self._lines.insertWidget(years.index(year), row)

    def _write_index(self, year: int) -> None:
        row = self.rows[year]
        known = self._rules.find_index(year)
        usual = known.tenge if known is not None else None
        self._write(name_mci_setting(year), row.editor.value(), read_sum_number, usual)
        row.field.follow(self.words)
        self._show_source(year)

    def _take_back(self, year: int) -> None:
        """Take the workspace's own sum away: that of the file holds again."""
        self._workspace.end_step()
        self._write(name_mci_setting(year), "", read_sum_number)
        if self._rules.find_index(year) is None:
            row = self.rows.pop(year)
            parent = row.field.parentWidget()
            if parent is not None:
                parent.hide()
                parent.deleteLater()
            self.year.line.setFocus()
            return
        self.show_settings()
        self.rows[year].editor.line.setFocus()

    def _show_source(self, year: int) -> None:
        words, row = self.words, self.rows[year]
        known = self._rules.find_index(year)
        written = read_setting(self._workspace.db, name_mci_setting(year))
        is_own = written is not None
        if is_own:
            said = words.gettext("your own sum")
            if known is not None:
                said = words.gettext(
                    "your own sum; in the file {sum}", sum=group_digits(known.tenge)
                )
        else:
            said = say_source(words, known)
        row.source.setText(said)
        needs_look = not is_own and known is not None and not known.is_verified
        set_role(row.source, "secondary", tone="warn" if needs_look else "")
        row.back.setVisible(is_own and not self._workspace.is_read_only)
        row.back.setText(
            words.gettext("Back to the sum of the file")
            if known is not None
            else words.gettext("Take this year away")
        )
        row.back.setAccessibleName(f"{row.back.text()}, {year}")

    def _build_adding(self) -> None:
        self.year = LineEditor(self.words, letters=5)
        self.sum = LineEditor(self.words, letters=9, read=read_sum)
        self._year_field, self._sum_field = Field(self.year), Field(self.sum)
        self.add_button = QPushButton()
        self.add_button.clicked.connect(self.add_year)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._year_field, 1)
        across.addWidget(self._sum_field, 2)
        across.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        across.addStretch(1)
        self._adding = QWidget()
        self._adding.setLayout(across)
        across.setContentsMargins(0, 4, 0, 0)
        self._adding.setVisible(not self._workspace.is_read_only)
        self._index_card.addWidget(self._adding)

    def add_year(self) -> None:
        """Add the index of a year that the file does not know yet."""
        words = self.words
        read = read_whole_number(self.year.value(), least=YEARS[0], most=YEARS[1])
        if read.value is None:
            self._year_field.set_error(words.gettext("Type a year of four digits, such as 2027."))
            self.year.line.setFocus()
            return
        self._year_field.set_error("")
        amount = read_sum_number(self.sum.value())
        if amount.value is None:
            said = amount.problem or message("Type the sum in tenge.")
            self._sum_field.set_error(words.say(said))
            self.sum.line.setFocus()
            return
        self._sum_field.set_error("")
        year = read.value
        if not self._write(name_mci_setting(year), self.sum.value(), read_sum_number):
            return
        self.year.set_value("")
        self.sum.set_value("")
        if year not in self.rows:
            self._add_row(year)
        self.show_settings()
        self.retranslate()
        self.rows[year].editor.line.setFocus()

    def _build_payroll(self) -> None:
        self._payroll_title = heading()
        self._payroll_about = quiet()
        column = self.add_card(self._payroll_title, self._payroll_about)
        self.payroll = PayrollCard(self.words, self._workspace)
        self.payroll.failed.connect(self.failed)
        column.addWidget(self.payroll)

    # ------------------------------------------------------------------ how far a fact may stray

    def _build_straying(self) -> None:
        self._stray_title = heading()
        self._stray_about = quiet()
        column = self.add_card(self._stray_title, self._stray_about)
        self.shortfall = LineEditor(self.words, letters=5, read=read_share(MAX_SHORTFALL_PERCENT))
        self.excess = LineEditor(self.words, letters=5, read=read_share(MAX_EXCESS_PERCENT))
        self._shortfall_field, self._excess_field = Field(self.shortfall), Field(self.excess)
        holder = QWidget()
        across = WrappingRow(holder, gap=16, line_gap=12)
        across.add(self._shortfall_field, 260, 1)
        across.add(self._excess_field, 260, 1)
        column.addWidget(holder)
        for editor, field in (
            (self.shortfall, self._shortfall_field),
            (self.excess, self._excess_field),
        ):
            editor.set_read_only(self._workspace.is_read_only)
            editor.left.connect(lambda field=field: field.judge(self.words))
        self.shortfall.edited.connect(self._write_shortfall)
        self.excess.edited.connect(self._write_excess)

    def _write_shortfall(self) -> None:
        self._write(
            SHORTFALL_KEY,
            self.shortfall.value(),
            lambda text: read_whole_number(text, most=MAX_SHORTFALL_PERCENT),
            DEFAULT_SHORTFALL_PERCENT,
        )
        self._shortfall_field.follow(self.words)

    def _write_excess(self) -> None:
        self._write(
            EXCESS_KEY,
            self.excess.value(),
            lambda text: read_whole_number(text, most=MAX_EXCESS_PERCENT),
            DEFAULT_EXCESS_PERCENT,
        )
        self._excess_field.follow(self.words)

    # ------------------------------------------------------------------ kinds of grants

    def _build_kinds(self) -> None:
        self._kinds_title = heading()
        self._kinds_about = quiet()
        column = self.add_card(self._kinds_title, self._kinds_about)
        self._kinds: list[tuple[GrantBand, QLabel, QLabel]] = []
        for kind in self._rules.kinds:
            name, source = make_label("label"), quiet()
            column.addWidget(name)
            column.addWidget(source)
            self._kinds.append((kind, name, source))

    # ------------------------------------------------------------------ reading, writing

    def show_settings(self) -> None:
        """Show what the workspace has; a text that makes no sense stands as it was typed."""
        db = self._workspace.db
        self.payroll.show_rates()
        for year, row in self.rows.items():
            own = read_setting(db, name_mci_setting(year))
            known = self._rules.find_index(year)
            row.editor.set_value(spell(own) if own is not None else spell_index(known))
            row.field.judge(self.words)
            self._show_source(year)
        for editor, field, key, usual in (
            (self.shortfall, self._shortfall_field, SHORTFALL_KEY, DEFAULT_SHORTFALL_PERCENT),
            (self.excess, self._excess_field, EXCESS_KEY, DEFAULT_EXCESS_PERCENT),
        ):
            own = read_setting(db, key)
            editor.set_value(own if own is not None else str(usual))
            field.judge(self.words)

    def _write(
        self, key: str, typed: str, read: Callable[[str], Reading[int]], usual: int | None = None
    ) -> bool:
        """Write a setting: digits where it was understood, else what was typed.

        Nothing typed, or what is `usual` anyway, takes the setting away.
        """
        found = read(typed)
        text: str | None = typed.strip() or None
        if found.value is not None:
            text = str(found.value) if found.value != usual else None
        workspace = self._workspace
        try:
            with workspace.change(message("A rule of the workspace").msgid, merge_key=key):
                write_setting(workspace.db, key, text)
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return False
        return True

    # ------------------------------------------------------------------ words

    def first_control(self) -> QWidget | None:
        """Return the sum of the newest year."""
        return self.rows[max(self.rows)].editor.line if self.rows else self.year.line

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self.words
        self._title.setText(words.gettext("Monthly calculation index by year"))
        self._about.setText(
            words.gettext(
                "{rules}. It decides which kind of grant a sum suits. A correction holds in this "
                "workspace alone; Ctrl+Z takes it back.",
                rules=words.name(self._rules.name),
            )
        )
        self._payroll_title.setText(words.gettext("Taxes and contributions on wages"))
        self._payroll_about.setText(
            words.gettext(
                "The wages of a budget are reckoned with these rates. They change every year: a "
                "correction holds in this workspace alone; Ctrl+Z takes it back."
            )
        )
        self.payroll.retranslate()
        for year, row in self.rows.items():
            row.field.set_words(
                words.gettext("{year}, tenge", year=str(year)),
                "",
                words.gettext("Monthly calculation index of {year}, tenge", year=str(year)),
            )
            row.field.judge(words)
            self._show_source(year)
        self._year_field.set_words(words.gettext("Another year"), "")
        self._sum_field.set_words(words.gettext("Tenge"), "", words.gettext("Its index in tenge"))
        self.add_button.setText(words.gettext("&Add"))
        self._stray_title.setText(words.gettext("When a deviation needs a word"))
        self._stray_about.setText(
            words.gettext(
                "Where a fact strays further from its plan than this, Bastama asks for a "
                "justification."
            )
        )
        self._shortfall_field.set_words(words.gettext("Below the plan, %"), "")
        self._excess_field.set_words(words.gettext("Above the plan, %"), "")
        self._kinds_title.setText(words.gettext("Kinds of grants"))
        self._kinds_about.setText(words.gettext("By the law; it is changed in the file of rules."))
        for kind, name, source in self._kinds:
            name.setText(say_band(words, kind))
            source.setText(
                join_parts(
                    (
                        f"{name_source(words, kind.source, kind.year)}, {kind.year}",
                        "" if kind.is_verified else words.gettext("not checked in the source"),
                    )
                )
            )


def say_source(words: ScreenLanguage, index: CalculationIndex | None) -> str:
    """Return where an index was read, with a sign where nobody has checked it there."""
    if index is None:
        return ""
    said = name_source(words, index.source, index.year)
    if index.is_verified:
        return said
    return f"▲ {said}: " + words.gettext("not checked in the source")


def name_source(words: ScreenLanguage, source: str, year: int) -> str:
    """Return the name of a source in the language of the screen, as it is where nobody knows it."""
    known = source.replace(str(year), "{year}")
    return words.gettext(known, year=str(year)) if known in _SOURCES else source


def say_band(words: ScreenLanguage, kind: GrantBand) -> str:
    """Return the name of a kind of grant with its term and sum."""
    name = words.name(kind.name)
    months = f"{kind.min_months or 0}–{kind.max_months}" if kind.max_months else "–"
    low = group_digits(kind.min_mci or 0)
    if kind.max_mci is None:
        return words.gettext(
            "{name}: {months} months, from {low} indexes", name=name, months=months, low=low
        )
    return words.gettext(
        "{name}: {months} months, {low}–{high} indexes",
        name=name,
        months=months,
        low=low,
        high=group_digits(kind.max_mci),
    )


def read_sum_number(text: str) -> Reading[int]:
    """Return an index as somebody types it."""
    return read_whole_number(text, least=1, most=MOST_TENGE)


def read_sum(text: str) -> Reading[str]:
    """Return an index as it is shown when it is left."""
    return _spell_reading(read_sum_number(text))


def read_share(most: int) -> Callable[[str], Reading[str]]:
    """Return what reads a whole number of per cent, `most` at most."""
    return lambda text: _spell_reading(read_whole_number(text, most=most))


def _spell_reading(read: Reading[int]) -> Reading[str]:
    problem: Message | None = read.problem
    return Reading(group_digits(read.value) if read.value is not None else None, problem)


def spell(text: str) -> str:
    """Return a stored sum as it is shown."""
    return group_digits(int(text)) if text.isascii() and text.isdigit() else text


def spell_index(index: CalculationIndex | None) -> str:
    """Return an index as it is shown, "" for none."""
    return group_digits(index.tenge) if index is not None else ""
