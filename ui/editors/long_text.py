"""The editor of one long text: writes like a letter, keeps the light markup underneath.

Enter ends a heading and goes on with a list, Tab nests an item, «- » and «1. » at the start of a
line begin a list, and what is pasted arrives as blocks. It grows with its text and leaves
scrolling to the page. Knows nothing of where its text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from grantee_app.records.text import TextBlock, parse_text
from ui.editors import text_document as blocks
from ui.editors.text_highlighter import TextHighlighter
from ui.undoing import KEPT_TEXT

OWN_TYPE = "application/x-bastama-text"
LARGEST_PAGE = 4_000_000  # characters of HTML; a longer one is pasted as plain text
_TYPED_MARK = re.compile(r"^(?:(?P<bullet>[-•*–])|(?P<number>\d{1,2})[.)]|(?P<heading>##)) $")


class LongText(QTextEdit):
    """A QTextEdit over the markup of a long text.

    `edited` is emitted for what a person does, never by `set_value`; `left` when the cursor goes
    elsewhere; `cursor_moved` with the cursor's rectangle, for the page to keep it in sight.
    """

    edited = Signal()
    left = Signal()
    got_focus = Signal()
    cursor_moved = Signal(QRect)

    def __init__(self, parent: QWidget | None = None, *, lines: int = 6) -> None:
        super().__init__(parent)
        self._is_filling = False
        self._fitted_in: QFont | None = None
        self._lines = lines
        # The mark that became a shape just now.
        self._typed_mark = ""
        self.setAcceptRichText(True)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One undo for the whole window: the history's (ui/undoing.py).
        self.setUndoRedoEnabled(False)
        self.setProperty(KEPT_TEXT, True)
        document = self.document()
        document.setDocumentMargin(8)
        document.setIndentWidth(self.fontMetrics().horizontalAdvance("00. "))
        blocks.fill_document(document, "")
        self._highlighter = TextHighlighter(document, self.palette())
        document.contentsChange.connect(self._note_change)
        document.documentLayout().documentSizeChanged.connect(self._fit_height)
        self.cursorPositionChanged.connect(self._follow_cursor)
        self._fit_height()

    # ------------------------------------------------------------------ value

    def value(self) -> str:
        """Return the markup of what is written."""
        return blocks.read_document(self.document())

    def set_value(self, text: str) -> None:
        """Show `text`; nothing is emitted."""
        self._is_filling = True
        try:
            blocks.fill_document(self.document(), text)
        finally:
            self._is_filling = False
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def place_cursor(self, stored: str, position: int) -> None:
        """Put the cursor `position` characters into the text as it is stored."""
        cursor = self.textCursor()
        last = self.document().characterCount() - 1
        cursor.setPosition(min(blocks.find_position(stored, position), last))
        self.setTextCursor(cursor)

    def _note_change(self, _position: int, removed: int, added: int) -> None:
        self._typed_mark = ""
        if (removed or added) and not self._is_filling:
            self.edited.emit()

    # ------------------------------------------------------------------ shape

    def is_heading(self) -> bool:
        """Tell whether the cursor stands in a sub-heading."""
        return self.textCursor().blockFormat().headingLevel() > 0

    def list_kind(self) -> str:
        """Return "bullets", "numbers", or "" outside a list, at the cursor."""
        known = self.textCursor().block().textList()
        if known is None:
            return ""
        return "bullets" if blocks.is_bulleted(known) else "numbers"

    def toggle_heading(self) -> None:
        """Make the chosen lines sub-headings, or plain where the first is one already."""
        become = blocks.become_paragraph if self.is_heading() else blocks.become_heading
        self._shape_lines(become)

    def toggle_list(self, kind: str) -> None:
        """Make the chosen lines items of a list of this kind, or plain where they are already."""
        if self.list_kind() == kind:
            self._shape_lines(blocks.become_paragraph)
        else:
            number = None if kind == "bullets" else 1
            self._shape_lines(lambda cursor: blocks.become_item(cursor, 0, number))

    def link_address(self) -> str:
        """Return the address behind the words at the cursor, "" where there is none."""
        return self._select_link(self.textCursor()).charFormat().anchorHref()

    def set_link(self, address: str) -> None:
        """Lead the chosen words, or the word at the cursor, to `address`; "" leads nowhere."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor = self._select_link(cursor)
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        words = cursor.selectedText() or address
        # A link ends with its line.
        words = words.replace("\u2029", " ").replace("\u2028", " ")
        cursor.insertText(words, blocks.link_format(address) if address else blocks.PLAIN)
        self.setTextCursor(cursor)

    def _select_link(self, cursor: QTextCursor) -> QTextCursor:
        address = cursor.charFormat().anchorHref()
        chosen = QTextCursor(cursor)
        if not address:
            return chosen
        step = cursor.block().begin()
        start = end = -1
        while not step.atEnd():
            piece = step.fragment()
            step += 1
            if piece.charFormat().anchorHref() != address:
                if start <= cursor.position() <= end:
                    break
                start = -1
                continue
            start = piece.position() if start < 0 else start
            end = piece.position() + piece.length()
        chosen.setPosition(start)
        chosen.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return chosen

    def _shape_lines(self, shape: Callable[[QTextCursor], None]) -> None:
        if self.isReadOnly():
            return
        chosen = self.textCursor()
        first = self.document().findBlock(chosen.selectionStart())
        last = self.document().findBlock(chosen.selectionEnd())
        chosen.beginEditBlock()
        block = first
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            if block.text().strip() or first == last:
                shape(QTextCursor(block))
            block = block.next()
        chosen.endEditBlock()
        self._highlighter.rehighlight()

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give Enter, Tab and Backspace the meaning they have in lists and headings."""
        if self._take_key(event):
            event.accept()
            return
        super().keyPressEvent(event)
        if event.text() == " ":
            self._shape_typed_mark()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take words from an input method as if they had been typed."""
        if self.isReadOnly():
            event.ignore()
            return
        super().inputMethodEvent(event)
        if event.commitString().endswith(" "):
            self._shape_typed_mark()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        cursor = self.textCursor()
        is_forced = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.isReadOnly() or is_forced:
            return False
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._start_line(cursor)
            return True
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._move_item(forwards=key == Qt.Key.Key_Tab)
            return True
        at_start = cursor.atBlockStart() and not cursor.hasSelection()
        return key == Qt.Key.Key_Backspace and at_start and self._leave_shape(cursor)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Let Tab nest an item before it goes to the next field."""
        if self._can_move_item(forwards=forwards):
            return False
        return super().focusNextPrevChild(forwards)

    def _start_line(self, cursor: QTextCursor) -> None:
        """Begin a new line: an empty item ends its list, a heading is followed by plain text."""
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        known = cursor.block().textList()
        if known is not None and not cursor.block().text().strip():
            if blocks.list_level(known):
                blocks.become_item(cursor, 0, self._number_for(0))
            else:
                blocks.become_paragraph(cursor)
        else:
            was_heading_end = cursor.blockFormat().headingLevel() and not cursor.atBlockStart()
            cursor.insertBlock(cursor.blockFormat(), blocks.PLAIN)
            if was_heading_end:
                blocks.become_paragraph(cursor)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _can_move_item(self, *, forwards: bool) -> bool:
        block = self.textCursor().block()
        known = block.textList()
        if known is None or (blocks.list_level(known) == 0) is not forwards:
            return False
        # A list's first item has nothing to be nested under, and Tab may only be passing by.
        return not forwards or block.previous().textList() is not None

    def _move_item(self, *, forwards: bool) -> None:
        if not self._can_move_item(forwards=forwards):
            return
        level = 1 if forwards else 0
        number = self._number_for(level)
        self._shape_lines(
            lambda cursor: blocks.become_item(cursor, level, number) if _is_item(cursor) else None
        )

    def _number_for(self, level: int) -> int | None:
        """Return the number an item moved to `level` begins with, None for bullets."""
        if level == 1:
            return None if self.list_kind() == "bullets" else 1
        above = self.textCursor().block().previous()
        while above.isValid() and (known := above.textList()) is not None:
            if blocks.list_level(known) == 0:
                return None if blocks.is_bulleted(known) else 1
            above = above.previous()
        return None if self.list_kind() == "bullets" else 1

    def _leave_shape(self, cursor: QTextCursor) -> bool:
        if cursor.block().textList() is None and not cursor.blockFormat().headingLevel():
            return False
        mark = self._typed_mark
        blocks.become_paragraph(cursor)
        if mark:
            # Pressed at once, it takes the typed mark literally.
            cursor.insertText(mark, blocks.PLAIN)
            self.setTextCursor(cursor)
        self._highlighter.rehighlightBlock(cursor.block())
        return True

    def _shape_typed_mark(self) -> None:
        """Turn a mark typed at the start of a line into what it means; Backspace takes it back."""
        cursor = self.textCursor()
        block = cursor.block()
        mark = _TYPED_MARK.match(block.text()[: cursor.positionInBlock()])
        if mark is None or block.textList() is not None or self.is_heading():
            return
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if mark["heading"]:
            blocks.become_heading(cursor)
        else:
            number = int(mark["number"]) if mark["number"] else None
            blocks.start_item(cursor, number)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._typed_mark = mark[0]

    # ------------------------------------------------------------------ clipboard

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words in any of the three forms; pictures and files are not words."""
        return source.hasFormat(OWN_TYPE) or source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: our own text as it is, a page as blocks, plain text line by line."""
        pasted = read_pasted(source)
        if not pasted:
            return
        cursor = self.textCursor()
        blocks.insert_blocks(cursor, pasted)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy for other programs as Qt does, and for ourselves without loss."""
        data = super().createMimeDataFromSelection()
        copied = QTextDocument()
        QTextCursor(copied).insertFragment(self.textCursor().selection())
        words = blocks.read_document(copied)
        data.setData(OWN_TYPE, words.encode("utf-8"))
        return data

    # ------------------------------------------------------------------ size, focus, colours

    def set_lines(self, lines: int) -> None:
        """Be at least `lines` lines high."""
        self._lines = lines
        self._fit_height()

    def _fit_height(self) -> None:
        frame = (
            2 * self.frameWidth() + self.contentsMargins().top() + self.contentsMargins().bottom()
        )
        margins = 2 * round(self.document().documentMargin())
        least = self._lines * self.fontMetrics().lineSpacing() + margins
        inside = max(least, round(self.document().size().height() + 0.5))
        if self.height() != inside + frame:
            self.setFixedHeight(inside + frame)

    def _follow_cursor(self) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection() and cursor.charFormat().isAnchor():
            after = QTextCursor(cursor)
            is_last = not after.movePosition(QTextCursor.MoveOperation.NextCharacter)
            if is_last or after.charFormat().anchorHref() != cursor.charFormat().anchorHref():
                # Words typed after a link are no part of it.
                self.setCurrentCharFormat(blocks.PLAIN)
        if self.hasFocus():
            self.cursor_moved.emit(self.cursorRect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor has come."""
        super().focusInEvent(event)
        self.got_focus.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor has gone elsewhere; a menu or another window counts too."""
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: the editor shows all of its text."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font or another theme."""
        super().changeEvent(event)
        if not hasattr(self, "_highlighter"):
            return
        if event.type() == QEvent.Type.PaletteChange:
            self._highlighter.set_palette(self.palette())
        elif (
            event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}
            and self.font() != self._fitted_in
        ):
            self._fitted_in = self.font()
            self._fit_height()


def read_pasted(source: QMimeData) -> list[TextBlock]:
    """Return the blocks that a clipboard holds, the richest form it offers."""
    if source.hasFormat(OWN_TYPE):
        return parse_text(bytes(source.data(OWN_TYPE).data()).decode("utf-8", "replace"))
    from grantee_app.records.pasted_html import parse_html, parse_plain  # noqa: PLC0415 (a start)

    if source.hasHtml() and len(source.html()) <= LARGEST_PAGE:
        found = parse_html(source.html())
        if found:
            return found
    return parse_plain(source.text()) if source.hasText() else []


def _is_item(cursor: QTextCursor) -> bool:
    return cursor.block().textList() is not None
