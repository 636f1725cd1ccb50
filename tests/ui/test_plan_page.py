"""The plan page: what happens when she types, adds, moves, pastes and takes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from grantee_app.records import Bilingual, Organization
from grantee_app.records.plan import Task
from grantee_app.store.editing import Parent
from grantee_app.store.plan_outline import PlanLine, read_outline
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS, bury
from tests.ui.typing import type_text
from ui.main_window import MainWindow
from ui.pages.plan.outline_model import DRAGGED, Node
from ui.pages.plan.project_detail import ProjectDetail
from ui.pages.plan_page import PlanPage
from ui.places import Place
from ui.screen_language import ScreenLanguage

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
TABLE = (
    "Іс-шара\tИндикатор\tЖоспар\n"
    "Шеберлік сыныбы\tҚатысушылар тізімі\tәр шарадан 1\n"
    "\tФото\tәр шарадан 4/1\n"
    "Дөңгелек үстел\tҚамтылған адам\tшамамен 50\n"
)


@pytest.fixture(autouse=True)
def _plan_first(memory) -> None:
    memory.setValue("window/step", "plan")


@pytest.fixture
def plan(window: MainWindow) -> PlanPage:
    """The plan of the sample."""
    return find_plan(window)


@pytest.fixture
def empty_plan(open_window: Callable[[Workspace], MainWindow], empty_workspace) -> PlanPage:
    """The plan of a project that was just begun."""
    organization = Organization(name=Bilingual(kk="«Бастау» ҚБ", ru="ОО «Бастау»"))
    empty_workspace.records.add_organization(organization)
    empty_workspace.records.add_project(organization.id, Bilingual(kk="Жоба", ru="Проект"))
    return find_plan(open_window(empty_workspace))


def find_plan(window: MainWindow) -> PlanPage:
    assert window.view is not None
    page = window.view.page()
    assert isinstance(page, PlanPage)
    return page


def node(page: PlanPage, number: str) -> Node:
    return next(found for found in page.outline.outline.nodes() if found.number == number)


def choose(page: PlanPage, number: str) -> Node:
    found = node(page, number)
    page.outline.choose(found.record_id)
    page.outline.setFocus()
    return found


def press(page: PlanPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(page.outline, key, held or Qt.KeyboardModifier.NoModifier)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def top_of(page: PlanPage) -> PlanLine:
    return read_outline(page.desk.workspace.db, page.desk.project_id)


def titles(page: PlanPage) -> list[str]:
    return [line.title.kk for line in top_of(page).children]


def undo(page: PlanPage) -> None:
    QTest.keyClick(page.window(), Qt.Key.Key_Z, CONTROL)
    QApplication.processEvents()


def paste(page: PlanPage, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(page, Qt.Key.Key_V, CONTROL)


# ---------------------------------------------------------------------- what is seen


def test_the_outline_says_plan_and_fact_of_the_sample(plan: PlanPage, qtbot) -> None:
    qtbot.waitUntil(lambda: node(plan, "1.2.6").fact != "–", timeout=WAIT_MS)
    seminars, photos, survey = node(plan, "1.2"), node(plan, "1.2.6"), node(plan, "1.2.9")
    assert seminars.detail.startswith("11.07–09.09.24\u00a0· ")
    assert (seminars.plan, seminars.fact) == ("10", "10")
    assert (photos.plan, photos.fact, photos.own.text) == ("60/10", "60/10", "✓")
    assert survey.plan == "≥ 80%"
    assert seminars.own.text == "9/9"
    # The project begins before its contract: the one finding of this page.
    project = plan.outline.outline.find(plan.desk.project_id)
    assert project is not None
    assert project.own.tone == "warn"


def test_every_line_is_told_to_screen_readers(plan: PlanPage) -> None:
    model = plan.outline.outline
    for found in model.nodes():
        index = model.index_of(found.record_id)
        told = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert found.title in told
        assert found.number in told


def test_the_language_switches_and_half_typed_words_stay(
    plan: PlanPage, words: ScreenLanguage
) -> None:
    choose(plan, "1.1")
    press(plan, Qt.Key.Key_F2)
    typed = focused()
    type_text(typed, "Ән")
    words.switch("ru")
    QApplication.processEvents()
    assert plan.parts.buttons["people"].text().replace("&", "") == "Люди"
    assert node(plan, "1.2").title == "Семинары по правовой грамотности"
    assert plan.outline.current() == node(plan, "1.1").record_id
    assert "Ән" in typed.toPlainText()  # type: ignore[attr-defined]
    head = plan.panel.current()
    assert head is not None
    assert head.head.text() == "Мероприятие 1.1"


def test_what_is_chosen_and_closed_stays_over_a_refresh(plan: PlanPage) -> None:
    view, model = plan.outline, plan.outline.outline
    view.collapse(model.index_of(node(plan, "1.2").record_id))
    chosen = choose(plan, "2.1").record_id
    press(plan, Qt.Key.Key_D, CONTROL)
    plan.refresh()
    assert not view.isExpanded(model.index_of(node(plan, "1.2").record_id))
    assert view.isExpanded(model.index_of(node(plan, "1.1").record_id))
    assert node(plan, "2.1").record_id == chosen
    assert view.current() == node(plan, "2.2").record_id


# ---------------------------------------------------------------------- keys


def test_enter_adds_behind_and_control_enter_below(plan: PlanPage) -> None:
    choose(plan, "1.1")
    press(plan, Qt.Key.Key_Return)
    added = node(plan, "1.2")
    assert plan.outline.current() == added.record_id
    assert added.is_nameless
    type_text(focused(), "Ауыл жиыны")
    # Out of the typing: the next line of the same kind.
    QTest.keyClick(focused(), Qt.Key.Key_Return, CONTROL)
    QApplication.processEvents()
    assert node(plan, "1.2").line.title.kk == "Ауыл жиыны"
    assert plan.outline.current() == node(plan, "1.3").record_id
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert plan.outline.hasFocus()
    press(plan, Qt.Key.Key_Return, CONTROL)
    assert plan.outline.current() == node(plan, "1.3.1").record_id
    assert node(plan, "1.3.1").table == "indicator"


def test_alt_and_arrows_move_over_into_the_next_list(plan: PlanPage) -> None:
    moved = choose(plan, "1.4").record_id
    press(plan, Qt.Key.Key_Down, ALT)
    assert node(plan, "2.1").record_id == moved
    press(plan, Qt.Key.Key_Up, ALT)
    assert node(plan, "1.4").record_id == moved
    assert plan.outline.current() == moved


def test_a_copy_takes_nothing_along_that_was_held(plan: PlanPage) -> None:
    choose(plan, "1.2")
    press(plan, Qt.Key.Key_D, CONTROL)
    copied = node(plan, "1.3").line
    assert copied.title == node(plan, "1.2").line.title
    assert copied.held == 0
    assert len(copied.children) == 9
    record = plan.desk.workspace.records.load("planned_activity", copied.record_id)
    assert not record.evidence  # type: ignore[attr-defined]


def test_delete_says_how_to_bring_back_and_undo_does(plan: PlanPage) -> None:
    gone = choose(plan, "1.2")
    press(plan, Qt.Key.Key_Delete)
    assert plan.outline.outline.find(gone.record_id) is None
    assert "Ctrl+Z" in plan.notice.accessibleName()
    undo(plan)
    assert node(plan, "1.2").record_id == gone.record_id
    assert plan.outline.current() == gone.record_id
    assert node(plan, "1.2").line.held == 10


def test_the_kazakh_keyboard_copies_too(plan: PlanPage) -> None:
    choose(plan, "1.2")
    event_key = Qt.Key(ord("В"))
    press(plan, event_key, CONTROL)
    assert node(plan, "1.3").line.title == node(plan, "1.2").line.title


# ---------------------------------------------------------------------- the phrase


def test_the_phrase_is_understood_while_it_is_typed(empty_plan: PlanPage) -> None:
    plan = empty_plan
    plan.outline_deeds.add_of("task")
    plan.outline_deeds.add_of("planned_activity")
    plan.outline_deeds.add_of("indicator")
    detail = plan.panel.current()
    assert detail is not None
    detail.show_field("plan_text", "kk")
    type_text(focused(), "әр шарадан 4/1")
    assert detail.understood.text() == "✓ Түсінікті: әр іс-шарадан 4/1"
    detail.show_field("plan_events")
    type_text(focused(), "10\n")
    plan.refresh()
    assert node(plan, "1.1.1").plan == "40/10"
    assert "40/10" in detail.understood.text()
    detail.show_field("plan_text", "kk")
    type_text(focused(), " шамамен")
    assert detail.understood.text().startswith("▲ ")
    assert detail.form.editor("plan_target").isVisible()


def test_the_kinds_of_evidence_name_the_numbers(plan: PlanPage) -> None:
    choose(plan, "1.2.6")
    detail = plan.panel.current()
    assert detail is not None
    assert "6 фото және 1 бейне" in detail.understood.text()  # type: ignore[attr-defined]


# ---------------------------------------------------------------------- tables


def test_a_table_is_looked_at_before_it_is_added(plan: PlanPage) -> None:
    before = len(node(plan, "2").children)
    choose(plan, "2")
    paste(plan, TABLE)
    panel = plan.pasting.paste_panel
    assert panel is not None
    assert plan.pasting.is_pasting()
    assert "2 іс-шара" in panel.about.text()
    assert node(plan, "2").title in panel.about.text()
    assert "2 іс-шараның түрі атауындағы сөздерден алынды." in panel.about.text()
    assert "шамамен 50" in panel.problems.text()
    assert len(node(plan, "2").children) == before
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not plan.pasting.is_pasting()
    assert len(node(plan, "2").children) == before
    paste(plan, TABLE)
    QTest.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    assert len(node(plan, "2").children) == before + 2
    assert node(plan, f"2.{before + 1}.2").plan == "4/1"
    records = plan.desk.workspace.records
    added = [node(plan, f"2.{before + place}").record_id for place in (1, 2)]
    kinds = [records.read_row("planned_activity", found)["kind"] for found in added]
    assert kinds == ["master_class", "round_table"]
    undo(plan)
    assert len(node(plan, "2").children) == before


def test_nothing_to_paste_is_said(plan: PlanPage) -> None:
    QGuiApplication.clipboard().clear()
    choose(plan, "1")
    press(plan, Qt.Key.Key_V, CONTROL)
    assert not plan.pasting.is_pasting()
    assert plan.notice.isVisible()


def test_what_holds_no_activity_is_closed_and_not_refused(plan: PlanPage) -> None:
    choose(plan, "1")
    paste(plan, "12\n13\n")
    panel = plan.pasting.paste_panel
    assert panel is not None
    assert panel.problems.isVisibleTo(plan)
    assert not panel.add_button.isEnabled()
    assert panel.cancel_button.text() == "Жабу"
    plan.desk.words.switch("ru")
    assert panel.cancel_button.text() == "Закрыть"
    assert panel.cancel_button.hasFocus()
    QTest.keyClick(panel.cancel_button, Qt.Key.Key_Space)
    assert not plan.pasting.is_pasting()
    paste(plan, TABLE)
    assert panel.cancel_button.text() == "Не доб&авлять"


def test_copied_lines_are_a_table_elsewhere_and_lines_here(plan: PlanPage) -> None:
    choose(plan, "1.1")
    press(plan, Qt.Key.Key_C, CONTROL)
    mime = QGuiApplication.clipboard().mimeData()
    rows = [row.split("\t") for row in mime.text().strip().split("\n")]
    assert rows[0] == ["Міндет", "Іс-шара", "Мерзімі", "Орны", "Индикатор", "Жоспар"]
    assert [row[4] for row in rows[1:]] == [found.title for found in node(plan, "1.1").children]
    assert "<td>4/1</td>" in mime.html()
    choose(plan, "2.1")
    press(plan, Qt.Key.Key_V, CONTROL)
    assert node(plan, "2.2").title == node(plan, "1.1").title
    assert plan.outline.current() == node(plan, "2.2").record_id


# ---------------------------------------------------------------------- dragging


def drag(page: PlanPage, moved: Node, onto: Node | None, row: int = -1) -> bool:
    model = page.outline.outline
    mime = QMimeData()
    mime.setData(DRAGGED, moved.record_id.encode())
    parent = model.index_of(onto.record_id if onto else "")
    move = Qt.DropAction.MoveAction
    if not model.canDropMimeData(mime, move, row, 0, parent):
        return False
    model.dropMimeData(mime, move, row, 0, parent)
    QTest.qWait(20)
    return True


def test_lines_are_dragged_where_they_may_hang_and_nowhere_else(plan: PlanPage) -> None:
    moved = node(plan, "1.1")
    assert not drag(plan, moved, node(plan, "2.1.1"))
    assert not drag(plan, node(plan, "1.1.1"), node(plan, "2"))
    assert not drag(plan, node(plan, "2"), node(plan, "1.1"))
    assert drag(plan, moved, node(plan, "2"), 1)
    assert node(plan, "2.2").record_id == moved.record_id
    assert drag(plan, node(plan, "2.2"), node(plan, "2"), 0)
    assert node(plan, "2.1").record_id == moved.record_id
    task = node(plan, "3")
    assert drag(plan, task, None, 1)
    assert node(plan, "1").record_id == task.record_id
    # Down within its own list: before the line that it is dropped above.
    assert drag(plan, node(plan, "1"), None, 3)
    assert node(plan, "2").record_id == task.record_id


# ---------------------------------------------------------------------- the project, the people


def test_the_tasks_of_the_contract_come_from_the_form(empty_plan: PlanPage, qtbot) -> None:
    plan = empty_plan
    detail = plan.panel.current()
    assert isinstance(detail, ProjectDetail)
    # Which form it is comes with what is counted.
    qtbot.waitUntil(detail.contract_button.isVisible, timeout=WAIT_MS)
    QTest.mouseClick(detail.contract_button, Qt.MouseButton.LeftButton)
    added = top_of(plan).children
    assert [line.is_contractual for line in added] == [True, True]
    assert added[0].title.kk.startswith("Шарт талаптарына сәйкес жоба нәтижелерінің")
    plan.outline.choose(plan.desk.project_id)
    assert not detail.contract_button.isVisible()


def test_an_example_speaks_the_language_of_its_own_column(
    empty_plan: PlanPage, words: ScreenLanguage
) -> None:
    detail = empty_plan.panel.current()
    assert detail is not None
    for code in ("kk", "ru", "kk"):
        words.switch(code)  # type: ignore[arg-type]
        QApplication.processEvents()
        shown = {
            own: detail.form.editor("goal", own).focus_target().placeholderText()  # type: ignore[attr-defined]
            for own in ("kk", "ru")
        }
        assert shown["kk"].startswith("1 000 тұрғын біледі"), code
        assert shown["ru"].startswith("1 000 жителей узнают"), code


def test_report_dates_come_and_go(plan: PlanPage) -> None:
    detail = plan.panel.current()
    assert isinstance(detail, ProjectDetail)
    assert len(detail.reports.forms()) == 2
    QTest.mouseClick(detail.reports.add_button, Qt.MouseButton.LeftButton)
    assert len(detail.reports.forms()) == 3
    line = focused()
    line.selectAll()  # type: ignore[attr-defined]
    type_text(line, "20.10.2024\n")
    QApplication.processEvents()
    project = plan.desk.workspace.load_project(plan.desk.project_id).project
    assert [day.due_on for day in project.grant.report_dates][-1] == date(2024, 10, 20)


def test_people_are_added_and_answer_for_activities(plan: PlanPage) -> None:
    plan.show_place(Place("plan", part="people"))
    count = len(plan.people.people.people)
    QTest.mouseClick(plan.add_button, Qt.MouseButton.LeftButton)
    type_text(focused(), "Өмірзақ Әсем")
    plan.autosave.flush()
    plan.refresh()
    person = plan.people.people.people[-1]
    assert (len(plan.people.people.people), person.name) == (count + 1, "Өмірзақ Әсем")
    plan.show_place(Place("plan", node(plan, "1.1").record_id, "responsible_id"))
    detail = plan.panel.current()
    assert detail is not None
    box = detail.person.box  # type: ignore[attr-defined]
    box.showPopup()
    box.hidePopup()
    box.setCurrentIndex(box.findText("Өмірзақ Әсем"))
    box.chosen.emit()
    plan.autosave.flush()
    plan.refresh()
    assert "Өмірзақ Әсем" in node(plan, "1.1").detail
    plan.show_place(Place("plan", person.record_id))
    shown = plan.panel.current()
    assert shown is not None
    QApplication.processEvents()
    links = [button for button in shown.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in links] == [f"1.1  {node(plan, '1.1').title}"]
    QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert plan.part() == "outline"
    assert plan.outline.current() == node(plan, "1.1").record_id


def test_the_kind_of_an_activity_is_chosen_in_the_plan(plan: PlanPage, words) -> None:
    activity = node(plan, "1.1").record_id
    assert plan.show_place(Place("plan", activity, "kind"))
    detail = plan.panel.current()
    assert detail is not None
    editor = detail.form.editor("kind")
    # The first activity of the sample; switched live like every word of the page.
    assert editor.box.currentText() == "тұсаукесер"
    words.switch("ru")
    assert editor.box.currentText() == "презентация"
    box = editor.box
    box.setCurrentIndex(box.findText("круглый стол"))
    box.chosen.emit()
    plan.autosave.flush()
    loaded = plan.desk.workspace.records.load("planned_activity", activity)
    assert loaded.kind == "round_table"
    plan.desk.workspace.undo()
    plan.refresh()
    assert plan.desk.workspace.records.load("planned_activity", activity).kind == "presentation"
    assert editor.box.currentText() == "презентация"


@pytest.mark.parametrize("source", ["evidence", "people"])
def test_the_head_of_an_indicator_says_the_fact_that_its_line_says(
    plan: PlanPage, source: str, qtbot
) -> None:
    qtbot.waitUntil(lambda: node(plan, "1.2.6").fact == "60/10", timeout=WAIT_MS)
    choose(plan, "1.2.6")
    detail = plan.panel.current()
    assert detail is not None
    assert detail.about.text().endswith("факт 60/10")
    for wanted, is_counted in (("typed", False), (source, True), ("typed", False)):
        box = detail.form.editor("counted_from").box  # type: ignore[attr-defined]
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _line in range(box.count()):
            if box.code() != wanted:
                QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.code() == wanted
        plan.outline.setFocus()
        qtbot.waitUntil(
            lambda is_counted=is_counted: (node(plan, "1.2.6").fact != "–") == is_counted,
            timeout=WAIT_MS,
        )
        # The very moment the line says it, not one change later.
        assert detail.about.text().endswith(f"факт {node(plan, '1.2.6').fact}")


# ---------------------------------------------------------------------- places


def test_places_lead_to_the_record_and_its_field(plan: PlanPage) -> None:
    assert plan.show_place(Place("plan", node(plan, "4.1.4").record_id, "fact_value"))
    detail = plan.panel.current()
    assert detail is not None
    assert plan.outline.current() == node(plan, "4.1.4").record_id
    assert detail.form.editor("fact_value").focus_target().hasFocus()
    grant = plan.desk.workspace.load_project(plan.desk.project_id).project.grant
    assert plan.show_place(Place("plan", grant.id, "contract_number"))
    project = plan.panel.current()
    assert isinstance(project, ProjectDetail)
    assert project.grant.editor("contract_number").focus_target().hasFocus()
    assert plan.show_place(Place("plan", grant.report_dates[1].id))
    assert not plan.show_place(Place("plan", "nothing of the kind"))


def test_undo_shows_the_field_that_changed(plan: PlanPage) -> None:
    choose(plan, "1.2")
    press(plan, Qt.Key.Key_F2)
    type_text(focused(), "Ө")
    plan.autosave.end_step()
    choose(plan, "3")
    undo(plan)
    assert plan.outline.current() == node(plan, "1.2").record_id
    assert not node(plan, "1.2").title.startswith("Ө")


def test_a_text_of_the_report_is_not_shown_here(plan: PlanPage) -> None:
    place = RecordPlace("planned_activity", node(plan, "1.1").record_id, "narrative")
    plan.desk.workspace.write_text(place, "kk", "Басқа мәтін")
    plan.desk.workspace.end_step()
    undone = plan.desk.workspace.undo()
    assert undone is not None
    assert not plan.show_changed(undone)


def test_what_is_open_is_remembered(plan: PlanPage, memory) -> None:
    chosen = choose(plan, "3.1").record_id
    plan.choose_part("timeline")
    again = PlanPage(plan.desk)
    again.turns.finish()
    assert again.part() == "timeline"
    assert again.outline.current() == chosen
    again.deleteLater()


def test_a_workspace_for_reading_only_lets_nothing_be_changed(
    open_window, workspace: Workspace
) -> None:
    workspace.close()
    assert workspace.path is not None
    with Workspace.open_read_only(workspace.path.parent) as reader:
        window = open_window(reader)
        page = find_plan(window)
        before = len(page.outline.outline.nodes())
        choose(page, "1.1")
        for key, held in (
            (Qt.Key.Key_Return, None),
            (Qt.Key.Key_Delete, None),
            (Qt.Key.Key_D, CONTROL),
            (Qt.Key.Key_Down, ALT),
        ):
            press(page, key, held)
        assert len(page.outline.outline.nodes()) == before
        assert not page.add_button.isVisible()
        assert not drag(page, node(page, "1.1"), node(page, "2"))
        # Before its workspace is closed.
        bury(window)


# ---------------------------------------------------------------------- a story


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_a_plan_from_nothing_and_back(
    empty_plan: PlanPage, words: ScreenLanguage, code: str, qtbot
) -> None:
    plan = empty_plan
    words.switch("ru" if code == "ru" else "kk")
    assert plan.empty.isVisible()
    QTest.mouseClick(plan.empty.buttons[0], Qt.MouseButton.LeftButton)
    type_text(focused(), "Құқықтық сауат")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    press(plan, Qt.Key.Key_Return, CONTROL)
    type_text(focused(), "Семинар")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    press(plan, Qt.Key.Key_Insert)
    detail = plan.panel.current()
    assert detail is not None
    type_text(focused(), "Фото")
    detail.show_field("plan_text", code)
    type_text(focused(), "әр шарадан 4/1" if code == "kk" else "по 4/1 с каждого")
    plan.autosave.end_step()
    plan.refresh()
    assert not plan.empty.isVisible()
    assert node(plan, "1.1.1").plan == "4/1"
    choose(plan, "1")
    paste(plan, TABLE)
    QTest.mouseClick(plan.pasting.paste_panel.add_button, Qt.MouseButton.LeftButton)  # type: ignore[union-attr]
    assert [found.line.title.kk for found in node(plan, "1").children][1:] == [
        "Шеберлік сыныбы",
        "Дөңгелек үстел",
    ]
    choose(plan, "1.3")
    press(plan, Qt.Key.Key_Up, ALT)
    press(plan, Qt.Key.Key_Up, ALT)
    assert node(plan, "1.1").line.title.kk == "Дөңгелек үстел"
    for _ in range(40):
        if not plan.desk.workspace.can_undo or not top_of(plan).children:
            break
        undo(plan)
    assert not top_of(plan).children
    assert plan.empty.isVisible()
    QTest.keyClick(plan.window(), Qt.Key.Key_Y, CONTROL)
    QApplication.processEvents()
    assert len(top_of(plan).children) == 1
    qtbot.wait(10)


def test_the_plan_of_the_sample_is_a_beginning(empty_plan: PlanPage) -> None:
    plan = empty_plan
    QTest.mouseClick(plan.empty.buttons[2], Qt.MouseButton.LeftButton)
    assert len(titles(plan)) == 6
    first = top_of(plan).children[0].children[1]
    assert (first.held, first.starts_on, first.responsible_id) == (0, None, "")
    undo(plan)
    assert titles(plan) == []


def test_a_task_added_elsewhere_appears(plan: PlanPage, qtbot) -> None:
    plan.desk.workspace.records.add(
        "task", Parent("project", plan.desk.project_id), Task(title=Bilingual(kk="Жаңа міндет"))
    )
    qtbot.waitUntil(
        lambda: any(found.title == "Жаңа міндет" for found in plan.outline.outline.nodes()),
        timeout=WAIT_MS,
    )
