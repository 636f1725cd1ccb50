"""Rules of a funder are read from their file, and are no form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from grantee_app.errors import DataProblem, FileProblem
from grantee_app.form.catalogue import list_forms, load_form
from grantee_app.form.rules import (
    OWN_SOURCE,
    apply_overrides,
    count_indexes,
    load_rules,
    name_mci_setting,
    read_rules,
)


def test_the_calculation_index_of_each_year():
    rules = load_rules()
    assert [(index.year, index.tenge, index.is_verified) for index in rules.mci] == [
        (2022, 3063, True),
        (2023, 3450, True),
        (2024, 3692, True),
        (2025, 3932, False),
        (2026, 4325, False),
    ]
    assert rules.find_index(2021) is None


def test_bands_touch_and_every_rule_names_its_source():
    rules = load_rules()
    short, medium, long = rules.kinds
    assert (short.max_mci, short.max_months) == (medium.min_mci, medium.min_months) == (3000, 12)
    assert (medium.max_mci, medium.max_months) == (long.min_mci, long.min_months) == (10_000, 24)
    assert long.max_mci is None
    assert rules.find_kind("private") is None
    for rule in (*rules.mci, *rules.kinds, *rules.category_ages):
        assert rule.source


def test_a_sum_in_indexes_is_not_rounded():
    index = load_rules().find_index(2024)
    assert count_indexes(7_000_000 // 2, index) * 2 == Decimal(7_000_000) / 3692
    assert count_indexes(3692 * 500 - 1, index) < 500


def test_rules_are_not_listed_as_a_form():
    assert list_forms()
    for form_id, version in list_forms():
        assert load_form(form_id, version).id == form_id


@pytest.mark.parametrize(
    ("content", "problem", "place"),
    [
        (b"id = ", DataProblem, ""),
        (b"\xff", DataProblem, ""),
        (b"id='x'\nname={}\nmci=[{year=2024,tenge=0,source='s'}]", DataProblem, "mci.#1.tenge"),
    ],
)
def test_a_damaged_file_is_one_problem_with_its_place(tmp_path, content, problem, place):
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(problem) as caught:
        read_rules(path)
    assert caught.value.place == place


def test_a_missing_file_is_a_problem_of_files(tmp_path):
    with pytest.raises(FileProblem):
        read_rules(tmp_path / "none.toml")


def test_a_workspace_adds_and_corrects_indexes_and_says_that_they_are_its_own():
    rules = load_rules()
    assert name_mci_setting(2027) == "rules.kz-state-grants.mci.2027"
    own = apply_overrides(
        rules,
        {
            name_mci_setting(2027): " 4500 ",
            name_mci_setting(2025): "3932",
            "checks.excess_percent": "30",
            "rules.other.mci.2024": "1",
        },
    )
    told = [(index.year, index.tenge, index.is_own, index.is_verified) for index in own.mci]
    assert told == [
        (2022, 3063, False, True),
        (2023, 3450, False, True),
        (2024, 3692, False, True),
        (2025, 3932, True, True),
        (2026, 4325, False, False),
        (2027, 4500, True, True),
    ]
    assert own.mci[-1].source == OWN_SOURCE
    assert own.kinds == rules.kinds
    assert rules.find_index(2027) is None


@pytest.mark.parametrize("value", ["", "0", "-5", "4 500", "4500,5", "жоқ", "9" * 400])
def test_an_index_that_is_no_number_changes_nothing(value):
    assert apply_overrides(load_rules(), {name_mci_setting(2027): value}) == load_rules()


@pytest.mark.parametrize("year", ["20270", "27", "", "2027.x", "жыл"])
def test_a_year_that_is_none_changes_nothing(year):
    key = f"rules.kz-state-grants.mci.{year}"
    assert apply_overrides(load_rules(), {key: "4500"}) == load_rules()
