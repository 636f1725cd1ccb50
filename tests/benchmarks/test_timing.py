"""Processes are measured in turn, fairly, and a bad end is never taken for a fast one."""

import os
import sys

import pytest


def contender(name, code, **settings):
    from timing import Contender

    return Contender(name, [sys.executable, "-S", "-c", code], **settings)


def measure(folder, *contenders, runs=2, timeout=20):
    from timing import measure_in_turn

    return measure_in_turn(
        contenders, runs=runs, environment=dict(os.environ), folder=folder, timeout=timeout
    )


def test_contenders_run_in_turn_after_a_warm_up(tmp_path):
    note = "open('order', 'a').write('{}')"
    measure(tmp_path, contender("a", note.format("a")), contender("b", note.format("b"), runs=1))
    assert (tmp_path / "order").read_text() == "ab" + "ab" + "a"


def test_a_process_may_tell_its_own_time(tmp_path):
    (own,) = measure(tmp_path, contender("own", "print('seconds 0.25'); print('words 7')"))
    assert own.seconds == 0.25
    assert own.reported("words") == 7
    assert own.cpu is None


def test_the_most_of_all_runs_is_known(tmp_path):
    # Each run is one letter more.
    book = str(tmp_path / "runs")
    words = (
        f"open({book!r}, 'a').write('x'); n = len(open({book!r}).read()); "
        "print('seconds', n); print('gaps', n); print('peak', -n)"
    )
    (one,) = measure(tmp_path, contender("one", words))
    told = [run.reported["gaps"] for run in one.runs]
    assert len(told) == 2
    assert one.most_reported("gaps") == one.slowest == max(told)
    assert one.most_reported("peak") == -min(told)
    assert one.most_reported("nothing") is None


def test_a_whole_process_takes_time_and_memory(tmp_path):
    (whole,) = measure(tmp_path, contender("whole", "bytearray(40 * 2**20)"))
    assert 0 < whole.fastest <= whole.seconds <= whole.slowest
    if hasattr(os, "wait4"):
        import resource

        # Linux counts the memory of whoever forked into the child's peak.
        inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        assert 40 < whole.peak_megabytes < max(200, 1.1 * inherited)


def test_a_bad_end_is_told_with_its_last_words(tmp_path):
    from timing import ProcessFailed

    with pytest.raises(ProcessFailed, match=r"(?s)bad: exit code 1.*no pango"):
        measure(tmp_path, contender("bad", "raise SystemExit('no pango')"))


def test_what_never_ends_is_ended(tmp_path):
    from timing import ProcessFailed

    with pytest.raises(ProcessFailed, match="slow: exit code"):
        measure(tmp_path, contender("slow", "import time; time.sleep(60)"), timeout=0.3)


def test_a_peer_that_does_not_start_leaves_the_others_going(tmp_path):
    from suite import Goal, ratio

    results = measure(
        tmp_path,
        contender("ours", "pass"),
        contender("theirs", "raise SystemExit('no pango')", is_optional=True),
    )
    assert len(results[0].runs) == 2
    assert "no pango" in results[1].failure
    assert Goal("faster", ratio(1, 0), 5, is_least=True).is_kept(results) is None


def test_ratios_are_taken_of_neighbouring_runs():
    from timing import Contender, Measured, Run, compare

    def measured(*seconds):
        return Measured(Contender("x", []), [Run(value, None, None, {}) for value in seconds])

    # The machine was ten times slower during the second turn.
    assert compare(measured(2.0, 20.0, 2.0), measured(1.0, 10.0, 1.0)) == 2.0
    assert compare(measured(2.0), measured()) is None
