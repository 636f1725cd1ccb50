"""What the search of the guide found: where it stands, and the sentence around the words.

A list for the keyboard and the screen reader; knows findings of the search and nothing of pages.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

if TYPE_CHECKING:
    from grantee_app.guide.search import Found
    from ui.theme import Theme

_FOUND = Qt.ItemDataRole.UserRole
_MARGIN = 10


class HelpResults(QListWidget):
    """`wanted` brings the section that somebody wants to read."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "choices")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_FoundDelegate(theme, self))
        self.itemClicked.connect(self._choose)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_found(self, found: list[Found]) -> None:
        """Show what was found, the best first."""
        self.clear()
        for one in found:
            item = QListWidgetItem(say_found(one), self)
            item.setData(_FOUND, one)
        if found:
            self.setCurrentRow(0)

    def choose_current(self) -> None:
        """Ask for the one that is marked."""
        item = self.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(_FOUND))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter, walk by everything else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _FoundDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: HelpResults) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room that all lines need."""
        document = self._write(index, option)
        return QSize(
            self._view.viewport().width(),
            max(round(document.size().height()) + 2 * _MARGIN, self._theme.measure.target),
        )

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the ground as the style does, and the words over it."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._view)
        document = self._write(index, option)
        painter.save()
        painter.translate(option.rect.left() + _MARGIN, option.rect.top() + _MARGIN)
        document.drawContents(painter, QRectF(0, 0, document.textWidth(), option.rect.height()))
        painter.restore()

    def _write(
        self, index: QModelIndex | QPersistentModelIndex, option: QStyleOptionViewItem
    ) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(option.font)
        document.setHtml(write_found(index.data(_FOUND), self._theme))
        document.setTextWidth(max(self._view.viewport().width() - 2 * _MARGIN, 40))
        return document


def say_found(found: Found) -> str:
    """Return what a screen reader says."""
    where = f"{found.title} – {found.heading}" if found.heading else found.title
    return f"{where}. {found.sentence}".strip()


def write_found(found: Found, theme: Theme) -> str:
    """Return title, heading and sentence, the words that were met in bold."""
    tokens, small = theme.tokens, theme.measure.points * 0.92
    sentence = escape(found.sentence)
    for word in sorted(found.met, key=len, reverse=True):
        sentence = sentence.replace(escape(word), f"<b>{escape(word)}</b>", 1)
    lines = [
        f'<span style="color:{tokens.ink}"><b>{escape(found.heading or found.title)}</b></span>'
    ]
    if found.heading:
        lines.append(
            f'<span style="color:{tokens.secondary}; font-size:{small:.2f}pt">'
            f"{escape(found.title)}</span>"
        )
    if sentence:
        lines.append(f'<span style="color:{tokens.ink}">{sentence}</span>')
    return "<br/>".join(lines)
