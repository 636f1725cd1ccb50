"""Numbers, sums and shares as people type them, read into values.

Understands groups parted by spaces of any width, by apostrophes, by dots or commas, a decimal
comma or dot, «7 мың», «1,5 млн», «300 тыс.», and a currency or a counted noun behind the number.
Ours, where a spelling means two things:

- One dot or comma before exactly three digits («7.000», «7,000») groups thousands where only a
  whole number can stand: a count or a sum. Where a fraction can stand, the comma is the decimal
  sign of both languages («7,125»); the dot, and «7,000», are asked about.
- After «млн» or «мың» smaller units must be told: «1 млн 200 мың». «1 млн 200» is asked about.
- «300-ге жуық», «около 300», «10-12» are no numbers: the exact one is asked for.

Which number is plausible in which field is not known here: callers give `least` and `most`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeVar

from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, message
from grantee_app.language.numbers import group_digits
from grantee_app.language.reading import LONGEST_TYPED, Reading

MOST_COUNTED: Final = 10**9
MOST_TENGE: Final = 10**15

_N = TypeVar("_N", int, float)

# All words below are written as fold_text leaves them.
_SCALES: Final = {
    "мын": 10**3,
    "тыс": 10**3,
    "тысяч": 10**3,
    "тысяча": 10**3,
    "тысячи": 10**3,
    "млн": 10**6,
    "миллион": 10**6,
    "миллиона": 10**6,
    "миллионов": 10**6,
    "млрд": 10**9,
    "миллиард": 10**9,
    "миллиарда": 10**9,
    "миллиардов": 10**9,
}
_TENGE: Final = frozenset({"₸", "тг", "тенге", "тнг", "kzt"})
_OTHER_CURRENCY: Final = re.compile(r"[$€₽]|\b(?:usd|eur|rub|долл\w*|евро|еуро|руб\w*|сом\w*)\b")
_COUNTED_WORDS: Final = (
    "адам адамдар киси кисилер чел человек человека дана рет раз раза шт штук штука штуки"
    " экз экземпляр экземпляра экземпляров бирлик единиц"
)
_COUNTED: Final = frozenset(_COUNTED_WORDS.split())
_ABOUT: Final = re.compile(
    r"жуык|шамамен|шамасында|астам|артык|\bаса\b|кеминде|\bоколо\b|примерно|более|свыше|не менее"
    r"|\bдо\b|почти|[~≈<>≤≥]|\d\s*-\s*\d|\.{2,}|…"
)

_PART: Final = re.compile(
    r"(?P<number>-?[0-9](?:[0-9 .,]*[0-9])?)(?P<words>(?:[ ,]*(?:[^\W\d_]+|[%₸])\.?)*)[., ]*"
)
_WORD: Final = re.compile(r"[^\W\d_]+|[%₸]")
# «7 000 000-00», «7 000 000=», «тенге 00 тиын»: no tiyn, as accountants write it.
_NO_TIYN: Final = re.compile(
    r"(?<=[0-9])(?:[-=]00|=|,?-)(?= ?(?:₸|тг|тенге)?\.?$)| 00 (?:тиын|тиин)\.?$"
)
_BRACKETS: Final = re.compile(r"\([^()0-9]*\)")

_BY_SPACES: Final = re.compile(r"(-?[0-9]{1,3}(?: [0-9]{3})+)(?:[.,]([0-9]+))?")
_BY_SIGNS: Final = re.compile(
    r"(-?[0-9]{1,3}(?:\.[0-9]{3}){2,}|-?[0-9]{1,3}(?:,[0-9]{3}){2,}"
    r"|-?[0-9]{1,3}\.[0-9]{3}(?=,)|-?[0-9]{1,3},[0-9]{3}(?=\.))(?:[.,]([0-9]+))?"
)
_BY_ONE_SIGN: Final = re.compile(r"(-?[0-9]+)([.,])([0-9]+)")
_THOUSANDS: Final = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


def read_whole_number(text: str, *, least: int = 0, most: int = MOST_COUNTED) -> Reading[int]:
    """Read a count («10», «7 мың», «300 чел.»), both bounds included."""
    amount = _read_amount(fold_text(text), _COUNTED, 300)
    if amount is None:
        return Reading()
    if isinstance(amount, Message):
        return Reading(problem=amount)
    if amount != int(amount):
        below = int(amount // 1)
        return Reading(
            problem=message(
                "Only a whole number fits here: write {below} or {above}.",
                below=below,
                above=below + 1,
            )
        )
    return _keep_within(int(amount), least, most)


def read_money(text: str, *, least: int = 0, most: int = MOST_TENGE) -> Reading[int]:
    """Read a sum in whole tenge: «7 000 000 тг», «7 млн», «7 000 000 (жеті миллион) теңге».

    A comma with two noughts of tiyn is dropped; other fractions are asked about.
    """
    folded = _NO_TIYN.sub("", _BRACKETS.sub(" ", fold_text(text)))
    if _OTHER_CURRENCY.search(folded):
        return Reading(problem=message("Write the sum in tenge, without another currency."))
    amount = _read_amount(folded, _TENGE, 7_000_000)
    if amount is None:
        return Reading()
    if isinstance(amount, Message):
        return Reading(problem=amount)
    if amount != int(amount):
        below = int(amount // 1)
        return Reading(
            problem=message(
                "Sums are kept in whole tenge: write {below} or {above}.",
                below=below,
                above=below + 1,
            )
        )
    return _keep_within(int(amount), least, most)


def read_number(text: str, *, least: int = 0, most: int = MOST_COUNTED) -> Reading[float]:
    """Read a number that may have a fraction: «84,5», «84.5», «1 076»; whole ones are int."""
    return _read_with_fraction(fold_text(text), _COUNTED, least, most)


def read_percent(text: str, *, least: int = 0, most: int = 100) -> Reading[float]:
    """Read a share in per cent: «84», «84,5 %», «84 пайыз», «84 процента»."""
    words = frozenset({"%", "пайыз", "проц", "процент", "процента", "процентов"})
    return _read_with_fraction(fold_text(text), words, least, most)


def write_number(value: float) -> str:
    """Write a number so that `read_number` reads the same one: «1 076», «84,5», «7,125»."""
    return group_digits(value if isinstance(value, int) else _to_decimal(value))


def _to_decimal(value: float) -> Decimal:
    return _shorten(Decimal(repr(value)))


def _read_with_fraction(
    folded: str, words: frozenset[str], least: int, most: int
) -> Reading[float]:
    amount = _read_amount(folded, words, 84, takes_fractions=True)
    if amount is None:
        return Reading()
    if isinstance(amount, Message):
        return Reading(problem=amount)
    value: float = int(amount) if amount == int(amount) else float(amount)
    return _keep_within(value, least, most)


def _keep_within(value: _N, least: int, most: int) -> Reading[_N]:
    if value < least:
        problem = message("Write a number that is {least} or more.", least=least)
        return Reading(problem=problem)
    if value > most:
        return Reading(problem=message("Write a number that is {most} or less.", most=most))
    return Reading(value)


def _read_amount(
    folded: str, words: frozenset[str], example: int, *, takes_fractions: bool = False
) -> Decimal | Message | None:
    """Return the amount, the problem, or None for empty text; `words` may follow a number."""
    if not folded:
        return None
    if len(folded) > LONGEST_TYPED:
        return _ask_for_digits(example)
    if _ABOUT.search(folded):
        return message("Write one exact number, without «about» or «more than».")
    parts = _read_parts(folded, words, takes_fractions=takes_fractions)
    if isinstance(parts, Message):
        return parts
    total = _add_parts(parts)
    return _ask_for_digits(example) if total is None else total


def _read_parts(
    folded: str, words: frozenset[str], *, takes_fractions: bool
) -> list[tuple[Decimal, int]] | Message:
    """Return numbers with their scales, none where something else is said too."""
    unread = folded.removeprefix("₸").lstrip()
    parts: list[tuple[Decimal, int]] = []
    while unread:
        match = _PART.match(unread)
        if match is None:
            return []
        number = _read_digits(match["number"], takes_fractions=takes_fractions)
        if isinstance(number, Message):
            return number
        said = _WORD.findall(match["words"])
        scale = _SCALES.get(said[0], 1) if said else 1
        if not words.issuperset(said[1:] if scale > 1 else said):
            return []
        parts.append((number, scale))
        unread = unread[match.end() :]
    return parts


def _add_parts(parts: list[tuple[Decimal, int]]) -> Decimal | Message | None:
    """Return the sum of «1 млн», «200 мың» and the like, None where they do not make one."""
    if not parts:
        return None
    if len(parts) == 1:
        number, scale = parts[0]
        return Decimal(number * scale)
    for (_, scale), (number, own) in pairwise(parts):
        is_told_short = own == 1 and scale >= 10**6 and number < 1000
        if number * own >= scale or number < 0 or is_told_short:
            return None
    if any(number != int(number) for number, _ in parts):
        return None
    return Decimal(sum(number * scale for number, scale in parts))


def _read_digits(written: str, *, takes_fractions: bool) -> Decimal | Message:
    grouped = _BY_SPACES.fullmatch(written) or _BY_SIGNS.fullmatch(written)
    if grouped is not None:
        return Decimal(re.sub("[ .,]", "", grouped[1]) + "." + (grouped[2] or "0"))
    one_sign = _BY_ONE_SIGN.fullmatch(written)
    if one_sign is not None:
        return _read_one_sign(*one_sign.groups(), takes_fractions=takes_fractions)
    if written.lstrip("-").isdecimal():
        return Decimal(written)
    return message(
        "The digits of {typed} are parted oddly: is it {number}?",
        typed=written,
        number=int(re.sub("[^0-9]", "", written)),
    )


def _read_one_sign(
    whole: str, sign: str, fraction: str, *, takes_fractions: bool
) -> Decimal | Message:
    """Return what one dot or comma means; the rules stand at the head of this file."""
    value = Decimal(f"{whole}.{fraction}")
    if not _THOUSANDS.fullmatch(whole + sign + fraction):
        return value
    if not takes_fractions:
        return Decimal(whole + fraction)
    if sign == "," and fraction != "000":
        return value
    return message(
        "{typed} can mean two numbers: write {grouped} or {fraction}.",
        typed=whole + sign + fraction,
        grouped=int(whole + fraction),
        fraction=value.quantize(Decimal("0.0")) if fraction == "000" else _shorten(value),
    )


def _shorten(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _ask_for_digits(example: int) -> Message:
    return message("Write one number in digits, for example {example}.", example=example)
