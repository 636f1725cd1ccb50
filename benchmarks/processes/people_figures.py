"""Section 4 of the report counted in a register of 100 000, on one basis, by us or by plain SQL.

Prints the seconds of one count. The plain SQL is what one writes for this database alone: one pass
over the register, grouped by gender, category and age, and the bands summed up by hand.
"""

import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from grantee_app.figures.people import count_people
from grantee_app.form import STATE_FINAL_REPORT, load_form
from grantee_app.store.encryption.keys import DataKey
from grantee_app.workspace import Workspace

ROUNDS = 9
PROJECT = "bench-people"
AGE = """
    CASE WHEN born_on IS NOT NULL
         THEN substr(day, 1, 4) - substr(born_on, 1, 4) - (substr(day, 6) < substr(born_on, 6))
         WHEN birth_year IS NOT NULL THEN substr(day, 1, 4) - birth_year
         WHEN age_on IS NULL THEN age
         WHEN day >= age_on
         THEN age + substr(day, 1, 4) - substr(age_on, 1, 4) - (substr(day, 6) < substr(age_on, 6))
         ELSE age - substr(age_on, 1, 4) + substr(day, 1, 4) + (substr(age_on, 6) < substr(day, 6))
    END
"""
COUNTED = """
    WITH counted AS MATERIALIZED (
        SELECT activity.id, activity.starts_on AS day FROM activity
        JOIN planned_activity ON planned_activity.id = planned_activity_id
        JOIN task ON task.id = task_id
        WHERE project_id = :project AND counts_towards_beneficiaries AND is_held)
"""
CAME = """
    FROM participant CROSS JOIN attendance ON participant_id = participant.id
    CROSS JOIN counted ON counted.id = activity_id WHERE project_id = :project
"""
VISITS = f"{COUNTED} SELECT gender, category, {AGE} AS years, count(*) {CAME} GROUP BY 1, 2, 3"
PEOPLE = f"""{COUNTED} SELECT gender, category, {AGE} AS years, count(*) FROM (
    SELECT gender, category, born_on, birth_year, age, age_on, min(day) AS day {CAME}
    GROUP BY participant.id) GROUP BY 1, 2, 3"""
HEADS = (
    f"{COUNTED} SELECT sum(participants_total) FROM activity WHERE id IN (SELECT id FROM counted)"
)
UNIQUE = (
    f"{COUNTED} SELECT count(*) FROM (SELECT 1 FROM attendance "
    "WHERE +activity_id IN (SELECT id FROM counted) GROUP BY participant_id)"
)
BANDS = ((13, 16), (17, 22), (23, 27), (28, 32), (33, 45), (46, 58), (59, 200))


def count_by_sql(db, basis):
    place = {"project": PROJECT}
    found = {"gender": {}, "category": {}, "age": {}}
    rows = db.execute(PEOPLE if basis == "people" else VISITS, place).fetchall()
    for gender, category, years, heads in rows:
        band = next((n for n, (low, high) in enumerate(BANDS) if low <= (years or 0) <= high), -1)
        for name, key in (("gender", gender), ("category", category), ("age", band)):
            found[name][key] = found[name].get(key, 0) + heads
    heads = db.execute(HEADS, place).fetchone()[0] or 0
    if basis == "visits":
        db.execute(UNIQUE, place).fetchone()
    return sum(found["gender"].values()) + heads


folder, who, basis, *known = sys.argv[1:]
key = DataKey(known[0], bytes.fromhex(known[1])) if known else None
tables = load_form(STATE_FINAL_REPORT, "2024").demographic_tables
with Workspace.open(Path(folder), key) as workspace:
    workspace.db.execute("UPDATE project SET counting_basis = ?", [basis])
    taken = []
    for _ in range(ROUNDS):
        started = perf_counter()
        if who == "us":
            total = count_people(workspace.db, PROJECT, tables).beneficiaries
        else:
            total = count_by_sql(workspace.db, basis)
        taken.append(perf_counter() - started)
print("seconds", median(taken))
print("beneficiaries", total)
