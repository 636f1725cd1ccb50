"""Old history becomes less and stays true; what may be undone stays whole."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from grantee_app.store.history import recording as history
from grantee_app.store.history import thinning
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from tests.core.store.history_data import TITLE, dump_tables, make_project

FIRST_DAY = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)
OTHER = RecordPlace("task", "task-1", "title")


class Clock:
    """The time of the next change set."""

    def __init__(self) -> None:
        self.moment = FIRST_DAY

    def __call__(self) -> str:
        return self.moment.isoformat(timespec="milliseconds")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(history, "read_clock", clock)
    # A handful instead of hundreds.
    monkeypatch.setattr(thinning, "LEAST_STEPS", 5)
    monkeypatch.setattr(thinning, "MOST_STEPS", 60)
    return clock


@pytest.fixture
def workspace(clock: Clock) -> Workspace:
    workspace = Workspace.in_memory()
    workspace.save_project(make_project())
    return workspace


def write(workspace: Workspace, text: str, place: RecordPlace = TITLE) -> None:
    workspace.end_step()
    workspace.write_text(place, "kk", text)


def thin(db: Database) -> int:
    pieces = 1
    while thinning.thin_history(db):
        pieces += 1
    return pieces


def texts_of(workspace: Workspace, place: RecordPlace = TITLE) -> list[str]:
    return [version.text for version in workspace.history_of_text(place, "kk")]


def work_for(workspace: Workspace, clock: Clock, days: int) -> None:
    """Let days of work pass, on each of which the other text is written once."""
    for _ in range(days):
        clock.moment += timedelta(days=1)
        write(workspace, f"{clock.moment:%d.%m.%Y}", OTHER)


def test_a_week_stays_whole(workspace: Workspace, clock: Clock):
    for number in range(20):
        clock.moment += timedelta(minutes=1)
        write(workspace, str(number))
    work_for(workspace, clock, 6)
    before = workspace.db.execute("SELECT * FROM history").fetchall()
    thin(workspace.db)
    assert workspace.db.execute("SELECT * FROM history").fetchall() == before


def test_after_a_week_one_version_an_hour(workspace: Workspace, clock: Clock):
    for number in range(12):
        clock.moment += timedelta(minutes=15)
        write(workspace, str(number))
    work_for(workspace, clock, 7)
    thin(workspace.db)
    # 08:15-08:45, 09:00-09:45, 10:00-10:45, 11:00: the last of each hour.
    assert texts_of(workspace) == ["11", "10", "6", "2", "Міндет 0"]


def test_then_one_a_day_and_at_last_one_a_month(workspace: Workspace, clock: Clock):
    for number in range(3):
        clock.moment = FIRST_DAY + timedelta(days=number)
        for hour in range(3):
            clock.moment += timedelta(hours=1)
            write(workspace, f"{number}.{hour}")
    work_for(workspace, clock, thinning.HOURLY_DAYS + 3)
    thin(workspace.db)
    assert texts_of(workspace) == ["2.2", "1.2", "0.2", "Міндет 0"]
    work_for(workspace, clock, thinning.DAILY_DAYS)
    thin(workspace.db)
    assert texts_of(workspace) == ["2.2", "Міндет 0"]


def test_a_merged_entry_knows_every_column(workspace: Workspace, clock: Clock):
    before = dump_tables(workspace.db)["task"]
    number = workspace.db.execute("SELECT max(id) FROM change_set").fetchone()[0] + 1
    clock.moment += timedelta(minutes=1)
    for sql in ("title_kk = 'а'", "title_ru = 'б', position = 4", "title_kk = 'в'"):
        with workspace.change():
            workspace.db.execute(f"UPDATE task SET {sql} WHERE id = 'task-0'")
    work_for(workspace, clock, 8)
    thin(workspace.db)
    kept = workspace.db.execute("SELECT count(*) FROM history WHERE row_id = 'task-0'").fetchone()
    assert kept == (1,)
    workspace.restore_record("task", "task-0", number)
    assert dump_tables(workspace.db)["task"][0] == before[0]


def test_deletes_are_kept_for_a_year_of_work(workspace: Workspace, clock: Clock):
    with workspace.change():
        workspace.db.execute("DELETE FROM task WHERE id = 'task-0'")
    deleted = workspace.db.execute("SELECT max(id) FROM change_set").fetchone()[0]
    work_for(workspace, clock, thinning.DELETED_DAYS - 1)
    thin(workspace.db)
    workspace.restore_record("task", "task-0", deleted)
    workspace.undo()
    work_for(workspace, clock, 2)
    thin(workspace.db)
    assert workspace.db.execute(
        "SELECT count(*) FROM history WHERE change_set = ?", [deleted]
    ).fetchone() == (0,)


def test_undo_stops_where_history_was_thinned(workspace: Workspace, clock: Clock):
    for number in range(10):
        write(workspace, str(number))
    work_for(workspace, clock, 10)
    states = [dump_tables(workspace.db)]
    thin(workspace.db)
    while workspace.undo():
        states.append(dump_tables(workspace.db))
    assert len(states) == 1 + 7
    assert workspace.read_text(TITLE, "kk") == "9"
    while workspace.redo():
        states.pop()
    assert dump_tables(workspace.db) == states[0]


def test_no_more_steps_than_the_most(workspace: Workspace, clock: Clock):
    for number in range(100):
        write(workspace, str(number))
    thin(workspace.db)
    steps = 0
    while workspace.undo():
        steps += 1
    assert steps == thinning.MOST_STEPS


def test_a_wrong_clock_makes_nothing_old(workspace: Workspace, clock: Clock):
    written = []
    for number in range(6):
        # Years on paper, six days of work.
        clock.moment += timedelta(days=400)
        for hour in range(5):
            clock.moment += timedelta(minutes=1)
            written.append(f"{number}.{hour}")
            write(workspace, written[-1])
    thin(workspace.db)
    assert texts_of(workspace) == [*reversed(written), "Міндет 0"]


def test_a_step_undone_before_thinning_is_never_half_redone(workspace: Workspace, clock: Clock):
    for text in ("а", "б", "в"):
        write(workspace, text)
    for _ in range(3):
        workspace.undo()
    for _ in range(thinning.MOST_STEPS):
        workspace.redo()
        workspace.undo()
    states = [dump_tables(workspace.db)]
    thin(workspace.db)
    while workspace.redo():
        states.append(dump_tables(workspace.db))
    titles = [state["task"][0][3][0] for state in states]
    # The first waits with its undo; those of the two behind it were thinned.
    assert titles == ["Міндет 0", "а"]
    while workspace.undo():
        assert dump_tables(workspace.db) in states


def test_a_step_whose_undo_was_merged_is_never_redone(workspace: Workspace, clock: Clock):
    write(workspace, "а", OTHER)
    write(workspace, "б")
    write(workspace, "в")
    for _ in range(3):
        workspace.undo()
    for _ in range(thinning.MOST_STEPS):
        workspace.redo()
        workspace.undo()
    thin(workspace.db)
    assert workspace.redo() is not None
    assert workspace.redo() is None
    assert workspace.read_text(TITLE, "kk") == "Міндет 0"


def test_a_row_deleted_twice_can_come_back_twice(workspace: Workspace, clock: Clock):
    deleted = []
    for _ in range(2):
        with workspace.change():
            workspace.db.execute("DELETE FROM task WHERE id = 'task-0'")
        deleted.append(workspace.db.execute("SELECT max(id) FROM change_set").fetchone()[0])
        workspace.undo()
        write(workspace, f"Оралды {len(deleted)}")
    work_for(workspace, clock, 8)
    thin(workspace.db)
    assert texts_of(workspace) == ["Оралды 2", "Оралды 1", "Оралды 1", "Міндет 0", "Міндет 0"]
    # The inserts that brought it back are behind the window: nobody knows when that was.
    assert [version.made_at is None for version in workspace.history_of_text(TITLE, "kk")] == [
        False,
        True,
        False,
        True,
        True,
    ]
    workspace.restore_record("task", "task-0", deleted[0])
    assert workspace.read_text(TITLE, "kk") == "Міндет 0"


def test_pieces_are_small_and_together_do_it_all(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    for number in range(40):
        clock.moment += timedelta(minutes=15)
        write(workspace, str(number))
    work_for(workspace, clock, 8)
    monkeypatch.setattr(thinning, "PIECE", 3)
    assert thin(workspace.db) > 10
    texts = texts_of(workspace)
    assert texts == ["39", *(str(number) for number in range(38, 0, -4)), "Міндет 0"]
    assert not thinning.thin_history(workspace.db)


def test_closing_thins_once_a_day_of_work(tmp_path: Path, clock: Clock):
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(make_project())
        for number in range(5):
            write(workspace, str(number))
        work_for(workspace, clock, 8)
        assert thinning.is_thinning_due(workspace.db)
    with Workspace.open(tmp_path) as workspace:
        assert texts_of(workspace) == ["4", "Міндет 0"]
        assert not thinning.is_thinning_due(workspace.db)
        work_for(workspace, clock, 1)
        assert thinning.is_thinning_due(workspace.db)


def test_sets_with_nothing_left_go(workspace: Workspace, clock: Clock):
    for number in range(30):
        write(workspace, str(number))
    work_for(workspace, clock, 8)
    thin(workspace.db)
    assert workspace.db.execute(
        "SELECT count(*) FROM change_set WHERE standing = 'done' AND "
        "id < (SELECT complete_from FROM history_state)"
    ).fetchone() == (2,)


def test_closing_twice_is_quiet(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    workspace = Workspace.open(tmp_path)
    workspace.close()
    workspace.close()
    assert caplog.records == []
