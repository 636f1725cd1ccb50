"""One undo for the whole window: keys, buttons, menus, other sections, languages and starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from grantee_app.store.failures import FailureKind, say_failure
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS
from tests.ui.test_main_window import rename_project
from tests.ui.test_report_page import answer_place, find_field, shown_text, type_at_end
from ui.main_window import MainWindow
from ui.pages.report_page import ReportPage
from ui.widgets.levels_table import NumberEdit
from ui.widgets.undo_buttons import UndoButtons

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: MainWindow) -> ReportPage:
    """The report page, without waiting for its first report."""
    assert window.report_page is not None
    return window.report_page


def undo(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL)


def redo(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL | SHIFT)


def press_letter(widget: QWidget, letter: str, held: Qt.KeyboardModifier) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, ord(letter), held, letter)
        QCoreApplication.sendEvent(widget, event)
        assert event.isAccepted()


def buttons(page: ReportPage) -> UndoButtons:
    return page.header.findChild(UndoButtons)


def test_typing_that_is_not_written_yet_is_undone(page: ReportPage, workspace: Workspace) -> None:
    field = find_field(page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " өң бойы")
    assert page.autosave.has_unsaved()
    undo(field.editor)
    assert field.value() == before
    assert workspace.read_text(answer_place(page, "goal_evidence"), "kk") == before
    redo(field.editor)
    assert field.value() == before + " өң бойы"
    assert workspace.read_text(answer_place(page, "goal_evidence"), "kk") == before + " өң бойы"
    undo(field.editor)
    QTest.keyClick(field.editor, Qt.Key.Key_Y, CONTROL)
    assert field.value() == before + " өң бойы"


def test_the_keys_work_on_a_kazakh_keyboard(page: ReportPage) -> None:
    field = find_field(page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " сөз")
    press_letter(field.editor, "Я", CONTROL)
    assert field.value() == before
    press_letter(field.editor, "Я", CONTROL | SHIFT)
    assert field.value() == before + " сөз"
    press_letter(field.editor, "Я", CONTROL)
    press_letter(field.editor, "Н", CONTROL)
    assert field.value() == before + " сөз"


def test_the_cursor_stands_where_the_change_ended(page: ReportPage) -> None:
    field = find_field(page, "goal", "goal_evidence")
    field.editor.setFocus()
    field.editor.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(field.editor, "abc ")
    field.editor.moveCursor(QTextCursor.MoveOperation.End)
    undo(field.editor)
    assert field.editor.textCursor().position() == 0
    redo(field.editor)
    assert field.editor.textCursor().position() == 4
    QTest.keyClicks(field.editor, "d")
    assert field.value().startswith("abc d")


def test_a_pause_ends_a_step(page: ReportPage, qtbot) -> None:
    page.autosave._pause.setInterval(30)
    field = find_field(page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " бір")
    qtbot.waitUntil(lambda: not page.autosave._pause.isActive(), timeout=WAIT_MS)
    type_at_end(field, " екі")
    undo(field.editor)
    assert field.value() == before + " бір"
    undo(field.editor)
    assert field.value() == before


def test_without_a_pause_it_is_one_step(page: ReportPage) -> None:
    field = find_field(page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " бір")
    page.autosave.flush()
    type_at_end(field, " екі")
    undo(field.editor)
    assert field.value() == before


def test_undo_goes_back_to_the_section_and_the_language(page: ReportPage) -> None:
    field = find_field(page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " қазақша")
    page.set_document_language("ru")
    page.sections.choose("partners")
    QTest.keyClick(page.sections, Qt.Key.Key_Z, CONTROL)
    assert page.sections.current() == "goal"
    assert page.document_language() == "kk"
    assert field.language() == "kk"
    assert field.value() == before
    assert field.editor.hasFocus()


def test_a_folded_text_is_opened(page: ReportPage, workspace: Workspace) -> None:
    activity = workspace.load_project(page.desk.project_id).project.tasks[0].activities[0].held[0]
    place = RecordPlace("activity", activity.id, "narrative")
    before = workspace.read_text(place, "kk")
    workspace.write_text(place, "kk", before + " соңы")
    undo(page.sections)
    editor = page._editor()
    field = next(found for found in editor._texts if found.entry.place == place)
    assert field.isVisible()
    assert field.value() == before


def test_numbers_are_undone_too(page: ReportPage, workspace: Workspace) -> None:
    section = next(
        name for name, entries in page._entries.items() if "LevelsEntry" in repr(entries)
    )
    page.sections.choose(section)
    line = page._editor().findChild(NumberEdit)
    before = line.text()
    line.setFocus()
    QTest.keyClicks(line, "77")
    assert line.text() != before
    undo(line)
    assert line.text() == before
    assert workspace.read_text(line.place, "") == before
    redo(line)
    assert workspace.read_text(line.place, "") == before + "77"


def test_the_buttons_tell_what_there_is(page: ReportPage, workspace: Workspace) -> None:
    pair = buttons(page)
    # The sample was brought in by the fixture: that is a step as well.
    assert pair.undo_button.isEnabled()
    assert "Ctrl+Z" in pair.undo_button.toolTip()
    assert not pair.redo_button.isEnabled()
    field = find_field(page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " сөз")
    QTest.mouseClick(pair.undo_button, Qt.MouseButton.LeftButton)
    assert field.value() == before
    assert field.editor.hasFocus()
    assert pair.redo_button.isEnabled()
    QTest.mouseClick(pair.redo_button, Qt.MouseButton.LeftButton)
    assert field.value() == before + " сөз"
    assert not pair.redo_button.isEnabled()


def test_the_menu_of_a_text_undoes_by_history(window: MainWindow, page: ReportPage) -> None:
    field = find_field(page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " сөз")
    menu = window.undoing.make_menu(field.editor)
    action = {found.objectName(): found for found in menu.actions()}["edit-undo"]
    assert action.isEnabled()
    action.trigger()
    assert field.value() == before
    menu.deleteLater()


def test_the_mouse_opens_our_menu(page: ReportPage) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QContextMenuEvent

    field = find_field(page, "goal", "goal_evidence")
    field.editor.setFocus()
    port = field.editor.viewport()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, QPoint(5, 5), port.mapToGlobal(QPoint(5, 5))
    )
    QCoreApplication.sendEvent(port, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.objectName() for action in menu.actions()]
    assert names.count("edit-undo") == 1
    assert {a.objectName(): a for a in menu.actions()}["edit-undo"].isEnabled()
    menu.close()


def test_the_preview_follows(page: ReportPage, qtbot) -> None:
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, " Айрықшасөз")
    qtbot.waitUntil(lambda: "Айрықшасөз" in shown_text(page), timeout=WAIT_MS)
    undo(field.editor)
    qtbot.waitUntil(lambda: "Айрықшасөз" not in shown_text(page), timeout=WAIT_MS)


def test_it_works_across_starts(open_window, workspace: Workspace, tmp_path: Path) -> None:
    window = open_window(workspace)
    field = find_field(window.report_page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " сөз")
    assert window.close()
    workspace.close()
    with Workspace.open(tmp_path / "workspace") as again:
        window = open_window(again)
        field = find_field(window.report_page, "goal", "goal_evidence")
        QTest.mouseClick(buttons(window.report_page).undo_button, Qt.MouseButton.LeftButton)
        assert field.value() == before
        window.close()


def test_an_import_is_taken_back_and_brought_again(
    window: MainWindow, workspace: Workspace
) -> None:
    first = window.view.project_id
    window.deeds.take_project(rename_project("Екінші жоба"))
    assert window.view.project_id != first
    undo(window.report_page.sections)
    assert [project.id for project in workspace.list_projects()] == [first]
    assert window.view.project_id == first
    undo(window.report_page.sections)
    assert window.report_page is None
    assert window.first_page is not None
    QTest.keyClick(window.first_page, Qt.Key.Key_Y, CONTROL)
    assert window.view.project_id == first
    redo(window.report_page.sections)
    assert window.windowTitle().startswith("Екінші жоба")


def test_a_text_of_another_project_is_shown_in_it(window: MainWindow, workspace: Workspace) -> None:
    first = window.view.project_id
    field = find_field(window.report_page, "goal", "goal_evidence")
    before = field.value()
    workspace.save_project(rename_project("Екінші жоба"))
    type_at_end(field, " сөз")
    other = next(p.id for p in workspace.list_projects() if p.id != first)
    window.open_project(other)
    undo(window.report_page.sections)
    assert window.view.project_id == first
    assert find_field(window.report_page, "goal", "goal_evidence").value() == before


def test_what_cannot_be_written_is_not_undone(
    page: ReportPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, " сөз")
    typed = field.value()

    def fail(*_: object) -> None:
        raise say_failure(FailureKind.FULL, workspace.path)

    monkeypatch.setattr(workspace, "write_text", fail)
    undo(field.editor)
    assert field.value() == typed
    assert page.header.status().startswith("! ")


def test_undo_looks_on_until_a_page_shows_what_changed(
    window: MainWindow, workspace: Workspace
) -> None:
    """The plan is built of activities as well, but what is told of one stands in the report."""
    planned = next(
        activity
        for task in workspace.load_project(window.view.project_id).project.tasks
        for activity in task.activities
    )
    place = RecordPlace("planned_activity", planned.id, "narrative")
    workspace.write_text(place, "kk", "Аулада шам жанды")
    workspace.end_step()
    window.open_step("money")
    undo(window.view.page())
    assert window.view.step() == "report"


def test_undo_stays_where_nothing_can_show_it(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    planned = next(
        activity
        for task in workspace.load_project(window.view.project_id).project.tasks
        for activity in task.activities
    )
    place = RecordPlace("planned_activity", planned.id, "narrative")
    workspace.write_text(place, "kk", "Аулада шам жанды")
    workspace.end_step()
    window.open_step("money")
    monkeypatch.setattr(ReportPage, "show_changed", lambda _page, _undone: False)
    undo(window.view.page())
    assert window.view.step() == "money"
