"""Rows become records: every one checked, what is alike kept once, nothing taken for another."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from grantee_app.records import NO_TEXT
from grantee_app.records.plan import Indicator
from grantee_app.records.project import Partner
from grantee_app.store.entry_reading import EntryReader
from grantee_app.store.rows import flatten_entry

PLAN = "plan_target"


def test_alike_texts_are_kept_once() -> None:
    reader = EntryReader()
    rows = [flatten_entry(Partner(id=name, name=NO_TEXT)) for name in ("first", "second")]
    first, second = (reader.read(Partner, row, {}) for row in rows)
    assert first.name is second.name
    assert first.id != second.id
    assert first == Partner(id="first", name=NO_TEXT)


def test_a_copy_changed_leaves_the_others_as_they_are() -> None:
    reader = EntryReader()
    first = reader.read(Partner, flatten_entry(Partner(id="first", name=NO_TEXT)), {})
    second = reader.read(Partner, flatten_entry(Partner(id="second", name=NO_TEXT)), {})
    changed = first.model_copy(update={"id": "third"})
    assert (changed.id, second.id) == ("third", "second")
    assert changed.model_dump() == Partner(id="third", name=NO_TEXT).model_dump()


def test_equal_numbers_of_different_kinds_stay_what_they_are() -> None:
    reader = EntryReader()
    row = flatten_entry(Indicator(id="first", title=NO_TEXT))
    found = [
        reader.read(Indicator, row | {"id": str(place), PLAN: value}, {})
        for place, value in enumerate((84, 84.0))
    ]
    kinds = [type(flatten_entry(entry)[PLAN]) for entry in found]
    assert kinds == [int, float]


def test_a_damaged_row_is_no_record() -> None:
    row = flatten_entry(Partner(id="first", name=NO_TEXT))
    with pytest.raises(ValidationError):
        EntryReader().read(Partner, row | {"name_kk": 5}, {})
