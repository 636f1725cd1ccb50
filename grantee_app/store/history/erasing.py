"""Erasing that is real: a record goes from the tables, from history and from the file's bytes.

A deleted record lives on in history, in free pages and in the write-ahead log; here all of them
lose it. What other places hold (backups, exported files, the disk under the file) is not reached.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.store.engine import INTEGRITY_ERRORS, OPERATIONAL_ERRORS
from grantee_app.store.history.recording import record_set
from grantee_app.store.schema import Table, quote_name, read_dependants, read_tables

# A reader may hold the log open for the length of a report.
CHECKPOINT_WAIT_MS = 300


@frozen
class Erased:
    """How many rows went from which table; `is_scrubbed` when the file's bytes are clean too.

    They are not while somebody else reads the file: the next opening cleans them.
    """

    rows: dict[str, int]
    is_scrubbed: bool


def erase_record(  # noqa: PLR0917 (a record and what goes with it)
    db: Database,
    device: str,
    table_name: str,
    row_id: str,
    prepare: Callable[[], None] | None = None,
    beside: Mapping[str, set[str]] | None = None,
) -> Erased:
    """Erase a record and everything that hangs on it, also what of it was deleted long ago.

    `prepare` and `beside` as `erase_records`. Undo never passes an erase. DataProblem when there is
    no trace of the record, or when other records cannot be without it.
    """
    return erase_records(db, device, table_name, {row_id}, prepare, beside)


def erase_records(  # noqa: PLR0917 (as above)
    db: Database,
    device: str,
    table_name: str,
    row_ids: set[str],
    prepare: Callable[[], None] | None = None,
    beside: Mapping[str, set[str]] | None = None,
) -> Erased:
    """Erase records of one table as `erase_record`; `prepare` writes in the same transaction.

    `beside` are records of other tables, by table, that go in the same way.
    """
    if db.conn.in_transaction:
        raise RuntimeError("erasing is a transaction of its own")
    tables = read_tables(db)
    doomed = _find_doomed(db, tables, table_name, row_ids)
    for other, ids in (beside or {}).items():
        for name, found in _find_doomed(db, tables, other, ids).items():
            doomed[name] = doomed.get(name, set()) | found
    drafts = _find_drafts(db, doomed)
    if drafts:
        doomed["draft"] = drafts
    rows = {name: _count_rows(db, tables[name], ids) for name, ids in doomed.items()}
    asked = {**(beside or {}), table_name: row_ids}
    secure_delete = db.execute("PRAGMA secure_delete").fetchone()[0]
    db.execute("PRAGMA secure_delete = ON").fetchall()
    try:
        with record_set(db, device, "erase"):
            if prepare is not None:
                prepare()
            for name, ids in asked.items():
                db.execute(
                    f"DELETE FROM {quote_name(name)} WHERE {quote_name(tables[name].key)} IN "
                    "(SELECT value FROM json_each(?))",
                    [json.dumps(list(ids))],
                )
            db.execute(
                "DELETE FROM draft WHERE id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(drafts))],
            )
            if _blank_history(db, doomed) == 0:
                raise DataProblem(message("There is no such record."), "id")
            db.execute("UPDATE history_state SET needs_scrub = 1")
    except INTEGRITY_ERRORS as error:
        raise DataProblem(
            message("This record cannot be erased: other records depend on it."), "id"
        ) from error
    finally:
        db.execute(f"PRAGMA secure_delete = {int(secure_delete)}").fetchall()
    return Erased(rows, finish_erasing(db))


def finish_erasing(db: Database) -> bool:
    """Clean the file's bytes if an erase has left them to be cleaned; tell whether they are clean.

    The file is written anew without its free pages, and the log is emptied.
    """
    if not db.execute("SELECT needs_scrub FROM history_state").fetchone()[0]:
        return True
    waits = db.execute("PRAGMA busy_timeout").fetchone()[0]
    kept_in = db.execute("PRAGMA temp_store").fetchone()[0]
    db.execute(f"PRAGMA busy_timeout = {CHECKPOINT_WAIT_MS}").fetchall()
    # The copy that VACUUM works with must not lie in a temporary file.
    db.execute("PRAGMA temp_store = MEMORY")
    try:
        db.execute("VACUUM")
        is_busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not is_busy:
            db.execute("UPDATE history_state SET needs_scrub = 0")
    except OPERATIONAL_ERRORS:
        # A full disk, a reader: the flag stays, the next opening tries again.
        is_busy = True
    finally:
        db.execute(f"PRAGMA temp_store = {int(kept_in)}")
        db.execute(f"PRAGMA busy_timeout = {int(waits)}").fetchall()
    return not is_busy


def _find_doomed(
    db: Database, tables: dict[str, Table], table: str, row_ids: set[str]
) -> dict[str, set[str]]:
    """Return, by table, the ids of the records and of all that hangs or once hung on them."""
    dependants = read_dependants(db)
    doomed: dict[str, set[str]] = defaultdict(set)
    doomed[table] |= row_ids
    waiting: list[tuple[str, set[str]]] = [(table, set(row_ids))]
    while waiting:
        parent, ids = waiting.pop()
        for child in dependants.get(parent, ()):
            hanging = _find_hanging(db, tables[child.table], child.column, ids)
            new = hanging - doomed[child.table]
            if new:
                doomed[child.table] |= new
                waiting.append((child.table, new))
    return {name: ids for name, ids in doomed.items() if ids}


def _find_hanging(db: Database, table: Table, column: str, parents: Iterable[str]) -> set[str]:
    rows = db.execute(
        f"SELECT {quote_name(table.key)} FROM {quote_name(table.name)} "
        f"WHERE {quote_name(column)} IN (SELECT value FROM json_each(:parents)) UNION "
        "SELECT row_id FROM history WHERE table_name = :table AND action <> 'insert' "
        "AND action = 'delete' AND json_extract(old, :place) IN "
        "(SELECT value FROM json_each(:parents))",
        {
            "parents": json.dumps(list(parents)),
            "table": table.name,
            "place": f"$.{json.dumps(column)}",
        },
    )
    return {row_id for (row_id,) in rows.fetchall()}


def _find_drafts(db: Database, doomed: dict[str, set[str]]) -> set[str]:
    """Return the drafts of the rows, also those that became values or were given up long ago."""
    found: set[str] = set()
    for table, ids in doomed.items():
        rows = db.execute(
            "SELECT id FROM draft WHERE table_name = :table "
            "AND row_id IN (SELECT value FROM json_each(:ids)) UNION "
            "SELECT row_id FROM history WHERE table_name = 'draft' AND action <> 'insert' "
            "AND action = 'delete' AND json_extract(old, '$.table_name') = :table "
            "AND json_extract(old, '$.row_id') IN (SELECT value FROM json_each(:ids))",
            {"table": table, "ids": json.dumps(list(ids))},
        )
        found |= {draft_id for (draft_id,) in rows.fetchall()}
    return found


def _count_rows(db: Database, table: Table, ids: Iterable[str]) -> int:
    return int(
        db.execute(
            f"SELECT count(*) FROM {quote_name(table.name)} WHERE {quote_name(table.key)} IN "
            "(SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        ).fetchone()[0]
    )


def _blank_history(db: Database, doomed: dict[str, set[str]]) -> int:
    """Empty every entry of the rows; their numbers stay taken, so that no set finds others'."""
    blanked = 0
    for table, ids in doomed.items():
        blanked += db.execute(
            "UPDATE history SET action = 'erased', row_id = '', old = NULL "
            "WHERE table_name = ? AND row_id IN (SELECT value FROM json_each(?))",
            [table, json.dumps(list(ids))],
        ).rowcount
    return blanked
