"""Which fields are shown, and how long circles of conditions are found."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from grantee_app.form.conditions import Condition, find_circle, find_shown


def when(**told: object) -> Condition:
    return Condition.model_validate(told)


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        (when(field="a", **{"is": "group"}), "group", True),
        (when(field="a", **{"is": "group"}), "ngo", False),
        (when(field="a", **{"is": "group"}), None, False),
        (when(field="a", **{"is": True}), True, True),
        (when(field="a", **{"is": True}), False, False),
        (when(field="a", **{"is": False}), False, True),
        (when(field="a", one_of=["x", "y"]), "y", True),
        (when(field="a", one_of=["x", "y"]), ("z", "x"), True),
        (when(field="a", one_of=["x", "y"]), ("z",), False),
        (when(field="a", more_than=300000), 300001, True),
        (when(field="a", more_than=300000), 300000, False),
        (when(field="a", more_than=0.5), Decimal("0.51"), True),
        (when(field="a", more_than=0), "12", False),
        (when(field="a", more_than=0), True, False),
    ],
)
def test_a_condition_holds_or_not(condition, value, holds):
    assert condition.holds(value) is holds


@pytest.mark.parametrize(
    "told", [{}, {"is": "a", "more_than": 1}, {"is": "a", "one_of": ["b"]}, {"over": 3}]
)
def test_a_condition_says_exactly_one_thing(told):
    with pytest.raises(ValidationError):
        when(field="a", **told)


def test_what_waits_for_a_hidden_field_is_hidden_too():
    shown = {
        "a": (),
        "b": (when(field="a", **{"is": "x"}),),
        "c": (when(field="b", **{"is": "y"}),),
        "both": (when(field="a", **{"is": "x"}), when(field="b", **{"is": "y"})),
        "lost": (when(field="nobody", **{"is": "y"}),),
        "itself": (when(field="itself", **{"is": "y"}),),
    }
    assert find_shown(shown, {"a": "x", "b": "y", "itself": "y"}) == {"a", "b", "c", "both"}
    assert find_shown(shown, {"a": "z", "b": "y"}) == {"a"}
    assert find_shown(shown, {}) == {"a"}


def test_a_chain_of_thousands_is_followed():
    shown = {"f0": ()} | {
        f"f{n}": (when(field=f"f{n - 1}", **{"is": "x"}),) for n in range(1, 5000)
    }
    assert len(find_shown(shown, {f"f{n}": "x" for n in range(5000)})) == 5000
    assert find_circle({key: [one.field for one in told] for key, told in shown.items()}) == ()


def has_circle(depends_on: dict[str, set[str]]) -> bool:
    """Tell it by taking away what waits for nothing until nothing is left to take."""
    left = {key: set(names) & set(depends_on) for key, names in depends_on.items()}
    while free := [key for key, names in left.items() if not names]:
        for key in free:
            del left[key]
        for names in left.values():
            names.difference_update(free)
    return bool(left)


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.sampled_from("abcdefg"), max_size=3)))
def test_a_circle_is_found_where_there_is_one(depends_on):
    circle = find_circle(depends_on)
    assert bool(circle) == has_circle(depends_on)
    for key, following in zip(circle, circle[1:] + circle[:1], strict=True):
        assert following in depends_on[key]


def test_many_ways_to_one_place_are_not_walked_again_and_again():
    assert find_circle({f"{n}": [f"{m}" for m in range(n)] for n in range(60)}) == ()
