"""The plan page: tasks, activities and indicators as an outline, its months, and its people.

Goes between the outline and the details, and does to the records what a person asks for. What a
line says, how it is painted and what a form holds is the business of the parts in `plan/`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.language.message import LANGUAGES
from grantee_app.store.plan_outline import PlanLine, read_outline
from grantee_app.store.texts import RecordPlace
from ui.desk import Desk
from ui.finding_places import find_place
from ui.pages.page import Page
from ui.pages.plan.detail import Detail
from ui.pages.plan.detail_panel import DetailPanel
from ui.pages.plan.empty_plan import EmptyPlan
from ui.pages.plan.line_details import PersonDetail
from ui.pages.plan.outline_clipboard import (
    copy_lines,
    find_top_lines,
    read_cells,
    read_copied,
)
from ui.pages.plan.outline_model import CHILD_TABLES
from ui.pages.plan.outline_view import OutlineView
from ui.pages.plan.paste_panel import PastePanel
from ui.pages.plan.people_list import PeopleList, PersonLine
from ui.pages.plan.plan_actions import (
    PARENTS,
    PlanActions,
    find_missing_tasks,
    take_over,
)
from ui.pages.plan.plan_words import (
    PlanFigures,
    iterate_lines,
    name_nameless,
    number_lines,
)
from ui.pages.plan.project_detail import ProjectDetail
from ui.pages.plan.timeline import Due, Timeline
from ui.widgets.segments import Segments
from ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from grantee_app.checks.finding import Finding
    from grantee_app.checks.state import ProjectState
    from grantee_app.form.definition import FormDefinition
    from grantee_app.language.reading_dates import DateRange
    from grantee_app.records.plan import Task
    from grantee_app.store.history.undoing import Undone
    from ui.pages.plan.outline_model import Node
    from ui.places import Place

PARTS: Final = ("outline", "timeline", "people")
NARROW: Final = 800
_UNBOUNDED: Final = 16_777_215
# What is written on the report page, though it is a field of a record of the plan.
_TOLD_ELSEWHERE: Final = frozenset(
    {"narrative", "short_term_result", "long_term_result", "deviation"}
)
_GRANT_TABLES: Final = frozenset({"grant", "report_date"})
_LINE_TABLES: Final = frozenset({"project", "task", "planned_activity", "indicator"})
_OWN_TABLES: Final = _LINE_TABLES | _GRANT_TABLES | {"staff_member"}
_FROM_ABOVE: Final = (
    "task",
    "planned_activity",
    "indicator",
    "staff_member",
    "report_date",
    "grant",
    "project",
)


class PlanPage(Page):
    """The outline at the left, the details of one line at the right."""

    HELP = "plan"
    TABLES = frozenset({*_OWN_TABLES, "activity", "draft", "evidence", "winner"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._words = desk.words
        self._workspace = desk.workspace
        self._actions = PlanActions(desk.workspace, desk.project_id)
        self._state: ProjectState | None = None
        self._is_narrow: bool | None = None
        self._found: dict[str, list[Finding]] = {}
        self._form: FormDefinition | None = None
        self._build_header()
        self._build_left()
        self.panel = DetailPanel(desk)
        self.paste_panel: PastePanel | None = None
        self._build_body()
        self._connect()
        self._add_shortcuts()
        part = str(desk.memory.value("plan/part", ""))
        self.parts.set_value(part if part in PARTS else "outline")
        remembered = str(desk.memory.value("plan/line", ""))
        self.refresh()
        self.outline.choose(remembered) or self.outline.choose(desk.project_id)
        self._show_part()
        QTimer.singleShot(0, self.ready.emit)

    # ------------------------------------------------------------------ building

    def _build_header(self) -> None:
        self.paste_button = QPushButton()
        self.paste_button.clicked.connect(self.paste)
        self.add_button = QPushButton()
        self.add_button.clicked.connect(self._add_main)
        self.header.order_buttons([self.paste_button, self.add_button])
        is_open = not self._workspace.is_read_only
        self.paste_button.setVisible(is_open)
        self.add_button.setVisible(is_open)

    def _build_left(self) -> None:
        words, theme = self._words, self.desk.theme
        self.outline = OutlineView(words, theme)
        self.outline.set_read_only(self._workspace.is_read_only)
        self.empty = EmptyPlan(words)
        self.empty.set_read_only(self._workspace.is_read_only)
        self.timeline = Timeline(words, theme)
        self.people = PeopleList(words, theme)
        self._views = QStackedWidget()
        outline_side = QWidget()
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
        self.tools.setStyleSheet('QFrame[role="bar"] { border-bottom: 0; }')
        row = WrappingRow(self.tools, gap=8, line_gap=8)
        row.setContentsMargins(0, 0, 0, 0)
        self.task_button = QPushButton()
        self.indicator_button = QPushButton()
        self.more_button = QPushButton()
        self.task_button.clicked.connect(lambda: self._add_of("task"))
        self.indicator_button.clicked.connect(lambda: self._add_of("indicator"))
        self.more_button.clicked.connect(self._open_more)
        for button in (self.task_button, self.indicator_button, self.more_button):
            row.add(button, weight=0)
        frame = QFrame()
        frame.setProperty("role", "list")
        frame.setStyleSheet('QFrame[role="list"] { border-right: 0; }')
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self.tools)
        self._tool_frame = frame
        return frame

    def _build_body(self) -> None:
        self.parts = Segments(PARTS)
        top = QFrame()
        top.setProperty("role", "bar")
        row = QHBoxLayout(top)
        row.setContentsMargins(24, 8, 24, 8)
        row.addWidget(self.parts)
        row.addStretch()
        left = QFrame()
        left.setProperty("role", "list")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 1, 0)
        inside.setSpacing(0)
        inside.addWidget(self._views)
        self._left = left
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.panel)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.splitter, 1)
        self.set_body(body)

    def _connect(self) -> None:
        self.parts.chosen.connect(self._choose_part)
        self.splitter.splitterMoved.connect(self._remember_shares)
        self.outline.chosen.connect(self._show_line)
        self.outline.wanted.connect(self._do)
        self.outline.menu_wanted.connect(self._open_menu)
        self.outline.outline.moved.connect(self._move)
        self.timeline.chosen.connect(self._note_bar)
        self.timeline.opened.connect(self._open_bar)
        self.people.chosen.connect(self._show_person)
        self.people.wanted.connect(self._do_with_person)
        self.empty.type_wanted.connect(lambda: self._add_of("task"))
        self.empty.paste_wanted.connect(self.paste)
        self.empty.sample_wanted.connect(self._take_sample)
        self.panel.made.connect(self._furnish_detail)
        self.panel.back_wanted.connect(self._go_back)
        self.panel.next_wanted.connect(lambda: self._do("after"))

    def _add_shortcuts(self) -> None:
        for keys, act in (("F6", self._step_column),):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _furnish_detail(self, detail: Detail) -> None:
        if isinstance(detail, ProjectDetail):
            detail.contract_tasks_wanted.connect(self._add_contract_tasks)
            detail.failed.connect(self._tell_problem)
            self._show_missing(detail)
        elif isinstance(detail, PersonDetail):
            detail.activity_wanted.connect(self._open_bar)

    # ------------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the plan as it is now; what is chosen, open and half typed stays."""
        try:
            top = read_outline(self._workspace.db, self.desk.project_id)
        except KeyError:
            # The project was removed; its view goes in a moment.
            return
        names = self._read_names()
        self.outline.fill(top, names)
        self.people.fill(self._list_people(top))
        if self.part() == "timeline":
            self._fill_timeline(top)
        is_empty = not top.children
        self.empty.setVisible(is_empty)
        self.outline.header().setVisible(not is_empty)
        self.indicator_button.setEnabled(any(task.children for task in top.children))
        self._tool_frame.setVisible(not self._workspace.is_read_only and not is_empty)
        self._fit_outline(is_empty=is_empty)
        if not self.outline.current():
            self.outline.choose(self.desk.project_id)
        self._follow_choice()
        self.panel.refill()
        detail = self.panel.current()
        if isinstance(detail, ProjectDetail):
            self._show_missing(detail)
        elif isinstance(detail, PersonDetail):
            self._show_answers(detail)
        self._say_count()
        self._say_buttons()

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
        if self.is_pasting():
            return
        if self.part() == "people":
            self._show_person(self.people.current())
        else:
            self._show_line(self.outline.current())

    def take_state(self, state: ProjectState) -> None:
        """Show what was counted and found."""
        self._state = state
        self._found = {}
        for finding in state.findings:
            place = find_place(finding, state)
            if place.step == "plan":
                self._found.setdefault(place.record, []).append(finding)
        shown = dict(self._found)
        grant = state.project.grant
        for inner in (grant.id, *(day.id for day in grant.report_dates)):
            # The grant has no line of its own.
            shown[state.project.id] = [*shown.get(state.project.id, []), *shown.pop(inner, [])]
        self.outline.set_figures(PlanFigures(state.figures.facts, shown))
        self.panel.take_state(state, self._found)

    def part(self) -> str:
        """Return which part is seen: "outline", "timeline" or "people"."""
        return self.parts.value()

    def _choose_part(self, part: str) -> None:
        self.autosave.end_step()
        self.parts.set_value(part)
        self.desk.memory.setValue("plan/part", part)
        self._leave_pasting()
        self._show_part()

    def _show_part(self) -> None:
        part = self.part()
        self._views.setCurrentIndex(PARTS.index(part))
        self.panel.setVisible(part != "timeline")
        self._share()
        if part == "people":
            if not self.people.current():
                self.people.choose_first()
            self._show_person(self.people.current())
        else:
            top = self.outline.outline.top()
            if part == "timeline" and top is not None:
                self._fill_timeline(top)
                self.timeline.choose(self.outline.current())
            self._show_line(self.outline.current())
        self._say_buttons()

    def _show_line(self, record_id: str) -> None:
        if self.is_pasting() and self.paste_panel is not None:
            task = self._task_here()
            self.paste_panel.set_target(task.title if task else "")
            return
        if self.part() == "people":
            return
        node = self.outline.outline.find(record_id)
        if node is None:
            self.panel.show_record("", "", None)
            return
        self.desk.memory.setValue("plan/line", record_id)
        self.panel.show_record(node.table, record_id, node)

    def _show_person(self, record_id: str) -> None:
        if self.part() != "people" or self.is_pasting():
            return
        if not record_id:
            self.panel.show_nobody()
            return
        self.panel.show_record("staff_member", record_id, None)
        detail = self.panel.current()
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

    def _read_names(self) -> dict[str, str]:
        rows = self._workspace.db.query(
            "SELECT id, name_kk, name_ru FROM staff_member WHERE project_id = ?",
            [self.desk.project_id],
        )
        kk = self._words.code == "kk"
        return {
            row["id"]: (row["name_kk"] or row["name_ru"])
            if kk
            else (row["name_ru"] or row["name_kk"])
            for row in rows
        }

    def _list_people(self, top: PlanLine) -> list[PersonLine]:
        from grantee_app.language.numbers import group_digits  # noqa: PLC0415 (after the words)

        words = self._words
        order = ("kk", "ru") if words.code == "kk" else ("ru", "kk")
        answers: dict[str, int] = {}
        for line in iterate_lines(top):
            if line.responsible_id:
                answers[line.responsible_id] = answers.get(line.responsible_id, 0) + 1
        rows = self._workspace.db.query(
            "SELECT * FROM staff_member WHERE project_id = ? ORDER BY position, id",
            [self.desk.project_id],
        )
        people = []
        for row in rows:
            name, role = (
                next(filter(None, (row[f"{field}_{code}"] for code in order)), "")
                for field in ("name", "role")
            )
            kind = (
                words.gettext("on the staff")
                if row["is_on_staff"]
                else words.gettext("invited specialist")
            )
            wage = row["monthly_wage_tenge"]
            people.append(
                PersonLine(
                    row["id"],
                    name or name_nameless(words, "staff_member"),
                    " · ".join(filter(None, (role, kind))),
                    f"{group_digits(wage)} ₸" if wage else "",
                    answers.get(row["id"], 0),
                    not name,
                )
            )
        return people

    def _fill_timeline(self, top: PlanLine) -> None:
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
        self.timeline.fill(top, due, today)

    # ------------------------------------------------------------------ deeds

    def _do(self, deed: str) -> None:
        """Do what the keys, the menu or a button ask for."""
        if self.part() == "people":
            self._do_with_person(deed)
            return
        if deed == "edit":
            self._edit()
            return
        if deed == "copy":
            self.copy()
            return
        if self._workspace.is_read_only:
            return
        acts: dict[str, Callable[[], None]] = {
            "after": self._add_after,
            "child": self._add_child,
            "up": lambda: self._step(-1),
            "down": lambda: self._step(1),
            "double": self._double,
            "remove": self._remove,
            "paste": self.paste,
        }
        acts[deed]()

    def _edit(self) -> None:
        detail = self.panel.current()
        if detail is not None:
            detail.focus_first()

    def _go_back(self) -> None:
        view: QWidget = {"timeline": self.timeline.list, "people": self.people}.get(
            self.part(), self.outline
        )
        view.setFocus()

    def _step_column(self) -> None:
        """F6 goes from the list to the details and back."""
        if self.panel.isAncestorOf(QGuiApplication.focusObject() or self):  # type: ignore[arg-type]
            self._go_back()
        else:
            self._edit()

    def _node(self) -> Node | None:
        return self.outline.outline.find(self.outline.current())

    def _add_main(self) -> None:
        if self.part() == "people":
            self._add_person()
            return
        top = self.outline.outline.top()
        self._add_of("planned_activity" if top is not None and top.children else "task")

    def _add_of(self, table: str) -> None:
        """Add a record of a kind where the chosen line says."""
        node, top = self._node(), self.outline.outline.top()
        if top is None:
            return
        above = node
        while above is not None and above.table != table:
            above = above.parent
        if above is not None:
            self._add(table, self._parent_id(above), self._place(above) + 1)
            return
        parent = self._find_parent(node, top, PARENTS[table])
        if parent is not None:
            self._add(table, parent.record_id, None)

    def _find_parent(self, node: Node | None, top: PlanLine, table: str) -> PlanLine | None:
        """Return the record of `table` that a new one goes into: at hand, else the last."""
        if table == "project":
            return top
        if node is not None and node.table == table:
            return node.line
        below = [line for line in iterate_lines(node.line if node else top) if line.table == table]
        known = below or [line for line in iterate_lines(top) if line.table == table]
        return known[-1] if known else None

    def _parent_id(self, node: Node) -> str:
        return self.desk.project_id if node.parent is None else node.parent.record_id

    def _place(self, node: Node) -> int:
        """Return the place of a line in its list; the project stands above the tasks."""
        return node.row - 1 if node.table == "task" else node.row

    def _add_after(self) -> None:
        node = self._node()
        if node is None or node.table == "project":
            self._add_child()
        else:
            self._add(node.table, self._parent_id(node), self._place(node) + 1)

    def _add_child(self) -> None:
        node = self._node()
        table = CHILD_TABLES.get(node.table if node else "project")
        if node is None or table is None:
            if node is not None:
                self._add_after()
            return
        self._add(table, node.record_id, None)

    def _add(self, table: str, parent_id: str, place: int | None) -> None:
        added = self._change(lambda: self._actions.add(table, parent_id, place))
        if added:
            self._go_to(added)
            self._edit()

    def _change(self, act: Callable[[], object]) -> object:
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

    def _go_to(self, record_id: object) -> None:
        if self.part() == "timeline":
            self._choose_part("outline")
        self._leave_pasting()
        self.outline.choose(str(record_id))

    def _chosen(self) -> tuple[str, list[str]]:
        """Return the kind and the ids of the chosen lines that can be worked with together."""
        top = self.outline.outline.top()
        ids = self.outline.selected() or [self.outline.current()]
        lines = find_top_lines(top, ids) if top is not None else []
        node = self._node()
        table = node.table if node is not None and node.table != "project" else ""
        table = table if any(line.table == table for line in lines) else ""
        table = table or (lines[0].table if lines else "")
        return table, [line.record_id for line in lines if line.table == table]

    def _step(self, by: int) -> None:
        node = self._node()
        if node is None or node.table == "project":
            return
        table, row_id = node.table, node.record_id
        if self._change(lambda: self._actions.step(table, row_id, by)):
            self.outline.choose(row_id)

    def _move(self, ids: list[str], _parent_table: str, parent_id: str, place: int) -> None:
        node = self.outline.outline.find(ids[0])
        if node is None:
            return
        table = node.table
        # The view must be done with the drop before its lines change.
        QTimer.singleShot(0, self, lambda: self._finish_move(table, ids, parent_id, place))

    def _finish_move(self, table: str, ids: list[str], parent_id: str, place: int) -> None:
        self._change(lambda: self._actions.move(table, ids, parent_id, place))
        self.outline.choose_all(ids)

    def _double(self) -> None:
        table, ids = self._chosen()
        if not ids:
            return
        made = self._change(lambda: self._actions.copy(table, ids))
        if isinstance(made, list) and made:
            self.outline.choose_all(made)

    def _remove(self) -> None:
        table, ids = self._chosen()
        if not ids:
            return
        nodes = [node for row_id in ids if (node := self.outline.outline.find(row_id))]
        title, count = nodes[0].title, len(nodes)
        beside = self._find_beside(nodes[-1], set(ids))
        held = sum(line.held for node in nodes for line in iterate_lines(node.line))
        words = self._words

        def remove() -> bool:
            self._actions.remove(table, ids)
            return True

        if not self._change(remove):
            return
        self.outline.choose(beside)
        self.notice.show_success(
            lambda: (
                words.gettext("«{title}» is removed. Ctrl+Z brings it back.", title=title)
                if count == 1
                else words.ngettext(
                    "{count} line is removed. Ctrl+Z brings it back.",
                    "{count} lines are removed. Ctrl+Z brings them back.",
                    count,
                )
            ),
            lambda: (
                words.ngettext(
                    "{count} held activity went with it.",
                    "{count} held activities went with it.",
                    held,
                )
                if held
                else ""
            ),
        )

    def _find_beside(self, node: Node, gone: set[str]) -> str:
        """Return the line to go to when one is gone: the next, the one before, the one above."""
        model = self.outline.outline
        index = model.index_of(node.record_id)
        for row in (
            *range(node.row + 1, model.rowCount(index.parent())),
            *range(node.row - 1, -1, -1),
        ):
            found = model.node(model.index(row, 0, index.parent()))
            if found is not None and found.record_id not in gone:
                is_project = found.table == "project"
                return "" if is_project and node.table != "task" else found.record_id
        return node.parent.record_id if node.parent else self.desk.project_id

    # ------------------------------------------------------------------ people

    def _do_with_person(self, deed: str) -> None:
        if deed == "edit":
            self._edit()
        elif self._workspace.is_read_only:
            return
        elif deed == "after":
            self._add_person()
        elif deed == "remove":
            self._remove_person()
        elif deed in {"up", "down"}:
            self._step_person(-1 if deed == "up" else 1)

    def _add_person(self) -> None:
        added = self._change(self._actions.add_person)
        if added:
            self.people.choose(str(added))
            self._show_person(str(added))
            self._edit()

    def _remove_person(self) -> None:
        row_id, words = self.people.current(), self._words
        people = self.people.people.people
        place = next((at for at, found in enumerate(people) if found.record_id == row_id), -1)
        if place < 0:
            return
        name = people[place].name

        def remove() -> bool:
            self._actions.remove("staff_member", [row_id])
            return True

        if self._change(remove):
            left = self.people.people.people
            if left:
                self.people.choose(left[min(place, len(left) - 1)].record_id)
            self._show_person(self.people.current())
            self.notice.show_success(
                lambda: words.gettext("«{title}» is removed. Ctrl+Z brings it back.", title=name)
            )

    def _step_person(self, by: int) -> None:
        people, row_id = self.people.people.people, self.people.current()
        place = next((at for at, found in enumerate(people) if found.record_id == row_id), -1)
        if 0 <= place + by < len(people) and place >= 0:
            self._change(lambda: self._workspace.records.move("staff_member", row_id, place + by))

    # ------------------------------------------------------------------ the clipboard

    def copy(self) -> None:
        """Put the chosen lines on the clipboard, as a table for others and as themselves."""
        self.autosave.flush()
        top = self.outline.outline.top()
        _, ids = self._chosen()
        if top is None or not ids:
            return
        mime = copy_lines(self._words, top, ids, number_lines(top))
        QGuiApplication.clipboard().setMimeData(mime)
        words, count = self._words, len(ids)
        self.notice.show_success(
            lambda: words.ngettext(
                "{count} line is copied. It can be pasted here, into Word and into Excel.",
                "{count} lines are copied. They can be pasted here, into Word and into Excel.",
                count,
            )
        )

    def paste(self) -> None:
        """Take what is on the clipboard: lines copied here at once, a table after a look at it."""
        if self._workspace.is_read_only:
            return
        # There may be no clipboard to ask, or nothing on it.
        mime = QGuiApplication.clipboard().mimeData() or QMimeData()
        if not self._paste_lines(mime):
            self._paste_table(mime)

    def _paste_lines(self, mime: QMimeData) -> bool:
        model = self.outline.outline
        nodes = [node for row_id in read_copied(mime) if (node := model.find(row_id))]
        if not nodes:
            return False
        table, ids = nodes[0].table, [node.record_id for node in nodes]
        here = self._node()
        while here is not None and here.table != table and CHILD_TABLES.get(here.table) != table:
            here = here.parent
        actions = self._actions
        if here is not None and here.table == table:
            behind = here.record_id
            made = self._change(lambda: actions.copy_behind(table, ids, behind))
        elif here is not None and here.table != "project":
            parent = here.record_id
            made = self._change(lambda: actions.copy_into(table, ids, parent))
        elif table == "task":
            made = self._change(lambda: actions.copy_into(table, ids, self.desk.project_id))
        else:
            made = self._change(lambda: actions.copy(table, ids))
        if isinstance(made, list):
            self.outline.choose_all(made)
        return True

    def _paste_table(self, mime: QMimeData) -> None:
        words = self._words
        cells = read_cells(mime)
        if not any(cell.strip() for row in cells for cell in row):
            self.notice.show_warning(
                lambda: words.gettext(
                    "There is no table on the clipboard. Copy it in Word or Excel, and paste again."
                )
            )
            return
        if self.part() != "outline":
            self._choose_part("outline")
        panel = self._open_paste_panel()
        task = self._task_here()
        top = self.outline.outline.top()
        panel.show_cells(
            cells,
            datetime.now().astimezone().date(),
            _find_term(top),
            task.title if task else "",
        )
        self.panel.setCurrentWidget(panel)
        panel.add_button.setFocus()

    def _open_paste_panel(self) -> PastePanel:
        if self.paste_panel is None:
            self.paste_panel = PastePanel(self._words, self.desk.theme)
            self.paste_panel.accepted.connect(self._take_pasted)
            self.paste_panel.refused.connect(self._refuse_pasted)
            self.panel.addWidget(self.paste_panel)
        return self.paste_panel

    def is_pasting(self) -> bool:
        """Tell whether a pasted table is being looked at."""
        return self.paste_panel is not None and self.panel.currentWidget() is self.paste_panel

    def _leave_pasting(self) -> None:
        if self.is_pasting():
            self.panel.show_record("", "", None)

    def _refuse_pasted(self) -> None:
        self._leave_pasting()
        self._show_line(self.outline.current())
        self.outline.setFocus()

    def _task_here(self) -> Node | None:
        node = self._node()
        while node is not None and node.table != "task":
            node = node.parent
        return node

    def _take_pasted(self, tasks: list[Task]) -> None:
        from grantee_app.language.message import message  # noqa: PLC0415 (with its sentence)

        label = message("Table pasted into the plan").msgid
        task, panel = self._task_here(), self.paste_panel
        is_loose = panel is not None and panel.is_loose() and task is not None
        self._leave_pasting()
        actions = self._actions
        if is_loose and task is not None:
            task_id = task.record_id
            activities = tasks[0].activities
            made = self._change(lambda: actions.add_activities(activities, task_id, label))
        else:
            place = self._place(task) + 1 if task is not None else None
            made = self._change(lambda: actions.add_tasks(tasks, place, label))
        if not isinstance(made, list):
            return
        self.outline.choose_all(made)
        self.outline.setFocus()
        words, count = self._words, sum(1 for task in tasks for _ in task.activities)
        self.notice.show_success(
            lambda: words.ngettext(
                "{count} activity is added from the table. Ctrl+Z takes it back.",
                "{count} activities are added from the table. Ctrl+Z takes them back.",
                count,
            )
        )

    # ------------------------------------------------------------------ contract and sample

    def _load_form(self) -> FormDefinition:
        if self._form is None:
            from grantee_app.form.catalogue import choose_form  # noqa: PLC0415 (once)

            self._form = self._state.form if self._state is not None else choose_form([])
        return self._form

    def _missing_tasks(self) -> list[str]:
        top = self.outline.outline.top()
        titles = [(task.title, task.is_contractual) for task in top.children] if top else []
        return find_missing_tasks(self._load_form(), titles)

    def _show_missing(self, detail: ProjectDetail) -> None:
        detail.set_missing_tasks(len(self._missing_tasks()))

    def _add_contract_tasks(self) -> None:
        form, missing = self._load_form(), self._missing_tasks()
        made = self._change(lambda: self._actions.add_contract_tasks(form, missing))
        if isinstance(made, list):
            self.outline.choose_all(made)
            self.outline.setFocus()

    def _take_sample(self) -> None:
        from grantee_app.language.message import message  # noqa: PLC0415 (with its sentence)
        from grantee_app.workspace import read_sample  # noqa: PLC0415 (few ask for it)

        tasks = [take_over(task) for task in read_sample().project.tasks]
        label = message("Plan of the sample taken over").msgid
        made = self._change(lambda: self._actions.add_tasks(tasks, None, label))
        if isinstance(made, list) and made:
            self.outline.choose(made[0])
            self.outline.setFocus()

    # ------------------------------------------------------------------ menus

    def _open_menu(self, place: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _open_more(self) -> None:
        self._open_menu(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def make_menu(self) -> QMenu:
        """Return the menu of the chosen line; every entry says its keys."""
        words, node = self._words, self._node()
        menu = QMenu(self)
        is_line = node is not None and node.table != "project"
        is_open = not self._workspace.is_read_only
        names = {
            "task": words.gettext("Add a task after it"),
            "planned_activity": words.gettext("Add an activity after it"),
            "indicator": words.gettext("Add an indicator after it"),
        }
        children = {
            "project": words.gettext("Add a task"),
            "task": words.gettext("Add an activity to it"),
            "planned_activity": words.gettext("Add an indicator to it"),
        }
        self._entry(menu, words.gettext("Write the details"), "F2", "edit")
        if is_open:
            menu.addSeparator()
            if node is not None and is_line:
                self._entry(menu, names[node.table], "Enter", "after")
            if node is not None and node.table in children:
                self._entry(menu, children[node.table], "Ctrl+Enter", "child")
            menu.addSeparator()
            self._entry(menu, words.gettext("Move up"), "Alt+↑", "up", is_possible=is_line)
            self._entry(menu, words.gettext("Move down"), "Alt+↓", "down", is_possible=is_line)
            self._entry(menu, words.gettext("Make a copy"), "Ctrl+D", "double", is_possible=is_line)
        menu.addSeparator()
        self._entry(menu, words.gettext("Copy as a table"), "Ctrl+C", "copy", is_possible=is_line)
        if is_open:
            self._entry(menu, words.gettext("Paste"), "Ctrl+V", "paste")
            menu.addSeparator()
            self._entry(menu, words.gettext("Remove"), "Del", "remove", is_possible=is_line)
        return menu

    def _entry(
        self, menu: QMenu, name: str, keys: str, deed: str, *, is_possible: bool = True
    ) -> QAction:
        action = menu.addAction(f"{name}\t{keys}")
        action.setEnabled(is_possible)
        action.setData(deed)
        action.triggered.connect(lambda _on=False: self._do(deed))
        return action

    # ------------------------------------------------------------------ the timeline

    def _note_bar(self, record_id: str) -> None:
        """Let the outline stand where the timeline does."""
        self.outline.choose(record_id)

    def _open_bar(self, record_id: str) -> None:
        """Show the details of an activity."""
        self._choose_part("outline")
        self.outline.choose(record_id)
        self._edit()

    # ------------------------------------------------------------------ places

    def show_place(self, place: Place) -> bool:
        """Show a record and one of its fields; `part` opens the timeline or the people."""
        if place.part in PARTS and place.part != self.part():
            self._choose_part(place.part)
        if not place.record:
            return True
        return self._show_record(place.record, place.field)

    def _show_record(
        self, record_id: str, field: str = "", language: str = "", position: int | None = None
    ) -> bool:
        self._leave_pasting()
        if self._workspace.records.has("staff_member", record_id):
            if self.part() != "people":
                self._choose_part("people")
            self.people.choose(record_id)
            self._show_person(record_id)
        elif self.outline.outline.find(record_id) is not None:
            if self.part() != "outline":
                self._choose_part("outline")
            self.outline.choose(record_id)
            self._show_line(record_id)
        else:
            return self._show_grant(record_id, field, language, position)
        detail = self.panel.current()
        if field and detail is not None:
            detail.show_field(field, language, position)
        return True

    def _show_grant(self, record_id: str, field: str, language: str, position: int | None) -> bool:
        """Show a field of the grant or of a report date: both stand with the project."""
        self.outline.choose(self.desk.project_id)
        if self.part() != "outline":
            self._choose_part("outline")
        detail = self.panel.current()
        if not isinstance(detail, ProjectDetail):
            return False
        if detail.grant.record_id == record_id:
            if field:
                detail.show_grant_field(field, language, position)
            return True
        form = detail.reports.find_form(record_id)
        if form is None:
            return False
        form.show_field(field or "due_on", language, position)
        return True

    def show_changed(self, undone: Undone) -> bool:
        """Show what undo or redo changed; what is written on the report page is shown there."""
        rows = [row for row in undone.rows if row.table in _OWN_TABLES and row.action != "delete"]
        # What came back whole is shown by its uppermost record.
        rows.sort(key=lambda row: _FROM_ABOVE.index(row.table))
        back = [row.row_id for row in rows if row.action == "insert"]
        if any(self._show_record(row_id) for row_id in back):
            self._go_back()
            return True
        if self._show_text(undone):
            return True
        if _OWN_TABLES.isdisjoint(undone.tables) or (undone.texts and not self._has_gone(undone)):
            return False
        if any(self._show_record(row.row_id) for row in rows):
            self._go_back()
        elif "staff_member" in undone.tables and self.part() != "people":
            self._choose_part("people")
        return True

    def _show_text(self, undone: Undone) -> bool:
        """Show the first text that is written on this page."""
        for text in undone.texts:
            place = text.place
            if not isinstance(place, RecordPlace) or place.table not in _OWN_TABLES:
                continue
            if place.column not in _TOLD_ELSEWHERE:
                language = text.language if text.language in LANGUAGES else ""
                position = text.position if language else None
                return self._show_record(place.record_id, place.column, language, position)
        return False

    def _has_gone(self, undone: Undone) -> bool:
        """Tell whether a record of the plan went: it took its name out of other records."""
        return any(row.table in _OWN_TABLES and row.action == "delete" for row in undone.rows)

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
        self.paste_button.setText(words.gettext("Paste a ta&ble…"))
        self.paste_button.setToolTip("Ctrl+V")
        self._say_buttons()
        self.empty.retranslate()
        self.people.retranslate()
        self.timeline.retranslate()
        if self.paste_panel is not None:
            self.paste_panel.retranslate()
        self.refresh()
        self.panel.retranslate()

    def _say_buttons(self) -> None:
        words = self._words
        top = self.outline.outline.top()
        if self.part() == "people":
            name = words.gettext("&Add a person")
        elif top is not None and top.children:
            name = words.gettext("&Add an activity")
        else:
            name = words.gettext("&Add a task")
        self.add_button.setText(name)
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
        note = " · ".join(
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the details below the outline where there is no room beside it."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
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


def _find_term(top: PlanLine | None) -> DateRange | None:
    """Return the project's term, where days without a year are looked for."""
    from grantee_app.language.reading_dates import DateRange  # noqa: PLC0415 (on pasting)

    if top is None or top.starts_on is None or top.ends_on is None or top.ends_on < top.starts_on:
        return None
    return DateRange(top.starts_on, top.ends_on)
