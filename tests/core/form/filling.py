"""The invented form, filled by hand: what a workspace would make of stored answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from grantee_app.form import read_application_form
from grantee_app.form.filled import FilledForm
from grantee_app.form.values import FormValues
from grantee_app.records.application import cell_path
from tests.core.invented_form import IDEA

TODAY = date(2031, 3, 1)

# A cell's text by column, or by «column language».
Row = Mapping[str, str]


def fill(
    fields: Mapping[str, str] | None = None, currency: str = "KZT", **tables: Sequence[Row]
) -> FormValues:
    """Return the values of the invented form; a field is named «goal kk» or «sum_asked».

    The rows of a table are called «tasks0», «tasks1» and so on.
    """
    answers: dict[tuple[str, str], str] = {}
    for name, text in (fields or {}).items():
        key, _, language = name.partition(" ")
        answers[key, language] = text
    rows = {
        table: [f"{table}{place}" for place in range(len(told))] for table, told in tables.items()
    }
    for table, told in tables.items():
        for row_id, cells in zip(rows[table], told, strict=True):
            for name, text in cells.items():
                column, _, language = name.partition(" ")
                answers[cell_path(table, row_id, column), language] = text
    return FormValues(FilledForm(read_application_form(IDEA), answers, rows), TODAY, currency)
