"""What an event owes as evidence, and that it agrees with the gaps of the whole project."""

from __future__ import annotations

import random
from datetime import date

import pytest

from grantee_app.figures.activity_list import (
    ActivityFilter,
    ActivityLog,
    LogReader,
    Visits,
    count_visits,
    filter_rows,
    list_months,
    list_places,
    read_log,
)
from grantee_app.figures.evidence import find_gaps
from grantee_app.figures.overview import count_planned_events
from grantee_app.figures.passport import SURVEY, Asked, IndicatorAsk, list_asked, make_passport
from grantee_app.records.participant import Participant
from grantee_app.workspace import Workspace

LATE = date(2025, 1, 31)


def ask(source: str = "evidence", **told: object) -> IndicatorAsk:
    values: dict[str, object] = {
        "counted_from": source,
        "has_typed_fact": False,
        "kind": "photo",
        "second_kind": "",
        "target": 4,
        "second_target": None,
        "unit": "count",
        "comparison": "exactly",
        "per_event": False,
        "events": None,
    }
    return IndicatorAsk(**{**values, **told})


def line(asked: Asked, own: int, whole: int, events: int = 10, held: int = 10):
    return make_passport(
        [asked], {asked.kind: own}, {asked.kind: whole}, events, held, owes_list=False
    )[0]


def test_photos_and_videos_of_each_event():
    found, events = list_asked(
        [ask(per_event=True, events=10, target=6, second_kind="video", second_target=1)]
    )
    assert found == [Asked("photo", 6, is_each=True), Asked("video", 1, is_each=True)]
    assert events == 10
    assert line(found[0], own=5, whole=5).missing == 1
    assert line(found[0], own=6, whole=6).is_done
    # All of them may hang together on the planned activity.
    assert line(found[0], own=0, whole=60).is_done


def test_ten_letters_for_ten_seminars_are_one_each():
    asked = Asked("information_letter", 10, is_each=False)
    told = line(asked, own=0, whole=4)
    assert (told.asked, told.there, told.of, told.is_done) == (1, 0, "event", False)
    assert line(asked, own=1, whole=4).is_done
    assert line(asked, own=0, whole=10).is_done


def test_one_programme_is_asked_of_all_events_together():
    told = line(Asked("programme", 1, is_each=False), own=0, whole=1)
    assert (told.of, told.is_done) == ("whole", True)
    assert not line(Asked("programme", 1, is_each=False), own=0, whole=0).is_done


def test_what_a_person_answers_for_is_not_asked():
    assert list_asked([ask(has_typed_fact=True), ask(unit="percent"), ask("typed")])[0] == []


def test_a_promised_percentage_asks_for_answers():
    found, _ = list_asked([ask("satisfaction", unit="percent", comparison="at_least")])
    assert [entry.kind for entry in found] == [SURVEY]


def test_winners_are_no_events():
    found, events = list_asked([ask("winners"), ask(per_event=True, events=10)])
    assert (found, events) == ([Asked("photo", 40, is_each=False)], 1)


def test_who_counted_people_owes_the_list():
    assert [entry.kind for entry in make_passport([], {}, {}, 1, 1, owes_list=True)] == [
        "participant_list"
    ]
    asked = [Asked("participant_list", 1, is_each=False)]
    assert len(make_passport(asked, {}, {}, 1, 1, owes_list=True)) == 1


# ---------------------------------------------------------------- the sample


@pytest.fixture
def workspace():
    with Workspace.with_sample() as workspace:
        yield workspace


def read(workspace: Workspace) -> ActivityLog:
    return read_log(workspace.db, workspace.list_projects()[0].id)


def test_visits_are_those_of_the_log(workspace):
    project_id = workspace.list_projects()[0].id
    assert count_visits(workspace.db, project_id) == Visits(1081, 0)
    rows = read(workspace).rows
    held, unheld = (row.event_id for row in [row for row in rows if row.heads][:2])
    for name in ("Айгүл Сейітова", "Ерлан Омаров"):
        person = Participant(name=name)
        workspace.people.add(project_id, person, held)
        workspace.people.add(project_id, Participant(name=f"{name} 2"), unheld)
    workspace.db.execute("UPDATE activity SET is_held = 0 WHERE id = ?", [unheld])
    log = read(workspace)
    assert not next(row for row in log.rows if row.event_id == unheld).is_held
    counted = next(row for row in rows if row.event_id == unheld).heads
    assert count_visits(workspace.db, project_id) == Visits(1081 - counted + 2, 2)
    assert log.visits == 1081 - counted + 2


def test_the_sample_in_figures(workspace):
    log = read(workspace)
    assert (log.held, log.promised, log.visits, len(log.rows)) == (28, 28, 1081, 31)
    assert all(row.there == row.asked for row in log.rows)
    assert len(filter_rows(log.rows, ActivityFilter(month="2024-10"))) == 12
    assert list_months(log.rows)[0] == "2024-05"
    assert len(list_places(log.rows, "ru")) == len({row.place.ru for row in log.rows})
    assert [
        row.heads for row in filter_rows(log.rows, ActivityFilter(words="ушарал", kind="seminar"))
    ] == [56]


def test_the_plan_promises_what_the_overview_counts(workspace):
    project = workspace.load_project(workspace.list_projects()[0].id).project
    expected = [count_planned_events(p) for task in project.tasks for p in task.activities]
    assert [entry.events for entry in read(workspace).planned] == expected


@pytest.mark.parametrize("seed", range(6))
def test_no_gap_of_the_project_is_missing_from_a_passport(workspace, seed):
    """Evidence goes at random: what the whole project lacks, some event shows as missing."""
    chance = random.Random(seed)
    db = workspace.db
    ids = [row[0] for row in db.execute("SELECT id FROM evidence ORDER BY id").fetchall()]
    for evidence_id in chance.sample(ids, 90):
        db.execute("DELETE FROM evidence WHERE id = ?", [evidence_id])
    log = read(workspace)
    project = workspace.load_project(workspace.list_projects()[0].id).project
    gaps = find_gaps(project, LATE)
    assert gaps
    lacking = {
        (row.event_id, entry.kind)
        for row in log.rows
        for entry in row.passport
        if not entry.is_done
    }
    events = {row.event_id: row.planned.planned_id for row in log.rows}
    for gap in gaps:
        if gap.activity is not None:
            assert (gap.activity.id, gap.kind) in lacking
        else:
            shown = {kind for event, kind in lacking if events[event] == gap.planned.id}
            assert gap.kind in shown
    # And nothing else shows as missing, as far as the plan tells when it is due.
    of_gaps = {gap.planned.id for gap in gaps}
    dated = {entry.planned_id for entry in log.planned if entry.starts_on}
    assert {events[event] for event, _kind in lacking} & dated <= of_gaps


def test_what_waits_owes_nothing(workspace):
    event = read(workspace).rows[5].event_id
    workspace.db.execute("UPDATE activity SET is_held = 0 WHERE id = ?", [event])
    row = read(workspace).find(event)
    assert row is not None
    assert (row.is_held, row.passport) == (False, ())
    assert read(workspace).held == 27


# ---------------------------------------------------------------------- read again and again


def test_what_stayed_is_the_same_row_and_what_changed_is_another(workspace: Workspace) -> None:
    project_id = workspace.list_projects()[0].id
    reader = LogReader()
    before = reader.read(workspace.db, project_id)
    again = reader.read(workspace.db, project_id)
    assert [id(row) for row in again.rows] == [id(row) for row in before.rows]
    changed = next(row for row in before.rows if row.is_held)
    with workspace.change("test"):
        workspace.db.execute(
            "UPDATE activity SET topic_kk = 'Басқа тақырып' WHERE id = ?", [changed.event_id]
        )
    after = reader.read(workspace.db, project_id)
    assert after.find(changed.row_id).topic.kk == "Басқа тақырып"
    others = [row for row in after.rows if row.row_id != changed.row_id]
    assert all(row is before.find(row.row_id) for row in others)
    assert after == read_log(workspace.db, project_id)


def test_evidence_and_a_new_number_change_every_row_they_are_told_in(workspace: Workspace) -> None:
    project_id = workspace.list_projects()[0].id
    reader = LogReader()
    reader.read(workspace.db, project_id)
    with workspace.change("test"):
        workspace.db.execute("DELETE FROM evidence WHERE id = (SELECT id FROM evidence LIMIT 1)")
        workspace.db.execute(
            "UPDATE task SET position = 99 WHERE id = "
            "(SELECT id FROM task ORDER BY position LIMIT 1)"
        )
    assert reader.read(workspace.db, project_id) == read_log(workspace.db, project_id)
    with workspace.change("test"):
        workspace.db.execute("DELETE FROM activity WHERE id = (SELECT id FROM activity LIMIT 1)")
    assert reader.read(workspace.db, project_id) == read_log(workspace.db, project_id)
