"""Until when the people of a project may be named, and whether that day is over.

The day that somebody wrote for the project counts: what people were told, or what the contract
names. Else it is ours: people agree that they are kept for the count and for the report to the
donor, so names are kept until project, contract and the last report are over, and as long after
that as a report that nobody handed in is still called overdue.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlite_utils import Database

from grantee_app.figures.deadlines import OVERDUE_DAYS
from grantee_app.frozen import frozen
from grantee_app.records import Project
from grantee_app.store.people_forgetting import name_keep_until
from grantee_app.store.settings import read_setting

DAYS_AFTER: Final = OVERDUE_DAYS["final"]


@frozen
class Retention:
    """`until` is the last day, None where nobody can tell; `usual` is ours; `people` are named."""

    until: date | None = None
    usual: date | None = None
    people: int = 0

    def is_over(self, today: date) -> bool:
        """Tell whether people are still named though their day has passed."""
        return bool(self.people) and self.until is not None and today > self.until


def read_retention(db: Database, project: Project) -> Retention:
    """Return until when a project's people may be named, and how many are."""
    row = db.execute(
        "SELECT count(*) FROM participant WHERE project_id = ?", [project.id]
    ).fetchone()
    usual = _find_usual(project)
    return Retention(_read_own(db, project.id) or usual, usual, int(row[0]))


def _read_own(db: Database, project_id: str) -> date | None:
    try:
        return date.fromisoformat(read_setting(db, name_keep_until(project_id)) or "")
    except ValueError:
        return None


def _find_usual(project: Project) -> date | None:
    days = [day.due_on for day in project.grant.report_dates]
    days += [day for day in (project.ends_on, project.grant.ends_on) if day is not None]
    return max(days) + timedelta(days=DAYS_AFTER) if days else None
