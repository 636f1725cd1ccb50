"""The same activity once more, in other places and on other days.

What people counted, wrote down or photographed belongs to one event and is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, cast

from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.records import Activity, Bilingual
from grantee_app.store.editing import add_record, find_parent, load_record, read_row

# What of an activity may be taken over beside its title, kind and format.
COPIED: Final = ("topic", "speakers", "narrative")
_SETTLEMENT: Final = re.compile(
    r"\b(?:қаласы|қала|ауылы|ауыл|кенті|кент|ауданы|город|г\.|село|с\.|пос[ёе]лок|пгт|аул|район)\s*"
)


@frozen
class Repetition:
    """One more event: where, and on which days."""

    place: Bilingual
    starts_on: date
    ends_on: date | None = None


def repeat_activity(
    db: Database,
    activity_id: str,
    repetitions: Iterable[Repetition],
    copied: frozenset[str],
    today: date,
) -> list[str]:
    """Add an activity for each repetition beside `activity_id`; return their ids in order.

    One transaction. Those after `today` are waiting to be held. `copied` names fields of `COPIED`.
    KeyError when the activity is gone.
    """
    row = read_row(db, "activity", activity_id)
    parent = find_parent(row, "activity")
    source = cast("Activity", load_record(db, "activity", activity_id))
    kept = {name: getattr(source, name) for name in COPIED if name in copied}
    ids = []
    with db.atomic():
        for told in repetitions:
            entry = Activity(
                title=_rename(source, told.place),
                starts_on=told.starts_on,
                ends_on=told.ends_on if told.ends_on != told.starts_on else None,
                place=told.place,
                kind=source.kind,
                format=source.format,
                is_held=told.starts_on <= today,
                counts_towards_beneficiaries=source.counts_towards_beneficiaries,
                **kept,
            )
            add_record(db, "activity", parent, entry)
            ids.append(entry.id)
    return ids


def find_twins(db: Database, places: Sequence[str], language: LanguageCode) -> dict[str, str]:
    """Return how the places were called in the other language wherever both are known."""
    other = next(code for code in LANGUAGES if code != language)
    known: dict[str, str] = {}
    for table in ("planned_activity", "activity"):
        rows = db.execute(
            f"SELECT place_{language}, place_{other} FROM {table} "
            f"WHERE place_{language} <> '' AND place_{other} <> ''"
        )
        known |= {fold_text(mine): theirs for mine, theirs in rows.fetchall()}
    return {place: known[folded] for place in places if (folded := fold_text(place)) in known}


def _rename(source: Activity, place: Bilingual) -> Bilingual:
    """Return the title; where it ends with the place of the source, with the new one."""
    return Bilingual(
        **{
            code: _rename_in(
                source.title.written_in(code), source.place.written_in(code), place.spoken_in(code)
            )
            for code in LANGUAGES
        }
    )


def _rename_in(title: str, before: str, now: str) -> str:
    head, comma, tail = title.rpartition(",")
    told = fold_text(tail)
    if not comma or not told or told not in fold_text(before) or not now:
        return title
    name = _SETTLEMENT.sub("", now.rpartition(",")[2]).strip()
    return f"{head}, {name}" if name else title
