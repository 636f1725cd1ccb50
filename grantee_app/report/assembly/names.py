"""Names of files and folders that every computer and every flash drive takes.

What Windows and FAT forbid is left out, long names end at a word, the reserved ones get a sign
before them. Kazakh and Russian letters stay. Knows no file.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Windows takes a path of 259 characters: these leave room for «C:\Users\Бақытгүл\Documents\…».
MOST_OF_FILE: Final = 80
MOST_OF_FOLDER: Final = 60
LEAST: Final = 12
MOST_OF_PATH: Final = 250

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*]')
# Emoji, joiners, directions, private letters: programs show boxes, portals refuse the file.
_STRANGE: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk", "Mn", "Me", "Zl", "Zp"})
# Signs of this category that every face has: «№», «°», «©».
_KNOWN_SIGNS_END: Final = "\u2190"
_SPACES: Final = re.compile(r"[\s_]+")
_DEVICES: Final = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$", re.IGNORECASE
)
_EDGES: Final = " ._-–,;"


def write_name(words: str, most: int = MOST_OF_FILE) -> str:
    """Return `words` as a name without suffix of at most `most` UTF-16 units, "" when none is left.

    FAT and NTFS count UTF-16 units.
    """
    composed = unicodedata.normalize("NFC", words)
    kept = "".join(
        " " if character.isspace() or _FORBIDDEN.match(character) else character
        for character in composed
        if character.isspace() or _is_written(character)
    )
    name = _shorten(_SPACES.sub(" ", kept).strip(_EDGES), most)
    return f"_{name}" if _DEVICES.match(name) else name


def number_name(
    number: int, words: str, suffix: str, part: int = 0, *, most: int = 0, digits: int = 2
) -> str:
    """Return «01_Жарғы.pdf», or «01_Жарғы_2.pdf» for the second `part` of a document.

    With as many `digits` as the last number has, names sort in the order of their numbers.
    """
    start = f"{number:0{digits}}"
    end = f"_{part}{suffix}" if part else suffix
    name = write_name(words, max((most or MOST_OF_FILE) - len(start) - len(end) - 1, LEAST))
    return f"{start}_{name}{end}" if name else f"{start}{end}"


def count_units(name: str) -> int:
    """Return how long a name is where its length is limited: in UTF-16 units."""
    return len(name.encode("utf-16-le", "surrogatepass")) // 2


def _is_written(character: str) -> bool:
    category = unicodedata.category(character)
    return category not in _STRANGE or (category == "So" and character < _KNOWN_SIGNS_END)


def _shorten(name: str, most: int) -> str:
    if count_units(name) <= most:
        return name
    cut = name
    while count_units(cut) > most:
        cut = cut[:-1]
    whole, space, _rest = cut.rpartition(" ")
    # A name whose first word is endless is cut inside it.
    return (whole if space and len(whole) > len(cut) // 2 else cut).rstrip(_EDGES)
