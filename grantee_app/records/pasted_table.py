"""The cells of a table that a clipboard brings from Excel, Word, a web page or plain lines.

Gives a rectangle of texts. A merged cell tells its text once, at its upper left; the places it
covers are empty, so that whoever reads the table can tell «the same as above» from its sense.
Knows no clipboard and not what the table is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, plural_message

# Where the rest of a long paste begins is told in so many letters.
_SHOWN: Final = 40
# A hostile or broken page may claim a span of millions.
_WIDEST_SPAN: Final = 100
_TALLEST_SPAN: Final = 2000


def _name(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


_UNREAD_TAGS: Final = _name("head style script title xml template noscript svg math del")
_LINE_TAGS: Final = _name("p div li h1 h2 h3 h4 h5 h6 tr table ul ol blockquote section article")
_VOID_TAGS: Final = _name("area base br col embed hr img input link meta source wbr")
_HIDDEN: Final = re.compile(
    r"display:\s*none|mso-hide:\s*all|visibility:\s*collapse", re.IGNORECASE
)

_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff\ufffc"))
_GAPS: Final = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_LINES: Final = re.compile(r"\r\n|[\r\n\v\f\u2028\u2029]")
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r?\n|\r|\Z)')
_BARE: Final = re.compile(r"[^\t\r\n]*")
# «1», «2.», «№» in front of a row.
_COUNT: Final = re.compile(r"№?|\d{1,4}[.)]?")


def read_pasted_cells(html: str, text: str, *, keeps_gaps: bool = False) -> list[list[str]]:
    """Return the cells row by row, all rows alike long; lines inside a cell are parted by \\n.

    `html` goes before `text` where it holds a table. Rows and outer columns without a word are
    left out. `keeps_gaps` leaves those between two rows with words, for cells that go onto rows
    which are there already: each must fall on its own.
    """
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    reader.end_tables()
    return _make_rectangle(reader.rows or _read_lines(text), keeps_gaps=keeps_gaps)


def tell_unread(rows: Sequence[Sequence[str]], most: int) -> Message | None:
    """Return the sentence about the rows behind the first `most`, where there are any.

    It tells how many were not read and where they begin, so that somebody can paste them after.
    """
    left = len(rows) - most
    if left <= 0:
        return None
    begin = " ".join(
        next((cell for cell in rows[most] if re.search(r"[^\W\d_]", cell)), "").split()
    )
    begin = begin or " ".join(" ".join(rows[most]).split())
    return plural_message(
        "Only the first {read} rows were read, {count} row was not. Paste it after these:"
        " it begins with «{begin}».",
        "Only the first {read} rows were read, {count} rows were not. Paste them after these:"
        " they begin with «{begin}».",
        left,
        read=most,
        begin=begin if len(begin) <= _SHOWN else f"{begin[: _SHOWN - 1].rstrip()}…",
    )


def drop_frame(cells: list[list[str]], columns: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the cells without a head of the table and without a column that counts the rows.

    `columns` are what each column of ours is called, in every language. A first row is a head if
    half of its cells, and two at least, have half of their words in common with one of our names.
    A first column counts the rows if one more came than we have, and it holds nothing but numbers.
    """
    labels = [set(_fold_words(name)) for names in columns for name in names]
    is_framed = bool(cells) and _is_head(cells[0], labels)
    body = cells[1:] if is_framed else cells
    is_counted = (
        bool(body) and len(body[0]) > len(columns) and all(_COUNT.fullmatch(row[0]) for row in body)
    )
    return [row[1:] for row in body] if is_counted else body


def _is_head(row: Sequence[str], labels: Sequence[set[str]]) -> bool:
    told = [set(_fold_words(cell)) for cell in row if cell and not _COUNT.fullmatch(cell)]
    known = sum(
        any(words and 2 * len(words & label) >= max(len(words), len(label)) for label in labels)
        for words in told
    )
    return known >= min(2, max(len(labels), 1)) and 2 * known >= len(told)


def _fold_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", fold_text(text))


# ---------------------------------------------------------------------- plain text


def _read_lines(text: str) -> list[list[str]]:
    """Return tab separated text as cells; Excel quotes a cell that has lines of its own."""
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        quoted = _QUOTED.match(text, place)
        if quoted is not None and re.search(r'[\t\r\n]|""', quoted[1]):
            cell, place = quoted[1].replace('""', '"'), quoted.end()
        else:
            bare = _BARE.match(text, place)
            end = bare.end() if bare is not None else place
            cell, place = text[place:end], end
        rows[-1].append(cell)
        ending = text[place : place + 2]
        if ending[:1] in {"\r", "\n"}:
            rows.append([])
        place += 2 if ending == "\r\n" else 1
    return rows


# ---------------------------------------------------------------------- HTML


@dataclass(slots=True)
class _Cell:
    """A cell while it is being read, with the place its spans cover."""

    pieces: list[str] = field(default_factory=list)
    wide: int = 1
    tall: int = 1


@dataclass(slots=True)
class _Table:
    """An open table: the rows that are finished and the texts that spans still cover."""

    rows: list[list[str]] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)
    row: list[_Cell] | None = None
    cell: _Cell | None = None


class _TableReader(HTMLParser):
    """Collects the rows of all outer tables; a table inside a cell is lines of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._tables: list[_Table] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row, a cell or a line of one."""
        said = {name: value or "" for name, value in attrs}
        if self._unread or tag in _UNREAD_TAGS or _HIDDEN.search(said.get("style", "")):
            if tag not in _VOID_TAGS:
                self._unread.append(tag)
            return
        if tag == "table":
            self._add_line()
            self._tables.append(_Table())
        elif self._tables and len(self._tables) == 1:
            self._start_part(tag, said)
        if tag in _LINE_TAGS or tag == "br" or (tag in {"td", "th"} and len(self._tables) > 1):
            self._add_line()

    def _start_part(self, tag: str, said: dict[str, str]) -> None:
        table = self._tables[0]
        if tag == "tr":
            self._end_row()
            table.row = []
        elif tag in {"td", "th"}:
            if table.row is None:
                table.row = []
            table.cell = _Cell(
                wide=_read_span(said.get("colspan", ""), _WIDEST_SPAN),
                tall=_read_span(said.get("rowspan", ""), _TALLEST_SPAN),
            )
            table.row.append(table.cell)

    def handle_endtag(self, tag: str) -> None:
        """Close what this tag opened; a stray end is ignored."""
        if self._unread:
            if tag in self._unread:
                while self._unread.pop() != tag:
                    pass
            return
        if not self._tables:
            return
        if tag == "table":
            if len(self._tables) == 1:
                self.end_tables()
            else:
                self._tables.pop()
                self._add_line()
        elif len(self._tables) == 1 and tag in {"td", "th"}:
            self._tables[0].cell = None
        elif len(self._tables) == 1 and tag == "tr":
            self._end_row()
        elif tag in _LINE_TAGS:
            self._add_line()

    def handle_data(self, data: str) -> None:
        """Add words to the open cell."""
        if not self._unread and self._tables and self._tables[0].cell is not None:
            self._tables[0].cell.pieces.append(_GAPS.sub(" ", data))

    def _add_line(self) -> None:
        if self._tables and self._tables[0].cell is not None:
            self._tables[0].cell.pieces.append("\n")

    def _end_row(self) -> None:
        table = self._tables[0]
        row, table.row, table.cell = table.row, None, None
        if row is None:
            return
        texts: list[str] = []
        for cell in row:
            _fill_covered(texts, table.covered)
            if cell.tall > 1:
                for column in range(len(texts), len(texts) + cell.wide):
                    table.covered[column] = cell.tall
            texts += ["".join(cell.pieces), *[""] * (cell.wide - 1)]
        _fill_covered(texts, table.covered)
        table.covered = {column: left - 1 for column, left in table.covered.items() if left > 1}
        table.rows.append(texts)

    def end_tables(self) -> None:
        """Close whatever is open and keep the rows of the outer table."""
        if self._tables:
            self._tables = self._tables[:1]
            self._end_row()
            self.rows += self._tables.pop().rows


def _fill_covered(texts: list[str], covered: dict[int, int]) -> None:
    while len(texts) in covered:
        texts.append("")


def _read_span(written: str, most: int) -> int:
    number = re.match(r"\s*(\d{1,9})", written)
    return min(max(int(number[1]), 1), most) if number is not None else 1


# ---------------------------------------------------------------------- both


def _make_rectangle(rows: list[list[str]], *, keeps_gaps: bool) -> list[list[str]]:
    tidy = [[_tidy(cell) for cell in row] for row in rows]
    told = [place for place, row in enumerate(tidy) if any(row)]
    if keeps_gaps and told:
        told = list(range(told[0], told[-1] + 1))
    filled = [tidy[place] for place in told]
    columns = [
        column
        for column in range(max(map(len, filled), default=0))
        if any(column < len(row) and row[column] for row in filled)
    ]
    if not columns:
        return []
    outer = range(columns[0], columns[-1] + 1)
    return [[row[column] if column < len(row) else "" for column in outer] for row in filled]


def _tidy(cell: str) -> str:
    lines = (_GAPS.sub(" ", line).strip() for line in _LINES.split(cell.translate(_UNSEEN)))
    return "\n".join(line for line in lines if line)
