"""A worker that gives way computes only with the window's leave, and never waits for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from grantee_app.checks.state import read_state
from grantee_app.giving_way import give_way, giving_way
from grantee_app.workspace import Workspace, read_sample
from ui import turn_watch
from ui.jobs import Job, JobRunner
from ui.turn_watch import TurnWatch

WAIT_MS = 10_000
# Longer than any machine takes for what a test waits for: what ends such a wait is not the time.
LONG = 60.0


@pytest.fixture
def watch(qapp, monkeypatch) -> Iterator[TurnWatch]:
    """A watch in use, for work that asks at every step and is never too impatient to wait."""
    monkeypatch.setattr(turn_watch, "LEAVE_SECONDS", 0.0)
    monkeypatch.setattr(turn_watch, "LONGEST_TURN_SECONDS", LONG)
    monkeypatch.setattr(turn_watch, "PATIENCE_SECONDS", LONG)
    watch = TurnWatch()
    watch.begin()
    yield watch
    watch.end()


@pytest.fixture
def runner(qapp) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


class Work:
    """Counts its own steps for ever, until somebody stops it."""

    def __init__(self) -> None:
        self.steps = 0
        self.begun = threading.Event()
        self.is_ended = threading.Event()

    def __call__(self, job: Job) -> int:
        while not job.is_cancelled():
            self.begun.set()
            give_way()
            self.steps += 1
            time.sleep(0.001)
        self.is_ended.set()
        return self.steps


def go_without_leave(runner: JobRunner, steps: int) -> int:
    """Let work go, and no event come, until it has done so many steps; return how many it did."""
    work = Work()
    job = runner.submit(work)
    until = time.monotonic() + 10
    while work.steps < steps and time.monotonic() < until:
        time.sleep(0.005)
    job.cancel()
    return work.steps


def test_work_rests_while_a_turn_lasts_and_goes_on_after_it(
    watch: TurnWatch, runner: JobRunner, qtbot
) -> None:
    work = Work()
    runner.submit(work)
    assert work.begun.wait(10)
    # This test is a turn of the event loop: nothing gives leave before it is over.
    time.sleep(0.1)
    assert work.steps == 0
    qtbot.waitUntil(lambda: work.steps > 2, timeout=WAIT_MS)


def test_cancelled_work_waits_for_no_turn(watch: TurnWatch, runner: JobRunner) -> None:
    work = Work()
    job = runner.submit(work)
    assert work.begun.wait(10)
    job.cancel()
    assert work.is_ended.wait(10)
    assert work.steps <= 1


def test_a_turn_that_lasts_too_long_holds_nobody_up(
    watch: TurnWatch, runner: JobRunner, monkeypatch
) -> None:
    monkeypatch.setattr(turn_watch, "LONGEST_TURN_SECONDS", 0.01)
    assert go_without_leave(runner, 3) >= 3


def test_patience_has_an_end(watch: TurnWatch, runner: JobRunner, monkeypatch) -> None:
    monkeypatch.setattr(turn_watch, "PATIENCE_SECONDS", 0.02)
    assert go_without_leave(runner, 50) >= 50


def test_without_a_window_in_use_nobody_waits(qapp, runner: JobRunner) -> None:
    assert TurnWatch.current is None
    assert go_without_leave(runner, 3) >= 3


def test_an_ended_watch_gives_leave_to_nobody_and_keeps_nobody(
    watch: TurnWatch, runner: JobRunner
) -> None:
    watch.end()
    assert go_without_leave(runner, 3) >= 3
    QCoreApplication.processEvents()


def test_only_the_thread_that_was_told_so_waits() -> None:
    asked = []
    give_way()
    with giving_way(lambda: asked.append(threading.current_thread())):
        give_way()
        other = threading.Thread(target=give_way)
        other.start()
        other.join()
    give_way()
    assert asked == [threading.current_thread()]


def test_counting_a_project_gives_way_at_every_planned_activity_and_row(tmp_path) -> None:
    content = read_sample()
    planned = sum(len(task.activities) for task in content.project.tasks)
    asked = 0

    def count() -> None:
        nonlocal asked
        asked += 1

    with Workspace.open(tmp_path / "workspace") as workspace:
        workspace.save_project(content)
        with giving_way(count):
            read_state(workspace, content.project.id)
    # Read as rows, then gone through by one rule after another.
    assert asked > 10 * planned
