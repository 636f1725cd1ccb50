"""Dates and periods as people type them, read into days.

Understands figures (10.07.24, 10/7/24, 2024-07-10), words in every case («10 шілде 2024 ж.»,
«шілденің 10-ы», «10 июля»), periods of days or of whole months («11–15.07.2024»,
«Маусым-қазан, 2024», «3 тоқсан 2024») and «бүгін», «вчера». Kazakh typed on a Russian keyboard
is the same. Ours, where a spelling means two things:

- The day stands before the month, also with slashes; a two-digit year below 70 is of this century.
- Without a year it is the one that lies within the given period, else the nearest to today.
- «20.12-15.01.25» begins in the year before its end.

Which dates a field allows is for checks to say.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from grantee_app.frozen import frozen
from grantee_app.language.date_words import (
    JOINTS,
    QUARTER_WORDS,
    RELATIVE,
    ROMAN,
    SILENT,
    find_month,
    is_from,
    is_of,
)
from grantee_app.language.dates import format_typed_months, format_typed_range
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode, Message, message
from grantee_app.language.reading import LONGEST_TYPED, Reading

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100


@frozen
class DateRange:
    """Days from `start` to `end`, both included; `as_months`: told by its months alone."""

    start: date
    end: date
    as_months: bool = False

    def write(self, code: LanguageCode) -> str:
        """Write the range as an editor shows it, such that reading gives it back."""
        write = format_typed_months if self.as_months else format_typed_range
        return write(self.start, self.end, code)


@frozen
class _Point:
    """What is said of one end: any of year, month, day; `months` is 3 for a quarter."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    months: int = 1


@frozen
class _Token:
    """A piece of typed text: part of a point, or a joint between two points."""

    point: _Point = _Point()
    is_joint: bool = False
    is_of: bool = False


class _Unclear(Exception):  # noqa: N818 (never leaves this module: carries a sentence up)
    def __init__(self, problem: Message) -> None:
        super().__init__(problem.msgid)
        self.problem = problem


def read_date(text: str, *, today: date, within: DateRange | None = None) -> Reading[date]:
    """Read one day; `within` is the period a date without a year is looked for in."""
    folded = fold_text(text)
    if not folded:
        return Reading()
    if folded in RELATIVE:
        return Reading(today + timedelta(days=RELATIVE[folded]))
    try:
        first, last = _read_points(folded, today)
        if last is not None:
            problem = message("Write one day here, for example {example}.", example=today)
            return Reading(problem=problem)
        if first.day is None:
            problem = message("Write the day too, for example {example}.", example=today)
            return Reading(problem=problem)
        return Reading(_place(first, last, today, within)[0])
    except _Unclear as unclear:
        return Reading(problem=unclear.problem)


def read_date_range(
    text: str, *, today: date, within: DateRange | None = None
) -> Reading[DateRange]:
    """Read a period of days or of months; one day and one month are periods too."""
    folded = fold_text(text)
    if not folded:
        return Reading()
    if folded in RELATIVE:
        day = today + timedelta(days=RELATIVE[folded])
        return Reading(DateRange(day, day))
    try:
        first, last = _read_points(folded, today)
        if last is None and _OPEN_END.search(folded):
            return Reading(problem=_ask_for_one_period(today))
        start, end = _place(first, last, today, within)
    except _Unclear as unclear:
        return Reading(problem=unclear.problem)
    if end < start:
        return Reading(
            problem=message(
                "The period ends before it begins: {start} – {end}.", start=start, end=end
            )
        )
    as_months = first.day is None and (last is None or last.day is None)
    return Reading(DateRange(start, end, as_months))


# ---------------------------------------------------------------------- from text to two points

_TOKEN: Final = re.compile(
    r"""
      (?P<y1>[0-9]{4})(?P<s1>[-./])\ ?(?P<m1>[0-9]{1,2})(?P=s1)\ ?(?P<d1>[0-9]{1,2})(?![0-9])
    | (?P<d2>[0-9]{1,2})(?:\ ?(?P<s2>[./])\ ?(?P<m2>[0-9]{1,2})\ ?(?P=s2)\ ?
          |[.,](?P<m6>[0-9]{1,2})[.,])
      (?P<y2>[0-9]{4}|[0-9]{2})(?![0-9]|[./][0-9])
      (?:-(?P<ending2>[дтн][ае]н|[гкн][ае]|[дтн][ыи]н|[ыи])(?![^\W\d_]))?
    | (?P<d3>[0-9]{1,2})(?P<s3>[- ])(?P<m3>[0-9]{1,2})(?P=s3)(?P<y3>[0-9]{4})(?![0-9])
    | (?P<m4>[0-9]{1,2})[./](?P<y4>[0-9]{4})(?![0-9])
    | (?P<y7>[0-9]{4})-(?P<m7>[0-9]{2})(?![0-9])
    | (?P<d5>[0-9]{1,2})[./]\ ?(?P<m5>[0-9]{1,2})(?![0-9])
    | (?P<number>[0-9]{4}|[0-9]{1,2})(?![0-9])
      (?:-(?P<ending>[ыи]?н[ае]н|[дт][ае]н|[ыи]?н[ае]|[гк][ае]|н?[шс][ыи]|[ыи]|[ыи]н[шс][ыи]
          |[ыи]нд[ае]|[дтн][ыи]н|[дт][ае]|е|го|ое|й|я)(?![^\W\d_])|(?<![0-9]{3})-(?=[^\W\d_]))?
    | (?P<dots>\.{2,}|…)
    | (?P<word>[^\W\d_]+)
    | (?P<sign>\S)
    """,
    re.VERBOSE,
)
# «10.07 дейін» is a day for a deadline, but tells one end of a period only.
_OPEN_END: Final = re.compile(r"\b(?:бастап|дейин|кейин|до|с|со|от|после)\b")
_FROM_ENDING: Final = re.compile(r"[ыи]?н[ае]н|[дт][ае]н")


def _read_points(folded: str, today: date) -> tuple[_Point, _Point | None]:
    """Return what is said of both ends; the second is None where there is one end only."""
    if len(folded) > LONGEST_TYPED:
        raise _Unclear(_ask_for_date(today))
    sides: list[list[_Token]] = [[]]
    for token in _tokenize(folded, today):
        if token.is_joint:
            # «11.07. - 09.09» and «с 11 по» join once; a joint at the start joins nothing.
            if sides[-1]:
                sides.append([])
        else:
            sides[-1].append(token)
    if not sides[-1] or len(sides) > 2:
        raise _Unclear(_ask_for_date(today) if not sides[0] else _ask_for_one_period(today))
    points = [_gather(side, today) for side in sides]
    if len(points) == 1:
        return points[0], None
    first, last = points
    if first.month is None and first.year is None and last.day is None and last.month:
        return replace(last, day=first.day), None  # «11 - шілде»
    return _share_month(first, last, today)


def _tokenize(folded: str, today: date) -> Iterator[_Token]:
    matches = list(_TOKEN.finditer(folded))
    place = 0
    while place < len(matches):
        match = matches[place]
        following = matches[place + 1]["word"] if place + 1 < len(matches) else None
        quarter = _read_quarter(match, following)
        if quarter is not None:
            yield _Token(_Point(month=3 * quarter - 2, months=3))
            place += 2
            continue
        place += 1
        if match["word"]:
            yield from _read_word(match["word"], today)
        elif match["sign"] or match["dots"]:
            sign = match["sign"] or ".."
            if sign in JOINTS:
                yield _Token(is_joint=True)
            elif sign not in SILENT:
                raise _Unclear(_ask_for_date(today))
        else:
            yield from _read_figures(match)


def _read_quarter(match: re.Match[str], following: str | None) -> int | None:
    if following not in QUARTER_WORDS:
        return None
    quarter = ROMAN.get(match["word"] or "") or int(match["number"] or 0)
    return quarter if 1 <= quarter <= 4 else None


def _read_word(word: str, today: date) -> Iterator[_Token]:
    month = find_month(word)
    if month is not None:
        yield _Token(_Point(month=month), is_of=is_of(word))
        if is_from(word):
            yield _Token(is_joint=True)
    elif word in JOINTS:
        yield _Token(is_joint=True)
    elif word == "айынын":
        yield _Token(is_of=True)
    elif word not in SILENT:
        raise _Unclear(_ask_for_date(today))


def _read_figures(match: re.Match[str]) -> Iterator[_Token]:
    if match["number"]:
        number = int(match["number"])
        is_year = len(match["number"]) == 4
        yield _Token(_Point(year=number) if is_year else _Point(day=number))
        if match["ending"] and _FROM_ENDING.fullmatch(match["ending"]):
            yield _Token(is_joint=True)
        return
    parts = {
        name: match[f"{name[0]}{place}"]
        for name, places in (("year", "12347"), ("month", "1234567"), ("day", "1235"))
        for place in places
        if match[f"{name[0]}{place}"]
    }
    year = _complete_year(parts["year"]) if "year" in parts else None
    day = int(parts["day"]) if "day" in parts else None
    yield _Token(_Point(year, int(parts["month"]), day))
    if match["ending2"] and _FROM_ENDING.fullmatch(match["ending2"]):
        yield _Token(is_joint=True)


def _complete_year(written: str) -> int:
    year = int(written)
    if len(written) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _gather(side: list[_Token], today: date) -> _Point:
    """Return the tokens of one end as one point; _Unclear when they tell two."""
    known = _Point()
    is_day_last = is_month_of = False
    for token in side:
        said = token.point
        if said.day is not None and said.month is None and known.month is not None:
            if known.day is not None:
                # A second small number can only be a year: «10 шілде 24».
                said = _Point(year=_complete_year(f"{said.day:02}"))
            else:
                is_day_last = True
        merged = _merge(known, said)
        if merged is None:
            raise _Unclear(_ask_for_one_period(today))
        known, is_month_of = merged, is_month_of or token.is_of
    if is_day_last and known.year is None and not is_month_of:
        # «июнь 24» may be a day or a year.
        raise _Unclear(
            message("Write the day before the month, for example {example}.", example=today)
        )
    return known


def _merge(known: _Point, said: _Point) -> _Point | None:
    """Return both points as one, None where they contradict each other."""
    has_both = (
        (known.year is not None and said.year is not None)
        or (known.month is not None and said.month is not None)
        or (known.day is not None and said.day is not None)
    )
    if has_both:
        return None
    return _Point(
        said.year if known.year is None else known.year,
        said.month if known.month is None else known.month,
        said.day if known.day is None else known.day,
        max(known.months, said.months),
    )


def _share_month(first: _Point, last: _Point, today: date) -> tuple[_Point, _Point]:
    """Give an end without a month that of the other: «11–15.07», «шілденің 11-15»."""
    if first.month is None and first.day is not None:
        first = replace(first, month=last.month)
    elif last.month is None and last.day is not None:
        last = replace(last, month=first.month)
    if (first.month is None) != (last.month is None):
        raise _Unclear(_ask_for_date(today))
    return first, last


# ---------------------------------------------------------------------- from points to days


def _place(
    first: _Point, last: _Point | None, today: date, within: DateRange | None
) -> tuple[date, date]:
    """Return the first and the last day; fills the years that were left out."""
    end_point = first if last is None else last
    _refuse_impossible(first, today)
    _refuse_impossible(end_point, today)
    if first.year is None and end_point.year is None:
        return _place_nearest(first, end_point, today, within)
    if first.year is None:
        end = _end_of(end_point, today)
        filled = replace(first, year=end.year)
        if (first.month, first.day or 1) > (end.month, end.day):
            filled = replace(first, year=end.year - 1)
        return _start_of(filled, today), end
    start = _start_of(first, today)
    if end_point.year is None:
        is_next = (end_point.month, end_point.day or 31) < (start.month, start.day)
        end_point = replace(end_point, year=start.year + is_next)
    return start, _end_of(end_point, today)


def _place_nearest(
    first: _Point, last: _Point, today: date, within: DateRange | None
) -> tuple[date, date]:
    found: list[tuple[date, date]] = []
    middle = within.start.year if within is not None else today.year
    for year in sorted({*range(today.year - 4, today.year + 5), *range(middle - 1, middle + 5)}):
        is_next = (last.month or 1, last.day or 31) < (first.month or 1, first.day or 1)
        try:
            start = _start_of(replace(first, year=year), today)
            found.append((start, _end_of(replace(last, year=year + is_next), today)))
        except _Unclear:
            continue
    if not found:
        return _start_of(replace(first, year=today.year), today), today

    def rank(days: tuple[date, date]) -> tuple[bool, int, int]:
        start, end = days
        is_outside = within is not None and not within.start <= start <= within.end
        gap = max((start - today).days, (today - end).days, 0)
        return is_outside, gap, abs((start - today).days)

    return min(found, key=rank)


def _refuse_impossible(point: _Point, today: date) -> None:
    if point.month is not None and not 1 <= point.month <= 12:
        raise _Unclear(
            message(
                "There is no month {month}: the day comes first, then the month, as in {example}.",
                month=point.month,
                example=today,
            )
        )
    if point.month is None and (point.day is not None or point.year is None):
        raise _Unclear(message("Write the month too, for example {example}.", example=today))
    if point.year is not None and not FIRST_YEAR <= point.year <= LAST_YEAR:
        raise _Unclear(
            message(
                "The year {year} is mistyped: is it {this_year}?",
                year=str(point.year),
                this_year=str(today.year),
            )
        )


def _start_of(point: _Point, today: date) -> date:
    return _make_date(point.year or today.year, point.month or 1, point.day or 1)


def _end_of(point: _Point, today: date) -> date:
    year = point.year or today.year
    if point.day is not None:
        return _make_date(year, point.month or 1, point.day)
    month = (point.month or 12) + point.months - 1
    return date(year, month, monthrange(year, month)[1])


def _make_date(year: int, month: int, day: int) -> date:
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise _Unclear(
            message(
                "There is no day {day} in this month: its last day is {last}.",
                day=day,
                last=date(year, month, last),
            )
        )
    return date(year, month, day)


def _ask_for_date(today: date) -> Message:
    return message(
        "The date is not clear: write day, month and year, for example {example}.", example=today
    )


def _ask_for_one_period(today: date) -> Message:
    return message(
        "Write one day or one period, for example {start} – {end}.",
        start=today.replace(day=1),
        end=today.replace(day=15),
    )
