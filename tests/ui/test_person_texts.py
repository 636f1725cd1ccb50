"""A number of a person (IIN) that is typed among her remarks is not kept, the words are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from grantee_app.language.message import LANGUAGES
from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.ui.conftest import WAIT_MS
from tests.ui.test_entry_drafts import find_iin
from tests.ui.test_participants_page import add_people
from tests.ui.typing import type_text
from ui.main_window import MainWindow
from ui.pages.participants_page import ParticipantsPage
from ui.places import Place

COLUMNS = ("name", "tags", "place", "contact", "note")
SENTENCES = {
    "kk": "ЖСН мұнда сақталмайды: нөмір алынып тасталды, қалған сөздер орнында.",
    "ru": "ИИН здесь не хранится: номер убран, остальные слова сохранены.",
}


@pytest.fixture
def page(qtbot, window) -> ParticipantsPage:
    found = window.view.open_step("participants")
    assert isinstance(found, ParticipantsPage)
    qtbot.waitUntil(lambda: found.desk.state is not None, timeout=WAIT_MS)
    return found


def enter(page: ParticipantsPage, person_id: str, column: str) -> QLineEdit:
    """Put the cursor into a field of a person, behind what is there."""
    assert page.show_place(Place("participants", person_id, column))
    line = page.register.detail.form.editor(column).focus_target()
    assert isinstance(line, QLineEdit)
    assert line.hasFocus()
    line.end(False)
    return line


def read_error(page: ParticipantsPage, column: str) -> str:
    editor = page.register.detail.form.editor(column)
    return editor.parent().error.text().removeprefix("! ")


def read_disk(workspace: Workspace) -> bytes:
    """Return the bytes of the database with its log, and all rows as text, history too."""
    files = Path(workspace.folder).glob(f"{DATABASE_NAME}*")
    rows = "\n".join(workspace.db.conn.iterdump())
    return b"".join(file.read_bytes() for file in files) + rows.encode()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_number_is_never_written_and_the_words_are(page: ParticipantsPage, column: str) -> None:
    person, workspace = add_people(page)[1], page.desk.workspace
    line, number = enter(page, person.id, column), find_iin()
    before = getattr(person, column)
    type_text(line, " ауылдан ")
    for digit in number:
        type_text(line, digit)
        page.autosave.flush()
    assert number not in line.text()
    type_text(line, " келді")
    page.autosave.end_step()
    kept = getattr(workspace.people.load(person.id), column)
    assert kept == f"{before} ауылдан келді".strip()
    assert kept == line.text()
    disk = read_disk(workspace)
    assert number.encode() not in disk
    # Eleven digits would tell the twelfth. The space: an id may hold five digits by chance.
    assert f" {number[:5]}".encode() not in disk
    assert number[:9].encode() not in disk


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_field_says_why_at_once(page: ParticipantsPage, code) -> None:
    person = add_people(page)[1]
    page.words.switch(code)
    line = enter(page, person.id, "note")
    type_text(line, "Келді ")
    assert read_error(page, "note") == ""
    type_text(line, find_iin())
    assert read_error(page, "note") == SENTENCES[code]
    assert page.register.detail.form.editor("note").parent().error.isVisible()
    # Still there when the cursor has left.
    enter(page, person.id, "tags")
    assert read_error(page, "note") == SENTENCES[code]


def test_the_sentence_is_not_said_of_another_person(page: ParticipantsPage) -> None:
    people = add_people(page)
    type_text(enter(page, people[1].id, "note"), find_iin())
    assert read_error(page, "note")
    enter(page, people[0].id, "tags")
    assert read_error(page, "note") == ""


def test_a_pasted_list_loses_its_number_alone(page: ParticipantsPage) -> None:
    person, number = add_people(page)[1], find_iin()
    line = enter(page, person.id, "contact")
    spaced = f"{number[:6]} {number[6:]}"
    QApplication.clipboard().setText(f"ЖСН {spaced}, 8 701 555 01 02")
    line.paste()
    page.autosave.flush()
    # Digits at the cursor may yet become a number, the words before them not.
    assert page.desk.workspace.people.load(person.id).contact == "ЖСН ,"
    enter(page, person.id, "note")
    assert page.desk.workspace.people.load(person.id).contact == "ЖСН , 8 701 555 01 02"


def test_a_telephone_is_kept_when_the_cursor_leaves(page: ParticipantsPage) -> None:
    person = add_people(page)[1]
    line = enter(page, person.id, "contact")
    type_text(line, "87015550102")
    page.autosave.flush()
    assert page.desk.workspace.people.load(person.id).contact == "8701"
    assert line.text() == "87015550102"
    enter(page, person.id, "note")
    assert page.desk.workspace.people.load(person.id).contact == "87015550102"
    assert read_error(page, "contact") == ""


def test_a_stored_telephone_stays_while_it_is_mended(page: ParticipantsPage) -> None:
    person, workspace = add_people(page)[1], page.desk.workspace
    line = enter(page, person.id, "contact")
    type_text(line, "87015550102")
    enter(page, person.id, "note")
    line = enter(page, person.id, "contact")
    type_text(line, "\b\b")
    page.autosave.flush()
    assert workspace.people.load(person.id).contact == "87015550102"
    type_text(line, "39 Айгүл")
    page.autosave.flush()
    assert workspace.people.load(person.id).contact == "87015550139 Айгүл"


def test_a_window_that_closes_keeps_half_a_number(
    page: ParticipantsPage, window: MainWindow
) -> None:
    person, workspace = add_people(page)[1], page.desk.workspace
    type_text(enter(page, person.id, "contact"), "87015550102")
    kept: list[str] = []
    before_end = window.before_end
    window.before_end = lambda: (
        kept.append(workspace.people.load(person.id).contact),
        before_end(),
    )
    window.close()
    assert kept == ["87015550102"]


def test_another_number_of_twelve_digits_stays(page: ParticipantsPage) -> None:
    person, number = add_people(page)[1], find_iin()
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    line = enter(page, person.id, "note")
    type_text(line, f"шот {wrong}")
    page.autosave.end_step()
    assert page.desk.workspace.people.load(person.id).note == f"шот {wrong}"
    assert read_error(page, "note") == ""


def test_a_number_in_the_birthday_is_no_draft(page: ParticipantsPage) -> None:
    person, number = add_people(page)[1], find_iin()
    line = enter(page, person.id, "born_on")
    line.clear()
    QApplication.clipboard().setText(number)
    line.paste()
    page.autosave.end_step()
    assert number.encode() not in read_disk(page.desk.workspace)
