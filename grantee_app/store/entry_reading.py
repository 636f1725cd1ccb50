"""Rows read as records, each checked by its model and kept small.

What is alike is kept once: an empty text, a period that a hundred records name. Records never
change, so that nobody sees the difference but the memory. One reader reads one tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from grantee_app.records.base import Entry
from grantee_app.store.rows import Row, list_fields

Kind = TypeVar("Kind", bound=Entry)


class EntryReader:
    """Makes records of rows; ValidationError where a row is not what was once written."""

    def __init__(self) -> None:
        self._groups: dict[tuple[object, ...], Entry] = {}
        self._told: dict[tuple[type[Entry], tuple[str, ...]], set[str]] = {}

    def read(self, model: type[Kind], row: Row, lists: dict[str, Any]) -> Kind:
        """Return the record of a row; `lists` are the fields that live in other tables."""
        fields = {
            name: row[name] if kind is None else self._read_group(kind, row, f"{name}_")
            for name, kind in list_fields(model)
        }
        return self.make(model, fields | lists)

    def make(self, model: type[Kind], fields: dict[str, Any]) -> Kind:
        """Return a record of its fields.

        Made record by record, never as a whole tree: a thousand records checked in one go would
        let no other thread have a turn.
        """
        entry = model.model_validate(fields)
        # Each would keep a set of its own of the same few names.
        key = (model, tuple(fields))
        shared = self._told.setdefault(key, entry.__pydantic_fields_set__)
        object.__setattr__(entry, "__pydantic_fields_set__", shared)
        return entry

    def _read_group(self, kind: type[Entry], row: Row, prefix: str) -> Entry:
        values = [row[prefix + column] for column in _list_columns(kind)]
        # 84 and 84.0 are equal and must not take each other's place.
        key = (kind, *values, *map(type, values))
        known = self._groups.get(key)
        if known is None:
            known = self._groups[key] = self.make(kind, dict(self._read_fields(kind, row, prefix)))
        return known

    def _read_fields(
        self, kind: type[Entry], row: Row, prefix: str
    ) -> Iterable[tuple[str, object]]:
        for name, inner in list_fields(kind):
            column = prefix + name
            yield name, row[column] if inner is None else self._read_group(inner, row, f"{column}_")


@lru_cache(maxsize=64)
def _list_columns(kind: type[Entry], prefix: str = "") -> tuple[str, ...]:
    columns: list[str] = []
    for name, inner in list_fields(kind):
        if inner is None:
            columns.append(prefix + name)
        else:
            columns += _list_columns(inner, f"{prefix}{name}_")
    return tuple(columns)
