"""The log is synced by another thread: in order, never said too early, refused in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from grantee_app.store import late_sync
from grantee_app.store.disk import sync_file
from grantee_app.store.failures import FailureKind, StoreFailure
from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample
from tests.faults.workload import begin_workspace, read_spots, write_spot

WAIT_SECONDS = 20
NORMAL, FULL = 1, 2


class Disk:
    """A disk that answers when it is told to; `synced` are the files that it was asked for."""

    def __init__(self) -> None:
        self.synced: list[Path] = []
        self.asked = Event()
        self.may_answer = Event()
        self.problem: OSError | None = None

    def sync(self, path: Path) -> None:
        self.asked.set()
        assert self.may_answer.wait(WAIT_SECONDS)
        self.synced.append(path)
        if self.problem is not None:
            raise self.problem
        sync_file(path)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    # No thread is left waiting for it.
    disk.may_answer.set()


@pytest.fixture
def workspace(tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    begin_workspace(tmp_path)
    monkeypatch.setattr(late_sync, "sync_file", disk.sync)
    with Workspace.open(tmp_path) as workspace:
        workspace.durability.sync_late()
        yield workspace
        disk.may_answer.set()


def safety(workspace: Workspace) -> int:
    return int(workspace.db.execute("PRAGMA synchronous").fetchone()[0])


def test_the_writer_goes_on_and_nothing_is_said_before_the_disk_has_it(
    workspace: Workspace, disk: Disk, tmp_path: Path
) -> None:
    assert workspace.durability.is_on_disk()
    write_spot(workspace, 3, 1)
    # Written, and readable for others, while the disk has not answered.
    assert read_spots(workspace)[3] == 1
    assert disk.asked.wait(WAIT_SECONDS)
    assert disk.synced == []
    assert not workspace.durability.is_on_disk()
    # Asked while the thread is busy: this one is not covered by the sync that goes on.
    write_spot(workspace, 4, 2)
    disk.may_answer.set()
    workspace.durability.bring_to_disk()
    assert workspace.durability.is_on_disk()
    assert disk.synced == [tmp_path / (DATABASE_NAME + "-wal")] * 2


def test_only_changes_and_undo_leave_the_disk_to_others(workspace: Workspace, disk: Disk) -> None:
    disk.may_answer.set()
    seen = []
    workspace.subscribe(lambda _changed: seen.append(safety(workspace)))
    assert safety(workspace) == FULL
    with workspace.change():
        seen.append(safety(workspace))
        with workspace.change():
            seen.append(safety(workspace))
        write_spot(workspace, 1, 5)
    assert seen == [NORMAL, NORMAL, FULL]
    workspace.undo()
    workspace.redo()
    assert safety(workspace) == FULL
    workspace.durability.bring_to_disk()
    assert len(disk.synced) >= 1


def test_a_change_that_fails_leaves_full_safety(workspace: Workspace) -> None:
    def change() -> None:
        with workspace.change():
            write_spot(workspace, 1, 5)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert safety(workspace) == FULL
    assert read_spots(workspace)[1] == 0


def test_closing_waits_for_the_disk(workspace: Workspace, disk: Disk, tmp_path: Path) -> None:
    write_spot(workspace, 2, 7)
    disk.may_answer.set()
    workspace.close()
    assert len(disk.synced) == 1
    with Workspace.open_read_only(tmp_path) as again:
        assert read_spots(again)[2] == 7


def test_what_the_disk_refused_is_written_into_the_database(
    workspace: Workspace, disk: Disk, tmp_path: Path
) -> None:
    disk.problem = OSError(5, "Input/output error")
    disk.may_answer.set()
    before = (tmp_path / DATABASE_NAME).read_bytes()
    write_spot(workspace, 2, 7)
    workspace.durability.bring_to_disk()
    assert (tmp_path / DATABASE_NAME).read_bytes() != before
    assert workspace.durability.is_on_disk()
    # From now on each commit waits by itself, and SQLite copies the log again.
    write_spot(workspace, 2, 8)
    assert len(disk.synced) == 1
    assert workspace.db.execute("PRAGMA wal_autocheckpoint").fetchone() == (1000,)


def test_a_refusal_stays_known_until_somebody_asks(workspace: Workspace, disk: Disk) -> None:
    disk.problem = OSError(5, "Input/output error")
    disk.may_answer.set()
    write_spot(workspace, 2, 7)
    late = workspace.durability._late
    assert late is not None
    assert late.wait() is disk.problem
    refused, disk.problem = disk.problem, None
    write_spot(workspace, 2, 8)
    assert late.wait() is refused


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_nobody_waits_for_a_thread_that_is_gone(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_path: Path) -> None:
        raise RuntimeError

    monkeypatch.setattr(late_sync, "sync_file", stumble)
    late = workspace.durability._late
    assert late is not None
    for number in (7, 8):
        write_spot(workspace, 2, number)
        assert late.wait() is not None
        assert late.is_done()
    assert workspace.durability.is_on_disk()
    assert workspace.durability._late is None


def test_a_disk_that_is_gone_is_said_until_it_is_back(
    workspace: Workspace, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.problem = OSError(5, "Input/output error")
    disk.may_answer.set()
    write_spot(workspace, 2, 7)
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR

    class Broken:
        def execute(self, sql: str) -> object:
            if "checkpoint(" in sql:
                raise error
            return workspace.db.execute(sql)

    durability = workspace.durability
    with monkeypatch.context() as patch:
        patch.setattr(durability, "_db", Broken())
        for _ in range(2):
            with pytest.raises(StoreFailure) as told:
                durability.bring_to_disk()
            assert told.value.kind == FailureKind.DEVICE
            with pytest.raises(StoreFailure):
                durability.is_on_disk()
    assert durability.is_on_disk()


def test_a_log_that_has_grown_is_copied_and_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_workspace(tmp_path)
    monkeypatch.setattr(late_sync, "MOST_LOG_BYTES", 100_000)
    monkeypatch.setattr(late_sync, "COPY_PAUSE_SECONDS", 0)
    log = tmp_path / (DATABASE_NAME + "-wal")
    with Workspace.open(tmp_path) as workspace:
        workspace.durability.sync_late()
        lengths = []
        for number in range(40):
            write_spot(workspace, number % 7, number)
            workspace.durability.bring_to_disk()
            lengths.append(log.stat().st_size)
        assert read_spots(workspace)[39 % 7] == 39
    assert max(lengths) > 100_000
    # Begun anew: shorter than before, and never far beyond the limit.
    assert any(now < before for before, now in pairwise(lengths))
    assert max(lengths) < 300_000


@pytest.mark.parametrize("mode", ["memory", "delete", "reader"])
def test_where_there_is_no_log_every_commit_waits_by_itself(tmp_path: Path, mode: str) -> None:
    begin_workspace(tmp_path)
    if mode == "memory":
        workspace = Workspace.with_sample()
    elif mode == "delete":
        workspace = Workspace.open(tmp_path)
        workspace.db.execute("PRAGMA journal_mode = DELETE").fetchall()
    else:
        workspace = Workspace.open_read_only(tmp_path)
    with workspace:
        workspace.durability.sync_late()
        if mode != "reader":
            with workspace.change():
                assert safety(workspace) == FULL
                workspace.save_project(read_sample(), replace=True)
        assert workspace.durability.is_on_disk()
        workspace.durability.bring_to_disk()
