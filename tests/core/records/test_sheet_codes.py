"""Codes on paper come back whole, and no slip passes for another row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.records.base import new_id
from grantee_app.records.sheet_codes import (
    LETTERS,
    make_event_code,
    make_row_code,
    read_event_code,
    read_row_code,
)

ID = "01926f3e-7c1a-7d3b-9a55-0c7e5d1f2a3b"
numbers = st.integers(1, 9999)


def test_code_of_an_activity_never_changes() -> None:
    assert make_event_code(ID) == make_event_code(ID) == "FE3-6BS"
    assert make_row_code(make_event_code(ID), 7) == "FE36BS-07F"


def test_codes_of_a_thousand_activities_differ() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len({make_event_code(one) for one in ids}) >= 999


@given(st.text(min_size=1, max_size=40), numbers)
def test_codes_come_back(activity_id: str, number: int) -> None:
    event = make_event_code(activity_id)
    assert read_event_code(event) == event
    assert read_event_code(f" {event.lower().replace('-', ' ')} ") == event
    assert read_row_code(make_row_code(event, number)) == (event, number)


@given(st.uuids(), numbers, st.data())
def test_one_slip_is_told(activity_id, number: int, data: st.DataObject) -> None:
    code = make_row_code(make_event_code(str(activity_id)), number).replace("-", "")
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(LETTERS.replace(code[place], "")))
    assert read_row_code(code[:place] + other + code[place + 1 :]) is None


@given(st.uuids(), numbers, st.data())
def test_two_neighbours_that_changed_places_are_told(activity_id, number, data) -> None:
    code = make_row_code(make_event_code(str(activity_id)), number).replace("-", "")
    place = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or read_row_code(swapped) is None


def test_letters_of_a_cyrillic_keyboard_are_read() -> None:
    event = make_event_code(ID)
    cyrillic = event.translate(str.maketrans("ABCEHKMTXYP01", "АВСЕНКМТХУРOI"))
    assert read_event_code(cyrillic) == event


@pytest.mark.parametrize(
    "typed", ["", "-", "қатысушы", "123456", "12", "7", "ААААААА", "7K3QF9-00A"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_event_code(typed) is None
    assert read_row_code(typed) is None


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_no_sheet_has_such_a_row(number: int) -> None:
    with pytest.raises(ValueError, match="no sheet"):
        make_row_code(make_event_code(ID), number)
