"""The plan page: tasks, activities and indicators as an outline, its months, and its people.

Goes between the outline and the details, and does to the records what a person asks for. What a
line says, how it is painted and what a form holds is the business of the parts in `plan/`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.store.plan_outline import OutlineReader, PlanLine
from ui.desk import Desk
from ui.joined_words import join_short
from ui.pages.page import Page
from ui.pages.plan.detail import Detail
from ui.pages.plan.detail_panel import DetailPanel
from ui.pages.plan.empty_plan import EmptyPlan
from ui.pages.plan.line_details import PersonDetail
from ui.pages.plan.outline_deeds import OutlineDeeds
from ui.pages.plan.outline_view import OutlineView
from ui.pages.plan.pasting import Pasting
from ui.pages.plan.people_deeds import PeopleDeeds
from ui.pages.plan.people_list import PeopleList
from ui.pages.plan.plan_actions import (
    PlanActions,
    find_missing_tasks,
    take_over,
)
from ui.pages.plan.plan_menu import make_menu
from ui.pages.plan.plan_places import OWN_TABLES, PlanPlaces
from ui.pages.plan.plan_words import (
    PlanFigures,
    iterate_lines,
)
from ui.pages.plan.project_detail import ProjectDetail
from ui.pages.plan.timeline import Due, Timeline
from ui.turns import Turns
from ui.widgets.segments import Segments
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState
    from grantee_app.store.history.undoing import Undone
    from ui.places import Place

PARTS: Final = ("outline", "timeline", "people")
NARROW: Final = 800
_UNBOUNDED: Final = 16_777_215


class PlanPage(Page):
    """The outline at the left, the details of one line at the right."""

    HELP = "plan"
    TABLES = frozenset({*OWN_TABLES, "activity", "draft", "evidence", "winner"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._words = desk.words
        self._workspace = desk.workspace
        self.plan_actions = PlanActions(desk.workspace, desk.project_id)
        self.outline_deeds = OutlineDeeds(self)
        self.pasting = Pasting(self)
        self.people_deeds = PeopleDeeds(self)
        self.places = PlanPlaces(self)
        self._is_narrow: bool | None = None
        self._found: dict[str, list[Finding]] = {}
        self._reader = OutlineReader()
        # The facts of the state that is shown.
        self._facts: object = None
        # What shows it, while it does.
        self._figuring = Turns(None, self)
        # What shows the timeline, while it does.
        self._drawing = Turns(None, self)
        # The language that the lines are said in, "" before there are any.
        self._lines_said_in = ""
        self._build_header()
        body = QWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, body)
        self._left = QFrame(self.splitter)
        self._build_left()
        self.panel = DetailPanel(desk, self.splitter)
        self._build_body(body)
        part = str(desk.memory.value("plan/part", ""))
        self.parts.set_value(part if part in PARTS else "outline")
        self.add_shortcut(["F6"], self._step_column)

    # ------------------------------------------------------------------ building

    def opening(self) -> Iterator[None]:
        """Bring the lines, then the one that is chosen, then its details."""
        yield
        if self.desk.state is not None:
            # Before the lines come, so that each is said once.
            self.take_state(self.desk.state)
        yield
        top = yield from self._reading_top()
        yield
        if top is not None:
            self._fill_lines(top)
            yield
            yield from self.outline.saying()
            yield
            self._follow_lines(top)
            yield
            self._choose_remembered()
        yield
        self._connect()
        node = self.outline.outline.find(self.outline.current())
        if node is not None and self.part() != "people":
            yield from self.panel.making(node.table)
            yield
        self._show_part()

    def measuring(self) -> Iterator[None]:
        """Measure the lines of the outline."""
        yield from self.outline.measuring()

    def _build_header(self) -> None:
        self.paste_button = QPushButton()
        self.paste_button.clicked.connect(self.pasting.paste)
        self.add_button = QPushButton()
        self.add_button.clicked.connect(self._add_main)
        for button in (self.paste_button, self.add_button):
            self.header.add_button(button)
        self.header.order_buttons([self.paste_button, self.add_button])
        is_open = not self._workspace.is_read_only
        self.paste_button.setVisible(is_open)
        self.add_button.setVisible(is_open)

    def _build_left(self) -> None:
        words, theme = self._words, self.desk.theme
        self._views = QStackedWidget(self._left)
        outline_side = QWidget(self._views)
        self.outline = OutlineView(words, theme, outline_side)
        self.outline.set_read_only(self._workspace.is_read_only)
        self.empty = EmptyPlan(words, outline_side)
        self.empty.set_read_only(self._workspace.is_read_only)
        self.timeline = Timeline(words, theme, self._views)
        self.people = PeopleList(words, theme, self._views)
        column = QVBoxLayout(outline_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.outline, 1)
        column.addWidget(self.empty, 3)
        column.addWidget(self._build_tools())
        for widget in (outline_side, self.timeline, self.people):
            self._views.addWidget(widget)

    def _build_tools(self) -> QWidget:
        """Build the buttons below the outline."""
        self.tools = QFrame()
        self.tools.setProperty("role", "bar")
        self.tools.setProperty("edge", "none")
        row = WrappingRow(self.tools, gap=8, line_gap=8)
        row.setContentsMargins(0, 0, 0, 0)
        self.task_button = QPushButton()
        self.indicator_button = QPushButton()
        self.more_button = QPushButton()
        self.task_button.clicked.connect(lambda: self.outline_deeds.add_of("task"))
        self.indicator_button.clicked.connect(lambda: self.outline_deeds.add_of("indicator"))
        self.more_button.clicked.connect(self._open_more)
        for button in (self.task_button, self.indicator_button, self.more_button):
            row.add(button, weight=0)
        frame = QFrame()
        frame.setProperty("role", "list")
        frame.setProperty("edge", "none")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self.tools)
        self._tool_frame = frame
        return frame

    def _build_body(self, body: QWidget) -> None:
        self.parts = Segments(PARTS)
        top = QFrame(body)
        top.setProperty("role", "bar")
        row = QHBoxLayout(top)
        row.setContentsMargins(24, 8, 24, 8)
        row.addWidget(self.parts)
        row.addStretch()
        left = self._left
        left.setProperty("role", "list")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 1, 0)
        inside.setSpacing(0)
        inside.addWidget(self._views)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.panel)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.splitter, 1)
        self.set_body(body, self.outline)

    def _connect(self) -> None:
        self.parts.chosen.connect(self.choose_part)
        self.splitter.splitterMoved.connect(self._remember_shares)
        self.outline.chosen.connect(self.show_line)
        self.outline.wanted.connect(self.do)
        self.outline.menu_wanted.connect(self._open_menu)
        self.outline.outline.moved.connect(self.outline_deeds.move)
        self.timeline.chosen.connect(self._note_bar)
        self.timeline.opened.connect(self._open_bar)
        self.people.chosen.connect(self.show_person)
        self.people.wanted.connect(self.people_deeds.do)
        self.empty.type_wanted.connect(lambda: self.outline_deeds.add_of("task"))
        self.empty.paste_wanted.connect(self.pasting.paste)
        self.empty.sample_wanted.connect(self._take_sample)
        self.panel.made.connect(self._furnish_detail)
        self.panel.brought.connect(self._follow_choice)
        self.panel.back_wanted.connect(self.go_back)
        self.panel.next_wanted.connect(lambda: self.do("after"))

    def _furnish_detail(self, detail: Detail) -> None:
        if isinstance(detail, ProjectDetail):
            detail.contract_tasks_wanted.connect(self._add_contract_tasks)
            detail.failed.connect(self._tell_problem)
            self._show_missing(detail)
        elif isinstance(detail, PersonDetail):
            detail.activity_wanted.connect(self._open_bar)

    # ------------------------------------------------------------------ showing

    def refreshing(self) -> Iterator[None]:
        """Show the plan as it is now; what is chosen, open and half typed stays."""
        shown = self.panel.seen()
        if shown is not None and self._workspace.records.has(shown.TABLE, shown.record_id):
            # Undo may have changed what somebody types on in.
            shown.refill()
        yield
        top = yield from self._reading_top()
        if top is None:
            return
        yield
        self._fill_lines(top)
        self._follow_lines(top)
        yield
        self._choose_remembered()
        self._follow_choice()
        detail = self.panel.seen()
        if isinstance(detail, ProjectDetail):
            self._show_missing(detail)
        elif isinstance(detail, PersonDetail):
            self._show_answers(detail)
        self._say_buttons()
        yield
        yield from self.outline.saying()

    def _reading_top(self) -> Generator[None, None, PlanLine | None]:
        """Return the whole outline; None for a project that was removed: its view goes soon."""
        try:
            return (yield from self._reader.reading(self._workspace.db, self.desk.project_id))
        except KeyError:
            return None

    def _fill_lines(self, top: PlanLine) -> None:
        """Show these lines; those that nobody sees say what is new of them in turns."""
        names = self.people_deeds.read_names()
        self._lines_said_in = self._words.code
        self.outline.fill(top, names)

    def _follow_lines(self, top: PlanLine) -> None:
        """Show what depends on the lines that there are."""
        self.people.fill(self.people_deeds.list_people(top))
        if self.part() == "timeline":
            self._drawing.begin_anew(self._drawing_timeline(top))
        is_empty = not top.children
        self.empty.setVisible(is_empty)
        self.outline.header().setVisible(not is_empty)
        self.indicator_button.setEnabled(any(task.children for task in top.children))
        self._tool_frame.setVisible(not self._workspace.is_read_only and not is_empty)
        self._fit_outline(is_empty=is_empty)
        self._say_count()

    def _choose_remembered(self) -> None:
        if not self.outline.current():
            remembered = str(self.desk.memory.value("plan/line", ""))
            self.outline.choose(remembered) or self.outline.choose(self.desk.project_id)

    def _fit_outline(self, *, is_empty: bool) -> None:
        """Give an outline that holds the project alone no more than its line."""
        if is_empty:
            index = self.outline.outline.index_of(self.desk.project_id)
            height = self.outline.sizeHintForIndex(index).height()
            self.outline.setFixedHeight(max(height, 36) + 2)
        else:
            self.outline.setMinimumHeight(0)
            self.outline.setMaximumHeight(_UNBOUNDED)

    def _follow_choice(self) -> None:
        """Let the details be those of the line that is chosen after a refill."""
        if self.pasting.is_pasting():
            return
        if self.part() == "people":
            self.show_person(self.people.current())
        else:
            self.show_line(self.outline.current())

    def stop_turns(self) -> None:
        """Build and show nothing more, no details either."""
        super().stop_turns()
        self._figuring.drop()
        self._drawing.drop()
        self.panel.stop()

    def take_state(self, state: ProjectState) -> None:
        """Show what was counted and found."""
        if state.figures.facts is self._facts:
            return
        self._facts = state.figures.facts
        self._found = state.leading.get("plan", {})
        shown = dict(self._found)
        grant = state.project.grant
        for inner in (grant.id, *(day.id for day in grant.report_dates)):
            # The grant has no line of its own.
            shown[state.project.id] = [*shown.get(state.project.id, []), *shown.pop(inner, [])]
        self.outline.take_figures(PlanFigures(state.figures.facts, shown))
        # The head of the details is told by the line; the other lines are said in turns.
        self.outline.outline.say_lines([self.outline.current()])
        self.panel.take_findings(self._found)
        detail = self.panel.seen()
        if isinstance(detail, ProjectDetail):
            self._show_missing(detail)
        if self.is_whole():
            self._figuring.begin_anew(self.outline.saying())

    def is_renewed(self) -> bool:
        """Tell whether records and figures are shown as the page heard of them last."""
        return super().is_renewed() and self._figuring.is_over() and self._drawing.is_over()

    def catch_up(self) -> None:
        """Do now whatever is left of showing what changed and what was counted."""
        super().catch_up()
        self._figuring.finish()
        self._drawing.finish()

    def part(self) -> str:
        """Return which part is seen: "outline", "timeline" or "people"."""
        return self.parts.value()

    def choose_part(self, part: str) -> None:
        """Show another part; what is typed on this one is saved."""
        self.autosave.end_step()
        self.parts.set_value(part)
        self.desk.memory.setValue("plan/part", part)
        self.pasting.leave()
        self._show_part()

    def _show_part(self) -> None:
        part = self.part()
        self._views.setCurrentIndex(PARTS.index(part))
        self.panel.setVisible(part != "timeline")
        self._share()
        if part == "people":
            if not self.people.current():
                self.people.choose_first()
            self.show_person(self.people.current())
        else:
            top = self.outline.outline.top()
            if part == "timeline" and top is not None:
                # In the room that it will have: its lines are measured once.
                self.splitter.refresh()
                self._drawing.begin_anew(self._drawing_timeline(top, is_new=True))
            self.show_line(self.outline.current())
        self._say_buttons()

    def show_line(self, record_id: str) -> None:
        """Show the details of a line; the first of a kind are made in turns."""
        if self.pasting.is_pasting() and self.pasting.paste_panel is not None:
            task = self.pasting.task_here()
            self.pasting.paste_panel.set_target(task.title if task else "")
            return
        if self.part() == "people":
            return
        node = self.outline.outline.find(record_id)
        if node is None:
            self.panel.show_record("", "", None)
            return
        self.desk.memory.setValue("plan/line", record_id)
        self.outline.outline.say_lines([record_id])
        if self.panel.has(node.table):
            self.panel.show_record(node.table, record_id, node)
        else:
            self.panel.bring(node.table)

    def show_person(self, record_id: str) -> None:
        """Show the details of a person."""
        if self.part() != "people" or self.pasting.is_pasting():
            return
        if not record_id:
            self.panel.show_nobody()
            return
        if not self.panel.has("staff_member"):
            self.panel.bring("staff_member")
            return
        self.panel.show_record("staff_member", record_id, None)
        detail = self.panel.seen()
        if isinstance(detail, PersonDetail):
            self._show_answers(detail)

    def _show_answers(self, detail: PersonDetail) -> None:
        detail.set_activities(
            [
                (node.record_id, f"{node.number}  {node.title}")
                for node in self.outline.outline.nodes()
                if node.table == "planned_activity" and node.line.responsible_id == detail.record_id
            ]
        )

    # ------------------------------------------------------------------ reading

    def _drawing_timeline(self, top: PlanLine, *, is_new: bool = False) -> Iterator[None]:
        """Show the plan over the months; go to the chosen line where it `is_new` to the eye."""
        words = self._words
        rows = self._workspace.db.query(
            "SELECT report_date.kind, due_on FROM report_date "
            'JOIN "grant" ON "grant".id = grant_id '
            "WHERE project_id = ? AND due_on IS NOT NULL ORDER BY due_on",
            [self.desk.project_id],
        )
        names = {
            "interim": words.gettext("interim report"),
            "final": words.gettext("final report"),
        }
        today = datetime.now().astimezone().date()
        due = [
            Due(today.fromisoformat(row["due_on"]), names[row["kind"]], row["kind"] == "final")
            for row in rows
        ]
        yield from self.timeline.filling(top, due, today)
        if is_new:
            # The bars are laid out meanwhile.
            yield
            self.timeline.choose(self.outline.current())

    # ------------------------------------------------------------------ deeds

    def do(self, deed: str) -> None:
        """Do what the keys, the menu or a button ask for."""
        if self.part() == "people":
            self.people_deeds.do(deed)
            return
        if deed == "edit":
            self.edit()
            return
        if deed == "copy":
            self.pasting.copy()
            return
        if self._workspace.is_read_only:
            return
        acts: dict[str, Callable[[], None]] = {
            "after": self.outline_deeds.add_after,
            "child": self.outline_deeds.add_child,
            "up": lambda: self.outline_deeds.step(-1),
            "down": lambda: self.outline_deeds.step(1),
            "double": self.outline_deeds.double,
            "remove": self.outline_deeds.remove,
            "paste": self.pasting.paste,
        }
        acts[deed]()

    def edit(self) -> None:
        """Put the cursor into the details of what is chosen."""
        detail = self.panel.current()
        if detail is not None:
            detail.focus_first()

    def go_back(self) -> None:
        """Put the cursor into the list of the part that is seen."""
        view: QWidget = {"timeline": self.timeline.list, "people": self.people}.get(
            self.part(), self.outline
        )
        view.setFocus()

    def _step_column(self) -> None:
        """F6 goes from the list to the details and back."""
        if self.panel.isAncestorOf(QGuiApplication.focusObject() or self):  # type: ignore[arg-type]
            self.go_back()
        else:
            self.edit()

    def _add_main(self) -> None:
        if self.part() == "people":
            self.people_deeds.add()
            return
        top = self.outline.outline.top()
        self.outline_deeds.add_of(
            "planned_activity" if top is not None and top.children else "task"
        )

    def change(self, act: Callable[[], object]) -> object:
        """Do something to the records; what is typed is written before, and the plan shown after.

        None when it could not be done, and that is told.
        """
        if not self.autosave.end_step():
            return None
        try:
            done = act()
        except BastamaError as problem:
            self._tell_problem(problem.message)
            return None
        self.refresh()
        return done

    def _tell_problem(self, sentence: object) -> None:
        self.notice.show_problem(lambda: self._words.say(sentence))  # type: ignore[arg-type]

    def go_to(self, record_id: object) -> None:
        """Go to the line of a record, in the outline."""
        if self.part() == "timeline":
            self.choose_part("outline")
        self.pasting.leave()
        self.outline.choose(str(record_id))

    # ------------------------------------------------------------------ contract and sample

    def _missing_tasks(self) -> list[str]:
        """Return the tasks of the contract that the plan lacks; none before the form is known."""
        top, state = self.outline.outline.top(), self.desk.state
        if top is None or state is None:
            return []
        titles = [(task.title, task.is_contractual) for task in top.children]
        return find_missing_tasks(state.form, titles)

    def _show_missing(self, detail: ProjectDetail) -> None:
        detail.set_missing_tasks(len(self._missing_tasks()))

    def _add_contract_tasks(self) -> None:
        missing, state = self._missing_tasks(), self.desk.state
        if state is None:
            return
        form = state.form
        made = self.change(lambda: self.plan_actions.add_contract_tasks(form, missing))
        if isinstance(made, list):
            self.outline.choose_all(made)
            self.outline.setFocus()

    def _take_sample(self) -> None:
        from grantee_app.language.message import message  # noqa: PLC0415 (with its sentence)
        from grantee_app.workspace import read_sample  # noqa: PLC0415 (few ask for it)

        tasks = [take_over(task) for task in read_sample().project.tasks]
        label = message("Plan of the sample taken over").msgid
        made = self.change(lambda: self.plan_actions.add_tasks(tasks, None, label))
        if isinstance(made, list) and made:
            self.outline.choose(made[0])
            self.outline.setFocus()

    # ------------------------------------------------------------------ menus

    def _open_menu(self, place: QPoint) -> None:
        menu = make_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _open_more(self) -> None:
        self._open_menu(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    # ------------------------------------------------------------------ the timeline

    def _note_bar(self, record_id: str) -> None:
        """Let the outline stand where the timeline does."""
        self.outline.choose(record_id)

    def _open_bar(self, record_id: str) -> None:
        """Show the details of an activity."""
        self.choose_part("outline")
        self.outline.choose(record_id)
        self.edit()

    # ------------------------------------------------------------------ places

    def show_place(self, place: Place) -> bool:
        """Show a record and one of its fields; `part` opens the timeline or the people."""
        if place.part in PARTS and place.part != self.part():
            self.choose_part(place.part)
        if not place.record:
            return True
        return self.places.show(place.record, place.field)

    def show_changed_here(self, undone: Undone) -> bool:
        """Put the cursor into the text that undo or redo changed, if its record is seen."""
        return self.places.show_changed_here(undone)

    def show_changed(self, undone: Undone) -> bool:
        """Show what undo or redo changed; what is written on the report page is shown there."""
        return self.places.show_changed(undone)

    # ------------------------------------------------------------------ words and size

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; what is half typed stays."""
        super().retranslate()
        words = self._words
        self.parts.set_words(
            {
                "outline": words.gettext("&Outline"),
                "timeline": words.gettext("&Timeline"),
                "people": words.gettext("Peop&le"),
            }
        )
        self.task_button.setText(words.gettext("Add a tas&k"))
        self.indicator_button.setText(words.gettext("Add an &indicator"))
        self.more_button.setText(words.gettext("Mo&re ▾"))
        self.more_button.setAccessibleName(words.gettext("More that can be done with the line"))
        self._say_buttons()
        self.empty.retranslate()
        self.people.retranslate()
        self.timeline.retranslate()
        if self.pasting.paste_panel is not None:
            self.pasting.paste_panel.retranslate()
        if self._lines_said_in != words.code:
            # By the page: a long plan that nobody sees waits until somebody does.
            self._lines_said_in = words.code
            self._say_count()
            self.outline.retranslate()
            self.renew()
        self.panel.retranslate()

    def _say_buttons(self) -> None:
        words = self._words
        top = self.outline.outline.top()
        if self.part() == "people":
            name = words.gettext("&Add a person")
        elif top is None or top.children:
            name = words.gettext("&Add an activity")
        else:
            name = words.gettext("&Add a task")
        self.add_button.setText(name)
        self.paste_button.setText(words.gettext("Paste a ta&ble…"))
        self.paste_button.setToolTip("Ctrl+V")
        is_open = not self._workspace.is_read_only
        # A narrow window has it in the menu below the outline.
        has_room = self.part() != "people" and not self._is_narrow
        self.paste_button.setVisible(is_open and has_room)

    def _say_count(self) -> None:
        words, top = self._words, self.outline.outline.top()
        lines = list(iterate_lines(top)) if top is not None else []
        counts = {
            table: sum(line.table == table for line in lines)
            for table in ("task", "planned_activity", "indicator")
        }
        note = join_short(
            (
                words.ngettext("{count} task", "{count} tasks", counts["task"]),
                words.ngettext(
                    "{count} activity", "{count} activities", counts["planned_activity"]
                ),
                words.ngettext("{count} indicator", "{count} indicators", counts["indicator"]),
            )
        )
        has_note = len(lines) > 1 and not self._is_narrow
        self.header.set_words(words.gettext("Plan"), note if has_note else "")

    def say_title(self) -> None:
        """Say the words of the top bar."""
        self.header.set_words(self._words.gettext("Plan"), "")
        self._say_buttons()

    def fit_room(self) -> None:
        """Put the details below the outline where there is no room beside it."""
        is_narrow = self.is_narrower_than(NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            down, across = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
            self.splitter.setOrientation(down if is_narrow else across)
            self._share()
            self._say_buttons()
            self._say_count()

    def _share(self) -> None:
        stored = self.desk.memory.value(self._shares_key())
        shares = [0.5, 0.5] if self._is_narrow else [0.52, 0.48]
        if isinstance(stored, list) and len(stored) == len(shares):
            shares = [float(share) for share in stored]
        whole = self.height() if self._is_narrow else self.width()
        self.splitter.setSizes([round(whole * share) for share in shares])

    def _remember_shares(self) -> None:
        sizes = self.splitter.sizes()
        whole = max(sum(sizes), 1)
        if all(sizes):
            shares = [str(round(size / whole, 4)) for size in sizes]
            self.desk.memory.setValue(self._shares_key(), shares)

    def _shares_key(self) -> str:
        return "plan/shares_narrow" if self._is_narrow else "plan/shares"
