"""Numbers of a plan and a fact are numbers, and stay what they were written as."""

import math
from typing import Any

import pytest
from pydantic import ValidationError

from grantee_app.records import PlannedValue, TypedFact


@pytest.mark.parametrize(
    "wrong", [math.nan, math.inf, -math.inf, 1e16, -(10**16), 2**70, "nan", "inf"]
)
def test_what_is_no_number_is_refused(wrong: Any) -> None:
    for model, field in (
        (PlannedValue, "target"),
        (PlannedValue, "second_target"),
        (TypedFact, "value"),
    ):
        with pytest.raises(ValidationError):
            model.model_validate({field: wrong})


@pytest.mark.parametrize("right", [0, 80, 80.0, 84.5, 10**15, -3, 1e15])
def test_a_number_stays_as_it_was_written(right: float) -> None:
    kept = PlannedValue(target=right).target
    assert (kept, type(kept)) == (right, type(right))
