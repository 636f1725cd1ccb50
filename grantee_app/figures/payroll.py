"""What a wage costs: what is held back from it and what the employer pays on top, by the year.

Reckons with the rates of `form.payroll_rates`; knows no person and writes nothing. Every amount is
rounded to whole tenge, a half up, as payroll sheets do. Months are reckoned one by one, each by the
rates of its own year, since a project may run over the turn of a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Final

from grantee_app.form.payroll_rates import (
    PayrollItem,
    PayrollKey,
    PayrollRate,
    PayrollTable,
    PayrollYear,
    apply_payroll_overrides,
    load_payroll_rates,
)
from grantee_app.form.rules import GrantRules, apply_overrides, load_rules
from grantee_app.frozen import frozen

_WHOLE: Final = Decimal(1)
_MONTHS: Final = 12


@frozen
class PayrollAmount:
    """What one tax or contribution takes of one month's wage, by which rate."""

    item: PayrollItem
    rate: PayrollRate
    tenge: int


@frozen
class MonthlyPay:
    """One month: `gross_tenge` is what the contract says, `cost_tenge` what the project pays."""

    gross_tenge: int
    rates: PayrollYear
    amounts: tuple[PayrollAmount, ...]

    @property
    def held_back(self) -> tuple[PayrollAmount, ...]:
        """What is taken from the wage itself."""
        return tuple(amount for amount in self.amounts if amount.item.paid_by == "employee")

    @property
    def on_top(self) -> tuple[PayrollAmount, ...]:
        """What the employer pays beside the wage."""
        return tuple(amount for amount in self.amounts if amount.item.paid_by == "employer")

    @property
    def net_tenge(self) -> int:
        """What the person gets."""
        return self.gross_tenge - sum(amount.tenge for amount in self.held_back)

    @property
    def taxes_tenge(self) -> int:
        """What the employer pays beside the wage, in all."""
        return sum(amount.tenge for amount in self.on_top)

    @property
    def cost_tenge(self) -> int:
        """The wage with what the employer pays on top of it."""
        return self.gross_tenge + self.taxes_tenge


@frozen
class YearlyPay:
    """The months of one year, all alike; `year` may be one whose rates are those of another."""

    year: int
    months: int
    monthly: MonthlyPay

    @property
    def is_of_other_year(self) -> bool:
        """Whether nobody has told the rates of this year, so that the nearest ones stand in."""
        return self.monthly.rates.year != self.year

    @property
    def is_verified(self) -> bool:
        """Whether somebody has read every rate that was used in its source."""
        rates = self.monthly.rates
        return (
            not self.is_of_other_year
            and rates.is_verified
            and all(amount.rate.is_verified for amount in self.monthly.amounts)
        )


@frozen
class Payroll:
    """A wage over all its months, year by year."""

    years: tuple[YearlyPay, ...]

    @property
    def months(self) -> int:
        """How many months there are."""
        return sum(part.months for part in self.years)

    @property
    def gross_tenge(self) -> int:
        """All wages, before anything is held back."""
        return sum(part.months * part.monthly.gross_tenge for part in self.years)

    @property
    def taxes_tenge(self) -> int:
        """All that the employer pays beside the wages."""
        return sum(part.months * part.monthly.taxes_tenge for part in self.years)

    @property
    def net_tenge(self) -> int:
        """All that the person gets."""
        return sum(part.months * part.monthly.net_tenge for part in self.years)

    @property
    def cost_tenge(self) -> int:
        """All that the project pays."""
        return self.gross_tenge + self.taxes_tenge

    @property
    def by_item(self) -> dict[PayrollKey, int]:
        """What each tax and contribution takes in all, in the order they are reckoned."""
        found: dict[PayrollKey, int] = {}
        for part in self.years:
            for amount in part.monthly.amounts:
                key = amount.item.key
                found[key] = found.get(key, 0) + part.months * amount.tenge
        return found

    @property
    def is_verified(self) -> bool:
        """Whether every rate of every year was read in its source."""
        return all(part.is_verified for part in self.years)


@frozen
class PayrollRules:
    """The yearly rates and the calculation indexes that a workspace reckons with."""

    table: PayrollTable
    indexes: GrantRules

    @classmethod
    def read(cls, settings: Mapping[str, str]) -> PayrollRules:
        """Return our rates with what the settings of a workspace correct."""
        return cls(
            apply_payroll_overrides(load_payroll_rates(), settings),
            apply_overrides(load_rules(), settings),
        )

    def find_index_tenge(self, year: int) -> int:
        """Return the calculation index of a year, or of the nearest that is known before it."""
        known = sorted(self.indexes.mci, key=lambda index: index.year)
        before = [index for index in known if index.year <= year]
        return (before or known)[-1 if before else 0].tenge if known else 0


def count_month(
    gross_tenge: int,
    year: int,
    rules: PayrollRules,
    *,
    born_year: int | None = None,
    without: frozenset[PayrollKey] = frozenset(),
) -> MonthlyPay:
    """Return what one month's wage costs by the rates of `year`, or the nearest year's.

    Who was born before a rate's year is left out of it; without `born_year` everybody is in.
    `without` are items that this person does not pay (a pensioner's contributions).
    """
    rates = rules.table.nearest_year(year)
    index = rules.find_index_tenge(rates.year)
    taken: dict[PayrollKey, int] = {}
    amounts: list[PayrollAmount] = []
    for rate in rates.rates:
        is_exempt = born_year is not None and born_year < (rate.born_since or born_year)
        if rate.key in without or is_exempt:
            continue
        tenge = _count_rate(rate, gross_tenge, rates.minimum_wage_tenge, index, taken)
        taken[rate.key] = tenge
        amounts.append(PayrollAmount(rules.table.find_item(rate.key), rate, tenge))
    return MonthlyPay(gross_tenge, rates, tuple(amounts))


def _count_rate(
    rate: PayrollRate,
    gross_tenge: int,
    minimum_wage: int,
    index: int,
    taken: Mapping[PayrollKey, int],
) -> int:
    if gross_tenge <= 0:
        return 0
    base = gross_tenge - sum(taken.get(key, 0) for key in rate.less) - rate.less_mci * index
    base = max(base, (rate.least_wages or 0) * minimum_wage)
    if rate.most_wages is not None:
        base = min(base, rate.most_wages * minimum_wage)
    whole = (rate.percent * base / 100).quantize(_WHOLE, ROUND_HALF_UP)
    return max(int(whole) - sum(taken.get(key, 0) for key in rate.reduced_by), 0)


def count_payroll(
    gross_tenge: int,
    first_month: date,
    months: int,
    rules: PayrollRules,
    *,
    born_year: int | None = None,
    without: frozenset[PayrollKey] = frozenset(),
) -> Payroll:
    """Return what a monthly wage costs over `months` months from the one of `first_month` on."""
    start = first_month.year * _MONTHS + first_month.month - 1
    years = [number // _MONTHS for number in range(start, start + max(months, 0))]
    return Payroll(
        tuple(
            YearlyPay(
                year,
                len(list(group)),
                count_month(gross_tenge, year, rules, born_year=born_year, without=without),
            )
            for year, group in groupby(years)
        )
    )


def find_gross(
    net_tenge: int,
    year: int,
    rules: PayrollRules,
    *,
    born_year: int | None = None,
    without: frozenset[PayrollKey] = frozenset(),
) -> int:
    """Return the smallest wage of which a person gets at least `net_tenge` in the hand."""
    low, high = 0, max(net_tenge, 0) * 3 + 1
    while low < high:
        middle = (low + high) // 2
        pay = count_month(middle, year, rules, born_year=born_year, without=without)
        if pay.net_tenge >= net_tenge:
            high = middle
        else:
            low = middle + 1
    return low
