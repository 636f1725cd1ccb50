"""The plan of a project: tasks, planned activities and their indicators.

An indicator's plan is kept twice: as its author wrote it and as numbers that can be compared.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from grantee_app.records.activity import Activity, ActivityKind, Evidence, EvidenceKind
from grantee_app.records.base import NO_TEXT, Bilingual, Entry, Number, Record, RecordId

Comparison = Literal["exactly", "at_least", "at_most"]
Unit = Literal["count", "percent", "people"]

# What a fact can be counted from; "typed" means that only a person can tell it.
CountedFrom = Literal["typed", "events", "people", "evidence", "satisfaction", "winners"]


class PlannedValue(Entry):
    """A plan as numbers.

    `target` is the number itself; `second_target` makes it a pair («4/1»: photos/videos).
    `per_event` means that target holds for each of `events` events, so the whole is their product.
    """

    target: Number | None = None
    second_target: Number | None = None
    unit: Unit = "count"
    comparison: Comparison = "exactly"
    per_event: bool = False
    events: int | None = None


class TypedFact(Entry):
    """A fact told by a person, and why it stands beside (or instead of) the counted one."""

    value: Number | None = None
    second_value: Number | None = None
    reason: Bilingual = NO_TEXT


class Indicator(Record):
    """One measured promise; `plan_text` is the plan as written, `plan` the same as numbers.

    `note` is printed in brackets after the fact («1 (602)»). `deviation` justifies a fact that
    differs from its plan.
    """

    title: Bilingual
    plan_text: Bilingual = NO_TEXT
    plan: PlannedValue = PlannedValue()
    counted_from: CountedFrom = "typed"
    evidence_kind: EvidenceKind | None = None
    second_evidence_kind: EvidenceKind | None = None
    fact: TypedFact = TypedFact()
    note: Bilingual = NO_TEXT
    deviation: Bilingual = NO_TEXT


class PlannedActivity(Record):
    """A promised activity; many may be held for it (ten seminars in ten districts).

    `kind` is what its events will be, None while nobody has told. `responsible_id` names the member
    of the staff who answers for it.

    `dates_as` tells whether the report names its days or only its months. `narrative` opens its
    part of the report; what happened at each event stands in the activities themselves.
    """

    title: Bilingual
    kind: ActivityKind | None = None
    place: Bilingual = NO_TEXT
    starts_on: date | None = None
    ends_on: date | None = None
    dates_as: Literal["days", "months"] = "days"
    responsible_id: RecordId | None = None
    narrative: Bilingual = NO_TEXT
    short_term_result: Bilingual = NO_TEXT
    indicators: list[Indicator] = []
    held: list[Activity] = []
    evidence: list[Evidence] = []

    @property
    def held_events(self) -> list[Activity]:
        """Those of `held` that were held indeed: what is only agreed on counts nowhere yet."""
        return [event for event in self.held if event.is_held]


class Task(Record):
    """A task of the project; `is_contractual` marks those that every contract brings along."""

    title: Bilingual
    is_contractual: bool = False
    long_term_result: Bilingual = NO_TEXT
    activities: list[PlannedActivity] = []
