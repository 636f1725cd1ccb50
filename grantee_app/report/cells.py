"""Cells and plain tables that every part of a report is built with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from grantee_app.form.definition import Column
from grantee_app.records import Bilingual
from grantee_app.report.document import Align, Cell, Paragraph, Row, Span, Table
from grantee_app.report.source import Source
from grantee_app.report.told import Told, make_cell, plain_cell

PLAIN_TABLE_SIZE = 10.0


def head_cell(source: Source, label: Bilingual) -> Cell:
    """Return the cell of a column's head."""
    words = Paragraph((Span(source.say(label), is_bold=True),), source.language, "cell", "center")
    return Cell((words,), "center")


def label_cell(source: Source, label: Bilingual) -> Cell:
    """Return a cell with a label of the form at the left of its row, told on every page."""
    words = Paragraph((Span(source.say(label), is_bold=True),), source.language, "cell", "left")
    return Cell((words,), repeats=True)


def text_cell(source: Source, text: Bilingual) -> Cell:
    """Return a cell with a text of the project, however long."""
    return make_cell(or_nothing(source, source.tell(text)))


def center_cell(source: Source, text: str) -> Cell:
    """Return a cell with a short text in the middle."""
    return plain_cell(text, source.language, align="center")


def or_nothing(source: Source, told: Told) -> Told:
    """Return `told`, or the sign of nothing where it is empty."""
    return told if told.text.strip() else Told(source.nothing, source.language)


def make_plain_table(
    source: Source,
    columns: Sequence[Column],
    rows: list[dict[str, Told]],
    centered: Iterable[str] = (),
    right: Iterable[str] = (),
) -> Table:
    """Return a table without spans; a row maps the key of a column to its text."""
    aligns: dict[str, Align] = dict.fromkeys(centered, "center")
    aligns.update(dict.fromkeys(right, "right"))
    return Table(
        widths=tuple(column.width for column in columns),
        head=tuple(head_cell(source, column.label) for column in columns),
        rows=tuple(
            Row(
                {
                    index: make_cell(
                        or_nothing(source, row[column.key]),
                        align=aligns.get(column.key, "left"),
                    )
                    for index, column in enumerate(columns)
                }
            )
            for row in rows
        ),
        language=source.language,
        size=PLAIN_TABLE_SIZE,
    )


def make_totals(
    source: Source,
    table: Table,
    columns: Sequence[Column],
    label: Bilingual,
    sums: Mapping[str, str],
) -> Table:
    """Return a table with a last row in bold: its name in the widest column, sums in theirs."""
    named = max(range(len(columns)), key=lambda index: columns[index].width)
    cells = {}
    for index, column in enumerate(columns):
        text = source.say(label) if index == named else sums.get(column.key, "")
        align = table.rows[0].cells[index].align if index != named else "left"
        words = Paragraph((Span(text, is_bold=True),), source.language, "cell", align)
        cells[index] = Cell((words,), align)
    return replace(table, rows=(*table.rows, Row(cells)))
