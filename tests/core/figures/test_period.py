"""Figures of a period: what was held, collected or paid in it, and nothing twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.figures import WHOLE, Period, ProjectFigures, count_figures
from grantee_app.form.catalogue import STATE_FINAL_REPORT, load_form
from grantee_app.records import (
    Activity,
    Bilingual,
    Evidence,
    Expense,
    Indicator,
    Organization,
    PlannedActivity,
    PlannedValue,
    Project,
    ProjectFile,
    Task,
    TypedFact,
)
from grantee_app.records.activity import ParticipantCounts
from grantee_app.workspace import Workspace, read_sample
from tests.core.store.people_data import FAIR, SEMINAR, make_file

FORM = load_form(STATE_FINAL_REPORT, "2024")
FIRST, LAST = date(2024, 5, 27), date(2024, 11, 30)
AUGUST = Period(date(2024, 8, 1), date(2024, 8, 31))


def both(text: str) -> Bilingual:
    return Bilingual(kk=text, ru=text)


def count(content: ProjectFile, period: Period) -> ProjectFigures:
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        return count_figures(workspace.db, content.project.id, FORM, period)


# ------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        (AUGUST, date(2024, 8, 1), True),
        (AUGUST, date(2024, 8, 31), True),
        (AUGUST, date(2024, 7, 31), False),
        (AUGUST, date(2024, 9, 1), False),
        (AUGUST, None, False),
        (Period(first=date(2024, 8, 1)), date(2030, 1, 1), True),
        (Period(last=date(2024, 8, 31)), date(2024, 9, 1), False),
        (WHOLE, None, True),
    ],
)
def test_both_ends_lie_within(period, day, expected):
    assert period.holds(day) is expected


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (date(2024, 7, 1), date(2024, 8, 1), True),
        (date(2024, 8, 31), date(2024, 10, 1), True),
        (date(2024, 7, 1), date(2024, 9, 30), True),
        (date(2024, 9, 1), None, False),
        (None, date(2024, 7, 31), False),
        (None, None, True),
    ],
)
def test_a_stretch_meets_the_period(starts_on, ends_on, expected):
    assert AUGUST.meets(starts_on, ends_on) is expected


# ------------------------------------------------------------------ by hand


def make_content() -> ProjectFile:
    """Return a seminar in July and one in August, photos of both, a list without a day, money."""
    events = [
        Activity(
            starts_on=date(2024, 7, 30),
            ends_on=date(2024, 8, 2),
            participants=ParticipantCounts(total=20, gender={"male": 8, "female": 12}),
            evidence=[Evidence(kind="photo", quantity=3)],
            surveyed=10,
            satisfied=5,
        ),
        Activity(
            starts_on=date(2024, 8, 31),
            participants=ParticipantCounts(total=7, gender={"female": 7}),
            evidence=[Evidence(kind="photo", quantity=4)],
            surveyed=4,
            satisfied=4,
        ),
        Activity(
            starts_on=date(2024, 8, 20),
            is_held=False,
            participants=ParticipantCounts(total=1000),
        ),
    ]

    def promise(key: str, counted_from: str, **fields) -> Indicator:
        return Indicator(
            id=key,
            title=both(key),
            plan=PlannedValue(target=5),
            counted_from=counted_from,
            fact=TypedFact(value=99),
            **fields,
        )

    planned = PlannedActivity(
        id="seminars",
        title=both("Семинарлар"),
        starts_on=date(2024, 7, 1),
        ends_on=date(2024, 8, 31),
        held=events,
        evidence=[
            Evidence(kind="photo", quantity=100, dated_on=date(2024, 7, 1)),
            Evidence(kind="digest", quantity=2),
        ],
        indicators=[
            promise("photos", "evidence", evidence_kind="photo"),
            promise("digests", "evidence", evidence_kind="digest"),
            promise("events", "events"),
            promise("people", "people"),
            promise("content", "satisfaction"),
            promise("typed", "typed"),
        ],
    )
    expenses = [
        Expense(kind="purchase", paid_on=date(2024, 8, 1), amount_tenge=1_000),
        Expense(kind="purchase", paid_on=date(2024, 9, 1), amount_tenge=2_000),
        Expense(kind="payroll", month=date(2024, 8, 1), amount_tenge=4_000),
        Expense(kind="tax", amount_tenge=8_000),
    ]
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=both("Ұйым")),
        project=Project(
            title=both("Жоба"),
            tasks=[Task(title=both("Міндет"), activities=[planned])],
            expenses=expenses,
        ),
    )


def test_an_activity_belongs_to_the_period_of_its_first_day():
    figures = count(make_content(), AUGUST)
    assert (figures.visits, figures.beneficiaries) == (7, 7)
    assert figures.demographics["gender"] == {"female": 7}
    assert (figures.activity_heads["seminars"].held, figures.activity_heads["seminars"].heads) == (
        1,
        7,
    )
    july = count(make_content(), Period(date(2024, 7, 1), date(2024, 7, 31)))
    assert july.demographics["gender"] == {"male": 8, "female": 12}
    assert len(july.activity_people) == 1


def test_facts_of_a_period_are_counted_and_typed_only_where_nothing_can_be():
    facts = {
        key: (fact.value, fact.typed) for key, fact in count(make_content(), AUGUST).facts.items()
    }
    assert facts == {
        "photos": (4, None),
        # Without a day of its own it is of the last day planned for its activity.
        "digests": (2, None),
        "events": (1, None),
        "people": (7, None),
        "content": (100, None),
        "typed": (99, 99),
    }
    whole = count(make_content(), WHOLE).facts
    assert (whole["photos"].counted, whole["photos"].value) == (107, 99)
    assert count(make_content(), Period(last=date(2024, 7, 1))).facts["digests"].value == 0


def test_money_of_a_period_is_what_was_paid_in_it():
    money = count(make_content(), AUGUST).money
    # A wage without a day is of its month, an expense without either of no period.
    assert (money.purchases, money.payroll, money.taxes) == (1_000, 4_000, 0)
    assert count(make_content(), WHOLE).money.total == 15_000


def test_a_period_before_everything_is_empty():
    figures = count(read_sample(), Period(date(2020, 1, 1), date(2020, 12, 31)))
    assert (figures.visits, figures.money.total, figures.activity_heads) == (0, 0, {})
    assert figures.demographics == {"gender": {}, "category": {}, "age": {}}


def test_named_people_of_a_period():
    content = make_file(FAIR, SEMINAR)
    parts = [
        count(content, Period(last=FAIR.starts_on)),
        count(content, Period(first=FAIR.starts_on + timedelta(days=1))),
    ]
    whole = count(content, WHOLE)
    assert sum(part.people.named_visits for part in parts) == whole.people.named_visits
    assert sum(part.people.only_counted for part in parts) == whole.people.only_counted


# ------------------------------------------------------------------ parts and the whole


@pytest.fixture(scope="module")
def sample():
    with Workspace.with_sample() as workspace:
        (project,) = workspace.list_projects()
        yield workspace, project.id


def add_groups(parts: list[ProjectFigures], dimension: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for part in parts:
        for key, heads in part.demographics[dimension].items():
            sums[key] = sums.get(key, 0) + heads
    return sums


@settings(max_examples=12, deadline=None)
@given(cut=st.dates(FIRST, LAST))
def test_two_periods_side_by_side_make_up_the_whole(sample, cut):
    workspace, project_id = sample
    whole = count_figures(workspace.db, project_id, FORM)
    parts = [
        count_figures(workspace.db, project_id, FORM, Period(last=cut)),
        count_figures(workspace.db, project_id, FORM, Period(first=cut + timedelta(days=1))),
    ]
    assert sum(part.visits for part in parts) == whole.visits == 1076
    assert sum(part.money.total for part in parts) == whole.money.total == 7_000_000
    for dimension in ("gender", "category", "age"):
        assert add_groups(parts, dimension) == whole.demographics[dimension]
    for key, fact in whole.facts.items():
        if fact.counted is not None and fact.typed is None:
            counted = [part.facts[key].counted or 0 for part in parts]
            # The share of the content cannot be added up, and winners bear no date.
            if sum(counted) != fact.counted:
                row = workspace.db.execute(
                    "SELECT counted_from FROM indicator WHERE id = ?", [key]
                ).fetchone()
                assert row[0] in {"satisfaction", "winners"}, key
