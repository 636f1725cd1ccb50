"""The n-th write fails below Python, for every n until the step passes untouched."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grantee_app.store.safety.backup import Reason, list_backups
from grantee_app.store.safety.damage import check_database
from grantee_app.workspace import Workspace
from tests.faults.disk_step import STEPS
from tests.faults.workload import SAMPLE, begin_workspace, read_spots, write_spot

# By what strace lets fail: a page, a sync, a cut, a move, a removal, any file opened for a change.
FAULTS = (
    ("pwrite64", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("fdatasync", "EIO"),
    ("fsync", "EIO"),
    ("ftruncate", "ENOSPC"),
    ("rename", "EACCES"),
    ("unlink", "EACCES"),
    ("mkdir", "EACCES"),
    ("copy_file_range,sendfile", "ENOSPC"),
)
OLD, NEW, RESTORED = 1, 2, 0


@dataclass
class DiskFigures:
    steps: int = 0
    faults: int = 0
    passed: int = 0
    said: int = 0
    killed: int = 0
    unopened: int = 0
    lost: int = 0


def has_strace() -> bool:
    """Whether strace is there and may trace (a container may forbid it)."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return False
    tried = subprocess.run(
        ["strace", "-qq", "-o", os.devnull, "true"], capture_output=True, check=False
    )
    return tried.returncode == 0


def run_disk_errors(folder: Path, few: int, seed: int) -> tuple[DiskFigures, list[str]]:
    """Try `few` places of failure of each kind in each step, or every one when `few` is 0."""
    chance = random.Random(seed)
    figures, wrong = DiskFigures(), []
    begin_workspace(folder / "base")
    with Workspace.open(folder / "base") as workspace:
        workspace.backups.make(Reason.EXIT)
        write_spot(workspace, 0, OLD)
    for step in STEPS:
        figures.steps += 1
        for calls, error in FAULTS:
            for number in _choose_numbers(folder, step, calls, few, chance):
                # Killed at the same place is the same test of what is on the disk.
                kinds = [f"error={error}", "signal=KILL"]
                for inject in kinds if few != 1 else chance.sample(kinds, 1):
                    trouble = _try_one(folder, step, f"{calls}:{inject}:when={number}", figures)
                    wrong += [f"{step}, {calls} {inject} {number}: {line}" for line in trouble]
    return figures, wrong


def _choose_numbers(
    folder: Path, step: str, calls: str, few: int, chance: random.Random
) -> Iterator[int]:
    place = _make_place(folder)
    log = folder / "strace.log"
    subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-qq", "-o", log, "-e", f"trace={calls}",
         sys.executable, "-m", "tests.faults.disk_step", step, place],
        check=True, capture_output=True,
    )  # fmt: skip
    count = len(log.read_text(encoding="utf-8", errors="replace").splitlines())
    numbers = range(1, count + 1)
    if few and count > few:
        return iter(sorted(chance.sample(numbers, few)))
    return iter(numbers)


def _make_place(folder: Path) -> Path:
    place = folder / "place"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder / "base", place)
    return place


def _try_one(folder: Path, step: str, inject: str, figures: DiskFigures) -> list[str]:
    place = _make_place(folder)
    calls = inject.split(":", 1)[0]
    ran = subprocess.run(
        ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={calls}",
         "-e", f"inject={inject}", sys.executable, "-m", "tests.faults.disk_step", step, place],
        capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip
    figures.faults += 1
    said = ran.stdout.split(" ", 1)[0].strip()
    figures.passed += said == "done"
    figures.said += said == "said"
    figures.killed += "KILL" in inject and not said
    trouble = []
    if said not in ("done", "said") and "KILL" not in inject:
        trouble.append(f"no sentence: {ran.stderr[-400:]}")
    return trouble + _find_trouble(place, step, said, figures)


def _find_trouble(place: Path, step: str, said: str, figures: DiskFigures) -> list[str]:
    try:
        with Workspace.open(place) as workspace:
            found = read_spots(workspace)[0]
            is_sound = workspace.health is not None and workspace.health.is_ok
            workspace.load_project(SAMPLE.project.id)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is counted)
        figures.unopened += 1
        return [f"does not open: {error!r}"]
    allowed = {"save": (OLD, NEW), "backup": (OLD,), "restore": (OLD, RESTORED)}[step]
    if said == "done":
        allowed = {"save": (NEW,), "backup": (OLD,), "restore": (RESTORED,)}[step]
    trouble = []
    if found not in allowed or not is_sound:
        figures.lost += 1
        trouble.append(f"holds {found} after {said!r}")
    if step == "restore" and found == RESTORED and not _is_kept(place):
        figures.lost += 1
        trouble.append("what was there before the restore is gone")
    for info in list_backups(place / "backups", look_inside=False):
        if not check_database(info.path, full=True).is_ok:
            figures.lost += 1
            trouble.append(f"backup {info.path.name} is damaged")
    return trouble


def _is_kept(place: Path) -> bool:
    """Whether the state before the restore can be opened from where it was set aside."""
    asides = list(place.glob("set-aside/*"))
    for aside in asides:
        with Workspace.open(aside) as workspace:
            if read_spots(workspace)[0] == OLD:
                return True
    return False
