"""The organisation or group that holds grants."""

from __future__ import annotations

from typing import Literal

from grantee_app.records.base import NO_TEXT, Bilingual, Record

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


class Organization(Record):
    """A grantee; `bin` is the 12-digit business number, "" for a group without one."""

    name: Bilingual
    short_name: Bilingual = NO_TEXT
    legal_form: LegalForm = "public_association"
    bin: str = ""
    head: Bilingual = NO_TEXT
    address: Bilingual = NO_TEXT
    phone: str = ""
    email: str = ""
