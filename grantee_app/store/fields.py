"""Fields that hold a value – a date, a sum, a choice – written as text one at a time.

Which fields a table has, and what each may hold, is read from the models. What does not parse is
kept as it was typed, as a draft beside its row, until it does. Values have one written form that
no language changes («2024-07-10», «300000»); showing them in a language is an editor's business.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from sqlite_utils import Database

from grantee_app.frozen import frozen
from grantee_app.language.message import message
from grantee_app.language.reading import Reading
from grantee_app.language.reading_numbers import read_money, read_number, read_whole_number
from grantee_app.records import Bilingual, new_id
from grantee_app.records.base import Entry
from grantee_app.records.personal import drop_iins, has_iin
from grantee_app.store.name_words import make_name_key
from grantee_app.store.projects import MODELS
from grantee_app.store.rows import mend_text

FieldKind = Literal[
    "line", "whole", "number", "money", "date", "month", "dates", "choice", "flag", "reference"
]
Value = str | int | float | None
Columns = dict[str, Value]

# Two or three columns that are typed as one: «11.07–09.09.2024», «маусым – қазан 2024».
DATE_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "project": ("starts_on", "ends_on"),
    "grant": ("starts_on", "ends_on"),
    "planned_activity": ("starts_on", "ends_on", "dates_as"),
    "activity": ("starts_on", "ends_on"),
}
DATES: Final = "dates"
_PEOPLE: Final = "participant"

_CURRENCY: Final = re.compile("[A-Z]{3}")
_DAY: Final = r"\d{4}-\d\d-\d\d"
# «/m» at the end: the days are known, the report names the months.
_DAYS: Final = re.compile(rf"({_DAY})?(?:/({_DAY})?(/m)?)?")
_MONTHS: Final = re.compile(r"(\d{4})-(\d\d)(?:/(\d{4})-(\d\d))?")


@frozen
class Field:
    """A field of a table; `choices` only of a choice, `empty` is what an empty text stores.

    `may_be_empty` is False where a row cannot be without the value.
    """

    table: str
    name: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    may_be_empty: bool = True
    empty: Value = None


def has_field(table: str, name: str) -> bool:
    """Tell whether the table has a field of that name that holds a value."""
    return name in _describe_table(table)


def find_field(table: str, name: str) -> Field:
    """Return what is known of a field; ValueError when there is none such."""
    found = _describe_table(table).get(name)
    if found is None:
        raise ValueError(f"no field {table}.{name}")
    return found


def read_typed(field: Field, text: str, today: date) -> Reading[Columns]:
    """Return the columns that `text` means for the field, or the sentence about why it does not.

    `today` (a local day) is what a date without its year is nearest to.
    """
    text = text.strip()
    if not text:
        if not field.may_be_empty:
            return Reading(problem=message("This cannot stay empty."))
        return Reading(_empty_columns(field))
    return _READERS[field.kind](field, text, today)


def format_columns(field: Field, row: dict[str, Any]) -> str:
    """Return the written form of what the row holds in the field."""
    if field.kind == "dates":
        return _format_dates(field, row)
    value = row[field.name]
    if value is None or (value == field.empty and field.kind in ("money", "flag")):
        return ""
    if field.kind == "month":
        return str(value)[:7]
    return str(value)


def read_field(db: Database, table: str, row_id: str, name: str) -> str:
    """Return what stands in the field: the draft, where there is one; "" when the row is gone."""
    draft = db.execute(
        "SELECT text FROM draft WHERE (table_name, row_id, field) = (?, ?, ?)",
        [table, row_id, name],
    ).fetchone()
    if draft is not None:
        return str(draft[0])
    field = find_field(table, name)
    rows = db.query(f'SELECT * FROM "{table}" WHERE id = ?', [row_id])
    return next((format_columns(field, row) for row in rows), "")


def write_field(  # noqa: PLR0917 (a place and what is written there)
    db: Database, table: str, row_id: str, name: str, text: str, today: date
) -> None:
    """Write the field in one transaction, as a value or as a draft; KeyError if its row is gone.

    A number (IIN) in what is told of a person is left out.
    """
    if table == _PEOPLE and has_iin(text):
        text = drop_iins(text)
    read = read_typed(find_field(table, name), text, today)
    with db.atomic():
        if not db.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', [row_id]).fetchone():
            raise KeyError(row_id)
        if read.value is None:
            _write_draft(db, table, row_id, name, mend_text(text))
            return
        values = read.value | _derive(table, read.value)
        sets = ", ".join(f"{column} = ?" for column in values)
        db.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', [*values.values(), row_id])
        db.execute(
            "DELETE FROM draft WHERE (table_name, row_id, field) = (?, ?, ?)",
            [table, row_id, name],
        )


def write_columns(db: Database, table: str, row_id: str, values: Columns) -> None:
    """Write columns of one row in one transaction; drafts in their fields give way to the values.

    KeyError if the row is gone.
    """
    sets = ", ".join(f'"{column}" = ?' for column in values)
    with db.atomic():
        if not db.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', [row_id]).fetchone():
            raise KeyError(row_id)
        db.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', [*values.values(), row_id])
        for name in {field_of_column(table, column) for column in values}:
            db.execute(
                "DELETE FROM draft WHERE (table_name, row_id, field) = (?, ?, ?)",
                [table, row_id, name],
            )


def drop_drafts(db: Database, table: str, row_id: str) -> None:
    """Forget the drafts of a row that is going."""
    db.execute("DELETE FROM draft WHERE (table_name, row_id) = (?, ?)", [table, row_id])


def find_drafts(db: Database, table: str, row_ids: list[str]) -> dict[tuple[str, str], str]:
    """Return the drafts of rows by row and field."""
    if not row_ids:
        return {}
    marks = ", ".join("?" for _ in row_ids)
    rows = db.execute(
        f"SELECT row_id, field, text FROM draft WHERE table_name = ? AND row_id IN ({marks})",
        [table, *row_ids],
    )
    return {(row_id, field): text for row_id, field, text in rows.fetchall()}


def field_of_column(table: str, column: str) -> str:
    """Return the field that a column belongs to, "" for a column of none."""
    if column in DATE_COLUMNS.get(table, ()):
        return DATES
    return column if has_field(table, column) else ""


def _derive(table: str, values: Columns) -> Columns:
    """Return the columns that follow from others."""
    if table == _PEOPLE and "name" in values:
        return {"name_key": make_name_key(str(values["name"]))}
    return {}


def _write_draft(db: Database, table: str, row_id: str, name: str, text: str) -> None:
    db.execute(
        "INSERT INTO draft (id, table_name, row_id, field, text) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (table_name, row_id, field) DO UPDATE SET text = excluded.text",
        [new_id(), table, row_id, name, text],
    )


# ---------------------------------------------------------------- reading one kind


def _empty_columns(field: Field) -> Columns:
    if field.kind != "dates":
        return {field.name: field.empty}
    return {column: None for column in DATE_COLUMNS[field.table] if column != "dates_as"}


def _keep(field: Field, reading: Reading[Any]) -> Reading[Columns]:
    if reading.value is None:
        return Reading(problem=reading.problem)
    return Reading({field.name: reading.value})


def _read_day(field: Field, text: str, today: date) -> Reading[Columns]:
    from grantee_app.language.reading_dates import read_date  # noqa: PLC0415

    reading = read_date(text, today=today)
    if reading.value is None:
        return Reading(problem=reading.problem)
    return Reading({field.name: reading.value.isoformat()})


def _read_month(field: Field, text: str, today: date) -> Reading[Columns]:
    written = _MONTHS.fullmatch(text)
    from grantee_app.language.reading_dates import read_date_range  # noqa: PLC0415

    if written:
        text = f"01.{written[2]}.{written[1]}"
    reading = read_date_range(text, today=today)
    if reading.value is None:
        return Reading(problem=reading.problem)
    return Reading({field.name: reading.value.start.replace(day=1).isoformat()})


def _read_dates(field: Field, text: str, today: date) -> Reading[Columns]:
    columns = DATE_COLUMNS[field.table]
    start, end, as_months = _read_written(text)
    if start is None and end is None:
        from grantee_app.language.reading_dates import read_date_range  # noqa: PLC0415

        reading = read_date_range(text, today=today)
        if reading.value is None:
            return Reading(problem=reading.problem)
        start, end = reading.value.start, reading.value.end
        as_months = reading.value.as_months
    if start is None and not field.may_be_empty:
        return Reading(problem=message("This cannot stay empty."))
    is_event = field.table == "activity"
    found: Columns = {
        columns[0]: start.isoformat() if start else None,
        # One day of an event has no end, one day of a plan ends on itself.
        columns[1]: end.isoformat() if end and not (is_event and end == start) else None,
    }
    if len(columns) == 3:
        found[columns[2]] = "months" if as_months else "days"
    return Reading(found)


def _read_written(text: str) -> tuple[date | None, date | None, bool]:
    """Read what `_format_dates` wrote."""
    days = _DAYS.fullmatch(text)
    try:
        if days:
            start = date.fromisoformat(days[1]) if days[1] else None
            end = date.fromisoformat(days[2]) if days[2] else None
            return start, end if "/" in text else start, bool(days[3])
        months = _MONTHS.fullmatch(text)
        if months:
            first = date(int(months[1]), int(months[2]), 1)
            last = date(int(months[3] or months[1]), int(months[4] or months[2]), 1)
            return first, _end_of_month(last), True
    except ValueError:
        pass
    return None, None, False


def _end_of_month(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _format_dates(field: Field, row: dict[str, Any]) -> str:
    columns = DATE_COLUMNS[field.table]
    start, end = row[columns[0]] or "", row[columns[1]] or ""
    if len(columns) == 3 and row[columns[2]] == "months" and start and end:
        return f"{start}/{end}/m"
    if field.table == "activity" and not end:
        return start
    return start if start == end else f"{start}/{end}"


def _read_choice(field: Field, text: str, _today: date) -> Reading[Columns]:
    if text in field.choices:
        return Reading({field.name: text})
    return Reading(problem=message("Choose one of the list."))


def _read_flag(field: Field, text: str, _today: date) -> Reading[Columns]:
    return Reading({field.name: int(text != "0")})


def _read_line(field: Field, text: str, _today: date) -> Reading[Columns]:
    if field.name == "currency" and not _CURRENCY.fullmatch(text):
        # A record with another word for it could not be read again.
        return Reading(problem=message("Choose one of the list."))
    return Reading({field.name: mend_text(text)})


def _read_number(field: Field, text: str, _today: date) -> Reading[Columns]:
    return _keep(field, read_number(text.replace(".", ",") if _is_plain(text) else text))


def _is_plain(text: str) -> bool:
    # As str() writes a number; typed by a person, «7.000» is something to ask about.
    return bool(re.fullmatch(r"-?\d+\.\d{1,2}|-?\d+\.\d{4,}", text))


_READERS: Final[dict[FieldKind, Callable[[Field, str, date], Reading[Columns]]]] = {
    "line": _read_line,
    "whole": lambda field, text, _today: _keep(field, read_whole_number(text)),
    "number": _read_number,
    "money": lambda field, text, _today: _keep(field, read_money(text)),
    "date": _read_day,
    "month": _read_month,
    "dates": _read_dates,
    "choice": _read_choice,
    "flag": _read_flag,
    "reference": _read_line,
}


# ---------------------------------------------------------------- what the models say


@cache
def _describe_table(table: str) -> dict[str, Field]:
    model = MODELS.get(table)
    if model is None:
        return {}
    found = {
        field.name: field
        for name, info in model.model_fields.items()
        if (field := _describe(table, name, info)) is not None
    }
    found |= _describe_groups(table, model)
    if table in DATE_COLUMNS:
        start = found[DATE_COLUMNS[table][0]]
        found[DATES] = Field(table, DATES, "dates", may_be_empty=start.may_be_empty)
    return found


def _describe_groups(table: str, model: type[BaseModel]) -> dict[str, Field]:
    """Return the fields of groups that live in the row itself: `fact_value`."""
    found = {}
    for name, info in model.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, Entry) and "id" not in kind.model_fields:
            for inner, inner_info in kind.model_fields.items():
                field = _describe(table, f"{name}_{inner}", inner_info)
                if field is not None and kind is not Bilingual:
                    found[field.name] = field
    return found


def _describe(table: str, name: str, info: FieldInfo) -> Field | None:
    annotation, is_optional = _unwrap(info.annotation)
    kind = _judge_kind(name, annotation)
    if kind is None or name == "id":
        return None
    choices = get_args(annotation) if kind == "choice" else ()
    empty = None if is_optional else _find_default(info, kind)
    return Field(
        table,
        name,
        kind,
        tuple(str(choice) for choice in choices),
        may_be_empty=is_optional or empty is not None,
        empty=empty,
    )


def _unwrap(annotation: Any) -> tuple[Any, bool]:
    """Return what a value may be without its limits, and whether it may be missing."""
    if get_origin(annotation) is Annotated:
        return _unwrap(get_args(annotation)[0])
    if get_origin(annotation) not in {typing.Union, types.UnionType}:
        return annotation, False
    parts = [part for part in get_args(annotation) if part is not type(None)]
    is_optional = len(parts) < len(get_args(annotation))
    if len(parts) == 1:
        return _unwrap(parts[0])[0], is_optional
    return (float if set(parts) == {int, float} else None), is_optional


def _judge_kind(name: str, annotation: Any) -> FieldKind | None:
    if get_origin(annotation) is Literal:
        return "choice"
    if annotation is date and name == "month":
        return "month"
    if annotation is int and name.endswith(("_tenge", "amount")):
        return "money"
    if annotation is str and name.endswith("_id"):
        return "reference"
    return _PLAIN_KINDS.get(annotation) if isinstance(annotation, type) else None


_PLAIN_KINDS: Final[dict[type, FieldKind]] = {
    bool: "flag",
    date: "date",
    int: "whole",
    float: "number",
    str: "line",
}


def _find_default(info: FieldInfo, kind: FieldKind) -> Value:
    if info.is_required() or info.default is None:
        return "" if kind == "line" else None
    default = info.default
    return int(default) if isinstance(default, bool) else default
