"""The application page as a person uses it: begun, written, mended; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from grantee_app.form.table_pasting import MOST_ROWS
from grantee_app.records import Application, Bilingual
from grantee_app.store import late_sync
from grantee_app.store.texts import AnswerPlace, RecordPlace
from grantee_app.workspace import Workspace
from tests.ui.conftest import settle
from tests.ui.typing import type_text
from ui.first_start import FirstAnswers, begin_first_project
from ui.main_window import MainWindow
from ui.pages.application.answer_field import LongAnswer, ValueAnswer
from ui.pages.application.call_part import CallPart
from ui.pages.application.section_view import SectionView
from ui.pages.application.table_answer import TableAnswer
from ui.pages.application.table_tools import TableTools
from ui.pages.application.won_card import WonCard
from ui.pages.application_page import CALL, ApplicationPage

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NBSP = "\u00a0"
SMALL_GRANT = "small-grant/application"


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of an initiative group, with its project."""
    with Workspace.open(tmp_path / "топ") as workspace:
        begin_first_project(
            workspace,
            FirstAnswers("group", Bilingual(kk="«Ескелді» тобы"), Bilingual(kk="Жарық аула")),
        )
        yield workspace


@pytest.fixture
def open_page(
    open_window: Callable[[Workspace], MainWindow], memory: QSettings
) -> Callable[[Workspace], ApplicationPage]:
    memory.setValue("window/step", "application")

    def open_on(workspace: Workspace) -> ApplicationPage:
        window = open_window(workspace)
        page = window.view.page()
        assert isinstance(page, ApplicationPage)
        return page

    return open_on


def begin(workspace: Workspace, form_id: str = SMALL_GRANT) -> str:
    project_id = workspace.list_projects()[0].id
    version = dict(workspace.applications.list_forms())[form_id]
    form = workspace.applications.load_form(form_id, version)
    application = Application(form=form_id, version=version, kind=form.grant_kinds[0])
    return workspace.applications.begin(project_id, application)


@pytest.fixture
def page(group: Workspace, open_page: Callable[[Workspace], ApplicationPage]) -> ApplicationPage:
    begin(group)
    return open_page(group)


def click(widget: QWidget) -> None:
    widget.window().activateWindow()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, key, held)
    QApplication.processEvents()


def show_section(page: ApplicationPage, section: str) -> SectionView:
    page.list.choose(section)
    view = page.view()
    assert isinstance(view, SectionView)
    view.build_all()
    QApplication.processEvents()
    return view


def find_field(page: ApplicationPage, key: str) -> ValueAnswer | LongAnswer | TableAnswer:
    assert page.sheet is not None
    view = show_section(page, page.sheet.form.section_of[key].id)
    field = view.fields[key]
    assert isinstance(field, ValueAnswer | LongAnswer | TableAnswer)
    return field


def write(target: QWidget, text: str) -> None:
    """Put the cursor into a field, take out what stands there, type."""
    target.window().activateWindow()
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(target, Qt.Key.Key_Delete)
    type_text(target, text)
    QApplication.processEvents()


def write_cell(table: TableAnswer, column: str, text: str) -> None:
    assert table.editor is not None
    editor = table.editor.cells[column].editor
    assert editor is not None
    write(editor.focus_target(), text)


def reread(page: ApplicationPage, key: str, language: str, *cell: str) -> str:
    """Return what is stored, as somebody else would read it."""
    assert page.sheet is not None
    page.autosave.end_step()
    filled = page.desk.workspace.applications.load(page.sheet.application_id).filled
    return filled.cell(key, *cell, language) if cell else filled.text(key, language)


def choose(field: ValueAnswer, code: str) -> None:
    """Choose as a person does with the keyboard: up to the first, then down."""
    target = field.focus_target()
    assert target is not None
    target.window().activateWindow()
    target.setFocus()
    for key in [Qt.Key.Key_Up] * 12 + [Qt.Key.Key_Down] * 12:
        if field.editor.value() == code:
            return
        QTest.keyClick(target, key)
        QApplication.processEvents()
    raise AssertionError(code)


# ---------------------------------------------------------------------- the beginning


def test_an_ngo_finds_the_state_grant_first_and_a_group_made_of_it_the_small_one(
    empty_workspace: Workspace, open_page: Callable[[Workspace], ApplicationPage]
) -> None:
    names = Bilingual(kk="«Жарық жол» ҚБ"), Bilingual(kk="Жарық аула")
    begin_first_project(empty_workspace, FirstAnswers("ngo", *names))
    page = open_page(empty_workspace)
    forms = [form for form, _version in page.begin.cards]
    assert (forms[0], forms[-1]) == ("kz-state-grant/application", SMALL_GRANT)
    page.begin.choose_form(SMALL_GRANT)
    organization = empty_workspace.records.list_organizations()[0]
    place = RecordPlace("organization", organization.id, "legal_form")
    empty_workspace.write_text(place, "", "initiative_group")
    page.begin.refresh()
    forms = [form for form, _version in page.begin.cards]
    assert (forms[0], forms[-1]) == (SMALL_GRANT, "kz-state-grant/application")
    chosen = page.begin.chosen()
    assert chosen is not None
    assert chosen[0] == SMALL_GRANT


def test_an_empty_page_teaches_and_begins(
    group: Workspace, open_page: Callable[[Workspace], ApplicationPage]
) -> None:
    page = open_page(group)
    assert page.body.currentWidget() is page.begin
    assert not page.begin.begin_button.isEnabled()
    assert "комиссия" in page.begin.lead.text()
    keys = [form for form, _version in page.begin.cards]
    assert keys[0] == SMALL_GRANT
    assert keys[-1] == "kz-state-grant/application"
    *fitting, other = page.begin.cards.values()
    assert "Сізге арналмаған: сіз – бастамашыл топ" in other.accessibleName()
    assert not [card for card in fitting if "Сізге арналмаған" in card.accessibleName()]
    card = fitting[0]
    assert "бастамашыл топ" in card.accessibleName()
    click(card)
    click(page.begin.begin_button)
    assert page.body.currentWidget() is page.work
    assert page.list.current() == CALL
    part = page.view()
    assert isinstance(part, CallPart)
    assert part.form.editor("call_title", "kk").focus_target().hasFocus()
    project_id = page.desk.project_id
    assert group.applications.find(project_id)
    group.undo()
    assert not group.applications.find(project_id)


def test_the_call_is_typed_and_known_to_the_next_one(
    page: ApplicationPage, group: Workspace
) -> None:
    page.list.choose(CALL)
    part = page.view()
    assert isinstance(part, CallPart)
    write(part.form.editor("call_title", "kk").focus_target(), "Шағын гранттар байқауы")
    write(part.form.editor("deadline_on").focus_target(), "01.09.2030")
    write(part.form.editor("most_amount").focus_target(), "300 мың")
    page.autosave.end_step()
    assert page.sheet is not None
    page.sheet.reload()
    assert page.sheet.application.most_amount == 300_000
    organization = page.sheet.organization.id
    other = group.records.add_project(organization, Bilingual(kk="Екінші жоба"))
    window = page.window()
    assert isinstance(window, MainWindow)
    window.open_project(other)
    window.open_step("application")
    second = window.view.page()
    assert isinstance(second, ApplicationPage)
    second.begin.choose_form(SMALL_GRANT)
    target = second.begin.call.focus_target()
    target.setFocus()
    press(Qt.Key.Key_Down)
    assert "Шағын гранттар байқауы" in second.begin.call.box.words()
    click(second.begin.begin_button)
    assert second.sheet is not None
    assert second.sheet.application.most_amount == 300_000
    assert second.sheet.application.deadline_on is not None


# ---------------------------------------------------------------------- fields


def test_texts_are_saved_as_they_are_typed_in_both_languages(page: ApplicationPage) -> None:
    field = find_field(page, "problem")
    target = field.focus_target()
    assert isinstance(target, QTextEdit)
    write(target, "Ауламыз қараңғы.")
    assert reread(page, "problem", "kk") == "Ауламыз қараңғы."
    page.set_texts_language("ru")
    assert isinstance(field, LongAnswer)
    assert field.field.value() == ""
    write(target, "Двор тёмный.")
    assert reread(page, "problem", "ru") == "Двор тёмный."
    page.set_texts_language("kk")
    assert field.field.value() == "Ауламыз қараңғы."


def test_the_language_of_the_screen_changes_under_a_half_typed_word(page: ApplicationPage) -> None:
    field = find_field(page, "settlement")
    target = field.focus_target()
    assert target is not None
    write(target, "Ескелді ауд")
    page.desk.words.switch("ru")
    QApplication.processEvents()
    assert field.editor.value() == "Ескелді ауд"
    assert "Населённый пункт" in field.field.label.text()
    type_text(target, "аны")
    assert reread(page, "settlement", "kk") == "Ескелді ауданы"


def test_fields_come_and_go_by_their_conditions_and_keep_what_was_typed(
    page: ApplicationPage, qtbot
) -> None:
    kind = find_field(page, "applicant_kind")
    view = page.view()
    assert isinstance(view, SectionView)
    # Who applies is known already: the project is a group's.
    assert kind.editor.value() == "group"
    assert not view.fields["members"].isHidden()
    members = view.fields["members"]
    assert isinstance(members, TableAnswer)
    write_cell(members, "name", "Серікова Айнұр")
    row_id = members.editor.row_id
    assert row_id
    choose(kind, "ngo")
    # The answers chosen on the way hide the members too, but bring no number.
    qtbot.waitUntil(lambda: not view.fields["bin"].isHidden(), timeout=20_000)
    assert members.isHidden()
    choose(kind, "group")
    qtbot.waitUntil(lambda: not members.isHidden(), timeout=20_000)
    assert reread(page, "members", "kk", row_id, "name") == "Серікова Айнұр"


def test_a_wrong_number_stays_with_a_sentence_and_goes_when_it_is_mended(
    page: ApplicationPage,
) -> None:
    field = find_field(page, "direct_beneficiaries")
    assert isinstance(field, ValueAnswer)
    target = field.focus_target()
    assert target is not None
    write(target, "көп адам")
    press(Qt.Key.Key_Return)
    assert reread(page, "direct_beneficiaries", "") == "көп адам"
    assert field.field.error.isVisibleTo(page)
    assert field.editor.value() == "көп адам"
    write(target, "120")
    assert not field.field.error.isVisibleTo(page)
    assert reread(page, "direct_beneficiaries", "") == "120"


def test_units_are_said_in_the_language_of_the_screen(page: ApplicationPage) -> None:
    words, sheet = page.desk.words, page.sheet
    assert sheet is not None
    field = find_field(page, "direct_beneficiaries")
    assert isinstance(field, ValueAnswer)
    table = find_field(page, "activities")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Жиын")
    write(field.focus_target(), "12")

    def units() -> tuple[bool, bool, bool, bool]:
        shown = {one.text() for one in field.findChildren(QLabel) if one.isVisibleTo(field)}
        head = table.editor.cells["participants"].label.text()
        return "адам" in shown, "человек" in shown, "адам" in head, "чел." in head

    assert units() == (True, False, True, False)
    words.switch("ru")
    assert units() == (False, True, False, True)
    words.switch("kk")
    # The language of the answers is another thing.
    sheet.set_language("ru")
    assert units() == (True, False, True, False)
    assert field.editor.value() == "12"


def test_the_length_is_told_while_typing(page: ApplicationPage, qtbot) -> None:
    field = find_field(page, "project_title")
    assert isinstance(field, ValueAnswer)
    target = field.focus_target()
    assert target is not None
    write(target, "Жарық аула")
    qtbot.waitUntil(lambda: field.count.text() == "10 / 150 таңба", timeout=20_000)
    long = find_field(page, "goal")
    assert isinstance(long, LongAnswer)
    write(long.focus_target(), "Бір. Екі. Үш. Төрт.")
    qtbot.waitUntil(lambda: "4 / 3 сөйлем" in long.field._count.text(), timeout=20_000)
    assert "1 сөйлемге ұзын" in long.field._hint.text()


def test_what_the_organisation_keeps_is_changed_in_its_profile(
    page: ApplicationPage, group: Workspace
) -> None:
    field = find_field(page, "phone")
    assert isinstance(field, ValueAnswer)
    assert field.origin.isVisibleTo(page)
    write(field.focus_target(), "+7 700 000 12 34")
    page.autosave.end_step()
    organization = group.load_project(page.desk.project_id, with_people=False).organization
    assert organization.phone == "+7 700 000 12 34"


def test_the_guidance_follows_the_cursor(page: ApplicationPage) -> None:
    field = find_field(page, "target_group")
    field.focus_target().setFocus()
    QApplication.processEvents()
    assert "«Барлық тұрғын» деп жазбаңыз" in page.guidance.looks_for.text()
    assert "120 бала" in page.guidance.good.text()
    assert page.guidance.weak.isVisibleTo(page)


# ---------------------------------------------------------------------- tables


def list_titles(page: ApplicationPage, table: TableAnswer, column: str = "title") -> list[str]:
    return [
        reread(page, table.key, "kk", row_id, column)
        for row_id in table.sheet.desk.workspace.applications.load(
            table.sheet.application_id
        ).filled.rows_of(table.key)
    ]


def test_rows_are_typed_added_copied_moved_and_removed_by_keys(
    page: ApplicationPage, group: Workspace
) -> None:
    table = find_field(page, "activities")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Тұрғындар жиыны")
    press(Qt.Key.Key_Return, CONTROL)
    write_cell(table, "title", "Шам орнату")
    page.autosave.end_step()
    assert list_titles(page, table) == ["Тұрғындар жиыны", "Шам орнату"]
    press(Qt.Key.Key_D, CONTROL)
    assert list_titles(page, table) == ["Тұрғындар жиыны", "Шам орнату", "Шам орнату"]
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)
    assert list_titles(page, table)[2] == "Шам орнату"
    assert list_titles(page, table)[1] == "Тұрғындар жиыны"
    press(Qt.Key.Key_Delete, ALT)
    assert list_titles(page, table) == ["Тұрғындар жиыны", "Шам орнату"]
    group.undo()
    page.refresh()
    assert list_titles(page, table) == ["Шам орнату", "Тұрғындар жиыны", "Шам орнату"]


def test_what_others_write_while_the_disk_is_slow_is_shown(
    page: ApplicationPage, group: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = Event()
    monkeypatch.setattr(late_sync, "sync_file", lambda _path: may_answer.wait(20))
    field = find_field(page, "problem")
    assert isinstance(field, LongAnswer)
    assert page.sheet is not None
    write(field.focus_target(), "Бірінші")
    page.autosave.flush()
    place = page.sheet.place("problem").place
    group.write_text(place, page.sheet.code, "Екінші")
    may_answer.set()
    assert page.autosave.settle()
    page.refresh()
    assert field.field.value() == "Екінші"


def test_down_goes_to_the_same_column_of_the_next_row_and_escape_to_the_table(
    page: ApplicationPage,
) -> None:
    table = find_field(page, "activities")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Жиын")
    press(Qt.Key.Key_Return, CONTROL)
    write_cell(table, "title", "Асар")
    press(Qt.Key.Key_Up)
    assert table.editor.focused() == "title"
    assert table.editor.cells["title"].editor.value() == "Жиын"
    press(Qt.Key.Key_Escape)
    assert table.view.hasFocus()
    assert table.editor is None
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_F2)
    assert table.editor.cells["title"].editor.value() == "Асар"


def test_sums_follow_every_key(page: ApplicationPage, qtbot) -> None:
    table = find_field(page, "budget")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Шам")
    write_cell(table, "quantity", "2")
    write_cell(table, "price", "28 мың")
    total = table.editor.cells["total"]
    qtbot.waitUntil(lambda: total.shown.text() == f"56{NBSP}000", timeout=20_000)
    press(Qt.Key.Key_Return, CONTROL)
    write_cell(table, "title", "Сым")
    write_cell(table, "quantity", "10")
    write_cell(table, "price", "400")

    def told() -> list[str]:
        last = len(table.rows.lines) - 1
        return [table.rows.cell(last, place).text for place in range(table.rows.columnCount())]

    qtbot.waitUntil(lambda: f"60{NBSP}000" in told(), timeout=20_000)


def test_a_wrong_cell_stays_and_its_row_is_named(page: ApplicationPage, qtbot) -> None:
    table = find_field(page, "activities")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Жиын")
    write_cell(table, "when", "32 тамыз 2024")
    write_cell(table, "place", "Қарабұлақ")
    error = table.editor.cells["when"].error
    assert error.isVisibleTo(page)
    assert "32" in error.text()
    press(Qt.Key.Key_Escape)
    page.judge()
    assert "1-жол" in table.error.text()
    assert table.rows.wrong
    row_id = table.rows.row_ids()[0]
    assert reread(page, "activities", "", row_id, "when") == "32 тамыз 2024"


def test_undo_puts_the_cursor_into_the_cell(page: ApplicationPage) -> None:
    table = find_field(page, "activities")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Жиын")
    page.autosave.end_step()
    write_cell(table, "title", "Жалпы жиналыс")
    page.autosave.end_step()
    press(Qt.Key.Key_Z, CONTROL)
    assert table.editor.cells["title"].editor.value() == "Жиын"
    assert table.editor.focused() == "title"


# ---------------------------------------------------------------------- the way through


def test_f8_leads_from_gap_to_gap(page: ApplicationPage) -> None:
    show_section(page, "problem")
    page.view().focus_first()
    press(Qt.Key.Key_F8)
    first = page._here()
    press(Qt.Key.Key_F8)
    assert page._here() != first
    assert QApplication.focusWidget() is not None


def test_the_foot_leads_on_and_the_head_counts(page: ApplicationPage) -> None:
    view = show_section(page, "applicant")
    assert "1-қадам" in page.header._note.text()
    click(view.next_button)
    assert page.list.current() == "problem"
    assert page.view().fields["problem"].focus_target().hasFocus()
    press(Qt.Key.Key_PageUp, CONTROL)
    assert page.list.current() == "applicant"


def test_the_next_day_everything_is_there(page: ApplicationPage, group: Workspace) -> None:
    field = find_field(page, "project_title")
    write(field.focus_target(), "Жарық аула")
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.save_all()
    window.unfurnish()
    window.furnish(group)
    settle(window)
    again = window.view.page()
    assert isinstance(again, ApplicationPage)
    assert again.list.current() == "goal"
    found = find_field(again, "project_title")
    assert isinstance(found, ValueAnswer)
    assert found.editor.value() == "Жарық аула"


def test_levels_promised_are_told_and_asked_about(
    group: Workspace, open_page: Callable[[Workspace], ApplicationPage], qtbot
) -> None:
    begin(group, "kz-state-grant/application")
    project_id = group.list_projects()[0].id
    form = ("kz-state-grant/application", "2024")
    report = ("kz-state-grant/final-report", "2024")
    for key, text in (("socio_ngos", "7"), ("socio_payroll", "2400000")):
        group.write_text(AnswerPlace(project_id, *form, key), "", text)
    group.write_text(AnswerPlace(project_id, *report, "socio.payroll.plan"), "", "2 000 000")
    page = open_page(group)
    assert page.sheet is not None
    card = WonCard(page.sheet)
    qtbot.addWidget(card)
    card.fill(is_shown=True)
    assert card.filled.text().endswith("есептегі жоспарланған деңгейлер")
    (box,) = card.overwrite.values()
    said = box.text().replace(NBSP, " ")
    assert said == "Гранттың жалпы сомасынан еңбекақы төлеу қоры: 2 000 000 → 2 400 000"
    box.click()
    card.apply()
    answers = group.load_project(project_id).project.answers
    told = {answer.path: answer.value for answer in answers if answer.form == report[0]}
    assert told == {"socio.ngos.plan": "7", "socio.payroll.plan": "2400000"}


# ---------------------------------------------------------------------- what tables offer


def find_tools(page: ApplicationPage, key: str) -> TableTools:
    table = find_field(page, key)
    tools = table.findChild(TableTools)
    assert tools is not None
    return tools


def copy(text: str) -> None:
    QApplication.clipboard().setText(text)


def test_a_sheet_is_pasted_from_a_cell_down_as_one_step(
    page: ApplicationPage, group: Workspace
) -> None:
    table = find_field(page, "budget")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Шам")
    copy("2\t28 000\n10\t400\n")
    table.editor.cells["quantity"].editor.focus_target().setFocus()
    press(Qt.Key.Key_V, CONTROL)
    ids = table.rows.row_ids()
    assert [reread(page, "budget", "", row, "quantity") for row in ids] == ["2", "10"]
    assert [reread(page, "budget", "", row, "price") for row in ids] == ["28000", "400"]
    group.undo()
    page.refresh()
    assert [reread(page, "budget", "", row, "quantity") for row in table.rows.row_ids()] == [""]


def test_cells_that_find_no_column_are_shown_before_the_rest_is_added(
    page: ApplicationPage,
) -> None:
    table = find_field(page, "budget")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Шам")
    last = table.table.columns[-1].key
    copy("100\tартық\n200\t\n")
    table.editor.cells[last].editor.focus_target().setFocus()
    press(Qt.Key.Key_V, CONTROL)
    tools = find_tools(page, "budget")
    assert tools.offer.isVisibleTo(page)
    assert "артық" in tools.offer.problems.text()
    click(tools.offer.add_button)
    # They go from the cell on, as they were pasted.
    ids = table.rows.row_ids()
    assert [reread(page, "budget", "", row, last) for row in ids] == ["100", "200"]
    assert list_titles(page, table) == ["Шам", ""]


def test_more_rows_than_one_paste_takes_are_told_before_any_is_written(
    page: ApplicationPage,
) -> None:
    table = find_field(page, "budget")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Шам")
    copy("".join(f"{number}\n" for number in range(MOST_ROWS + 30)))
    table.editor.cells["quantity"].editor.focus_target().setFocus()
    press(Qt.Key.Key_V, CONTROL)
    tools = find_tools(page, "budget")
    assert tools.offer.isVisibleTo(page)
    assert [reread(page, "budget", "", row, "quantity") for row in table.rows.row_ids()] == [""]
    told = tools.offer.problems.text().replace(NBSP, " ")
    assert "Алғашқы 5 000 жол ғана оқылды, тағы 30 жол оқылмай қалды." in told
    page.desk.words.switch("ru")
    assert "ещё 30 строк не прочитано" in tools.offer.problems.text().replace(NBSP, " ")


def test_a_paste_that_found_nothing_is_closed(page: ApplicationPage) -> None:
    tools = find_tools(page, "activities")
    copy("")
    click(tools.buttons[0][0])
    assert tools.offer.isVisibleTo(page)
    assert tools.offer.head.text()
    assert tools.offer.cancel_button.text() == "Жабу"
    press(Qt.Key.Key_Escape)
    assert not tools.offer.isVisibleTo(page)


def test_a_whole_table_is_shown_before_it_is_added(page: ApplicationPage) -> None:
    tools = find_tools(page, "activities")
    copy(
        "Мерзімі\tІс-шара\tОрны\tҚатысушылар\n"
        "5 тамыз 2030\tТұрғындар жиыны\tҚарабұлақ\t30\n"
        "32 тамыз 2030\tШам орнату\tҚарабұлақ\tкөп\n"
    )
    click(tools.buttons[0][0])
    assert tools.offer.isVisibleTo(page)
    assert "Тұрғындар жиыны" in tools.offer.lines.text()
    assert tools.offer.problems.isVisibleTo(page)
    press(Qt.Key.Key_Escape)
    table = find_field(page, "activities")
    assert isinstance(table, TableAnswer)
    assert table.rows.row_ids() == []
    tools.paste("", "")
    click(tools.offer.add_button)
    assert list_titles(page, table) == ["Тұрғындар жиыны", "Шам орнату"]
    # What could not be read stays as it was typed.
    assert reread(page, "activities", "", table.rows.row_ids()[1], "participants") == "көп"


def test_indicators_are_proposed_by_the_kinds_of_the_activities(page: ApplicationPage) -> None:
    activities = find_field(page, "activities")
    assert isinstance(activities, TableAnswer)
    write_cell(activities, "title", "Тігін шеберлік сабағы")
    write_cell(activities, "participants", "25")
    kind = activities.editor.cells["kind"].editor
    kind.focus_target().setFocus()
    kind.refresh()
    press(Qt.Key.Key_Down)
    tools = find_tools(page, "indicators")
    click(tools.buttons[1][0])
    assert "Тігін шеберлік сабағы" in tools.offer.lines.text()
    assert tools.offer.cancel_button.text() == "Болдырмау"
    click(tools.offer.add_button)
    indicators = find_field(page, "indicators")
    assert isinstance(indicators, TableAnswer)
    ids = indicators.rows.row_ids()
    assert len(ids) >= 2
    assert all(
        reread(page, "indicators", "", row, "activity") == activities.rows.row_ids()[0]
        for row in ids
    )
    assert all(reread(page, "indicators", "ru", row, "title") for row in ids)
    click(tools.buttons[1][0])
    assert not tools.offer.add_button.isVisibleTo(page)
    # There is nothing to cancel.
    assert tools.offer.cancel_button.text() == "Жабу"
    page.desk.words.switch("ru")
    assert tools.offer.cancel_button.text() == "Закрыть"
    click(tools.offer.cancel_button)
    assert not tools.offer.isVisibleTo(page)


def test_a_wage_comes_with_its_taxes(page: ApplicationPage, qtbot) -> None:
    write(find_field(page, "period").focus_target(), "01.03.2025 – 31.08.2025")
    tools = find_tools(page, "budget")
    click(tools.buttons[1][0])
    panel = tools.wages
    assert panel is not None
    assert panel.months.value() == "6"
    write(panel.who.focus_target(), "үйлестіруші")
    write(panel.sum.focus_target(), "120 мың")
    assert panel.add_button.isEnabled()
    assert "%" in panel.source.text()
    click(panel.add_button)
    table = find_field(page, "budget")
    assert isinstance(table, TableAnswer)
    wage, taxes = table.rows.row_ids()
    assert "үйлестіруші" in reread(page, "budget", "kk", wage, "title")
    assert reread(page, "budget", "", wage, "quantity") == "6"
    assert reread(page, "budget", "", wage, "price") == "120000"
    assert int(reread(page, "budget", "", taxes, "price")) > 0


def test_the_timeline_shows_the_activities(page: ApplicationPage) -> None:
    table = find_field(page, "activities")
    assert isinstance(table, TableAnswer)
    write_cell(table, "title", "Жиын")
    write_cell(table, "when", "05.08.2030")
    tools = find_tools(page, "activities")
    click(tools.buttons[1][0])
    assert tools.timeline is not None
    assert tools.timeline.isVisibleTo(page)
    strokes = tools.timeline.model.picture.strokes
    assert [one.title for one in strokes if not one.is_task] == ["Жиын"]
    write_cell(table, "when", "05.09.2030")
    stroke = next(one for one in tools.timeline.model.picture.strokes if not one.is_task)
    assert stroke.line.starts_on.month == 9
    click(tools.buttons[1][0])
    assert not tools.timeline.isVisibleTo(page)


def test_larger_letters_make_a_card_of_a_row_that_fits_no_more(page: ApplicationPage) -> None:
    # Widths grow with the letters as far as the window goes: here it ends before the row does.
    page.window().resize(1100, 768)
    QApplication.processEvents()
    table = find_field(page, "members")
    assert isinstance(table, TableAnswer)
    assert table.editor is not None
    assert not table.editor.is_card
    theme = page.desk.theme
    try:
        theme.choose_size(150)
        QApplication.processEvents()
        assert table.editor.is_card
        write_cell(table, "name", "Серікова Айнұр")
    finally:
        theme.choose_size(100)
    QApplication.processEvents()
    assert not table.editor.is_card
    assert table.editor.cells["name"].editor.value() == "Серікова Айнұр"


@pytest.mark.parametrize("key", ["indicators", "members"])
def test_a_narrow_window_shows_all_columns_of_a_small_table(
    page: ApplicationPage, key: str
) -> None:
    page.window().resize(1000, 700)
    table = find_field(page, key)
    assert isinstance(table, TableAnswer)
    click(table.buttons["add"])
    QApplication.processEvents()
    view = table.view
    whole = sum(view.columnWidth(place) for place in range(view.rows.columnCount()))
    assert whole <= view.viewport().width()
