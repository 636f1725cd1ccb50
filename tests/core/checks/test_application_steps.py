"""The application among the steps, on Home, in the deadlines, and in the list of all calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from grantee_app.checks.application.calls import list_calls
from grantee_app.checks.leading import Lead
from grantee_app.checks.progress import find_step, judge_steps
from grantee_app.checks.state import ProjectState, read_state
from grantee_app.language.catalogue import Language
from grantee_app.records import Bilingual
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace
from grantee_app.workspace.winning import Contract, apply_winning, plan_winning
from tests.core.checks.filled import plain
from tests.core.invented_form import open_workspace
from tests.core.store.winning_story import begin

TODAY = date(2031, 2, 3)
CLOSES = date(2031, 2, 12)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "w") as opened:
        yield opened


def judge(workspace: Workspace, project_id: str, today: date = TODAY) -> ProjectState:
    return read_state(workspace, project_id, None, today)


def say(state: ProjectState) -> list[tuple[str, str]]:
    ru = Language.load("ru").say
    return [
        (plain(ru(step.title)), plain(ru(step.detail)) if step.detail else "")
        for step in state.next_steps
    ]


def test_a_project_without_an_application(workspace):
    project_id = workspace.records.add_project("org", Bilingual(kk="Жоба"))
    state = judge(workspace, project_id)
    assert state.application is None
    assert judge_steps(state)["application"].state == "empty"
    grant = workspace.load_project(project_id).project.grant
    workspace.write_text(RecordPlace("grant", grant.id, "contract_number"), "", "5")
    assert judge_steps(judge(workspace, project_id))["application"].state == "done"


def test_a_draft_is_begun_and_its_findings_lead_to_its_fields(workspace):
    project_id, _, _ = begin(workspace, deadline_on=CLOSES)
    state = judge(workspace, project_id)
    assert state.application is not None
    step = judge_steps(state)["application"]
    assert (step.state, step.tone) == ("begun", "bad")
    assert step.findings > 0
    missing = next(one for one in state.application.findings if one.place == "idea/problem")
    assert find_step(missing, state) == Lead("application", "idea", "problem")


def test_home_tells_the_deadline_and_the_next_gap(workspace):
    project_id, application_id, _ = begin(
        workspace, deadline_on=CLOSES, call_title=Bilingual(kk="Ауыл", ru="Село")
    )
    state = judge(workspace, project_id)
    (day,) = state.deadlines
    assert (day.kind, day.record_id, day.state) == ("application", application_id, "near")
    told = say(state)
    assert told[0][0] == "Заявка: Село: осталось 9 дней"
    assert "% готово" in told[0][1]
    assert state.next_steps[0].step == "application"
    assert state.next_steps[0].record_id == "applicant"
    titles = [title for title, _ in told]
    assert any(title.startswith("Продолжите заявку: «") for title in titles)
    # The plan comes with the contract.
    assert not any("план" in title.casefold() for title in titles)
    assert any(title.startswith("В заявке нужно исправить") for title in titles)
    assert any(title.startswith("В заявке стоит проверить") for title in titles)


def test_a_whole_draft_is_to_be_assembled_and_one_handed_in_is_done(workspace):
    project_id, application_id, _ = begin(workspace)
    workspace.applications.set_state(application_id, "submitted", TODAY)
    state = judge(workspace, project_id)
    assert judge_steps(state)["application"].state == "done"
    assert state.deadlines == []
    assert not any("заявк" in title.casefold() for title, _ in say(state))


def test_after_winning_the_plan_is_next(workspace):
    project_id, application_id, _ = begin(workspace)
    contract = Contract(number="1", amount=300_000)
    apply_winning(workspace, plan_winning(workspace, application_id, contract, today=TODAY))
    steps = judge_steps(judge(workspace, project_id))
    assert steps["application"].state == "done"
    assert steps["plan"].state == "begun"


def test_a_form_that_is_gone_hides_no_project(workspace):
    project_id, application_id, _ = begin(workspace, deadline_on=CLOSES)
    (workspace.folder / "forms" / "steppe-fund" / "idea" / "2031.toml").unlink()
    state = judge(workspace, project_id)
    assert state.application is None
    assert judge_steps(state)["application"].state == "begun"
    assert state.deadlines
    (line,) = list_calls(workspace, TODAY)
    assert (line.application_id, line.percent, line.sum_asked) == (application_id, None, None)
    assert line.problem is not None
    assert line.due is not None


def test_all_calls_the_newest_first(workspace):
    _, lost, _ = begin(workspace, deadline_on=date(2030, 5, 1), language="ru")
    reason = Bilingual(kk="Бюджет негізсіз", ru="Смета не обоснована")
    workspace.applications.set_state(lost, "lost", date(2030, 6, 1), reason)
    _, draft, _ = begin(
        workspace,
        deadline_on=CLOSES,
        call_title=Bilingual(kk="Ауыл", ru="Село"),
        most_amount=300_000,
    )
    first, second = list_calls(workspace, TODAY)
    assert (first.application_id, second.application_id) == (draft, lost)
    assert first.due is not None
    assert (first.due.working_days_left, first.due.state, first.is_open) == (7, "near", True)
    assert (first.sum_asked, first.currency, first.language) == (300_000, "KZT", "kk")
    assert first.percent is not None
    assert 0 < first.percent < 100
    assert first.title.kk == "Балалар алаңы"
    assert first.form_name.ru == "Идея села"
    assert first.problem is None
    assert (second.state, second.lost_reason.ru, second.is_open) == (
        "lost",
        "Смета не обоснована",
        False,
    )
    assert second.language == "ru"


def test_an_empty_workspace_has_no_calls(workspace):
    assert list_calls(workspace, TODAY) == []
