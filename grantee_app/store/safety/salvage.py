"""Saves the rows of a damaged database that can still be read into a new one.

Works on a copy, so the damaged file stays as it was found. Reads every table from both ends up to
the damage, then looks for islands inside it. Judges no row: what belongs to nothing any more is
kept and counted.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database

from grantee_app.errors import StoreProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.store.disk import move_file, sync_file
from grantee_app.store.engine import HEADER, ROW_ERRORS, TORN_ERRORS, connect, is_plain
from grantee_app.store.failures import FailureKind, say_failure
from grantee_app.store.history.triggers import find_missing_triggers, install_triggers
from grantee_app.store.migrations import migrations
from grantee_app.store.safety.damage import (
    apply_steps,
    decode_leniently,
    list_known_steps,
    read_steps,
)
from grantee_app.store.safety.lost_rows import make_rows_anew
from grantee_app.store.safety.replacement import incoming_path, replace_database
from grantee_app.store.safety.row_reading import Row, read_keyed_rows, read_rows
from grantee_app.store.schema import quote_name, read_references, read_tables

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

_BLOCK: Final = 4096
_INNER_PAGE: Final = 5
_MAX_SCHEMA_PAGES: Final = 100
_UNREADABLE: Final = TORN_ERRORS
_UNSAVED: Final[tuple[type[Exception], ...]] = (*TORN_ERRORS, OSError)
_REFUSED: Final[tuple[type[Exception], ...]] = (*ROW_ERRORS, OverflowError)
# A row that says something of a person, and nothing when what it hangs on is lost: nobody would see
# it again, and who forgets the names of a project would not reach it.
_SAYS_OF_PEOPLE: Final = (
    ("attendance", "participant_id", "participant"),
    ("not_same", "first_id", "participant"),
    ("not_same", "second_id", "participant"),
    ("typed_line", "activity_id", "activity"),
)
# Its triggers fill it at the opening.
_MADE_ANEW: Final = frozenset({"participant_word"})


@frozen
class SalvagedTable:
    """How many rows of a table were saved; `lost` is None when nothing tells their number."""

    table: str
    saved: int
    lost: int | None


@frozen
class Salvage:
    """What was saved into a new database, table by table; `loose` rows lack what they hang on."""

    tables: tuple[SalvagedTable, ...]
    loose: int

    @property
    def saved(self) -> int:
        """All rows that were saved."""
        return sum(table.saved for table in self.tables)

    @property
    def lost(self) -> int | None:
        """All rows known to be lost; None when one table cannot tell."""
        known = [table.lost for table in self.tables if table.lost is not None]
        return sum(known) if len(known) == len(self.tables) else None


def salvage(
    path: Path, target: Path, donor: Path | None = None, key: DataKey | None = None
) -> Salvage:
    """Write every readable row of the database at `path` into a new database at `target`.

    `donor`, a good backup of the same database, lends the pages that say where the tables are when
    these are lost. With a `key` the new database is encrypted, and the damaged one is deciphered in
    memory alone. StoreProblem when nothing can be read at all or the disk is full;
    then there is no `target`.
    """
    source = target.with_name(target.name + ".source")
    part = target.with_name(target.name + ".part")
    try:
        with (
            closing(_open_any(path, source, donor, key)) as reading,
            closing(connect(part, key)) as new,
        ):
            report = _save_tables(reading, new)
        if not report.saved:
            raise sqlite3.DatabaseError("no rows")
        sync_file(part)
        move_file(part, target)
    except _UNSAVED as error:
        part.unlink(missing_ok=True)
        raise StoreProblem(
            message(
                "Nothing could be saved from {name}: no rows can be found in it, or the disk is "
                "full. The file was left untouched.",
                name=path.name,
            )
        ) from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal", "-lender"):
            with suppress(OSError):
                source.with_name(source.name + suffix).unlink(missing_ok=True)
    return report


def salvaged_path(database: Path) -> Path:
    """Return where the rows saved from `database` are written."""
    return database.with_name("salvaged.sqlite3")


def take_salvaged(database: Path) -> Path:
    """Put the rows saved at `salvaged_path` in the place of `database`; return where it now lies.

    StoreProblem when another program holds a file: then nothing has changed.
    """
    try:
        move_file(salvaged_path(database), incoming_path(database))
    except OSError as error:
        raise say_failure(FailureKind.UNREACHABLE, salvaged_path(database)) from error
    return replace_database(database, datetime.now(UTC))


def _save_tables(reading: sqlite3.Connection, new: sqlite3.Connection) -> Salvage:
    new.execute("PRAGMA journal_mode = OFF")
    new.execute("PRAGMA synchronous = OFF")
    apply_steps(Database(new, execute_plugins=False), _find_steps(reading))
    # Rows arrive in any order, and one whose parent is lost is kept.
    new.execute("PRAGMA foreign_keys = OFF")
    report = []
    for name, keys in _list_tables(new).items():
        new.execute("BEGIN")
        report.append(_save_table(reading, new, name, keys))
        new.execute("COMMIT")
    report = _make_rows_anew(new, report)
    _forget_lost(new)
    # After the rows: saving them is no change that somebody made.
    if find_missing_triggers(new):
        install_triggers(Database(new, execute_plugins=False))
    loose = len(new.execute("PRAGMA foreign_key_check").fetchall())
    return Salvage(tuple(report), loose)


def _make_rows_anew(new: sqlite3.Connection, report: list[SalvagedTable]) -> list[SalvagedTable]:
    """Make what the cells of forms still tell of; it is counted as saved."""
    if not any(told.table == "answer_row" for told in report):
        return report
    new.execute("BEGIN")
    made = make_rows_anew(new)
    new.execute("COMMIT")
    return [_count_in(told, made) if told.table == "answer_row" else told for told in report]


def _count_in(told: SalvagedTable, made: int) -> SalvagedTable:
    lost = None if told.lost is None else max(told.lost - made, 0)
    return SalvagedTable(told.table, told.saved + made, lost)


def _forget_lost(new: sqlite3.Connection) -> None:
    """Empty what names a lost row: such a name would keep the project from being copied."""
    saved = Database(new, execute_plugins=False)
    tables, named, kept = read_tables(saved), read_references(saved), saved.table_names()
    new.execute("BEGIN")
    for table, references in named.items():
        for reference in references:
            column, other = quote_name(reference.column), tables[reference.table]
            new.execute(
                f"UPDATE {quote_name(table)} SET {column} = NULL WHERE {column} NOT IN "
                f"(SELECT {quote_name(other.key)} FROM {quote_name(other.name)})"
            )
    for table, column, parent in _SAYS_OF_PEOPLE:
        if table in kept:
            new.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})")
    new.execute("COMMIT")


def _save_table(
    reading: sqlite3.Connection, new: sqlite3.Connection, table: str, keys: list[str]
) -> SalvagedTable:
    columns = _list_shared_columns(reading, new, table)
    names = ", ".join(f'"{column}"' for column in columns)
    insert = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'
    if keys:
        rows = read_keyed_rows(reading, table, columns, keys)
    else:
        rows = read_rows(reading, table, columns)
    saved, refused, is_whole = 0, 0, False
    while True:
        try:
            row = next(rows)
        except StopIteration as end:
            is_whole = bool(end.value)
            break
        if not saved:
            # What a migration put there gives way to what the person had.
            new.execute(f'DELETE FROM "{table}"')
        written = _insert(new, insert, row)
        saved += written
        refused += 1 - written
    expected = saved + refused if is_whole else _count_by_index(reading, table)
    lost = None if expected is None else max(expected - saved, 0)
    return SalvagedTable(table, saved, lost)


def _insert(new: sqlite3.Connection, insert: str, row: Row) -> int:
    try:
        return new.execute(insert, row).rowcount
    except _REFUSED:
        return 0


def _count_by_index(reading: sqlite3.Connection, table: str) -> int | None:
    # The index of the ids is stored apart from the rows and mostly outlives them.
    try:
        indexes = [row[1] for row in reading.execute(f'PRAGMA index_list("{table}")') if not row[4]]
    except _UNREADABLE:
        return None
    for index in indexes:
        with suppress(*_UNREADABLE):
            counted = reading.execute(f'SELECT count(*) FROM "{table}" INDEXED BY "{index}"')
            return int(counted.fetchone()[0])
    return None


def _find_steps(reading: sqlite3.Connection) -> list[str]:
    known = list_known_steps()
    try:
        done = set(read_steps(reading))
    except _UNREADABLE:
        return known
    return [step for step in known if step in done] or known


def _list_tables(new: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the tables to be saved, each with its key where it has no rowids to be read by."""
    return {
        row[1]: _list_keys(new, row[1]) if row[4] else []
        for row in new.execute("PRAGMA table_list").fetchall()
        if row[0] == "main"
        and row[2] == "table"
        and not row[1].startswith("sqlite_")
        and row[1] != migrations.migrations_table
        and row[1] not in _MADE_ANEW
    }


def _list_keys(new: sqlite3.Connection, table: str) -> list[str]:
    parts = [(row[5], row[1]) for row in new.execute(f'PRAGMA table_info("{table}")') if row[5]]
    return [column for _, column in sorted(parts)]


def _list_shared_columns(
    reading: sqlite3.Connection, new: sqlite3.Connection, table: str
) -> list[str]:
    wanted = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")')]
    try:
        found = {row[1] for row in reading.execute(f'PRAGMA table_info("{table}")')}
    except _UNREADABLE:
        return wanted
    return [column for column in wanted if column in found] or wanted


def _open_any(
    path: Path, source: Path, donor: Path | None, key: DataKey | None
) -> sqlite3.Connection:
    if key is not None and not is_plain(path):
        return _open_encrypted(path, source, donor, key)
    _copy_readable(path, source)
    return _open_source(source, donor)


def _open_encrypted(
    path: Path, source: Path, donor: Path | None, key: DataKey
) -> sqlite3.Connection:
    from grantee_app.store.encryption.pages import decrypt_database  # noqa: PLC0415 (with a key)

    data = decrypt_database(path, key).data
    try:
        return _open_in_memory(data)
    except _UNREADABLE:
        lender = donor
    if lender is None or is_plain(lender):
        lender = _make_lender(source, key)
    _lend_pages(data, bytes(decrypt_database(lender, key).data))
    return _open_in_memory(data)


def _open_in_memory(data: bytearray) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(bytes(data))
    return _make_lenient(connection)


def _open_source(source: Path, donor: Path | None) -> sqlite3.Connection:
    try:
        return _open_lenient(source)
    except _UNREADABLE:
        lender = donor or _make_lender(source)
    _lend_schema(source, lender)
    return _open_lenient(source)


def _make_lender(source: Path, key: DataKey | None = None) -> Path:
    # A database made by this version keeps its tables where a new one does.
    lender = source.with_name(source.name + "-lender")
    lender.unlink(missing_ok=True)
    with closing(connect(lender, key)) as connection:
        apply_steps(Database(connection, execute_plugins=False), list_known_steps())
    return lender


def _open_lenient(source: Path) -> sqlite3.Connection:
    return _make_lenient(sqlite3.connect(source))


def _make_lenient(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.text_factory = decode_leniently
    try:
        # SQLite then passes over entries of the schema that it cannot understand.
        connection.execute("PRAGMA writable_schema = ON")
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'")
        if not tables.fetchone()[0]:
            raise sqlite3.DatabaseError("no tables")
    except BaseException:
        connection.close()
        raise
    return connection


def _lend_schema(source: Path, lender: Path) -> None:
    """Overwrite the pages of `source` that say where its tables are by those of `lender`."""
    with source.open("r+b") as file:
        for start, page in _iter_lent(lender.read_bytes(), source.stat().st_size):
            file.seek(start)
            file.write(page)


def _lend_pages(data: bytearray, lent: bytes) -> None:
    for start, page in _iter_lent(lent, len(data)):
        # What was cut off reaches to where the schema lay.
        data.extend(bytes(max(start - len(data), 0)))
        data[start : start + len(page)] = page


def _iter_lent(lent: bytes, length: int) -> Iterator[tuple[int, bytes]]:
    """Yield where pages of the lender go in a file of `length` bytes, and the pages."""
    size = int.from_bytes(lent[16:18], "big")
    size = 65536 if size == 1 else size
    if lent[: len(HEADER)] != HEADER or size < 512:
        return
    numbers = _list_schema_pages(lent, size)
    for number in numbers:
        page = bytearray(lent[(number - 1) * size : number * size])
        if number == 1:
            # The length of this file with what is lent to it, and no free pages: the lender's would
            # point anywhere.
            page[28:32] = max(length // size, *numbers).to_bytes(4, "big")
            page[32:40] = bytes(8)
        yield (number - 1) * size, bytes(page)


def _list_schema_pages(data: bytes, size: int) -> list[int]:
    # https://sqlite.org/fileformat2.html: the schema's tree is rooted in page 1, behind the file's
    # header; an inner page (kind 5) names its children in its cells and, the last, in its head.
    numbers = [1]
    for number in numbers:
        start = (number - 1) * size
        head = start + (100 if number == 1 else 0)
        if data[head] != _INNER_PAGE or len(numbers) > _MAX_SCHEMA_PAGES:
            continue
        cells = int.from_bytes(data[head + 3 : head + 5], "big")
        for cell in range(cells):
            at = head + 12 + 2 * cell
            child = start + int.from_bytes(data[at : at + 2], "big")
            numbers.append(int.from_bytes(data[child : child + 4], "big"))
        numbers.append(int.from_bytes(data[head + 8 : head + 12], "big"))
    return numbers


def _copy_readable(path: Path, copy: Path) -> None:
    log = path.with_name(path.name + "-wal")
    if log.is_file():
        shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
    with path.open("rb", buffering=0) as source, copy.open("wb") as target:
        for position in range(0, path.stat().st_size, _BLOCK):
            try:
                source.seek(position)
                block = source.read(_BLOCK)
            except OSError:
                # A bad sector: its place is kept, so that the other pages stay where they were.
                block = bytes(_BLOCK)
            target.write(block)
