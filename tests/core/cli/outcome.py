"""What a command left behind, and what a workspace holds."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import NamedTuple

from grantee_app.workspace import DATABASE_NAME


class Outcome(NamedTuple):
    """The exit code of a command and both its streams."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def dump_database(folder: Path) -> list[str]:
    """Return everything in the database of a workspace."""
    with closing(connect(folder / DATABASE_NAME)) as database:
        return list(database.iterdump())
