"""One line of the budget: what it is for, how much of what, and whose money pays it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.message import message
from ui.pages.money.budget_rows import multiply
from ui.pages.money.findings_box import FindingsBox
from ui.pages.money.money_words import tell_tenge
from ui.pages.money.wrapped_choice import WrappedChoiceEditor
from ui.record_form import RecordForm
from ui.theme import set_role
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from ui.desk import Desk

_SOURCES = ("grant_tenge", "own_tenge", "other_tenge")


class LineDetail(QWidget):
    """`wanted` brings a deed: "double", "remove", "expenses", "rest"."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self._spent = 0
        self.head = make_label("heading")
        self.buttons = {name: QPushButton() for name in ("double", "remove")}
        self.expenses_button, self.rest_button = QPushButton(), QPushButton()
        for name, button in self.buttons.items():
            button.setProperty("role", "link")
            button.clicked.connect(lambda _on=False, what=name: self.wanted.emit(what))
        self.expenses_button.clicked.connect(lambda: self.wanted.emit("expenses"))
        self.rest_button.clicked.connect(lambda: self.wanted.emit("rest"))
        self.findings = FindingsBox(desk.words)
        self.form = RecordForm(desk, "budget_line", "", self)
        self.whole = make_label("label")
        self.sources = make_label("secondary")
        self.left = make_label("secondary")
        self._build()
        self._lay_out()
        self.form.edited.connect(self.follow)
        self.form.left.connect(self.follow)
        self.retranslate()

    @property
    def record_id(self) -> str:
        """The line that is shown, "" for none."""
        return self.form.record_id

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        for button in self.buttons.values():
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 24)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.findings)
        column.addWidget(self.form)
        column.addWidget(self.left)
        column.addWidget(self.expenses_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def _build(self) -> None:
        words, form = self.words, self.form
        form.add_text(
            "title",
            lambda: words.gettext("What the money is for"),
            example=message("Hire of a bus for the seminars"),
        )
        block = form.add("block", None, lambda: words.gettext("Block of the budget"))
        kind = form.add("kind", None, lambda: words.gettext("Row of the report it feeds"))
        form.add_row(block, kind)
        quantity = form.add("quantity", None, lambda: words.gettext("Quantity"))
        price = form.add("price_tenge", None, lambda: words.gettext("Price of one"))
        form.add_row(quantity, price)
        form.add_widget(self.whole)
        form.add_text("unit", lambda: words.gettext("Unit"),
                      example=message("month, person, piece"))  # fmt: skip
        grant = form.add("grant_tenge", None, lambda: words.gettext("From the grant"))
        own = form.add("own_tenge", None, lambda: words.gettext("Own contribution"))
        other = form.add("other_tenge", None, lambda: words.gettext("Other sources"))
        form.add_row(grant, own, other)
        form.add_widget(self.sources)
        form.add_widget(self.rest_button)
        form.add(
            "planned_activity_id",
            WrappedChoiceEditor(
                words,
                self.desk.theme,
                self._list_activities,
                say_none=lambda: words.gettext("for the project as a whole"),
            ),
            lambda: words.gettext("Activity it is for"),
        )  # fmt: skip

    def _list_activities(self) -> list[tuple[str, str]]:
        rows = self.desk.workspace.db.execute(
            "SELECT planned_activity.id, planned_activity.title_kk, planned_activity.title_ru "
            "FROM planned_activity JOIN task ON task.id = task_id WHERE project_id = ? "
            "ORDER BY task.position, planned_activity.position",
            [self.desk.project_id],
        ).fetchall()
        nameless = self.words.gettext("An activity without a title")
        is_kazakh = self.words.code == "kk"
        return [
            (row_id, ((kk or ru) if is_kazakh else (ru or kk)) or nameless)
            for row_id, kk, ru in rows
        ]

    # ------------------------------------------------------------------ the record

    def show_record(self, record_id: str, spent: int) -> None:
        """Show a line; what was typed before is written first."""
        if record_id != self.form.record_id:
            self.findings.show_findings([])
        self._spent = spent
        self.form.set_record(record_id)
        self.follow()

    def take_findings(self, found: list[Finding]) -> None:
        """Show what was found in the line."""
        self.findings.show_findings(found)

    def focus_first(self) -> None:
        """Put the cursor into the title."""
        self.form.show_field("title", self.words.code)

    def whole_typed(self) -> int | None:
        """Return quantity × price as they stand in the fields."""
        try:
            quantity = float(self.form.editor("quantity").value())
            price = int(self.form.editor("price_tenge").value())
        except ValueError:
            return None
        return multiply(quantity, price)

    def source_typed(self, column: str) -> int:
        """Return what a source gives as it stands in its field, 0 while it means no sum."""
        text = self.form.editor(column).value()
        return int(text) if text.isascii() and text.isdigit() else 0

    def follow(self) -> None:
        """Show what depends on the values, also while they are typed."""
        words, is_closed = self.words, self.desk.autosave.is_read_only
        title = self.form.editor("title", words.code).value().strip()
        other = self.form.editor("title", "ru" if words.code == "kk" else "kk").value().strip()
        has_record = bool(self.record_id)
        self.head.setText(title or other or words.gettext("New line") if has_record else "")
        for button in self.buttons.values():
            button.setVisible(has_record and not is_closed)
        whole = self.whole_typed() if has_record else None
        self.whole.setText("" if whole is None else f"= {tell_tenge(whole)}")
        self.whole.setVisible(whole is not None)
        self._judge_sources(whole, can_mend=not is_closed)
        self._tell_left(has_record=has_record)

    def _judge_sources(self, whole: int | None, *, can_mend: bool) -> None:
        words = self.words
        given = sum(self.source_typed(column) for column in _SOURCES)
        said, tone = "", ""
        if whole is not None and given == whole:
            said, tone = words.gettext("✓ The sources give the whole sum."), "ok"
        elif whole is not None and given:
            difference = given - whole
            told = (
                words.gettext("▲ The sources give {sum} too much.", sum=tell_tenge(difference))
                if difference > 0
                else words.gettext("▲ The sources give {sum} too little.",
                                   sum=tell_tenge(-difference))
            )  # fmt: skip
            said, tone = told, "bad"
        self.sources.setText(said)
        self.sources.setVisible(bool(said))
        set_role(self.sources, tone=tone)
        rest = self.rest_of_grant(whole)
        self.rest_button.setVisible(rest is not None and can_mend)
        if rest is not None:
            self.rest_button.setText(
                words.gettext("Take {sum} from the grant", sum=tell_tenge(rest))
            )

    def rest_of_grant(self, whole: int | None) -> int | None:
        """Return what the grant must give for the sum to be whole, None where it does already."""
        if whole is None:
            return None
        rest = whole - self.source_typed("own_tenge") - self.source_typed("other_tenge")
        return rest if rest >= 0 and rest != self.source_typed("grant_tenge") else None

    def _tell_left(self, *, has_record: bool) -> None:
        words = self.words
        left = self.source_typed("grant_tenge") - self._spent
        if left < 0:
            said = words.gettext(
                "▲ {spent} are spent: {excess} more than the grant gives.",
                spent=tell_tenge(self._spent),
                excess=tell_tenge(-left),
            )
        else:
            said = words.gettext(
                "{spent} are spent, {left} are left.",
                spent=tell_tenge(self._spent),
                left=tell_tenge(left),
            )
        self.left.setText(said)
        self.left.setVisible(has_record)
        set_role(self.left, tone="bad" if left < 0 else "")
        self.expenses_button.setVisible(has_record)

    def retranslate(self) -> None:
        """Say everything again; the form does so by itself."""
        words = self.words
        for name, word, said in (
            ("double", words.gettext("Copy"), words.gettext("Copy the line")),
            ("remove", words.gettext("Delete"), words.gettext("Delete the line")),
        ):
            self.buttons[name].setText(word)
            self.buttons[name].setAccessibleName(said)
        self.expenses_button.setText(words.gettext("Expenses of this line"))
        self.follow()
