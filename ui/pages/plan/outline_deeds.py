"""What a person does to the lines of the outline: add, move, copy, remove.

Finds out which records are meant and where they go; each deed is one step of undo. What a record is
and how the page shows it afterwards is the business of others.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ui.pages.plan.outline_clipboard import find_top_lines
from ui.pages.plan.outline_model import CHILD_TABLES
from ui.pages.plan.plan_actions import PARENTS
from ui.pages.plan.plan_words import iterate_lines

if TYPE_CHECKING:
    from grantee_app.store.plan_outline import PlanLine
    from ui.pages.plan.outline_model import Node
    from ui.pages.plan_page import PlanPage


class OutlineDeeds:
    """The deeds on the lines that are chosen in the outline of `page`."""

    def __init__(self, page: PlanPage) -> None:
        # Weakly: the page has this, and both would outlive being dropped.
        self._page: PlanPage = weakref.proxy(page)

    def node(self) -> Node | None:
        """Return the line that the keyboard is on."""
        return self._page.outline.outline.find(self._page.outline.current())

    def add_of(self, table: str) -> None:
        """Add a record of a kind where the chosen line says."""
        node, top = self.node(), self._page.outline.outline.top()
        if top is None:
            return
        above = node
        while above is not None and above.table != table:
            above = above.parent
        if above is not None:
            self._add(table, self.parent_id(above), self.place(above) + 1)
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

    def parent_id(self, node: Node) -> str:
        """Return what a line hangs on; tasks hang on the project."""
        return self._page.desk.project_id if node.parent is None else node.parent.record_id

    def place(self, node: Node) -> int:
        """Return the place of a line in its list; the project stands above the tasks."""
        return node.row - 1 if node.table == "task" else node.row

    def add_after(self) -> None:
        """Add a record of the same kind behind the line; behind the project, a task."""
        node = self.node()
        if node is None or node.table == "project":
            self.add_child()
        else:
            self._add(node.table, self.parent_id(node), self.place(node) + 1)

    def add_child(self) -> None:
        """Add what belongs to the line; where nothing can, go on behind it."""
        node = self.node()
        table = CHILD_TABLES.get(node.table if node else "project")
        if node is None or table is None:
            if node is not None:
                self.add_after()
            return
        self._add(table, node.record_id, None)

    def _add(self, table: str, parent_id: str, place: int | None) -> None:
        added = self._page.change(lambda: self._page.plan_actions.add(table, parent_id, place))
        if added:
            self._page.go_to(added)
            self._page.edit()

    def chosen(self) -> tuple[str, list[str]]:
        """Return the kind and the ids of the chosen lines that can be worked with together."""
        top = self._page.outline.outline.top()
        ids = self._page.outline.selected() or [self._page.outline.current()]
        lines = find_top_lines(top, ids) if top is not None else []
        node = self.node()
        table = node.table if node is not None and node.table != "project" else ""
        table = table if any(line.table == table for line in lines) else ""
        table = table or (lines[0].table if lines else "")
        return table, [line.record_id for line in lines if line.table == table]

    def step(self, by: int) -> None:
        """Move the line a place up or down, over into the next list too."""
        node = self.node()
        if node is None or node.table == "project":
            return
        table, row_id = node.table, node.record_id
        if self._page.change(lambda: self._page.plan_actions.step(table, row_id, by)):
            self._page.outline.choose(row_id)

    def move(self, ids: list[str], _parent_table: str, parent_id: str, place: int) -> None:
        """Put dragged lines where they were dropped."""
        node = self._page.outline.outline.find(ids[0])
        if node is None:
            return
        table = node.table
        # The view must be done with the drop before its lines change.
        QTimer.singleShot(
            0, self._page.outline, lambda: self._finish_move(table, ids, parent_id, place)
        )

    def _finish_move(self, table: str, ids: list[str], parent_id: str, place: int) -> None:
        self._page.change(lambda: self._page.plan_actions.move(table, ids, parent_id, place))
        self._page.outline.choose_all(ids)

    def double(self) -> None:
        """Put a copy behind every chosen line."""
        table, ids = self.chosen()
        if not ids:
            return
        made = self._page.change(lambda: self._page.plan_actions.copy(table, ids))
        if isinstance(made, list) and made:
            self._page.outline.choose_all(made)

    def remove(self) -> None:
        """Remove the chosen lines and say how they come back."""
        table, ids = self.chosen()
        if not ids:
            return
        nodes = [node for row_id in ids if (node := self._page.outline.outline.find(row_id))]
        title, count = nodes[0].title, len(nodes)
        beside = self._find_beside(nodes[-1], set(ids))
        held = sum(line.held for node in nodes for line in iterate_lines(node.line))
        words = self._page.desk.words

        def remove() -> bool:
            self._page.plan_actions.remove(table, ids)
            return True

        if not self._page.change(remove):
            return
        self._page.outline.choose(beside)
        self._page.notice.show_success(
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
        model = self._page.outline.outline
        index = model.index_of(node.record_id)
        for row in (
            *range(node.row + 1, model.rowCount(index.parent())),
            *range(node.row - 1, -1, -1),
        ):
            found = model.node(model.index(row, 0, index.parent()))
            if found is not None and found.record_id not in gone:
                is_project = found.table == "project"
                return "" if is_project and node.table != "task" else found.record_id
        return node.parent.record_id if node.parent else self._page.desk.project_id
