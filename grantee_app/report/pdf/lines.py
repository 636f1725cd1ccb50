"""Breaks a paragraph into lines: at spaces, at syllables, after joints of compound words.

A word is broken at a syllable (with a hyphen), after its own hyphen, slash or dash, or inside an
address after its punctuation (without one). Only a string that offers no such place and is wider
than the whole column is cut between letters. Widths are points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from grantee_app.frozen import frozen
from grantee_app.language.hyphenation import hyphenate
from grantee_app.language.message import LanguageCode
from grantee_app.report.document import Span
from grantee_app.report.pdf.fonts import choose_face, shape_text, spell_missing

SOFT_HYPHEN = "\u00ad"
NO_BREAK_SPACE = "\u00a0"
_JOINER = "\u2060"
# More broken lines one under another than this tire the reader.
MAX_HYPHENS_IN_A_ROW = 2
# The last line of a paragraph is at least as long as an indent, in points.
LEAST_LAST_LINE = 22.0
# What a hyphen carries over of a word that is too wide for its column, at size 1.
LEAST_HALF = 2.0
# A compound is parted at its joint where that fills at least this share of the open room.
JOINT_SHARE = 0.4

_NORMALIZED = str.maketrans(
    {
        "\t": " ",
        "\n": " ",
        "\r": " ",
        "\x0b": " ",
        "\x0c": " ",
        "\x85": " ",
        "\u2028": " ",
        "\u2029": " ",
        "\u2009": NO_BREAK_SPACE,
        "\u200a": NO_BREAK_SPACE,
        "\u202f": NO_BREAK_SPACE,
        "\u2007": NO_BREAK_SPACE,
        "\u2011": f"{_JOINER}-{_JOINER}",
        SOFT_HYPHEN: "",
    }
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Joints inside a word after which a line may end: «егжей-|тегжейлі», «фото/|бейне»,
# «11.07-|09.09.24», but never inside «80%-дан», «4/1» or «10-ға».
_JOINT = re.compile(
    r"(?<=[^\W\d_]{2}[-/–—])(?=[«(\"]?[^\W\d_]{2})|(?<=\d[.]\d\d[-–])(?=\d\d?[.])|(?<=[—–…])(?=\w{2})"
    r"|(?<=[,;])(?=[^\W\d_]{3})"
)
# Spaces a typist ties: inside «7 000 000», before «%», «теңге» and «г.», after «№», before a dash.
_TIED_SPACE = re.compile(
    r"(?<=\d) (?=\d{3}(?!\d))|(?<=\d) (?=[%₸]|те[ңн]ге)|(?<=№) (?=\S)"
    r"|(?<=\d{4}) (?=[гж]\.)|(?<=\S) (?=[–—] )"
)
_ADDRESS = re.compile(r"^[«(\"]*(?:https?://|www\.|\S+@\S+\.\S)|^\S*\w\.\w+/\S")
# «%D2%9A» is one letter of an address: a line may end before it, never inside.
_ADDRESS_JOINT = re.compile(r"(?<=[/?&=_.#@+-])(?=[\w%])(?<!:/)|(?<=[^\W_])(?=%[0-9A-Fa-f]{2})")
# Where a string that fits no line is cut rather than between letters: «1 000 000 |000».
_CUT = re.compile(r"[\u00a0/.,;:)\]}\u2010\u2013\u2014-](?=[\w\[])")


@frozen
class Atom:
    """A stretch of one style inside one word; `width` at size 1.

    The rest of a broken address is still an address, which its own letters no longer tell.
    """

    text: str
    face: str
    link: str
    width: float
    is_address: bool = False


@frozen
class Segment:
    """A stretch of one style inside one line."""

    text: str
    face: str
    link: str


@frozen
class Line:
    """A set line: its segments, its natural width in points, and whether it may be stretched."""

    segments: tuple[Segment, ...]
    width: float
    is_last: bool = False


Word = tuple[Atom, ...]


def break_lines(
    spans: Sequence[Span],
    language: LanguageCode,
    size: float,
    width: float,
    *,
    first_indent: float = 0.0,
    hyphen_gap: float = 0.0,
) -> list[Line]:
    """Return the lines of a paragraph set in `size` points within `width` points.

    A word is hyphenated only where the line would else stay open by more than `hyphen_gap`; with
    a gap as wide as the line, only what no line can hold is broken at all.
    """
    setter = _LineSetter(language, size, width, first_indent, hyphen_gap)
    words = list(_split_words(spans))
    for word in words[:-1]:
        setter.add(word)
    # In a narrow column a short last line is the rule.
    least_tail = LEAST_LAST_LINE / size if hyphen_gap else 0.0
    for word in words[-1:]:
        setter.add(word, least_tail)
    return setter.finish()


class _LineSetter:
    """Fills lines greedily, one word after another."""

    def __init__(
        self,
        language: LanguageCode,
        size: float,
        width: float,
        first_indent: float,
        hyphen_gap: float,
    ) -> None:
        self.language = language
        self.size = size
        self.full = width / size
        self.room = self.full - first_indent / size
        self.gap = hyphen_gap / size
        self.lines: list[Line] = []
        self.words: list[Word] = []
        self.used = 0.0
        self.hyphens = 0

    def add(self, word: Word, least_tail: float = 0.0) -> None:
        """Set `word` on this line, or on as many as it needs.

        A hyphen carries at least `least_tail` (at size 1) of it over.
        """
        while word:
            needed = sum(atom.width for atom in word)
            start = self.used + _space_before(word, self.words)
            if start + needed <= self.room + 1e-9:
                self.words.append(word)
                self.used = start + needed
                return
            word = self._break(word, self.room - start, needed, least_tail)

    def _break(self, word: Word, rest: float, needed: float, least_tail: float) -> Word:
        """End the line, with the head of `word` if some of it fits; return what is left."""
        split = self._find_split(word, rest, needed, least_tail)
        if split is None and not self.words:
            split = _cut_word(word, self.room, self.language)
        if split is None:
            self._end_line(is_hyphenated=False)
            return word
        head, tail, is_hyphenated = split
        self.used += _space_before(head, self.words) + sum(atom.width for atom in head)
        self.words.append(head)
        if tail:
            self._end_line(is_hyphenated=is_hyphenated)
        return tail

    def _find_split(
        self, word: Word, rest: float, needed: float, least_tail: float
    ) -> tuple[Word, Word, bool] | None:
        """Return the head of `word` for the rest of the line, if it should be broken at all."""
        is_reluctant = self.gap >= self.full
        if not self.words:
            # Where words stay whole if they can, half of one is no stub: «жұмысшы-|лары».
            halved = needed - LEAST_HALF if is_reluctant else 0.0
            split = _split_word(word, rest, self.language, halved) if halved > 0 else None
            return split or _split_word(word, rest, self.language, needed)
        if needed <= self.full and (is_reluctant or _is_mailbox(word)):
            return None
        may_hyphenate = rest > self.gap and self.hyphens < MAX_HYPHENS_IN_A_ROW
        return _split_word(word, rest, self.language, needed - least_tail if may_hyphenate else 0.0)

    def _end_line(self, *, is_hyphenated: bool) -> None:
        self.lines.append(Line(_join_words(self.words), self.used * self.size))
        self.hyphens = self.hyphens + 1 if is_hyphenated else 0
        self.words = []
        self.used = 0.0
        self.room = self.full

    def finish(self) -> list[Line]:
        """End the last line and return them all; an empty paragraph is one empty line."""
        self.lines.append(Line(_join_words(self.words), self.used * self.size, is_last=True))
        return self.lines


def _split_words(spans: Sequence[Span]) -> Iterator[Word]:
    """Cut spans at spaces; atoms of neighbouring spans without a space are one word."""
    word: list[Atom] = []
    for span in spans:
        face = choose_face(bold=span.is_bold, italic=span.is_italic)
        text = _TIED_SPACE.sub(NO_BREAK_SPACE, _normalize(span.text))
        parts = text.split(" ")
        for index, part in enumerate(parts):
            if index and word:
                yield tuple(word)
                word = []
            if part:
                word.append(_read_atom(spell_missing(part, face), face, span.link))
    if word:
        yield tuple(word)


def _normalize(text: str) -> str:
    # A Mac writes й and ё as two characters, which no hyphenation knows.
    composed = unicodedata.normalize("NFC", join_surrogates(text))
    return composed.translate(_NORMALIZED)


def join_surrogates(text: str) -> str:
    """Return `text` with every pair of surrogates as the one character they stand for."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _make_atom(text: str, face: str, link: str, is_address: bool = False) -> Atom:
    return Atom(text, face, link, shape_text(text, face).width, is_address)


def _read_atom(text: str, face: str, link: str) -> Atom:
    return _make_atom(text, face, link, len(text) > 8 and _ADDRESS.match(text) is not None)


def _cut_atom(atom: Atom, place: int) -> tuple[Atom, Atom]:
    return (
        _make_atom(atom.text[:place], atom.face, atom.link, atom.is_address),
        _make_atom(atom.text[place:], atom.face, atom.link, atom.is_address),
    )


@lru_cache(maxsize=16)
def _space_width(face: str) -> float:
    return shape_text(" ", face).width


def _space_before(word: Word, words: list[Word]) -> float:
    return _space_width(word[0].face) if words else 0.0


def _is_mailbox(word: Word) -> bool:
    # In «zhetisu-|bastamasy@example.org» nobody can tell whose hyphen it is.
    return any("@" in atom.text and "/" not in atom.text for atom in word if atom.is_address)


def _split_word(
    word: Word, room: float, language: LanguageCode, most: float
) -> tuple[Word, Word, bool] | None:
    """Return the best head of `word` that fits into `room` (at size 1), and its tail.

    A hyphen is put after at most `most` of it. The best head is the longest one, unless a
    compound can be parted at its own joint without leaving the line much emptier:
    «маусым-|қазан» reads better than «маусым-қа|зан».
    """
    if room <= 0:
        return None
    best: tuple[Word, Word, bool] | None = None
    at_joint: tuple[Word, Word, bool] | None = None
    joint_width = 0.0
    before = 0.0
    for index, atom in enumerate(word):
        if before > room:
            break
        for place, is_soft in _break_places(atom, language):
            if is_soft and not most:
                continue
            head, tail = _cut_atom(atom, place)
            if is_soft and before + head.width > most:
                continue
            if is_soft:
                head = _add_hyphen(head)
            if before + head.width > room:
                break
            best = ((*word[:index], head), (tail, *word[index + 1 :]), is_soft)
            if not is_soft:
                at_joint, joint_width = best, before + head.width
        before += atom.width
    return at_joint if joint_width >= JOINT_SHARE * room else best


def _add_hyphen(head: Atom) -> Atom:
    # The face holds a glyph for the soft hyphen: printed, it still tells a reader of the file
    # that the word goes on, where a plain hyphen would not.
    width = head.width + shape_text("-", head.face).width
    return Atom(head.text + SOFT_HYPHEN, head.face, head.link, width)


def _cut_word(word: Word, room: float, language: LanguageCode) -> tuple[Word, Word, bool] | None:
    """Return `word` cut at a syllable or between characters: the last resort of what is too wide.

    Capitals and names of mixed case, which stay whole elsewhere, are broken here.
    """
    before = 0.0
    for index, atom in enumerate(word):
        if before + atom.width > room:
            end = _count_fitting(atom, room - before)
            if index == 0:
                # A letter wider than its column stands out of it, but it stands.
                end = max(end, 1)
            if end == 0:
                return word[:index], word[index:], False
            if end >= len(atom.text):
                return word[: index + 1], word[index + 1 :], False
            place, is_soft = _choose_cut(atom, end, room - before, language)
            head, tail = _cut_atom(atom, place)
            head = _add_hyphen(head) if is_soft else head
            return (*word[:index], head), (tail, *word[index + 1 :]), is_soft
        before += atom.width
    return None


def _choose_cut(atom: Atom, end: int, room: float, language: LanguageCode) -> tuple[int, bool]:
    """Return the best place up to `end` to cut a string at, and whether it takes a hyphen."""
    places = [place.end() for place in _CUT.finditer(atom.text) if place.end() <= end]
    if places:
        return places[-1], False
    small = atom.text.lower()
    if len(small) == len(atom.text):
        for place, is_soft in reversed(_word_places(small, language)):
            head, _tail = _cut_atom(atom, place)
            if is_soft and _add_hyphen(head).width <= room:
                return place, True
    return end, False


def _count_fitting(atom: Atom, room: float) -> int:
    width = 0.0
    for end, character in enumerate(atom.text):
        width += shape_text(character, atom.face).width
        if width > room:
            return end
    return len(atom.text)


def _break_places(atom: Atom, language: LanguageCode) -> tuple[tuple[int, bool], ...]:
    """Return every place where an atom may break, in order, and whether a hyphen is added."""
    if atom.is_address:
        return tuple((match.start(), False) for match in _ADDRESS_JOINT.finditer(atom.text))
    return _word_places(atom.text, language)


@lru_cache(maxsize=20_000)
def _word_places(text: str, language: LanguageCode) -> tuple[tuple[int, bool], ...]:
    places = {match.start(): False for match in _JOINT.finditer(text)}
    position = 0
    for character in hyphenate(text, language):
        if character == SOFT_HYPHEN:
            places.setdefault(position, True)
        else:
            position += 1
    return tuple(sorted(places.items()))


def _join_words(words: list[Word]) -> tuple[Segment, ...]:
    """Return the segments of a line; a space takes the style of the word before it."""
    segments: list[Segment] = []
    text, face, link = "", "", ""
    for index, word in enumerate(words):
        for position, atom in enumerate(word):
            space = " " if index and position == 0 else ""
            if atom.face == face and atom.link == link:
                text += space + atom.text
                continue
            # A link is not underlined across the space that leads up to it.
            if text or space:
                segments.append(Segment(text + space, face or atom.face, link))
            text, face, link = atom.text, atom.face, atom.link
    if text:
        segments.append(Segment(text, face, link))
    return tuple(segments)
