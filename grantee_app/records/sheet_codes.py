"""Codes on a printed sign-in sheet: of the event, and of each row.

A code is read aloud, typed from paper and compared: no letter in it looks like a digit, and its
last character tells a slip of one character or two neighbours that changed places. It is made of
the activity's id alone, so a sheet printed again carries the same codes. Knows no paper.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

# 31 is a prime: with distinct weights every single slip and every swap of neighbours is told.
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXY"
_BASE: Final = len(LETTERS)
_VALUES: Final = {letter: value for value, letter in enumerate(LETTERS)}
_LENGTH: Final = 5
# What fingers and a Cyrillic keyboard make of them.
_TWINS: Final = str.maketrans("OILАВСЕНКМТХУР", "011ABCEHKMTXYP")
_IGNORED: Final = re.compile(r"[\s\-–—‑·./]+")
MOST_ROWS: Final = 9999


def make_event_code(activity_id: str) -> str:
    """Return the code of an activity, «7K3-QF9»: five characters of its id and a check."""
    number = int.from_bytes(hashlib.blake2b(activity_id.encode(), digest_size=8).digest(), "big")
    letters = ""
    for _ in range(_LENGTH):
        number, rest = divmod(number, _BASE)
        letters += LETTERS[rest]
    whole = letters + _check(letters)
    return f"{whole[:3]}-{whole[3:]}"


def make_row_code(event_code: str, number: int) -> str:
    """Return the code of a row, «7K3QF9-07R»: event, number from 1 and a check over both.

    ValueError for a number that no sheet has.
    """
    if not 1 <= number <= MOST_ROWS:
        raise ValueError(f"no sheet has a row {number}")
    event = event_code.replace("-", "")
    row = f"{number:02}"
    return f"{event}-{row}{_check(event + row)}"


def read_event_code(typed: str) -> str | None:
    """Return the event code a person typed, «7k3 qf9» too; None where it is none or has a slip."""
    plain = _simplify(typed)
    if len(plain) != _LENGTH + 1 or not _holds(plain):
        return None
    return f"{plain[:3]}-{plain[3:]}"


def read_row_code(typed: str) -> tuple[str, int] | None:
    """Return the event code and the number of a typed row code; None where it has a slip."""
    plain = _simplify(typed)
    event, row, check = plain[: _LENGTH + 1], plain[_LENGTH + 1 : -1], plain[-1:]
    if not (row.isascii() and row.isdigit() and 2 <= len(row) <= len(str(MOST_ROWS))):
        return None
    if not _holds(event) or check not in _VALUES or _check(event + row) != check:
        return None
    number = int(row)
    return (f"{event[:3]}-{event[3:]}", number) if number and row == f"{number:02}" else None


def _simplify(typed: str) -> str:
    return _IGNORED.sub("", typed).upper().translate(_TWINS)


def _holds(code: str) -> bool:
    return all(letter in _VALUES for letter in code) and _check(code[:-1]) == code[-1:]


def _check(letters: str) -> str:
    total = sum(place * _VALUES[letter] for place, letter in enumerate(letters, 2))
    return LETTERS[total % _BASE]
