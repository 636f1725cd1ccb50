"""Reads the light Markdown the guide is written in: blocks of a page, spans of a line.

Knows headings, paragraphs, lists, tables, code, bold, italic and links, which is all the guide may
use; a test holds it to that. Knows no colours and no files.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from grantee_app.frozen import frozen


@frozen
class Span:
    """A piece of a line; `target` is where a link leads, "" for none."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_code: bool = False
    target: str = ""


@frozen
class Heading:
    """`level` 1 is the title of the page; `anchor` is what a link after # says."""

    level: int
    text: str
    anchor: str


@frozen
class Paragraph:
    """Lines of a paragraph, joined."""

    text: str


@frozen
class Item:
    """An item of a list, with the list inside it, if there is one."""

    text: str
    inner: ItemList | None = None


@frozen
class ItemList:
    """A list with bullets or numbers."""

    items: tuple[Item, ...]
    is_numbered: bool


@frozen
class Table:
    """A table: its head and its rows, all of one width."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Code:
    """Lines to be typed as they stand."""

    text: str


Block: TypeAlias = Heading | Paragraph | ItemList | Table | Code

_HEADING: Final = re.compile(r"(#{1,4}) +(.+)")
_ITEM: Final = re.compile(r"( *)(?:-|(\d+)\.) +(.+)")
_RULE_CELL: Final = re.compile(r":?-+:?")
_FENCE: Final = "```"
_SPAN: Final = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\[(?P<words>[^\]]+)\]\((?P<target>[^)\s]+)\)"
    r"|\*\*(?P<bold>.+?)\*\*"
    r"|\*(?P<italic>[^*]+)\*"
)


def read_blocks(markdown: str) -> tuple[Block, ...]:
    """Return the blocks of a page in their order."""
    lines = markdown.splitlines()
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif found := _HEADING.fullmatch(line):
            text = say_plainly(found[2])
            blocks.append(Heading(len(found[1]), text, make_anchor(text)))
            at += 1
        elif line.startswith(_FENCE):
            end = _find_fence(lines, at + 1)
            blocks.append(Code("\n".join(lines[at + 1 : end])))
            at = end + 1
        else:
            end = _find_end(lines, at)
            blocks.append(_read_run(lines[at:end]))
            at = end
    return tuple(blocks)


def _find_fence(lines: list[str], start: int) -> int:
    return next((at for at in range(start, len(lines)) if lines[at].startswith(_FENCE)), len(lines))


def _find_end(lines: list[str], start: int) -> int:
    """Return where a run of lines without an empty line, a heading or code between them ends."""
    is_list = _ITEM.fullmatch(lines[start]) is not None
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if not line.strip() or _HEADING.fullmatch(line) or line.startswith(_FENCE):
            return at
        if not is_list and _ITEM.fullmatch(line):
            return at
    return len(lines)


def _read_run(lines: list[str]) -> Block:
    if lines[0].startswith("|"):
        return _read_table(lines)
    if _ITEM.fullmatch(lines[0]):
        return _read_list(lines)
    return Paragraph(" ".join(line.strip() for line in lines))


def _read_table(lines: list[str]) -> Table:
    rows = [_read_cells(line) for line in lines]
    body = [row for row in rows[1:] if not all(_RULE_CELL.fullmatch(cell) for cell in row)]
    return Table(rows[0], tuple(body))


def _read_cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _read_list(lines: list[str]) -> ItemList:
    """Read the items of one depth; deeper ones belong to the item before them."""
    first = _ITEM.fullmatch(lines[0])
    assert first is not None  # noqa: S101 (asked before)
    depth = len(first[1])
    parts: list[tuple[str, list[str]]] = []
    for line in lines:
        found = _ITEM.fullmatch(line)
        if found is not None and len(found[1]) <= depth:
            parts.append((found[3], []))
        elif found is not None or parts[-1][1]:
            parts[-1][1].append(line)
        else:
            parts[-1] = (f"{parts[-1][0]} {line.strip()}", [])
    items = tuple(Item(text, _read_list(inner) if inner else None) for text, inner in parts)
    return ItemList(items, is_numbered=first[2] is not None)


def make_anchor(heading: str) -> str:
    """Return the name a heading has in a link: as the sites do that show Markdown."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


# ---------------------------------------------------------------- spans


def read_spans(text: str) -> tuple[Span, ...]:
    """Return the pieces of a line, each with how it is written."""
    spans: list[Span] = []
    at = 0
    for found in _SPAN.finditer(text):
        if found.start() > at:
            spans.append(Span(text[at : found.start()]))
        spans.extend(_read_marked(found))
        at = found.end()
    if at < len(text):
        spans.append(Span(text[at:]))
    return tuple(spans)


def _read_marked(found: re.Match[str]) -> list[Span]:
    if found["code"] is not None:
        return [Span(found["code"], is_code=True)]
    if found["words"] is not None:
        return [_mark(span, target=found["target"]) for span in read_spans(found["words"])]
    if found["bold"] is not None:
        return [_mark(span, is_bold=True) for span in read_spans(found["bold"])]
    return [_mark(span, is_italic=True) for span in read_spans(found["italic"])]


def _mark(span: Span, *, is_bold: bool = False, is_italic: bool = False, target: str = "") -> Span:
    return Span(
        span.text,
        is_bold=span.is_bold or is_bold,
        is_italic=span.is_italic or is_italic,
        is_code=span.is_code,
        target=target or span.target,
    )


def say_plainly(text: str) -> str:
    """Return a line without its marks."""
    return "".join(span.text for span in read_spans(text))


# ---------------------------------------------------------------- sentences

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…]) +")


def list_sentences(block: Block) -> list[str]:
    """Return what a search shows of a block: sentences, items, rows of a table, lines of code."""
    if isinstance(block, Heading):
        return []
    if isinstance(block, Code):
        return [line.strip() for line in block.text.splitlines() if line.strip()]
    if isinstance(block, Table):
        return [" – ".join(say_plainly(cell) for cell in row if cell) for row in block.rows]
    if isinstance(block, ItemList):
        return _list_item_sentences(block)
    return _SENTENCE_END.split(say_plainly(block.text))


def _list_item_sentences(block: ItemList) -> list[str]:
    found: list[str] = []
    for item in block.items:
        found.extend(_SENTENCE_END.split(say_plainly(item.text)))
        if item.inner is not None:
            found.extend(_list_item_sentences(item.inner))
    return found


def iterate_texts(blocks: tuple[Block, ...]) -> list[str]:
    """Return every marked line of the blocks, headings left out."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found.extend(cell for row in (block.head, *block.rows) for cell in row)
        elif isinstance(block, ItemList):
            for item in block.items:
                found.append(item.text)
                if item.inner is not None:
                    found.extend(iterate_texts((item.inner,)))
    return found


# ---------------------------------------------------------------- keys

# A key as the guide writes it: «Ctrl+Z», «Alt+↑», «F1», «Esc».
KEY: Final = re.compile(
    r"(?<![\w+])(?:"
    r"(?:(?:Ctrl|Alt|Shift)\+)+"
    r"(?:Page(?:Up|Down)|F\d{1,2}|Enter|Home|End|Delete|Tab|[↑↓←→]|[^\W\d_a-zа-я](?!\w))"
    r"|(?:F\d{1,2}|Enter|Esc|Tab|Delete|Insert|Backspace)(?!\w)"
    r")"
)
