"""What a workspace decides itself: the calculation index of a year, how far a fact may stray."""

from __future__ import annotations

import pytest

from grantee_app.checks import Finding, check_project
from grantee_app.checks.settings import (
    EXCESS_KEY,
    SHORTFALL_KEY,
    CheckSettings,
    read_check_settings,
)
from grantee_app.checks.state import read_state
from grantee_app.form.rules import name_mci_setting
from grantee_app.records import ProjectFile
from grantee_app.store.settings import write_setting
from grantee_app.workspace import Workspace
from tests.core.checks.soundness import (
    AFTER,
    Data,
    assert_says,
    indicator,
    make_sound,
    project,
    say,
)


def check_with(data: Data, **settings: str) -> list[Finding]:
    """The findings of a project in a workspace with settings, from both ways to ask for them."""
    content = ProjectFile.model_validate(data)
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        with workspace.change():
            for key, value in settings.items():
                write_setting(workspace.db, key, value)
        found = check_project(workspace, content.project.id, today=AFTER)
        assert read_state(workspace, content.project.id, today=AFTER).findings == found
    return found


def put_fact(plan: int, fact: int) -> Data:
    data = make_sound()
    indicator(data).update(
        counted_from="typed",
        plan_text={"kk": str(plan), "ru": str(plan)},
        plan={"target": plan},
        fact={"value": fact},
    )
    return data


def codes_with(data: Data, **settings: str) -> list[str]:
    found = [finding.code for finding in check_with(data, **settings)]
    return [code for code in found if code in {"plan_fact.shortfall", "plan_fact.excess"}]


def test_an_index_of_ones_own_judges_a_year_we_do_not_know():
    data = make_sound()
    project(data)["grant"].update(contract_on="2027-02-20", amount=1_000_000)
    assert "eligibility.amount" not in [found.code for found in check_with(data)]
    settings = {name_mci_setting(2027): "4500"}
    (found,) = [f for f in check_with(data, **settings) if f.code == "eligibility.amount"]
    assert_says(
        found,
        kk=(
            "Грант сомасы 1 000 000 теңге – 2027 жылғы 222,2 АЕК (1 АЕК = 4 500 теңге). Гранттың "
            "бұл түрінің (қысқа мерзімді) мөлшері – 500–3 000 АЕК. 2027 жылғы АЕК осы жұмыс "
            "қалтасының баптауларында жазылған."
        ),
        ru=(
            "Грант в 1 000 000 тенге – это 222,2 МРП 2027 года (1 МРП = 4 500 тенге). Размер "
            "гранта этого вида (краткосрочный) – 500–3 000 МРП. МРП 2027 года взят из настроек "
            "этой рабочей папки."
        ),
    )


def test_a_corrected_index_goes_before_ours():
    data = make_sound()
    settings = {name_mci_setting(2024): "4001"}
    (found,) = [f for f in check_with(data, **settings) if f.code == "eligibility.amount"]
    assert "(1 МРП = 4 001 тенге)" in say(found)[1]


@pytest.mark.parametrize(
    ("percent", "fact", "is_told"),
    [("0", 99, True), ("5", 95, False), ("5", 94, True), ("100", 0, False)],
)
def test_a_shortfall_that_a_workspace_lets_pass(percent, fact, is_told):
    data = put_fact(100, fact)
    assert codes_with(data, **{SHORTFALL_KEY: percent}) == ["plan_fact.shortfall"] * is_told


@pytest.mark.parametrize(
    ("percent", "fact", "is_told"),
    [("0", 101, True), ("50", 150, False), ("50", 151, True), ("20", 120, False)],
)
def test_an_excess_that_a_workspace_lets_pass(percent, fact, is_told):
    data = put_fact(100, fact)
    found = [
        entry
        for entry in check_with(data, **{EXCESS_KEY: percent})
        if entry.code == "plan_fact.excess"
    ]
    assert len(found) == is_told
    if found:
        assert f"{percent} %" in say(found[0])[1]


@pytest.mark.parametrize("text", ["", "abc", "-1", "0x10", "20,5", "٢", "9" * 5000])
def test_a_text_that_makes_no_sense_changes_nothing(text):
    with Workspace.in_memory() as workspace, workspace.change():
        for key in (SHORTFALL_KEY, EXCESS_KEY, name_mci_setting(2024)):
            write_setting(workspace.db, key, text)
        assert read_check_settings(workspace.db) == CheckSettings()


@pytest.mark.parametrize(("key", "text"), [(SHORTFALL_KEY, "101"), (EXCESS_KEY, "1001")])
def test_more_than_everything_changes_nothing(key, text):
    with Workspace.in_memory() as workspace, workspace.change():
        write_setting(workspace.db, key, text)
        assert read_check_settings(workspace.db) == CheckSettings()
