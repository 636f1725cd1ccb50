"""Typed words reach the disk: looked for by a connection of its own, never asked of the writer."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtGui import QCloseEvent

from grantee_app.store import late_sync
from grantee_app.store.disk import sync_file
from grantee_app.store.failures import FailureKind, say_failure
from grantee_app.store.texts import AnswerPlace
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS
from tests.ui.test_report_page import find_field, type_at_end
from ui.autosave import LONGEST_MS, SILENCE_MS, Autosave
from ui.main_window import MainWindow
from ui.pages.report_page import ReportPage

WORD = " өңдеу"


@pytest.fixture
def page(window: MainWindow) -> ReportPage:
    assert window.report_page is not None
    return window.report_page


def is_on_disk(workspace: Workspace, text: str) -> bool:
    """Look for a text in a copy of the files as they lie on the disk now."""
    assert workspace.path is not None
    copy = workspace.path.with_name("copy.sqlite3")
    for suffix in ("", "-wal"):
        beside = workspace.path.with_name(workspace.path.name + suffix)
        if beside.exists():
            shutil.copyfile(beside, copy.with_name(copy.name + suffix))
    with closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("SELECT 1 FROM answer WHERE value = ?", [text]).fetchone()
    for suffix in ("", "-wal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    return found is not None


def test_the_times_promise_a_second() -> None:
    assert SILENCE_MS <= 500
    assert LONGEST_MS < 1000


def test_a_pause_writes(page: ReportPage, workspace: Workspace, qtbot) -> None:
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, WORD)
    assert not is_on_disk(workspace, field.value())
    with qtbot.waitSignal(page.autosave.saved, timeout=WAIT_MS):
        pass
    assert is_on_disk(workspace, field.value())


def test_typing_without_a_pause_writes(page: ReportPage, workspace: Workspace, qtbot) -> None:
    page.autosave._silence.setInterval(60_000)
    field = find_field(page, "goal", "goal_evidence")
    with qtbot.waitSignal(page.autosave.saved, timeout=WAIT_MS):
        type_at_end(field, WORD)
    assert is_on_disk(workspace, field.value())


@pytest.mark.parametrize("leave", ["focus", "section", "language", "screen", "quit", "close"])
def test_leaving_writes_at_once(
    leave: str, window: MainWindow, page: ReportPage, workspace: Workspace, qapp
) -> None:
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, WORD)
    typed = field.value()
    act = {
        "focus": page.sections.setFocus,
        "section": lambda: page.sections.choose("partners"),
        "language": lambda: page.set_document_language("ru"),
        "screen": lambda: window.switch_language("ru"),
        "quit": window.save_all,
        "close": lambda: window.closeEvent(QCloseEvent()),
    }[leave]
    act()
    assert is_on_disk(workspace, typed)
    window.switch_language("kk")


def test_a_full_disk_is_told_and_written_once_there_is_room(
    page: ReportPage, workspace: Workspace, qtbot
) -> None:
    page.autosave._retry.setInterval(50)
    pages = workspace.db.execute("PRAGMA page_count").fetchone()[0]
    workspace.db.execute(f"PRAGMA max_page_count = {pages}")
    field = find_field(page, "goal", "goal_evidence")
    before = field.value()
    field.editor.setFocus()
    field.editor.insertPlainText("Ұзақ мәтін. " * 20_000)
    assert not page.autosave.flush()
    assert page.header.status() == "! Сақталмады – дискіде орын жоқ"
    assert not is_on_disk(workspace, field.value())
    assert is_on_disk(workspace, before)
    workspace.db.execute("PRAGMA max_page_count = 1000000")
    qtbot.waitUntil(lambda: not page.autosave.has_unsaved(), timeout=WAIT_MS)
    assert is_on_disk(workspace, field.value())
    assert page.header.status().startswith("✓")


def test_damage_is_not_tried_again_and_the_words_stay(
    workspace: Workspace, project_id: str, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(workspace, "write_text", fail)
    autosave = Autosave(workspace)
    place = AnswerPlace(project_id, "form", "1", "path")
    autosave.note(place, "kk", lambda: "соңғы сөз")
    with qtbot.waitSignal(autosave.damaged, timeout=WAIT_MS):
        assert not autosave.flush()
    assert not autosave._retry.isActive()
    assert autosave.unsaved() == {(place, "kk"): "соңғы сөз"}


def test_refused_words_wait_for_permission(page: ReportPage, workspace: Workspace) -> None:
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, WORD)
    typed = field.value()
    workspace.db.conn.execute("PRAGMA query_only = ON")
    assert not page.autosave.flush()
    assert page.header.status().startswith("! Сақталмады")
    assert field.value() == typed
    workspace.db.conn.execute("PRAGMA query_only = OFF")
    assert page.autosave.flush()
    assert is_on_disk(workspace, typed)


class SlowDisk:
    """A disk that answers when it is told to, or refuses."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.problem: OSError | None = None

    def sync(self, path: Path) -> None:
        assert self.may_answer.wait(WAIT_MS / 1000)
        if self.problem is not None:
            raise self.problem
        sync_file(path)


@pytest.fixture
def disk(
    page: ReportPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SlowDisk]:
    disk = SlowDisk()
    assert page.autosave.settle()
    monkeypatch.setattr(late_sync, "sync_file", disk.sync)
    assert workspace.durability.is_on_disk()
    yield disk
    disk.may_answer.set()


def test_saved_is_said_when_the_disk_has_it_and_not_before(
    page: ReportPage, disk: SlowDisk, qtbot
) -> None:
    field = find_field(page, "goal", "goal_evidence")
    with qtbot.assertNotEmitted(page.autosave.saved, wait=300):
        type_at_end(field, WORD)
        # The window does not wait.
        assert page.autosave.flush()
    assert page.header.status() == "Сақталуда…"
    assert page.autosave.unsaved() == {(field.entry.place, "kk"): field.value()}
    with qtbot.waitSignal(page.autosave.saved, timeout=WAIT_MS):
        disk.may_answer.set()
    assert page.header.status().startswith("✓")
    assert page.autosave.unsaved() == {}


def test_who_leaves_waits_for_the_disk(
    page: ReportPage, window: MainWindow, disk: SlowDisk
) -> None:
    field = find_field(page, "goal", "goal_evidence")
    type_at_end(field, WORD)
    Timer(0.3, disk.may_answer.set).start()
    assert window.save_all()
    assert disk.may_answer.is_set()
    assert not page.autosave.has_unsaved()


def test_a_disk_that_refuses_is_told_and_asked_again(
    page: ReportPage, workspace: Workspace, disk: SlowDisk, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.autosave._retry.setInterval(50)
    disk.problem = OSError(5, "Input/output error")
    disk.may_answer.set()
    refusal = say_failure(FailureKind.DEVICE, workspace.path)

    def refuse() -> None:
        raise refusal

    field = find_field(page, "goal", "goal_evidence")
    with monkeypatch.context() as patch:
        patch.setattr(workspace.durability, "bring_to_disk", refuse)
        type_at_end(field, WORD)
        with qtbot.waitSignal(page.autosave.failed, timeout=WAIT_MS):
            page.autosave.flush()
        assert page.header.status().startswith("! Сақталмады")
        assert not page.autosave.settle()
        assert page.autosave.unsaved() == {(field.entry.place, "kk"): field.value()}
    with qtbot.waitSignal(page.autosave.saved, timeout=WAIT_MS):
        pass
    assert page.header.status().startswith("✓")
    assert is_on_disk(workspace, field.value())
