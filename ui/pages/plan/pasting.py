"""The clipboard of the plan: lines copied as a table, tables and lines taken in.

A table of another program is looked at before it is added; lines copied here are added at once.
"""

from __future__ import annotations

import weakref
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ui.pages.plan.outline_clipboard import copy_lines, read_cells, read_copied
from ui.pages.plan.outline_model import CHILD_TABLES
from ui.pages.plan.paste_panel import PastePanel
from ui.pages.plan.plan_words import number_lines

if TYPE_CHECKING:
    from grantee_app.language.reading_dates import DateRange
    from grantee_app.records.plan import Task
    from grantee_app.store.plan_outline import PlanLine
    from ui.pages.plan.outline_model import Node
    from ui.pages.plan_page import PlanPage


class Pasting:
    """Copying out of the outline of `page` and pasting into it."""

    def __init__(self, page: PlanPage) -> None:
        # Weakly: the page has this, and both would outlive being dropped.
        self._page: PlanPage = weakref.proxy(page)
        self.paste_panel: PastePanel | None = None

    def copy(self) -> None:
        """Put the chosen lines on the clipboard, as a table for others and as themselves."""
        self._page.autosave.flush()
        top = self._page.outline.outline.top()
        _, ids = self._page.outline_deeds.chosen()
        if top is None or not ids:
            return
        mime = copy_lines(self._page.desk.words, top, ids, number_lines(top))
        QGuiApplication.clipboard().setMimeData(mime)
        words, count = self._page.desk.words, len(ids)
        self._page.notice.show_success(
            lambda: words.ngettext(
                "{count} line is copied. It can be pasted here, into Word and into Excel.",
                "{count} lines are copied. They can be pasted here, into Word and into Excel.",
                count,
            )
        )

    def paste(self) -> None:
        """Take what is on the clipboard: lines copied here at once, a table after a look at it."""
        if self._page.desk.workspace.is_read_only:
            return
        # There may be no clipboard to ask, or nothing on it.
        mime = QGuiApplication.clipboard().mimeData() or QMimeData()
        if not self._paste_lines(mime):
            self._paste_table(mime)

    def _paste_lines(self, mime: QMimeData) -> bool:
        model = self._page.outline.outline
        nodes = [node for row_id in read_copied(mime) if (node := model.find(row_id))]
        if not nodes:
            return False
        table, ids = nodes[0].table, [node.record_id for node in nodes]
        here = self._page.outline_deeds.node()
        while here is not None and here.table != table and CHILD_TABLES.get(here.table) != table:
            here = here.parent
        actions = self._page.plan_actions
        if here is not None and here.table == table:
            behind = here.record_id
            made = self._page.change(lambda: actions.copy_behind(table, ids, behind))
        elif here is not None and here.table != "project":
            parent = here.record_id
            made = self._page.change(lambda: actions.copy_into(table, ids, parent))
        elif table == "task":
            made = self._page.change(
                lambda: actions.copy_into(table, ids, self._page.desk.project_id)
            )
        else:
            made = self._page.change(lambda: actions.copy(table, ids))
        if isinstance(made, list):
            self._page.outline.choose_all(made)
        return True

    def _paste_table(self, mime: QMimeData) -> None:
        words = self._page.desk.words
        cells = read_cells(mime)
        if not any(cell.strip() for row in cells for cell in row):
            self._page.notice.show_warning(
                lambda: words.gettext(
                    "There is no table on the clipboard. Copy it in Word or Excel, and paste again."
                )
            )
            return
        if self._page.part() != "outline":
            self._page.choose_part("outline")
        panel = self._open_panel()
        task = self.task_here()
        top = self._page.outline.outline.top()
        panel.show_cells(
            cells,
            datetime.now().astimezone().date(),
            _find_term(top),
            task.title if task else "",
        )
        self._page.panel.setCurrentWidget(panel)
        panel.focus_first()

    def _open_panel(self) -> PastePanel:
        if self.paste_panel is None:
            self.paste_panel = PastePanel(self._page.desk.words, self._page.desk.theme)
            self.paste_panel.accepted.connect(self._take_pasted)
            self.paste_panel.refused.connect(self.refuse)
            self._page.panel.addWidget(self.paste_panel)
        return self.paste_panel

    def is_pasting(self) -> bool:
        """Tell whether a pasted table is being looked at."""
        return self.paste_panel is not None and self._page.panel.currentWidget() is self.paste_panel

    def leave(self) -> None:
        """Close the look at a pasted table, if there is one."""
        if self.is_pasting():
            self._page.panel.show_record("", "", None)

    def refuse(self) -> None:
        """Leave the plan as it was."""
        self.leave()
        self._page.show_line(self._page.outline.current())
        self._page.outline.setFocus()

    def task_here(self) -> Node | None:
        """Return the task that the chosen line is, or hangs on."""
        node = self._page.outline_deeds.node()
        while node is not None and node.table != "task":
            node = node.parent
        return node

    def _take_pasted(self, tasks: list[Task]) -> None:
        from grantee_app.language.message import message  # noqa: PLC0415 (with its sentence)

        label = message("Table pasted into the plan").msgid
        task, panel = self.task_here(), self.paste_panel
        is_loose = panel is not None and panel.is_loose() and task is not None
        self.leave()
        actions = self._page.plan_actions
        if is_loose and task is not None:
            task_id = task.record_id
            activities = tasks[0].activities
            made = self._page.change(lambda: actions.add_activities(activities, task_id, label))
        else:
            place = self._page.outline_deeds.place(task) + 1 if task is not None else None
            made = self._page.change(lambda: actions.add_tasks(tasks, place, label))
        if not isinstance(made, list):
            return
        self._page.outline.choose_all(made)
        self._page.outline.setFocus()
        words, count = self._page.desk.words, sum(1 for task in tasks for _ in task.activities)
        self._page.notice.show_success(
            lambda: words.ngettext(
                "{count} activity is added from the table. Ctrl+Z takes it back.",
                "{count} activities are added from the table. Ctrl+Z takes them back.",
                count,
            )
        )


def _find_term(top: PlanLine | None) -> DateRange | None:
    """Return the project's term, where days without a year are looked for."""
    from grantee_app.language.reading_dates import DateRange  # noqa: PLC0415 (on pasting)

    if top is None or top.starts_on is None or top.ends_on is None or top.ends_on < top.starts_on:
        return None
    return DateRange(top.starts_on, top.ends_on)
