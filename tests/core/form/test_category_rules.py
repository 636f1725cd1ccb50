"""The category that is proposed: one of the form's, for a reason that is told, never a guess."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from grantee_app.form.catalogue import STATE_FINAL_REPORT, load_form
from grantee_app.form.category_rules import (
    CategoryRule,
    format_category_rules,
    load_category_rules,
    parse_category_rules,
    propose_category,
)
from grantee_app.language.catalogue import Language
from grantee_app.records import Participant
from grantee_app.workspace import Workspace
from tests.core.store.people_data import BAKYT, CHILD, FAIR, KIM, SEMINAR, TWIN, make_file

DAY = date(2024, 7, 10)
RULES = load_category_rules()


@pytest.mark.parametrize(
    ("known", "category"),
    [
        ({"birth_year": 2008, "disability": "yes"}, "children"),
        ({"birth_year": 1990, "disability": "yes"}, "people_with_disabilities"),
        # A young teacher is a worker of the budget, a pensioner who teaches too.
        ({"birth_year": 2000, "tags": "Мұғалім, волонтер"}, "public_sector_workers"),
        ({"birth_year": 1950, "tags": "учитель"}, "public_sector_workers"),
        ({"tags": "мугалим"}, "public_sector_workers"),
        ({"tags": "госслужащая"}, "civil_servants"),
        ({"tags": "ИП Асем"}, "business"),
        ({"tags": "ипотека"}, None),
        ({"tags": "сельский аким"}, "civil_servants"),
        ({"birth_year": 1960}, "older_people"),
        ({"birth_year": 1973}, "older_people"),
        ({"birth_year": 1974}, None),
        ({"birth_year": 1990}, "youth"),
        ({"birth_year": 1989}, None),
        ({"tags": "домохозяйка"}, "other"),
        ({}, None),
    ],
)
def test_what_is_proposed(known: dict, category: str | None) -> None:
    found = propose_category(Participant(name="а", **known), DAY, RULES)
    assert (found.category if found else None) == category


def test_the_reason_is_told() -> None:
    def tell(code: str, **known) -> str:
        found = propose_category(Participant(name="а", **known), DAY, RULES)
        assert found is not None
        return Language.load(code).say(found.reason)

    assert tell("ru", tags="безработная") == "по слову «безработн»"
    assert tell("kk", birth_year=2000) == "жасы бойынша: 24"


def test_every_category_is_one_of_the_form() -> None:
    form = load_form(STATE_FINAL_REPORT, "2024")
    (table,) = [table for table in form.demographic_tables if table.dimension == "category"]
    assert {rule.category for rule in RULES} == {group.key for group in table.groups}
    assert all(rule.source for rule in RULES)


def test_a_table_of_ones_own() -> None:
    own = (CategoryRule(category="other", words=["балықшы"]),)
    assert parse_category_rules(format_category_rules(own)) == own
    for broken in ("", None, "{", "[1]", '[{"category": "x"}]', '[{"category": ""}]'):
        assert parse_category_rules(broken) == RULES
    with pytest.raises(ValidationError):
        CategoryRule(category="other", from_age=5, to_age=4)


def test_a_workspace_proposes_and_takes_it_back() -> None:
    fisher = KIM.model_copy(update={"tags": "балықшы", "age": 40})
    chosen = BAKYT.model_copy(update={"category": "other", "is_category_set": True})
    with Workspace.in_memory() as workspace:
        workspace.save_project(make_file(FAIR, SEMINAR, people=(fisher, chosen, CHILD, TWIN)))
        people = workspace.people
        assert people.propose_categories("project") == 2
        found = {row.person.id: row.person.category for row in people.list_page("project")}
        assert found == {
            "kim": "",
            "bakyt": "other",
            "child": "children",
            "twin": "public_sector_workers",
        }
        assert people.propose_categories("project") == 0
        people.write_category_rules([CategoryRule(category="other", words=["балықшы"])])
        assert people.propose_categories("project") == 1
        assert people.load("kim").category == "other"
        workspace.undo()
        workspace.undo()
        assert people.read_category_rules() == RULES
