"""A page that goes leaves nothing behind: no circle keeps it until garbage is looked for.

What was set apart by the collector would wait for a rest of the window, and a project that is
changed all the time takes a page down every minute.
"""

import gc
import weakref
from collections import deque
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS
from ui.pages.report_page import ReportPage
from ui.places import ALL_STEPS, Step
from ui.project_view import ProjectView
from ui.screen_language import ScreenLanguage


@pytest.fixture
def no_collecting():
    """Let nothing be collected but by its last reference."""
    was_collecting = gc.isenabled()
    gc.collect()
    gc.disable()
    yield
    if was_collecting:
        gc.enable()


def find_circle(start: object) -> str:
    """Name the shortest way that leads from an object back to itself, else what holds it."""
    before: dict[int, tuple[object, object]] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for held in gc.get_referents(here):
            if held is start:
                return tell_way(here, before)
            if id(held) not in before and not isinstance(held, (type, ModuleType)):
                before[id(held)] = (held, here)
                waiting.append(held)
    above = [getattr(one, "__qualname__", type(one).__name__) for one in gc.get_referrers(start)]
    return f"{type(start).__qualname__} without a circle, held by {above}"


def tell_way(last: object, before: dict[int, tuple[object, object]]) -> str:
    steps = []
    while id(last) in before:
        steps.append(getattr(last, "__qualname__", type(last).__qualname__))
        last = before[id(last)][1]
    return " < ".join([type(last).__qualname__, *steps])


def use_page(
    view: ProjectView, step: Step, words: ScreenLanguage, qtbot
) -> list[weakref.ref[QWidget]]:
    """Open a page and use it a little; return what tells whether it is there.

    Of the report its parts as well: its page is built anew whenever the plan is, and holds most.
    """
    page = view.open_step(step)
    qtbot.waitUntil(lambda: view.watch.state is not None, timeout=WAIT_MS)
    page.catch_up()
    if isinstance(page, ReportPage):
        pages = page.preview.view
        qtbot.waitUntil(lambda: pages.page_count() > 0, timeout=WAIT_MS)
        # The last of them has a table of records.
        for section in (*(known.id for known in page._sections[:3]), "partners"):
            page.sections.choose(section)
            page.catch_up()
            QApplication.processEvents()
    page.notice.show_success(page.windowTitle, act=page.hide)
    words.switch("ru")
    words.switch("kk")
    QApplication.processEvents()
    parts = []
    if step == "report":
        # Not by its children: Python would learn of those that it does not know, and what only Qt
        # knows is what may keep a part.
        parts = [
            part
            for part in gc.get_objects()
            if isinstance(part, QWidget)
            and type(part).__module__[:3] == "ui."
            and isValid(part)
            and page.isAncestorOf(part)
        ]
    return [weakref.ref(part) for part in (page, *parts)]


@pytest.mark.parametrize("step", ALL_STEPS)
def test_a_page_that_goes_is_gone(
    open_window, workspace: Workspace, words: ScreenLanguage, qtbot, no_collecting, step: Step
) -> None:
    view = open_window(workspace).view
    gone = use_page(view, step, words, qtbot)
    assert all(part() for part in gone)
    view.open_step("home" if step != "home" else "plan")
    view._drop_page(step)
    for _turn in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    circles = {find_circle(part) for part in (one() for one in gone) if part is not None}
    assert not circles


def test_a_reader_that_is_closed_is_gone(workspace: Workspace, no_collecting) -> None:
    with workspace.open_reader() as reader:
        assert reader.records is reader.records
        assert reader.people is reader.people
        assert reader.applications.list_all() == []
    gone = weakref.ref(reader)
    del reader
    assert gone() is None
