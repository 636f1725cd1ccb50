"""F1 on every page: the drawer, its pages, links and search, the language, the room it takes."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from grantee_app.folders import guide_folder
from grantee_app.guide.pages import has_page, read_page
from grantee_app.workspace import Workspace
from tests.ui import seen
from tests.ui.conftest import bury
from tests.ui.test_every_page import open_page, read_english, settle
from tests.ui.typing import type_text
from ui.help_drawer import NARROWEST
from ui.help_text import read_address, write_help
from ui.main_window import MainWindow
from ui.places import ALL_STEPS
from ui.screen_language import ScreenLanguage
from ui.steps import load_page
from ui.theme import DAY, NIGHT
from ui.widgets.help_panel import HelpPanel

GUIDE = sorted(path.stem for path in (guide_folder() / "kk").glob("*.md"))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.qWaitForWindowActive(find_window())
    QTest.keyClick(QApplication.focusWidget() or find_window(), key, modifier)


def find_window() -> MainWindow:
    """Return the window that is seen: where nothing has the focus, keys go to it."""
    return next(
        found
        for found in QApplication.topLevelWidgets()
        if isinstance(found, MainWindow) and found.isVisible()
    )


def open_help(window: MainWindow) -> HelpPanel:
    press(Qt.Key.Key_F1)
    panel = window.help.panel
    assert panel is not None
    assert panel.isVisible()
    return panel


def click_link(panel: HelpPanel, address: str) -> None:
    """Click the first link to `address`, brought into sight."""
    view = panel.view
    block = view.document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().anchorHref() == address:
                cursor = QTextCursor(view.document())
                cursor.setPosition(fragment.position() + 2)
                view.setTextCursor(cursor)
                view.ensureCursorVisible()
                QTest.mouseClick(
                    view.viewport(),
                    Qt.MouseButton.LeftButton,
                    pos=view.cursorRect(cursor).center() + QPoint(2, 0),
                )
                return
            fragments += 1
        block = block.next()
    raise AssertionError(f"no link to {address}")


@pytest.mark.parametrize("step", ALL_STEPS)
def test_f1_opens_the_help_of_the_page_and_closes_it(window: MainWindow, step) -> None:
    window.open_step(step)
    panel = open_help(window)
    wanted = load_page(step).HELP
    assert wanted
    assert panel.page_name() == (wanted if has_page(wanted, "kk") else "contents")
    assert panel.view.hasFocus()
    press(Qt.Key.Key_F1)
    assert not panel.isVisible()


def test_the_focus_and_what_is_typed_come_back(window: MainWindow, qtbot) -> None:
    window.open_step("organization")
    field = next(found for found in window.view.page().findChildren(QLineEdit) if found.isVisible())
    field.setFocus()
    field.clear()
    type_text(field, "Жетісу бас")
    panel = open_help(window)
    assert panel.view.hasFocus()
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is field
    assert field.text() == "Жетісу бас"


def test_f1_on_another_page_shows_its_help(window: MainWindow) -> None:
    window.open_step("home")
    panel = open_help(window)
    window.open_step("plan")
    window.view.page().setFocus()
    window.side.steps["plan"].setFocus()
    press(Qt.Key.Key_F1)
    assert panel.isVisible()
    assert panel.page_name() == "plan"
    window.side.steps["plan"].setFocus()
    press(Qt.Key.Key_F1)
    assert not panel.isVisible()


def test_the_side_bar_opens_the_contents(window: MainWindow) -> None:
    QTest.mouseClick(window.side._help, Qt.MouseButton.LeftButton)
    panel = window.help.panel
    assert panel.page_name() == "contents"
    assert "Жиі қойылатын сұрақтар" in panel.view.toPlainText()
    QTest.mouseClick(panel.close_button, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()


def test_links_lead_on_and_back(window: MainWindow) -> None:
    window.help.show_contents()
    panel = window.help.panel
    assert not panel.back_button.isEnabled()
    click_link(panel, "first-start#0")
    assert panel.page_name() == "first-start"
    assert panel.back_button.isEnabled()
    panel.show_contents()
    anchored = read_page("backups", "kk").find_section("екінші-орын")
    click_link(panel, f"backups#{anchored}")
    assert panel.spot().page == "backups"
    assert panel.spot().section == anchored
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert panel.page_name() == "contents"
    QTest.mouseClick(panel.back_button, Qt.MouseButton.LeftButton)
    assert panel.page_name() == "first-start"
    QTest.mouseClick(panel.back_button, Qt.MouseButton.LeftButton)
    assert panel.page_name() == "contents"
    assert not panel.back_button.isEnabled()


def test_a_link_can_be_followed_by_the_keyboard(window: MainWindow) -> None:
    window.help.show_contents()
    panel = window.help.panel
    panel.view.setFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    # The first link leads to the list of pages on the same page.
    assert panel.spot().section == read_page("contents", "kk").find_section("беттер")
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert panel.spot().section == 0


def test_a_question_typed_on_a_russian_keyboard_is_answered(window: MainWindow) -> None:
    window.open_step("home")
    panel = open_help(window)
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.search.hasFocus()
    type_text(panel.search, "жарык ошип калса")
    press(Qt.Key.Key_Down)
    assert panel.results.hasFocus()
    assert panel.results.currentItem().text().startswith("Анықтама – Жарық өшіп қалса не болады?")
    press(Qt.Key.Key_Return)
    assert panel.page_name() == "contents"
    assert panel.view.hasFocus()
    assert panel.search.text() == ""
    section = panel.spot().section
    assert read_page("contents", "kk").sections[section].heading == "Жарық өшіп қалса не болады?"
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert panel.page_name() == "home"


def test_enter_opens_the_best_and_esc_clears_first(window: MainWindow, qtbot) -> None:
    window.switch_language("ru")
    panel = open_help(window)
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    type_text(panel.search, "пароль забыл")
    qtbot.waitUntil(panel.results.isVisible, timeout=20_000)
    assert panel.results.count() >= 2
    press(Qt.Key.Key_Escape)
    assert panel.isVisible()
    assert panel.search.text() == ""
    assert panel.view.isVisible()
    panel.search.setFocus()
    type_text(panel.search, "сдать отчет")
    press(Qt.Key.Key_Return)
    section = read_page("contents", "ru").sections[panel.spot().section]
    assert section.heading == "Как сдать отчёт?"


def test_nothing_found_says_what_to_do(window: MainWindow, qtbot) -> None:
    panel = open_help(window)
    type_text(panel.search, "жзжзжз")
    qtbot.waitUntil(panel._nothing.isVisible, timeout=20_000)
    assert panel._nothing.text().startswith("Ештеңе табылмады.")
    press(Qt.Key.Key_Return)
    assert panel.isVisible()


def test_the_language_changes_at_the_same_place(window: MainWindow) -> None:
    window.help.open_page("backups")
    panel = window.help.panel
    panel.view.show_section(4)
    window.switch_language("ru")
    assert panel.spot().section == 4
    assert "Резервные копии" in panel.view.toPlainText()
    assert panel.view.accessibleName() == "Справка: Резервные копии"
    assert panel.search.placeholderText() == "Поиск в справке"
    top = panel.view.cursorForPosition(QPoint(20, 8)).block().text()
    assert top == read_page("backups", "ru").sections[4].heading
    window.switch_language("kk")
    assert "Сақтық көшірмелер" in panel.view.toPlainText()


def test_where_the_reader_scrolled_to_stays_in_the_other_language(window: MainWindow) -> None:
    window.help.open_page("checks")
    panel = window.help.panel
    panel.view.setFocus()
    for _ in range(6):
        press(Qt.Key.Key_PageDown)
    before = panel.spot().section
    assert before > 0
    window.switch_language("ru")
    assert panel.spot().section == before


def test_a_search_goes_on_in_the_other_language(window: MainWindow, qtbot) -> None:
    panel = open_help(window)
    type_text(panel.search, "Ctrl+Z")
    qtbot.waitUntil(panel.results.isVisible, timeout=20_000)
    window.switch_language("ru")
    assert panel.search.text() == "Ctrl+Z"
    assert panel.results.isVisible()
    assert "шаг" in panel.results.item(0).text()


# ---------------------------------------------------------------- room


def test_the_drawer_takes_its_room_from_the_page(window: MainWindow, qtbot) -> None:
    before = window.centralWidget().width()
    panel = open_help(window)
    qtbot.waitUntil(lambda: window.centralWidget().width() < before, timeout=20_000)
    assert panel.geometry().left() == window.centralWidget().geometry().right() + 1
    assert panel.geometry().right() == window.rect().right()
    assert window.side.is_rail()
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.centralWidget().width() == before, timeout=20_000)
    assert not window.side.is_rail()


def test_in_a_narrow_window_it_covers_the_page(window: MainWindow, qtbot) -> None:
    window.resize(1000, 700)
    panel = open_help(window)
    assert window.help.covers()
    assert panel.geometry().left() == window.side.width()
    assert panel.geometry().right() == window.rect().right()
    assert window.centralWidget().width() == window.width()
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: not window.help.covers(), timeout=20_000)
    assert panel.geometry().left() > 800


def test_its_width_is_pulled_and_remembered(window: MainWindow, memory: QSettings, qtbot) -> None:
    panel = open_help(window)
    before = panel.width()
    grip, at = panel.grip, QPoint(3, 300)
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(grip, at - QPoint(60, 0))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=at)
    assert before + 50 <= panel.width() <= before + 70
    pulled = panel.width()
    panel.view.setFocus()
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_Right, both)
    assert panel.width() == pulled - 40
    for _ in range(20):
        press(Qt.Key.Key_Right, both)
    assert panel.width() == NARROWEST
    assert int(str(memory.value("help/width"))) == NARROWEST
    for _ in range(30):
        press(Qt.Key.Key_Left, both)
    # It stops where it would cover the page.
    assert not window.help.covers()


# ---------------------------------------------------------------- pages that stand alone


def test_the_first_start_has_its_help(open_window, empty_workspace: Workspace) -> None:
    window = open_window(empty_workspace)
    panel = open_help(window)
    assert panel.page_name() == "first-start"
    press(Qt.Key.Key_Escape)
    window.first_page.setFocus()
    QTest.mouseClick(window.first_page.sample_button, Qt.MouseButton.LeftButton)
    open_help(window)
    assert panel.page_name() != "first-start"


def test_a_page_that_stands_alone_has_the_contents(
    qtbot, words: ScreenLanguage, theme, memory: QSettings
) -> None:
    from ui.pages.message_page import MessagePage, Way

    window = MainWindow(words, theme, memory)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    way = Way(lambda: "Жабу", lambda: None)
    window.show_alone(MessagePage(words, lambda: "Ашылмады", lambda: "Себебі", (way,)))
    panel = open_help(window)
    assert panel.page_name() == "contents"
    # What comes after it does not push the drawer away.
    window.show_alone(MessagePage(words, lambda: "Тағы", lambda: "Себебі"))
    assert panel.isVisible()
    assert panel.geometry().right() == window.rect().right()
    press(Qt.Key.Key_F1)
    assert not panel.isVisible()
    assert window.contentsMargins().right() == 0


def test_the_standing_pages_name_their_help() -> None:
    from ui.pages.backups_page import BackupsPage
    from ui.pages.changes_page import ChangesPage
    from ui.pages.recovery_page import RecoveryPage

    for page in (BackupsPage, ChangesPage, RecoveryPage):
        assert has_page(page.HELP, "kk")


def test_the_page_that_had_the_focus_may_be_gone(window: MainWindow, qtbot) -> None:
    window.open_step("home")
    window.view.page().setFocus()
    panel = open_help(window)
    window.deeds.remove_project()
    # The page of the first start asks its question, then the reader goes back to the help.
    qtbot.wait(100)
    window.activateWindow()
    panel.focus_text()
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible()


# ---------------------------------------------------------------- what is written


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("name", GUIDE)
def test_every_page_is_written_whole_and_leads_nowhere_outside(
    qtbot, theme, qapp: QApplication, name: str, language: str
) -> None:
    page = read_page(name, language)
    addresses = re.findall(r'href="([^"]*)"', write_help(page))
    for address in addresses:
        target, section = read_address(address)
        assert section < len(read_page(target, language).sections)
    panel = HelpPanel(ScreenLanguage(language, qapp), theme)
    qtbot.addWidget(panel)
    panel.resize(380, 700)
    panel.show()
    panel.open_page(name)
    assert len(panel.view.list_headings()) == len(page.sections)
    assert panel.view.document().size().height() > 300
    block = panel.view.document().begin()
    while block.isValid():
        assert block.layout().lineCount() > 0, block.text()
        block = block.next()
    assert panel.view.loadResource(2, QUrl("https://example.kz/a.png")) is None
    assert panel.view.document().size().width() <= panel.view.viewport().width() + 1


def test_the_text_follows_the_size_and_the_colours(window: MainWindow, theme) -> None:
    window.resize(1920, 1000)
    window.help.open_page("home")
    panel = window.help.panel
    QApplication.processEvents()
    small = panel.view.document().defaultFont().pointSizeF()
    height = panel.view.document().size().height()
    try:
        theme.choose_size(125)
        QApplication.processEvents()
        assert panel.view.document().defaultFont().pointSizeF() > small * 1.2
        assert panel.view.document().size().height() > height * 1.1
        theme.wear(NIGHT)
        assert panel.page_name() == "home"
        cursor = panel.view.textCursor()
        cursor.setPosition(3)
        assert NIGHT.ink.lower() in panel.view.toHtml().lower()
    finally:
        theme.choose_size(100)
        theme.wear(DAY)


def test_the_end_of_a_page_can_be_read(window: MainWindow, qtbot) -> None:
    window.help.open_page("password")
    panel = window.help.panel
    view = panel.view
    view.show_section(len(read_page("password", "kk").sections) - 1)
    qtbot.wait(100)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    height = view.document().size().height()
    assert abs(view.verticalScrollBar().maximum() - (height - view.viewport().height())) <= 1
    assert view.cursorForPosition(QPoint(9_999, view.viewport().height())).atEnd()


# ---------------------------------------------------------------- inspections


@pytest.mark.parametrize("code", ["kk", "ru"])
@pytest.mark.parametrize("is_stretched", [False, True], ids=["plain", "stretched"])
@pytest.mark.parametrize("step", ["home", "report"])
def test_nothing_is_cut_beside_the_help_or_in_it(
    qtbot, qapp, theme, memory, workspace, code, is_stretched, step
) -> None:
    kind = seen.StretchedLanguage if is_stretched else ScreenLanguage
    window = open_page(kind(code, qapp), theme, memory, workspace, step)
    try:
        problems: set[str] = set()
        window.help.open_page(step)
        for width, height in ((1366, 768), (1200, 760), (1000, 700)):
            window.resize(width, height)
            for query in ("", "есеп" if code == "kk" else "отчёт"):
                window.help.panel.search.setText(query)
                window.help.panel.search_now()
                settle(qtbot, window)
                # What is under a drawer that covers it need not fit.
                root = window.help.panel if window.help.covers() else window
                found = seen.find_cut_words(root) + seen.find_misplaced(root)
                problems |= {f"{width}x{height} {problem}" for problem in found}
        assert sorted(problems) == []
    finally:
        bury(window)


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_everything_in_it_has_a_name_and_a_key(window: MainWindow, code) -> None:
    window.switch_language(code)
    window.help.show_contents()
    panel = window.help.panel
    for query in ("", "PDF"):
        panel.search.setText(query)
        panel.search_now()
        QApplication.processEvents()
        found = seen.find_nameless(panel) + seen.find_unreachable(panel)
        assert found + seen.find_foreign_words(panel, read_english()) == []


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
def test_its_words_stand_out(window: MainWindow, theme, qtbot, tokens) -> None:
    try:
        theme.wear(tokens)
        window.help.show_contents()
        window.help.panel.search.setText("көшірме")
        window.help.panel.search_now()
        qtbot.wait(200)
        assert seen.find_faint_words(window.help.panel) == []
        for ink, ground in (
            (tokens.ink, tokens.accent_soft),
            (tokens.ink, tokens.hover),
            (tokens.accent, tokens.card),
            (tokens.secondary, tokens.card),
            (tokens.secondary, tokens.accent_soft),
        ):
            assert contrast(ink, ground) >= seen.LEAST_CONTRAST, (ink, ground)
    finally:
        theme.wear(DAY)


def contrast(one: str, other: str) -> float:
    from PySide6.QtGui import QColor

    light, dark = sorted((seen.luminance(QColor(one)), seen.luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)
