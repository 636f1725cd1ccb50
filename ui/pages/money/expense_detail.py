"""One expense: its fields, what they do to its line of the budget, its scans.

A line that would be overspent is told while the sum is typed, before it is saved. Where values go
is the form's and autosave's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from grantee_app.figures.money import CURRENCY
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.records.base import Bilingual
from grantee_app.records.terms_of_fields import EXPENSE_KINDS
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.store.fields import find_field
from ui.editors.choice_editor import ChoiceEditor
from ui.editors.editor import Editor
from ui.editors.files_editor import FilesEditor
from ui.editors.line_editor import Line
from ui.editors.offering_editor import OfferingEditor, used_texts
from ui.pages.money.findings_box import FindingsBox
from ui.pages.money.money_words import TAX_NAMES, list_lines, list_people, tell_tenge
from ui.pages.money.wrapped_choice import WrappedChoiceEditor
from ui.record_form import RecordForm
from ui.theme import set_role
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from ui.desk import Desk
    from ui.pages.money.money_actions import MoneyActions

_ENTER: Final = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})
# What an expense does to its line: its money, and what the other expenses take of it.
_LINE: Final = """
SELECT title_kk, title_ru, grant_tenge, kind,
       (SELECT coalesce(sum(amount_tenge), 0) FROM expense
        WHERE budget_line_id = budget_line.id AND project_id = budget_line.project_id AND id <> ?)
FROM budget_line WHERE id = ?
"""
_WHOLE: Final = """
SELECT amount, currency,
       (SELECT coalesce(sum(amount_tenge), 0) FROM expense WHERE project_id = ? AND id <> ?)
FROM "grant" WHERE project_id = ?
"""


class ExpenseDetail(QWidget):
    """`wanted` brings a deed: "next" for another expense like this one, "double", "remove"."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, actions: MoneyActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self._deeds = actions
        self._is_ended = False
        # Texts that were typed since the cursor came into them, by column and language.
        self._typed: set[tuple[str, str]] = set()
        self.head = make_label("heading", self)
        self.about = make_label("secondary", self)
        self.copy_button, self.remove_button = QPushButton(self), QPushButton(self)
        for button, deed in ((self.copy_button, "double"), (self.remove_button, "remove")):
            button.setProperty("role", "link")
            button.clicked.connect(lambda _on=False, what=deed: self.wanted.emit(what))
        self.findings = FindingsBox(desk.words)
        self.form = RecordForm(desk, "expense", "", self)
        self.effect = make_label("secondary", self)
        self.files = FilesEditor(desk)
        self.files_label = make_label("label", self)

    def building(self) -> Iterator[None]:
        """Make the fields; rest at every `yield`. To be gone through before anything else."""
        yield from self._adding_fields()
        yield
        self._lay_out()
        self.form.edited.connect(self.follow)
        self.form.left.connect(self.follow)
        self.retranslate()

    @property
    def record_id(self) -> str:
        """The expense that is shown, "" for none."""
        return self.form.record_id

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self.head)
        names.addWidget(self.about)
        top = QHBoxLayout()
        top.addLayout(names, 1)
        top.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 24)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.findings)
        column.addWidget(self.form)
        files = QVBoxLayout()
        files.setSpacing(6)
        files.addWidget(self.files_label)
        files.addWidget(self.files)
        column.addLayout(files)
        column.addStretch()

    def _adding_fields(self) -> Iterator[None]:
        words, form = self.words, self.form
        day = form.add("paid_on", None, lambda: words.gettext("Date"))
        kind = form.add("kind", None, lambda: words.gettext("Kind"))
        form.add_row(day, kind)
        self._line = WrappedChoiceEditor(
            words,
            self.desk.theme,
            lambda: list_lines(self.desk),
            say_none=lambda: words.gettext("under no line"),
        )
        form.add("budget_line_id", self._line, lambda: words.gettext("Line of the budget"))
        yield
        self._heading = form.add_text(
            "heading",
            lambda: words.gettext("Heading of your own"),
            lambda: words.gettext("Where the budget has no line for it."),
            make=lambda code, parent: self._offer("heading", code, parent),
        )
        yield
        form.add_text("title", lambda: words.gettext("What for"))
        yield
        form.add_text(
            "payee",
            lambda: words.gettext("Who was paid"),
            make=lambda code, parent: self._offer("payee", code, parent),
        )
        yield
        number = form.add("document_number", None, lambda: words.gettext("Document number"))
        amount = form.add("amount_tenge", None, lambda: words.gettext("Sum"))
        form.add_row(number, amount)
        form.add_widget(self.effect)
        yield
        month = form.add("month", None, lambda: words.gettext("For which month"))
        person = form.add(
            "staff_member_id",
            WrappedChoiceEditor(
                words,
                self.desk.theme,
                lambda: list_people(self.desk),
                say_none=lambda: words.gettext("for everybody at once"),
            ),
            lambda: words.gettext("Whose wage or tax it is"),
        )
        self._payroll_row = form.add_group(month, person)
        yield
        taxes = ChoiceEditor(words, find_field("expense", "tax"), TAX_NAMES)
        self._tax = form.add("tax", taxes, lambda: words.gettext("Which tax"))
        form.add(
            "note",
            None,
            lambda: words.gettext("Note for yourself"),
            lambda: words.gettext("The report does not print it."),
        )
        last = form.editor("note").focus_target()
        last.installEventFilter(self)
        self._line.edited.connect(self._take_line)
        for key in ((column, code) for column in ("title", "payee") for code in LANGUAGES):
            editor = form.editor(*key)
            editor.edited.connect(lambda typed=key: self._typed.add(typed))
            editor.left.connect(lambda typed=key: self._fill_twin(*typed))

    def _offer(self, column: str, code: LanguageCode, parent: QWidget) -> Editor:
        listed = used_texts(self.desk.workspace, column, code, "expense")
        return OfferingEditor(self.words, listed, parent, language=code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the last field goes on to the next expense."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, Line)
            and event.key() in _ENTER
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and not watched.isReadOnly()
        ):
            self.wanted.emit("next")
            return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ the record

    def show_record(self, record_id: str) -> None:
        """Show an expense; what was typed before is written first."""
        if record_id != self.form.record_id:
            self._typed.clear()
            self.findings.show_findings([])
        self.form.set_record(record_id)
        self.files.set_owner(AttachedTo("expense", record_id) if record_id else None)
        self.follow()

    def refill(self) -> None:
        """Show what is stored now."""
        self.form.refill()
        self.files.refill()
        self.follow()

    def take_findings(self, found: list[Finding]) -> None:
        """Show what was found in the expense."""
        self.findings.show_findings(found)

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        self.form.focus_first()

    def focus_words(self) -> None:
        """Put the cursor where an expense like the last one differs from it."""
        self.form.show_field("title", self.words.code)

    # ------------------------------------------------------------------ what follows from values

    def follow(self) -> None:
        """Show what depends on the values, also while they are typed."""
        if self._is_ended:
            return
        kind = self.form.editor("kind").value()
        line_id = self._line.value()
        is_payroll = kind in {"payroll", "tax"}
        self._payroll_row.setVisible(is_payroll)
        self._tax.setVisible(kind == "tax")
        self._heading.setVisible(not line_id)
        self.remove_button.setVisible(not self.desk.autosave.is_read_only)
        self.copy_button.setVisible(not self.desk.autosave.is_read_only)
        self._tell_effect(line_id)
        self._say_head()

    def _tell_effect(self, line_id: str) -> None:
        sentence, tone = self._judge_sum(line_id)
        self.effect.setText(f"▲ {sentence}" if tone == "bad" and sentence else sentence)
        self.effect.setVisible(bool(sentence))
        set_role(self.effect, "label" if tone == "bad" else "secondary", tone=tone)
        amount = self.form.editor("amount_tenge").focus_target()
        amount.setAccessibleDescription(sentence)

    def _judge_sum(self, line_id: str) -> tuple[str, str]:
        """Return what the sum as it stands in the field does to the line or to the grant."""
        amount = self.typed_amount()
        if not self.record_id or amount is None:
            return "", ""
        return self._judge_line(line_id, amount) if line_id else self._judge_whole(amount)

    def _judge_line(self, line_id: str, amount: int) -> tuple[str, str]:
        words = self.words
        row = self.desk.workspace.db.execute(_LINE, [self.record_id, line_id]).fetchone()
        if row is None:
            return "", ""
        name, granted, others = Bilingual(kk=row[0], ru=row[1]), int(row[2]), int(row[4])
        left = granted - others - amount
        if left >= 0:
            said = words.gettext("After this {left} are left on the line.", left=tell_tenge(left))
            return said, ""
        said = words.gettext(
            "The line «{line}» would be overspent by {excess}: the grant gives it "
            "{granted}, with this expense {spent} are spent.",
            line=name.spoken_in(words.code),
            excess=tell_tenge(-left),
            granted=tell_tenge(granted),
            spent=tell_tenge(others + amount),
        )
        return said, "bad"

    def _judge_whole(self, amount: int) -> tuple[str, str]:
        project = self.desk.project_id
        row = self.desk.workspace.db.execute(_WHOLE, [project, self.record_id, project]).fetchone()
        if row is None or row[1] != CURRENCY or not row[0]:
            return "", ""
        excess = int(row[2]) + amount - int(row[0])
        if excess <= 0:
            return "", ""
        said = self.words.gettext(
            "With this expense {excess} more than the grant are spent.", excess=tell_tenge(excess)
        )
        return said, "bad"

    def typed_amount(self) -> int | None:
        """Return the sum that stands in the field, None while it means none."""
        text = self.form.editor("amount_tenge").value()
        if not text:
            return 0
        return int(text) if text.isascii() and text.isdigit() else None

    def _say_head(self) -> None:
        amount = self.typed_amount()
        has_record = bool(self.record_id)
        self.head.setText(tell_tenge(amount) if amount else self.words.gettext("New expense"))
        kind = self.form.editor("kind").value()
        if has_record and kind in EXPENSE_KINDS:
            told = self.words.gettext(EXPENSE_KINDS[kind])
            self.about.setText(self.words.gettext("Feeds the row of the report: {row}", row=told))
        else:
            self.about.clear()

    def _take_line(self) -> None:
        """The kind of the line is the kind of its expenses."""
        line_id = self._line.value()
        if not line_id or not self.record_id:
            return
        row = self.desk.workspace.db.execute(_LINE, [self.record_id, line_id]).fetchone()
        if row is None or row[3] == self.form.editor("kind").value():
            return
        self._deeds.choose_line(self.desk.autosave.flush, self.record_id, str(row[3]))
        self.form.refill()
        self.follow()

    def _fill_twin(self, column: str, language: str) -> None:
        """Fill in the other language, and the line, as they were told last time."""
        if (column, language) not in self._typed:
            # Only looked at, or taken back: what undo brought must stay.
            return
        self._typed.discard((column, language))
        typed = self.form.editor(column, language).value().strip()
        is_closed = self._is_ended or self.desk.autosave.is_read_only
        if not typed or not self.record_id or is_closed:
            return
        other = "ru" if language == "kk" else "kk"
        texts: dict[tuple[str, str], str] = {}
        if not self.form.editor(column, other).value().strip():
            known = self._find_last(f"{column}_{other}", f"{column}_{language}", typed)
            if known:
                texts[column, other] = known
        has_place = self._line.value() or any(
            editor.value().strip() for editor in self._heading.editors.values()
        )
        if column == "payee" and not has_place:
            known = self._find_last("budget_line_id", f"payee_{language}", typed)
            if known:
                texts["budget_line_id", ""] = known
        if texts:
            self.desk.autosave.end_step()
            self._deeds.fill_texts(self.record_id, texts)
            self.form.refill()
            self.follow()

    def _find_last(self, wanted: str, column: str, typed: str) -> str:
        row = self.desk.workspace.db.execute(
            f"SELECT {wanted} FROM expense WHERE project_id = ? AND id <> ? AND {column} = ? "
            f"AND coalesce({wanted}, '') <> '' ORDER BY paid_on DESC, position DESC LIMIT 1",
            [self.desk.project_id, self.record_id, typed],
        ).fetchone()
        return str(row[0]) if row else ""

    # ------------------------------------------------------------------ words

    def retranslate(self) -> None:
        """Say everything again; the form and the files do so by themselves."""
        words = self.words
        self.copy_button.setText(words.gettext("Copy"))
        self.copy_button.setToolTip("Ctrl+D")
        self.remove_button.setText(words.gettext("Delete"))
        self.remove_button.setToolTip("Del")
        self.copy_button.setAccessibleName(words.gettext("Copy the expense"))
        self.remove_button.setAccessibleName(words.gettext("Delete the expense"))
        self.files_label.setText(words.gettext("Scans and photos of the documents"))
        self.files.set_name(self.files_label.text())
        self.follow()

    def end_workers(self) -> None:
        """End the copying of files; the database may be closed from now on."""
        self._is_ended = True
        self.files.end_workers()
