"""The plan in turns: details of a kind that nobody has seen yet, figures, heights of lines."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from grantee_app.checks.state import ProjectState, read_state
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS
from tests.ui.test_plan_page import find_plan
from ui.main_window import MainWindow
from ui.pages.plan.outline_model import FACT, PLAN, SIGN, TITLE
from ui.pages.plan.plan_words import PlanFigures
from ui.pages.plan_page import PlanPage
from ui.widgets.text_lines import measure_height


@pytest.fixture
def plan(window: MainWindow, memory, qtbot) -> PlanPage:
    """The plan of the sample on its first line; only the details of the project were made."""
    page = find_plan(window)
    qtbot.waitUntil(lambda: page.desk.state is not None, timeout=WAIT_MS)
    page.catch_up()
    page.outline.setFocus()
    assert page.panel.has("project")
    assert not page.panel.has("task")
    return page


@pytest.fixture(autouse=True)
def _plan_first(memory) -> None:
    memory.setValue("window/step", "plan")


def find(page: PlanPage, table: str) -> str:
    return next(node.record_id for node in page.outline.outline.nodes() if node.table == table)


def is_shown(page: PlanPage, record_id: str) -> bool:
    detail = page.panel.seen()
    return detail is not None and detail.record_id == record_id


# ---------------------------------------------------------------------- details


def test_the_first_details_of_a_kind_come_in_turns(plan: PlanPage, qtbot) -> None:
    QTest.keyClick(plan.outline, Qt.Key.Key_Down)
    task = find(plan, "task")
    assert plan.outline.current() == task
    # Never those of another record: what is typed would go there.
    assert plan.panel.seen() is None
    qtbot.waitUntil(lambda: is_shown(plan, task), timeout=WAIT_MS)
    # The next one of the kind is shown at once.
    other = [node for node in plan.outline.outline.nodes() if node.table == "task"][1].record_id
    plan.outline.choose(other)
    assert is_shown(plan, other)


def test_who_wants_to_write_at_once_can(plan: PlanPage) -> None:
    QTest.keyClick(plan.outline, Qt.Key.Key_Down)
    QTest.keyClick(plan.outline, Qt.Key.Key_F2)
    assert is_shown(plan, find(plan, "task"))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert plan.panel.isAncestorOf(focus)


def test_whoever_goes_on_sees_the_line_she_is_on(plan: PlanPage, qtbot) -> None:
    for table in ("task", "indicator", "planned_activity"):
        plan.outline.choose(find(plan, table))
    activity = find(plan, "planned_activity")
    qtbot.waitUntil(lambda: is_shown(plan, activity), timeout=WAIT_MS)
    assert all(plan.panel.has(table) for table in ("task", "indicator", "planned_activity"))
    # Back on a known kind while another one is being made.
    plan.choose_part("people")
    plan.choose_part("outline")
    plan.outline.choose(plan.desk.project_id)
    assert is_shown(plan, plan.desk.project_id)
    qtbot.waitUntil(lambda: plan.panel.has("staff_member"), timeout=WAIT_MS)
    qtbot.wait(20)
    assert is_shown(plan, plan.desk.project_id)


def test_another_language_while_details_are_made(window: MainWindow, plan: PlanPage, qtbot) -> None:
    task = find(plan, "task")
    plan.outline.choose(task)
    window.switch_language("ru")
    qtbot.waitUntil(lambda: is_shown(plan, task), timeout=WAIT_MS)
    detail = plan.panel.seen()
    assert detail is not None
    assert detail.head.text() == "Задача 1"
    assert detail.form._slots[0].field.label.text() == "Задача"


def test_closing_while_details_are_made_is_no_mistake(
    window: MainWindow, plan: PlanPage, qtbot
) -> None:
    plan.outline.choose(find(plan, "task"))
    window.unfurnish()
    qtbot.wait(50)


def test_a_line_that_goes_while_its_details_are_made(plan: PlanPage, qtbot) -> None:
    added = plan.outline_deeds
    QTest.keyClick(plan.outline, Qt.Key.Key_Down)
    task = plan.outline.current()
    added.remove()
    qtbot.waitUntil(lambda: plan.panel.has("task"), timeout=WAIT_MS)
    qtbot.wait(20)
    assert not is_shown(plan, task)
    assert plan.outline.outline.find(task) is None


# ---------------------------------------------------------------------- figures


def words_of(page: PlanPage) -> dict[str, tuple[object, ...]]:
    return {node.record_id: node.words() for node in page.outline.outline.nodes()}


def test_figures_come_a_few_lines_a_turn(
    plan: PlanPage, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.plan.outline_view._LINES_A_TURN", 4)
    whole = words_of(plan)
    outline = plan.outline
    kept = outline.outline._figures
    outline.take_figures(PlanFigures())
    for _rest in outline.saying():
        pass
    assert words_of(plan) != whole
    outline.take_figures(kept)
    pieces = outline.saying()
    next(pieces)
    assert words_of(plan) != whole
    # Newer figures before the older ones were shown on all lines.
    outline.take_figures(PlanFigures())
    outline.take_figures(kept)
    for _rest in outline.saying():
        pass
    assert words_of(plan) == whole


def test_lines_that_come_and_go_between_two_turns_show_the_figures(
    plan: PlanPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.plan.outline_view._LINES_A_TURN", 2)
    outline = plan.outline
    kept = outline.outline._figures
    outline.take_figures(PlanFigures())
    for _rest in outline.saying():
        pass
    outline.take_figures(kept)
    pieces = outline.saying()
    next(pieces)
    workspace.records.remove("task", find(plan, "task"), "test")
    plan.refresh()
    for _rest in pieces:
        pass
    said = words_of(plan)
    plan.outline.retranslate()
    assert words_of(plan) == said


def test_numbers_and_signs_measure_no_line(plan: PlanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def count(text: str, *how: object) -> float:
        measured.append(text)
        return measure_height(text, *how)

    QApplication.processEvents()
    monkeypatch.setattr("ui.pages.plan.outline_delegate.measure_height", count)
    model = plan.outline.outline
    task = find(plan, "task")
    for column in (PLAN, FACT):
        model.dataChanged.emit(model.index_of(task, column), model.index_of(task, SIGN))
    assert measured == []
    model.dataChanged.emit(model.index_of(task, TITLE), model.index_of(task, SIGN))
    assert measured


# ---------------------------------------------------------------------- heights


def heights(page: PlanPage) -> dict[str, int]:
    model = page.outline.outline
    return {
        node.record_id: page.outline.visualRect(model.index_of(node.record_id)).height()
        for node in model.nodes()
        if page.outline.visualRect(model.index_of(node.record_id)).isValid()
    }


def test_words_said_while_nobody_looks_are_measured_when_somebody_does(
    window: MainWindow, plan: PlanPage
) -> None:
    window.resize(1000, 700)
    QApplication.processEvents()
    kazakh = heights(plan)
    window.open_step("home")
    window.switch_language("ru")
    # Said a turn before it is shown, as after a click on the side bar; laid out in between.
    plan.say_anew()
    plan.outline.executeDelayedItemsLayout()
    window.open_step("plan")
    QApplication.processEvents()
    seen = heights(plan)
    plan.outline.doItemsLayout()
    assert seen == heights(plan)
    assert seen != kazakh


def test_another_language_is_said_in_sight_first_and_the_rest_in_turns(
    window: MainWindow, plan: PlanPage, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.plan.outline_view._LINES_A_TURN", 2)
    outline, model = plan.outline, plan.outline.outline
    # So low that most lines are out of sight.
    outline.setMaximumHeight(140)
    QApplication.processEvents()
    kazakh = {node.record_id: node.title for node in model.nodes() if node.title}
    assert len(kazakh) > 20
    # Qt lays out all lines when the header speaks: not before they are measured.
    said_at_header: list[bool] = []
    model.headerDataChanged.connect(lambda *_which: said_at_header.append(not model._unsaid))
    window.switch_language("ru")
    titles = [node.title for node in model.nodes()]
    assert titles[:3] == [node.line.title.spoken_in("ru").strip() for node in model.nodes()][:3]
    assert titles[-1] == kazakh[model.nodes()[-1].record_id]
    assert said_at_header == []
    plan.catch_up()
    assert said_at_header == [True]
    assert [node.title for node in model.nodes()] == [
        node.line.title.spoken_in("ru").strip() for node in model.nodes()
    ]
    outline.setMaximumHeight(16_777_215)
    QApplication.processEvents()
    seen = heights(plan)
    outline.doItemsLayout()
    assert heights(plan) == seen


def test_a_long_plan_is_laid_out_for_another_width_in_turns(
    window: MainWindow, plan: PlanPage, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.plan.outline_view.OPEN_UP_TO", 5)
    monkeypatch.setattr("ui.pages.plan.outline_view._MEASURED_A_TURN", 2)
    window.resize(1400, 700)
    qtbot.waitUntil(plan.outline._laying_out.is_over, timeout=WAIT_MS)
    QApplication.processEvents()
    wide = heights(plan)
    window.resize(900, 700)
    QApplication.processEvents()
    assert not plan.outline._laying_out.is_over()
    qtbot.waitUntil(plan.outline._laying_out.is_over, timeout=WAIT_MS)
    QApplication.processEvents()
    narrow = heights(plan)
    assert narrow != wide
    plan.outline.doItemsLayout()
    assert heights(plan) == narrow


def test_a_person_renamed_is_said_on_the_lines_that_name_her(
    plan: PlanPage, workspace: Workspace, qtbot
) -> None:
    """Every line may name her: they are said in turns, too."""
    model = plan.outline.outline
    named = next(node for node in model.nodes() if node.line.responsible_id)
    person = named.line.responsible_id
    before = plan.people_deeds.read_names()[person]
    workspace.write_text(RecordPlace("staff_member", person, "name"), "kk", "Жаңа Есім")
    plan.refresh()
    assert before not in named.detail
    assert "Жаңа Есім" in model.find(named.record_id).detail


def test_lines_are_said_and_measured_once_before_they_are_seen(
    window: MainWindow, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_step("home")
    window.view._drop_page("plan")
    qtbot.waitUntil(lambda: not window.view.watch.is_on_its_way(), timeout=WAIT_MS)
    QTest.mouseClick(window.side.steps["plan"], Qt.MouseButton.LeftButton)
    page = window.view.page()
    assert isinstance(page, PlanPage)
    said: list[str] = []
    say = page.outline.outline._say
    monkeypatch.setattr(
        page.outline.outline, "_say", lambda node: (said.append(node.record_id), say(node))
    )
    while not page.outline.isVisible():
        page.turns._go_on()
    ids = [node.record_id for node in page.outline.outline.nodes()]
    assert sorted(said) == sorted(ids)
    assert all(node.title for node in page.outline.outline.nodes())
    before = heights(page)
    page.turns.finish()
    QApplication.processEvents()
    page.outline.doItemsLayout()
    assert heights(page) == before


def test_the_timeline_comes_in_turns_and_goes_to_the_chosen_line(plan: PlanPage, qtbot) -> None:
    chosen = [
        node.record_id for node in plan.outline.outline.nodes() if node.table == "planned_activity"
    ][-1]
    plan.outline.choose(chosen)
    plan.choose_part("timeline")
    assert not plan.timeline.model.picture.strokes
    qtbot.waitUntil(plan.is_renewed, timeout=WAIT_MS)
    assert plan.timeline.current() == chosen
    rect = plan.timeline.list.visualRect(plan.timeline.list.currentIndex())
    assert plan.timeline.list.viewport().rect().contains(rect.center())
    # Refreshed, it stays where somebody went.
    first = next(stroke.line.record_id for stroke in plan.timeline.model.picture.strokes)
    plan.timeline.choose(first)
    plan.renew()
    plan.catch_up()
    assert plan.timeline.current() == first


def test_another_language_while_the_timeline_is_drawn(
    window: MainWindow, plan: PlanPage, qtbot
) -> None:
    plan.choose_part("timeline")
    window.switch_language("ru")
    qtbot.waitUntil(plan.is_renewed, timeout=WAIT_MS)
    strokes = plan.timeline.model.picture.strokes
    assert strokes
    assert {stroke.title for stroke in strokes} & {
        node.title for node in plan.outline.outline.nodes()
    }
    assert "✓ проведено" in plan.timeline.legend.text()


# ---------------------------------------------------------------------- being ready


@pytest.mark.parametrize("step", ["plan", "report", "activities", "money", "organization"])
def test_a_window_is_ready_when_its_page_is_whole(
    words, theme, memory, workspace: Workspace, opened, qtbot, step: str
) -> None:
    memory.setValue("window/step", step)
    window = MainWindow(words, theme, memory)
    opened.append(window)
    window.resize(1366, 768)
    window.show()
    told: list[bool] = []

    def tell() -> None:
        assert window.view is not None
        page = window.view.page()
        told.append(page is not None and page.is_whole() and page._content.isVisible())

    window.ready.connect(tell)
    window.furnish(workspace)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert told == [True]


# ---------------------------------------------------------------------- the report, beside it


def test_the_report_waits_for_a_project_that_is_being_read(
    window: MainWindow, plan: PlanPage, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = window.view
    assert view is not None
    watch = view.watch
    reading: list[bool] = [True]
    read: list[str] = []
    monkeypatch.setattr(type(watch), "is_on_its_way", lambda _self: reading[0])
    known: Callable = type(watch).read_project
    monkeypatch.setattr(
        type(watch), "read_project", lambda self: read.append("read") or known(self)
    )
    window.visit_step("report")
    page = view.page()
    assert page is not None
    qtbot.wait(50)
    assert not page.is_whole()
    assert not read
    reading[0] = False
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert read


def test_a_count_that_fails_is_waited_for_no_longer(
    window: MainWindow, plan: PlanPage, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_what: object, **_how: object) -> None:
        raise OSError

    assert window.view is not None
    watch = window.view.watch
    monkeypatch.setattr("grantee_app.checks.state.read_state", fail)
    with qtbot.waitSignal(watch.failed, timeout=WAIT_MS):
        watch.count()
        assert watch.is_on_its_way()
    assert not watch.is_on_its_way()
    window.visit_step("report")
    page = window.view.page()
    assert page is not None
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)


def test_a_count_that_comes_leaves_the_next_one_on_its_way(
    window: MainWindow, plan: PlanPage, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.view is not None
    watch = window.view.watch
    gate = threading.Event()
    first = threading.Event()

    def read(*what: object, **how: object) -> ProjectState:
        if first.is_set():
            gate.wait(WAIT_MS / 1000)
        first.set()
        return read_state(*what, **how)

    monkeypatch.setattr("grantee_app.checks.state.read_state", read)
    watch.count()
    qtbot.waitUntil(first.is_set, timeout=WAIT_MS)
    # The first one runs already: this is another.
    watch.count()
    with qtbot.waitSignal(watch.counted, timeout=WAIT_MS):
        pass
    assert watch.is_on_its_way()
    with qtbot.waitSignal(watch.counted, timeout=WAIT_MS):
        gate.set()
    assert not watch.is_on_its_way()
