"""The triggers that write history, three for a table, made from the schema.

They see every writer: a page, an import, a repair by hand with another program. What they write is
read back here too, so that both halves of the notation stand side by side.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from grantee_app.store.schema import Column, Table, quote_name, read_tables

Value = str | int | float | bytes | None

# (table, column) of what must never be kept as it once was, such as a half-typed IIN. Such a
# column must be nullable or have a default: a row that comes back by undo comes without it.
SENSITIVE: frozenset[tuple[str, str]] = frozenset({("participant", "iin_mark")})
PREFIX = "history_of_"


def install_triggers(
    db: Database, sensitive: frozenset[tuple[str, str]] = SENSITIVE
) -> frozenset[str]:
    """Make the triggers those of the present schema; return the names of the ones it changed."""
    wanted, present = write_triggers(db, sensitive), _read_triggers(db)
    stale = {name for name, sql in present.items() if wanted.get(name) != sql}
    missing = {name for name, sql in wanted.items() if present.get(name) != sql}
    if stale or missing:
        with db.atomic():
            for name in sorted(stale):
                db.execute(f"DROP TRIGGER {quote_name(name)}")
            for name in sorted(missing):
                db.execute(wanted[name])
    return frozenset(stale | missing)


def drop_triggers(db: Database) -> None:
    """Remove the triggers: a migration could not drop a column that one of them names."""
    with db.atomic():
        for name in _read_triggers(db):
            db.execute(f"DROP TRIGGER {quote_name(name)}")


def find_missing_triggers(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the triggers that the schema asks for and that are not there.

    None are missed in a database from before there was history, nor where an earlier release
    worded one differently.
    """
    db = Database(connection, recursive_triggers=False, execute_plugins=False)
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'history'").fetchone():
        return []
    present = _read_triggers(db)
    return [name for name in write_triggers(db) if name not in present]


def write_triggers(
    db: Database, sensitive: frozenset[tuple[str, str]] = SENSITIVE
) -> dict[str, str]:
    """Return the SQL of every trigger the schema asks for, by its name."""
    return {
        name: sql
        for table in read_tables(db).values()
        for name, sql in _write_three(table, sensitive)
    }


def read_old(text: str | None) -> dict[str, Value]:
    """Return the values of `history.old` by column."""
    if text is None:
        return {}
    return {column: _read_value(value) for column, value in json.loads(text).items()}


def write_old(values: dict[str, Value]) -> str:
    """Return what a trigger would have written for these values."""
    return json.dumps(
        {column: _write_value(value) for column, value in values.items()},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _read_triggers(db: Database) -> dict[str, str]:
    rows = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, ?) = ?",
        [len(PREFIX), PREFIX],
    )
    return dict(rows.fetchall())


def _write_three(table: Table, sensitive: frozenset[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    columns = [column for column in table.columns if (table.name, column.name) not in sensitive]
    key = quote_name(table.key)
    changed = " OR ".join(_is_changed(column) for column in columns)
    changed_values = " || ".join(
        f"CASE WHEN {_is_changed(column)} THEN {_pair(column)} ELSE '' END" for column in columns
    )
    all_values = " || ".join(_pair(column) for column in columns)
    for action, row, condition, old in (
        ("insert", "NEW", "", "NULL"),
        ("update", "NEW", f" WHEN {changed}", _as_object(changed_values)),
        ("delete", "OLD", "", _as_object(all_values)),
    ):
        name = f"{PREFIX}{table.name}_{action}"
        sql = (
            f"CREATE TRIGGER {quote_name(name)} AFTER {action.upper()} ON "
            f"{quote_name(table.name)}{condition} BEGIN "
            "INSERT INTO history (change_set, action, table_name, row_id, old) VALUES "
            f"((SELECT change_set FROM history_state), '{action}', {_literal(table.name)}, "
            f"{row}.{key}, {old}); END"
        )
        yield name, sql


def _is_changed(column: Column) -> str:
    name = quote_name(column.name)
    if column.is_exact:
        return f"OLD.{name} IS NOT NEW.{name}"
    # 80 and 80.0 are equal to SQLite and not the same to us.
    return f"(OLD.{name} IS NOT NEW.{name} OR typeof(OLD.{name}) <> typeof(NEW.{name}))"


def _pair(column: Column) -> str:
    """Write `,"column":value` as a string: JSON functions would drag unchanged columns along."""
    value = f"json_quote(OLD.{quote_name(column.name)})"
    if not column.is_exact:
        # JSON holds no bytes, and SQLite writes 15 digits of a number where 17 may be needed.
        name = f"OLD.{quote_name(column.name)}"
        value = (
            f"CASE WHEN typeof({name}) IN ('real', 'blob') "
            f"THEN json_array(quote({name})) ELSE {value} END"
        )
    return f"{_literal(',' + json.dumps(column.name, ensure_ascii=False) + ':')} || {value}"


def _as_object(pairs: str) -> str:
    return f"'{{' || ltrim({pairs}, ',') || '}}'"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _read_value(value: Any) -> Value:
    if not isinstance(value, list):
        return value if isinstance(value, str | int | float) else None
    literal = str(value[0])
    if literal.startswith("X'"):
        return bytes.fromhex(literal[2:-1])
    return float(literal)


def _write_value(value: Value) -> Any:
    if isinstance(value, bytes):
        return [f"X'{value.hex().upper()}'"]
    return [repr(value)] if isinstance(value, float) else value
