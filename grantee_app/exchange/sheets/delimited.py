"""Text files of rows: which letters, which separator.

Excel in Kazakhstan writes semicolons and cp1251 or KZ-1048, other programs UTF-8 or UTF-16, with
commas or tabs. Nothing in such a file says so: it is seen from the text.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from typing import Final

from grantee_app.errors import FileProblem
from grantee_app.exchange.sheets.sheet import MAX_ROWS, Cell
from grantee_app.exchange.sheets.workbook_guard import tell_too_long
from grantee_app.language.message import Message, message

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Serbian and Macedonian letters that stand in cp1251 where KZ-1048 has Kazakh ones.
_FOREIGN: Final = re.compile("[ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЅѕґј]")
_SEPARATORS: Final = ";\t,|"
_LOOKED_AT: Final = 60
_LONGEST_CELL: Final = 32_768


def read_delimited(data: bytes, name: str) -> list[list[Cell]]:
    """Return the rows of a .csv or .tsv; FileProblem when it is no text or too long."""
    text = decode_text(data, name)
    lines = text.splitlines()
    hint = re.fullmatch(r'"?sep=(.)"?', lines[0].strip()) if lines else None
    separator = hint[1] if hint is not None else _find_separator(lines)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        rows: list[list[Cell]] = [list(row) for row in islice(reader, MAX_ROWS + 1)]
    except csv.Error as error:
        raise FileProblem(
            message(
                "In the file {name} a quotation mark is opened near line {line} and never closed:"
                " correct it, or save the list as .xlsx.",
                name=name,
                line=str(reader.line_num),
            )
        ) from error
    if len(rows) > MAX_ROWS:
        raise FileProblem(tell_too_long(name))
    if hint is not None:
        # The line stays, empty, so that rows are counted as in the file.
        rows[0] = []
    return rows


def decode_text(data: bytes, name: str) -> str:
    """Return the text of a file whose encoding nobody tells."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode(data, encoding, name)
    # UTF-16 has 0 before Latin signs and 4 before Cyrillic ones.
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = data[start:4000:2]
        if 0 in high and (high.count(0) + high.count(4)) * 10 > len(high) * 9:
            return _decode(data, encoding, name)
    if 0 in data:
        raise FileProblem(_tell_no_text(name))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("cp1251", errors="replace")
    if _FOREIGN.search(text):
        kazakh = data.decode("kz1048", errors="replace")
        if kazakh.count("\ufffd") <= text.count("\ufffd"):
            text = kazakh
    letters = sum(map(str.isalpha, text[:4000]))
    if "\ufffd" in text or letters * 4 < len(text[:4000]):
        raise FileProblem(_tell_no_text(name))
    return text


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileProblem(_tell_no_text(name)) from error


def _tell_no_text(name: str) -> Message:
    return message(
        "The file {name} is not a list that can be read: choose an .xlsx, .xls, .ods or .csv file.",
        name=name,
    )


def _find_separator(lines: list[str]) -> str:
    """Return the sign that parts most lines into equally many cells."""
    looked_at = [line for line in lines if line.strip()][:_LOOKED_AT]
    best, best_rank = ";", (0, 0)
    for sign in _SEPARATORS:
        counts = Counter(re.sub(r'"[^"]*"', "", line).count(sign) for line in looked_at)
        del counts[0]
        if counts:
            cells, times = max(counts.items(), key=lambda item: (item[1], item[0]))
            if (times, cells) > best_rank:
                best, best_rank = sign, (times, cells)
    return best
