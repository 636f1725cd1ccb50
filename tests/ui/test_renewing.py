"""What changed is shown again in turns, and stays right whatever comes between two of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings

from grantee_app.records.participant import Participant
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS, settle
from ui.main_window import MainWindow
from ui.pages.activities_page import ActivitiesPage
from ui.pages.money_page import MoneyPage
from ui.pages.page import Page
from ui.pages.participants_page import ParticipantsPage
from ui.pages.plan_page import PlanPage
from ui.pages.report.section_editor import SectionEditor
from ui.pages.report_page import ReportPage

IN_TURNS = ("plan", "activities", "participants", "money")
TABLES = {
    "plan": ("planned_activity", "title"),
    "activities": ("activity", "title"),
    "participants": ("participant", "name"),
    "money": ("expense", "title"),
}


@pytest.fixture(autouse=True)
def _home_first(memory: QSettings, workspace: Workspace, project_id: str) -> None:
    memory.setValue("window/step", "home")
    workspace.people.add_many(
        project_id,
        [Participant(name=f"Қатысушы {number}", birth_year=1980) for number in range(3)],
        [],
    )


def open_whole(window: MainWindow, step: str) -> Page:
    assert window.view is not None
    return window.view.open_step(step)


def place_of(step: str, record_id: str) -> tuple[RecordPlace, str]:
    table, column = TABLES[step]
    return RecordPlace(table, record_id, column), "" if column == "name" else "kk"


def shown_record(page: Page) -> str:
    """Return a record that stands in the list and in the fields of a page."""
    if isinstance(page, PlanPage):
        node = next(n for n in page.outline.outline.nodes() if n.table == "planned_activity")
        page.outline.choose(node.record_id)
        return node.record_id
    if isinstance(page, ActivitiesPage):
        return page.detail.record_id
    if isinstance(page, MoneyPage):
        return page.journal.detail.record_id
    assert isinstance(page, ParticipantsPage)
    return page.register.detail.record_id


def said_in_list(page: Page, record_id: str) -> str:
    """Return the words of a record's line, as they are seen."""
    if isinstance(page, PlanPage):
        node = page.outline.outline.find(record_id)
        assert node is not None
        return node.title
    table = {
        ActivitiesPage: lambda: page.list.table,
        MoneyPage: lambda: page.journal.table,
        ParticipantsPage: lambda: page.register.table,
    }[type(page)]()
    column = next(
        at for at, found in enumerate(table.rows.columns) if found.key in {"title", "name"}
    )
    return str(table.rows.cell(table.rows.index(table.rows.place(record_id), column)).text)


def write(workspace: Workspace, step: str, record_id: str, text: str) -> None:
    place, language = place_of(step, record_id)
    workspace.write_text(place, language, text)


def begin(window: MainWindow) -> None:
    """Let the page hear now of what changed, and do its first piece."""
    assert window.view is not None
    window.view._refreshing.stop()
    window.view._refresh()


def count_pieces(window: MainWindow, workspace: Workspace, step: str, record_id: str) -> int:
    write(workspace, step, record_id, "Санау")
    begin(window)
    page = window.view.page()
    pieces = 0
    while not page.is_renewed():
        page._renewing._go_on()
        pieces += 1
    return pieces


@pytest.mark.parametrize("step", IN_TURNS)
def test_the_list_follows_a_change_in_turns(
    window: MainWindow, workspace: Workspace, qtbot, step: str
) -> None:
    page = open_whole(window, step)
    record_id = shown_record(page)
    write(workspace, step, record_id, "Жаңа атау")
    begin(window)
    assert not page.is_renewed()
    qtbot.waitUntil(page.is_renewed, timeout=WAIT_MS)
    assert said_in_list(page, record_id) == "Жаңа атау"


@pytest.mark.parametrize(
    "meanwhile",
    ["another change", "another language", "another page"],
)
@pytest.mark.parametrize("step", IN_TURNS)
def test_whatever_comes_between_two_pieces_is_right_in_the_end(
    window: MainWindow, workspace: Workspace, qtbot, step: str, meanwhile: str
) -> None:
    page = open_whole(window, step)
    record_id = shown_record(page)
    pieces = count_pieces(window, workspace, step, record_id)
    assert pieces > 1
    view = window.view
    for piece in range(pieces):
        write(workspace, step, record_id, f"Бұрынғы {piece}")
        begin(window)
        for _each in range(piece):
            page._renewing._go_on()
        if meanwhile == "another change":
            write(workspace, step, record_id, f"Соңғы {piece}")
            begin(window)
        elif meanwhile == "another language":
            window.switch_language("ru" if window._words.code == "kk" else "kk")
        else:
            view.open_step("home")
            view.visit(step)
        qtbot.waitUntil(page.is_renewed, timeout=WAIT_MS)
        wanted = "Соңғы" if meanwhile == "another change" else "Бұрынғы"
        if window._words.code == "kk" or meanwhile != "another language":
            assert said_in_list(page, record_id) == f"{wanted} {piece}"
        before = said_in_list(page, record_id)
        page.retranslate()
        page.refresh()
        assert said_in_list(page, record_id) == before


@pytest.mark.parametrize("step", IN_TURNS)
def test_undo_is_seen_at_once_in_the_field_and_then_in_the_list(
    window: MainWindow, workspace: Workspace, qtbot, step: str
) -> None:
    page = open_whole(window, step)
    record_id = shown_record(page)
    place, language = place_of(step, record_id)
    workspace.end_step()
    before = workspace.read_text(place, language)
    write(workspace, step, record_id, "Қате атау")
    begin(window)
    page.catch_up()
    workspace.end_step()
    window.undoing.undo()
    editor = form_of(page).editor(place.column, language)
    assert editor.value() == before
    qtbot.waitUntil(page.is_renewed, timeout=WAIT_MS)
    assert "Қате атау" not in said_in_list(page, record_id)
    # Again before the list has followed: the last one counts.
    window.undoing.redo()
    window.undoing.undo()
    window.undoing.redo()
    assert editor.value() == "Қате атау"
    qtbot.waitUntil(page.is_renewed, timeout=WAIT_MS)
    assert said_in_list(page, record_id) == "Қате атау"


@pytest.mark.parametrize("step", IN_TURNS)
def test_a_record_that_goes_between_two_pieces_is_gone(
    window: MainWindow, workspace: Workspace, qtbot, step: str
) -> None:
    page = open_whole(window, step)
    record_id = shown_record(page)
    write(workspace, step, record_id, "Кетеді")
    begin(window)
    workspace.records.remove(TABLES[step][0], record_id)
    qtbot.waitUntil(lambda: page.is_renewed() and not window.view._changed, timeout=WAIT_MS)
    gone: Callable[[], bool] = (
        (lambda: page.outline.outline.find(record_id) is None)
        if isinstance(page, PlanPage)
        else (lambda: list_of(page).rows.place(record_id) < 0)
    )
    qtbot.waitUntil(gone, timeout=WAIT_MS)


@pytest.mark.parametrize("step", IN_TURNS)
def test_closing_between_two_pieces_is_no_mistake(
    window: MainWindow, workspace: Workspace, qtbot, step: str
) -> None:
    page = open_whole(window, step)
    write(workspace, step, shown_record(page), "Жабу")
    begin(window)
    assert not page.is_renewed()
    window.unfurnish()
    qtbot.wait(30)


def test_an_unchanged_log_is_not_read_again(window: MainWindow, monkeypatch) -> None:
    page = open_whole(window, "activities")
    assert isinstance(page, ActivitiesPage)
    settle(window)
    page.refresh()
    monkeypatch.setattr(page._reader, "reading", None)
    page.refresh()
    page.renew()
    assert page.is_renewed()


def form_of(page: Page):
    if isinstance(page, PlanPage):
        return page.panel.current().form
    if isinstance(page, ActivitiesPage):
        return page.detail.texts
    return page.journal.detail.form if isinstance(page, MoneyPage) else page.register.detail.form


def list_of(page: Page):
    if isinstance(page, ActivitiesPage):
        return page.list.table
    return page.journal.table if isinstance(page, MoneyPage) else page.register.table


# ---------------------------------------------------------------------- sections of the report


@pytest.fixture
def report(window: MainWindow) -> ReportPage:
    page = open_whole(window, "report")
    assert isinstance(page, ReportPage)
    return page


def unmade(page: ReportPage) -> list[str]:
    return [section.id for section in page._sections if section.id not in page._editors]


def test_a_section_comes_in_turns_and_the_one_before_is_seen_until_then(
    report: ReportPage, qtbot
) -> None:
    before = report._stack.currentWidget()
    wanted = unmade(report)[0]
    report.sections.choose(wanted)
    assert report._stack.currentWidget() is before
    qtbot.waitUntil(lambda: wanted in report._editors, timeout=WAIT_MS)
    qtbot.waitUntil(report._making.is_over, timeout=WAIT_MS)
    assert report._stack.currentWidget() is report._editors[wanted]


def test_whoever_goes_on_through_the_sections_sees_the_last_one(report: ReportPage, qtbot) -> None:
    wanted = unmade(report)
    for section_id in wanted:
        report.sections.choose(section_id)
        report._making._go_on()
    qtbot.waitUntil(report._making.is_over, timeout=WAIT_MS)
    assert report._stack.currentWidget() is report._editors[wanted[-1]]
    kept = set(report._editors.values())
    seen = [w for w in report._stack.findChildren(SectionEditor) if w.parent() is report._stack]
    assert set(seen) == kept


def test_another_language_while_a_section_is_made(window: MainWindow, report, qtbot) -> None:
    wanted = unmade(report)[0]
    report.sections.choose(wanted)
    window.switch_language("ru")
    qtbot.waitUntil(report._making.is_over, timeout=WAIT_MS)
    said = report._editors[wanted]._title.text()
    report._editors[wanted].retranslate()
    assert report._editors[wanted]._title.text() == said


def test_closing_while_a_section_is_made(window: MainWindow, report: ReportPage, qtbot) -> None:
    report.sections.choose(unmade(report)[0])
    window.unfurnish()
    qtbot.wait(30)


def test_a_report_that_is_built_while_nobody_looks_is_shown_with_the_page(
    window: MainWindow, report: ReportPage, qtbot
) -> None:
    assert window.view is not None
    qtbot.waitUntil(lambda: report._built is not None, timeout=WAIT_MS)
    before = report._built
    window.view.open_step("home")
    report.rebuild()
    qtbot.waitUntil(lambda: report._built is not before, timeout=WAIT_MS)
    assert report._is_unshown
    window.view.open_step("report")
    qtbot.waitUntil(lambda: not report._is_unshown, timeout=WAIT_MS)
    assert report.preview.view.page_count() > 0


def test_closing_before_it_is_shown_asks_no_closed_workspace(
    window: MainWindow, report: ReportPage, workspace: Workspace, qtbot
) -> None:
    assert window.view is not None
    qtbot.waitUntil(lambda: report._built is not None, timeout=WAIT_MS)
    before = report._built
    window.view.open_step("home")
    report.rebuild()
    qtbot.waitUntil(lambda: report._built is not before, timeout=WAIT_MS)
    window.view.open_step("report")
    window.unfurnish()
    workspace.close()
    qtbot.wait(30)


@pytest.mark.parametrize("step", IN_TURNS)
def test_a_page_is_said_in_the_new_language_before_it_is_shown_again(
    window: MainWindow, qtbot, step: str
) -> None:
    assert window.view is not None
    page = open_whole(window, step)
    title = page.header._title.text()
    window.view.open_step("home")
    window.switch_language("ru")
    window.visit_step(step)
    assert not page.is_unsaid()
    qtbot.waitUntil(lambda: window.view.page() is page, timeout=WAIT_MS)
    assert page.header._title.text() != title
    # And whoever is called elsewhere meanwhile stays there.
    window.view.open_step("home")
    window.switch_language("kk")
    window.visit_step(step)
    home = window.view.open_step("home")
    qtbot.wait(30)
    assert window.view.page() is home
