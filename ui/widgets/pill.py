"""A rounded sign: a count, a tick or a word of warning on a soft ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter


def paint_pill(
    painter: QPainter, box: QRectF, text: str, colours: tuple[str, str], font: QFont
) -> None:
    """Paint a rounded sign: strong letters on a soft ground."""
    strong, soft = colours
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(soft))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(QColor(strong))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
