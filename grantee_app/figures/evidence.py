"""Evidence that is there, and evidence that the indicators ask for and that is still missing.

An indicator that is counted from evidence asks for as many pieces as it plans. «6/1 from each
event» asks it of every event; all others ask it of the planned activity as a whole. Whoever
counted people owes the list of them. What was not held yet owes nothing. Knows no sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import ceil

from grantee_app.frozen import frozen
from grantee_app.giving_way import in_turns
from grantee_app.records import Activity, PlannedActivity
from grantee_app.records.activity import EvidenceKind
from grantee_app.records.project import Project


@frozen
class EvidenceGap:
    """Pieces of one kind that are missing; `activity` is None where the whole lacks them."""

    planned: PlannedActivity
    activity: Activity | None
    kind: EvidenceKind
    asked: int
    there: int

    @property
    def missing(self) -> int:
        """How many more are needed."""
        return self.asked - self.there


def count_evidence(project: Project) -> int:
    """Return the pieces of evidence of a project, each record by its quantity."""
    return sum(
        sum(item.quantity for item in planned.evidence)
        + sum(item.quantity for activity in planned.held_events for item in activity.evidence)
        for task in project.tasks
        for planned in in_turns(task.activities)
    )


def find_gaps(project: Project, today: date) -> list[EvidenceGap]:
    """Return what evidence is missing, in the order of the plan."""
    return [
        gap
        for task in project.tasks
        for planned in in_turns(task.activities)
        if planned.held_events
        for gap in _find_in(planned, today)
    ]


def count_incomplete(gaps: list[EvidenceGap]) -> int:
    """Return the number of activities that lack evidence: events, and planned ones as a whole."""
    return len({gap.activity.id if gap.activity else gap.planned.id for gap in gaps})


def _find_in(planned: PlannedActivity, today: date) -> Iterator[EvidenceGap]:
    own = Counter[EvidenceKind]()
    for item in planned.evidence:
        own[item.kind] += item.quantity
    by_event = [(activity, _count(activity)) for activity in planned.held_events]
    whole = own.copy()
    for _activity, counted in by_event:
        whole.update(counted)
    last = planned.ends_on or planned.starts_on
    is_over = last is not None and last < today
    seen: set[EvidenceKind] = set()
    for kind, asked, is_each in _list_asked(planned):
        if kind in seen:
            continue
        seen.add(kind)
        if is_each:
            yield from _find_each(planned, by_event, kind, asked, whole[kind])
        elif is_over and whole[kind] < asked:
            yield EvidenceGap(planned, None, kind, asked, whole[kind])
    if "participant_list" not in seen and not own["participant_list"]:
        for activity, counted in by_event:
            is_counted = activity.counts_towards_beneficiaries and activity.participants.total
            if is_counted and not counted["participant_list"]:
                yield EvidenceGap(planned, activity, "participant_list", 1, 0)


def _find_each(
    planned: PlannedActivity,
    by_event: list[tuple[Activity, Counter[EvidenceKind]]],
    kind: EvidenceKind,
    asked: int,
    there: int,
) -> Iterator[EvidenceGap]:
    # Photos of all events may hang on the planned activity together, or stand unevenly.
    if there >= asked * len(by_event):
        return
    for activity, counted in by_event:
        if counted[kind] < asked:
            yield EvidenceGap(planned, activity, kind, asked, counted[kind])


def _list_asked(planned: PlannedActivity) -> Iterator[tuple[EvidenceKind, int, bool]]:
    """Yield each kind that is asked for, how many of it, and whether each event owes so many."""
    for indicator in planned.indicators:
        # A fact that a person answers for is no matter of counting pieces.
        if indicator.counted_from != "evidence" or indicator.fact.value is not None:
            continue
        plan = indicator.plan
        is_each = plan.per_event and not counts_winners(planned)
        events = plan.events or 1 if plan.per_event and not is_each else 1
        for kind, target in (
            (indicator.evidence_kind, plan.target),
            (indicator.second_evidence_kind, plan.second_target),
        ):
            if kind and target and plan.unit != "percent" and plan.comparison != "at_most":
                yield kind, ceil(target) * events, is_each


def counts_winners(planned: PlannedActivity) -> bool:
    """Tell whether «from each» means each winner of a contest: the log holds its stages."""
    return any(indicator.counted_from == "winners" for indicator in planned.indicators)


def _count(activity: Activity) -> Counter[EvidenceKind]:
    found = Counter[EvidenceKind]()
    for item in activity.evidence:
        found[item.kind] += item.quantity
    return found
