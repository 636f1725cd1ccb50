"""The steps that a failing disk may meet: what they work on, do, and must leave behind.

A step more is one entry more in `STEPS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from grantee_app.errors import StoreProblem
from grantee_app.language.message import Message
from grantee_app.store import connection
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.store.safety import damage
from grantee_app.store.safety.backup import Reason, list_backups
from grantee_app.store.safety.damage import check_database
from grantee_app.workspace import DATABASE_NAME, Workspace, restore_workspace
from tests.core.store.schema_files import KEPT, read_columns, sum_columns, unpack
from tests.faults import password_steps
from tests.faults.workload import PLACES, SAMPLE, begin_workspace, read_spots, write_spot

OLD, NEW, RESTORED = 1, 2, 0
PAPER = "paper.txt"
# Books of our own, which go on being kept: the day on which history was thinned among them.
_BOOKS = ("change_set", "history", "history_state", "_sqlite_migrations")


@dataclass(frozen=True, slots=True)
class Step:
    """`prepare` fills an empty folder once, `run` is what the disk may cut short.

    `judge` names what is wrong with the folder afterwards; it is told whether the step said that
    it was done.
    """

    prepare: Callable[[Path], None]
    run: Callable[[Path], None]
    judge: Callable[[Path, bool], list[str]]


def prepare(folder: Path) -> None:
    begin_workspace(folder)
    (folder / PAPER).write_text("қатысушылар парағы\n" * 20_000, encoding="utf-8")
    with Workspace.open(folder) as workspace:
        workspace.backups.make(Reason.EXIT)
        write_spot(workspace, 0, OLD)


def judge_texts(folder: Path, allowed: tuple[int, ...]) -> list[str]:
    """Open the workspace: it is sound, whole, and holds one of the allowed texts."""
    with Workspace.open(folder) as workspace:
        trouble = []
        found = read_spots(workspace)[0]
        workspace.load_project(SAMPLE.project.id)
        if found not in allowed:
            trouble.append(f"holds {found}")
        if workspace.health is None or not workspace.health.is_ok:
            trouble.append(f"health {workspace.health}")
        trouble += [f"file {fault.kind}" for fault in workspace.attachments.verify()]
    return trouble + _judge_backups(folder)


def _judge_backups(folder: Path) -> list[str]:
    infos = list_backups(folder / "backups", look_inside=False)
    return [
        f"backup {info.path.name} is damaged"
        for info in infos
        if not check_database(info.path, full=True).is_ok
    ]


# ---------------------------------------------------------------- save, attach, back up


def save(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        place, code = PLACES[0]
        workspace.write_text(place, code, f"{NEW} new " + "мәтін " * 2000)


def save_late(folder: Path) -> None:
    """Save as the window does: another thread waits for the disk, and who leaves waits for it."""
    with Workspace.open(folder) as workspace:
        workspace.durability.sync_late()
        place, code = PLACES[0]
        workspace.write_text(place, code, f"{NEW} new " + "мәтін " * 2000)
        workspace.durability.bring_to_disk()


def judge_save(folder: Path, is_done: bool) -> list[str]:
    return judge_texts(folder, (NEW,) if is_done else (OLD, NEW))


def attach(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.attachments.attach(AttachedTo("project", SAMPLE.project.id), folder / PAPER)


def judge_attach(folder: Path, is_done: bool) -> list[str]:
    trouble = judge_texts(folder, (OLD,))
    with Workspace.open(folder) as workspace:
        rows = workspace.attachments.read()
    if len(rows) not in ((1,) if is_done else (0, 1)):
        trouble.append(f"{len(rows)} attachments")
    if not (folder / PAPER).is_file():
        trouble.append("the person's own file is gone")
    return trouble


def back_up(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.backups.make(Reason.BY_HAND)


def judge_back_up(folder: Path, is_done: bool) -> list[str]:
    count = len(list_backups(folder / "backups", look_inside=False))
    wrong = [] if count in ((2,) if is_done else (1, 2)) else [f"{count} backups"]
    return judge_texts(folder, (OLD,)) + wrong


# ---------------------------------------------------------------- restore


def restore(folder: Path) -> None:
    known = list_backups(folder / "backups", look_inside=False)
    if not known:
        # Nothing to choose from: a window would show an empty list.
        raise StoreProblem(Message("The folder of the backups cannot be read."))
    restore_workspace(folder, known[-1])


def judge_restore(folder: Path, is_done: bool) -> list[str]:
    trouble = judge_texts(folder, (RESTORED,) if is_done else (OLD, RESTORED))
    with Workspace.open(folder) as workspace:
        is_restored = read_spots(workspace)[0] == RESTORED
    if is_restored and not _is_kept(folder):
        trouble.append("what was there before the restore is gone")
    return trouble


def _is_kept(folder: Path) -> bool:
    """Whether the state before the restore can be opened from where it was set aside."""
    for aside in folder.glob("set-aside/*"):
        with Workspace.open(aside) as workspace:
            if read_spots(workspace)[0] == OLD:
                return True
    return False


# ---------------------------------------------------------------- migrate


@contextmanager
def a_schema_later() -> Iterator[None]:
    """Let the program know one migration more, which touches rows and columns."""
    known: Any = damage.migrations
    longer = Migrations(known.name)
    for old in known.pending(Database(memory=True)):
        longer(name=old.name, transactional=old.transactional)(old.fn)
    longer(name="m9000_next")(_step_on)
    try:
        damage.migrations = connection.migrations = longer  # type: ignore[attr-defined]
        damage._list_expected_columns.cache_clear()
        yield
    finally:
        damage.migrations = connection.migrations = known  # type: ignore[attr-defined]
        damage._list_expected_columns.cache_clear()


def _step_on(db: Database) -> None:
    db.execute("ALTER TABLE activity ADD COLUMN season TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE activity SET season = strftime('%m', starts_on)")
    db.execute("CREATE TABLE journey (id TEXT PRIMARY KEY, title TEXT NOT NULL) STRICT")


def prepare_old(folder: Path) -> None:
    unpack(KEPT[0], folder)


def migrate(folder: Path) -> None:
    with a_schema_later():
        Workspace.open(folder).close()


def judge_migrate(folder: Path, is_done: bool) -> list[str]:
    path = folder / DATABASE_NAME
    trouble = []
    with a_schema_later():
        if is_done and "journey" not in read_columns(path):
            trouble.append("was not migrated")
        with Workspace.open(folder) as workspace:
            [project] = workspace.list_projects()
            workspace.load_project(project.id)
            if workspace.health is None or not workspace.health.is_ok:
                trouble.append(f"health {workspace.health}")
            columns, sums = _sum_old(folder.with_name(f"{folder.name}-as-it-was"))
            counts = {table: sums[table, columns[table][0]][0] for table in _BOOKS}
            now = sum_columns(path, columns, counts)
        trouble += [
            f"{key} changed" for key in sums if key[0] not in _BOOKS and now[key] != sums[key]
        ]
        trouble += [f"{key} lost rows" for key in sums if now[key][0] != sums[key][0]]
        trouble += _judge_backups(folder)
    if not list_backups(folder / "backups", look_inside=False):
        trouble.append("migrated without a backup")
    return trouble


def _sum_old(scratch: Path) -> tuple[dict[str, list[str]], Any]:
    if not _OLD_SUMS:
        path = unpack(KEPT[0], scratch)
        columns = read_columns(path)
        _OLD_SUMS.append((columns, sum_columns(path, columns)))
    return _OLD_SUMS[0]


_OLD_SUMS: list[tuple[dict[str, list[str]], Any]] = []

STEPS = {
    "save": Step(prepare, save, judge_save),
    "save late": Step(prepare, save_late, judge_save),
    "attach": Step(prepare, attach, judge_attach),
    "backup": Step(prepare, back_up, judge_back_up),
    "restore": Step(prepare, restore, judge_restore),
    "migrate": Step(prepare_old, migrate, judge_migrate),
    "set password": Step(
        password_steps.prepare_plain, password_steps.set_password, password_steps.judge_set
    ),
    "change password": Step(
        password_steps.prepare_protected,
        password_steps.change_password,
        password_steps.judge_change,
    ),
    "remove password": Step(
        password_steps.prepare_protected,
        password_steps.remove_password,
        password_steps.judge_remove,
    ),
}
