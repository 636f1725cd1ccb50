"""The password in the window: set, asked for, locked, forgotten, removed; nothing typed is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from grantee_app.store.encryption import unlocking
from grantee_app.workspace import Workspace, protection, read_sample
from tests.ui.conftest import WAIT_MS
from tests.ui.test_report_page import find_field, type_at_end
from tests.ui.typing import type_text
from ui.crash_report import QuietFormatter, describe_error
from ui.idle_watch import IdleWatch
from ui.main_window import MainWindow
from ui.pages.code_page import CodePage
from ui.pages.settings_page import SettingsPage
from ui.pages.unlock_page import UnlockPage
from ui.session import Session
from ui.widgets.text_field import TextField

PASSWORD = "төрт сөз қатар тұр"
OTHER = "басқа төрт сөз қажет"
Begin = Callable[..., Session]


@pytest.fixture(autouse=True)
def _no_attempts() -> Iterator[None]:
    unlocking._failures.clear()
    yield
    unlocking._failures.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    with Workspace.open(folder) as workspace:
        workspace.save_project(read_sample())
    return folder


@pytest.fixture
def protected(folder: Path) -> protection.Protected:
    return protection.protect_workspace(folder, PASSWORD)


@pytest.fixture
def begin(qtbot, words, theme, memory) -> Iterator[Begin]:
    begun: list[Session] = []

    def begin_on(folder: Path, **how: object) -> Session:
        window = MainWindow(words, theme, memory)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        session = Session(window, words, theme, folder, **how)
        begun.append(session)
        session.begin()
        session.settle()
        return session

    yield begin_on
    for session in begun:
        session.is_hurried = True
        session._window.hide()
        session.close()
        session._window.deleteLater()
    QApplication.processEvents()


def central(session: Session) -> object:
    return session._window.centralWidget()


def wait_for(qtbot, session: Session, kind: type) -> object:
    qtbot.waitUntil(lambda: isinstance(central(session), kind), timeout=WAIT_MS)
    return central(session)


def wait_until_open(qtbot, session: Session) -> None:
    qtbot.waitUntil(lambda: session.workspace is not None, timeout=WAIT_MS)
    QApplication.processEvents()


def enter(page: UnlockPage, password: str) -> None:
    type_text(page.password.line, password)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)


def open_settings(session: Session, part: str) -> SettingsPage:
    session._window.side._settings.click()
    page = session._window.over_page()
    assert isinstance(page, SettingsPage)
    page.switch.buttons[part].click()
    return page


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press_lock(window: MainWindow) -> None:
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_a_password_is_set_locks_opens_by_the_code_and_is_removed(
    qtbot, begin, folder, words, memory
) -> None:
    session = begin(folder)
    window = session._window
    page = open_settings(session, "password")
    part = page.parts["password"]
    type_text(part.new.first.line, PASSWORD)
    type_text(part.new.second.line, PASSWORD)
    click(part.set_button)
    shown = wait_for(qtbot, session, CodePage)
    code = "".join(label.text() for label in shown.lines)
    assert session.workspace is None

    # The code is not left by mistake: neither by the button nor by closing the window.
    assert not shown.go_button.isEnabled()
    assert not window.close()
    assert shown.notice.isVisible()
    QTest.keyClick(shown.kept_box, Qt.Key.Key_Space)
    click(shown.go_button)
    wait_until_open(qtbot, session)
    qtbot.waitUntil(lambda: isinstance(window.over_page(), SettingsPage), timeout=WAIT_MS)
    assert window.over_page().switch.value() == "password"
    assert window.side.lock_note.isVisible()
    assert window.side.lock_note.text() == "Құпиясөзбен қорғалған"
    assert protection.list_plain_files(folder) == []

    # A text, the lock, and the text again on the same page.
    window.leave_over()
    type_at_end(find_field(window.report_page, "goal", "goal_evidence"), " Қалған сөз")
    press_lock(window)
    locked = wait_for(qtbot, session, UnlockPage)
    assert session.workspace is None
    assert session.passwords.key is None
    assert window.windowTitle() == "Bastama"
    enter(locked, PASSWORD)
    wait_until_open(qtbot, session)
    assert window.report_page is not None
    assert memory.value("report/section") == "goal"
    page = window.report_page
    field = next(field for field in page._stack.currentWidget().findChildren(TextField))
    assert "Қалған сөз" in field.editor.toPlainText()

    # Closed, opened again with the code of the sheet and a new password.
    click(window.side.lock_note)
    locked = wait_for(qtbot, session, UnlockPage)
    click(locked.forgotten_button)
    type_text(locked.code, code.lower().replace("0", "o"))
    type_text(locked.new.first.line, OTHER)
    type_text(locked.new.second.line, OTHER)
    click(locked.use_button)
    wait_until_open(qtbot, session)
    assert protection.unlock(folder, OTHER) == session.passwords.key

    page = open_settings(session, "password")
    part = page.parts["password"]
    part.deed.buttons["remove"].click()
    type_text(part.old.line, OTHER)
    QTest.keyClick(part.old.line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: session.workspace is not None and session.workspace.key is None, timeout=WAIT_MS
    )
    assert not protection.is_protected(folder)
    assert not window.side.lock_note.isVisible()
    assert window.report_page is not None
