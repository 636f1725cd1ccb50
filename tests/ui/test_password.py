"""The password in the window: set, asked for, locked, forgotten, removed; nothing typed is lost."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from grantee_app.store.encryption import protecting, unlocking
from grantee_app.store.failures import FailureKind, say_failure
from grantee_app.store.safety.backup import Reason
from grantee_app.workspace import Workspace, protection, read_sample
from tests.core.report.reading import read_pdf
from tests.ui.conftest import WAIT_MS
from tests.ui.test_report_page import find_field, type_at_end
from tests.ui.typing import type_text
from ui.crash_report import QuietFormatter, describe_error
from ui.idle_watch import IdleWatch
from ui.leaving import ask_about_unsaved
from ui.main_window import MainWindow
from ui.pages.code_page import CodePage
from ui.pages.message_page import MessagePage
from ui.pages.progress_page import ProgressPage
from ui.pages.settings_page import SettingsPage
from ui.pages.unlock_page import UnlockPage
from ui.session import Session
from ui.widgets.password_line import PasswordLine, read_caps_lock
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
    field = next(field for field in page._editor().findChildren(TextField))
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


# ---------------------------------------------------------------------- asking


def test_a_wrong_password_is_told_and_the_wait_grows(
    qtbot, begin, folder, protected, words
) -> None:
    session = begin(folder)
    page = wait_for(qtbot, session, UnlockPage)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    assert "теріңіз" in page.field.error.text()
    for _ in range(3):
        page.password.line.clear()
        enter(page, "қате құпиясөз")
        qtbot.waitUntil(lambda: not page._is_busy, timeout=WAIT_MS)
    assert page.field.has_error()
    assert "1 секунд" in page.field.error.text()
    assert page.password.line.selectedText() != ""
    words.switch("ru")
    assert "1 секунду" in page.field.error.text()
    # The next attempt is held back and counted down; the window goes on meanwhile.
    page.password.line.clear()
    enter(page, PASSWORD)
    assert page._is_busy
    assert "секунд" in page._busy.text()
    assert not page.open_button.isEnabled()
    wait_until_open(qtbot, session)
    assert session.passwords.key == protected.key


def test_the_page_names_nobody_and_keeps_what_is_typed_in_another_language(
    qtbot, begin, folder, protected, words
) -> None:
    session = begin(folder)
    page = wait_for(qtbot, session, UnlockPage)
    type_text(page.password.line, "төрт сөз")
    click(page.switch._buttons["ru"])
    assert words.code == "ru"
    assert page.password.text() == "төрт сөз"
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    said += page.accessibleName() + session._window.windowTitle()
    assert "Жетісу" not in said
    assert str(folder) not in said
    assert folder.name not in said
    assert page.password.line.echoMode() == page.password.line.EchoMode.Password
    click(page.password.eye)
    assert page.password.line.echoMode() == page.password.line.EchoMode.Normal


def test_the_keyboard_is_told(qtbot, words, theme) -> None:
    line = PasswordLine(words, theme)
    qtbot.addWidget(line)
    line.show()
    type_text(line.line, "құ")
    assert "Кирилл" in line.hint.text()
    QTest.keyClick(line.line, "A")
    assert "Caps Lock" in line.hint.text()
    assert "Латын" in line.hint.text()
    QTest.keyClick(line.line, "b")
    assert "Caps Lock" not in line.hint.text()
    line.clear()
    assert not line.hint.isVisible()


@pytest.mark.parametrize(
    ("text", "held", "was_on", "is_on"),
    [
        ("a", Qt.KeyboardModifier.NoModifier, True, False),
        ("A", Qt.KeyboardModifier.ShiftModifier, True, False),
        ("Ә", Qt.KeyboardModifier.NoModifier, False, True),
        ("ә", Qt.KeyboardModifier.ShiftModifier, False, True),
        ("1", Qt.KeyboardModifier.NoModifier, True, True),
    ],
)
def test_caps_lock_is_read_from_letters(text, held, was_on, is_on) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, 0, held, text)
    assert read_caps_lock(event, was_on=was_on) is is_on


def test_a_forgotten_password_says_what_is_possible(qtbot, begin, folder, protected, words) -> None:
    session = begin(folder)
    page = wait_for(qtbot, session, UnlockPage)
    click(page.forgotten_button)
    assert "ешкім аша алмайды" in page._honest.text()
    assert "табылмады" in page._copies.text()
    # A copy from before the password, put back beside the others.
    with Workspace.open(folder.parent / "plain") as plain:
        plain.save_project(read_sample())
        made = plain.backups.make(Reason.BY_HAND)
    (folder / "backups").mkdir(exist_ok=True)
    shutil.copy(made.info.path, folder / "backups" / made.info.path.name)
    session.passwords._look_for_old_copies()
    qtbot.waitUntil(lambda: "бүгін" in page._copies.text(), timeout=WAIT_MS)
    type_text(page.code, "ABCD")
    type_text(page.new.first.line, OTHER)
    type_text(page.new.second.line, "басқа")
    click(page.use_button)
    assert page.new.second_field.has_error()
    page.new.second.line.clear()
    type_text(page.new.second.line, OTHER)
    click(page.use_button)
    qtbot.waitUntil(page.code_field.has_error, timeout=WAIT_MS)
    assert "28" in page.code_field.error.text()
    assert protection.unlock(folder, PASSWORD) == protected.key


def test_a_window_for_reading_asks_too(qtbot, begin, folder, protected) -> None:
    with Workspace.open(folder, protected.key):
        session = begin(folder)
        # Another window has it: that is told first, and from there it opens for reading only.
        message_page = wait_for(qtbot, session, MessagePage)
        click(message_page.buttons[1])
        enter(wait_for(qtbot, session, UnlockPage), PASSWORD)
        wait_until_open(qtbot, session)
        assert session.workspace.is_read_only
        session.passwords.lock()
        page = wait_for(qtbot, session, UnlockPage)
        click(page.forgotten_button)
        assert not page.new.isVisible()
        type_text(page.code, protected.code.text)
        click(page.use_button)
        wait_until_open(qtbot, session)
        assert session.workspace.is_read_only


# ---------------------------------------------------------------------- locking


@pytest.fixture
def opened(qtbot, begin, folder, protected) -> Session:
    session = begin(folder)
    page = wait_for(qtbot, session, UnlockPage)
    enter(page, PASSWORD)
    wait_until_open(qtbot, session)
    qtbot.waitUntil(lambda: session.keeper is not None and not session.keeper.is_making)
    return session


def test_nothing_is_locked_while_words_are_not_saved(qtbot, opened, monkeypatch) -> None:
    field = find_field(opened._window.report_page, "goal", "goal_evidence")

    def refuse(*_arguments: object) -> None:
        raise say_failure(FailureKind.FULL, opened.workspace.path)

    monkeypatch.setattr(opened.workspace, "write_text", refuse)
    type_at_end(field, " соңғы сөз")
    opened.passwords.lock()
    assert opened.workspace is not None
    assert "құлыпталмады" in opened._window.notice().accessibleName()
    monkeypatch.undo()
    opened.passwords.lock()
    page = wait_for(qtbot, opened, UnlockPage)
    enter(page, PASSWORD)
    wait_until_open(qtbot, opened)
    field = find_field(opened._window.report_page, "goal", "goal_evidence")
    assert "соңғы сөз" in field.editor.toPlainText()


def test_an_open_dialog_goes_first(qtbot, opened) -> None:
    QTimer.singleShot(100, opened.passwords.lock)
    assert ask_about_unsaved(opened._window, opened._words) == "stay"
    wait_for(qtbot, opened, UnlockPage)


def test_an_untouched_window_is_locked(qtbot, opened) -> None:
    clocks = [100.0, 5000.0]
    watch = opened.passwords._idle
    watch._read_clocks = lambda: (clocks[0], clocks[1])
    opened.passwords.set_minutes(5)
    clocks[0] += 299
    watch.look()
    assert opened.workspace is not None
    # A key counts, a minute later it is not five minutes yet.
    QTest.keyClick(opened._window, Qt.Key.Key_Shift)
    clocks[0] += 60
    watch.look()
    assert opened.workspace is not None
    clocks[0] += 241
    watch.look()
    assert opened.workspace is None
    assert not watch.is_watching()


def test_a_laptop_that_slept_is_locked_by_the_clock_on_the_wall(qtbot, qapp) -> None:
    clocks = [0.0, 0.0]
    watch = IdleWatch(qapp, read_clocks=lambda: (clocks[0], clocks[1]))
    watch.begin(10)
    clocks[1] = 700.0
    with qtbot.waitSignal(watch.idle, timeout=WAIT_MS):
        QTest.keyClick(QLabel("."), Qt.Key.Key_A)
    watch.begin(0)
    assert not watch.is_watching()
    watch.deleteLater()


def test_the_side_bar_says_that_it_is_protected(opened, words) -> None:
    note = opened._window.side.lock_note
    assert note.isVisible()
    words.switch("ru")
    assert note.text() == "Защищено паролем"
    assert "Ctrl+L" in note.accessibleDescription()


def test_a_workspace_without_a_password_is_never_locked(begin, folder) -> None:
    session = begin(folder)
    session.passwords.lock()
    assert session.workspace is not None
    assert not session.passwords._idle.is_watching()
    assert not session._window.side.lock_note.isVisible()


# ---------------------------------------------------------------------- setting, changing


def test_a_password_is_changed_only_by_who_knows_it(qtbot, opened, folder) -> None:
    page = open_settings(opened, "password")
    part = page.parts["password"]
    type_text(part.old.line, "қате")
    type_text(part.new.first.line, "қысқа")
    click(part.do_button)
    assert part.new.first_field.has_error()
    part.new.clear()
    for line in (part.new.first.line, part.new.second.line):
        type_text(line, OTHER)
    click(part.do_button)
    qtbot.waitUntil(part._old_field.has_error, timeout=WAIT_MS)
    assert opened.workspace is not None
    assert part.new.text() == OTHER
    part.old.line.clear()
    type_text(part.old.line, PASSWORD)
    click(part.do_button)
    qtbot.waitUntil(lambda: opened.workspace is None, timeout=WAIT_MS)
    wait_until_open(qtbot, opened)
    assert protection.unlock(folder, OTHER) == opened.passwords.key
    with pytest.raises(protection.WrongPassword):
        protection.unlock(folder, PASSWORD)


def test_a_new_sheet_takes_the_place_of_the_old_one(
    qtbot, opened, folder, protected, tmp_path, monkeypatch
) -> None:
    page = open_settings(opened, "password")
    part = page.parts["password"]
    part.deed.buttons["renew"].click()
    type_text(part.old.line, PASSWORD)
    click(part.do_button)
    shown = wait_for(qtbot, opened, CodePage)
    assert shown._code.text != protected.code.text
    # Not beside what it opens.
    monkeypatch.setattr(shown, "choose_target", lambda: folder / "sheet.pdf")
    click(shown.save_button)
    assert not (folder / "sheet.pdf").exists()
    target = tmp_path / "парақ.pdf"
    monkeypatch.setattr(shown, "choose_target", lambda: target)
    click(shown.save_button)
    qtbot.waitUntil(target.exists, timeout=WAIT_MS)
    text = read_pdf(target.read_bytes()).text
    assert shown._code.groups[0] in text
    assert shown._code.groups[6] in text
    shown.kept_box.click()
    click(shown.go_button)
    wait_until_open(qtbot, opened)
    with pytest.raises(protection.WrongRecoveryCode):
        protection.unlock_with_recovery_code(folder, protected.code.text)
    assert protection.unlock_with_recovery_code(folder, shown._code.text) == opened.passwords.key


def test_setting_can_be_cancelled_and_changes_nothing(qtbot, begin, folder, monkeypatch) -> None:
    session = begin(folder)
    held = threading.Event()
    real = protection.protect_workspace

    def wait_first(*given: object, **named: object) -> object:
        held.wait(10)
        return real(*given, **named)

    monkeypatch.setattr(protection, "protect_workspace", wait_first)
    open_settings(session, "password").password_set.emit(PASSWORD)
    page = wait_for(qtbot, session, ProgressPage)
    assert not session._window.close()
    click(page.cancel_button)
    held.set()
    wait_until_open(qtbot, session)
    assert session.workspace.key is None
    assert not protection.is_protected(folder)
    qtbot.waitUntil(
        lambda: "Тоқтатылды" in session._window.notice().accessibleName(), timeout=WAIT_MS
    )


def test_what_was_cut_short_is_finished_first(qtbot, begin, folder, monkeypatch) -> None:
    with Workspace.open(folder) as workspace:
        workspace.backups.make(Reason.BY_HAND)
    monkeypatch.setattr(protecting, "_settle", lambda *_given: False)
    protection.protect_workspace(folder, PASSWORD)
    monkeypatch.undo()
    assert protection.needs_finishing(folder)
    assert protection.list_plain_files(folder) != []
    session = begin(folder)
    seen: list[str] = []
    show = session._window.show_alone
    monkeypatch.setattr(
        session._window, "show_alone", lambda page: (seen.append(type(page).__name__), show(page))
    )
    enter(wait_for(qtbot, session, UnlockPage), PASSWORD)
    wait_until_open(qtbot, session)
    assert "ProgressPage" in seen
    assert protection.list_plain_files(folder) == []
    assert not protection.needs_finishing(folder)


def test_a_backup_with_another_password_asks_for_it(
    qtbot, begin, folder, protected, tmp_path
) -> None:
    with Workspace.open(folder, protected.key) as workspace:
        workspace.backups.make(Reason.BY_HAND)
    other = tmp_path / "other"
    with Workspace.open(other) as workspace:
        workspace.save_project(read_sample())
    session = begin(other)
    session.over.show_backups()
    page = session._window.over_page()
    page.look_into(folder / "backups")
    qtbot.waitUntil(page.card.unlock_button.isVisible, timeout=WAIT_MS)
    assert not page.card.button.isVisible()
    assert "басқа" in page.card._contents.text()
    # While the list is being read: what was asked by a person is not lost to reading it again.
    page.reload()
    type_text(page.card.password.line, "қате құпиясөз")
    click(page.card.unlock_button)
    page.reload()
    qtbot.waitUntil(page.card._field.has_error, timeout=WAIT_MS)
    page.card.password.line.clear()
    type_text(page.card.password.line, PASSWORD)
    QTest.keyClick(page.card.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.card.button.isVisible, timeout=WAIT_MS)
    assert "«" in page.card._contents.text()
    click(page.card.button)
    qtbot.waitUntil(
        lambda: session.workspace is not None and session.workspace.key is not None,
        timeout=WAIT_MS,
    )
    assert protection.is_protected(other)
    assert protection.unlock(other, PASSWORD) == session.passwords.key


# ---------------------------------------------------------------------- nothing is written down


def test_no_log_and_no_crash_report_holds_a_password_or_a_code(
    qtbot, begin, folder, protected, tmp_path, monkeypatch
) -> None:
    log = tmp_path / "bastama.log"
    handler = logging.FileHandler(log, encoding="utf-8")
    handler.setFormatter(QuietFormatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    reports: list[str] = []
    try:
        session = begin(folder)
        page = wait_for(qtbot, session, UnlockPage)

        def fail(_folder: Path, password: str) -> None:
            error = RuntimeError(f"{password} {protected.code.text} {protected.key}")
            reports.append(describe_error(error))
            raise error

        monkeypatch.setattr(protection, "unlock", fail)
        enter(page, PASSWORD)
        qtbot.waitUntil(page.field.has_error, timeout=WAIT_MS)
        monkeypatch.undo()
        page.password.line.clear()
        enter(page, "қате құпиясөз")
        qtbot.waitUntil(lambda: not page._is_busy, timeout=WAIT_MS)
        click(page.forgotten_button)
        page.code_given.emit(protected.code.text, OTHER)
        wait_until_open(qtbot, session)
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()
    written = log.read_text(encoding="utf-8") + "".join(reports)
    assert "RuntimeError" in written
    secrets = [PASSWORD, OTHER, "қате құпиясөз", protected.code.text, *protected.code.groups]
    secrets += [protected.key.secret.hex(), repr(protected.key.secret)]
    assert [secret for secret in secrets if secret in written] == []
    # Neither does the folder, nor what the window remembers.
    session.close()  # a backup that is being made has files that come and go
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".sqlite3"]
    for path in kept:
        data = path.read_bytes()
        assert all(secret.encode() not in data for secret in (PASSWORD, OTHER)), path
        assert protected.key.secret not in data, path


def test_the_clipboard_is_left_alone(qtbot, opened) -> None:
    QApplication.clipboard().setText("менің мәтінім")
    opened.passwords.lock()
    wait_for(qtbot, opened, UnlockPage)
    assert QApplication.clipboard().text() == "менің мәтінім"
