"""Rules of a funder as data: `forms/rules/<name>.toml`, every one with its source and year.

Reads and looks up, and lets a workspace correct what changes every year; comparing a project with
a rule is the business of checks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from pydantic import Field

from grantee_app.folders import forms_folder
from grantee_app.form.data_files import read_data_file
from grantee_app.form.definition import Part
from grantee_app.records.base import Bilingual
from grantee_app.records.grant_terms import GrantKind
from grantee_app.records.project import BudgetBlock

STATE_GRANTS: Final = "kz-state-grants"
# The source of a rule that a workspace wrote itself.
OWN_SOURCE: Final = "workspace"

_MCI_KEY: Final = "rules.{rules}.mci.{year}"
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_WHOLE: Final = re.compile(r"[1-9][0-9]{0,8}")


class Sourced(Part):
    """A rule that says where it was read; unverified until somebody has read it there."""

    source: str
    year: int
    is_verified: bool = True

    @property
    def is_own(self) -> bool:
        """Tell whether the workspace wrote it, over our data or beside them."""
        return self.source == OWN_SOURCE


class CalculationIndex(Sourced):
    """The monthly calculation index (АЕК / МРП) of one year, in tenge."""

    tenge: int = Field(gt=0)


class GrantBand(Sourced):
    """What a kind of grant may last (months) and cost (MCI); None is an open end."""

    key: str
    name: Bilingual
    min_months: int | None = None
    max_months: int | None = None
    min_mci: int | None = None
    max_mci: int | None = None


class CategoryAges(Sourced):
    """The ages a category of participants can hold, both ends included; None is an open end."""

    key: str
    from_age: int = 0
    to_age: int | None = None


class CostLimit(Sourced):
    """What a block of the budget may take at most, in per cent of the grant or of another block.

    Holds for the kinds of grants it names, for all of them when it names none. `source_name` is
    what a person is told of the source.
    """

    key: str
    name: Bilingual
    source_name: Bilingual
    block: BudgetBlock
    most_percent: int = Field(ge=0, le=100)
    of: Literal["grant", "administrative", "material", "direct"] = "grant"
    grant_kinds: tuple[GrantKind, ...] = ()


class Sphere(Sourced):
    """A sphere that grants are given in; `key` is its number in the law."""

    key: str
    name: Bilingual

    @property
    def label(self) -> Bilingual:
        """The name behind its number, as the law lists it: «13-1) …»."""
        return Bilingual(kk=f"{self.key}) {self.name.kk}", ru=f"{self.key}) {self.name.ru}")


class GrantRules(Part):
    """All rules of one file."""

    id: str
    name: Bilingual
    mci: list[CalculationIndex]
    kinds: list[GrantBand]
    category_ages: list[CategoryAges]
    cost_limits: tuple[CostLimit, ...] = ()
    spheres: tuple[Sphere, ...] = ()

    def list_limits(self, grant_kind: GrantKind) -> list[CostLimit]:
        """Return the limits of costs that hold for a kind of grant."""
        return [
            limit
            for limit in self.cost_limits
            if not limit.grant_kinds or grant_kind in limit.grant_kinds
        ]

    def find_index(self, year: int) -> CalculationIndex | None:
        """Return the calculation index of `year`, None for a year the file does not know."""
        return next((index for index in self.mci if index.year == year), None)

    def find_kind(self, key: str) -> GrantBand | None:
        """Return the band of a kind of grant, None for a kind without one."""
        return next((kind for kind in self.kinds if kind.key == key), None)


def count_indexes(amount_tenge: int, index: CalculationIndex) -> Decimal:
    """Return a sum in calculation indexes, unrounded."""
    return Decimal(amount_tenge) / index.tenge


def name_mci_setting(year: int, name: str = STATE_GRANTS) -> str:
    """Return the key of the setting that adds or corrects the calculation index of `year`."""
    return _MCI_KEY.format(rules=name, year=year)


def apply_overrides(rules: GrantRules, overrides: Mapping[str, str]) -> GrantRules:
    """Return the rules with what a workspace's settings add or correct, its own source on it.

    `overrides` are settings by key, as `name_mci_setting` writes it; the value is whole tenge in
    plain digits. Keys of other things and values that are no such number change nothing.
    """
    indexes = {index.year: index for index in rules.mci}
    prefix = name_mci_setting(0, rules.id).removesuffix("0")
    for key, value in overrides.items():
        year = key.removeprefix(prefix)
        if key.startswith(prefix) and _YEAR.fullmatch(year) and _WHOLE.fullmatch(value.strip()):
            indexes[int(year)] = CalculationIndex(
                year=int(year), tenge=int(value), source=OWN_SOURCE
            )
    return rules.model_copy(update={"mci": [indexes[year] for year in sorted(indexes)]})


@lru_cache(maxsize=4)
def load_rules(name: str = STATE_GRANTS) -> GrantRules:
    """Return the rules called `name`; FileProblem when there are none such."""
    return read_rules(forms_folder() / "rules" / f"{name}.toml")


def read_rules(path: Path) -> GrantRules:
    """Return the rules in the TOML file `path`; errors as `read_data_file`."""
    return read_data_file(path, GrantRules)
