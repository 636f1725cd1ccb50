"""The page of participants as a person uses it: typing lists, finding people, taking steps back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from grantee_app.records.participant import Attendance, Participant
from grantee_app.records.sheet_codes import LETTERS, make_event_code, make_row_code
from grantee_app.workspace import Workspace
from tests.ui import seen
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_every_page import read_english
from tests.ui.typing import type_text
from tools.settling import wait_for_layout
from ui.main_window import MainWindow
from ui.pages.participants.people_words import list_events
from ui.pages.participants_page import ParticipantsPage
from ui.places import Place
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.ledger_delegate import SIDE
from ui.widgets.text_lines import natural_width

# A slow typist: 125 strokes a minute.
STROKES_IN_TEN_MINUTES = 1250
SURNAMES = ["Сейітов", "Қалиев", "Жүсіпов", "Ахметов", "Омаров", "Петров"]
GIVEN = ["Ерлан", "Бақыт", "Нұрлан", "Данияр", "Олег", "Айдос", "Тимур", "Серік", "Асқар", "Иван"]


@pytest.fixture
def people_page(qtbot, window: MainWindow) -> ParticipantsPage:
    view = window.view
    assert view is not None
    page = view.open_step("participants")
    assert isinstance(page, ParticipantsPage)
    qtbot.waitUntil(lambda: page.desk.state is not None, timeout=WAIT_MS)
    return page


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(widget, key, held or Qt.KeyboardModifier.NoModifier)


def invent_names(count: int) -> list[str]:
    """Half of the people give their father's name too."""
    return [
        f"{SURNAMES[n % 6]} {GIVEN[n % 10]}" + f" {SURNAMES[n // 10][:4]}ұлы" * (n >= count // 2)
        for n in range(count)
    ]


def count_rows(page: ParticipantsPage, table: str) -> int:
    return int(page.desk.workspace.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class Fingers:
    """Types into whatever has the focus, and counts."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.strokes = 0

    def target(self) -> QWidget:
        found = self.window.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        for letter in text:
            type_text(self.target(), letter)
            self.strokes += 1

    def press(self, key: Qt.Key) -> None:
        press(self.target(), key)
        self.strokes += 1


def test_an_empty_register_teaches_the_ways(people_page: ParticipantsPage) -> None:
    assert people_page.views.currentWidget() is people_page.teaching
    QTest.mouseClick(people_page.teaching.buttons["entry"], Qt.MouseButton.LeftButton)
    assert people_page.part() == "entry"
    assert people_page.window().focusWidget() is people_page.entry.line.name


def test_a_register_with_people_opens_on_the_part_seen_last(
    open_window, workspace: Workspace, project_id: str, memory: QSettings
) -> None:
    workspace.people.add_many(project_id, [Participant(name="Сейітов Ерлан", birth_year=1980)], [])
    memory.setValue("participants/part", "figures")
    view = open_window(workspace).view
    page = view.open_step("participants")
    assert view.page() is page
    assert page.part() == "figures"
    assert page.views.currentWidget() is page.figures


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_sixty_people_of_a_paper_list_are_typed_in_under_ten_minutes(
    people_page: ParticipantsPage, words: ScreenLanguage, code: str
) -> None:
    words.switch(code)  # type: ignore[arg-type]
    page, entry = people_page, people_page.entry
    names = invent_names(60)
    assert len(set(names)) == 60
    events = list_events(page.desk)
    known = [Participant(name=name, birth_year=1980) for name in names[:20]]
    earlier = [(events[0].id, Attendance(participant_id=person.id)) for person in known]
    page.desk.workspace.people.add_many(page.desk.project_id, known, earlier)
    page.refresh()
    category = page.groups.list_groups("category")[0][0]
    page.choose_part("entry")
    assert entry.show_activity(events[1].id)
    entry.line.name.setFocus()
    fingers = Fingers(page.window())
    for name in names[:20]:
        typed = ""
        for letter in name:
            fingers.type(letter)
            typed += letter
            shown = [offered.person.name for offered in entry.line._offered]
            # Whoever types looks at the list after two letters and goes down to the name.
            if len(typed) > 1 and name in shown:
                break
        for _ in range(shown.index(name) + 1):
            fingers.press(Qt.Key.Key_Down)
        fingers.press(Qt.Key.Key_Return)
    for place, name in enumerate(names[20:]):
        fingers.type(name)
        fingers.press(Qt.Key.Key_Tab)
        fingers.type(str(1960 + place))
        if place:
            fingers.press(Qt.Key.Key_F4)
        else:
            entry.line.category.set_code(category)
            entry.line.category.chosen.emit()
            entry.line.place.setText("Үштөбе")
            fingers.strokes += 20
        fingers.press(Qt.Key.Key_Return)
    rows = page.desk.workspace.people.list_attendees(events[1].id)
    assert [row.person.name for row in rows] == names
    assert [row.person.id for row in rows[:20]] == [person.id for person in known]
    assert {row.person.category for row in rows[20:]} == {category}
    assert {row.person.place for row in rows[20:]} == {"Үштөбе"}
    assert [row.person.birth_year for row in rows[20:]] == [1960 + n for n in range(40)]
    assert {row.person.gender for row in rows[20:]} == {"male"}
    assert rows[59].attendance.row_code == make_row_code(make_event_code(events[1].id), 60)
    assert fingers.strokes <= STROKES_IN_TEN_MINUTES


def open_entry(page: ParticipantsPage, place: int = 1) -> str:
    event = list_events(page.desk)[place]
    page.choose_part("entry")
    page.entry.show_activity(event.id)
    page.entry.line.name.setFocus()
    return event.id


def test_each_row_is_a_step_of_undo(people_page: ParticipantsPage) -> None:
    page = people_page
    activity = open_entry(page)
    for name in ("Сейітова Айгүл", "Омарова Дана"):
        type_text(page.entry.line.name, name + "\n")
    assert len(page.desk.workspace.people.list_attendees(activity)) == 2
    press(page.entry.line.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    left = page.desk.workspace.people.list_attendees(activity)
    assert [row.person.name for row in left] == ["Сейітова Айгүл"]
    assert count_rows(page, "participant") == 1
    assert page.part() == "entry"
    assert [row.person.name for row in page.entry.rows] == ["Сейітова Айгүл"]


def test_an_age_is_hers_on_the_day_of_the_activity(people_page: ParticipantsPage) -> None:
    page = people_page
    activity = open_entry(page)
    line = page.entry.line
    type_text(line.name, "Омарова Дана")
    press(line.name, Qt.Key.Key_Tab)
    type_text(page.window().focusWidget(), "35\n")
    event = page.entry.find_event()
    assert event is not None
    person = page.desk.workspace.people.list_attendees(activity)[0].person
    assert (person.age, person.age_on, person.birth_year) == (35, event.day, None)


def test_what_is_no_year_stays_and_is_told(people_page: ParticipantsPage) -> None:
    page = people_page
    activity = open_entry(page)
    line = page.entry.line
    type_text(line.name, "Омарова Дана")
    type_text(line.born, "кеше\n")
    assert line.problem.isVisible()
    assert line.name.text() == "Омарова Дана"
    assert page.desk.workspace.people.list_attendees(activity) == []


def test_a_half_typed_row_survives_the_language_and_other_pages(
    people_page: ParticipantsPage, words: ScreenLanguage
) -> None:
    page = people_page
    open_entry(page)
    type_text(page.entry.line.name, "Омаро")
    words.switch("ru")
    page.refresh()
    assert page.entry.line.name.text() == "Омаро"
    page.choose_part("register")
    page.choose_part("entry")
    assert page.entry.line.name.text() == "Омаро"


def test_nobody_stands_twice_on_a_list(people_page: ParticipantsPage) -> None:
    page = people_page
    activity = open_entry(page)
    line = page.entry.line
    type_text(line.name, "Омарова Дана\n")
    type_text(line.name, "ома")
    press(line.name, Qt.Key.Key_Down)
    press(line.name, Qt.Key.Key_Return)
    assert len(page.desk.workspace.people.list_attendees(activity)) == 1
    assert "1" in line.problem.text()


def test_a_column_of_names_is_pasted_as_one_step(people_page: ParticipantsPage) -> None:
    page = people_page
    activity = open_entry(page)
    type_text(page.entry.line.name, "Омарова Дана\n")
    QApplication.clipboard().setText("1\tОмарова Дана\n2\tСейітов Ерлан\n3\tПетров Олег\n\n")
    press(page.entry.line.name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rows = page.desk.workspace.people.list_attendees(activity)
    assert [row.person.name for row in rows] == ["Омарова Дана", "Сейітов Ерлан", "Петров Олег"]
    press(page.entry.line.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(page.desk.workspace.people.list_attendees(activity)) == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("kk", "1 адам · 1 082 келу, тізім бойынша 1"),
        ("ru", "1 человек · 1 082 посещения, по списку 1"),
    ],
)
def test_the_head_says_all_visits_as_the_activities_do(
    people_page: ParticipantsPage, window: MainWindow, words: ScreenLanguage, code: str, said: str
) -> None:
    words.switch(code)  # type: ignore[arg-type]
    page = people_page
    open_entry(page)
    type_text(page.entry.line.name, "Жүсіпова Айгерім")
    press(page.entry.line.name, Qt.Key.Key_Return)
    page.refresh()
    note = page.header._note.text()
    assert " ".join(note.split()) == said
    assert window.view is not None
    activities = window.view.open_step("activities")
    settle(window)
    visits = said.partition("· ")[2].partition(",")[0]
    assert visits in " ".join(activities.header._note.text().split())


def test_the_head_is_short_where_everybody_has_a_name(people_page: ParticipantsPage) -> None:
    page = people_page
    open_entry(page)
    type_text(page.entry.line.name, "Жүсіпова Айгерім")
    press(page.entry.line.name, Qt.Key.Key_Return)
    page.desk.workspace.db.execute("UPDATE activity SET participants_total = NULL")
    page.refresh()
    assert " ".join(page.header._note.text().split()) == "1 адам · 1 келу"


def test_delete_takes_off_the_list_and_keeps_the_person(people_page: ParticipantsPage) -> None:
    page = people_page
    activity = open_entry(page)
    type_text(page.entry.line.name, "Омарова Дана\n")
    page.entry.table.choose(page.entry.rows[0].attendance.id)
    press(page.entry.table, Qt.Key.Key_Delete)
    assert page.desk.workspace.people.list_attendees(activity) == []
    assert count_rows(page, "participant") == 1


# ---------------------------------------------------------------------- the register


def add_people(page: ParticipantsPage) -> list[Participant]:
    people = [
        Participant(name="Қалиева Бақыт", gender="female", birth_year=1980, place="Текелі"),
        Participant(name="Калиева Бакыт", place="Үштөбе"),
        Participant(name="Петров Олег", gender="male", consent_on=date(2024, 7, 1)),
    ]
    page.desk.workspace.people.add_many(page.desk.project_id, people)
    page.refresh()
    page.choose_part("register")
    return people


def shown_names(page: ParticipantsPage) -> list[str]:
    rows = [page.register.person_at(place) for place in range(len(page.register.ids))]
    return [row.person.name for row in rows if row is not None]


@pytest.mark.parametrize("typed", ["калиева", "ҚАЛИ", "бақ қал"])
def test_search_folds_letters_as_people_do(people_page: ParticipantsPage, typed: str) -> None:
    add_people(people_page)
    register = people_page.register
    type_text(register.search, typed)
    register._look()
    assert sorted(shown_names(people_page)) == ["Калиева Бакыт", "Қалиева Бақыт"]


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_an_empty_register_says_what_to_do(
    people_page: ParticipantsPage, window: MainWindow, code: str
) -> None:
    window.switch_language(code)
    people_page.catch_up()
    people_page.choose_part("register")
    register = people_page.register
    entry, file = {
        "kk": ("Іс-шара тізімдері", "Файлдан"),
        "ru": ("Списки мероприятий", "Из файла"),
    }[code]
    assert register.ids == []
    assert register.nobody.isVisible()
    assert not register.table.isVisible()
    assert not register.detail.isVisible()
    # The parts are called by the names that their buttons have.
    for name in (entry, file):
        assert f"«{name}»" in register.nobody.text()
        assert name in {
            button.text().replace("&", "") for button in people_page.switch.buttons.values()
        }
    add_people(people_page)
    assert register.table.isVisible()
    assert register.detail.isVisible()
    assert not register.nobody.isVisible()
    type_text(register.search, "ъъъ")
    register._look()
    assert register.nobody.isVisible()
    assert f"«{register.clear_button.text()}»" in register.nobody.text()
    assert register.clear_button.isVisible()
    QTest.mouseClick(register.clear_button, Qt.MouseButton.LeftButton)
    assert len(shown_names(people_page)) == 3
    assert register.table.isVisible()


def test_filters_find_what_is_missing(people_page: ParticipantsPage) -> None:
    add_people(people_page)
    assert people_page.show_place(Place("participants", field="lacks/gender"))
    assert shown_names(people_page) == ["Калиева Бакыт"]
    people_page.register.show_all()
    assert len(shown_names(people_page)) == 3


def test_a_field_is_saved_as_it_is_typed_and_undone(people_page: ParticipantsPage, qtbot) -> None:
    page = people_page
    person = add_people(page)[1]
    assert page.show_place(Place("participants", person.id, "birth_year"))
    target = page.window().focusWidget()
    type_text(target, "1975\n")
    assert page.desk.workspace.people.load(person.id).birth_year == 1975
    qtbot.wait(20)
    press(page.window().focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.desk.workspace.people.load(person.id).birth_year is None


def test_a_chosen_category_is_marked_as_chosen(people_page: ParticipantsPage) -> None:
    page = people_page
    person = add_people(page)[0]
    page.show_place(Place("participants", person.id, "category"))
    box = page.register.detail.form.editor("category").focus_target()
    press(box, Qt.Key.Key_Down)
    page.autosave.end_step()
    stored = page.desk.workspace.people.load(person.id)
    assert stored.category == page.groups.list_groups("category")[0][0]
    assert stored.is_category_set


def make_iin(first: str) -> str:
    """Return a number with the right check digit for eleven digits."""
    weights = list(range(1, 12))
    rest = sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11
    if rest == 10:
        again = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
        rest = sum(int(d) * w for d, w in zip(first, again, strict=True)) % 11
    assert rest < 10
    return first + str(rest)


def test_a_number_fills_in_birthday_and_gender_and_is_dropped(
    people_page: ParticipantsPage, workspace: Workspace
) -> None:
    page = people_page
    person = add_people(page)[1]
    page.show_place(Place("participants", person.id, "name"))
    detail = page.register.detail
    number = make_iin("89051245012")
    type_text(detail.iin, number[:11])
    page.autosave.end_step()
    assert page.desk.workspace.people.load(person.id).born_on is None
    type_text(detail.iin, number[11:])
    stored = page.desk.workspace.people.load(person.id)
    assert (stored.born_on, stored.gender, stored.iin_mark) == (date(1989, 5, 12), "female", "")
    assert detail.iin.text() == ""
    everything = "\n".join(workspace.db.conn.iterdump())
    assert number not in everything
    assert number[:11] not in everything


def test_a_monitor_sees_no_names(people_page: ParticipantsPage) -> None:
    page = people_page
    add_people(page)
    page.register.set_masked(True)
    cells = [page.register._tell_cell(place, "name").words() for place in range(3)]
    assert not any("лиева" in cell or "Текелі" in cell for cell in cells)
    assert not page.register.detail.form.isVisible()


def test_removed_people_come_back(people_page: ParticipantsPage) -> None:
    page = people_page
    add_people(page)
    page.register.table.setFocus()
    press(page.register.table, Qt.Key.Key_Delete)
    assert count_rows(page, "participant") == 2
    press(page.register.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert count_rows(page, "participant") == 3


def test_an_activity_leads_here(people_page: ParticipantsPage, window: MainWindow) -> None:
    event = list_events(people_page.desk)[2]
    view = window.view
    assert view is not None
    view.go(Place("participants", event.id, part="names"))
    assert (people_page.part(), people_page.entry.activity_id) == ("entry", event.id)


# ---------------------------------------------------------------------- a list out of a file

LISTS = {
    "kk": "Семинарға қатысушылар;;;\n№;Аты-жөні;Туған жылы;Жынысы\n1;Калиева Бакыт;1980;ә\n"
    "2;Жаңаев Марат;1977;е\n3;Жанаев Марат;1977;е\n;;;\nБарлығы;3;;\n",
    "ru": "Участники семинара;;;\n№;ФИО;Год рождения;Пол\n1;Калиева Бакыт;1980;ж\n"
    "2;Жаңаев Марат;1977;м\n3;Жанаев Марат;1977;м\n;;;\nИтого;3;;\n",
}


def read_list(page: ParticipantsPage, path: Path, qtbot) -> None:
    page.choose_part("sheet")
    page.sheet.read_file(path)
    qtbot.waitUntil(lambda: page.sheet.preview is not None, timeout=WAIT_MS)


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_a_file_is_previewed_and_brought_in_as_one_step(
    people_page: ParticipantsPage, words: ScreenLanguage, tmp_path: Path, qtbot, code: str
) -> None:
    words.switch(code)  # type: ignore[arg-type]
    page = people_page
    known = add_people(page)[0]
    path = tmp_path / "list.csv"
    path.write_text(LISTS[code], encoding="utf-16" if code == "ru" else "utf-8")
    before = page.desk.workspace.db.conn.total_changes
    read_list(page, path, qtbot)
    assert page.desk.workspace.db.conn.total_changes == before
    assert [box.code() for box in page.sheet.column_boxes] == ["number", "name", "birth", "gender"]
    # Who is known is proposed as she is, the second row of one man is left out.
    assert list(page.sheet.decisions.values()) == [known.id, "new", "out"]
    event = list_events(page.desk)[1]
    page.sheet.activity_box.set_code(event.id)
    QTest.mouseClick(page.sheet.accept_button, Qt.MouseButton.LeftButton)
    rows = page.desk.workspace.people.list_attendees(event.id)
    assert [row.person.name for row in rows] == ["Қалиева Бақыт", "Жаңаев Марат"]
    assert page.part() == "entry"
    press(page.entry.line.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.desk.workspace.people.list_attendees(event.id) == []
    assert count_rows(page, "participant") == 3


def test_a_list_of_nobody_is_closed(
    people_page: ParticipantsPage, words: ScreenLanguage, tmp_path: Path, qtbot
) -> None:
    page = people_page
    path = tmp_path / "list.csv"
    path.write_text("№;Аты-жөні\n1;\n2;\n", encoding="utf-8")
    read_list(page, path, qtbot)
    assert not page.sheet.accept_button.isVisibleTo(page)
    assert page.sheet.reject_button.text() == "Жабу"
    words.switch("ru")
    assert page.sheet.reject_button.text() == "Закрыть"
    QTest.mouseClick(page.sheet.reject_button, Qt.MouseButton.LeftButton)
    assert not page.sheet.reject_button.isVisible()


def test_a_head_is_learnt_with_the_list_it_came_with(
    people_page: ParticipantsPage, tmp_path: Path, qtbot
) -> None:
    page = people_page
    path = tmp_path / "list.csv"
    path.write_text("Аты-жөні;Кім болып келді;Жасы\nСейітова Айгүл;мұғалім;30\n", "utf-8")
    read_list(page, path, qtbot)
    assert page.sheet.column_boxes[1].code() == "unused"
    page.sheet.preview = None
    page.sheet.column_boxes[1].set_code("tags")
    page.sheet.column_boxes[1].chosen.emit()
    qtbot.waitUntil(lambda: page.sheet.preview is not None, timeout=WAIT_MS)
    page.sheet.bring_in()
    (person,) = page.desk.workspace.people.load_all(page.desk.project_id)
    assert person.tags == "мұғалім"
    path.write_text("Аты-жөні;КІМ БОЛЫП КЕЛДІ\nАхметов Данияр;студент\n", "utf-8")
    read_list(page, path, qtbot)
    assert page.sheet.column_boxes[1].code() == "tags"
    page.sheet.leave()
    # It was one step with the list.
    page.desk.workspace.undo()
    assert page.desk.workspace.people.read_sheet_heads() == {}
    assert page.desk.workspace.people.load_all(page.desk.project_id) == []


def test_a_decision_about_a_row_is_the_persons(
    people_page: ParticipantsPage, tmp_path: Path, qtbot
) -> None:
    page = people_page
    add_people(page)
    path = tmp_path / "list.csv"
    path.write_text(LISTS["kk"], encoding="utf-8")
    read_list(page, path, qtbot)
    sheet = page.sheet
    sheet.table.choose("3")
    sheet.decision_box.set_code("new")
    sheet.decision_box.chosen.emit()
    fresh, ids = sheet.gather()
    assert [person.name for person in fresh] == ["Калиева Бакыт", "Жаңаев Марат"]
    assert len(ids) == 2


def test_another_column_is_read_as_somebody_says(
    people_page: ParticipantsPage, tmp_path: Path, qtbot
) -> None:
    page = people_page
    path = tmp_path / "list.csv"
    path.write_text(LISTS["kk"], encoding="utf-8")
    read_list(page, path, qtbot)
    first = page.sheet.preview
    box = page.sheet.column_boxes[2]
    box.set_code("unused")
    box.chosen.emit()
    qtbot.waitUntil(lambda: page.sheet.preview is not first, timeout=WAIT_MS)
    preview = page.sheet.preview
    assert preview is not None
    people = [row.participant for row in preview.rows]
    assert all(person is not None and person.birth_year is None for person in people)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a workbook", b"\x00\x01\x02" * 50])
def test_a_bad_file_is_a_sentence(
    people_page: ParticipantsPage, tmp_path: Path, qtbot, content: bytes
) -> None:
    page = people_page
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    page.choose_part("sheet")
    page.sheet.read_file(path)
    qtbot.waitUntil(lambda: page.sheet.currentWidget() is page.sheet.teaching, timeout=WAIT_MS)
    assert page.sheet.teaching._error.text().startswith("! ")
    assert count_rows(page, "participant") == 0


# ---------------------------------------------------------------------- doubles


def scan(page: ParticipantsPage, qtbot) -> None:
    page.choose_part("doubles")
    QTest.mouseClick(page.doubles.scan_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.doubles._is_scanned, timeout=WAIT_MS)


def test_doubles_are_merged_and_parted_again(people_page: ParticipantsPage, qtbot) -> None:
    page = people_page
    people = add_people(page)
    scan(page, qtbot)
    pair = page.doubles.pair()
    assert pair is not None
    assert {pair.first_id, pair.second_id} == {people[0].id, people[1].id}
    assert page.doubles._cells["name", "sign"].isVisible()
    press(page.doubles, Qt.Key.Key_1)
    assert count_rows(page, "participant") == 2
    assert page.desk.workspace.people.load(pair.first_id)
    press(page.doubles, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert count_rows(page, "participant") == 3


def test_two_people_who_look_alike_are_remembered(people_page: ParticipantsPage, qtbot) -> None:
    page = people_page
    add_people(page)
    scan(page, qtbot)
    press(page.doubles, Qt.Key.Key_3)
    assert page.doubles.pair() is None
    page.doubles._is_scanned = False
    scan(page, qtbot)
    assert page.doubles.pairs == []


# ---------------------------------------------------------------------- figures, papers


def counting_event(page: ParticipantsPage) -> str:
    found = page.desk.workspace.db.execute(
        "SELECT id FROM activity WHERE counts_towards_beneficiaries AND is_held LIMIT 1"
    ).fetchone()
    return str(found[0])


def test_figures_equal_the_report_and_name_who_is_in_no_group(
    people_page: ParticipantsPage, qtbot
) -> None:
    page = people_page
    people = [Participant(name="Қалиева Бақыт", gender="female", birth_year=1980),
              Participant(name="Петров Олег")]  # fmt: skip
    event = counting_event(page)
    before = page.desk.state
    page.desk.workspace.people.add_many(
        page.desk.project_id,
        people,
        [(event, Attendance(participant_id=person.id)) for person in people],
    )
    qtbot.waitUntil(lambda: page.desk.state is not before, timeout=WAIT_MS)
    page.choose_part("figures")
    state = page.desk.state
    assert state is not None
    figures = state.figures.people
    assert (figures.people, figures.named_visits) == (2, 2)
    qtbot.waitUntil(lambda: page.figures.found is not None, timeout=WAIT_MS)
    assert "2" in page.figures.about.text()
    assert page.figures.found.table.named == 2
    assert page.figures.found.people == figures
    assert page.figures.gaps.isVisible()
    lacking = {found.dimension for found in state.figures.unplaced}
    assert lacking == {"gender", "category", "age"}
    page.figures.lacking_wanted.emit("gender")
    assert shown_names(page) == ["Петров Олег"]


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_the_sign_in_sheet_is_a_pdf_of_the_chosen_activity(
    people_page: ParticipantsPage, tmp_path: Path, code: str
) -> None:
    import pypdfium2

    page = people_page
    activity = open_entry(page)
    type_text(page.entry.line.name, "Омарова Дана\n")
    QTest.mouseClick(page.entry.sheet_button, Qt.MouseButton.LeftButton)
    assert page.part() == "papers"
    page.papers.language.set_value(code)
    page.papers.names_box.setChecked(True)
    page.papers.rows.setText("60")
    assert page.papers.write_sheet(tmp_path / "sheet.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    text = "\n".join(leaf.get_textpage().get_text_range() for leaf in document)
    assert len(document) >= 3
    assert make_event_code(activity) in text
    assert "Омарова Дана" in text
    page.papers.rows.setText("жүз")
    assert not page.papers.write_sheet(tmp_path / "none.pdf")
    assert page.papers.fields["rows"].error.text()


def test_tables_are_written_and_masked_ones_name_nobody(
    people_page: ParticipantsPage, tmp_path: Path, qtbot
) -> None:
    import openpyxl

    page = people_page
    add_people(page)
    page.choose_part("papers")
    page.papers.masked_box.setChecked(True)
    for what in ("register", "attendance", "tables"):
        with qtbot.waitSignal(page.papers.told, timeout=WAIT_MS):
            page.papers.write_table(what, tmp_path / f"{what}.xlsx")
        book = openpyxl.load_workbook(tmp_path / f"{what}.xlsx")
        cells = [str(cell) for sheet in book for row in sheet.values for cell in row if cell]
        assert cells
        assert not any("лиева" in cell for cell in cells)


def test_names_are_forgotten_only_after_the_word(people_page: ParticipantsPage) -> None:
    page = people_page
    add_people(page)
    page.choose_part("papers")
    papers = page.papers
    assert not papers.forget_button.isEnabled()
    type_text(papers.forget_word, "иә")
    assert not papers.forget_button.isEnabled()
    papers.forget_word.clear()
    type_text(papers.forget_word, papers.confirmation().lower())
    QTest.mouseClick(papers.forget_button, Qt.MouseButton.LeftButton)
    assert count_rows(page, "participant") == 0
    assert "3" in papers.forgotten_told.text()


# ---------------------------------------------------------------------- looks


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_every_part_holds_its_words_at_every_width(
    people_page: ParticipantsPage, words: ScreenLanguage, tmp_path: Path, qtbot, code: str
) -> None:
    words.switch(code)  # type: ignore[arg-type]
    page = people_page
    add_people(page)
    path = tmp_path / "list.csv"
    path.write_text(LISTS[code], encoding="utf-8")
    read_list(page, path, qtbot)
    scan(page, qtbot)
    problems = []
    for width, height in ((1366, 768), (1000, 700), (760, 700)):
        page.window().resize(width, height)
        for part in ("register", "entry", "sheet", "doubles", "figures", "papers"):
            page.choose_part(part)
            page.register.fold_button.setChecked(part == "register")
            wait_for_layout(page)
            found = seen.find_cut_words(page) + seen.find_misplaced(page)
            found += seen.find_nameless(page)
            found += seen.find_foreign_words(page, read_english())
            problems += [f"{part} {width}: {problem}" for problem in found]
    assert not problems, "\n".join(sorted(set(problems)))


@pytest.mark.parametrize("code", ["kk", "ru"])
@pytest.mark.parametrize("width", [1366, 1100, 1000, 760])
def test_fields_of_the_typed_line_stand_in_line(
    people_page: ParticipantsPage, words: ScreenLanguage, code: str, width: int
) -> None:
    words.switch(code)  # type: ignore[arg-type]
    page = people_page
    page.window().resize(width, 768)
    open_entry(page)
    wait_for_layout(page)
    fields = page.entry.line.fields.values()
    lines: dict[int, set[int]] = {}
    for field in fields:
        top = field.mapTo(page, field.rect().topLeft()).y()
        lines.setdefault(top, set()).add(field.editor.mapTo(page, QPoint()).y())
    assert all(len(tops) == 1 for tops in lines.values()), lines
    if width == 1366:
        assert len(lines) == 1
    assert not seen.find_cut_words(page.entry)


@pytest.mark.parametrize("text_percent", [100, 150])
def test_the_widest_code_of_a_row_is_seen_whole(
    people_page: ParticipantsPage, theme: Theme, text_percent: int
) -> None:
    page = people_page
    theme.choose_size(text_percent)
    try:
        page.choose_part("entry")
        wait_for_layout(page)
        table = page.entry.table
        column = next(c for c in table.rows.columns if c.key == "code")
        place = table.rows.columns.index(column)
        font = table._delegate._fonts["number"]
        widest = max(LETTERS, key=QFontMetricsF(font).horizontalAdvance)
        room = table.columnWidth(place) - 2 * SIDE
        for code in (f"{widest * 6}-88{widest}", "WFQ6EW-07R", "WMQ6EW-107R"):
            assert natural_width(code, font) <= room, code
    finally:
        theme.choose_size(100)


def test_a_read_only_project_can_be_read(people_page: ParticipantsPage) -> None:
    page = people_page
    add_people(page)
    page.autosave.is_read_only = True
    page.set_read_only()
    assert not page.add_button.isVisible()
    assert not page.register.detail.remove_button.isVisible()
    page.choose_part("entry")
    assert not page.entry.line.isVisible()
    page.register.table.setFocus()
    press(page.register.table, Qt.Key.Key_Delete)
    assert count_rows(page, "participant") == 3


def test_a_person_is_erased_for_good_after_the_word(
    people_page: ParticipantsPage, workspace: Workspace
) -> None:
    from grantee_app.store.safety.backup import Reason

    person = add_people(people_page)[0]
    workspace.backups.make(Reason.BY_HAND)
    people_page.refresh()
    people_page.choose_part("names")
    detail = people_page.register.detail
    people_page.register.table.choose(person.id)
    assert detail.record_id == person.id
    box = detail.erasing
    assert not box.button.isEnabled()
    type_text(box.word, "өшіру")
    assert box.button.isEnabled()
    QTest.mouseClick(box.button, Qt.MouseButton.LeftButton)
    assert not workspace.records.has("participant", person.id)
    assert box.told.isVisibleTo(detail)
    assert "•" in box.told.text()
    assert workspace.undo_label is None
    people_page.refresh()
    assert person.name not in shown_names(people_page)
