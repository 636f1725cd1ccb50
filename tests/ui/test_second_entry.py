"""A second person types a paper list: blind, by the keyboard, across a restart, in one step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from grantee_app.records.participant import Attendance, Participant
from grantee_app.workspace import Workspace
from tests.ui import seen
from tests.ui.conftest import WAIT_MS
from tests.ui.test_entry_drafts import find_iin
from tests.ui.test_every_page import read_english
from tests.ui.test_participants_page import press
from tests.ui.typing import type_text
from tools.settling import wait_for_layout
from ui.main_window import MainWindow
from ui.pages.participants.people_words import list_events
from ui.pages.participants_page import ParticipantsPage
from ui.screen_language import ScreenLanguage

FIRST = [
    ("Қалиева Бақыт", 1980),
    ("Сейітов Ерлан", 1975),
    ("Петрова Ольга", 1990),
    ("Жүсіпов Нұрлан", 1966),
]


@pytest.fixture
def people_page(qtbot, window: MainWindow) -> ParticipantsPage:
    return open_page(qtbot, window)


def open_page(qtbot, window: MainWindow) -> ParticipantsPage:
    page = window.view.open_step("participants")
    assert isinstance(page, ParticipantsPage)
    qtbot.waitUntil(lambda: page.desk.state is not None, timeout=WAIT_MS)
    return page


def fill_first(page: ParticipantsPage) -> str:
    event = list_events(page.desk)[0]
    people = [Participant(name=name, birth_year=year) for name, year in FIRST]
    page.desk.workspace.people.add_many(
        page.desk.project_id,
        people,
        [(event.id, Attendance(participant_id=person.id)) for person in people],
    )
    page.refresh()
    page.choose_part("entry")
    page.entry.show_activity(event.id)
    return event.id


def type_row(page: ParticipantsPage, name: str, birth: str = "", gender: str = "") -> None:
    line = page.entry.second.line
    line.name.setFocus()
    type_text(line.name, name)
    type_text(line.born, birth)
    # What the ending of a name tells is the machine's, and no difference between two people.
    line.gender.set_code(gender)
    line._is_gender_chosen = True
    press(line.born, Qt.Key.Key_Return)


def begin_second(page: ParticipantsPage) -> None:
    QTest.mouseClick(page.entry.second_button, Qt.MouseButton.LeftButton)
    assert page.entry.views.currentWidget() is page.entry.second


def type_second(page: ParticipantsPage) -> None:
    begin_second(page)
    type_row(page, "Калиева Бақыт", "1980")
    type_row(page, "Сейітов Ерлан", "1957")
    type_row(page, "Жүсіпов Нұрлан", "1966")


def list_names(page: ParticipantsPage) -> list[str]:
    return [
        row.person.name for row in page.desk.workspace.people.list_attendees(page.entry.activity_id)
    ]


def test_the_second_sees_nothing_of_the_first(people_page: ParticipantsPage) -> None:
    page = people_page
    fill_first(page)
    begin_second(page)
    second = page.entry.second
    type_text(second.line.name, "Қали")
    assert not second.line.offers.isVisible()
    texts = [label.text() for label in page.entry.findChildren(QLabel) if label.isVisible()]
    assert not any(name.split()[0] in text for name, _ in FIRST for text in texts)
    assert second.table.rows.rowCount() == 0
    # Somebody from another list is offered, as when the first typed.
    event = list_events(page.desk)[1]
    known = Participant(name="Қалиев Дархан", birth_year=1970)
    page.desk.workspace.people.add_many(
        page.desk.project_id, [known], [(event.id, Attendance(participant_id=known.id))]
    )
    second.line._offer("Қали")
    assert [offered.person.name for offered in second.line._offered] == ["Қалиев Дархан"]


def test_differences_are_decided_by_keys_and_written_as_one_step(
    people_page: ParticipantsPage,
) -> None:
    page = people_page
    fill_first(page)
    type_second(page)
    second = page.entry.second
    QTest.mouseClick(second.compare_button, Qt.MouseButton.LeftButton)
    table = second.comparison.table
    assert page.window().focusWidget() is table
    assert [row.differing for row in second.comparison.rows] == [
        ("name",), ("birth",), ("row",), (),
    ]  # fmt: skip
    assert not second.comparison.apply_button.isEnabled()
    press(table, Qt.Key.Key_1)
    press(table, Qt.Key.Key_3)
    own = second.comparison.own_line
    assert page.window().focusWidget() is own
    own.selectAll()
    type_text(own, "2957")
    press(own, Qt.Key.Key_Return)
    assert second.comparison.problem.isVisible()
    own.selectAll()
    type_text(own, "1956")
    press(own, Qt.Key.Key_Return)
    assert page.window().focusWidget() is table
    press(table, Qt.Key.Key_2)
    assert second.comparison.apply_button.isEnabled()
    QTest.keyClick(second.comparison.apply_button, Qt.Key.Key_Space)
    assert list_names(page) == ["Қалиева Бақыт", "Сейітов Ерлан", "Жүсіпов Нұрлан"]
    people = page.desk.workspace.people.list_attendees(page.entry.activity_id)
    assert people[1].person.birth_year == 1956
    assert page.entry.views.currentWidget() is not second
    assert "3" in page.entry.standing.text()
    page.desk.workspace.undo()
    page.refresh()
    assert list_names(page) == [name for name, _ in FIRST]
    entry = page.desk.workspace.second_entries.load(page.entry.activity_id)
    assert entry is not None
    assert (entry.is_open, len(entry.rows)) == (True, 3)


def test_a_number_in_the_own_words_is_taken_out(people_page: ParticipantsPage) -> None:
    page, number = people_page, find_iin()
    fill_first(page)
    type_second(page)
    second = page.entry.second
    second.compare()
    press(second.comparison.table, Qt.Key.Key_3)
    own = second.comparison.own_line
    own.selectAll()
    type_text(own, f"Сейітов Ерлан {number}\n")
    assert own.text() == "Сейітов Ерлан"
    assert "ЖСН" in second.comparison.problem.text()
    assert number not in "\n".join(page.desk.workspace.db.conn.iterdump())
    press(own, Qt.Key.Key_Return)
    key = second.comparison.rows[0].key
    assert second.comparison.choices[key] == {"name": "own:Сейітов Ерлан"}


def test_a_decision_can_be_changed_and_undone(people_page: ParticipantsPage) -> None:
    page = people_page
    fill_first(page)
    type_second(page)
    second = page.entry.second
    second.compare()
    press(second.comparison.table, Qt.Key.Key_2)
    key = second.comparison.rows[0].key
    assert second.comparison.choices[key] == {"name": "second"}
    press(second.comparison.table, Qt.Key.Key_PageUp)
    page.desk.workspace.undo()
    page.refresh()
    assert key not in second.comparison.choices
    assert second.is_comparing


def test_everything_of_it_survives_a_restart(
    qtbot, people_page: ParticipantsPage, workspace: Workspace, open_window
) -> None:
    page = people_page
    event = fill_first(page)
    type_second(page)
    page.entry.second.compare()
    press(page.entry.second.comparison.table, Qt.Key.Key_2)
    page.entry.second.go_on_typing()
    type_text(page.entry.second.line.name, "Ах")
    page.desk.autosave.flush()
    page.window().view.end_workers()
    again = open_page(qtbot, open_window(workspace))
    again.choose_part("entry")
    second = again.entry.second
    assert again.entry.activity_id == event
    assert again.entry.views.currentWidget() is second
    assert second.line.name.text() == "Ах"
    assert second.table.rows.rowCount() == 3
    second.line.clear()
    second.compare()
    assert second.comparison.choices[second.comparison.rows[0].key] == {"name": "second"}


def test_a_row_is_taken_back_and_typed_better(people_page: ParticipantsPage) -> None:
    page = people_page
    fill_first(page)
    type_second(page)
    second = page.entry.second
    second.table.choose(second.entry.rows[1].id)
    second.act("up")
    assert [row.birth for row in second.entry.rows] == ["1957", "1980", "1966"]
    second.act("edit")
    assert second.line.born.text() == "1957"
    assert len(second.entry.rows) == 2
    second.act("remove")
    second.drop()
    assert page.desk.workspace.second_entries.load(page.entry.activity_id) is None
    page.desk.workspace.undo()
    assert page.desk.workspace.second_entries.load(page.entry.activity_id) is not None


def test_alike_entries_need_no_decision(people_page: ParticipantsPage) -> None:
    page = people_page
    fill_first(page)
    begin_second(page)
    for name, year in FIRST:
        type_row(page, name, str(year))
    page.entry.second.compare()
    assert page.entry.second.comparison.apply_button.isEnabled()
    page.entry.second.apply()
    entry = page.desk.workspace.second_entries.load(page.entry.activity_id)
    assert entry is not None
    assert (entry.compared, entry.differences) == (4, 0)
    assert isinstance(entry.applied_on, date)


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_both_views_hold_their_words(
    people_page: ParticipantsPage, words: ScreenLanguage, qtbot, code: str
) -> None:
    words.switch(code)  # type: ignore[arg-type]
    page = people_page
    fill_first(page)
    type_second(page)
    problems = []
    for width, height in ((1366, 768), (1000, 700), (760, 700)):
        page.window().resize(width, height)
        for is_comparing in (False, True):
            (page.entry.second.compare if is_comparing else page.entry.second.go_on_typing)()
            wait_for_layout(page)
            found = seen.find_cut_words(page) + seen.find_misplaced(page)
            found += seen.find_nameless(page)
            found += seen.find_foreign_words(page, read_english())
            problems += [f"{is_comparing} {width}: {problem}" for problem in found]
    assert not problems, "\n".join(sorted(set(problems)))
