"""Quotation marks around names that have marks of their own."""

from __future__ import annotations

from grantee_app.language.quoting import quote


def test_marks_inside_are_the_inner_ones() -> None:
    assert quote("Жаңа бет") == "«Жаңа бет»"
    assert quote("«Жетісу бастамасы» ҚБ") == "«„Жетісу бастамасы“ ҚБ»"
