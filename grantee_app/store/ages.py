"""The age of a participant on a day, and the band it falls into, as SQL.

The convention is that of `records.ages`. Which bands there are is told by whoever asks: a form
knows them. Parameters are never text of a person: bands are numbered and named in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from grantee_app.frozen import frozen

# The numbers of what is in no band.
UNKNOWN: Final = -1
OUTSIDE: Final = -2


@frozen
class AgeBand:
    """A group of a form by age, both ends included; None is open."""

    key: str
    from_age: int | None = None
    to_age: int | None = None


def write_age(day: str, person: str = "participant") -> str:
    """Return the age on `day`, an SQL expression for an ISO date, NULL where it is unknown."""
    born, year = f"{person}.born_on", f"{person}.birth_year"
    age, told = f"{person}.age", f"{person}.age_on"
    return (
        f"CASE WHEN {born} IS NOT NULL THEN {_years(born, day)} "
        f"WHEN {year} IS NOT NULL THEN substr({day}, 1, 4) - {year} "
        f"WHEN {age} IS NULL OR {told} IS NULL THEN {age} "
        f"WHEN {day} >= {told} THEN {age} + ({_years(told, day)}) "
        f"ELSE {age} - ({_years(day, told)}) END"
    )


def write_band(age: str, bands: Sequence[AgeBand]) -> str:
    """Return the number of the first band that holds `age`, else UNKNOWN or OUTSIDE."""
    cases = "".join(
        f" WHEN {_within(age, band)} THEN {number}" for number, band in enumerate(bands)
    )
    return f"CASE WHEN {age} IS NULL THEN {UNKNOWN}{cases} ELSE {OUTSIDE} END"


def _within(age: str, band: AgeBand) -> str:
    # Nobody is younger than nothing: who was born after the event is in no band.
    low = band.from_age or 0
    return f"{age} >= {low}" if band.to_age is None else f"{age} BETWEEN {low} AND {band.to_age}"


def _years(start: str, end: str) -> str:
    return f"substr({end}, 1, 4) - substr({start}, 1, 4) - (substr({end}, 6) < substr({start}, 6))"
