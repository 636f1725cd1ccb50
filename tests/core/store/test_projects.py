"""Projects in and out of the database: nothing changed, nothing left over, nothing half done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_origin

import pytest
from hypothesis import given, settings
from pydantic import BaseModel

from grantee_app.errors import DataProblem, StoreProblem
from grantee_app.records import (
    Activity,
    Answer,
    Attachment,
    Bilingual,
    BudgetLine,
    Evidence,
    Expense,
    Indicator,
    Organization,
    PlannedActivity,
    PlannedValue,
    Project,
    ProjectFile,
    StaffMember,
    Task,
)
from grantee_app.records.activity import ParticipantCounts
from grantee_app.records.base import Entry, Record
from grantee_app.records.references import REFERENCES
from grantee_app.store import connection
from grantee_app.store.projects import CHILDREN, delete_project, list_projects
from grantee_app.workspace import Workspace, read_sample
from tests.core.store.arbitrary import project_files, records

NAME = Bilingual(kk="аты")


def make_file(*tasks: Task, **fields) -> ProjectFile:
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=fields.pop("organization", Organization(name=NAME)),
        project=Project(title=NAME, tasks=list(tasks), **fields),
    )


def count_rows(workspace: Workspace) -> dict[str, int]:
    """Return the number of rows of every table of records that has any."""
    tables = {"project", "organization", "participant_count"}
    tables |= {child.table for children in CHILDREN.values() for child in children}
    counted = {
        table: workspace.db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in tables
    }
    return {table: count for table, count in counted.items() if count}


# ------------------------------------------------------------------ round trip


@settings(max_examples=60)
@given(project_files())
def test_what_was_saved_is_loaded(content):
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        assert workspace.load_project(content.project.id) == content


@settings(max_examples=25)
@given(project_files(), records(Task))
def test_a_project_replaced_leaves_nothing_of_the_old_one(content, task):
    tasks = [task, *reversed(content.project.tasks)]
    changed = content.model_copy(
        update={"project": content.project.model_copy(update={"tasks": tasks, "answers": []})}
    )
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        workspace.save_project(changed, replace=True)
        assert workspace.load_project(content.project.id) == changed
        delete_project(workspace.db, content.project.id)
        assert count_rows(workspace) == {"organization": 1}


def test_the_sample_comes_back_as_it_is():
    with Workspace.with_sample() as workspace:
        (summary,) = workspace.list_projects()
        loaded = workspace.load_project(summary.id)
    assert loaded == read_sample()
    assert json.loads(loaded.model_dump_json()) == json.loads(read_sample().model_dump_json())


def test_whole_numbers_stay_whole_and_rates_stay_rates():
    plans = [PlannedValue(target=value) for value in (80, 80.0, 84.5, 0, 10**15)]
    indicators = [Indicator(title=NAME, plan=plan) for plan in plans]
    activity = PlannedActivity(title=NAME, indicators=indicators)
    content = make_file(Task(title=NAME, activities=[activity]))
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        loaded = workspace.load_project(content.project.id).project
    targets = [indicator.plan.target for indicator in loaded.tasks[0].activities[0].indicators]
    assert [(type(target), target) for target in targets] == [
        *((int, 80), (float, 80.0), (float, 84.5)),
        *((int, 0), (int, 10**15)),
    ]


def test_evidence_of_a_plan_before_that_of_an_event():
    """Found by drawing trees: rows were written in the order in which they were met."""
    first = PlannedActivity(title=NAME, evidence=[Evidence(kind="rules")])
    event = Activity(starts_on="2024-05-06", evidence=[Evidence(kind="photo", quantity=6)])
    second = PlannedActivity(title=NAME, held=[event])
    content = make_file(Task(title=NAME, activities=[first, second]))
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        assert workspace.load_project(content.project.id) == content


def test_lists_keep_their_order_whatever_their_ids():
    tasks = [Task(title=Bilingual(kk=f"{n}")) for n in range(30)]
    tasks.sort(key=lambda task: task.id[::-1])
    groups = {f"топ{n}": n for n in (5, 3, 9, 1)}
    event = Activity(starts_on="2024-05-06", participants=ParticipantCounts(category=groups))
    tasks[7] = tasks[7].model_copy(
        update={"activities": [PlannedActivity(title=NAME, held=[event])]}
    )
    content = make_file(*tasks)
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        loaded = workspace.load_project(content.project.id).project
    assert [task.id for task in loaded.tasks] == [task.id for task in tasks]
    counted = loaded.tasks[7].activities[0].held[0].participants.category
    assert list(counted.items()) == list(groups.items())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "a\x00b"),
        ("😀\u200d👩", "😀\u200d👩"),
        ("й\u0306 мен й", "й\u0306 мен й"),
        ("\ud83d\ude00", "😀"),
        ("жарты \ud83d ғана", "жарты \ufffd ғана"),
        (" \r\n\t", " \r\n\t"),
    ],
)
def test_texts_are_kept_as_typed(typed, kept):
    content = make_file(Task(title=Bilingual(kk=typed)))
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        assert workspace.load_project(content.project.id).project.tasks[0].title.kk == kept


# ------------------------------------------------------------------ all or nothing


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_without_room_is_refused_and_changes_nothing(number):
    file = Attachment(name="a", media_type="text/plain", size=number, sha256="0" * 64)
    with Workspace.in_memory() as workspace:
        with pytest.raises(DataProblem, match="too large"):
            workspace.save_project(make_file(Task(title=NAME), attachments=[file]))
        assert count_rows(workspace) == {}


def test_an_id_used_twice_is_refused_and_changes_nothing():
    task = Task(title=NAME)
    with Workspace.in_memory() as workspace:
        with pytest.raises(DataProblem, match="used twice"):
            workspace.save_project(make_file(task, task))
        assert count_rows(workspace) == {}
        workspace.save_project(make_file(task))
        before = count_rows(workspace)
        # The same row again, in another project.
        with pytest.raises(DataProblem, match="used twice"):
            workspace.save_project(make_file(task))
        assert count_rows(workspace) == before


def test_two_answers_at_one_place_are_refused():
    answer = Answer(form="f", version="1", path="p", language="kk", value="бір")
    other = answer.model_copy(update={"value": "екі"})
    with Workspace.in_memory() as workspace:
        with pytest.raises(DataProblem):
            workspace.save_project(make_file(answers=[answer, other]))
        assert count_rows(workspace) == {}


def test_a_project_is_not_written_over_by_chance():
    content = make_file(Task(title=Bilingual(kk="бұрынғы")))
    changed = make_file(Task(title=Bilingual(kk="жаңа")), id=content.project.id)
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        with pytest.raises(DataProblem, match="already in the workspace"):
            workspace.save_project(changed)
        assert workspace.load_project(content.project.id) == content
        # A replacement that fails half-way leaves the old one standing.
        task = Task(title=NAME)
        broken = make_file(task, task, id=content.project.id)
        with pytest.raises(DataProblem):
            workspace.save_project(broken, replace=True)
        assert workspace.load_project(content.project.id) == content


def test_deleting_one_project_leaves_the_other_and_their_organization():
    organization = read_sample().organization
    with Workspace.with_sample() as workspace:
        (sample,) = workspace.list_projects()
        before = count_rows(workspace)
        other = make_file(Task(title=NAME), organization=organization)
        workspace.save_project(other)
        delete_project(workspace.db, other.project.id)
        assert count_rows(workspace) == before
        delete_project(workspace.db, sample.id)
        assert count_rows(workspace) == {"organization": 1}
        with pytest.raises(DataProblem):
            workspace.load_project(sample.id)


def test_projects_are_listed_newest_first():
    years = ["2023-01-01", None, "2025-01-01", "2024-01-01"]
    with Workspace.in_memory() as workspace:
        for year in years:
            workspace.save_project(make_file(starts_on=year))
        listed = [project.starts_on for project in list_projects(workspace.db)]
    assert [day and day.year for day in listed] == [2025, 2024, 2023, None]


# ------------------------------------------------------------------ writer and readers


def test_a_reader_sees_one_moment(tmp_path: Path):
    content = make_file(Task(title=NAME))
    with Workspace.open(tmp_path) as writer:
        writer.save_project(content)
        with writer.open_reader() as reader:
            with reader.snapshot():
                assert len(reader.load_project(content.project.id).project.tasks) == 1
                more = make_file(Task(title=NAME), Task(title=NAME), id=content.project.id)
                writer.save_project(more, replace=True)
                assert len(reader.load_project(content.project.id).project.tasks) == 1
            assert len(reader.load_project(content.project.id).project.tasks) == 2


def test_a_reader_cannot_write(tmp_path: Path):
    content = make_file(Task(title=NAME))
    with Workspace.open(tmp_path) as writer:
        writer.save_project(content)
        with writer.open_reader() as reader:
            with pytest.raises(StoreProblem):
                reader.save_project(make_file())
            with pytest.raises(Exception, match=r"readonly|read-only|not authorized"):
                reader.db.execute("DELETE FROM task")
        assert writer.load_project(content.project.id) == content


def test_durability_and_foreign_keys_are_really_on(tmp_path: Path):
    with Workspace.open(tmp_path) as writer, writer.open_reader() as reader:
        for db in (writer.db, reader.db):
            assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert writer.db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
        assert reader.db.execute("PRAGMA query_only").fetchone()[0] == 1


# ------------------------------------------------------------------ models and columns


def stored_columns(model: type[BaseModel], prefix: str = "") -> set[str]:
    """Return the columns that the fields of `model` need in its own table."""
    columns: set[str] = set()
    for name, field in model.model_fields.items():
        kind = field.annotation
        if kind is Bilingual:
            columns |= {f"{prefix}{name}_kk", f"{prefix}{name}_ru"}
        elif get_origin(kind) is list or (isinstance(kind, type) and issubclass(kind, Record)):
            continue
        elif kind is ParticipantCounts:
            columns.add(f"{name}_total")
        elif isinstance(kind, type) and issubclass(kind, Entry):
            columns |= stored_columns(kind, f"{prefix}{name}_")
        else:
            columns.add(f"{prefix}{name}")
    return columns


# Where a row hangs, and where in its list it stands.
HANGING = {
    "organization": set(),
    "project": {"organization_id"},
    "grant": {"project_id"},
    "answer": {"id", "project_id", "position"},
    "evidence": {"planned_activity_id", "activity_id", "position"},
    # The name as a search compares it follows from the name.
    "participant": {"project_id", "position", "name_key"},
    "attachment": {
        "project_id",
        "evidence_id",
        "expense_id",
        "application_document_id",
        "position",
    },
}
TABLES = {"organization": Organization, "project": Project} | {
    child.table: child.model for children in CHILDREN.values() for child in children
}


@pytest.mark.parametrize("table", TABLES)
def test_every_field_has_its_column_and_every_column_its_field(table):
    db = connection.open_memory()
    columns = {column.name for column in db[table].columns}
    parents = {
        f"{parent}_id"
        for parent, children in CHILDREN.items()
        for child in children
        if child.table == table
    }
    hanging = HANGING.get(table, {"position", *parents})
    assert columns == stored_columns(TABLES[table]) | hanging
    assert parents <= columns


def test_every_list_of_a_model_has_its_table():
    for model in {Organization, Project, *TABLES.values()}:
        table = next(name for name, known in TABLES.items() if known is model)
        lists = {
            name
            for name, field in model.model_fields.items()
            if get_origin(field.annotation) is list or name == "grant"
        }
        assert lists == {child.field for child in CHILDREN.get(table, ())}


def test_tables_are_strict_and_rows_go_with_what_they_hang_on():
    db = connection.open_memory()
    for table in TABLES:
        assert db[table].strict
        for key in db[table].foreign_keys:
            field = TABLES[table].model_fields.get(key.column)
            if key.column in REFERENCES and field is not None:
                # Whoever was there and is gone was not there.
                assert key.on_delete == ("CASCADE" if field.is_required() else "SET NULL")
            elif key.other_table != "organization":
                assert key.on_delete == "CASCADE"


def test_every_reference_is_kept_by_the_database_until_the_end_of_a_transaction():
    db = connection.open_memory()
    kept = {}
    for table, model in TABLES.items():
        fields = {name for name in model.model_fields if name.endswith("_id")}
        assert fields <= set(REFERENCES)
        for key in db[table].foreign_keys:
            if key.column in fields:
                kept[table, key.column] = key.other_table
        (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
        deferred = sql.count("DEFERRABLE INITIALLY DEFERRED")
        assert deferred == sum(name == table for name, _ in kept)
    assert kept == {
        ("planned_activity", "responsible_id"): "staff_member",
        ("budget_line", "planned_activity_id"): "planned_activity",
        ("expense", "budget_line_id"): "budget_line",
        ("expense", "staff_member_id"): "staff_member",
        ("attendance", "participant_id"): "participant",
        ("not_same", "first_id"): "participant",
        ("not_same", "second_id"): "participant",
    }


def test_whoever_is_referred_to_may_go():
    member = StaffMember(name=NAME)
    activity = PlannedActivity(title=NAME, responsible_id=member.id)
    line = BudgetLine(title=NAME, planned_activity_id=activity.id)
    expense = Expense(kind="payroll", budget_line_id=line.id, staff_member_id=member.id)
    content = make_file(
        Task(title=NAME, activities=[activity]),
        staff=[member],
        budget_lines=[line],
        expenses=[expense],
    )
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        for table in ("staff_member", "budget_line", "planned_activity"):
            workspace.db.execute(f"DELETE FROM {table}")
        project = workspace.load_project(content.project.id).project
    assert project.expenses == [
        expense.model_copy(update={"budget_line_id": None, "staff_member_id": None})
    ]


def test_a_reference_to_nothing_is_refused_and_changes_nothing():
    expense = Expense(kind="payroll", staff_member_id="nobody")
    with Workspace.in_memory() as workspace:
        with pytest.raises(DataProblem, match="names a record"):
            workspace.save_project(make_file(expenses=[expense]))
        assert count_rows(workspace) == {}
