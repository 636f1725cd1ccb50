"""The fault trials at the size of every commit; the long run is `python -m tests.faults.run`."""

import os
from pathlib import Path

import pytest

from tests.faults.disk_errors import run_disk_errors
from tests.faults.failing_calls import has_strace
from tests.faults.kills import run_kills
from tests.faults.power import run_power_cuts
from tests.faults.spoiling import run_spoiling

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


@needs_fork
def test_killed_processes_lose_nothing(tmp_path: Path) -> None:
    figures, wrong = run_kills(tmp_path, 50, seed=1)
    assert wrong == []
    assert figures.committed > 200


def test_a_power_cut_leaves_a_committed_state(tmp_path: Path) -> None:
    figures, wrong = run_power_cuts(tmp_path, 60, seed=1)
    assert wrong == []
    assert figures.torn_checkpoints == 15


@needs_fork
def test_random_damage_is_met_with_a_sentence(tmp_path: Path) -> None:
    figures, wrong = run_spoiling(tmp_path, 40, seed=1)
    assert wrong == []
    assert figures.caught > 15


@pytest.mark.skipif(not has_strace(), reason="strace is not installed or may not trace here")
def test_a_failing_disk_leaves_what_was_there(tmp_path: Path) -> None:
    figures, wrong = run_disk_errors(tmp_path, 1, seed=1)
    assert wrong == []
    assert figures.said > 2
    assert figures.killed > 5
