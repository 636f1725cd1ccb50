"""A chart on the screen: the same shapes as on paper, in the colours of the theme.

A screen reader hears all its numbers in one sentence. Knows charts, not where their numbers come
from.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from grantee_app.report.charts import (
    Chart,
    Drawing,
    Line,
    Rect,
    Role,
    Text,
    describe_chart,
    make_drawing,
)
from ui.style_sheet import Tokens
from ui.theme import Theme, bold, tabular

USUAL_WIDTH: Final = 480
LEAST_WIDTH: Final = 220


class ChartView(QWidget):
    """One chart as wide as it is given room, and as high as it needs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chart: Chart | None = None
        self._drawn: tuple[float, float, Drawing] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._follow_theme)

    def set_chart(self, chart: Chart | None) -> None:
        """Show a chart, or nothing."""
        self.chart = chart
        self._drawn = None
        self.setAccessibleName(chart.frame.title if chart else "")
        self.setAccessibleDescription(describe_chart(chart) if chart else "")
        self.updateGeometry()
        self.update()

    def drawing(self, width: float) -> Drawing | None:
        """Return the shapes at a width; None where there is no chart."""
        if self.chart is None:
            return None
        points = self._theme.measure.points
        if self._drawn is None or self._drawn[:2] != (width, points):
            size = points * self.logicalDpiY() / 72
            drawing = make_drawing(self.chart, width, self._measure, size)
            self._drawn = (width, points, drawing)
        return self._drawn[2]

    def _measure(self, words: str, size: float, is_bold: bool) -> float:
        font = make_font(self.font(), size * 72 / self.logicalDpiY(), is_bold)
        return QFontMetricsF(font).horizontalAdvance(words)

    def _follow_theme(self) -> None:
        self._drawn = None
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the chart at a width."""
        drawing = self.drawing(max(width, LEAST_WIDTH))
        return round(drawing.height + 1) if drawing else 0

    def sizeHint(self) -> QSize:
        """Return the size at a usual width."""
        return QSize(USUAL_WIDTH, self.heightForWidth(USUAL_WIDTH))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be cut."""
        return QSize(LEAST_WIDTH, self.heightForWidth(max(self.width(), LEAST_WIDTH)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shapes."""
        drawing = self.drawing(max(self.width(), LEAST_WIDTH))
        if drawing is None:
            return
        painter = QPainter(self)
        dots = 72 / self.logicalDpiY()
        paint_drawing(painter, drawing, self._theme.tokens, self.font(), dots)


def make_font(font: QFont, points: float, is_bold: bool) -> QFont:
    """Return the face a chart is written in, its figures of one width."""
    sized = QFont(font)
    sized.setPointSizeF(points)
    return tabular(bold(sized) if is_bold else sized)


def paint_drawing(
    painter: QPainter, drawing: Drawing, tokens: Tokens, font: QFont, points: float = 1.0
) -> None:
    """Paint every shape in order; a unit of the drawing's text size is so many points."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = _colour_roles(tokens)
    for item in drawing.items:
        match item:
            case Rect():
                edge = QPen(colours[item.edge], 1) if item.edge else QPen(Qt.PenStyle.NoPen)
                painter.setPen(edge)
                painter.setBrush(colours[item.fill])
                painter.drawRect(QRectF(item.x, item.y, item.width, item.height))
            case Line():
                painter.setPen(QPen(colours[item.role], max(item.width, 1.0)))
                painter.drawLine(QLineF(item.x1, item.y1, item.x2, item.y2))
            case Text():
                painter.setPen(colours[item.role])
                painter.setFont(make_font(font, item.size * points, item.is_bold))
                painter.drawText(QPointF(item.x, item.y), item.words)


def _colour_roles(tokens: Tokens) -> dict[Role, QColor]:
    return {
        "ink": QColor(tokens.ink),
        "secondary": QColor(tokens.secondary),
        "line": QColor(tokens.edge),
        "paper": QColor(tokens.card),
        "first": QColor(tokens.accent),
        "on_first": QColor(tokens.on_accent),
        "second": QColor(tokens.accent_soft),
        "third": QColor(tokens.edge),
    }
