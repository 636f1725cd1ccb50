"""The nine levels promised in a state grant's application are the plan of its report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from grantee_app.form.answers import gather_answers, socio_plan_path
from grantee_app.form.catalogue import load_application_form, load_form
from grantee_app.form.definition import SocioFigure
from grantee_app.form.meanings import FIELD_MEANINGS, LEVEL_MEANINGS
from grantee_app.store.texts import AnswerPlace
from grantee_app.workspace import Workspace
from grantee_app.workspace.winning import Contract, WinningPlan, apply_winning, plan_winning
from tests.core.invented_form import open_workspace
from tests.core.store.winning_story import begin

TODAY = date(2031, 3, 1)
STATE: dict[str, Any] = {"form": "kz-state-grant/application", "version": "2024", "kind": "short"}
REPORT = ("kz-state-grant/final-report", "2024")
LEVELS = {
    "direct_beneficiaries": "1200",
    "indirect_beneficiaries": "20000",
    "staff": "3",
    "specialists": "0",
    "ngos": "7",
    "payroll": "2400000",
    "taxes": "228000",
    "purchases": "4372000",
    "partners": "5",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "w") as opened:
        yield opened


def promise(workspace: Workspace, **call: Any) -> tuple[str, str]:
    values = {f"socio_{figure}": level for figure, level in LEVELS.items()}
    project_id, application_id, _ = begin(workspace, values, {}, **(STATE | call))
    return project_id, application_id


def plan(workspace: Workspace, application_id: str) -> WinningPlan:
    return plan_winning(workspace, application_id, Contract(), today=TODAY)


def read_levels(workspace: Workspace, project_id: str) -> dict[str, str]:
    """What the final report's plan says, by figure; nothing for what nobody told."""
    answers = gather_answers(workspace.load_project(project_id).project.answers, load_form(*REPORT))
    found = {figure: answers.value(socio_plan_path(figure)) for figure in LEVELS}
    return {figure: level for figure, level in found.items() if level}


def place(project_id: str, figure: str) -> AnswerPlace:
    return AnswerPlace(project_id, *REPORT, socio_plan_path(figure))


def test_every_row_of_the_report_has_a_meaning_that_the_state_form_asks_for():
    assert set(LEVEL_MEANINGS.values()) == set(get_args(SocioFigure)) == set(LEVELS)
    assert set(LEVEL_MEANINGS) <= set(FIELD_MEANINGS)
    form = load_application_form(STATE["form"], STATE["version"])
    for meaning, figure in LEVEL_MEANINGS.items():
        assert form.by_meaning[meaning].key == f"socio_{figure}"


def test_what_was_promised_is_the_plan_of_the_report(workspace):
    project_id, application_id = promise(workspace)
    found = [change for change in plan(workspace, application_id).changes if change.place]
    assert [(change.action, change.table) for change in found] == [("fill", "answer")] * 9
    assert found[0].name.ru == "Количество прямых бенефициаров"
    assert read_levels(workspace, project_id) == {}
    apply_winning(workspace, plan(workspace, application_id), on=TODAY)
    assert read_levels(workspace, project_id) == LEVELS


def test_again_changes_nothing_and_undo_takes_it_all_back(workspace):
    project_id, application_id = promise(workspace)
    before = workspace.load_project(project_id)
    apply_winning(workspace, plan(workspace, application_id), on=TODAY)
    won = workspace.load_project(project_id)
    again = plan(workspace, application_id)
    assert again.is_idle
    assert apply_winning(workspace, again, on=TODAY).changed == 0
    assert workspace.load_project(project_id) == won
    workspace.undo()
    assert workspace.load_project(project_id) == before
    workspace.redo()
    assert workspace.load_project(project_id) == won


def test_a_level_that_somebody_typed_stays_unless_she_wants_it_otherwise(workspace):
    project_id, application_id = promise(workspace)
    workspace.write_text(place(project_id, "ngos"), "", "9")
    # The same number however it is grouped.
    workspace.write_text(place(project_id, "payroll"), "", "2 400 000")
    found = plan(workspace, application_id)
    (asked,) = [change for change in found.list("ask") if change.place]
    assert [(told.before, told.after) for told in asked.fields] == [("9", "7")]
    apply_winning(workspace, found, on=TODAY)
    assert read_levels(workspace, project_id) == LEVELS | {"ngos": "9", "payroll": "2 400 000"}
    apply_winning(workspace, found, frozenset({asked.key}), on=TODAY)
    assert read_levels(workspace, project_id)["ngos"] == "7"


def test_what_is_no_number_yet_is_no_plan(workspace):
    values = {"socio_staff": "үш", "socio_ngos": "", "socio_partners": "4"}
    project_id, application_id, _ = begin(workspace, values, {}, **STATE)
    apply_winning(workspace, plan(workspace, application_id), on=TODAY)
    assert read_levels(workspace, project_id) == {"partners": "4"}


def test_sums_in_another_currency_are_no_tenge(workspace):
    project_id, application_id = promise(workspace, currency="USD")
    apply_winning(workspace, plan(workspace, application_id), on=TODAY)
    assert set(LEVELS) - set(read_levels(workspace, project_id)) == {
        "payroll",
        "taxes",
        "purchases",
    }
