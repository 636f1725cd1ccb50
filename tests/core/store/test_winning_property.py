"""Whatever stands in an application, in whatever form: winning makes a project that holds.

It goes out into a file and comes back the same, winning again changes nothing, and one undo gives
the start back byte by byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grantee_app.exchange.project_files import format_project, parse_project
from grantee_app.form import list_application_forms
from grantee_app.form.project_drawing import draw_project
from grantee_app.workspace import Workspace
from grantee_app.workspace.winning import apply_winning, plan_winning
from tests.core.invented_form import FORMS, open_workspace
from tests.core.store.chance_application import begin_by_chance, sign_by_chance

TODAY = date(2031, 3, 1)
ANY_FORM = list_application_forms(FORMS)
# The rows that belong to the books themselves: history, and what is made of the others.
BOOKS = ("history", "change_set", "search")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("chance") / "w"
    with open_workspace(folder) as opened:
        yield opened


def dump(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but the history that grows with each step."""
    tables = [
        name
        for (name,) in workspace.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
        )
        if not name.startswith(("sqlite_", "_", *BOOKS))
    ]
    return {
        table: sorted(workspace.db.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
        for table in tables
    }


def export(workspace: Workspace, project_id: str) -> bytes:
    return format_project(workspace.load_project(project_id))


def count_written(workspace: Workspace, application_id: str) -> int:
    """How many activities somebody wrote."""
    values = workspace.applications.load(application_id).read_values(TODAY)
    table = values.form.find_table("activities")
    shown = table is not None and values.is_shown(table.key)
    return len(values.filled_rows(table.key)) if table is not None and shown else 0


def count_drawn(workspace: Workspace, application_id: str) -> int:
    """How many activities the project would have of them: nothing written is lost on the way."""
    values = workspace.applications.load(application_id).read_values(TODAY)
    return sum(len(task.activities) for task in draw_project(values).tasks)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(ANY_FORM), st.integers(0, 2**32))
def test_a_won_application_holds_in_every_form(
    workspace: Workspace, form: tuple[str, str], seed: int
) -> None:
    chance = Random(seed)
    project_id, application_id = begin_by_chance(workspace, "org", form, chance)
    contract = sign_by_chance(chance)
    assert count_drawn(workspace, application_id) == count_written(workspace, application_id)
    start, before = dump(workspace), export(workspace, project_id)
    plan = plan_winning(workspace, application_id, contract, today=TODAY)
    keys = [change.key for change in plan.changes]
    assert len(set(keys)) == len(keys)
    wanted = frozenset(change.key for change in plan.list("ask") if chance.random() < 0.5)
    apply_winning(workspace, plan, wanted, TODAY)
    won, after = dump(workspace), export(workspace, project_id)

    # Out and in again: the same project, in the same bytes.
    content = parse_project(after, "project.json")
    with Workspace.in_memory() as other:
        other.save_project(content)
        assert export(other, project_id) == after
        assert other.load_project(project_id) == workspace.load_project(project_id)

    # Once more: nothing is left to do, and doing it does nothing.
    again = plan_winning(workspace, application_id, contract, today=TODAY)
    assert again.is_idle
    assert not wanted & {change.key for change in again.list("ask")}
    result = apply_winning(workspace, again, on=TODAY)
    assert (result.made, result.changed) == (0, 0)
    assert dump(workspace) == won

    # One step back.
    workspace.undo()
    assert dump(workspace) == start
    assert export(workspace, project_id) == before
    workspace.redo()
    assert dump(workspace) == won


def test_every_form_that_ships_and_the_invented_ones_are_tried() -> None:
    assert {form for form, _ in ANY_FORM} >= {
        "kz-state-grant/application",
        "small-grant/application",
        "private-donor/project-proposal",
        "private-donor/concept-note",
        "steppe-fund/idea",
    }
