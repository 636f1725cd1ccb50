"""Opens a file of people, whatever it is, by what stands in it and not by its name.

.xlsx, .xlsm and .ods are read by python-calamine, .xls too, but in a process of its own; .csv and
.tsv by Python, a web page that calls itself .xls (some programs write such) as a pasted table. What
cannot be read is one sentence.
"""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import zipfile
import zlib
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from grantee_app.errors import FileProblem
from grantee_app.exchange.sheets.columns import guess_columns
from grantee_app.exchange.sheets.delimited import decode_text, read_delimited
from grantee_app.exchange.sheets.sheet import MAX_ROWS, Cell, Sheet
from grantee_app.exchange.sheets.workbook_guard import (
    MEGABYTE,
    Findings,
    look_through_ods,
    look_through_xlsx,
    tell_too_long,
)
from grantee_app.language.message import Message, message
from grantee_app.records.pasted_table import read_pasted_cells

MAX_MEGABYTES: Final = 50
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ARCHIVE_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, OSError, KeyError, ValueError, EOFError, NotImplementedError
)  # fmt: skip
_READER: Final = Path(__file__).with_name("reader_process.py")
_READER_SECONDS: Final = 120
_WORKBOOKS: Final = {".xlsx", ".xlsm", ".xls", ".ods"}


def open_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a file that are not empty, hidden ones last.

    FileProblem when it cannot be read: a password, damage, its size, or no list at all.
    """
    data = _read_bytes(path)
    name = path.name
    if not data.strip():
        raise FileProblem(_tell_empty(name))
    notes: tuple[Message, ...] = ()
    if data.startswith(_ZIP):
        notes = _look_through_archive(data, name)
        sheets = _read_workbook(data, name)
    elif data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise FileProblem(_tell_locked(name))
        sheets = _read_apart(data, name)
    elif data.startswith(b"%PDF"):
        raise FileProblem(
            message(
                "The file {name} is a PDF: its lists cannot be read; choose the Excel file it was"
                " made from, or copy the table from Word.",
                name=name,
            )
        )
    else:
        sheets = [_read_text(data, name)]
        if path.suffix.lower() in _WORKBOOKS:
            notes = (
                message("The file {name} is a text and no workbook: it was read so.", name=name),
            )
    filled = [
        Sheet(sheet.name, sheet.rows, (*notes, *sheet.notes))
        for sheet in sheets
        if any(cell != "" for row in sheet.rows for cell in row)
    ]
    if not filled:
        raise FileProblem(_tell_empty(name))
    return filled


def open_clipboard(html: str, text: str) -> Sheet:
    """Return what was copied from Excel, Word or a page as a sheet, perhaps of no rows."""
    cells: list[list[Cell]] = [list(row) for row in read_pasted_cells(html, text)]
    return Sheet("", cells)


def choose_sheet(sheets: list[Sheet]) -> int:
    """Return the place of the sheet that looks most like a list of people."""

    def rank(place: int) -> tuple[bool, int, int]:
        guess = guess_columns(sheets[place].rows)
        return (guess.has_names, len(guess.known_roles), -place)

    return max(range(len(sheets)), key=rank)


# ---------------------------------------------------------------------- bytes


def _read_bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode) or not stat.S_ISREG(status.st_mode):
            raise FileProblem(message("{name} is not a file: choose a file.", name=str(path)))
        if status.st_size > MAX_MEGABYTES * MEGABYTE:
            raise FileProblem(
                message(
                    "The file {name} is larger than {limit} MB: copy the list alone to a new file"
                    " and choose that one.",
                    name=path.name,
                    limit=MAX_MEGABYTES,
                )
            )
        with path.open("rb") as file:
            return file.read(MAX_MEGABYTES * MEGABYTE + 1)
    except FileNotFoundError as error:
        raise FileProblem(
            message("There is no file {name}: check its name and its folder.", name=str(path))
        ) from error
    except OSError as error:
        raise FileProblem(
            message(
                "The file {name} cannot be read: close the program that holds it open and repeat.",
                name=path.name,
            )
        ) from error


def _read_text(data: bytes, name: str) -> Sheet:
    head = data[:2000].lower().replace(b"\0", b"")
    if b"<html" in head or b"<table" in head:
        return open_clipboard(decode_text(data, name), "")
    return Sheet("", read_delimited(data, name))


# ---------------------------------------------------------------------- workbooks


def _look_through_archive(data: bytes, name: str) -> tuple[Message, ...]:
    """Refuse what cannot be read safely; return what to note of the rest."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = set(archive.namelist())
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise FileProblem(_tell_locked(name))
            if "xl/workbook.xml" in members:
                return _note(look_through_xlsx(archive, name), name)
            if "content.xml" in members and b"spreadsheet" in _read_mimetype(archive):
                if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                    raise FileProblem(_tell_locked(name))
                return _note(look_through_ods(archive, name), name)
    except _ARCHIVE_FAULTS as error:
        raise FileProblem(_tell_damaged(name)) from error
    if "xl/workbook.bin" in members:
        raise FileProblem(
            message(
                "The file {name} is a binary workbook (.xlsb): open it in Excel and save it as"
                " .xlsx.",
                name=name,
            )
        )
    raise FileProblem(_tell_no_list(name))


def _read_mimetype(archive: zipfile.ZipFile) -> bytes:
    if "mimetype" not in archive.namelist():
        return b"spreadsheet"
    with archive.open("mimetype") as file:
        return file.read(200)


def _note(findings: Findings, name: str) -> tuple[Message, ...]:
    notes = []
    if findings.has_macros:
        notes.append(message("The macros of the file {name} were not run.", name=name))
    if findings.has_uncounted:
        notes.append(
            message(
                "The file {name} has formulas that were never counted, their cells are empty here:"
                " open it in Excel, save it and choose it again.",
                name=name,
            )
        )
    elif findings.has_formulas:
        notes.append(
            message(
                "The file {name} has formulas: their last counted values were taken.", name=name
            )
        )
    return tuple(notes)


def _read_apart(data: bytes, name: str) -> list[Sheet]:
    """Read an .xls in a process of its own, which a damaged one may end."""
    command = [sys.executable, "-X", "utf8", str(_READER), str(MAX_ROWS)]
    try:
        done = subprocess.run(  # noqa: S603 (our own script)
            command,
            input=data,
            capture_output=True,
            check=True,
            timeout=_READER_SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        told = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise FileProblem(_tell_damaged(name)) from error
    if "problem" in told:
        is_long = told["problem"] == "long"
        raise FileProblem(tell_too_long(name) if is_long else _tell_locked(name))
    sheets = [
        (is_shown, Sheet(title, [[] for _ in range(above)] + [_take_row(row) for row in rows]))
        for title, is_shown, above, rows in told["sheets"]
    ]
    return [sheet for _, sheet in sorted(sheets, key=lambda item: not item[0])]


def _take_row(row: list[Any]) -> list[Cell]:
    return [_take_cell(cell) if isinstance(cell, list) else cell for cell in row]


def _take_cell(told: list[str]) -> Cell:
    kind, written = told
    return datetime.fromisoformat(written) if kind == "datetime" else date.fromisoformat(written)


def _read_workbook(data: bytes, name: str) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            shown: list[Sheet] = []
            hidden: list[Sheet] = []
            for about in workbook.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                is_shown = about.visible == SheetVisibleEnum.Visible
                (shown if is_shown else hidden).append(_read_sheet(workbook, about.name, name))
            return shown + hidden
    except PasswordError as error:
        raise FileProblem(_tell_locked(name)) from error
    except FileProblem:
        raise
    except BaseException as error:
        # A panic of the reader over a damaged file comes as a BaseException of its own.
        is_panic = type(error).__name__ == "PanicException"
        if not is_panic and not isinstance(error, CalamineError | OSError | ValueError):
            raise
        raise FileProblem(_tell_damaged(name)) from error


def _read_sheet(workbook: CalamineWorkbook, title: str, name: str) -> Sheet:
    sheet = workbook.get_sheet_by_name(title)
    if sheet.height > MAX_ROWS:
        raise FileProblem(tell_too_long(name))
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=True)]
    # Rows are told by their number in Excel; columns have no such need.
    above = sheet.start[0] if sheet.start is not None else 0
    return Sheet(title, [[] for _ in range(above)] + rows)


# ---------------------------------------------------------------------- sentences


def _tell_empty(name: str) -> Message:
    return message("The file {name} is empty: there is no list in it.", name=name)


def _tell_locked(name: str) -> Message:
    return message(
        "The file {name} is protected by a password: open it in Excel, save a copy without the"
        " password and choose the copy.",
        name=name,
    )


def _tell_damaged(name: str) -> Message:
    return message(
        "The file {name} is damaged: open it in Excel, save it anew and choose that file.",
        name=name,
    )


def _tell_no_list(name: str) -> Message:
    return message(
        "The file {name} is not a list that can be read: choose an .xlsx, .xls, .ods or .csv file.",
        name=name,
    )
