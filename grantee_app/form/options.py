"""What may be chosen in a field: options of the form's own, or one of the lists the app keeps.

The rows of another table are options too; which rows there are is told by whoever has the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from grantee_app.form.application_form import (
    ApplicantKind,
    ApplicationForm,
    Choice,
    Chosen,
    OptionList,
)
from grantee_app.form.rules import STATE_GRANTS, load_rules
from grantee_app.language.catalogue import Language
from grantee_app.language.message import N_
from grantee_app.records.base import Bilingual
from grantee_app.records.evidence_terms import EVIDENCE_KINDS
from grantee_app.records.terms import ACTIVITY_KINDS
from grantee_app.records.terms_of_fields import (
    BUDGET_BLOCKS,
    GRANT_KINDS,
    LEGAL_FORMS,
    TERRITORIAL_STATUSES,
)

APPLICANT_KINDS: Final[Mapping[ApplicantKind, str]] = MappingProxyType(
    {
        "ngo": N_("non-governmental organisation"),
        "group": N_("initiative group"),
        "person": N_("natural person"),
    }
)
CURRENCIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "KZT": N_("tenge"),
        "USD": N_("US dollars"),
        "EUR": N_("euros"),
        "RUB": N_("Russian roubles"),
    }
)
_TERMS: Final[Mapping[str, Mapping[Any, str]]] = MappingProxyType(
    {
        "legal_forms": LEGAL_FORMS,
        "territorial_statuses": TERRITORIAL_STATUSES,
        "activity_kinds": ACTIVITY_KINDS,
        "grant_kinds": GRANT_KINDS,
        "evidence_kinds": EVIDENCE_KINDS,
        "budget_blocks": BUDGET_BLOCKS,
        "applicant_kinds": APPLICANT_KINDS,
        "currencies": CURRENCIES,
    }
)


@lru_cache(maxsize=32)
def list_known(name: OptionList | str) -> tuple[Choice, ...]:
    """Return the options of a list that the app keeps, () for one it does not."""
    if name == "spheres":
        spheres = load_rules(STATE_GRANTS).spheres
        return tuple(Choice(key=sphere.key, label=sphere.label) for sphere in spheres)
    kk, ru = Language.load("kk"), Language.load("ru")
    return tuple(
        Choice(key=str(key), label=Bilingual(kk=kk.gettext(words), ru=ru.gettext(words)))
        for key, words in _TERMS.get(name, {}).items()
    )


def list_options(form: ApplicationForm, part: Chosen) -> tuple[Choice, ...]:
    """Return what may be chosen in a field or column, () where it is the rows of a table.

    Kinds of grants, of applicants and currencies are those that the form is for; `only` takes a
    part of any list.
    """
    if part.options_from is None:
        return part.options
    narrowed: dict[str, tuple[str, ...]] = {
        "grant_kinds": form.grant_kinds,
        "applicant_kinds": form.applicants,
        "currencies": form.currencies,
    }
    known = list_known(part.options_from)
    if part.only:
        known = tuple(option for option in known if option.key in part.only)
    wanted = narrowed.get(part.options_from)
    if wanted is None:
        return known
    by_key = {option.key: option for option in known}
    return tuple(
        by_key.get(key) or Choice(key=key, label=Bilingual(kk=key, ru=key))
        for key in wanted
        if not part.only or key in part.only
    )
