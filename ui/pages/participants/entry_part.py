"""Writing down who came, row by row, as it stands on the paper: quick, by the keyboard alone.

One activity at a time; its rows are the attendances in the order of the sheet. Each row that is
entered is saved at once and is one step of undo.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.language.dates import format_date
from grantee_app.language.message import Message, message
from grantee_app.language.numbers import group_digits
from grantee_app.records.participant import Attendance, Participant
from grantee_app.records.sheet_codes import make_event_code, make_row_code, read_row_code
from grantee_app.store.name_words import make_name_key
from grantee_app.store.typed_lines import LinePlace
from ui.editors.field_editor import today
from ui.editors.flag_editor import CheckBox
from ui.joined_words import join_parts
from ui.pages.participants.entry_line import (
    EntryLine,
    TypedRow,
    clipboard_text,
    read_clipboard_lines,
)
from ui.pages.participants.long_choice import LongChoice
from ui.pages.participants.people_words import (
    list_events,
    tell_birth,
    tell_gender,
    tell_group,
)
from ui.pages.participants.second_part import SecondPart
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from grantee_app.exchange.second_entry import Applied
    from grantee_app.form.category_rules import Proposal
    from grantee_app.store.people import Attendee, OfferedName
    from ui.desk import Desk
    from ui.pages.participants.people_words import Event, FormGroups

OFFERED: Final = 7
READING: Final = "first"
_SECOND_OPEN: Final = "participants/second"
# A code has letters in every place but those of the row, and W is the widest of them.
_WIDEST_CODE: Final = "WWWWWW-00W"


class EntryPart(QFrame):
    """`person_wanted` brings a person to look at, `numbers_wanted` and `sheet_wanted` an event."""

    person_wanted = Signal(str)
    numbers_wanted = Signal(str)
    sheet_wanted = Signal(str)

    def __init__(self, desk: Desk, groups: FormGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.events: list[Event] = []
        self.rows: list[Attendee] = []
        self._is_new = True
        # Whose half-typed row stands in the line.
        self._line_of = ""
        self._is_wide = True
        self.setProperty("role", "card")
        self.activity = LongChoice(desk.words, desk.theme)
        self.standing = make_label("secondary")
        self.numbers_button, self.sheet_button = QPushButton(), QPushButton()
        self.second_button = QPushButton()
        for button in (self.numbers_button, self.sheet_button, self.second_button):
            button.setProperty("role", "link")
        self.consent_box = CheckBox()
        self.line = EntryLine(desk, self._find_offers, today(), self, self._propose_category)
        self.hint = make_label("secondary")
        self.table = Ledger(desk.theme, lines=1)
        self.second = SecondPart(desk, groups)
        self._lay_out()
        self._connect()
        self._set_columns(is_wide=True)

    def _lay_out(self) -> None:
        head = QWidget()
        top = QVBoxLayout(head)
        top.setContentsMargins(16, 14, 16, 10)
        top.setSpacing(8)
        row_widget = QWidget()
        row = WrappingRow(row_widget, gap=12, line_gap=8)
        row.add(self.activity, 300, 2)
        row.add(self.standing, 200, 1)
        row.add(self.numbers_button, weight=0)
        row.add(self.sheet_button, weight=0)
        row.add(self.second_button, weight=0)
        top.addWidget(row_widget)
        top.addWidget(self.line)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.hint, 1)
        below.addWidget(self.consent_box, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(below)
        self._own = QWidget()
        column = QVBoxLayout(self._own)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        self.views = QStackedWidget()
        self.views.addWidget(self._own)
        self.views.addWidget(self.second)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self.views)

    def _connect(self) -> None:
        self.activity.chosen.connect(self._change_activity)
        self.numbers_button.clicked.connect(lambda: self.numbers_wanted.emit(self.activity_id))
        self.sheet_button.clicked.connect(lambda: self.sheet_wanted.emit(self.activity_id))
        self.second_button.clicked.connect(self.open_second)
        self.second.left.connect(self.close_second)
        self.second.applied.connect(self._show_applied)
        self.line.edited.connect(self._note_typed)
        self.line.entered.connect(self.add_typed)
        self.line.known.connect(self.add_known)
        self.line.pasted.connect(self.paste)
        self.table.wanted.connect(self.act)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.resized.connect(lambda width: self._set_columns(is_wide=width >= 700))

    def _set_columns(self, *, is_wide: bool) -> None:
        words = self.words
        self._is_wide = is_wide
        columns = [
            LedgerColumn("number", lambda: words.gettext("No."), "0000", is_number=True),
            LedgerColumn("name", lambda: words.gettext("Name"), weight=4, least=150),
            LedgerColumn("born", lambda: words.gettext("Year"), "00 000000"),
            LedgerColumn("gender", lambda: words.gettext("Gender"), "0000000"),
        ]
        if is_wide:
            columns += [
                LedgerColumn("category", lambda: words.gettext("Category"), weight=3),
                LedgerColumn("place", lambda: words.gettext("Place"), weight=3),
                LedgerColumn("code", lambda: words.gettext("Row of the sheet"), _WIDEST_CODE),
            ]
        self.table.set_columns(columns)

    # ------------------------------------------------------------------ the activity

    @property
    def activity_id(self) -> str:
        """The activity whose list is shown, "" for none."""
        return self.activity.code() or ""

    def find_event(self) -> Event | None:
        """Return the activity whose list is shown."""
        return next((event for event in self.events if event.id == self.activity_id), None)

    def show_activity(self, activity_id: str) -> bool:
        """Show the list of an activity; tell whether it is there."""
        if not any(event.id == activity_id for event in self.events):
            self.refresh()
        if not any(event.id == activity_id for event in self.events):
            return False
        if activity_id != self.activity_id:
            self.keep_typed()
            if self.views.currentWidget() is self.second:
                self.close_second()
            self.activity.set_code(activity_id)
            self._show_list()
        return True

    def _change_activity(self) -> None:
        self._show_list()
        self.line.name.setFocus()

    def refresh(self) -> None:
        """Show the records as they are now; a half-typed row stays."""
        self.events = list_events(self.desk)
        remembered = self.activity_id or str(self.desk.memory.value("participants/activity", ""))
        self.activity.set_choices(
            [(event.id, event.say(self.words)) for event in reversed(self.events)]
        )
        known = {event.id for event in self.events}
        if self.activity_id not in known:
            fitting = remembered if remembered in known else self._guess_activity()
            self.activity.set_code(fitting)
        self._show_list()
        self._follow_second()

    def _guess_activity(self) -> str:
        # What is typed now is most likely the list of what was held last.
        past = [event for event in self.events if event.day and event.day <= today()]
        chosen = past[-1:] or self.events[:1]
        return chosen[0].id if chosen else ""

    def _show_list(self) -> None:
        people = self.desk.workspace.people
        self.desk.memory.setValue("participants/activity", self.activity_id)
        self.rows = people.list_attendees(self.activity_id) if self.activity_id else []
        self.table.fill([row.attendance.id for row in self.rows], self._tell_cell)
        self.line.set_above(self.rows[-1].person if self.rows else None)
        self.line.setEnabled(bool(self.activity_id))
        if self._line_of != self.activity_id:
            # What is half typed stays with the list it was typed for.
            self.desk.autosave.flush()
            self._line_of = self.activity_id
            entries = self.desk.workspace.second_entries
            self.line.fill(entries.read_line(self._line_of, READING) if self._line_of else {})
        self._say_standing()

    # ------------------------------------------------------------------ entered twice

    def open_second(self) -> bool:
        """Let another person type the list once more; tell whether that can be."""
        event = self.find_event()
        if event is None:
            return False
        self.keep_typed()
        is_closed = self.desk.autosave.is_read_only
        if not self.second.show_event(event, begins=not is_closed):
            return False
        self.desk.memory.setValue(_SECOND_OPEN, event.id)
        self.views.setCurrentWidget(self.second)
        return True

    def show_second(self, table: str, row_id: str) -> bool:
        """Bring a row of a second entry into sight; tell whether it is there."""
        column = "second_row.id" if table == "second_row" else "second_list.id"
        found = self.desk.workspace.db.execute(
            "SELECT activity_id FROM second_list LEFT JOIN second_row ON list_id = second_list.id "
            f"WHERE {column} = ? LIMIT 1",
            [row_id],
        ).fetchone()
        if found is None or not self.show_activity(str(found[0])):
            return False
        if self.views.currentWidget() is not self.second:
            return self.open_second()
        return True

    def close_second(self) -> None:
        """Show the list itself."""
        self.desk.memory.remove(_SECOND_OPEN)
        self.views.setCurrentWidget(self._own)
        self._show_list()
        self.line.name.setFocus()

    def _follow_second(self) -> None:
        """Stay with the second entry that is open, as long as there is one."""
        if self.views.currentWidget() is self.second:
            self.second.refresh()
            if self.second.entry is None or self.second.event_ != self.find_event():
                self.close_second()
        elif self._is_new and self.desk.memory.value(_SECOND_OPEN, "") == self.activity_id != "":
            # It was open when the window closed.
            found = self.desk.workspace.second_entries.load(self.activity_id)
            if found is not None and found.is_open:
                self.open_second()
        self._is_new = False

    def _show_applied(self, done: Applied) -> None:
        self.close_second()
        words = self.words
        parts = [
            words.ngettext("{count} row compared", "{count} rows compared", done.compared),
            words.ngettext("{count} difference", "{count} differences", done.differences),
        ]
        for count, said in (
            (done.changed, words.gettext("changed: {count}", count=done.changed)),
            (done.added, words.gettext("added: {count}", count=done.added)),
            (done.removed, words.gettext("taken off: {count}", count=done.removed)),
        ):
            if count:
                parts.append(said)
        self.hint.setText(f"✓ {words.gettext('Second entry applied')}: " + join_parts(parts))

    def _note_typed(self, key: str) -> None:
        """Keep what is half typed like any other draft."""
        if self._line_of and not self.desk.autosave.is_read_only:
            place = LinePlace(self._line_of, READING, key)
            self.desk.autosave.note(place, "", lambda: self.line.read_text(key))

    # ------------------------------------------------------------------ rows

    def next_number(self) -> int:
        """Return the number of the next row of the paper."""
        code = make_event_code(self.activity_id)
        numbers = [0]
        for row in self.rows:
            read = read_row_code(row.attendance.row_code)
            if read is not None and read[0] == code:
                numbers.append(read[1])
        return max(*numbers, len(self.rows)) + 1

    def _row_code(self, ahead: int = 0) -> str:
        return make_row_code(make_event_code(self.activity_id), self.next_number() + ahead)

    def _consent_on(self) -> date | None:
        event = self.find_event()
        return event.day if event and self.consent_box.isChecked() else None

    def _find_offers(self, typed: str) -> list[OfferedName]:
        if not self.activity_id:
            return []
        return self.desk.workspace.people.offer_names(
            self.desk.project_id, typed, self.activity_id, OFFERED
        )

    def _propose_category(self, row: TypedRow) -> Proposal | None:
        event = self.find_event()
        if event is None:
            return None
        person = row.make_person(event.day, None)
        return self.desk.workspace.people.propose_category(person, event.day)

    def add_typed(self) -> bool:
        """Add the new person of the line to the register and the list; tell whether it was done."""
        event = self.find_event()
        if event is None or self.desk.autosave.is_read_only:
            return False
        row = self.line.read()
        if row is None:
            return False
        person = row.make_person(event.day, self._consent_on())
        people = self.desk.workspace.people
        return self._add(
            lambda: people.add(self.desk.project_id, person, event.id, row_code=self._row_code()),
            message("Participant added").msgid,
        )

    def add_known(self, person_id: str) -> bool:
        """Put somebody known on the list; tell whether she was not there yet."""
        if not self.activity_id or self.desk.autosave.is_read_only:
            return False
        there = next(
            (place for place, row in enumerate(self.rows, 1) if row.person.id == person_id), 0
        )
        if there:
            self.line.clear()
            self.line.tell(
                self.words.gettext("This person is on the list already, row {number}.",
                                   number=there)
            )  # fmt: skip
            self.line.name.setFocus()
            return False
        people = self.desk.workspace.people
        return self._add(
            lambda: people.add_attendance(self.activity_id, person_id, row_code=self._row_code()),
            message("Participant put on the list").msgid,
        )

    def _add(
        self, write: Callable[[], object], label: str, kind: Literal["edit", "import"] = "edit"
    ) -> bool:
        """Write rows and begin the next one in one transaction: no row is there twice or never."""
        workspace = self.desk.workspace
        self.desk.autosave.end_step()
        try:
            with workspace.change(label, kind):
                write()
                workspace.second_entries.clear_line(self.activity_id, READING)
        except BastamaError as problem:
            self.line.tell(self.words.say(problem.message))
            return False
        self.line.fill({})
        self._show_list()
        self.table.scrollToBottom()
        self.line.name.setFocus()
        return True

    def keep_typed(self) -> None:
        """Put a half-typed row on the list, before it goes out of sight."""
        if len(self.line.name.text().strip()) > 2 and self.activity_id:
            self.add_typed()

    def paste(self, text: str = "") -> None:
        """Put a pasted column of names on the list, as one step."""
        event = self.find_event()
        if event is None or self.desk.autosave.is_read_only:
            return
        names = read_clipboard_lines(text or clipboard_text())
        there = {row.person.id for row in self.rows}
        fresh: list[Participant] = []
        placed: list[tuple[str, Attendance]] = []
        left = 0
        for name in names:
            person_id = self._find_exactly(name)
            if person_id in there:
                left += 1
                continue
            if not person_id:
                person = Participant(name=name, consent_on=self._consent_on())
                fresh.append(person)
                person_id = person.id
            there.add(person_id)
            code = self._row_code(len(placed))
            placed.append((event.id, Attendance(participant_id=person_id, row_code=code)))
        if not placed:
            self.line.tell(self.words.gettext("There is nobody to add on the clipboard."))
            return
        label = message("List pasted").msgid
        people = self.desk.workspace.people
        self._add(
            lambda: people.add_many(self.desk.project_id, fresh, placed, label), label, "import"
        )
        said = self.words.ngettext("{count} row added", "{count} rows added", len(placed))
        parts = [said]
        if len(placed) > len(fresh):
            parts.append(
                self.words.gettext("known before: {count}", count=len(placed) - len(fresh))
            )
        if left:
            parts.append(self.words.gettext("on the list already: {count}", count=left))
        self.hint.setText(join_parts(parts))

    def _find_exactly(self, name: str) -> str:
        key = make_name_key(name)
        rows = self.desk.workspace.db.execute(
            "SELECT id FROM participant WHERE project_id = ? AND name_key = ? LIMIT 2",
            [self.desk.project_id, key],
        ).fetchall()
        # Of two people of one name nobody knows which of them came.
        return str(rows[0][0]) if len(rows) == 1 else ""

    # ------------------------------------------------------------------ deeds

    def act(self, deed: str) -> None:
        """Do what a key or the menu asks for."""
        current = self.table.current()
        if deed == "edit":
            person = next((r.person.id for r in self.rows if r.attendance.id == current), "")
            if person:
                self.person_wanted.emit(person)
        elif self.desk.autosave.is_read_only:
            return
        elif deed == "new":
            self.line.name.setFocus()
        elif deed == "remove":
            self._remove()
        elif deed == "paste":
            self.paste()
        elif deed in {"up", "down"}:
            self._move(current, -1 if deed == "up" else 1)

    def _remove(self) -> None:
        ids = self.table.selected()
        if not ids:
            return
        self.desk.autosave.end_step()
        self._try(lambda: self.desk.workspace.people.remove_attendances(ids))
        self._show_list()
        self.table.setFocus()

    def _move(self, row_id: str, step: int) -> None:
        ids = [row.attendance.id for row in self.rows]
        if row_id not in ids:
            return
        place = ids.index(row_id)
        wanted = place + step
        if not 0 <= wanted < len(ids):
            return
        ids[place], ids[wanted] = ids[wanted], ids[place]
        self.desk.autosave.end_step()
        self._try(lambda: self.desk.workspace.people.set_order(self.activity_id, ids))
        self._show_list()
        self.table.choose(row_id)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BastamaError as problem:
            self.line.tell(self.words.say(problem.message))

    def show_attendance(self, attendance_id: str) -> bool:
        """Bring a row into sight; tell whether it is there."""
        found = self.desk.workspace.db.execute(
            "SELECT activity_id FROM attendance WHERE id = ?", [attendance_id]
        ).fetchone()
        if found is None or not self.show_activity(str(found[0])):
            return False
        self._show_list()
        self.table.choose(attendance_id)
        QTimer.singleShot(0, self, self.line.name.setFocus)
        return True

    def _open_menu(self, place: QPoint) -> None:
        words = self.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_closed = self.desk.autosave.is_read_only
        for deed, word, keys in (
            ("edit", words.gettext("Open the person"), "Enter"),
            ("paste", words.gettext("Paste names"), "Ctrl+V"),
            ("up", words.gettext("Move up"), "Alt+↑"),
            ("down", words.gettext("Move down"), "Alt+↓"),
            ("remove", words.gettext("Take off the list"), "Del"),
        ):
            action = menu.addAction(f"{word}\t{keys}")
            action.setEnabled(deed == "edit" or not is_closed)
            action.triggered.connect(lambda _on=False, what=deed: self.act(what))
        menu.popup(place)

    # ------------------------------------------------------------------ words

    def _tell_cell(self, place: int, key: str) -> Cell:
        row, words = self.rows[place], self.words
        person = row.person
        category = tell_group(person.category, self.groups.list_groups("category"), words)
        text = {
            "number": lambda: str(place + 1),
            "name": lambda: person.name,
            "born": lambda: tell_birth(person, words),
            "gender": lambda: tell_gender(person.gender, words),
            "category": lambda: category,
            "place": lambda: person.place,
            "code": lambda: row.attendance.row_code,
        }[key]()
        if not text and key in {"born", "gender", "category"}:
            return Cell("–", quiet=True, said=words.gettext("not told"))
        return Cell(text, quiet=key in {"number", "code"})

    def _say_standing(self) -> None:
        words, event = self.words, self.find_event()
        if event is None:
            self.standing.setText(words.gettext("No activity was held yet."))
            self.second_button.hide()
            return
        named, counted = len(self.rows), event.counted
        parts = [words.gettext("on the list {count}", count=group_digits(named))]
        if counted is not None:
            parts.append(words.gettext("only counted {count}", count=group_digits(counted)))
            parts.append(words.gettext("{count} in all", count=group_digits(named + counted)))
        parts += self._tell_second()
        self.standing.setText(join_parts(parts))
        self._say_hint()

    def _tell_second(self) -> list[str]:
        """Tell whether the list was entered twice, and name the button that does it."""
        words = self.words
        found = self.desk.workspace.second_entries.load(self.activity_id)
        is_open = found is not None and found.is_open
        self.second_button.setText(
            words.gettext("Go on with the second entry…")
            if is_open
            else words.gettext("Second entry…")
        )
        is_closed = self.desk.autosave.is_read_only
        self.second_button.setVisible((bool(self.rows) and not is_closed) or is_open)
        if found is None or found.applied_on is None:
            return []
        day = format_date(found.applied_on, words.code)
        count = words.ngettext("{count} difference", "{count} differences", found.differences)
        return [words.gettext("entered twice on {day}, {differences}", day=day, differences=count)]

    def _say_hint(self) -> None:
        self.hint.setText(
            self.words.gettext(
                "Row {number}: type two letters and choose a known person with ↓ and Enter, or "
                "type on: Tab goes to the year, F4 repeats category and place of the row above, "
                "Enter ends the row.",
                number=self.next_number() if self.activity_id else 1,
            )
        )

    def tell(self, problem: Message) -> None:
        """Say what could not be done."""
        self.line.tell(self.words.say(problem))

    def take_groups(self) -> None:
        """Offer the groups of the form."""
        self.line.set_categories(self.groups.list_groups("category"))
        self.table.retranslate()
        self.second.take_groups()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self.line.set_read_only(is_read_only)
        self.second.set_read_only(is_read_only)
        self.hint.setVisible(not is_read_only)
        self.consent_box.setVisible(not is_read_only)

    def retranslate(self) -> None:
        """Say everything again; a half-typed row stays."""
        words = self.words
        self.activity.name_parts(words.gettext("Activity whose list is written"))
        self.numbers_button.setText(words.gettext("Only counted…"))
        self.numbers_button.setAccessibleDescription(
            words.gettext("Enter the heads that stand on no list")
        )
        self.sheet_button.setText(words.gettext("Sign-in sheet…"))
        self.consent_box.setText(words.gettext("They signed the consent on the sheet"))
        self.consent_box.setAccessibleName(self.consent_box.text())
        self.table.setAccessibleName(words.gettext("List of the activity"))
        self.line.retranslate()
        self.line.set_categories(self.groups.list_groups("category"))
        self.activity.set_choices([(event.id, event.say(words)) for event in reversed(self.events)])
        self.table.retranslate()
        self.second.retranslate()
        self._say_standing()

    def end_workers(self) -> None:
        """Keep what is half typed."""
        self.keep_typed()
