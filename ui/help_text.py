"""Writes a page of the guide as rich text: in the colours of day or night, links as addresses.

A link inside the guide is written `page#section`, one that leads out of it as plain text. Knows no
widget.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from grantee_app.guide.markup import (
    KEY,
    Block,
    Code,
    Heading,
    ItemList,
    Paragraph,
    Span,
    Table,
    read_spans,
    say_plainly,
)
from grantee_app.guide.pages import has_page, read_page, read_target

if TYPE_CHECKING:
    from grantee_app.guide.pages import GuidePage
    from ui.style_sheet import Measure, Tokens

# A table with more columns than these is shown as cards: a drawer is narrow.
WIDEST_TABLE = 2
# Beside a key, so that its ground does not end at the letter; no line breaks there.
_THIN = "\u202f"


def write_help_style(t: Tokens, m: Measure) -> str:
    """Return the style sheet of a help text."""
    return f"""
body {{ color: {t.ink}; }}
p {{ margin-top: 0; margin-bottom: 8px; line-height: 128%; }}
.h1 {{ font-size: {m.points * 1.36:.2f}pt; font-weight: 700; margin-bottom: 10px; }}
.h2 {{ font-size: {m.points * 1.16:.2f}pt; font-weight: 700; margin-top: 22px;
      margin-bottom: 6px; }}
.h3 {{ font-weight: 700; margin-top: 16px; margin-bottom: 4px; }}
.after {{ margin-top: 12px; }}
li {{ margin-bottom: 6px; line-height: 124%; }}
ul, ol {{ margin-top: 0; margin-bottom: 8px; }}
.link {{ color: {t.accent}; text-decoration: underline; }}
pre {{ background-color: {t.hover}; color: {t.ink}; font-family: monospace; }}
.code {{ background-color: {t.hover}; }}
.key {{ background-color: {t.accent_soft}; color: {t.ink}; }}
.quiet {{ color: {t.secondary}; }}
.head {{ color: {t.secondary}; font-weight: 600; }}
td, th {{ border-bottom: 1px solid {t.line}; padding: 6px; text-align: left; }}
"""


def write_help(page: GuidePage) -> str:
    """Return the page as rich text; its headings stand in the order of its sections."""
    parts: list[str] = []
    for number, section in enumerate(page.sections):
        # Headings of Qt have sizes of their own, which no style sheet changes.
        level = min(section.level, 3)
        parts.append(f'<p class="h{level}"><a name="{number}">{escape(section.heading)}</a></p>')
        parts.extend(_write_block(block, page) for block in section.blocks)
    # A table has no margin of its own.
    written = "".join(parts).replace("</table><p>", '</table><p class="after">')
    return f"<body>{written}</body>"


def _write_block(block: Block, page: GuidePage) -> str:
    if isinstance(block, Heading):
        return ""
    if isinstance(block, Paragraph):
        return f"<p>{_write_line(block.text, page)}</p>"
    if isinstance(block, Code):
        lines = "<br/>".join(_write_command(line) for line in block.text.splitlines())
        return f'<p><span class="code">{lines}</span></p>'
    if isinstance(block, ItemList):
        return _write_list(block, page)
    return _write_cards(block, page) if len(block.head) > WIDEST_TABLE else _write_rows(block, page)


def _write_command(line: str) -> str:
    # Columns of blanks are for wide paper; here they would only break lines in odd places.
    return escape(" – ".join(part for part in line.split("  ") if part.strip()))


def _write_list(block: ItemList, page: GuidePage) -> str:
    tag = "ol" if block.is_numbered else "ul"
    items = "".join(
        f"<li>{_write_line(item.text, page)}"
        f"{_write_list(item.inner, page) if item.inner is not None else ''}</li>"
        for item in block.items
    )
    return f"<{tag}>{items}</{tag}>"


def _write_rows(table: Table, page: GuidePage) -> str:
    head = "".join(f'<td class="head">{_write_line(cell, page)}</td>' for cell in table.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_write_line(cell, page)}</td>" for cell in row) + "</tr>"
        for row in table.rows
    )
    return f'<table width="100%" cellspacing="0" cellpadding="4"><tr>{head}</tr>{rows}</table>'


def _write_cards(table: Table, page: GuidePage) -> str:
    """Write every row as a card: its first cell above, the others below with their names."""
    cards = []
    for row in table.rows:
        first, second, *others = row
        said = [
            f'<span class="quiet">{_write_line(first, page)}</span>',
            _write_line(second, page),
            *(
                f'<span class="head">{escape(say_plainly(name))}:</span> {_write_line(cell, page)}'
                for name, cell in zip(table.head[2:], others, strict=False)
            ),
        ]
        cards.append(f"<tr><td>{'<br/>'.join(said)}</td></tr>")
    return f'<table width="100%" cellspacing="0" cellpadding="4">{"".join(cards)}</table>'


def _write_line(text: str, page: GuidePage) -> str:
    return "".join(_write_span(span, page) for span in read_spans(text))


def _write_span(span: Span, page: GuidePage) -> str:
    said = escape(span.text)
    if span.is_code:
        return f'<span class="code">{said}</span>'
    if not span.target:
        said = KEY.sub(lambda found: f'<span class="key">{_THIN}{found[0]}{_THIN}</span>', said)
    if span.is_bold:
        said = f"<b>{said}</b>"
    if span.is_italic:
        said = f"<i>{said}</i>"
    address = write_address(span.target, page) if span.target else ""
    return f'<a class="link" href="{address}">{said}</a>' if address else said


def write_address(link: str, page: GuidePage) -> str:
    """Return where a link leads as `page#section`, "" where it leads out of the guide."""
    target = read_target(link, page.name)
    if target is None or not has_page(target.page, page.language):
        return ""
    section = read_page(target.page, page.language).find_section(target.anchor)
    return f"{target.page}#{section}"


def read_address(address: str) -> tuple[str, int]:
    """Return the page and the section of an address."""
    name, _, section = address.partition("#")
    return name, int(section) if section.isdecimal() else 0
