"""Eligibility: amount and term of a state grant against the bands of its kind.

The bands and the calculation index are data of `forms/rules/`; a workspace may correct the index.
Warnings only: the contract in the user's hand may know better than the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.finding import Finding
from grantee_app.checks.grant_bands import (
    is_amount_within,
    is_term_within,
    tell_amount,
    tell_term,
)
from grantee_app.checks.subject import Subject
from grantee_app.figures.money import CURRENCY


def check_amount(subject: Subject) -> Iterator[Finding]:
    """The grant is within the band of its kind, in indexes of the contract's year."""
    grant, rules = subject.project.grant, subject.settings.rules
    band, signed_on = rules.find_kind(grant.kind), grant.contract_on or subject.project.starts_on
    if band is None or signed_on is None or grant.amount == 0 or grant.currency != CURRENCY:
        return
    index = rules.find_index(signed_on.year)
    if index is None or is_amount_within(grant.amount, band, index):
        return
    yield Finding(
        "eligibility.amount",
        "warning",
        tell_amount(grant.amount, band, index),
        subject.cover_place("grant_sum"),
    )


def check_term(subject: Subject) -> Iterator[Finding]:
    """The project lasts as long as its kind of grant may."""
    project = subject.project
    band = subject.settings.rules.find_kind(project.grant.kind)
    first, last = project.starts_on, project.ends_on
    if band is None or first is None or last is None or last < first:
        return
    if is_term_within(first, last, band):
        return
    yield Finding(
        "eligibility.term",
        "warning",
        tell_term(first, last, band),
        subject.cover_place("project_period"),
    )


RULES: Final = (check_amount, check_term)
