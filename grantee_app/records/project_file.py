"""The project file: one project and its organisation as readable JSON."""

from __future__ import annotations

from typing import Literal

from grantee_app.records.base import Entry
from grantee_app.records.organization import Organization
from grantee_app.records.project import Project

FORMAT = "bastama-project"
SCHEMA_VERSION = 1


class ProjectFile(Entry):
    """What `export` writes and `import` reads; ids may be left out of a hand-written file."""

    format: Literal["bastama-project"]
    schema_version: Literal[1]
    organization: Organization
    project: Project
