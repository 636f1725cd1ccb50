"""A workspace with the sample in a file, a theme, and pages that are closed after each test."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from grantee_app.workspace import Workspace, read_sample
from ui.main_window import MainWindow
from ui.pages.report_page import ReportPage
from ui.preloading import Preloading
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.turn_watch import TurnWatch

WAIT_MS = 20_000


@pytest.fixture(autouse=True)
def _collect_on_the_main_thread() -> Iterator[None]:
    """Let nothing die on a worker, and nothing of one test live on in the next.

    As in the app, Python's collector rests while workers run: it would destroy widgets on whichever
    thread happens to allocate. What was to be deleted later is deleted now: without an event loop
    that would be in some later test.
    """
    gc.disable()
    yield
    bury()
    # A window of one test would wait for what another one was still loading.
    for left in (Preloading.current, TurnWatch.current):
        # Tests that put something in its place take it away themselves.
        if isinstance(left, (Preloading, TurnWatch)):
            left.end()
    gc.enable()


def bury(*windows: MainWindow) -> None:
    """Take windows down with their workers, and delete whatever waits for it."""
    for window in filter(isValid, windows):
        window.unfurnish()
        window.hide()
        window.deleteLater()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # Young garbage alone: while the collector rested, all that a test made stayed young.
    gc.collect(1)


def settle(window: MainWindow) -> None:
    """Let the page that is seen be built to its end, as it is a moment after a click."""
    page = window.view.page() if window.view is not None else None
    if page is not None:
        page.turns.finish()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture(autouse=True)
def _reports_built_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process a test would take longer than the test; test_report_process.py has its own."""
    monkeypatch.setattr("ui.report_process.ReportProcess.is_apart", False)


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
def opened() -> list[MainWindow]:
    """The windows that a test opened; they go before their workspaces."""
    return []


@pytest.fixture
def workspace(tmp_path: Path, opened: list[MainWindow]) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace") as workspace:
        workspace.save_project(read_sample())
        yield workspace
        bury(*opened)
        opened.clear()


@pytest.fixture
def empty_workspace(tmp_path: Path, opened: list[MainWindow]) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "empty") as workspace:
        yield workspace
        bury(*opened)
        opened.clear()


@pytest.fixture
def project_id(workspace: Workspace) -> str:
    return workspace.list_projects()[0].id


@pytest.fixture
def open_window(
    qtbot, words: ScreenLanguage, theme: Theme, memory: QSettings, opened: list[MainWindow]
) -> Iterator[Callable[[Workspace], MainWindow]]:
    def open_on(workspace: Workspace) -> MainWindow:
        window = MainWindow(words, theme, memory)
        window.resize(1366, 768)
        window.show()
        window.furnish(workspace)
        settle(window)
        window.activateWindow()
        opened.append(window)
        return window

    yield open_on
    bury(*opened)


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
