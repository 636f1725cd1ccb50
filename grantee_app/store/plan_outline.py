"""The plan of a project as lines of an outline: what a person reads before she opens a record.

Reads a few columns instead of the whole tree, so that a page can ask after every pause of typing.
Knows no figures: what was measured is counted elsewhere.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, Final, Literal

from sqlite_utils import Database

from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.records.plan import PlannedValue

_LINES_A_REST: Final = 400
LineTable = Literal["project", "task", "planned_activity", "indicator"]
_PLAN_FIELDS: Final = tuple(PlannedValue.model_fields)

_PROJECT: Final = "SELECT title_kk, title_ru, starts_on, ends_on FROM project WHERE id = ?"
# Each line after the one it belongs to, in the order of the plan.
_LINES = """
SELECT 'task' AS line_table, task.id, project_id AS parent_id, title_kk, title_ru,
       is_contractual, '' AS place_kk, '' AS place_ru, NULL AS starts_on, NULL AS ends_on,
       '' AS dates_as, NULL AS responsible_id, 0 AS held, '' AS plan_text_kk, '' AS plan_text_ru,
       NULL AS plan_target, NULL AS plan_second_target, 'count' AS plan_unit,
       'exactly' AS plan_comparison, 0 AS plan_per_event, NULL AS plan_events,
       '' AS counted_from, position
FROM task WHERE project_id = :project
UNION ALL
SELECT 'planned_activity', planned_activity.id, task_id, planned_activity.title_kk,
       planned_activity.title_ru, 0, place_kk, place_ru, starts_on, ends_on, dates_as,
       responsible_id,
       (SELECT count(*) FROM activity WHERE planned_activity_id = planned_activity.id
           AND is_held),
       '', '', NULL, NULL, 'count', 'exactly', 0, NULL, '', planned_activity.position
FROM planned_activity JOIN task ON task.id = task_id WHERE project_id = :project
UNION ALL
SELECT 'indicator', indicator.id, planned_activity_id, indicator.title_kk, indicator.title_ru,
       0, '', '', NULL, NULL, '', NULL, 0, plan_text_kk, plan_text_ru, plan_target,
       plan_second_target, plan_unit, plan_comparison, plan_per_event, plan_events, counted_from,
       indicator.position
FROM indicator JOIN planned_activity ON planned_activity.id = planned_activity_id
JOIN task ON task.id = task_id WHERE project_id = :project
ORDER BY position, id
"""


@dataclass(slots=True)
class PlanLine:
    """One line with the lines below it; what a table does not have stays empty.

    `held` is how many activities were held for a planned one.
    """

    table: LineTable
    record_id: str
    title: Bilingual
    is_contractual: bool = False
    place: Bilingual = NO_TEXT
    starts_on: date | None = None
    ends_on: date | None = None
    dates_as: str = ""
    responsible_id: str = ""
    held: int = 0
    plan_text: Bilingual = NO_TEXT
    plan: PlannedValue = field(default_factory=PlannedValue)
    counted_from: str = ""
    # Lines are equal when they say the same of themselves.
    children: list[PlanLine] = field(default_factory=list, compare=False)

    def alone(self) -> PlanLine:
        """Return the line without those below it."""
        return PlanLine(
            self.table,
            self.record_id,
            self.title,
            self.is_contractual,
            self.place,
            self.starts_on,
            self.ends_on,
            self.dates_as,
            self.responsible_id,
            self.held,
            self.plan_text,
            self.plan,
            self.counted_from,
        )


def read_outline(db: Database, project_id: str) -> PlanLine:
    """Return the project's line with its tasks below it; KeyError when it is gone."""
    return OutlineReader().read(db, project_id)


class OutlineReader:
    """Reads the outline again and again: what stayed as it was is not made anew.

    A thousand lines are read after every pause of typing; the texts and plans of a line that
    stayed are the very objects that they were, so that comparing them costs nothing either.
    """

    def __init__(self) -> None:
        # By id: what a line was made of, and the line.
        self._known: dict[str, tuple[tuple[Any, ...], PlanLine]] = {}

    def read(self, db: Database, project_id: str) -> PlanLine:
        """Return the project's line with its tasks below it; KeyError when it is gone."""
        reading = self.reading(db, project_id)
        while True:
            try:
                next(reading)
            except StopIteration as over:
                top: PlanLine = over.value
                return top

    def reading(self, db: Database, project_id: str) -> Generator[None, None, PlanLine]:
        """Read as `read` does; rest at every `yield`, after the rows were fetched.

        What changes meanwhile is read the next time.
        """
        found = db.execute(_PROJECT, [project_id]).fetchone()
        if found is None:
            raise KeyError(project_id)
        title_kk, title_ru, starts_on, ends_on = found
        top = PlanLine(
            "project",
            project_id,
            Bilingual.of(title_kk, title_ru),
            starts_on=_read_date(starts_on),
            ends_on=_read_date(ends_on),
        )
        lines = {project_id: top}
        # By depth: a parent is known before its children look for it, whatever their positions are.
        waiting: dict[str, list[tuple[Any, ...]]] = {
            "task": [],
            "planned_activity": [],
            "indicator": [],
        }
        for row in db.execute(_LINES, {"project": project_id}).fetchall():
            waiting[row[0]].append(row)
        known: dict[str, tuple[tuple[Any, ...], PlanLine]] = {}
        for place, row in enumerate(chain.from_iterable(waiting.values())):
            if place % _LINES_A_REST == 0:
                yield
            record_id, parent_id = row[1], row[2]
            before = self._known.get(record_id)
            is_same = before is not None and before[0] == row
            line = before[1].alone() if before is not None and is_same else _read_line(row)
            known[record_id] = row, line
            lines[record_id] = line
            lines[parent_id].children.append(line)
        self._known = known
        return top


def _read_line(row: tuple[Any, ...]) -> PlanLine:
    (table, record_id, _parent_id, title_kk, title_ru, is_contractual, place_kk, place_ru,
     starts_on, ends_on, dates_as, responsible_id, held, plan_text_kk, plan_text_ru,
     *plan, counted_from, _position) = row  # fmt: skip
    return PlanLine(
        table=table,
        record_id=record_id,
        title=Bilingual.of(title_kk, title_ru),
        is_contractual=bool(is_contractual),
        place=Bilingual.of(place_kk, place_ru),
        starts_on=_read_date(starts_on),
        ends_on=_read_date(ends_on),
        dates_as=dates_as,
        responsible_id=responsible_id or "",
        held=held,
        plan_text=Bilingual.of(plan_text_kk, plan_text_ru),
        plan=_read_plan(*plan),
        counted_from=counted_from,
    )


@lru_cache(maxsize=1024)
def _read_plan(*values: Any) -> PlannedValue:
    # Most plans are one of a few dozen.
    return PlannedValue.model_validate(dict(zip(_PLAN_FIELDS, values, strict=True)))


def _read_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
