"""The plan as a tree that a view can show: project, tasks, activities, indicators.

Takes lines and figures and answers what each cell says. A refill changes in place what stayed, so
that selection and open branches hold. Knows no database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from grantee_app.frozen import frozen
from ui.joined_words import join_parts
from ui.pages.plan.plan_words import (
    PlanFigures,
    count_events,
    count_reached,
    has_reached,
    iterate_lines,
    name_nameless,
    number_lines,
    tell_days,
    tell_fact,
    tell_held,
    tell_plan,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from grantee_app.store.plan_outline import PlanLine
    from ui.screen_language import ScreenLanguage

Index = QModelIndex | QPersistentModelIndex
# All that is shown of a line, first what stands in the first column.
Words = tuple[Any, ...]
TITLE, PLAN, FACT, SIGN = range(4)
# How many of a line's words (`Node.words`) stand in the first column and make its height.
TITLE_WORDS: Final = 4
DRAGGED: Final = "application/x-bastama-plan-line"
# What may hang under what; a project holds tasks.
CHILD_TABLES: Final = {
    "project": "task",
    "task": "planned_activity",
    "planned_activity": "indicator",
}
_NO_INDEX: Final = QModelIndex()
# Put together once: a view asks for them line by line whenever it lays out.
_USUAL: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WITH_DROP: Final = _USUAL | Qt.ItemFlag.ItemIsDropEnabled
_MOVABLE: Final = _WITH_DROP | Qt.ItemFlag.ItemIsDragEnabled


@frozen
class Sign:
    """The small sign at the end of a line, its tone, and what it means."""

    text: str = ""
    tone: str = ""
    meaning: str = ""


@dataclass(slots=True)
class Node:
    """A line with its place in the tree and what is shown of it."""

    line: PlanLine
    parent: Node | None
    row: int
    number: str = ""
    title: str = ""
    is_nameless: bool = False
    detail: str = ""
    plan: str = ""
    fact: str = ""
    own: Sign = field(default_factory=Sign)
    # With everything below it, for a branch that is closed.
    whole: Sign = field(default_factory=Sign)
    children: list[Node] = field(default_factory=list)

    def words(self) -> Words:
        """Return all that is shown of the line, first what stands in the first column."""
        return (
            self.number,
            self.title,
            self.is_nameless,
            self.detail,
            self.plan,
            self.fact,
            self.own,
            self.whole,
        )

    def set_words(self, words: Words) -> None:
        """Show what another node of the same record showed."""
        (
            self.number,
            self.title,
            self.is_nameless,
            self.detail,
            self.plan,
            self.fact,
            self.own,
            self.whole,
        ) = words

    @property
    def table(self) -> str:
        """The table of the record."""
        return self.line.table

    @property
    def record_id(self) -> str:
        """The id of the record."""
        return self.line.record_id


class OutlineModel(QAbstractItemModel):
    """`moved` brings the ids of dragged lines, the table and id of the new parent, and the place.

    The project is the first line of the top level, its tasks are the others.
    """

    moved = Signal(list, str, str, int)

    def __init__(self, words: ScreenLanguage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._figures = PlanFigures()
        self._people: dict[str, str] = {}
        self._top: PlanLine | None = None
        # The lines that do not show the figures yet.
        self._unsaid: set[str] = set()
        self._roots: list[Node] = []
        self._nodes: dict[str, Node] = {}
        self.is_movable = True

    # ------------------------------------------------------------------ filling

    def fill(self, top: PlanLine, people: dict[str, str]) -> bool:
        """Show these lines; tell whether the tree was made anew, which closes all branches.

        What is new of them is said by `say_lines` and `say_unsaid`.
        """
        before, are_others = self._nodes, people != self._people
        self._people = people
        is_same = self._top is not None and _shape(self._top) == _shape(top)
        self._top = top
        changed = {
            line.record_id
            for line in iterate_lines(top)
            if (node := before.get(line.record_id)) is None or are_others or node.line != line
        }
        if is_same:
            for line in iterate_lines(top):
                before[line.record_id].line = line
            self._leave_unsaid(changed)
            return False
        self.beginResetModel()
        self._nodes = {}
        project = self._make_node(top, None, 0)
        self._roots = [project, *project.children]
        project.children = []
        for row, node in enumerate(self._roots):
            node.row, node.parent = row, None
        self._keep_words(before, changed)
        self._number()
        self._leave_unsaid(changed)
        self.endResetModel()
        return True

    def _make_node(self, line: PlanLine, parent: Node | None, row: int) -> Node:
        node = Node(line, parent, row)
        self._nodes[line.record_id] = node
        node.children = [
            self._make_node(child, node, place) for place, child in enumerate(line.children)
        ]
        return node

    def _keep_words(self, before: dict[str, Node], changed: set[str]) -> None:
        """Let lines that stayed as they were say what they said; add the others to `changed`."""
        for row_id, node in self._nodes.items():
            known = before.get(row_id)
            if known is None:
                continue
            if [child.record_id for child in known.children] != [
                child.record_id for child in node.children
            ]:
                changed.add(row_id)
            node.set_words(known.words())

    def take_figures(self, figures: PlanFigures) -> None:
        """Take what was counted and found; `say_unsaid` shows it on the lines that there are."""
        before, self._figures = self._figures, figures
        for row_id, node in self._nodes.items():
            if before.facts.get(row_id) != figures.facts.get(row_id) or before.findings.get(
                row_id
            ) != figures.findings.get(row_id):
                self._unsaid.add(row_id)
                self._unsaid.update(above.record_id for above in _list_above(node))

    def say_unsaid(self, most: int) -> bool:
        """Say anew the next `most` lines that need it; tell whether some are left."""
        self._say_first(set(islice(self._unsaid, most)))
        return bool(self._unsaid)

    def say_lines(self, ids: Iterable[str]) -> None:
        """Say these lines now if they are still to be said: others tell their words as well."""
        self._say_first(self._unsaid.intersection(ids))

    def _say_first(self, chosen: set[str]) -> None:
        self._unsaid -= chosen
        nodes = self._find(chosen)
        known = {node.record_id: node.words() for node in nodes}
        for node in nodes:
            self._say(node)
        self._tell_others(known)

    def retranslate(self) -> None:
        """Speak the language of the screen from now on: `say_unsaid` and `say_header` follow."""
        self._unsaid.update(self._nodes)

    def say_header(self) -> None:
        """Tell that the header says something else; a view then lays out all its lines."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _leave_unsaid(self, changed: set[str]) -> None:
        """Have the changed lines said again, and those they hang on: these count what is below."""
        self._unsaid |= {node.record_id for node in self._with_those_above(changed)}

    def _number(self) -> None:
        numbers = {} if self._top is None else number_lines(self._top)
        for row_id, node in self._nodes.items():
            node.number = numbers.get(row_id, "")

    def _find(self, ids: Iterable[str]) -> list[Node]:
        """Return the lines of these ids that there are."""
        return [self._nodes[row_id] for row_id in ids if row_id in self._nodes]

    def _with_those_above(self, ids: set[str]) -> list[Node]:
        nodes = self._find(ids)
        return self._find(
            ids.union(above.record_id for node in nodes for above in _list_above(node))
        )

    def _tell_others(self, known: Mapping[str, Words]) -> None:
        """Tell of the lines that say something else than they are known by."""
        # By branch, and by the first column that says something else.
        others: dict[tuple[str, int], list[Node]] = {}
        for row_id, before in known.items():
            node = self._nodes[row_id]
            now = node.words()
            if before != now:
                first = TITLE if before[:TITLE_WORDS] != now[:TITLE_WORDS] else PLAN
                others.setdefault((_name_branch(node), first), []).append(node)
        for (_branch, first), nodes in others.items():
            self._tell_changed(nodes, first)

    def _tell_changed(self, nodes: list[Node], first: int) -> None:
        """Tell of lines of one branch in one word: a view looks up every one it hears of."""
        rows = sorted(nodes, key=lambda node: node.row)
        self.dataChanged.emit(self._index(rows[0], first), self._index(rows[-1], SIGN))

    def _say(self, node: Node) -> None:
        line, words = node.line, self._words
        code = words.code
        title = line.title.spoken_in(code).strip()
        node.is_nameless = not title
        node.title = title or name_nameless(words, line.table)
        node.detail = self._tell_detail(line)
        node.plan, node.fact = self._tell_numbers(line)
        node.own = self._sign([line.record_id], line)
        # What is found in the project is never that of a task.
        below = [line] if line.table == "project" else list(iterate_lines(line))
        node.whole = self._sign([found.record_id for found in below], line)

    def _tell_detail(self, line: PlanLine) -> str:
        words = self._words
        if line.table == "project":
            return tell_days(line, words.code)
        if line.table == "task":
            return words.gettext("every contract asks for it") if line.is_contractual else ""
        if line.table == "planned_activity":
            parts = [
                tell_days(line, words.code),
                line.place.spoken_in(words.code).strip(),
                self._people.get(line.responsible_id, ""),
            ]
            return join_parts(parts)
        return ""

    def _tell_numbers(self, line: PlanLine) -> tuple[str, str]:
        if line.table == "indicator":
            fact = self._figures.facts.get(line.record_id)
            return tell_plan(line, self._words.code), tell_fact(line, fact, self._words.code)
        if line.table == "planned_activity":
            promised = count_events(line)
            held = str(line.held) if line.held or promised else ""
            return "" if promised is None else str(promised), held
        return "", ""

    def _sign(self, ids: list[str], line: PlanLine) -> Sign:
        found = [entry for row_id in ids for entry in self._figures.findings.get(row_id, [])]
        counted = [entry for entry in found if entry.severity != "note"]
        words = self._words
        if counted:
            is_error = any(entry.severity == "error" for entry in counted)
            meaning = words.ngettext("{count} finding", "{count} findings", len(counted))
            mark = "!" if is_error else "▲"
            text = mark if len(counted) == 1 else f"{mark} {len(counted)}"
            return Sign(text, "bad" if is_error else "warn", meaning)
        if line.table == "indicator":
            if has_reached(line, self._figures.facts.get(line.record_id)):
                return Sign("✓", "ok", words.gettext("reached"))
            return Sign()
        if line.table == "planned_activity":
            reached = count_reached(line, self._figures)
            if not reached.planned or not self._figures.facts:
                # Before anything was counted, nothing is known to be missing.
                return Sign()
            tone = "ok" if reached.reached == reached.planned else ""
            meaning = words.gettext(
                "{reached} of {count} indicators reached",
                reached=reached.reached,
                count=reached.planned,
            )
            return Sign(f"{reached.reached}/{reached.planned}", tone, meaning)
        return Sign()

    # ------------------------------------------------------------------ the tree

    def node(self, index: Index) -> Node | None:
        """Return the node of an index, None for the empty one."""
        found: Node | None = index.internalPointer()
        return found

    def find(self, record_id: str) -> Node | None:
        """Return the node of a record, None when it has no line."""
        return self._nodes.get(record_id)

    def nodes(self) -> list[Node]:
        """Return all nodes in the order of the plan."""
        return list(self._nodes.values())

    def top(self) -> PlanLine | None:
        """Return the project's line as it was read, with everything below it."""
        return self._top

    def index_of(self, record_id: str, column: int = TITLE) -> QModelIndex:
        """Return the index of a record, an empty one when it has no line."""
        node = self._nodes.get(record_id)
        return QModelIndex() if node is None else self._index(node, column)

    def has_plan(self) -> bool:
        """Tell whether there is any task."""
        return len(self._roots) > 1

    def _index(self, node: Node, column: int) -> QModelIndex:
        return self.createIndex(node.row, column, node)

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        """Return the index of a cell."""
        rows = self._rows(parent)
        if 0 <= row < len(rows) and 0 <= column <= SIGN:
            return self.createIndex(row, column, rows[row])
        return QModelIndex()

    def parent(self, index: Index | None = None) -> Any:
        """Return the index of the line that a line hangs on."""
        if index is None:
            return super().parent()
        node = self.node(index)
        if node is None or node.parent is None:
            return QModelIndex()
        return self._index(node.parent, TITLE)

    def _rows(self, parent: Index) -> Sequence[Node]:
        node = self.node(parent)
        return self._roots if node is None else node.children

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many lines hang on a line."""
        return 0 if parent.column() > 0 else len(self._rows(parent))

    def columnCount(self, _parent: Index = _NO_INDEX) -> int:
        """Return the number of columns."""
        return 4

    # ------------------------------------------------------------------ cells

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, or what a screen reader says of it."""
        node = self.node(index)
        if node is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (node.title, node.plan, node.fact, node.own.text)[column]
        if role == Qt.ItemDataRole.ToolTipRole and column == SIGN:
            return node.whole.meaning or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tell_line(node) if column == TITLE else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column in {PLAN, FACT}:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        return None

    def tell_line(self, node: Node) -> str:
        """Return a line in words: kind and number, title, days, plan and fact, what is found."""
        words = self._words
        kinds = {
            "project": words.gettext("Project"),
            "task": words.gettext("Task {number}", number=node.number),
            "planned_activity": words.gettext("Activity {number}", number=node.number),
            "indicator": words.gettext("Indicator {number}", number=node.number),
        }
        parts = [f"{kinds[node.table]}: {node.title}", node.detail]
        if node.table == "indicator":
            parts.append(words.gettext("plan {plan}, fact {fact}", plan=node.plan, fact=node.fact))
        elif node.table == "planned_activity":
            parts.append(tell_held(words, node.line))
        parts.append(node.own.meaning)
        return ", ".join(filter(None, parts))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        words = self._words
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                words.gettext("What is planned"),
                words.gettext("Plan"),
                words.gettext("Actual"),
                "",
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = section in {PLAN, FACT}
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    # ------------------------------------------------------------------ dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell what can be done with a line by the mouse."""
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.ItemIsDropEnabled if self.is_movable else Qt.ItemFlag.NoItemFlags
        if not self.is_movable:
            return _USUAL
        return _WITH_DROP if node.table == "project" else _MOVABLE

    def supportedDropActions(self) -> Qt.DropAction:
        """Lines are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the one kind of thing that can be dropped here."""
        return [DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Take the lines along."""
        nodes = [node for index in indexes if (node := self.node(index)) is not None]
        ids = list(dict.fromkeys(node.record_id for node in nodes if node.table != "project"))
        mime = QMimeData()
        mime.setData(DRAGGED, "\n".join(ids).encode())
        return mime

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Tell whether the dragged lines may hang there."""
        return self._find_drop(data, row, parent) is not None

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; the tree changes when the records have."""
        del action, column
        drop = self._find_drop(data, row, parent)
        if drop is not None:
            self.moved.emit(*drop)
        # Nothing is inserted here, and so nothing may be taken away by the view.
        return False

    def _find_drop(
        self, data: QMimeData, row: int, parent: Index
    ) -> tuple[list[str], str, str, int] | None:
        if not self.is_movable or not data.hasFormat(DRAGGED) or self._top is None:
            return None
        ids = bytes(data.data(DRAGGED).data()).decode().split("\n")
        tables = {node.table if (node := self._nodes.get(row_id)) else "" for row_id in ids}
        if len(tables) != 1:
            return None
        table, onto = tables.pop(), self.node(parent)
        place = self._place_task(row, onto) if table == "task" else _place_line(table, row, onto)
        return None if place is None else (ids, *place)

    def _place_task(self, row: int, onto: Node | None) -> tuple[str, str, int] | None:
        """Return where a task goes: between tasks, or behind the one it is dropped on."""
        if self._top is None or (onto is not None and onto.table not in {"task", "project"}):
            return None
        if onto is not None:
            row = onto.row + 1
        elif row < 0:
            row = len(self._roots)
        # The project is the first line.
        return "project", self._top.record_id, max(0, row - 1)


def _place_line(table: str, row: int, onto: Node | None) -> tuple[str, str, int] | None:
    """Return where an activity or an indicator goes: into what may hold it, or behind its like."""
    if onto is None:
        return None
    if onto.table != "project" and CHILD_TABLES.get(onto.table) == table:
        return onto.table, onto.record_id, len(onto.children) if row < 0 else row
    if onto.table == table and onto.parent is not None and row < 0:
        return onto.parent.table, onto.parent.record_id, onto.row + 1
    return None


def _shape(line: PlanLine) -> list[tuple[str, int]]:
    return [(found.record_id, len(found.children)) for found in iterate_lines(line)]


def _list_above(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _name_branch(node: Node) -> str:
    return node.parent.record_id if node.parent is not None else ""
