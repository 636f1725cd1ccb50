"""A text of one paragraph – a title, a name, an address – that wraps and grows.

Enter goes on to the next field, what is pasted becomes one line. Scrolling is the page's.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from grantee_app.language.message import LanguageCode
from ui.editors.editor import Editor, keep_text
from ui.screen_language import ScreenLanguage
from ui.theme import set_role

_LEAST_LETTERS = 16


class WrappedLine(QTextEdit):
    """One paragraph of plain text; its signals are those of an editor."""

    edited = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, language: LanguageCode | str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_filling = False
        keep_text(self, language)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(7)
        self.document().contentsChange.connect(self._note_change)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self._fit_height()

    def set_text(self, text: str) -> None:
        """Show `text`; nothing is emitted, and the cursor stays as near as it can."""
        place = self.textCursor().position() if self.hasFocus() else 0
        self._is_filling = True
        try:
            self.setPlainText(text)
        finally:
            self._is_filling = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def place_cursor(self, position: int) -> None:
        """Put the cursor `position` characters into the text."""
        cursor = self.textCursor()
        units = len(self.toPlainText()[:position].encode("utf-16-le")) // 2
        cursor.setPosition(min(units, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def select_all(self) -> None:
        """Select the whole text."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.moveCursor(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take words from an input method, unless the text can only be read."""
        if self.isReadOnly():
            event.ignore()
            return
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop as one line."""
        if source.hasText():
            self.insertPlainText(" ".join(source.text().split()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor has come."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor has gone elsewhere; a menu of its own is no leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: all of the text is in sight."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_height()

    def _note_change(self, _position: int, removed: int, added: int) -> None:
        if (removed or added) and not self._is_filling:
            self.edited.emit()

    def _fit_height(self) -> None:
        least = self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin())
        height = max(least, round(self.document().size().height() + 0.5), 30)
        if self.height() != height:
            self.setFixedHeight(height)


class TextEditor(Editor):
    """A text of one paragraph in one language."""

    def __init__(
        self,
        words: ScreenLanguage,
        parent: QWidget | None = None,
        *,
        language: LanguageCode | str = "",
    ) -> None:
        super().__init__(words, parent)
        self._box = QFrame(self)
        self.text = WrappedLine(language, self._box)
        box_text(self._box, self.text)
        self.row.addWidget(self._box)
        self.setFocusProxy(self.text)
        self.text.edited.connect(self.edited)
        self.text.entered.connect(lambda: set_role(self._box, tone="focus"))
        self.text.left.connect(self._leave)
        self._is_wrong = False
        self.take_measure()

    def set_language(self, language: LanguageCode | str) -> None:
        """Note that what is typed from now on is in another language."""
        keep_text(self.text, language)

    def take_measure(self) -> None:
        """Keep words whole, in a narrow column of a table too."""
        self._box.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST_LETTERS)

    def value(self) -> str:
        """Return the text."""
        return self.text.toPlainText()

    def set_value(self, text: str) -> None:
        """Show a stored text."""
        if text != self.value():
            self.text.set_text(text)

    def focus_target(self) -> QWidget:
        """Return the text."""
        return self.text

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the text be read and copied."""
        self.text.setReadOnly(is_read_only)

    def set_placeholder(self, text: str) -> None:
        """Show an example where nothing is written."""
        self.text.setPlaceholderText(text)

    def place_cursor(self, stored: str, position: int) -> None:  # noqa: ARG002 (kept as shown)
        """Put the cursor `position` characters into the stored text."""
        self.text.place_cursor(position)

    def mark(self, *, is_wrong: bool) -> None:
        """Show by the edge whether something is wrong."""
        self._is_wrong = is_wrong
        if not self.text.hasFocus():
            set_role(self._box, tone="bad" if is_wrong else "")

    def _leave(self) -> None:
        set_role(self._box, tone="bad" if self._is_wrong else "")
        self.left.emit()


def box_text(box: QFrame, text: QTextEdit) -> None:
    """Let a text stand in a frame: the text itself has no edge."""
    box.setProperty("role", "text")
    inside = QVBoxLayout(box)
    inside.setContentsMargins(2, 2, 2, 2)
    inside.addWidget(text)
