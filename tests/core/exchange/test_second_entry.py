"""A paper list that two people typed: paired, compared, decided, written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.errors import DataProblem
from grantee_app.exchange.second_entry import (
    FIRST,
    OWN,
    ROW,
    SECOND,
    ComparedRow,
    apply_choices,
    compare_lists,
    count_undecided,
    find_known,
)
from grantee_app.records.participant import Attendance, Participant
from grantee_app.records.second_row import SecondRow
from grantee_app.store.ages import AgeBand
from grantee_app.store.people import Attendee
from grantee_app.workspace import Workspace, read_sample

DAY, TODAY = date(2024, 8, 14), date(2024, 9, 1)
NAMES = ["Қалиева Бақыт", "Сейітов Ерлан", "Петрова Ольга", "Жүсіпов Нұрлан", "Ахметов Данияр"]


def attend(person: Participant) -> Attendee:
    return Attendee(Attendance(participant_id=person.id), person)


def compare(
    first: list[Participant], second: list[SecondRow], known: frozenset[str] = frozenset()
) -> list[ComparedRow]:
    return compare_lists([attend(person) for person in first], second, known, DAY, TODAY)


def tell(rows: list[ComparedRow]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (
            row.first.texts["name"] if row.first else "",
            row.second.texts["name"] if row.second else "",
            row.differing,
        )
        for row in rows
    ]


def test_alike_lists_have_no_difference() -> None:
    first = [Participant(name=name, gender="male", birth_year=1980) for name in NAMES]
    second = [SecondRow(name=f" {name}  ", gender="male", birth="1980") for name in NAMES]
    assert all(row.differing == () for row in compare(first, second))


def test_a_row_left_out_parts_no_others() -> None:
    first = [Participant(name=name) for name in NAMES]
    second = [SecondRow(name=name) for name in [*NAMES[:1], *NAMES[2:], "Омаров Асқар"]]
    assert tell(compare(first, second)) == [
        (NAMES[0], NAMES[0], ()),
        (NAMES[1], "", (ROW,)),
        *((name, name, ()) for name in NAMES[2:]),
        ("", "Омаров Асқар", (ROW,)),
    ]


def test_a_name_read_quite_differently_is_the_same_row() -> None:
    first = [Participant(name=name) for name in NAMES]
    second = [SecondRow(name=name) for name in [*NAMES[:2], "Зинченко В", *NAMES[3:]]]
    assert tell(compare(first, second))[2] == (NAMES[2], "Зинченко В", ("name",))


@pytest.mark.parametrize(
    ("known", "typed", "is_other"),
    [
        ({"birth_year": 1980}, "1980", False),
        ({"birth_year": 1980}, "1981", True),
        ({"birth_year": 1980}, "12.05.1980", False),
        ({"born_on": date(1980, 5, 12)}, "1980 ж.т.", False),
        ({"born_on": date(1980, 5, 12)}, "12.05.80", False),
        ({"born_on": date(1980, 5, 12)}, "12.06.1980", True),
        ({"age": 44, "age_on": DAY}, "44 жас", False),
        ({"age": 44, "age_on": DAY}, "1980", False),
        ({"age": 44, "age_on": DAY}, "1979", False),
        ({"age": 44, "age_on": DAY}, "1970", True),
        ({"birth_year": 1980}, "", True),
        ({}, "1980", True),
        ({}, "", False),
        ({"birth_year": 1980}, "198", True),
    ],
)
def test_a_birth_differs_where_it_says_another(
    known: dict[str, object], typed: str, is_other: bool
) -> None:
    (row,) = compare(
        [Participant.model_validate({"name": NAMES[0], **known})],
        [SecondRow(name=NAMES[0], birth=typed)],
    )
    assert row.differing == (("birth",) if is_other else ())


def test_letters_of_the_kazakh_alphabet_differ() -> None:
    (row,) = compare([Participant(name="Қалиева Бақыт")], [SecondRow(name="Калиева Бакыт")])
    assert row.differing == ("name",)


def test_what_the_register_knows_and_the_paper_does_not_is_no_difference() -> None:
    person = Participant(
        name=NAMES[0], gender="female", birth_year=1980, category="youth", place="Ақбұлақ"
    )
    (row,) = compare([person], [SecondRow(name=NAMES[0])], frozenset({person.id}))
    assert row.differing == ()
    (row,) = compare([person], [SecondRow(name=NAMES[0], birth="1990")], frozenset({person.id}))
    assert row.differing == ("birth",)
    # Of somebody typed here for the first time what is missing is a difference.
    (row,) = compare([person], [SecondRow(name=NAMES[0])])
    assert row.differing == ("birth", "gender", "place")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NAMES), max_size=8), st.lists(st.sampled_from(NAMES), max_size=8))
def test_every_row_of_both_stands_once_in_its_order(one: list[str], other: list[str]) -> None:
    rows = compare([Participant(name=name) for name in one], [SecondRow(name=n) for n in other])
    assert [row.first.texts["name"] for row in rows if row.first] == one
    assert [row.second.texts["name"] for row in rows if row.second] == other


# ---------------------------------------------------------------------- written


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace") as workspace:
        workspace.save_project(read_sample())
        yield workspace


def find_events(workspace: Workspace) -> list[str]:
    rows = workspace.db.execute("SELECT id FROM activity ORDER BY starts_on, id LIMIT 2")
    return [found for (found,) in rows.fetchall()]


def begin(
    workspace: Workspace, first: list[Participant], second: list[SecondRow]
) -> tuple[str, str]:
    project_id = workspace.list_projects()[0].id
    event = find_events(workspace)[0]
    workspace.people.add_many(
        project_id, first, [(event, Attendance(participant_id=person.id)) for person in first]
    )
    list_id = workspace.second_entries.begin(event)
    for row in second:
        workspace.second_entries.add(list_id, row)
    return project_id, event


def decide(workspace: Workspace, event: str, wanted: dict[tuple[int, str], str]) -> None:
    rows, entry = load(workspace, event)
    choices: dict[str, dict[str, str]] = {}
    for (place, field), choice in wanted.items():
        assert field in rows[place].differing
        choices.setdefault(rows[place].key, {})[field] = choice
    workspace.second_entries.decide(entry.id, choices)


def load(workspace: Workspace, event: str):
    entry = workspace.second_entries.load(event)
    assert entry is not None
    rows = compare_lists(
        workspace.people.list_attendees(event),
        entry.rows,
        find_known(workspace, event),
        DAY,
        TODAY,
    )
    return rows, entry


def apply(workspace: Workspace, project_id: str, event: str):
    rows, entry = load(workspace, event)
    return apply_choices(workspace, project_id, entry, rows, DAY, TODAY)


def dump(workspace: Workspace) -> list[tuple[object, ...]]:
    tables = ("participant", "attendance", "second_list", "second_row")
    return [
        (table, *row)
        for table in tables
        for row in workspace.db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    ]


def test_decisions_are_written_and_taken_back_as_one_step(workspace: Workspace) -> None:
    first = [Participant(name=name, birth_year=1980) for name in NAMES]
    second = [
        SecondRow(name="Калиева Бакыт", birth="1980"),
        SecondRow(name=NAMES[1], birth="12.05.1981", place="Ақбұлақ"),
        SecondRow(name="Омаров Асқар", birth="44 жас", gender="male"),
        SecondRow(name=NAMES[3], birth="1980"),
        SecondRow(name=NAMES[4], birth="1982"),
    ]
    second.insert(3, SecondRow(name="Тұрсын Ержан"))
    project_id, event = begin(workspace, first, second)
    rows, entry = load(workspace, event)
    assert count_undecided(rows, entry.choices) == sum(len(row.differing) for row in rows) > 5
    with pytest.raises(DataProblem):
        apply(workspace, project_id, event)
    wanted = {(place, field): FIRST for place, row in enumerate(rows) for field in row.differing}
    by_name = {name: place for place, (name, _, _) in enumerate(tell(rows))}
    only_second = {other: place for place, (name, other, _) in enumerate(tell(rows)) if not name}
    wanted[by_name[NAMES[1]], "birth"] = SECOND
    wanted[by_name[NAMES[1]], "place"] = SECOND
    wanted[by_name[NAMES[4]], "birth"] = OWN + "1983"
    wanted[only_second["Тұрсын Ержан"], ROW] = SECOND
    decide(workspace, event, wanted)
    before = dump(workspace)
    done = apply(workspace, project_id, event)
    assert (done.added, done.removed, done.changed) == (1, 0, 2)
    people = {row.person.name: row.person for row in workspace.people.list_attendees(event)}
    assert people[NAMES[0]].name == NAMES[0]
    assert people[NAMES[1]].born_on == date(1981, 5, 12)
    assert people[NAMES[1]].birth_year is None
    assert people[NAMES[1]].place == "Ақбұлақ"
    assert people[NAMES[4]].birth_year == 1983
    names = [row.person.name for row in workspace.people.list_attendees(event)]
    assert names == [*NAMES[:3], "Тұрсын Ержан", *NAMES[3:]]
    closed = workspace.second_entries.load(event)
    assert closed is not None
    assert not closed.is_open
    assert (closed.rows, closed.applied_on, closed.compared) == ((), TODAY, len(rows))
    workspace.undo()
    assert dump(workspace) == before
    workspace.redo()
    assert len(workspace.people.list_attendees(event)) == 6


def test_another_name_for_somebody_known_is_another_person(workspace: Workspace) -> None:
    person = Participant(name="Ахметов Нұрлан", birth_year=1970)
    project_id, event = begin(workspace, [person], [SecondRow(name="Ахметова Нұрлана")])
    other = find_events(workspace)[1]
    workspace.people.add_attendance(other, person.id)
    decide(workspace, event, {(0, "name"): SECOND})
    apply(workspace, project_id, event)
    assert [row.person.name for row in workspace.people.list_attendees(other)] == [person.name]
    (row,) = workspace.people.list_attendees(event)
    assert row.person.name == "Ахметова Нұрлана"
    assert row.person.id != person.id


def test_a_known_person_chosen_by_the_second_takes_the_row(workspace: Workspace) -> None:
    known = Participant(name="Қалиева Бақыт", birth_year=1970)
    typed = Participant(name="Қалиева Бақыт")
    project_id, event = begin(workspace, [typed], [])
    workspace.people.add_many(
        project_id, [known], [(find_events(workspace)[1], Attendance(participant_id=known.id))]
    )
    entry = workspace.second_entries.load(event)
    assert entry is not None
    workspace.second_entries.add(
        entry.id, SecondRow(participant_id=known.id, name=known.name, birth="1970")
    )
    rows, _ = load(workspace, event)
    assert "name" in rows[0].differing
    decide(workspace, event, {(0, field): SECOND for field in rows[0].differing})
    apply(workspace, project_id, event)
    (row,) = workspace.people.list_attendees(event)
    assert row.person == known
    assert [person.id for person in workspace.people.load_all(project_id)] == [known.id]


def test_a_row_that_only_the_first_wrote_can_be_taken_off(workspace: Workspace) -> None:
    first = [Participant(name=name) for name in NAMES[:2]]
    project_id, event = begin(workspace, first, [SecondRow(name=NAMES[0])])
    decide(workspace, event, {(1, ROW): SECOND})
    assert apply(workspace, project_id, event).removed == 1
    assert len(workspace.people.list_attendees(event)) == 1


def test_an_own_text_without_sense_changes_nothing(workspace: Workspace) -> None:
    first = [Participant(name=NAMES[0], birth_year=1980)]
    project_id, event = begin(workspace, first, [SecondRow(name=NAMES[0], birth="1981")])
    decide(workspace, event, {(0, "birth"): OWN + "2950"})
    before = dump(workspace)
    with pytest.raises(DataProblem):
        apply(workspace, project_id, event)
    assert dump(workspace) == before


def test_a_long_list_is_compared_in_a_moment(workspace: Workspace) -> None:
    people = [Participant(name=f"{NAMES[n % 5]} {n}", birth_year=1950 + n % 60) for n in range(600)]
    second = [SecondRow(name=person.name, birth=str(person.birth_year)) for person in people[3:]]
    start = perf_counter()
    rows = compare(people, second)
    assert perf_counter() - start < 5
    assert sum(row.differing == (ROW,) for row in rows) == 3


def test_forgetting_names_leaves_nothing_of_a_second_entry(workspace: Workspace) -> None:
    first = [Participant(name=NAMES[0])]
    project_id, event = begin(workspace, first, [SecondRow(name="Тұрсынбекова Жанар")])
    entry = workspace.second_entries.load(event)
    assert entry is not None
    workspace.second_entries.drop(entry.id)
    workspace.second_entries.begin(event)
    workspace.people.forget_names(project_id, [AgeBand("all", None, None)])
    assert "Тұрсынбекова" not in "".join(workspace.db.conn.iterdump())


def test_erasing_one_person_takes_the_second_entries_she_is_in(workspace: Workspace) -> None:
    first = [Participant(name=NAMES[0]), Participant(name=NAMES[1])]
    _, event = begin(workspace, first, [SecondRow(name="Калиева Бакыт")])
    workspace.erase_record("participant", first[0].id)
    assert workspace.second_entries.load(event) is None
    text = "".join(workspace.db.conn.iterdump())
    assert "Калиева Бакыт" not in text
    assert NAMES[1] in text


def test_merged_people_stay_chosen_in_a_second_entry(workspace: Workspace) -> None:
    first = [Participant(name=NAMES[0]), Participant(name=NAMES[0])]
    row = SecondRow(participant_id=first[1].id, name=NAMES[0])
    _, event = begin(workspace, first, [row])
    workspace.people.merge(first[0].id, [first[1].id])
    entry = workspace.second_entries.load(event)
    assert entry is not None
    assert entry.rows[0].participant_id == first[0].id
