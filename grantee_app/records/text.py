"""Long texts: what a village writes into a report, as plain blocks.

A text is stored as one string, a line a block, with a light markup that a person can type: `## `
opens a sub-heading, `- ` or `1. ` an item (two spaces before it nest it once), `[words](address)`
a link, `| a | b |` a row of a small table. Parsing and formatting are each other's inverse up to
blank lines and trailing spaces. Nothing here knows of HTML, widgets or paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grantee_app.frozen import frozen

MAX_LEVEL = 1  # lists nest once

_ITEM = re.compile(
    r"^(?P<indent> *)(?:(?P<bullet>[-•–*·▪‣◦\uf0b7\uf0a7])|(?P<number>\d{1,2})[.)])"
    r" +(?P<text>\S.*)$"
)
_LINK = re.compile(
    r"\[(?P<text>[^\[\]\n]+)\]\((?P<to>(?:[^()\s]|\([^()\s]*\))+)\)|(?P<bare>(?:https?://|www\.)[^\s<>«»\"]+)"
)
_TRAILING = ".,;:!?)]}»”'"


@frozen
class Run:
    """A stretch of text; `link` is its address, "" for plain words."""

    text: str
    link: str = ""


@frozen
class TextParagraph:
    """A plain paragraph."""

    runs: tuple[Run, ...]


@frozen
class TextHeading:
    """A sub-heading inside a long text."""

    runs: tuple[Run, ...]


@frozen
class TextItem:
    """A list item; `number` is None for a bullet, `level` 0 or 1."""

    runs: tuple[Run, ...]
    level: int = 0
    number: int | None = None


@frozen
class TextRow:
    """A row of a small table, cell by cell."""

    cells: tuple[tuple[Run, ...], ...]


TextBlock = TextParagraph | TextHeading | TextItem | TextRow


def parse_text(text: str) -> list[TextBlock]:
    """Return the blocks of a long text; never fails, an unknown mark is plain words."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")
    return [_parse_line(line) for line in lines if line.strip()]


def format_text(blocks: list[TextBlock]) -> str:
    """Return the markup of `blocks`, the inverse of `parse_text`."""
    return "\n".join(_format_block(block) for block in blocks)


def plain_words(text: str) -> str:
    """Return the words alone, a line a block, without marks and addresses."""
    return "\n".join(_plain_block(block) for block in parse_text(text))


def count_words(text: str) -> int:
    """Return the number of words a reader would count."""
    return len(plain_words(text).split())


def parse_runs(text: str) -> tuple[Run, ...]:
    """Return `text` cut at its links, written as markup or as bare addresses."""
    return tuple(_find_runs(text))


def _parse_line(line: str) -> TextBlock:
    stripped = line.strip()
    if stripped.startswith("## ") and stripped[3:].strip():
        return TextHeading(parse_runs(stripped[3:].strip()))
    if len(stripped) > 2 and stripped.startswith("|") and stripped.endswith("|"):
        return TextRow(tuple(parse_runs(cell.strip()) for cell in stripped[1:-1].split("|")))
    match = _ITEM.match(line.rstrip().replace("\t", "  "))
    if match is None:
        return TextParagraph(parse_runs(stripped))
    level = min(len(match["indent"]) // 2, MAX_LEVEL)
    number = int(match["number"]) if match["number"] else None
    return TextItem(parse_runs(match["text"]), level, number)


def _find_runs(text: str) -> Iterator[Run]:
    position = 0
    for match in _LINK.finditer(text):
        words, address, end = _read_link(match)
        if match.start() > position:
            yield Run(text[position : match.start()])
        yield Run(words, address)
        position = end
    if position < len(text):
        yield Run(text[position:])


def _read_link(match: re.Match[str]) -> tuple[str, str, int]:
    if match["text"]:
        return match["text"], match["to"], match.end()
    bare = match["bare"].rstrip(_TRAILING)
    address = bare if "://" in bare else f"https://{bare}"
    return bare, address, match.start() + len(bare)


def _format_block(block: TextBlock) -> str:
    match block:
        case TextHeading(runs):
            return "## " + _format_runs(runs)
        case TextItem(runs, level, number):
            mark = "-" if number is None else f"{number}."
            return "  " * level + f"{mark} " + _format_runs(runs)
        case TextRow(cells):
            return "| " + " | ".join(_format_runs(cell) for cell in cells) + " |"
        case TextParagraph(runs):
            return _format_runs(runs)


def _format_runs(runs: tuple[Run, ...]) -> str:
    return "".join(_format_run(run) for run in runs)


def _format_run(run: Run) -> str:
    # An address may stand bare only where it would be read back as the same link.
    if not run.link or parse_runs(run.text) == (run,):
        return run.text
    return f"[{run.text}]({run.link})"


def _plain_block(block: TextBlock) -> str:
    if isinstance(block, TextRow):
        return " ".join("".join(run.text for run in cell) for cell in block.cells)
    return "".join(run.text for run in block.runs)
