"""Kazakh spelling: syllables, where a word may be broken, and the order of the alphabet.

Works on one word or string at a time; texts, soft hyphens and other languages are the business
of `hyphenation`.

Source of the rules: the chapter «Тасымал» of the Kazakh orthography, which the rules of 2018
repeat in §§ 99-107 (numbers below). In short:
- A word is broken between syllables (99), a compound by sound too, not by its parts (102).
- Of й and у between vowels the next line begins with them: да-уыс, са-уат, да-йындық (100).
  Where у and и stand for ұу, үу, ый, ій they are vowels and so may be followed by one:
  су-ық, қи-ын, ту-ынды.
- Of three consonants two stay: құмырс-қа, күңгірт-теу (101). Loans follow their syllables:
  рес-пуб-ли-ка, ро-лі, съез-дің.
- A word of one syllable is not broken (103), a single letter neither left nor carried:
  ала-қан, ар-мия (104); abbreviations (105) and numbers with what belongs to them (107) stay
  whole.
Ours, where the chapter is silent:
- ң starts no Kazakh word, so it starts no line and no syllable; between vowels it has no break
  on either side: жаңа-лық.
- In a cluster of three or more a stop keeps its р or л, and д its ж: элек-трон, кон-тракт,
  дай-джест. Only loans have such clusters, since the л of a suffix turns to т after a stop.
- The -стан of a country keeps its с: Қа-зақ-стан.
- ь and ъ stay with the letter before them; ъ ends its syllable: объ-ект, ком-пью-тер.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

# Typists without a Kazakh layout write the Latin schwa and i; their words are broken all the same.
LETTERS: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіəi"

_LETTER_SET: Final = frozenset(LETTERS)
_VOWELS: Final = frozenset("аәеёиоөұүыіэюяəi")
_VOWELS_AND_U: Final = _VOWELS | {"у"}
_STOPS: Final = frozenset("бгдкптф")
_LIQUIDS: Final = frozenset("лр")
_NEVER_FIRST: Final = frozenset("ңьъ")
_SHORTEST_PART: Final = 2

_ALPHABET: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_ORDER: Final = {ord(letter): 0x430 + place for place, letter in enumerate(_ALPHABET)}


def split_syllables(word: str) -> list[str]:
    """The syllables of one word, which joined are the word; a word without vowels is one."""
    edges = [0, *_find_boundaries(word.lower()), len(word)]
    return [word[start:end] for start, end in pairwise(edges)]


def break_points(word: str) -> list[int]:
    """Where a line may break in one word: indices of the letters that would begin the next line.

    Empty for what stays whole: an abbreviation, a name of mixed case, anything with a digit, a
    hyphen or an apostrophe.
    """
    if not is_plain_word(word):
        return []
    letters = word.lower()
    return [
        place
        for place in _find_boundaries(letters)
        if _SHORTEST_PART <= place <= len(letters) - _SHORTEST_PART
        and not (letters[place - 1] == "ң" and letters[place] in _VOWELS_AND_U)
    ]


def is_plain_word(word: str) -> bool:
    """Whether a word is Cyrillic letters alone, all small but perhaps the first."""
    return word[1:].islower() and _LETTER_SET.issuperset(word.lower())


def sort_key(text: str) -> str:
    """The key that puts texts in the order of the Kazakh alphabet, small and capital alike."""
    return text.lower().translate(_ORDER)


def _find_boundaries(letters: str) -> list[int]:
    vowels = [place for place in range(len(letters)) if _is_vowel(letters, place)]
    return [_find_boundary(letters, left + 1, right) for left, right in pairwise(vowels)]


def _is_vowel(letters: str, place: int) -> bool:
    letter = letters[place]
    if letter != "у":
        return letter in _VOWELS
    before = letters[place - 1] if place else ""
    after = letters[place + 1] if place + 1 < len(letters) else ""
    if before in {"", "и", "й", "ю"}:
        # уақыт, диуана, айуан, but университет, радиус
        return after not in _VOWELS
    # After another vowel у is the consonant of тау; the second у of туу is a vowel again.
    return before not in _VOWELS


def _find_boundary(letters: str, start: int, vowel: int) -> int:
    """Where the syllable of `vowel` begins, given that consonants fill `start` to `vowel`."""
    if start == vowel:
        return vowel
    onset = vowel - 1
    while onset > start and letters[onset] == "ь":
        onset -= 1
    if letters[onset] in _NEVER_FIRST:
        return vowel
    if onset - start >= 2 and _belongs_to_next(letters, onset):
        onset -= 1
    return onset


def _belongs_to_next(letters: str, place: int) -> bool:
    pair = letters[place - 1 : place + 1]
    if pair == "ст":
        return letters[place - 2] in "кқз" and letters.startswith("ан", place + 1)
    return pair == "дж" or (pair[0] in _STOPS and pair[1] in _LIQUIDS)
