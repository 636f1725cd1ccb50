"""What a wage costs, reckoned by hand for one wage a year, and kept consistent for every other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.figures.payroll import PayrollRules, count_month, count_payroll, find_gross
from grantee_app.form.payroll_rates import MINIMUM_WAGE, name_payroll_setting
from grantee_app.form.rules import name_mci_setting

RULES = PayrollRules.read({})


def amounts(gross: int, year: int, **who: object) -> dict[str, int]:
    pay = count_month(gross, year, RULES, **who)  # type: ignore[arg-type]
    return {amount.item.key: amount.tenge for amount in pay.amounts}


def test_a_wage_of_2024_by_hand():
    # 10 %; 2 %; 10 % of 150 000 - 15 000 - 3 000 - 14 × 3 692; 1.5 %; 3.5 % of 135 000; 3 %;
    # 9.5 % of 132 000 less the social contributions.
    assert amounts(150_000, 2024) == {
        "pension": 15_000,
        "health_insurance_employee": 3_000,
        "income_tax": 8_031,
        "pension_employer": 2_250,
        "social_contributions": 4_725,
        "health_insurance": 4_500,
        "social_tax": 7_815,
    }
    pay = count_month(150_000, 2024, RULES)
    assert (pay.net_tenge, pay.taxes_tenge, pay.cost_tenge) == (123_969, 19_290, 169_290)
    assert [amount.item.key for amount in pay.held_back] == [
        "pension",
        "health_insurance_employee",
        "income_tax",
    ]
    assert all(amount.rate.source for amount in pay.amounts)


def test_small_and_large_wages_keep_to_the_bounds():
    small = amounts(20_000, 2024)
    assert small["income_tax"] == 0
    # At least one minimum wage is insured, and the tax does not fall below nothing.
    assert small["social_contributions"] == 2_975
    assert small["social_tax"] == 0
    large = amounts(2_000_000, 2024)
    assert large["social_contributions"] == 20_825  # 3.5 % of seven minimum wages
    assert large["health_insurance_employee"] == 17_000
    assert set(amounts(0, 2024).values()) == {0}


# What others have published (see forms/rules/payroll-rates.toml), not what our rates give.
MOST = {
    2024: {
        "pension": 425_000,
        "pension_employer": 63_750,
        "social_contributions": 20_825,
        "health_insurance_employee": 17_000,
        "health_insurance": 25_500,
    },
    2025: {"social_contributions": 29_750, "health_insurance": 25_500},
    2026: {"pension": 425_000, "health_insurance_employee": 34_000, "health_insurance": 102_000},
}


@pytest.mark.parametrize("year", MOST)
def test_nobody_pays_more_than_the_most_that_was_published(year: int) -> None:
    paid = amounts(9_000_000, year)
    assert {key: paid[key] for key in MOST[year]} == MOST[year]


def test_a_published_example_of_2026() -> None:
    pay = count_month(500_000, 2026, RULES)
    held_back = sum(amount.tenge for amount in pay.held_back)
    assert held_back == 91_025
    assert held_back + pay.cost_tenge - pay.gross_tenge == 172_425


def test_who_was_born_before_the_rate_and_who_is_exempt():
    assert "pension_employer" not in amounts(150_000, 2024, born_year=1974)
    assert "pension_employer" in amounts(150_000, 2024, born_year=1975)
    retired = amounts(150_000, 2024, without=frozenset({"pension", "social_contributions"}))
    assert not {"pension", "social_contributions"} & set(retired)
    # 10 % of 150 000 - 3 000 - 51 688
    assert retired["income_tax"] == 9_531


def test_months_over_the_turn_of_a_year():
    payroll = count_payroll(150_000, date(2024, 11, 1), 4, RULES)
    assert [(part.year, part.months) for part in payroll.years] == [(2024, 2), (2025, 2)]
    assert payroll.months == 4
    assert payroll.gross_tenge == 600_000
    assert payroll.taxes_tenge == 2 * 19_290 + 2 * 22_770
    assert payroll.cost_tenge == 684_120
    assert payroll.by_item["pension_employer"] == 2 * 2_250 + 2 * 3_750
    assert not payroll.is_verified


def test_a_year_nobody_told_says_whose_rates_it_takes():
    part = count_payroll(100_000, date(2040, 1, 1), 1, RULES).years[0]
    assert part.is_of_other_year
    assert part.monthly.rates.year == max(year.year for year in RULES.table.years)
    assert not part.is_verified
    assert count_payroll(100_000, date(2024, 1, 1), 0, RULES).years == ()


def test_a_workspace_corrects_rates_and_index():
    rules = PayrollRules.read(
        {
            name_payroll_setting(2024, "pension"): "12,5",
            name_payroll_setting(2024, MINIMUM_WAGE): "100000",
            name_mci_setting(2024): "4000",
        }
    )
    pay = count_month(150_000, 2024, rules)
    found = {amount.item.key: amount.tenge for amount in pay.amounts}
    assert found["pension"] == 18_750
    assert found["income_tax"] == 7_225  # 10 % of 150 000 - 18 750 - 3 000 - 56 000
    assert pay.amounts[0].rate.source == "workspace"


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@given(gross=st.integers(min_value=0, max_value=10_000_000))
def test_every_wage_is_shared_out_to_the_last_tenge(year, gross):
    pay = count_month(gross, year, RULES)
    assert pay.net_tenge + sum(amount.tenge for amount in pay.held_back) == gross
    assert pay.cost_tenge == gross + sum(amount.tenge for amount in pay.on_top)
    assert 0 <= pay.net_tenge <= gross <= pay.cost_tenge


@given(net=st.integers(min_value=0, max_value=3_000_000))
def test_the_wage_behind_what_is_paid_out(net):
    gross = find_gross(net, 2025, RULES)
    assert count_month(gross, 2025, RULES).net_tenge >= net
    assert gross == 0 or count_month(gross - 1, 2025, RULES).net_tenge < net
