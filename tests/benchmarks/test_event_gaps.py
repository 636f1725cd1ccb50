"""The recorder of gaps finds one that somebody made, and tells whose time it was."""

import time

import pytest


@pytest.fixture
def recorder(qtbot, monkeypatch):
    from tests.benchmarks.conftest import BENCHMARKS

    monkeypatch.syspath_prepend(str(BENCHMARKS / "processes"))
    from event_gaps import GapRecorder

    return GapRecorder()


def test_a_gap_is_found_with_what_was_done(recorder, qtbot) -> None:
    recorder.begin()
    qtbot.wait(30)
    recorder.doing = "sleep"
    time.sleep(0.3)
    qtbot.wait(30)
    recorder.doing = "rest"
    recorder.end()
    found = [gap for gap in recorder.over(0.25) if gap.doing == "sleep"]
    assert len(found) == 1
    assert recorder.longest >= 0.3
    # Who sleeps does not compute.
    assert found[0].busy < found[0].seconds / 2


def test_computing_is_told_from_waiting(recorder, qtbot) -> None:
    recorder.begin()
    end_at = time.thread_time() + 0.2
    while time.thread_time() < end_at:
        pass
    recorder.end()
    assert max(gap.busy for gap in recorder.gaps) >= 0.2
