"""Reads an .xls in a process of its own: started as a script, the file on stdin, JSON on stdout.

A damaged .xls may claim a count that the reader asks memory for, hundreds of gigabytes, and the
whole process is aborted: among some hundred files with a few bytes changed one did so. Here that
ends this process alone. Imports nothing of the app, so that it starts at once.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

_MOST_MEMORY = 2 * 1024**3


def main() -> None:
    """Read stdin, print {"sheets": [[title, is shown, first row, rows]]} or {"problem": word}."""
    _limit_memory()
    limit = int(sys.argv[1])
    try:
        told: dict[str, Any] = {"sheets": _read(sys.stdin.buffer.read(), limit)}
    except PasswordError:
        told = {"problem": "password"}
    except _TooLong:
        told = {"problem": "long"}
    sys.stdout.buffer.write(json.dumps(told).encode("utf-8"))


class _TooLong(Exception):  # noqa: N818
    pass


def _read(data: bytes, limit: int) -> list[list[Any]]:
    sheets = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            if sheet.height > limit:
                raise _TooLong
            above = sheet.start[0] if sheet.start is not None else 0
            rows = [[_tell(cell) for cell in row] for row in sheet.to_python()]
            is_shown = about.visible == SheetVisibleEnum.Visible
            sheets.append([about.name, is_shown, above, rows])
    return sheets


def _tell(cell: object) -> object:
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    return cell if isinstance(cell, str | int | float | bool) else str(cell)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 (Windows has none)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    main()
