"""Which report is written: chosen above the sections, kept in the project, its own period."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from grantee_app.checks.state import ProjectState
from grantee_app.records.project import Grant
from grantee_app.store.texts import AnswerPlace, RecordPlace
from grantee_app.workspace import Workspace, read_sample
from tests.core.report.reading import read_pdf
from tests.ui.conftest import WAIT_MS
from tests.ui.typing import type_text
from ui.pages.report_page import ReportPage
from ui.places import Place
from ui.widgets.period_field import PeriodField
from ui.widgets.printed_card import PrintedCard
from ui.widgets.text_field import TextField

FINAL, INTERIM = "kz-state-grant/final-report", "kz-state-grant/interim-report"
CREATIVE = "small-grant/creative-report"


def choose(page: ReportPage, form_id: str) -> None:
    """Choose a report as a person does, by the arrows of the box."""
    page.forms.setFocus()
    ids = [page.forms.itemData(row) for row in range(page.forms.count())]
    while page.forms.code() != form_id:
        is_below = ids.index(form_id) > page.forms.currentIndex()
        QTest.keyClick(page.forms, Qt.Key.Key_Down if is_below else Qt.Key.Key_Up)


def wait_for(qtbot, page: ReportPage, words: str) -> str:
    def shown() -> str:
        report = page.preview.report()
        return read_pdf(report.data).text if report else ""

    qtbot.waitUntil(lambda: words in shown(), timeout=WAIT_MS)
    return shown()


def period_field(page: ReportPage) -> PeriodField:
    page.sections.choose("cover")
    return page._editor().findChild(PeriodField)


def find_text(page: ReportPage, section: str, path: str) -> TextField:
    page.sections.choose(section)
    fields = page._editor().findChildren(TextField)
    return next(field for field in fields if path in field.entry.keys)


def test_the_reports_of_a_state_grant_are_offered_the_final_one_first(page: ReportPage) -> None:
    assert page.form_id() == FINAL
    names = [page.forms.itemText(row) for row in range(page.forms.count())]
    assert names == ["Қорытынды есеп", "Аралық есеп"]
    assert page.forms.isVisible()
    assert page.forms.accessibleName() == "Қай есеп"


def test_another_report_is_chosen_seen_and_remembered(
    page: ReportPage, memory: QSettings, project_id: str, qtbot
) -> None:
    choose(page, INTERIM)
    text = wait_for(qtbot, page, "аралық бағдарламалық есеп")
    assert "қорытынды есеп" not in text
    assert [section.id for section in page.sections._model.sections] == [
        "cover",
        "narrative",
        "indicators",
        "statistics",
        "risks",
        "next_steps",
        "signature",
    ]
    assert page.header._title.text() == "Аралық есеп"
    again = ReportPage(page.desk)
    again.turns.finish()
    try:
        assert again.form_id() == INTERIM
    finally:
        again.end_workers()
        again.deleteLater()
    choose(page, FINAL)
    wait_for(qtbot, page, "қорытынды есеп")
    # The window remembers no more than the report beside the one the project is judged by.
    assert memory.value(f"report/form/{project_id}") == ""


def test_a_period_is_typed_explained_saved_and_counted(
    page: ReportPage, workspace: Workspace, project_id: str, qtbot
) -> None:
    choose(page, INTERIM)
    field = period_field(page)
    assert field.said().startswith("Ештеңе жазылмаған: 27.05.2024")
    field.line.setFocus()
    type_text(field.line, "шілде 2024")
    page.sections.setFocus()
    assert field.said() == "Осы күндер саналады: 01.07.2024 – 31.07.2024."
    place = AnswerPlace(project_id, INTERIM, "2024", "period")
    assert workspace.read_text(place, "") == "шілде 2024"
    text = wait_for(qtbot, page, "01.07.2024-31.07.2024 ж.")
    # 72 + 58 + 61 + 60 at the four seminars of July.
    assert "251" in text


def test_days_that_cannot_be_read_stay_and_say_why(page: ReportPage, qtbot) -> None:
    choose(page, INTERIM)
    field = period_field(page)
    field.line.setFocus()
    type_text(field.line, "кейінірек жазам")
    page.sections.setFocus()
    assert field.line.text() == "кейінірек жазам"
    assert field._said.property("tone") == "bad"
    qtbot.waitUntil(
        lambda: (
            page._built is not None
            and any(found.code == "period.unread" for found in page._built.findings)
        ),
        timeout=WAIT_MS,
    )


def test_half_typed_words_are_saved_before_the_report_changes(
    page: ReportPage, workspace: Workspace, project_id: str
) -> None:
    choose(page, INTERIM)
    field = find_text(page, "risks", "interim_risks")
    field.editor.setFocus()
    type_text(field.editor, "Жол жөнделіп жатты")
    choose(page, FINAL)
    place = AnswerPlace(project_id, INTERIM, "2024", "interim_risks")
    assert workspace.read_text(place, "kk") == "Жол жөнделіп жатты"
    choose(page, INTERIM)
    assert find_text(page, "risks", "interim_risks").value() == "Жол жөнделіп жатты"


def test_undo_goes_to_the_report_it_belongs_to(window, page: ReportPage, qtbot) -> None:
    choose(page, INTERIM)
    field = find_text(page, "risks", "interim_risks")
    field.editor.setFocus()
    type_text(field.editor, "Жол жөнделіп жатты")
    choose(page, FINAL)
    page.sections.setFocus()
    QTest.keyClick(page.sections, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.form_id() == INTERIM, timeout=WAIT_MS)
    assert find_text(page, "risks", "interim_risks").value() == ""


def test_a_finding_of_the_final_report_leads_there(page: ReportPage) -> None:
    choose(page, INTERIM)
    assert page.show_place(Place("report", record="goal"))
    assert page.form_id() == FINAL
    assert page.sections.current() == "goal"


def test_a_deadline_leads_to_the_report_that_is_due(page: ReportPage) -> None:
    assert page.show_place(Place("report", record="risks", field=INTERIM))
    assert (page.form_id(), page.sections.current()) == (INTERIM, "risks")
    assert page.show_place(Place("report", record="results", field=FINAL))
    assert (page.form_id(), page.sections.current()) == (FINAL, "results")
    assert page.show_place(Place("report", field=INTERIM))
    assert page.form_id() == INTERIM


def test_words_of_the_choice_follow_the_language(page: ReportPage, words) -> None:
    choose(page, INTERIM)
    field = period_field(page)
    words.switch("ru")
    assert [page.forms.itemText(row) for row in range(page.forms.count())] == [
        "Итоговый отчёт",
        "Промежуточный отчёт",
    ]
    assert page.forms.code() == INTERIM
    assert field.said().startswith("Ничего не написано: считаются дни 27.05.2024")


# ---------------------------------------------------------------------- a small grant


@pytest.fixture
def small_page(open_window, empty_workspace: Workspace, qtbot) -> ReportPage:
    content = read_sample()
    project = content.project.model_copy(
        update={"grant": Grant(kind="small", amount=300_000), "answers": []}
    )
    empty_workspace.save_project(content.model_copy(update={"project": project}))
    page = open_window(empty_workspace).report_page
    assert page is not None
    qtbot.waitUntil(lambda: page.preview.view.page_count() > 0, timeout=WAIT_MS)
    return page


def test_a_small_grant_begins_with_the_creative_report(small_page: ReportPage, qtbot) -> None:
    assert small_page.form_id() == CREATIVE
    qtbot.waitUntil(lambda: small_page._built is not None, timeout=WAIT_MS)
    shown = {}
    for section in ("activities", "photos", "links", "expenses"):
        small_page.sections.choose(section)
        for card in small_page._editor().findChildren(PrintedCard):
            qtbot.waitUntil(lambda card=card: bool(card._rows), timeout=WAIT_MS)
            shown[card.kind] = card._rows
    assert set(shown) == {"held_activities", "photos", "links", "expense_lines", "expense_list"}
    assert shown["expense_lines"][-1].label == "Барлығы"
    assert "Жұмсалды: 7 000 000" in shown["expense_lines"][-1].value.replace("\u00a0", " ")
    assert len(shown["expense_list"]) == 66
    assert any(row.value.startswith("https://") for row in shown["links"])


def test_an_empty_line_of_the_cover_is_named_without_its_dash(
    small_page: ReportPage, qtbot
) -> None:
    small_page.sections.choose("cover")
    card = small_page._editor().findChild(PrintedCard)
    qtbot.waitUntil(lambda: bool(card._rows), timeout=WAIT_MS)
    rows = {row.label: row.value for row in card._rows}
    assert rows["Грант беруші"] == "–"
    assert rows["Жобаның атауы"].startswith("Қоғамдық бақылау")


def wait_for_state(qtbot, page: ReportPage, form_id: str) -> ProjectState:
    """Wait until the whole project is judged by a form, and return how."""
    watch = page.desk.watch
    qtbot.waitUntil(
        lambda: watch.state is not None and watch.state.form.id == form_id, timeout=WAIT_MS
    )
    return watch.state


def test_the_choice_is_kept_in_the_project_and_judges_everything(
    small_page: ReportPage, empty_workspace: Workspace, memory: QSettings, qtbot
) -> None:
    page, project_id = small_page, small_page.desk.project_id
    sections = {section.id for section in wait_for_state(qtbot, page, CREATIVE).form.sections}
    found = page.desk.watch.state.findings
    assert found
    assert {finding.section for finding in found} <= sections
    choose(page, FINAL)
    assert empty_workspace.load_project(project_id).project.report_form == FINAL
    judged = wait_for_state(qtbot, page, FINAL)
    assert not {finding.section for finding in judged.findings} <= sections
    memory.clear()
    again = ReportPage(page.desk)
    again.turns.finish()
    try:
        assert again.form_id() == FINAL
    finally:
        again.end_workers()
        again.deleteLater()
    # An interim report stands beside it: the project is judged as before.
    choose(page, INTERIM)
    assert empty_workspace.load_project(project_id).project.report_form == FINAL
    choose(page, CREATIVE)
    assert empty_workspace.load_project(project_id).project.report_form == CREATIVE
    wait_for_state(qtbot, page, CREATIVE)


def test_undo_takes_back_the_choice_and_shows_it(
    small_page: ReportPage, empty_workspace: Workspace, qtbot
) -> None:
    page = small_page
    choose(page, FINAL)
    page.sections.setFocus()
    QTest.keyClick(page.sections, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.form_id() == CREATIVE, timeout=WAIT_MS)
    assert page.isVisible()
    assert empty_workspace.load_project(page.desk.project_id).project.report_form == ""
    assert page.forms.code() == CREATIVE


def test_undo_on_another_page_leads_back_to_the_report(small_page: ReportPage, qtbot) -> None:
    page = small_page
    choose(page, FINAL)
    window = page.window()
    plan = window.view.open_step("plan")
    plan.setFocus()
    QTest.keyClick(plan, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.view.step() == "report", timeout=WAIT_MS)
    assert page.form_id() == CREATIVE


def test_another_kind_of_grant_brings_its_report(
    small_page: ReportPage, empty_workspace: Workspace, qtbot
) -> None:
    page = small_page
    grant = empty_workspace.load_project(page.desk.project_id).project.grant
    empty_workspace.write_text(RecordPlace("grant", grant.id, "kind"), "", "short")
    qtbot.waitUntil(lambda: page.form_id() == FINAL, timeout=WAIT_MS)
    ids = [page.forms.itemData(row) for row in range(page.forms.count())]
    assert ids == [FINAL, INTERIM]
    empty_workspace.write_text(RecordPlace("grant", grant.id, "kind"), "", "small")
    qtbot.waitUntil(lambda: page.form_id() == CREATIVE, timeout=WAIT_MS)


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_pages_of_a_small_grant_tell_whose_groups_they_show(
    small_page: ReportPage, code: str, words, qtbot
) -> None:
    words.switch(code)
    view = small_page.window().view
    told = "Қорытынды есеп" if code == "kk" else "Итоговый отчёт"
    wait_for_state(qtbot, small_page, CREATIVE)
    home = view.open_step("home")
    qtbot.waitUntil(lambda: told in home.body.people_card.foot.text(), timeout=WAIT_MS)
    assert home.body.agreed.isHidden()
    assert home.body.ages.isVisible()
    people = view.open_step("participants")
    people.choose_part("figures")
    qtbot.waitUntil(lambda: told in people.figures.borrowed.text(), timeout=WAIT_MS)
    assert people.figures.borrowed.isVisible()
    log = view.open_step("activities")
    card = log.detail.people
    qtbot.waitUntil(lambda: card.heads is not None, timeout=WAIT_MS)
    assert told in card.borrowed.text()
    assert card.heads.blocks


def test_a_state_grant_tells_of_no_borrowed_groups(page: ReportPage, window, qtbot) -> None:
    wait_for_state(qtbot, page, FINAL)
    home = window.view.open_step("home")
    qtbot.waitUntil(lambda: bool(home.body.agreed.text()), timeout=WAIT_MS)
    assert home.body.people_card.foot.isHidden()
    log = window.view.open_step("activities")
    qtbot.waitUntil(lambda: log.detail.people.heads is not None, timeout=WAIT_MS)
    assert log.detail.people.borrowed.text() == ""


def test_a_saved_text_leads_to_no_reading_of_the_whole_project(
    page: ReportPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    load = Workspace.load_project

    def note(self: Workspace, project_id: str, **given: object) -> object:
        read.append(project_id)
        return load(self, project_id, **given)

    field = find_text(page, "goal", "goal_evidence")
    monkeypatch.setattr(Workspace, "load_project", note)
    type_text(field.editor, " сөз")
    page.autosave.flush()
    page.refresh()
    assert read == []
    project_id = page.desk.project_id
    workspace.records.choose_report(project_id, CREATIVE)
    page.refresh()
    assert read
    assert page.form_id() == CREATIVE
