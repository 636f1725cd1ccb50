"""What may be shown or kept of a person: her name masked, her number taken apart and dropped.

The number of a person (IIN) tells her birthday and her gender and is then of no more use to a
register: it is never kept. Knows no storage.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import field
from datetime import date
from typing import Final

from grantee_app.frozen import frozen
from grantee_app.language.reading import Reading
from grantee_app.records.identifiers import check_iin
from grantee_app.records.participant import Gender, Participant

# Digits with what people put between them; and what of these is a date, finished or not.
_DIGITS: Final = re.compile(r"\d(?:[ \u00a0./‐-–-]?\d)+[./-]?")
_DATE_BEGUN: Final = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[./-](?:(?:0?[1-9]|1[0-2])(?:[./-](?:(?:19|20)?\d{0,2})?)?)?"
    r"|(?:19|20)\d\d(?:-(?:0?[1-9]|1[0-2])?(?:-(?:0?[1-9]|[12]\d|3[01])?)?)?"
)
_TWELVE: Final = re.compile(r"(?<!\d)\d(?:[ \u00a0-]?\d){11}(?!\d)")
_FEW_DIGITS: Final = 4
# What is told of a person in words.
PERSON_TEXTS: Final = ("name", "tags", "place", "contact", "note")
_ALL_DIGITS: Final = 12
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’`ʼ][^\W\d_]+)*")


@frozen
class TakenIin:
    """What a number told; the number itself is not here. A foreigner's may tell neither."""

    born_on: date | None = field(default=None, repr=False)
    gender: Gender = field(default="", repr=False)


def take_iin(text: str) -> Reading[TakenIin]:
    """Return what a typed IIN tells, or the sentence about why it is none; nothing for "".

    Twelve digits with a right check digit, else it is a problem: half a number fills in nothing.
    """
    read = check_iin(text)
    if read.value is None:
        return Reading(problem=read.problem)
    return Reading(TakenIin(read.value.born_on, read.value.gender or ""))


def mark_iin(text: str, key: bytes) -> str:
    """Return the keyed mark of a number (HMAC-SHA-256, 64 hex digits), "" for what is none.

    A plain hash could be guessed by trying all numbers there are; without the key this cannot.
    """
    read = check_iin(text)
    if read.value is None:
        return ""
    return hmac.new(key, read.value.number.encode(), hashlib.sha256).hexdigest()


def mask_name(name: str) -> str:
    """Return the initials of every word of a name: «Қалиева Бақыт Есенқызы» → «Қ. Б. Е.».

    For lists that a monitor sees: she can be found on the paper sheet, and nobody is named. Which
    word is the surname cannot be told for sure, so none is written out.
    """
    return " ".join(f"{word[0].upper()}." for word in _WORD.findall(name))


def drop_number(text: str) -> str:
    """Return a text without what may be a number of a person (IIN), whole or half typed.

    For what is kept while somebody types on. More than four digits are gone unless they are
    a date: better a year typed twice than half a number on the disk.
    """
    return _DIGITS.sub(_keep_date, text)


def hold_number(text: str, cursor: int, before: str) -> str | None:
    """Return what may be kept of a text while a number (IIN) may be coming up at the cursor.

    These digits stay as they were in the text `before`: those that begin alike, else none. None
    when nothing is coming up: more than four digits and fewer than twelve, and no date.
    """
    for found in _DIGITS.finditer(text):
        digits = _list_digits(found[0])
        is_here = found.start() <= cursor <= found.end()
        if is_here and len(digits) < _ALL_DIGITS and not _keep_date(found):
            alike = (one for one in _DIGITS.findall(before) if _begin_alike(digits, one))
            return text[: found.start()] + next(alike, "") + text[found.end() :]
    return None


def bare_person(person: Participant) -> Participant:
    """Return a person without the whole numbers (IIN) that somebody wrote into her texts."""
    texts = {name: getattr(person, name) for name in PERSON_TEXTS}
    bare = {name: drop_iins(text) for name, text in texts.items() if has_iin(text)}
    return person.model_copy(update=bare) if bare else person


def _begin_alike(digits: str, other: str) -> bool:
    return _list_digits(other)[:_FEW_DIGITS] == digits[:_FEW_DIGITS]


def _list_digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def has_iin(text: str) -> bool:
    """Tell whether a whole number of a person (IIN) stands in a text."""
    return any(not _keep_other(found) for found in _TWELVE.finditer(text))


def drop_iins(text: str) -> str:
    """Return a text without the whole numbers of people (IIN) in it: whose check digit is right."""
    return " ".join(_TWELVE.sub(_keep_other, text).split()) if _TWELVE.search(text) else text


def _keep_other(found: re.Match[str]) -> str:
    return "" if check_iin(found[0]).value is not None else found[0]


def _keep_date(found: re.Match[str]) -> str:
    digits = found[0]
    is_short = sum(map(str.isdigit, digits)) <= _FEW_DIGITS
    return digits if is_short or _DATE_BEGUN.fullmatch(digits) else ""
