"""Kazakh case and ordinal endings on numbers written in digits: «10-ға», «12-ден», «7-ші».

The ending follows the last word of the number as it is spoken, which alone is decided here; how
numbers are spelled out is the business of `numbers`.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

from grantee_app.language.numbers import group_digits

SuffixKind: TypeAlias = Literal[
    "genitive", "dative", "accusative", "locative", "ablative", "ordinal"
]


class _Word(NamedTuple):
    vowels: Literal["back", "front"]
    end: Literal["vowel", "nasal", "voiced", "voiceless"]


_ZERO: Final = _Word("front", "voiced")  # нөл
_ONES: Final = {
    1: _Word("front", "voiced"),  # бір
    2: _Word("front", "vowel"),  # екі
    3: _Word("front", "voiceless"),  # үш
    4: _Word("front", "voiceless"),  # төрт
    5: _Word("front", "voiceless"),  # бес
    6: _Word("back", "vowel"),  # алты
    7: _Word("front", "vowel"),  # жеті
    8: _Word("front", "voiced"),  # сегіз
    9: _Word("back", "voiced"),  # тоғыз
}
_TENS: Final = {
    1: _Word("back", "nasal"),  # он
    2: _Word("back", "vowel"),  # жиырма
    3: _Word("back", "voiced"),  # отыз
    4: _Word("back", "voiceless"),  # қырық
    5: _Word("front", "vowel"),  # елу
    6: _Word("back", "voiceless"),  # алпыс
    7: _Word("front", "voiceless"),  # жетпіс
    8: _Word("front", "nasal"),  # сексен
    9: _Word("back", "nasal"),  # тоқсан
}
_POWERS: Final = (
    (100, _Word("front", "voiced")),  # жүз
    (1_000, _Word("back", "nasal")),  # мың
    (10**6, _Word("back", "nasal")),  # миллион
    (10**9, _Word("back", "voiceless")),  # миллиард
    (10**12, _Word("back", "nasal")),  # триллион
)

# Each kind: the consonant that a suffix begins with after each sort of end.
_FIRST_LETTERS: Final[dict[SuffixKind, dict[str, str]]] = {
    "genitive": {"vowel": "н", "nasal": "н", "voiced": "д", "voiceless": "т"},
    "accusative": {"vowel": "н", "nasal": "д", "voiced": "д", "voiceless": "т"},
    "locative": {"vowel": "д", "nasal": "д", "voiced": "д", "voiceless": "т"},
    "ablative": {"vowel": "д", "nasal": "н", "voiced": "д", "voiceless": "т"},
}
_REST: Final[dict[SuffixKind, dict[str, str]]] = {
    "genitive": {"back": "ың", "front": "ің"},
    "accusative": {"back": "ы", "front": "і"},
    "locative": {"back": "а", "front": "е"},
    "ablative": {"back": "ан", "front": "ен"},
}


def with_suffix(number: int, kind: SuffixKind) -> str:
    """A number in digits with a Kazakh ending after a hyphen: 12 and "dative" give «12-ге».

    Digits are grouped as everywhere: «1 000-ға». Numbers up to a trillion and more are read
    by their last spoken word, a negative one as its absolute value.
    """
    return f"{group_digits(number)}-{_find_suffix(_find_last_word(abs(number)), kind)}"


def _find_last_word(number: int) -> _Word:
    if number == 0:
        return _ZERO
    if number % 10:
        return _ONES[number % 10]
    if number % 100:
        return _TENS[number % 100 // 10]
    # The last spoken word is the largest power that divides the number: 200 000 ends in мың.
    return next(word for power, word in reversed(_POWERS) if number % power == 0)


def _find_suffix(word: _Word, kind: SuffixKind) -> str:
    is_back = word.vowels == "back"
    if kind == "ordinal":
        return "шы" if is_back else "ші"
    if kind == "dative":
        if word.end == "voiceless":
            return "қа" if is_back else "ке"
        return "ға" if is_back else "ге"
    return _FIRST_LETTERS[kind][word.end] + _REST[kind][word.vowels]
