"""The page of participants: the register, the lists of activities, sheets, doubles, figures.

Holds the parts together: goes to the places that findings, undo and other pages lead to, and does
to the register what a person asks for. What a part shows is its own business.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from grantee_app.checks.step import FORGETTING
from grantee_app.errors import BastamaError
from grantee_app.figures.activity_list import count_visits
from grantee_app.language.numbers import group_digits
from grantee_app.store.output_files import write_output_file
from grantee_app.store.people import PeopleFilter
from grantee_app.store.texts import RecordPlace
from ui.joined_words import join_short
from ui.pages.money.teaching import Teaching
from ui.pages.page import Page
from ui.pages.participants.doubles_part import DoublesPart
from ui.pages.participants.entry_part import EntryPart
from ui.pages.participants.figures_part import FiguresPart
from ui.pages.participants.papers_part import PapersPart
from ui.pages.participants.people_words import FormGroups
from ui.pages.participants.register_part import RegisterPart
from ui.pages.participants.sheet_part import SheetPart
from ui.places import Place
from ui.widgets.part_stack import PartStack
from ui.widgets.part_switch import PartSwitch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState
    from grantee_app.language.message import Message
    from grantee_app.store.history.undoing import Undone
    from ui.desk import Desk

PARTS: Final = ("register", "entry", "sheet", "doubles", "figures", "papers")
Part = RegisterPart | EntryPart | SheetPart | DoublesPart | FiguresPart | PapersPart
Kind = TypeVar("Kind", RegisterPart, EntryPart, SheetPart, DoublesPart, FiguresPart, PapersPart)
# How other pages call the ways that lead here.
_WAYS: Final = {"names": "entry"}
NARROW: Final = 760


class ParticipantsPage(Page):
    """The page of participants."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {
            "participant",
            "attendance",
            "not_same",
            "activity",
            "participant_count",
            "planned_activity",
            "task",
            "draft",
            "second_list",
            "second_row",
        }
    )
    HELP: ClassVar[str] = "participants"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.words = words = desk.words
        self.groups = FormGroups()
        self._found: dict[str, list[Finding]] = {}
        # Parts that have not seen the last change yet.
        self._stale: set[str] = set()
        self._has_people = False
        self._is_way_chosen = False
        self.add_button = QPushButton()
        self.header.add_button(self.add_button)
        self.header.order_buttons([self.add_button])
        self.add_button.clicked.connect(self.begin_entry)
        self.switch = PartSwitch(
            desk.theme,
            (
                ("register", lambda: words.gettext("Regis&ter")),
                ("entry", lambda: words.gettext("&Lists of activities")),
                ("sheet", lambda: words.gettext("From a s&heet")),
                ("doubles", lambda: words.gettext("Dou&bles")),
                ("figures", lambda: words.gettext("Fi&gures")),
                ("papers", lambda: words.gettext("&Papers, Excel, consent")),
            ),
        )
        self.teaching = Teaching(desk.words, ("entry", "sheet", "counted", "papers"))
        self._build_body()
        self.switch.chosen.connect(self.choose_part)
        self.teaching.wanted.connect(self._choose_way)
        remembered = str(desk.memory.value("participants/part", PARTS[0]))
        self.switch.set_value(remembered if remembered in PARTS else PARTS[0])
        self._add_shortcuts()

    # ------------------------------------------------------------------ building

    def opening(self) -> Iterator[None]:
        """Make the part that was seen last, and fill it."""
        yield
        self.set_read_only()
        self._count()
        yield
        if self._has_people and self.part() == "register":
            part = RegisterPart(self.desk, self.groups, self.views)
            yield
            yield from part.building()
            yield
            self.register = part
            self._connect_register(part)
            yield from self._taking_in("register", part)
            yield
        self._show_part()
        self._say_header()

    def _build_body(self) -> None:
        body = QWidget(self)
        self.views = PartStack(body)
        self.views.addWidget(self.teaching)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 12, 24, 18)
        column.setSpacing(12)
        column.addWidget(self.switch)
        column.addWidget(self.views, 1)
        self.set_body(body)

    # Every part is made when it is first wanted.

    @cached_property
    def register(self) -> RegisterPart:
        """The list of people, and one of them."""
        part = RegisterPart(self.desk, self.groups, self.views)
        self._connect_register(part)
        return self._take_in("register", part)

    def _connect_register(self, part: RegisterPart) -> None:
        part.wanted.connect(self.act)
        part.detail.erasing.failed.connect(self._tell_problem)

    @cached_property
    def entry(self) -> EntryPart:
        """The lists of activities, typed line by line."""
        part = EntryPart(self.desk, self.groups, self.views)
        part.person_wanted.connect(self._show_person)
        part.numbers_wanted.connect(self._open_numbers)
        part.sheet_wanted.connect(self._open_print)
        return self._take_in("entry", part)

    @cached_property
    def sheet(self) -> SheetPart:
        """Lists out of files."""
        part = SheetPart(self.desk, self.groups, self.views)
        part.brought.connect(self._show_brought)
        return self._take_in("sheet", part)

    @cached_property
    def doubles(self) -> DoublesPart:
        """Who may be one person."""
        part = DoublesPart(self.desk, self.groups, self.views)
        part.failed.connect(self._tell_problem)
        return self._take_in("doubles", part)

    @cached_property
    def figures(self) -> FiguresPart:
        """What was counted."""
        part = FiguresPart(self.desk, self.groups, self.views)
        part.person_wanted.connect(self._show_person)
        part.lacking_wanted.connect(self._show_lacking)
        part.activity_wanted.connect(self._open_numbers)
        part.told.connect(self._tell_done)
        part.failed.connect(self._tell_problem)
        return self._take_in("figures", part)

    @cached_property
    def papers(self) -> PapersPart:
        """What is printed and handed out."""
        part = PapersPart(self.desk, self.groups, self.views)
        part.told.connect(self._tell_done)
        part.failed.connect(self._tell_problem)
        part.lacking_wanted.connect(lambda: self._show_lacking("consent"))
        part.forgotten.connect(self.refresh)
        return self._take_in("papers", part)

    def _take_in(self, name: str, part: Kind) -> Kind:
        """Give a new part its place, its words, and what was counted and found."""
        for _rest in self._taking_in(name, part):
            pass
        return part

    def _taking_in(self, name: str, part: Part) -> Iterator[None]:
        self.views.take_in(name, part)
        part.retranslate()
        part.set_read_only(self.autosave.is_read_only)
        if isinstance(part, RegisterPart):
            part.set_narrow(is_narrow=self.is_narrower_than(NARROW))
        yield
        if self.desk.state is not None:
            self._tell_state(part)
        self._stale.discard(name)
        if isinstance(part, RegisterPart):
            yield from part.refreshing()
        else:
            part.refresh()

    def _made(self) -> list[Part]:
        return [part for part in self.views.made() if isinstance(part, Part)]

    def _add_shortcuts(self) -> None:
        # Each with the letter that shares its key on the Kazakh and the Russian keyboard.
        for keys, act in (
            (("Ctrl+N", "Ctrl+Т"), self.begin_entry),
            (("Ctrl+F", "Ctrl+А"), self._search),
        ):
            self.add_shortcut(keys, act, is_of_window=True)

    def set_read_only(self) -> None:
        """Close everything where nothing may be written."""
        is_closed = self.autosave.is_read_only
        self.add_button.setVisible(not is_closed)
        for part in self._made():
            part.set_read_only(is_closed)
        self.teaching.set_read_only(is_closed)

    # ------------------------------------------------------------------ parts

    def part(self) -> str:
        """Return which part is chosen."""
        return self.switch.value()

    def choose_part(self, part: str) -> None:
        """Show the part that a person picked, empty as it may be."""
        self._is_way_chosen = True
        self.open_part(part)
        if self.part() == "entry":
            self.entry.line.name.setFocus()

    def open_part(self, part: str) -> None:
        """Show a part; what is typed on the one before is saved."""
        part = part if part in PARTS else PARTS[0]
        if part != self.switch.value():
            self.autosave.end_step()
        self.switch.set_value(part)
        self.desk.memory.setValue("participants/part", part)
        self._show_part()

    def _show_part(self) -> None:
        is_empty = not self._has_people and not self._is_way_chosen
        self.switch.setVisible(not is_empty)
        if is_empty:
            self.views.setCurrentWidget(self.teaching)
            return
        name = self.part()
        part: Part = getattr(self, name)
        if name in self._stale:
            self._stale.discard(name)
            part.refresh()
        self.views.show_part(name, part)

    def begin_entry(self) -> None:
        """Write down who came, wherever on the page the person is."""
        if not self.autosave.is_read_only:
            self.choose_part("entry")

    def _search(self) -> None:
        self.open_part("register")
        self.register.focus_search()

    # ------------------------------------------------------------------ filling

    def refreshing(self) -> Iterator[None]:
        """Show the records as they are now; what is chosen and half typed stays."""
        self._stale = set(PARTS)
        part = self.views.currentWidget()
        if isinstance(part, RegisterPart):
            yield from part.refreshing()
            self._stale.discard("register")
            yield
        self._count()
        yield
        self._show_part()
        self._say_header()

    def _count(self) -> None:
        db, project_id = self.desk.workspace.db, self.desk.project_id
        asked = "SELECT count(*) FROM participant WHERE project_id = ?"
        self.people = int(db.execute(asked, [project_id]).fetchone()[0])
        self.visits = count_visits(db, project_id)
        self._has_people = self.people > 0

    def take_state(self, state: ProjectState) -> None:
        """Show what was found, and the groups of the form."""
        self._found = state.leading.get("participants", {})
        has_other_groups = self.groups.take(state.form)
        for part in self._made():
            self._tell_state(part, has_other_groups=has_other_groups)

    def _tell_state(self, part: Part, *, has_other_groups: bool = True) -> None:
        if has_other_groups and isinstance(part, (RegisterPart, EntryPart)):
            part.take_groups()
        if isinstance(part, (FiguresPart, PapersPart)):
            part.follow_state()
        if isinstance(part, RegisterPart):
            part.detail.take_findings(self._found.get(part.detail.record_id, []))

    # ------------------------------------------------------------------ deeds

    def act(self, deed: str) -> None:
        """Do what a key, a button or the menu asks for."""
        if deed == "export":
            self._export_person()
        elif self.autosave.is_read_only:
            return
        elif deed == "new":
            self.begin_entry()
        elif deed == "remove":
            self._remove()

    def _remove(self) -> None:
        ids = self.register.table.selected()
        if not ids:
            return
        self.autosave.end_step()
        self._try(lambda: self.desk.workspace.people.remove(ids))
        self.refresh()
        self.register.table.setFocus()

    def _export_person(self) -> None:
        person_id = self.register.detail.record_id
        if not person_id:
            return
        self.autosave.end_step()
        title = self.words.gettext("Where to save this person's data")
        chosen, _ = QFileDialog.getSaveFileName(self, title, "participant.json", "JSON (*.json)")
        if chosen:
            self._try(lambda: self._write_person(person_id, Path(chosen)))

    def _write_person(self, person_id: str, target: Path) -> None:
        told = self.desk.workspace.people.export_person(person_id)
        text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
        write_output_file(text.encode("utf-8"), target)
        self._tell_done(self.words.gettext("Saved: {file}", file=target.name))

    def _tell_done(self, sentence: str) -> None:
        self.notice.show_success(lambda: sentence)

    def _tell_problem(self, problem: Message) -> None:
        self.notice.show_problem(lambda: self.words.say(problem))

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except BastamaError as problem:
            told = problem.message
            self.notice.show_problem(lambda: self.words.say(told))
            return False
        return True

    def _choose_way(self, way: str) -> None:
        if way == "counted":
            self.desk.go(Place("activities"))
        else:
            self.choose_part(way)

    def _open_print(self, activity_id: str) -> None:
        self.open_part("papers")
        self.papers.show_activity(activity_id)

    def _show_brought(self, activity_id: str) -> None:
        self.refresh()
        if activity_id:
            self._show_activity(activity_id, "entry")
        else:
            self.choose_part("register")

    def _show_lacking(self, lacks: str) -> None:
        self.show_place(Place("participants", field=f"lacks/{lacks}"))

    def _open_numbers(self, activity_id: str) -> None:
        self.desk.go(Place("activities", activity_id, "participants_total"))

    # ------------------------------------------------------------------ places

    def _show_person(self, person_id: str) -> None:
        self._show_record(person_id)

    def _show_record(
        self, person_id: str, column: str = "", language: str = "", position: int | None = None
    ) -> bool:
        if not self.desk.workspace.records.has("participant", person_id):
            return False
        self._is_way_chosen = True
        self.open_part("register")
        shown = self.register.show_person(person_id, column, language, position)
        self.register.detail.take_findings(self._found.get(person_id, []))
        return shown

    def show_place(self, place: Place) -> bool:
        """Bring a person, the list of an activity, or those of whom something is missing."""
        part = _WAYS.get(place.part, place.part)
        if place.record and self._show_record(place.record, place.field):
            return True
        if place.field.startswith("lacks/"):
            self._is_way_chosen = True
            self.open_part("register")
            lacks = place.field.partition("/")[2]
            if lacks in {"gender", "category", "age", "consent"}:
                self.register.look_for(narrowed=PeopleFilter(lacks=lacks))  # type: ignore[arg-type]
            return True
        if place.field == FORGETTING:
            self._is_way_chosen = True
            self.open_part("papers")
            self.papers.show_forgetting()
            return True
        if place.record:
            return self._show_activity(place.record, part)
        if part in PARTS:
            self._is_way_chosen = True
            self.open_part(part)
        return True

    def _show_activity(self, activity_id: str, part: str) -> bool:
        self._is_way_chosen = True
        self.open_part(part if part in PARTS else "entry")
        if not self.entry.show_activity(activity_id):
            return False
        if self.part() == "sheet":
            self.sheet.show_activity(activity_id)
        elif self.part() == "papers":
            self.papers.show_activity(activity_id)
        if self.part() == "entry":
            self.entry.line.name.setFocus()
        return True

    def show_changed_here(self, undone: Undone) -> bool:
        """Put the cursor into the text that undo or redo changed, if its person is seen."""
        part = self.views.currentWidget()
        for text in undone.texts:
            place = text.place
            if isinstance(place, RecordPlace) and place.table == "participant":
                return (
                    isinstance(part, RegisterPart)
                    and place.record_id == part.detail.record_id
                    and part.detail.form.show_field(place.column, text.language, text.position)
                )
        return False

    def show_changed(self, undone: Undone) -> bool:
        """Show what undo or redo changed: the text, else the row of a list, else the person."""
        own = {"participant", "attendance", "not_same", "second_list", "second_row"}
        if own.isdisjoint(undone.tables):
            return False
        if {"second_list", "second_row"} & undone.tables and {
            "participant",
            "attendance",
        }.isdisjoint(undone.tables):
            return self._show_second(undone)
        return self._show_text(undone) or self._show_row(undone) or self._show_person_of(undone)

    def _show_text(self, undone: Undone) -> bool:
        for text in undone.texts:
            place = text.place
            if not isinstance(place, RecordPlace) or place.table != "participant":
                continue
            if self._show_record(place.record_id, place.column, text.language, text.position):
                return True
        return False

    def _show_row(self, undone: Undone) -> bool:
        rows = [row for row in undone.rows if row.table == "attendance"]
        for row in rows:
            if row.action != "delete" and self.entry.show_attendance(row.row_id):
                self._is_way_chosen = True
                self.open_part("entry")
                return True
        return bool(rows) and self.part() == "entry"

    def _show_second(self, undone: Undone) -> bool:
        """Show the second entry that a step changed, the list where it is gone."""
        self._is_way_chosen = True
        self.open_part("entry")
        for row in undone.rows:
            if row.table in {"second_list", "second_row"} and row.action != "delete":
                self.entry.show_second(row.table, row.row_id)
                break
        return True

    def _show_person_of(self, undone: Undone) -> bool:
        for row in undone.rows:
            if row.table == "participant" and row.action != "delete":
                return self._show_record(row.row_id)
        return True

    # ------------------------------------------------------------------ words and room

    def _say_header(self) -> None:
        words = self.words
        # The heading of the form's section has other words.
        title = words.gettext("Partic&ipants").replace("&", "")
        if not self._has_people:
            self.header.set_words(title, "")
            return
        people = words.ngettext(
            "{number} person", "{number} people", self.people, number=group_digits(self.people)
        )
        visits = words.ngettext(
            "{number} visit",
            "{number} visits",
            self.visits.total,
            number=group_digits(self.visits.total),
        )
        if self.visits.named < self.visits.total:
            # The page of activities says the same total: who was only counted is in no list here.
            named = words.gettext("by name {count}", count=group_digits(self.visits.named))
            visits = f"{visits}, {named}"
        self.header.set_words(title, join_short((people, visits)))

    def say_title(self) -> None:
        """Say the words of the top bar."""
        self.add_button.setText(self.words.gettext("&Write down who came"))
        self._say_header()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        super().retranslate()
        words = self.words
        self.say_title()
        self.switch.retranslate()
        self.teaching.set_words(
            words.gettext("Nobody is written down yet"),
            words.gettext(
                "The whole report counts from here: how many people came, men and women, of which "
                "age and category. There are three ways to bring them, and they may be mixed."
            ),
            {
                "entry": (
                    words.gettext("Type a list"),
                    words.gettext(
                        "By name, from the paper: two letters are enough for a person who came "
                        "before, Enter goes on to the next row."
                    ),
                ),
                "sheet": (
                    words.gettext("Bring in a file"),
                    words.gettext(
                        "Excel, CSV or the clipboard, as untidy as it came: you see every row "
                        "before it is added."
                    ),
                ),
                "counted": (
                    words.gettext("Only count"),
                    words.gettext(
                        "A fair where nobody kept a list: type the totals by gender, age and "
                        "category with the activity."
                    ),
                ),
                "papers": (
                    words.gettext("Print a sign-in sheet"),
                    words.gettext(
                        "Take it along: its rows have codes and come back in the same order."
                    ),
                ),
            },
        )
        for part in self._made():
            part.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.part() == "register":
            self.register.table.setFocus()
            return
        super().keyPressEvent(event)

    def fit_room(self) -> None:
        """Stack what stands beside each other where there is no room."""
        for part in self._made():
            if isinstance(part, RegisterPart):
                part.set_narrow(is_narrow=self.is_narrower_than(NARROW))

    def end_workers(self) -> None:
        """Keep what is half typed and end the threads."""
        for part in self._made():
            part.end_workers()
