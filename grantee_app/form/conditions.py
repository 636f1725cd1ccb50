"""When a field is shown or required: one comparison with another field, no expression.

A condition names a field of the same form and says what it must be. A field that is itself hidden
has no value, so nothing that waits for it is shown. The room knows values, not where they are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from grantee_app.form.definition import Part

# How a yes/no is stored: as the flags of records are.
YES = "1"
NO = "0"


def _write_flag(value: object) -> object:
    """Let a form write `true` where a yes/no field is meant."""
    if isinstance(value, bool):
        return YES if value else NO
    return value


Option = Annotated[str, BeforeValidator(_write_flag)]


class Condition(Part):
    """Holds when `field` is `equals`, is one of `one_of`, or is a number above `more_than`.

    A form writes `is` for `equals`. Of a field of several choices it is enough that one fits.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    field: str = Field(min_length=1)
    equals: Option | None = Field(default=None, alias="is")
    one_of: tuple[Option, ...] = ()
    more_than: int | float | None = None

    @model_validator(mode="after")
    def _check_comparison(self) -> Condition:
        told = (self.equals is not None) + bool(self.one_of) + (self.more_than is not None)
        if told != 1:
            raise PydanticCustomError("condition_wrong", "one of is, one_of, more_than")
        return self

    @property
    def options(self) -> tuple[str, ...]:
        """The values that the condition waits for, none for a comparison of numbers."""
        return self.one_of or (() if self.equals is None else (self.equals,))

    def holds(self, value: object) -> bool:
        """Tell whether `value` fulfils the condition: a key, keys, a number, yes/no, or None."""
        if value is None:
            return False
        if self.more_than is not None:
            is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
            return is_number and value > self.more_than  # type: ignore[operator]
        if isinstance(value, bool):
            return (YES if value else NO) in self.options
        if isinstance(value, tuple | list | set | frozenset):
            return any(option in value for option in self.options)
        return str(value) in self.options


def find_shown(
    shown_when: Mapping[str, Sequence[Condition]], values: Mapping[str, object]
) -> frozenset[str]:
    """Return the keys of the fields that are shown: every condition of theirs holds.

    `shown_when` holds every field of the form. A condition on a field that is hidden, unknown or
    part of a circle does not hold.
    """
    known: dict[str, bool] = {}
    for key in shown_when:
        waiting = [key]
        while waiting:
            here = waiting[-1]
            conditions = shown_when.get(here)
            unknown = [
                condition.field
                for condition in conditions or ()
                if condition.field not in known and condition.field not in waiting
            ]
            if here in known or not unknown:
                waiting.pop()
                known.setdefault(
                    here,
                    conditions is not None
                    and all(
                        known.get(condition.field, False)  # a circle stays hidden
                        and condition.holds(values.get(condition.field))
                        for condition in conditions
                    ),
                )
            else:
                waiting += unknown
    return frozenset(key for key in shown_when if known[key])


def find_circle(depends_on: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the first circle of what waits for each other, as its keys in order; () for none."""
    done: set[str] = set()
    for start in depends_on:
        path = {start: iter(depends_on[start])} if start not in done else {}
        while path:
            here = next(reversed(path))
            following = next(path[here], None)
            if following is None:
                done.add(here)
                del path[here]
            elif following in path:
                keys = list(path)
                return tuple(keys[keys.index(following) :])
            elif following not in done:
                path[following] = iter(depends_on.get(following, ()))
    return ()
