"""The register: found as somebody types, merged, put in order, forgotten; undo knows all of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.records import Attendance, Participant
from grantee_app.records.ages import find_age
from grantee_app.records.personal import take_iin
from grantee_app.store import connection
from grantee_app.store.ages import AgeBand, write_age
from grantee_app.store.encryption.keys import make_data_key
from grantee_app.store.people import PeopleFilter
from grantee_app.store.safety.backup import Reason
from grantee_app.store.safety.salvage import salvage
from grantee_app.store.texts import RecordPlace
from grantee_app.store.typed_lines import LinePlace
from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.core.store.people_data import BAKYT, CHILD, FAIR, KIM, SEMINAR, TWIN, make_file

NUMBER = next(
    number for digit in range(10) if take_iin(number := f"90071040001{digit}").value is not None
)
BANDS = (AgeBand("13-16", 13, 16), AgeBand("33-45", 33, 45), AgeBand("46+", 46))


@pytest.fixture
def workspace():
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR))
        yield workspace


def dump(workspace: Workspace) -> str:
    return workspace.load_project("project").model_dump_json()


def names(workspace: Workspace, query: str = "", **narrowed) -> list[str]:
    found = workspace.people.list_page("project", query, PeopleFilter(**narrowed))
    assert workspace.people.count("project", query, PeopleFilter(**narrowed)) == len(found)
    return [listed.person.id for listed in found]


# ------------------------------------------------------------------ ages

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(
    st.builds(
        Participant,
        name=st.just("а"),
        born_on=st.none() | days,
        birth_year=st.none() | st.integers(1900, 2100),
        age=st.none() | st.integers(0, 125),
        age_on=st.none() | days,
    ),
    days,
)
def test_the_age_in_sql_is_the_age(person: Participant, day: date) -> None:
    db = Database(memory=True)
    row = person.model_dump(mode="json")
    columns = ("born_on", "birth_year", "age", "age_on")
    db.execute("CREATE TABLE participant (born_on TEXT, birth_year INT, age INT, age_on TEXT)")
    db.execute("INSERT INTO participant VALUES (?, ?, ?, ?)", [row[name] for name in columns])
    (found,) = db.execute(f"SELECT {write_age(':day')} FROM participant", {"day": str(day)})
    assert found[0] == find_age(person, day)


@pytest.mark.parametrize(
    ("known", "day", "age"),
    [
        ({"born_on": date(2008, 7, 10)}, date(2024, 7, 9), 15),
        ({"born_on": date(2008, 7, 10)}, date(2024, 7, 10), 16),
        ({"born_on": date(2008, 2, 29)}, date(2024, 2, 28), 15),
        ({"birth_year": 2008}, date(2024, 1, 1), 16),
        ({"age": 16, "age_on": date(2024, 6, 1)}, date(2025, 5, 31), 16),
        ({"age": 16, "age_on": date(2024, 6, 1)}, date(2025, 6, 1), 17),
        ({"age": 16, "age_on": date(2024, 6, 1)}, date(2024, 5, 1), 16),
        ({"age": 16, "age_on": date(2024, 6, 1)}, date(2023, 6, 1), 15),
        ({"age": 16}, date(2030, 1, 1), 16),
        ({"born_on": date(2024, 7, 10)}, date(2024, 7, 9), -1),
        ({}, date(2024, 7, 9), None),
    ],
)
def test_age_on_the_day(known: dict, day: date, age: int | None) -> None:
    assert find_age(Participant(name="а", **known), day) == age


# ------------------------------------------------------------------ searching


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["twin", "bakyt", "kim", "child"]),
        ("калиева", ["twin", "bakyt"]),
        ("ҚАЛИ бақ", ["twin", "bakyt"]),
        ("бак", ["twin", "bakyt"]),
        ("алиева", []),
        ("ром ки", ["kim"]),
        ("ким ким", ["kim"]),
        ("'; DROP TABLE participant; --", []),
        ("%", []),
        ("әлия", ["child"]),
    ],
)
def test_words_that_begin_so(workspace: Workspace, query: str, found: list[str]) -> None:
    assert sorted(names(workspace, query)) == sorted(found)


def test_lists_narrow_and_order(workspace: Workspace) -> None:
    assert sorted(names(workspace, gender="female")) == ["bakyt", "child"]
    assert names(workspace, lacks="gender") == ["twin"]
    assert sorted(names(workspace, lacks="category")) == ["child", "kim", "twin"]
    assert names(workspace, lacks="age") == []
    assert sorted(names(workspace, lacks="consent")) == ["bakyt", "child", "kim"]
    assert sorted(names(workspace, activity_id="seminar")) == ["bakyt", "twin"]
    assert names(workspace, "бак", activity_id="fair") == ["bakyt"]
    assert names(workspace, tag="мұғалім") == ["twin"]
    by_visits = workspace.people.list_page("project", order="visits")
    assert (by_visits[0].person.id, by_visits[0].visits) == ("bakyt", 2)
    pages = [workspace.people.list_page("project", offset=at, limit=3) for at in (0, 3)]
    assert [len(page) for page in pages] == [3, 1]
    without = workspace.people.list_without_consent("project")
    assert {row.person.id for row in without} == {"bakyt", "child", "kim"}


@pytest.mark.parametrize("many", [100, 1_000_000])
def test_a_frequent_name_is_found_in_the_same_order(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    # Whether names are walked or words are gathered.
    monkeypatch.setattr("grantee_app.store.people._MANY", many)
    people = [Participant(name=f"Ахметов {number % 97:03} {number}") for number in range(2100)]
    workspace.people.add_many("project", people)
    frequent = workspace.people.list_page("project", "ахм", limit=5)
    rare = workspace.people.list_page("project", "ахм 005", limit=5)
    assert [row.person.name for row in frequent] == sorted(p.name for p in people)[:5]
    assert [row.person.name.split()[1] for row in rare] == ["005"] * 5
    assert workspace.people.count("project", "ахм") == 2100


def test_names_are_offered_the_most_frequent_first(workspace: Workspace) -> None:
    offered = workspace.people.offer_names("project", "ка", "fair")
    assert [(name.person.id, name.visits, name.is_there) for name in offered] == [
        ("bakyt", 2, True),
        ("twin", 1, False),
    ]
    assert workspace.people.offer_names("project", "к") == []
    assert workspace.people.offer_names("project", " ") == []


# ------------------------------------------------------------------ lists


def test_a_list_is_filled_put_in_order_and_taken_back(workspace: Workspace) -> None:
    before = dump(workspace)
    assert [row.person.id for row in workspace.people.list_attendees("fair")] == [
        "kim",
        "bakyt",
        "child",
    ]
    row_id = workspace.people.add_attendance("fair", "twin", 1, "A-07")
    assert workspace.people.add_attendance("fair", "twin") == row_id
    listed = workspace.people.list_attendees("fair")
    assert [row.person.id for row in listed] == ["kim", "twin", "bakyt", "child"]
    assert listed[1].attendance == Attendance(id=row_id, participant_id="twin", row_code="A-07")
    workspace.people.set_order("fair", ["fair-child", row_id])
    assert [row.person.id for row in workspace.people.list_attendees("fair")] == [
        "child",
        "twin",
        "kim",
        "bakyt",
    ]
    workspace.people.remove_attendances([row_id, "fair-kim"])
    assert [row.person.id for row in workspace.people.list_attendees("fair")] == ["child", "bakyt"]
    while workspace.undo():
        if dump(workspace) == before:
            break
    assert dump(workspace) == before


def test_many_are_added_in_one_step(workspace: Workspace) -> None:
    before = dump(workspace)
    people = [Participant(name=f"Адам {number}") for number in range(50)]
    rows = [("seminar", Attendance(participant_id=person.id)) for person in people]
    workspace.people.add_many("project", people, rows)
    assert len(workspace.people.list_attendees("seminar")) == 52
    assert [row.person.name for row in workspace.people.list_attendees("seminar")][2:] == [
        person.name for person in people
    ]
    workspace.undo()
    assert dump(workspace) == before


def test_what_cannot_be_added_changes_nothing(workspace: Workspace) -> None:
    before = dump(workspace)
    stranger = [("fair", Attendance(participant_id="nobody"))]
    twice = [("fair", Attendance(participant_id="kim"))]
    nowhere = [("no-activity", Attendance(participant_id="kim"))]
    for people, rows in (((), stranger), ((), twice), ((), nowhere), ((KIM,), ())):
        with pytest.raises(DataProblem):
            workspace.people.add_many("project", people, rows)
    with pytest.raises(DataProblem):
        workspace.people.add_many("no-project", [Participant(name="а")])
    with pytest.raises(DataProblem):
        workspace.people.add_attendance("fair", "nobody")
    assert dump(workspace) == before


# ------------------------------------------------------------------ one person in two entries


def test_two_entries_become_one_and_come_back(workspace: Workspace) -> None:
    workspace.people.set_not_same("project", "twin", "kim")
    workspace.people.set_not_same("project", "bakyt", "kim")
    workspace.people.set_not_same("project", "twin", "bakyt")
    before = dump(workspace)
    merged = workspace.people.merge("bakyt", ["twin"])
    assert merged == workspace.people.load("bakyt")
    assert (merged.name, merged.note) == ("Қалиева Бақыт", "Калиева Бакыт")
    assert (merged.born_on, merged.birth_year, merged.gender) == (date(1990, 7, 10), 1990, "female")
    assert (merged.contact, merged.tags) == (TWIN.contact, TWIN.tags)
    assert merged.consent_on == TWIN.consent_on
    # She stood on the list of the seminar twice.
    assert [row.person.id for row in workspace.people.list_attendees("seminar")] == ["bakyt"]
    pairs = workspace.load_project("project").project.not_same
    assert [{pair.first_id, pair.second_id} for pair in pairs] == [{"bakyt", "kim"}]
    assert "twin" not in names(workspace)
    workspace.undo()
    assert dump(workspace) == before
    assert sorted(names(workspace, "калиева")) == ["bakyt", "twin"]


def test_attendance_goes_along_without_doubles(workspace: Workspace) -> None:
    workspace.people.merge("kim", ["twin", "child", "kim", "twin"])
    assert [row.person.id for row in workspace.people.list_attendees("fair")] == ["kim", "bakyt"]
    assert sorted(row.person.id for row in workspace.people.list_attendees("seminar")) == [
        "bakyt",
        "kim",
    ]


def test_who_is_gone_is_not_merged(workspace: Workspace) -> None:
    before = dump(workspace)
    for keep, gone in (("bakyt", ["nobody"]), ("nobody", ["bakyt"])):
        with pytest.raises(DataProblem):
            workspace.people.merge(keep, gone)
    assert dump(workspace) == before


# ------------------------------------------------------------------ one person's data


def test_everything_of_one_person_is_told(workspace: Workspace) -> None:
    told = workspace.people.export_person("bakyt")
    assert json.loads(json.dumps(told)) == told
    assert told["person"]["name"] == "Қалиева Бақыт"
    assert [row["starts_on"] for row in told["attended"]] == ["2024-07-09", "2024-07-10"]
    assert "iin_mark" not in told["person"]
    with pytest.raises(DataProblem):
        workspace.people.export_person("nobody")


# ------------------------------------------------------------------ names forgotten


def test_names_go_and_counts_stay(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR))
        workspace.people.add("project", Participant(name="Бұрын Өшірілген"))
        workspace.undo()
        done = workspace.people.forget_names("project", BANDS)
        assert (done.forgotten.people, done.forgotten.visits) == (4, 5)
        assert done.forgotten.erased.is_scrubbed
        assert done.backups == ()
        project = workspace.load_project("project").project
        fair, seminar = project.tasks[0].activities[0].held
        assert (project.participants, fair.attendances, seminar.attendances) == ([], [], [])
        assert fair.participants.model_dump() == {
            "total": 17,
            "gender": {"male": 7, "female": 10},
            "category": {"youth": 15},
            "age": {"17-22": 13, "33-45": 1, "46+": 1, "outside": 1},
        }
        assert seminar.participants.model_dump() == {
            "total": 2,
            "gender": {"female": 1},
            "category": {"youth": 1},
            "age": {"33-45": 2},
        }
        assert not workspace.can_undo
        with pytest.raises(DataProblem):
            workspace.people.forget_names("project", BANDS)
        written = b"".join(
            path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith(DATABASE_NAME)
        )
    for name in (BAKYT, TWIN, KIM, CHILD):
        assert name.name.encode() not in written
    assert "Бұрын Өшірілген".encode() not in written
    assert "калиева".encode() not in written


def test_a_backup_that_holds_names_is_named(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR, people=(BAKYT, TWIN, KIM, CHILD)))
        workspace.backups.make(Reason.EXIT)
        done = workspace.people.forget_names("project", BANDS)
        assert len(done.backups) == 1


# ------------------------------------------------------------------ marks of numbers


def test_marks_are_kept_only_behind_a_password(tmp_path: Path, workspace: Workspace) -> None:
    with pytest.raises(DataProblem, match="password"):
        workspace.people.mark_iin("kim", NUMBER)
    key = make_data_key()
    with Workspace(connection.open_memory(), None, key=key) as kept:
        kept.save_project(make_file(FAIR, SEMINAR))
        assert kept.people.mark_iin("kim", NUMBER)
        assert [person.id for person in kept.people.find_by_iin("project", NUMBER)] == ["kim"]
        assert kept.people.find_by_iin("project", "123") == []
        mark = kept.people.load("kim").iin_mark
        assert len(mark) == 64
        everything = "\n".join(kept.db.conn.iterdump())
        assert NUMBER not in everything
        # Neither the mark in history nor the number: only the present row bears it.
        assert everything.count(mark) == 1
        assert mark not in json.dumps(kept.people.export_person("kim"))
        kept.people.drop_iin_marks()
        assert mark not in "\n".join(kept.db.conn.iterdump())


# ------------------------------------------------------------------ salvaged


def test_who_was_saved_is_found_and_nobody_lost_is_on_a_list(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a") as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR))
        workspace.db.execute("PRAGMA foreign_keys = OFF")
        workspace.db.execute("DELETE FROM participant WHERE id = 'kim'")
    saved = tmp_path / "b"
    saved.mkdir()
    salvage(tmp_path / "a" / DATABASE_NAME, saved / DATABASE_NAME)
    with Workspace.open(saved) as workspace:
        assert names(workspace, "бақ") == names(workspace, "калиева")
        assert len(names(workspace, "калиева")) == 2
        listed = workspace.people.list_attendees("fair")
        assert [row.person.id for row in listed] == ["bakyt", "child"]
        count = workspace.db.execute("SELECT count(*) FROM attendance").fetchone()
        assert count == (4,)
        # Whole enough to be taken to another workspace.
        with Workspace.in_memory() as other:
            other.save_project(workspace.load_project("project"))


HALF_ROW = {"name": "Сейіт", "born": "12.05.1988", "place": "Ақбұлақ"}


def type_half_rows(workspace: Workspace) -> None:
    for reading in ("first", "second"):
        for field, text in HALF_ROW.items():
            workspace.write_text(LinePlace("fair", reading, field), "", text)


def test_a_row_that_was_never_finished_is_saved(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a") as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR))
        type_half_rows(workspace)
    saved = tmp_path / "b"
    saved.mkdir()
    report = salvage(tmp_path / "a" / DATABASE_NAME, saved / DATABASE_NAME)
    [told] = [table for table in report.tables if table.table == "typed_line"]
    assert (told.saved, told.lost) == (2 * len(HALF_ROW), 0)
    with Workspace.open(saved) as workspace:
        for reading in ("first", "second"):
            assert workspace.second_entries.read_line("fair", reading) == HALF_ROW
        # It is forgotten with the names all the same.
        workspace.people.forget_names("project", BANDS)
        assert workspace.second_entries.read_line("fair", "first") == {}


def test_half_a_row_of_a_lost_activity_is_not_kept(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a") as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR))
        type_half_rows(workspace)
        workspace.db.execute("PRAGMA foreign_keys = OFF")
        workspace.db.execute("DELETE FROM activity WHERE id = 'fair'")
    salvage(tmp_path / "a" / DATABASE_NAME, tmp_path / "b.sqlite3")
    with closing(sqlite3.connect(tmp_path / "b.sqlite3")) as connection:
        # Nobody would see it again, and no forgetting would reach it.
        assert "Сейіт" not in "\n".join(connection.iterdump())


def test_half_rows_on_both_sides_of_a_torn_page_are_saved(tmp_path: Path) -> None:
    path, count = tmp_path / "a" / DATABASE_NAME, 300
    with Workspace.open(tmp_path / "a") as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR))
        # As many lists as it takes to fill some pages.
        workspace.db.execute("PRAGMA foreign_keys = OFF")
        with workspace.db.conn:
            workspace.db.conn.executemany(
                "INSERT INTO typed_line VALUES ('fair', ?, 'name', ?)",
                [(f"{number:04}", "Сейіт " * 20) for number in range(count)],
            )
    data = bytearray(path.read_bytes())
    pages = [at for at in range(0, len(data), 4096) if data[at : at + 4096].count(b"fair0") > 5]
    assert len(pages) > 5
    torn = pages[len(pages) // 2]
    data[torn : torn + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    salvage(path, tmp_path / "b.sqlite3")
    with closing(sqlite3.connect(tmp_path / "b.sqlite3")) as connection:
        rows = connection.execute("SELECT reading FROM typed_line ORDER BY 1").fetchall()
    found = [int(reading) for (reading,) in rows]
    assert found[0] == 0
    assert found[-1] == count - 1
    assert count - 40 < len(found) < count


@pytest.mark.parametrize("column", ["name", "tags", "place", "contact", "note", "born_on"])
def test_a_number_written_anywhere_is_left_out(workspace: Workspace, column: str) -> None:
    place = RecordPlace("participant", BAKYT.id, column)
    workspace.write_text(place, "", f"{NUMBER[:6]} {NUMBER[6:]} Қалиева")
    assert workspace.read_text(place, "") == "Қалиева"
    everything = "\n".join(workspace.db.conn.iterdump())
    assert NUMBER not in everything
    assert f"{NUMBER[:6]} {NUMBER[6:]}" not in everything
