"""Work beside the window: the newest wins, what is cancelled arrives nowhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from grantee_app.errors import DataProblem
from grantee_app.language.message import message
from ui.jobs import Job, JobRunner, JobStopped

WAIT_MS = 10_000


@pytest.fixture
def runner(qapp) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


def test_results_arrive_on_the_main_thread(runner: JobRunner, qtbot) -> None:
    seen = []
    runner.submit(
        lambda _job: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen), timeout=WAIT_MS)
    name, thread = seen[0]
    assert name != threading.main_thread().name
    assert thread is threading.main_thread()


def test_the_newest_takes_the_place_of_what_waited(runner: JobRunner, qtbot) -> None:
    gate, begun, seen = threading.Event(), threading.Event(), []

    def wait(_job: Job) -> str:
        begun.set()
        gate.wait(10)
        return "first"

    runner.submit(wait, seen.append)
    assert begun.wait(10)
    runner.submit(lambda _job: "second", seen.append)
    runner.submit(lambda _job: "third", seen.append)
    gate.set()
    qtbot.waitUntil(lambda: seen == ["first", "third"], timeout=WAIT_MS)
    qtbot.wait(50)
    assert seen == ["first", "third"]


def test_a_runner_that_keeps_all_forgets_nothing_that_was_asked(qtbot) -> None:
    runner = JobRunner(keeps_all=True)
    gate, begun, seen = threading.Event(), threading.Event(), []

    def wait(_job: Job) -> str:
        begun.set()
        gate.wait(10)
        return "first"

    try:
        runner.submit(wait, seen.append)
        assert begun.wait(10)
        runner.submit(lambda _job: "second", seen.append)
        runner.submit(lambda _job: "third", seen.append)
        gate.set()
        qtbot.waitUntil(lambda: seen == ["first", "second", "third"], timeout=WAIT_MS)
        qtbot.waitUntil(lambda: not runner.is_busy(), timeout=WAIT_MS)
    finally:
        runner.close()


def test_cancelling_drops_all_that_wait(qtbot) -> None:
    runner = JobRunner(keeps_all=True)
    gate, begun, seen = threading.Event(), threading.Event(), []

    def wait(_job: Job) -> None:
        begun.set()
        gate.wait(10)

    try:
        runner.submit(wait, seen.append)
        assert begun.wait(10)
        waiting = [runner.submit(lambda _job: "later", seen.append) for _each in range(3)]
        runner.cancel()
        gate.set()
        qtbot.waitUntil(lambda: not runner.is_busy(), timeout=WAIT_MS)
        assert all(job.is_cancelled() for job in waiting)
        assert seen == []
    finally:
        runner.close()


def test_a_cancelled_job_stops_and_says_nothing(runner: JobRunner, qtbot) -> None:
    begun, ended, seen = threading.Event(), threading.Event(), []

    def turn(job: Job) -> None:
        begun.set()
        while not job.is_cancelled():
            pass
        ended.set()
        raise JobStopped

    runner.submit(turn, seen.append, seen.append)
    assert begun.wait(10)
    runner.cancel()
    assert ended.wait(10)
    qtbot.waitUntil(lambda: not runner.is_busy(), timeout=WAIT_MS)
    qtbot.wait(20)
    assert seen == []


def test_problems_are_sentences(runner: JobRunner, qtbot) -> None:
    said = []

    def fail(_job: Job) -> None:
        raise DataProblem(message("The file is no report."))

    def break_down(_job: Job) -> None:
        raise ZeroDivisionError

    runner.submit(fail, None, said.append)
    qtbot.waitUntil(lambda: len(said) == 1, timeout=WAIT_MS)
    runner.submit(break_down, None, said.append)
    qtbot.waitUntil(lambda: len(said) == 2, timeout=WAIT_MS)
    assert said[0] == message("The file is no report.")
    assert "Bastama itself" in said[1].msgid


def test_progress_comes_seldom_and_always_at_the_end(runner: JobRunner, qtbot) -> None:
    told = []

    def count(job: Job) -> None:
        for done in range(1, 5001):
            job.tell_progress(done, 5000)

    runner.submit(count, lambda _: told.append("done"), None, lambda *now: told.append(now))
    qtbot.waitUntil(lambda: told[-1:] == ["done"], timeout=WAIT_MS)
    assert told[-2] == (5000, 5000)
    assert len(told) < 60


def test_closing_waits_for_the_running_job(qapp) -> None:
    runner = JobRunner()
    begun, ended = threading.Event(), threading.Event()

    def turn(job: Job) -> None:
        begun.set()
        while not job.is_cancelled():
            pass
        ended.set()

    runner.submit(turn)
    assert begun.wait(10)
    runner.close()
    assert ended.is_set()


def test_what_a_job_holds_is_let_go_on_the_main_thread(runner: JobRunner, qtbot) -> None:
    died_on = []

    class Held:
        def __del__(self) -> None:
            died_on.append(threading.current_thread())

    def submit(held: Held) -> None:
        runner.submit(lambda _job: str(held), lambda _text: held)

    for round_number in range(1, 21):
        submit(Held())
        qtbot.waitUntil(lambda count=round_number: len(died_on) == count, timeout=WAIT_MS)
    assert set(died_on) == {threading.main_thread()}


def test_a_job_that_outlives_its_runner_arrives_nowhere(qtbot) -> None:
    runner = JobRunner()
    gate, begun, ended, seen = threading.Event(), threading.Event(), threading.Event(), []

    def wait(_job: Job) -> None:
        begun.set()
        gate.wait(10)
        ended.set()

    runner.submit(wait, seen.append, seen.append)
    assert begun.wait(10)
    runner.close(0.01)
    runner.deleteLater()
    gate.set()
    assert ended.wait(10)
    qtbot.wait(50)
    assert seen == []
