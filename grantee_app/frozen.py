"""Values: small records of the program's own that never change, made without writing code.

`dataclass(frozen=True)` writes and compiles six functions for each class, half a millisecond each
time the program starts; with two hundred classes that is an eighth of a start. `frozen` has one
written, `__init__`, and puts plain functions in the place of the others. That nothing changes a
value is seen to by mypy, which is told so, and not while the program runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TypeVar, dataclass_transform

_Value = TypeVar("_Value")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Value]) -> type[_Value]:
    """Make a class a dataclass with slots whose values are compared and hashed by their fields.

    `field(compare=False)`, `field(hash=False)` and `field(repr=False)` mean what they mean in a
    dataclass, as do methods of these names that the class has itself.
    """
    own = set(cls.__dict__)
    made = dataclass(slots=True, repr=False, eq=False)(cls)
    parts = fields(made)  # type: ignore[arg-type]
    read = _make_reader([part.name for part in parts if part.compare])
    keyed = _make_reader(
        [part.name for part in parts if (part.compare if part.hash is None else part.hash)]
    )
    shown = [part.name for part in parts if part.repr]

    def is_equal(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented  # type: ignore[no-any-return]
        return bool(read(self) == read(other))

    def tell_hash(self: object) -> int:
        return hash(keyed(self))

    def say(self: object) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({told})"

    for name, function in (("__eq__", is_equal), ("__hash__", tell_hash), ("__repr__", say)):
        if name not in own:
            setattr(made, name, function)
    return made


def _make_reader(names: list[str]) -> Callable[[object], object]:
    """Return what reads the fields of a value all at once."""
    return attrgetter(*names) if names else lambda _value: ()
