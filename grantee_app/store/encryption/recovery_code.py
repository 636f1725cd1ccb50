"""The recovery code: 128 random bits as a person writes them down and types them in again.

Seven groups of four characters of Crockford's alphabet (no I, L, O, U), the last twelve bits a
checksum. Small letters, other dashes, O for 0 and the Cyrillic letters that look like Latin ones
are read as they are meant.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from grantee_app.errors import DataProblem
from grantee_app.language.message import message

SECRET_BYTES: Final = 16
GROUPS: Final = 7
GROUP_LENGTH: Final = 4

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_BITS: Final = 12
_LENGTH: Final = GROUPS * GROUP_LENGTH
# How a hand and a Cyrillic keyboard write the alphabet.
_MEANT: Final = str.maketrans(
    "OILUАВЕЁЗІҢКҚМНҺОӨРСТУҮҰХҲ",
    "011VABEE31HKKMHH00PCTYYYXX",
)


@dataclass(frozen=True)
class RecoveryCode:
    """A code that opens a workspace when the password is forgotten."""

    secret: bytes = field(repr=False)

    @property
    def groups(self) -> tuple[str, ...]:
        """The code as it is printed, in groups."""
        number = int.from_bytes(self.secret) << _CHECK_BITS | _check(self.secret)
        letters = "".join(_ALPHABET[number >> 5 * at & 31] for at in reversed(range(_LENGTH)))
        return tuple(letters[at : at + GROUP_LENGTH] for at in range(0, _LENGTH, GROUP_LENGTH))

    @property
    def text(self) -> str:
        """The code in one line, with dashes."""
        return "-".join(self.groups)


def make_recovery_code() -> RecoveryCode:
    """Return a new random code."""
    return RecoveryCode(secrets.token_bytes(SECRET_BYTES))


def read_recovery_code(typed: str) -> RecoveryCode:
    """Return the code somebody typed; DataProblem when letters are missing, too many or wrong."""
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_MEANT)
    letters = "".join(letter for letter in folded if letter.isalnum())
    if len(letters) != _LENGTH:
        raise DataProblem(
            message(
                "The recovery code has {wanted} characters, here are {count}: "
                "type all the groups of the sheet.",
                wanted=_LENGTH,
                count=len(letters),
            ),
            "recovery_code",
        )
    number = 0
    for letter in letters:
        if letter not in _ALPHABET:
            raise _refuse()
        number = number << 5 | _ALPHABET.index(letter)
    secret = (number >> _CHECK_BITS).to_bytes(SECRET_BYTES)
    if number & (1 << _CHECK_BITS) - 1 != _check(secret):
        raise _refuse()
    return RecoveryCode(secret)


def _refuse() -> DataProblem:
    return DataProblem(
        message("A character of the recovery code is wrong: compare it with the sheet."),
        "recovery_code",
    )


def _check(secret: bytes) -> int:
    digest = hashlib.sha256(b"bastama recovery code" + secret).digest()
    return int.from_bytes(digest[:2]) >> 16 - _CHECK_BITS
