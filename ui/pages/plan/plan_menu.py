"""The menu of a line of the plan: everything that can be done with it, and by which keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from ui.pages.plan_page import PlanPage


def make_menu(page: PlanPage) -> QMenu:
    """Return the menu of the chosen line; every entry says its keys."""
    words, node = page.desk.words, page.outline_deeds.node()
    menu = QMenu(page)
    is_line = node is not None and node.table != "project"
    is_open = not page.desk.workspace.is_read_only
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
    _add_entry(page, menu, words.gettext("Write the details"), "F2", "edit")
    if is_open:
        menu.addSeparator()
        if node is not None and is_line:
            _add_entry(page, menu, names[node.table], "Enter", "after")
        if node is not None and node.table in children:
            _add_entry(page, menu, children[node.table], "Ctrl+Enter", "child")
        menu.addSeparator()
        _add_entry(page, menu, words.gettext("Move up"), "Alt+↑", "up", is_possible=is_line)
        _add_entry(page, menu, words.gettext("Move down"), "Alt+↓", "down", is_possible=is_line)
        _add_entry(
            page, menu, words.gettext("Make a copy"), "Ctrl+D", "double", is_possible=is_line
        )
    menu.addSeparator()
    _add_entry(page, menu, words.gettext("Copy as a table"), "Ctrl+C", "copy", is_possible=is_line)
    if is_open:
        _add_entry(page, menu, words.gettext("Paste"), "Ctrl+V", "paste")
        menu.addSeparator()
        _add_entry(page, menu, words.gettext("Remove"), "Del", "remove", is_possible=is_line)
    return menu


def _add_entry(
    page: PlanPage, menu: QMenu, name: str, keys: str, deed: str, *, is_possible: bool = True
) -> None:
    action = menu.addAction(f"{name}\t{keys}")
    action.setEnabled(is_possible)
    action.triggered.connect(lambda _on=False: page.do(deed))
