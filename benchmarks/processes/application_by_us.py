"""An application as its page works with it: opened, its values read, judged whole and by a key.

Arguments: the workspace and the application. `seconds` is the opening; the others are milliseconds.
"""

import sys
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from repeating import take

from grantee_app.checks.application import check_application, check_field, make_subject
from grantee_app.workspace import Workspace

TODAY = date(2024, 2, 1)

folder, application_id = sys.argv[1:]
with Workspace.open_read_only(Path(folder)) as workspace:
    opening = take(lambda: workspace.applications.load(application_id))
    opened = workspace.applications.load(application_id)
table = opened.form.tables["budget"]
rows = opened.filled.rows_of(table.key)
middle = rows[len(rows) // 2]
typed = count(1000)


def read_values() -> None:
    values = opened.read_values(TODAY)
    for key in values.form.by_key:
        values.value(key)
    for row_id in rows:
        for column in table.columns:
            values.cell(table.key, row_id, column.key)
    for column in table.totals:
        values.total(table.key, column)


def type_key() -> None:
    filled = opened.filled.with_answer(f"{table.key}/{middle}/price", "", str(next(typed)))
    subject = make_subject(replace(opened, filled=filled), TODAY)
    check_field(subject, table.key, middle, "price")


print("seconds", opening)
print("values", take(read_values) * 1000)
print("check", take(lambda: check_application(make_subject(opened, TODAY))) * 1000)
print("key", take(type_key) * 1000)
print("answers", len(opened.filled.answers))
