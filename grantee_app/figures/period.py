"""The days a report tells of: what was held, collected or paid in them is counted, nothing else.

An activity belongs to the period that its first day lies in, so that the reports of two periods
never count it twice. What bears no date belongs to no period, and only the whole project has it.
Knows how SQL asks, not what is counted.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from grantee_app.frozen import frozen

_EARLIEST: Final = "0001-01-01"
_LATEST: Final = "9999-12-31"
# A column of dates that holds only what lies in the period; the plus keeps SQLite to the indexes
# that the questions were made for.
STARTS_WITHIN: Final = "+activity.starts_on BETWEEN :first AND :last"


@frozen
class Period:
    """Days from `first` to `last`, both included; None is an open end."""

    first: date | None = None
    last: date | None = None

    @property
    def is_limited(self) -> bool:
        """Whether anything can lie outside."""
        return self.first is not None or self.last is not None

    def holds(self, day: date | None) -> bool:
        """Tell whether a day lies within; no day lies within open ends alone."""
        if day is None:
            return not self.is_limited
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def meets(self, starts_on: date | None, ends_on: date | None) -> bool:
        """Tell whether a stretch of days has a day in common with the period.

        A stretch without days may have one, since nobody knows.
        """
        first, last = starts_on or ends_on, ends_on or starts_on
        if first is None or last is None:
            return True
        return (self.last is None or first <= self.last) and (
            self.first is None or self.first <= last
        )

    def bind(self) -> dict[str, str]:
        """Return the parameters :first, :last and :undated of a question.

        :undated stands for a date that nobody told: within open ends, outside all others.
        """
        return {
            "first": self.first.isoformat() if self.first else _EARLIEST,
            "last": self.last.isoformat() if self.last else _LATEST,
            "undated": "" if self.is_limited else _EARLIEST,
        }


WHOLE: Final = Period()
