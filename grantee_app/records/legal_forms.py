"""The legal forms of grantees: what each of them has, and how a name tells its form.

Source of the forms: the Civil Code of Kazakhstan and the Law on non-profit organisations of
16.01.2001. That only associations have a territorial status: Law on public associations, art. 7.
"""

from __future__ import annotations

import re
from typing import Final, get_args

from grantee_app.language.folding import fold_text
from grantee_app.records.organization import LegalForm

# Nobody registers them: no BIN, no charter, no entry in the NGO database.
UNREGISTERED: Final = frozenset[LegalForm]({"initiative_group", "natural_person"})
WITH_STATUS: Final = frozenset[LegalForm]({"public_association", "republican_public_association"})

_OF_A_REGISTERED_ONE: Final = frozenset(
    {
        "bin",
        "registered_on",
        "territory",
        "charter_purposes",
        "accountant",
        "beneficiary_code",
        "is_in_ngo_database",
        "employees",
    }
)
_OF_SEVERAL_PEOPLE: Final = frozenset({"short_name", "head_position"})


def has_part(form: LegalForm, column: str) -> bool:
    """Tell whether an organisation of this form has what the column of its record keeps."""
    if column == "territorial_status":
        return form in WITH_STATUS
    if column in _OF_A_REGISTERED_ONE:
        return form not in UNREGISTERED
    return form != "natural_person" or column not in _OF_SEVERAL_PEOPLE


def read_legal_form(text: str) -> LegalForm | None:
    """Return the form that `text` is the code of, None for anything else."""
    return next((form for form in get_args(LegalForm) if form == text), None)


# Matched against folded words: қ is к there, and ғ is г.
_SIGNS: Final[tuple[tuple[str, LegalForm], ...]] = (
    (
        r"инициативн\w* групп\w*|бастамашыл\w* то[пб]\w*|инициативти\w* то[пб]\w*",
        "initiative_group",
    ),
    (r"филиал\w*", "branch"),
    (
        r"республикалык когамдык бирлест\w*|республиканск\w* общественн\w* об.?единен\w*|ркб|роо",
        "republican_public_association",
    ),
    (r"занды тулгалар\w* бирлест\w*|об.?единен\w* юридическ\w*|зтб|оюл", "union_of_legal_entities"),
    (r"кауымдасты\w*|ассоциац\w*", "association"),
    (r"жеке кор\w*|частн\w* фонд\w*", "private_foundation"),
    (r"когамдык кор\w*|общественн\w* фонд\w*|кк|оф", "public_foundation"),
    (r"когамдык бирлест\w*|общественн\w* об.?единен\w*|кб|оо", "public_association"),
)


def guess_legal_form(name: str) -> LegalForm | None:
    """Return the form that the name itself tells («… қоғамдық қоры», «ОО …»), None if none does."""
    folded = fold_text(name)
    return next(
        (form for words, form in _SIGNS if re.search(rf"\b(?:{words})\b", folded)),
        None,
    )
