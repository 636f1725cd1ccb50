"""What goes out: the sheet to sign in on, tables for Excel; and what is kept of people at all.

Files are written whole or not at all. Forgetting names is the one step that no undo passes, so it
asks for a typed word.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.language.catalogue import Language
from grantee_app.language.reading_numbers import read_whole_number
from grantee_app.records.sheet_codes import MOST_ROWS
from grantee_app.store.output_files import write_output_file
from ui.editors.field_editor import today
from ui.editors.flag_editor import CheckBox
from ui.jobs import Job, JobRunner
from ui.pages.participants.keep_until import KeepUntil
from ui.pages.participants.long_choice import LongChoice
from ui.pages.participants.people_words import list_events
from ui.theme import set_role
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.segments import Segments
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from grantee_app.checks.state import ProjectState
    from grantee_app.language.message import LanguageCode
    from grantee_app.workspace import Workspace
    from ui.desk import Desk
    from ui.pages.participants.people_words import Event, FormGroups

ROWS: Final = "25"
MOST_NAMES: Final = 200


class PapersPart(QScrollArea):
    """`told` brings a sentence of success, `failed` a problem; `lacking_wanted` asks for a list."""

    told = Signal(str)
    failed = Signal(object)
    lacking_wanted = Signal()
    forgotten = Signal()

    def __init__(self, desk: Desk, groups: FormGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.events: list[Event] = []
        self.jobs = JobRunner(self, name="tables-writer", keeps_all=True)
        self.activity = LongChoice(desk.words, desk.theme)
        self.language = Segments(("kk", "ru"))
        self.language.set_value(self.words.code)
        self.direction = Segments(("upright", "across"))
        self.rows = QLineEdit(ROWS)
        self.names_box = CheckBox()
        self.print_button = QPushButton()
        self.masked_box = CheckBox()
        self.table_buttons = {key: QPushButton() for key in ("register", "attendance", "tables")}
        self.consent = make_label()
        self.consent_button = QPushButton()
        self.keep_until = KeepUntil(desk)
        self.forget_word = QLineEdit()
        self.forget_button = QPushButton()
        self.heads = {key: make_label("heading") for key in ("print", "excel", "privacy")}
        self.abouts = {key: make_label("secondary") for key in ("print", "excel", "privacy")}
        self.forgotten_told = make_label()
        self.fields = {
            "activity": Field(self.activity),
            "language": Field(self.language, self.language.buttons["kk"]),
            "direction": Field(self.direction, self.direction.buttons["upright"]),
            "rows": Field(self.rows),
            "forget": Field(self.forget_word),
        }
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        options = QWidget()
        row = WrappingRow(options, gap=12, line_gap=10)
        for key, least, weight in (
            ("activity", 320, 3), ("language", 160, 0), ("direction", 160, 0), ("rows", 90, 0),
        ):  # fmt: skip
            row.add(self.fields[key], least, weight)
        tables = QWidget()
        line = WrappingRow(tables, gap=8, line_gap=8)
        for button in self.table_buttons.values():
            line.add(button, weight=0)
        self.forget_box = QWidget()
        below = WrappingRow(self.forget_box, gap=12, line_gap=8)
        below.add(self.fields["forget"], 260)
        foot = Field(self.forget_button)
        foot.label.setText(" ")
        foot.label.show()
        below.add(foot, weight=0)
        for key, parts in (
            ("print", (options, self.names_box, _keep_left(self.print_button))),
            ("excel", (self.masked_box, tables)),
            (
                "privacy",
                (
                    self.consent,
                    _keep_left(self.consent_button),
                    self.keep_until,
                    self.forget_box,
                    self.forgotten_told,
                ),
            ),
        ):
            card = QFrame()
            card.setProperty("role", "card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(18, 16, 18, 18)
            inside.setSpacing(10)
            inside.addWidget(self.heads[key])
            inside.addWidget(self.abouts[key])
            for part in parts:
                inside.addWidget(part)
            column.addWidget(card)
        column.addStretch()
        self.setWidget(page)
        self.forgotten_told.hide()

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_sheet)
        for key, button in self.table_buttons.items():
            button.clicked.connect(lambda _on=False, what=key: self.export(what))
        self.consent_button.clicked.connect(self.lacking_wanted)
        self.keep_until.failed.connect(self.failed)
        self.forget_word.textChanged.connect(lambda _text: self._judge_word())
        self.forget_button.clicked.connect(self.forget)

    # ------------------------------------------------------------------ filling

    def refresh(self) -> None:
        """Show the activities and counts as they are now."""
        self.events = list_events(self.desk)
        self._offer_activities()
        self._judge_printing()
        self._say_consent()

    def follow_state(self) -> None:
        """Take the project as it was counted."""
        self._judge_printing()
        self.keep_until.refresh()

    def _judge_printing(self) -> None:
        self.print_button.setEnabled(bool(self.events) and self.desk.state is not None)

    def show_activity(self, activity_id: str) -> None:
        """Choose the activity whose sheet is printed."""
        self.refresh()
        self.activity.set_code(activity_id)
        self.print_button.setFocus()

    def show_forgetting(self) -> None:
        """Put the cursor where names are forgotten."""
        self.refresh()
        self.forget_word.setFocus()
        # What was hidden until now has no place on the page yet.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.forget_box))

    def _offer_activities(self) -> None:
        self.activity.set_choices(
            [(event.id, event.say(self.words)) for event in reversed(self.events)]
        )
        if self.activity.code() is None and self.events:
            self.activity.set_code(self.events[-1].id)

    # ------------------------------------------------------------------ the sheet to sign in on

    def print_sheet(self) -> None:
        """Ask where to, and write the sheet of the chosen activity as a PDF."""
        if self.read_rows() is None:
            return
        title = self.words.gettext("Where to save the sign-in sheet")
        chosen, _ = QFileDialog.getSaveFileName(self, title, "sign-in-sheet.pdf", "PDF (*.pdf)")
        if chosen:
            self.write_sheet(Path(chosen))

    def read_rows(self) -> int | None:
        """Return how many rows the sheet has, None for what is no number: then it says so."""
        read = read_whole_number(self.rows.text(), least=1, most=MOST_ROWS)
        field = self.fields["rows"]
        field.set_error(self.words.say(read.problem) if read.problem else "")
        return read.value

    def write_sheet(self, target: Path) -> bool:
        """Write the sheet to `target`; tell whether it was done."""
        rows, state = self.read_rows(), self.desk.state
        if rows is None or state is None:
            return False
        return self._try(lambda: self._write_sheet(target, rows, state))

    def _write_sheet(self, target: Path, rows: int, state: ProjectState) -> None:
        from grantee_app.report.sign_in_sheet import (  # noqa: PLC0415 (on demand)
            SheetOptions,
            gather_groups,
            make_sign_in_sheet,
        )

        wanted = self.activity.code()
        planned, held = next(
            (planned, held)
            for task in state.project.tasks
            for planned in task.activities
            for held in planned.held
            if held.id == wanted
        )
        people = self.desk.workspace.people
        known = [row.person for row in people.list_attendees(held.id)]
        if not known:
            listed = people.list_page(self.desk.project_id, order="visits", limit=MOST_NAMES)
            known = [row.person for row in listed]
        report = make_sign_in_sheet(
            held,
            [state.organization.name],
            gather_groups(state.counting_form),
            self.sheet_language(),
            SheetOptions(rows=rows, is_landscape=self.direction.value() == "across"),
            people=known if self.names_box.isChecked() else (),
            title=planned.title,
        )
        write_output_file(report.data, target)
        self.told.emit(self.words.gettext("Saved: {file}", file=target.name))

    def sheet_language(self) -> LanguageCode:
        """Return the language of the sheet."""
        return "ru" if self.language.value() == "ru" else "kk"

    # ------------------------------------------------------------------ Excel

    def export(self, what: str) -> None:
        """Ask where to, and write a table beside the window."""
        title = self.words.gettext("Where to save the table")
        chosen, _ = QFileDialog.getSaveFileName(self, title, f"{what}.xlsx", "Excel (*.xlsx)")
        if chosen:
            self.write_table(what, Path(chosen))

    def write_table(self, what: str, target: Path) -> None:
        """Write "register", "attendance" or "tables" to `target`; `told` follows."""
        write = {
            "register": self._write_register,
            "attendance": self._write_attendance,
            "tables": self._write_tables,
        }[what]
        workspace, masked = self.desk.workspace, self.masked_box.isChecked()
        language = Language.load(self.words.code)

        def work(_job: Job) -> str:
            with workspace.open_reader() as reader:
                write(reader, target, language, masked=masked)
            return target.name

        self.jobs.submit(
            work,
            lambda name: self.told.emit(self.words.gettext("Saved: {file}", file=name)),
            self.failed.emit,
        )

    def _write_register(
        self, reader: Workspace, target: Path, language: Language, *, masked: bool
    ) -> None:
        from grantee_app.exchange.workbooks import export_register  # noqa: PLC0415 (on demand)

        people = reader.people.load_all(self.desk.project_id)
        categories = dict(self.groups.list_groups("category"))
        export_register(target, people, language, on=today(), categories=categories, masked=masked)

    def _write_attendance(
        self, reader: Workspace, target: Path, language: Language, *, masked: bool
    ) -> None:
        from grantee_app.exchange.workbooks import (  # noqa: PLC0415 (on demand)
            ActivityColumn,
            export_attendance,
        )

        columns = [
            ActivityColumn(event.id, event.title.spoken_in(language.code), event.day)
            for event in self.events
        ]
        rows = reader.db.execute(
            "SELECT activity_id, participant_id FROM attendance WHERE participant_id IN "
            "(SELECT id FROM participant WHERE project_id = ?)",
            [self.desk.project_id],
        ).fetchall()
        people = reader.people.load_all(self.desk.project_id)
        export_attendance(target, people, columns, rows, language, masked=masked)

    def _write_tables(
        self, reader: Workspace, target: Path, language: Language, *, masked: bool
    ) -> None:
        from grantee_app.exchange.workbooks import Table, write_workbook  # noqa: PLC0415
        from grantee_app.figures.people import count_people  # noqa: PLC0415 (on demand)

        figures = count_people(reader.db, self.desk.project_id, self.groups.tables)
        found = figures.demographics or {}
        tables = []
        for table in self.groups.tables:
            heads = found.get(table.dimension, {})
            known = {group.key for group in table.groups}
            rows: list[list[Any]] = [
                [group.label.spoken_in(language.code), heads.get(group.key, 0)]
                for group in table.groups
            ]
            rest = sum(count for key, count in heads.items() if key not in known)
            if rest:
                rows.append([language.gettext("in no group of the form"), rest])
            rows.append([table.total_label.spoken_in(language.code), sum(heads.values())])
            tables.append(
                Table(
                    table.title.spoken_in(language.code),
                    [language.gettext("Group"), language.gettext("People")],
                    rows,
                    1,
                )
            )
        del masked  # sums name nobody
        write_workbook(target, tables)

    # ------------------------------------------------------------------ privacy

    def confirmation(self) -> str:
        """Return the word to be typed before names are forgotten."""
        return self.words.gettext("FORGET")

    def _judge_word(self) -> None:
        is_said = self.forget_word.text().strip().casefold() == self.confirmation().casefold()
        self.forget_button.setEnabled(is_said and not self.desk.autosave.is_read_only)

    def forget(self) -> None:
        """Turn names into counted heads and erase them, once the word is typed."""
        if not self.forget_button.isEnabled():
            return
        self.desk.autosave.end_step()
        people = self.desk.workspace.people
        try:
            done = people.forget_names(self.desk.project_id, self.groups.find_bands())
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return
        words = self.words
        said = [
            words.ngettext("{count} name was forgotten, the counts stay.",
                           "{count} names were forgotten, the counts stay.",
                           done.forgotten.people)
        ]  # fmt: skip
        if done.backups:
            said.append(words.gettext("These backups still hold the names. Delete them by hand:"))
            said += [f"• {Path(str(info.path)).name}" for info in done.backups]
        self.forgotten_told.setText("\n".join(said))
        self.forgotten_told.show()
        self.forget_word.clear()
        self.forgotten.emit()

    def _say_consent(self) -> None:
        db, place = self.desk.workspace.db, [self.desk.project_id]
        whole, without = db.execute(
            "SELECT count(*), coalesce(sum(consent_on IS NULL), 0) FROM participant "
            "WHERE project_id = ?",
            place,
        ).fetchone()
        words = self.words
        if not whole:
            self.consent.setText(words.gettext("Nobody is in the register."))
        elif not without:
            self.consent.setText(words.gettext("Everybody in the register has agreed."))
        else:
            self.consent.setText(
                words.gettext("Agreed: {count} of {whole}. Without consent: {without}.",
                              count=whole - without, whole=whole, without=without)
            )  # fmt: skip
        self.consent_button.setVisible(bool(without))
        self.forget_box.setVisible(bool(whole))
        self.keep_until.setVisible(bool(whole))
        self.keep_until.refresh()

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except BastamaError as problem:
            self.failed.emit(problem.message)
            return False
        return True

    # ------------------------------------------------------------------ words

    def set_read_only(self, is_read_only: bool) -> None:
        """Papers go out of a read-only project too; nothing is forgotten there."""
        self.forget_word.setEnabled(not is_read_only)
        self.keep_until.set_read_only(is_read_only)
        self._judge_word()

    def retranslate(self) -> None:
        """Say everything again."""
        words = self.words
        for key, head, about in (
            (
                "print",
                words.gettext("A sheet to sign in on"),
                words.gettext("Print it before the activity. Every row has a code, so that it "
                              "comes back in the same order when you type it."),
            ),
            (
                "excel",
                words.gettext("Tables for Excel"),
                words.gettext("The register, who was where, and the tables of the report."),
            ),
            (
                "privacy",
                words.gettext("What is kept of people"),
                words.gettext("Names are for the project's time only. When it is over, forget the "
                              "names: all counts of the report stay, names, contacts and visits "
                              "are erased. This cannot be undone."),
            ),
        ):  # fmt: skip
            self.heads[key].setText(head)
            self.abouts[key].setText(about)
        self.fields["activity"].set_words(words.gettext("Activity"), "")
        self.fields["language"].set_words(words.gettext("Language of the sheet"), "")
        self.fields["direction"].set_words(words.gettext("Paper"), "")
        self.fields["rows"].set_words(words.gettext("Rows"), "")
        self.language.set_words({"kk": "Қазақша", "ru": "Русский"})
        self.direction.set_words(
            {"upright": words.gettext("upright"), "across": words.gettext("across")}
        )
        self.names_box.setText(words.gettext("Print the names that are known"))
        self.names_box.setAccessibleName(self.names_box.text())
        self.print_button.setText(words.gettext("Save the sheet…"))
        self.masked_box.setText(words.gettext("Without names, for a monitor"))
        self.masked_box.setAccessibleName(self.masked_box.text())
        for key, said in (
            ("register", words.gettext("The register…")),
            ("attendance", words.gettext("Who was where…")),
            ("tables", words.gettext("Tables of the report…")),
        ):
            self.table_buttons[key].setText(said)
        self.consent_button.setText(words.gettext("Show those without consent"))
        self.fields["forget"].set_words(
            words.gettext("To forget all names, type {word}", word=self.confirmation()), ""
        )
        self.forget_button.setText(words.gettext("Forget names, keep counts"))
        set_role(self.forget_button, "", tone="bad")
        self.keep_until.retranslate()
        self._judge_word()
        self._offer_activities()
        self._say_consent()

    def end_workers(self) -> None:
        """Stop writing."""
        self.jobs.close()


def _keep_left(button: QPushButton) -> QWidget:
    row_widget = QWidget()
    row = WrappingRow(row_widget)
    row.add(button, weight=0)
    return row_widget
