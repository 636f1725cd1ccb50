"""Counted heads band by band, the tally of a survey, and an activity once more elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.records import Bilingual
from grantee_app.store.heads import HeadsPlace, read_heads
from grantee_app.store.repeating import Repetition, find_twins, repeat_activity
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace


@pytest.fixture
def workspace():
    with Workspace.with_sample() as workspace:
        yield workspace


def find_event(workspace: Workspace, title: str) -> str:
    return str(
        workspace.db.execute("SELECT id FROM activity WHERE title_ru = ?", [title]).fetchone()[0]
    )


@pytest.fixture
def fair(workspace) -> str:
    return find_event(workspace, "Ярмарка правовой грамотности, Текели")


def test_a_band_is_written_emptied_and_taken_back(workspace, fair):
    place = HeadsPlace(fair, "age", "13-16")
    before = read_heads(workspace.db, fair)
    workspace.write_text(place, "", "7")
    assert workspace.read_text(place, "") == "7"
    assert read_heads(workspace.db, fair)["age"]["13-16"] == 7
    workspace.end_step()
    workspace.write_text(place, "", "")
    assert read_heads(workspace.db, fair) == before
    undone = workspace.undo()
    assert undone is not None
    assert read_heads(workspace.db, fair)["age"]["13-16"] == 7
    workspace.undo()
    assert read_heads(workspace.db, fair) == before


def test_no_number_is_a_draft(workspace, fair):
    place = HeadsPlace(fair, "gender", "male")
    before = read_heads(workspace.db, fair)
    workspace.write_text(place, "", "отызға жуық")
    assert workspace.read_text(place, "") == "отызға жуық"
    assert read_heads(workspace.db, fair) == before
    undone = workspace.undo()
    assert [text.place for text in undone.texts] == [place]
    workspace.redo()
    workspace.write_text(place, "", "30")
    assert read_heads(workspace.db, fair)["gender"]["male"] == 30
    assert workspace.db.execute("SELECT count(*) FROM draft").fetchone()[0] == 0


def test_drafts_go_with_their_activity(workspace, fair):
    workspace.write_text(HeadsPlace(fair, "gender", "male"), "", "көп")
    workspace.records.remove("activity", fair)
    assert workspace.db.execute("SELECT count(*) FROM draft").fetchone()[0] == 0
    with pytest.raises(KeyError):
        workspace.write_text(HeadsPlace(fair, "gender", "male"), "", "3")


def test_surveyed_and_satisfied_follow_from_the_tally(workspace, fair):
    for level, count in (("very_satisfied", "9"), ("dissatisfied", "3")):
        workspace.write_text(RecordPlace("activity", fair, f"tally_{level}"), "", count)
    row = workspace.records.read_row("activity", fair)
    assert (row["surveyed"], row["satisfied"]) == (12, 9)
    # Emptied, the last figures stay: somebody may know them from elsewhere.
    for level in ("very_satisfied", "dissatisfied"):
        workspace.write_text(RecordPlace("activity", fair, f"tally_{level}"), "", "")
    row = workspace.records.read_row("activity", fair)
    assert row["surveyed"] is not None


def test_what_belongs_to_one_event_is_not_repeated(workspace, fair):
    told = [
        Repetition(
            Bilingual(kk="Көксу ауданы, Балпық би ауылы", ru="Коксуский район, село Балпык би"),
            date(2024, 10, 20),
        ),
        Repetition(Bilingual(kk="Сарқан"), date(2024, 12, 1), date(2024, 12, 2)),
    ]
    ids = repeat_activity(workspace.db, fair, told, frozenset({"narrative"}), date(2024, 11, 1))
    first, second = (workspace.records.load("activity", found) for found in ids)
    source = workspace.records.load("activity", fair)
    assert first.title.ru == "Ярмарка правовой грамотности, Балпык би"
    assert first.title.kk == "Құқықтық сауаттылық жәрмеңкесі, Балпық би"
    assert (first.kind, first.narrative, first.topic) == (
        source.kind,
        source.narrative,
        Bilingual(),
    )
    assert (first.participants.total, first.evidence, first.result, first.surveyed) == (
        None,
        [],
        Bilingual(),
        None,
    )
    assert (first.is_held, second.is_held) == (True, False)
    assert second.ends_on == date(2024, 12, 2)


def test_a_title_without_a_place_stays(workspace):
    seminar = find_event(workspace, "Как подать петицию: частые ошибки")
    told = [Repetition(Bilingual(ru="Текели"), date(2024, 10, 20))]
    (found,) = repeat_activity(workspace.db, seminar, told, frozenset(), date(2024, 11, 1))
    assert workspace.records.load("activity", found).title.ru == (
        "Как подать петицию: частые ошибки"
    )


def test_a_place_told_in_both_languages_once_is_known(workspace):
    assert find_twins(workspace.db, ["коксу ауданы, балпык би ауылы", "Мұнда болмаған"], "kk") == {
        "коксу ауданы, балпык би ауылы": "Коксуский район, село Балпык би"
    }
