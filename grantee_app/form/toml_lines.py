"""On which line of a TOML text each of its places begins.

No TOML library for Python tells it (tomllib and tomlkit drop the positions). The text has been read
by tomllib before, so this walks over it without judging it: what it cannot follow has no line.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

Path = tuple[str | int, ...]

_SPACE: Final = re.compile(r"[ \t]*")
_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY: Final = re.compile(
    r"""[ \t]*(?:(?P<bare>[A-Za-z0-9_-]+)|"(?P<basic>(?:[^"\\\n]|\\.)*)"|'(?P<literal>[^'\n]*)')"""
    r"[ \t]*"
)
_TEXT: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL
)
_PLAIN: Final = re.compile(r"[^,\]}#\n]*")


def find_lines(text: str) -> dict[Path, int]:
    """Return the line (from 1) of every table, key and item of a valid TOML text, by its path."""
    walker = _Walker(text)
    with suppress(IndexError, RecursionError, _Lost):
        walker.walk()
    return walker.lines


def find_line(lines: dict[Path, int], path: Path) -> int:
    """Return the line of a place, of the nearest one above it where it has none, 1 of the whole."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


class _Lost(Exception):  # noqa: N818 (never leaves this module)
    pass


class _Walker:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._line_at = (0, 1)

    def walk(self) -> None:
        here: Path = ()
        position = self._skip(_BLANK, 0)
        while position < len(self.text):
            if self.text.startswith("[", position):
                here, position = self._read_header(position)
            else:
                position = self._read_pair(here, position)
            position = self._skip(_BLANK, position)

    def _read_header(self, start: int) -> tuple[Path, int]:
        is_item = self.text.startswith("[[", start)
        keys, position = self._read_keys(start + 1 + is_item)
        path: Path = ()
        for number, key in enumerate(keys, 1):
            path = (*path, key)
            if is_item and number == len(keys):
                self._note(path, start)
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
            self._note(path, start)
        return path, position + 1 + is_item

    def _read_pair(self, here: Path, start: int) -> int:
        keys, position = self._read_keys(start)
        for key in keys:
            here = (*here, key)
            self._note(here, start)
        if self.text[position] != "=":
            raise _Lost
        return self._read_value(here, self._skip(_SPACE, position + 1))

    def _read_value(self, path: Path, position: int) -> int:
        sign = self.text[position]
        if sign == "[":
            return self._read_items(path, position + 1)
        if sign == "{":
            return self._read_pairs(path, position + 1)
        if sign in "\"'":
            match = _TEXT.match(self.text, position)
            if match is None:
                raise _Lost
            return match.end()
        return self._skip(_PLAIN, position)

    def _read_items(self, path: Path, position: int) -> int:
        number = 0
        while True:
            position = self._skip(_BLANK, position)
            if self.text[position] == "]":
                return position + 1
            if self.text[position] == ",":
                position += 1
                continue
            self._note((*path, number), position)
            position = self._read_value((*path, number), position)
            number += 1

    def _read_pairs(self, path: Path, position: int) -> int:
        while True:
            position = self._skip(_BLANK, position)
            if self.text[position] == "}":
                return position + 1
            position = (
                position + 1 if self.text[position] == "," else self._read_pair(path, position)
            )

    def _read_keys(self, position: int) -> tuple[list[str], int]:
        keys = []
        while True:
            match = _KEY.match(self.text, position)
            if match is None:
                raise _Lost
            keys.append(match["bare"] or match["basic"] or match["literal"] or "")
            position = match.end()
            if self.text[position] != ".":
                return keys, position
            position += 1

    def _skip(self, pattern: re.Pattern[str], position: int) -> int:
        match = pattern.match(self.text, position)
        return match.end() if match else position

    def _note(self, path: Path, position: int) -> None:
        if path not in self.lines:
            # Places come in the order of the text, so each line is counted once.
            known, line = self._line_at
            line += self.text.count("\n", known, position)
            self._line_at = (position, line)
            self.lines[path] = line
