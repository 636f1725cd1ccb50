"""Folded texts: what a search takes for the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.language.folding import fold_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Қалиева Бақыт", "калиева бакыт"),
        ("Әсем", "ƏСЕМ"),
        ("Әсем", "Асем"),
        ("Жетісу", "Жетису"),
        ("Жетiсу", "жетісу"),
        ("Үкіметтік емес ұйым", "укиметтик емес уйым"),
        ("Партнёр", "партнер"),
        ("«Жетісу бастамасы» ҚБ", "Жетісу бастамасы КБ"),
        ("“Бірлік” қоры", "„Бірлік‟ коры"),
        ("ақ\u00a0үй", "ақ  үй"),
        ("шеберлік\u202fсыныбы", " шеберлік сыныбы\n"),
        ("Ерлан-қыз", "ерлан–қыз"),
        ("қоғам\u00adдық", "қоғамдық"),
        ("Йод", "И\u0306од"),
        ("Сауле", "Cayле"),  # a Latin C, a and y
    ],
)
def test_people_take_these_for_the_same(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other)


@pytest.mark.parametrize(
    ("one", "other"), [("қала", "дала"), ("ай", "аи"), ("семинар", "семинары"), ("NGO", "НГО")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold_text(one) != fold_text(other)


def test_latin_words_keep_their_letters() -> None:
    assert fold_text("Excel, I B") == "excel, i b"


@given(st.text(alphabet=st.sampled_from("AaIiəƏҚқЁё «»'-–ныйҒb\u00a0\u00ad12и\u0306"), max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold_text(text)
    assert fold_text(folded) == folded
    assert folded == folded.strip()
