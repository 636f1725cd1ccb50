"""The register of a project's participants and who was where, written and listed.

Names are searched by their words as somebody types (`name_words`). Whole lists are written in one
go, pages are read a few hundred rows at a time. Counting people is the business of figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, Literal

from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.records import new_id
from grantee_app.records.participant import Attendance, Gender, Participant
from grantee_app.store.name_words import make_name_key, split_words
from grantee_app.store.projects import explaining_conflicts, insert_rows
from grantee_app.store.rows import Row, flatten_entry, gather_fields

Order = Literal["name", "added", "visits", "category", "place", "consent"]
_MOST: Final = "\U0010ffff"
_ORDERS: Final[dict[Order, str]] = {
    "name": "participant.name_key, participant.id",
    "added": "participant.position, participant.id",
    "visits": "visits DESC, participant.name_key, participant.id",
    "category": "participant.category, participant.name_key, participant.id",
    "place": "participant.place, participant.name_key, participant.id",
    "consent": "participant.consent_on IS NOT NULL, participant.name_key, participant.id",
}
_VISITS: Final = "(SELECT count(*) FROM attendance WHERE participant_id = participant.id)"
# From so many hits on, walking the names in their order meets a page of them sooner.
_MANY: Final = 15_000
_MOST_OFFERED: Final = 1000


@frozen
class PeopleFilter:
    """What a list is narrowed to; None and "" narrow nothing.

    `lacks` names what nobody knows of the person: gender, category, age or consent. `category` ""
    is no filter, so those without one are found by `lacks`.
    """

    gender: Gender | None = None
    category: str = ""
    place: str = ""
    tag: str = ""
    activity_id: str = ""
    lacks: Literal["", "gender", "category", "age", "consent"] = ""


NO_FILTER: Final = PeopleFilter()
_LACKS: Final = {
    "gender": "participant.gender = ''",
    "category": "participant.category = ''",
    "age": "participant.born_on IS NULL AND participant.birth_year IS NULL "
    "AND participant.age IS NULL",
    "consent": "participant.consent_on IS NULL",
}


@frozen
class ListedPerson:
    """A participant and at how many activities she is written down."""

    person: Participant
    visits: int


@frozen
class OfferedName:
    """A known person who may be the one that is being typed; `is_there` on this list already."""

    person: Participant
    visits: int
    is_there: bool


@frozen
class Attendee:
    """A row of an activity's list: the person, and the attendance that put her there."""

    attendance: Attendance
    person: Participant


# ---------------------------------------------------------------- writing


def add_many(
    db: Database,
    project_id: str,
    people: Sequence[Participant],
    attendances: Iterable[tuple[str, Attendance]] = (),
) -> None:
    """Add people to the end of the register, and rows (activity id, attendance) to lists' ends.

    DataProblem when the project is gone, an id is taken, or somebody stands twice on a list.
    """
    start = _next_position(db, "participant", "project_id", project_id)
    rows = [
        flatten_entry(person)
        | {
            "project_id": project_id,
            "position": start + number,
            "name_key": make_name_key(person.name),
        }
        for number, person in enumerate(people)
    ]
    with db.atomic():
        _refuse_gone(db, "project", project_id)
        _insert(db, "participant", rows)
        placed = list(_place_attendances(db, attendances))
        _insert(db, "attendance", placed)
        _refuse_strangers(db, [row["participant_id"] for row in placed])


def add_attendance(
    db: Database,
    activity_id: str,
    participant_id: str,
    position: int | None = None,
    row_code: str = "",
) -> str:
    """Put a person on an activity's list, at the end or at `position`; return the row's id.

    Whoever stands there already stays where she is, and her row's id is returned. DataProblem when
    the activity or the person is gone.
    """
    with db.atomic():
        _refuse_gone(db, "activity", activity_id)
        _refuse_gone(db, "participant", participant_id)
        known = db.execute(
            "SELECT id FROM attendance WHERE (activity_id, participant_id) = (?, ?)",
            [activity_id, participant_id],
        ).fetchone()
        if known:
            return str(known[0])
        place = _next_position(db, "attendance", "activity_id", activity_id)
        if position is not None and position < place:
            db.execute(
                "UPDATE attendance SET position = position + 1 "
                "WHERE activity_id = ? AND position >= ?",
                [activity_id, position],
            )
            place = position
        row_id = new_id()
        row = {
            "id": row_id,
            "activity_id": activity_id,
            "position": place,
            "participant_id": participant_id,
            "row_code": row_code,
        }
        _insert(db, "attendance", [row])
    return row_id


def remove_attendances(db: Database, attendance_ids: Sequence[str]) -> None:
    """Take rows off the lists; the people stay in the register."""
    db.execute(
        "DELETE FROM attendance WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(attendance_ids))],
    )


def set_order(db: Database, activity_id: str, attendance_ids: Sequence[str]) -> None:
    """Let the rows of an activity's list stand in this order; rows not named come after them."""
    with db.atomic():
        rows = db.execute(
            "SELECT id, position FROM attendance WHERE activity_id = ? ORDER BY position, id",
            [activity_id],
        ).fetchall()
        present = dict(rows)
        named = [row_id for row_id in dict.fromkeys(attendance_ids) if row_id in present]
        rest = [row_id for row_id in present if row_id not in set(named)]
        db.conn.executemany(
            "UPDATE attendance SET position = ? WHERE id = ?",
            [
                (position, row_id)
                for position, row_id in enumerate([*named, *rest])
                if present[row_id] != position
            ],
        )


def remove_people(db: Database, participant_ids: Sequence[str]) -> None:
    """Take people out of the register, off every list; their drafts go too."""
    ids = json.dumps(list(participant_ids))
    with db.atomic():
        db.execute(
            "DELETE FROM draft WHERE table_name = 'participant' "
            "AND row_id IN (SELECT value FROM json_each(?))",
            [ids],
        )
        db.execute("DELETE FROM participant WHERE id IN (SELECT value FROM json_each(?))", [ids])


def set_not_same(db: Database, project_id: str, first_id: str, second_id: str) -> None:
    """Remember that two people who look alike are two; nothing happens when it is known."""
    with db.atomic():
        for person in (first_id, second_id):
            _refuse_gone(db, "participant", person)
        known = db.execute(
            "SELECT 1 FROM not_same WHERE (first_id, second_id) IN (VALUES (?, ?), (?, ?))",
            [first_id, second_id, second_id, first_id],
        ).fetchone()
        if known or first_id == second_id:
            return
        row = {
            "id": new_id(),
            "project_id": project_id,
            "position": _next_position(db, "not_same", "project_id", project_id),
            "first_id": min(first_id, second_id),
            "second_id": max(first_id, second_id),
        }
        _insert(db, "not_same", [row])


def set_categories(db: Database, categories: Sequence[tuple[str, str]]) -> None:
    """Write proposed categories (person's id, category); what a person chose is left alone."""
    with db.atomic():
        db.conn.executemany(
            "UPDATE participant SET category = ? WHERE id = ? AND NOT is_category_set "
            "AND category <> ?",
            [(category, row_id, category) for row_id, category in categories],
        )


def list_uncategorized(db: Database, project_id: str) -> list[tuple[Participant, date | None]]:
    """Return those whose category nobody chose, with the day they first came, None for never."""
    rows = db.query(
        "SELECT participant.*, (SELECT min(starts_on) FROM attendance "
        "JOIN activity ON activity.id = activity_id WHERE participant_id = participant.id "
        "AND is_held) AS first_on FROM participant WHERE project_id = ? AND NOT is_category_set "
        "ORDER BY position, id",
        [project_id],
    )
    return [
        (_read_person(row), date.fromisoformat(row["first_on"]) if row["first_on"] else None)
        for row in rows
    ]


def find_first_day(db: Database, participant_id: str) -> date | None:
    """Return the day of the first held activity that a person came to, None for never."""
    row = db.execute(
        "SELECT min(starts_on) FROM attendance JOIN activity ON activity.id = activity_id "
        "WHERE participant_id = ? AND is_held",
        [participant_id],
    ).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


# ---------------------------------------------------------------- reading


def count_people(
    db: Database, project_id: str, query: str = "", narrowed: PeopleFilter = NO_FILTER
) -> int:
    """Return how many people of the register a query and a filter find."""
    words = _find_words(query)
    if words and narrowed == NO_FILTER:
        found, values = _write_hits(project_id, words)
        row = db.execute(f"SELECT count(DISTINCT participant_id) {found}", values).fetchone()
        return int(row[0])
    where, values = _write_where(project_id, words, narrowed)
    row = db.execute(f"SELECT count(*) FROM participant WHERE {where}", values).fetchone()
    return int(row[0])


def list_page(  # noqa: PLR0917 (what a list is made of)
    db: Database,
    project_id: str,
    query: str = "",
    narrowed: PeopleFilter = NO_FILTER,
    order: Order = "name",
    offset: int = 0,
    limit: int = 200,
) -> list[ListedPerson]:
    """Return a page of the register: whose name has words that begin as those of the query."""
    words = _find_words(query)
    ids = _find_ids(db, project_id, words, narrowed, order, offset, limit)
    return load_listed(db, ids)


def list_people_ids(
    db: Database,
    project_id: str,
    query: str = "",
    narrowed: PeopleFilter = NO_FILTER,
    order: Order = "name",
) -> list[str]:
    """Return the ids of all whom a list shows, in its order: pages are loaded by `load_listed`."""
    return _find_ids(db, project_id, _find_words(query), narrowed, order, 0, -1)


def load_listed(db: Database, participant_ids: Sequence[str]) -> list[ListedPerson]:
    """Return these people in this order, without those who are gone."""
    rows = db.query(
        f"SELECT participant.*, {_VISITS} AS visits FROM json_each(?) AS wanted "
        "CROSS JOIN participant ON participant.id = wanted.value ORDER BY wanted.key",
        [json.dumps(list(participant_ids))],
    )
    return [ListedPerson(_read_person(row), int(row["visits"])) for row in rows]


def offer_names(
    db: Database, project_id: str, typed: str, activity_id: str = "", limit: int = 8
) -> list[OfferedName]:
    """Return the known people whose names begin as `typed` does, who comes most often first.

    Nobody for less than two letters, and not all of thousands who begin alike: a third letter
    finds the others. Whoever stands on the list of `activity_id` is told so.
    """
    words = _find_words(typed)
    if sum(map(len, words)) < 2:
        return []
    found, values = _write_hits(project_id, words)
    rows = db.query(
        "SELECT participant.*, often AS visits, EXISTS (SELECT 1 FROM attendance "
        "WHERE participant_id = participant.id AND activity_id = ?) AS is_there FROM ("
        "SELECT hit, hit_key, (SELECT count(*) FROM attendance WHERE participant_id = hit) "
        "AS often FROM (SELECT DISTINCT participant_id AS hit, name_key AS hit_key "
        f"{found} LIMIT {_MOST_OFFERED}) ORDER BY often DESC, hit_key, hit LIMIT ?) "
        "JOIN participant ON participant.id = hit ORDER BY often DESC, name_key, id",
        [activity_id, *values, limit],
    )
    return [
        OfferedName(_read_person(row), int(row["visits"]), bool(row["is_there"])) for row in rows
    ]


def list_attendees(db: Database, activity_id: str) -> list[Attendee]:
    """Return who was at an activity, in the order of the sheet."""
    rows = db.query(
        "SELECT participant.*, attendance.id AS attendance_id, row_code "
        "FROM attendance JOIN participant ON participant.id = participant_id "
        "WHERE activity_id = ? ORDER BY attendance.position, attendance.id",
        [activity_id],
    )
    return [
        Attendee(
            Attendance(id=row["attendance_id"], participant_id=row["id"], row_code=row["row_code"]),
            _read_person(row),
        )
        for row in rows
    ]


def list_without_consent(
    db: Database, project_id: str, offset: int = 0, limit: int = 200
) -> list[ListedPerson]:
    """Return a page of those who never said that they may be written down, by name."""
    narrowed = PeopleFilter(lacks="consent")
    return list_page(db, project_id, "", narrowed, "name", offset, limit)


def load_people(db: Database, project_id: str) -> list[Participant]:
    """Return the whole register in its order; of a large one that takes a while."""
    rows = db.query(
        "SELECT * FROM participant WHERE project_id = ? ORDER BY position, id", [project_id]
    )
    return [_read_person(row) for row in rows]


def load_person(db: Database, participant_id: str) -> Participant:
    """Return one person; KeyError when she is gone."""
    row = next(iter(db.query("SELECT * FROM participant WHERE id = ?", [participant_id])), None)
    if row is None:
        raise KeyError(participant_id)
    return _read_person(row)


def export_person(db: Database, participant_id: str) -> dict[str, Any]:
    """Return all that is kept of one person, ready for JSON; KeyError when she is gone.

    The mark of her number is named, not told: it means nothing outside the workspace.
    """
    person = load_person(db, participant_id)
    attended = db.query(
        "SELECT activity.starts_on, activity.ends_on, activity.title_kk, activity.title_ru, "
        "planned_activity.title_kk AS planned_kk, planned_activity.title_ru AS planned_ru, "
        "activity.place_kk, activity.place_ru, row_code "
        "FROM attendance JOIN activity ON activity.id = activity_id "
        "JOIN planned_activity ON planned_activity.id = planned_activity_id "
        "WHERE participant_id = ? ORDER BY activity.starts_on, activity.id",
        [participant_id],
    )
    drafts = db.execute(
        "SELECT field, text FROM draft WHERE table_name = 'participant' AND row_id = ?",
        [participant_id],
    ).fetchall()
    fields = person.model_dump(mode="json", exclude={"iin_mark"})
    return {
        "person": fields | {"has_iin_mark": bool(person.iin_mark)},
        "half_typed": dict(drafts),
        "attended": list(attended),
    }


# ---------------------------------------------------------------- how a search is written


def _find_words(query: str) -> list[str]:
    # The longest first: it narrows most.
    return sorted(split_words(query), key=len, reverse=True)


def _write_where(
    project_id: str, words: list[str], narrowed: PeopleFilter, *, is_walked: bool = False
) -> tuple[str, list[Any]]:
    """Return the condition of a search; `is_walked`: the names are read in their order anyway."""
    parts, values = ["participant.project_id = ?"], [project_id]
    for place, word in enumerate(words):
        if place == 0 and not is_walked:
            parts.append(
                "participant.id IN (SELECT participant_id FROM participant_word "
                "WHERE project_id = ? AND word >= ? AND word < ?)"
            )
            values += [project_id, word, word + _MOST]
        else:
            parts.append("instr(' ' || participant.name_key, ?)")
            values.append(f" {word}")
    for column in ("gender", "category", "place"):
        wanted = getattr(narrowed, column)
        if wanted:
            parts.append(f"participant.{column} = ?")
            values.append(wanted)
    if narrowed.tag:
        parts.append("instr(',' || replace(participant.tags, ', ', ',') || ',', ?)")
        values.append(f",{narrowed.tag},")
    if narrowed.activity_id:
        parts.append(
            "participant.id IN (SELECT participant_id FROM attendance WHERE activity_id = ?)"
        )
        values.append(narrowed.activity_id)
    if narrowed.lacks:
        parts.append(f"({_LACKS[narrowed.lacks]})")
    return " AND ".join(parts), values


def _find_ids(  # noqa: PLR0917 (what a list is made of)
    db: Database,
    project_id: str,
    words: list[str],
    narrowed: PeopleFilter,
    order: Order,
    offset: int,
    limit: int,
) -> list[str]:
    is_walked = order == "name" and bool(words) and _is_frequent(db, project_id, words)
    if words and order == "name" and narrowed == NO_FILTER and not is_walked:
        found, asked = _write_hits(project_id, words)
        return _gather_ids(
            db,
            f"SELECT DISTINCT participant_id AS id, name_key {found} "
            "ORDER BY name_key, participant_id LIMIT ? OFFSET ?",
            [*asked, limit, offset],
        )
    where, values = _write_where(project_id, words, narrowed, is_walked=is_walked)
    visits = f", {_VISITS} AS visits" if order == "visits" else ""
    return _gather_ids(
        db,
        f"SELECT participant.id{visits} FROM participant WHERE {where} "
        f"ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        [*values, limit, offset],
    )


def _gather_ids(db: Database, select: str, values: list[Any]) -> list[str]:
    """Return the ids of a query in its order, asked for as one row.

    The interpreter is let go for each row: beside workers ten thousand rows wait ten thousand
    times. SQLite drops no order that a LIMIT rests on; an aggregate takes the rows as they come.
    """
    row = db.execute(f"SELECT json_group_array(id) FROM ({select})", values).fetchone()
    return list(json.loads(row[0]))


def _write_hits(project_id: str, words: list[str]) -> tuple[str, list[Any]]:
    """Return the words of names that a search meets, after FROM: a stretch of one table."""
    others = "".join(" AND instr(' ' || name_key, ?)" for _word in words[1:])
    return (
        f"FROM participant_word WHERE project_id = ? AND word >= ? AND word < ?{others}",
        [project_id, words[0], words[0] + _MOST, *(f" {word}" for word in words[1:])],
    )


def _is_frequent(db: Database, project_id: str, words: list[str]) -> bool:
    found = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM participant_word "
        "WHERE project_id = ? AND word >= ? AND word < ? LIMIT ?)",
        [project_id, words[0], words[0] + _MOST, _MANY],
    ).fetchone()
    return bool(found[0] >= _MANY)


def _read_person(row: Row) -> Participant:
    return Participant.model_validate(gather_fields(Participant, row))


# ---------------------------------------------------------------- rows


def _place_attendances(
    db: Database, attendances: Iterable[tuple[str, Attendance]]
) -> Iterable[Row]:
    next_place: dict[str, int] = {}
    for activity_id, attendance in attendances:
        if activity_id not in next_place:
            _refuse_gone(db, "activity", activity_id)
            next_place[activity_id] = _next_position(db, "attendance", "activity_id", activity_id)
        yield flatten_entry(attendance) | {
            "activity_id": activity_id,
            "position": next_place[activity_id],
        }
        next_place[activity_id] += 1


def _next_position(db: Database, table: str, column: str, parent_id: str) -> int:
    row = db.execute(
        f"SELECT coalesce(max(position) + 1, 0) FROM {table} WHERE {column} = ?", [parent_id]
    ).fetchone()
    return int(row[0])


def _refuse_gone(db: Database, table: str, row_id: str) -> None:
    if not db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [row_id]).fetchone():
        raise DataProblem(message("The record that this belongs to is no longer there."))


def _refuse_strangers(db: Database, participant_ids: list[str]) -> None:
    # The database would find them too, but only when the outermost transaction ends.
    stranger = db.execute(
        "SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT id FROM participant) LIMIT 1",
        [json.dumps(participant_ids)],
    ).fetchone()
    if stranger:
        raise DataProblem(message("The record that this belongs to is no longer there."))


def _insert(db: Database, table: str, rows: list[Row]) -> None:
    with explaining_conflicts():
        insert_rows(db, table, rows)
