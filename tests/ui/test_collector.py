"""Garbage is collected a little at a time, and all of it while the window is not in front."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from grantee_app.checks.state import read_state
from grantee_app.workspace import Workspace
from tests.ui.conftest import WAIT_MS
from ui import collector as collector_module
from ui.c_memory import find_trimming, use_one_heap
from ui.collector import Collector


class Knot:
    """Dies by the collector alone."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp) -> Iterator[Collector]:
    made = Collector()
    made.begin()
    yield made
    made.end()
    gc.disable()


def drop_knot() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_what_is_new_is_collected(collector: Collector) -> None:
    gone = drop_knot()
    collector.collect()
    assert gone() is None


def test_much_that_is_new_is_not_left_until_later(
    collector: Collector, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collector_module, "PATIENT_LOOKS", 10_000)
    gone = drop_knot()
    held = [[number] for number in range(collector_module.MOST_NEW)]
    qtbot.waitUntil(lambda: gone() is None, timeout=WAIT_MS)
    assert len(held) == collector_module.MOST_NEW


def test_what_lives_long_is_looked_at_no_more_until_the_window_is_left(
    collector: Collector, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    knot: Knot | None = Knot()
    gone = weakref.ref(knot)
    before = gc.get_freeze_count()
    monkeypatch.setattr(collector_module, "MOST_LIVING", 1)
    collector.collect()
    assert gc.get_freeze_count() > before
    knot = None
    collector.collect()
    assert gone() is not None
    collector._away.setInterval(0)
    collector._follow_state(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: gone() is None, timeout=WAIT_MS)


def test_whoever_comes_back_at_once_waits_for_nothing(collector: Collector) -> None:
    collector._follow_state(Qt.ApplicationState.ApplicationInactive)
    collector._follow_state(Qt.ApplicationState.ApplicationActive)
    assert not collector._away.isActive()


class Clock:
    """The seconds computed so far: `busy` more whenever somebody asks."""

    def __init__(self) -> None:
        self.seconds, self.busy = 0.0, 1.0

    def __call__(self) -> float:
        self.seconds += self.busy
        return self.seconds


def test_a_rest_is_used_for_everything_and_not_soon_again(
    qapp, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    collector = Collector(read_busy=clock)
    done = []
    monkeypatch.setattr(collector, "collect", lambda: None)
    monkeypatch.setattr(collector, "collect_all", lambda: done.append(True))
    looks = collector_module.QUIET_LOOKS

    def look(times: int) -> None:
        for _ in range(times):
            collector._look()

    look(looks)
    assert not done, "in use"
    clock.busy = 0.0
    look(looks - 1)
    assert not done, "a pause is no rest"
    look(1)
    assert len(done) == 1
    look(collector_module.LOOKS_BETWEEN_RESTS)
    assert len(done) == 1
    look(1)
    assert len(done) == 2
    collector.end()
    gc.disable()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc alone is told")
def test_memory_that_is_free_can_be_given_back_and_threads_share_a_heap() -> None:
    trim = find_trimming()
    assert trim is None or trim(0) in {0, 1}
    use_one_heap()


def test_memory_is_left_as_it_is_on_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert find_trimming() is None
    use_one_heap()


def test_an_old_state_of_the_project_dies_without_the_collector(workspace: Workspace) -> None:
    project_id = workspace.list_projects()[0].id
    state = read_state(workspace, project_id)
    gone = [weakref.ref(state.project), *(weakref.ref(task) for task in state.project.tasks)]
    assert gone[0]() is not None
    del state
    assert [ref() for ref in gone] == [None] * len(gone)
