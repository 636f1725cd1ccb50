"""What the report prints in a part made from the records, as rows a column can show.

Reads the composed document, so that the screen and the paper cannot tell different things. Knows
no Qt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from grantee_app.frozen import frozen
from grantee_app.report.document import (
    Anchor,
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Picture,
    Signature,
    Span,
    Table,
)
from ui.joined_words import join_parts

if TYPE_CHECKING:
    from grantee_app.form.definition import FormDefinition

# The kinds of parts that nobody types.
PRINTED: Final = frozenset(
    {
        "cover",
        "demographics",
        "held_activities",
        "upcoming_activities",
        "expense_lines",
        "expense_list",
        "photos",
        "links",
        "signature",
    }
)


@frozen
class PrintedRow:
    """A line: what it is called, what stands there; `kind` is "title", "pair" or "number"."""

    label: str
    value: str = ""
    kind: str = "pair"


# Which of a section's tables a part is: budget and payments stand together, the others end it.
_TABLES: Final = {
    "held_activities": -1,
    "upcoming_activities": -1,
    "expense_lines": 0,
    "expense_list": -1,
}


# Tables whose rows are told by all their short values, and the one whose values need names.
_SHORT: Final = frozenset({"held_activities", "upcoming_activities", "expense_list"})
_NAMED: Final = "expense_lines"


def list_blocks(document: Document, section_id: str) -> list[Block]:
    """Return the blocks that a section prints, without its own heading."""
    found: list[Block] = []
    is_inside = False
    for block in document.blocks:
        if isinstance(block, (Heading, Anchor)) and block.section:
            is_inside = block.section == section_id
            continue
        if is_inside:
            found.append(block)
    return found


def list_all_rows(
    document: Document, form: FormDefinition
) -> dict[tuple[str, str], list[PrintedRow]]:
    """Return the rows of every part made from the records, by section and kind."""
    return {
        (section.id, block.kind): list_rows(document, section.id, block.kind)
        for section in form.sections
        for block in section.blocks
        if block.kind in PRINTED
    }


def list_rows(document: Document, section_id: str, kind: str) -> list[PrintedRow]:
    """Return the rows of the part of this kind in a section."""
    blocks = list_blocks(document, section_id)
    if kind == "demographics":
        return list(_list_numbers(blocks))
    if kind in _TABLES:
        tables = [block for block in blocks if isinstance(block, Table)]
        return list(_list_table(tables[_TABLES[kind]], kind)) if tables else []
    if kind in {"photos", "links"}:
        return list(_list_proofs(blocks))
    if kind == "signature":
        signatures = [block for block in blocks if isinstance(block, Signature)]
        return [
            PrintedRow(label, value or "…") for sign in signatures for label, value in sign.rows
        ]
    return [_split(block) for block in blocks if isinstance(block, Paragraph)]


def _split(paragraph: Paragraph) -> PrintedRow:
    """A line of the cover: its label is set plain, its value bold."""
    label = _join(span for span in paragraph.spans if not span.is_bold)
    value = _join(span for span in paragraph.spans if span.is_bold)
    if not value.strip():
        # Where nothing is told the sign for it is set plain too.
        label = label.rpartition(":")[0] or label
    return PrintedRow(label.strip().rstrip(":"), value.strip() or "–")


def _list_numbers(blocks: list[Block]) -> Iterator[PrintedRow]:
    for block in blocks:
        if isinstance(block, Heading):
            yield PrintedRow(_join(block.spans), kind="title")
        elif isinstance(block, Table) and block.rows:
            row = block.rows[0]
            for column, head in enumerate(block.head):
                value = _tell(row.cells[column]) if column in row.cells else ""
                yield PrintedRow(_tell(head), value, "number")


def _list_proofs(blocks: list[Block]) -> Iterator[PrintedRow]:
    for block in blocks:
        if isinstance(block, Heading):
            yield PrintedRow(_join(block.spans), kind="title")
        elif isinstance(block, Picture):
            yield PrintedRow(_join(block.caption))
        elif isinstance(block, Paragraph):
            said = _join(span for span in block.spans if not span.link).strip().rstrip(":")
            yield PrintedRow(said, _join(span for span in block.spans if span.link))


def _list_table(table: Table, kind: str) -> Iterator[PrintedRow]:
    if kind == _NAMED or kind in _SHORT:
        return _list_values(table, is_named=kind == _NAMED)
    return _list_records(table)


def _list_values(table: Table, *, is_named: bool) -> Iterator[PrintedRow]:
    """Yield each row by the text of its widest column and all other values but its number."""
    titled = max(range(len(table.widths)), key=lambda column: table.widths[column])
    for row in table.rows:
        values = []
        for column, cell in sorted(row.cells.items()):
            said = _tell(cell)
            if column not in {0, titled} and said.strip("-– "):
                # A bare number says nothing of what it counts.
                needs_name = is_named or said.replace("\u00a0", "").isdecimal()
                name = f"{_tell(table.head[column])}: " if needs_name else ""
                values.append(name + said)
        yield PrintedRow(_tell(row.cells[titled]), join_parts(values))


def _list_records(table: Table) -> Iterator[PrintedRow]:
    widest = max(range(len(table.widths)), key=lambda column: table.widths[column])
    named = 0 if table.widths[0] > 0.5 * table.widths[widest] else widest
    for row in table.rows:
        rest = (_tell(cell) for column, cell in sorted(row.cells.items()) if column != named)
        # A row's number says nothing where there is one row a record.
        value = "\n".join(text for text in rest if text.strip("-– ") and not text.isdecimal())
        yield PrintedRow(_tell(row.cells[named]), value)


def _tell(cell: Cell) -> str:
    return " ".join(_join(paragraph.spans) for paragraph in cell.paragraphs)


def _join(spans: Iterator[Span] | tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)
