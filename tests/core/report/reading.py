"""Reads a PDF back by pypdfium2, the one way all tests of paper look at it.

pdfium tells no hyphen from a soft one where a line ends: both become U+0002. So every text is
first moved onto one endless line, where nothing ends, and read there; its place is the one it had
before. Texts come in the order in which they were drawn, which in our PDFs is the reading order
of a page and, in a table, of each cell.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from grantee_app.language.hyphenation import hyphenate
from grantee_app.language.message import LanguageCode

SOFT_HYPHEN = "\u00ad"
# Far enough apart for pdfium never to see two texts as one.
FAR_APART = 5_000.0
# Below this stands the number of the page.
NUMBER_TOP = 40.0
# An underline of a link is thinner than a rule of a table.
RULE_WIDTH = 0.45
# A line that ends so was broken inside a word: «егжей-|тегжейлі», «11.07-|09.09.24», «оң/|теріс».
_OPEN_END = re.compile(r"\w[-/]$")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text as it was drawn: where its ink stands, by which face, how large.

    `x` and `baseline` are where its writing began. Lengths are points from the lower left corner.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    baseline: float
    face: str
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float

    @property
    def is_upright(self) -> bool:
        return abs(self.x1 - self.x2) < 0.01


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads to an address."""

    address: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Page:
    """One page as it was read."""

    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    links: tuple[Link, ...]

    @property
    def body(self) -> list[Run]:
        """What stands on the page but its number."""
        return [run for run in self.runs if run.baseline > NUMBER_TOP]

    @property
    def number(self) -> str:
        """The words at the foot of the page."""
        return join_runs([run for run in self.runs if run.baseline <= NUMBER_TOP])

    @cached_property
    def text(self) -> str:
        """The words of the page, broken words joined, a space where a line ended."""
        return join_runs(self.body)

    @property
    def upright_rules(self) -> list[Rule]:
        return [rule for rule in self.rules if rule.is_upright and rule.width > RULE_WIDTH]

    @property
    def level_rules(self) -> list[Rule]:
        return [rule for rule in self.rules if not rule.is_upright and rule.width > RULE_WIDTH]


@dataclass(frozen=True)
class ReadTable:
    """A table on one page: for each column its cells from top to bottom, the head's first."""

    columns: tuple[tuple[str, ...], ...]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows of a table without spans."""
        return list(zip(*self.columns, strict=True))


@dataclass(frozen=True)
class Paper:
    """A whole PDF as it was read; `outline` is (level, title, page counted from 0)."""

    pages: tuple[Page, ...]
    title: str
    author: str
    language: str
    outline: tuple[tuple[int, str, int], ...]
    data: bytes

    @cached_property
    def tables(self) -> list[ReadTable]:
        """The tables of all pages, one that runs over pages once for each."""
        return [table for page in self.pages for table in read_tables(page)]

    @cached_property
    def text(self) -> str:
        """The words of all pages without the numbers of pages."""
        return " ".join(page.text for page in self.pages)

    @property
    def marked(self) -> str:
        """The same words with a soft hyphen where a word was broken."""
        return " ".join(mark_breaks(page.body) for page in self.pages)

    @property
    def body(self) -> list[Run]:
        """What stands on all pages but their numbers."""
        return [run for page in self.pages for run in page.body]

    @property
    def faces(self) -> set[str]:
        """The names of all fonts in the file, used or not."""
        return {name.decode() for name in re.findall(rb"/BaseFont\s*/([^\s/<>\[\]()]+)", self.data)}


def read_pdf(data: bytes) -> Paper:
    """Return everything a test may ask of a PDF."""
    document = pdfium.PdfDocument(data)
    try:
        metadata = document.get_metadata_dict()
        outline = tuple(
            (entry.level, entry.get_title(), entry.get_dest().get_index())
            for entry in document.get_toc()
        )
        pages = tuple(_read_page(document, page) for page in document)
    finally:
        document.close()
    language = re.search(rb"/Lang\s*\(([^)]*)\)", data)
    return Paper(
        pages,
        metadata["Title"],
        metadata["Author"],
        language[1].decode() if language else "",
        outline,
        data,
    )


def join_runs(runs: Sequence[Run]) -> str:
    """Return the words of `runs`: broken words joined, lines and cells parted by a space."""
    return mark_breaks(runs).replace(SOFT_HYPHEN, "")


def mark_breaks(runs: Sequence[Run]) -> str:
    """Return the words of `runs` as `join_runs`, a soft hyphen where a hyphen was put in."""
    text = ""
    for index, run in enumerate(runs):
        if index and not text.endswith(SOFT_HYPHEN) and not _is_joined(runs[index - 1], run):
            text += " "
        text += run.text
    return re.sub(r"\s+", " ", text).strip()


def misplaced_hyphens(marked: str, language: LanguageCode) -> list[str]:
    """Return the words of `marked` that were broken where the rules of hyphenation break none."""
    found = []
    for broken in re.findall(rf"[\w{SOFT_HYPHEN}]*{SOFT_HYPHEN}[\w{SOFT_HYPHEN}]*", marked):
        word = broken.replace(SOFT_HYPHEN, "")
        allowed = _break_offsets(hyphenate(word, language))
        # Capitals are broken as small letters are, but only where no line could hold them.
        allowed |= _break_offsets(hyphenate(word.lower(), language))
        if not _break_offsets(broken) <= allowed:
            found.append(broken.replace(SOFT_HYPHEN, "|"))
    return found


def _break_offsets(marked: str) -> set[int]:
    return {
        len(marked[: match.start()].replace(SOFT_HYPHEN, ""))
        for match in re.finditer(SOFT_HYPHEN, marked)
    }


def read_tables(page: Page) -> list[ReadTable]:
    """Return the tables of a page, cell by cell as the rules part them."""
    edges: dict[tuple[float, float], list[float]] = defaultdict(list)
    for rule in page.upright_rules:
        low, high = sorted((round(rule.y1, 1), round(rule.y2, 1)))
        edges[high, low].append(rule.x1)
    tables = []
    for (high, low), places in sorted(edges.items(), reverse=True):
        columns = []
        for left, right in pairwise(sorted(places)):
            middle = (left + right) / 2
            heights = sorted(
                {
                    round(rule.y1, 1)
                    for rule in page.level_rules
                    if min(rule.x1, rule.x2) < middle < max(rule.x1, rule.x2)
                    and low - 0.2 <= rule.y1 <= high + 0.2
                },
                reverse=True,
            )
            columns.append(
                tuple(
                    _read_cell(page, left, right, bottom, top) for top, bottom in pairwise(heights)
                )
            )
        tables.append(ReadTable(tuple(columns)))
    return tables


def _read_cell(page: Page, left: float, right: float, bottom: float, top: float) -> str:
    inside = [
        run
        for run in page.body
        if left < (run.left + run.right) / 2 < right and bottom < run.baseline < top
    ]
    return join_runs(inside)


def squeeze(text: str) -> str:
    """Return `text` without spaces and invisible characters.

    A line may end after the slash of «оң/теріс» as well as at a space, and only who wrote the
    text knows which it was: so words are compared without spaces.
    """
    return "".join(_INVISIBLE.sub("", text.replace("\u2011", "-")).split())


def _is_joined(before: Run, run: Run) -> bool:
    """Tell whether `run` goes on with the word of `before`, beside it or on the next line."""
    if abs(before.baseline - run.baseline) < 0.1:
        return -1.5 < run.left - before.right < 0.15 * run.size
    return _OPEN_END.search(before.text) is not None


def _read_page(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Page:
    width, height = page.get_size()
    links = tuple(_read_links(document, page))
    rules: list[Rule] = []
    places = []
    for thing in page.get_objects():
        if thing.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            places.append((thing, thing.get_bounds(), thing.get_matrix()))
        elif thing.type == pdfium_c.FPDF_PAGEOBJ_PATH:
            rules += _read_rules(thing)
    for index, (thing, _bounds, matrix) in enumerate(places):
        thing.set_matrix(pdfium.PdfMatrix(matrix.a, 0, 0, matrix.d, index * FAR_APART, 100))
    text_page = page.get_textpage()
    runs = tuple(
        Run(text, *bounds, matrix.e, matrix.f, _read_face(thing), _read_size(thing))
        for thing, bounds, matrix in places
        if (text := _read_text(thing, text_page).strip(" "))
    )
    return Page(width, height, runs, tuple(rules), links)


def _read_text(thing: pdfium.PdfObject, text_page: pdfium.PdfTextPage) -> str:
    size = pdfium_c.FPDFTextObj_GetText(thing, text_page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium_c.FPDFTextObj_GetText(thing, text_page, target, size)
    return buffer.raw.decode("utf-16-le", "surrogatepass").rstrip("\0")


def _read_face(thing: pdfium.PdfObject) -> str:
    font = pdfium_c.FPDFTextObj_GetFont(thing)
    size = pdfium_c.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, size)
    return buffer.value.decode()


def _read_size(thing: pdfium.PdfObject) -> float:
    size = ctypes.c_float()
    pdfium_c.FPDFTextObj_GetFontSize(thing, size)
    return size.value


def _read_rules(thing: pdfium.PdfObject) -> Iterator[Rule]:
    width = ctypes.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(thing, width)
    matrix = thing.get_matrix()
    start = (0.0, 0.0)
    for index in range(pdfium_c.FPDFPath_CountSegments(thing)):
        segment = pdfium_c.FPDFPath_GetPathSegment(thing, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        place = matrix.on_point(x.value, y.value)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_LINETO:
            yield Rule(*start, *place, width.value)
        start = place


def _read_links(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[Link]:
    position = ctypes.c_int(0)
    link = pdfium_c.FPDF_LINK()
    while pdfium_c.FPDFLink_Enumerate(page, position, link):
        box = pdfium_c.FS_RECTF()
        pdfium_c.FPDFLink_GetAnnotRect(link, box)
        action = pdfium_c.FPDFLink_GetAction(link)
        size = pdfium_c.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        pdfium_c.FPDFAction_GetURIPath(document, action, buffer, size)
        yield Link(buffer.value.decode("latin-1"), box.left, box.bottom, box.right, box.top)
