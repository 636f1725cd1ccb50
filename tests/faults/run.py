"""Runs the fault trials and prints their figures: `python -m tests.faults.run [--long]`.

The figures of docs/reliability.md are those of the long run.
"""

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults.disk_errors import run_disk_errors
from tests.faults.disk_steps import STEPS
from tests.faults.kills import run_kills
from tests.faults.power import run_power_cuts
from tests.faults.spoiling import run_spoiling

Trial = Callable[[Path, int, int], tuple[Any, list[str]]]
# Name, trial, size in CI, size of the long run. For disk errors: places of failure of each kind
# in each step; `--every` takes them all.
TRIALS: list[tuple[str, Trial, int, int]] = [
    ("kill -9", run_kills, 50, 1000),
    ("power cut", run_power_cuts, 60, 500),
    ("random damage", run_spoiling, 40, 300),
    ("disk errors", run_disk_errors, 1, 30),
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="the long run: about ten minutes")
    parser.add_argument(
        "--every", action="store_true", help="disk errors at every n-th write (ten minutes)"
    )
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--only", choices=[name for name, *_ in TRIALS])
    parser.add_argument(
        "--step", action="append", choices=list(STEPS), help="disk errors in this step alone"
    )
    parser.add_argument(
        "--minutes", type=float, default=math.inf, help="disk errors: drawn until the time is up"
    )
    wanted = parser.parse_args()
    failed = 0
    for name, trial, short, long in TRIALS:
        if wanted.only not in (None, name) or (wanted.step and trial is not run_disk_errors):
            continue
        with tempfile.TemporaryDirectory(prefix="bastama-faults-") as folder:
            started = time.perf_counter()
            size = long if wanted.long else short
            if trial is run_disk_errors:
                if wanted.every:
                    size = 0
                steps, seconds = wanted.step or tuple(STEPS), wanted.minutes * 60
                trial = partial(run_disk_errors, steps=steps, seconds=seconds)  # noqa: PLW2901
            figures, wrong = trial(Path(folder), size, wanted.seed)
            seconds = time.perf_counter() - started
        print(f"{name}: {asdict(figures)} in {seconds:.0f} s", flush=True)  # noqa: T201
        for line in wrong:
            print(f"  {line}", flush=True)  # noqa: T201
        failed += len(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
