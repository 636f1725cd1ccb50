"""Every database that a release ever left opens with all that was in it."""

import gzip
import importlib.util
import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from grantee_app.errors import StoreProblem
from grantee_app.store.safety import damage
from grantee_app.store.safety.backup import Reason, list_backups
from grantee_app.store.safety.damage import (
    apply_steps,
    find_lacking_tables,
    kept_columns_path,
    list_columns_after,
    list_known_steps,
    open_untouched,
)
from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample
from tests.core.store.schema_files import (
    KEPT,
    RELEASES,
    SCHEMAS,
    find_steps,
    read_columns,
    read_schema,
    sum_columns,
    unpack,
)
from tests.core.store.test_opening import add_step
from tools import keep_columns

ROOT = Path(__file__).resolve().parents[3]
# Opening notes there what it did; what stood in them before must still stand.
BOOKS = ("change_set", "history", "_sqlite_migrations")
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
HEADING = re.compile(r"^## \[(\d+\.\d+\.\d+)\]", re.MULTILINE)


def find_releases_without_database(changelog: str, releases: dict[str, str]) -> set[str]:
    """The versions that the changelog calls released and whose database nobody kept."""
    kept = {path.name.partition(".")[0] for path in SCHEMAS.glob("*.sqlite3.gz")}
    return {
        version
        for version in {*HEADING.findall(changelog), *releases}
        if releases.get(version) not in kept
    }


def test_every_release_has_its_database() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    # To be mended by tools/keep_schema.py VERSION, run on the code of that release.
    assert find_releases_without_database(changelog, RELEASES) == set()


def test_a_release_without_its_database_is_found() -> None:
    changelog = "## [Unreleased]\n\n## [7.2.0] - 2030-01-01\n\n## [0.1.0] - 2026-11-21\n"
    assert find_releases_without_database(changelog, RELEASES) == {"7.2.0"}
    unkept = RELEASES | {"7.2.0": "m9000_next"}
    assert find_releases_without_database("", unkept) == {"7.2.0"}


@pytest.mark.parametrize("name", KEPT)
def test_a_released_step_stays_as_it_was(name: str, tmp_path: Path) -> None:
    path = unpack(name, tmp_path)
    steps = find_steps(path)
    assert steps[-1] == name
    assert list_known_steps()[: len(steps)] == steps
    anew = Database(memory=True)
    apply_steps(anew, steps)
    with closing(open_untouched(path)) as released:
        assert read_schema(released) == read_schema(anew.conn)


def test_the_columns_that_are_kept_are_those_of_the_migrations() -> None:
    kept = json.loads(kept_columns_path().read_text(encoding="utf-8"))
    # To be mended by tools/keep_columns.py.
    assert kept == keep_columns.read_columns()
    steps = list_known_steps()
    assert damage._read_kept_columns(steps) == list_columns_after(steps)
    assert damage._read_kept_columns(steps[:-1]) == frozenset()


@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}", b'{"steps": [', b"\xff", b"null"])
def test_without_kept_columns_they_are_made_anew(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "columns.json"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(damage, "kept_columns_path", lambda: file)
    damage._list_expected_columns.cache_clear()
    steps = list_known_steps()
    anew = Database(memory=True)
    apply_steps(anew, steps)
    assert find_lacking_tables(anew.conn, steps) == []
    anew.execute("ALTER TABLE winner RENAME TO champion")
    assert find_lacking_tables(anew.conn, steps) == ["winner"]


@pytest.mark.parametrize("name", KEPT)
def test_opening_brings_every_value_along(name: str, tmp_path: Path) -> None:
    path = unpack(name, tmp_path)
    old_steps, columns = find_steps(path), read_columns(path)
    before = sum_columns(path, columns)
    counts = {table: before[table, columns[table][0]][0] for table in BOOKS}
    assert sum(count for count, _ in before.values()) > 5000
    with Workspace.open(tmp_path) as workspace:
        assert find_steps(path) == list_known_steps()
        assert sum_columns(path, columns, counts) == before
        assert workspace.health is not None
        assert workspace.health.is_ok
        [project] = workspace.list_projects()
        assert len(workspace.load_project(project.id).project.tasks) == 6
        assert not workspace.can_undo or old_steps == list_known_steps()
        # What somebody typed at before the update can still be read.
        assert any(change.kind == "import" for change in workspace.changes_since(_BEGINNING))
    backups = list_backups(tmp_path / "backups")
    if old_steps != list_known_steps():
        assert [made.reason for made in backups] == [Reason.MIGRATION]
        assert find_steps(backups[0].path) == old_steps
        assert sum_columns(backups[0].path, columns) == before


@pytest.mark.parametrize("name", KEPT)
def test_a_migration_that_fails_leaves_every_byte(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unpack(name, tmp_path)
    before = path.read_bytes()

    def fail(db: Database) -> None:
        db.execute("UPDATE task SET title_kk = ''")
        db.execute("DROP TABLE expense")
        db.execute("DELETE FROM no_such_table")

    with monkeypatch.context() as patched:
        add_step(patched, fail)
        with pytest.raises(StoreProblem, match="could not be brought up to this version"):
            Workspace.open(tmp_path)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(f"{DATABASE_NAME}.*"))
    with Workspace.open(tmp_path) as workspace:
        assert len(workspace.list_projects()) == 1


def test_the_command_keeps_the_present_schema(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("keep_schema", ROOT / "tools/keep_schema.py")
    assert spec is not None
    assert spec.loader is not None
    command = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(command)
    kept = command.keep_schema(tmp_path)
    assert kept.name == f"{list_known_steps()[-1]}.sqlite3.gz"
    plain = tmp_path / "plain.sqlite3"
    plain.write_bytes(gzip.decompress(kept.read_bytes()))
    with closing(sqlite3.connect(plain)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM attachment").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM change_set").fetchone()[0] > 8


@pytest.mark.parametrize(("old", "told"), [(0, None), (1, True)])
def test_what_nobody_told_of_the_ngo_database_is_not_a_no(
    old: int, told: bool | None, tmp_path: Path
) -> None:
    path = tmp_path / DATABASE_NAME
    content = read_sample()
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(content)
    # The same records in the schema of before, as a release would have left them.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0010_told_or_not'")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("ALTER TABLE organization DROP COLUMN is_in_ngo_database")
        connection.execute(
            "ALTER TABLE organization ADD COLUMN is_in_ngo_database INTEGER NOT NULL DEFAULT 0"
        )
        connection.execute("UPDATE organization SET is_in_ngo_database = ?", [old])
        connection.execute(
            "INSERT INTO history (action, table_name, row_id, old) VALUES "
            "('update', 'organization', 'x', ?)",
            [f'{{"is_in_ngo_database":{old},"phone":"1"}}'],
        )
        connection.commit()
    with Workspace.open(tmp_path) as workspace:
        assert workspace.load_project(content.project.id).organization.is_in_ngo_database is told
        [kept] = workspace.db.execute("SELECT old FROM history WHERE row_id = 'x'").fetchone()
        assert json.loads(kept) == {"is_in_ngo_database": None if told is None else 1, "phone": "1"}
        row = workspace.db.execute("SELECT is_in_ngo_database FROM organization").fetchone()
        assert row == (None if told is None else 1,)
