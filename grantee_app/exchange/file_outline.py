"""The bare outline of a JSON text: how much it holds, and on which line a place stands.

Works on the text alone, without building what it describes: the counts guard the memory before
anything is parsed. Knows nothing of projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecoder
from typing import Final

from grantee_app.frozen import frozen

# A step into a JSON text: the name of a field, or the number of an item from 0.
Step = str | int
Place = tuple[Step, ...]

_CHUNK: Final = 1 << 20
_QUOTED: Final = re.compile(rb'"[^"]*"')
_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[{}\[\]]')
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = JSONDecoder()
_OTHER_THAN_SIGNS: Final = bytes(set(range(256)) - set(b'{,:"'))


@frozen
class Signs:
    """Groups in braces, values parted by commas and names before a colon, texts left aside."""

    groups: int = 0
    commas: int = 0
    names: int = 0


def count_signs(data: bytes) -> Signs:
    """Count what a UTF-8 JSON text holds; any bytes give some numbers, never an error."""
    groups = commas = names = 0
    signs = data.replace(rb"\\", b"").replace(rb"\"", b"").translate(None, _OTHER_THAN_SIGNS)
    for chunk in _cut_between_texts(signs):
        bare = _QUOTED.sub(b"", chunk)
        groups += bare.count(b"{")
        commas += bare.count(b",")
        names += bare.count(b":")
    return Signs(groups, commas, names)


def _cut_between_texts(signs: bytes) -> Iterator[bytes]:
    # In chunks: a regular expression over 50 MB at once keeps every piece between its matches.
    start = 0
    while start < len(signs):
        end = start + _CHUNK
        if signs.count(b'"', start, end) % 2:
            close = signs.find(b'"', end)
            end = len(signs) if close < 0 else close + 1
        yield signs[start:end]
        start = end


def find_line(text: str, place: Place) -> int:
    """Return the line (from 1) on which the value at `place` begins.

    What is not there gives the line of the last thing above it that is; the text need not be
    valid beyond that.
    """
    position = _skip_space(text, 0)
    try:
        for step in place:
            position = _enter(text, position, step)
    except (LookupError, ValueError, RecursionError):
        pass
    return text.count("\n", 0, position) + 1


def find_repeated_name(text: str) -> tuple[str, int] | None:
    """Return the first name that stands twice in one group, and the line of its second time.

    `text` is valid JSON; None when every name stands once.
    """
    groups: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in ("{", "["):
            groups.append(set())
        elif sign in ("}", "]"):
            groups.pop()
        elif sign.endswith(":"):
            name = str(_DECODER.raw_decode(sign)[0])
            if name in groups[-1]:
                return name, text.count("\n", 0, token.start()) + 1
            groups[-1].add(name)
    return None


def _enter(text: str, position: int, step: Step) -> int:
    """Return where the child `step` of the value at `position` begins."""
    wanted_sign = "{" if isinstance(step, str) else "["
    if text[position] != wanted_sign:
        raise LookupError(step)
    position = _skip_space(text, position + 1)
    count = 0
    while text[position] not in "}]":
        name: Step = count
        if isinstance(step, str):
            name, position = _DECODER.raw_decode(text, position)
            position = _skip_space(text, _skip_space(text, position) + 1)
        if name == step:
            return position
        _, position = _DECODER.raw_decode(text, position)
        position = _skip_space(text, position)
        if text[position] == ",":
            position = _skip_space(text, position + 1)
        count += 1
    raise LookupError(step)


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
