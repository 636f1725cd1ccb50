"""Damage is found, never opened over, and what is readable is saved."""

import random
import sqlite3
from pathlib import Path

import pytest

from grantee_app.errors import StoreProblem
from grantee_app.records import Application
from grantee_app.store.failures import FailureKind, StoreFailure
from grantee_app.store.opening import DamagedDatabase
from grantee_app.store.safety import damage
from grantee_app.store.safety.backup import Reason
from grantee_app.store.safety.damage import HealthState, check_database
from grantee_app.store.safety.salvage import salvage
from grantee_app.workspace import (
    DATABASE_NAME,
    Workspace,
    read_sample,
    salvage_workspace,
    take_salvaged_workspace,
)

PAGE = 4096
SAMPLE = read_sample()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("sound")
    with Workspace.open(folder) as workspace:
        workspace.save_project(SAMPLE)
    return (folder / DATABASE_NAME).read_bytes()


@pytest.fixture
def folder(tmp_path: Path, sound: bytes) -> Path:
    """A workspace with one good backup."""
    place = tmp_path / "ws"
    place.mkdir()
    (place / DATABASE_NAME).write_bytes(sound)
    with Workspace.open(place) as workspace:
        workspace.backups.make(Reason.EXIT)
    return place


def count_all(path: Path) -> dict[str, int]:
    connection = sqlite3.connect(path)
    tables = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row[0].startswith(("_", "sqlite_"))
    ]
    counted = {t: connection.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}
    connection.close()
    return counted


def test_a_sound_database(folder: Path) -> None:
    before = (folder / DATABASE_NAME).read_bytes()
    for full in (None, True, False):
        health = check_database(folder / DATABASE_NAME, full=full)
        assert health.is_ok
        assert health.findings == ()
        assert health.is_full == (full is not False)
    assert (folder / DATABASE_NAME).read_bytes() == before


def zero_page(data: bytearray) -> None:
    data[PAGE * 9 : PAGE * 40] = bytes(PAGE * 31)


def flip_header(data: bytearray) -> None:
    data[3] ^= 0x20


def empty(data: bytearray) -> None:
    del data[:]


def cut_half(data: bytearray) -> None:
    del data[len(data) // 2 :]


def overwrite(data: bytearray) -> None:
    data[:] = b"MZ" + random.Random(1).randbytes(50_000)


def lose_schema(data: bytearray) -> None:
    data[100:PAGE] = bytes(PAGE - 100)


SPOILERS = [zero_page, flip_header, empty, cut_half, overwrite, lose_schema]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_damage_leads_to_the_recovery_page(folder: Path, spoil) -> None:
    data = bytearray((folder / DATABASE_NAME).read_bytes())
    spoil(data)
    (folder / DATABASE_NAME).write_bytes(data)
    for _ in range(2):
        with pytest.raises(DamagedDatabase) as caught:
            Workspace.open(folder)
        assert caught.value.health.state == HealthState.DAMAGED
        assert caught.value.health.findings
        assert caught.value.backup is not None
        assert caught.value.backup.contents is not None
        assert caught.value.backup.contents.rows["task"] == 6
    # Untouched, to the byte.
    assert (folder / DATABASE_NAME).read_bytes() == bytes(data)


def test_a_database_that_is_gone_is_no_fresh_start(folder: Path) -> None:
    (folder / DATABASE_NAME).unlink()
    with pytest.raises(DamagedDatabase):
        Workspace.open(folder)
    assert not (folder / DATABASE_NAME).exists()


def test_a_log_without_its_database_is_no_fresh_start(tmp_path: Path) -> None:
    log = tmp_path / (DATABASE_NAME + "-wal")
    log.write_bytes(b"x" * 5000)
    with pytest.raises(DamagedDatabase) as caught:
        Workspace.open(tmp_path)
    assert caught.value.backup is None
    assert log.read_bytes() == b"x" * 5000


def test_an_empty_file_beside_a_log_keeps_the_log(folder: Path) -> None:
    (folder / DATABASE_NAME).write_bytes(b"")
    log = folder / (DATABASE_NAME + "-wal")
    log.write_bytes(b"x" * 5000)
    with pytest.raises(DamagedDatabase):
        Workspace.open(folder)
    with pytest.raises(StoreProblem):
        Workspace.open_read_only(folder)
    assert log.read_bytes() == b"x" * 5000


def test_a_database_of_another_program(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    connection.execute("CREATE TABLE songs (id INTEGER PRIMARY KEY)")
    connection.close()
    with pytest.raises(DamagedDatabase, match="damaged"):
        Workspace.open(tmp_path)


def test_a_missing_table_and_a_missing_column(folder: Path) -> None:
    for statement in ("ALTER TABLE winner DROP COLUMN amount_tenge", "DROP TABLE winner"):
        connection = sqlite3.connect(folder / DATABASE_NAME)
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'winner'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
        connection.close()
        health = check_database(folder / DATABASE_NAME)
        assert health.state == HealthState.DAMAGED
        assert health.findings[0].values["names"] == "winner"


def test_loose_rows_are_suspicious_and_open(folder: Path) -> None:
    connection = sqlite3.connect(folder / DATABASE_NAME)
    with connection:
        connection.execute("UPDATE winner SET project_id = 'gone'")
    connection.close()
    with Workspace.open(folder) as workspace:
        assert workspace.health is not None
        assert workspace.health.state == HealthState.SUSPICIOUS
        assert workspace.health.findings[0].count == 10


def test_missing_triggers_are_suspicious(folder: Path) -> None:
    health = check_database(folder / DATABASE_NAME, find_missing_triggers=lambda _: ["a", "b"])
    assert health.state == HealthState.SUSPICIOUS
    assert "history" in str(health.findings[0])


def test_a_backup_that_is_damaged_too_is_not_offered(folder: Path) -> None:
    for path in (folder / DATABASE_NAME, *(folder / "backups").iterdir()):
        data = bytearray(path.read_bytes())
        zero_page(data)
        path.write_bytes(data)
    with pytest.raises(DamagedDatabase) as caught:
        Workspace.open(folder)
    assert caught.value.backup is None


# ---------------------------------------------------------------------- salvage


def test_salvage_of_a_sound_database_is_the_same(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "saved.sqlite3"
    report = salvage(folder / DATABASE_NAME, target)
    assert count_all(target) == count_all(folder / DATABASE_NAME)
    assert report.lost == 0
    assert report.loose == 0
    assert report.saved == sum(count_all(target).values())
    (folder / DATABASE_NAME).write_bytes(target.read_bytes())
    with Workspace.open(folder) as workspace:
        assert workspace.load_project(SAMPLE.project.id) == SAMPLE


def test_the_last_edits_in_the_log_are_saved(folder: Path, tmp_path: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.db.execute("UPDATE task SET title_kk = 'журналдан'")
        target = tmp_path / "saved.sqlite3"
        salvage(folder / DATABASE_NAME, target)
    connection = sqlite3.connect(target)
    assert connection.execute("SELECT DISTINCT title_kk FROM task").fetchall() == [("журналдан",)]
    connection.close()


FORM = ("small-grant/application", "2024")
TABLES = {"activities": 40, "budget": 90}


def fill_tables(folder: Path) -> dict[str, list[str]]:
    """Fill tables of an application, some rows moved, and return the rows in their order."""
    with Workspace.open(folder) as workspace:
        application_id = workspace.applications.begin(
            SAMPLE.project.id, Application(form=FORM[0], version=FORM[1])
        )
        for table, count in TABLES.items():
            for number in range(count):
                cells = {("title", "kk"): f"{number}-жол", ("title", "ru"): f"Строка {number}"}
                workspace.applications.add_row(application_id, table, cells)
        rows = workspace.applications.load(application_id).filled.rows["budget"]
        workspace.applications.move_row(application_id, "budget", rows[-1], 0)
        return {
            table: list(found)
            for table, found in workspace.applications.load(application_id).filled.rows.items()
        }


def read_tables_of(folder: Path) -> tuple[dict[str, list[str]], dict[tuple[str, str], str]]:
    with Workspace.open(folder) as workspace:
        project = workspace.load_project(SAMPLE.project.id).project
        filled = workspace.applications.load(project.applications[-1].id).filled
        return {table: list(rows) for table, rows in filled.rows.items()}, dict(filled.answers)


def test_rows_of_forms_are_made_anew_from_their_cells(folder: Path, tmp_path: Path) -> None:
    path = folder / DATABASE_NAME
    before = fill_tables(folder)
    _, answers = read_tables_of(folder)
    kept = before["budget"][5]
    connection = sqlite3.connect(path)
    # All are lost but one; one more has no words in it, and nothing tells of it.
    connection.execute("DELETE FROM answer_row WHERE id <> ?", [kept])
    silent = before["activities"][3]
    connection.execute("UPDATE answer SET value = '' WHERE path LIKE ?", [f"%/{silent}/%"])
    connection.execute(
        "INSERT INTO answer (id, project_id, position, form, version, path, language, value) "
        "VALUES ('x', ?, 0, ?, ?, 'eligibility/charter_stamp', '', '1')",
        [SAMPLE.project.id, *FORM],
    )
    connection.commit()
    connection.close()
    report = salvage(path, tmp_path / "saved.sqlite3")
    [told] = [table for table in report.tables if table.table == "answer_row"]
    assert told.saved == sum(map(len, before.values())) - 1
    path.write_bytes((tmp_path / "saved.sqlite3").read_bytes())
    after, found = read_tables_of(folder)
    for table in before.keys() - {"budget"}:
        assert after[table] == sorted(set(before[table]) - {silent})
    # Behind the row whose place is known the others stand as they were made.
    assert after["budget"] == [kept, *sorted(set(before["budget"]) - {kept})]
    for place, value in answers.items():
        if silent not in place[0]:
            assert found[place] == value
    # Once more nothing is new.
    again = salvage(path, tmp_path / "again.sqlite3")
    assert again.saved == sum(count_all(tmp_path / "again.sqlite3").values())
    assert again.loose == 0


def test_a_torn_page_of_rows_loses_no_row_with_cells(folder: Path, tmp_path: Path) -> None:
    path = folder / DATABASE_NAME
    before = fill_tables(folder)
    data = bytearray(path.read_bytes())
    leaves = list_leaves(data, find_root(path, "answer_row"))
    data[(leaves[1] - 1) * PAGE : leaves[1] * PAGE] = b"\xff" * PAGE
    path.write_bytes(data)
    report = salvage(path, tmp_path / "saved.sqlite3")
    [told] = [table for table in report.tables if table.table == "answer_row"]
    assert (told.saved, told.lost) == (sum(map(len, before.values())), 0)
    path.write_bytes((tmp_path / "saved.sqlite3").read_bytes())
    after, _ = read_tables_of(folder)
    assert {table: set(rows) for table, rows in after.items()} == {
        table: set(rows) for table, rows in before.items()
    }


def find_root(path: Path, table: str) -> int:
    connection = sqlite3.connect(path)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table])
    number = int(root.fetchone()[0])
    connection.close()
    return number


def list_leaves(data: bytes, root: int) -> list[int]:
    """The leaf pages of a table's tree of two levels, in the order of rowids."""
    head = (root - 1) * PAGE
    assert data[head] == 5
    cells = int.from_bytes(data[head + 3 : head + 5], "big")
    at = [int.from_bytes(data[head + 12 + 2 * i :][:2], "big") for i in range(cells)]
    leaves = [int.from_bytes(data[head + a :][:4], "big") for a in at]
    return [*leaves, int.from_bytes(data[head + 8 :][:4], "big")]


def test_rows_around_torn_pages_are_saved_from_both_ends_and_between(
    folder: Path, tmp_path: Path
) -> None:
    path = folder / DATABASE_NAME
    data = bytearray(path.read_bytes())
    leaves = list_leaves(data, find_root(path, "evidence"))
    assert len(leaves) > 6
    torn = (leaves[1], leaves[4])
    rows_torn = sum(int.from_bytes(data[(n - 1) * PAGE + 3 :][:2], "big") for n in torn)
    for number in torn:
        data[(number - 1) * PAGE : number * PAGE] = b"\xff" * PAGE
    path.write_bytes(data)
    before = path.read_bytes()
    report = salvage(path, tmp_path / "saved.sqlite3")
    assert path.read_bytes() == before
    [evidence] = [table for table in report.tables if table.table == "evidence"]
    assert evidence.lost == rows_torn > 0
    assert evidence.saved == 259 - rows_torn
    assert report.lost == rows_torn
    assert check_database(tmp_path / "saved.sqlite3", full=True).state != HealthState.DAMAGED


@pytest.mark.parametrize("with_donor", [True, False])
def test_a_lost_schema_is_lent(folder: Path, tmp_path: Path, *, with_donor: bool) -> None:
    path = folder / DATABASE_NAME
    donor = next((folder / "backups").iterdir()) if with_donor else None
    expected = count_all(path)
    data = bytearray(path.read_bytes())
    data[:PAGE] = bytes(PAGE)
    path.write_bytes(data)
    report = salvage(path, tmp_path / "saved.sqlite3", donor)
    assert report.saved == sum(expected.values())
    assert report.loose == 0


def test_nothing_to_save_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "saved.sqlite3"
    for content in (b"", b"MZ" * 900, bytes(400_000)):
        (tmp_path / "x.sqlite3").write_bytes(content)
        with pytest.raises(StoreProblem):
            salvage(tmp_path / "x.sqlite3", target)
    with pytest.raises(StoreProblem):
        salvage(tmp_path / "no such file", target)
    assert [path.name for path in tmp_path.iterdir()] == ["x.sqlite3"]


def test_the_way_through_the_recovery_page(folder: Path) -> None:
    data = bytearray((folder / DATABASE_NAME).read_bytes())
    cut_half(data)
    (folder / DATABASE_NAME).write_bytes(data)
    with pytest.raises(DamagedDatabase) as caught:
        Workspace.open(folder)
    report = salvage_workspace(folder, caught.value.backup)
    assert report.saved > 20
    assert (folder / DATABASE_NAME).read_bytes() == bytes(data)
    aside = take_salvaged_workspace(folder)
    assert (aside / DATABASE_NAME).read_bytes() == bytes(data)
    with Workspace.open(folder) as workspace:
        counted = sum(count_all(folder / DATABASE_NAME).values())
        # Opening writes a few rows of its own into the history's books.
        assert counted >= report.saved
        assert workspace.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("value", ["'sideways'", "CAST(x'ff41' AS TEXT)"])
def test_damage_inside_a_value_is_a_sentence(folder: Path, value: str) -> None:
    with Workspace.open(folder) as workspace:
        workspace.db.execute(f"UPDATE activity SET kind = {value}")
        with pytest.raises(StoreProblem, match="damaged"):
            workspace.load_project(SAMPLE.project.id)


def test_a_file_that_is_held_is_no_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise PermissionError(13, "held by a virus scanner")

    with monkeypatch.context() as patched:
        patched.setattr(damage, "_look_from_outside", refuse)
        with pytest.raises(StoreFailure) as caught:
            Workspace.open(folder)
    assert caught.value.kind == FailureKind.UNREACHABLE
    Workspace.open(folder).close()
