"""Kazakh endings on numbers, against a table by hand and against the spoken words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.language.kazakh_suffix import SuffixKind, with_suffix
from grantee_app.language.numbers import NBSP, number_in_words

MILLIARD = f"1{NBSP}000{NBSP}000{NBSP}000"

TABLE: list[tuple[int, str, str, str]] = [
    (0, "0-ге", "0-ден", "0-ші"),
    (1, "1-ге", "1-ден", "1-ші"),
    (2, "2-ге", "2-ден", "2-ші"),
    (3, "3-ке", "3-тен", "3-ші"),
    (4, "4-ке", "4-тен", "4-ші"),
    (5, "5-ке", "5-тен", "5-ші"),
    (6, "6-ға", "6-дан", "6-шы"),
    (7, "7-ге", "7-ден", "7-ші"),
    (8, "8-ге", "8-ден", "8-ші"),
    (9, "9-ға", "9-дан", "9-шы"),
    (10, "10-ға", "10-нан", "10-шы"),
    (12, "12-ге", "12-ден", "12-ші"),
    (16, "16-ға", "16-дан", "16-шы"),
    (20, "20-ға", "20-дан", "20-шы"),
    (30, "30-ға", "30-дан", "30-шы"),
    (40, "40-қа", "40-тан", "40-шы"),
    (50, "50-ге", "50-ден", "50-ші"),
    (60, "60-қа", "60-тан", "60-шы"),
    (70, "70-ке", "70-тен", "70-ші"),
    (80, "80-ге", "80-нен", "80-ші"),
    (90, "90-ға", "90-нан", "90-шы"),
    (100, "100-ге", "100-ден", "100-ші"),
    (110, "110-ға", "110-нан", "110-шы"),
    (300, "300-ге", "300-ден", "300-ші"),
    (602, "602-ге", "602-ден", "602-ші"),
    (1_000, f"1{NBSP}000-ға", f"1{NBSP}000-нан", f"1{NBSP}000-шы"),
    (20_000, f"20{NBSP}000-ға", f"20{NBSP}000-нан", f"20{NBSP}000-шы"),
    (1_200, f"1{NBSP}200-ге", f"1{NBSP}200-ден", f"1{NBSP}200-ші"),
    (7_000_000, f"7{NBSP}000{NBSP}000-ға", f"7{NBSP}000{NBSP}000-нан", f"7{NBSP}000{NBSP}000-шы"),
    (10**9, f"{MILLIARD}-қа", f"{MILLIARD}-тан", f"{MILLIARD}-шы"),
    (-10, "-10-ға", "-10-нан", "-10-шы"),
]

OTHER_CASES: list[tuple[int, SuffixKind, str]] = [
    (1, "genitive", "1-дің"),
    (2, "genitive", "2-нің"),
    (5, "genitive", "5-тің"),
    (10, "genitive", "10-ның"),
    (40, "genitive", "40-тың"),
    (9, "genitive", "9-дың"),
    (6, "accusative", "6-ны"),
    (10, "accusative", "10-ды"),
    (4, "accusative", "4-ті"),
    (80, "accusative", "80-ді"),
    (3, "locative", "3-те"),
    (10, "locative", "10-да"),
    (7, "locative", "7-де"),
    (60, "locative", "60-та"),
]


@pytest.mark.parametrize(("number", "dative", "ablative", "ordinal"), TABLE)
def test_ending_follows_the_spoken_number(
    number: int, dative: str, ablative: str, ordinal: str
) -> None:
    assert with_suffix(number, "dative") == dative
    assert with_suffix(number, "ablative") == ablative
    assert with_suffix(number, "ordinal") == ordinal


@pytest.mark.parametrize(("number", "kind", "expected"), OTHER_CASES)
def test_other_cases(number: int, kind: SuffixKind, expected: str) -> None:
    assert with_suffix(number, kind) == expected


def spell_dative_and_ablative(number: int) -> tuple[str, str]:
    """The endings by sound, from the letters of the last spoken word."""
    word = number_in_words(number, "kk").split()[-1]
    # елу is the one word whose last vowel, у, does not tell the harmony.
    is_back = word != "елу" and [letter for letter in word if letter in "аәеөоүұыі"][-1] in "аоұы"
    if word[-1] in "пткқсш" or word.endswith("рд"):
        dative, ablative = "қке", ("тан", "тен")
    elif word[-1] in "мнң":
        dative, ablative = "ғге", ("нан", "нен")
    else:
        dative, ablative = "ғге", ("дан", "ден")
    return (dative[0] + "а" if is_back else dative[1:]), ablative[0 if is_back else 1]


ROUND = st.builds(lambda front, zeros: front * 10**zeros, st.integers(1, 999), st.integers(2, 12))


@given(st.one_of(st.integers(0, 10**12), ROUND))
def test_ending_agrees_with_the_words(number: int) -> None:
    dative, ablative = spell_dative_and_ablative(number)
    assert with_suffix(number, "dative").rpartition("-")[2] == dative
    assert with_suffix(number, "ablative").rpartition("-")[2] == ablative


def test_every_ending_to_a_thousand() -> None:
    for number in range(1001):
        dative, ablative = spell_dative_and_ablative(number)
        assert with_suffix(number, "dative").endswith(f"-{dative}")
        assert with_suffix(number, "ablative").endswith(f"-{ablative}")
