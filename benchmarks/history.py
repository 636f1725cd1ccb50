"""What history costs: a bulk insert, one edit (also among 100 000 people), a year, its thinning.

Run `python -m benchmarks.history`. Everything compared is measured in turn in one run, in a folder
on the disk that holds the current directory.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlite_utils import Database

from benchmarks.many_people import PROJECT_ID as CROWDED_ID
from benchmarks.many_people import make_crowded_register
from grantee_app.records import Participant, new_id
from grantee_app.store.connection import open_writer
from grantee_app.store.history import recording as history
from grantee_app.store.history import thinning
from grantee_app.store.history.triggers import drop_triggers
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample

ROWS = 10_000
ROUNDS = 7
EDITS = 400
# A year of work: so many days, on each so many steps in texts of so many letters.
YEAR_DAYS, STEPS_A_DAY, LETTERS = 250, 120, 1500
SENTENCE = "Ауыл жастарымен кездесу өтті, қатысушылар жобаның мақсатымен танысты. "
BUDGET_BULK, BUDGET_EDIT_MS = 0.20, 2.0

Row = dict[str, Any]


def measure() -> dict[str, float]:
    """Return the figures: seconds end in `_s`, milliseconds in `_ms`, megabytes in `_mb`."""
    with _folder() as folder:
        return (
            _measure_bulk(folder)
            | _measure_import(folder)
            | _measure_edits(folder)
            | _measure_crowd(folder)
            | _measure_year(folder)
        )


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".history-", dir=Path.cwd()))
    os.environ["BASTAMA_SETTINGS"] = str(folder / "settings.json")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure_bulk(folder: Path) -> dict[str, float]:
    figures: dict[str, float] = {}
    kinds = (("activity", _activity), ("participant_count", _count))
    for table, make_row in kinds:
        taken: dict[bool, list[float]] = {True: [], False: []}
        for number in range(ROUNDS):
            for has_history in (True, False):
                path = folder / f"{table}-{number}-{has_history}.sqlite3"
                db = _open_bulk(path, has_history)
                rows = [make_row(position) for position in range(ROWS)]
                start = perf_counter()
                db.table(table).insert_all(rows)
                taken[has_history].append(perf_counter() - start)
                db.conn.close()
        plain, kept = (statistics.median(taken[has_history]) for has_history in (False, True))
        figures |= {
            f"bulk_{table}_plain_s": plain,
            f"bulk_{table}_history_s": kept,
            f"bulk_{table}_added": kept / plain - 1,
        }
    return figures


def _open_bulk(path: Path, has_history: bool) -> Database:
    db = open_writer(path)
    if not has_history:
        drop_triggers(db)
    # The rows above these are left out.
    db.execute("PRAGMA foreign_keys = OFF")
    return db


def _activity(number: int) -> Row:
    return {
        "id": new_id(),
        "planned_activity_id": "planned",
        "position": number,
        "title_kk": f"Кездесу {number}",
        "title_ru": f"Встреча {number}",
        "starts_on": "2025-07-01",
        "ends_on": "2025-07-02",
        "place_kk": "Ақсу ауылы",
        "place_ru": "село Аксу",
        "kind": "meeting",
        "format": "offline",
        "narrative_kk": SENTENCE * 3,
        "narrative_ru": SENTENCE * 3,
        "result_kk": "",
        "result_ru": "",
        "counts_towards_beneficiaries": 1,
        "surveyed": 20,
        "satisfied": 18,
        "participants_total": number,
    }


def _count(number: int) -> Row:
    return {
        "id": new_id(),
        "activity_id": "one",
        "position": number,
        "dimension": "age",
        "group_key": str(number),
        "heads": number,
    }


def _measure_import(folder: Path) -> dict[str, float]:
    with Workspace.open(folder / "import") as workspace:
        _prepare(workspace)
        activity = workspace.db.execute("SELECT id FROM activity LIMIT 1").fetchone()[0]
        rows = [_count(position) | {"activity_id": activity} for position in range(ROWS)]
        start = perf_counter()
        with workspace.change(kind="import"):
            workspace.db.table("participant_count").insert_all(rows)
        return {
            "import_s": perf_counter() - start,
            "import_undone_s": _time(workspace.undo),
            "import_redone_s": _time(workspace.redo),
        }


def _measure_edits(folder: Path) -> dict[str, float]:
    with Workspace.open(folder / "edits") as workspace:
        place = _prepare(workspace)
        probe = os.open(folder / "probe", os.O_CREAT | os.O_WRONLY)
        text = SENTENCE * 20
        synced: list[float] = []
        edited: list[float] = []
        for number in range(EDITS):
            written = f"{text}{number}"
            synced.append(_time(partial(_sync_one_page, probe)))
            # By turns a new step, and going on with it.
            edited.append(_time(partial(workspace.write_text, place, "kk", written)))
            edited.append(_time(partial(workspace.write_text, place, "kk", written + ".")))
            workspace.end_step()
        os.close(probe)
        undone = [_time(workspace.undo) for _ in range(EDITS)]
    return {
        "sync_p95_ms": _p95(synced),
        "edit_p95_ms": _p95(edited),
        "edit_over_sync_p95_ms": _p95(edited) - _p95(synced),
        "undo_p95_ms": _p95(undone),
    }


def _measure_crowd(folder: Path) -> dict[str, float]:
    """One edit beside a hundred thousand people, and one more person among them."""
    with Workspace.open(folder / "crowd") as workspace:
        workspace.save_project(make_crowded_register())
        workspace.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        size = (folder / "crowd" / DATABASE_NAME).stat().st_size / 1e6
        place = RecordPlace("project", CROWDED_ID, "goal")
        probe = os.open(folder / "probe", os.O_CREAT | os.O_WRONLY)
        synced: list[float] = []
        edited: list[float] = []
        added: list[float] = []
        for number in range(EDITS):
            person = Participant(name=f"Жаңа Адам {number}")
            synced.append(_time(partial(_sync_one_page, probe)))
            edited.append(_time(partial(workspace.write_text, place, "kk", f"{number}")))
            added.append(_time(partial(workspace.people.add, CROWDED_ID, person)))
        os.close(probe)
        undone = [_time(workspace.undo) for _ in range(EDITS)]
    return {
        "crowd_mb": size,
        "crowd_sync_p95_ms": _p95(synced),
        "crowd_edit_over_sync_p95_ms": _p95(edited) - _p95(synced),
        "crowd_person_over_sync_p95_ms": _p95(added) - _p95(synced),
        "crowd_undo_p95_ms": _p95(undone),
    }


def _prepare(workspace: Workspace) -> RecordPlace:
    workspace.save_project(read_sample())
    task = workspace.db.execute("SELECT id FROM planned_activity LIMIT 1").fetchone()[0]
    return RecordPlace("planned_activity", task, "narrative")


def _sync_one_page(probe: int) -> None:
    os.pwrite(probe, bytes(4096), 0)
    getattr(os, "fdatasync", os.fsync)(probe)


def _measure_year(folder: Path) -> dict[str, float]:
    clock = _Clock()
    real, history.read_clock = history.read_clock, clock
    try:
        return _live_through_a_year(folder / "year", clock)
    finally:
        history.read_clock = real


class _Clock:
    def __init__(self) -> None:
        self.moment = datetime(2025, 1, 6, 4, tzinfo=UTC)

    def __call__(self) -> str:
        return self.moment.isoformat(timespec="milliseconds")


def _live_through_a_year(folder: Path, clock: _Clock) -> dict[str, float]:
    sizes: dict[bool, float] = {}
    pieces: list[float] = []
    for is_thinned in (False, True):
        with Workspace.open(folder / str(is_thinned)) as workspace:
            _prepare(workspace)
            workspace.db.execute("PRAGMA synchronous = OFF")
            places = [
                RecordPlace("planned_activity", row_id, "narrative")
                for (row_id,) in workspace.db.execute("SELECT id FROM planned_activity")
            ]
            # Each text is at work for some days, as a report is written.
            for day in range(YEAR_DAYS):
                clock.moment = datetime(2025, 1, 6, 4, tzinfo=UTC) + timedelta(days=day)
                for step in range(STEPS_A_DAY):
                    clock.moment += timedelta(minutes=3)
                    place = places[(day // 5 + step % 2) % len(places)]
                    workspace.end_step()
                    workspace.write_text(place, "kk", _text_of(day, step))
                if is_thinned:
                    pieces += _thin(workspace.db)
            workspace.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            sizes[is_thinned] = (folder / str(is_thinned) / DATABASE_NAME).stat().st_size / 1e6
    return {
        "year_steps": float(YEAR_DAYS * STEPS_A_DAY),
        "year_unthinned_mb": sizes[False],
        "year_thinned_mb": sizes[True],
        "thinning_piece_p95_ms": _p95(pieces),
        "thinning_piece_max_ms": max(pieces) * 1000,
    }


def _text_of(day: int, step: int) -> str:
    return (SENTENCE * (LETTERS // len(SENTENCE)))[: LETTERS - 200] + f"{day} {step}"


def _thin(db: Database) -> list[float]:
    taken: list[float] = []
    is_left = True
    while is_left:
        start = perf_counter()
        is_left = thinning.thin_history(db)
        taken.append(perf_counter() - start)
    return taken


def _time(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000


def main() -> None:
    figures = measure()
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}, indent=2))
    for table in ("activity", "participant_count"):
        _judge(f"bulk insert into {table}", figures[f"bulk_{table}_added"], BUDGET_BULK)
    for name, what in (
        ("edit", "one edit"),
        ("crowd_edit", "one edit beside 100 000 people"),
        ("crowd_person", "one person more among 100 000"),
    ):
        _judge(f"{what} over a bare sync, ms", figures[f"{name}_over_sync_p95_ms"], BUDGET_EDIT_MS)


def _judge(what: str, value: float, most: float) -> None:
    print(f"{'ok ' if value <= most else 'OVER'} {what}: {value:.3f}, at most {most}")


if __name__ == "__main__":
    main()
