"""A power cut: the log torn at a random byte, or a checkpoint torn half-way."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.faults.workload import PLACES, begin_workspace, read_spots, write_spot

LOG = DATABASE_NAME + "-wal"
EDITS = 60


@dataclass
class PowerFigures:
    trials: int = 0
    torn_checkpoints: int = 0
    latest: int = 0
    no_state: int = 0
    too_old: int = 0
    refused: int = 0


@dataclass
class Tape:
    """A database with its log, and what was true at each length of the log."""

    database: bytes
    log: bytes
    # (length of the log once the commit was on the disk, what a reader then finds)
    states: list[tuple[int, dict[int, int]]]


def record_tape(folder: Path, chance: random.Random, *, is_late: bool) -> Tape:
    begin_workspace(folder)
    with Workspace.open(folder) as workspace:
        if is_late:
            # As in the window: another thread waits for the disk.
            workspace.durability.sync_late()
        workspace.db.execute("PRAGMA wal_autocheckpoint = 0")
        states = [(0, read_spots(workspace))]
        for number in range(1, EDITS):
            write_spot(workspace, chance.randrange(len(PLACES)), number)
            workspace.durability.bring_to_disk()
            states.append(((folder / LOG).stat().st_size, read_spots(workspace)))
        return Tape((folder / DATABASE_NAME).read_bytes(), (folder / LOG).read_bytes(), states)


def run_power_cuts(folder: Path, trials: int, seed: int) -> tuple[PowerFigures, list[str]]:
    """Open after each cut: some committed state, and none older than what was on the disk."""
    chance = random.Random(seed)
    figures, wrong = PowerFigures(), []
    tapes = [
        record_tape(folder / f"tape {is_late}", chance, is_late=is_late)
        for is_late in (False, True)
    ]
    place = folder / "cut"
    for trial in range(trials):
        tape = tapes[trial % 2 if trial % 4 != 3 else trial // 4 % 2]
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        figures.trials += 1
        if trial % 4 == 3:
            figures.torn_checkpoints += 1
            oldest = _tear_checkpoint(place, tape, chance)
        else:
            oldest = _tear_log(place, tape, chance)
        try:
            with Workspace.open(place) as workspace:
                found = read_spots(workspace)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is counted)
            figures.refused += 1
            wrong.append(f"trial {trial}: {error!r}")
            continue
        ages = [age for age, (_, state) in enumerate(tape.states) if state == found]
        if not ages:
            figures.no_state += 1
            wrong.append(f"trial {trial}: half a transaction")
        elif max(ages) < oldest:
            figures.too_old += 1
            wrong.append(f"trial {trial}: state {max(ages)}, though {oldest} was on the disk")
        else:
            figures.latest = max(figures.latest, *ages)
    return figures, wrong


def _tear_log(place: Path, tape: Tape, chance: random.Random) -> int:
    """Leave the log up to a random byte and rubbish, zeros or nothing behind it."""
    cut = chance.randrange(len(tape.log) + 1)
    kept = tape.log[:cut]
    behind = len(tape.log) - cut
    tail = chance.choice((b"", bytes(behind), chance.randbytes(behind)))
    (place / DATABASE_NAME).write_bytes(tape.database)
    (place / LOG).write_bytes(kept + tail)
    return max(age for age, (length, _) in enumerate(tape.states) if length <= cut)


def _tear_checkpoint(place: Path, tape: Tape, chance: random.Random) -> int:
    """Leave pages half-written that a checkpoint was moving; the log is whole."""
    database = bytearray(tape.database)
    page = 4096
    moved = {
        int.from_bytes(tape.log[at : at + 4], "big") for at in range(32, len(tape.log), page + 24)
    }
    for number in chance.sample(sorted(moved), chance.randint(1, len(moved))):
        start = (number - 1) * page + chance.randrange(page)
        end = number * page
        if start < len(database):
            database[start:end] = chance.choice((bytes(end - start), chance.randbytes(end - start)))
    (place / DATABASE_NAME).write_bytes(database)
    (place / LOG).write_bytes(tape.log)
    return len(tape.states) - 1
