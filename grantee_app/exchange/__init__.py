"""Projects in and out: the project file, readable JSON that anyone may write by hand or by script.

Knows the records and the rooms below, never a screen or a command. What a project file may hold
and how big it may be is told to people in docs/project-file.md.
"""

from grantee_app.exchange.project_files import (
    copy_with_new_ids,
    format_project,
    format_schema,
    parse_project,
    project_schema,
    read_project_file,
    write_project_file,
)

__all__ = [
    "copy_with_new_ids",
    "format_project",
    "format_schema",
    "parse_project",
    "project_schema",
    "read_project_file",
    "write_project_file",
]
