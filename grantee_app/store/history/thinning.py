"""History kept within bounds: old steps become fewer, never wrong.

Ages are counted in days on which somebody worked, so a clock that is a year ahead for an evening
makes nothing old. What may be undone is kept whole; behind it, several changes of a row in one
hour (then one day, then one month) become one, which still says what the row was before all of
them. Nothing here runs by itself: the workspace asks, and each piece is a short transaction.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.store.history.triggers import read_old, write_old

# Steps that can be undone: of the last week, at least so many, at most so many.
UNDO_DAYS = 7
LEAST_STEPS = 500
MOST_STEPS = 5000
# Then one version an hour, a day, and a month for ever. A made_at so far is the hour, ….
HOURLY_DAYS = 31
DAILY_DAYS = 366
HOUR, DAY, MONTH = 13, 10, 7
# A deleted row can be brought back for so long.
DELETED_DAYS = 366

# Entries written in one transaction: the window must not wait for it.
PIECE = 2000


@frozen
class _Sets:
    """The change sets: their numbers rising, and by number the age in days and the moment."""

    numbers: list[int]
    ages: dict[int, int]
    made_at: dict[int, str]


def is_thinning_due(db: Database) -> bool:
    """Tell whether a new day of work has begun since history was last thinned."""
    newest = db.execute("SELECT made_at FROM change_set ORDER BY id DESC LIMIT 1").fetchone()
    thinned_on = db.execute("SELECT thinned_on FROM history_state").fetchone()[0]
    return newest is not None and newest[0][:DAY] != thinned_on


def thin_history(db: Database) -> bool:
    """Do one piece of thinning in a short transaction; tell whether there is more to do."""
    with db.atomic():
        # A write first, as in `record_set`.
        db.execute("UPDATE history_state SET change_set = NULL")
        sets = _read_sets(db)
        if not sets.numbers:
            return False
        complete_from = _move_window(db, sets)
        first_entry = db.execute(
            "SELECT first_entry FROM change_set WHERE id = ?", [complete_from]
        ).fetchone()[0]
        left = PIECE - _drop_entries(db, sets, first_entry)
        if left > 0:
            left -= _merge_updates(db, sets, first_entry, left)
        if left <= 0:
            return True
        _drop_sets(db, complete_from)
        db.execute(
            "UPDATE history_state SET thinned_on = ?", [sets.made_at[sets.numbers[-1]][:DAY]]
        )
        return False


def _read_sets(db: Database) -> _Sets:
    numbers: list[int] = []
    ages: dict[int, int] = {}
    made_at: dict[int, str] = {}
    days: set[str] = set()
    for number, moment in db.execute("SELECT id, made_at FROM change_set ORDER BY id DESC"):
        days.add(moment[:DAY])
        numbers.append(number)
        ages[number], made_at[number] = len(days) - 1, moment
    return _Sets(numbers[::-1], ages, made_at)


def _move_window(db: Database, sets: _Sets) -> int:
    """Return the first set that may be undone, having noted it."""
    known = db.execute("SELECT complete_from FROM history_state").fetchone()[0]
    numbers = sets.numbers
    of_the_week = bisect_left(numbers, 1 - UNDO_DAYS, key=lambda number: -sets.ages[number])
    least, most = max(0, len(numbers) - LEAST_STEPS), max(0, len(numbers) - MOST_STEPS)
    wanted = numbers[max(most, min(of_the_week, least))]
    if wanted > known:
        db.execute("UPDATE history_state SET complete_from = ?", [wanted])
    return max(wanted, int(known))


def _drop_entries(db: Database, sets: _Sets, first_entry: int) -> int:
    """Forget inserts behind the window and deletes of long ago; return how many."""
    deleted_from = next((number for number in sets.numbers if sets.ages[number] < DELETED_DAYS), 0)
    return int(
        db.execute(
            "DELETE FROM history WHERE id IN (SELECT id FROM history WHERE id < ? AND "
            "(action IN ('insert', 'erased') OR (action = 'delete' AND change_set < ?)) LIMIT ?)",
            [first_entry, deleted_from, PIECE],
        ).rowcount
    )


def _merge_updates(db: Database, sets: _Sets, first_entry: int, most: int) -> int:
    """Make one of the updates of a row that fall into one stretch of time; return how many went."""
    rows = db.execute(
        "SELECT id, change_set, action, table_name, row_id FROM history "
        "WHERE id < ? AND action <> 'insert' ORDER BY table_name, row_id, id",
        [first_entry],
    )
    merged = 0
    for key, entries in groupby(rows.fetchall(), key=lambda entry: _stretch(sets, entry)):
        numbers = [entry[0] for entry in entries]
        if key[-1] and len(numbers) > 1:
            _merge(db, numbers)
            merged += len(numbers) - 1
        if merged >= most:
            break
    return merged


def _stretch(sets: _Sets, entry: tuple[Any, ...]) -> tuple[str, str, str]:
    """Name the row and the hour, day or month of an update; a delete stands for itself."""
    _, number, action, table, row_id = entry
    if action != "update" or number not in sets.ages:
        return table, row_id, ""
    age = sets.ages[number]
    length = HOUR if age < HOURLY_DAYS else DAY if age < DAILY_DAYS else MONTH
    return table, row_id, sets.made_at[number][:length]


def _merge(db: Database, numbers: list[int]) -> None:
    """Leave the last of the updates, which says when, with what the row was before the first."""
    values: dict[str, Any] = {}
    for number in numbers:
        old = db.execute("SELECT old FROM history WHERE id = ?", [number]).fetchone()[0]
        values = read_old(old) | values
    db.execute("UPDATE history SET old = ? WHERE id = ?", [write_old(values), numbers[-1]])
    db.conn.executemany("DELETE FROM history WHERE id = ?", [[number] for number in numbers[:-1]])


def _drop_sets(db: Database, complete_from: int) -> None:
    """Forget sets of which nothing is left; one that waits for redo keeps its place in the line."""
    db.execute(
        "DELETE FROM change_set WHERE id < ? AND standing NOT IN ('undone', 'barrier') AND NOT "
        "EXISTS (SELECT 1 FROM history WHERE history.id BETWEEN first_entry AND last_entry)",
        [complete_from],
    )
