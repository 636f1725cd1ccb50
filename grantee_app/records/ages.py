"""How old a participant was on a day, as far as anybody knows.

One convention, kept by `store.ages` in SQL as well: the day of birth decides; a year of birth alone
gives the age reached in that year; an age that was told grows on the anniversaries of the day it
was told on, forwards and backwards, and stays as it is when that day is unknown. Nothing is
guessed: without any of the three the age is unknown.
"""

from __future__ import annotations

from datetime import date

from grantee_app.records.participant import Participant


def find_age(person: Participant, on: date) -> int | None:
    """Return the age in whole years on a day; below 0 for somebody born later, None unknown."""
    if person.born_on is not None:
        return _count_years(person.born_on, on)
    if person.birth_year is not None:
        return on.year - person.birth_year
    if person.age is None or person.age_on is None:
        return person.age
    if on >= person.age_on:
        return person.age + _count_years(person.age_on, on)
    return person.age - _count_years(on, person.age_on)


def _count_years(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
