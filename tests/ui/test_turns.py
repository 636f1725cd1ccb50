"""Long work in turns: the window goes on between its pieces, and pages are built so."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import WAIT_MS
from tools.settling import wait_for_layout
from ui.main_window import MainWindow
from ui.pages.activities_page import ActivitiesPage
from ui.pages.organization_page import OrganizationPage
from ui.pages.page import Page
from ui.pages.plan_page import PlanPage
from ui.places import Place
from ui.turns import Turns

IN_TURNS = (
    "application",
    "plan",
    "activities",
    "participants",
    "money",
    "report",
    "organization",
)


@pytest.fixture(autouse=True)
def _home_first(memory) -> None:
    memory.setValue("window/step", "home")


def click(window: MainWindow, step: str) -> Page:
    assert window.side is not None
    assert window.view is not None
    QTest.mouseClick(window.side.steps[step], Qt.MouseButton.LeftButton)
    page = window.view.page()
    assert page is not None
    return page


# ---------------------------------------------------------------------- turns


def test_between_two_pieces_others_have_their_turn(qtbot) -> None:
    seen: list[str] = []

    def work() -> Iterator[None]:
        for number in range(3):
            seen.append(f"piece {number}")
            QTimer.singleShot(0, lambda: seen.append("other"))
            yield

    turns = Turns(work())
    turns.over.connect(lambda: seen.append("over"))
    turns.begin()
    # The first one at once: what is seen comes with the click.
    assert seen == ["piece 0"]
    qtbot.waitUntil(turns.is_over, timeout=WAIT_MS)
    assert seen.index("other") < seen.index("piece 2")
    assert seen.count("over") == 1


def test_timers_that_became_due_come_before_the_next_piece(qtbot) -> None:
    seen: list[str] = []

    def work() -> Iterator[None]:
        for _piece in range(6):
            seen.append("piece")
            time.sleep(0.01)
            yield

    beat = QTimer(interval=3)
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: seen.append("beat"))
    beat.start()
    turns = Turns(work())
    turns.begin()
    qtbot.waitUntil(turns.is_over, timeout=WAIT_MS)
    beat.stop()
    assert "piece piece" not in " ".join(seen)


def test_two_works_share_the_turns(qtbot) -> None:
    seen: list[str] = []

    def work(name: str) -> Iterator[None]:
        for _piece in range(4):
            seen.append(name)
            # Long enough for the timers of both to be due.
            time.sleep(0.005)
            yield

    class Pass(QObject):
        """Notes where a turn of the event loop begins."""

        asked = Signal()

        def note(self) -> None:
            seen.append("turn")
            if not all(one.is_over() for one in works):
                self.asked.emit()

    works = [Turns(work("one")), Turns(work("other"))]
    turn = Pass()
    turn.asked.connect(turn.note, Qt.ConnectionType.QueuedConnection)
    turn.asked.emit()
    for one in works:
        one.begin()
    del seen[:2]
    qtbot.waitUntil(lambda: all(one.is_over() for one in works), timeout=WAIT_MS)
    pieces = "".join({"turn": "|", "one": "1", "other": "2"}[what] for what in seen)
    assert "12" not in pieces
    assert "21" not in pieces
    assert (pieces.count("1"), pieces.count("2")) == (3, 3)


def test_finishing_does_all_that_is_left_now(qapp) -> None:
    seen: list[int] = []

    def work() -> Iterator[None]:
        for number in range(3):
            seen.append(number)
            turns.finish()  # a piece that asks for the whole does not begin it anew
            yield

    turns = Turns(work())
    turns.finish()
    assert seen == [0, 1, 2]
    assert turns.is_over()


def test_a_piece_that_fails_ends_it(qapp) -> None:
    told: list[str] = []

    def work() -> Iterator[None]:
        yield
        raise LookupError

    turns = Turns(work())
    turns.broken.connect(lambda: told.append("broken"))
    turns.over.connect(lambda: told.append("over"))
    with pytest.raises(LookupError):
        turns.finish()
    assert told == ["broken"]
    assert turns.is_over()


def test_without_work_it_is_over(qapp) -> None:
    assert Turns(None).is_over()


def test_another_work_takes_the_place_of_the_one_before(qtbot) -> None:
    seen: list[str] = []

    def work(name: str) -> Iterator[None]:
        seen.append(f"{name} 1")
        yield
        seen.append(f"{name} 2")

    turns = Turns(None)
    turns.over.connect(lambda: seen.append("over"))
    turns.begin_anew(work("one"))
    turns.begin_anew(work("other"))
    assert seen == ["one 1", "other 1"]
    qtbot.waitUntil(turns.is_over, timeout=WAIT_MS)
    assert seen == ["one 1", "other 1", "other 2", "over"]
    # And once more, as if nothing had been.
    turns.begin_anew(work("third"))
    turns.finish()
    assert seen[4:] == ["third 1", "third 2", "over"]


def test_a_piece_may_begin_another_work(qtbot) -> None:
    seen: list[str] = []

    def other() -> Iterator[None]:
        seen.append("other 1")
        yield
        seen.append("other 2")

    def work(*, is_last: bool) -> Iterator[None]:
        turns.begin_anew(other())
        seen.append("begun")
        if not is_last:
            yield
            seen.append("never")

    turns = Turns(None)
    turns.over.connect(lambda: seen.append("over"))
    for is_last in (False, True):
        seen.clear()
        turns.begin_anew(work(is_last=is_last))
        # Its first piece is done within the piece that wanted it; only its own end is told.
        assert seen == ["other 1", "begun"]
        qtbot.waitUntil(turns.is_over, timeout=WAIT_MS)
        assert seen == ["other 1", "begun", "other 2", "over"]


def test_a_work_dropped_by_its_own_last_piece_tells_nobody(qapp) -> None:
    told: list[str] = []

    def work() -> Iterator[None]:
        yield
        turns.drop()

    turns = Turns(work())
    turns.over.connect(lambda: told.append("over"))
    turns.finish()
    assert turns.is_over()
    assert told == []


# ---------------------------------------------------------------------- pages


@pytest.mark.parametrize("step", IN_TURNS)
def test_a_page_is_seen_with_its_name_before_it_is_whole(
    window: MainWindow, qtbot, step: str
) -> None:
    page = click(window, step)
    assert page.isVisible()
    assert not page.is_whole()
    name = page.header._title.text()
    assert name
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert page.isVisible()
    assert page is window.view.find_page(step)


@pytest.mark.parametrize("width", [1366, 1000])
@pytest.mark.parametrize("step", IN_TURNS)
def test_the_top_bar_stands_still_while_its_page_is_built(
    window: MainWindow, step: str, width: int
) -> None:
    window.resize(width, 700)
    QApplication.processEvents()
    page = click(window, step)
    page.header.set_words("Бет", "6 міндет")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert not page.is_whole()
    assert page.header.geometry().top() == 0
    assert page.header.height() <= page.header.sizeHint().height()
    assert page.header.status() == "✓ Бәрі сақталған"
    page.turns.finish()
    wait_for_layout(window)
    assert page._content is not None
    assert page._content.geometry().top() == page.header.height()


def test_a_button_pressed_at_once_does_what_it_says(window: MainWindow, workspace, qtbot) -> None:
    def count(table: str) -> int:
        return workspace.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    tasks, planned = count("task"), count("planned_activity")
    page = click(window, "plan")
    assert isinstance(page, PlanPage)
    assert not page.is_whole()
    QTest.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    assert page.is_whole()
    assert (count("task"), count("planned_activity")) == (tasks, planned + 1)


def test_what_a_place_names_is_shown_as_soon_as_it_is_there(window: MainWindow, qtbot) -> None:
    view = window.view
    assert view is not None
    activity = view.desk.read_project().tasks[0].activities[1]
    view.desk.go(Place("plan", activity.id))
    page = view.page()
    assert isinstance(page, PlanPage)
    assert not page.is_whole()
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert page.outline.current() == activity.id
    detail = page.panel.current()
    assert detail is not None
    assert detail.record_id == activity.id


def test_another_language_meanwhile_is_the_one_that_is_said(window: MainWindow, qtbot) -> None:
    page = click(window, "organization")
    assert isinstance(page, OrganizationPage)
    window.switch_language("ru")
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert page.header._title.text() == "Организация"
    assert page.cards[0].heading.text() == "Название и правовая форма"


@pytest.mark.parametrize("step", IN_TURNS)
def test_another_language_is_said_whichever_piece_it_comes_between(
    window: MainWindow, qtbot, step: str
) -> None:
    # The report waits for a state that is on its way; there is no event loop here to bring it.
    qtbot.waitUntil(lambda: not window.view.watch.is_on_its_way(), timeout=WAIT_MS)
    pieces = 0
    page = click(window, step)
    while not page.is_whole():
        page.turns._go_on()
        pieces += 1
    assert pieces > 1
    for piece in range(pieces):
        window.view._drop_page(step)
        page = click(window, step)
        for _each in range(piece):
            page.turns._go_on()
        code = "kk" if window._words.code == "ru" else "ru"
        window.switch_language(code)
        page.turns.finish()
        said = page.header._title.text()
        page.retranslate()
        assert page.header._title.text() == said, f"{step}, piece {piece}"


def test_a_change_meanwhile_is_seen(window: MainWindow, workspace, qtbot) -> None:
    page = click(window, "activities")
    assert isinstance(page, ActivitiesPage)
    event = workspace.db.execute("SELECT id FROM activity LIMIT 1").fetchone()[0]
    with workspace.change("test"):
        workspace.db.execute("DELETE FROM activity WHERE id = ?", [event])
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.log.find(event) is None, timeout=WAIT_MS)


def test_the_state_comes_to_a_page_that_was_being_built(window: MainWindow, qtbot) -> None:
    assert window.view is not None
    qtbot.waitUntil(lambda: window.view.watch.state is not None, timeout=WAIT_MS)
    page = click(window, "activities")
    assert isinstance(page, ActivitiesPage)
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert page.desk.state is window.view.watch.state


def test_going_on_at_once_leaves_a_page_that_comes_whole_later(window: MainWindow, qtbot) -> None:
    plan = click(window, "plan")
    activities = click(window, "activities")
    assert not plan.isVisible()
    qtbot.waitUntil(lambda: plan.is_whole() and activities.is_whole(), timeout=WAIT_MS)
    assert activities.isVisible()
    assert click(window, "plan") is plan
    assert plan.outline.current()


def test_closing_while_a_page_is_built_is_no_mistake(window: MainWindow, qtbot) -> None:
    for step in IN_TURNS:
        page = click(window, step)
        assert not page.is_whole()
    window.unfurnish()
    qtbot.wait(50)


def test_a_page_that_breaks_while_it_is_built_goes_and_comes_again(
    window: MainWindow, qtbot, monkeypatch
) -> None:
    def break_down(_page: PlanPage) -> None:
        raise ValueError

    monkeypatch.setattr(PlanPage, "_reading_top", break_down)
    before = window.view.page()
    with qtbot.captureExceptions() as caught:
        click(window, "plan")
        qtbot.waitUntil(lambda: window.view.find_page("plan") is None, timeout=WAIT_MS)
    assert [kind for kind, *_rest in caught] == [ValueError]
    assert window.view.page() is before
    assert window.side.steps[window.view.step()].isChecked()
    monkeypatch.undo()
    page = click(window, "plan")
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert page.outline.current()


@pytest.mark.parametrize("step", ["plan", "activities"])
def test_a_long_list_is_seen_after_the_rest_in_the_room_that_was_kept(
    window: MainWindow, qtbot, step: str
) -> None:
    qtbot.waitUntil(lambda: not window.view.watch.is_on_its_way(), timeout=WAIT_MS)
    page = click(window, step)
    last = page._last
    assert last is not None
    while not page._content.isVisible():
        page.turns._go_on()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert not last.isVisible()
    place = last.geometry()
    assert place.height() > 100
    page.turns.finish()
    wait_for_layout(window)
    assert last.isVisible()
    assert last.geometry() == place
    assert not last.sizePolicy().retainSizeWhenHidden()


# ---------------------------------------------------------------------- keys pressed too early


def test_keys_pressed_before_the_page_is_whole_are_kept(
    window: MainWindow, workspace, qtbot
) -> None:
    before = workspace.db.execute("SELECT count(*) FROM expense").fetchone()[0]
    page = click(window, "money")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not page.is_whole()
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert workspace.db.execute("SELECT count(*) FROM expense").fetchone()[0] == before + 1


def test_keys_of_a_page_hold_before_the_cursor_can_be_in_it(
    window: MainWindow, qtbot, monkeypatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ActivitiesPage, "act", lambda _page, deed: asked.append(deed))
    page = click(window, "activities")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert asked == ["double"]


def test_keys_that_were_kept_for_a_page_do_nothing_on_another(
    window: MainWindow, workspace, qtbot
) -> None:
    before = workspace.db.execute("SELECT count(*) FROM expense").fetchone()[0]
    page = click(window, "money")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    click(window, "home")
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert workspace.db.execute("SELECT count(*) FROM expense").fetchone()[0] == before
