"""Times processes from outside, one after another in turn, and takes medians.

Standard library only: whoever starts a process lends it the size of its own memory, so the one
that measures has to stay small.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BYTES_PER_MEGABYTE = 1024 * 1024
# Linux counts kilobytes, macOS bytes.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class ProcessFailed(Exception):  # noqa: N818 (it says what happened, not what went wrong)
    """A measured process ended badly or took too long; the message holds its last words."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A command to be measured.

    A process may print lines «name number»: a line `seconds` is taken for its time instead of
    the whole process's. `runs` limits how often a slow one is started, `before` puts things in
    order for it. One that is not ours may fail to start: `is_optional` lets the others go on.
    """

    name: str
    command: Sequence[str | Path]
    runs: int | None = None
    before: Callable[[], None] = lambda: None
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One process that ended well: what it took, and the numbers it reported.

    `cpu` is seconds of computing, `peak` bytes of memory; None where the system does not tell, or
    where the process took its own time and these would be of something else.
    """

    seconds: float
    cpu: float | None
    peak: int | None
    reported: dict[str, float]


@dataclass(slots=True)
class Measured:
    """All counted runs of one contender; none, and the reason, where it did not start."""

    contender: Contender
    runs: list[Run] = field(default_factory=list)
    failure: str = ""

    @property
    def seconds(self) -> float:
        """The median."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def fastest(self) -> float:
        """The least seconds of a run."""
        return min(run.seconds for run in self.runs)

    @property
    def slowest(self) -> float:
        """The most seconds of a run."""
        return max(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float | None:
        """The median of the seconds of computing, None where they are not known."""
        known = [run.cpu for run in self.runs if run.cpu is not None]
        return statistics.median(known) if known else None

    @property
    def peak_megabytes(self) -> float | None:
        """The median of the peaks, None where the system does not tell them."""
        peaks = [run.peak for run in self.runs if run.peak is not None]
        return statistics.median(peaks) / BYTES_PER_MEGABYTE if peaks else None

    def reported(self, name: str) -> float | None:
        """Return the median of what the process itself reported, None when it did not."""
        values = [run.reported[name] for run in self.runs if name in run.reported]
        return statistics.median(values) if values else None

    def most_reported(self, name: str) -> float | None:
        """Return the most that the process reported in any run, None when it did not."""
        return max((run.reported[name] for run in self.runs if name in run.reported), default=None)


def measure_in_turn(
    contenders: Sequence[Contender],
    *,
    runs: int,
    environment: Mapping[str, str],
    folder: Path,
    timeout: float,
) -> list[Measured]:
    """Run every contender once unmeasured, then all of them in turn, `runs` times.

    In turn, so that a machine that grows slower or faster does so for all. ProcessFailed when a
    process ends badly or takes more than `timeout` seconds.
    """
    measured = [Measured(contender) for contender in contenders]
    for turn in range(runs + 1):
        for entry in measured:
            limit = runs if entry.contender.runs is None else entry.contender.runs
            if turn > limit or entry.failure:
                continue
            try:
                run = _run_once(entry.contender, environment, folder, timeout)
            except ProcessFailed as failure:
                if not entry.contender.is_optional or turn:
                    raise
                entry.failure = str(failure)
                continue
            if turn:
                entry.runs.append(run)
    return measured


def compare(first: Measured, second: Measured) -> float | None:
    """Return the median of first ÷ second, run by run in the order they were made.

    Two runs next to each other saw the same machine; None where one of the two has no run.
    """
    quotients = [
        ours.seconds / theirs.seconds for ours, theirs in zip(first.runs, second.runs, strict=False)
    ]
    return statistics.median(quotients) if quotients else None


def _run_once(
    contender: Contender, environment: Mapping[str, str], folder: Path, timeout: float
) -> Run:
    contender.before()
    output = folder / "last-words.txt"
    with output.open("wb") as words:
        started_at = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in contender.command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        watchdog = threading.Timer(timeout, process.kill)
        watchdog.start()
        try:
            cpu, peak = _wait_for(process)
            seconds = time.perf_counter() - started_at
        finally:
            watchdog.cancel()
    said = output.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        raise ProcessFailed(f"{contender.name}: exit code {process.returncode}\n{said[-2000:]}")
    reported = _read_report(said)
    if "seconds" in reported:
        return Run(reported.pop("seconds"), None, peak, reported)
    return Run(seconds, cpu, peak, reported)


def _wait_for(process: subprocess.Popen[bytes]) -> tuple[float | None, int | None]:
    """Wait for the end of a process; return its CPU seconds and peak bytes, on Windows nothing."""
    if not hasattr(os, "wait4"):
        process.wait()
        return None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, int(usage.ru_maxrss) * PEAK_UNIT


def _read_report(said: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in said.splitlines():
        name, _, number = line.partition(" ")
        try:
            found[name] = float(number)
        except ValueError:
            continue
    return found
