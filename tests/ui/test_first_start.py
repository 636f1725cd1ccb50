"""The first start: three questions by keys or mouse, and real data is on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from grantee_app.records import Bilingual
from grantee_app.settings import Settings, load_settings
from grantee_app.workspace import SAMPLE_ID, Workspace
from tests.ui.conftest import WAIT_MS
from tests.ui.test_app import begin  # noqa: F401 (a fixture)
from tests.ui.typing import type_text
from ui.first_start import FirstAnswers, choose_legal_form, find_landing
from ui.main_window import MainWindow
from ui.pages.first_run_page import FirstRunPage
from ui.pages.organization_page import OrganizationPage
from ui.places import Place
from ui.screen_language import ScreenLanguage

GROUP = "«Жарық аула» бастамашыл тобы"
ORGANIZATION = "«Ізгі көршілер» қоғамдық қоры"
TITLE = "Аулаға жарық"


@pytest.fixture
def window(open_window, empty_workspace: Workspace, memory: QSettings) -> MainWindow:
    """A window on nothing; what was seen last must not matter."""
    memory.remove("window/step")
    return open_window(empty_workspace)


@pytest.fixture
def first(window: MainWindow, qtbot) -> FirstRunPage:
    page = window.first_page
    assert page is not None
    qtbot.waitUntil(page.language.cards["kk"].hasFocus, timeout=WAIT_MS)
    return page


class Fingers:
    """Presses keys where the focus is, and counts what is no letter of a name."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.pressed += 1
            QTest.keyClick(focused(), key)
            QApplication.processEvents()

    def write(self, text: str) -> None:
        type_text(focused(), text)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def wait_for_project(window: MainWindow, qtbot) -> None:
    qtbot.waitUntil(lambda: window.view is not None, timeout=WAIT_MS)
    QApplication.processEvents()


# ---------------------------------------------------------------------- the story


def test_an_organisation_types_real_data_by_keys_alone(
    window: MainWindow, first: FirstRunPage, empty_workspace: Workspace, qtbot
) -> None:
    enter, down = Qt.Key.Key_Return, Qt.Key.Key_Down
    fingers = Fingers()
    fingers.press(enter)
    fingers.press(down, Qt.Key.Key_Up, enter)
    fingers.write(ORGANIZATION)
    fingers.press(enter)
    fingers.write(TITLE)
    fingers.press(enter)
    wait_for_project(window, qtbot)
    assert fingers.pressed <= 6
    content = empty_workspace.load_project(empty_workspace.list_projects()[0].id)
    assert content.organization.name == Bilingual(kk=ORGANIZATION)
    assert content.organization.legal_form == "public_foundation"
    assert content.project.title == Bilingual(kk=TITLE)
    page = window.view.page()
    assert window.view.step() == "organization"
    assert page.card_of("name").form.editor("name", "kk").value() == ORGANIZATION
    assert window.side._organization.text() == ORGANIZATION
    assert window.windowTitle().startswith(TITLE)
    # The cursor stands where the next answer belongs.
    assert focused() is page.card_of("head").form.editor("head", "kk").focus_target()


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_the_field_with_the_cursor_is_in_sight(
    window: MainWindow, first: FirstRunPage, size: tuple[int, int], qtbot
) -> None:
    window.resize(*size)
    window.deeds.begin_first_project(
        FirstAnswers("ngo", Bilingual(kk=ORGANIZATION), Bilingual(kk=TITLE))
    )
    wait_for_project(window, qtbot)
    page = window.view.page()
    # What the form asks for comes as a card above the fields, and moves them down.
    qtbot.waitUntil(page.asked_card.isVisible, timeout=WAIT_MS)
    qtbot.wait(50)
    assert is_in_sight(page, focused())
    page.show_field("bin")
    qtbot.wait(50)
    assert is_in_sight(page, focused())
    # Who scrolls away by hand stays there, whatever comes or goes above.
    area = page.area
    QTest.keyClick(area.verticalScrollBar(), Qt.Key.Key_End)
    assert not is_in_sight(page, focused())
    page.asked_card.hide()
    qtbot.wait(50)
    assert not is_in_sight(page, focused())


def is_in_sight(page: OrganizationPage, widget: QWidget) -> bool:
    view = page.area.viewport()
    return view.rect().contains(QRect(widget.mapTo(view, QPoint()), widget.size()))


def test_a_group_lands_in_its_application(
    window: MainWindow, first: FirstRunPage, empty_workspace: Workspace, qtbot
) -> None:
    fingers = Fingers()
    fingers.press(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    fingers.write(GROUP)
    fingers.press(Qt.Key.Key_Return)
    fingers.write(TITLE)
    fingers.press(Qt.Key.Key_Return)
    wait_for_project(window, qtbot)
    assert fingers.pressed == 5
    assert window.view.step() == "application"
    assert window.side._organization.text() == GROUP
    content = empty_workspace.load_project(empty_workspace.list_projects()[0].id)
    assert content.organization.legal_form == "initiative_group"


def test_a_coordinator_lands_at_home_and_is_told_of_several_projects(
    window: MainWindow, first: FirstRunPage, qtbot
) -> None:
    fingers = Fingers()
    fingers.press(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    fingers.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    wait_for_project(window, qtbot)
    assert window.view.step() == "home"
    assert "сол жақ жоғарыдағы мәзірден" in window.notice()._more.text()
    window.switch_language("ru")
    assert "в меню слева вверху" in window.notice()._more.text()


def test_the_answers_decide_form_and_place() -> None:
    ngo, group = FirstAnswers("ngo", Bilingual(ru="ОФ «Үміт»")), FirstAnswers("group")
    assert choose_legal_form(ngo) == "public_foundation"
    assert choose_legal_form(group) == "initiative_group"
    # Who says to be registered is no group, whatever the name sounds like.
    told = FirstAnswers("ngo", Bilingual(kk="Бастамашыл топ"))
    assert choose_legal_form(told) == "public_association"
    assert find_landing(group).step == "application"
    assert find_landing(FirstAnswers("coordinator")).step == "home"
    assert find_landing(ngo) == find_landing(FirstAnswers("ngo")) == Place("organization")


def test_it_is_one_step_of_undo(window: MainWindow, first: FirstRunPage, qtbot) -> None:
    window.deeds.begin_first_project(FirstAnswers("ngo", Bilingual(kk=ORGANIZATION)))
    wait_for_project(window, qtbot)
    assert window.undoing.undo()
    assert window._workspace.list_projects() == []
    assert window._workspace.records.list_organizations() == []
    assert window.first_page is not None


# ---------------------------------------------------------------------- questions


def test_clicks_choose_and_go_on(window: MainWindow, first: FirstRunPage) -> None:
    QTest.mouseClick(first.language.cards["ru"], Qt.MouseButton.LeftButton)
    assert window._words.code == "ru"
    assert first.place == 1
    assert not first.next_button.isEnabled()
    QTest.mouseClick(first.who.cards["coordinator"], Qt.MouseButton.LeftButton)
    assert first.place == 2
    assert window.who == "coordinator"
    assert first.names._about_several.isVisible()
    assert first.next_button.text() == "На&чать"


def test_escape_goes_back_and_what_was_typed_stays(first: FirstRunPage) -> None:
    fingers = Fingers()
    fingers.press(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    fingers.write(GROUP)
    fingers.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert first.place == 0
    assert first.language.cards["kk"].hasFocus()
    fingers.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert first.answers() == FirstAnswers("group", Bilingual(kk=GROUP))


def test_the_language_may_change_in_the_middle_of_a_name(
    window: MainWindow, first: FirstRunPage
) -> None:
    first.who.cards["ngo"].click()
    first.show_question(2)
    type_text(first.names.organization_line, "«Ізгі ")
    QTest.mouseClick(window.side._language._buttons["ru"], Qt.MouseButton.LeftButton)
    assert first.names._organization_field.label.text() == "Название организации"
    type_text(first.names.organization_line, "көршілер»")
    assert first.answers().organization == Bilingual(kk="«Ізгі көршілер»")
    type_text(first.names.title_line, "Свет")
    assert first.answers().title == Bilingual(ru="Свет")


def test_nothing_need_be_typed(window: MainWindow, first: FirstRunPage, qtbot) -> None:
    first.who.cards["ngo"].click()
    first.show_question(2)
    QTest.mouseClick(first.next_button, Qt.MouseButton.LeftButton)
    wait_for_project(window, qtbot)
    assert window.side._title.accessibleName() == "Атауы жазылмаған жоба"
    name = window.view.page().card_of("name").form.editor("name", "kk")
    assert focused() is name.focus_target()


def test_enter_presses_the_button_it_stands_on(first: FirstRunPage) -> None:
    first.who.cards["ngo"].click()
    first.show_question(2)
    first.back_button.setFocus()
    QTest.keyClick(first.back_button, Qt.Key.Key_Return)
    assert first.place == 1


def test_without_an_answer_nobody_goes_on(first: FirstRunPage) -> None:
    first.show_question(1)
    first.go_on()
    assert first.place == 1


def test_what_exists_already_is_within_reach(window: MainWindow, first: FirstRunPage) -> None:
    asked: list[str] = []
    window.found_backup_wanted.connect(lambda: asked.append("backup"))
    window.folder_wanted.connect(lambda folder: asked.append(f"folder {folder}"))
    first.import_wanted.disconnect()
    first.import_wanted.connect(lambda: asked.append("file"))
    for action in first.make_menu().actions():
        action.trigger()
    assert asked == ["file", "backup", "folder "]


@pytest.mark.parametrize("code", ["kk", "ru"])
@pytest.mark.parametrize("size", [(1366, 768), (911, 512), (720, 420)])
def test_nothing_is_cut(
    window: MainWindow, first: FirstRunPage, code: str, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.switch_language(code)
    first.who.cards["coordinator"].click()
    for place in range(3):
        first.show_question(place)
        for _ in range(3):
            QApplication.processEvents()
        for button in first.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.text()
        for card in (*first.language.cards.values(), *first.who.cards.values()):
            if card.isVisible():
                assert card.height() >= card.heightForWidth(card.width())
        for line in first.findChildren(QLineEdit):
            if line.isVisible():
                words = line.fontMetrics().horizontalAdvance(line.placeholderText())
                assert size[0] < 900 or line.width() >= words + 20
                assert line.accessibleName()


# ---------------------------------------------------------------------- remembered


def test_who_is_remembered_and_not_asked_again(
    begin: Callable,  # noqa: F811
    qtbot,
    tmp_path: Path,
) -> None:
    start = begin(Settings("kk", str(tmp_path / "a"), who="group"), is_sample=False)
    with qtbot.waitSignal(start.window.ready, timeout=WAIT_MS):
        pass
    page = start.window.first_page
    assert page.place == 2
    assert page.names._organization_field.label.text() == "Топтың атауы"
    page.go_back()
    page.who.cards["coordinator"].click()
    assert load_settings().who == "coordinator"
    assert load_settings().folders == (str(tmp_path / "a"),)


# ---------------------------------------------------------------------- the sample


def test_the_sample_is_told_and_thrown_away_in_one_step(
    window: MainWindow, first: FirstRunPage, empty_workspace: Workspace, memory, qtbot
) -> None:
    memory.setValue("window/step", "organization")
    first.who.cards["ngo"].click()
    first.show_question(2)
    QTest.mouseClick(first.sample_button, Qt.MouseButton.LeftButton)
    wait_for_project(window, qtbot)
    strip = window._sample_strip
    assert strip is not None
    assert strip.isVisible()
    assert window.view.project_id == SAMPLE_ID
    QTest.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    assert empty_workspace.list_projects() == []
    assert empty_workspace.records.list_organizations() == []
    assert not strip.isVisible()
    assert window.first_page is not None
    assert window.first_page.place == 2
    assert window.undoing.undo()
    assert window.view.project_id == SAMPLE_ID
    assert strip.isVisible()


def test_the_sample_beside_real_work(
    window: MainWindow, first: FirstRunPage, empty_workspace: Workspace, qtbot
) -> None:
    window.deeds.begin_first_project(
        FirstAnswers("ngo", Bilingual(kk=ORGANIZATION), Bilingual(kk=TITLE))
    )
    wait_for_project(window, qtbot)
    own = window.view.project_id
    assert window._sample_strip is None or not window._sample_strip.isVisible()
    window.deeds.open_sample()
    assert window.view.project_id == SAMPLE_ID
    window.open_project(own)
    assert not window._sample_strip.isVisible()
    # A second wish opens the one that is there.
    window.deeds.open_sample()
    assert len(empty_workspace.list_projects()) == 2
    QTest.mouseClick(window._sample_strip.button, Qt.MouseButton.LeftButton)
    assert [project.id for project in empty_workspace.list_projects()] == [own]
    assert window.view.project_id == own


# ---------------------------------------------------------------------- the switcher


def test_the_menu_is_grouped_where_there_are_several_organisations(
    window: MainWindow, first: FirstRunPage, qtbot
) -> None:
    window.deeds.begin_first_project(
        FirstAnswers("ngo", Bilingual(kk=ORGANIZATION), Bilingual(kk=TITLE))
    )
    wait_for_project(window, qtbot)
    texts = [action.text() for action in window.side.fill_menu().actions()]
    assert ORGANIZATION not in texts
    window.deeds.begin_project_of_another()
    texts = [action.text() for action in window.side.fill_menu().actions()]
    assert texts[:4] == ["Атауы жазылмаған ұйым", "Атауы жазылмаған жоба", ORGANIZATION, TITLE]
    headings = [a for a in window.side.fill_menu().actions() if not a.isEnabled()]
    assert [heading.text() for heading in headings] == [texts[0], ORGANIZATION]


def test_other_folders_are_offered_by_name_alone(
    window: MainWindow, words: ScreenLanguage, tmp_path: Path
) -> None:
    asked: list[str] = []
    window.side.folder_wanted.connect(asked.append)
    window.side.set_folders((str(tmp_path / "Аудан жобалары"),))
    window.side.fill_menu()
    actions = [a for a in window.side._folder_menu.actions() if not a.isSeparator()]
    assert actions[0].text() == "Аудан жобалары"
    actions[0].trigger()
    assert asked == [str(tmp_path / "Аудан жобалары")]
    assert words.gettext("Forget these folders") in [action.text() for action in actions]
