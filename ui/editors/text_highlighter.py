"""How a long text looks while it is written: headings, links, bare addresses, rows of a table.

Only paints; the document holds structure alone, so that a change of theme changes no document.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from grantee_app.records.text import TextRow, parse_runs, parse_text


class TextHighlighter(QSyntaxHighlighter):
    """Paints one document in the colours of a palette."""

    def __init__(self, document: QTextDocument, palette: QPalette) -> None:
        super().__init__(document)
        self._heading = QTextCharFormat()
        self._heading.setFontWeight(QFont.Weight.DemiBold)
        self._link = QTextCharFormat()
        self._row = QTextCharFormat()
        self._bar = QTextCharFormat()
        self.set_palette(palette)

    def set_palette(self, palette: QPalette) -> None:
        """Take the colours of another theme."""
        self._link.setForeground(palette.link())
        self._link.setFontUnderline(True)
        self._row.setBackground(palette.alternateBase())
        self._bar.setBackground(palette.alternateBase())
        self._bar.setForeground(palette.mid())
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Paint one block; Qt calls this for every block that changed."""
        block = self.currentBlock()
        if block.blockFormat().headingLevel():
            self.setFormat(0, len(text), self._heading)
        elif text.lstrip().startswith("|") and isinstance(parse_text(text)[0], TextRow):
            self.setFormat(0, len(text), self._row)
            for place, sign in enumerate(text):
                if sign == "|":
                    self.setFormat(_units(text[:place]), 1, self._bar)
        step = block.begin()
        while not step.atEnd():
            fragment = step.fragment()
            step += 1
            if fragment.charFormat().isAnchor():
                self.setFormat(
                    fragment.position() - block.position(), fragment.length(), self._link
                )
        if "://" in text or "www." in text:
            self._paint_bare_addresses(text)

    def _paint_bare_addresses(self, text: str) -> None:
        position = 0
        for run in parse_runs(text):
            position = text.find(run.text, position)
            if run.link:
                self.setFormat(_units(text[:position]), _units(run.text), self._link)
            position += len(run.text)


def _units(text: str) -> int:
    """Return the length as Qt counts it: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2
