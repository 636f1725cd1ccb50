"""Single texts, written one at a time while somebody types.

A `TextPlace` names one text in one language, wherever it is stored: an answer of a form, a column
of a record, the heads of a band, a field of a row that is being typed. In the language "" it is a
value that is written as text. Writing is one short transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cache

from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.records import Bilingual, new_id
from grantee_app.records.base import Entry
from grantee_app.store import fields
from grantee_app.store.heads import (
    HeadsPlace,
    find_heads_place,
    follow_tally,
    read_heads_text,
    write_heads,
)
from grantee_app.store.projects import MODELS
from grantee_app.store.rows import flatten_entry, mend_text
from grantee_app.store.typed_lines import LinePlace, read_line_text, write_line_text

_ANSWER_KEY = ("project_id", "form", "version", "path")


@frozen
class RecordPlace:
    """A field of one record; the language picks `_kk` or `_ru`, "" a field that holds a value."""

    table: str
    record_id: str
    column: str


@frozen
class AnswerPlace:
    """The answer at `path` of one version of one form.

    `kind` is what the field of the form holds («date», «money:USD»), "" for words: a value that can
    be read is stored in its one written form. It does not tell two places apart.
    """

    project_id: str
    form: str
    version: str
    path: str
    kind: str = field(default="", compare=False, repr=False)


TextPlace = RecordPlace | AnswerPlace | HeadsPlace | LinePlace


def read_text(db: Database, place: TextPlace, language: LanguageCode | str) -> str:
    """Return the text at `place`; "" when nothing was written. `language` "" is a value."""
    if isinstance(place, HeadsPlace):
        return read_heads_text(db, place)
    if isinstance(place, LinePlace):
        return read_line_text(db, place)
    if isinstance(place, RecordPlace):
        if not language:
            return fields.read_field(db, place.table, place.record_id, place.column)
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


def write_text(
    db: Database,
    place: TextPlace,
    language: LanguageCode | str,
    text: str,
    today: date | None = None,
) -> None:
    """Write the text at `place` in one transaction; KeyError when its record is gone.

    `today` is the local day that a date without its year is nearest to.
    """
    text = mend_text(text)
    with db.atomic():
        day = today or datetime.now().astimezone().date()
        if isinstance(place, AnswerPlace):
            _write_answer(db, place, language, _tidy_answer(place, text, day))
            return
        if isinstance(place, HeadsPlace):
            write_heads(db, place, text)
            return
        if isinstance(place, LinePlace):
            write_line_text(db, place, text)
            return
        if not language:
            fields.write_field(db, place.table, place.record_id, place.column, text, day)
            if place.table == "activity" and place.column.startswith("tally_"):
                follow_tally(db, place.record_id)
            return
        cursor = db.execute(
            f'UPDATE "{place.table}" SET {text_column(place, language)} = ? WHERE id = ?',
            [text, place.record_id],
        )
        if cursor.rowcount == 0:
            raise KeyError(place.record_id)
        if (place.table, place.column) == ("indicator", "plan_text"):
            _write_plan(db, place.record_id, text)


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
    elif table == "draft":
        yield from _find_draft(db, action, row_id, old)
    elif action == "update":
        seen = set()
        for column, before in old.items():
            name, _, language = column.rpartition("_")
            if language in LANGUAGES and is_text(table, name):
                place = RecordPlace(table, row_id, name)
                yield place, language, str(before), read_text(db, place, language)
                continue
            field = fields.field_of_column(table, column)
            if field and field not in seen:
                seen.add(field)
                place = RecordPlace(table, row_id, field)
                # What it was is not told: a value is shown anew, its cursor has no place in it.
                now = read_text(db, place, "")
                yield place, "", now, now


def _find_draft(
    db: Database, action: str, row_id: str, old: Mapping[str, object]
) -> Iterator[tuple[TextPlace, str, str, str]]:
    now: dict[str, object] = next(iter(db.query("SELECT * FROM draft WHERE id = ?", [row_id])), {})
    known = now or old
    if {"table_name", "row_id", "field"} <= known.keys():
        where = [str(known[name]) for name in ("table_name", "row_id", "field")]
        place = find_heads_place(*where) or RecordPlace(*where)
        text = read_text(db, place, "")
        yield place, "", str(old.get("text", "")) if action == "update" else text, text


def _find_answer(
    db: Database, row_id: str, old: Mapping[str, object]
) -> Iterator[tuple[TextPlace, str, str, str]]:
    now: dict[str, object] = next(iter(db.query("SELECT * FROM answer WHERE id = ?", [row_id])), {})
    known = now or old
    before, after = str(old.get("value", "")), str(now.get("value", ""))
    if "path" in known and before != after:
        place = AnswerPlace(*(str(known[name]) for name in _ANSWER_KEY))
        yield place, str(known["language"]), before, after


def _tidy_answer(place: AnswerPlace, text: str, today: date) -> str:
    """Return a value in its written form where it can be read, anything else as it was typed."""
    if not place.kind:
        return text
    from grantee_app.form.value_reading import TENGE, tidy_text  # noqa: PLC0415

    kind, _, currency = place.kind.partition(":")
    return tidy_text(kind, text, today, currency or TENGE)


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


def _write_plan(db: Database, indicator_id: str, text: str) -> None:
    """Keep the numbers of a plan beside its words, as far as the words can be read."""
    from grantee_app.records.plan_phrase import read_plan  # noqa: PLC0415

    plan = read_plan(text)
    if plan is None:
        return
    values = flatten_entry(plan, "plan_")
    if values["plan_events"] is None:
        # How many events there are is told apart from the phrase, and stays.
        del values["plan_events"]
    sets = ", ".join(f"{column} = ?" for column in values)
    db.execute(f"UPDATE indicator SET {sets} WHERE id = ?", [*values.values(), indicator_id])


def is_text(table: str, name: str) -> bool:
    """Tell whether the table has a field of that name that is written in two languages."""
    return name in list_texts(table)


def text_column(place: RecordPlace, language: str) -> str:
    """Return the column of a record's text; ValueError when there is no such text."""
    if not is_text(place.table, place.column) or language not in LANGUAGES:
        raise ValueError(f"no text {place.table}.{place.column} in {language!r}")
    return f"{place.column}_{language}"


@cache
def list_texts(table: str) -> frozenset[str]:
    """Return the fields of a table that are written in two languages."""
    model = MODELS.get(table)
    found = set()
    for name, info in model.model_fields.items() if model else ():
        kind = info.annotation
        if kind is Bilingual:
            found.add(name)
        elif isinstance(kind, type) and issubclass(kind, Entry) and "id" not in kind.model_fields:
            inner = kind.model_fields.items()
            found |= {f"{name}_{field}" for field, told in inner if told.annotation is Bilingual}
    return frozenset(found)
