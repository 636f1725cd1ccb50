"""Kazakh syllables, breaks and alphabet, against words broken by hand."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.language.kazakh import (
    LETTERS,
    break_points,
    is_plain_word,
    sort_key,
    split_syllables,
)

BROKEN = [
    word
    for line in Path(__file__)
    .with_name("kazakh_breaks.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
    for word in line.split()
]
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=24)


def join_breaks(word: str) -> str:
    edges = [0, *break_points(word), len(word)]
    return "-".join(word[start:end] for start, end in pairwise(edges))


def test_table_is_wide() -> None:
    assert len(BROKEN) > 340
    assert len(set(BROKEN)) == len(BROKEN)


@pytest.mark.parametrize("broken", BROKEN)
def test_word_breaks_where_a_reader_breaks_it(broken: str) -> None:
    assert join_breaks(broken.replace("-", "")) == broken


@pytest.mark.parametrize(
    "syllables",
    [
        "ба-ла-лар",
        "а-уыл",
        "ба-уыр",
        "тау",
        "о-қу",
        "о-қу-шы",
        "су-ық",
        "қа-ты-су-ы",
        "а-яқ-та-лу",
        "ө-ті-нім",
        "ту-у",
        "жа-уу",
        "вольт",
        "ұ-йым",
        "төрт",
        "ұлт",
        "жаң-а-лық",
        "а-ю",
        "тш",
    ],
)
def test_syllables_hold_one_vowel_each(syllables: str) -> None:
    assert split_syllables(syllables.replace("-", "")) == syllables.split("-")


def test_case_is_kept() -> None:
    assert split_syllables("Алматы") == ["Ал", "ма", "ты"]
    assert split_syllables("ОБЛЫС") == ["ОБ", "ЛЫС"]


@pytest.mark.parametrize(
    "whole",
    ["ата", "ақыл", "отыр", "төрт", "пункт", "аю", "қию", "кеңес", "атом", "аяқ"],
)
def test_short_words_of_the_rules_stay_whole(whole: str) -> None:
    assert break_points(whole) == []


@pytest.mark.parametrize(
    "whole",
    ["ЮНЕСКО", "ҚазҰУ", "10-ға", "іс-шара", "об’ект", "Excel", "", "қатысу1", "COVIDпен"],
)
def test_what_is_no_plain_word_stays_whole(whole: str) -> None:
    assert not is_plain_word(whole)
    assert break_points(whole) == []


@given(WORDS)
def test_syllables_joined_are_the_word(word: str) -> None:
    syllables = split_syllables(word)
    assert "".join(syllables) == word
    assert all(syllables)


@given(WORDS)
def test_no_line_gets_a_single_letter_or_begins_badly(word: str) -> None:
    for place in break_points(word):
        assert 2 <= place <= len(word) - 2
        assert word[place] not in "ңьъ"


@given(WORDS)
def test_breaks_are_between_syllables(word: str) -> None:
    ends = {0}
    for syllable in split_syllables(word):
        ends.add(max(ends) + len(syllable))
    assert set(break_points(word)) <= ends


def test_alphabet_orders_texts() -> None:
    names = ["Қайрат", "Ұлан", "Ыбырай", "Әсел", "Кәмила", "Ёлка", "Іңкәр", "Асан", "Һадиша", "Яна"]
    assert sorted(names, key=sort_key) == [
        "Асан",
        "Әсел",
        "Ёлка",
        "Кәмила",
        "Қайрат",
        "Ұлан",
        "Һадиша",
        "Ыбырай",
        "Іңкәр",
        "Яна",
    ]
    assert sort_key("ӘСЕЛ") == sort_key("әсел")
