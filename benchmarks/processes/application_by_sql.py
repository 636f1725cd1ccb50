"""The answers of an application read into a dict, and its rows into a list, by bare SQL."""

import sqlite3
import sys
from pathlib import Path

from repeating import take

folder, application_id = sys.argv[1:]
db = sqlite3.connect(f"{(Path(folder) / 'bastama.sqlite3').as_uri()}?mode=ro", uri=True)
place = db.execute(
    "SELECT project_id, form, version FROM application WHERE id = ?", [application_id]
).fetchone()
WHERE = "WHERE (project_id, form, version) = (?, ?, ?)"


def read() -> dict:
    db.execute(f"SELECT path, id FROM answer_row {WHERE} ORDER BY path, position", place).fetchall()
    answers = db.execute(f"SELECT path, language, value FROM answer {WHERE}", place)
    return {(path, language): value for path, language, value in answers.fetchall()}


print("seconds", take(read))
print("answers", len(read()))
