"""Names that Windows, FAT and people take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.report.assembly.names import count_units, number_name, write_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Жарғы", "Жарғы"),
        ("«Жас қанат» ҚБ, 2026 ж.", "«Жас қанат» ҚБ, 2026 ж"),
        ("СМС/хат: №5?", "СМС хат №5"),
        ("a__b   c", "a b c"),
        ("...", ""),
        ("con", "_con"),
        ("LPT1", "_LPT1"),
        ("Aux.pdf", "_Aux.pdf"),
        ("Console", "Console"),
        ("📷 Сурет 👩‍🌾", "Сурет"),
        ("и\u0306од", "йод"),
    ],
)
def test_write_name(words, name):
    assert write_name(words) == name


def test_a_long_name_ends_at_a_word():
    assert write_name("бір екі үш төрт", 9) == "бір екі"
    assert write_name("ы" * 300, 20) == "ы" * 20


def test_number_name():
    assert number_name(1, "Жарғы", ".pdf") == "01_Жарғы.pdf"
    assert number_name(7, "Жарғы", ".jpg", 2) == "07_Жарғы_2.jpg"
    assert number_name(120, "", ".pdf") == "120.pdf"


@given(st.text(max_size=400), st.integers(12, 120))
def test_every_name_is_safe(words, most):
    name = write_name(words, most)
    assert count_units(name) <= most + 1
    assert not set('<>:"/\\|?*') & set(name)
    assert all(ord(character) >= 32 for character in name)
    assert name == name.strip(" .")
    name.encode()
    assert write_name(name, most + 1) in {name, name.removeprefix("_")} or name.startswith("_")
