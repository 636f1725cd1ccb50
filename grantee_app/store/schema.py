"""What tables there are, read from the database itself.

History, restoring and erasing treat every table alike: they ask here for its key, its columns and
what hangs on it. Nothing here knows what a table is for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlite_utils import Database

# The history does not record itself, nor what sqlite-utils notes about migrations.
OWN_BOOKS = frozenset({"_sqlite_migrations", "change_set", "history", "history_state"})


@dataclass(frozen=True, slots=True)
class Column:
    """A stored column; `is_exact` when JSON carries each of its values without loss."""

    name: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows can be told apart by one column, its primary key."""

    name: str
    key: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Dependant:
    """A table whose rows go when the row goes that their `column` names."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names a row of `table` and does not go with it."""

    column: str
    table: str


def read_tables(db: Database) -> dict[str, Table]:
    """Return the tables of records by name.

    Left out are SQLite's own, the books of history, and whatever has no single key column: search
    tables, which are made anew from the records, and tables that somebody else put there.
    """
    listed = db.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    found: dict[str, Table] = {}
    for name, is_strict in sorted(listed.fetchall()):
        if name.startswith("sqlite_") or name in OWN_BOOKS:
            continue
        table = read_table(db, name, is_strict=bool(is_strict))
        if table is not None:
            found[name] = table
    return found


def read_table(db: Database, name: str, *, is_strict: bool) -> Table | None:
    """Return the table's key and stored columns, None when it has no single key column."""
    rows = db.execute("SELECT name, type, pk FROM pragma_table_info(?)", [name]).fetchall()
    keys = [column for column, _, place in rows if place]
    if len(keys) != 1:
        return None
    columns = (
        Column(column, is_strict and kind in ("TEXT", "INTEGER")) for column, kind, _ in rows
    )
    return Table(name, keys[0], tuple(columns))


def read_dependants(db: Database) -> dict[str, list[Dependant]]:
    """Return, by the name of a table, the tables whose rows are deleted with its rows."""
    found: dict[str, list[Dependant]] = defaultdict(list)
    for table in read_tables(db):
        parents = db.execute(
            'SELECT "table", "from" FROM pragma_foreign_key_list(?) WHERE on_delete = ?',
            [table, "CASCADE"],
        )
        for parent, column in parents.fetchall():
            found[parent].append(Dependant(table, column))
    return found


def read_references(db: Database) -> dict[str, list[Reference]]:
    """Return, by the name of a table, its columns that are emptied when what they name goes."""
    found: dict[str, list[Reference]] = defaultdict(list)
    for table in read_tables(db):
        named = db.execute(
            'SELECT "table", "from" FROM pragma_foreign_key_list(?) WHERE on_delete = ?',
            [table, "SET NULL"],
        )
        found[table] += [Reference(column, parent) for parent, column in named.fetchall()]
    return found


def quote_name(name: str) -> str:
    """Return the name as SQL writes it, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'
