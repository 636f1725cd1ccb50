"""Refuses workbooks that would take all memory, before the reader opens them.

The reader lays a sheet out from its first cell to its last: two cells at opposite corners are 500
GB, and the process ends without an exception. So every sheet is looked through first, unpacked
piece by piece: how far it reaches, whether formulas stand in it. Knows .xlsx and .ods inside.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from grantee_app.errors import FileProblem
from grantee_app.exchange.sheets.sheet import MAX_CELLS, MAX_ROWS
from grantee_app.language.message import Message, message

MEGABYTE: Final = 1024 * 1024
MAX_UNPACKED_MEGABYTES: Final = 250
_PIECE: Final = MEGABYTE
# Longer than the tags of a cell and what Excel writes between them.
_OVERLAP: Final = 400

_CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>")
_PLACE: Final = re.compile(rb'\br="\$?([A-Z]{1,3})\$?([0-9]{1,7})"')
_ROW: Final = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]{1,7})"')
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")
_UNCOUNTED: Final = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f[^>]*/>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
    rb"</(?:\w+:)?c>"
)


@dataclass(slots=True)
class Findings:
    """What stands in a workbook beside its values."""

    has_formulas: bool = False
    has_uncounted: bool = False
    has_macros: bool = False


@dataclass(slots=True)
class _Extent:
    """How far the cells of a sheet reach; rows and columns are counted from 1."""

    first_row: int = 10**9
    last_row: int = 0
    first_column: int = 10**9
    last_column: int = 0

    def reach(self, row: int, column: int) -> None:
        """Take in a cell."""
        self.first_row, self.last_row = min(self.first_row, row), max(self.last_row, row)
        self.first_column = min(self.first_column, column)
        self.last_column = max(self.last_column, column)

    def refuse_huge(self, name: str) -> None:
        """Raise FileProblem when the sheet is too long or too wide to read."""
        if not self.last_row:
            return
        rows = self.last_row - self.first_row + 1
        if rows > MAX_ROWS:
            raise FileProblem(tell_too_long(name))
        if rows * (self.last_column - self.first_column + 1) > MAX_CELLS:
            raise FileProblem(
                message(
                    "A sheet of the file {name} is too wide: copy the columns of the list to a new"
                    " sheet and choose that file.",
                    name=name,
                )
            )


def tell_too_long(name: str) -> Message:
    """Return what to say of a list with too many rows."""
    return message(
        "The file {name} has a sheet of more than {limit} rows: delete the rows below the list, or"
        " split it into several files.",
        name=name,
        limit=MAX_ROWS,
    )


def look_through_xlsx(archive: zipfile.ZipFile, name: str) -> Findings:
    """Look through every sheet of an .xlsx; FileProblem when one cannot be read safely."""
    refuse_bomb(archive, name)
    findings = Findings()
    for member in archive.namelist():
        lowered = member.lower()
        findings.has_macros |= lowered.endswith("vbaproject.bin")
        if re.search(r"xl/worksheets/[^/]+\.xml$", lowered):
            _look_through_sheet(archive, member, name, findings)
    return findings


def look_through_ods(archive: zipfile.ZipFile, name: str) -> Findings:
    """Look through an .ods the same way: a cell there may claim to be repeated a million times."""
    refuse_bomb(archive, name)
    findings = Findings(has_macros=any("Basic/" in member for member in archive.namelist()))
    for extent in _measure_tables(archive, findings):
        extent.refuse_huge(name)
    return findings


def refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    """Raise FileProblem when a file grows beyond all measure while it is unpacked."""
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_UNPACKED_MEGABYTES * MEGABYTE:
        raise FileProblem(
            message(
                "The file {name} unpacks to more than {limit} MB: copy the list alone to a new file"
                " and choose that one.",
                name=name,
                limit=MAX_UNPACKED_MEGABYTES,
            )
        )


def _read_pieces(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            yield piece


def _look_through_sheet(
    archive: zipfile.ZipFile, member: str, name: str, findings: Findings
) -> None:
    extent = _Extent()
    kept = b""
    row = 0
    for piece in _read_pieces(archive, member):
        text = kept + piece
        findings.has_formulas |= _FORMULA.search(text) is not None
        findings.has_uncounted |= _UNCOUNTED.search(text) is not None
        for found in _ROW.finditer(text):
            row = max(row, int(found[1]))
        for found in _CELL.finditer(text):
            place = _PLACE.search(found[1])
            if place is not None:
                extent.reach(int(place[2]), _read_letters(place[1]))
            else:
                extent.reach(max(row, 1), 1)
        extent.refuse_huge(name)
        kept = text[-_OVERLAP:]


def _read_letters(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + letter - 64
    return column


# ---------------------------------------------------------------------- OpenDocument

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def _measure_tables(archive: zipfile.ZipFile, findings: Findings) -> Iterator[_Extent]:
    parser: XMLPullParser[Element] = XMLPullParser(["end"])
    extent, row = _Extent(), 0
    for piece in _read_pieces(archive, "content.xml"):
        try:
            parser.feed(piece)
            elements = [event[-1] for event in parser.read_events()]
        except ParseError:
            return
        for element in elements:
            if not isinstance(element, Element):
                continue
            if element.tag == f"{_TABLE}table":
                yield extent
                extent, row = _Extent(), 0
            elif element.tag == f"{_TABLE}table-row":
                row += _measure_row(element, row, extent, findings)
                element.clear()


def _measure_row(row: Element, above: int, extent: _Extent, findings: Findings) -> int:
    """Take the filled cells of a row in; return how many rows it stands for."""
    repeated = _read_count(row, "number-rows-repeated")
    column = 0
    for cell in row:
        wide = _read_count(cell, "number-columns-repeated")
        formula = cell.get(f"{_TABLE}formula")
        findings.has_formulas |= formula is not None
        if cell.get(f"{_OFFICE}value-type") is not None or len(cell):
            extent.reach(above + 1, column + 1)
            extent.reach(above + repeated, column + wide)
        column += wide
    return repeated


def _read_count(element: Element, attribute: str) -> int:
    written = element.get(f"{_TABLE}{attribute}", "1")
    return min(int(written), 2**24) if written.isdigit() else 1
