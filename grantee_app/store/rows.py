"""Records to rows and back: one rule for every table.

A bilingual text becomes two columns, a nested group of fields becomes columns with its name in
front, lists of records live in tables of their own.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, get_origin

from grantee_app.records.activity import ParticipantCounts
from grantee_app.records.base import Entry, Record

Row = dict[str, Any]


def flatten_entry(entry: Entry, prefix: str = "") -> Row:
    """Return the columns of `entry` without what lives in other tables."""
    row: Row = {}
    for name, kind in list_fields(type(entry)):
        value = getattr(entry, name)
        if kind is not None:
            row |= flatten_entry(value, f"{prefix}{name}_")
        elif isinstance(value, date):
            row[prefix + name] = value.isoformat()
        elif isinstance(value, bool):
            row[prefix + name] = int(value)
        elif isinstance(value, str):
            row[prefix + name] = mend_text(value)
        else:
            row[prefix + name] = value
    return row


def gather_fields(model: type[Entry], row: Row, prefix: str = "") -> dict[str, Any]:
    """Return the fields of `model` out of a row, nested groups as dictionaries."""
    return {
        name: row[prefix + name] if kind is None else gather_fields(kind, row, f"{prefix}{name}_")
        for name, kind in list_fields(model)
    }


def mend_text(text: str) -> str:
    """Return `text` as it can be stored: half an emoji, as a clipboard may hold it, is U+FFFD.

    Two halves that belong together become the whole character.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


@lru_cache(maxsize=64)
def list_fields(model: type[Entry]) -> tuple[tuple[str, type[Entry] | None], ...]:
    """Name every field that lives in the model's own row, with its class when it is a group."""
    fields: list[tuple[str, type[Entry] | None]] = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if get_origin(kind) is list or (isinstance(kind, type) and _lives_elsewhere(kind)):
            continue
        group = kind if isinstance(kind, type) and issubclass(kind, Entry) else None
        fields.append((name, group))
    return tuple(fields)


def _lives_elsewhere(kind: type) -> bool:
    return issubclass(kind, (Record, ParticipantCounts))
