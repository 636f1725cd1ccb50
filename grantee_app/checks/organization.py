"""The organisation's own numbers: a BIN and an account are written without a slip.

Check digits tell a slip of the finger, never whether the number is the right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from grantee_app.checks.finding import Finding
from grantee_app.checks.subject import Subject
from grantee_app.language.message import message
from grantee_app.records.identifiers import check_bin, check_iban


def check_organization_bin(subject: Subject) -> Iterator[Finding]:
    """The business number has the length and the check digit of one."""
    organization = subject.content.organization
    problem = check_bin(organization.bin).problem
    if problem is not None:
        sentence = message("The BIN of the organisation: {problem}", problem=problem)
        yield Finding("organization.bin", "warning", sentence, _place(subject))


def check_organization_account(subject: Subject) -> Iterator[Finding]:
    """The account has the length and the check digits of one."""
    organization = subject.content.organization
    problem = check_iban(organization.iban).problem
    if problem is not None:
        sentence = message("The account of the organisation: {problem}", problem=problem)
        yield Finding("organization.iban", "warning", sentence, _place(subject))


RULES: Final = (check_organization_bin, check_organization_account)


def _place(subject: Subject) -> str:
    return subject.place("socio_economic_table", subject.content.organization.id)
