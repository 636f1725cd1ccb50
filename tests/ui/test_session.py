"""The open workspace: backups, restoring, damage, a second window, odd places."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from grantee_app.language.message import message
from grantee_app.store.failures import FailureKind, say_failure
from grantee_app.store.places import PlaceKind, PlaceNotice
from grantee_app.store.safety.backup import BackupFailed, Reason, SecondState
from grantee_app.store.safety.damage import Health, HealthState
from grantee_app.workspace import Workspace, read_sample
from tests.ui.conftest import WAIT_MS
from tests.ui.test_main_window import rename_project
from tests.ui.test_report_page import answer_place, find_field, type_at_end
from ui.main_window import MainWindow
from ui.pages.backups_page import BackupsPage
from ui.pages.message_page import MessagePage
from ui.pages.recovery_page import RecoveryPage
from ui.session import Session
from ui.widgets.standing_strip import StandingStrip

Begin = Callable[..., Session]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed workspace with the sample."""
    folder = tmp_path / "workspace"
    with Workspace.open(folder) as workspace:
        workspace.save_project(read_sample())
    return folder


@pytest.fixture
def begin(qtbot, words, theme, memory) -> Iterator[Begin]:
    begun: list[Session] = []

    def begin_on(folder: Path, second: str = "", folders: tuple[str, ...] = ()) -> Session:
        window = MainWindow(words, theme, memory)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        session = Session(window, words, theme, folder, second, folders=folders)
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


def wait_for_backup(session: Session, qtbot) -> None:
    qtbot.waitUntil(
        lambda: not session.keeper.is_making and session.keeper.last is not None, timeout=WAIT_MS
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").glob("*.sqlite3"))


def spoil(folder: Path) -> bytes:
    """Overwrite the middle of the database."""
    path = folder / "bastama.sqlite3"
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 40] = b"\xa5" * (4096 * 39)
    path.write_bytes(data)
    return bytes(data)


def alone(session: Session) -> object:
    return session._window.centralWidget()


# ---------------------------------------------------------------------- backups


def test_a_start_with_changes_and_no_backup_makes_one(begin: Begin, folder: Path, qtbot) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    assert session.keeper.last.reason == Reason.TIMER
    assert "Сақтық көшірме: бүгін" in session._window.side.backup_note.accessibleName()
    assert not session.keeper.has_changes()


def test_every_half_hour_with_changes(begin: Begin, folder: Path, qtbot) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    count = len(names(folder))
    session.keeper.look()
    assert not session.keeper.is_making
    type_at_end(find_field(session._window.report_page, "goal", "goal_evidence"), " сөз")
    session._window.save_all()
    session.keeper.look()
    assert not session.keeper.is_making
    long_ago = datetime.now(UTC) - timedelta(minutes=31)
    session.keeper.last = session.keeper.last.__class__(
        session.keeper.last.path, 1, long_ago, Reason.TIMER, 1
    )
    session.keeper.look()
    wait_for_backup(session, qtbot)
    assert len(names(folder)) == count + 1


def test_closing_makes_the_last_backup_once(begin: Begin, folder: Path, qtbot) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    type_at_end(find_field(session._window.report_page, "goal", "goal_evidence"), " сөз")
    assert session._window.close()
    made = names(folder)
    assert made[-1].endswith("-exit.sqlite3")
    session.keeper.make_last(lambda: None)
    assert names(folder) == made


def test_whoever_waits_for_a_backup_is_told_however_many_were_asked(begin, folder, qtbot) -> None:
    session = begin(folder)
    told: list[int] = []
    for number in range(4):
        # An import waits for its backup: were the third dropped, that import would never begin.
        session.keeper.make(Reason.IMPORT, lambda number=number: told.append(number))
    qtbot.waitUntil(lambda: told == [0, 1, 2, 3], timeout=WAIT_MS)
    assert not session.keeper.is_making


def test_a_backup_that_fails_never_holds_the_window(
    begin: Begin, folder: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    type_at_end(find_field(session._window.report_page, "goal", "goal_evidence"), " сөз")

    def fail(*_: object) -> None:
        raise BackupFailed(message("The copy differs from the database."))

    monkeypatch.setattr(session.workspace.backups, "make", fail)
    session.keeper.make(Reason.TIMER)
    qtbot.waitUntil(lambda: not session.keeper.is_making, timeout=WAIT_MS)
    assert "жасалмады" in session._window.side.backup_note.accessibleName()
    assert session._window.close()


def test_an_import_is_preceded_by_a_backup(begin: Begin, folder: Path, qtbot) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    session._window.deeds.take_project(rename_project("Екінші жоба"))
    assert len(session.workspace.list_projects()) == 1
    qtbot.waitUntil(lambda: len(session.workspace.list_projects()) == 2, timeout=WAIT_MS)
    assert names(folder)[-1].endswith("-import.sqlite3")


def test_restoring_takes_three_clicks(begin: Begin, folder: Path, qtbot) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    window = session._window
    field = find_field(window.report_page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, " кейінгі сөз")
    window.save_all()
    QTest.mouseClick(window.side.backup_note, Qt.MouseButton.LeftButton)
    page = window.findChild(BackupsPage)
    qtbot.waitUntil(lambda: page.list.chosen().contents is not None, timeout=WAIT_MS)
    item = page.list.item(0)
    place = page.list.visualItemRect(item).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "Қоғамдық бақылау" in page.card._contents.text()
    assert "бөлек сақталады" in page.card._promise.text()
    QTest.mouseClick(page.card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: session.workspace is not None and window.report_page is not None, timeout=WAIT_MS
    )
    assert find_field(window.report_page, "goal", "goal_evidence").value() == before
    assert "Қалпына келтірілді" in window.notice().accessibleName()
    assert any(name.endswith("-restore.sqlite3") for name in names(folder))
    assert list((folder / "set-aside").iterdir())


def test_words_that_are_not_saved_hinder_a_restore(
    begin: Begin, folder: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)

    def fail(*_: object) -> None:
        raise say_failure(FailureKind.FULL, session.workspace.path)

    monkeypatch.setattr(session.workspace, "write_text", fail)
    type_at_end(find_field(session._window.report_page, "goal", "goal_evidence"), " сөз")
    session.restore(session.keeper.last)
    assert session.workspace is not None
    assert session._window.report_page is not None


def test_the_page_of_backups_goes_back_where_one_was(begin: Begin, folder: Path, qtbot) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    window, report = session._window, session._window.report_page
    session.over.show_backups()
    page = window.findChild(BackupsPage)
    assert window._pages.currentWidget() is page
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert window._pages.currentWidget() is window.view
    session.over.show_backups()
    QTest.mouseClick(window.side.steps["report"], Qt.MouseButton.LeftButton)
    assert window._pages.currentWidget() is window.view
    assert window.view.page() is report
    assert window.report_page is report


def test_a_second_place_gets_copies_and_its_absence_is_told(
    begin: Begin, folder: Path, tmp_path: Path, qtbot
) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    chosen: list[str] = []
    session.second_chosen.connect(chosen.append)
    stick = tmp_path / "флешка"
    stick.mkdir()
    session.over.show_backups()
    page = session._window.findChild(BackupsPage)
    page.second_chosen.emit(stick)
    wait_for_backup(session, qtbot)
    assert chosen == [str(stick)]
    assert session.keeper.second.state == SecondState.WRITTEN
    assert list(stick.rglob("*.sqlite3"))
    assert page._second_state.text().startswith("✓")
    stick.rename(tmp_path / "алынды")
    session.keeper.look()
    qtbot.waitUntil(lambda: session.keeper.second.state == SecondState.ABSENT, timeout=WAIT_MS)
    assert "Екінші орын жалғанбаған" in session._window.side.backup_note.accessibleName()
    assert page._second_state.text().startswith("▲")
    (tmp_path / "алынды").rename(stick)
    session.keeper.look()
    qtbot.waitUntil(lambda: session.keeper.second.state == SecondState.WRITTEN, timeout=WAIT_MS)


# ---------------------------------------------------------------------- damage


def test_a_damaged_database_leads_to_the_page_of_recovery(
    begin: Begin, folder: Path, qtbot
) -> None:
    with Workspace.open(folder) as workspace:
        workspace.backups.make(Reason.BY_HAND)
    spoilt = spoil(folder)
    session = begin(folder)
    qtbot.waitUntil(lambda: isinstance(alone(session), RecoveryPage), timeout=WAIT_MS)
    page = alone(session)
    assert page._found.text().startswith("! ")
    assert page.card.isVisible()
    assert "Қоғамдық бақылау" in page.card._contents.text()
    assert (folder / "bastama.sqlite3").read_bytes() == spoilt
    QTest.mouseClick(page.card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.workspace is not None, timeout=WAIT_MS)
    assert session._window.report_page is not None
    aside = next((folder / "set-aside").rglob("bastama.sqlite3"))
    assert aside.read_bytes() == spoilt


def test_without_a_backup_readable_rows_are_saved(begin: Begin, folder: Path, qtbot) -> None:
    path = folder / "bastama.sqlite3"
    data = bytearray(path.read_bytes())
    data[-4096 * 6 : -4096 * 4] = b"\xa5" * (4096 * 2)
    path.write_bytes(data)
    session = begin(folder)
    qtbot.waitUntil(lambda: isinstance(alone(session), RecoveryPage), timeout=WAIT_MS)
    page = alone(session)
    assert not page.card.isVisible()
    assert page._no_backup.isVisible()
    QTest.mouseClick(page.salvage_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.take_button.isVisible, timeout=WAIT_MS)
    assert "журналдағы іс-шаралар: 31" in page._saved.text()
    assert path.read_bytes() == bytes(data)
    QTest.mouseClick(page.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.workspace is not None, timeout=WAIT_MS)
    assert "set-aside" in session._window.notice().accessibleName()


def test_damage_found_later_keeps_the_typed_words(
    begin: Begin, folder: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    workspace = session.workspace
    page = session._window.report_page
    place = answer_place(page, "goal_evidence")

    def fail(*_: object) -> None:
        raise say_failure(FailureKind.CORRUPT, workspace.path)

    monkeypatch.setattr(workspace, "write_text", fail)
    damaged = Health(HealthState.DAMAGED, (message("The database file is empty."),), True)
    monkeypatch.setattr("grantee_app.store.safety.damage.check_database", lambda *_a, **_k: damaged)
    type_at_end(find_field(page, "goal", "goal_evidence"), " соңғы сөз")
    page.autosave.flush()
    qtbot.waitUntil(lambda: session.workspace is None, timeout=WAIT_MS)
    monkeypatch.undo()
    qtbot.waitUntil(lambda: isinstance(alone(session), RecoveryPage), timeout=WAIT_MS)
    QTest.mouseClick(alone(session).card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.workspace is not None, timeout=WAIT_MS)
    assert session.workspace.read_text(place, "kk").endswith(" соңғы сөз")


def test_a_large_file_is_checked_in_full_later(
    begin: Begin, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr("grantee_app.store.safety.damage.FULL_CHECK_BYTES", 1)
    session = begin(folder)
    assert session.recovery._full_check.isActive()
    assert session.recovery._full_check.interval() < 60_000
    monkeypatch.undo()
    wait_for_backup(session, qtbot)
    spoil(folder)
    session.recovery._full_check.timeout.emit()
    qtbot.waitUntil(lambda: isinstance(alone(session), RecoveryPage), timeout=WAIT_MS)


# ---------------------------------------------------------------------- two windows

HOLDER = """
import sys, time
from pathlib import Path
from grantee_app.workspace import Workspace
with Workspace.open(Path(sys.argv[1])):
    print("open", flush=True)
    time.sleep(60)
"""


SECOND_START = """
import sys
from pathlib import Path
from ui.one_window import call_first_window
sys.exit(0 if call_first_window(Path(sys.argv[1])) else 3)
"""


@pytest.fixture
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the workspace open and no window."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert process.stdout.readline() == "open\n"
    yield process
    process.kill()
    process.wait()


def test_a_workspace_in_use_can_be_read(
    begin: Begin, folder: Path, holder: subprocess.Popen[str], qtbot
) -> None:
    session = begin(folder)
    page = alone(session)
    assert isinstance(page, MessagePage)
    assert "терезе" in page.sentence()
    QTest.mouseClick(page.buttons[1], Qt.MouseButton.LeftButton)
    window = session._window
    assert session.workspace.is_read_only
    qtbot.waitUntil(window.findChild(StandingStrip).isVisible, timeout=WAIT_MS)
    assert window.report_page.header.status() == "Тек оқуға"
    field = find_field(window.report_page, "goal", "goal_evidence")
    before = field.value()
    type_at_end(field, "сөз")
    field.editor.toggle_heading()
    assert field.value() == before
    holder.kill()
    holder.wait()
    QTest.mouseClick(window.findChild(StandingStrip).button, Qt.MouseButton.LeftButton)
    assert not session.workspace.is_read_only
    assert window.report_page.header.status().startswith("✓")


def test_a_second_start_brings_the_first_window_forward(folder: Path, begin: Begin, qtbot) -> None:
    first = begin(folder)
    called: list[bool] = []
    first._one.called.connect(lambda: called.append(True))
    second = subprocess.Popen(
        [
            sys.executable,
            "-c",
            SECOND_START,
            str(folder),
        ],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    end = time.monotonic() + 20
    while second.poll() is None and time.monotonic() < end:
        QApplication.processEvents()
    assert second.wait(1) == 0
    assert called


def test_nobody_answers_for_another_folder(folder: Path, tmp_path: Path, qapp) -> None:
    from ui.one_window import call_first_window

    assert not call_first_window(tmp_path / "басқа")


def test_a_folder_that_cannot_be_opened_offers_ways_on(
    begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    (tmp_path / "файл").write_text("", encoding="utf-8")
    session = begin(tmp_path / "файл")
    page = alone(session)
    assert isinstance(page, MessagePage)
    chosen: list[str] = []
    session.folder_chosen.connect(chosen.append)
    monkeypatch.setattr(
        "ui.recent_folders.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path / "жаңа")
    )
    QTest.mouseClick(page.buttons[1], Qt.MouseButton.LeftButton)
    assert chosen == [str(tmp_path / "жаңа")]
    assert session._window.first_page is not None


# ---------------------------------------------------------------------- places


def test_an_odd_place_is_told_once_and_again_when_it_comes_back(
    begin: Begin, folder: Path, qtbot
) -> None:
    session = begin(folder)
    wait_for_backup(session, qtbot)
    session.watch._runner.close()
    strip = session._window.notice()
    strip.close_notice()
    full = [PlaceNotice(PlaceKind.LOW_SPACE, message("The database file is empty."))]
    session.watch.take(full)
    assert strip.isVisible()
    strip.close_notice()
    session.watch.take(full)
    assert not strip.isVisible()
    session.watch.take([])
    session.watch.take(full)
    assert strip.isVisible()
