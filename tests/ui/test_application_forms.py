"""A form is data: one that only this test knows goes from its file to the screen, paper and plan.

The forms that ship are opened whole in both languages.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from grantee_app.records import Application
from grantee_app.workspace import Workspace
from tests.core.report.reading import read_pdf
from tests.ui.conftest import WAIT_MS
from tests.ui.test_application_page import (  # noqa: F401 (fixtures among them)
    CONTROL,
    NBSP,
    choose,
    click,
    find_field,
    group,
    open_page,
    press,
    show_section,
    write,
    write_cell,
)
from ui.pages.application.answer_field import ValueAnswer
from ui.pages.application.section_view import SectionView
from ui.pages.application.table_answer import TableAnswer
from ui.pages.application_page import ApplicationPage
from ui.pages.plan_page import PlanPage

FORM = Path(__file__).parents[1] / "data" / "forms" / "steppe-fund" / "idea" / "2031.toml"
SHIPPED = (
    "kz-state-grant/application",
    "small-grant/application",
    "private-donor/project-proposal",
    "private-donor/concept-note",
)


def test_a_form_goes_from_its_file_to_screen_paper_and_plan(
    group: Workspace,  # noqa: F811
    open_page: Callable[[Workspace], ApplicationPage],  # noqa: F811
    qtbot,
) -> None:
    assert group.path is not None
    place = group.path.parent / "forms" / "steppe-fund" / "idea"
    place.mkdir(parents=True)
    shutil.copy(FORM, place / "2031.toml")
    page = open_page(group)
    card = page.begin.cards["steppe-fund/idea", "2031"]
    assert "Ауыл идеясы" in card.accessibleName()
    click(card)
    click(page.begin.begin_button)
    assert [stop.id for stop in page._stops if stop.number] == ["applicant", "idea", "money"]
    write_answers(page, qtbot)
    look_at_paper(page, qtbot)
    win(page, qtbot)


def write_answers(page: ApplicationPage, qtbot) -> None:
    """Every kind of field has an editor; a section comes with a sum."""
    write(find_field(page, "title").focus_target(), "Ауыл кітапханасы")
    write(find_field(page, "hours").focus_target(), "2,5")
    view = show_section(page, "idea")
    spheres = view.fields["spheres"]
    assert isinstance(spheres, ValueAnswer)
    assert view.fields["other_sphere"].isHidden()
    click(spheres.editor.boxes["other"])
    qtbot.waitUntil(lambda: not view.fields["other_sphere"].isHidden(), timeout=WAIT_MS)
    write(find_field(page, "period").focus_target(), "2031 жылғы 1 мамыр – 30 қыркүйек")
    tasks = table_of(page, "tasks")
    write_cell(tasks, "title", "Балаларға кітап оқыту")
    activities = table_of(page, "activities")
    write_cell(activities, "title", "Кітап оқу сағаты")
    pick(activities, "task")
    write_cell(activities, "when", "01.06.2031")
    write_cell(activities, "people", "25")
    write(find_field(page, "sum_asked").focus_target(), "120 мың")
    qtbot.waitUntil(lambda: "papers" in [stop.id for stop in page._stops], timeout=WAIT_MS)
    budget = table_of(page, "budget")
    pick(budget, "block")
    write_cell(budget, "title", "Кітап")
    write_cell(budget, "quantity", "60")
    write_cell(budget, "price", "2 000")
    write_cell(budget, "grant", "120 000")
    total = budget.editor.cells["total"].shown
    assert total is not None
    qtbot.waitUntil(lambda: total.text() == f"120{NBSP}000", timeout=WAIT_MS)
    kinds = {line.kind for line in budget.rows.lines}
    assert {"group", "row", "total"} <= kinds


def look_at_paper(page: ApplicationPage, qtbot) -> None:
    press(Qt.Key.Key_P, CONTROL)
    assert page.preview is not None
    qtbot.waitUntil(lambda: page.preview.preview.report() is not None, timeout=WAIT_MS)
    said = read_pdf(page.preview.preview.report().data).text.replace(NBSP, " ")
    for words in ("«Дала» қорының шағын грантына өтінім", "Ауыл кітапханасы", "Кітап оқу сағаты",
                  "120 000"):  # fmt: skip
        assert words in said, words
    page.preview.set_language("ru")
    qtbot.waitUntil(
        lambda: "фонда «Степь»" in read_pdf(page.preview.preview.report().data).text,
        timeout=WAIT_MS,
    )
    press(Qt.Key.Key_Escape)
    assert page.body.currentWidget() is page.work


def win(page: ApplicationPage, qtbot) -> None:
    page.list.choose("outcome")
    part = page.view()
    click(part.cards["won"])
    click(part.won.apply_button)
    window = page.window()
    qtbot.waitUntil(lambda: isinstance(window.view.page(), PlanPage), timeout=WAIT_MS)
    project = page.desk.workspace.load_project(page.desk.project_id, with_people=False).project
    assert [task.title.kk for task in project.tasks] == ["Балаларға кітап оқыту"]
    assert [one.title.kk for one in project.tasks[0].activities] == ["Кітап оқу сағаты"]
    assert project.budget_lines[0].grant_tenge == 120_000
    assert str(project.starts_on) == "2031-05-01"
    qtbot.wait(200)


def table_of(page: ApplicationPage, key: str) -> TableAnswer:
    field = find_field(page, key)
    assert isinstance(field, TableAnswer)
    if field.editor is None:
        click(field.buttons["add"])
    return field


def pick(table: TableAnswer, column: str) -> None:
    editor = table.editor.cells[column].editor
    editor.focus_target().setFocus()
    editor.refresh()
    press(Qt.Key.Key_Down)
    assert editor.value()


def test_a_draft_is_carried_to_a_newer_edition(
    group: Workspace,  # noqa: F811
    open_page: Callable[[Workspace], ApplicationPage],  # noqa: F811
    qtbot,
) -> None:
    assert group.path is not None
    place = group.path.parent / "forms" / "steppe-fund" / "idea"
    place.mkdir(parents=True)
    shutil.copy(FORM, place / "2031.toml")
    page = open_page(group)
    click(page.begin.cards["steppe-fund/idea", "2031"])
    click(page.begin.begin_button)
    write(find_field(page, "title").focus_target(), "Ауыл кітапханасы")
    write(find_field(page, "hours").focus_target(), "2,5")
    page.autosave.end_step()
    newer = FORM.read_text(encoding="utf-8").replace('version = "2031"', 'version = "2032"')
    newer = newer.replace('key = "hours"', 'key = "hours_of_week"')
    (place / "2032.toml").write_text(newer, encoding="utf-8")
    page.list.choose("call")
    part = page.view()
    part.fill()
    assert part.version.isVisibleTo(page)
    assert "2032" in part.version.head.text()
    click(part.version.look_button)
    assert "«Аптасына сағат»" in part.version.new.text()
    assert "«Аптасына сағат»" in part.version.gone.text()
    click(part.version.carry_button)
    qtbot.waitUntil(
        lambda: page.sheet is not None and page.sheet.application.version == "2032",
        timeout=WAIT_MS,
    )
    title = find_field(page, "title")
    assert isinstance(title, ValueAnswer)
    assert title.editor.value() == "Ауыл кітапханасы"
    group.undo()
    page.refresh()
    assert page.sheet is not None
    assert page.sheet.application.version == "2031"
    hours = find_field(page, "hours")
    assert isinstance(hours, ValueAnswer)
    assert hours.editor.value() == "2.5"


def test_a_file_that_is_no_form_is_told_and_hides_nothing(
    group: Workspace,  # noqa: F811
    open_page: Callable[[Workspace], ApplicationPage],  # noqa: F811
) -> None:
    assert group.path is not None
    place = group.path.parent / "forms" / "steppe-fund" / "broken"
    place.mkdir(parents=True)
    (place / "2031.toml").write_text('kind = "application"\nid = "', encoding="utf-8")
    page = open_page(group)
    assert "2031.toml" in page.begin.problem.text()
    assert page.begin.problem.isVisibleTo(page)
    assert len(page.begin.cards) == len(SHIPPED)


@pytest.mark.parametrize("form_id", SHIPPED)
def test_every_shipped_form_opens_whole_in_both_languages(
    group: Workspace,  # noqa: F811
    open_page: Callable[[Workspace], ApplicationPage],  # noqa: F811
    memory: QSettings,
    form_id: str,
) -> None:
    version = dict(group.applications.list_forms())[form_id]
    form = group.applications.load_form(form_id, version)
    application = Application(
        form=form_id, version=version, kind=form.grant_kinds[0], currency=form.currencies[0]
    )
    group.applications.begin(group.list_projects()[0].id, application)
    page = open_page(group)
    for code in ("kk", "ru"):
        page.desk.words.switch(code)
        page.set_texts_language(code)
        for stop in page._stops:
            page.list.choose(stop.id)
            QApplication.processEvents()
            view = page.view()
            if isinstance(view, SectionView):
                view.build_all()
                assert set(view.fields) == {field.key for field in view.section.fields}
                assert view.title.text() == page._words.name(
                    view.section.title or view.section.name
                )
