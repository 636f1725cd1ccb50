"""The databases that releases left, and what is in a database, column by column."""

import gzip
import hashlib
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from grantee_app.store.safety.damage import list_tables, open_untouched, read_steps
from grantee_app.workspace import DATABASE_NAME

SCHEMAS = Path(__file__).resolve().parents[2] / "data" / "schemas"
RELEASES: dict[str, str] = json.loads((SCHEMAS / "releases.json").read_text(encoding="utf-8"))
KEPT = sorted(set(RELEASES.values()))

# A column of a table, with how many values it has and their checksum.
Sums = dict[tuple[str, str], tuple[int, str]]


def unpack(name: str, folder: Path) -> Path:
    """Write the database of a kept schema as the one of the workspace `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / DATABASE_NAME
    path.write_bytes(gzip.decompress((SCHEMAS / f"{name}.sqlite3.gz").read_bytes()))
    return path


def read_columns(path: Path) -> dict[str, list[str]]:
    with closing(open_untouched(path)) as connection:
        return {
            table: [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            for table in list_tables(connection)
        }


def sum_columns(
    path: Path, columns: Mapping[str, list[str]], below: Mapping[str, int] | None = None
) -> Sums:
    """Sum up every value with its type, rows in the order of their keys.

    `below` holds a table's number of rows to look at, where it has only ever grown.
    """
    sums: Sums = {}
    with closing(open_untouched(path)) as connection:
        for table, names in columns.items():
            key = "rowid" if table.startswith("_") else names[0]
            some = (below or {}).get(table, -1)
            for name in names:
                rows = connection.execute(
                    f'SELECT "{name}" FROM "{table}" ORDER BY {key} LIMIT {some}'
                ).fetchall()
                digest = hashlib.sha256()
                for (value,) in rows:
                    digest.update(f"{type(value).__name__} {value!r}\n".encode())
                sums[table, name] = (len(rows), digest.hexdigest())
    return sums


def find_steps(path: Path) -> list[str]:
    with closing(open_untouched(path)) as connection:
        return read_steps(connection)


def read_schema(connection: sqlite3.Connection) -> dict[str, str]:
    """What the database is made of, triggers aside: they are made at every opening."""
    return dict(
        connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'"
        ).fetchall()
    )
