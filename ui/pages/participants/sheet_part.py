"""A list out of a file or the clipboard: columns guessed, every row shown, brought in as one step.

Files are read on a worker; nothing is written before somebody says so. What a row means is the
business of `exchange.sheets`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.form.category_rules import propose_category
from grantee_app.language.message import N_, Message, message
from grantee_app.records.participant import Attendance, Participant
from ui.editors.field_editor import today
from ui.editors.flag_editor import CheckBox
from ui.jobs import Job, JobRunner, JobStopped
from ui.joined_words import join_parts
from ui.pages.money.teaching import Teaching
from ui.pages.participants.long_choice import LongChoice
from ui.pages.participants.people_words import (
    list_events,
    say_proposal,
    tell_birth,
    tell_gender,
    tell_group,
)
from ui.theme import set_role
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from grantee_app.exchange.sheets.columns import Guess, Role
    from grantee_app.exchange.sheets.people import PreviewRow, SheetPreview
    from grantee_app.exchange.sheets.sheet import Sheet
    from grantee_app.form.category_rules import Proposal
    from grantee_app.form.definition import DemographicGroup
    from grantee_app.records.matching import Register
    from ui.desk import Desk
    from ui.pages.participants.people_words import Event, FormGroups

ROLES: Final[dict[str, str]] = {
    "unused": N_("not taken"),
    "number": N_("number of the row"),
    "name": N_("surname and name"),
    "surname": N_("surname"),
    "given": N_("given name"),
    "patronymic": N_("father's name"),
    "gender": N_("gender"),
    "is_male": N_("mark of men"),
    "is_female": N_("mark of women"),
    "birth": N_("birthday or year"),
    "age": N_("age"),
    "category": N_("category"),
    "tags": N_("further words"),
    "disability": N_("disability"),
    "place": N_("place of living"),
    "contact": N_("contact"),
    "iin": N_("IIN, checked and dropped"),
    "consent": N_("consent"),
    "note": N_("remarks"),
}
MOST_NOTES: Final = 4
NEW, LEFT_OUT = "new", "out"
_FILES: Final = "*.xlsx *.xls *.xlsm *.ods *.csv *.tsv *.txt"


class SheetPart(QStackedWidget):
    """`brought` brings the activity that people were put on the list of, "" for none."""

    brought = Signal(str)

    def __init__(self, desk: Desk, groups: FormGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.jobs = JobRunner(self, name="sheet-reader")
        self.source = ""
        self.sheets: list[Sheet] = []
        self.guess: Guess | None = None
        self.preview: SheetPreview | None = None
        self.events: list[Event] = []
        # What becomes of a row: NEW, LEFT_OUT or the id of a known person.
        self.decisions: dict[int, str] = {}
        # What somebody said of a head: the next list with it is read so.
        self._told: dict[str, str] = {}
        # What the rules see in a row without a category.
        self.proposals: dict[int, Proposal] = {}
        self._register: Register | None = None
        self._problem: Message | None = None
        self._names: dict[str, str] = {}
        self.teaching = Teaching(desk.words, ("file", "paste"))
        self.teaching.wanted.connect(self.begin)
        self._build_busy()
        self._build_preview()
        # On a small window the columns take so much room that the card scrolls.
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.card)
        self.table.setMinimumHeight(200)
        for view in (self.teaching, self.busy, self.area):
            self.addWidget(view)

    def _build_busy(self) -> None:
        self.busy = QWidget()
        self.progress = make_label("heading")
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self.cancel)
        column = QVBoxLayout(self.busy)
        column.setSpacing(12)
        column.addWidget(self.progress)
        row_widget = QWidget()
        row = WrappingRow(row_widget)
        row.add(self.cancel_button, weight=0)
        column.addWidget(row_widget)
        column.addStretch()

    def _build_preview(self) -> None:
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self.head = make_label("heading")
        self.about = make_label("secondary")
        self.notes = make_label(tone="warn")
        self.sheet_box = ChoiceBox(letters=12)
        self.activity_box = LongChoice(self.words, self.desk.theme)
        self.gender_box = CheckBox()
        self.category_box = CheckBox()
        self.accept_button, self.reject_button = QPushButton(), QPushButton()
        set_role(self.accept_button, "primary")
        self.table = Ledger(self.desk.theme)
        self.row_told = make_label("secondary")
        self.decision_box = LongChoice(self.words, self.desk.theme)
        self.sheet_field, self.activity_field = Field(self.sheet_box), Field(self.activity_box)
        top = QWidget()
        row = WrappingRow(top, gap=12, line_gap=8)
        row.add(self.sheet_field, 180)
        row.add(self.activity_field, 300, 2)
        self._columns_widget = QWidget()
        self._columns_row = WrappingRow(self._columns_widget, gap=8, line_gap=6)
        self.column_boxes: list[ChoiceBox] = []
        buttons = QWidget()
        line = WrappingRow(buttons, gap=8, line_gap=8)
        line.add(self.accept_button, weight=0)
        line.add(self.reject_button, weight=0)
        line.add(self.gender_box, weight=0)
        line.add(self.category_box, weight=0)
        decision = QWidget()
        beside = WrappingRow(decision, gap=12, line_gap=6)
        beside.add(self.row_told, 280, 2)
        beside.add(self.decision_box, 260, 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 6)
        head.setSpacing(8)
        for widget in (self.head, self.about, self.notes, top, self._columns_widget):
            head.addWidget(widget)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(decision)
        foot.addWidget(buttons)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self._connect()

    def _connect(self) -> None:
        words = self.words
        self.table.set_columns(
            [
                LedgerColumn("row", lambda: words.gettext("Row"), "00000", is_number=True),
                LedgerColumn("name", lambda: words.gettext("Name"), weight=4, least=150),
                LedgerColumn("born", lambda: words.gettext("Year"), "00 000000"),
                LedgerColumn("gender", lambda: words.gettext("Gender"), "0000000"),
                LedgerColumn("category", lambda: words.gettext("Category"), weight=2),
                LedgerColumn("place", lambda: words.gettext("Place"), weight=2),
                LedgerColumn("sign", str, "0000"),
            ]
        )
        self.sheet_box.chosen.connect(self._change_sheet)
        self.activity_box.chosen.connect(self._change_activity)
        self.gender_box.clicked.connect(lambda _on: self._say_counts())
        self.category_box.clicked.connect(lambda _on: self._show_categories())
        self.accept_button.clicked.connect(self.bring_in)
        self.reject_button.clicked.connect(self.leave)
        self.table.chosen.connect(lambda _row: self._show_row())
        self.decision_box.chosen.connect(self._decide)

    # ------------------------------------------------------------------ reading

    def begin(self, way: str) -> None:
        """Choose a file, or read what is on the clipboard."""
        if way == "paste":
            self.read_clipboard()
            return
        title = self.words.gettext("Choose a list of people")
        kinds = self.words.gettext("Tables ({endings})", endings=_FILES)
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Open a file beside the window and show what it holds."""
        from grantee_app.exchange.sheets.opening import open_sheets  # noqa: PLC0415 (on demand)

        self.source = path.name
        self._register = None
        self._tell_busy()
        self.jobs.submit(lambda _job: open_sheets(path), self._take_sheets, self._fail)

    def read_clipboard(self) -> None:
        """Show what was copied in Excel or Word."""
        from grantee_app.exchange.sheets.opening import open_clipboard  # noqa: PLC0415 (on demand)

        data = QApplication.clipboard().mimeData()
        html, text = data.html() if data.hasHtml() else "", data.text()
        self.source = self.words.gettext("the clipboard")
        self._register = None
        self._tell_busy()
        self.jobs.submit(lambda _job: [open_clipboard(html, text)], self._take_sheets, self._fail)

    def _take_sheets(self, sheets: list[Sheet]) -> None:
        from grantee_app.exchange.sheets.opening import choose_sheet  # noqa: PLC0415 (on demand)

        self.sheets = sheets
        self.sheet_box.set_choices(
            [(str(place), sheet.name or self.source) for place, sheet in enumerate(sheets)]
        )
        self.sheet_field.setVisible(len(sheets) > 1)
        place = choose_sheet(sheets) if len(sheets) > 1 else 0
        self.sheet_box.set_code(str(place))
        self._guess()

    def sheet(self) -> Sheet | None:
        """Return the sheet that is shown."""
        place = int(self.sheet_box.code() or 0)
        return self.sheets[place] if place < len(self.sheets) else None

    def _guess(self) -> None:
        from grantee_app.exchange.sheets.columns import guess_columns  # noqa: PLC0415 (on demand)

        sheet = self.sheet()
        if sheet is None:
            self.leave()
            return
        known = self.desk.workspace.people.read_sheet_heads()
        own = {head: cast("Role", role) for head, role in known.items() if role in ROLES}
        self.guess = guess_columns(sheet.rows, own)
        self._told = {}
        self._build_columns()
        self._read_rows()

    def _read_rows(self) -> None:
        sheet, guess, groups = self.sheet(), self.guess, self._category_groups()
        if sheet is None or guess is None:
            return
        event = next((e for e in self.events if e.id == self.activity_box.code()), None)
        age_on, day = (event.day if event else None), today()
        workspace, project_id, known = self.desk.workspace, self.desk.project_id, self._register

        def work(job: Job) -> tuple[SheetPreview, Register]:
            from grantee_app.exchange.sheets.people import (  # noqa: PLC0415 (on demand)
                ReadingCancelled,
                read_people,
            )
            from grantee_app.records.matching import Register  # noqa: PLC0415 (on demand)

            register = known
            if register is None:
                with workspace.open_reader() as reader:
                    register = Register(reader.people.load_all(project_id))
            try:
                preview = read_people(
                    sheet, guess, groups, day, register, age_on=age_on,
                    progress=job.tell_progress, is_cancelled=job.is_cancelled,
                )  # fmt: skip
            except ReadingCancelled as stop:
                raise JobStopped from stop
            return preview, register

        self._tell_busy()
        self.jobs.submit(work, self._take_preview, self._fail, self._tell_progress)

    def _category_groups(self) -> list[DemographicGroup]:
        return next(
            (table.groups for table in self.groups.tables if table.dimension == "category"), []
        )

    def _take_preview(self, found: tuple[SheetPreview, Register]) -> None:
        self.preview, self._register = found
        self._names = {p.person.id: p.person.name for p in self._register.profiles}
        self.decisions = {row.row_number: _propose(row) for row in self.preview.rows}
        self._propose_categories()
        self._problem = None
        self.table.fill([str(row.row_number) for row in self.preview.rows], self._tell_cell)
        self.setCurrentWidget(self.area)
        self.retranslate()
        doubtful = next((row for row in self.preview.rows if not row.is_ready), None)
        if doubtful is not None:
            self.table.choose(str(doubtful.row_number))
        first = self.reject_button if self.accept_button.isHidden() else self.accept_button
        first.setFocus()

    def _fail(self, problem: Message) -> None:
        self._problem = problem
        self.setCurrentWidget(self.teaching)
        self.teaching.tell(problem)

    def _tell_busy(self) -> None:
        self.progress.setText(self.words.gettext("Reading {source}…", source=self.source))
        self.setCurrentWidget(self.busy)
        self.cancel_button.setFocus()

    def _tell_progress(self, done: int, total: int) -> None:
        self.progress.setText(
            self.words.gettext(
                "Reading {source}: {done} of {total}", source=self.source, done=done, total=total
            )
        )

    def cancel(self) -> None:
        """Stop reading; nothing was changed."""
        self.jobs.cancel()
        self.leave()

    def leave(self) -> None:
        """Forget what was read."""
        self.preview, self.guess, self.sheets = None, None, []
        self.setCurrentWidget(self.teaching)
        self.teaching.buttons["file"].setFocus()

    # ------------------------------------------------------------------ columns

    def _build_columns(self) -> None:
        while (item := self._columns_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.column_boxes = []
        guess = self.guess
        if guess is None:
            return
        for place, role in enumerate(guess.columns):
            box = ChoiceBox(letters=12)
            box.set_choices(self._list_roles())
            box.set_code(role)
            field = Field(box)
            head = guess.heads[place] if place < len(guess.heads) else ""
            field.set_words(head[:28] or _letter(place), "", head or _letter(place))
            field.label.setWordWrap(False)
            box.chosen.connect(self._change_columns)
            self._columns_row.add(field, 138)
            field.show()
            self.column_boxes.append(box)

    def _list_roles(self) -> list[tuple[str, str]]:
        return [(role, self.words.gettext(word)) for role, word in ROLES.items()]

    def _change_columns(self) -> None:
        if self.guess is not None:
            roles = tuple(cast("Role", box.code() or "unused") for box in self.column_boxes)
            before, heads = self.guess.columns, self.guess.heads
            for head, role, was in zip(heads, roles, before, strict=False):
                if head and role != was:
                    self._told[head] = role
            self.guess = replace(self.guess, columns=roles)
            self._read_rows()

    def _change_sheet(self) -> None:
        self._guess()

    def _change_activity(self) -> None:
        if self.preview is not None:
            # Ages in the sheet are of the day of the activity.
            self._read_rows()

    # ------------------------------------------------------------------ rows

    def row(self) -> PreviewRow | None:
        """Return the row that is chosen."""
        current = self.table.current()
        rows = self.preview.rows if self.preview else ()
        return next((row for row in rows if str(row.row_number) == current), None)

    def _tell_cell(self, place: int, key: str) -> Cell:
        if self.preview is None or place >= len(self.preview.rows):
            return Cell("")
        row, words = self.preview.rows[place], self.words
        if key == "row":
            return Cell(str(row.row_number), quiet=True)
        if key == "sign":
            return self._tell_sign(row)
        person = row.participant
        if person is None:
            return Cell("–" if key == "name" else "", quiet=True)
        category = tell_group(person.category, self.groups.list_groups("category"), words)
        text = {
            "name": person.name,
            "born": tell_birth(person, words),
            "gender": tell_gender(person.gender, words),
            "category": category,
            "place": person.place,
        }[key]
        detail = self._tell_decision(row) if key == "name" else ""
        is_out = self.decisions.get(row.row_number) == LEFT_OUT
        if key == "category" and not text:
            return self._tell_proposal(row, is_quiet=is_out)
        return Cell(text, detail, quiet=is_out)

    # ------------------------------------------------------------------ categories by the rules

    def _propose_categories(self) -> None:
        """Ask the rules about every row that tells no category."""
        people = self.desk.workspace.people
        event = next((e for e in self.events if e.id == self.activity_box.code()), None)
        day = (event.day if event else None) or today()
        known = {key for key, _label in self.groups.list_groups("category")}
        rules = people.read_category_rules()
        self.proposals = {}
        for row in self.preview.rows if self.preview else ():
            if row.participant is not None and not row.participant.category:
                found = propose_category(row.participant, day, rules)
                if found is not None and found.category in known:
                    self.proposals[row.row_number] = found

    def _tell_proposal(self, row: PreviewRow, *, is_quiet: bool) -> Cell:
        found = self.proposals.get(row.row_number)
        if found is None:
            return Cell("")
        groups = self.groups.list_groups("category")
        said = tell_group(found.category, groups, self.words)
        why = say_proposal(found, self.words)
        if self.category_box.isChecked():
            return Cell(said, why, quiet=is_quiet)
        return Cell("–", f"{said}?", quiet=True, said=f"{said}? {why}")

    def _show_categories(self) -> None:
        self.table.viewport().update()
        self._say_counts()

    def _tell_decision(self, row: PreviewRow) -> str:
        decision = self.decisions.get(row.row_number, NEW)
        if decision == LEFT_OUT:
            return self.words.gettext("is left out")
        if decision != NEW:
            return self.words.gettext("is {name} of the register", name=self._names[decision])
        return ""

    def _tell_sign(self, row: PreviewRow) -> Cell:
        said = "\n".join(self._tell_reasons(row))
        if row.participant is None:
            return Cell("!", tone="bad", pill=True, said=said)
        if row.in_register or row.in_sheet:
            return Cell("≈", tone="warn", pill=True, said=said)
        if row.problems:
            return Cell("!", tone="warn", pill=True, said=said)
        return Cell("✓", tone="ok", pill=True, said=self.words.gettext("nothing to look at"))

    def _tell_reasons(self, row: PreviewRow) -> list[str]:
        words = self.words
        said = [words.say(problem) for problem in row.problems]
        for double in row.in_register[:2]:
            reasons = " ".join(words.say(reason) for reason in double.reasons)
            name = self._names.get(double.person_id, "")
            said.append(
                words.gettext("May be {name} of the register: {reasons}", name=name,
                              reasons=reasons)
            )  # fmt: skip
        for double in row.in_sheet[:2]:
            reasons = " ".join(words.say(reason) for reason in double.reasons)
            said.append(
                words.gettext("May be the same as row {number}: {reasons}",
                              number=double.row_number, reasons=reasons)
            )  # fmt: skip
        return said

    def _show_row(self) -> None:
        row = self.row()
        said = self._tell_reasons(row) if row else []
        if row is not None and row.proposed_gender:
            word = tell_gender(row.proposed_gender, self.words)
            said.append(self.words.gettext("By the name: {gender}", gender=word))
        if row is not None and row.row_number in self.proposals:
            found = self.proposals[row.row_number]
            name = tell_group(found.category, self.groups.list_groups("category"), self.words)
            said.append(
                self.words.gettext(
                    "The rules say «{category}» ({why}).",
                    category=name,
                    why=say_proposal(found, self.words),
                )
            )
        self.row_told.setText("\n".join(said))
        has_choice = row is not None and row.participant is not None
        self.decision_box.setVisible(has_choice)
        if row is None or not has_choice:
            return
        words = self.words
        self.decision_box.set_choices(
            [
                (NEW, words.gettext("a new person")),
                *(
                    (d.person_id, words.gettext("is {name} of the register",
                                                name=self._names.get(d.person_id, "")))
                    for d in row.in_register
                ),
                (LEFT_OUT, words.gettext("is left out")),
            ]
        )  # fmt: skip
        self.decision_box.set_code(self.decisions.get(row.row_number, NEW))

    def _decide(self) -> None:
        row = self.row()
        if row is not None:
            self.decisions[row.row_number] = self.decision_box.code() or NEW
            self.table.viewport().update()
            self._say_counts()

    # ------------------------------------------------------------------ bringing in

    def gather(self) -> tuple[list[Participant], list[str]]:
        """Return the new people, and the ids of all who are taken, in the order of the sheet."""
        fresh: list[Participant] = []
        ids: dict[str, None] = {}
        for row in self.preview.rows if self.preview else ():
            decision = self.decisions.get(row.row_number, NEW)
            if row.participant is None or decision == LEFT_OUT:
                continue
            if decision != NEW:
                ids[decision] = None
                continue
            person = row.participant
            if self.gender_box.isChecked() and not person.gender and row.proposed_gender:
                person = person.model_copy(update={"gender": row.proposed_gender})
            proposal = self.proposals.get(row.row_number)
            if self.category_box.isChecked() and proposal is not None:
                person = person.model_copy(update={"category": proposal.category})
            fresh.append(person)
            ids[person.id] = None
        return fresh, list(ids)

    def bring_in(self) -> None:
        """Write everybody who is taken, as one step of undo."""
        if self.preview is None or self.desk.autosave.is_read_only:
            return
        fresh, ids = self.gather()
        activity = self.activity_box.code() or ""
        placed: list[tuple[str, Attendance]] = []
        people = self.desk.workspace.people
        if activity:
            there = {row.person.id for row in people.list_attendees(activity)}
            placed = [
                (activity, Attendance(participant_id=person))
                for person in ids
                if person not in there
            ]
        self.desk.autosave.end_step()
        try:
            label = message("List brought in").msgid
            with self.desk.workspace.change(label, "import"):
                people.add_many(self.desk.project_id, fresh, placed, label)
                if self._told:
                    people.learn_sheet_heads(self._told)
        except BastamaError as problem:
            self._problem = problem.message
            self._say_notes()
            return
        self.leave()
        self._register = None
        self.brought.emit(activity)

    # ------------------------------------------------------------------ words

    def refresh(self) -> None:
        """Show the activities as they are now; a list that is looked at stays."""
        self.events = list_events(self.desk)
        self._register = None
        self._offer_activities()

    def _offer_activities(self) -> None:
        words = self.words
        self.activity_box.set_choices(
            [
                ("", words.gettext("on no list, into the register only")),
                *((event.id, event.say(words)) for event in reversed(self.events)),
            ]
        )
        if self.activity_box.code() is None:
            self.activity_box.set_code("")

    def show_activity(self, activity_id: str) -> None:
        """Put the next list on this activity."""
        self.refresh()
        self.activity_box.set_code(activity_id)

    def _say_counts(self) -> None:
        if self.preview is None:
            return
        words = self.words
        fresh, ids = self.gather()
        parts = [
            words.gettext("new {count}", count=len(fresh)),
            words.gettext("known {count}", count=len(ids) - len(fresh)),
            words.gettext("left out {count}", count=len(self.preview.rows) - len(ids)),
            words.gettext("to look at {count}",
                          count=len(self.preview.rows) - self.preview.ready),
        ]  # fmt: skip
        self.about.setText(join_parts(parts))
        self.accept_button.setText(
            words.ngettext("&Bring in {count} person", "&Bring in {count} people", len(ids))
        )
        self.category_box.setVisible(bool(self.proposals))
        self.category_box.setText(
            words.gettext(
                "Take the category from the rules where none is told ({count})",
                count=len(self.proposals),
            )
        )
        self.category_box.setAccessibleName(self.category_box.text())
        can_accept = bool(ids) and not self.desk.autosave.is_read_only
        self.accept_button.setVisible(can_accept)
        self.reject_button.setText(
            words.gettext("Cancel") if can_accept else words.gettext("Close")
        )

    def _say_notes(self) -> None:
        said: list[Message] = [self._problem] if self._problem else []
        said += list(self.preview.notes[:MOST_NOTES]) if self.preview else []
        self.notes.setText("\n".join(f"▲ {self.words.say(note)}" for note in said))
        self.notes.setVisible(bool(said))

    def set_read_only(self, is_read_only: bool) -> None:
        """Close the ways."""
        self.teaching.set_read_only(is_read_only)

    def retranslate(self) -> None:
        """Say everything again; what was read and decided stays."""
        words = self.words
        self.teaching.set_words(
            words.gettext("A list out of Excel, Word or a file"),
            words.gettext(
                "It may be as untidy as it likes: titles above, merged heads, ages as words, "
                "totals below. You see every row before anything is added."
            ),
            {
                "file": (
                    words.gettext("Choose a &file…"),
                    words.gettext("Excel, LibreOffice or CSV."),
                ),
                "paste": (
                    words.gettext("&Paste what was copied"),
                    words.gettext("Copy the table in Excel or Word first."),
                ),
            },
            words.gettext("An IIN in the list is checked, tells birthday and gender and is "
                          "dropped."),
        )  # fmt: skip
        if self._problem is not None and self.currentWidget() is self.teaching:
            self.teaching.tell(self._problem)
        self.cancel_button.setText(words.gettext("Cancel"))
        self.head.setText(words.gettext("This was read: {source}", source=self.source))
        self.sheet_field.set_words(words.gettext("Sheet"), "")
        self.activity_field.set_words(words.gettext("Whose list it is"), "")
        self.gender_box.setText(words.gettext("Take the gender from the name where none is told"))
        self.gender_box.setAccessibleName(self.gender_box.text())
        self.decision_box.name_parts(words.gettext("What becomes of the row"))
        self.table.setAccessibleName(words.gettext("Rows of the list"))
        for box in self.column_boxes:
            box.set_choices(self._list_roles())
        self._offer_activities()
        self.table.retranslate()
        self._say_counts()
        self._say_notes()
        self._show_row()

    def end_workers(self) -> None:
        """Stop reading."""
        self.jobs.close()


def _propose(row: PreviewRow) -> str:
    from grantee_app.records.matching import LIKELY  # noqa: PLC0415 (on demand)

    known = max(row.in_register, key=lambda double: double.score, default=None)
    if known is not None and known.score >= LIKELY:
        return known.person_id
    if any(d.score >= LIKELY and d.row_number < row.row_number for d in row.in_sheet):
        return LEFT_OUT
    return NEW


def _letter(place: int) -> str:
    """Return the name of a column as Excel has it."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
