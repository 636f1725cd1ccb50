"""An exchange of the database, cut short at every step."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grantee_app.errors import StoreProblem
from grantee_app.store import disk
from grantee_app.store.safety import replacement
from grantee_app.store.safety.backup import copy_database
from grantee_app.store.safety.replacement import finish_replacement, incoming_path, replace_database

NOW = datetime(2026, 11, 21, tzinfo=UTC)


class Cut(BaseException):
    """The power goes."""


def write_mark(path: Path, mark: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE t (mark TEXT, filler TEXT)")
    connection.executemany("INSERT INTO t VALUES (?, ?)", [(mark, "x" * 900)] * 50)
    connection.commit()
    connection.close()


def read_mark(path: Path) -> tuple[str, int]:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT min(mark), count(*) FROM t").fetchone()
    finally:
        connection.close()


def leave_a_log(path: Path, mark: str) -> None:
    """Leave the log of a killed process: its last edit is nowhere else."""
    pid = os.fork()
    if pid == 0:
        connection = sqlite3.connect(path)
        connection.execute("UPDATE t SET mark = ?", [mark])
        connection.commit()
        os._exit(0)
    os.waitpid(pid, 0)
    assert path.with_name(path.name + "-wal").stat().st_size > 0


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "ws" / "bastama.sqlite3"
    path.parent.mkdir()
    write_mark(path, "old")
    write_mark(tmp_path / "new.sqlite3", "new")
    copy_database(tmp_path / "new.sqlite3", incoming_path(path))
    return path


def test_the_old_one_with_its_log_lies_aside(database: Path) -> None:
    leave_a_log(database, "old, last edit")
    aside = replace_database(database, NOW)
    assert read_mark(database) == ("new", 50)
    assert read_mark(aside / database.name) == ("old, last edit", 50)
    assert not finish_replacement(database)


STEPS = ("write_small_file", "move_file", "remove_file", "sync_folder")


@pytest.mark.parametrize("cut_at", range(1, 12))
@pytest.mark.parametrize("is_after", [False, True])
def test_a_cut_at_any_step_leaves_old_or_new(
    database: Path, monkeypatch: pytest.MonkeyPatch, cut_at: int, *, is_after: bool
) -> None:
    leave_a_log(database, "old, last edit")
    count = 0

    def cut_short(name: str):
        real = getattr(disk, name)

        def step(*arguments: object) -> None:
            nonlocal count
            count += 1
            if count == cut_at and not is_after:
                raise Cut
            real(*arguments)
            if count == cut_at and is_after:
                raise Cut

        return step

    with monkeypatch.context() as patched:
        for name in STEPS:
            patched.setattr(replacement, name, cut_short(name))
        try:
            replace_database(database, NOW)
        except Cut:
            decided = replacement.is_unfinished(database)
        else:
            decided = True
    finish_replacement(database)
    mark, rows = read_mark(database)
    assert rows == 50
    aside = list(database.parent.glob("set-aside/*/bastama.sqlite3"))
    if mark == "new":
        assert [read_mark(path) for path in aside] == [("old, last edit", 50)]
    else:
        assert not decided
        assert mark == "old, last edit"
        assert aside == []
    # Nothing is left to do, and nothing is lying about.
    assert not finish_replacement(database)
    assert {path.name for path in database.parent.iterdir()} <= {
        "bastama.sqlite3",
        "bastama.sqlite3-wal",
        "bastama.sqlite3-shm",
        "set-aside",
    }


@pytest.mark.parametrize("held", ["bastama.sqlite3", "bastama.sqlite3-wal", "incoming"])
def test_a_held_file_changes_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    leave_a_log(database, "old, last edit")

    def refuse(source: Path, target: Path) -> None:
        if source.name.endswith(held) and target.parent.name != database.parent.name:
            raise PermissionError(13, "held", str(source))
        if held == "incoming" and source.name.endswith(".incoming"):
            raise PermissionError(13, "held", str(source))
        disk.move_file(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(replacement, "move_file", refuse)
        with pytest.raises(StoreProblem, match="holds the file"):
            replace_database(database, NOW)
    assert not replacement.is_unfinished(database)
    assert not finish_replacement(database)
    assert read_mark(database) == ("old, last edit", 50)


def test_a_spoilt_note_still_finishes(database: Path) -> None:
    database.with_name(database.name + ".replacing").write_bytes(b"\xff{")
    assert finish_replacement(database)
    assert read_mark(database) == ("new", 50)
    assert read_mark(database.parent / "set-aside" / "unknown" / database.name) == ("old", 50)


def test_an_undecided_copy_is_cleared_away(database: Path) -> None:
    assert not finish_replacement(database)
    assert not incoming_path(database).exists()
    assert read_mark(database) == ("old", 50)


@pytest.mark.parametrize("step", ["sync_file", "write_small_file"])
def test_a_disk_that_fails_before_the_note_changes_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*arguments: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(replacement, step, fail)
        with pytest.raises(StoreProblem, match="nothing was changed"):
            replace_database(database, NOW)
    assert not replacement.is_unfinished(database)
    assert not incoming_path(database).exists()
    assert read_mark(database) == ("old", 50)
