"""The text about a mistake of ours: enough to find it, nothing of the person's."""

from __future__ import annotations

import logging
import sqlite3
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from grantee_app import __version__
from grantee_app.errors import BastamaError
from grantee_app.workspace import Workspace
from tests.ui.test_report_page import answer_place, find_field, type_at_end
from ui.crash_report import QuietFormatter, describe_error
from ui.last_words import watch_errors
from ui.main_window import MainWindow
from ui.mistakes import tell_mistake
from ui.screen_language import ScreenLanguage

NAME = "Әлия Қуатова"


def fail_with_a_name() -> None:
    try:
        sqlite3.connect(":memory:").execute(f'SELECT "{NAME}" FROM "{NAME}"')
    except sqlite3.Error as error:
        raise ValueError(f"{NAME}, ИИН 900101300123") from error


def catch() -> ValueError:
    try:
        fail_with_a_name()
    except ValueError as error:
        return error
    raise AssertionError


def test_it_says_what_and_where_and_no_names() -> None:
    text = describe_error(catch())
    assert f"Bastama {__version__}" in text
    assert "ValueError" in text
    assert "sqlite3.OperationalError (SQLITE_ERROR)" in text
    assert "fail_with_a_name" in text
    assert "PySide6-Essentials 6." in text
    for secret in (NAME, "900101300123", str(Path.home()), str(Path.cwd())):
        assert secret not in text


def test_modules_are_named_from_their_room_on() -> None:
    try:
        Workspace.open(Path("/dev/null/жоқ"))
    except BastamaError as error:
        text = describe_error(error)
    assert "  grantee_app/workspace/workspace.py:" in text
    assert "жоқ" not in text


def test_the_log_is_as_quiet() -> None:
    record = logging.LogRecord("ui", logging.ERROR, "x", 1, "not caught", None, None)
    error = catch()
    record.exc_info = (type(error), error, error.__traceback__)
    text = QuietFormatter("%(message)s").format(record)
    assert "ValueError" in text
    assert NAME not in text


def test_a_mistake_saves_and_offers_the_text(
    window: MainWindow, words: ScreenLanguage, workspace: Workspace
) -> None:
    page = window.report_page
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, " соңғы сөз")
    end = watch_errors(partial(tell_mistake, window, words))
    try:
        error = catch()
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        end()
    stored = workspace.read_text(answer_place(page, "goal_evidence"), "kk")
    assert stored.endswith(" соңғы сөз")
    button = next(b for b in window.notice().findChildren(QPushButton) if b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "fail_with_a_name" in copied
    assert NAME not in copied
    assert button.text() == "✓ Көшірілді"
    # The app goes on.
    type_at_end(field, " тағы")
    assert window.save_all()
