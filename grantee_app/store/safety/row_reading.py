"""Reads what can be read of a table in a damaged database.

From both ends up to the damage, then islands inside it. Knows nothing of where the rows go.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Generator, Iterator
from typing import Final

from grantee_app.store.engine import TORN_ERRORS

# How often damage is probed for islands, in one table; each probe is some ten microseconds.
MAX_PROBES: Final = 20_000
MAX_BARREN_PROBES: Final = 1_000
_MAX_ROWID: Final = 2**63 - 1
_UNREADABLE: Final = TORN_ERRORS

Row = tuple[str | int | float | bytes | None, ...]


def read_rows(
    connection: sqlite3.Connection, table: str, columns: list[str]
) -> Generator[Row, None, bool]:
    """Yield every row of `table` that can be read, around whatever cannot.

    Returns (by StopIteration's value) whether the whole table was read.
    """
    reader = _RangeReader(connection, table, columns)
    low, is_whole = yield from reader.read_up(0, _MAX_ROWID)
    if is_whole:
        return True
    high, _ = yield from reader.read_down(low, _MAX_ROWID)
    if high == _MAX_ROWID:
        # Nobody knows the last rowid: the damage is searched a few thousand rows far.
        high = min(low + MAX_PROBES, _MAX_ROWID)
    yield from _search_islands(reader, low, high)
    return False


def read_keyed_rows(
    connection: sqlite3.Connection, table: str, columns: list[str], keys: list[str]
) -> Generator[Row, None, bool]:
    """Yield the rows of a table without rowids from both ends of its key; return as `read_rows`.

    Between the ends nothing tells where to look: a text has no middle.
    """
    names = ", ".join(f'"{column}"' for column in (*keys, *columns))
    seen: set[Row] = set()
    for direction in ("", " DESC"):
        order = ", ".join(f'"{key}"{direction}' for key in keys)
        try:
            for row in connection.execute(f'SELECT {names} FROM "{table}" ORDER BY {order}'):
                key = row[: len(keys)]
                if key in seen:
                    break
                seen.add(key)
                yield row[len(keys) :]
            else:
                return True
        except _UNREADABLE:
            continue
    return False


def _search_islands(reader: _RangeReader, low: int, high: int) -> Iterator[Row]:
    # The widest gap first: probes are counted.
    gaps = [(low - high, low, high)]
    barren = 0
    for _ in range(MAX_PROBES):
        if not gaps or barren > MAX_BARREN_PROBES:
            return
        _, low, high = heapq.heappop(gaps)
        middle = (low + high) // 2
        if not low < middle < high:
            continue
        above, _ = yield from reader.read_up(middle - 1, high)
        below, _ = yield from reader.read_down(low, middle)
        barren = 0 if above >= middle or below < middle else barren + 1
        # Where the reading stopped at once, `middle` itself is damaged.
        above = max(above, middle)
        for gap_low, gap_high in ((low, below), (above, high)):
            if gap_high - gap_low > 1 and (gap_low, gap_high) != (low, high):
                heapq.heappush(gaps, (gap_low - gap_high, gap_low, gap_high))


class _RangeReader:
    """Reads rows of one table by ranges of rowids, up or down, until something is unreadable."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: list[str]) -> None:
        self._connection = connection
        names = ", ".join(f'"{column}"' for column in columns)
        self._select = (
            # Inclusive: to step over a rowid SQLite would read the page that holds it.
            f'SELECT rowid, {names} FROM "{table}" NOT INDEXED '
            "WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        )

    def read_up(self, low: int, high: int) -> Generator[Row, None, tuple[int, bool]]:
        """Yield the rows between the bounds; return the last rowid read and whether all were."""
        last = low
        try:
            for row in self._connection.execute(self._select, [low + 1, high - 1]):
                if row[0] <= last:
                    return last, False
                last = row[0]
                yield row[1:]
        except _UNREADABLE:
            return last, False
        return high, True

    def read_down(self, low: int, high: int) -> Generator[Row, None, tuple[int, bool]]:
        """Yield the rows from the upper bound down; return as `read_up`."""
        last = high
        try:
            for row in self._connection.execute(f"{self._select} DESC", [low + 1, high - 1]):
                if row[0] >= last:
                    return last, False
                last = row[0]
                yield row[1:]
        except _UNREADABLE:
            return last, False
        return low, True
