"""Home as a person uses it: what is seen, where a press leads, deadlines of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from grantee_app.checks.state import ProjectState, read_state
from grantee_app.language.catalogue import Language
from grantee_app.records import NO_TEXT, Organization, Project, ProjectFile
from grantee_app.workspace import Workspace, read_sample
from tests.ui.conftest import bury
from tests.ui.typing import type_text
from ui.autosave import Autosave
from ui.desk import Desk
from ui.pages.home_page import HomePage
from ui.places import Place
from ui.screen_language import ScreenLanguage
from ui.theme import DAY, NIGHT, Theme
from ui.widgets.painted_button import PaintedButton

DAY_NEAR_THE_END = date(2024, 11, 25)


class Counted:
    """Holds what a test counted, as the watch of an open project does."""

    state: ProjectState | None = None


class Home:
    """A page over a workspace of its own, counted on a day of ours."""

    def __init__(self, page: HomePage, workspace: Workspace, went: list[Place]) -> None:
        self.page = page
        self.workspace = workspace
        self.went = went
        # What stood there before anything was counted.
        self.said_before = ""

    def count(self, today: date = DAY_NEAR_THE_END) -> None:
        self.page.desk.autosave.flush()
        state = read_state(self.workspace, self.page.desk.project_id, None, today)
        self.page.desk.watch.state = state
        self.page.take_state(state)
        QApplication.processEvents()

    def press(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def make_project(**fields: object) -> ProjectFile:
    """The sample with an answer, some lists and some money taken away."""
    data = read_sample().model_dump(mode="json")
    project = data["project"]
    fair = project["tasks"][0]["activities"][2]
    for held in fair["held"][7:]:
        held["evidence"] = [item for item in held["evidence"] if item["kind"] != "participant_list"]
    project["expenses"] = project["expenses"][:50]
    project["answers"] = [a for a in project["answers"] if a["path"] != "changes"]
    project.update(fields)
    return ProjectFile.model_validate(data)


@pytest.fixture
def open_home(
    qtbot, tmp_path: Path, words: ScreenLanguage, theme: Theme, memory: QSettings
) -> Iterator[Callable[..., Home]]:
    opened: list[Home] = []

    def open_on(content: ProjectFile, width: int = 1134) -> Home:
        workspace = Workspace.open(tmp_path / f"home{len(opened)}")
        workspace.save_project(content)
        went: list[Place] = []
        autosave = Autosave(workspace)
        watch = Counted()
        desk = Desk(
            workspace, content.project.id, words, theme, memory, autosave, went.append, watch=watch
        )
        page = HomePage(desk)
        page.resize(width, 768)
        page.show()
        home = Home(page, workspace, went)
        home.said_before = page.counting.text() if page.counting.isVisible() else ""
        opened.append(home)
        home.count()
        return home

    yield open_on
    for home in opened:
        home.page.end_workers()
        home.page.fall_silent()
        # Else half-typed words would be tried again and again, on a workspace that is closed.
        home.page.desk.autosave.deleteLater()
        home.page.deleteLater()
        bury()
        home.workspace.close()


@pytest.fixture
def home(open_home) -> Home:
    return open_home(make_project())


@pytest.fixture
def empty(open_home) -> Home:
    content = ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=NO_TEXT),
        project=Project(title=NO_TEXT),
    )
    return open_home(content)


def shown_texts(page: QWidget) -> list[str]:
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return labels + [
        f"{button.accessibleName()} {button.accessibleDescription()}"
        for button in page.findChildren(PaintedButton)
        if button.isVisible()
    ]


# ---------------------------------------------------------------------- what is seen


def test_the_figures_are_those_of_the_project(home: Home) -> None:
    values = [tile.value().replace("\u00a0", " ") for tile in home.page.body.tiles]
    spent = sum(entry.amount_tenge for entry in make_project().project.expenses)
    assert values == ["1 076", "28", f"{spent // 70_000}%", "526"]
    details = [tile.detail().replace("\u00a0", " ") for tile in home.page.body.tiles]
    assert details[0] == "жоспар 1 000 · келу саны 1 081"
    assert details[1] == "2 қала, 8 аудан · журналда 31"
    assert details[3] == "3 іс-шарада толық емес"


def test_while_nothing_is_counted_it_says_so(home: Home) -> None:
    assert home.said_before == home.page.desk.words.gettext("Counting…")
    assert not home.page.counting.isVisible()


def test_participants_and_districts(home: Home) -> None:
    body = home.page.body
    assert [heads for _name, heads in body.ages.groups()] == [0, 27, 38, 63, 346, 597, 5]
    assert body.agreed.text().replace("\u00a0", " ") == "✓ барлық кестеде бірдей: 1 076"
    cells = [button.accessibleName() for button in body.places.cells()]
    assert len(cells) == 10
    assert cells[0] == "Талдықорған қаласы"


def test_what_hurts_most_stands_first(home: Home) -> None:
    steps = home.page.body.steps
    assert [step.kind for step in steps[:3]] == ["deadline", "deadline", "evidence"]
    rows = home.page.body.next_steps.rows()
    assert "Жоба аяқталады: 5 күн қалды" in rows[0].accessibleName()
    assert "8 бөлімнің 7-еуі дайын" in rows[1].accessibleDescription().replace("\u00a0", " ")


def test_an_empty_project_is_taught_and_not_blamed(empty: Home) -> None:
    body = empty.page.body
    assert [row.step.step for row in body.next_steps.rows() if row.step] == [
        "organization",
        "plan",
        "plan",
    ]
    assert body.bars_card.empty.isVisible()
    assert not body.bars.isVisible()
    assert body.people_card.empty.isVisible()
    assert body.places_card.empty.isVisible()
    assert [tile.value().replace("\u00a0", " ") for tile in body.tiles] == ["0", "0", "0 ₸", "0"]


def test_nothing_pressing_is_said(open_home) -> None:
    data = read_sample().model_dump(mode="json")
    # The sample starts a day before its contract, which is all that it is told.
    data["project"]["grant"]["contract_on"] = "2024-05-27"
    home = open_home(ProjectFile.model_validate(data))
    home.count(date(2024, 11, 1))
    assert home.page.body.next_steps.rows() == []
    texts = shown_texts(home.page)
    assert "✓ Шұғыл ештеңе жоқ: жақын мерзім де, қайшылық та жоқ." in texts
    assert home.page.button.text() == "Есепті ашу"


# ---------------------------------------------------------------------- where it leads


def test_a_press_on_a_step_goes_to_its_place(home: Home) -> None:
    rows = home.page.body.next_steps.rows()
    home.press(rows[1])
    assert home.went == [Place("report", "changes", "kz-state-grant/final-report")]
    home.press(rows[2])
    assert home.went[-1].step == "activities"
    assert home.went[-1].field == "evidence"


def test_the_keyboard_walks_the_steps_and_enter_goes_there(home: Home, qtbot) -> None:
    rows = home.page.body.next_steps.rows()
    home.page.activateWindow()
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    qtbot.waitUntil(rows[1].hasFocus)
    QTest.keyClick(rows[1], Qt.Key.Key_Return)
    assert home.went == [Place("report", "changes", "kz-state-grant/final-report")]
    QTest.keyClick(rows[1], Qt.Key.Key_Up)
    qtbot.waitUntil(rows[0].hasFocus)


def test_tiles_bars_people_and_districts_lead_on(home: Home) -> None:
    body = home.page.body
    home.press(body.tiles[2])
    assert home.went[-1] == Place("money")
    home.press(body.bars.rows()[0])
    first = body.bars.rows()[0].line
    assert first is not None
    assert home.went[-1] == Place("plan", first.key)
    home.press(body.ages)
    assert home.went[-1] == Place("report", "statistics")
    home.press(body.places.cells()[0])
    assert (home.went[-1].step, home.went[-1].record) == ("report", "narrative")


def test_the_primary_button_goes_to_the_most_pressing(home: Home, empty: Home) -> None:
    assert home.page.button.text() == "Жоспарды ашу"
    home.press(home.page.button)
    assert home.went[-1].step == "plan"
    assert empty.page.button.text() == "Ұйым мәліметін толтыру"
    home.count(date(2024, 10, 1))
    QTest.keyClick(empty.page.button, Qt.Key.Key_Space)
    assert empty.went[-1].step == "organization"


def test_more_steps_are_shown_when_asked(open_home) -> None:
    days = [{"title": {"kk": f"Іс {day}"}, "due_on": f"2024-11-{day}"} for day in range(10, 18)]
    home = open_home(make_project(deadlines=days))
    body = home.page.body
    assert len(body.next_steps.rows()) == 5
    (more,) = [
        button
        for button in body.next_steps.findChildren(QPushButton)
        if button.isVisible() and button.text().startswith("Тағы")
    ]
    home.press(more)
    assert len(body.next_steps.rows()) == len(body.steps) > 8
    assert not more.isVisible()


# ---------------------------------------------------------------------- deadlines


def read_deadline(home: Home) -> dict[str, object]:
    home.page.desk.autosave.flush()
    (row,) = home.workspace.db.query(
        "SELECT title_kk, due_on, is_done FROM deadline WHERE title_kk LIKE '%Есеп%'"
    )
    return row


def test_a_deadline_is_added_typed_and_done(home: Home) -> None:
    deadlines = home.page.body.deadlines
    before = len(deadlines.rows())
    home.press(deadlines.add_button)
    assert len(deadlines.rows()) == before + 1
    form = deadlines.form()
    assert form.isVisible()
    type_text(form.editor("title", "kk").focus_target(), "Есеп")
    type_text(form.editor("due_on").focus_target(), "28.11.2024")
    home.page.button.setFocus()
    assert read_deadline(home) == {"title_kk": "Есеп", "due_on": "2024-11-28", "is_done": 0}
    home.count()
    # It moved to its day, and its fields with it.
    row = next(row for row in deadlines.rows() if row.accessibleName().startswith("Есеп"))
    assert row.is_open
    assert form.isVisible()
    assert "3 күн" in row.accessibleDescription().replace("\u00a0", " ")
    home.press(form.editor("is_done").focus_target())
    assert read_deadline(home)["is_done"] == 1
    home.count()
    row = next(row for row in deadlines.rows() if row.accessibleName().startswith("Есеп"))
    assert "✓" in row.accessibleDescription()


def test_a_deadline_is_removed_and_undo_brings_it_back(home: Home) -> None:
    deadlines = home.page.body.deadlines
    row = next(row for row in deadlines.rows() if row.is_own)
    key = row.key
    home.press(row)
    assert deadlines.form().record_id == key
    (remove,) = [
        button for button in deadlines.findChildren(QPushButton) if button.text() == "Алып тастау"
    ]
    home.press(remove)
    assert not home.workspace.records.has("deadline", key)
    assert not deadlines.form().isVisible()
    home.workspace.undo()
    home.count()
    assert key in [row.key for row in deadlines.rows()]


def test_fields_of_a_deadline_that_is_gone_are_closed(home: Home) -> None:
    deadlines = home.page.body.deadlines
    row = next(row for row in deadlines.rows() if row.is_own)
    home.press(row)
    home.workspace.records.remove("deadline", row.key)
    home.page.refresh()
    assert not deadlines.form().isVisible()
    assert deadlines.form().record_id == ""


def test_a_place_on_home_opens_the_deadline(home: Home) -> None:
    row = next(row for row in home.page.body.deadlines.rows() if row.is_own)
    assert home.page.show_place(Place("home", row.key))
    assert home.page.body.deadlines.form().record_id == row.key


def test_days_of_the_grant_lead_to_where_they_are_written(home: Home) -> None:
    rows = home.page.body.deadlines.rows()
    past = next(row for row in rows if row.accessibleName().startswith("Аралық есеп"))
    home.press(past)
    assert (home.went[-1].step, home.went[-1].part) == ("plan", "project")


def test_each_day_that_is_near_leads_to_what_is_due_on_it(open_home) -> None:
    """The call closes before the report is due; neither leads to the other's page."""
    call = {
        "form": "kz-state-grant/application",
        "version": "2024",
        "call_title": {"kk": "Келесі байқау"},
        "deadline_on": "2024-11-27",
    }
    home = open_home(make_project(applications=[call]))
    deadlines = [step for step in home.page.body.steps if step.kind == "deadline"]
    assert [step.step for step in deadlines][:1] == ["application"]
    rows = {row.accessibleName().split(":")[0]: row for row in home.page.body.deadlines.rows()}
    report = next(row for name, row in rows.items() if name.startswith("Қорытынды есеп"))
    home.press(report)
    assert (home.went[-1].step, home.went[-1].record) == ("report", "changes")
    application = next(row for name, row in rows.items() if name.startswith("Өтінім"))
    home.press(application)
    assert home.went[-1].step == "application"
    assert home.went[-1].record


# ---------------------------------------------------------------------- words and room


def test_a_half_typed_deadline_survives_another_language(home: Home) -> None:
    row = next(row for row in home.page.body.deadlines.rows() if row.is_own)
    home.press(row)
    editor = home.page.body.deadlines.form().editor("due_on")
    editor.set_value("")
    type_text(editor.focus_target(), "28.11.20")
    home.page.desk.words.switch("ru")
    assert editor.focus_target().text() == "28.11.20"
    assert home.page.button.text() == "Открыть план"
    texts = shown_texts(home.page)
    assert "Следующий шаг" in texts
    assert any("посещений" in text for text in texts)


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_nothing_is_said_in_english(home: Home, empty: Home, words, code: str) -> None:
    words.switch(code)
    for page in (home.page, empty.page):
        for text in shown_texts(page):
            letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
            cyrillic = [letter for letter in text if "\u0400" <= letter <= "\u04ff"]
            # Word and Excel keep their names.
            assert len(letters) <= 12, text
            assert cyrillic or not letters, text


def stretch(said: str) -> str:
    """Return a text a third longer, in words that may wrap."""
    return said + " ұзақ" * (1 + len(said) // 15)


@pytest.mark.parametrize("width", [1700, 1134, 680, 440])
@pytest.mark.parametrize("code", ["kk", "ru"])
@pytest.mark.parametrize("is_long", [False, True])
def test_nothing_is_cut_at_any_width(
    home: Home, words, monkeypatch, width: int, code: str, is_long: bool
) -> None:
    if is_long:
        say = Language.say
        monkeypatch.setattr(Language, "say", lambda self, told: stretch(say(self, told)))
        home.page.retranslate()
    words.switch(code)
    home.page.resize(width, 768)
    for _ in range(4):
        QApplication.processEvents()
    body = home.page.body
    assert body.widget().width() <= body.viewport().width()
    for button in body.findChildren(PaintedButton):
        if button.isVisible():
            assert button.height() >= button.heightForWidth(button.width()), button.accessibleName()
            assert button.accessibleName()
            place = button.mapTo(body.widget(), button.rect().topRight())
            assert place.x() < body.widget().width()
    for label in body.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_cards_stand_beside_each_other_only_with_room(home: Home) -> None:
    body = home.page.body

    def tops() -> tuple[int, int]:
        for _ in range(4):
            QApplication.processEvents()
        return body.next_card.y(), body.figures_card.y()

    wide = tops()
    assert wide[0] == wide[1]
    home.page.resize(600, 768)
    narrow = tops()
    assert narrow[0] < narrow[1]
    home.page.resize(1134, 768)
    assert tops() == wide


def test_night_paints_other_colours(home: Home, theme: Theme) -> None:
    row = home.page.body.next_steps.rows()[0]
    day = row.grab().toImage()
    try:
        theme.wear(NIGHT)
        QApplication.processEvents()
        assert row.grab().toImage() != day
    finally:
        theme.wear(DAY)
