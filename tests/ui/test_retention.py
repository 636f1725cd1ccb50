"""Names that are kept too long: Home says so and leads to where they are forgotten."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from grantee_app.checks.step import FORGETTING
from grantee_app.records import ProjectFile
from grantee_app.workspace import read_sample
from tests.ui.conftest import WAIT_MS
from tests.ui.test_home_page import DAY_NEAR_THE_END, Home, open_home  # noqa: F401 (a fixture)
from tests.ui.test_participants_page import add_people
from tests.ui.typing import type_text
from ui.main_window import MainWindow
from ui.pages.home_body import place_of
from ui.pages.participants_page import ParticipantsPage
from ui.places import Place

# The sample ends in November 2024.
LONG_AFTER = date(2025, 6, 1)
TITLES = {
    "kk": "3 адамның аты-жөні мерзімінен артық сақталып тұр",
    "ru": "Имена 3 человек хранятся дольше срока",
}


def find_rows(home: Home) -> list:
    return [step for step in home.page.body.steps if step.field == FORGETTING]


def make_named() -> ProjectFile:
    content = read_sample()
    people = [{"name": name} for name in ("Қалиева Бақыт", "Ким Роман", "Сейітова Айгүл")]
    data = content.model_dump(mode="json")
    data["project"]["participants"] = people
    return ProjectFile.model_validate(data)


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_home_tells_it_when_the_day_is_over(open_home, words, code) -> None:  # noqa: F811
    home = open_home(make_named())
    words.switch(code)
    assert find_rows(home) == []
    home.count(LONG_AFTER)
    (step,) = find_rows(home)
    assert words.say(step.title) == TITLES[code]
    assert place_of(step) == Place("participants", "", FORGETTING)
    # Who knows of a later day writes it down.
    home.workspace.people.write_keep_until(home.page.desk.project_id, "2029-12-31")
    home.count(LONG_AFTER)
    assert find_rows(home) == []


def test_a_project_without_names_is_left_alone(open_home) -> None:  # noqa: F811
    home = open_home(read_sample())
    home.count(LONG_AFTER)
    assert find_rows(home) == []


def test_the_line_leads_to_where_names_are_forgotten(open_home) -> None:  # noqa: F811
    home = open_home(make_named())
    home.count(LONG_AFTER)
    body = home.page.body
    for more in body.next_steps.findChildren(QPushButton):
        if more.isVisible() and more.text().startswith("Тағы"):
            home.press(more)
    row = next(row for row in body.next_steps.rows() if row.step.field == FORGETTING)
    home.press(row)
    assert home.went == [Place("participants", "", FORGETTING)]


@pytest.fixture
def page(qtbot, window: MainWindow) -> ParticipantsPage:
    found = window.view.open_step("participants")
    assert isinstance(found, ParticipantsPage)
    qtbot.waitUntil(lambda: found.desk.state is not None, timeout=WAIT_MS)
    return found


def test_the_cursor_stands_where_the_word_is_typed(page: ParticipantsPage) -> None:
    add_people(page)
    assert page.show_place(Place("participants", "", FORGETTING))
    assert page.part() == "papers"
    QApplication.processEvents()
    assert page.papers.forget_word.hasFocus()
    assert page.papers.forget_box.isVisible()


def test_the_day_is_written_and_taken_away(page: ParticipantsPage, qtbot) -> None:
    add_people(page)
    people, project_id = page.desk.workspace.people, page.desk.project_id
    page.show_place(Place("participants", "", FORGETTING))
    line = page.papers.keep_until.editor.focus_target()
    line.setFocus()
    type_text(line, "31.12.2029\n")
    assert people.read_keep_until(project_id) == "2029-12-31"
    qtbot.waitUntil(lambda: page.desk.state.retention.until == date(2029, 12, 31), timeout=WAIT_MS)
    line.setFocus()
    line.selectAll()
    type_text(line, "кеше не бүрсігүні\n")
    assert page.papers.keep_until.field.error.isVisible()
    assert people.read_keep_until(project_id) == "2029-12-31"
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    type_text(line, "\n")
    assert people.read_keep_until(project_id) == ""


def test_nobody_in_the_register_and_no_day_is_asked(page: ParticipantsPage) -> None:
    page.choose_part("papers")
    assert not page.papers.keep_until.isVisible()
