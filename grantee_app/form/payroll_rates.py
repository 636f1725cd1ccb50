"""Taxes and contributions on wages as data: `forms/rules/payroll-rates.toml`, year by year.

Reads and looks up, and lets a workspace correct what changes every year; reckoning a wage with
them is the business of others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from grantee_app.folders import forms_folder
from grantee_app.form.data_files import read_data_file
from grantee_app.form.definition import Part, check_unique
from grantee_app.form.rules import OWN_SOURCE, Sourced
from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.records.project import TaxKind

PayrollKey = Literal[
    "pension",
    "health_insurance_employee",
    "income_tax",
    "pension_employer",
    "social_contributions",
    "health_insurance",
    "social_tax",
]
MINIMUM_WAGE: Final = "minimum_wage"

_FILE: Final = "payroll-rates.toml"
_SETTING: Final = "rules.payroll.{year}.{key}"
_SETTING_KEY: Final = re.compile(r"rules\.payroll\.(?P<year>[12][0-9]{3})\.(?P<key>[a-z_]+)")
_MOST_TENGE: Final = 10**9


class PayrollItem(Part):
    """A tax or contribution; `tax` is the row of the report's taxes that an expense of it feeds."""

    key: PayrollKey
    paid_by: Literal["employee", "employer"]
    tax: TaxKind = ""
    name: Bilingual
    short: Bilingual


class PayrollRate(Part):
    """What one item takes in one year.

    `percent` of the wage less the amounts of `less` and less `less_mci` calculation indexes, kept
    between `least_wages` and `most_wages` minimum wages; the amounts of `reduced_by` are taken off
    what comes out. `born_since` leaves out whoever was born before that year.
    """

    key: PayrollKey
    percent: Decimal = Field(ge=0, le=100)
    less: tuple[PayrollKey, ...] = ()
    less_mci: int = Field(default=0, ge=0)
    least_wages: int | None = Field(default=None, ge=0)
    most_wages: int | None = Field(default=None, ge=1)
    reduced_by: tuple[PayrollKey, ...] = ()
    born_since: int | None = None
    source: str
    is_verified: bool = True


class PayrollYear(Sourced):
    """All rates of one year; each is computed from those above it alone."""

    minimum_wage_tenge: int = Field(gt=0, le=_MOST_TENGE)
    source_name: Bilingual = NO_TEXT
    rates: tuple[PayrollRate, ...]

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        check_unique(rate.key for rate in self.rates)
        above: set[str] = set()
        for rate in self.rates:
            missing = {*rate.less, *rate.reduced_by} - above
            if missing:
                raise ValueError(f"{rate.key} needs {sorted(missing)} above it")
            above.add(rate.key)
        return self

    def find_rate(self, key: PayrollKey) -> PayrollRate | None:
        """Return the rate of an item, None where it is not taken in this year."""
        return next((rate for rate in self.rates if rate.key == key), None)


class PayrollTable(Part):
    """The rates of all years that are known."""

    id: str
    name: Bilingual
    items: tuple[PayrollItem, ...]
    years: tuple[PayrollYear, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_keys(self) -> Self:
        check_unique(item.key for item in self.items)
        check_unique(str(year.year) for year in self.years)
        named = {item.key for item in self.items}
        unnamed = {rate.key for year in self.years for rate in year.rates} - named
        if unnamed:
            raise ValueError(f"no item names {sorted(unnamed)}")
        return self

    def find_item(self, key: PayrollKey) -> PayrollItem:
        """Return an item by its key; KeyError where there is none."""
        return {item.key: item for item in self.items}[key]

    def find_year(self, year: int) -> PayrollYear | None:
        """Return the rates of `year`, None where nobody has told them."""
        return next((found for found in self.years if found.year == year), None)

    def nearest_year(self, year: int) -> PayrollYear:
        """Return the rates of `year`, or the last before it, or the first there are.

        Whoever shows them says of which year they are.
        """
        known = sorted(self.years, key=lambda found: found.year)
        before = [found for found in known if found.year <= year]
        return before[-1] if before else known[0]


def name_payroll_setting(year: int, key: str) -> str:
    """Return the key of the setting that corrects a rate in per cent.

    `key` may be `MINIMUM_WAGE`, in whole tenge.
    """
    return _SETTING.format(year=year, key=key)


def apply_payroll_overrides(table: PayrollTable, overrides: Mapping[str, str]) -> PayrollTable:
    """Return the rates with what a workspace's settings correct, its own source on it.

    `overrides` are settings by key, as `name_payroll_setting` writes it; percents with a point or
    a comma. A year that the table does not know begins as a copy of the nearest. Keys of other
    things and values that are no such number change nothing.
    """
    years = {year.year: year for year in table.years}
    for key, value in overrides.items():
        found = _SETTING_KEY.fullmatch(key)
        number = _read_number(value)
        if found is None or number is None:
            continue
        year = int(found["year"])
        known = years.get(year) or _begin_year(table, year)
        changed = _change_year(known, found["key"], number)
        if changed is not None:
            years[year] = changed
    return table.model_copy(update={"years": tuple(years[year] for year in sorted(years))})


def _begin_year(table: PayrollTable, year: int) -> PayrollYear:
    nearest = table.nearest_year(year)
    rates = tuple(rate.model_copy(update={"is_verified": False}) for rate in nearest.rates)
    return nearest.model_copy(update={"year": year, "is_verified": False, "rates": rates})


def _change_year(year: PayrollYear, key: str, number: Decimal) -> PayrollYear | None:
    own = {"source": OWN_SOURCE, "is_verified": True}
    if key == MINIMUM_WAGE:
        if number != int(number) or not 0 < number <= _MOST_TENGE:
            return None
        return year.model_copy(update={"minimum_wage_tenge": int(number)} | own)
    if number > 100 or all(rate.key != key for rate in year.rates):
        return None
    rates = tuple(
        rate.model_copy(update={"percent": number} | own) if rate.key == key else rate
        for rate in year.rates
    )
    return year.model_copy(update={"rates": rates})


def _read_number(text: str) -> Decimal | None:
    try:
        number = Decimal("".join(text.split()).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


@lru_cache(maxsize=1)
def load_payroll_rates() -> PayrollTable:
    """Return the rates that come with the program; errors as `read_data_file`."""
    return read_payroll_rates(forms_folder() / "rules" / _FILE)


def read_payroll_rates(path: Path) -> PayrollTable:
    """Return the rates in the TOML file `path`; errors as `read_data_file`."""
    return read_data_file(path, PayrollTable)
