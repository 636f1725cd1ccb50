"""What a field of an application means, whatever the form calls it.

The one closed list that lets a form stay data: a field with a meaning is filled from what is known,
carried over from an application in another form, and becomes part of the project when the
application wins. Knows the names of the organisation's columns, not how they are stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from grantee_app.form.definition import SocioFigure
from grantee_app.frozen import frozen

_TEXTS: Final = frozenset({"text", "long_text", "place", "person", "organization"})
_LINE: Final = frozenset({"text"})
_CHOICE: Final = frozenset({"choice"})
_SUM: Final = frozenset({"money"})
_NUMBER: Final = frozenset({"whole_number", "number", "money"})
_HEADS: Final = frozenset({"whole_number"})
_DATES: Final = frozenset({"date_range", "date"})
_WHO: Final = frozenset({"person", "text", "choice"})
# A column may name a row of another table, or say in words which one it is.
_LINKED: Final = _TEXTS | _CHOICE


@frozen
class Meaning:
    """Which kinds of fields can mean it; `column` is the organisation's, where it keeps it.

    `is_wordless` values are the same in both languages although they are typed as text.
    """

    kinds: frozenset[str]
    column: str = ""
    is_wordless: bool = False


def _of_organization(
    kinds: frozenset[str], column: str, *, is_wordless: bool = False
) -> tuple[str, Meaning]:
    return f"organization.{column}", Meaning(kinds, column, is_wordless)


# Fields outside tables.
FIELD_MEANINGS: Final[Mapping[str, Meaning]] = MappingProxyType(
    dict(
        [
            _of_organization(_TEXTS, "name"),
            _of_organization(_TEXTS, "short_name"),
            _of_organization(_CHOICE, "legal_form"),
            _of_organization(_LINE, "bin", is_wordless=True),
            _of_organization(frozenset({"date"}), "registered_on"),
            _of_organization(_TEXTS, "address"),
            _of_organization(_TEXTS, "actual_address"),
            _of_organization(_TEXTS, "head"),
            _of_organization(_TEXTS, "head_position"),
            _of_organization(_TEXTS, "accountant"),
            _of_organization(_LINE, "phone", is_wordless=True),
            _of_organization(_LINE, "email", is_wordless=True),
            _of_organization(_LINE, "website", is_wordless=True),
            _of_organization(_TEXTS, "bank"),
            _of_organization(_LINE, "iban", is_wordless=True),
            _of_organization(_LINE, "bic", is_wordless=True),
            _of_organization(_LINE, "beneficiary_code", is_wordless=True),
            _of_organization(_CHOICE, "territorial_status"),
            _of_organization(_TEXTS, "territory"),
            _of_organization(_TEXTS, "charter_purposes"),
            _of_organization(frozenset({"whole_number"}), "employees"),
            _of_organization(frozenset({"yes_no"}), "is_in_ngo_database"),
        ]
    )
    | {
        "project.title": Meaning(_TEXTS),
        "project.goal": Meaning(_TEXTS),
        "project.period": Meaning(frozenset({"date_range"})),
        "project.sphere": Meaning(_TEXTS | _CHOICE),
        "project.topic": Meaning(_TEXTS),
        "project.manager": Meaning(_WHO),
        "project.problem": Meaning(_TEXTS),
        "project.target_group": Meaning(_TEXTS),
        "project.direct_beneficiaries": Meaning(_HEADS),
        "project.indirect_beneficiaries": Meaning(_HEADS),
        "project.staff": Meaning(_HEADS),
        "project.specialists": Meaning(_HEADS),
        "project.ngos": Meaning(_HEADS),
        "project.partners": Meaning(_HEADS),
        "project.payroll": Meaning(_SUM),
        "project.taxes": Meaning(_SUM),
        "project.purchases": Meaning(_SUM),
        "project.geography": Meaning(_TEXTS),
        "project.short_term_results": Meaning(_TEXTS),
        "project.long_term_effect": Meaning(_TEXTS),
        "project.sustainability": Meaning(_TEXTS),
        "project.risks": Meaning(_TEXTS),
        "project.information_support": Meaning(_TEXTS),
        "project.charter_match": Meaning(_TEXTS),
        "project.sum_asked": Meaning(_SUM),
        "project.own_share": Meaning(_SUM),
        "project.grant_kind": Meaning(_CHOICE),
        "project.currency": Meaning(_CHOICE | _LINE),
        "applicant.kind": Meaning(_CHOICE),
        "applicant.leader": Meaning(_WHO),
        "applicant.settlement": Meaning(frozenset({"place", "text"})),
    }
)

# The rows of a report's socio-economic table whose planned level an application promises.
LEVEL_MEANINGS: Final[Mapping[str, SocioFigure]] = MappingProxyType(
    {
        "project.direct_beneficiaries": "direct_beneficiaries",
        "project.indirect_beneficiaries": "indirect_beneficiaries",
        "project.staff": "staff",
        "project.specialists": "specialists",
        "project.ngos": "ngos",
        "project.payroll": "payroll",
        "project.taxes": "taxes",
        "project.purchases": "purchases",
        "project.partners": "partners",
    }
)

# Tables, and what their columns can mean inside them.
TABLE_MEANINGS: Final[Mapping[str, Mapping[str, Meaning]]] = MappingProxyType(
    {
        "tasks": {"title": Meaning(_TEXTS), "long_term_result": Meaning(_TEXTS)},
        "activities": {
            "title": Meaning(_TEXTS),
            "task": Meaning(_LINKED),
            "kind": Meaning(_CHOICE),
            "when": Meaning(_DATES),
            "place": Meaning(_TEXTS),
            "responsible": Meaning(_LINKED),
            "participants": Meaning(frozenset({"whole_number"})),
            "result": Meaning(_TEXTS),
        },
        "indicators": {
            "title": Meaning(_TEXTS),
            "activity": Meaning(_LINKED),
            "plan": Meaning(_TEXTS | frozenset({"whole_number", "number"})),
            "evidence": Meaning(frozenset({"choice", "choices", "text", "long_text"})),
        },
        "budget": {
            "block": Meaning(_CHOICE),
            "title": Meaning(_TEXTS),
            "activity": Meaning(_LINKED),
            "unit": Meaning(_TEXTS),
            "quantity": Meaning(_NUMBER),
            "price": Meaning(_SUM),
            "total": Meaning(_SUM),
            "own": Meaning(_SUM),
            "other": Meaning(_SUM),
            "grant": Meaning(_SUM),
        },
        "team": {
            "name": Meaning(_TEXTS),
            "role": Meaning(_TEXTS),
            "born_on": Meaning(frozenset({"date"})),
            "contacts": Meaning(_TEXTS),
        },
        "partners": {
            "name": Meaning(_TEXTS),
            "role": Meaning(_TEXTS),
            "contacts": Meaning(_TEXTS),
        },
        "experience": {
            "customer": Meaning(_TEXTS),
            "title": Meaning(_TEXTS),
            "sum": Meaning(_SUM),
            "years": Meaning(_TEXTS | frozenset({"date_range", "whole_number"})),
            "result": Meaning(_TEXTS),
        },
    }
)


def list_meanings(table: str | None = None, kind: str | None = None) -> list[str]:
    """Return the meanings of fields, or those of the columns of a table that means `table`.

    `kind` leaves those that a field of that kind can have; a table's own are the keys of
    `TABLE_MEANINGS`.
    """
    known = FIELD_MEANINGS if table is None else TABLE_MEANINGS.get(table, {})
    return [name for name, meaning in known.items() if kind is None or kind in meaning.kinds]


def find_organization_column(meaning: str) -> str:
    """Return the column of the organisation that a field of this meaning shows, "" for none."""
    known = FIELD_MEANINGS.get(meaning)
    return known.column if known else ""
