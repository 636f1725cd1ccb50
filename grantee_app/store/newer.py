"""A database that a newer Bastama wrote: it may be looked at, and is never changed.

What the newer one keeps besides is not seen here; where it took away a table or a column that this
one reads, nothing can be shown.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from grantee_app.errors import StoreProblem
from grantee_app.language.message import Message, message
from grantee_app.store.safety.damage import find_lacking_tables, list_known_steps, read_steps


class NewerDatabase(StoreProblem):
    """The database is newer than this program.

    `is_readable` tells whether it can be opened for reading all the same.
    """

    def __init__(self, said: Message, *, is_readable: bool) -> None:
        super().__init__(said)
        self.is_readable = is_readable


def find_newer_steps(connection: sqlite3.Connection) -> list[str]:
    """Return the migrations the database has been through and this program does not know."""
    known = set(list_known_steps())
    return [step for step in read_steps(connection) if step not in known]


def refuse_writing(connection: sqlite3.Connection, path: Path) -> None:
    """NewerDatabase when a newer Bastama wrote the database at `path`."""
    if not find_newer_steps(connection):
        return
    refuse_reading(connection, path)
    raise NewerDatabase(
        message(
            "The file {name} was written by a newer Bastama: here it can be read but not changed. "
            "Update Bastama to go on working in it.",
            name=path.name,
        ),
        is_readable=True,
    )


def refuse_reading(connection: sqlite3.Connection, path: Path) -> None:
    """NewerDatabase when a newer Bastama left out what this one reads."""
    if find_newer_steps(connection) and find_lacking_tables(connection, list_known_steps()):
        raise say_unreadable(path.name)


def say_unreadable(name: str) -> NewerDatabase:
    """Return what to say of a newer file, or of something in it, that cannot be shown here."""
    return NewerDatabase(
        message(
            "{name} was written by a newer Bastama in a way that this one cannot read. "
            "Update Bastama to open it.",
            name=name,
        ),
        is_readable=False,
    )


def find_notice(connection: sqlite3.Connection) -> Message | None:
    """Return what to tell whoever looks at a newer database; None of any other."""
    if not find_newer_steps(connection):
        return None
    return message(
        "These projects were saved by a newer Bastama. You can read them and make the report; "
        "to change anything, update Bastama."
    )
