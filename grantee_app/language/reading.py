"""What became of a typed text: a value, or the sentence that says what to write instead.

Bad typing is an everyday event, so nothing that reads raises over it. Knows no field and no
widget; who asked decides what to do with a problem.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from grantee_app.frozen import frozen
from grantee_app.language.message import Message

T = TypeVar("T")

# A pasted page in a field for a number is not worth searching.
LONGEST_TYPED: Final = 200


@frozen
class Reading(Generic[T]):
    """The value that was read, or the problem that kept it from being read.

    Empty text has neither: whether a field may stay empty is not for a reader to say.
    """

    value: T | None = None
    problem: Message | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self.value is None and self.problem is None
