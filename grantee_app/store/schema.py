"""What tables there are, read from the database itself.

History, restoring and erasing treat every table alike: they ask here for its key, its columns and
what hangs on it. Nothing here knows what a table is for.
"""

from __future__ import annotations

from collections import defaultdict

from sqlite_utils import Database

from grantee_app.frozen import frozen

# The history does not record itself, nor what sqlite-utils notes about migrations.
OWN_BOOKS = frozenset({"_sqlite_migrations", "change_set", "history", "history_state"})


@frozen
class Column:
    """A stored column; `is_exact` when JSON carries each of its values without loss."""

    name: str
    is_exact: bool


@frozen
class Table:
    """A table whose rows can be told apart by one column, its primary key."""

    name: str
    key: str
    columns: tuple[Column, ...]


@frozen
class Dependant:
    """A table whose rows go when the row goes that their `column` names."""

    table: str
    column: str


@frozen
class Reference:
    """A column that names a row of `table` and does not go with it."""

    column: str
    table: str


def read_tables(db: Database) -> dict[str, Table]:
    """Return the tables of records by name.

    Left out are SQLite's own, the books of history, and whatever has no single key column: search
    tables, which are made anew from the records, and tables that somebody else put there.
    """
    listed = db.execute("SELECT name FROM pragma_table_list WHERE type = 'table' ORDER BY name")
    found = ((name, find_table(db, name)) for (name,) in listed.fetchall())
    return {name: table for name, table in found if table is not None}


def read_table(db: Database, name: str) -> Table:
    """Return a table of records by its name; KeyError where `find_table` finds none."""
    table = find_table(db, name)
    if table is None:
        raise KeyError(name)
    return table


def find_table(db: Database, name: str) -> Table | None:
    """Return a table of records by its name, None when `read_tables` knows none of this name.

    Reading all of them takes some thirty queries: an undo asks for those that it needs.
    """
    if name.startswith("sqlite_") or name in OWN_BOOKS:
        return None
    rows = db.execute(
        "SELECT stored.name, stored.type, stored.pk, known.strict FROM pragma_table_list(?) "
        "AS known JOIN pragma_table_info(known.name) AS stored WHERE known.type = 'table' "
        "AND known.schema = 'main' ORDER BY stored.cid",
        [name],
    ).fetchall()
    keys = [column for column, _, place, _ in rows if place]
    if len(keys) != 1:
        return None
    columns = (
        Column(column, bool(is_strict) and kind in ("TEXT", "INTEGER"))
        for column, kind, _, is_strict in rows
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
