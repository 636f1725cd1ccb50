"""A person's name brought to its sound: what is compared when two lists may name one person.

Kazakh letters and the Russian keys pressed for them, digits of the wrong keyboard («0алиева»),
Latin spellings of four kinds («Kaliyeva», «Qalieva», «Jüsıpov»), ё and е, doubled letters, names in
any order, initials, patronymics with -қызы, -ұлы, -вна. Knows names only: no birthday, no person.
What was typed is kept elsewhere; a sound is shown to nobody.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from grantee_app.frozen import frozen
from grantee_app.language.folding import fold_text
from grantee_app.language.given_names import (
    COMMON_GIVEN_NAMES,
    COMMON_SURNAMES,
    KAZAKH,
    RUSSIAN,
)

SAME: Final = 1.0
ALMOST: Final = 0.95
ONE_SLIP: Final = 0.9
SHORT_FORM: Final = 0.8
TWO_SLIPS: Final = 0.75
DIFFERENT: Final = 0.0


@frozen
class FoldedName:
    """The parts of a name as sounds; an initial is one letter, "" is a part that is not told.

    `is_ordered` is False where surname and given name cannot be told apart. `ending` is the gender
    of the surname's ending, `patronymic_ending` that of the patronymic's: "m", "f" or "".
    """

    surname: str = ""
    given: str = ""
    patronymic: str = ""
    is_ordered: bool = True
    ending: str = ""
    patronymic_ending: str = ""

    @property
    def swapped(self) -> FoldedName:
        """The other reading of a name whose order cannot be told."""
        return FoldedName(
            self.given, self.surname, self.patronymic, False, "", self.patronymic_ending
        )


@lru_cache(maxsize=16384)
def fold_name(text: str) -> FoldedName:
    """Return the parts of a name written in any of the usual ways."""
    words = _split(text)
    patronymic, patronymic_ending = _take_patronymic(words)
    surnames = _find_surnames(words)
    if surnames:
        # «Нурланов Асан Серикова» does not occur; of two surnames the first is it.
        surname, ending = _strip_ending(surnames[0])
        words.remove(surnames[0])
        given, more = _take_given(words)
        return FoldedName(
            sound(surname), given, patronymic or more, True, ending, patronymic_ending
        )
    full = [word for word in words if len(word) > 1]
    initials = [word for word in words if len(word) == 1]
    if len(full) >= 2:
        first, second, *rest = full
        return FoldedName(
            sound(first),
            sound(second),
            patronymic or sound(rest[0] if rest else "".join(initials[:1])),
            False,
            "",
            patronymic_ending,
        )
    if full and initials:
        # «Серік Қ.»: whoever gives an initial gives it for the rest of the name.
        return FoldedName(
            sound(full[0]),
            sound(initials[0]),
            patronymic or sound("".join(initials[1:2])),
            True,
            "",
            patronymic_ending,
        )
    return FoldedName("", sound("".join(full)), patronymic, not full, "", patronymic_ending)


def guess_gender(text: str) -> Literal["", "male", "female"]:
    """Return "male" or "female" where the endings of a name tell it, else "".

    -қызы, -вна and -ұлы, -вич are sure; a surname in -ова is less so. For a proposal alone.
    """
    name = fold_name(text)
    ending = name.patronymic_ending or name.ending
    if not ending:
        return ""
    return "male" if ending == "m" else "female"


# ---------------------------------------------------------------------- words

_PARENTHESES: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PART_JOINT: Final = re.compile(r"[\s,;.]+")
# Kazakh letters lie on the digits of the keyboard; in the Russian layout they come out as digits.
_WITH_DIGIT_KEYS: Final = re.compile(r"(?=\S*[^\W\d_]\S*[^\W\d_])[^\s\d,.;]*[2345890][^\s,.;]*")
_LETTERS_OF_DIGITS: Final = str.maketrans("2345890", "әіңғүұқ")
_FATHERS: Final = {
    "улы": "m", "угли": "m", "оглы": "m", "кызы": "f", "гызы": "f", "кизи": "f", "кызи": "f",
}  # fmt: skip
_PATRONYMIC: Final = re.compile(
    r"^(?P<root>.{2,}?)-?(?:(?P<m>улы|оглы|угли|о?вич|евич|ович|[ьи]ич)"
    r"|(?P<f>[кг]ы?зы|кизи|кызи|овна|евна|[ии]чна|инична))$"
)
_SURNAME_ENDINGS: Final = re.compile(
    r"^(?P<root>.{2,}(?:[оеи]в|[ыи]н|ск|цк))(?P<ending>а|ая|ии|ий|ой|ый|и|)$"
)
_NO_GENDER: Final = re.compile(r"^.{3,}(?:енко|чук|щук|юк|швили|дзе|ян|ко)$")
_TITLES: Final = frozenset(
    ("апай", "агай", "тате", "ага", "апа", "аже", "ата", "господин", "госпожа", "г-жа", "г-н")
)


def _split(text: str) -> list[str]:
    plain = _PARENTHESES.sub(" ", text)[:200]
    plain = _WITH_DIGIT_KEYS.sub(lambda found: found[0].translate(_LETTERS_OF_DIGITS), plain)
    words: list[str] = []
    for piece in _PART_JOINT.split(fold_text(plain)):
        word = re.sub(r"[^\w-]|[\d_]", "", piece).strip("-")
        word = _write_cyrillic(word)
        if not word or word in _TITLES:
            continue
        if word in _FATHERS and words:
            words[-1] += "-" + word
        elif re.fullmatch(r"\w-\w", word):
            words += word.split("-")
        else:
            words.append(word)
    return words


def _take_patronymic(words: list[str]) -> tuple[str, str]:
    """Take the patronymic out of `words`; return the father's name as a sound, and the gender."""
    for word in reversed(words):
        found = _PATRONYMIC.match(word)
        if found is not None and len(words) > 1 and word not in _GIVEN_WORDS:
            words.remove(word)
            root = re.sub(r"[оеь]$", "", found["root"])
            return sound(root), "m" if found["m"] else "f"
    return "", ""


def _take_given(words: list[str]) -> tuple[str, str]:
    """Return given name and what follows it, a full word before an initial."""
    ordered = sorted(words, key=lambda word: len(word) == 1)
    sounds = [sound(word) for word in ordered]
    return (sounds[0] if sounds else ""), (sounds[1] if len(sounds) > 1 else "")


def _find_surnames(words: list[str]) -> list[str]:
    """Return the words with the ending of a surname; -ин ends given names too, so it comes last."""
    found = [
        word
        for word in words
        if len(word) > 1
        and not {word, word.replace("-", "")} & _GIVEN_WORDS
        and (_SURNAME_ENDINGS.match(word) or _NO_GENDER.match(word))
    ]
    return sorted(found, key=lambda word: re.search(r"[ыи]на?$", word) is not None)


def _strip_ending(word: str) -> tuple[str, str]:
    """Return a surname without the ending of its gender: «калиев» of «калиева»."""
    parts = []
    ending = ""
    for part in word.split("-"):
        found = _SURNAME_ENDINGS.match(part)
        if found is None:
            parts.append(part)
            continue
        ending = "f" if found["ending"] in {"а", "ая"} else "m"
        parts.append(found["root"])
    return "-".join(parts), ending


# ---------------------------------------------------------------------- letters

_LATIN: Final = re.compile(r"[a-z]")
# In order: the longer ones first.
_LATIN_PARTS: Final = {
    "shch": "щ", "sch": "ш", "dzh": "ж", "dj": "ж", "zh": "ж", "kh": "х", "gh": "г", "ch": "ч",
    "sh": "ш", "ts": "ц", "iya": "ия", "iia": "ия", "ya": "я", "yu": "ю", "iu": "ю", "ye": "е",
    "yo": "е", "ia": "ия", "ck": "к", "x": "кс",
    **dict(zip("abcdefghijklmnopqrstuvwyz", "абкдефгхижклмнопкрстувуыз", strict=True)),
}  # fmt: skip
_LATIN_MARKS: Final = str.maketrans(
    {"ş": "sh", "ç": "ch", "ı": "i", "ə": "a", "ž": "zh", "š": "sh", "č": "ch"}
)
_CYRILLIC_PARTS: Final = (
    ("дж", "j"), ("щ", "w"), ("ш", "w"), ("ч", "c"), ("ья", "ия"), ("ью", "ию"), ("ц", "s"),
    ("ъ", ""), ("ь", ""), ("иы", "i"), ("ыи", "i"),
)  # fmt: skip
# «Куляш» is Күләш and «Дюсенов» Дүсенов: after a consonant the letter softens, elsewhere it is й.
_SOFT_VOWELS: Final = (
    (re.compile(r"(?<=[бвгджзклмнпрстфхцwc])я"), "а"),
    (re.compile(r"(?<=[бвгджзклмнпрстфхцwc])ю"), "у"),
    (re.compile("я"), "иа"),
    (re.compile("ю"), "иу"),
)
_SOUNDS: Final = str.maketrans("абвгдежзийклмнопрстуфхыэ", "abvgdejziiklmnoprstufhie")
_DOUBLED: Final = re.compile(r"(.)\1+")
_EASED: Final = (
    (re.compile(r"^ie"), "e"),
    (re.compile(r"(?<=[aeou])ie"), "e"),
    (re.compile(r"(?<=[aeou])iu"), "u"),
    (re.compile(r"ng(?=[^aeiou]|$)"), "n"),
)
_BROAD: Final = str.maketrans("oueiwchbvdg", "iiiiwwkpftk")
_BONES: Final = str.maketrans(
    {**dict.fromkeys("aeiou"), **dict(zip("chbvdgz", "wkpftks", strict=True))}
)
_VOWELS: Final = frozenset("aeiou")


def _write_cyrillic(word: str) -> str:
    """Write a Latin word in Russian letters, whichever of the four spellings it has."""
    lowered = word.translate(_LATIN_MARKS)
    plain = "".join(
        sign for sign in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(sign)
    )
    if not _LATIN.search(plain):
        return word
    for latin, cyrillic in _LATIN_PARTS.items():
        plain = plain.replace(latin, cyrillic)
    return plain


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a folded Cyrillic word as its sound, in signs of our own that look Latin."""
    for letters, sign in _CYRILLIC_PARTS:
        word = word.replace(letters, sign)
    for pattern, plain in _SOFT_VOWELS:
        word = pattern.sub(plain, word)
    word = word.replace("-", "").translate(_SOUNDS)
    word = _DOUBLED.sub(r"\1", word)
    for pattern, eased in _EASED:
        word = pattern.sub(eased, word)
    return word


@lru_cache(maxsize=65536)
def bones(word: str) -> str:
    """Return the consonants of a sound, like ones as one: what spellings of a name share."""
    stripped = _DOUBLED.sub(r"\1", word.translate(_BONES))
    if word[:1] in _VOWELS:
        return "a" + stripped
    return stripped


@lru_cache(maxsize=65536)
def _broaden(word: str) -> str:
    return _DOUBLED.sub(r"\1", word.translate(_BROAD))


def _are_letters_other(first: str, second: str) -> bool:
    """Whether a letter stands for another one, as in two short names; a slip rather drops it."""
    is_exchanged = len(first) == len(second) and sorted(first) != sorted(second)
    return is_exchanged or first[0] != second[0]


_GIVEN_WORDS: Final = frozenset([*KAZAKH, *RUSSIAN])
_GIVEN_SOUNDS: Final = frozenset(map(sound, _GIVEN_WORDS))
_COMMON_GIVEN: Final = frozenset(map(sound, COMMON_GIVEN_NAMES))
_COMMON_SURNAMES: Final = frozenset(map(sound, COMMON_SURNAMES))


# ---------------------------------------------------------------------- comparing


def is_common_surname(surname: str) -> bool:
    """Whether thousands bear the surname of this sound."""
    return surname in _COMMON_SURNAMES


def is_common_given(given: str) -> bool:
    """Whether the given name of this sound is one of the most frequent."""
    return given in _COMMON_GIVEN


def is_known_given(given: str) -> bool:
    """Whether the given name of this sound is in our list."""
    return given in _GIVEN_SOUNDS


@lru_cache(maxsize=262144)
def compare_sounds(first: str, second: str) -> float:
    """Return how alike two sounds of one part of a name are: one of the steps above, 0 to 1.

    Two given names that are both known are two names, however alike, and so are surnames made of
    them: Марат and Мурат, Сериков and Бериков.
    """
    if first == second:
        return SAME
    if len(first) == 1 or len(second) == 1:
        return SHORT_FORM if _broaden(first)[:1] == _broaden(second)[:1] else DIFFERENT
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter):
        return ONE_SLIP if longer == f"{shorter}a" else TWO_SLIPS
    if _are_two_names(first, second):
        return DIFFERENT
    is_like = _broaden(first) == _broaden(second)
    return ALMOST if is_like else _count_slips(first, second, len(shorter))


def _are_two_names(first: str, second: str) -> bool:
    roots = [re.sub(r"(?:[oei]v|in)$", "", word) for word in (first, second)]
    return roots[0] != roots[1] and all(
        root in _GIVEN_SOUNDS or word in _GIVEN_SOUNDS
        for root, word in zip(roots, (first, second), strict=True)
    )


def _count_slips(first: str, second: str, length: int) -> float:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (two megabytes that few ask for)

    slips = OSA.distance(first, second, score_cutoff=2)
    if slips > 1 and OSA.distance(_broaden(first), _broaden(second), score_cutoff=1) <= 1:
        slips = 1
    if slips <= 1 and length >= 4:
        return TWO_SLIPS if length < 7 and _are_letters_other(first, second) else ONE_SLIP
    if slips <= 2 and length >= 7:
        return TWO_SLIPS
    return DIFFERENT
