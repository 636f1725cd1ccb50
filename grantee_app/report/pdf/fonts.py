"""The faces of a report and the width of every word in them.

Liberation Serif holds all Kazakh and Russian letters. A character it lacks is taken from the next
face of the chain, and one that no face has is shown by its code: nothing is dropped silently.
Widths are in units of the font size. Faces are registered once a process and embedded as subsets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock

from reportlab.pdfbase import pdfmetrics, ttfonts

from grantee_app.folders import resources_folder
from grantee_app.frozen import frozen

REGULAR, BOLD, ITALIC, BOLD_ITALIC, SYMBOLS, EMOJI = (
    "LiberationSerif-Regular",
    "LiberationSerif-Bold",
    "LiberationSerif-Italic",
    "LiberationSerif-BoldItalic",
    "DejaVuSans",
    "NotoEmoji-Regular",
)
FALLBACKS = (SYMBOLS, EMOJI)

# Words repeat, texts end: past this many the memory of widths starts anew.
MAX_REMEMBERED = 40_000

# Characters that show nothing by themselves: joiners, directions, variants of the glyph before,
# the letters of a flag's tag, the skin of a hand and the cap of a key, which one-colour faces hold
# as signs of their own. Everything else is printed somehow, control characters too.
# The soft hyphen is not among them: at the end of a line it is the hyphen itself.
_INVISIBLE = re.compile(
    "[\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]"
)

_lock = Lock()


@frozen
class Piece:
    """A stretch of text that one face can print."""

    text: str
    face: str


@frozen
class ShapedText:
    """A text as pieces, with its width at size 1."""

    pieces: tuple[Piece, ...]
    width: float


def choose_face(*, bold: bool = False, italic: bool = False) -> str:
    """Return the face of a style."""
    if bold:
        return BOLD_ITALIC if italic else BOLD
    return ITALIC if italic else REGULAR


def load_face(face: str) -> str:
    """Make `face` known to reportlab and return its name."""
    _load_widths(face)
    return face


@lru_cache(maxsize=8)
def _load_widths(face: str) -> dict[str, float]:
    """Register `face` and return the width of every character it holds, at size 1."""
    with _lock:
        font = ttfonts.TTFont(face, str(resources_folder() / "fonts" / f"{face}.ttf"))
        pdfmetrics.registerFont(font)
    metrics = font.face
    return {
        chr(code): metrics.charWidths.get(code, metrics.defaultWidth) / 1000
        for code in metrics.charToGlyph
        if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code & 0xFFFE != 0xFFFE
    }


_shaped: dict[tuple[str, str], ShapedText] = {}


def shape_text(text: str, face: str) -> ShapedText:
    """Return `text` cut into pieces that their faces can print, with its width at size 1."""
    key = (face, text)
    known = _shaped.get(key)
    if known is None:
        if len(_shaped) > MAX_REMEMBERED:
            _shaped.clear()
        known = _shaped[key] = _shape(text, face)
    return known


def _shape(text: str, face: str) -> ShapedText:
    widths = _load_widths(face)
    try:
        return ShapedText((Piece(text, face),), sum(map(widths.__getitem__, text)))
    except KeyError:
        return _shape_with_fallbacks(text, face)


def _shape_with_fallbacks(text: str, face: str) -> ShapedText:
    pieces: list[Piece] = []
    width = 0.0
    for character in text:
        shown, holder = _find_holder(character, face)
        if not shown:
            continue
        width += sum(map(_load_widths(holder).__getitem__, shown))
        if pieces and pieces[-1].face == holder:
            pieces[-1] = Piece(pieces[-1].text + shown, holder)
        else:
            pieces.append(Piece(shown, holder))
    return ShapedText(tuple(pieces), width)


def spell_missing(text: str, face: str) -> str:
    """Return `text` with letters of `face` in the place of every character that no face has."""
    # Faces to fall back on are large: most reports never need them.
    if _letters(face).issuperset(text) or _printable(face).issuperset(text):
        return text
    return "".join(_spell(character, face) for character in text)


@lru_cache(maxsize=8)
def _letters(face: str) -> frozenset[str]:
    return frozenset(_load_widths(face))


@lru_cache(maxsize=4)
def _printable(face: str) -> frozenset[str]:
    return frozenset().union(*map(_letters, (face, *FALLBACKS)))


def _spell(character: str, face: str) -> str:
    if _INVISIBLE.match(character) or character in _printable(face):
        return character
    composed = unicodedata.normalize("NFKC", character)
    if composed != character and _printable(face).issuperset(composed):
        return composed
    return f"[U+{ord(character):04X}]"


def _find_holder(character: str, face: str) -> tuple[str, str]:
    """Return what is printed for `character` and by which face; "" for what is invisible."""
    if _INVISIBLE.match(character):
        return "", face
    for holder in (face, *FALLBACKS):
        if character in _load_widths(holder):
            return character, holder
    return _spell(character, face), face


def _write_unicode_map(name: str, subset: list[int]) -> str:
    """Return the ToUnicode map of a subset of codes, for copying and searching text.

    reportlab writes a code above U+FFFF as five hex digits, which readers misread: PDF wants
    UTF-16 (ISO 32000-1, 9.10.3).
    """
    rows = [f"<{index:02X}> <{_as_utf16(code)}>" for index, code in enumerate(subset)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *_in_hundreds(rows),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _as_utf16(code: int) -> str:
    return chr(code).encode("utf-16-be", "replace").hex().upper()


def _in_hundreds(rows: list[str]) -> list[str]:
    # A bfchar block may hold a hundred entries at most.
    lines: list[str] = []
    for start in range(0, len(rows), 100):
        part = rows[start : start + 100]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return lines


ttfonts.makeToUnicodeCMap = _write_unicode_map
