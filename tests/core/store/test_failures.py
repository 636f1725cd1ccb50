"""A write that fails says which way, leaves nothing half-written and may be repeated."""

import sqlite3
from pathlib import Path

import pytest

from grantee_app.language.catalogue import Language
from grantee_app.store import connection
from grantee_app.store.failures import FailureKind, StoreFailure, judge_failure, say_failure
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample

SAMPLE = read_sample()
GOAL = RecordPlace("project", SAMPLE.project.id, "goal")


@pytest.fixture
def workspace(tmp_path: Path):
    with Workspace.open(tmp_path) as opened:
        opened.save_project(SAMPLE)
        yield opened


def test_a_full_disk(workspace: Workspace) -> None:
    before = workspace.read_text(GOAL, "kk")
    heard: list[object] = []
    workspace.subscribe(heard.append)
    pages = workspace.db.execute("PRAGMA page_count").fetchone()[0]
    workspace.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFailure) as caught:
        workspace.write_text(GOAL, "kk", "ұзақ мәтін " * 9000)
    assert caught.value.kind == FailureKind.FULL
    assert caught.value.is_passing
    assert not workspace.db.conn.in_transaction
    assert workspace.read_text(GOAL, "kk") == before
    assert heard == []
    workspace.db.execute("PRAGMA max_page_count = 1000000")
    workspace.write_text(GOAL, "kk", "ұзақ мәтін " * 9000)
    assert workspace.read_text(GOAL, "kk") == "ұзақ мәтін " * 9000


def test_a_held_file(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.db.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(tmp_path / DATABASE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreFailure) as caught:
        workspace.write_text(GOAL, "kk", "x")
    assert caught.value.kind == FailureKind.BUSY
    assert not workspace.db.conn.in_transaction
    other.execute("ROLLBACK")
    other.close()
    workspace.write_text(GOAL, "kk", "x")
    assert workspace.read_text(GOAL, "kk") == "x"


def test_a_read_only_connection(workspace: Workspace) -> None:
    with workspace.open_reader() as reader, pytest.raises(StoreFailure) as caught:
        reader.write_text(GOAL, "kk", "x")
    assert caught.value.kind == FailureKind.READ_ONLY


def test_a_damaged_page(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(SAMPLE)
    path = tmp_path / DATABASE_NAME
    raw = sqlite3.connect(path)
    [root] = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'project'")
    raw.close()
    with path.open("r+b") as file:
        file.seek((root[0] - 1) * 4096)
        file.write(b"\xff" * 4096)
    workspace = Workspace(connection.open_writer(path), path)
    with workspace, pytest.raises(StoreFailure) as caught:
        workspace.write_text(GOAL, "kk", "x")
    assert caught.value.kind == FailureKind.CORRUPT
    assert not caught.value.is_passing


def test_extended_codes_count_as_their_plain_ones() -> None:
    for code, kind in (
        (sqlite3.SQLITE_IOERR_FSYNC, FailureKind.DEVICE),
        (sqlite3.SQLITE_READONLY_DBMOVED, FailureKind.READ_ONLY),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, FailureKind.BUSY),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, FailureKind.UNREACHABLE),
        (sqlite3.SQLITE_ERROR, FailureKind.OTHER),
    ):
        error = sqlite3.OperationalError()
        error.sqlite_errorcode = code
        assert judge_failure(error) == kind
    assert judge_failure(sqlite3.ProgrammingError("closed")) == FailureKind.OTHER


def test_each_kind_has_a_sentence_of_its_own_in_both_languages() -> None:
    for code in ("kk", "ru"):
        language = Language.load(code)
        said = {
            language.say(say_failure(kind, Path("bastama.sqlite3")).message) for kind in FailureKind
        }
        assert len(said) == len(FailureKind)
        english = {str(say_failure(kind, Path("bastama.sqlite3"))) for kind in FailureKind}
        assert not said & english
