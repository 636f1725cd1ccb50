"""One workspace, one writer, and nobody locked out by the dead."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grantee_app.store.lock import LOCK_NAME, WorkspaceInUse, acquire_lock, read_holder
from grantee_app.workspace import Workspace, read_sample

HOLD = """
import sys, time
from pathlib import Path
from grantee_app.store.lock import acquire_lock
lock = acquire_lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_another_process_is_named(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(WorkspaceInUse) as caught:
        acquire_lock(tmp_path)
    assert caught.value.holder is not None
    assert caught.value.holder.pid == holder.pid
    assert str(tmp_path) in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_a_killed_process_holds_nothing(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert (tmp_path / LOCK_NAME).exists()
    with Workspace.open(tmp_path) as workspace:
        assert workspace.list_projects() == []
    found = read_holder(tmp_path)
    assert found is not None
    assert found.pid == os.getpid()


def test_a_second_window_in_one_process_is_refused_too(tmp_path: Path) -> None:
    first = Workspace.open(tmp_path)
    with pytest.raises(WorkspaceInUse):
        Workspace.open(tmp_path)
    first.close()
    Workspace.open(tmp_path).close()


def test_a_failed_opening_lets_go(tmp_path: Path) -> None:
    (tmp_path / "bastama.sqlite3").write_bytes(b"no database at all")
    for _ in range(2):
        with pytest.raises(Exception, match="damaged"):
            Workspace.open(tmp_path)


@pytest.mark.parametrize("left", [b"", b"{", b"\xff\xfe", b'{"pid": "x"}', b"[]"])
def test_whatever_a_lock_file_says_is_no_reason(tmp_path: Path, left: bytes) -> None:
    (tmp_path / LOCK_NAME).write_bytes(left)
    assert read_holder(tmp_path) is None
    acquire_lock(tmp_path).release()


def test_release_may_be_repeated(tmp_path: Path) -> None:
    lock = acquire_lock(tmp_path)
    lock.release()
    again = acquire_lock(tmp_path)
    lock.release()
    with pytest.raises(WorkspaceInUse):
        acquire_lock(tmp_path)
    again.release()


def test_reading_beside_a_writer(tmp_path: Path) -> None:
    sample = read_sample()
    with Workspace.open(tmp_path) as writer:
        with Workspace.open_read_only(tmp_path) as reader:
            assert reader.list_projects() == []
            writer.save_project(sample)
            assert [project.id for project in reader.list_projects()] == [sample.project.id]
            with pytest.raises(Exception, match=r"readonly|may not be written"):
                reader.save_project(sample, replace=True)
        with writer.open_reader() as second:
            assert second.load_project(sample.project.id) == sample


def test_reading_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no workspace"):
        Workspace.open_read_only(tmp_path / "typo")
    assert list(tmp_path.iterdir()) == []
