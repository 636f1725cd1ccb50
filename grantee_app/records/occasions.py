"""Places and days as somebody lists them, one a line: «Көксу ауданы, 15.07», «22 шілде Текелі».

Typed, or pasted from a sheet where they stand in cells of their own. Knows no activity.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message
from grantee_app.language.reading_dates import DateRange, read_date_range
from grantee_app.records.pasted_table import tell_unread

MOST_LINES: Final = 200
_EDGES: Final = " \t,;:.–—-·|"
_FIGURE: Final = re.compile(r"\d")
_NUMBERED: Final = re.compile(r"^\s*\d{1,3}[.)]\s+(?=\D)")


@frozen
class Occasion:
    """A line that was read: where and when; `problem` says what is missing of it."""

    line: str
    place: str = ""
    days: DateRange | None = None
    problem: Message | None = None


def read_occasions(text: str, *, today: date, within: DateRange | None = None) -> list[Occasion]:
    """Read the lines of `text`, empty ones aside; years that are not told are those of `within`."""
    return [_read_line(line, today, within) for line in _list_lines(text)[:MOST_LINES]]


def tell_unread_lines(text: str) -> Message | None:
    """Return the sentence about lines that are more than are read at once."""
    return tell_unread([[line] for line in _list_lines(text)], MOST_LINES)


def _list_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _read_line(line: str, today: date, within: DateRange | None) -> Occasion:
    bare = _NUMBERED.sub("", line)
    place, days = _split_cells(bare, today, within) if "\t" in bare else ("", None)
    if days is None:
        place, days = _split_words(bare, today, within)
    if days is None:
        shown = today if within is None else within.start
        return Occasion(
            line,
            place,
            problem=message("Write the day too, for example {example}.", example=shown),
        )
    if not place:
        return Occasion(line, "", days, message("Write where it takes place too."))
    return Occasion(line, place, days)


def _read_days(text: str, today: date, within: DateRange | None) -> DateRange | None:
    text = text.strip(_EDGES + "()")
    if not _FIGURE.search(text):
        return None
    found = read_date_range(text, today=today, within=within).value
    return found if found is not None and not found.as_months else None


def _split_cells(line: str, today: date, within: DateRange | None) -> tuple[str, DateRange | None]:
    cells = [" ".join(cell.split()) for cell in line.split("\t")]
    for number, cell in enumerate(cells):
        days = _read_days(cell, today, within)
        if days is not None:
            rest = [other for at, other in enumerate(cells) if at != number and other]
            # A number in front of the rows is no place.
            rest = [other for other in rest if not other.strip(_EDGES).isdigit()]
            return ", ".join(rest), days
    return ", ".join(filter(None, cells)), None


def _split_words(line: str, today: date, within: DateRange | None) -> tuple[str, DateRange | None]:
    """Find the longest end, else the longest beginning of a line that is a date."""
    words = line.split()
    for number in range(len(words)):
        days = _read_days(" ".join(words[number:]), today, within)
        if days is not None:
            return " ".join(words[:number]).strip(_EDGES), days
    for number in range(len(words) - 1, 0, -1):
        days = _read_days(" ".join(words[:number]), today, within)
        if days is not None:
            return " ".join(words[number:]).strip(_EDGES), days
    return " ".join(words).strip(_EDGES), None
