"""A won application: the contract, how it differs, and what would become of the project.

Nothing is made before the button is pressed. The contract is typed straight into the grant's
record, where it belongs. Knows the sheet and the plan of changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from grantee_app.errors import BastamaError
from grantee_app.form.answers import parse_whole_number
from grantee_app.language.message import N_, LanguageCode
from grantee_app.language.numbers import group_digits
from ui.editors.flag_editor import CheckBox
from ui.record_form import RecordForm
from ui.theme import set_role
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from grantee_app.workspace.winning import WinningChange, WinningPlan
    from ui.pages.application.sheet import Sheet
    from ui.screen_language import ScreenLanguage

PLAN_MS: Final = 250
_MOST_NAMED: Final = 6
_TABLES: Final = ("task", "planned_activity", "indicator", "budget_line", "staff_member", "partner")
# What else a change may be of, in the words of the pages that show it.
_FIELDS: Final[dict[str, str]] = {
    "title": N_("title"),
    "goal": N_("goal"),
    "starts_on": N_("dates"),
    "ends_on": N_("dates"),
    "dates_as": N_("dates"),
    "funder": N_("funder"),
    "amount": N_("sum of the grant"),
    "currency": N_("currency"),
    "kind": N_("kind"),
    "contract_number": N_("number of the contract"),
    "contract_on": N_("day of the contract"),
    "place": N_("place"),
    "responsible_id": N_("who is responsible"),
    "short_term_result": N_("short-term result"),
    "long_term_result": N_("long-term result"),
    "plan_text": N_("plan"),
    "plan": N_("plan"),
    "evidence_kind": N_("evidence"),
    "second_evidence_kind": N_("evidence"),
    "quantity": N_("quantity"),
    "price_tenge": N_("price"),
    "grant_tenge": N_("sums by source"),
    "own_tenge": N_("sums by source"),
    "other_tenge": N_("sums by source"),
    "role": N_("role"),
    "name": N_("name"),
    "head": N_("who leads"),
    "planned_level": N_("planned levels in the report"),
}


class WonCard(QFrame):
    """`applied` when the project was filled, `failed` brings a sentence, `edited` follows."""

    applied = Signal()
    failed = Signal(object)
    edited = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._desk = sheet.desk
        self._words = sheet.desk.words
        self.plan: WinningPlan | None = None
        self._left_out: set[str] = set()
        self.overwrite: dict[str, CheckBox] = {}
        self.activities: dict[str, CheckBox] = {}
        self.setProperty("role", "fold")
        words = self._words
        self._contract_title = make_label("group")
        self.contract = RecordForm(self._desk, "grant", "")
        self.contract.add_row(
            self.contract.add(
                "contract_number", None, lambda: words.gettext("Number of the contract")
            ),
            self.contract.add("contract_on", None, lambda: words.gettext("Day of the contract")),
        )
        self.contract.add_row(
            self.contract.add("amount", None, lambda: words.gettext("Sum of the contract")),
            self.contract.add("dates", None, lambda: words.gettext("Dates of the grant")),
        )
        self.contract.edited.connect(self._note_edit)
        self.differences = make_label(tone="warn")
        self._activities_title = make_label("label")
        self._activities = QVBoxLayout()
        self._activities.setSpacing(0)
        self._made_title = make_label("group")
        self.made = make_label()
        self.filled = make_label("secondary")
        self.remarks = make_label("secondary", tone="warn")
        self._ask_title = make_label("label")
        self._asked = QVBoxLayout()
        self._asked.setSpacing(0)
        self.apply_button = QPushButton()
        set_role(self.apply_button, "primary")
        self.apply_button.clicked.connect(self.apply)
        self.idle = make_label("secondary", tone="ok")
        self._lay_out()
        self._planning = QTimer(self, singleShot=True, interval=PLAN_MS)
        self._planning.timeout.connect(self.make_plan)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        for widget in (self._contract_title, self.contract, self.differences):
            column.addWidget(widget)
        column.addWidget(self._activities_title)
        column.addLayout(self._activities)
        for label in (self._made_title, self.made, self.filled, self.remarks, self._ask_title):
            column.addWidget(label)
        column.addLayout(self._asked)
        column.addWidget(self.idle)
        column.addWidget(self.apply_button, 0, Qt.AlignmentFlag.AlignLeft)

    # ------------------------------------------------------------------ what would be made

    def fill(self, *, is_shown: bool) -> None:
        """Show the contract as it is stored, and plan anew."""
        row = self._desk.workspace.db.execute(
            'SELECT id FROM "grant" WHERE project_id = ?', [self._desk.project_id]
        ).fetchone()
        self.contract.set_record(str(row[0]) if row else "")
        if is_shown:
            self.make_plan()

    def make_plan(self) -> None:
        """Read what would become of the project, and show it."""
        from grantee_app.workspace.winning import Contract, plan_winning  # noqa: PLC0415 (rare)

        self._planning.stop()
        workspace = self._desk.workspace
        try:
            project = workspace.load_project(self._desk.project_id, with_people=False).project
            grant = project.grant
            contract = Contract(
                number=grant.contract_number,
                signed_on=grant.contract_on,
                starts_on=grant.starts_on,
                ends_on=grant.ends_on,
                amount=grant.amount or None,
            )
            self.plan = plan_winning(
                workspace,
                self.sheet.application_id,
                contract,
                frozenset(self._left_out),
                self.sheet.today,
            )
            from grantee_app.checks.application.differences import (  # noqa: PLC0415
                list_differences,
            )

            found = list_differences(self.sheet.opened, project, self.sheet.today)
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        words = self._words
        # What is not in the plan yet is told by what would be made.
        told = [f"▲ {words.say(one.said)}" for one in found if one.kind != "left_out"]
        self.differences.setText("\n".join(told))
        self.differences.setVisible(bool(told))
        self._list_activities()
        self._show_plan()

    def _list_activities(self) -> None:
        """Offer the activities of the application that are not in the plan yet."""
        table = self.sheet.form.find_table("activities")
        ids = list(self.sheet.filled.rows_of(table.key)) if table is not None else []
        known = [row_id for row_id in ids if self.sheet.values.name_row(_key(table), row_id)]
        if known != list(self.activities):
            for box in self.activities.values():
                self._activities.removeWidget(box)
                box.hide()
                box.deleteLater()
            self.activities = {}
            for row_id in known:
                box = CheckBox()
                box.setChecked(row_id not in self._left_out)
                box.clicked.connect(self._choose_activities)
                self._activities.addWidget(box)
                self.activities[row_id] = box
        code: LanguageCode = self._words.code
        for number, (row_id, box) in enumerate(self.activities.items(), 1):
            name = self.sheet.values.name_row(_key(table), row_id).spoken_in(code)
            box.setText(f"{number}. {name}".replace("&", "&&"))
        self._activities_title.setVisible(bool(known))

    def _choose_activities(self) -> None:
        self._left_out = {row_id for row_id, box in self.activities.items() if not box.isChecked()}
        self.make_plan()

    def _show_plan(self) -> None:
        plan, words = self.plan, self._words
        if plan is None:
            return
        made = plan.list("make")
        lines = []
        for table in _TABLES:
            found = [change for change in made if change.table == table]
            if found:
                count = _count(words, table, len(found))
                lines.append(f"+ {count}: {self._name(found)}")
        self.made.setText("\n".join(lines))
        self.made.setVisible(bool(lines))
        filled = plan.list("take", "fill")
        self.filled.setText(
            words.gettext("Filled in: {what}", what=self._name_fields(filled)) if filled else ""
        )
        self.filled.setVisible(bool(filled))
        self.remarks.setText("\n".join(f"▲ {words.say(one)}" for one in plan.remarks))
        self.remarks.setVisible(bool(plan.remarks))
        self._show_asked(plan.list("ask"))
        self.idle.setVisible(plan.is_idle)
        self._made_title.setVisible(not plan.is_idle)
        has_more = not plan.is_idle or bool(plan.list("ask"))
        self.apply_button.setVisible(has_more and not self.sheet.is_read_only())

    def _show_asked(self, asked: list[WinningChange]) -> None:
        keys = [change.key for change in asked]
        if keys != list(self.overwrite):
            for box in self.overwrite.values():
                self._asked.removeWidget(box)
                box.hide()
                box.deleteLater()
            self.overwrite = {}
            for change in asked:
                box = CheckBox()
                self._asked.addWidget(box)
                self.overwrite[change.key] = box
        for change in asked:
            name = change.name.spoken_in(self._words.code)
            what = self._tell_change(change)
            self.overwrite[change.key].setText(f"{name}: {what}".strip(": ").replace("&", "&&"))
        self._ask_title.setVisible(bool(asked))

    def _name(self, changes: list[WinningChange]) -> str:
        code = self._words.code
        names = [change.name.spoken_in(code) or "…" for change in changes[:_MOST_NAMED]]
        more = "…" if len(changes) > _MOST_NAMED else ""
        return "; ".join([*names, *([more] if more else [])])

    def _tell_change(self, change: WinningChange) -> str:
        if change.table != "answer":
            return self._name_fields([change])
        # One number against another: nothing says it shorter.
        (told,) = change.fields
        before = parse_whole_number(told.before)
        said = told.before if before is None else group_digits(before)
        return f"{said} → {group_digits(int(told.after))}"

    def _name_fields(self, changes: list[WinningChange]) -> str:
        names: dict[str, None] = {}
        for change in changes:
            for field in change.fields:
                word = _FIELDS.get(field.name)
                if word:
                    names[self._words.gettext(word)] = None
        return ", ".join(names)

    # ------------------------------------------------------------------ making it

    def apply(self) -> None:
        """Fill the project, as one step of undo."""
        from grantee_app.workspace.winning import apply_winning  # noqa: PLC0415 (rare)

        self._desk.autosave.end_step()
        self.make_plan()
        if self.plan is None:
            return
        wanted = frozenset(key for key, box in self.overwrite.items() if box.isChecked())
        try:
            apply_winning(self._desk.workspace, self.plan, wanted)
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        self.applied.emit()

    def _note_edit(self) -> None:
        self._planning.start()
        self.edited.emit()

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self._contract_title.setText(words.gettext("What the contract says"))
        self._activities_title.setText(words.gettext("Activities that the contract has"))
        self._made_title.setText(words.gettext("The project gets"))
        self._ask_title.setText(
            words.gettext("The project says otherwise; tick what the application may write over")
        )
        self.idle.setText(words.gettext("The project has everything that the application says."))
        self.apply_button.setText(words.gettext("Make it the project"))
        if self.plan is not None:
            self._list_activities()
            self._show_plan()


def _count(words: ScreenLanguage, table: str, count: int) -> str:
    match table:
        case "task":
            return words.ngettext("{count} task", "{count} tasks", count)
        case "planned_activity":
            return words.ngettext("{count} activity", "{count} activities", count)
        case "indicator":
            return words.ngettext("{count} indicator", "{count} indicators", count)
        case "budget_line":
            return words.ngettext("{count} budget line", "{count} budget lines", count)
        case "staff_member":
            return words.ngettext("{count} person of the team", "{count} people of the team", count)
        case _:
            return words.ngettext("{count} partner", "{count} partners", count)


def _key(table: object) -> str:
    return str(getattr(table, "key", ""))
