"""A small project, and the data tables as they are, for the tests of history."""

from typing import Any

from sqlite_utils import Database

from grantee_app.records import ProjectFile
from grantee_app.store.schema import read_tables
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace

TITLE = RecordPlace("task", "task-0", "title")

Dump = dict[str, list[tuple[Any, ...]]]


def make_project(number: int = 0, tasks: int = 2) -> ProjectFile:
    """Return a project with an organisation of its own, `tasks` tasks and an activity in each."""
    return ProjectFile.model_validate(
        {
            "format": "bastama-project",
            "schema_version": 1,
            "organization": {"id": f"org-{number}", "name": {"kk": "Ұйым", "ru": "Организация"}},
            "project": {
                "id": f"project-{number}",
                "title": {"kk": f"Жоба {number}", "ru": f"Проект {number}"},
                "tasks": [
                    {
                        "id": f"task-{number or ''}{position}",
                        "title": {"kk": f"Міндет {position}", "ru": f"Задача {position}"},
                        "activities": [
                            {
                                "id": f"activity-{number or ''}{position}",
                                "title": {"kk": "Кездесу", "ru": "Встреча"},
                            }
                        ],
                    }
                    for position in range(tasks)
                ],
            },
        }
    )


def open_with_project() -> Workspace:
    """Return a workspace in memory with the small project."""
    workspace = Workspace.in_memory()
    workspace.save_project(make_project())
    return workspace


def dump_tables(db: Database) -> Dump:
    """Return every row of every table of records, with the type of each value."""
    return {
        name: [
            tuple((value, type(value)) for value in row)
            for row in db.execute(f'SELECT * FROM "{name}" ORDER BY "{table.key}"').fetchall()
        ]
        for name, table in read_tables(db).items()
    }
