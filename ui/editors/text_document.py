"""A long text's markup in a QTextDocument and back, without losing a word.

The document holds structure and the air between lines: a heading is a block's heading level, an
item belongs to a QTextList, a link is an anchor. Weights and colours are the highlighter's
business. A bare address and a table's row stay the characters they are. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextList,
    QTextListFormat,
)

from grantee_app.records.text import (
    MAX_LEVEL,
    Run,
    TextBlock,
    TextHeading,
    TextItem,
    TextParagraph,
    TextRow,
    format_text,
    parse_runs,
    parse_text,
)

HEADING_LEVEL = 3
LINE_PERCENT = 128.0
GAP = 5.0
PLAIN = QTextCharFormat()
_BULLETS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle)


def line_format(heading_level: int = 0) -> QTextBlockFormat:
    """Return the format of a line: a paragraph, or a sub-heading."""
    wanted = QTextBlockFormat()
    wanted.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    wanted.setBottomMargin(GAP)
    if heading_level:
        wanted.setHeadingLevel(heading_level)
        wanted.setTopMargin(GAP)
    return wanted


def fill_document(document: QTextDocument, text: str) -> None:
    """Show `text` in an emptied document; blank lines stay."""
    document.clear()
    cursor = QTextCursor(document)
    cursor.setBlockFormat(line_format())
    writer = BlockWriter(cursor)
    for number, line in enumerate(text.split("\n")):
        for part, block in enumerate(parse_text(line) or [TextParagraph(())]):
            if number or part:
                cursor.insertBlock(line_format(), PLAIN)
            writer.write(block)


def find_position(stored: str, position: int) -> int:
    """Return where the cursor stands in a filled document, `position` characters into its text."""
    before = QTextDocument()
    # A letter at the end keeps the blanks and the marks before it what they are.
    fill_document(before, f"{stored[:position]}.")
    return before.characterCount() - 2


def read_document(document: QTextDocument) -> str:
    """Return the markup of a document; one without words is ""."""
    lines = [_read_line(block) for block in iterate_blocks(document)]
    return "\n".join(lines).replace("\u2028", "\n").rstrip("\n ")


def iterate_blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the document's blocks from first to last."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def insert_blocks(cursor: QTextCursor, blocks: list[TextBlock]) -> None:
    """Put `blocks` in place of the selection as one edit.

    A first paragraph goes on with the line it is put into, what stood after the cursor follows.
    """
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    rest = list(blocks)
    match rest[:1]:
        case [TextParagraph(runs)]:
            _insert_runs(cursor, runs)
            del rest[0]
    if rest:
        _make_room(cursor)
        writer = BlockWriter(cursor)
        for number, block in enumerate(rest):
            if number:
                cursor.insertBlock(line_format(), PLAIN)
            writer.write(block)
    cursor.endEditBlock()


def _make_room(cursor: QTextCursor) -> None:
    """Leave the cursor in an empty plain block, with the rest of its line in a block below."""
    if not cursor.atBlockEnd():
        cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    if cursor.block().text():
        cursor.insertBlock(line_format(), PLAIN)
    become_paragraph(cursor)


# ---------------------------------------------------------------------- writing


@dataclass(slots=True)
class BlockWriter:
    """Writes blocks one after another at a cursor and goes on with lists that are not finished."""

    cursor: QTextCursor
    lists: dict[int, QTextList] = field(default_factory=dict)

    def write(self, block: TextBlock) -> None:
        """Write `block` into the empty block under the cursor."""
        match block:
            case TextItem(runs, level, number):
                self._join_list(level, number)
                _insert_runs(self.cursor, runs)
                return
            case TextHeading(runs):
                become_heading(self.cursor)
                _insert_runs(self.cursor, runs)
            case TextRow():
                _insert_runs(self.cursor, (Run(format_text([block])),))
            case TextParagraph(runs):
                _insert_runs(self.cursor, runs)
        self.lists.clear()

    def _join_list(self, level: int, number: int | None) -> None:
        known = self.lists.get(level)
        if known is not None and _next_number(known) == number:
            known.add(self.cursor.block())
        else:
            self.lists[level] = self.cursor.createList(list_format(level, number))
        for deeper in [other for other in self.lists if other > level]:
            del self.lists[deeper]


def list_format(level: int, number: int | None) -> QTextListFormat:
    """Return the format of a list at `level` that begins with `number`, bullets for None."""
    wanted = QTextListFormat()
    wanted.setIndent(level + 1)
    wanted.setStyle(_BULLETS[level] if number is None else QTextListFormat.Style.ListDecimal)
    if number is not None:
        wanted.setStart(number)
    return wanted


def _next_number(known: QTextList) -> int | None:
    if is_bulleted(known):
        return None
    return known.format().start() + known.count()


def is_bulleted(known: QTextList) -> bool:
    """Tell bullets from numbers."""
    return known.format().style() != QTextListFormat.Style.ListDecimal


def list_level(known: QTextList) -> int:
    """Return how deep a list lies, 0 or 1."""
    return max(0, min(known.format().indent() - 1, MAX_LEVEL))


def become_paragraph(cursor: QTextCursor) -> None:
    """Make the block under the cursor plain: out of its list, no heading."""
    known = cursor.block().textList()
    if known is not None:
        known.remove(cursor.block())
    cursor.setBlockFormat(line_format())


def become_heading(cursor: QTextCursor) -> None:
    """Make the block under the cursor a sub-heading."""
    become_paragraph(cursor)
    cursor.setBlockFormat(line_format(HEADING_LEVEL))


def become_item(cursor: QTextCursor, level: int, number: int | None) -> None:
    """Make the block under the cursor an item, of the list just above it where that goes on.

    `number` is where a new numbered list would begin, None for bullets.
    """
    become_paragraph(cursor)
    above = _find_list_above(cursor.block(), level)
    if above is not None and is_bulleted(above) == (number is None):
        above.add(cursor.block())
    else:
        cursor.createList(list_format(level, number))


def start_item(cursor: QTextCursor, number: int | None) -> None:
    """Make the block an item as its typed mark says: a number goes on where it fits the list."""
    become_paragraph(cursor)
    above = _find_list_above(cursor.block(), 0)
    if above is not None and _next_number(above) == number:
        above.add(cursor.block())
    else:
        cursor.createList(list_format(0, number))


def _find_list_above(block: QTextBlock, level: int) -> QTextList | None:
    above = block.previous()
    while above.isValid():
        known = above.textList()
        if known is None or list_level(known) < level:
            return None
        if list_level(known) == level:
            return known
        above = above.previous()
    return None


def link_format(address: str) -> QTextCharFormat:
    """Return the format of words that lead to `address`."""
    wanted = QTextCharFormat()
    wanted.setAnchor(True)
    wanted.setAnchorHref(address)
    return wanted


def _insert_runs(cursor: QTextCursor, runs: Iterable[Run]) -> None:
    for run in runs:
        # Only [words](address) hides its address; a bare one is read from its letters.
        is_bare = not run.link or parse_runs(run.text) == (run,)
        cursor.insertText(run.text, PLAIN if is_bare else link_format(run.link))


# ---------------------------------------------------------------------- reading


def _read_line(block: QTextBlock) -> str:
    runs = tuple(_read_runs(block))
    if not "".join(run.text for run in runs).strip():
        return ""
    known = block.textList()
    if known is not None:
        number = None if is_bulleted(known) else known.format().start() + known.itemNumber(block)
        return format_text([TextItem(_strip_start(runs), list_level(known), number)])
    if block.blockFormat().headingLevel():
        return format_text([TextHeading(_strip_start(runs))])
    return format_text([TextParagraph(runs)])


def _strip_start(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return (Run(runs[0].text.lstrip() or "", runs[0].link), *runs[1:])


def _read_runs(block: QTextBlock) -> Iterator[Run]:
    words, address = "", ""
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        step += 1
        text = fragment.text().replace("\ufffc", "")
        link = fragment.charFormat().anchorHref() if fragment.charFormat().isAnchor() else ""
        if link != address and words:
            yield Run(words, address)
            words = ""
        words, address = words + text, link
    if words:
        yield Run(words, address)
