"""Which backups stay: a pure choice over their order and their days.

The order in which backups were made decides, never the clock, so a clock that was wrong for a
week spoils nothing. Knows neither files nor databases.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime, tzinfo
from itertools import islice
from typing import Final

from grantee_app.frozen import frozen


@frozen
class Made:
    """A backup's place in the order of making, and its moment (with a time zone)."""

    sequence: int
    made_at: datetime


@frozen
class Retention:
    """How many stay: the last ones, and the last one of so many days, weeks and months."""

    recent: int = 12
    daily: int = 7
    weekly: int = 4
    monthly: int = 6


RETENTION: Final = Retention()


def choose_kept(
    backups: Sequence[Made], retention: Retention = RETENTION, zone: tzinfo | None = None
) -> frozenset[int]:
    """Return the sequence numbers of the backups to keep.

    A day, an ISO week or a month (in `zone`, the machine's own unless given) is stood for by the
    last backup made in it; days without a backup do not count.
    """
    newest_first = sorted(backups, key=lambda made: made.sequence, reverse=True)
    kept = {made.sequence for made in newest_first[: retention.recent]}
    for span, wanted in (
        (_day, retention.daily),
        (_week, retention.weekly),
        (_month, retention.monthly),
    ):
        kept |= _last_of_each(newest_first, span, wanted, zone)
    return frozenset(kept)


def _last_of_each(
    newest_first: Sequence[Made],
    span: Callable[[date], Hashable],
    wanted: int,
    zone: tzinfo | None,
) -> set[int]:
    last: dict[Hashable, int] = {}
    for made in newest_first:
        last.setdefault(span(made.made_at.astimezone(zone).date()), made.sequence)
    return set(islice(last.values(), wanted))


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month
