"""Names brought to their sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.language.name_folding import (
    ALMOST,
    DIFFERENT,
    ONE_SLIP,
    TWO_SLIPS,
    compare_sounds,
    fold_name,
    guess_gender,
    sound,
)


@pytest.mark.parametrize(
    "spelling",
    [
        "Калиева Бакыт",
        "ҚАЛИЕВА БАҚЫТ",
        "Бақыт  Қалиева",
        "0алиева Ба0ыт",
        "Kaliyeva Bakyt",
        "Qalieva Baqyt",
        "Қалиева, Бақыт",
        "Қалиева Бақыт (апай)",
        "Қaлиева Бaқыт",
    ],
)
def test_spellings_of_one_name_sound_alike(spelling: str) -> None:
    name, folded = fold_name("Қалиева Бақыт"), fold_name(spelling)
    assert (folded.surname, folded.given) == (name.surname, name.given) == ("kaliev", "bakit")


@pytest.mark.parametrize(
    ("text", "father", "gender"),
    [
        ("Жүсіпов Ерлан Серікұлы", "serik", "male"),
        ("Жусупов Ерлан Серикович", "serik", "male"),
        ("Zhusupov Yerlan Serikovich", "serik", "male"),
        ("Әлия Серік қызы", "serik", "female"),
        ("Серікқызы Әлия", "serik", "female"),
        ("Асанова Әлия Серік-қызы", "serik", "female"),
        ("Қалиева Б.С.", "s", "female"),
    ],
)
def test_father_in_every_way(text: str, father: str, gender: str) -> None:
    assert fold_name(text).patronymic == father
    assert guess_gender(text) == gender


def test_names_without_an_ending_tell_neither_order_nor_gender() -> None:
    name = fold_name("Нұрлан Серік")
    assert not name.is_ordered
    assert name.swapped.surname == "serik"
    assert not guess_gender("Нұрлан Серік")


def test_given_names_that_end_like_surnames_are_given_names() -> None:
    assert fold_name("Ұлбосын Сәтбаева").given == "ulbosin"
    assert fold_name("Марина Қасымова").given == "marina"


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("марат", "мурат", DIFFERENT),
        ("сериков", "бериков", DIFFERENT),
        ("асель", "асыл", DIFFERENT),
        ("жусупов", "жусипов", ALMOST),
        ("шынар", "чинар", ALMOST),
        ("бакыт", "бахыт", ALMOST),
        ("гульнар", "гульнара", ONE_SLIP),
        ("бакыт", "бакытжан", TWO_SLIPS),
        ("нурмагамбетов", "нурмагабметов", ONE_SLIP),
        ("кузембаев", "койшыбаев", DIFFERENT),
    ],
)
def test_how_alike(first: str, second: str, alike: float) -> None:
    assert compare_sounds(sound(first), sound(second)) == alike
    assert compare_sounds(sound(second), sound(first)) == alike


@given(st.text(max_size=300))
def test_any_text_folds(text: str) -> None:
    fold_name(text)
    guess_gender(text)
