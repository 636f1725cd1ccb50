"""Figures counted from small projects whose numbers a reader can count on her fingers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.figures import IndicatorFact, count_figures, planned_whole, socio_levels
from grantee_app.figures.people import ActivityHeads
from grantee_app.figures.project import ProjectFigures
from grantee_app.form.answers import Answers, socio_fact_path, socio_plan_path
from grantee_app.records import (
    Activity,
    Bilingual,
    Evidence,
    Expense,
    Indicator,
    Organization,
    Partner,
    PlannedActivity,
    PlannedValue,
    Project,
    ProjectFile,
    StaffMember,
    Task,
    TypedFact,
    Winner,
)
from grantee_app.records.activity import ParticipantCounts
from grantee_app.workspace import Workspace

NAME = Bilingual(kk="аты")
DAY = date(2024, 7, 10)


def make_file(*tasks: Task, **fields) -> ProjectFile:
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=NAME),
        project=Project(title=NAME, tasks=list(tasks), **fields),
    )


def count(*contents: ProjectFile) -> ProjectFigures:
    """Return the figures of the first of `contents`, the others standing beside it."""
    with Workspace.in_memory() as workspace:
        for content in contents:
            workspace.save_project(content)
        return count_figures(workspace.db, contents[0].project.id)


def plan(*indicators: Indicator, **fields) -> PlannedActivity:
    return PlannedActivity(title=NAME, indicators=list(indicators), **fields)


def measure(counted_from: str, **fields) -> Indicator:
    return Indicator(title=NAME, counted_from=counted_from, **fields)


def fact_of(figures: ProjectFigures, indicator: Indicator) -> IndicatorFact:
    return figures.facts[indicator.id]


def heads(total: int | None, **groups) -> ParticipantCounts:
    return ParticipantCounts(total=total, **groups)


# ------------------------------------------------------------------ facts


def test_events_and_people():
    events, people, other = measure("events"), measure("people"), measure("people")
    held = [
        Activity(starts_on=DAY, participants=heads(12)),
        Activity(starts_on=DAY, participants=heads(30), counts_towards_beneficiaries=False),
        Activity(starts_on=DAY),
    ]
    figures = count(
        make_file(
            Task(title=NAME, activities=[plan(events, people, held=held), plan(other)]),
        )
    )
    assert fact_of(figures, events).value == 3
    # Who came is who came, whether or not she is a beneficiary.
    assert fact_of(figures, people).value == 42
    # Nobody counted: that is not the same as nobody came.
    assert fact_of(figures, other).value is None


def test_evidence_by_kind_and_quantity_wherever_it_hangs():
    photos = measure("evidence", evidence_kind="photo")
    pair = measure("evidence", evidence_kind="photo", second_evidence_kind="video")
    posts = measure("evidence", evidence_kind="social_post")
    held = [Activity(starts_on=DAY, evidence=[Evidence(kind="photo", quantity=6)])]
    planned = plan(
        photos,
        pair,
        posts,
        held=held,
        evidence=[Evidence(kind="photo", quantity=4), Evidence(kind="video")],
    )
    elsewhere = plan(evidence=[Evidence(kind="photo", quantity=100)])
    stranger = make_file(
        Task(title=NAME, activities=[plan(evidence=[Evidence(kind="photo", quantity=1_000)])])
    )
    figures = count(make_file(Task(title=NAME, activities=[planned, elsewhere])), stranger)
    assert fact_of(figures, photos) == IndicatorFact(counted=10)
    assert fact_of(figures, pair) == IndicatorFact(counted=10, counted_second=1)
    assert fact_of(figures, posts).value == 0


@pytest.mark.parametrize(
    ("surveys", "percent"),
    [
        ([(500, 420)], 84),
        ([(100, 50), (300, 250)], 75),
        ([(3, 1)], 33.3),
        ([(3, 2)], 66.7),
        # A half goes up, as on every calculator.
        ([(400, 337)], 84.3),
        ([(2_000, 1)], 0.1),
        ([(10, 0)], 0),
        ([(10, 10)], 100),
        ([(0, 0)], None),
        ([], None),
        # An event with half an answer says nothing about anybody.
        ([(None, 5), (10, 8)], 80),
        ([(50, None), (10, 8)], 80),
        ([(None, None)], None),
    ],
)
def test_satisfaction(surveys, percent):
    indicator = measure("satisfaction")
    held = [Activity(starts_on=DAY, surveyed=asked, satisfied=happy) for asked, happy in surveys]
    figures = count(make_file(Task(title=NAME, activities=[plan(indicator, held=held)])))
    assert fact_of(figures, indicator).value == percent


def test_winners_are_those_of_the_project():
    indicator = measure("winners")
    winners = [Winner(name=NAME) for _ in range(3)]
    own = make_file(Task(title=NAME, activities=[plan(indicator)]), winners=winners)
    other = make_file(winners=[Winner(name=NAME) for _ in range(5)])
    figures = count(own, other)
    assert fact_of(figures, indicator).value == 3
    assert figures.winners == 3


def test_a_typed_fact_stands_beside_the_counted_one_and_is_reported():
    held = [Activity(starts_on=DAY), Activity(starts_on=DAY)]
    same = measure("events", fact=TypedFact(value=2))
    other = measure("events", fact=TypedFact(value=7, reason=NAME))
    zero = measure("events", fact=TypedFact(value=0))
    alone = measure("typed", fact=TypedFact(value=4, second_value=1))
    nothing = measure("typed")
    indicators = (same, other, zero, alone, nothing)
    figures = count(make_file(Task(title=NAME, activities=[plan(*indicators, held=held)])))
    told = [fact_of(figures, indicator) for indicator in indicators]
    assert [(fact.value, fact.second_value) for fact in told] == [
        *((2, None), (7, None), (0, None)),
        *((4, 1), (None, None)),
    ]
    assert [fact.is_disputed for fact in told] == [False, True, True, False, False]
    assert told[1].counted == 2


def test_every_indicator_has_a_fact():
    indicators = [measure(kind) for kind in ("typed", "events", "people", "evidence", "winners")]
    tasks = [Task(title=NAME, activities=[plan(indicator)]) for indicator in indicators]
    figures = count(make_file(*tasks))
    assert set(figures.facts) == {indicator.id for indicator in indicators}


@pytest.mark.parametrize(
    ("fields", "whole"),
    [
        ({"target": 4, "second_target": 1, "per_event": True, "events": 10}, (40, 10)),
        ({"target": 4, "second_target": 1, "events": 10}, (4, 1)),
        ({"target": 4, "per_event": True}, (4, None)),
        ({"target": 80, "unit": "percent", "per_event": True, "events": 10}, (80, None)),
        ({"target": 84.5}, (84.5, None)),
        ({}, (None, None)),
    ],
)
def test_the_whole_of_a_plan(fields, whole):
    assert planned_whole(PlannedValue(**fields)) == whole


# ------------------------------------------------------------------ people


def test_heads_by_gender_category_and_age_over_what_counts():
    first = heads(
        30,
        gender={"male": 10, "female": 20},
        category={"youth": 30},
        age={"17-22": 30},
    )
    second = heads(5, gender={"female": 5}, category={"нөлінші": 5}, age={"59+": 5})
    left_out = heads(100, gender={"male": 100})
    held = [
        Activity(starts_on=DAY, participants=first),
        Activity(starts_on=DAY, participants=second),
        Activity(starts_on=DAY, participants=left_out, counts_towards_beneficiaries=False),
    ]
    planned = plan(held=held)
    figures = count(make_file(Task(title=NAME, activities=[planned])))
    assert figures.visits == figures.counted["direct_beneficiaries"] == 35
    assert figures.demographics == {
        "gender": {"male": 10, "female": 25},
        # A group no form knows is kept, for a check to name.
        "category": {"youth": 30, "нөлінші": 5},
        "age": {"17-22": 30, "59+": 5},
    }
    assert figures.activity_heads == {planned.id: ActivityHeads(3, 135, 35)}


def test_a_project_without_anything():
    figures = count(make_file())
    assert figures.visits == figures.staff == figures.partners == figures.money.total == 0
    assert figures.demographics == {"gender": {}, "category": {}, "age": {}}
    assert figures.facts == figures.activity_heads == {}


@given(st.lists(st.tuples(st.integers(0, 500), st.booleans()), max_size=12))
def test_visits_are_the_sum_of_what_counts(events):
    held = [
        Activity(starts_on=DAY, participants=heads(total), counts_towards_beneficiaries=counts)
        for total, counts in events
    ]
    figures = count(make_file(Task(title=NAME, activities=[plan(held=held)])))
    assert figures.visits == sum(total for total, counts in events if counts)


# ------------------------------------------------------------------ money, staff, levels


def test_money_by_what_it_was_spent_on():
    kinds = [("payroll", 100), ("payroll", 40), ("tax", 7), ("purchase", 1_000)]
    expenses = [Expense(kind=kind, amount_tenge=amount) for kind, amount in kinds]
    stranger = make_file(expenses=[Expense(kind="tax", amount_tenge=9_999)])
    money = count(make_file(expenses=expenses), stranger).money
    assert (money.payroll, money.taxes, money.purchases, money.total) == (140, 7, 1_000, 1_147)


def test_staff_specialists_and_partners():
    staff = [StaffMember(name=NAME, is_on_staff=on_staff) for on_staff in (True, True, False)]
    partners = [Partner(name=NAME), Partner(name=NAME, is_organization=False)]
    figures = count(make_file(staff=staff, partners=partners))
    assert (figures.staff, figures.specialists, figures.partners) == (2, 1, 2)
    assert figures.counted["staff"] == 2


def test_a_counted_level_goes_before_a_typed_one():
    figures = count(make_file(staff=[StaffMember(name=NAME)]))
    typed = {
        (socio_plan_path("staff"), ""): "4",
        (socio_fact_path("staff"), ""): "9",
        (socio_plan_path("ngos"), ""): "жүз",
        (socio_fact_path("ngos"), ""): "20 000",
    }
    answers = Answers(typed)
    staff, ngos = (socio_levels(figure, figures, answers) for figure in ("staff", "ngos"))
    assert (staff.plan, staff.fact) == (4, 1)
    # «жүз» is a number to a reader only: it is kept as typed and shown as nothing.
    assert (ngos.plan, ngos.fact) == (None, 20_000)
    other = socio_levels("indirect_beneficiaries", figures, answers)
    assert (other.plan, other.fact) == (None, None)


def test_the_sample_as_its_public_report_has_it():
    with Workspace.with_sample() as workspace:
        (project,) = workspace.list_projects()
        figures = count_figures(workspace.db, project.id)
    assert figures.counted == {
        "direct_beneficiaries": 1_076,
        "staff": 4,
        "specialists": 2,
        "payroll": 840_000,
        "taxes": 38_100,
        "purchases": 6_121_900,
        "partners": 2,
    }
    assert figures.money.total == 7_000_000
    assert figures.winners == 10
    assert sum(heads.held for heads in figures.activity_heads.values()) == 31
    assert sorted(
        heads.heads for heads in figures.activity_heads.values() if heads.heads is not None
    ) == [5, 50, 424, 602]
    assert [fact for fact in figures.facts.values() if fact.value is None] == []
    assert sum(fact.is_disputed for fact in figures.facts.values()) == 1
