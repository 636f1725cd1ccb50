"""Districts and cities that were reached, a cell each: the more heads, the fuller its bar.

A map without a map: what is far apart stands beside each other, and a gap is seen at once. Knows
no geography and no project.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from grantee_app.frozen import frozen
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, bold
from ui.widgets.cell_grid import CellGrid
from ui.widgets.painted_button import PaintedButton, draw_bar

PADDING: Final = 10
BAR: Final = 5


@frozen
class PlaceCell:
    """A place as it is shown; `share` is its heads against those of the fullest place."""

    key: str
    name: str
    detail: str
    share: float


class PlaceButton(PaintedButton):
    """One place as a button."""

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, theme, parent, least=110)
        self.cell: PlaceCell | None = None

    def set_cell(self, cell: PlaceCell) -> None:
        """Show a place."""
        if cell != self.cell:
            self.cell = cell
            self.tell(cell.name, cell.detail)

    def measure_height(self, width: float) -> float:
        """Return the height of the words and the bar."""
        if self.cell is None:
            return 0.0
        inside = width - 2 * PADDING
        height = self.height_of(self.cell.name, bold(self.small()), inside)
        height += 2 + self.height_of(self.cell.detail, self.small(), inside)
        return height + 6 + BAR + 2 * PADDING

    def paint_inside(self, painter: QPainter, width: float) -> None:
        """Paint the frame, the words, and the bar at the foot."""
        if self.cell is None:
            return
        tokens, inside = self._theme.tokens, width - 2 * PADDING
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        at = QPointF(PADDING, PADDING)
        height = self.draw_text(painter, self.cell.name, bold(self.small()), tokens.ink, at, inside)
        at = QPointF(PADDING, PADDING + height + 2)
        self.draw_text(painter, self.cell.detail, self.small(), tokens.secondary, at, inside)
        box = QRectF(PADDING, self.height() - PADDING - BAR, inside, BAR)
        draw_bar(painter, box, self.cell.share, (tokens.accent, tokens.line))


class PlaceGrid(QWidget):
    """`chosen` brings the key of the place that a person goes to."""

    chosen = Signal(str)

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._cells: list[PlaceButton] = []
        self._grid = CellGrid(self, least=theme.measure.line * 8)

    def set_cells(self, cells: list[PlaceCell]) -> None:
        """Show these places in their order."""
        while len(self._cells) < len(cells):
            self._add_cell()
        for number, button in enumerate(self._cells):
            button.setHidden(number >= len(cells))
            if number < len(cells):
                button.set_cell(cells[number])
        self.updateGeometry()

    def cells(self) -> list[PlaceButton]:
        """Return the places that are seen."""
        return [cell for cell in self._cells if not cell.isHidden()]

    def _add_cell(self) -> None:
        button = PlaceButton(self._words, self._theme)
        button.clicked.connect(lambda: self.chosen.emit(button.cell.key if button.cell else ""))
        button.neighbours = self._cells
        self._cells.append(button)
        self._grid.addWidget(button)
