"""Short tellings in one line."""

from grantee_app.language.numbers import NBSP
from ui.joined_words import join_parts, join_short


def test_the_dot_stays_with_the_words_before_it() -> None:
    assert join_parts(["12 шара", "", "340 адам"]) == f"12 шара{NBSP}· 340 адам"
    assert join_parts([]) == ""
    assert join_parts(["", "340 адам"]) == "340 адам"


def test_a_short_telling_is_not_parted() -> None:
    assert join_short(["12 шара", "340 адам"]) == f"12{NBSP}шара{NBSP}· 340{NBSP}адам"
