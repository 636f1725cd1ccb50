"""Rows that name one another without hanging on one another: undo, versions, erasing, drafts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from grantee_app.records import ProjectFile
from grantee_app.store.fields import read_field, write_field
from grantee_app.store.history import thinning
from grantee_app.store.projects import delete_project
from grantee_app.store.safety.salvage import salvage
from grantee_app.workspace import DATABASE_NAME, Workspace
from tests.core.store.history_data import dump_tables, make_project

TODAY = date(2024, 7, 10)


def make_content() -> ProjectFile:
    """Two members of the staff, one responsible for each activity, a line of the budget, wages."""
    data = make_project().model_dump(mode="json")
    project = data["project"]
    project["staff"] = [
        {"id": "dana", "name": {"kk": "Дана"}, "monthly_wage_tenge": 45_000},
        {"id": "erlan", "name": {"kk": "Ерлан"}},
    ]
    for task, member in zip(project["tasks"], ("dana", "erlan"), strict=True):
        task["activities"][0]["responsible_id"] = member
    project["budget_lines"] = [
        {"id": "line", "title": {"kk": "Еңбекақы"}, "planned_activity_id": "activity-0"}
    ]
    project["expenses"] = [
        {
            "id": f"wage-{month}",
            "kind": "payroll",
            "amount_tenge": 45_000,
            "budget_line_id": "line",
            "staff_member_id": "dana",
            "month": f"2024-0{month}-01",
        }
        for month in (6, 7)
    ]
    return ProjectFile.model_validate(data)


CONTENT = make_content()


@pytest.fixture
def workspace():
    with Workspace.in_memory() as opened:
        opened.save_project(CONTENT)
        yield opened


def load(workspace: Workspace) -> ProjectFile:
    return workspace.load_project("project-0")


def remove(workspace: Workspace, table: str, row_id: str) -> int:
    """Remove a row as one step and return the number of its change set."""
    with workspace.change():
        workspace.db.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])
    return int(workspace.db.execute("SELECT max(id) FROM change_set").fetchone()[0])


def named(workspace: Workspace, table: str, column: str) -> list[str | None]:
    rows = workspace.db.execute(f"SELECT {column} FROM {table} ORDER BY id").fetchall()
    return [value for (value,) in rows]


# ---------------------------------------------------------------- undo


@pytest.mark.parametrize(
    ("table", "row_id"),
    [("staff_member", "dana"), ("budget_line", "line"), ("task", "task-0"), ("expense", "wage-6")],
)
def test_undo_brings_a_row_back_and_its_name_wherever_it_stood(
    workspace: Workspace, table: str, row_id: str
):
    remove(workspace, table, row_id)
    without = load(workspace)
    assert without != CONTENT
    assert workspace.undo() is not None
    assert load(workspace) == CONTENT
    assert workspace.redo() is not None
    assert load(workspace) == without


def test_a_member_who_leaves_is_named_nowhere(workspace: Workspace):
    remove(workspace, "staff_member", "dana")
    assert named(workspace, "planned_activity", "responsible_id") == [None, "erlan"]
    assert named(workspace, "expense", "staff_member_id") == [None, None]
    assert named(workspace, "expense", "budget_line_id") == ["line", "line"]
    workspace.undo()
    assert named(workspace, "planned_activity", "responsible_id") == ["dana", "erlan"]
    assert named(workspace, "expense", "staff_member_id") == ["dana", "dana"]


def test_a_project_replaced_is_undone_with_all_its_names(workspace: Workspace):
    before = dump_tables(workspace.db)
    project = CONTENT.project.model_copy(update={"staff": [], "tasks": [], "budget_lines": []})
    project = project.model_copy(update={"expenses": []})
    workspace.save_project(CONTENT.model_copy(update={"project": project}), replace=True)
    workspace.undo()
    assert dump_tables(workspace.db) == before


# ---------------------------------------------------------------- versions


def test_a_member_brought_back_is_named_again_where_nobody_else_is(workspace: Workspace):
    gone = remove(workspace, "staff_member", "dana")
    with workspace.change():
        workspace.db.execute("UPDATE expense SET staff_member_id = 'erlan' WHERE id = 'wage-7'")
    workspace.restore_record("staff_member", "dana", gone)
    assert named(workspace, "planned_activity", "responsible_id") == ["dana", "erlan"]
    assert named(workspace, "expense", "staff_member_id") == ["dana", "erlan"]
    workspace.undo()
    assert named(workspace, "expense", "staff_member_id") == [None, "erlan"]


def test_an_earlier_row_that_named_somebody_gone_comes_back_without_the_name(
    workspace: Workspace,
):
    with workspace.change():
        workspace.db.execute(
            "UPDATE expense SET staff_member_id = NULL, amount_tenge = 1 WHERE id = 'wage-6'"
        )
    changed = int(workspace.db.execute("SELECT max(id) FROM change_set").fetchone()[0])
    remove(workspace, "staff_member", "dana")
    workspace.restore_record("expense", "wage-6", changed)
    expense = load(workspace).project.expenses[0]
    assert (expense.amount_tenge, expense.staff_member_id) == (45_000, None)
    assert expense.budget_line_id == "line"


def test_a_row_comes_back_without_what_has_gone_since(workspace: Workspace):
    gone = remove(workspace, "expense", "wage-6")
    remove(workspace, "staff_member", "dana")
    workspace.restore_record("expense", "wage-6", gone)
    assert named(workspace, "expense", "staff_member_id") == [None, None]
    assert workspace.db.execute("PRAGMA foreign_key_check").fetchall() == []


# ---------------------------------------------------------------- erasing and drafts


def type_in(workspace: Workspace, row: tuple[str, str], name: str, text: str) -> None:
    with workspace.change():
        write_field(workspace.db, *row, name, text, TODAY)


def count_drafts(workspace: Workspace) -> int:
    return int(workspace.db.execute("SELECT count(*) FROM draft").fetchone()[0])


def test_an_erased_row_takes_its_drafts_of_now_and_then(tmp_path: Path):
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(CONTENT)
        wage, other = ("expense", "wage-6"), ("expense", "wage-7")
        type_in(workspace, wage, "amount_tenge", "құпия сома Дананың")
        type_in(workspace, wage, "paid_on", "бұрынғы құпия")
        type_in(workspace, wage, "paid_on", "10.07.2024")
        type_in(workspace, other, "amount_tenge", "шамамен 45")
        assert count_drafts(workspace) == 2
        assert workspace.erase_record("expense", "wage-6").rows == {"expense": 1, "draft": 1}
        assert read_field(workspace.db, *other, "amount_tenge") == "шамамен 45"
        assert count_drafts(workspace) == 1
        told = "".join(
            str(old) for (old,) in workspace.db.execute("SELECT old FROM history").fetchall()
        )
        assert "құпия" not in told
        database = b"".join(
            path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith(DATABASE_NAME)
        )
        assert "құпия".encode() not in database


def test_an_erased_member_is_named_nowhere_and_the_rest_stays(workspace: Workspace):
    erased = workspace.erase_record("staff_member", "dana")
    assert erased.rows == {"staff_member": 1}
    project = load(workspace).project
    assert [member.id for member in project.staff] == ["erlan"]
    assert [expense.staff_member_id for expense in project.expenses] == [None, None]
    assert [expense.amount_tenge for expense in project.expenses] == [45_000, 45_000]


def test_a_deleted_or_replaced_project_leaves_no_draft(workspace: Workspace):
    workspace.save_project(make_project(1))
    kept = ("planned_activity", "activity-10")
    type_in(workspace, ("expense", "wage-6"), "amount_tenge", "қанша екен")
    type_in(workspace, kept, "dates", "қашан екен")
    workspace.save_project(CONTENT, replace=True)
    assert count_drafts(workspace) == 1
    type_in(workspace, ("expense", "wage-6"), "amount_tenge", "қанша екен")
    with workspace.change():
        delete_project(workspace.db, "project-0")
    assert count_drafts(workspace) == 1
    assert read_field(workspace.db, *kept, "dates") == "қашан екен"
    workspace.undo()
    assert count_drafts(workspace) == 2


def test_drafts_and_settings_are_thinned_like_anything_else(workspace: Workspace):
    for amount in ("бір", "екі", "үш"):
        type_in(workspace, ("expense", "wage-6"), "amount_tenge", amount)
    while thinning.thin_history(workspace.db):
        pass
    assert read_field(workspace.db, "expense", "wage-6", "amount_tenge") == "үш"
    workspace.undo()
    assert read_field(workspace.db, "expense", "wage-6", "amount_tenge") == "екі"


# ---------------------------------------------------------------- salvage


def test_salvage_keeps_files_of_expenses_drafts_and_settings(tmp_path: Path):
    file = {"id": "act", "name": "акт.pdf", "media_type": "application/pdf", "size": 7}
    data = CONTENT.model_dump(mode="json")
    data["project"]["expenses"][0]["attachments"] = [{**file, "sha256": "0" * 64}]
    content = ProjectFile.model_validate(data)
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(content)
        type_in(workspace, ("expense", "wage-6"), "amount_tenge", "қанша екен")
        with workspace.change():
            workspace.db.execute("INSERT INTO setting VALUES ('rules.x', '5')")
        before = dump_tables(workspace.db)
    report = salvage(tmp_path / DATABASE_NAME, tmp_path / "saved.sqlite3")
    assert (report.lost, report.loose) == (0, 0)
    (tmp_path / DATABASE_NAME).unlink()
    (tmp_path / "saved.sqlite3").rename(tmp_path / DATABASE_NAME)
    with Workspace.open(tmp_path) as workspace:
        assert load(workspace) == content
        assert dump_tables(workspace.db) == before


def test_salvage_forgets_the_names_of_lost_rows(tmp_path: Path):
    with Workspace.open(tmp_path) as workspace:
        workspace.save_project(CONTENT)
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME, isolation_level=None)) as damaged:
        damaged.execute("DELETE FROM staff_member WHERE id = 'dana'")
        assert damaged.execute("PRAGMA foreign_key_check").fetchall()
    report = salvage(tmp_path / DATABASE_NAME, tmp_path / "saved.sqlite3")
    assert report.loose == 0
    with closing(sqlite3.connect(tmp_path / "saved.sqlite3")) as saved:
        found = saved.execute("SELECT responsible_id FROM planned_activity ORDER BY id").fetchall()
    assert found == [(None,), ("erlan",)]
