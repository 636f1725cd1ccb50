"""The organisation or group that holds grants."""

from __future__ import annotations

from datetime import date
from typing import Literal

from grantee_app.records.base import NO_TEXT, Bilingual, Heads, Record

LegalForm = Literal[
    "public_association",
    "public_foundation",
    "republican_public_association",
    "private_foundation",
    "union_of_legal_entities",
    "association",
    "branch",
    "initiative_group",
    "natural_person",
]


# Only associations have a territorial status.
TerritorialStatus = Literal["", "local", "regional", "republican"]


class Organization(Record):
    """A grantee; `bin` is the 12-digit business number, "" for a group without one.

    `address` is the legal one. `beneficiary_code` is the two-digit Кбе of payment orders, `bic` the
    bank's code. What the charter says is kept as facts that an application is checked against.
    `is_in_ngo_database` is None while nobody has told.
    """

    name: Bilingual
    short_name: Bilingual = NO_TEXT
    legal_form: LegalForm = "public_association"
    bin: str = ""
    registered_on: date | None = None
    head: Bilingual = NO_TEXT
    head_position: Bilingual = NO_TEXT
    accountant: Bilingual = NO_TEXT
    address: Bilingual = NO_TEXT
    actual_address: Bilingual = NO_TEXT
    phone: str = ""
    email: str = ""
    website: str = ""
    bank: Bilingual = NO_TEXT
    iban: str = ""
    bic: str = ""
    beneficiary_code: str = ""
    territorial_status: TerritorialStatus = ""
    territory: Bilingual = NO_TEXT
    charter_purposes: Bilingual = NO_TEXT
    is_in_ngo_database: bool | None = None
    employees: Heads | None = None
