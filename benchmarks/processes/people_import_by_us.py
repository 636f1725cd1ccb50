"""Imports a list of people as the import page does: read, preview with doubles, write in one step.

Arguments: a prepared workspace, the project, the file. Its time is that of reading and writing;
`matching`, the search for doubles, and `import`, all three, are told beside it.
"""

import sys
from datetime import date
from pathlib import Path
from time import perf_counter

from grantee_app.exchange.sheets import columns, opening
from grantee_app.exchange.sheets import people as sheet_people
from grantee_app.form import STATE_FINAL_REPORT, load_form
from grantee_app.form.catalogue import latest_version
from grantee_app.records.matching import Register
from grantee_app.workspace import Workspace

TODAY = date(2024, 12, 1)

folder, project, path = sys.argv[1:]
form = load_form(STATE_FINAL_REPORT, latest_version(STATE_FINAL_REPORT))
groups = next(
    table.groups
    for section in form.sections
    for block in section.blocks
    if block.kind == "demographics"
    for table in block.tables
    if table.dimension == "category"
)
matching = 0.0
find_doubles = sheet_people._find_doubles  # noqa: SLF001 (timed apart)


def time_matching(*arguments):
    """Measure the matcher's part of the preview."""
    global matching  # noqa: PLW0603
    started = perf_counter()
    found = find_doubles(*arguments)
    matching += perf_counter() - started
    return found


sheet_people._find_doubles = time_matching  # noqa: SLF001

with Workspace.open(Path(folder)) as workspace:
    started = perf_counter()
    opened = opening.open_sheets(Path(path))
    sheet = opened[opening.choose_sheet(opened)]
    register_started = perf_counter()
    register = Register(workspace.people.load_all(project))
    matching += perf_counter() - register_started
    guess = columns.guess_columns(sheet.rows)
    preview = sheet_people.read_people(sheet, guess, groups, TODAY, register)
    previewed_at = perf_counter()
    taken = preview.list_people()
    workspace.people.add_many(project, taken)
    written_at = perf_counter()
whole = written_at - started
print("seconds", whole - matching)
print("import", whole)
print("matching", matching)
print("writing", written_at - previewed_at)
print("rows", len(preview.rows))
print("doubles", preview.doubled)
print("taken", len(taken))
