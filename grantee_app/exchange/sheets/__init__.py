"""Lists of people out of files and the clipboard: open, guess the columns, preview every row.

Reads alone; what becomes of a preview is for the workspace to write, in one step. Knows no screen.
"""

from grantee_app.exchange.sheets.columns import Guess, Role, guess_columns
from grantee_app.exchange.sheets.opening import choose_sheet, open_clipboard, open_sheets
from grantee_app.exchange.sheets.people import (
    Double,
    PreviewRow,
    ReadingCancelled,
    SheetPreview,
    read_people,
)
from grantee_app.exchange.sheets.sheet import Cell, Sheet, write_cell

__all__ = [
    "Cell",
    "Double",
    "Guess",
    "PreviewRow",
    "ReadingCancelled",
    "Role",
    "Sheet",
    "SheetPreview",
    "choose_sheet",
    "guess_columns",
    "open_clipboard",
    "open_sheets",
    "read_people",
    "write_cell",
]
