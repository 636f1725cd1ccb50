"""The settings: worn at once and remembered; rules of a workspace; nothing cut in a language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from grantee_app.checks.settings import read_check_settings
from grantee_app.figures.payroll import PayrollRules
from grantee_app.form.payroll_rates import MINIMUM_WAGE, name_payroll_setting
from grantee_app.form.rules import name_mci_setting
from grantee_app.settings import load_settings
from grantee_app.store.encryption.recovery_code import make_recovery_code
from grantee_app.store.settings import list_settings, read_setting
from grantee_app.workspace import protection
from tests.ui import seen
from tests.ui.test_every_page import read_english
from tests.ui.typing import type_text
from ui.app import Start
from ui.main_window import MainWindow
from ui.pages.code_page import CodePage
from ui.pages.progress_page import ProgressPage
from ui.pages.settings_page import PARTS, SettingsPage
from ui.pages.unlock_page import UnlockPage
from ui.screen_language import ScreenLanguage
from ui.theme import DAY, NIGHT, Theme

SIZES = ((1366, 768), (1920, 1080), (1000, 700))


@pytest.fixture
def page(qtbot, words, theme, workspace, project_id) -> SettingsPage:
    page = SettingsPage(words, theme, workspace, project_id=project_id)
    qtbot.addWidget(page)
    page.resize(1134, 768)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture(autouse=True)
def _day_again(theme: Theme):
    yield
    theme.choose_size(100)
    theme.choose_look("system")
    theme.wear(DAY)


def show(page: SettingsPage, name: str):
    page.show_part(name)
    QApplication.processEvents()
    return page.parts[name]


# ---------------------------------------------------------------------- look


def test_night_and_size_are_worn_at_once(page, theme, qtbot) -> None:
    part = show(page, "look")
    label = part._about[0]
    before = label.fontMetrics().height()
    with qtbot.waitSignal(page.look_chosen) as told:
        part.look.buttons["dark"].click()
    assert told.args == ["dark"]
    assert theme.tokens is NIGHT
    with qtbot.waitSignal(page.size_chosen) as told:
        QTest.mouseClick(part.text_size.buttons["140"], Qt.MouseButton.LeftButton)
    assert told.args == [140]
    QApplication.processEvents()
    assert label.fontMetrics().height() > 1.3 * before
    assert theme.measure.target > 40
    part.look.buttons["light"].click()
    assert theme.tokens is DAY


def test_the_side_bar_grows_with_the_text(window: MainWindow, theme) -> None:
    window.resize(1700, 900)
    width, height = window.side.width(), window.side.backup_note.fontMetrics().height()
    theme.choose_size(140)
    QApplication.processEvents()
    assert window.side.width() == round(width * 1.4)
    assert window.side.backup_note.fontMetrics().height() > 1.3 * height
    # Where the page would have too little left, it folds sooner than with the usual letters.
    window.resize(1366, 768)
    QApplication.processEvents()
    assert window.side.is_rail()


def test_what_is_chosen_is_worn_at_the_next_start(qtbot, qapp, tmp_path, monkeypatch) -> None:
    from grantee_app.settings import Settings, save_settings

    save_settings(Settings("kk", str(tmp_path / "w")))
    start = Start(qapp, load_settings(), is_sample=False)
    try:
        start.window.show()
        start.session.begin()
        start.session.over.show_settings("look")
        shown = start.window.over_page()
        part = shown.parts["look"]
        part.look.buttons["dark"].click()
        part.text_size.buttons["120"].click()
        part.language.buttons["ru"].click()
        shown.minutes_chosen.emit(30)
        found = load_settings()
        assert (found.look, found.text_percent, found.language) == ("dark", 120, "ru")
        assert found.lock_minutes == 30
        assert shown.header._title.text() == "Настройки"
    finally:
        start.session.is_hurried = True
        start.window.hide()
        start.clear_up()
    theme = Theme(qapp, found.look, found.text_percent)
    assert theme.tokens is NIGHT
    assert theme.text_percent == 120
    theme.deleteLater()


# ---------------------------------------------------------------------- rules


def test_an_index_is_corrected_and_taken_back(page, workspace, words) -> None:
    part = show(page, "rules")
    row = part.rows[2026]
    assert row.editor.value() == "4 325".replace(" ", row.editor.value()[1])
    assert "▲" in row.source.text()
    row.editor.line.selectAll()
    type_text(row.editor.line, "4400")
    assert read_check_settings(workspace.db).rules.find_index(2026).tenge == 4400
    assert "сіз жазған" in row.source.text()
    words.switch("ru")
    assert "ваше число" in row.source.text()
    row.editor.line.selectAll()
    row.editor.line.setFocus()
    row.editor.line.selectAll()
    type_text(row.editor.line, "көп")
    assert read_check_settings(workspace.db).rules.find_index(2026).tenge == 4325
    assert read_setting(workspace.db, name_mci_setting(2026)) == "көп"
    row.editor.line.left.emit()
    assert row.field.has_error()
    QTest.mouseClick(row.back, Qt.MouseButton.LeftButton)
    assert read_setting(workspace.db, name_mci_setting(2026)) is None
    assert row.editor.value().startswith("4")
    assert not row.field.has_error()
    workspace.undo()
    assert read_setting(workspace.db, name_mci_setting(2026)) == "көп"


def test_a_year_is_added_and_taken_away(page, workspace) -> None:
    part = show(page, "rules")
    type_text(part.year.line, "27")
    QTest.mouseClick(part.add_button, Qt.MouseButton.LeftButton)
    assert part._year_field.has_error()
    part.year.line.clear()
    type_text(part.year.line, "2027")
    QTest.mouseClick(part.add_button, Qt.MouseButton.LeftButton)
    assert part._sum_field.has_error()
    type_text(part.sum.line, "4 700")
    QTest.keyClick(part.add_button, Qt.Key.Key_Space)
    assert read_check_settings(workspace.db).rules.find_index(2027).tenge == 4700
    assert 2027 in part.rows
    QTest.mouseClick(part.rows[2027].back, Qt.MouseButton.LeftButton)
    assert 2027 not in part.rows
    assert read_check_settings(workspace.db).rules.find_index(2027) is None


def test_a_rate_of_wages_is_put_right_and_a_new_year_begins_as_a_copy(page, workspace) -> None:
    card = show(page, "rules").payroll
    known = card.year.code()
    editor = card.editors["pension_employer"]
    usual = editor.value()
    editor.line.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(editor.line, "4,5")
    key = name_payroll_setting(int(known), "pension_employer")
    assert read_setting(workspace.db, key) == "4,5"
    assert usual in card._fields["pension_employer"].note.text()
    rules = PayrollRules.read(list_settings(workspace.db))
    assert str(rules.table.find_year(int(known)).find_rate("pension_employer").percent) == "4.5"
    workspace.undo()
    card.show_rates()
    assert editor.value() == usual
    QTest.keyClick(editor.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(editor.line, "сто")
    assert read_setting(workspace.db, key) == "сто"
    card._fields["pension_employer"].judge(card._words)
    assert card._fields["pension_employer"].has_error()
    rules = PayrollRules.read(list_settings(workspace.db))
    assert _percent(rules, int(known)) == usual
    last = card.year.count() - 1
    card.year.setCurrentIndex(last)
    card.year.activated.emit(last)
    assert card.source.text().startswith("▲")
    wage = card.editors[MINIMUM_WAGE]
    wage.line.setFocus()
    QTest.keyClick(wage.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(wage.line, "99 мың")
    QTest.keyClick(wage.line, Qt.Key.Key_Return)
    rules = PayrollRules.read(list_settings(workspace.db))
    assert rules.table.find_year(card.chosen()).minimum_wage_tenge == 99_000


def _percent(rules: PayrollRules, year: int) -> str:
    rate = rules.table.find_year(year).find_rate("pension_employer")
    return format(rate.percent.normalize(), "f").replace(".", ",")


def test_thresholds_are_the_workspaces_own(page, workspace) -> None:
    part = show(page, "rules")
    part.excess.line.selectAll()
    type_text(part.excess.line, "30")
    part.shortfall.line.selectAll()
    type_text(part.shortfall.line, "5")
    settings = read_check_settings(workspace.db)
    assert (settings.shortfall_percent, settings.excess_percent) == (5, 30)
    part.shortfall.line.setFocus()
    part.shortfall.line.selectAll()
    type_text(part.shortfall.line, "300")
    part.shortfall.line.left.emit()
    assert part._shortfall_field.has_error()
    assert read_check_settings(workspace.db).shortfall_percent == 0


def test_the_form_says_what_it_decides(page, words) -> None:
    part = show(page, "form")
    said = [label.text() for label in part.findChildren(QLabel)]
    assert "13-16 жас" in said
    assert "Шарттың № 7 қосымшасы · 2024 жылғы нұсқа" in said
    assert any("ресми мәтін" in text for text in said)
    words.switch("ru")
    assert any("рабочий перевод" in label.text() for label in part.findChildren(QLabel))


def test_the_page_is_left_by_esc_and_the_side_bar_shows_it(window: MainWindow) -> None:
    from ui.session import Session

    session = Session(window, window._words, window._theme, Path("nowhere"))
    session.workspace = window._workspace
    window.side._settings.click()
    assert window.side._settings.isChecked()
    assert isinstance(window.over_page(), SettingsPage)
    QTest.keyClick(window.over_page().parts["look"], Qt.Key.Key_Escape)
    assert not window.is_over()
    assert not window.side._settings.isChecked()
    session.workspace = None


# ---------------------------------------------------------------------- inspected


def make_pages(words: ScreenLanguage, theme: Theme, workspace, project_id: str) -> list[QWidget]:
    pages: list[QWidget] = []
    for part in PARTS:
        shown = SettingsPage(words, theme, workspace, project_id=project_id, lock_minutes=10)
        shown.show_part(part)
        pages.append(shown)
    workspace.key = object()
    protected = SettingsPage(words, theme, workspace, project_id=project_id, lock_minutes=10)
    protected.show_part("password")
    protected.refuse_password(protection.WrongPassword().message)
    workspace.key = None
    pages.append(protected)
    unlock = UnlockPage(words, theme)
    unlock.password._has_caps = True
    unlock.password._say_hint()
    unlock.refuse(protection.WrongPassword().message, 8.0)
    busy = UnlockPage(words, theme, is_read_only=True)
    busy.set_busy(is_busy=True, seconds=5)
    forgotten = UnlockPage(words, theme, list_old_copies=lambda: ["12.03.2026, 14:00"])
    forgotten.show_recovery(is_shown=True)
    forgotten.new.check()
    code = CodePage(words, theme, make_recovery_code(), Path("folder"))
    code.remind()
    going = ProgressPage(
        words, theme, lambda: words.gettext("The password is being set"), str, can_cancel=True
    )
    going.set_progress(1, 3)
    return [*pages, unlock, busy, forgotten, code, going]


@pytest.fixture(params=["kk", "ru"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> ScreenLanguage:
    return ScreenLanguage(request.param, qapp)


@pytest.mark.parametrize("percent", [100, 140])
@pytest.mark.parametrize("is_stretched", [False, True], ids=["plain", "stretched"])
def test_nothing_is_cut_and_nothing_overlaps(
    qtbot, qapp, spoken, theme, workspace, project_id, is_stretched, percent
) -> None:
    words = seen.StretchedLanguage(spoken.code, qapp) if is_stretched else spoken
    theme.choose_size(percent)
    problems: set[str] = set()
    for page in make_pages(words, theme, workspace, project_id):
        qtbot.addWidget(page)
        page.show()
        for width, height in SIZES:
            page.resize(width - 90, height)
            for _ in range(3):
                QApplication.processEvents()
            found = seen.find_cut_words(page) + seen.find_misplaced(page)
            problems |= {f"{type(page).__name__} {width} {problem}" for problem in found}
        page.hide()
    assert sorted(problems) == []


def test_everything_has_a_name_a_key_and_stands_out(
    qtbot, spoken, theme, workspace, project_id
) -> None:
    problems: list[str] = []
    english = read_english()
    for tokens in (DAY, NIGHT):
        theme.wear(tokens)
        for page in make_pages(spoken, theme, workspace, project_id):
            qtbot.addWidget(page)
            page.resize(1134, 900)
            page.show()
            for _ in range(3):
                QApplication.processEvents()
            problems += seen.find_faint_words(page)
            if tokens is DAY:
                problems += seen.find_nameless(page)
                # Of joined buttons the one that is on is reached by Tab, the others by arrows.
                problems += [
                    problem
                    for problem in seen.find_unreachable(page)
                    if not problem.endswith(("in PartSwitch", "in LanguageSwitch"))
                ]
                problems += seen.find_foreign_words(page, english)
            page.hide()
    assert problems == []
