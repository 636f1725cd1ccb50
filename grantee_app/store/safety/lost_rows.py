"""Makes the lost rows of forms' tables anew, since their cells name them.

A cell without its row would be kept and never shown. Works on a database that is being saved: no
transaction of its own, no history.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Final

from grantee_app.records.application import split_cell

_PARTS: Final = "'%/%/%'"
# In the order of the ids, which is that of making them: the order they stood in is lost.
_CELLS: Final = f"""
SELECT DISTINCT project_id, form, version, path FROM answer
WHERE path LIKE {_PARTS} AND value <> '' AND project_id IN (SELECT id FROM project)
"""
_LAST: Final = """
SELECT coalesce(max(position) + 1, 0) FROM answer_row
WHERE (project_id, form, version, path) = (?, ?, ?, ?)
"""


def make_rows_anew(connection: sqlite3.Connection) -> int:
    """Add every row that cells name and that is gone, behind those of its table; tell how many.

    Cells of one row agree about its table; where damage made them differ, the first one wins.
    """
    known = {row_id for (row_id,) in connection.execute("SELECT id FROM answer_row")}
    lost: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for project_id, form, version, path in sorted(connection.execute(_CELLS)):
        cell = split_cell(path)
        if cell is None or not all(cell) or cell[1] in known:
            continue
        known.add(cell[1])
        lost[project_id, form, version, cell[0]].add(cell[1])
    made = 0
    for table, row_ids in lost.items():
        first = connection.execute(_LAST, table).fetchone()[0]
        for position, row_id in enumerate(sorted(row_ids), start=first):
            connection.execute(
                "INSERT INTO answer_row (project_id, form, version, path, id, position) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                [*table, row_id, position],
            )
            made += 1
    return made
