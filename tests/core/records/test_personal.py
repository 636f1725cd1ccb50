"""Names masked, numbers taken apart and dropped."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.records import Participant
from grantee_app.records.personal import (
    PERSON_TEXTS,
    TakenIin,
    bare_person,
    hold_number,
    mark_iin,
    mask_name,
    take_iin,
)


def find_valid() -> str:
    return next(
        number for digit in range(10) if take_iin(number := f"90071040001{digit}").value is not None
    )


def test_a_number_tells_the_birthday_and_the_gender_and_is_gone() -> None:
    number = find_valid()
    taken = take_iin(f"{number[:6]} {number[6:]}").value
    assert taken == TakenIin(date(1990, 7, 10), "female")
    assert number not in repr(taken)
    assert "1990" not in repr(taken)


@pytest.mark.parametrize("typed", ["9007104000", "абв", "990740000000"])
def test_half_a_number_tells_nothing(typed: str) -> None:
    read = take_iin(typed)
    assert read.value is None
    assert read.problem is not None


def test_nothing_typed_is_no_problem() -> None:
    assert take_iin(" ").problem is None


def test_marks_meet_only_under_one_key() -> None:
    number = find_valid()
    mark = mark_iin(number, b"one")
    assert mark == mark_iin(f"ИИН {number}", b"one") != mark_iin(number, b"two")
    assert len(mark) == 64
    assert mark_iin("123", b"one") == ""


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Қалиева Бақыт Есенқызы", "Қ. Б. Е."),
        ("  ким  а.-с.", "К. А. С."),
        ("О'Коннор Шон", "О. Ш."),
        ("Ли", "Л."),
        ("", ""),
        ("12 +7 700", ""),
    ],
)
def test_only_initials_are_left(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text())
def test_no_word_of_a_name_is_left(name: str) -> None:
    assert all(len(part) <= 3 for part in mask_name(name).replace(".", "").split())


@pytest.mark.parametrize(
    ("typed", "before", "kept"),
    [
        ("Келді 88051", "Келді 8805", "Келді 8805"),
        ("Келді 8805123001", "Келді", "Келді "),
        ("880512 3001", "", ""),
        ("8701555010", "87015550102", "87015550102"),
        ("тел. 8701555", "тел.", "тел. "),
        # Nothing of a number yet, a date, and what is past being one.
        ("Келді 8805", "", None),
        ("12.05.1988", "", None),
        ("8805123001234", "", None),
        ("880512300 келді", "", None),
        ("", "", None),
    ],
)
def test_digits_at_the_cursor_wait(typed: str, before: str, kept: str | None) -> None:
    assert hold_number(typed, len(typed), before) == kept


def test_digits_elsewhere_do_not_wait() -> None:
    assert hold_number("87015550102 Айг", 15, "") is None
    assert hold_number("87015550102 Айг", 5, "") == " Айг"


@pytest.mark.parametrize("column", PERSON_TEXTS)
def test_what_is_told_of_a_person_loses_her_number(column: str) -> None:
    number = find_valid()
    told = Participant(**({"name": "Ким"} | {column: f"сөз {number[:6]} {number[6:]} тағы"}))
    assert getattr(bare_person(told), column) == "сөз тағы"
    assert bare_person(bare_person(told)) == bare_person(told)
    plain = Participant(name="Ким", contact="8 701 555 01 02", note=f"шот {number}9")
    assert bare_person(plain) is plain
