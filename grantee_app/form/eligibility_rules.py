"""What is looked at before an application is read, as data: `forms/rules/eligibility.toml`.

Reads the items and tells which of them concern an applicant; whether one holds is for checks.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from grantee_app.folders import forms_folder
from grantee_app.form.application_form import ApplicantKind, Key, Label
from grantee_app.form.data_files import read_data_file
from grantee_app.form.definition import Part, check_unique
from grantee_app.form.rules import Sourced
from grantee_app.records.base import NO_TEXT, Bilingual
from grantee_app.records.grant_terms import GrantKind

EligibilityGroup = Literal["law", "organization", "charter", "call"]
# How it is told whether an item holds.
EligibilityBy = Literal[
    "declared",
    "asked",
    "attached",
    "ngo_database",
    "bin",
    "territorial_status",
    "territory",
    "charter_purposes",
    "charter_cited",
    "applicant_kind",
    "deadline",
    "sum",
]

# Where among the answers of a form it is kept what a person says of an item.
ELIGIBILITY_PREFIX: Final = "eligibility/"

_FILE: Final = "eligibility.toml"
_WITH_FIELDS: Final = frozenset({"declared", "attached"})


class EligibilityItem(Sourced):
    """One condition; `fields` are the keys by which forms ask for it.

    Concerns the `applicants` and, where `grant_kinds` names some, those kinds of grants alone.
    """

    key: Key
    group: EligibilityGroup
    by: EligibilityBy
    fields: tuple[Key, ...] = ()
    applicants: tuple[ApplicantKind, ...] = ("ngo",)
    grant_kinds: tuple[GrantKind, ...] = ()
    name: Label
    explanation: Label
    source_name: Bilingual = NO_TEXT

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        if bool(self.fields) != (self.by in _WITH_FIELDS):
            raise ValueError("fields belong to what is declared or attached, and only there")
        return self


class EligibilityRules(Part):
    """All items in the order they are shown."""

    id: str
    name: Bilingual
    items: tuple[EligibilityItem, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_keys(self) -> Self:
        check_unique(item.key for item in self.items)
        return self

    def list_items(self, applicant: ApplicantKind, kind: GrantKind) -> list[EligibilityItem]:
        """Return the items that concern an applicant for a kind of grant."""
        return [
            item
            for item in self.items
            if applicant in item.applicants and (not item.grant_kinds or kind in item.grant_kinds)
        ]


def eligibility_path(key: str) -> str:
    """Return the path of the answer to an item that is asked."""
    return f"{ELIGIBILITY_PREFIX}{key}"


@lru_cache(maxsize=1)
def load_eligibility() -> EligibilityRules:
    """Return the items that come with the program; errors as `read_data_file`."""
    return read_eligibility(forms_folder() / "rules" / _FILE)


def read_eligibility(path: Path) -> EligibilityRules:
    """Return the items in the TOML file `path`; errors as `read_data_file`."""
    return read_data_file(path, EligibilityRules)
