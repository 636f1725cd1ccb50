"""A workspace with the sample in a file, a theme, and pages that are closed after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from grantee_app.workspace import Workspace, read_sample
from ui.main_window import MainWindow
from ui.pages.report_page import ReportPage
from ui.screen_language import ScreenLanguage
from ui.theme import Theme

WAIT_MS = 20_000


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def words(qapp: QApplication) -> ScreenLanguage:
    return ScreenLanguage("kk", qapp)


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    """What the window remembers: the report was the last page seen, unless a test says so."""
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    memory.setValue("window/step", "report")
    return memory


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace") as workspace:
        workspace.save_project(read_sample())
        yield workspace


@pytest.fixture
def empty_workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "empty") as workspace:
        yield workspace


@pytest.fixture
def project_id(workspace: Workspace) -> str:
    return workspace.list_projects()[0].id


@pytest.fixture
def open_window(
    qtbot, words: ScreenLanguage, theme: Theme, memory: QSettings
) -> Iterator[Callable[[Workspace], MainWindow]]:
    opened: list[MainWindow] = []

    def open_on(workspace: Workspace) -> MainWindow:
        window = MainWindow(words, theme, memory)
        window.resize(1366, 768)
        window.show()
        window.furnish(workspace)
        window.activateWindow()
        opened.append(window)
        return window

    yield open_on
    for window in opened:
        if window.view is not None:
            window.view.end_workers()
        window.hide()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def window(open_window, workspace: Workspace) -> MainWindow:
    return open_window(workspace)


@pytest.fixture
def page(window: MainWindow, qtbot) -> ReportPage:
    """The report page of the sample with its first report built."""
    page = window.report_page
    assert page is not None
    qtbot.waitUntil(lambda: page.preview.view.page_count() > 0, timeout=WAIT_MS)
    return page
