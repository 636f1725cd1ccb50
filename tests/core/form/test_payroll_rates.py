"""Rates of taxes on wages are read by year, and a workspace may correct them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from grantee_app.errors import DataProblem
from grantee_app.folders import forms_folder
from grantee_app.form.payroll_rates import (
    MINIMUM_WAGE,
    apply_payroll_overrides,
    load_payroll_rates,
    name_payroll_setting,
    read_payroll_rates,
)
from grantee_app.form.rules import load_rules

FILE = forms_folder() / "rules" / "payroll-rates.toml"


def test_every_year_has_every_item_with_its_source():
    table = load_payroll_rates()
    keys = {item.key for item in table.items}
    assert [year.year for year in table.years] == [2024, 2025, 2026]
    for year in table.years:
        assert {rate.key for rate in year.rates} == keys
        assert year.source_name.kk != year.source_name.ru
        assert all(rate.source for rate in year.rates)
        # The base of the income tax needs the index of the same year.
        assert load_rules().find_index(year.year) is not None
    for item in table.items:
        assert item.name.kk
        assert item.name.ru
        assert item.short.kk != item.short.ru


def test_taxes_of_the_report_are_those_that_the_employer_pays():
    """The socio-economic table names three: social tax, contributions, health insurance."""
    items = load_payroll_rates().items
    assert {item.tax for item in items if item.tax} == {
        "social_tax",
        "social_contributions",
        "health_insurance",
    }
    assert all(item.paid_by == "employer" for item in items if item.tax)


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2024, "1.5"), (2025, "2.5"), (2026, "3.5")],
)
def test_the_employer_s_pension_contribution_rises(year, expected):
    found = load_payroll_rates().find_year(year)
    rate = found.find_rate("pension_employer")
    assert rate.percent == Decimal(expected)
    assert not rate.is_verified


def test_a_year_that_nobody_told_takes_the_nearest():
    table = load_payroll_rates()
    assert table.find_year(2031) is None
    assert table.nearest_year(2031).year == 2026
    assert table.nearest_year(2019).year == 2024


def test_a_workspace_corrects_a_rate_and_adds_a_year():
    table = apply_payroll_overrides(
        load_payroll_rates(),
        {
            name_payroll_setting(2025, "social_tax"): "9,5",
            name_payroll_setting(2027, MINIMUM_WAGE): "90 000",
            name_payroll_setting(2027, "pension_employer"): "4.5",
            "rules.kz-state-grants.mci.2027": "5000",
        },
    )
    assert [year.year for year in table.years] == [2024, 2025, 2026, 2027]
    own = table.find_year(2025).find_rate("social_tax")
    assert (own.percent, own.source, own.is_verified) == (Decimal("9.5"), "workspace", True)
    added = table.find_year(2027)
    assert added.minimum_wage_tenge == 90000
    assert added.find_rate("pension_employer").percent == Decimal("4.5")
    assert not added.find_rate("social_tax").is_verified
    assert table.find_year(2026) == load_payroll_rates().find_year(2026)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("social_tax", "много"),
        ("social_tax", "101"),
        ("social_tax", "-3"),
        ("social_tax", "NaN"),
        ("no_such_tax", "5"),
        (MINIMUM_WAGE, "0"),
        (MINIMUM_WAGE, "85000.5"),
        (MINIMUM_WAGE, ""),
    ],
)
def test_what_is_no_rate_changes_nothing(key, value):
    ours = load_payroll_rates()
    assert apply_payroll_overrides(ours, {name_payroll_setting(2025, key): value}) == ours


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('key = "pension", percent = 10, most_wages = 50', 'key = "pension", percent = 110'),
        ('less = ["pension"]', 'less = ["social_tax"]'),
        ("year = 2025\nminimum", "year = 2024\nminimum"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path, right, wrong):
    text = FILE.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "payroll.toml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DataProblem):
        read_payroll_rates(path)
