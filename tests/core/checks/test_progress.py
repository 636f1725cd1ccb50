"""Done, begun or not yet: a step by step, and where each finding leads."""

from __future__ import annotations

from datetime import date

import pytest

from grantee_app.checks.progress import STEPS, StepProgress, find_step, judge_steps
from tests.core.checks.soundness import (
    AFTER,
    DURING,
    Data,
    held,
    indicator,
    make_sound,
    planned,
    project,
    write,
)
from tests.core.checks.states import BIN, make_empty, make_state, read_sample_state

DAY = date(2024, 11, 12)


@pytest.fixture
def data() -> Data:
    data = make_sound()
    data["organization"]["bin"] = BIN
    # Whoever counted people has the list of them.
    held(data).setdefault("evidence", []).append({"kind": "participant_list"})
    return data


def judge(data: Data, today: date = AFTER) -> dict[str, StepProgress]:
    return judge_steps(make_state(data, today))


def lead(data: Data, code: str, today: date = AFTER) -> tuple[str, str, str]:
    state = make_state(data, today)
    return next(find_step(found, state) for found in state.findings if found.code == code)


def test_nothing_typed_is_nothing_begun():
    steps = judge_steps(make_empty(DAY))
    assert tuple(steps) == STEPS
    assert set(steps.values()) == {StepProgress("empty", 0, "")}


def test_the_sample_is_done():
    steps = judge_steps(read_sample_state(DAY))
    assert {step.state for step in steps.values()} == {"done"}
    # It starts a day before its contract.
    assert steps["plan"] == StepProgress("done", 1, "warn")
    assert steps["report"].findings == 0


def test_a_sound_project_is_done(data):
    assert set(judge(data).values()) == {StepProgress("done", 0, "")}


@pytest.mark.parametrize("field", ["bin", "phone", "address", "head"])
def test_an_organisation_lacks_one_thing(data, field):
    del data["organization"][field]
    steps = judge(data, DURING)
    assert steps["organization"].state == "begun"
    assert steps["home"].state == "begun"
    assert steps["plan"].state == "done"
    # The cover of the report tells all but the BIN.
    assert steps["report"].state == ("done" if field == "bin" else "begun")


def test_a_group_without_a_bin_is_done(data):
    del data["organization"]["bin"]
    data["organization"]["legal_form"] = "initiative_group"
    assert judge(data)["organization"].state == "done"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: planned(data).update(starts_on=None, ends_on=None),
        lambda data: planned(data).update(indicators=[]),
        lambda data: indicator(data).update(plan={}),
        lambda data: project(data)["tasks"].append({"title": {"kk": "Тағы"}}),
        lambda data: project(data).update(starts_on=None),
    ],
)
def test_a_plan_with_a_gap_is_begun(data, spoil):
    spoil(data)
    assert judge(data, DURING)["plan"].state == "begun"


def test_a_task_of_the_contract_needs_no_dates(data):
    planned(data).update(starts_on=None, ends_on=None)
    project(data)["tasks"][0]["is_contractual"] = True
    assert judge(data, DURING)["plan"].state == "done"


def test_money_is_done_when_the_grant_is_spent_to_the_last_tenge(data):
    project(data)["expenses"][0]["amount_tenge"] -= 1
    assert judge(data, DURING)["money"] == StepProgress("begun", 0, "")
    # At the end one tenge less is an error, and it is put right among the money.
    assert judge(data, AFTER)["money"] == StepProgress("begun", 1, "bad")
    assert lead(data, "money.spending") == ("money", "", "")
    project(data).update(expenses=[], budget_lines=[])
    project(data)["grant"]["amount"] = 0
    assert judge(data, DURING)["money"].state == "empty"


def test_a_report_in_one_language_is_done_in_that_language(data):
    for path in ("goal_evidence", "changes"):
        write(data, path, "", "ru")
    assert judge(data, DURING)["report"].state == "done"


def test_a_report_with_one_text_missing_is_begun(data):
    for language in ("kk", "ru"):
        write(data, "goal_evidence", "", language)
    steps = judge(data)
    assert steps["report"].state == "begun"
    assert steps["report"].tone == "bad"
    assert lead(data, "completeness.text") == ("report", "goal", "goal_evidence")


def test_a_report_with_an_error_is_not_done(data):
    held(data)["participants"]["gender"] = {"male": 4, "female": 5}
    steps = judge(data)
    assert (steps["report"].state, steps["report"].tone) == ("begun", "bad")
    # The table of the whole project; the activity itself is put right where it is written.
    assert steps["report"].findings == 1
    assert (steps["activities"].findings, steps["activities"].tone) == (1, "bad")
    assert lead(data, "totals.gender") == ("activities", "held", "heads/gender/")


def test_findings_of_records_lead_to_the_page_of_the_records(data):
    planned(data)["starts_on"] = "2024-02-01"
    assert lead(data, "dates.planned") == ("plan", "planned", "dates")
    project(data)["expenses"][0]["amount_tenge"] = 0
    assert lead(data, "money.zero") == ("money", "payroll", "amount_tenge")
    indicator(data)["plan_text"] = {"kk": "2", "ru": "3"}
    assert lead(data, "plan_fact.plan_text") == ("plan", "indicator", "plan_text")


def test_lines_of_the_cover_lead_to_who_keeps_them(data):
    del data["organization"]["head"]
    assert lead(data, "completeness.cover") == ("organization", "organization", "head")
    data = make_sound()
    del data["organization"]["phone"]
    assert lead(data, "completeness.cover") == ("organization", "organization", "phone")
    project(data)["grant"]["contract_on"] = "2024-04-01"
    assert lead(data, "dates.before_contract") == ("plan", "project", "dates")
    project(data)["grant"]["report_dates"][1]["due_on"] = "2024-08-01"
    assert lead(data, "dates.report_due") == ("plan", "final", "due_on")


def test_texts_and_deviations_lead_to_the_report(data):
    indicator(data)["plan"] = {"target": 5}
    indicator(data)["plan_text"] = {"kk": "5", "ru": "5"}
    assert lead(data, "plan_fact.shortfall") == ("report", "indicators", "indicator")
    planned(data)["short_term_result"] = {}
    assert lead(data, "completeness.short_term") == ("report", "indicators", "planned")
