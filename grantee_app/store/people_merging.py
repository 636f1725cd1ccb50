"""Several entries of the register that are one person, made one.

Nothing that somebody wrote is lost: empty fields are filled, what says something else stays in the
note. Who is one person was decided by a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from sqlite_utils import Database

from grantee_app.errors import DataProblem
from grantee_app.language.message import message
from grantee_app.records.participant import Participant
from grantee_app.store.fields import drop_drafts
from grantee_app.store.name_words import make_name_key
from grantee_app.store.people import load_person
from grantee_app.store.rows import flatten_entry

# Filled as one: half of such a pair says nothing or something else.
_GROUPS: Final = (
    ("gender",),
    ("born_on",),
    ("birth_year",),
    ("age", "age_on"),
    ("category", "is_category_set"),
    ("disability",),
    ("place",),
    ("contact",),
    ("consent_on",),
    ("iin_mark",),
)
# What may be said in two ways of one person, and is kept in both.
_KEPT: Final = ("name", "place", "contact")


def merge_people(db: Database, keep_id: str, gone_ids: Sequence[str]) -> Participant:
    """Make `gone_ids` part of `keep_id` in one transaction and return the person.

    DataProblem when one of them is gone, or of another project.
    """
    gone_ids = [found for found in dict.fromkeys(gone_ids) if found != keep_id]
    with db.atomic():
        try:
            keep = load_person(db, keep_id)
            gone = [load_person(db, found) for found in gone_ids]
        except KeyError as error:
            raise DataProblem(message("One of these people is no longer there.")) from error
        _refuse_strangers(db, keep_id, gone_ids)
        merged = combine_people(keep, gone)
        _move_attendances(db, keep_id, gone_ids)
        _move_pairs(db, keep_id, gone_ids)
        db.execute(
            "UPDATE second_row SET participant_id = ? WHERE participant_id IN "
            "(SELECT value FROM json_each(?))",
            [keep_id, json.dumps(gone_ids)],
        )
        for found in gone_ids:
            drop_drafts(db, "participant", found)
        db.execute(
            "DELETE FROM participant WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(gone_ids)],
        )
        row = flatten_entry(merged) | {"name_key": make_name_key(merged.name)}
        sets = ", ".join(f"{column} = ?" for column in row)
        db.execute(f"UPDATE participant SET {sets} WHERE id = ?", [*row.values(), keep_id])
    return merged


def combine_people(keep: Participant, gone: Iterable[Participant]) -> Participant:
    """Return `keep` with what the others tell and it does not; what differs goes to its note."""
    fields = keep.model_dump()
    notes, tags = [keep.note], _split_tags(keep.tags)
    for other in gone:
        told = other.model_dump()
        notes += [told[name] for name in _KEPT if fields[name] and told[name] != fields[name]]
        notes.append(other.note)
        tags += _split_tags(other.tags)
        for group in _GROUPS:
            if fields[group[0]] in (None, ""):
                fields |= {name: told[name] for name in group}
    fields["note"] = "\n".join(dict.fromkeys(note for note in notes if note))
    fields["tags"] = ", ".join(dict.fromkeys(tags))
    return Participant.model_validate(fields)


def _split_tags(tags: str) -> list[str]:
    return [tag.strip() for tag in tags.split(",") if tag.strip()]


def _refuse_strangers(db: Database, keep_id: str, gone_ids: list[str]) -> None:
    projects = db.execute(
        "SELECT count(DISTINCT project_id) FROM participant "
        "WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps([keep_id, *gone_ids])],
    ).fetchone()
    if projects[0] != 1:
        raise DataProblem(message("People of two projects cannot be made one."))


def _move_attendances(db: Database, keep_id: str, gone_ids: list[str]) -> None:
    rows = db.execute(
        "SELECT id, activity_id FROM attendance WHERE participant_id IN "
        "(SELECT value FROM json_each(?)) ORDER BY activity_id, position, id",
        [json.dumps(gone_ids)],
    ).fetchall()
    there = {
        activity
        for (activity,) in db.execute(
            "SELECT activity_id FROM attendance WHERE participant_id = ?", [keep_id]
        ).fetchall()
    }
    for row_id, activity in rows:
        # She was there once, however often she is written down.
        if activity not in there:
            there.add(activity)
            db.execute("UPDATE attendance SET participant_id = ? WHERE id = ?", [keep_id, row_id])


def _move_pairs(db: Database, keep_id: str, gone_ids: list[str]) -> None:
    """Let «not the same» speak of the one who stays; what would say it twice goes."""
    everyone = {keep_id, *gone_ids}
    rows = db.execute(
        "SELECT id, first_id, second_id FROM not_same WHERE first_id IN "
        "(SELECT value FROM json_each(:ids)) OR second_id IN (SELECT value FROM json_each(:ids)) "
        "ORDER BY position, id",
        {"ids": json.dumps(sorted(everyone))},
    ).fetchall()
    known: set[tuple[str, str]] = set()
    for row_id, first, second in rows:
        pair = sorted(keep_id if found in everyone else found for found in (first, second))
        told = (pair[0], pair[1])
        if told[0] == told[1] or told in known:
            db.execute("DELETE FROM not_same WHERE id = ?", [row_id])
            continue
        known.add(told)
        db.execute("UPDATE not_same SET first_id = ?, second_id = ? WHERE id = ?", [*told, row_id])
