"""Files as they come from villages and from worse places, made on the spot."""

from __future__ import annotations

import struct
import zipfile
from datetime import date
from pathlib import Path

import xlsxwriter

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def write_xlsx(path: Path, *sheets: list[list[object]], names: tuple[str, ...] = ()) -> Path:
    """Write an .xlsx; a date is formatted as one."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for place, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[place] if names else None)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, day)
                    elif isinstance(cell, str) and not cell.startswith("=F:"):
                        sheet.write_string(row, column, cell)
                    elif isinstance(cell, str):
                        sheet.write_formula(row, column, f"={cell[3:]}", None, "Асанова Роза")
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return path


def write_raw_xlsx(path: Path, sheet_data: str, **more: bytes) -> Path:
    """Write an .xlsx whose rows are given as XML; `more` are further members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{sheet_data}</sheetData></worksheet>",
        )
        for name, data in more.items():
            archive.writestr(name.replace("__", "/").replace("_bin", ".bin"), data)
    return path


def write_ods(path: Path, rows: str, manifest: str = "<manifest/>") -> Path:
    """Write an .ods whose rows are given as XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Парақ1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def ods_row(*cells: str) -> str:
    """Return a row of texts."""
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{inside}</table:table-row>"


def write_xls(path: Path, rows: list[list[str | float]]) -> Path:
    """Write an .xls of Excel 97 with one sheet."""
    path.write_bytes(_wrap("Workbook", _make_biff(rows)))
    return path


def write_ole(path: Path, stream: str) -> Path:
    """Write a compound file with one stream of zeros, as an encrypted workbook has."""
    path.write_bytes(_wrap(stream, b"\0" * 5000))
    return path


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _make_biff(rows: list[list[str | float]]) -> bytes:
    name = "Парақ".encode("utf-16-le")
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    after = _record(0x000A, b"")
    bound = struct.pack("<IBB", 0, 0, 0) + struct.pack("<BB", 5, 1) + name
    start = len(head) + 4 + len(bound) + len(after)
    bound = struct.pack("<I", start) + bound[4:]
    width = max(map(len, rows))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                sheet += _record(0x0204, place + struct.pack("<HB", len(cell), 1) + text)
            else:
                sheet += _record(0x0203, place + struct.pack("<d", cell))
    return head + _record(0x0085, bound) + after + sheet + _record(0x000A, b"")


def _wrap(name: str, data: bytes) -> bytes:
    """Return a compound file with the one stream `name`."""
    data = data.ljust(4096, b"\0")
    sectors = -(-len(data) // _SECTOR)
    table = [*range(1, sectors), _END, _END, _FAT]
    table += [_FREE] * (128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, sectors, 0, 4096, _END, 0, _END, 0) + struct.pack(
        "<I", sectors + 1
    )
    header = header.ljust(_SECTOR, b"\xff")

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        encoded = title.encode("utf-16-le") + b"\0\0"
        return (
            encoded.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, _FREE, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    folder = entry("Root Entry", 5, 1, _END, 0) + entry(name, 2, _FREE, 0, len(data))
    empty = b"\0" * 66 + b"\0\0" + struct.pack("<III", _FREE, _FREE, _FREE) + b"\0" * 48
    return (
        header
        + data.ljust(sectors * _SECTOR, b"\0")
        + folder.ljust(256, b"\0")
        + empty * 2
        + struct.pack("<128I", *table)
    )
