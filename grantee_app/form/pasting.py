"""Cells pasted from a sheet, as they stand in a table of a form.

A head that names the columns is recognised and may be in any order; without one the cells go into
the columns from the one where they were pasted. Knows no clipboard and no storage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grantee_app.form.application_form import Chosen, Column, is_bilingual
from grantee_app.form.value_reading import tidy_text
from grantee_app.form.values import FormValues
from grantee_app.language.folding import fold_text
from grantee_app.language.message import LanguageCode
from grantee_app.records.application import LIST_SIGN

# What stands in the cells of a row, by column and language.
Cells = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class PastedRows:
    """Rows to be written, and whether the first of what was pasted named the columns."""

    rows: list[Cells]
    has_head: bool


def read_pasted_rows(
    values: FormValues,
    table: str,
    pasted: Sequence[Sequence[str]],
    language: LanguageCode,
    first_column: str = "",
) -> PastedRows:
    """Return the rows that `pasted` (row by row) means for a table; words are in `language`.

    A cell of a computed column is passed over. Words become the option or the row that they name;
    what is none stays as it is, to be told as every half-typed answer is.
    """
    columns = values.form.tables[table].columns
    by_head = _read_head(columns, pasted[0]) if pasted else None
    if by_head is not None:
        places, body = by_head, pasted[1:]
    else:
        body = _drop_numbering(pasted) if _starts_table(columns, first_column) else pasted
        keys = [column.key for column in columns]
        start = keys.index(first_column) if first_column in keys else 0
        places = dict(enumerate(columns[start:]))
    rows = [
        {
            _place(column, language): _tidy(values, table, column, row[place])
            for place, column in places.items()
            if place < len(row) and getattr(column, "computed", None) is None
        }
        for row in body
    ]
    return PastedRows([row for row in rows if any(row.values())], by_head is not None)


def _read_head(columns: Sequence[Column], head: Sequence[str]) -> dict[int, Column] | None:
    """Return the columns that a row names, None for a row that is no head: two names at least."""
    known: dict[str, Column] = {}
    for column in columns:
        for label in (column.label.kk, column.label.ru):
            known.setdefault(fold_text(label), column)
    named: dict[int, Column] = {}
    for place, cell in enumerate(head):
        meant = known.get(fold_text(cell).strip(" :.,"))
        if meant is not None and meant not in named.values():
            named[place] = meant
    filled = sum(1 for cell in head if cell.strip())
    return named if len(named) >= min(2, len(columns)) and 2 * len(named) >= filled else None


def _starts_table(columns: Sequence[Column], first_column: str) -> bool:
    return not first_column or columns[0].key == first_column


def _drop_numbering(pasted: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return the rows without a first column that only counts them."""
    counted = [row[0].strip(" .)") for row in pasted if row]
    is_counting = len(counted) > 1 and counted == [str(one + 1) for one in range(len(counted))]
    return [row[1:] for row in pasted] if is_counting and any(row[1:] for row in pasted) else pasted


def _place(column: Column, language: LanguageCode) -> tuple[str, str]:
    return column.key, language if is_bilingual(column) else ""


def _tidy(values: FormValues, table: str, column: Column, text: str) -> str:
    text = text.strip()
    if not isinstance(column, Chosen):
        return tidy_text(column.kind, text, values.today, values.currency)
    options = values.options(table, column.key)
    by_name: dict[str, str] = {}
    for option in options:
        for name in (option.label.kk, option.label.ru, option.key):
            by_name.setdefault(fold_text(name), option.key)
    parts = [text] if column.kind == "choice" else text.replace(";", LIST_SIGN).split(LIST_SIGN)
    return LIST_SIGN.join(by_name.get(fold_text(part), part.strip()) for part in parts)
