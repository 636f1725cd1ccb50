"""Paints the lines of the outline: titles of as many lines as they need, numbers, signs.

Nothing is cut: a line is as high as its words. Heights are remembered, so that a long plan scrolls
as lightly as a short one.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from ui.pages.plan.outline_model import FACT, PLAN, SIGN, TITLE, Index, Node, OutlineModel
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, bold, tabular
from ui.widgets.pill import paint_pill
from ui.widgets.text_lines import lay_out, measure_height, natural_width

PADDING: Final = 7
LEFT: Final = 6
GAP: Final = 8
RIGHT: Final = 8
_LINE_SPACE: Final = 2
_NO_SIZE: Final = QSize(0, 0)
_DIGITS: Final = re.compile(r"\d")


class OutlineDelegate(QStyledItemDelegate):
    """Paints all four columns; the view tells whether a branch is open."""

    def __init__(
        self, model: OutlineModel, words: ScreenLanguage, theme: Theme, view: QTreeView
    ) -> None:
        super().__init__(view)
        self._model = model
        self._words = words
        self._theme = theme
        # Whether heights were asked for while nobody saw the list.
        self.is_owing = False
        # Whether its room is known although nobody sees the list.
        self.is_ahead = False
        # By id: how high the view has made the lines.
        self.laid_out: dict[str, int] = {}
        self._view = view
        self.take_fonts()

    def take_fonts(self) -> None:
        """Take the fonts from the view; to be called when its font has changed."""
        plain = self._view.font()
        small = QFont(plain)
        small.setPointSizeF(self._theme.measure.points * 0.92)
        self.fonts: dict[str, QFont] = {
            "plain": plain,
            "bold": bold(plain),
            "small": small,
            "number": tabular(plain),
            "pill": bold(small),
        }

    def _title_font(self, node: Node) -> str:
        return "plain" if node.table == "indicator" else "bold"

    def _number_width(self, node: Node) -> int:
        if not node.number:
            return 0
        # All digits are as wide as a nought.
        number = _DIGITS.sub("0", node.number)
        return round(natural_width(number, self.fonts["number"]) + 0.5) + GAP

    def _text_width(self, node: Node, width: int) -> int:
        return max(40, width - LEFT - self._number_width(node) - RIGHT)

    # ------------------------------------------------------------------ size

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the title needs in the width of its column."""
        # The view asks for all columns of all lines.
        if index.column() != TITLE or (node := self._model.node(index)) is None:
            return _NO_SIZE
        if not self.is_ahead and not self._view.isVisible() and self._model.has_plan():
            # Its room is not known yet: the view measures again when it is seen.
            self.is_owing = True
            self.laid_out.pop(node.record_id, None)
            return QSize(40, self._theme.measure.target)
        self.laid_out[node.record_id] = height = self.measure(node)
        return QSize(40, height)

    def measure(self, node: Node) -> int:
        """Return the height that a line needs; remembered for the width that there is."""
        width = self._view.columnWidth(TITLE) - self._depth(node) * self._view.indentation()
        width += self._spare(node)
        inside = self._text_width(node, width)
        code = self._words.code
        height = measure_height(node.title, self.fonts[self._title_font(node)], inside, code)
        if node.detail:
            height += _LINE_SPACE + measure_height(node.detail, self.fonts["small"], inside, code)
        return max(self._theme.measure.target, round(height + 0.5) + 2 * PADDING)

    def _is_wide(self, node: Node) -> bool:
        """Tell whether a line has no numbers, whose columns its title may take."""
        return node.table in {"project", "task"}

    def _spare(self, node: Node) -> int:
        columns = (PLAN, FACT) if self._is_wide(node) else ()
        return sum(self._view.columnWidth(column) for column in columns)

    def paint_wide(self, painter: QPainter, index: Index) -> None:
        """Paint the title of a project or a task over the columns of numbers."""
        node = self._model.node(index)
        if node is None or not self._is_wide(node):
            return
        rect = self._view.visualRect(index.sibling(index.row(), TITLE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_title(painter, rect.adjusted(0, 0, self._spare(node), 0), node)
        painter.restore()

    def _depth(self, node: Node) -> int:
        depth = 1
        while node.parent is not None:
            node, depth = node.parent, depth + 1
        return depth

    # ------------------------------------------------------------------ paint

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        node = self._model.node(index)
        if node is None:
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match index.column():
            case 0:
                # What goes over into the next columns is painted after them.
                if not self._is_wide(node):
                    self._paint_title(painter, rect, node)
            case 1 | 2:
                self._paint_number(painter, rect, node, index.column())
            case _:
                self._paint_sign(painter, rect, node, index)
        painter.restore()
        del option

    def _paint_title(self, painter: QPainter, rect: QRect, node: Node) -> None:
        tokens = self._theme.tokens
        left, top = rect.left() + LEFT, float(rect.top() + PADDING)
        number = self._number_width(node)
        if number:
            painter.setFont(self.fonts["number"])
            painter.setPen(QColor(tokens.secondary))
            # On the base line of the title, whose face may be another one.
            base = QFontMetricsF(self.fonts[self._title_font(node)]).ascent()
            painter.drawText(QPointF(left, top + base), node.number)
        width = self._text_width(node, rect.width())
        font, code = self.fonts[self._title_font(node)], self._words.code
        title, height = lay_out(node.title, font, width, code)
        painter.setPen(QColor(tokens.secondary if node.is_nameless else tokens.ink))
        title.draw(painter, QPointF(left + number, top))
        if node.detail:
            painter.setPen(QColor(tokens.secondary))
            detail, _ = lay_out(node.detail, self.fonts["small"], width, code)
            detail.draw(painter, QPointF(left + number, top + height + _LINE_SPACE))

    def _paint_number(self, painter: QPainter, rect: QRect, node: Node, column: int) -> None:
        text = node.plan if column == PLAN else node.fact
        if not text:
            return
        font = self.fonts["number"]
        tokens = self._theme.tokens
        is_quiet = column == PLAN
        painter.setPen(QColor(tokens.secondary if is_quiet else tokens.ink))
        width = rect.width() - 2 * 4
        layout, _ = lay_out(text, font, width, self._words.code)
        for place in range(layout.lineCount()):
            line = layout.lineAt(place)
            # A number stands at the right; words, where a phrase has no number, wrap like words.
            shift = max(0.0, width - line.naturalTextWidth())
            line.setPosition(QPointF(shift, line.position().y()))
        layout.draw(painter, QPointF(rect.left() + 4, rect.top() + PADDING))

    def _paint_sign(self, painter: QPainter, rect: QRect, node: Node, index: Index) -> None:
        first = index.sibling(index.row(), TITLE)
        is_closed = bool(node.children) and not self._view.isExpanded(first)
        sign = node.whole if is_closed else node.own
        if not sign.text:
            return
        font = self.fonts["pill"]
        width = natural_width(sign.text, font) + 16
        height = QFontMetricsF(self.fonts["plain"]).height() + 2
        box = QRectF(rect.right() - width - 4, rect.top() + PADDING - 1, width, height)
        paint_pill(painter, box, sign.text, self._theme.tokens.tone(sign.tone), font)

    def paint_row(
        self, painter: QPainter, rect: QRect, index: Index, state: QStyle.StateFlag
    ) -> None:
        """Paint the ground of a whole line: chosen, under the mouse, and the rule below it."""
        tokens = self._theme.tokens
        is_chosen = self._view.selectionModel().isSelected(index.sibling(index.row(), TITLE))
        if is_chosen:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.hover))
        elif (node := self._model.node(index)) is not None and node.table == "task":
            painter.fillRect(rect, QColor(tokens.paper))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))

    def paint_ring(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the ring of the keyboard around the line it is on."""
        first = index.sibling(index.row(), TITLE)
        if first != self._view.currentIndex().siblingAtColumn(TITLE) or not self._view.hasFocus():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
        painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))
        painter.restore()


def column_widths(view: QTreeView, nodes: list[Node], fonts: dict[str, QFont]) -> dict[int, int]:
    """Return how wide the columns of numbers and signs must be for what stands in them.

    A phrase without a number wraps: it may take no more than a dozen letters.
    """
    font, pill = fonts["number"], fonts["pill"]
    most = natural_width("0" * 11, font)
    header = QFontMetricsF(fonts["pill"])
    widths = {}
    for column in (PLAN, FACT):
        texts = {node.plan if column == PLAN else node.fact for node in nodes}
        widest = max((natural_width(text, font) for text in texts if text), default=0.0)
        name = str(view.model().headerData(column, Qt.Orientation.Horizontal) or "")
        widths[column] = round(max(min(widest, most), header.horizontalAdvance(name)) + 18)
    signs = {sign.text for node in nodes for sign in (node.own, node.whole) if sign.text}
    widths[SIGN] = round(max((natural_width(text, pill) for text in signs), default=20.0) + 28)
    return widths
