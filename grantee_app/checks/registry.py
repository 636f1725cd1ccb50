"""All rules in one tuple: a new rule is a function in its theme's module and a line there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from grantee_app.checks import (
    budget,
    completeness,
    dates,
    deviations,
    eligibility,
    groups,
    languages,
    money,
    organization,
    people,
    period,
    plan_fact,
    totals,
)
from grantee_app.checks.finding import Finding
from grantee_app.checks.subject import Subject

Rule: TypeAlias = Callable[[Subject], Iterable[Finding]]

RULES: Final[tuple[Rule, ...]] = (
    *totals.RULES,
    *groups.RULES,
    *people.RULES,
    *money.RULES,
    *budget.RULES,
    *eligibility.RULES,
    *dates.RULES,
    *period.RULES,
    *deviations.RULES,
    *plan_fact.RULES,
    *completeness.RULES,
    *organization.RULES,
    *languages.RULES,
)
