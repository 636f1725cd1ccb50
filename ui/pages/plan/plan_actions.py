"""What can be done with the records of a plan: add, copy, move, remove, paste.

Each deed is one step of undo. A copy of a plan never takes along what was held or measured. Knows
no view; who calls tells a person what became of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from grantee_app.language.message import message
from grantee_app.records import Bilingual
from grantee_app.records.base import NO_TEXT, Entry, new_id
from grantee_app.records.plan import Indicator, PlannedActivity, Task, TypedFact
from grantee_app.records.project import StaffMember
from grantee_app.store.editing import Parent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantee_app.form.definition import FormDefinition
    from grantee_app.records.base import Record
    from grantee_app.workspace import Workspace

LISTS: Final = {"task": "tasks", "planned_activity": "activities", "indicator": "indicators"}
PARENTS: Final = {"task": "project", "planned_activity": "task", "indicator": "planned_activity"}


class PlanActions:
    """The deeds, for one project; each flushes what is typed by the caller's hand before."""

    def __init__(self, workspace: Workspace, project_id: str) -> None:
        self._workspace = workspace
        self._records = workspace.records
        self._project_id = project_id

    def add(self, table: str, parent_id: str, position: int | None = None) -> str:
        """Add an empty record of `table` and return its id."""
        entry = _make_empty(table)
        labels = {
            "task": message("Task added"),
            "planned_activity": message("Activity added"),
            "indicator": message("Indicator added"),
        }
        parent = Parent(PARENTS[table], parent_id)
        self._records.add(table, parent, entry, position, labels[table].msgid)
        return entry.id

    def add_person(self) -> str:
        """Add a member of the staff without a name and return its id."""
        entry = StaffMember(name=NO_TEXT)
        parent = Parent("project", self._project_id)
        self._records.add("staff_member", parent, entry, None, message("Person added").msgid)
        return entry.id

    def add_contract_tasks(self, form: FormDefinition, missing: Sequence[str]) -> list[str]:
        """Add the tasks of the contract whose keys are `missing`, in the words of the form."""
        parent = Parent("project", self._project_id)
        added = []
        with self._workspace.change(message("Tasks of the contract added").msgid):
            for told in form.contract_tasks:
                if told.key in missing:
                    task = Task(title=told.title, is_contractual=True)
                    self._records.add("task", parent, task)
                    added.append(task.id)
        return added

    def add_tasks(self, tasks: Sequence[Task], position: int | None, label: str) -> list[str]:
        """Add whole tasks one behind the other, as one step, and return their ids."""
        parent = Parent("project", self._project_id)
        with self._workspace.change(label):
            for place, task in enumerate(tasks):
                at = None if position is None else position + place
                self._records.add("task", parent, task, at)
        return [task.id for task in tasks]

    def add_activities(
        self, activities: Sequence[PlannedActivity], task_id: str, label: str
    ) -> list[str]:
        """Add activities at the end of a task, as one step, and return their ids."""
        with self._workspace.change(label):
            for activity in activities:
                self._records.add("planned_activity", Parent("task", task_id), activity)
        return [activity.id for activity in activities]

    def copy(self, table: str, ids: Sequence[str]) -> list[str]:
        """Put a copy behind each record, as one step, and return the ids of the copies."""
        with self._workspace.change(message("Row copied").msgid):
            return [self._records.copy(table, row_id, strip) for row_id in ids]

    def copy_behind(self, table: str, ids: Sequence[str], behind_id: str) -> list[str]:
        """Put copies of records behind another record of their kind, or into one above it."""
        with self._workspace.change(message("Rows pasted").msgid):
            made = [self._records.copy(table, row_id, strip) for row_id in ids]
            row = self._records.read_row(table, behind_id)
            parent = Parent(PARENTS[table], str(row[f"{PARENTS[table]}_id"]))
            for place, row_id in enumerate(made, start=1):
                rest = [found for found in self._records.list_ids(table, parent) if found != row_id]
                self._records.move(table, row_id, rest.index(behind_id) + place, parent)
        return made

    def copy_into(self, table: str, ids: Sequence[str], parent_id: str) -> list[str]:
        """Put copies of records at the end of another record."""
        parent = Parent(PARENTS[table], parent_id)
        with self._workspace.change(message("Rows pasted").msgid):
            made = [self._records.copy(table, row_id, strip) for row_id in ids]
            for row_id in made:
                end = len(self._records.list_ids(table, parent))
                self._records.move(table, row_id, end, parent)
        return made

    def move(self, table: str, ids: Sequence[str], parent_id: str, position: int) -> None:
        """Put records one behind the other at `position` of a list, counted with them in it."""
        parent = Parent(PARENTS[table], parent_id)
        listed = self._records.list_ids(table, parent)
        # What is taken out before the place moves the place up.
        place = position - sum(row_id in ids for row_id in listed[:position])
        with self._workspace.change(message("Row moved").msgid):
            for offset, row_id in enumerate(ids):
                self._records.move(table, row_id, place + offset, parent)

    def step(self, table: str, row_id: str, by: int) -> bool:
        """Move a record a place up (-1) or down (1), over into the next list; False at the end."""
        row = self._records.read_row(table, row_id)
        parent = Parent(PARENTS[table], str(row[f"{PARENTS[table]}_id"]))
        listed = self._records.list_ids(table, parent)
        place = listed.index(row_id) + by
        if 0 <= place < len(listed):
            self._records.move(table, row_id, place)
            return True
        if table == "task":
            return False
        neighbours = self._list_parents(parent)
        at = neighbours.index(parent.record_id) + by
        if not 0 <= at < len(neighbours):
            return False
        beside = Parent(parent.table, neighbours[at])
        count = len(self._records.list_ids(table, beside))
        self._records.move(table, row_id, count if by < 0 else 0, beside)
        return True

    def _list_parents(self, parent: Parent) -> list[str]:
        """Return all records of the parent's kind in the order of the plan."""
        tasks = self._records.list_ids("task", Parent("project", self._project_id))
        if parent.table == "task":
            return tasks
        return [
            found
            for task_id in tasks
            for found in self._records.list_ids("planned_activity", Parent("task", task_id))
        ]

    def remove(self, table: str, ids: Sequence[str]) -> None:
        """Remove records with everything below them, as one step."""
        with self._workspace.change(message("Row removed").msgid):
            for row_id in ids:
                self._records.remove(table, row_id)


# ---------------------------------------------------------------------- records


def _make_empty(table: str) -> Record:
    if table == "task":
        return Task(title=NO_TEXT)
    if table == "planned_activity":
        return PlannedActivity(title=NO_TEXT)
    return Indicator(title=NO_TEXT)


def strip(entry: Entry) -> Entry:
    """Return a record of a plan without what was held, measured and told of it."""
    if isinstance(entry, Task):
        activities = [cast("PlannedActivity", strip(found)) for found in entry.activities]
        return entry.model_copy(update={"activities": activities, "long_term_result": NO_TEXT})
    if isinstance(entry, PlannedActivity):
        indicators = [cast("Indicator", strip(found)) for found in entry.indicators]
        return entry.model_copy(
            update={
                "indicators": indicators,
                "held": [],
                "evidence": [],
                "narrative": NO_TEXT,
                "short_term_result": NO_TEXT,
            }
        )
    if isinstance(entry, Indicator):
        return entry.model_copy(update={"fact": TypedFact(), "note": NO_TEXT, "deviation": NO_TEXT})
    return entry


def take_over(task: Task) -> Task:
    """Return a task of another project as the beginning of one's own: new, undated, nobody's."""
    plain = cast("Task", strip(task))
    return plain.model_copy(
        update={
            "id": new_id(),
            "activities": [
                activity.model_copy(
                    update={
                        "id": new_id(),
                        "starts_on": None,
                        "ends_on": None,
                        "place": NO_TEXT,
                        "responsible_id": None,
                        "indicators": [
                            indicator.model_copy(update={"id": new_id()})
                            for indicator in activity.indicators
                        ],
                    }
                )
                for activity in plain.activities
            ],
        }
    )


def find_missing_tasks(form: FormDefinition, titles: Sequence[tuple[Bilingual, bool]]) -> list[str]:
    """Return the keys of the contract's tasks that a plan does not have.

    `titles` are the titles of its tasks, each with whether it is marked as one of the contract. A
    task is known by its words in either language, however they are spelled.
    """
    from grantee_app.language.folding import fold_text  # noqa: PLC0415 (only the project asks)

    written = {
        fold_text(text)
        for title, _is_contractual in titles
        for text in (title.kk, title.ru)
        if text.strip()
    }
    return [
        told.key
        for told in form.contract_tasks
        if not {fold_text(told.title.kk), fold_text(told.title.ru)} & written
    ]
