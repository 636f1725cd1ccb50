"""The language of the screen changes in the middle of everything, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from grantee_app.workspace import Workspace
from tests.ui.test_plan_page import TABLE
from tests.ui.typing import type_text
from ui.main_window import MainWindow
from ui.pages.money_page import MoneyPage
from ui.pages.plan.project_detail import ProjectDetail
from ui.pages.plan_page import PlanPage
from ui.screen_language import ScreenLanguage

CONTROL = Qt.KeyboardModifier.ControlModifier
HALF = "Жартыла"
REST = "й сөз"


def read(field: QWidget) -> str:
    if isinstance(field, QTextEdit):
        return field.toPlainText()
    assert isinstance(field, QLineEdit)
    return field.text()


def speak(window: MainWindow, code: str) -> None:
    """Press the button as a person does; the cursor stays where it is."""
    QTest.mouseClick(window.side._language._buttons[code], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def list_fields(window: MainWindow) -> list[QWidget]:
    """Return what a person could be typing into: of each kind on the page the first few."""
    found = [
        field
        for kind in (QTextEdit, QLineEdit)
        for field in window.view.page().findChildren(kind)
        if field.isVisible() and field.isEnabled() and not field.isReadOnly()
    ]
    by_kind: dict[type, list[QWidget]] = {}
    for field in found:
        by_kind.setdefault(type(field), []).append(field)
    return [field for fields in by_kind.values() for field in fields[:3]]


@pytest.mark.parametrize("step", ["plan", "money", "report", "organization"])
def test_a_half_typed_word_stays_on_every_page(
    open_window: Callable[[Workspace], MainWindow], memory, workspace: Workspace, step: str
) -> None:
    """Also words that are no date and no sum: they wait as they were typed."""
    memory.setValue("window/step", step)
    window = open_window(workspace)
    QApplication.processEvents()
    fields = list_fields(window)
    assert fields
    for field in fields:
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End, CONTROL)
        QTest.keyClick(field, Qt.Key.Key_End)
        type_text(field, HALF)
        typed = read(field)
        assert HALF in typed
        speak(window, "ru")
        assert read(field) == typed
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End, CONTROL)
        QTest.keyClick(field, Qt.Key.Key_End)
        type_text(field, REST)
        assert read(field) == typed + REST
        speak(window, "kk")
        assert read(field) == typed + REST


def test_a_date_that_is_none_waits_with_its_problem(
    open_window: Callable[[Workspace], MainWindow], memory, workspace: Workspace
) -> None:
    memory.setValue("window/step", "plan")
    page = open_window(workspace).view.page()
    assert isinstance(page, PlanPage)
    page.outline.choose(page.desk.project_id)
    detail = page.panel.current()
    assert isinstance(detail, ProjectDetail)
    line = detail.form.editor("dates").focus_target()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
    type_text(line, "көктемде, мүмкін")
    speak(page.window(), "ru")
    assert read(line) == "көктемде, мүмкін"
    assert detail.form.find_problems() == ["dates"]
    page.window().open_step("home")
    page.window().open_step("plan")
    assert read(line) == "көктемде, мүмкін"


def test_an_open_paste_of_the_plan_stays(
    open_window: Callable[[Workspace], MainWindow], memory, workspace: Workspace
) -> None:
    memory.setValue("window/step", "plan")
    page = open_window(workspace).view.page()
    assert isinstance(page, PlanPage)
    QGuiApplication.clipboard().setText(TABLE)
    page.outline.setFocus()
    QTest.keyClick(page.outline, Qt.Key.Key_V, CONTROL)
    assert page.pasting.is_pasting()
    QGuiApplication.clipboard().clear()
    speak(page.window(), "ru")
    assert page.pasting.is_pasting()
    before = len(page.outline.outline.nodes())
    QTest.mouseClick(page.pasting.paste_panel.add_button, Qt.MouseButton.LeftButton)
    assert len(page.outline.outline.nodes()) > before


def test_an_open_paste_of_expenses_stays(
    open_window: Callable[[Workspace], MainWindow], memory, workspace: Workspace
) -> None:
    memory.setValue("window/step", "money")
    page = open_window(workspace).view.page()
    assert isinstance(page, MoneyPage)
    QGuiApplication.clipboard().setText("12.07.2024\tҚағаз\t«Дүкен» ЖК\tЧ-1\t1 200\n")
    page.journal.paste()
    assert len(page.journal.preview.rows()) == 1
    QGuiApplication.clipboard().clear()
    speak(page.window(), "ru")
    assert len(page.journal.preview.rows()) == 1
    assert page.journal.preview.isVisible()


def test_what_is_open_over_a_page_stays_open(
    open_window: Callable[[Workspace], MainWindow], memory, workspace: Workspace
) -> None:
    memory.setValue("window/step", "report")
    window = open_window(workspace)
    page = window.report_page
    page._body.setCurrentWidget(page.export.hand_in)
    speak(window, "ru")
    assert page.export.hand_in.isVisible()
    assert page.export.hand_in.back_button.text().replace("&", "") == "Назад"


def test_each_switch_lets_the_words_of_qt_before_it_go(qapp: QApplication) -> None:
    words = ScreenLanguage("kk", qapp)
    for code in ("ru", "kk", "ru", "kk", "ru"):
        words.switch(code)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(words.findChildren(QTranslator)) == 1
    words.deleteLater()
