"""Numbers, sums and shares as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.language.numbers import format_percent, format_sum, group_digits
from grantee_app.language.reading import Reading
from grantee_app.language.reading_numbers import (
    MOST_TENGE,
    read_money,
    read_number,
    read_percent,
    read_whole_number,
    write_number,
)


@pytest.mark.parametrize(
    ("typed", "tenge"),
    [
        ("7 000 000", 7_000_000),
        ("7000000", 7_000_000),
        ("7\u00a0000\u202f000", 7_000_000),
        ("7\u2009000\u200a000 тг", 7_000_000),
        ("7 000 000 тг.", 7_000_000),
        ("7 000 000 теңге", 7_000_000),
        ("7 000 000 тенге", 7_000_000),
        ("7 000 000 ₸", 7_000_000),
        ("₸ 300000", 300_000),
        ("300000 KZT", 300_000),
        ("7 млн", 7_000_000),
        ("7 млн. теңге", 7_000_000),
        ("7 миллион", 7_000_000),
        ("7 мың", 7_000),
        ("7 мын", 7_000),
        ("7мың теңге", 7_000),
        ("300 тыс.", 300_000),
        ("300 тысяч тенге", 300_000),
        ("1,5 млн", 1_500_000),
        ("1.5 млн тг", 1_500_000),
        ("1 млн 250 мың", 1_250_000),
        ("1 млн. 250 тыс. тенге", 1_250_000),
        ("1 млн 250 000", 1_250_000),
        ("7 мың 300", 7_300),
        ("38 100,00", 38_100),
        ("38100,00 тг", 38_100),
        ("38100.00", 38_100),
        ("38.100,00", 38_100),
        ("7,000,000.00", 7_000_000),
        ("7.000", 7_000),
        ("7,000", 7_000),
        ("7.000.000", 7_000_000),
        ("7'000'000", 7_000_000),
        ("7 000 000 (жеті миллион) теңге", 7_000_000),
        ("7 000 000 (семь миллионов) тенге", 7_000_000),
        ("7 000 000-00", 7_000_000),
        ("7 000 000=00 тг", 7_000_000),
        ("7 000 000,-", 7_000_000),
        ("1 000 000 (бір миллион) теңге 00 тиын", 1_000_000),
        ("0", 0),
        ("  840 000\n", 840_000),
    ],
)
def test_money(typed: str, tenge: int) -> None:
    assert read_money(typed) == Reading(tenge)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("12,50", "Sums are kept in whole tenge: write 12 or 13."),
        ("0,5 тг", "Sums are kept in whole tenge: write 0 or 1."),
        ("-5", "Write a number that is 0 or more."),
        ("$500", "Write the sum in tenge, without another currency."),
        ("500 доллар", "Write the sum in tenge, without another currency."),
        ("500 руб.", "Write the sum in tenge, without another currency."),
        ("70 00", "The digits of 70 00 are parted oddly: is it 7000?"),
        ("1 млн 200", "Write one number in digits, for example 7000000."),
        ("200 мың 1 млн", "Write one number in digits, for example 7000000."),
        ("1,5 млн 20 мың", "Write one number in digits, for example 7000000."),
        ("жеті миллион", "Write one number in digits, for example 7000000."),
        ("300 000 тг 2 000", "Write one number in digits, for example 7000000."),
        ("300 дана", "Write one number in digits, for example 7000000."),
        ("5 - 10", "Write one exact number, without «about» or «more than»."),
        ("300 мыңға жуық", "Write one exact number, without «about» or «more than»."),
        ("1" + "0" * 16, f"Write a number that is {MOST_TENGE} or less."),
    ],
)
def test_money_that_is_asked_about(typed: str, problem: str) -> None:
    reading = read_money(typed)
    assert (reading.value, str(reading.problem)) == (None, problem)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("602", 602),
        ("1 076", 1076),
        ("7 мың", 7000),
        ("20.000", 20_000),
        ("20,000", 20_000),
        ("300 адам", 300),
        ("300 чел.", 300),
        ("12 человек", 12),
        ("1 000 дана", 1000),
        ("007", 7),
        ("10,0", 10),
    ],
)
def test_whole_number(typed: str, count: int) -> None:
    reading = read_whole_number(typed)
    assert reading == Reading(count)
    assert type(reading.value) is int


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("12,5", "Only a whole number fits here: write 12 or 13."),
        ("300-ге жуық", "Write one exact number, without «about» or «more than»."),
        ("300-ден астам", "Write one exact number, without «about» or «more than»."),
        ("около 300", "Write one exact number, without «about» or «more than»."),
        ("не менее 12", "Write one exact number, without «about» or «more than»."),
        ("10–12", "Write one exact number, without «about» or «more than»."),
        ("≥50", "Write one exact number, without «about» or «more than»."),
        ("4/1", "Write one number in digits, for example 300."),
        ("бес", "Write one number in digits, for example 300."),
        ("1" * 9000, "Write one number in digits, for example 300."),
        ("1 " * 9000, "Write one number in digits, for example 300."),
        ("²", "Write one number in digits, for example 300."),
        ("١٠", "Write one number in digits, for example 300."),
        ("3", "Write a number that is 4 or more."),
        ("1001", "Write a number that is 1000 or less."),
    ],
)
def test_whole_number_that_is_asked_about(typed: str, problem: str) -> None:
    reading = read_whole_number(typed, least=4, most=1000)
    assert (reading.value, str(reading.problem)) == (None, problem)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("84,5", 84.5),
        ("84.5", 84.5),
        ("84", 84),
        ("84,0", 84),
        ("1 076,25", 1076.25),
        ("7,125", 7.125),
        ("0.125", 0.125),
        ("20 000", 20_000),
        ("2,5 мың", 2500),
    ],
)
def test_number(typed: str, value: float) -> None:
    reading = read_number(typed)
    assert reading == Reading(value)
    assert type(reading.value) is type(value)


@pytest.mark.parametrize("typed", ["7.000", "7,000", "84.125"])
def test_number_that_means_two_is_asked_about(typed: str) -> None:
    assert "can mean two numbers" in str(read_number(typed).problem)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("84", 84),
        ("84%", 84),
        ("84 %", 84),
        ("84,5\u00a0%", 84.5),
        ("84 пайыз", 84),
        ("84 проц.", 84),
    ],
)
def test_percent(typed: str, value: float) -> None:
    assert read_percent(typed) == Reading(value)


@pytest.mark.parametrize("typed", ["120", "120 %", "-1"])
def test_percent_stays_within_a_hundred(typed: str) -> None:
    assert read_percent(typed).problem is not None


@pytest.mark.parametrize("typed", ["", " ", "\u00a0\n", "\u200b"])
def test_empty_text_is_neither_value_nor_problem(typed: str) -> None:
    for reading in (read_money(typed), read_whole_number(typed), read_number(typed)):
        assert reading.is_empty
    assert read_percent(typed).is_empty


@given(st.integers(0, MOST_TENGE), st.sampled_from(LANGUAGES), st.booleans())
def test_a_written_sum_is_read_back(tenge: int, code: LanguageCode, with_words: bool) -> None:
    assert read_money(format_sum(tenge, "KZT", code, with_words)).value == tenge
    assert read_money(group_digits(tenge)).value == tenge
    assert read_money(f"{tenge}").value == tenge


@given(st.integers(0, 10**9))
def test_a_written_count_is_read_back(count: int) -> None:
    assert read_whole_number(group_digits(count)).value == count
    assert read_number(write_number(count)).value == count


@given(st.decimals(0, 10**6, places=4))
def test_a_written_number_is_read_back(exact: Decimal) -> None:
    assert read_number(write_number(float(exact))).value == float(exact)


@given(st.integers(0, 100), st.sampled_from(LANGUAGES))
def test_a_written_percent_is_read_back(value: int, code: LanguageCode) -> None:
    assert read_percent(format_percent(value, code)).value == value


@given(st.text(alphabet=st.sampled_from("0123456789 .,-/%₸тгмлңыn()'–\u00a0"), max_size=12))
def test_no_typing_raises(typed: str) -> None:
    for read in (read_money, read_whole_number, read_number, read_percent):
        reading = read(typed)
        assert reading.value is None or reading.problem is None


@pytest.mark.parametrize("code", LANGUAGES)
def test_problems_are_said(code: LanguageCode) -> None:
    language = Language.load(code)
    for typed in ("12,50", "-5", "$5", "70 00", "бес", "5-10"):
        problem = read_money(typed).problem
        assert problem is not None
        assert language.say(problem) != str(problem)
        assert "{" not in language.say(problem)
