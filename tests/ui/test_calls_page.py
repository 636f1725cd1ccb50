"""All calls and applications as a person looks through them, and how one ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from grantee_app.records import Application, Bilingual
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS
from tests.ui.test_application_page import (  # noqa: F401 (fixtures among them)
    click,
    find_field,
    group,
    open_page,
    press,
    write,
)
from tests.ui.typing import type_text
from ui.editors.field_editor import today
from ui.main_window import MainWindow
from ui.pages.application_page import ApplicationPage
from ui.pages.calls_page import CallsPage
from ui.screen_language import ScreenLanguage
from ui.theme import Theme


@pytest.fixture
def open_calls(qtbot, words: ScreenLanguage, theme: Theme) -> Callable[[Workspace], CallsPage]:
    def open_on(workspace: Workspace) -> CallsPage:
        page = CallsPage(words, theme, workspace)
        qtbot.addWidget(page, before_close_func=lambda one: one.close_page())
        page.resize(1134, 768)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: page._is_read, timeout=WAIT_MS)
        return page

    return open_on


def add(workspace: Workspace, title: str, days: int, state: str = "draft", reason: str = "") -> str:
    organization = workspace.records.list_organizations()[0].id
    application = Application(
        form="small-grant/application",
        version="2024",
        kind="small",
        call_title=Bilingual(kk=f"{title} байқауы", ru=f"Конкурс «{title}»"),
        deadline_on=today() + timedelta(days=days),
    )
    project_id, application_id = workspace.applications.begin_project(
        organization, Bilingual(kk=title), application
    )
    if state != "draft":
        told = Bilingual(kk=reason) if reason else None
        workspace.applications.set_state(application_id, state, today(), told)
    return project_id


def shown(page: CallsPage) -> list[str]:
    return [line.title.kk for line in page._shown]


def test_an_empty_list_teaches_and_begins(
    group: Workspace,  # noqa: F811
    open_calls: Callable[[Workspace], CallsPage],
    qtbot,
) -> None:
    page = open_calls(group)
    assert page.empty_title.isVisibleTo(page)
    assert not page.table.isVisibleTo(page)
    with qtbot.waitSignal(page.new_wanted):
        click(page.empty_button)


def test_the_nearest_deadline_is_first_and_all_can_be_sorted_found_and_filtered(
    group: Workspace,  # noqa: F811
    open_calls: Callable[[Workspace], CallsPage],
    qtbot,
) -> None:
    add(group, "Кітапхана", 40)
    near = add(group, "Жарық аула", 5)
    add(group, "Спорт алаңы", -200, "lost", "Смета түсініксіз")
    add(group, "Асар", -300, "won")
    page = open_calls(group)
    assert shown(page)[:2] == ["Жарық аула", "Кітапхана"]
    place = shown(page).index("Жарық аула")
    due = page._tell_cell(place, "due")
    assert "жұмыс күні қалды" in due.detail
    assert due.tone == "warn"
    assert page._tell_cell(place, "percent").text.endswith("%")
    page.table.sort_wanted.emit("title")
    assert shown(page) == ["Асар", "Жарық аула", "Кітапхана", "Спорт алаңы"]
    page.table.sort_wanted.emit("title")
    assert shown(page) == ["Спорт алаңы", "Кітапхана", "Жарық аула", "Асар"]
    click(page.filter.buttons["lost"])
    assert shown(page) == ["Спорт алаңы"]
    page.table.setFocus()
    page.table.choose(page._shown[0].application_id)
    assert "Смета түсініксіз" in page.detail.text()
    click(page.filter.buttons["all"])
    page.search.setFocus()
    type_text(page.search, "жарык")
    assert shown(page) == ["Жарық аула"]
    page.table.setFocus()
    page.table.choose(page._shown[0].application_id)
    with qtbot.waitSignal(page.opened) as signal:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert signal.args == [near]


def test_long_titles_and_days_that_are_left_are_shown_whole(
    group: Workspace,  # noqa: F811
    open_calls: Callable[[Workspace], CallsPage],
) -> None:
    add(group, "Асар", 60)
    add(group, "Ауыл кітапханасын жаңарту және оқырмандар клубын ашу", 5)
    page = open_calls(group)
    page.resize(936, 700)
    QApplication.processEvents()
    header = page.table.verticalHeader()
    long, short = (header.sectionSize(place) for place in (0, 1))
    assert long > header.defaultSectionSize()
    assert long > short


def test_a_lost_application_is_written_again_next_year(
    group: Workspace,  # noqa: F811
    open_page: Callable[[Workspace], ApplicationPage],  # noqa: F811
    qtbot,
) -> None:
    project_id = group.list_projects()[0].id
    group.applications.begin(
        project_id, Application(form="small-grant/application", version="2024", kind="small")
    )
    page = open_page(group)
    write(find_field(page, "problem").focus_target(), "Аула қараңғы, 46 бала қорқады.")
    write(find_field(page, "period").focus_target(), "01.08.2030 – 30.10.2030")
    page.list.choose("outcome")
    part = page.view()
    click(part.cards["lost"])
    write(part.lost.editor("lost_reason", "kk").focus_target(), "Смета түсініксіз болды.")
    page.autosave.end_step()
    assert group.applications.list_all()[0].state == "lost"
    window = page.window()
    assert isinstance(window, MainWindow)
    click(part.reuse_button)
    qtbot.waitUntil(lambda: window.view.project_id != project_id, timeout=WAIT_MS)
    again = window.view.page()
    assert isinstance(again, ApplicationPage)
    assert again.list.current() == "call"
    assert again.sheet is not None
    assert again.sheet.application.state == "draft"
    assert again.sheet.text("problem", "kk") == "Аула қараңғы, 46 бала қорқады."
    assert again.sheet.text("period", "") == "2031-08-01/2031-10-30"
    group.undo()
    qtbot.wait(200)
    assert len(group.applications.list_all()) == 1


def test_the_menu_of_projects_leads_to_the_list(
    group: Workspace,  # noqa: F811
    open_window: Callable[[Workspace], MainWindow],
    memory: QSettings,
    qtbot,
) -> None:
    memory.setValue("window/step", "home")
    window = open_window(group)
    menu = window.side.fill_menu()
    action = next(one for one in menu.actions() if one.text() == "Барлық байқаулар мен өтінімдер")
    with qtbot.waitSignal(window.calls_wanted):
        action.trigger()
    home = window.view.page()
    qtbot.waitUntil(home.body.deadlines_card.link.isVisible, timeout=WAIT_MS)
    with qtbot.waitSignal(window.calls_wanted):
        click(home.body.deadlines_card.link)
    QApplication.processEvents()


def test_while_nothing_is_read_it_says_so_and_shows_no_empty_table(
    group: Workspace,  # noqa: F811
    words: ScreenLanguage,
    theme: Theme,
    qtbot,
) -> None:
    add(group, "Кітапхана", 40)
    page = CallsPage(words, theme, group)
    qtbot.addWidget(page, before_close_func=lambda one: one.close_page())
    page.show()
    assert page.reading.isVisible()
    assert page.reading.text()
    assert not page.table.isVisible()
    qtbot.waitUntil(lambda: page._is_read, timeout=WAIT_MS)
    assert page.table.isVisible()
    assert not page.reading.isVisible()
