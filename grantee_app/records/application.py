"""An application for a grant: the call it answers, its state, and what must come with it.

What is written into its form are answers of the project, as those of a report are; a table of the
form has one `AnswerRow` a row, and a cell's answer names its table, row and column in its path.
Knows no form.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from grantee_app.language.message import LanguageCode
from grantee_app.records.attachment import Attachment
from grantee_app.records.base import NO_TEXT, Bilingual, Heads, Record, Tenge
from grantee_app.records.grant_terms import Currency, GrantKind

ApplicationState = Literal["draft", "submitted", "won", "lost", "withdrawn"]
# Parts of the path of a cell: table, row, column.
CELL_SIGN: Final = "/"
# Parts of an answer that names several rows or options.
LIST_SIGN: Final = ","
_CELL_PARTS: Final = 3


class ApplicationDocument(Record):
    """A document that must come with the application.

    `path` is the key of the form's file field, "" for one that the call alone wants.
    """

    path: str = ""
    title: Bilingual = NO_TEXT
    is_required: bool = True
    note: str = ""
    attachments: list[Attachment] = []


class AnswerRow(Record):
    """A row of a table of a form; `path` is the table's key."""

    form: str
    version: str
    path: str


class Application(Record):
    """One application, in one version of one form.

    `language` is the one it is handed in, `kind` and the sums are the call's, in whole units of
    `currency`. `is_blind`: the funder wants a copy that does not tell who applies. `most_megabytes`
    is how large the folder may be.
    """

    form: str
    version: str
    language: LanguageCode = "kk"
    call_title: Bilingual = NO_TEXT
    funder: Bilingual = NO_TEXT
    deadline_on: date | None = None
    kind: GrantKind = "short"
    currency: Currency = "KZT"
    least_amount: Tenge | None = None
    most_amount: Tenge | None = None
    is_blind: bool = False
    most_megabytes: Heads | None = None
    state: ApplicationState = "draft"
    submitted_on: date | None = None
    decided_on: date | None = None
    lost_reason: Bilingual = NO_TEXT
    note: str = ""
    documents: list[ApplicationDocument] = []

    @property
    def is_open(self) -> bool:
        """Whether somebody still writes it or waits for the answer."""
        return self.state in {"draft", "submitted"}


def cell_path(table: str, row_id: str, column: str) -> str:
    """Return the path of the answer in a cell of a table."""
    return CELL_SIGN.join((table, row_id, column))


def split_cell(path: str) -> tuple[str, str, str] | None:
    """Return table, row and column of a cell's path, None for the path of a field."""
    parts = path.split(CELL_SIGN)
    return (parts[0], parts[1], parts[2]) if len(parts) == _CELL_PARTS else None


def rename_rows(path: str, value: str, fresh: Mapping[str, str]) -> tuple[str, str]:
    """Return an answer's path and value with the ids of rows renamed by `fresh`.

    A value may name rows too: the task of an activity. Whatever is no id in `fresh` stays.
    """
    cell = split_cell(path)
    if cell is not None and cell[1] in fresh:
        path = cell_path(cell[0], fresh[cell[1]], cell[2])
    parts = value.split(LIST_SIGN)
    if any(part in fresh for part in parts):
        value = LIST_SIGN.join(fresh.get(part, part) for part in parts)
    return path, value
