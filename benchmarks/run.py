"""Measures Bastama beside its peers: `python benchmarks/run.py`.

Prints a table for each benchmark and, with --publish, writes docs/benchmarks.md. Needs the extra
`bench`. What the tables mean stands in README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from suite import Benchmark, Results, make_suite
from tables import write_checks, write_results
from timing import ProcessFailed, measure_in_turn

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = HERE / "output"
PUBLISHED = ROOT / "docs" / "benchmarks.md"
LEAST_RUNS = 5
PACKAGES = ("typst", "weasyprint", "reportlab", "PySide6-Essentials", "pydantic", "pyphen")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; the exit code is 1 when a goal was missed, 2 when a process failed."""
    options = _read_arguments(arguments)
    environment = make_environment()
    load = tell_load()
    print(f"Preparing ... {load}", flush=True)
    _run_preparation("prepare", environment)
    wanted = [
        benchmark
        for benchmark in make_suite(WORK, options.use_seconds)
        if not options.only or benchmark.key in options.only
    ]
    parts: list[str] = []
    is_all_kept = True
    try:
        for benchmark in wanted:
            results = measure_in_turn(
                benchmark.contenders,
                runs=options.runs,
                environment=environment,
                folder=WORK,
                timeout=options.timeout,
            )
            parts.append(_tell(benchmark, results, environment))
            print(f"\n{parts[-1]}", flush=True)
            is_all_kept &= all(goal.is_kept(results) is not False for goal in benchmark.goals)
    except ProcessFailed as failure:
        print(failure, file=sys.stderr)
        return 2
    if options.publish:
        if options.only:
            publish_some(parts, load)
        else:
            publish(parts, load)
    return 0 if is_all_kept else 1


def make_environment() -> dict[str, str]:
    """Return what every measured process sees: the app as installed, no screen, no settings."""
    return os.environ | {
        "PYTHONPATH": str(WORK / "app"),
        "PYTHONIOENCODING": "utf-8",
        "BASTAMA_SETTINGS": str(WORK / "settings.json"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def publish(parts: Sequence[str], load: str) -> None:
    """Write the tables to docs/benchmarks.md, with what they were measured on."""
    head = (
        "# Benchmarks\n\n"
        "Written by `python benchmarks/run.py --publish`; how it measures and what it leaves out "
        "is in [benchmarks/README.md](../benchmarks/README.md). Whole processes unless a table "
        "says otherwise, contenders run in turn, medians after one run that does not count.\n\n"
        f"{describe_machine(load)}"
    )
    PUBLISHED.write_text("\n\n".join([head, *parts]) + "\n", encoding="utf-8")
    print(f"\n{PUBLISHED.relative_to(ROOT)}")


def publish_some(parts: Sequence[str], load: str) -> None:
    """Put tables that were measured alone into docs/benchmarks.md, each with its day and load."""
    known = PUBLISHED.read_text(encoding="utf-8")
    told = f"Measured alone on {datetime.now(UTC):%Y-%m-%d}{load and f', {load}'}."
    PUBLISHED.write_text(replace_parts(known, parts, told), encoding="utf-8")
    print(f"\n{PUBLISHED.relative_to(ROOT)}")


def replace_parts(known: str, parts: Sequence[str], told: str) -> str:
    """Return a page with `parts` in the place of those of the same heading, new ones at its end.

    `told` stands under each heading that was replaced.
    """
    head, *sections = known.rstrip("\n").split("\n\n## ")
    by_title = {section.partition("\n")[0]: section for section in sections}
    for part in parts:
        title, _, rest = part.removeprefix("## ").partition("\n")
        by_title[title] = f"{title}\n\n{told} {rest.strip()}"
    return "\n\n## ".join([head, *by_title.values()]) + "\n"


def tell_load() -> str:
    """Return how busy the machine is before anything is measured, "" where it does not tell."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"load {os.getloadavg()[0]:.1f} before the start"


def describe_machine(load: str) -> str:
    """Return the date, the processor, the system, its load and the versions."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"- {datetime.now(UTC):%Y-%m-%d}\n"
        f"- {os.cpu_count()} × {_name_processor()}, {platform.system()} {platform.machine()}"
        f"{load and f', {load}'}\n"
        f"- {platform.python_implementation()} {platform.python_version()}, {packages}"
    )


def _name_processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.is_file():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "processor"


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each (at least 5)")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="report, sample, window, ...")
    parser.add_argument("--timeout", type=float, default=600, help="seconds a process may take")
    parser.add_argument(
        "--use-seconds", type=float, default=120, help="how long the window is used (3600: an hour)"
    )
    parser.add_argument(
        "--publish",
        action="store_true",
        help="write docs/benchmarks.md; with --only, the tables that were measured",
    )
    options = parser.parse_args(arguments)
    if options.runs < LEAST_RUNS:
        parser.error(f"a median of fewer than {LEAST_RUNS} runs says little")
    return options


def _run_preparation(task: str, environment: dict[str, str]) -> str:
    # A process of its own keeps this one small: a child's peak is never below its parent's.
    command = [sys.executable, str(HERE / "preparation.py"), task, str(WORK)]
    own = environment | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=own, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return done.stdout


def _tell(benchmark: Benchmark, results: Results, environment: dict[str, str]) -> str:
    told = write_results(benchmark, results)
    if benchmark.key != "report":
        return told
    checked = _run_preparation("check", environment)
    return f"{told}\n\n{write_checks([json.loads(line) for line in checked.splitlines()])}"


if __name__ == "__main__":
    sys.exit(main())
