"""The activities page: the log at the left, one activity at the right, the publications apart.

Goes between the log and the details and does to the records what a person asks for. What a row
says and what a card holds is the business of the parts in `activities/`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.figures.activity_list import ActivityFilter, ActivityLog, LogReader
from grantee_app.figures.evidence_list import find_repeats, read_of_project, read_some
from grantee_app.language.numbers import group_digits
from grantee_app.store.heads import HeadsPlace
from grantee_app.store.texts import RecordPlace
from ui.editors.field_editor import today
from ui.joined_words import join_parts, join_short
from ui.pages.activities.activity_actions import ActivityActions
from ui.pages.activities.activity_detail import ActivityDetail
from ui.pages.activities.list_part import ListPart
from ui.pages.activities.publications_part import PublicationsPart
from ui.pages.activities.repeat_panel import RepeatPanel
from ui.pages.activities.waiting_card import WaitingCard
from ui.pages.money.teaching import Teaching
from ui.pages.page import Page
from ui.places import ALL_STEPS, Place
from ui.widgets.part_switch import PartSwitch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState
    from grantee_app.language.reading_dates import DateRange
    from grantee_app.store.history.undoing import Undone
    from ui.desk import Desk

PARTS: Final = ("log", "publications")
NARROW: Final = 760
# The page of names, which others make: its ways are offered once it is there.
REGISTER: Final = "participants"
_EMPTY, _LOG, _PUBLICATIONS = 0, 1, 2
# What tells whether something is used twice, and how it is called.
_OF_REPEATS: Final = frozenset({"evidence", "attachment"})
_CARDS: Final = ("detail", "waiting", "repeat", "nothing")


class ActivitiesPage(Page):
    """The page of activities."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {
            "activity",
            "evidence",
            "participant_count",
            "attendance",
            "attachment",
            "planned_activity",
            "task",
            "indicator",
            "draft",
        }
    )
    HELP: ClassVar[str] = "activities"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.words = words = desk.words
        self.deeds = ActivityActions(desk.workspace)
        self.log = ActivityLog()
        self._reader = LogReader()
        self._found: dict[str, list[Finding]] = {}
        self._repeats: dict[str, list[str]] = {}
        # Tables that changed since they were looked at: the whole evidence is not read in vain.
        self._changed = set(self.TABLES)
        # How often anything changed, and how often it had on which day when all of it was shown.
        self._changes = 0
        self._shown: tuple[int, date] | None = None
        self._unsubscribe = desk.workspace.subscribe(self._note_changed)
        self._repeat: RepeatPanel | None = None
        self._detail: ActivityDetail | None = None
        # The log is seen first, what one activity is made of a moment later.
        self._is_opening = True
        self._publications: PublicationsPart | None = None
        self.add_button = QPushButton()
        self.header.add_button(self.add_button)
        self.header.order_buttons([self.add_button])
        self.add_button.clicked.connect(self.add)
        self.switch = PartSwitch(
            desk.theme,
            (
                ("log", lambda: words.gettext("&Log")),
                ("publications", lambda: words.gettext("P&ublications")),
            ),
        )
        self._build_body()
        part = str(desk.memory.value("activities/part", ""))
        self.switch.set_value(part if part in PARTS else "log")
        self._add_shortcuts()

    # ------------------------------------------------------------------ building

    def opening(self) -> Iterator[None]:
        """Bring the log, then choose a row of it, then show what one activity is made of."""
        yield
        self._connect()
        yield
        yield from self.refreshing()
        yield
        remembered = str(self.desk.memory.value("activities/row", ""))
        if not self.list.choose(remembered):
            self.list.choose_first()
        self.set_read_only()
        yield
        self._is_opening = False
        if self.card() == "nothing" and self.list.table.current():
            yield from self._furnishing()

    def _build_body(self) -> None:
        desk = self.desk
        body = QWidget(self)
        self.views = QStackedWidget(body)
        self.splitter = QSplitter(self.views)
        self.list = ListPart(desk, self.splitter)
        right = QFrame(self.splitter)
        self.cards = QStackedWidget(right)
        self.area = QScrollArea(self.cards)
        self.waiting = WaitingCard(desk)
        self.teaching = Teaching(desk.words, ("plan",))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for card in (self.area, self.waiting, QWidget(), QWidget()):
            self.cards.addWidget(card)
        right.setProperty("role", "card")
        inside = QVBoxLayout(right)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.cards)
        right.setMinimumWidth(340)
        self.list.setMinimumWidth(280)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.setProperty("role", "gap")
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([440, 630])
        for view in (self.teaching, self.splitter, QWidget()):
            self.views.addWidget(view)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 12, 24, 18)
        column.setSpacing(12)
        column.addWidget(self.switch)
        column.addWidget(self.views, 1)
        self.set_body(body, self.list.table)

    def _connect(self) -> None:
        self.switch.chosen.connect(self.open_part)
        self.list.chosen.connect(self._show_row)
        self.list.wanted.connect(self.act)
        self.waiting.hold_wanted.connect(self._hold_waiting)
        self.waiting.plan_wanted.connect(self._open_in_plan)
        self.teaching.wanted.connect(lambda _way: self.desk.go(Place("plan")))

    @property
    def detail(self) -> ActivityDetail:
        """All that is kept of one activity."""
        if self._detail is None:
            self._furnish()
        assert self._detail is not None  # noqa: S101 (made just above)
        return self._detail

    def _furnish(self) -> None:
        """Make the fields of an activity and show the one that is chosen."""
        for _rest in self._furnishing():
            pass

    def _furnishing(self) -> Iterator[None]:
        if self._detail is not None:
            return
        detail = ActivityDetail(
            self.desk, self.deeds, has_register=has_register, parent=self.area.viewport()
        )
        yield from detail.building()
        self._detail = detail
        detail.wanted.connect(self.act)
        detail.changed.connect(self.renew)
        detail.way_wanted.connect(self._go_to_register)
        self.area.setWidget(detail)
        detail.set_read_only(self.autosave.is_read_only)
        yield
        if self.desk.state is not None:
            detail.set_bands(self.desk.state.form)
            yield
        if self.card() == "nothing":
            self._show_row(self.list.table.current())

    @property
    def repeat(self) -> RepeatPanel:
        """The panel of «Same again», made when it is first wanted."""
        if self._repeat is None:
            self._repeat = RepeatPanel(self.desk)
            self._repeat.accepted.connect(self._take_repetitions)
            self._repeat.rejected.connect(self._leave_repeating)
            _replace(self.cards, _CARDS.index("repeat"), self._repeat)
            self._repeat.retranslate()
        return self._repeat

    @property
    def publications(self) -> PublicationsPart:
        """The register of publications, made when it is first wanted."""
        if self._publications is None:
            self._publications = part = PublicationsPart(self.desk)
            part.activity_wanted.connect(self._go_to_event)
            part.log_wanted.connect(lambda: self.open_part("log"))
            part.removed.connect(self._remove_evidence)
            part.changed.connect(self.renew)
            part.set_read_only(self.autosave.is_read_only)
            part.set_narrow(is_narrow=self.is_narrower_than(NARROW))
            _replace(self.views, _PUBLICATIONS, part)
            part.retranslate()
        return self._publications

    def _add_shortcuts(self) -> None:
        # Each with the letter that shares its key on the Kazakh and the Russian keyboard.
        for keys, act in (
            (("Ctrl+N", "Ctrl+Т"), lambda: self.act("new")),
            (("Ctrl+D", "Ctrl+В"), lambda: self.act("double")),
            (("Ctrl+F", "Ctrl+А"), self._search),
        ):
            self.add_shortcut(keys, act)

    def set_read_only(self) -> None:
        """Close everything where nothing may be written."""
        is_closed = self.autosave.is_read_only
        self.add_button.setVisible(not is_closed)
        if self._detail is not None:
            self._detail.set_read_only(is_closed)

    # ------------------------------------------------------------------ parts

    def part(self) -> str:
        """Return which part is seen."""
        return self.switch.value()

    def open_part(self, part: str) -> None:
        """Show a part; what is typed on the one before is saved."""
        part = part if part in PARTS else PARTS[0]
        if part != self.switch.value():
            self.autosave.end_step()
        self.switch.set_value(part)
        self.desk.memory.setValue("activities/part", part)
        self._show_part()

    def _show_part(self) -> None:
        is_empty = not self.log.rows
        self.switch.setVisible(not is_empty)
        if is_empty:
            self.views.setCurrentIndex(_EMPTY)
        elif self.part() == "log":
            self.views.setCurrentIndex(_LOG)
        else:
            rows = read_of_project(self.desk.workspace.db, self.desk.project_id)
            self.publications.fill(rows, self._repeats)
            self.views.setCurrentIndex(_PUBLICATIONS)

    def _search(self) -> None:
        if self.part() == "log":
            self.list.focus_search()
        else:
            self.publications.search.setFocus()

    # ------------------------------------------------------------------ filling

    def refreshing(self) -> Iterator[None]:
        """Show the records as they are now; what is chosen and half typed stays."""
        wanted = (self._changes, today())
        if self._shown == wanted:
            return
        records = self.desk.workspace.records
        if (
            self._detail is not None
            and self.card() == "detail"
            and records.has("activity", self._detail.record_id)
        ):
            # Undo may have changed what somebody types on in.
            self._detail.refill_fields()
            yield
        log = yield from self._reader.reading(self.desk.workspace.db, self.desk.project_id)
        if self._changed & _OF_REPEATS:
            self._repeats = self._name_repeats()
            self._changed.clear()
        yield
        self.log = log
        current = self.list.table.current()
        self.list.fill(self.log, current, today().isoformat())
        if not self.list.table.current():
            self.list.choose_first()
        self.add_button.setEnabled(bool(self.log.planned))
        self._say_header()
        yield
        self._refill_card()
        self._show_part()
        self._shown = wanted

    def _note_changed(self, tables: frozenset[str]) -> None:
        self._changed |= tables
        self._changes += 1

    def _name_repeats(self) -> dict[str, list[str]]:
        db, code = self.desk.workspace.db, self.words.code
        repeats = find_repeats(db, self.desk.project_id)
        names = {
            row.evidence_id: join_parts((row.activity.spoken_in(code), row.place.spoken_in(code)))
            for row in read_some(db, repeats)
        }
        return {
            evidence_id: sorted(names[other] for other in others if other in names)
            for evidence_id, others in repeats.items()
        }

    def _refill_card(self) -> None:
        row = self.log.find(self.list.table.current())
        if self.card() == "repeat":
            return
        shown = self._detail.record_id if self._detail is not None else ""
        if row is None or row.row_id != (shown or self._waiting_id()):
            self._show_row(row.row_id if row else "")
        elif row.event_id:
            self.detail.show_row_again(row, self._repeats)
        else:
            self.waiting.show_row(row)

    def _waiting_id(self) -> str:
        return self.waiting.row.row_id if self.waiting.row and self.card() == "waiting" else ""

    def card(self) -> str:
        """Return which card is seen at the right."""
        return _CARDS[self.cards.currentIndex()]

    def _show_card(self, name: str) -> None:
        self.cards.setCurrentIndex(_CARDS.index(name))

    def _show_row(self, row_id: str) -> None:
        row = self.log.find(row_id)
        if row is None:
            self._show_card("nothing")
            return
        self.desk.memory.setValue("activities/row", row_id)
        if not row.event_id:
            self.autosave.end_step()
            self.waiting.show_row(row)
            self._show_card("waiting")
            return
        if self._detail is None and self._is_opening:
            self._show_card("nothing")
            return
        is_other = row.event_id != self.detail.record_id
        self.detail.show_row(row, self._repeats)
        self.detail.take_findings(self._found.get(row_id, []))
        self._show_groups()
        self._show_card("detail")
        if is_other:
            self.area.verticalScrollBar().setValue(0)

    def take_state(self, state: ProjectState) -> None:
        """Show what was found, and the bands of the form."""
        self._found = state.leading.get("activities", {})
        if self._detail is None:
            return
        self.detail.set_bands(state.form)
        self._show_groups()
        self.detail.take_findings(self._found.get(self.detail.record_id, []))

    def _show_groups(self) -> None:
        """Show in which bands the named people of the event stand."""
        state = self.desk.state
        counted = state.figures.activity_people if state is not None else {}
        found = counted.get(self.detail.record_id)
        self.detail.people.set_groups(found.named_groups if found is not None else None)

    # ------------------------------------------------------------------ deeds

    def act(self, deed: str) -> None:
        """Do what a key, a button or the menu asks for."""
        if deed == "edit":
            if self.card() == "detail":
                self.detail.focus_first()
            elif self.card() == "waiting":
                self.waiting.hold_button.setFocus()
        elif deed == "copy":
            self.list.copy_out()
        elif not self.autosave.is_read_only:
            {"new": self.add, "double": self.begin_repeating, "remove": self.remove}.get(
                deed, lambda: None
            )()

    def add(self) -> None:
        """Ask which planned activity was held, and begin its event."""
        if self.autosave.is_read_only or not self.log.planned:
            return
        if len(self.log.planned) == 1:
            self._hold(self.log.planned[0].planned_id)
            return
        self.make_menu().popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def make_menu(self) -> QMenu:
        """Return the menu of planned activities, those of the row that is chosen first."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        code = self.words.code
        row = self.log.find(self.list.table.current())
        for entry in self.log.planned:
            title = entry.title.spoken_in(code).replace("&", "&&")
            title = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, 420)
            action = menu.addAction(f"{entry.number}  {title}\t{entry.held}/{entry.events}")
            action.triggered.connect(lambda _on=False, wanted=entry.planned_id: self._hold(wanted))
            if row is not None and row.planned.planned_id == entry.planned_id:
                menu.setActiveAction(action)
        return menu

    def _hold(self, planned_id: str) -> None:
        planned = next(
            (entry for entry in self.log.planned if entry.planned_id == planned_id), None
        )
        if planned is None:
            return
        self.open_part("log")
        self.autosave.end_step()
        added = self._try(lambda: self.deeds.hold(planned, today()))
        if isinstance(added, str):
            self.refresh()
            self.show_event(added, "dates")

    def _hold_waiting(self) -> None:
        if self.waiting.row is not None:
            self._hold(self.waiting.row.planned.planned_id)

    def _open_in_plan(self) -> None:
        if self.waiting.row is not None:
            self.desk.go(Place("plan", self.waiting.row.planned.planned_id))

    def remove(self) -> None:
        """Delete the chosen events; undo brings them back."""
        known = {row.event_id for row in self.log.rows if row.event_id}
        ids = [row_id for row_id in self.list.table.selected() if row_id in known]
        if not ids:
            return
        self.autosave.end_step()
        self._try(lambda: self.deeds.remove(ids))
        self.refresh()
        self.list.table.setFocus()

    def _remove_evidence(self, evidence_id: str) -> None:
        self.autosave.end_step()
        self._try(lambda: self.deeds.remove_evidence([evidence_id]))
        self.refresh()

    def _try(self, act: object) -> object:
        assert callable(act)  # noqa: S101 (every caller passes a deed)
        try:
            return act()
        except BastamaError as problem:
            told = problem.message
            self.notice.show_problem(lambda: self.words.say(told))
            return None

    # ------------------------------------------------------------------ same again

    def begin_repeating(self) -> None:
        """Ask in which other places and on which days the chosen activity is held."""
        row = self.log.find(self.list.table.current())
        if row is None or not row.event_id or self.autosave.is_read_only:
            return
        self.open_part("log")
        self.autosave.end_step()
        panel = self.repeat
        self._show_card("repeat")
        panel.begin(row, today(), self._project_days())

    def _project_days(self) -> DateRange | None:
        from grantee_app.language.reading_dates import DateRange  # noqa: PLC0415 (on demand)

        row = self.desk.workspace.records.read_row("project", self.desk.project_id)
        if not row["starts_on"] or not row["ends_on"]:
            return None
        return DateRange(date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))

    def _take_repetitions(self) -> None:
        row = self.repeat.row
        if row is None:
            return
        told, copied = self.repeat.repetitions(), self.repeat.chosen()
        added = self._try(lambda: self.deeds.repeat(row.event_id, told, copied, today()))
        self._show_card("detail")
        if isinstance(added, list) and added:
            self.list.show_all()
            self.refresh()
            self.list.choose(added[0])
        self.list.table.setFocus()

    def _leave_repeating(self) -> None:
        self._show_card("detail")
        self._refill_card()
        self.list.table.setFocus()

    # ------------------------------------------------------------------ places

    def show_event(
        self, event_id: str, column: str = "", language: str = "", position: int | None = None
    ) -> bool:
        """Bring an event (or what waits to be held) into sight, and a field of it."""
        if self.log.find(event_id) is None:
            self.refresh()
        if self.log.find(event_id) is None:
            return False
        self.open_part("log")
        if self.card() == "repeat":
            self._show_card("detail")
        self.list.choose(event_id)
        self._show_row(event_id)
        if not column or not self.detail.show_field(column, language, position):
            self.list.table.setFocus()
        return True

    def _go_to_event(self, event_id: str) -> None:
        self.show_event(event_id)

    def _go_to_register(self, way: str) -> None:
        if self.detail.record_id and has_register():
            self.desk.go(Place(REGISTER, self.detail.record_id, part=way))

    def show_place(self, place: Place) -> bool:
        """Bring an event, its evidence, or a part into sight."""
        if place.part in PARTS:
            self.open_part(place.part)
        if not place.record:
            return True
        if self.show_event(place.record, place.field):
            return True
        of_plan = [row for row in self.log.rows if row.planned.planned_id == place.record]
        if of_plan:
            lacking = next((row for row in of_plan if row.there < row.asked), of_plan[0])
            return self.show_event(lacking.row_id, place.field)
        if any(row.planned.task_id == place.record for row in self.log.rows):
            self.open_part("log")
            self.list.look_for(ActivityFilter(task=place.record))
            return True
        return self._show_evidence(place.record, place.field)

    def _show_evidence(
        self, evidence_id: str, column: str = "", language: str = "", position: int | None = None
    ) -> bool:
        row = next(iter(read_some(self.desk.workspace.db, [evidence_id])), None)
        if row is None:
            return False
        if self.part() == "publications" and row.is_publication:
            return self.publications.show_evidence(evidence_id, column, language, position)
        events = [entry for entry in self.log.rows if entry.planned.planned_id == row.planned_id]
        event_id = row.event_id or (events[0].row_id if events else "")
        if not self.show_event(event_id):
            return False
        return self.detail.evidence.show_evidence(evidence_id, column, language, position)

    def show_changed_here(self, undone: Undone) -> bool:
        """Put the cursor into the text that undo or redo changed, if it is of the event shown."""
        if self.card() != "detail" or self._detail is None or self.part() != "log":
            return False
        for text in undone.texts:
            place = text.place
            if isinstance(place, HeadsPlace):
                is_here = place.activity_id == self.detail.record_id
                return is_here and self.detail.show_field(place.field)
            if isinstance(place, RecordPlace):
                return self.detail.show_text(place, text.language, text.position)
        return False

    def show_changed(self, undone: Undone) -> bool:
        """Show what undo or redo changed: the text, else the record."""
        if not self.is_concerned(undone.tables):
            return False
        for text in undone.texts:
            place = text.place
            if isinstance(place, HeadsPlace):
                return self.show_event(place.activity_id, place.field)
            if isinstance(place, RecordPlace) and place.table in {"activity", "evidence"}:
                show = self.show_event if place.table == "activity" else self._show_evidence
                if show(place.record_id, place.column, text.language, text.position):
                    return True
        for row in undone.rows:
            if row.action != "delete" and self._show_row_of(row.table, row.row_id):
                return True
        own = {"activity", "evidence", "participant_count", "attachment"}
        return self.isVisible() and not own.isdisjoint(row.table for row in undone.rows)

    def _show_row_of(self, table: str, row_id: str) -> bool:
        if table == "activity":
            return self.show_event(row_id)
        if table == "evidence":
            return self._show_evidence(row_id)
        columns = {"attachment": "evidence_id", "participant_count": "activity_id"}
        if table not in columns:
            return False
        found = self.desk.workspace.db.execute(
            f"SELECT {columns[table]} FROM {table} WHERE id = ?", [row_id]
        ).fetchone()
        if found is None or not found[0]:
            return False
        return self._show_row_of("evidence" if table == "attachment" else "activity", found[0])

    # ------------------------------------------------------------------ words and room

    def _say_header(self) -> None:
        words, log = self.words, self.log
        if not log.planned:
            self.header.set_words(words.gettext("Activities"), "")
            return
        visits = words.ngettext(
            "{number} visit", "{number} visits", log.visits, number=group_digits(log.visits)
        )
        held = words.gettext("{held} of {planned} held", held=log.held, planned=log.promised)
        self.header.set_words(words.gettext("Activities"), join_short((held, visits)))

    def say_title(self) -> None:
        """Say the words of the top bar."""
        self.add_button.setText(self.words.gettext("&Add an activity"))
        self._say_header()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        super().retranslate()
        words = self.words
        self.say_title()
        self.switch.retranslate()
        self.teaching.set_words(
            words.gettext("The plan comes first"),
            words.gettext(
                "The log follows the plan: as soon as the plan has activities, each of them waits "
                "here to be held, with its people, photos and links."
            ),
            {
                "plan": (
                    words.gettext("Open the plan"),
                    words.gettext("Type the tasks and activities there, or paste them from Word."),
                )
            },
        )
        self.list.retranslate()

    def speaking(self) -> Iterator[None]:
        """Say the cards, then what is sorted or read anew: the log, links used twice."""
        yield
        if self._detail is not None:
            self._detail.retranslate()
        self.waiting.retranslate()
        if self._repeat is not None:
            self._repeat.retranslate()
        if self._publications is not None:
            self._publications.retranslate()
        yield
        yield from self.list.speaking()
        if self._repeats:
            yield
            self._repeats = self._name_repeats()
            self._refill_card()
            self._show_part()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the log."""
        if event.key() == Qt.Key.Key_Escape and self.part() == "log":
            self.list.table.setFocus()
            return
        super().keyPressEvent(event)

    def fit_room(self) -> None:
        """Stack what stands beside each other where there is no room."""
        is_narrow = self.is_narrower_than(NARROW)
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
            self.splitter.setSizes([260, 400] if is_narrow else [440, 630])
        if self._publications is not None:
            self._publications.set_narrow(is_narrow=is_narrow)

    def end_workers(self) -> None:
        """End the copying and the making of pictures."""
        self.list.end_workers()
        if self._detail is not None:
            self._detail.end_workers()
        if self._publications is not None:
            self._publications.end_workers()
        unsubscribe, self._unsubscribe = self._unsubscribe, lambda: None
        unsubscribe()


def _replace(stack: QStackedWidget, place: int, widget: QWidget) -> None:
    """Put a widget in the place of an empty one."""
    empty = stack.widget(place)
    if empty is not None:
        stack.removeWidget(empty)
        empty.deleteLater()
    stack.insertWidget(place, widget)


def has_register() -> bool:
    """Tell whether there is a page of names to lead to."""
    return REGISTER in ALL_STEPS
