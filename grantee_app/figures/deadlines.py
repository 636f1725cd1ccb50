"""The days a project must not miss, and how far off they are in days and in working days.

Gathers the day the call closes while its application is a draft, the report dates of the grant, the
ends of project and contract, and the project's own deadlines. Nobody can say of a report that it
was handed in, so a report's day is overdue for a while and then past; a deadline of one's own stays
overdue until it is done; an end is never overdue, it has come. Ours: the periods below.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal

from grantee_app.figures.working_days import count_working_days, last_working_day_on_or_before
from grantee_app.frozen import frozen
from grantee_app.language.message import Message, MessageValue, message
from grantee_app.records import Application, Project

DeadlineKind = Literal["application", "interim", "final", "project_end", "contract_end", "own"]
DeadlineState = Literal["overdue", "near", "later", "past", "done"]

NEAR_WORKING_DAYS: Final = 10
# A call is missed and then forgotten, an interim report is followed by the next thing, a final one
# by letters until it is there.
OVERDUE_DAYS: Final[dict[DeadlineKind, int]] = {"application": 14, "interim": 14, "final": 60}
# Further off nobody counts working days, and counting would take longer than reading.
COUNTED_DAYS: Final = 400
_DAY: Final = timedelta(days=1)


@frozen
class DueDay:
    """A day that something is due on; `record_id` is a report date's, a deadline's, an
    application's, or the grant's.

    `days_left` is negative once it is over. `working_days_left` counts the working days after
    today up to `hand_in_on`, None where that is too far off. `hand_in_on` is the due day itself or,
    where that is a day off, the last working day before it.
    """

    kind: DeadlineKind
    title: MessageValue
    due_on: date
    hand_in_on: date
    days_left: int
    working_days_left: int | None
    state: DeadlineState
    record_id: str

    @property
    def is_on_day_off(self) -> bool:
        """Whether nobody will be at work to take what is due."""
        return self.hand_in_on != self.due_on


def list_deadlines(project: Project, today: date) -> list[DueDay]:
    """Return all deadlines of a project by day: what is open first, then what is over or done.

    Own deadlines without a date are no deadlines yet.
    """
    found = [_judge(kind, title, due_on, key, today) for kind, title, due_on, key in _list(project)]
    done = {entry.id for entry in project.deadlines if entry.is_done}
    found = [_mark_done(entry) if entry.record_id in done else entry for entry in found]
    return sorted(found, key=lambda entry: (entry.state in {"past", "done"}, entry.due_on))


def _list(project: Project) -> list[tuple[DeadlineKind, MessageValue, date, str]]:
    grant = project.grant
    found: list[tuple[DeadlineKind, MessageValue, date, str]] = [
        (day.kind, _name_report(day.kind), day.due_on, day.id) for day in grant.report_dates
    ]
    if project.ends_on:
        found.append(("project_end", message("The project ends"), project.ends_on, project.id))
    if grant.ends_on and grant.ends_on != project.ends_on:
        found.append(("contract_end", message("The grant contract ends"), grant.ends_on, grant.id))
    call = project.applications[-1] if project.applications else None
    if call is not None and call.state == "draft" and call.deadline_on:
        found.append(("application", _name_call(call), call.deadline_on, call.id))
    for entry in project.deadlines:
        if entry.due_on:
            title = entry.title or message("untitled")
            found.append(("own", title, entry.due_on, entry.id))
    return found


def _name_report(kind: Literal["interim", "final"]) -> Message:
    if kind == "interim":
        return message("Interim report")
    return message("Final report")


def _name_call(application: Application) -> Message:
    if application.call_title:
        return message("Application: {call}", call=application.call_title)
    return message("Application")


def judge_call(application: Application, today: date) -> DueDay | None:
    """Return the day an application is due, whatever its state; None where it was not told."""
    if application.deadline_on is None:
        return None
    title = _name_call(application)
    return _judge("application", title, application.deadline_on, application.id, today)


def _judge(
    kind: DeadlineKind, title: MessageValue, due_on: date, record_id: str, today: date
) -> DueDay:
    # An end comes on its day, whether or not anybody works then.
    is_end = kind in {"project_end", "contract_end"}
    hand_in_on = due_on if is_end else last_working_day_on_or_before(due_on)
    days_left = (due_on - today).days
    working = None
    if days_left <= COUNTED_DAYS:
        working = count_working_days(today + _DAY, hand_in_on)
    return DueDay(
        kind=kind,
        title=title,
        due_on=due_on,
        hand_in_on=hand_in_on,
        days_left=days_left,
        working_days_left=working,
        state=_find_state(kind, days_left, working),
        record_id=record_id,
    )


def _find_state(kind: DeadlineKind, days_left: int, working: int | None) -> DeadlineState:
    if days_left < 0:
        if kind == "own" or -days_left <= OVERDUE_DAYS.get(kind, 0):
            return "overdue"
        return "past"
    if working is not None and working <= NEAR_WORKING_DAYS:
        return "near"
    return "later"


def _mark_done(entry: DueDay) -> DueDay:
    return DueDay(
        entry.kind,
        entry.title,
        entry.due_on,
        entry.hand_in_on,
        entry.days_left,
        entry.working_days_left,
        "done",
        entry.record_id,
    )
