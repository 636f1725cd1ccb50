"""Numbers, sums and their words, against a table by hand and a parser that reads words back."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grantee_app.language.message import LanguageCode
from grantee_app.language.numbers import (
    NBSP,
    Currency,
    format_percent,
    format_sum,
    group_digits,
    number_in_words,
    sum_in_words,
)

TABLE = [
    (int(number), kazakh, russian)
    for line in Path(__file__)
    .with_name("numbers_in_words.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
    for number, kazakh, russian in [line.split(" | ")]
]
SUMS = st.one_of(
    st.integers(0, 10**12),
    st.integers(0, 9_999),
    st.builds(lambda front, zeros: front * 10**zeros, st.integers(1, 999), st.integers(0, 9)),
)


def tie(text: str) -> str:
    """Spaces between digits made no-break, to keep the expected texts readable."""
    return text.replace(" ", NBSP)


def test_table_is_wide() -> None:
    assert len(TABLE) > 95


@pytest.mark.parametrize(("number", "kazakh", "russian"), TABLE)
def test_number_in_words(number: int, kazakh: str, russian: str) -> None:
    assert number_in_words(number, "kk") == kazakh
    assert number_in_words(number, "ru") == russian


KAZAKH_VALUES = {
    word: value
    for words, values in [
        ("нөл бір екі үш төрт бес алты жеті сегіз тоғыз", range(10)),
        ("он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан", range(10, 100, 10)),
    ]
    for word, value in zip(words.split(), values, strict=True)
}
KAZAKH_SCALES = {"мың": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}


def read_kazakh(words: str) -> int:
    total = group = 0
    for word in words.split():
        if word in KAZAKH_SCALES:
            assert group, "a contract says «бір мың», not «мың»"
            total, group = total + group * KAZAKH_SCALES[word], 0
        elif word == "жүз":
            assert 1 <= group <= 9, "a contract says «бір жүз», not «жүз»"
            group *= 100
        else:
            group += KAZAKH_VALUES[word]
    return total + group


RUSSIAN_VALUES = {
    word: value
    for words, values in [
        ("ноль один два три четыре пять шесть семь восемь девять", range(10)),
        ("десять одиннадцать двенадцать тринадцать четырнадцать", range(10, 15)),
        ("пятнадцать шестнадцать семнадцать восемнадцать девятнадцать", range(15, 20)),
        ("двадцать тридцать сорок пятьдесят шестьдесят", range(20, 70, 10)),
        ("семьдесят восемьдесят девяносто", range(70, 100, 10)),
        ("сто двести триста четыреста пятьсот", range(100, 600, 100)),
        ("шестьсот семьсот восемьсот девятьсот", range(600, 1000, 100)),
        ("одна две", range(1, 3)),
    ]
    for word, value in zip(words.split(), values, strict=True)
}
RUSSIAN_SCALES = {"тысяч": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}
RUSSIAN_ENDINGS = {"тысяч": ("а", "и", "")}


def read_russian(words: str) -> int:
    total = group = 0
    said: list[str] = []
    for word in words.split():
        stem = next((scale for scale in RUSSIAN_SCALES if word.startswith(scale)), "")
        if stem:
            assert group
            is_thousand = stem == "тысяч"
            assert not {"один", "два"}.intersection(said[-1:]) or not is_thousand
            assert not {"одна", "две"}.intersection(said[-1:]) or is_thousand
            endings = RUSSIAN_ENDINGS.get(stem, ("", "а", "ов"))
            assert word == stem + endings[choose_form(group)]
            total, group, said = total + group * RUSSIAN_SCALES[stem], 0, []
        else:
            group += RUSSIAN_VALUES[word]
            said.append(word)
    assert not {"одна", "две"}.intersection(said), "tenge is masculine"
    return total + group


def choose_form(n: int) -> int:
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else 2


@given(SUMS)
@example(100_100_100_100)
@example(101_001_000_001)
def test_words_read_back_as_the_number(number: int) -> None:
    assert read_kazakh(number_in_words(number, "kk")) == number
    assert read_russian(number_in_words(number, "ru")) == number


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1_000, "1 000"),
        (38_100, "38 100"),
        (7_000_000, "7 000 000"),
        (-1_250, "-1 250"),
        (Decimal("84.5"), "84,5"),
        (Decimal("1234567.80"), "1 234 567,80"),
        (Decimal("-0.25"), "-0,25"),
        (Decimal("1E+4"), "10 000"),
    ],
)
def test_group_digits(value: int | Decimal, written: str) -> None:
    assert group_digits(value) == tie(written)


@given(st.integers(-(10**15), 10**15))
def test_grouped_digits_are_the_number(number: int) -> None:
    written = group_digits(number)
    assert int(written.replace(NBSP, "")) == number
    assert all(len(group) == 3 for group in written.split(NBSP)[1:])


def test_percent() -> None:
    assert format_percent(84, "kk") == "84%"
    assert format_percent(84, "ru") == tie("84 %")
    assert format_percent(Decimal("83.7"), "kk") == "83,7%"


def test_sum_of_the_form() -> None:
    digits = tie("7 000 000")
    assert format_sum(7_000_000, "KZT", "kk") == f"{digits} (жеті миллион) теңге"
    assert format_sum(7_000_000, "KZT", "ru") == f"{digits} (семь миллионов) тенге"
    assert format_sum(7_000_000, "KZT", "kk", with_words=False) == tie("7 000 000 теңге")


@pytest.mark.parametrize(
    ("amount", "currency", "code", "written"),
    [
        (1, "KZT", "ru", "один тенге"),
        (2, "KZT", "ru", "два тенге"),
        (1, "USD", "ru", "один доллар США"),
        (3, "USD", "ru", "три доллара США"),
        (5, "USD", "ru", "пять долларов США"),
        (11, "USD", "ru", "одиннадцать долларов США"),
        (12, "USD", "ru", "двенадцать долларов США"),
        (21, "USD", "ru", "двадцать один доллар США"),
        (1_000, "USD", "ru", "одна тысяча долларов США"),
        (1_000, "USD", "kk", "бір мың АҚШ доллары"),
        (50, "EUR", "ru", "пятьдесят евро"),
        (50, "EUR", "kk", "елу еуро"),
        (0, "KZT", "kk", "нөл теңге"),
    ],
)
def test_sum_in_words_agrees(
    amount: int, currency: Currency, code: LanguageCode, written: str
) -> None:
    assert sum_in_words(amount, code, currency) == written
