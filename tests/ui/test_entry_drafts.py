"""A row of a paper list that is half typed: kept like every draft, without a number of a person."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from grantee_app.records.personal import drop_number, take_iin
from grantee_app.store.typed_lines import LinePlace
from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.ui.conftest import WAIT_MS, bury
from tests.ui.test_participants_page import count_rows
from tests.ui.typing import type_text
from ui.main_window import MainWindow
from ui.pages.participants.people_words import list_events
from ui.pages.participants_page import ParticipantsPage

KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from grantee_app.settings import load_settings
from tests.ui.typing import type_text
from ui.app import Start

app = QApplication([])
start = Start(app, load_settings(), is_sample=False)

def type_and_die():
    page = start.window.view.open_step("participants")
    page.choose_part("entry")
    line = page.entry.line
    line.name.setFocus()
    type_text(line.name, "Қа")
    line.born.setFocus()
    type_text(line.born, "8805123001")
    line.place.setFocus()
    type_text(line.place, "Ақбұлақ")
    # Longer than autosave waits, and then no goodbye at all.
    QTimer.singleShot(1000, lambda: os.kill(os.getpid(), signal.SIGKILL))

start.window.ready.connect(lambda: QTimer.singleShot(300, type_and_die))
start.window.show()
sys.exit(app.exec())
"""


def find_iin() -> str:
    """Return a number with the birthday 12.05.1988 whose check digit is right; it is nobody's."""
    numbers = (f"8805123{number:05}" for number in range(100))
    return next(number for number in numbers if take_iin(number).value is not None)


@pytest.fixture
def people_page(qtbot, window) -> ParticipantsPage:
    page = window.view.open_step("participants")
    assert isinstance(page, ParticipantsPage)
    qtbot.waitUntil(lambda: page.desk.state is not None, timeout=WAIT_MS)
    page.choose_part("entry")
    return page


def read_line(page: ParticipantsPage) -> dict[str, str]:
    return page.desk.workspace.second_entries.read_line(page.entry.activity_id, "first")


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without a word")
def test_a_killed_process_has_kept_half_a_row(
    workspace: Workspace, tmp_path: Path, open_window, opened: list[MainWindow]
) -> None:
    workspace.close()
    settings = {"language": "kk", "workspace": str(tmp_path / "workspace")}
    (tmp_path / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", KILLED],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path])),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -9, done.stderr
    for file in (tmp_path / "workspace").glob(f"{DATABASE_NAME}*"):
        # Not even half of a number is in the file or its log.
        assert b"880512" not in file.read_bytes()
    with Workspace.open(tmp_path / "workspace") as again:
        window = open_window(again)
        page = window.view.open_step("participants")
        page.choose_part("entry")
        line = page.entry.line
        assert (line.name.text(), line.born.text(), line.place.text()) == ("Қа", "", "Ақбұлақ")
        assert count_rows(page, "participant") == 0
        # It goes before the workspace that this test opened.
        bury(*opened)
        opened.clear()


def test_what_is_typed_is_on_disk_within_a_second(people_page: ParticipantsPage, qtbot) -> None:
    page = people_page
    type_text(page.entry.line.name, "Се")
    type_text(page.entry.line.born, "12.05.1988")
    page.entry.line.gender.set_code("male")
    page.entry.line.edited.emit("gender")
    qtbot.waitUntil(lambda: "name" in read_line(page), timeout=20_000)
    assert read_line(page) == {"name": "Се", "born": "12.05.1988", "gender": "male"}
    # Whoever gives the row up gives the draft up.
    page.entry.line.name.setFocus()
    page.entry.line.offers.hide()
    QTest.keyClick(page.entry.line.name, Qt.Key.Key_Escape)
    page.desk.autosave.flush()
    assert read_line(page) == {}


def test_a_row_that_was_entered_is_no_draft(people_page: ParticipantsPage) -> None:
    page = people_page
    type_text(page.entry.line.name, "Сейітов Ерлан")
    page.desk.autosave.flush()
    assert read_line(page)["name"] == "Сейітов Ерлан"
    QTest.keyClick(page.entry.line.name, Qt.Key.Key_Return)
    assert count_rows(page, "attendance") == 1
    assert read_line(page) == {}
    page.desk.autosave.flush()
    assert read_line(page) == {}
    # Undo takes the row away, not the next row's beginning.
    type_text(page.entry.line.name, "Ах")
    page.desk.autosave.end_step()
    page.desk.workspace.undo()
    assert count_rows(page, "attendance") == 0
    assert page.entry.line.name.text() == "Ах"
    assert read_line(page)["name"] == "Ах"


def test_each_list_has_its_own_half_row(people_page: ParticipantsPage) -> None:
    page = people_page
    first, second = [event.id for event in list_events(page.desk)[:2]]
    page.entry.show_activity(first)
    type_text(page.entry.line.name, "Аб")
    page.entry.show_activity(second)
    assert page.entry.line.name.text() == ""
    type_text(page.entry.line.name, "Жү")
    page.entry.show_activity(first)
    assert page.entry.line.name.text() == "Аб"
    page.entry.show_activity(second)
    assert page.entry.line.name.text() == "Жү"
    assert count_rows(page, "participant") == 0


def test_a_number_tells_birthday_and_gender_and_is_gone(people_page: ParticipantsPage) -> None:
    page, line = people_page, people_page.entry.line
    type_text(line.name, "Қалиева Бақыт")
    number = find_iin()
    for digit in number:
        type_text(line.born, digit)
        page.desk.autosave.flush()
        assert sum(map(str.isdigit, read_line(page).get("born", ""))) <= 8
    assert line.born.text() == "12.05.1988"
    assert line.gender.code()
    assert number not in repr(read_line(page))
    QTest.keyClick(line.born, Qt.Key.Key_Return)
    (row,) = page.desk.workspace.people.list_attendees(page.entry.activity_id)
    assert row.person.born_on is not None
    assert row.person.born_on.isoformat() == "1988-05-12"
    everything = "".join(page.desk.workspace.db.conn.iterdump())
    assert number not in everything
    assert number[:8] not in everything


def test_names_that_are_forgotten_leave_no_half_row(people_page: ParticipantsPage) -> None:
    page, workspace = people_page, people_page.desk.workspace
    type_text(page.entry.line.name, "Сейітова Айгүл")
    QTest.keyClick(page.entry.line.name, Qt.Key.Key_Return)
    (row,) = workspace.people.list_attendees(page.entry.activity_id)
    place = LinePlace(page.entry.activity_id, "first", "name")
    workspace.write_text(place, "", "Сейітова Ай")
    workspace.erase_record("participant", row.person.id)
    assert workspace.read_text(place, "") == ""
    assert "Сейітова" not in "".join(workspace.db.conn.iterdump())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("880512300123", ""),
        ("880512", ""),
        ("88 05 12", ""),
        ("880512-300 123", ""),
        ("1988", "1988"),
        ("12.05.1988", "12.05.1988"),
        ("12.5.", "12.5."),
        ("1988-05-12", "1988-05-12"),
        ("35 жас", "35 жас"),
        ("Сейітов 880512 Ерлан", "Сейітов  Ерлан"),
        ("٨٨٠٥١٢٣٠٠١٢٣", ""),
    ],
)
def test_a_date_is_kept_and_a_number_is_not(typed: str, kept: str) -> None:
    assert drop_number(typed) == kept
