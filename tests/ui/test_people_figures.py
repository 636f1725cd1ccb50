"""The page of figures: whose people, split how, and why a table does not add up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from grantee_app.figures.cross_tables import SPLITS
from grantee_app.figures.people import Scope
from grantee_app.records.participant import Attendance, Participant
from grantee_app.store.heads import HeadsPlace
from grantee_app.store.texts import RecordPlace
from tests.core.report.reading import read_pdf
from tests.ui import seen
from tests.ui.conftest import WAIT_MS
from tests.ui.test_every_page import read_english
from ui.main_window import MainWindow
from ui.pages.participants_page import ParticipantsPage

PEOPLE = [
    Participant(name="Қалиева Бақыт", gender="female", birth_year=2004, category="youth"),
    Participant(name="Сейітов Ерлан", gender="male", birth_year=1960, category="older_people"),
    Participant(name="Петров Олег", gender="male", birth_year=1990, category="business"),
]


@pytest.fixture
def people_page(qtbot, window: MainWindow) -> ParticipantsPage:
    page = window.view.open_step("participants")
    assert isinstance(page, ParticipantsPage)
    qtbot.waitUntil(lambda: page.desk.state is not None, timeout=WAIT_MS)
    workspace = page.desk.workspace
    rows = workspace.db.execute(
        "SELECT id FROM activity WHERE counts_towards_beneficiaries AND is_held "
        "ORDER BY starts_on, id LIMIT 2"
    ).fetchall()
    (first,), (second,) = rows
    page.events = (first, second)
    people = [
        person.model_copy(update={"id": f"person-{place}"}) for place, person in enumerate(PEOPLE)
    ]
    workspace.people.add_many(
        page.desk.project_id,
        people,
        [(first, Attendance(participant_id=person.id)) for person in people]
        + [(second, Attendance(participant_id=people[0].id))],
    )
    page.choose_part("figures")
    wait(page, qtbot)
    return page


def wait(page: ParticipantsPage, qtbot) -> None:
    """Let whatever is being counted arrive."""
    page.figures.found = None
    page.figures.refresh()
    # What was counted for another choice may arrive before it.
    qtbot.waitUntil(lambda: not page.figures.jobs.is_busy(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.figures.found is not None, timeout=WAIT_MS)
    QApplication.processEvents()


def read_cells(page: ParticipantsPage) -> list[list[str]]:
    grid = page.figures._grid
    return [
        [
            item.widget().text()
            for column in range(grid.columnCount())
            if (item := grid.itemAtPosition(line, column)) is not None
        ]
        for line in range(grid.rowCount())
        if grid.itemAtPosition(line, 0) is not None
    ]


def read_number(text: str) -> int:
    return int("".join(letter for letter in text if letter.isdigit()) or 0)


def test_the_whole_project_is_what_the_report_says(people_page, qtbot) -> None:
    page = people_page
    qtbot.waitUntil(lambda: page.desk.state.figures.people.named_visits == 4, timeout=WAIT_MS)
    wait(page, qtbot)
    assert page.figures.found.people == page.desk.state.figures.people
    assert page.figures.found.unplaced == page.desk.state.figures.unplaced
    for rows in SPLITS:
        for columns in SPLITS:
            if rows == columns:
                continue
            page.figures.found = None
            page.figures.choose_splits(rows, columns)
            qtbot.waitUntil(lambda: page.figures.found is not None, timeout=WAIT_MS)
            table = page.figures.found.table
            assert (table.rows, table.columns) == (rows, columns)
            assert table.total == page.desk.state.figures.beneficiaries
            cells = read_cells(page)
            sums = 1 + (table.remainder != 0 and columns in page.desk.state.figures.demographics)
            body, foot = cells[1:-sums], cells[-sums]
            assert {len(line) for line in cells} == {len(cells[0])}
            # Every column that is shown adds up to its foot.
            for column in range(1, len(foot)):
                shown = sum(read_number(line[column]) for line in body)
                assert shown == read_number(foot[column]), (rows, columns, column)
            if rows in page.desk.state.figures.demographics and table.remainder:
                report = page.desk.state.figures.demographics[rows]
                assert read_number(foot[-1]) == sum(report.values())


def test_one_activity_and_one_task(people_page, qtbot) -> None:
    page = people_page
    figures = page.figures
    figures.choose_scope(Scope(activity_id=page.events[1]))
    qtbot.waitUntil(lambda: figures.found.scope.activity_id == page.events[1], timeout=WAIT_MS)
    assert figures.found.people.named_visits == 1
    assert figures.found.by_age.find("17-22", "female") == 1
    qtbot.waitUntil(lambda: page.desk.state.figures.people.named_visits == 4, timeout=WAIT_MS)
    task = page.desk.state.project.tasks[0].id
    figures.choose_scope(Scope(task_id=task))
    qtbot.waitUntil(lambda: figures.found.scope.task_id == task, timeout=WAIT_MS)
    of_task = sum(
        (page.desk.state.figures.activity_people[held.id].total or 0)
        for planned in page.desk.state.project.tasks[0].activities
        for held in planned.held
        if held.counts_towards_beneficiaries and held.is_held
    )
    assert figures.found.people.visits == of_task


UNSHOWN = {
    "kk": "Диаграммада жоқ: жасы нысандағы топтарға кірмейтіндер – әйел 1; "
    "жылы да, жасы да жазылмағандар – ер 1; жынысы көрсетілмегендер – 2.",
    "ru": "Нет в диаграмме: возраста, которого нет в форме – жен. 1; "
    "без года и возраста – муж. 1; без пола – 2.",
}


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_who_has_no_bar_in_the_pyramid_is_told(people_page, words, qtbot, code) -> None:
    words.switch(code)
    told = UNSHOWN[code]
    page, figures = people_page, people_page.figures
    event = page.events[1]
    year = int(
        page.desk.workspace.db.execute(
            "SELECT substr(starts_on, 1, 4) FROM activity WHERE id = ?", [event]
        ).fetchone()[0]
    )
    figures.choose_scope(Scope(activity_id=event))
    wait(page, qtbot)
    # The one woman there has a band of the form, and is all that the chart is about.
    assert told[:8] not in figures.make_charts(figures.found)["pyramid"].frame.note
    left_out = [
        Participant(name="Қызы Аружан", gender="female", birth_year=year - 9),
        Participant(name="Омаров Серік", gender="male"),
        Participant(name="Аты Белгісіз", birth_year=year - 30),
        Participant(name="Аты Жоқ"),
    ]
    for person in left_out:
        page.desk.workspace.people.add(page.desk.project_id, person, event)
    wait(page, qtbot)
    pyramid = figures.make_charts(figures.found)["pyramid"]
    assert told in pyramid.frame.note
    shown = sum(left + right for _band, left, right in pyramid.bands)
    assert shown + len(left_out) == figures.found.people.named_visits == 5
    # It is drawn, and heard.
    assert told in figures.views["pyramid"].accessibleDescription()


def test_a_split_is_never_shown_by_itself(people_page, qtbot) -> None:
    figures = people_page.figures
    figures.rows_box.set_code("gender")
    figures.rows_box.chosen.emit()
    assert figures.columns_box.code() != "gender"
    qtbot.waitUntil(lambda: figures.found.table.rows == "gender", timeout=WAIT_MS)


def test_the_rows_that_keep_it_from_adding_up_are_named(people_page, qtbot) -> None:
    page = people_page
    workspace = page.desk.workspace
    event = page.events[0]
    workspace.write_text(RecordPlace("activity", event, "participants_total"), "", "14")
    workspace.db.execute("DELETE FROM participant_count WHERE activity_id = ?", [event])
    workspace.write_text(HeadsPlace(event, "gender", "male"), "", "16")
    page.figures.choose_scope(Scope(activity_id=event))
    qtbot.waitUntil(lambda: bool(page.figures.found.untold), timeout=WAIT_MS)
    counts = {found.dimension: found.count for found in page.figures.found.untold}
    assert counts == {"gender": -2, "category": 14, "age": 14}
    shown = [label.text() for label in page.figures.gaps.findChildren(QLabel)]
    assert any("2" in text and text.startswith("▲") for text in shown)
    with qtbot.waitSignal(page.figures.activity_wanted) as told:
        button = page.figures.gaps.findChildren(QPushButton)[-1]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == [event]


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_what_is_shown_is_printed(people_page, words, tmp_path: Path, qtbot, code: str) -> None:
    words.switch(code)
    page = people_page
    page.figures.choose_splits("category", "month")
    wait(page, qtbot)
    target = tmp_path / "people.pdf"
    with qtbot.waitSignal(page.figures.told, timeout=WAIT_MS):
        page.figures.write_figures(target)
    paper = read_pdf(target.read_bytes())
    text = " ".join(str(paper).split())
    for chart in page.figures.make_charts(page.figures.found).values():
        assert chart.frame.title.split()[0] in text
    heads, lines, _notes = page.figures.make_table(page.figures.found)
    assert heads[0] in text
    digits = "".join(letter for letter in text if letter.isdigit())
    assert "".join(letter for letter in lines[-1][-1] if letter.isdigit()) in digits


def look(page: ParticipantsPage) -> list[str]:
    found = seen.find_cut_words(page) + seen.find_misplaced(page)
    return found + seen.find_nameless(page) + seen.find_foreign_words(page, read_english())


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_it_holds_its_words(people_page, words, qtbot, code: str) -> None:
    words.switch(code)
    page = people_page
    problems = []
    for width in (1366, 1000, 760):
        page.window().resize(width, 768)
        for rows, columns in (("age", "gender"), ("category", "month"), ("place", "age")):
            page.figures.choose_splits(rows, columns)
            wait(page, qtbot)
            found = look(page)
            for _ in range(20):
                # A busy machine is late with its layouts.
                if not found:
                    break
                qtbot.wait(100)
                found = look(page)
            problems += [f"{width} {rows}: {problem}" for problem in found]
    assert not problems, "\n".join(sorted(set(problems)))
