"""A project at a glance: the figures that a person looks at first, and the lists behind them.

Gathered from the records and from what SQL counted already; every number stands in the report
as well. Knows no sentence and no finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from grantee_app.figures.evidence import (
    EvidenceGap,
    count_evidence,
    count_incomplete,
    counts_winners,
    find_gaps,
)
from grantee_app.figures.indicators import IndicatorFact, planned_whole
from grantee_app.figures.places import PlacesReached, count_places
from grantee_app.figures.project import ProjectFigures
from grantee_app.figures.shares import share_percent
from grantee_app.figures.socio_economic import socio_levels
from grantee_app.form.answers import Answers
from grantee_app.form.catalogue import find_counting_form
from grantee_app.form.definition import DemographicTable, FormDefinition
from grantee_app.frozen import frozen
from grantee_app.giving_way import in_turns
from grantee_app.records import Bilingual, Indicator, PlannedActivity, Project
from grantee_app.records.base import Number

Tone = Literal["", "ok", "warn"]


@frozen
class Tolerance:
    """How far below and above its plan, in percent, a fact needs no word about it."""

    shortfall_percent: int = 0
    excess_percent: int = 20


_USUAL: Final = Tolerance()


@frozen
class Beneficiaries:
    """Direct beneficiaries and all visits; `is_at_most` where who came twice cannot be told."""

    count: int
    plan: int | None
    visits: int
    is_at_most: bool


@frozen
class Held:
    """Planned events that were held, of all that are planned, and events in the log."""

    held: int
    planned: int
    in_log: int


@frozen
class Spent:
    """Whole tenge; `percent` of the grant, None while its amount is not known."""

    spent: int
    grant: int
    percent: int | None


@frozen
class PlanFact:
    """An indicator with its numbers; `percent` of the plan, None where there is no fact yet.

    `plan` and `fact` hold a pair where the plan is one («4/1»). `tone` is "ok" where the plan is
    met, "warn" where the fact differs from it without a justification, "" where it is not due yet
    or explained. `weight` orders what is shown first where there is no room for all.
    """

    indicator: Indicator
    planned: PlannedActivity
    plan: tuple[Number, Number | None]
    fact: tuple[Number | None, Number | None]
    unit: Literal["count", "percent", "people"]
    percent: int | None
    tone: Tone
    weight: tuple[int, int, int]


@frozen
class Group:
    """Heads in one group of a table of the form."""

    label: Bilingual
    heads: int


@frozen
class MakeUp:
    """Who the direct beneficiaries are; `totals` are the sums of the form's tables by title.

    Where the form has no such tables they are those of the state's, and `is_asked` is false.
    """

    ages: list[Group]
    genders: list[Group]
    totals: list[Group]
    beneficiaries: int
    is_asked: bool = True

    @property
    def is_agreed(self) -> bool:
        """Whether every table adds up to the direct beneficiaries."""
        return all(table.heads == self.beneficiaries for table in self.totals)


@frozen
class Overview:
    """Everything that Home shows of the figures."""

    beneficiaries: Beneficiaries
    held: Held
    places: PlacesReached
    money: Spent
    evidence: int
    gaps: list[EvidenceGap]
    indicators: list[PlanFact]
    make_up: MakeUp

    @property
    def incomplete(self) -> int:
        """Activities that lack evidence."""
        return count_incomplete(self.gaps)


def gather_overview(  # noqa: PLR0917 (all that is known of a project)
    project: Project,
    figures: ProjectFigures,
    form: FormDefinition,
    answers: Answers,
    today: date,
    allowed: Tolerance = _USUAL,
) -> Overview:
    """Return the figures of a project at a glance."""
    return Overview(
        beneficiaries=_count_beneficiaries(project, figures, answers),
        held=_count_held(project),
        places=count_places(
            (
                (planned, activity)
                for planned in _planned(project)
                for activity in planned.held_events
            ),
            {row_id: came.total or 0 for row_id, came in figures.activity_people.items()},
        ),
        money=_count_money(project, figures),
        evidence=count_evidence(project),
        gaps=find_gaps(project, today),
        indicators=list(_compare_indicators(project, figures, today, allowed)),
        make_up=_make_up(figures, form),
    )


def count_planned_events(planned: PlannedActivity) -> int:
    """Return how many events a planned activity promises: one, or as its indicators say.

    A plan «for each of 10 events» and one that counts events both tell their number; what is
    planned for each winner of a contest does not.
    """
    told = [1]
    for indicator in planned.indicators:
        plan = indicator.plan
        if plan.per_event and plan.events and not counts_winners(planned):
            told.append(plan.events)
        if indicator.counted_from == "events" and plan.target and plan.unit != "percent":
            told.append(int(plan.target))
    return max(told)


def _planned(project: Project) -> Iterator[PlannedActivity]:
    for task in project.tasks:
        yield from in_turns(task.activities)


def _count_beneficiaries(
    project: Project, figures: ProjectFigures, answers: Answers
) -> Beneficiaries:
    heads = (entry.heads or 0 for entry in figures.activity_heads.values())
    return Beneficiaries(
        count=figures.beneficiaries,
        plan=socio_levels("direct_beneficiaries", figures, answers).plan,
        visits=sum(heads),
        is_at_most=project.counting_basis == "people" and figures.people.only_counted > 0,
    )


def _count_held(project: Project) -> Held:
    promised = [
        (len(planned.held_events), count_planned_events(planned)) for planned in _planned(project)
    ]
    return Held(
        held=sum(min(held, events) for held, events in promised),
        planned=sum(events for _held, events in promised),
        in_log=sum(held for held, _events in promised),
    )


def _count_money(project: Project, figures: ProjectFigures) -> Spent:
    spent, grant = figures.money.total, project.grant.amount
    return Spent(spent, grant, share_percent(spent, grant))


def _make_up(figures: ProjectFigures, form: FormDefinition) -> MakeUp:
    tables = find_counting_form(form).demographic_tables
    groups = {table.dimension: _count_groups(table, figures) for table in tables}
    return MakeUp(
        ages=groups.get("age", []),
        genders=groups.get("gender", []),
        totals=[
            Group(table.title, sum(group.heads for group in groups[table.dimension]))
            for table in tables
        ],
        beneficiaries=figures.beneficiaries,
        is_asked=bool(form.demographic_tables),
    )


def _count_groups(table: DemographicTable, figures: ProjectFigures) -> list[Group]:
    found = figures.demographics.get(table.dimension, {})
    return [Group(group.label, found.get(group.key, 0)) for group in table.groups]


# ---------------------------------------------------------------------- plan and fact


def _compare_indicators(
    project: Project, figures: ProjectFigures, today: date, allowed: Tolerance
) -> Iterator[PlanFact]:
    for planned in _planned(project):
        last = planned.ends_on or planned.starts_on or project.ends_on
        is_over = last is not None and last < today
        for indicator in planned.indicators:
            fact = figures.facts.get(indicator.id, IndicatorFact())
            compared = _compare(indicator, planned, fact, allowed, is_over=is_over)
            if compared is not None:
                yield compared


def _compare(
    indicator: Indicator,
    planned: PlannedActivity,
    fact: IndicatorFact,
    allowed: Tolerance,
    *,
    is_over: bool,
) -> PlanFact | None:
    plan = indicator.plan
    first, second = planned_whole(plan, len(planned.held_events))
    if first is None:
        return None
    unit = "percent" if indicator.counted_from == "satisfaction" else plan.unit
    actual = (fact.value, fact.second_value if second is not None else None)
    pairs = [
        (done, target)
        for done, target in zip(actual, (first, second), strict=True)
        if done is not None and target is not None
    ]
    shares = (share_percent(done, target) for done, target in pairs)
    percent = min((share for share in shares if share is not None), default=None)
    tone = _find_tone(indicator, pairs, allowed, is_over=is_over)
    return PlanFact(
        indicator=indicator,
        planned=planned,
        plan=(first, second),
        fact=actual,
        unit=unit,
        percent=percent,
        tone=tone,
        weight=_weigh(unit, first, tone, percent),
    )


def _find_tone(
    indicator: Indicator, pairs: list[tuple[Number, Number]], allowed: Tolerance, *, is_over: bool
) -> Tone:
    is_explained = bool(indicator.deviation)
    if not pairs:
        return "warn" if is_over and not is_explained else ""
    if indicator.plan.comparison == "at_most":
        is_met = all(done <= target for done, target in pairs)
        return "ok" if is_met else "" if is_explained else "warn"
    least, most = 100 - allowed.shortfall_percent, 100 + allowed.excess_percent
    if any(done * 100 < target * least for done, target in pairs):
        return "warn" if is_over and not is_explained else ""
    is_far_above = any(done * 100 > target * most for done, target in pairs)
    return "warn" if is_far_above and not is_explained else "ok"


def _weigh(unit: str, target: Number, tone: Tone, percent: int | None) -> tuple[int, int, int]:
    """Return the place in the order: what differs, what goes on, then people, rates, sizes."""
    differs = 0 if tone == "warn" else 1 if percent is None or percent < 100 else 2
    return differs, {"people": 0, "percent": 1}.get(unit, 2), -int(target)


def choose_indicators(rows: list[PlanFact], most: int) -> list[PlanFact]:
    """Return at most `most` indicators that tell most, in the order of the plan.

    All that differ go first; of the others each activity shows one before any shows two.
    """
    turn: dict[str, int] = {}
    ranked: list[tuple[tuple[int, int, int, int], int]] = []
    for position in sorted(range(len(rows)), key=lambda at: (rows[at].weight, at)):
        row = rows[position]
        turns = turn.get(row.planned.id, 0)
        turn[row.planned.id] = turns + 1
        differs, unit, size = row.weight
        ranked.append(((differs, 0 if differs == 0 else turns, unit, size), position))
    chosen = [position for _key, position in sorted(ranked)[:most]]
    return [rows[position] for position in sorted(chosen)]
