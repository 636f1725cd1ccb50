"""Names forgotten, counts kept: what remains of a register when nobody may be named any more.

Everyone on a list becomes a head that was counted, in the same groups and in the same number; then
the people go from the tables, from history and from the file's bytes. Of a project that counts
people nobody can tell afterwards who came twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.records import new_id
from grantee_app.store.ages import OUTSIDE, AgeBand, write_age, write_band
from grantee_app.store.history.erasing import Erased, erase_record, erase_records
from grantee_app.store.second_entry import find_lists_of_person, find_lists_of_project
from grantee_app.store.typed_lines import forget_lines

# The group of those whom no band of the form holds.
OUTSIDE_KEY = "outside"
_OF_PROJECT = """
FROM attendance
JOIN participant ON participant.id = participant_id
JOIN activity ON activity.id = activity_id
WHERE participant.project_id = :project
"""


def name_keep_until(project_id: str) -> str:
    """Return the key of the setting that tells until when a project's people may be named."""
    return f"participants.keep_until/{project_id}"


@frozen
class Forgotten:
    """How many people went, how many of their visits are counted heads now, what was erased.

    `ids` names them to whoever looks for what else holds them.
    """

    people: int
    visits: int
    erased: Erased
    ids: frozenset[str]


def forget_names(db: Database, device: str, project_id: str, bands: Sequence[AgeBand]) -> Forgotten:
    """Count everyone on the lists of a project as a head, then erase the register for good.

    `bands` are the form's groups by age. DataProblem when the project never had anybody by name.
    """
    ids = _find_everyone(db, project_id)
    if not ids:
        raise DataProblem(message("Nobody is in the register by name."))
    visits = 0

    def keep_counts() -> None:
        nonlocal visits
        visits = _keep_counts(db, project_id, bands)
        forget_lines(db, project_id)

    people = db.execute(
        "SELECT count(*) FROM participant WHERE project_id = ?", [project_id]
    ).fetchone()[0]
    second = {"second_list": find_lists_of_project(db, project_id)}
    erased = erase_records(db, device, "participant", ids, keep_counts, second)
    return Forgotten(int(people), visits, erased, frozenset(ids))


def erase_person(db: Database, device: str, participant_id: str) -> Erased:
    """Erase one person as `erase_record`, with the half-typed rows and second entries she is in."""
    row = db.execute(
        "SELECT project_id, name FROM participant WHERE id = ?", [participant_id]
    ).fetchone()

    def forget() -> None:
        if row is not None and row[1].strip():
            forget_lines(db, row[0], row[1])

    second = {"second_list": find_lists_of_person(db, participant_id)}
    return erase_record(db, device, "participant", participant_id, forget, second)


def _find_everyone(db: Database, project_id: str) -> set[str]:
    """Return the ids of all who are in the register, or were and live on in history."""
    rows = db.execute(
        "SELECT id FROM participant WHERE project_id = :project UNION "
        "SELECT row_id FROM history WHERE table_name = 'participant' AND action = 'delete' "
        "AND json_extract(old, '$.project_id') = :project",
        {"project": project_id},
    )
    return {row_id for (row_id,) in rows.fetchall()}


def _keep_counts(db: Database, project_id: str, bands: Sequence[AgeBand]) -> int:
    place = {"project": project_id}
    visits = 0
    for activity_id, heads in db.execute(
        f"SELECT activity_id, count(*) {_OF_PROJECT} GROUP BY 1", place
    ).fetchall():
        visits += heads
        db.execute(
            "UPDATE activity SET participants_total = coalesce(participants_total, 0) + ? "
            "WHERE id = ?",
            [heads, activity_id],
        )
    band = write_band(f"({write_age('starts_on')})", bands)
    for dimension, group in (
        ("gender", "gender"),
        ("category", "category"),
        ("age", band),
    ):
        rows = db.execute(
            f"SELECT activity_id, {group}, count(*) {_OF_PROJECT} GROUP BY 1, 2 ORDER BY 1, 2",
            place,
        ).fetchall()
        for activity_id, found, heads in rows:
            key = _name_group(found, bands)
            # Whoever is in no group is counted all the same, and missing there as before.
            if key:
                _add_heads(db, activity_id, dimension, key, heads)
    return visits


def _name_group(found: str | int, bands: Sequence[AgeBand]) -> str:
    if isinstance(found, str):
        return found
    if found >= 0:
        return bands[found].key
    return OUTSIDE_KEY if found == OUTSIDE else ""


def _add_heads(db: Database, activity_id: str, dimension: str, key: str, heads: int) -> None:
    db.execute(
        "INSERT INTO participant_count (id, activity_id, position, dimension, group_key, heads) "
        "VALUES (?, ?, (SELECT coalesce(max(position) + 1, 0) FROM participant_count "
        "WHERE (activity_id, dimension) = (?, ?)), ?, ?, ?) "
        "ON CONFLICT (activity_id, dimension, group_key) "
        "DO UPDATE SET heads = heads + excluded.heads",
        [new_id(), activity_id, activity_id, dimension, dimension, key, heads],
    )
