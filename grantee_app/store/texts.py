"""Single texts, written one at a time while somebody types.

A `TextPlace` names one text of a project in one language, wherever it is stored: an answer of a
form, or a column of a record. Writing is one short transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from grantee_app.language.message import LanguageCode
from grantee_app.records import new_id
from grantee_app.store.rows import mend_text

# The long texts that live in records; a place outside this list is a programming mistake.
RECORD_TEXTS: dict[str, tuple[str, ...]] = {
    "project": ("goal", "title"),
    "task": ("title", "long_term_result"),
    "planned_activity": ("title", "place", "narrative", "short_term_result"),
    "activity": ("title", "place", "narrative", "result"),
    "indicator": ("title", "plan_text", "deviation", "note"),
}

_ANSWER_KEY = ("project_id", "form", "version", "path")


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """A text column of one record; the language picks `_kk` or `_ru`."""

    table: str
    record_id: str
    column: str


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """The answer at `path` of one version of one form."""

    project_id: str
    form: str
    version: str
    path: str


TextPlace = RecordPlace | AnswerPlace


def read_text(db: Database, place: TextPlace, language: LanguageCode | str) -> str:
    """Return the text at `place`; "" when nothing was written. `language` "" is a value."""
    if isinstance(place, RecordPlace):
        row = db.execute(
            f'SELECT {text_column(place, language)} FROM "{place.table}" WHERE id = ?',
            [place.record_id],
        ).fetchone()
    else:
        row = db.execute(
            "SELECT value FROM answer WHERE (project_id, form, version, path, language) "
            "= (?, ?, ?, ?, ?)",
            [place.project_id, place.form, place.version, place.path, language],
        ).fetchone()
    return str(row[0]) if row else ""


def write_text(db: Database, place: TextPlace, language: LanguageCode | str, text: str) -> None:
    """Write the text at `place` in one transaction; KeyError when its record is gone."""
    text = mend_text(text)
    with db.atomic():
        if isinstance(place, RecordPlace):
            cursor = db.execute(
                f'UPDATE "{place.table}" SET {text_column(place, language)} = ? WHERE id = ?',
                [text, place.record_id],
            )
            if cursor.rowcount == 0:
                raise KeyError(place.record_id)
        else:
            _write_answer(db, place, language, text)


def find_texts(
    db: Database, action: str, table: str, row_id: str, old: Mapping[str, object]
) -> Iterator[tuple[TextPlace, str, str, str]]:
    """Yield the texts that a change of one row changed: place, language, before, and now.

    `action` is insert, update or delete, `old` what the row had before it. A row that is new or
    gone counts only where the row is the text: an answer.
    """
    if table == "answer":
        if action != "update" or "value" in old:
            yield from _find_answer(db, row_id, old)
    elif action == "update":
        for column, before in old.items():
            name, _, language = column.rpartition("_")
            if name in RECORD_TEXTS.get(table, ()) and language in ("kk", "ru"):
                place = RecordPlace(table, row_id, name)
                yield place, language, str(before), read_text(db, place, language)


def _find_answer(
    db: Database, row_id: str, old: Mapping[str, object]
) -> Iterator[tuple[TextPlace, str, str, str]]:
    now: dict[str, object] = next(iter(db.query("SELECT * FROM answer WHERE id = ?", [row_id])), {})
    known = now or old
    before, after = str(old.get("value", "")), str(now.get("value", ""))
    if "path" in known and before != after:
        place = AnswerPlace(*(str(known[name]) for name in _ANSWER_KEY))
        yield place, str(known["language"]), before, after


def _write_answer(db: Database, place: AnswerPlace, language: str, text: str) -> None:
    key = [place.project_id, place.form, place.version, place.path, language]
    db.execute(
        """
        INSERT INTO answer (id, project_id, form, version, path, language, value, position)
        VALUES (?, ?, ?, ?, ?, ?, ?,
                (SELECT coalesce(max(position) + 1, 0) FROM answer WHERE project_id = ?))
        ON CONFLICT (project_id, form, version, path, language) DO UPDATE SET value = excluded.value
        """,
        [new_id(), *key, text, place.project_id],
    )


def text_column(place: RecordPlace, language: str) -> str:
    """Return the column of a record's text; ValueError when there is no such text."""
    if place.column not in RECORD_TEXTS.get(place.table, ()) or language not in ("kk", "ru"):
        raise ValueError(f"no text {place.table}.{place.column} in {language!r}")
    return f"{place.column}_{language}"
