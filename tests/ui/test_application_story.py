"""One long story: neighbours write for a small grant in Kazakh, err, hand in a folder, and win.

Everything is done as a person does it: by clicks, keys and typed Cyrillic. Only the windows of the
system that ask for files and folders are answered for her.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from grantee_app.workspace import Workspace
from tests.core.report.reading import read_pdf
from tests.ui.conftest import WAIT_MS, settle
from tests.ui.test_application_page import (
    CONTROL,
    NBSP,
    click,
    find_field,
    press,
    show_section,
    write,
    write_cell,
)
from tests.ui.typing import type_text
from ui.main_window import MainWindow
from ui.pages.application.answer_field import LongAnswer, ValueAnswer
from ui.pages.application.call_part import CallPart
from ui.pages.application.file_answer import FileAnswer
from ui.pages.application.outcome_part import OutcomePart
from ui.pages.application.table_answer import TableAnswer
from ui.pages.application_page import ApplicationPage
from ui.pages.plan_page import PlanPage

GROUP = "«Ескелді» бастамашыл тобы"
TITLE = "Жарық аула"
PROBLEM = (
    "Мектеп көшесіндегі аулада бір де шам жоқ. Қыста 46 бала сабақтан қараңғыда қайтады. "
    "Былтыр екі адам тайып құлап, аяғын сындырды."
)
FIRST, SECOND = "Тұрғындар жиыны", "Он екі шам орнату"
TINY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def fresh_memory(memory: QSettings) -> QSettings:
    memory.remove("window/step")
    return memory


def test_neighbours_apply_hand_in_and_win(
    open_window: Callable[[Workspace], MainWindow],
    fresh_memory: QSettings,
    tmp_path: Path,
    qtbot,
) -> None:
    with Workspace.open(tmp_path / "топ") as workspace:
        window = open_window(workspace)
        page = begin(window, qtbot)
        tell_of_the_call(page)
        tell_who_applies(page, qtbot)
        tell_the_problem(page)
        tell_goal_and_activities(page)
        ask_for_money(page, qtbot)
        tell_results(page)
        attach_and_declare(page, tmp_path)
        folder = hand_in(page, tmp_path, qtbot)
        check_folder(folder)
        win(window, page, qtbot)
        # The names in the side bar follow the last step.
        qtbot.wait(200)
        assert window.close()


# ---------------------------------------------------------------------- the chapters


def begin(window: MainWindow, qtbot) -> ApplicationPage:
    """Kazakh, a group, two names – and she stands in the application."""
    first = window.first_page
    assert first is not None
    qtbot.waitUntil(first.language.cards["kk"].hasFocus, timeout=WAIT_MS)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    type_text(focused(), GROUP)
    press(Qt.Key.Key_Return)
    type_text(focused(), TITLE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.view is not None, timeout=WAIT_MS)
    QApplication.processEvents()
    page = window.view.page()
    assert isinstance(page, ApplicationPage)
    click(next(card for key, card in page.begin.cards.items() if key[0].startswith("small")))
    assert page.notice.isVisibleTo(window)
    click(page.begin.begin_button)
    assert not page.notice.isVisibleTo(window)
    return page


def tell_of_the_call(page: ApplicationPage) -> None:
    part = page.view()
    assert isinstance(part, CallPart)
    write(part.form.editor("call_title", "kk").focus_target(), "Шағын гранттар байқауы")
    write(part.form.editor("funder", "kk").focus_target(), "«Жетісу» қоғамдық қоры")
    write(part.form.editor("deadline_on").focus_target(), "31.12.2035")
    write(part.form.editor("most_amount").focus_target(), "300 мың")
    click(part.next_button)
    assert page.list.current() == "eligibility"


def tell_who_applies(page: ApplicationPage, qtbot) -> None:
    """Who applies is known; a telephone is mistyped and mended."""
    assert value_of(page, "applicant_kind").editor.value() == "group"
    assert value_of(page, "applicant_name").editor.value() == GROUP
    write(target(page, "leader"), "Серікова Айнұр Болатқызы")
    write(target(page, "settlement"), "Жетісу облысы, Ескелді ауданы, Қарабұлақ")
    phone = value_of(page, "phone")
    write(phone.focus_target(), "87000")
    press(Qt.Key.Key_Return)
    assert phone.field.error.isVisibleTo(page)
    write(phone.focus_target(), "8 700 000 12 34")
    press(Qt.Key.Key_Return)
    assert not phone.field.error.isVisibleTo(page)
    members = table_of(page, "members")
    for name, role in (
        ("Серікова Айнұр", "сатып алу, чектер"),
        ("Омаров Ерлан", "шам орнату"),
        ("Ким Светлана", "тұрғындарды жинау"),
    ):
        write_cell(members, "name", name)
        write_cell(members, "role", role)
        press(Qt.Key.Key_Return, CONTROL)


def tell_the_problem(page: ApplicationPage) -> None:
    """Too short at first: the field says so while she types."""
    problem = find_field(page, "problem")
    assert isinstance(problem, LongAnswer)
    write(problem.focus_target(), "Аула қараңғы.")
    page.autosave.end_step()
    problem.field._show_length()
    assert "Кемінде 3 сөйлем" in problem.field._hint.text()
    write(problem.focus_target(), PROBLEM)
    problem.field._show_length()
    assert not problem.field._hint.text()
    write(target(page, "target_group"), "Мектеп көшесіндегі 60 үйдің тұрғындары, оның 46-сы бала.")
    people = value_of(page, "direct_beneficiaries")
    write(people.focus_target(), "көп")
    press(Qt.Key.Key_Return)
    assert people.field.error.isVisibleTo(page)
    write(people.focus_target(), "210")


def tell_goal_and_activities(page: ApplicationPage) -> None:
    """The project is called as at the start; one activity ends after the project, and is mended."""
    assert value_of(page, "project_title").editor.value() == TITLE
    write(target(page, "goal"), "2030 жылғы қазанға дейін 60 үйдің ауласы кешке жарық болады.")
    tasks = table_of(page, "tasks")
    write_cell(tasks, "title", "Тұрғындармен бірге шам орнату")
    write(target(page, "period"), "01.08.2030 – 30.10.2030")
    activities = table_of(page, "activities")
    write_cell(activities, "title", FIRST)
    pick(activities, "task", 1)
    write_cell(activities, "when", "5 тамыз 2030")
    write_cell(activities, "place", "Мектеп көшесі, 4")
    write_cell(activities, "participants", "30")
    press(Qt.Key.Key_Return, CONTROL)
    write_cell(activities, "title", SECOND)
    pick(activities, "task", 1)
    write_cell(activities, "when", "12.12.2030")
    write_cell(activities, "place", "Мектеп көшесі")
    write_cell(activities, "participants", "12")
    page.judge()
    error = activities.editor.cells["when"].error
    assert error.isVisibleTo(page)
    assert "30.10.2030" in error.text()
    write_cell(activities, "when", "12-16.08.2030")
    page.judge()
    assert not error.isVisibleTo(page)


def ask_for_money(page: ApplicationPage, qtbot) -> None:
    """The sum asked for is not what the lines come to, until the last line is there."""
    write(target(page, "sum_asked"), "186 мың")
    budget = table_of(page, "budget")
    write_cell(budget, "title", "Күн батареялы шам")
    pick(budget, "activity", 2)
    write_cell(budget, "unit", "дана")
    write_cell(budget, "quantity", "12")
    write_cell(budget, "price", "14 500")
    write_cell(budget, "grant", "174 мың")
    total = budget.editor.cells["total"].shown
    assert total is not None
    qtbot.waitUntil(lambda: total.text() == f"174{NBSP}000", timeout=WAIT_MS)
    page.judge()
    found = [one for one in page.judged.findings if one.section == "budget"]
    assert any("186" in page._words.say(one.told) for one in found)
    press(Qt.Key.Key_Return, CONTROL)
    write_cell(budget, "title", "Сым")
    pick(budget, "activity", 2)
    write_cell(budget, "quantity", "30")
    write_cell(budget, "price", "400")
    write_cell(budget, "grant", "12 000")
    page.judge()
    found = [one for one in page.judged.findings if one.section == "budget"]
    assert not [one for one in found if one.severity == "error"]


def tell_results(page: ApplicationPage) -> None:
    indicators = table_of(page, "indicators")
    for title, activity, plan in (("Жиынға келген тұрғын", 1, "30"), ("Орнатылған шам", 2, "12")):
        write_cell(indicators, "title", title)
        pick(indicators, "activity", activity)
        write_cell(indicators, "plan", plan)
        press(Qt.Key.Key_Return, CONTROL)
    write(target(page, "short_term_results"), "Қазанда аулада 12 шам жанып тұрады.")
    write(target(page, "sustainability"), "Шамдарды тұрғындар кезекпен тазалайды.")


def attach_and_declare(page: ApplicationPage, folder: Path) -> None:
    paper = folder / "куәлік.pdf"
    paper.write_bytes(TINY_PDF)
    view = show_section(page, "documents")
    files = view.fields["identity_document"]
    assert isinstance(files, FileAnswer)
    files.files.add_files([paper])
    for key in ("consent_personal_data", "members_agree", "is_true", "no_double_funding"):
        field = view.fields[key]
        assert isinstance(field, ValueAnswer)
        click(field.editor.focus_target())


def hand_in(page: ApplicationPage, folder: Path, qtbot) -> Path:
    """What is missing is said first; then the folder is made, and noted as handed in."""
    qtbot.waitUntil(
        lambda: bool(page.sheet.opened.documents["identity_document"][0].attachments),
        timeout=WAIT_MS,
    )
    page.autosave.end_step()
    click(page.check_button)
    assert page.is_checking()
    part = page.assembling.part
    errors = [one for one in part.groups.findings() if one.severity == "error"]
    assert not errors, [page._words.say(one.told) for one in errors]
    part.options.set_folder(folder)
    click(page.check_button)
    qtbot.waitUntil(lambda: part.result.assembly() is not None, timeout=WAIT_MS)
    made = part.result.assembly()
    assert part.result.isVisibleTo(page)
    click(part.result.hand_in_button)
    assert page.list.current() == "outcome"
    assert page.sheet.application.state == "submitted"
    return made.folder


def check_folder(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    assert "00_Өтінім.pdf" in names
    assert "00_Заявка.pdf" in names
    assert any(name.startswith("01") for name in names)
    said = read_pdf((folder / "00_Өтінім.pdf").read_bytes()).text.replace(NBSP, " ")
    for words in (GROUP, TITLE, FIRST, SECOND, "186 000", "Омаров Ерлан"):
        assert words in said, words
    # Personal data stay in the house unless the call wants them.
    assert "700 000 12 34" not in said


def win(window: MainWindow, page: ApplicationPage, qtbot) -> None:
    """The contract gives less; one press makes the plan, undo takes it back, redo brings it."""
    part = page.view()
    assert isinstance(part, OutcomePart)
    click(part.cards["won"])
    write(part.won.contract.editor("contract_number").focus_target(), "17")
    write(part.won.contract.editor("amount").focus_target(), "180 мың")
    page.autosave.end_step()
    part.won.make_plan()
    assert f"6{NBSP}000" in part.won.differences.text()
    assert FIRST in part.won.made.text()
    click(part.won.apply_button)
    qtbot.waitUntil(lambda: isinstance(window.view.page(), PlanPage), timeout=WAIT_MS)
    settle(window)
    plan = window.view.page()
    assert isinstance(plan, PlanPage)
    assert list_activities(plan) == [FIRST, SECOND]
    project = page.desk.workspace.load_project(page.desk.project_id, with_people=False).project
    assert project.grant.amount == 180_000
    # Though the contract was typed first: rules, report and days are those of a small grant.
    assert project.grant.kind == "small"
    # Who signs the report was told in the application.
    assert page.desk.workspace.records.list_organizations()[0].head.kk == "Серікова Айнұр Болатқызы"
    assert len(project.budget_lines) == 2
    assert {person.name.kk for person in project.staff} >= {"Омаров Ерлан", "Ким Светлана"}
    page.desk.workspace.undo()
    plan.refresh()
    assert list_activities(plan) == []
    page.desk.workspace.redo()
    plan.refresh()
    assert list_activities(plan) == [FIRST, SECOND]


# ---------------------------------------------------------------------- hands and eyes


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def value_of(page: ApplicationPage, key: str) -> ValueAnswer:
    field = find_field(page, key)
    assert isinstance(field, ValueAnswer)
    return field


def target(page: ApplicationPage, key: str) -> QWidget:
    widget = find_field(page, key).focus_target()
    assert widget is not None
    return widget


def table_of(page: ApplicationPage, key: str) -> TableAnswer:
    field = find_field(page, key)
    assert isinstance(field, TableAnswer)
    if field.editor is None:
        click(field.buttons["add"])
    return field


def pick(table: TableAnswer, column: str, number: int) -> None:
    """Choose the so-many-th of the rows that a cell offers, by the keyboard."""
    editor = table.editor.cells[column].editor
    editor.focus_target().setFocus()
    editor.refresh()
    for _ in range(number):
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Down)
    QApplication.processEvents()
    assert editor.value()


def list_activities(plan: PlanPage) -> list[str]:
    nodes = plan.outline.outline.nodes()
    return [
        node.line.title.kk
        for node in nodes
        if getattr(node.line, "table", "") == "planned_activity"
    ]
