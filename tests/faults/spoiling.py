"""Random damage to the file: nothing crashes, nothing that SQLite can see is opened."""

import os
import random
import shutil
import sqlite3
import traceback
from dataclasses import dataclass
from pathlib import Path

from grantee_app.errors import BastamaError, StoreProblem
from grantee_app.store.opening import DamagedDatabase
from grantee_app.store.safety.backup import Reason
from grantee_app.store.safety.damage import HealthState, check_database
from grantee_app.store.safety.salvage import salvage
from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.faults.workload import SAMPLE, begin_workspace

PAGE = 4096
# What a child found, as its exit code.
SOUND, REFUSED, SALVAGED, NOT_SALVAGED, MISSED, BROKEN = 10, 11, 12, 13, 14, 15


@dataclass
class SpoilFigures:
    trials: int = 0
    caught: int = 0
    salvaged: int = 0
    opened: int = 0
    missed: int = 0
    crashed: int = 0


def run_spoiling(folder: Path, trials: int, seed: int) -> tuple[SpoilFigures, list[str]]:
    """Damage a copy of one database at random, each looked at in a process of its own."""
    chance = random.Random(seed)
    figures, wrong = SpoilFigures(), []
    begin_workspace(folder / "sound")
    with Workspace.open(folder / "sound") as workspace:
        workspace.backups.make(Reason.EXIT)
    sound = (folder / "sound" / DATABASE_NAME).read_bytes()
    for trial in range(trials):
        place = folder / "spoilt"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder / "sound" / "backups", place / "backups")
        (place / DATABASE_NAME).write_bytes(spoil(sound, chance))
        figures.trials += 1
        code = _look_in_a_child(place)
        figures.caught += code in (SALVAGED, NOT_SALVAGED)
        figures.salvaged += code == SALVAGED
        figures.opened += code == SOUND
        figures.missed += code == MISSED
        if code not in (SOUND, REFUSED, SALVAGED, NOT_SALVAGED):
            figures.crashed += code != MISSED
            wrong.append(f"trial {trial}: {code}")
    return figures, wrong


def spoil(sound: bytes, chance: random.Random) -> bytes:
    data = bytearray(sound)
    pages = len(data) // PAGE
    kind = chance.randrange(6)
    if kind == 0:
        for _ in range(chance.choice((1, 3, 10, 50))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == 1:
        for _ in range(chance.randint(1, 5)):
            page = chance.randrange(pages)
            data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    elif kind == 2:
        start = chance.randrange(len(data))
        count = min(chance.randint(1, 20_000), len(data) - start)
        data[start : start + count] = chance.randbytes(count)
    elif kind == 3:
        del data[chance.randrange(len(data)) :]
    elif kind == 4:
        one, other = chance.randrange(pages), chance.randrange(pages)
        data[one * PAGE : (one + 1) * PAGE] = sound[other * PAGE : (other + 1) * PAGE]
    else:
        data[chance.randrange(100)] ^= 1 << chance.randrange(8)
    return bytes(data)


def _look_in_a_child(place: Path) -> int:
    child = os.fork()
    if child == 0:
        code = BROKEN
        try:
            code = _look(place)
        except BaseException:  # noqa: BLE001 (the parent counts it)
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _look(place: Path) -> int:
    path = place / DATABASE_NAME
    is_caught = _is_caught_by_sqlite(path)
    before = path.read_bytes()
    try:
        with Workspace.open(place) as workspace:
            # Damage inside a value is no damage to SQLite: a sentence, not a crash.
            try:
                workspace.list_projects()
                workspace.load_project(SAMPLE.project.id)
                workspace.backups.make(Reason.TIMER)
            except BastamaError:
                pass
            return MISSED if is_caught else SOUND
    except DamagedDatabase as error:
        if error.backup is None or path.read_bytes() != before:
            return BROKEN
        return _try_salvage(path, place / "saved.sqlite3", error.backup.path)
    except StoreProblem:
        return MISSED if is_caught else REFUSED


def _is_caught_by_sqlite(path: Path) -> bool:
    # A copy: opening must not be helped by what this look leaves behind.
    copy = path.with_name("look.sqlite3")
    shutil.copyfile(path, copy)
    connection = sqlite3.connect(copy)
    connection.text_factory = bytes
    try:
        found = connection.execute("PRAGMA integrity_check").fetchall()
    except (sqlite3.Error, MemoryError, UnicodeDecodeError):
        return True
    finally:
        connection.close()
        copy.unlink()
    return found != [(b"ok",)]


def _try_salvage(path: Path, target: Path, donor: Path) -> int:
    try:
        report = salvage(path, target, donor)
    except StoreProblem:
        return NOT_SALVAGED
    assert report.saved > 0
    assert check_database(target, full=True).state != HealthState.DAMAGED
    return SALVAGED
