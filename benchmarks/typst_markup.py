"""A composed report as Typst source: the same texts, spans, sizes and margins as our own page.

Soft hyphens stand in it already, so that Typst breaks words where we would. Less is asked of it
than of us: a task's name is not told again overleaf.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from plain_shapes import FlatCell, flatten_rows, measure_mark

from grantee_app.language.hyphenation import hyphenate
from grantee_app.report.document import (
    Anchor,
    Block,
    Cell,
    Document,
    Gap,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    Span,
    Table,
)
from grantee_app.report.pdf.render import MARGIN, MARGIN_FOOT, MARGIN_STITCHED, PAGE_LABEL_SIZE
from grantee_app.report.pdf.table import PAD_BOTTOM, PAD_TOP, PAD_X, PARAGRAPH_GAP
from grantee_app.report.pdf.text import LEADING, STYLES

# A span of more rows than this runs over pages.
LONGEST_WHOLE = 14
BODY = STYLES["body"]
# Lines are broken as they come, as ours are: Typst's own search for the best breaks costs more.
PREAMBLE = """\
#set document(title: {title}, author: {author}, date: datetime(year: {year}, month: {month}, \
day: {day}))
#set page(paper: "a4", flipped: {flipped}, margin: (top: {top}pt, left: {side}pt, \
right: {side}pt, bottom: {foot}pt), footer: context align(center, text(size: {label_size}pt, \
{label})))
#set text(font: "Liberation Serif", size: {size}pt, lang: "{language}", hyphenate: false, \
top-edge: 0.8em, bottom-edge: -0.22em, costs: (hyphenation: 0%))
#set par(leading: {leading}em, spacing: {leading}em + {below}pt, justify: true, \
linebreaks: "simple", first-line-indent: (amount: {indent}pt, all: true))
#set table(stroke: 0.5pt, inset: (x: {pad_x}pt, top: {pad_top}pt, bottom: {pad_bottom}pt))
#show heading: set text(size: 12pt, weight: "regular")
#show heading: set par(justify: false, first-line-indent: 0pt)
#let b(body) = text(weight: "bold", body)
#let i(body) = text(style: "italic", body)
#let bi(body) = text(weight: "bold", style: "italic", body)
#let h(level, above, outlined, body) = block(above: {leading}em + above, sticky: true, \
heading(level: level, outlined: outlined, bookmarked: outlined, body))
#let lone(where, size, body) = align(where, par(justify: false, first-line-indent: 0pt, \
text(size: size, body)))
#let item(left, room, mark, just, body) = pad(left: left, par(justify: just, \
first-line-indent: 0pt, hanging-indent: room, box(width: room, mark) + body))
#let grid-table(size, columns, ..cells) = {{
  set text(size: size)
  set par(justify: false, first-line-indent: 0pt, spacing: {leading}em + {gap}pt)
  table(columns: columns, ..cells)
}}
"""


def write_typst(document: Document) -> str:
    """Return the source of a Typst file that prints `document`."""
    day = document.printed_on
    label = _quote(document.page_label)
    label = label.replace("{pages}", '" + str(counter(page).final().first()) + "')
    label = label.replace("{page}", '" + str(counter(page).get().first()) + "')
    preamble = PREAMBLE.format(
        title=_quote(document.title),
        author=_quote(document.author),
        year=day.year,
        month=day.month,
        day=day.day,
        flipped="true" if document.is_landscape else "false",
        top=MARGIN_STITCHED,
        side=MARGIN,
        foot=MARGIN_FOOT,
        label=label,
        label_size=PAGE_LABEL_SIZE,
        size=BODY.size,
        language=document.language,
        leading=round(LEADING - 1.02, 3),
        below=BODY.below,
        indent=BODY.first_indent,
        pad_x=PAD_X,
        pad_top=PAD_TOP,
        pad_bottom=PAD_BOTTOM,
        gap=PARAGRAPH_GAP,
    )
    return preamble + "\n".join(_write_block(block) for block in document.blocks)


def _write_block(block: Block) -> str:
    return WRITERS[type(block)](block)


def _write_heading(heading: Heading) -> str:
    if not heading.spans:
        return ""
    style = STYLES[heading.style]
    body = _write_spans(heading.spans)
    if heading.style == "title":
        return f"#lone(center, {style.size}pt, {body})"
    outlined = "true" if heading.outline else "false"
    return f"#h({heading.level + 1}, {style.above}pt, {outlined}, {body})"


def _write_paragraph(paragraph: Paragraph) -> str:
    return "#" + _write_plain_paragraph(paragraph)


def _write_gap(gap: Gap) -> str:
    return f"#v({gap.lines * BODY.size * LEADING}pt)"


def _write_plain_paragraph(paragraph: Paragraph) -> str:
    body = _write_spans(paragraph.spans, paragraph)
    if paragraph.mark:
        return _write_item(paragraph, body, BODY.size)
    if paragraph.align != "justify":
        return f"lone({paragraph.align}, {STYLES[paragraph.style].size}pt, {body})"
    return f"par({body})"


def _write_item(paragraph: Paragraph, body: str, size: float) -> str:
    left, room = measure_mark(paragraph, size)
    just = "true" if paragraph.align == "justify" else "false"
    return f"item({left}pt, {room}pt, {_quote(paragraph.mark)}, {just}, {body})"


def _write_table(table: Table) -> str:
    return "\n".join(_write_table_lines(table))


def _write_table_lines(table: Table) -> Iterator[str]:
    columns = ", ".join(f"{width}fr" for width in table.widths)
    yield f"#grid-table({table.size}pt, ({columns}),"
    if table.head:
        cells = ", ".join(_write_cell(FlatCell(cell), table.size) for cell in table.head)
        yield f"table.header({cells}),"
    for row in flatten_rows(table.rows):
        yield ", ".join(_write_cell(cell, table.size) for cell in row) + ","
    yield ")"


def _write_cell(flat: FlatCell, size: float) -> str:
    # An activity moves whole to the next page, the cells beside a whole task flow on: as ours do.
    body = _write_cell_body(flat.cell, size)
    settings = [] if flat.rowspan > LONGEST_WHOLE else ["breakable: false"]
    if flat.rowspan > 1:
        settings.append(f"rowspan: {flat.rowspan}")
    if flat.cell.columns > 1:
        settings.append(f"colspan: {flat.cell.columns}")
    if flat.cell.align != "left":
        settings.append(f"align: {flat.cell.align}")
    return f"table.cell({', '.join(settings)}, {body})"


def _write_cell_body(cell: Cell, size: float) -> str:
    paragraphs = cell.paragraphs
    if len(paragraphs) == 1 and not paragraphs[0].mark:
        return _write_spans(paragraphs[0].spans, paragraphs[0])
    return "{" + "; ".join(_write_cell_paragraph(part, size) for part in paragraphs) + "}"


def _write_cell_paragraph(paragraph: Paragraph, size: float) -> str:
    body = _write_spans(paragraph.spans, paragraph)
    return _write_item(paragraph, body, size) if paragraph.mark else f"par({body})"


def _write_signature(signature: Signature) -> str:
    return "\n".join(_write_signature_lines(signature))


def _write_signature_lines(signature: Signature) -> Iterator[str]:
    for label, name in signature.rows:
        yield f"#grid(columns: (170pt, 190pt, 1fr), {_quote(label)}, line(length: 180pt), "
        yield f"{_quote(name)})"
    yield f"#lone(left, 10pt, {_quote(signature.seal)})"


def _write_spans(spans: tuple[Span, ...], paragraph: Paragraph | None = None) -> str:
    """Return the spans as one Typst expression; headings are not hyphenated, nor are ours."""
    parts = [_write_span(span, paragraph) for span in spans]
    return " + ".join(parts) if len(parts) < 2 else f"({' + '.join(parts)})"


def _write_span(span: Span, paragraph: Paragraph | None) -> str:
    text = span.text if paragraph is None else hyphenate(span.text, paragraph.language)
    body = _quote(text)
    look = ("b" if span.is_bold else "") + ("i" if span.is_italic else "")
    if look:
        body = f"{look}({body})"
    if span.link:
        body = f"link({_quote(span.link)}, underline({body}))"
    return body


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


# Photos are missing: the annex that shows them is not measured.
WRITERS: dict[type, Callable[..., str]] = {
    Heading: _write_heading,
    Paragraph: _write_paragraph,
    Gap: _write_gap,
    PageBreak: lambda _: "#pagebreak()",
    Anchor: lambda _: "",
    Table: _write_table,
    Signature: _write_signature,
}
