"""Widgets beside each other while there is room, else below each other.

Every widget of a line gets a share of its width by what it asks for; none is ever cut.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class WrappingRow(QLayout):
    """Lines of widgets; `least` of `add` is the width below which a widget takes a line of its own.

    `weight` shares what is left over; a widget of weight 0 keeps to its own width.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 12, line_gap: int = 12) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._asked: dict[QWidget | None, tuple[int, int]] = {}
        # Layouts inside layouts ask for the same width over and over until something changes.
        self._heights: dict[int, int] = {}
        self._least_size: QSize | None = None
        self._gap = gap
        self._line_gap = line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, least: int = 0, weight: int = 1) -> None:
        """Put a widget at the end."""
        self._asked[widget] = (least, weight)
        self.addWidget(widget)

    # ------------------------------------------------------------------ what Qt asks

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item; Qt calls this for every widget."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), is_real=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured: something inside has changed."""
        self._heights = {}
        self._least_size = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Put the widgets into their places."""
        super().setGeometry(rect)
        self._place(rect, is_real=True)

    def sizeHint(self) -> QSize:
        """Return the size of a single line."""
        items = self._shown()
        width = sum(max(self._least(item), item.sizeHint().width()) for item in items)
        width += self._gap * max(len(items) - 1, 0)
        return QSize(width, max((item.sizeHint().height() for item in items), default=0))

    def minimumSize(self) -> QSize:
        """Return the size below which a widget would be cut."""
        if self._least_size is None:
            sizes = [item.minimumSize() for item in self._shown()]
            self._least_size = QSize(
                max((size.width() for size in sizes), default=0),
                max((size.height() for size in sizes), default=0),
            )
        return self._least_size

    # ------------------------------------------------------------------ lines

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _least(self, item: QLayoutItem) -> int:
        least = self._asked.get(item.widget(), (0, 1))[0]
        return max(least, item.minimumSize().width())

    def _break(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        room = 0
        for item in self._shown():
            wanted = self._least(item)
            if lines and wanted + self._gap <= room:
                lines[-1].append(item)
                room -= wanted + self._gap
            else:
                lines.append([item])
                room = width - wanted
        return lines

    def _widths(self, line: list[QLayoutItem], width: int) -> list[int]:
        least = [min(self._least(item), width) for item in line]
        weights = [self._asked.get(item.widget(), (0, 1))[1] for item in line]
        spare = width - sum(least) - self._gap * (len(line) - 1)
        total = sum(weights)
        if total and spare > 0:
            # Equal weights become equal widths where that cuts nobody.
            share = (width - self._gap * (len(line) - 1)) // total
            even = [share * weight for weight in weights]
            if all(weights) and all(a >= b for a, b in zip(even, least, strict=True)):
                return even
            return [least[place] + spare * weight // total for place, weight in enumerate(weights)]
        return least

    def _place(self, rect: QRect, *, is_real: bool) -> int:
        top = rect.top()
        for line in self._break(rect.width()):
            widths = self._widths(line, rect.width())
            heights = [
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                for item, width in zip(line, widths, strict=True)
            ]
            if is_real:
                left = rect.left()
                for item, width, own in zip(line, widths, heights, strict=True):
                    item.setGeometry(QRect(QPoint(left, top), QSize(width, own)))
                    left += width + self._gap
            top += max(heights) + self._line_gap
        return max(top - self._line_gap - rect.top(), 0)
