"""Commands on a workspace of a newer Bastama: what reads works with a sentence, what writes not."""

import sqlite3
from contextlib import closing
from pathlib import Path

from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample
from tests.core.cli.outcome import Run


def make_newer(folder: Path) -> bytes:
    with Workspace.open(folder) as workspace:
        workspace.save_project(read_sample())
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as db:
        db.execute("CREATE TABLE journey (id TEXT PRIMARY KEY)")
        db.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) "
            "VALUES ('bastama', 'm9000_next', '2030-01-01')"
        )
        db.commit()
    return (folder / DATABASE_NAME).read_bytes()


def test_reading_goes_on_with_a_sentence(run: Run, folder: Path) -> None:
    before = make_newer(folder)
    outcome = run("--workspace", folder, "projects")
    assert outcome.code == 0
    assert "Общественный контроль" in outcome.out
    assert outcome.err.count("более новой Бастамой") == 1
    assert (folder / DATABASE_NAME).read_bytes() == before


def test_writing_is_refused_with_a_sentence(run: Run, folder: Path, tmp_path: Path) -> None:
    before = make_newer(folder)
    exported = tmp_path / "project.json"
    assert run("export", "sample", exported).code == 0
    outcome = run("--workspace", folder, "import", exported)
    assert outcome.code != 0
    assert "обновите Бастаму" in outcome.err
    assert (folder / DATABASE_NAME).read_bytes() == before
