"""Keeps a database of the present schema for the tests, to be run before each release.

`python tools/keep_schema.py VERSION` writes `tests/data/schemas/<last migration>.sqlite3.gz`, the
bytes of a file as people have it, and notes in `releases.json` which release left it. The tests
open every such file with all later code. In it are the invented sample project and some history.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "tests" / "data" / "schemas"
RELEASES = SCHEMAS / "releases.json"


def main(arguments: list[str] | None = None) -> int:
    """Write the database and note the release."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("version", help="the release that leaves this schema, such as 0.2.0")
    version = parser.parse_args(arguments).version
    sys.path.insert(0, str(ROOT))
    path = keep_schema(SCHEMAS)
    releases = json.loads(RELEASES.read_text(encoding="utf-8")) if RELEASES.exists() else {}
    releases[version] = path.name.partition(".")[0]
    RELEASES.write_text(json.dumps(releases, indent=2) + "\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")
    return 0


def keep_schema(target: Path) -> Path:
    """Write a database of the present schema into the folder `target`; return its path."""
    with tempfile.TemporaryDirectory(prefix="bastama-schema-") as scratch:
        # The id of this machine is nobody's business: the file goes round the world.
        os.environ["BASTAMA_SETTINGS"] = str(Path(scratch) / "settings.json")
        folder = Path(scratch) / "workspace"
        made, last_step = _fill(folder)
        path = target / f"{last_step}.sqlite3.gz"
        target.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(made.read_bytes(), mtime=0))
    return path


def _fill(folder: Path) -> tuple[Path, str]:
    """Fill every corner that a migration may meet: records, history, files, odd numbers."""
    from grantee_app.store.attachments.records import AttachedTo  # noqa: PLC0415
    from grantee_app.store.safety.damage import open_untouched, read_steps  # noqa: PLC0415
    from grantee_app.store.texts import AnswerPlace, RecordPlace  # noqa: PLC0415
    from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample  # noqa: PLC0415

    sample = read_sample()
    project = sample.project
    task = project.tasks[0]
    paper = folder.parent / "акт.txt"
    paper.write_text("Бір бет.\n", encoding="utf-8")
    with Workspace.open(folder) as workspace:
        workspace.save_project(sample)
        title = RecordPlace("task", task.id, "title")
        for code, text in (
            ("kk", "Қысқа атау ' \" \\ 🙂"),
            ("ru", "Строка\nи ещё одна\t"),
            ("kk", ""),
        ):
            workspace.write_text(title, code, text)
            workspace.end_step()
        workspace.undo()
        workspace.undo()
        # Undone and then overtaken: a step that history keeps and nobody can bring back.
        workspace.write_text(title, "kk", task.title.kk)
        workspace.write_text(title, "ru", task.title.ru)
        answer = AnswerPlace(project.id, "final-report", "2024", "kept")
        workspace.write_text(answer, "kk", "Жауап")
        workspace.attachments.attach(AttachedTo("project", project.id), paper)
        activity = task.activities[0]
        with workspace.change("", "edit"):
            workspace.db.execute(
                "UPDATE indicator SET plan_target = 84.5, fact_value = 80.0 WHERE "
                "planned_activity_id = ?",
                [activity.id],
            )
        if project.expenses:
            with workspace.change("", "edit"):
                workspace.db.execute("DELETE FROM expense WHERE id = ?", [project.expenses[0].id])
    path = folder / DATABASE_NAME
    with closing(open_untouched(path)) as connection:
        return path, read_steps(connection)[-1]


if __name__ == "__main__":
    sys.exit(main())
