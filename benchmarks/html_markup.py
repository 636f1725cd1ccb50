"""A composed report as one HTML page with its style: for WeasyPrint, or any browser that prints.

Texts, spans, sizes, margins and soft hyphens are those of `typst_markup`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

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

BODY = STYLES["body"]
FACES = {
    "Regular": ("normal", "normal"),
    "Bold": ("bold", "normal"),
    "Italic": ("normal", "italic"),
    "BoldItalic": ("bold", "italic"),
}
STYLE = """\
@page {{ size: A4 {orientation}; margin: {top}pt {side}pt {foot}pt {side}pt;
  @bottom-center {{ content: {label}; font-size: {label_size}pt; }} }}
html {{ font-family: "Report"; font-size: {size}pt; line-height: {leading}; hyphens: manual; }}
body {{ margin: 0; }}
p {{ margin: {below}pt 0 0 0; text-align: justify; text-indent: {indent}pt; orphans: 2;
  widows: 2; }}
p.item, p.left, p.right {{ text-align: left; text-indent: 0; }}
p.item.justify {{ text-align: justify; }}
p.right {{ text-align: right; }}
p.item span.mark {{ display: inline-block; text-indent: 0; }}
h1, h2, h3, h4 {{ font-size: 12pt; font-weight: normal; margin: 0; break-after: avoid;
  bookmark-level: none; }}
h1.title {{ text-align: center; font-size: {title_size}pt; }}
table {{ border-collapse: collapse; table-layout: fixed; width: 100%; margin-top: 4pt; }}
td, th {{ border: 0.5pt solid black; padding: {pad_top}pt {pad_x}pt {pad_bottom}pt {pad_x}pt;
  vertical-align: top; text-align: left; font-weight: normal; }}
td p, th p {{ margin: 0; text-align: inherit; text-indent: 0; }}
td p + p {{ margin-top: {gap}pt; }}
td.center, th.center {{ text-align: center; }}
tr {{ break-inside: avoid; }}
p.line span {{ display: inline-block; width: 180pt; border-bottom: 0.5pt solid black; }}
p.line b {{ display: inline-block; width: 170pt; font-weight: normal; }}
"""
FACE = """\
@font-face {{ font-family: "Report"; font-weight: {weight}; font-style: {slant};
  src: url("{url}"); }}
"""


def write_html(document: Document, fonts: Path) -> str:
    """Return the page; `fonts` is the folder with the faces."""
    label = document.page_label.replace("{pages}", '" counter(pages) "')
    label = label.replace("{page}", '" counter(page) "')
    style = STYLE.format(
        orientation="landscape" if document.is_landscape else "portrait",
        top=MARGIN_STITCHED,
        side=MARGIN,
        foot=MARGIN_FOOT,
        label=f'"{label}"',
        label_size=PAGE_LABEL_SIZE,
        size=BODY.size,
        title_size=STYLES["title"].size,
        leading=LEADING,
        below=BODY.below,
        indent=BODY.first_indent,
        pad_x=PAD_X,
        pad_top=PAD_TOP,
        pad_bottom=PAD_BOTTOM,
        gap=PARAGRAPH_GAP,
    )
    faces = "".join(
        FACE.format(
            weight=weight, slant=slant, url=(fonts / f"LiberationSerif-{name}.ttf").as_uri()
        )
        for name, (weight, slant) in FACES.items()
    )
    body = "\n".join(_write_block(block) for block in document.blocks)
    return (
        f'<!doctype html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        f'<title>{escape(document.title)}</title><meta name="author" '
        f'content="{escape(document.author)}"><style>{faces}{style}</style></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def _write_block(block: Block) -> str:
    return WRITERS[type(block)](block)


def _write_heading(heading: Heading) -> str:
    if not heading.spans:
        return ""
    style = STYLES[heading.style]
    tag = f"h{heading.level + 1}"
    kind = ' class="title"' if heading.style == "title" else ""
    bookmark = f"; bookmark-level: {heading.level + 1}" if heading.outline else ""
    body = _write_spans(heading.spans)
    return f'<{tag}{kind} style="margin-top: {style.above}pt{bookmark}">{body}</{tag}>'


def _write_gap(gap: Gap) -> str:
    return f'<div style="height: {gap.lines * BODY.size * LEADING}pt"></div>'


def _write_paragraph(paragraph: Paragraph) -> str:
    body = _write_spans(paragraph.spans, paragraph)
    if paragraph.mark:
        return _write_item(paragraph, body, BODY.size)
    if paragraph.align in ("left", "right"):
        size = STYLES[paragraph.style].size
        return f'<p class="{paragraph.align}" style="font-size: {size}pt">{body}</p>'
    return f"<p>{body}</p>"


def _write_item(paragraph: Paragraph, body: str, size: float) -> str:
    kind = "item justify" if paragraph.align == "justify" else "item"
    start, room = measure_mark(paragraph, size)
    left = start + room
    mark = f'<span class="mark" style="width: {room}pt">{escape(paragraph.mark)}</span>'
    place = f"padding-left: {left}pt; text-indent: -{room}pt"
    return f'<p class="{kind}" style="{place}">{mark}{body}</p>'


def _write_table(table: Table) -> str:
    return "\n".join(_write_table_lines(table))


def _write_table_lines(table: Table) -> Iterator[str]:
    yield f'<table style="font-size: {table.size}pt"><colgroup>'
    whole = sum(table.widths)
    yield "".join(f'<col style="width: {100 * width / whole:.3f}%">' for width in table.widths)
    yield "</colgroup>"
    if table.head:
        cells = "".join(_write_cell(FlatCell(cell), "th", table.size) for cell in table.head)
        yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in flatten_rows(table.rows):
        yield f"<tr>{''.join(_write_cell(cell, 'td', table.size) for cell in row)}</tr>"
    yield "</tbody></table>"


def _write_cell(flat: FlatCell, tag: str, size: float) -> str:
    span = f' rowspan="{flat.rowspan}"' if flat.rowspan > 1 else ""
    span += f' colspan="{flat.cell.columns}"' if flat.cell.columns > 1 else ""
    align = ' class="center"' if flat.cell.align == "center" else ""
    return f"<{tag}{span}{align}>{_write_cell_body(flat.cell, size)}</{tag}>"


def _write_cell_body(cell: Cell, size: float) -> str:
    paragraphs = cell.paragraphs
    if len(paragraphs) == 1 and not paragraphs[0].mark:
        return _write_spans(paragraphs[0].spans, paragraphs[0])
    return "".join(_write_cell_paragraph(part, size) for part in paragraphs)


def _write_cell_paragraph(paragraph: Paragraph, size: float) -> str:
    body = _write_spans(paragraph.spans, paragraph)
    return _write_item(paragraph, body, size) if paragraph.mark else f"<p>{body}</p>"


def _write_signature(signature: Signature) -> str:
    return "\n".join(_write_signature_lines(signature))


def _write_signature_lines(signature: Signature) -> Iterator[str]:
    for label, name in signature.rows:
        yield f'<p class="left line"><b>{escape(label)}</b><span></span> {escape(name)}</p>'
    yield f'<p class="left" style="font-size: 10pt">{escape(signature.seal)}</p>'


def _write_spans(spans: tuple[Span, ...], paragraph: Paragraph | None = None) -> str:
    return "".join(_write_span(span, paragraph) for span in spans)


def _write_span(span: Span, paragraph: Paragraph | None) -> str:
    text = span.text if paragraph is None else hyphenate(span.text, paragraph.language)
    body = escape(text)
    if span.is_bold:
        body = f"<b>{body}</b>"
    if span.is_italic:
        body = f"<i>{body}</i>"
    return f'<a href="{escape(span.link)}">{body}</a>' if span.link else body


# Photos are missing: the annex that shows them is not measured.
WRITERS: dict[type, Callable[..., str]] = {
    Heading: _write_heading,
    Paragraph: _write_paragraph,
    Gap: _write_gap,
    PageBreak: lambda _: '<div style="break-before: page"></div>',
    Anchor: lambda _: "",
    Table: _write_table,
    Signature: _write_signature,
}
