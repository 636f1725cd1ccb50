"""What a clipboard brings – a Word or web page, a sheet's cells, plain lines – as text blocks.

Keeps what a long text can hold (paragraphs, sub-headings, lists nested once, links, table rows)
and lets go of the rest: fonts, colours, pictures, comments, deleted words. Works on strings with
the standard library's parser; knows no clipboard and no widget.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Final

from grantee_app.frozen import frozen
from grantee_app.records.text import (
    MAX_LEVEL,
    Run,
    TextBlock,
    TextHeading,
    TextItem,
    TextParagraph,
    TextRow,
    format_text,
    parse_text,
)

# A paragraph in bold from end to end is a sub-heading when it is as short as one.
LONGEST_BOLD_HEADING: Final = 90


def _name(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


_VOID: Final = _name("area base br col embed hr img input link meta param source track wbr")
_UNREAD: Final = _name(
    "head style script title xml template noscript svg math select textarea button del"
)
_HEADINGS: Final = _name("h1 h2 h3 h4 h5 h6")
_BLOCKS: Final = _HEADINGS | _name(
    "p div section article header footer main aside address blockquote pre figure figcaption "
    "dt dd dl form fieldset body html center ul ol li table tr td th thead tbody tfoot"
)
_CELLS: Final = frozenset({"td", "th"})

_WORD_LIST: Final = re.compile(r"mso-list:\s*l\d+\s+level(\d+)", re.IGNORECASE)
_WORD_OUTLINE: Final = re.compile(r"mso-outline-level:\s*\d", re.IGNORECASE)
_WORD_MARK: Final = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_HIDDEN: Final = re.compile(
    r"display:\s*none|mso-hide:\s*all|mso-element:\s*(?:comment|footnote)", re.IGNORECASE
)
_WEIGHT: Final = re.compile(r"font-weight:\s*(\w+)", re.IGNORECASE)
_NUMBER_MARK: Final = re.compile(r"^\(?(?:\d+\.)*(\d+)[.)]*$")
_LETTER_MARK: Final = re.compile(r"^\(?([a-zа-яәғқңөұүһі]{1,4})[.)]$", re.IGNORECASE)

_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
_PADDING: Final = re.compile(r" ?\u00a0(?:[ \u00a0]+)| \u00a0")
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff\ufffc"))
_PLAIN_BULLET: Final = re.compile(r"^(\s*)[·•●▪■○◦‣∙►➢\uf0b7\uf0a7\uf0d8]\s+")


def parse_html(html: str) -> list[TextBlock]:
    """Return the blocks of an HTML fragment or page; broken HTML gives what can be read of it."""
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return [block for raw in reader.blocks for block in _finish(raw)]


def parse_plain(text: str) -> list[TextBlock]:
    """Return the blocks of pasted plain text; lines parted by tabs alike are rows of a table."""
    lines = [line for line in _split_lines(text) if line.strip()]
    tabs = {line.rstrip("\n").count("\t") for line in lines}
    if len(lines) > 1 and len(tabs) == 1 and tabs.pop():
        rows = [_make_row([(Run(cell),) for cell in line.split("\t")]) for line in lines]
        return [row for row in rows if row is not None]
    marked = (_PLAIN_BULLET.sub(r"\1- ", line.translate(_UNSEEN)) for line in lines)
    return parse_text("\n".join(marked))


def _split_lines(text: str) -> list[str]:
    return re.split(r"\r\n|[\r\n\u2028\u2029\v\f]", text)


@dataclass(slots=True)
class _Raw:
    """A block while it is being read: its stretches of (text, link, is bold) and what it is."""

    kind: str = "paragraph"
    level: int = 0
    number: int | None = None
    pieces: list[tuple[str, str, bool]] = field(default_factory=list)
    cells: list[tuple[Run, ...]] | None = None


@frozen
class _Context:
    """What an open element says of the text inside it."""

    tag: str
    link: str = ""
    is_bold: bool = False
    is_unread: bool = False
    is_mark: bool = False
    is_heading: bool = False
    word_level: int = 0


@dataclass(slots=True)
class _List:
    """An open list: its next number (None for bullets) and the level its items say they have."""

    number: int | None


class _PageReader(HTMLParser):
    """Walks a page and collects raw blocks, closing one wherever a page would start a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Raw] = []
        self._open: list[_Context] = [_Context("")]
        self._lists: list[_List] = []
        self._items: list[_Raw] = []
        self._rows: list[list[tuple[Run, ...]]] = []
        self._cell_starts: list[int] = []
        self._raw = _Raw()
        self._mark = ""

    # ------------------------------------------------------------------ what html.parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, or act on one that has no end."""
        said = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            if tag == "br":
                self._break_line()
            return
        if tag in _BLOCKS:
            self.end_block()
        self._open.append(_describe(tag, said, self._open[-1]))
        self._start_structure(tag, said)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost open element of this name; a stray end is ignored."""
        if tag == "br":
            self._break_line()
        if not any(context.tag == tag for context in self._open):
            return
        if tag in _BLOCKS:
            self.end_block()
        while self._open[-1].tag != tag:
            self._end_structure(self._open.pop().tag)
        self._end_structure(self._open.pop().tag)

    def handle_data(self, data: str) -> None:
        """Add words to the open block, or to the mark that Word draws before a list item."""
        context = self._open[-1]
        if context.is_unread:
            return
        if context.is_mark:
            self._mark += data
            return
        if context.word_level and not self._raw.pieces:
            self._raw.kind, self._raw.level = "item", context.word_level - 1
        elif context.is_heading and self._raw.kind == "paragraph":
            self._raw.kind = "heading"
        self._raw.pieces.append((data, context.link, context.is_bold))

    # ------------------------------------------------------------------ blocks

    def end_block(self) -> None:
        """Close the open block, if it says anything."""
        raw, self._raw, mark = self._raw, _Raw(), self._mark.strip(" \u00a0\n\r\t")
        self._mark = ""
        if not "".join(words for words, _, _ in raw.pieces).strip():
            return
        if raw.kind == "item" and mark:
            raw.number = _read_mark(mark)
        if self._items and raw.kind == "paragraph":
            raw = self._join_item(raw)
        self.blocks.append(raw)

    def _join_item(self, raw: _Raw) -> _Raw:
        # The first paragraph inside a list item is the item; those after it stay paragraphs.
        item = self._items[-1]
        if item.kind == "item":
            raw.kind, raw.level, raw.number = item.kind, item.level, item.number
            item.kind = "used"
        return raw

    def _break_line(self) -> None:
        if self._open[-1].is_unread:
            return
        if self._cell_starts or self._items or self._raw.kind != "paragraph":
            self._raw.pieces.append((" ", "", False))
        else:
            self.end_block()

    # ------------------------------------------------------------------ lists and tables

    def _start_structure(self, tag: str, said: dict[str, str]) -> None:
        if tag in {"ul", "ol"}:
            start = said.get("start", "")
            first = int(start) if start.isdecimal() else 1
            self._lists.append(_List(first if tag == "ol" else None))
        elif tag == "li":
            self._items.append(self._start_item(said))
        elif tag == "tr":
            self._rows.append([])
        elif tag in _CELLS:
            self._cell_starts.append(len(self.blocks))

    def _start_item(self, said: dict[str, str]) -> _Raw:
        own = said.get("data-aria-level") or said.get("aria-level") or ""
        level = int(own) - 1 if own.isdecimal() else len(self._lists) - 1
        item = _Raw("item", max(level, 0))
        if self._lists and self._lists[-1].number is not None:
            value = said.get("value", "")
            item.number = int(value) if value.isdecimal() else self._lists[-1].number
            self._lists[-1].number = item.number + 1
        return item

    def _end_structure(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "li" and self._items:
            self._items.pop()
        elif tag in _CELLS and self._cell_starts:
            self._end_cell()
        elif tag == "tr" and self._rows:
            self._end_row()

    def _end_cell(self) -> None:
        self.end_block()
        start = self._cell_starts.pop()
        inside, self.blocks = self.blocks[start:], self.blocks[:start]
        runs: list[Run] = []
        for raw in inside:
            joint = (Run("; "),) if raw.cells is not None else (Run(" "),)
            parts = raw.cells if raw.cells is not None else [_tidy(raw.pieces)]
            for part in parts:
                runs += [*(joint if runs else ()), *part]
        if self._rows:
            self._rows[-1].append(tuple(runs))

    def _end_row(self) -> None:
        cells = self._rows.pop()
        if any("".join(run.text for run in cell).strip() for cell in cells):
            self.blocks.append(_Raw("row", cells=cells))


def _describe(tag: str, said: dict[str, str], around: _Context) -> _Context:
    """Return what the text inside this element inherits and what the element adds."""
    style = said.get("style", "")
    weight = _WEIGHT.search(style)
    is_bold = around.is_bold or tag in {"b", "strong"}
    if weight is not None:
        said_weight = weight[1].replace("bolder", "700").replace("bold", "700")
        is_bold = said_weight.isdecimal() and int(said_weight) > 500
    listed = _WORD_LIST.search(style)
    level = int(listed[1]) if listed else 0
    classes = said.get("class", "").casefold()
    is_heading = (
        tag in _HEADINGS
        or (tag == "p" and bool(_WORD_OUTLINE.search(style) or "msotitle" in classes))
        or (tag in {"p", "div"} and said.get("role") == "heading")
    )
    return replace(
        around,
        tag=tag,
        link=_read_address(said.get("href", "")) if tag == "a" else around.link,
        is_bold=is_bold,
        is_unread=around.is_unread or tag in _UNREAD or bool(_HIDDEN.search(style)),
        is_mark=around.is_mark or bool(_WORD_MARK.search(style)),
        is_heading=is_heading or (around.is_heading and tag not in _BLOCKS),
        word_level=level or (around.word_level if tag not in _BLOCKS else 0),
    )


def _read_address(href: str) -> str:
    """Return an address that means something outside the page it came from, else ""."""
    address = href.strip()
    if not re.match(r"(?:https?|ftp|mailto|tel):", address, re.IGNORECASE):
        address = f"https://{address}" if address.lower().startswith("www.") else ""
    # The markup ends an address at a space or a bracket.
    return re.sub(r"\s", "%20", address).replace("(", "%28").replace(")", "%29")


def _read_mark(mark: str) -> int | None:
    """Return the number that Word drew before a list item, None for a bullet."""
    number = _NUMBER_MARK.match(mark)
    if number is not None:
        return int(number[1])
    letter = _LETTER_MARK.match(mark)
    if letter is None:
        return None
    first = letter[1].casefold()[0]
    latin, cyrillic = "abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя"
    return 1 + next((row.index(first) for row in (latin, cyrillic) if first in row), 0)


# ---------------------------------------------------------------------- from raw to clean


def _finish(raw: _Raw) -> Iterator[TextBlock]:
    """Yield the block that `raw` became; a paragraph with a typed mark is what the mark says."""
    if raw.cells is not None:
        row = _make_row(raw.cells)
        if row is not None:
            yield row
        return
    runs = _tidy(raw.pieces)
    if not runs:
        return
    if raw.kind == "item":
        number = raw.number if raw.number is not None and raw.number < 100 else None
        yield TextItem(runs, min(raw.level, MAX_LEVEL), number)
    elif raw.kind == "heading" or _is_bold_heading(raw, runs):
        yield TextHeading(runs)
    else:
        words = format_text([TextParagraph(runs)])
        yield from parse_text(_PLAIN_BULLET.sub(r"\1- ", words))


def _make_row(cells: list[tuple[Run, ...]]) -> TextBlock | None:
    """Return a row, a paragraph for a table of one column, None for an empty row."""
    tidy = [_tidy([(run.text, run.link, False) for run in cell]) for cell in cells]
    # The markup has no other sign between cells.
    clean = [tuple(replace(run, text=run.text.replace("|", "/")) for run in cell) for cell in tidy]
    if not any(clean):
        return None
    return TextRow(tuple(clean)) if len(clean) > 1 else TextParagraph(clean[0])


def _is_bold_heading(raw: _Raw, runs: tuple[Run, ...]) -> bool:
    words = "".join(run.text for run in runs)
    is_all_bold = all(is_bold for text, _, is_bold in raw.pieces if text.strip(" \u00a0\n\r\t"))
    is_short = len(words) <= LONGEST_BOLD_HEADING
    return is_all_bold and is_short and words[-1] not in ".;,!?" and not any(r.link for r in runs)


def _tidy(pieces: list[tuple[str, str, bool]]) -> tuple[Run, ...]:
    """Return the pieces as runs: spaces as a page shows them, one run for one link."""
    runs: list[Run] = []
    for text, link, _ in pieces:
        words = _SPACES.sub(" ", text.translate(_UNSEEN))
        if link:
            words = words.replace("[", "(").replace("]", ")")
        if not words:
            continue
        if runs and runs[-1].link == link:
            runs[-1] = replace(runs[-1], text=runs[-1].text + words)
        else:
            runs.append(Run(words, link))
    return _trim(runs)


def _trim(runs: list[Run]) -> tuple[Run, ...]:
    """Drop doubled spaces across runs and spaces at both ends; a link of spaces is no link."""
    trimmed: list[Run] = []
    for run in runs:
        words = _PADDING.sub(" ", _SPACES.sub(" ", run.text))
        if not trimmed or trimmed[-1].text.endswith((" ", "\u00a0")):
            words = words.lstrip(" \u00a0")
        link = run.link if words.strip(" \u00a0") else ""
        if words:
            trimmed.append(Run(words, link))
    while trimmed and not trimmed[-1].text.strip(" \u00a0"):
        trimmed.pop()
    if trimmed:
        trimmed[-1] = replace(trimmed[-1], text=trimmed[-1].text.rstrip(" \u00a0"))
    return tuple(trimmed)
