"""Values written as text: what parses becomes a value, what does not is kept as it was typed."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.store.fields import find_field, format_columns, read_typed
from grantee_app.store.projects import MODELS
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace, read_sample

TODAY = date(2024, 9, 1)


@pytest.fixture
def workspace():
    with Workspace.with_sample() as opened:
        yield opened


def first(workspace: Workspace, table: str) -> str:
    return workspace.db.execute(f'SELECT id FROM "{table}" ORDER BY id').fetchone()[0]


def test_every_value_of_the_sample_reads_back_from_its_written_form(workspace):
    seen = set()
    for table in MODELS:
        for row in workspace.db.query(f'SELECT * FROM "{table}"'):
            for name in _fields(table):
                field = find_field(table, name)
                text = format_columns(field, row)
                if text:
                    read = read_typed(field, text, TODAY)
                    assert read.value is not None, (table, name, text, read.problem)
                    assert {column: row[column] for column in read.value} == read.value
                    seen.add(field.kind)
    assert seen >= {"line", "whole", "number", "money", "date", "dates", "choice", "flag"}


def _fields(table: str) -> list[str]:
    from grantee_app.store import fields

    return sorted(fields._describe_table(table))


@pytest.mark.parametrize(
    ("table", "name", "text", "columns"),
    [
        ("expense", "amount_tenge", "1 200 000 тг", {"amount_tenge": 1_200_000}),
        ("expense", "amount_tenge", "", {"amount_tenge": 0}),
        ("expense", "paid_on", "10.07.24", {"paid_on": "2024-07-10"}),
        ("expense", "paid_on", "", {"paid_on": None}),
        ("expense", "month", "2024-07", {"month": "2024-07-01"}),
        ("expense", "kind", "tax", {"kind": "tax"}),
        ("staff_member", "is_on_staff", "0", {"is_on_staff": 0}),
        ("staff_member", "monthly_wage_tenge", "", {"monthly_wage_tenge": None}),
        ("project", "dates", "27.05.2024-30.11.2024",
         {"starts_on": "2024-05-27", "ends_on": "2024-11-30"}),
        ("planned_activity", "dates", "маусым-қазан 2024",
         {"starts_on": "2024-06-01", "ends_on": "2024-10-31", "dates_as": "months"}),
        ("planned_activity", "dates", "2024-06/2024-10",
         {"starts_on": "2024-06-01", "ends_on": "2024-10-31", "dates_as": "months"}),
        ("planned_activity", "dates", "2024-06-03/2024-10-25/m",
         {"starts_on": "2024-06-03", "ends_on": "2024-10-25", "dates_as": "months"}),
        ("planned_activity", "dates", "/2024-10-31",
         {"starts_on": None, "ends_on": "2024-10-31", "dates_as": "days"}),
        ("activity", "dates", "10.07.2024", {"starts_on": "2024-07-10", "ends_on": None}),
        ("budget_line", "quantity", "2,5", {"quantity": 2.5}),
    ],
)  # fmt: skip
def test_what_people_write_becomes_columns(table, name, text, columns):
    assert read_typed(find_field(table, name), text, TODAY).value == columns


@pytest.mark.parametrize(
    ("table", "name", "text"),
    [
        ("expense", "amount_tenge", "көп"),
        ("expense", "paid_on", "31.02.2024"),
        ("expense", "kind", "gift"),
        ("activity", "dates", ""),
        ("activity", "dates", "/2024-07-10"),
    ],
)
def test_what_does_not_parse_gets_a_sentence(table, name, text):
    read = read_typed(find_field(table, name), text, TODAY)
    assert read.value is None
    assert read.problem is not None


def test_a_half_typed_value_is_kept_and_the_old_one_stays_in_force(workspace):
    place = RecordPlace("expense", first(workspace, "expense"), "paid_on")
    before = workspace.read_text(place, "")
    workspace.write_text(place, "", "31.0")
    assert workspace.read_text(place, "") == "31.0"
    row = workspace.records.read_row("expense", place.record_id)
    assert (row["paid_on"] or "") == before
    workspace.end_step()
    workspace.write_text(place, "", "31.08.2024")
    assert workspace.read_text(place, "") == "2024-08-31"
    undone = workspace.undo()
    assert workspace.read_text(place, "") == "31.0"
    assert undone is not None
    assert {text.place for text in undone.texts} == {place}
    workspace.undo()
    assert workspace.read_text(place, "") == before


def test_a_plan_in_words_brings_its_numbers(workspace):
    place = RecordPlace("indicator", first(workspace, "indicator"), "plan_text")
    workspace.write_text(place, "ru", "не менее 80 %")
    row = workspace.records.read_row("indicator", place.record_id)
    assert (row["plan_target"], row["plan_unit"], row["plan_comparison"]) == (
        80,
        "percent",
        "at_least",
    )


def test_a_field_nobody_knows_is_a_mistake_of_ours(workspace):
    with pytest.raises(ValueError, match="no field"):
        workspace.write_text(RecordPlace("expense", "x", "colour"), "", "red")
    with pytest.raises(KeyError):
        workspace.write_text(RecordPlace("expense", "gone", "paid_on"), "", "10.07.2024")


def test_a_removed_row_takes_its_drafts_along_and_undo_brings_both_back(workspace):
    row_id = first(workspace, "expense")
    place = RecordPlace("expense", row_id, "paid_on")
    workspace.write_text(place, "", "кеше ме")
    workspace.records.remove("expense", row_id)
    assert workspace.db.execute("SELECT count(*) FROM draft").fetchone()[0] == 0
    workspace.undo()
    assert workspace.read_text(place, "") == "кеше ме"


def test_the_sample_knows_no_draft():
    assert read_sample().project.title
