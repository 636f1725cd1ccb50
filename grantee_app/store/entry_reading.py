"""Rows read as records, each checked by its model and kept small.

What is alike is kept once: an empty text, a period that a hundred records name. Records never
change, so that nobody sees the difference but the memory. One reader reads one tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import is_
from typing import Any, TypeVar, cast

from grantee_app.frozen import frozen
from grantee_app.giving_way import give_way
from grantee_app.records.base import Entry
from grantee_app.store.rows import Row, list_fields

Kind = TypeVar("Kind", bound=Entry)


@frozen
class _Read:
    """A record and what it was made of: a sum of its row, the lists below it."""

    row: int
    lists: dict[str, Any]
    entry: Entry


class EntryReader:
    """Makes records of rows; ValidationError where a row is not what was once written.

    Whoever reads the same tree again and again, with `begin` before each time, gets the very same
    records wherever nothing changed: a second tree beside the first costs almost nothing then.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple[object, ...], Entry] = {}
        self._groups_before: dict[tuple[object, ...], Entry] = {}
        self._read: dict[tuple[type[Entry], str], _Read] = {}
        self._read_before: dict[tuple[type[Entry], str], _Read] = {}
        self._told: dict[tuple[type[Entry], tuple[str, ...]], set[str]] = {}

    def begin(self) -> None:
        """Begin a new reading; what is not met in it again is forgotten with the next."""
        self._groups_before, self._groups = self._groups, {}
        self._read_before, self._read = self._read, {}

    def read(self, model: type[Kind], row: Row, lists: dict[str, Any]) -> Kind:
        """Return the record of a row; `lists` are the fields that live in other tables."""
        return self.read_values(model, tuple(row), tuple(row.values()), lists)

    def read_values(
        self,
        model: type[Kind],
        columns: tuple[str, ...],
        values: tuple[Any, ...],
        lists: dict[str, Any],
    ) -> Kind:
        """Return the same of a row as it comes from the database; one of its columns is `id`.

        Most rows are those of the reading before: for them nothing is made.
        """
        give_way()
        key = (model, str(values[columns.index("id")]))
        # 84 and 84.0 are equal and must not take each other's place.
        summed = hash((values, tuple(map(type, values))))
        known = self._read_before.get(key)
        if known is None or known.row != summed or not _are_same(known.lists, lists):
            row = dict(zip(columns, values, strict=True))
            known = _Read(summed, lists, self._make(model, row, lists))
        self._read[key] = known
        entry = known.entry
        assert isinstance(entry, model)  # noqa: S101 (the key says so)
        return entry

    def _make(self, model: type[Kind], row: Row, lists: dict[str, Any]) -> Kind:
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

    def share(self, key: tuple[object, ...], make: Callable[[], Kind]) -> Kind:
        """Return what was made under this key, now or in the reading before."""
        known = self._groups.get(key)
        if known is None:
            known = self._groups_before.get(key)
        if known is None:
            known = make()
        self._groups[key] = known
        return cast("Kind", known)

    def _read_group(self, kind: type[Entry], row: Row, prefix: str) -> Entry:
        values = [row[prefix + column] for column in _list_columns(kind)]
        return self.share(
            (kind, *values, *map(type, values)),
            lambda: self.make(kind, dict(self._read_fields(kind, row, prefix))),
        )

    def _read_fields(
        self, kind: type[Entry], row: Row, prefix: str
    ) -> Iterable[tuple[str, object]]:
        for name, inner in list_fields(kind):
            column = prefix + name
            yield name, row[column] if inner is None else self._read_group(inner, row, f"{column}_")


def _are_same(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Tell whether the lists hold the very same records."""
    return before.keys() == now.keys() and all(
        len(known) == len(found) and all(map(is_, known, found))
        if isinstance(known, list) and isinstance(found, list)
        else known is found
        for known, found in ((before[name], now[name]) for name in now)
    )


@lru_cache(maxsize=64)
def _list_columns(kind: type[Entry], prefix: str = "") -> tuple[str, ...]:
    columns: list[str] = []
    for name, inner in list_fields(kind):
        if inner is None:
            columns.append(prefix + name)
        else:
            columns += _list_columns(inner, f"{prefix}{name}_")
    return tuple(columns)
