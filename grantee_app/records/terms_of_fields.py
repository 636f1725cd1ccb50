"""The words for the codes that fields of records hold, to be said through the catalogue.

Kinds of activities have theirs in `terms`; here are those that an editor offers for choosing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from grantee_app.language.message import N_, LanguageCode
from grantee_app.records.activity import ActivityFormat
from grantee_app.records.application import ApplicationState
from grantee_app.records.evidence_terms import EVIDENCE_KINDS
from grantee_app.records.grant_terms import GrantKind
from grantee_app.records.organization import LegalForm, TerritorialStatus
from grantee_app.records.plan import Comparison, CountedFrom, Unit
from grantee_app.records.project import (
    BudgetBlock,
    CountingBasis,
    ExpenseKind,
    TaxKind,
)
from grantee_app.records.terms import ACTIVITY_KINDS

LEGAL_FORMS: Final[dict[LegalForm, str]] = {
    "public_association": N_("public association"),
    "public_foundation": N_("public foundation"),
    "republican_public_association": N_("republican public association"),
    "private_foundation": N_("private foundation"),
    "union_of_legal_entities": N_("union of legal entities"),
    "association": N_("association of organisations"),
    "branch": N_("branch of an organisation"),
    "initiative_group": N_("initiative group"),
    "natural_person": N_("natural person"),
}
TERRITORIAL_STATUSES: Final[dict[TerritorialStatus, str]] = {
    "local": N_("local"),
    "regional": N_("regional"),
    "republican": N_("republican"),
}
GRANT_KINDS: Final[dict[GrantKind, str]] = {
    "short": N_("state grant, short-term"),
    "medium": N_("state grant, medium-term"),
    "long": N_("state grant, long-term"),
    "small": N_("small grant"),
    "private": N_("grant of another funder"),
}
APPLICATION_STATES: Final[dict[ApplicationState, str]] = {
    "draft": N_("draft of an application"),
    "submitted": N_("handed in"),
    "won": N_("won"),
    "lost": N_("lost"),
    "withdrawn": N_("withdrawn"),
}
LANGUAGE_NAMES: Final[dict[LanguageCode, str]] = {
    "kk": N_("Kazakh"),
    "ru": N_("Russian"),
}
EXPENSE_KINDS: Final[dict[ExpenseKind, str]] = {
    "payroll": N_("wages"),
    "tax": N_("taxes and contributions"),
    "purchase": N_("goods and services"),
}
TAX_KINDS: Final[dict[TaxKind, str]] = {
    "social_tax": N_("social tax"),
    "social_contributions": N_("social contributions"),
    "health_insurance": N_("compulsory health insurance"),
}
BUDGET_BLOCKS: Final[dict[BudgetBlock, str]] = {
    "administrative": N_("administrative costs"),
    "material": N_("equipment and supplies"),
    "direct": N_("direct costs"),
}
COUNTING_BASES: Final[dict[CountingBasis, str]] = {
    "people": N_("people: each is counted once"),
    "visits": N_("visits: each activity is counted"),
}
ACTIVITY_FORMATS: Final[dict[ActivityFormat, str]] = {
    "offline": N_("in person"),
    "online": N_("online"),
    "mixed": N_("in person and online"),
}
COMPARISONS: Final[dict[Comparison, str]] = {
    "exactly": N_("exactly"),
    "at_least": N_("at least"),
    "at_most": N_("at most"),
}
UNITS: Final[dict[Unit, str]] = {
    "count": N_("pieces"),
    "percent": N_("per cent"),
    "people": N_("people"),
}
COUNTED_FROM: Final[dict[CountedFrom, str]] = {
    "typed": N_("told by hand"),
    "events": N_("activities held"),
    "people": N_("people who came"),
    "evidence": N_("pieces of evidence"),
    "satisfaction": N_("answers of questionnaires"),
    "winners": N_("winners of the contest"),
}

# What an editor offers for a field of a table.
FIELD_TERMS: Final[dict[tuple[str, str], Mapping[Any, str]]] = {
    ("organization", "legal_form"): LEGAL_FORMS,
    ("organization", "territorial_status"): TERRITORIAL_STATUSES,
    ("grant", "kind"): GRANT_KINDS,
    ("application", "kind"): GRANT_KINDS,
    ("application", "state"): APPLICATION_STATES,
    ("application", "language"): LANGUAGE_NAMES,
    ("expense", "kind"): EXPENSE_KINDS,
    ("expense", "tax"): TAX_KINDS,
    ("budget_line", "kind"): EXPENSE_KINDS,
    ("budget_line", "block"): BUDGET_BLOCKS,
    ("project", "counting_basis"): COUNTING_BASES,
    ("planned_activity", "kind"): ACTIVITY_KINDS,
    ("activity", "kind"): ACTIVITY_KINDS,
    ("activity", "format"): ACTIVITY_FORMATS,
    ("indicator", "plan_comparison"): COMPARISONS,
    ("indicator", "plan_unit"): UNITS,
    ("indicator", "counted_from"): COUNTED_FROM,
    ("indicator", "evidence_kind"): EVIDENCE_KINDS,
    ("indicator", "second_evidence_kind"): EVIDENCE_KINDS,
    ("evidence", "kind"): EVIDENCE_KINDS,
}
