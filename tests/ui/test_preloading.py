"""Modules of the pages are loaded in the rests, each once, and none that fails ends anything."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.ui.conftest import WAIT_MS
from ui.main_window import MainWindow
from ui.preloading import Preloading, list_modules, list_parts
from ui.steps import load_page


def test_every_part_of_every_page_is_loaded_ahead() -> None:
    names = list(list_modules())
    assert len(names) == len(set(names))
    for step in ("home", "plan", "activities", "participants", "money", "report", "organization"):
        assert load_page(step).__module__ in names
    assert "ui.pages.participants.entry_part" in names
    assert names.index("ui.pages.money.journal_part") < names.index("ui.pages.money_page")


def test_it_loads_until_there_is_nothing_left(qtbot) -> None:
    loading = Preloading()
    loading.begin()
    qtbot.waitUntil(lambda: loading.is_done, timeout=WAIT_MS)
    assert "ui.pages.money_page" in sys.modules


def test_what_a_page_waits_for_comes_before_all_others(
    qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[tuple[str, bool]] = []
    gate = threading.Event()

    def load(name: str) -> object:
        is_here = threading.current_thread() is threading.main_thread()
        loaded.append((name, is_here))
        if not is_here:
            gate.wait(WAIT_MS / 1000)
        return import_module(name)

    monkeypatch.setattr("ui.preloading.import_module", load)
    wanted = ["grantee_app.form.application_form", "ui.pages.application_page"]
    monkeypatch.setattr("ui.preloading.list_parts", lambda _name, _seen: iter(wanted))
    loading = Preloading()
    loading.begin()
    loading.begin()
    qtbot.waitUntil(lambda: bool(loaded), timeout=WAIT_MS)
    pieces = loading.bring("ui.pages.application_page")
    for _turn in range(3):
        next(pieces)
    # Nothing of the core is loaded by the window while the worker can do it.
    assert not [name for name, is_here in loaded if is_here]
    gate.set()
    for _rest in pieces:
        pass
    by_worker = [name for name, is_here in loaded if not is_here]
    assert by_worker[1] == wanted[0]
    assert ("ui.pages.application_page", True) in loaded
    loading.end()


def test_a_module_that_cannot_be_loaded_is_left_out(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> object:
        if name == "ui.pages.money_page":
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr("ui.preloading.import_module", load)
    loading = Preloading()
    loading.begin()
    qtbot.waitUntil(lambda: loading.is_done, timeout=WAIT_MS)


def test_what_a_module_is_made_of_comes_before_it() -> None:
    names = list(list_parts("ui.pages.application_page", set()))
    assert names[-1] == "ui.pages.application_page"
    for part, whole in (
        ("grantee_app.form.application_form", "ui.pages.application.answer_editors"),
        ("ui.pages.application.table_view", "ui.pages.application.section_view"),
    ):
        assert names.index(part) < names.index(whole)
    # What is for mypy alone is not loaded.
    assert "ui.turns" in names
    assert "grantee_app.exchange.sheets" not in names


class Slow:
    """Brings nothing, in as many turns as it is told."""

    def __init__(self) -> None:
        self.is_there = False

    def bring(self, _name: str) -> Iterator[None]:
        while not self.is_there:
            yield


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    monkeypatch.setattr(Preloading, "current", made)
    return made


def test_a_page_clicked_before_it_is_loaded_comes_when_it_is(
    window: MainWindow, slow: Slow, qtbot
) -> None:
    assert window.view is not None
    before = window.view.page()
    window.visit_step("plan")
    window.switch_language("ru")
    qtbot.wait(30)
    assert window.view.page() is before
    slow.is_there = True
    qtbot.waitUntil(lambda: window.view.step() == "plan", timeout=WAIT_MS)
    page = window.view.page()
    assert page is not None
    qtbot.waitUntil(page.is_whole, timeout=WAIT_MS)
    assert page.header._title.text() == "План"


def test_the_page_clicked_last_is_the_one_that_comes(window: MainWindow, slow: Slow, qtbot) -> None:
    assert window.view is not None
    window.visit_step("plan")
    window.visit_step("money")
    slow.is_there = True
    qtbot.waitUntil(lambda: window.view.step() == "money", timeout=WAIT_MS)
    qtbot.wait(30)
    assert window.view.find_page("plan") is None


def test_who_calls_a_page_meanwhile_stays_on_it(window: MainWindow, slow: Slow, qtbot) -> None:
    assert window.view is not None
    window.visit_step("plan")
    page = window.view.open_step("organization")
    slow.is_there = True
    qtbot.wait(30)
    assert window.view.page() is page


def test_closing_while_a_page_is_loaded_is_no_mistake(
    window: MainWindow, slow: Slow, qtbot
) -> None:
    window.visit_step("plan")
    window.unfurnish()
    slow.is_there = True
    qtbot.wait(30)
