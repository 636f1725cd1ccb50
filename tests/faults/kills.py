"""kill -9 at a random moment of editing, importing and backing up; then open and count."""

import os
import random
import signal
import time
import traceback
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grantee_app.store.safety.backup import list_backups
from grantee_app.store.safety.damage import HealthState, check_database
from grantee_app.workspace import Workspace
from tests.faults.workload import Ledger, begin_workspace, edit_for_ever, read_spots


@dataclass
class KillFigures:
    trials: int = 0
    killed_opening: int = 0
    committed: int = 0
    backups: int = 0
    lost: int = 0
    unsound: int = 0


def run_kills(folder: Path, trials: int, seed: int) -> tuple[KillFigures, list[str]]:
    """Run the trials on one workspace that grows; return figures and what went wrong."""
    chance = random.Random(seed)
    figures, wrong = KillFigures(), []
    begin_workspace(folder)
    ledger = Ledger()
    with Workspace.open(folder) as workspace:
        ledger.sure = read_spots(workspace)
    for trial in range(trials):
        words = _edit_and_kill(folder, chance, ledger.last, figures)
        figures.trials += 1
        figures.committed += ledger.read(iter(words))
        try:
            with Workspace.open(folder) as workspace:
                if workspace.health is None or not workspace.health.is_ok:
                    figures.unsound += 1
                    wrong.append(f"trial {trial}: {workspace.health}")
                lost = ledger.find_lost(read_spots(workspace))
        except Exception as error:  # noqa: BLE001 (whatever it is, it is counted)
            figures.unsound += 1
            wrong.append(f"trial {trial}: {error!r}")
            break
        figures.lost += len(lost)
        wrong += [f"trial {trial}: {line}" for line in lost]
        for info in list_backups(folder / "backups", look_inside=False)[:2]:
            figures.backups += 1
            if check_database(info.path, full=True).state != HealthState.OK:
                figures.unsound += 1
                wrong.append(f"trial {trial}: backup {info.path.name}")
    return figures, wrong


def _edit_and_kill(
    folder: Path, chance: random.Random, first: int, figures: KillFigures
) -> list[str]:
    reading, writing = os.pipe()
    seed = chance.randrange(2**32)
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            edit_for_ever(folder, seed, first, partial(_say, writing))
        except BaseException:  # noqa: BLE001 (the parent sees that the child ended by itself)
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(writing)
    if chance.random() < 0.1:
        figures.killed_opening += 1
        time.sleep(chance.uniform(0, 0.01))
    else:
        os.read(reading, 9)
        time.sleep(chance.uniform(0, 0.15))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        rest = pipe.read().decode()
    if not os.WIFSIGNALED(status):
        raise AssertionError(f"the child ended by itself: {status}, {rest[-200:]}")
    # The first word of all is "open 0 0"; a torn last line cannot be, pipes take a line whole.
    return [line for line in rest.splitlines() if line and not line.startswith("open")]


def _say(pipe: int, word: str, spot: int, number: int) -> None:
    os.write(pipe, f"{word} {spot} {number}\n".encode())
