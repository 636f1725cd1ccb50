"""Soft hyphens in whole texts: where they come, and what they must leave alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.language.hyphenation import SOFT_HYPHEN, hyphenate
from grantee_app.language.message import LANGUAGES, LanguageCode

RUSSIAN = [
    word
    for line in Path(__file__)
    .with_name("russian_breaks.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
    for word in line.split()
]
CODES = st.sampled_from(LANGUAGES)
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("аәеиоуыіюяйьъңғқбгдклнрстшАӘҚС"),
        st.sampled_from(" \n-–.,:/@%«»'’0123456789abwIə\u00ad\u00a0\u0301"),
        st.characters(),
    ),
    max_size=120,
)


def show(text: str, code: LanguageCode) -> str:
    return hyphenate(text, code).replace(SOFT_HYPHEN, "|")


@pytest.mark.parametrize("broken", RUSSIAN)
def test_russian_word_breaks_where_a_reader_breaks_it(broken: str) -> None:
    assert show(broken.replace("-", ""), "ru") == broken.replace("-", "|")


def test_russian_table_is_wide() -> None:
    assert len(RUSSIAN) > 80


def test_sentence_keeps_everything_but_its_words() -> None:
    assert (
        show("Қатысушылардың саны – 602;  «Жетісу»\tоблысы (80%-дан кем емес).\n", "kk")
        == "Қа|ты|су|шы|лар|дың саны – 602;  «Же|ті|су»\tоб|лы|сы (80%-дан кем емес).\n"
    )


def test_hyphened_words_break_in_their_parts() -> None:
    assert show("тарихи-мәдени", "kk") == "та|ри|хи-мә|де|ни"
    assert show("іс-шара", "kk") == "іс-шара"


def test_kazakh_word_in_a_russian_text_follows_kazakh_rules() -> None:
    assert show("фонд «Жетісу бастамасы»", "ru") == "фонд «Же|ті|су ба|ста|ма|сы»"
    assert show("Қостанайский мероприятие", "ru") == "Қос|та|найс|кий ме|ро|при|я|тие"


def test_russian_loan_in_a_kazakh_text_follows_kazakh_rules() -> None:
    assert show("мониторинг, презентация, Алматы", "kk") == (
        "мо|ни|то|ринг, пре|зен|та|ция, Ал|ма|ты"
    )


def test_words_typed_without_a_kazakh_layout_break_too() -> None:
    assert show("əлеуметтiк", "kk") == "əлеу|мет|тiк"
    assert show("əлеуметтiк", "ru") == "əлеу|мет|тiк"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    "whole",
    [
        "дала",
        "ҮЕҰ ЮНЕСКО ЕҚЫҰ ҚАЗАҚСТАН ОРГАНИЗАЦИЯ",
        "КазНУ ҚазҰУ",
        "10-шылардың 80%-дарының 2024–жылдардағы 15‑шілердің №3-қосымшаларының",
        "https://egov.kz/қызметтер/тізімдер",
        "www.жетісу.қаз/бастамалар",
        "байланыс@бастама.қаз",
        "бастама.қаз",
        "тізімдер.xlsx",
        "об'явление об’явление обʼявление",
        "за\u0301явитель",
        "файл_қатысушылар қатысушылар2 2024қатысушылар Exceldегілер",
        "қаты\u00adсушылардың",
        "",
    ],
)
def test_stays_as_it_is(whole: str, code: LanguageCode) -> None:
    assert hyphenate(whole, code) == whole


def test_words_round_an_address_are_broken() -> None:
    assert show("байланыс: a@b.kz, телефоны", "kk") == "бай|ла|ныс: a@b.kz, те|ле|фо|ны"


@given(TEXTS, CODES)
def test_without_soft_hyphens_it_is_the_text(text: str, code: LanguageCode) -> None:
    assert hyphenate(text, code).replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")


@given(TEXTS, CODES)
def test_hyphenating_twice_changes_nothing(text: str, code: LanguageCode) -> None:
    once = hyphenate(text, code)
    assert hyphenate(once, code) == once


@given(st.text(alphabet="аеиоуыюяйьъбвгдклнрстшщё", min_size=5, max_size=20), CODES)
def test_two_letters_stay_on_each_side(word: str, code: LanguageCode) -> None:
    pieces = hyphenate(word, code).split(SOFT_HYPHEN)
    assert len(pieces[0]) >= 2
    assert len(pieces[-1]) >= 2
