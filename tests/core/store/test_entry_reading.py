"""Rows become records: every one checked, what is alike kept once, nothing taken for another."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from pydantic import ValidationError

from grantee_app.records import NO_TEXT
from grantee_app.records.plan import Indicator
from grantee_app.records.project import Partner
from grantee_app.store.entry_reading import EntryReader
from grantee_app.store.rows import flatten_entry
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace, read_sample

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


def test_read_again_what_did_not_change_is_the_very_same(tmp_path: Path) -> None:
    sample = read_sample()
    entries = EntryReader()
    with Workspace.open(tmp_path / "workspace") as workspace:
        workspace.save_project(sample)
        load = partial(workspace.load_project, sample.project.id, entries=entries)
        first, second = load(), load()
        assert second == first == workspace.load_project(sample.project.id)
        assert second.project is first.project
        changed = first.project.tasks[0].activities[0].indicators[0]
        place = RecordPlace("indicator", changed.id, "title")
        workspace.write_text(place, "kk", "Басқа көрсеткіш")
        third = load()
        assert third == workspace.load_project(sample.project.id)
    task, task_before = third.project.tasks[0], first.project.tasks[0]
    assert task.activities[0].indicators[0].title.kk == "Басқа көрсеткіш"
    assert changed.title.kk != "Басқа көрсеткіш"
    assert task is not task_before
    assert task.activities[1] is task_before.activities[1]
    assert third.project.tasks[1] is first.project.tasks[1]
    assert third.organization is first.organization


def test_a_record_that_lost_one_below_it_is_another(tmp_path: Path) -> None:
    sample = read_sample()
    entries = EntryReader()
    with Workspace.open(tmp_path / "workspace") as workspace:
        workspace.save_project(sample)
        load = partial(workspace.load_project, sample.project.id, entries=entries)
        before = load().project.tasks[0].activities[0]
        workspace.records.remove("indicator", before.indicators[-1].id)
        after = load().project.tasks[0].activities[0]
    assert len(after.indicators) == len(before.indicators) - 1
    assert after.indicators[0] is before.indicators[0]
