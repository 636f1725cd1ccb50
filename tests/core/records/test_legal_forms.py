"""Legal forms: every one knows what it lacks, and is told by the name of its bearer."""

from __future__ import annotations

from typing import get_args

import pytest

from grantee_app.records.legal_forms import (
    guess_legal_form,
    has_part,
    read_legal_form,
)
from grantee_app.records.organization import LegalForm, Organization

FORMS = get_args(LegalForm)


def test_a_group_is_asked_for_nothing_that_a_registration_gives() -> None:
    assert not has_part("initiative_group", "bin")
    assert not has_part("initiative_group", "charter_purposes")
    assert has_part("initiative_group", "head")
    assert has_part("initiative_group", "iban")
    assert has_part("public_foundation", "bin")
    assert not has_part("natural_person", "head_position")


def test_only_public_associations_have_a_territorial_status() -> None:
    with_status = {form for form in FORMS if has_part(form, "territorial_status")}
    assert with_status == {"public_association", "republican_public_association"}


def test_every_form_has_what_the_cover_of_a_report_asks_for() -> None:
    for form in FORMS:
        assert all(has_part(form, column) for column in ("name", "head", "address", "phone"))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("«Жетісу бастамасы» ҚБ", "public_association"),
        ("ОО «Жетісу бастамасы»", "public_association"),
        ("«Үміт» когамдык коры", "public_foundation"),
        ("Общественный фонд «Нұр»", "public_foundation"),
        ("«Үміт» жеке қоры", "private_foundation"),
        ("ЗТБ «Ұлт»", "union_of_legal_entities"),
        ("Филиал РОО «Ардагерлер»", "branch"),
        ("РҚБ «Ардагерлер»", "republican_public_association"),
        ("«Ескелді» бастамашыл тобы", "initiative_group"),
        ("Инициативная группа «Светлый двор»", "initiative_group"),
        ("Өрлеу", None),
        ("Оофис", None),
        ("", None),
    ],
)
def test_a_name_tells_its_form(name: str, form: str | None) -> None:
    assert guess_legal_form(name) == form


def test_a_code_is_read_back() -> None:
    assert all(read_legal_form(form) == form for form in FORMS)
    assert read_legal_form("club") is None
    assert Organization(name={"kk": "а", "ru": ""}).legal_form in FORMS
