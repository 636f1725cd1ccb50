"""Evidence that is missing, one thing taken away at a time."""

from __future__ import annotations

from datetime import date

from grantee_app.figures.evidence import count_evidence, count_incomplete, find_gaps
from grantee_app.records import (
    NO_TEXT,
    Activity,
    Evidence,
    Indicator,
    ParticipantCounts,
    PlannedActivity,
    PlannedValue,
    Project,
    Task,
    TypedFact,
)
from grantee_app.workspace import read_sample

AFTER = date(2024, 12, 1)
DURING = date(2024, 8, 1)


def photo(quantity: int = 1) -> Evidence:
    return Evidence(kind="photo", quantity=quantity)


def event(*evidence: Evidence, **fields: object) -> Activity:
    return Activity(starts_on=date(2024, 7, 10), evidence=list(evidence), **fields)  # type: ignore[arg-type]


def asks(target: int, second: int | None = None, **fields: object) -> Indicator:
    plan = PlannedValue(target=target, second_target=second, **fields)  # type: ignore[arg-type]
    return Indicator(
        title=NO_TEXT,
        plan=plan,
        counted_from="evidence",
        evidence_kind="photo",
        second_evidence_kind="video",
    )


def gaps(
    *held: Activity, indicator: Indicator, own: tuple[Evidence, ...] = (), today: date = AFTER
) -> list[tuple[str, int, int]]:
    planned = PlannedActivity(
        title=NO_TEXT,
        starts_on=date(2024, 7, 1),
        ends_on=date(2024, 9, 1),
        indicators=[indicator],
        held=list(held),
        evidence=list(own),
    )
    project = Project(title=NO_TEXT, tasks=[Task(title=NO_TEXT, activities=[planned])])
    return [(gap.kind, gap.there, gap.asked) for gap in find_gaps(project, today)]


def test_the_sample_lacks_nothing():
    project = read_sample().project
    assert find_gaps(project, AFTER) == []
    # 14 + 132 + 94 + 5 + 44 + 10 + 135 + 20 + 4 + 70 pieces, and 1 on no event.
    assert count_evidence(project) == 529


def test_a_pair_asks_for_both_halves():
    assert gaps(event(photo(4)), indicator=asks(4, 1)) == [("video", 0, 1)]
    assert gaps(event(photo(3), Evidence(kind="video")), indicator=asks(4, 1)) == [("photo", 3, 4)]


def test_each_event_owes_its_own():
    each = asks(2, per_event=True, events=10)
    assert gaps(event(photo(2)), event(photo(1)), event(), indicator=each) == [
        ("photo", 1, 2),
        ("photo", 0, 2),
    ]


def test_pieces_of_all_events_may_hang_on_the_whole():
    each = asks(2, per_event=True, events=2)
    assert gaps(event(), event(), indicator=each, own=(photo(4),)) == []
    assert len(gaps(event(), event(), indicator=each, own=(photo(3),))) == 2


def test_the_whole_owes_nothing_before_its_days_are_over():
    assert gaps(event(), indicator=asks(1), today=DURING) == []
    assert gaps(event(), indicator=asks(1)) == [("photo", 0, 1)]


def test_what_was_not_held_owes_nothing():
    assert gaps(indicator=asks(1)) == []


def test_a_fact_somebody_answers_for_is_not_counted_again():
    typed = asks(4).model_copy(update={"fact": TypedFact(value=4)})
    assert gaps(event(photo(1)), indicator=typed) == []


def test_from_each_winner_is_owed_by_the_contest():
    planned = PlannedActivity(
        title=NO_TEXT,
        ends_on=date(2024, 9, 1),
        indicators=[
            Indicator(title=NO_TEXT, counted_from="winners"),
            asks(4, per_event=True, events=10),
        ],
        held=[event(), event(photo(39))],
    )
    project = Project(title=NO_TEXT, tasks=[Task(title=NO_TEXT, activities=[planned])])
    found = find_gaps(project, AFTER)
    assert [(gap.activity, gap.there, gap.asked) for gap in found] == [(None, 39, 40)]


def test_whoever_counted_people_owes_the_list():
    counted = ParticipantCounts(total=12)
    no_photos = asks(1, comparison="at_most")
    lacking = event(participants=counted)
    assert gaps(lacking, indicator=no_photos) == [("participant_list", 0, 1)]
    listed = event(Evidence(kind="participant_list"), participants=counted)
    assert gaps(listed, indicator=no_photos) == []
    aside = event(participants=counted, counts_towards_beneficiaries=False)
    assert gaps(aside, indicator=no_photos) == []


def test_an_activity_that_lacks_two_kinds_is_one():
    planned = PlannedActivity(
        title=NO_TEXT,
        indicators=[asks(4, 1, per_event=True)],
        held=[event(), event(photo(4))],
    )
    project = Project(title=NO_TEXT, tasks=[Task(title=NO_TEXT, activities=[planned])])
    found = find_gaps(project, AFTER)
    assert len(found) == 3
    assert count_incomplete(found) == 2
