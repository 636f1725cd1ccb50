"""Numbers that name an organisation, a person, an account or a telephone, as people type them.

Checks what can be checked without asking anybody – length, structure, check digits – and writes
the number in one way. A right number of somebody else passes. Nothing here is logged, and an IIN
never shows in a repr, since it tells a birthday.

Sources. BIN and IIN: Law 223 of 12.01.2007 on the national registers of identification numbers
and the rules of forming them, Government decree 406 of 22.05.2007. IBAN: ISO 13616 as the
National Bank of Kazakhstan uses it (KZ, two check digits, three of the bank, thirteen signs). BIC:
ISO 9362. Telephones: the national numbering plan, ten digits after +7.
"""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date
from itertools import cycle, islice
from typing import Final, Literal

from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message, plural_message
from grantee_app.language.reading import Reading

Gender = Literal["male", "female"]

_ID_LENGTH: Final = 12
_IBAN_LENGTH: Final = 20

_GAPS: Final = re.compile(r"[\s\u00a0\u2000-\u200f\u202f\u2060\ufeff\u00ad.\-‐‑–—]+")
# Cyrillic capitals that are typed for the Latin ones they look like.
_LOOK_ALIKES: Final = str.maketrans("АВЕКМНОРСТУХІЅЈ", "ABEKMHOPCTYXISJ")

_LABELS: Final = re.compile(
    r"^(?:БСН|БИН|ЖСН|ИИН|BIN|IIN|ЖСК|ИИК|IBAN|БСК|БИК|BIC|SWIFT)[\s:№]*", re.IGNORECASE
)
_CENTURIES: Final = {1: 1800, 2: 1800, 3: 1900, 4: 1900, 5: 2000, 6: 2000}


@frozen
class Iin:
    """A person's number and what it tells; a foreigner's may tell neither birthday nor gender."""

    number: str = field(repr=False)
    born_on: date | None = field(default=None, repr=False)
    gender: Gender | None = field(default=None, repr=False)


def check_bin(text: str) -> Reading[str]:
    """Read an organisation's number: month of registration, kind, check digit."""
    digits = _strip(text)
    if not digits:
        return Reading()
    problem = _find_digits_problem(digits)
    if problem is None and digits[4] in "0123":
        problem = message(
            "This is a person's number (IIN): an organisation's BIN has 4, 5 or 6 in the fifth"
            " place."
        )
    if problem is None and (digits[4] not in "456" or not 1 <= int(digits[2:4]) <= 12):
        problem = message(
            "A BIN begins with year and month of registration and has 4, 5 or 6 in the fifth"
            " place: compare it with the certificate."
        )
    return Reading(problem=problem) if problem is not None else _keep_if_summed(digits)


def check_iin(text: str) -> Reading[Iin]:
    """Read a person's number: birthday, century, gender, check digit."""
    digits = _strip(text)
    if not digits:
        return Reading()
    problem = _find_digits_problem(digits)
    if problem is None and digits[4] in "456":
        problem = message(
            "This is an organisation's number (BIN): a person's IIN begins with the birthday."
        )
    if problem is not None:
        return Reading(problem=problem)
    summed = _keep_if_summed(digits)
    if summed.value is None:
        return Reading(problem=summed.problem)
    mark = int(digits[6])
    if mark == 0:
        return Reading(Iin(digits))
    born_on = _read_birthday(digits, mark)
    if born_on is None:
        return Reading(
            problem=message(
                "An IIN begins with the birthday, year first: compare it with the identity card."
            )
        )
    return Reading(Iin(digits, born_on, "male" if mark % 2 else "female"))


def check_iban(text: str) -> Reading[str]:
    """Read an account of Kazakhstan; the value is in groups of four: «KZ86 125K …»."""
    signs = _strip(text).upper()
    if not signs:
        return Reading()
    if signs.startswith(("КЗ", "КZ", "KЗ")):
        signs = "KZ" + signs[2:]
    signs = signs.translate(_LOOK_ALIKES)
    problem = _find_iban_problem(signs)
    if problem is not None:
        return Reading(problem=problem)
    return Reading(group_iban(signs))


def group_iban(iban: str) -> str:
    """Write an IBAN in groups of four signs."""
    signs = _strip(iban)
    return " ".join(signs[place : place + 4] for place in range(0, len(signs), 4))


def check_bic(text: str) -> Reading[str]:
    """Read a bank's code of 8 or 11 signs."""
    signs = _strip(text).upper().translate(_LOOK_ALIKES)
    if not signs:
        return Reading()
    if re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", signs):
        return Reading(signs)
    return Reading(
        problem=message("A bank's code (BIC) has 8 or 11 Latin letters and digits, as ABCDKZKX.")
    )


def check_beneficiary_code(text: str) -> Reading[str]:
    """Read the two-digit Кбе: residency (1 or 2), then the sector of the economy (1 to 9).

    Source: the National Bank's rules on the codes of sectors and of the purpose of payments.
    """
    digits = _strip(text)
    if not digits:
        return Reading()
    if re.fullmatch(r"[12][1-9]", digits):
        return Reading(digits)
    return Reading(
        problem=message("This code has two digits, the first of them 1 or 2, for example 18.")
    )


def read_phone(text: str) -> Reading[str]:
    """Read one telephone or several: «+7 701 000 00 00, +7 7282 00 00 00»."""
    parts = [part for part in _PHONE_PARTS.split(text) if re.search(r"\w", part)]
    if not parts:
        return Reading()
    written: list[str] = []
    for part in parts:
        phone = _write_phone(part)
        if phone is None:
            return Reading(
                problem=message(
                    "The telephone {typed} is not complete: write it with its code, as"
                    " +7 701 000 00 00.",
                    typed=part.strip(),
                )
            )
        if phone not in written:
            written.append(phone)
    return Reading(", ".join(written))


def check_email(text: str) -> Reading[str]:
    """Read one e-mail address; the part behind @ is written small."""
    address = _EMAIL_FRAME.sub("", text.translate(_UNSEEN)).removeprefix("mailto:")
    if not address:
        return Reading()
    foreign = re.search(r"[\u0400-\u04ff]", address)
    if foreign is not None:
        return Reading(
            problem=message(
                "The letter «{letter}» in the address is Cyrillic: type it in Latin.",
                letter=foreign[0],
            )
        )
    if not _EMAIL.fullmatch(address) or ".." in address:
        return Reading(
            problem=message("An e-mail address looks like name@example.kz: check the spelling.")
        )
    name, _, domain = address.rpartition("@")
    return Reading(f"{name}@{domain.lower()}")


# ---------------------------------------------------------------------- BIN and IIN


def _strip(text: str) -> str:
    return _GAPS.sub("", _LABELS.sub("", text.strip()))


def _find_digits_problem(digits: str) -> Message | None:
    if not re.fullmatch(r"[0-9]+", digits):
        return message("This number has digits only, twelve of them.")
    if len(digits) != _ID_LENGTH:
        return plural_message(
            "This number has 12 digits, and {count} digit is typed.",
            "This number has 12 digits, and {count} digits are typed.",
            len(digits),
        )
    return None


def _keep_if_summed(digits: str) -> Reading[str]:
    if _compute_check_digit(digits[:-1]) == int(digits[-1]):
        return Reading(digits)
    return Reading(
        problem=message("A digit of this number is mistyped: compare it with the document.")
    )


def _compute_check_digit(digits: str) -> int | None:
    """Return the twelfth digit, None for a number that is never given out."""
    for first_weight in (1, 3):
        weights = islice(cycle(range(1, 12)), first_weight - 1, None)
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if rest < 10:
            return rest
    return None


def _read_birthday(digits: str, mark: int) -> date | None:
    century = _CENTURIES.get(mark)
    if century is None:
        return None
    try:
        return date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None


# ---------------------------------------------------------------------- IBAN


def _find_iban_problem(signs: str) -> Message | None:
    if not signs.startswith("KZ"):
        return message("An account of Kazakhstan begins with KZ.")
    if len(signs) != _IBAN_LENGTH:
        return plural_message(
            "An account (IBAN) has 20 signs, and {count} sign is typed.",
            "An account (IBAN) has 20 signs, and {count} signs are typed.",
            len(signs),
        )
    if not re.fullmatch(r"KZ[0-9]{5}[A-Z0-9]{13}", signs):
        return message("After KZ an account has five digits, then Latin letters and digits only.")
    if int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 != 1:
        return message("A sign of this account is mistyped: compare it with the bank's paper.")
    return None


# ---------------------------------------------------------------------- telephone and e-mail

_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff\u00ad"))
_EMAIL_FRAME: Final = re.compile(r"^[\s<«\"(]+|[\s>»\").,;]+$")
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,}"
)
_PHONE_PARTS: Final = re.compile(
    r"[,;/\n]|(?<=\d)\s+(?:и|және|жане|или|немесе)\s+(?=[+\d(])|(?<=\d{2})\s+(?=\+\s?7|8\s?\()"
)
_PHONE_LABELS: Final = re.compile(
    r"^\s*(?:тел(?:ефон\w*)?|ұялы|моб(?:ильный)?|факс|ұялы тел|байланыс|whatsapp|ватсап)?[.:\s]*",
    re.IGNORECASE,
)
_EXTENSION: Final = re.compile(
    r"(?:[\s,(]*(?:доб|ішкі|ішк|вн|ext)[.\s:]*|\s\()(?P<number>\d{1,5})\)?$", re.IGNORECASE
)


def _write_phone(typed: str) -> str | None:
    part = _PHONE_LABELS.sub("", typed.translate(_UNSEEN))
    extension = _EXTENSION.search(part)
    if extension is not None:
        part = part[: extension.start()]
    if not re.fullmatch(r"[+\d\s().\-‐‑–—]+", part):
        return None
    number = _write_number(re.sub(r"[^0-9]", "", part), is_foreign=part.lstrip().startswith("+"))
    if number is None or extension is None:
        return number
    return f"{number} ({extension['number']})"


def _write_number(digits: str, *, is_foreign: bool) -> str | None:
    if len(digits) == 11 and (digits[0] == "7" or (digits[0] == "8" and not is_foreign)):
        digits = digits[1:]
    elif is_foreign and digits[:1] not in {"7", "8", ""}:
        return f"+{digits}" if 8 <= len(digits) <= 15 else None
    if len(digits) != 10 or digits[0] not in "79":
        return None
    # 71x and 72x are places; theirs are parted as a directory does, mobile ones by threes.
    if digits[1] in "12" and digits[0] == "7":
        return f"+7 {digits[:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}"
    return f"+7 {digits[:3]} {digits[3:6]} {digits[6:8]} {digits[8:]}"
