"""The plan of a project as lines of an outline: what a person reads before she opens a record.

Reads a few columns instead of the whole tree, so that a page can ask after every pause of typing.
Knows no figures: what was measured is counted elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

from sqlite_utils import Database

from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.records.plan import PlannedValue
from grantee_app.store.rows import Row

LineTable = Literal["project", "task", "planned_activity", "indicator"]
_PLAN_FIELDS: Final = tuple(PlannedValue.model_fields)

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


def read_outline(db: Database, project_id: str) -> PlanLine:
    """Return the project's line with its tasks below it; KeyError when it is gone."""
    project = next(
        iter(
            db.query(
                "SELECT id, title_kk, title_ru, starts_on, ends_on FROM project WHERE id = ?",
                [project_id],
            )
        ),
        None,
    )
    if project is None:
        raise KeyError(project_id)
    top = PlanLine(
        "project",
        project_id,
        _read_text(project, "title"),
        starts_on=_read_date(project["starts_on"]),
        ends_on=_read_date(project["ends_on"]),
    )
    lines = {project_id: top}
    # By depth: a parent is known before its children look for it, whatever their positions are.
    waiting: dict[str, list[Row]] = {"task": [], "planned_activity": [], "indicator": []}
    for row in db.query(_LINES, {"project": project_id}):
        waiting[row["line_table"]].append(row)
    for rows in waiting.values():
        for row in rows:
            line = _read_line(row)
            lines[line.record_id] = line
            lines[row["parent_id"]].children.append(line)
    return top


def _read_line(row: Row) -> PlanLine:
    return PlanLine(
        table=row["line_table"],
        record_id=row["id"],
        title=_read_text(row, "title"),
        is_contractual=bool(row["is_contractual"]),
        place=_read_text(row, "place"),
        starts_on=_read_date(row["starts_on"]),
        ends_on=_read_date(row["ends_on"]),
        dates_as=row["dates_as"],
        responsible_id=row["responsible_id"] or "",
        held=row["held"],
        plan_text=_read_text(row, "plan_text"),
        plan=_read_plan(*(row[f"plan_{name}"] for name in _PLAN_FIELDS)),
        counted_from=row["counted_from"],
    )


@lru_cache(maxsize=1024)
def _read_plan(*values: Any) -> PlannedValue:
    # Most plans are one of a few dozen.
    return PlannedValue.model_validate(dict(zip(_PLAN_FIELDS, values, strict=True)))


def _read_text(row: Row, name: str) -> Bilingual:
    return Bilingual.of(row[f"{name}_kk"], row[f"{name}_ru"])


def _read_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
