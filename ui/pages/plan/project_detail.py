"""The details of the project: title, goal, dates, how people are counted, grant, report dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.language.message import N_, message
from grantee_app.records.project import ReportDate
from grantee_app.store.editing import Parent
from grantee_app.store.fields import Field as StoredField
from grantee_app.store.fields import find_field
from ui.editors.choice_editor import ChoiceEditor
from ui.editors.field_editor import today
from ui.editors.kinds import make_editor
from ui.editors.number_editors import NumberEditor
from ui.pages.plan.detail import Detail
from ui.pages.plan.plan_words import tell_period
from ui.record_form import RecordForm
from ui.widgets.labels import make_label, make_rule
from ui.widgets.signs import draw_sign

if TYPE_CHECKING:
    from ui.desk import Desk

REPORT_KINDS: Final = {"interim": N_("interim report"), "final": N_("final report")}
CURRENCIES: Final = {"KZT": N_("tenge"), "USD": N_("US dollars"), "EUR": N_("euros")}
_SIGNS: Final = {"KZT": "₸", "USD": "$", "EUR": "€"}


class ProjectDetail(Detail):
    """`contract_tasks_wanted` asks for the tasks of the contract; `failed` brings a sentence."""

    TABLE = "project"
    contract_tasks_wanted = Signal()
    failed = Signal(object)

    def build(self) -> None:
        """Add the fields of the project itself."""
        words, form = self.words, self.form
        form.add_text(
            "title",
            lambda: words.gettext("Title of the project"),
            example=message("We begin with the village"),
        )
        form.add_text(
            "goal",
            lambda: words.gettext("Goal"),
            lambda: words.gettext(
                "One sentence: what will be different, for how many people, by when."
            ),
            example=message("1 000 residents will know …"),
        )
        form.add(
            "dates",
            None,
            lambda: words.gettext("Dates of the project"),
            lambda: words.gettext("From its first to its last day, as in the contract."),
        )
        form.add(
            "counting_basis",
            None,
            lambda: words.gettext("How people are counted"),
            lambda: words.gettext(
                "Aigul came to three seminars: counted as people she is one, counted as visits "
                "she is three. Choose what the contract means, and keep to it until the report."
            ),
        )

    def build_more(self) -> None:
        """Add the grant, its report dates and the tasks of the contract."""
        self.grant = self._build_grant()
        self.column.addWidget(make_rule(self))
        self.column.addWidget(self.grant)
        self.reports = ReportDates(self.desk, self)
        self.reports.failed.connect(self.failed)
        self.column.addWidget(self.reports)
        self._contract = QFrame(self)
        self._contract.setProperty("role", "guide")
        inside = QVBoxLayout(self._contract)
        inside.setContentsMargins(16, 12, 16, 14)
        inside.setSpacing(8)
        self._contract_words = make_label("", self._contract)
        self.contract_button = QPushButton(self._contract)
        self.contract_button.clicked.connect(self.contract_tasks_wanted)
        inside.addWidget(self._contract_words)
        row = QHBoxLayout()
        row.addWidget(self.contract_button)
        row.addStretch()
        inside.addLayout(row)
        self._contract.hide()
        self._missing = 0
        self.column.addWidget(self._contract)

    def _build_grant(self) -> RecordForm:
        words = self.words
        form = RecordForm(self.desk, "grant", "", self)
        form.add_heading(lambda: words.gettext("Grant and contract"))
        form.add_row(
            form.add("kind", None, lambda: words.gettext("Kind of the grant")),
            form.add("contract_number", None, lambda: words.gettext("Number of the contract")),
            form.add("contract_on", None, lambda: words.gettext("Day of the contract")),
        )
        form.add_text("funder", lambda: words.gettext("Who gives the grant"))
        self._amount = make_editor(words, "grant", "amount")
        # A plain line would take any word, and a project with such a currency could not be read.
        field = StoredField(
            "grant", "currency", "choice", tuple(CURRENCIES), may_be_empty=False, empty="KZT"
        )
        self._currency = ChoiceEditor(words, field, CURRENCIES)
        form.add_row(
            form.add("amount", self._amount, lambda: words.gettext("Sum of the grant")),
            form.add("currency", self._currency, lambda: words.gettext("Currency")),
            form.add(
                "dates",
                None,
                lambda: words.gettext("Dates of the grant"),
            ),
        )
        form.edited.connect(self.follow)
        return form

    # ------------------------------------------------------------------ the record

    def forms(self) -> Sequence[RecordForm]:
        """Return the forms of the project, of its grant and of its report dates."""
        return [self.form, self.grant, *self.reports.forms()]

    def set_records(self) -> None:
        """Give every form its record."""
        super().set_records()
        self.grant.set_record(self._find_grant())
        self.reports.set_grant(self.grant.record_id)

    def refill(self) -> None:
        """Show what is stored now; the report dates may be others."""
        self.reports.refresh()
        super().refill()

    def _find_grant(self) -> str:
        row = self.desk.workspace.db.execute(
            'SELECT id FROM "grant" WHERE project_id = ?', [self.desk.project_id]
        ).fetchone()
        return str(row[0]) if row else ""

    def set_missing_tasks(self, count: int) -> None:
        """Offer the tasks of the contract when some are missing."""
        self._missing = count
        self._contract.setVisible(count > 0 and not self.desk.workspace.is_read_only)
        self._say_contract()

    def _say_contract(self) -> None:
        words = self.words
        self._contract_words.setText(
            words.ngettext(
                "{count} task that every contract asks for is missing in the plan.",
                "{count} tasks that every contract asks for are missing in the plan.",
                self._missing,
            )
        )
        self.contract_button.setText(words.gettext("Add them in the words of the form"))

    def follow(self) -> None:
        """Show the sign of the currency behind the sum."""
        if isinstance(self._amount, NumberEditor):
            code = self._currency.value()
            self._amount.set_unit(_SIGNS.get(code, code))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        super().retranslate()
        self.reports.retranslate()
        self._say_contract()

    def tell_head(self) -> tuple[str, str]:
        """Return that this is the project, and its dates."""
        if self.node is None:
            return self.words.gettext("Project"), ""
        line = self.node.line
        return (
            self.words.gettext("Project"),
            tell_period(line.starts_on, line.ends_on, self.words.code),
        )

    def show_grant_field(
        self, column: str, language: str = "", position: int | None = None
    ) -> bool:
        """Put the cursor into a field of the grant."""
        return self.grant.show_field(column, language, position)


class ReportDates(QWidget):
    """The days on which reports are due, one line each; lines are added and taken away."""

    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = desk.words
        self._grant_id = ""
        self._lines: dict[str, _ReportLine] = {}
        self.title = make_label("group", self)
        self._nothing = make_label("secondary", self)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add_button = QPushButton(self)
        self.add_button.clicked.connect(self._add)
        if desk.workspace.is_read_only:
            self.add_button.hide()
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self._nothing)
        column.addLayout(self._column)
        column.addLayout(row)
        self.retranslate()

    def forms(self) -> list[RecordForm]:
        """Return the forms of the lines."""
        return [line.form for line in self._lines.values()]

    def set_grant(self, grant_id: str) -> None:
        """Show the report dates of a grant."""
        self._grant_id = grant_id
        self.refresh()

    def refresh(self) -> None:
        """Show the lines that there are now; the others keep their cursor."""
        ids: list[str] = []
        if self._grant_id:
            ids = self._desk.workspace.records.list_ids(
                "report_date", Parent("grant", self._grant_id)
            )
        for row_id in [known for known in self._lines if known not in ids]:
            line = self._lines.pop(row_id)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, row_id in enumerate(ids):
            if row_id not in self._lines:
                line = _ReportLine(self._desk, row_id, self)
                line.removal_wanted.connect(self._remove)
                self._lines[row_id] = line
                self._column.insertWidget(place, line)
        self._nothing.setVisible(not ids)

    def find_form(self, row_id: str) -> RecordForm | None:
        """Return the form of a report date."""
        line = self._lines.get(row_id)
        return line.form if line else None

    def _add(self) -> None:
        self._desk.autosave.end_step()
        # There is no report date without a day; the cursor goes there to put it right.
        entry = ReportDate(kind="interim" if self._lines else "final", due_on=today())
        try:
            self._desk.workspace.records.add(
                "report_date",
                Parent("grant", self._grant_id),
                entry,
                None,
                message("Report date added").msgid,
            )
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.refresh()
        self._lines[entry.id].form.show_field("due_on")

    def _remove(self, row_id: str) -> None:
        self._desk.autosave.end_step()
        try:
            self._desk.workspace.records.remove(
                "report_date", row_id, message("Report date removed").msgid
            )
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.refresh()
        self.add_button.setFocus()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.title.setText(words.gettext("When reports are due"))
        self._nothing.setText(
            words.gettext("No day is known yet. The contract names them; Bastama will remind you.")
        )
        self.add_button.setText(words.gettext("Add a report date"))
        for line in self._lines.values():
            line.retranslate()


class _ReportLine(QWidget):
    """Kind and day of one report, and a cross that takes the line away."""

    removal_wanted = Signal(str)

    def __init__(self, desk: Desk, row_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        words = desk.words
        self.form = RecordForm(desk, "report_date", row_id, self)
        kind = ChoiceEditor(words, find_field("report_date", "kind"), REPORT_KINDS)
        self.form.add_row(
            self.form.add("kind", kind, lambda: words.gettext("Report")),
            self.form.add("due_on", None, lambda: words.gettext("Due on")),
        )
        self.remove_button = QToolButton(self)
        self.remove_button.setProperty("role", "bare")
        self.remove_button.clicked.connect(lambda: self.removal_wanted.emit(row_id))
        if desk.workspace.is_read_only:
            self.remove_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.form, 1)
        row.addWidget(self.remove_button)
        desk.theme.changed.connect(self._paint)
        self._paint()
        self.retranslate()

    def _paint(self) -> None:
        self.remove_button.setIcon(draw_sign("close", self._desk.theme.tokens.secondary))

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        hint = self._desk.words.gettext("Take this report date away")
        self.remove_button.setToolTip(hint)
        self.remove_button.setAccessibleName(hint)
