"""The n-th write fails below Python, for every n until the step passes untouched."""

from __future__ import annotations

import math
import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults.disk_steps import STEPS
from tests.faults.failing_calls import Outcome, count_calls, run_failing

# What a disk does: a page, a piece of a file, a sync, a cut, a new name, a removal, a folder, a
# copy, a link, any file opened. Each may fail, or be the last thing the process does.
FAULTS: dict[str, tuple[str, ...]] = {
    "pwrite64": ("error=ENOSPC", "error=EIO", "signal=KILL"),
    "write": ("error=ENOSPC", "error=EIO", "signal=KILL"),
    "fdatasync": ("error=EIO", "signal=KILL"),
    "fsync": ("error=EIO", "signal=KILL"),
    "ftruncate": ("error=ENOSPC", "signal=KILL"),
    "fallocate": ("error=ENOSPC", "signal=KILL"),
    "rename": ("error=EACCES", "signal=KILL"),
    "unlink": ("error=EACCES", "signal=KILL"),
    "mkdir": ("error=EACCES", "error=ENOSPC", "signal=KILL"),
    "copy_file_range": ("error=ENOSPC", "signal=KILL"),
    "sendfile": ("error=ENOSPC", "signal=KILL"),
    "link": ("error=EACCES", "signal=KILL"),
    "linkat": ("error=EACCES", "signal=KILL"),
    "openat": ("error=EACCES", "error=ENOSPC", "signal=KILL"),
}

_Tried = tuple[Outcome, list[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """The `number`-th `call` of a step meets `inject`."""

    step: str
    call: str
    inject: str
    number: int


@dataclass
class DiskFigures:
    steps: int = 0
    places: int = 0
    chosen: int = 0
    faults: int = 0
    passed: int = 0
    said: int = 0
    killed: int = 0
    wrong: int = 0


def run_disk_errors(
    folder: Path,
    few: int,
    seed: int,
    steps: Sequence[str] = tuple(STEPS),
    seconds: float = math.inf,
) -> tuple[DiskFigures, list[str]]:
    """Try `few` places of failure of each kind in each of `steps`, or every one when `few` is 0.

    After so many `seconds` the rest is left out: the figures count what was tried, in any order.
    """
    until = time.monotonic() + seconds
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), spawning, _settle, (str(folder),)) as pool:
        counted = list(pool.map(partial(_count, folder), steps))
        faults = list(_choose(zip(steps, counted, strict=True), few, random.Random(seed)))
        if seconds < math.inf:
            random.Random(seed).shuffle(faults)
        tried = list(_take_until(until, pool.map(partial(_try_one, folder), faults, chunksize=4)))
        chosen, faults = len(faults), faults[: len(tried)]
    figures = DiskFigures(len(steps), chosen=chosen, faults=len(faults))
    figures.places = len({(fault.step, fault.call, fault.number) for fault in faults})
    wrong = []
    for fault, (outcome, trouble) in zip(faults, tried, strict=True):
        figures.passed += outcome.word == "done"
        figures.said += outcome.word == "said"
        figures.killed += outcome.word == "killed"
        figures.wrong += bool(trouble)
        wrong += [f"{fault}: {line}" for line in trouble]
    return figures, wrong


def _take_until(until: float, tried: Iterator[_Tried]) -> Iterator[_Tried]:
    for one in tried:
        yield one
        if time.monotonic() > until:
            # Whatever has not begun is given up.
            tried.close()  # type: ignore[attr-defined]
            return


def _settle(folder: str) -> None:
    # Not the settings of whoever runs this.
    os.environ["BASTAMA_SETTINGS"] = str(Path(folder) / f"settings-{os.getpid()}.json")


def _count(folder: Path, step: str) -> dict[str, int]:
    return dict(count_calls(partial(STEPS[step].run, _make_place(folder, step)), tuple(FAULTS)))


def _choose(
    counted: Iterable[tuple[str, dict[str, int]]], few: int, chance: random.Random
) -> Iterator[Fault]:
    for step, counts in counted:
        for call, kinds in FAULTS.items():
            numbers = list(range(1, counts.get(call, 0) + 1))
            if few and len(numbers) > few:
                numbers = sorted(chance.sample(numbers, few))
            for number in numbers:
                # One place in CI: one kind of fault is enough of it.
                for kind in [chance.choice(kinds)] if few == 1 else kinds:
                    yield Fault(step, call, kind, number)


def _make_place(folder: Path, step: str) -> Path:
    """Copy what the step works on; the first time in a process, let it run once for its imports."""
    base = folder / f"base-{os.getpid()}-{step}"
    place = folder / f"place-{os.getpid()}"
    if not base.exists():
        STEPS[step].prepare(base)
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(base, place)
        STEPS[step].run(place)
        STEPS[step].judge(place, True)
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base, place)
    return place


def _try_one(folder: Path, fault: Fault) -> tuple[Outcome, list[str]]:
    step = STEPS[fault.step]
    place = _make_place(folder, fault.step)
    outcome = run_failing(partial(step.run, place), fault.call, fault.inject, fault.number)
    trouble = [f"no sentence: {outcome.details}"] if outcome.word == "failed" else []
    if outcome.word == "killed" and "KILL" not in fault.inject:
        trouble.append("died")
    try:
        trouble += step.judge(place, outcome.word == "done")
    except Exception as error:  # noqa: BLE001 (whatever it is, it is counted)
        trouble.append(f"does not open after {outcome}: {error!r}")
    return outcome, trouble
