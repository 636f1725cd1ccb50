"""Looks a word up in every text and loads every project, over and over: the reading of a window.

Prints the time of one round. With a key the workspace is an encrypted one.
"""

import sys
from pathlib import Path
from time import perf_counter

from grantee_app.store.encryption.keys import DataKey
from grantee_app.workspace import Workspace

ROUNDS = 20
WORDS = ("кездесу", "семинар", "жастар", "qwertyuiop")

folder, *known = sys.argv[1:]
key = DataKey(known[0], bytes.fromhex(known[1])) if known else None
with Workspace.open(Path(folder), key) as workspace:
    texts = [
        (table, column)
        for (table,) in workspace.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        ).fetchall()
        for (column,) in workspace.db.execute(
            "SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", [table]
        ).fetchall()
    ]
    projects = [project.id for project in workspace.list_projects()]
    found = 0
    started = perf_counter()
    for _ in range(ROUNDS):
        # A window opens readers all the time: each starts without a page in memory.
        with workspace.open_reader() as reader:
            for table, column in texts:
                for word in WORDS:
                    found += reader.db.execute(
                        f'SELECT count(*) FROM "{table}" WHERE "{column}" LIKE ?', [f"%{word}%"]
                    ).fetchone()[0]
            for project in projects:
                reader.load_project(project)
    taken = perf_counter() - started
print("seconds", taken / ROUNDS)
print("found", found)
