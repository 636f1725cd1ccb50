"""Who came, on either basis: counted by hand, and by a slow count beside the quick one."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.figures import count_cross, count_figures, sum_people
from grantee_app.figures.cross_tables import OF_ACTIVITIES, SPLITS
from grantee_app.figures.people import Scope, find_band, find_bands
from grantee_app.figures.people_gaps import find_untold
from grantee_app.figures.people_scope import count_scope
from grantee_app.form.catalogue import STATE_FINAL_REPORT, load_form
from grantee_app.records import Activity, Attendance, Indicator, Participant, ProjectFile
from grantee_app.records.activity import ParticipantCounts, SurveyTally
from grantee_app.records.ages import find_age
from grantee_app.workspace import Workspace
from tests.core.store.people_data import (
    BAKYT,
    FAIR,
    FIRST,
    KIM,
    NAME,
    SECOND,
    SEMINAR,
    TWIN,
    make_activity,
    make_file,
)

FORM = load_form(STATE_FINAL_REPORT, "2024")
TABLES = FORM.demographic_tables
BANDS = find_bands(TABLES)


def count(*held: Activity, **fields):
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(*held, **fields))
        return count_figures(workspace.db, "project", FORM)


# ------------------------------------------------------------------ by hand


def test_visits_are_added_up() -> None:
    figures = count(FAIR, SEMINAR)
    people = figures.people
    assert (people.visits, people.named_visits, people.only_counted) == (19, 5, 14)
    assert (people.people, people.most_people) == (4, 18)
    assert (figures.visits, figures.beneficiaries, people.is_at_most) == (19, 19, False)
    assert figures.demographics == {
        "gender": {"male": 7, "female": 11, "": 1},
        "category": {"youth": 16, "": 3},
        # On 9 July Bakyt is 33, the next day 34; of a year alone the age of that year counts.
        "age": {"17-22": 13, "33-45": 3, "46-58": 1, "outside": 1},
    }


def test_people_are_counted_once() -> None:
    figures = count(FAIR, SEMINAR, counting_basis="people")
    people = figures.people
    assert (people.visits, people.people, people.only_counted) == (19, 4, 14)
    assert figures.counted["direct_beneficiaries"] == figures.beneficiaries == 18
    assert people.is_at_most
    assert figures.demographics == {
        "gender": {"male": 7, "female": 10, "": 1},
        "category": {"youth": 15, "": 3},
        "age": {"17-22": 13, "33-45": 2, "46-58": 1, "outside": 1},
    }


def test_the_age_is_that_of_the_first_activity_that_counts() -> None:
    person = Participant(id="p", name="а", born_on=date(2001, 7, 10))
    early = make_activity("early", date(2018, 1, 1), person, counts_towards_beneficiaries=False)
    agreed = make_activity("agreed", date(2018, 1, 1), person, is_held=False)
    first = make_activity("first", FIRST, person)
    last = make_activity("last", SECOND, person)
    held = (last, agreed, early, first)
    people = count(*held, people=(person,), counting_basis="people")
    visits = count(*held, people=(person,))
    assert people.demographics["age"] == {"17-22": 1}
    # She had her birthday on the second day.
    assert visits.demographics["age"] == {"17-22": 1, "23-27": 1}
    assert (visits.people.visits, visits.people.people) == (2, 1)
    assert set(visits.activity_people) == {"early", "first", "last"}


def test_what_is_only_agreed_on_counts_nowhere() -> None:
    agreed = FAIR.model_copy(update={"is_held": False})
    indicators = [
        Indicator(id=kind, title=NAME, counted_from=kind)
        for kind in ("people", "events", "satisfaction")
    ]
    figures = count(
        agreed.model_copy(update={"surveyed": 5, "satisfied": 5}),
        SEMINAR,
        planned={"indicators": indicators},
    )
    assert figures.visits == 2
    assert figures.activity_heads["planned"].held == 1
    assert {key: fact.value for key, fact in figures.facts.items()} == {
        "people": 2,
        "events": 1,
        "satisfaction": None,
    }


def test_indicators_count_the_named_and_the_tally() -> None:
    indicators = [
        Indicator(id=kind, title=NAME, counted_from=kind) for kind in ("people", "satisfaction")
    ]
    tally = SurveyTally(very_satisfied=5, satisfied=2, dissatisfied=1)
    told = {"surveyed": 2, "satisfied": 1}
    figures = count(
        FAIR.model_copy(update={"tally": tally, "surveyed": 99, "satisfied": 0}),
        SEMINAR.model_copy(update=told),
        planned={"indicators": indicators},
    )
    assert figures.facts["people"].value == 19
    assert figures.facts["satisfaction"].value == 80
    assert figures.activity_heads["planned"].heads == 19


def test_nobody_counted_is_no_zero() -> None:
    figures = count(make_activity("a", FIRST), make_activity("b", SECOND))
    assert figures.activity_heads["planned"].heads is None
    assert figures.activity_people["a"].total is None
    assert count(make_activity("a", FIRST, KIM)).activity_people["a"].total == 1


def test_each_activity_tells_its_own() -> None:
    came = count(FAIR, SEMINAR).activity_people["fair"]
    assert (came.total, came.named, came.counted) == (17, 3, 14)
    assert came.find_groups("gender") == {"male": 7, "female": 10}
    assert came.named_groups["age"] == {"33-45": 1, "46-58": 1, "outside": 1}
    gender, category, age = TABLES
    # Two without a category; a child and one of the counted heads without a band.
    assert [came.find_remainder(table) for table in (gender, category, age)] == [0, 2, 2]


def test_a_group_the_form_does_not_have_stands_under_its_name() -> None:
    fisher = KIM.model_copy(update={"category": "fishermen"})
    figures = count(make_activity("a", FIRST, fisher, BAKYT), people=(fisher, BAKYT))
    assert figures.activity_people["a"].find_groups("category") == {"youth": 1, "fishermen": 1}
    assert figures.demographics["category"] == {"youth": 1, "fishermen": 1}
    (unplaced,) = figures.unplaced
    assert (unplaced.dimension, unplaced.reason, unplaced.count) == ("category", "outside", 1)
    assert unplaced.people == (("kim", "Ким Роман"),)


def test_whom_no_group_holds_is_named() -> None:
    found = {
        (entry.dimension, entry.reason): [name for _id, name in entry.people]
        for entry in count(FAIR, SEMINAR).unplaced
    }
    assert found == {
        ("gender", "unknown"): ["Калиева Бакыт"],
        ("category", "unknown"): ["Калиева Бакыт", "Ким Роман", "Оспанова Әлия"],
        ("age", "outside"): ["Оспанова Әлия"],
    }


def test_another_project_is_not_mixed_in() -> None:
    other = make_file(
        make_activity("other", FIRST, KIM.model_copy(update={"id": "k2"})),
        people=(KIM.model_copy(update={"id": "k2"}),),
    ).model_dump(mode="json")
    other["project"] |= {"id": "project-2"}
    other["project"]["tasks"][0]["id"] = "task-2"
    other["project"]["tasks"][0]["activities"][0]["id"] = "planned-2"
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR, counting_basis="people"))
        before = count_figures(workspace.db, "project", FORM)
        workspace.save_project(ProjectFile.model_validate(other))
        assert count_figures(workspace.db, "project", FORM) == before
        assert count_figures(workspace.db, "project-2", FORM).visits == 1


@pytest.mark.parametrize(
    ("basis", "cells"),
    [
        (
            "visits",
            {
                ("male", "46-58"): 1,
                ("female", "33-45"): 2,
                ("", "33-45"): 1,
                ("female", "outside"): 1,
            },
        ),
        (
            "people",
            {
                ("male", "46-58"): 1,
                ("female", "33-45"): 1,
                ("", "33-45"): 1,
                ("female", "outside"): 1,
            },
        ),
    ],
)
def test_cross_tables_cover_the_named_and_state_the_rest(basis: str, cells: dict) -> None:
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR, counting_basis=basis))
        figures = count_figures(workspace.db, "project", FORM)
        table = count_cross(workspace.db, "project", TABLES, "gender", "age", figures.people)
        months = count_cross(workspace.db, "project", TABLES, "month", "gender", figures.people)
    assert table.cells == cells
    assert (table.remainder, table.total) == (14, figures.beneficiaries)
    # What month it was is known of a head without a name too, and whether it was a man's.
    assert months.sum_rows() == {"2024-07": figures.beneficiaries}
    assert (months.named, months.remainder) == (table.named, 0)


# ------------------------------------------------------------------ drawn at random

ages = st.none() | st.integers(0, 100)
people = st.builds(
    Participant,
    name=st.just("а"),
    gender=st.sampled_from(["", "male", "female"]),
    category=st.sampled_from(["", "youth", "children", "other", "strangers"]),
    born_on=st.none() | st.dates(date(1930, 1, 1), date(2024, 12, 31)),
    birth_year=st.none() | st.integers(1930, 2024),
    age=ages,
    age_on=st.none() | st.dates(date(2023, 1, 1), date(2025, 1, 1)),
)
heads = st.integers(0, 50)
counts = st.builds(
    ParticipantCounts,
    total=st.none() | heads,
    gender=st.dictionaries(st.sampled_from(["male", "female", "x"]), heads),
    category=st.dictionaries(st.sampled_from(["youth", "other", "x"]), heads),
    age=st.dictionaries(st.sampled_from(["13-16", "59+", "x"]), heads),
)


@st.composite
def registers(draw: st.DrawFn) -> ProjectFile:
    register = draw(st.lists(people, max_size=6))
    held = []
    for _ in range(draw(st.integers(0, 4))):
        there = draw(st.lists(st.sampled_from(register), unique_by=id)) if register else []
        held.append(
            Activity(
                starts_on=draw(st.dates(date(2024, 1, 1), date(2024, 12, 31))),
                is_held=draw(st.sampled_from([True, True, False])),
                counts_towards_beneficiaries=draw(st.sampled_from([True, True, False])),
                participants=draw(counts),
                attendances=[Attendance(participant_id=person.id) for person in there],
            )
        )
    basis = draw(st.sampled_from(["people", "visits"]))
    return make_file(*held, people=tuple(register), counting_basis=basis)


def count_slowly(content: ProjectFile) -> dict[str, Counter]:
    register = {person.id: person for person in content.project.participants}
    found = {"gender": Counter(), "category": Counter(), "age": Counter()}
    held = content.project.tasks[0].activities[0].held
    seen: set[str] = set()
    for event in sorted(held, key=lambda event: event.starts_on):
        if not (event.is_held and event.counts_towards_beneficiaries):
            continue
        for dimension, counter in found.items():
            counter.update(getattr(event.participants, dimension))
        for row in event.attendances:
            person = register[row.participant_id]
            if content.project.counting_basis == "people" and person.id in seen:
                continue
            seen.add(person.id)
            found["gender"][person.gender] += 1
            found["category"][person.category] += 1
            found["age"][find_band(find_age(person, event.starts_on), BANDS)] += 1
    return found


@settings(max_examples=150)
@given(registers())
def test_every_table_adds_up_or_names_who_is_missing(content: ProjectFile) -> None:
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        figures = count_figures(workspace.db, "project", FORM)
        cross = count_cross(workspace.db, "project", TABLES, "category", "age", figures.people)
        crosses = [
            count_cross(workspace.db, "project", TABLES, rows, columns, figures.people)
            for rows in SPLITS
            for columns in SPLITS
            if rows != columns
        ]
        untold = find_untold(workspace.db, "project", TABLES)
        events_alone = [
            count_scope(workspace.db, "project", TABLES, Scope(activity_id=key), "month", "gender")
            for key in figures.activity_people
        ]
        of_task = count_scope(
            workspace.db, "project", TABLES, Scope(task_id="task"), "gender", "age"
        )
    for table in crosses:
        assert table.total == figures.beneficiaries
        for split, sums in ((table.rows, table.sum_rows()), (table.columns, table.sum_columns())):
            both = {table.rows, table.columns}
            if split in figures.demographics and both & OF_ACTIVITIES:
                # Beside a month or a place a table holds what section 4 of the report holds.
                report = figures.demographics[split]
                assert +Counter(sums) == +Counter(report)
    # The one task has everything; the activities alone make up all visits.
    assert of_task.people == figures.people
    assert of_task.untold == untold
    visits = {key: came.total or 0 for key, came in figures.activity_people.items()}
    assert [alone.people.visits for alone in events_alone] == list(visits.values())
    for told in untold:
        came = figures.activity_people[told.activity_id]
        groups = came.counted_groups.get(told.dimension, {})
        assert told.count == (came.counted or 0) - sum(groups.values()) != 0
    slow = count_slowly(content)
    assert {
        dimension: {key: number for key, number in groups.items() if number}
        for dimension, groups in figures.demographics.items()
    } == {dimension: dict(+counter) for dimension, counter in slow.items()}
    # What the columns of a table do not hold is exactly what the activities' remainders are, or
    # the people who are named as unplaced.
    events = {event.id: event for event in content.project.tasks[0].activities[0].held}
    counted = {
        key: came
        for key, came in figures.activity_people.items()
        if events[key].counts_towards_beneficiaries
    }
    for table in TABLES:
        printed = sum(
            figures.demographics[table.dimension].get(group.key, 0) for group in table.groups
        )
        missing = figures.beneficiaries - printed
        if content.project.counting_basis == "visits":
            assert missing == sum(came.find_remainder(table) for came in counted.values())
        else:
            unplaced = sum(
                entry.count for entry in figures.unplaced if entry.dimension == table.dimension
            )
            of_counted = sum(
                (came.counted or 0)
                - sum(
                    came.counted_groups[table.dimension].get(group.key, 0) for group in table.groups
                )
                for came in counted.values()
            )
            assert missing == unplaced + of_counted
    assert cross.total == figures.beneficiaries
    by_month = sum_people(
        figures.activity_people.items(), lambda key: events[key].starts_on.isoformat()[:7]
    )
    for dimension in ("gender", "category", "age"):
        assert sum(sum(came.find_groups(dimension).values()) for came in by_month.values()) == sum(
            sum(came.find_groups(dimension).values()) for came in figures.activity_people.values()
        )
    assert figures.people.people <= figures.people.named_visits
    assert figures.people.most_people <= figures.people.visits


def test_names_forgotten_leave_the_same_figures() -> None:
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR))
        before = count_figures(workspace.db, "project", FORM)
        workspace.people.forget_names("project", BANDS)
        after = count_figures(workspace.db, "project", FORM)
    assert after.visits == before.visits
    assert after.activity_heads == before.activity_heads
    assert (after.people.people, after.people.only_counted) == (0, 19)
    for dimension, groups in before.demographics.items():
        assert after.demographics[dimension] == {k: n for k, n in groups.items() if k}
    assert after.unplaced == []


def test_merged_people_are_one() -> None:
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR, counting_basis="people"))
        workspace.people.merge(BAKYT.id, [TWIN.id])
        figures = count_figures(workspace.db, "project", FORM)
    assert (figures.people.people, figures.people.visits) == (3, 18)
    assert figures.demographics["gender"] == {"male": 7, "female": 10}
