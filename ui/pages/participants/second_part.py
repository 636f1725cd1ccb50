"""The second entry of a paper list: another person types it, then both entries are compared.

Nothing of the first entry is shown while the second is typed, nor are people offered whom the
first alone brought. Each row is saved at once; the comparison writes in one step of undo.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.exchange.second_entry import apply_choices, compare_lists, find_known
from grantee_app.language.message import message
from grantee_app.records.participant import Participant
from grantee_app.records.second_row import SecondRow
from grantee_app.store.typed_lines import LinePlace
from ui.editors.field_editor import today
from ui.joined_words import join_parts
from ui.pages.participants.comparison import Comparison
from ui.pages.participants.entry_line import EntryLine, read_clipboard_lines
from ui.pages.participants.people_words import tell_birth, tell_gender, tell_group
from ui.theme import set_role
from ui.widgets.labels import make_label
from ui.widgets.ledger import Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from grantee_app.exchange.second_entry import Applied
    from grantee_app.store.people import OfferedName
    from grantee_app.store.second_entry import SecondList
    from ui.desk import Desk
    from ui.pages.participants.people_words import Event, FormGroups

READING: Final = "second"
_LABEL: Final = message("Row of the second entry typed").msgid
_OFFERED: Final = 7
# Among so many the people of other lists are looked for.
_ASKED: Final = 60


class SecondPart(QWidget):
    """`left` says that the list itself is wanted again, `applied` what a comparison did."""

    left = Signal()
    applied = Signal(object)

    def __init__(self, desk: Desk, groups: FormGroups) -> None:
        super().__init__()
        self.desk = desk
        self.words = desk.words
        self.groups = groups
        self.event_: Event | None = None
        self.entry: SecondList | None = None
        self.is_comparing = False
        self._line_of = ""
        self.head = make_label("heading")
        self.about = make_label("secondary")
        self.standing = make_label("secondary")
        self.compare_button, self.type_button = QPushButton(), QPushButton()
        self.leave_button, self.drop_button = QPushButton(), QPushButton()
        for button in (self.type_button, self.leave_button, self.drop_button):
            set_role(button, "link")
        self.line = EntryLine(desk, self._find_offers, today(), self)
        self.table = Ledger(desk.theme, lines=1)
        self.comparison = Comparison(desk, groups)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        buttons = QWidget()
        row = WrappingRow(buttons, gap=12, line_gap=8)
        for button in (
            self.compare_button, self.type_button, self.leave_button, self.drop_button,
        ):  # fmt: skip
            row.add(button, weight=0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.setSpacing(8)
        for widget in (self.head, self.about, buttons):
            head.addWidget(widget)
        self.typing = QWidget()
        typing = QVBoxLayout(self.typing)
        typing.setContentsMargins(0, 0, 0, 0)
        typing.setSpacing(8)
        beside = QHBoxLayout()
        beside.setContentsMargins(16, 0, 16, 0)
        beside.addWidget(self.line)
        below = QHBoxLayout()
        below.setContentsMargins(16, 0, 16, 0)
        below.addWidget(self.standing)
        typing.addLayout(beside)
        typing.addLayout(below)
        typing.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.typing, 1)
        # On a small window the question below the table needs the room: the whole scrolls.
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.comparison)
        self.comparison.table.setMinimumHeight(180)
        column.addWidget(self.area, 1)

    def _connect(self) -> None:
        words = self.words
        self.table.set_columns(
            [
                LedgerColumn("number", lambda: words.gettext("No."), "0000", is_number=True),
                LedgerColumn("name", lambda: words.gettext("Name"), weight=4, least=150),
                LedgerColumn("birth", lambda: words.gettext("Year"), "00.00.0000"),
                LedgerColumn("gender", lambda: words.gettext("Gender"), "0000000"),
                LedgerColumn("category", lambda: words.gettext("Category"), weight=3),
                LedgerColumn("place", lambda: words.gettext("Place"), weight=3),
            ]
        )
        self.compare_button.clicked.connect(self.compare)
        self.type_button.clicked.connect(self.go_on_typing)
        self.leave_button.clicked.connect(self.leave)
        self.drop_button.clicked.connect(self.drop)
        self.line.edited.connect(self._note_typed)
        self.line.entered.connect(self.add_typed)
        self.line.known.connect(self.add_known)
        self.line.pasted.connect(self.paste)
        self.table.wanted.connect(self.act)
        self.comparison.decided.connect(self._keep_choices)
        self.comparison.wanted_apply.connect(self.apply)

    # ------------------------------------------------------------------ the entry

    def show_event(self, event: Event, *, begins: bool) -> bool:
        """Show the second entry of an event's list, begun where asked for; tell whether it is."""
        entries = self.desk.workspace.second_entries
        if begins and not self._try(lambda: entries.begin(event.id)):
            return False
        self.event_ = event
        self.is_comparing = False
        self.refresh()
        if self.entry is not None:
            QTimer.singleShot(0, self.line.name, self.line.name.setFocus)
        return self.entry is not None

    def refresh(self) -> None:
        """Show the entry as it is stored; a half-typed row stays."""
        event = self.event_
        found = self.desk.workspace.second_entries.load(event.id) if event else None
        self.entry = found if found is not None and found.is_open else None
        if event is None or self.entry is None:
            return
        rows = self.entry.rows
        self.table.fill([row.id for row in rows], self._tell_cell)
        self.line.set_above(_as_person(rows[-1]) if rows else None)
        if self._line_of != event.id:
            self.desk.autosave.flush()
            self._line_of = event.id
            self.line.fill(self.desk.workspace.second_entries.read_line(event.id, READING))
        if self.is_comparing:
            self._show_comparison()
        self._say_all()

    def leave(self) -> None:
        """Go back to the list; the second entry waits."""
        self.desk.autosave.end_step()
        self.left.emit()

    def drop(self) -> None:
        """Throw the second entry away; undo brings it back."""
        entry = self.entry
        if entry is not None and not self.desk.autosave.is_read_only:
            self.desk.autosave.end_step()
            if self._try(lambda: self.desk.workspace.second_entries.drop(entry.id)):
                self.entry = None
                self.left.emit()

    # ------------------------------------------------------------------ typing

    def _note_typed(self, key: str) -> None:
        if self._line_of and not self.desk.autosave.is_read_only:
            place = LinePlace(self._line_of, READING, key)
            self.desk.autosave.note(place, "", lambda: self.line.read_text(key))

    def _find_offers(self, typed: str) -> list[OfferedName]:
        if self.event_ is None:
            return []
        found = self.desk.workspace.people.offer_names(
            self.desk.project_id, typed, self.event_.id, _ASKED
        )
        # Whom the first entry alone knows would tell what the first typed.
        return [
            replace(offered, visits=offered.visits - offered.is_there, is_there=False)
            for offered in found
            if offered.visits > offered.is_there
        ][:_OFFERED]

    def add_typed(self) -> bool:
        """Put the row of the line at the end; tell whether it was done."""
        row = self.line.read()
        if row is None:
            return False
        return self._add(
            [
                SecondRow.model_validate(
                    {
                        "name": row.name,
                        "gender": row.gender,
                        "birth": row.birth_text,
                        "category": row.category,
                        "place": row.place,
                    }
                )
            ]
        )

    def add_known(self, person_id: str) -> bool:
        """Put somebody known at the end; tell whether she was not there yet."""
        if self.entry is None:
            return False
        there = [place for place, row in enumerate(self.entry.rows, 1)
                 if row.participant_id == person_id]  # fmt: skip
        if there:
            self.line.clear()
            self.line.tell(
                self.words.gettext("This person is on the list already, row {number}.",
                                   number=there[0])
            )  # fmt: skip
            return False
        person = self.desk.workspace.people.load(person_id)
        row = SecondRow(
            participant_id=person_id,
            name=person.name,
            gender=person.gender,
            birth=person.born_on.strftime("%d.%m.%Y")
            if person.born_on
            else tell_birth(person, self.words),
            category=person.category,
            place=person.place,
        )
        return self._add([row])

    def paste(self, text: str) -> None:
        """Put a pasted column of names at the end."""
        names = read_clipboard_lines(text)
        if names:
            self._add([SecondRow(name=name) for name in names])

    def _add(self, rows: list[SecondRow]) -> bool:
        entry, workspace = self.entry, self.desk.workspace
        if entry is None or self.desk.autosave.is_read_only:
            return False
        self.desk.autosave.end_step()

        def write() -> None:
            with workspace.change(_LABEL):
                for row in rows:
                    workspace.second_entries.add(entry.id, row)
                workspace.second_entries.clear_line(entry.activity_id, READING)

        if not self._try(write):
            return False
        self.line.fill({})
        self.refresh()
        self.table.scrollToBottom()
        self.line.name.setFocus()
        return True

    def act(self, deed: str) -> None:
        """Do what a key in the table asks for."""
        entries, entry = self.desk.workspace.second_entries, self.entry
        if entry is None or self.desk.autosave.is_read_only:
            return
        if deed == "new":
            self.line.name.setFocus()
        elif deed == "edit":
            self._take_back()
        elif deed == "remove":
            ids = self.table.selected()
            self._write(lambda: entries.remove(ids))
            self.table.setFocus()
        elif deed in {"up", "down"}:
            ids = [row.id for row in entry.rows]
            place = ids.index(self.table.current()) if self.table.current() in ids else -1
            wanted = place + (-1 if deed == "up" else 1)
            if place >= 0 and 0 <= wanted < len(ids):
                ids[place], ids[wanted] = ids[wanted], ids[place]
                self._write(lambda: entries.set_order(ids))

    def _take_back(self) -> None:
        """Take a row into the line to be typed better, when nothing else stands there."""
        entry, current = self.entry, self.table.current()
        row = next((row for row in entry.rows if row.id == current), None) if entry else None
        if row is None or self.line.is_begun():
            self.line.name.setFocus()
            return
        self._write(lambda: self.desk.workspace.second_entries.remove([row.id]))
        self.line.fill(
            {
                "name": row.name,
                "born": row.birth,
                "gender": row.gender,
                "category": row.category,
                "place": row.place,
            }
        )
        for key in ("name", "born", "gender", "category", "place"):
            self._note_typed(key)
        self.line.name.setFocus()

    def _write(self, act: Callable[[], object]) -> None:
        self.desk.autosave.end_step()
        if self._try(act):
            self.refresh()

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except BastamaError as problem:
            told = self.words.say(problem.message)
            (self.comparison if self.is_comparing else self.line).tell(told)
            return False
        return True

    # ------------------------------------------------------------------ comparing

    def compare(self) -> None:
        """Show both entries side by side; a row in the line counts as typed."""
        if self.line.is_begun() and not self.add_typed():
            return
        self.is_comparing = True
        self.refresh()
        self.comparison.table.setFocus()

    def go_on_typing(self) -> None:
        """Type on; what the first typed is out of sight again."""
        self.is_comparing = False
        self.refresh()
        self.line.name.setFocus()

    def _show_comparison(self) -> None:
        entry, event, workspace = self.entry, self.event_, self.desk.workspace
        if entry is None or event is None:
            return
        rows = compare_lists(
            workspace.people.list_attendees(event.id),
            entry.rows,
            find_known(workspace, event.id),
            event.day,
            today(),
        )
        self.comparison.show_rows(rows, entry.choices)

    def _keep_choices(self) -> None:
        entry, choices = self.entry, self.comparison.choices
        if entry is not None:
            self.desk.autosave.end_step()
            self._try(lambda: self.desk.workspace.second_entries.decide(entry.id, choices))
            self.entry = replace(entry, choices=choices)

    def apply(self) -> None:
        """Write what was decided into the list."""
        entry, event = self.entry, self.event_
        if entry is None or event is None or self.desk.autosave.is_read_only:
            return
        self.desk.autosave.end_step()
        done: list[Applied] = []
        rows = self.comparison.rows
        if self._try(
            lambda: done.append(
                apply_choices(
                    self.desk.workspace, self.desk.project_id, entry, rows, event.day, today()
                )
            )
        ):
            self.is_comparing = False
            self.entry = None
            self.applied.emit(done[0])

    # ------------------------------------------------------------------ words

    def _tell_cell(self, place: int, key: str) -> Cell:
        rows = self.entry.rows if self.entry is not None else ()
        if place >= len(rows):
            return Cell()
        row, words = rows[place], self.words
        if key == "number":
            return Cell(str(place + 1), quiet=True)
        text = {
            "name": row.name,
            "birth": row.birth,
            "gender": tell_gender(row.gender, words),
            "category": tell_group(row.category, self.groups.list_groups("category"), words),
            "place": row.place,
        }[key]
        return Cell(text or "–", quiet=not text, said=text or words.gettext("not told"))

    def _say_all(self) -> None:
        words, event, entry = self.words, self.event_, self.entry
        if event is None or entry is None:
            return
        is_closed = self.desk.autosave.is_read_only
        title = (
            words.gettext("Both entries") if self.is_comparing else words.gettext("Second entry")
        )
        self.head.setText(join_parts((title, event.say(words))))
        self.about.setText(
            words.gettext(
                "1 takes the first, 2 the second, 3 lets you write what the paper says. Nothing is "
                "changed until you write it into the list; one Ctrl+Z takes all of it back."
            )
            if self.is_comparing
            else words.gettext(
                "Another person types the same paper once more, row by row. What the first typed "
                "is not shown; then both are compared."
            )
        )
        self.typing.setVisible(not self.is_comparing)
        self.area.setVisible(self.is_comparing)
        self.compare_button.setVisible(not self.is_comparing)
        self.compare_button.setEnabled(bool(entry.rows) or self.line.is_begun())
        self.type_button.setVisible(self.is_comparing)
        self.drop_button.setVisible(not is_closed)
        self.standing.setText(
            words.ngettext("{count} row typed", "{count} rows typed", len(entry.rows))
        )

    def take_groups(self) -> None:
        """Offer the groups of the form."""
        self.line.set_categories(self.groups.list_groups("category"))
        self.table.retranslate()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let it be read, and nothing else."""
        self.line.set_read_only(is_read_only)

    def retranslate(self) -> None:
        """Say everything again; a half-typed row stays."""
        words = self.words
        self.compare_button.setText(words.gettext("Compare both entries"))
        self.type_button.setText(words.gettext("Go on typing"))
        self.leave_button.setText(words.gettext("Back to the list"))
        self.drop_button.setText(words.gettext("Throw the second entry away"))
        self.table.setAccessibleName(words.gettext("Rows of the second entry"))
        self.line.retranslate()
        self.line.set_categories(self.groups.list_groups("category"))
        self.table.retranslate()
        self.comparison.retranslate()
        self._say_all()


def _as_person(row: SecondRow) -> Participant:
    return Participant(name=row.name, category=row.category, place=row.place)
