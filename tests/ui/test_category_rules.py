"""The category that rules propose: shown with its reason, taken or overruled, the table changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from grantee_app.form.category_rules import RuleRow, load_category_rules, parse_category_rules
from grantee_app.records.participant import Attendance, Participant
from tests.ui import seen
from tests.ui.conftest import WAIT_MS
from tests.ui.test_every_page import read_english
from tests.ui.test_participants_page import press, read_list
from tests.ui.typing import type_text
from ui.main_window import MainWindow
from ui.pages.participants.people_words import list_events
from ui.pages.participants_page import ParticipantsPage
from ui.pages.settings_page import SettingsPage


@pytest.fixture
def people_page(qtbot, window: MainWindow) -> ParticipantsPage:
    page = window.view.open_step("participants")
    assert isinstance(page, ParticipantsPage)
    qtbot.waitUntil(lambda: page.desk.state is not None, timeout=WAIT_MS)
    return page


def add_person(page: ParticipantsPage, **known: object) -> Participant:
    person = Participant.model_validate({"name": "Сейітова Айгүл", **known})
    event = list_events(page.desk)[0]
    page.desk.workspace.people.add_many(
        page.desk.project_id, [person], [(event.id, Attendance(participant_id=person.id))]
    )
    page.refresh()
    return person


def test_a_typed_year_proposes_a_category_with_its_reason(people_page: ParticipantsPage) -> None:
    page, line = people_page, people_page.entry.line
    page.choose_part("entry")
    event = page.entry.find_event()
    assert event is not None
    assert event.day is not None
    type_text(line.name, "Сейітова Айгүл")
    line.born.setFocus()
    type_text(line.born, str(event.day.year - 20))
    press(line.born, Qt.Key.Key_Tab)
    line.gender.setFocus()
    assert line.category.code() == "youth"
    assert "9" in line.fields["category"].note.text()
    assert "20" in line.fields["category"].note.text()
    line.place.setFocus()
    press(line.place, Qt.Key.Key_Return)
    (row,) = page.desk.workspace.people.list_attendees(event.id)
    # Proposed, not chosen: a rule may think better of it.
    assert (row.person.category, row.person.is_category_set) == ("youth", False)
    assert line.category.code() == ""


def test_what_somebody_chose_is_not_proposed_over(people_page: ParticipantsPage) -> None:
    page, line = people_page, people_page.entry.line
    page.choose_part("entry")
    type_text(line.name, "Сейітова Айгүл")
    line.category.set_code("business")
    line.category.chosen.emit()
    line.born.setFocus()
    type_text(line.born, "20")
    line.place.setFocus()
    assert line.category.code() == "business"
    press(line.place, Qt.Key.Key_Return)
    (row,) = page.desk.workspace.people.list_attendees(page.entry.activity_id)
    assert (row.person.category, row.person.is_category_set) == ("business", True)


def test_the_person_says_why(people_page: ParticipantsPage, qtbot) -> None:
    page = people_page
    person = add_person(page, birth_year=1950, tags="мұғалім")
    detail = page.register.detail
    page._show_record(person.id)
    assert "мұғалім" in detail.reason.text()
    assert detail.take_button.isVisible()
    QTest.mouseClick(detail.take_button, Qt.MouseButton.LeftButton)
    stored = page.desk.workspace.people.load(person.id)
    assert (stored.category, stored.is_category_set) == ("public_sector_workers", False)
    assert not detail.take_button.isVisible()
    assert "4" in detail.reason.text()
    page.desk.workspace.undo()
    assert page.desk.workspace.people.load(person.id).category == ""
    # The reason follows what is typed.
    detail.refill()
    tags = detail.form.editor("tags").focus_target()
    tags.setFocus()
    tags.clear()
    type_text(tags, "ИП")
    detail.form.editor("tags").left.emit()
    qtbot.waitUntil(lambda: "ИП" in detail.reason.text(), timeout=WAIT_MS)


def test_a_list_shows_what_the_rules_say(
    people_page: ParticipantsPage, tmp_path: Path, qtbot
) -> None:
    page = people_page
    path = tmp_path / "list.csv"
    path.write_text(
        "Аты-жөні;Жасы\nСейітова Айгүл;16\nАхметов Данияр;45\nОмарова Гүлнар;70\n",
        encoding="utf-8",
    )
    read_list(page, path, qtbot)
    sheet = page.sheet
    assert [found.category for found in sheet.proposals.values()] == ["children", "older_people"]
    assert [person.category for person in sheet.gather()[0]] == ["", "", ""]
    sheet.category_box.click()
    assert [person.category for person in sheet.gather()[0]] == ["children", "", "older_people"]
    assert "16" in sheet._tell_cell(0, "category").detail
    sheet.bring_in()
    rows = page.desk.workspace.people.load_all(page.desk.project_id)
    assert {row.is_category_set for row in rows} == {False}


# ---------------------------------------------------------------------- the table


@pytest.fixture
def table(qtbot, words, theme, workspace, project_id):
    page = SettingsPage(words, theme, workspace, project_id=project_id)
    qtbot.addWidget(page)
    page.resize(1100, 768)
    page.show()
    page.show_part("form")
    yield page.parts["form"].table
    page.hide()


def read_rules(workspace):
    return workspace.people.read_category_rules()


def test_a_rule_is_added_ordered_and_taken_away(table, workspace) -> None:
    ours = load_category_rules()
    assert [line.read_row().category for line in table.lines] == [rule.category for rule in ours]
    table.add_rule()
    line = table.lines[-1]
    assert line.fields["category"].has_error()
    # Half a rule is kept and changes nothing.
    assert read_rules(workspace) == ours
    assert len(workspace.people.read_rule_rows()) == len(ours) + 1
    line.category.set_code("other")
    line.category.chosen.emit()
    type_text(line.keywords, "балықшы, ")
    assert line.keywords.text() == "балықшы, "
    assert not line.fields["category"].has_error()
    assert read_rules(workspace)[-1].words == ["балықшы"]
    table.lines[-1].moved.emit(-1)
    assert read_rules(workspace)[-2].words == ["балықшы"]
    table.lines[-2].moved.emit(0)
    assert [rule.category for rule in read_rules(workspace)] == [rule.category for rule in ours]
    workspace.undo()
    assert read_rules(workspace)[-2].words == ["балықшы"]
    assert table.lines[-2].keywords.text() == "балықшы"
    table.take_ours()
    assert read_rules(workspace) == ours
    assert not table.back_button.isVisible()


def test_what_is_no_age_is_kept_and_said(table, workspace) -> None:
    line = table.lines[0]
    line.to_age.selectAll()
    type_text(line.to_age, "1x")
    assert line.fields["category"].has_error()
    assert workspace.people.read_rule_rows()[0].to_age == "1x"
    assert len(read_rules(workspace)) == len(load_category_rules()) - 1


def test_the_rules_decide_where_nobody_chose(table, workspace, project_id) -> None:
    people = [
        Participant(name="а", tags="студент"),
        Participant(name="б", tags="студент", category="other", is_category_set=True),
    ]
    workspace.people.add_many(project_id, people)
    QTest.mouseClick(table.apply_button, Qt.MouseButton.LeftButton)
    assert "1" in table.told.text()
    assert [row.category for row in workspace.people.load_all(project_id)] == ["youth", "other"]


def test_broken_settings_fall_back() -> None:
    assert parse_category_rules('[{"category": "other"}, {"category": "youth", "from_age": 3}]')[
        0
    ].category == ("youth")
    assert RuleRow("other", "5", "4").make_rule() is None
    assert RuleRow("other", "x").make_rule() is None


def test_before_the_form_is_known_no_key_of_a_group_is_shown(people_page: ParticipantsPage) -> None:
    page = people_page
    person = add_person(page, birth_year=1950)
    tables, page.groups.tables = page.groups.tables, []
    page._show_record(person.id)
    detail = page.register.detail
    assert detail.record_id == person.id
    detail.refill()
    assert detail.reason.isHidden()
    page.groups.tables = tables
    page.register.take_groups()
    group = next(g for t in tables for g in t.groups if g.key == "older_people")
    assert group.label.spoken_in("kk") in detail.reason.text()


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_the_reason_and_the_table_hold_their_words(
    people_page: ParticipantsPage, table, words, qtbot, code: str
) -> None:
    words.switch(code)
    page = people_page
    person = add_person(page, birth_year=2004, tags="учитель")
    page._show_record(person.id)
    problems = []
    for widget in (page, table.window()):
        for width in (1366, 1000, 760):
            widget.window().resize(width, 768)
            qtbot.wait(120)
            found = seen.find_cut_words(widget) + seen.find_misplaced(widget)
            found += seen.find_nameless(widget)
            found += seen.find_foreign_words(widget, read_english())
            problems += [f"{width}: {problem}" for problem in found]
    assert not problems, "\n".join(sorted(set(problems)))
