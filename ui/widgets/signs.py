"""Small signs drawn by hand, sharp at any scale and in any colour.

A sign stands beside a word or has an accessible name; it is never the only message.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache

SIDE: Final = 20
_RATIO: Final = 4.0  # enough for 300 % screens and a little more


# A smaller sign at the lower right corner: its name, its colour, and the ground around it.
Mark = tuple[str, str, str]


def draw_sign(name: str, colour: str, mark: Mark | None = None) -> QIcon:
    """Return the sign `name` as an icon of 20 logical pixels.

    Drawn once and shared: a page has the same few signs a hundred times.
    """
    key = " ".join(("sign", name, colour, *(mark or ())))
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = _draw_picture(name, colour, mark)
        QPixmapCache.insert(key, picture)
    return QIcon(picture)


def _draw_picture(name: str, colour: str, mark: Mark | None) -> QPixmap:
    picture = QPixmap(round(SIDE * _RATIO), round(SIDE * _RATIO))
    picture.setDevicePixelRatio(_RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _DRAWERS[name](painter, QColor(colour))
    if mark is not None:
        _draw_mark(painter, *mark)
    painter.end()
    return picture


def _draw_mark(painter: QPainter, name: str, colour: str, ground: str) -> None:
    middle = QPointF(15.2, 15.2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(middle, 5.2, 5.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 2.4))
    painter.translate(middle - QPointF(4.4, 4.4))
    painter.scale(0.44, 0.44)
    _DRAWERS[name](painter, QColor(colour))


def _draw_alarm(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(10, 10), 8.6, 8.6)
    painter.setPen(QPen(QColor("#12303F"), 2.6, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(10, 5.4), QPointF(10, 10.6))
    painter.drawPoint(QPointF(10, 14.4))


def _draw_lines(painter: QPainter) -> None:
    for y in (5.0, 10.0, 15.0):
        painter.drawLine(QPointF(8.5, y), QPointF(17, y))


def _draw_bullets(painter: QPainter, colour: QColor) -> None:
    _draw_lines(painter)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    for y in (5.0, 10.0, 15.0):
        painter.drawEllipse(QPointF(4, y), 1.6, 1.6)


def _draw_numbers(painter: QPainter, _colour: QColor) -> None:
    _draw_lines(painter)
    font = QFont(painter.font())
    font.setPixelSize(6)
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    for number, y in enumerate((5.0, 10.0, 15.0), start=1):
        painter.drawText(QRectF(1, y - 4, 5, 8), Qt.AlignmentFlag.AlignCenter, str(number))


def _draw_heading(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.4, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(4.5, 4.5), QPointF(15.5, 4.5))
    painter.drawLine(QPointF(10, 4.5), QPointF(10, 15.5))


def _draw_link(painter: QPainter, _colour: QColor) -> None:
    painter.translate(10, 10)
    painter.rotate(-45)
    painter.drawRoundedRect(QRectF(-8.5, -3, 8, 6), 3, 3)
    painter.drawRoundedRect(QRectF(0.5, -3, 8, 6), 3, 3)
    painter.drawLine(QPointF(-3.5, 0), QPointF(3.5, 0))


def _draw_check(painter: QPainter, _colour: QColor) -> None:
    painter.drawPolyline([QPointF(5, 10.5), QPointF(8.5, 14), QPointF(15, 6.5)])


def _draw_ring(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QPointF(10, 10), 7.2, 7.2)


def _draw_done(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(10, 10), 8.2, 8.2)
    painter.setPen(QPen(QColor("#FFFFFF"), 1.8, c=Qt.PenCapStyle.RoundCap))
    painter.drawPolyline([QPointF(6.3, 10.3), QPointF(9, 13), QPointF(13.7, 7.4)])


def _draw_menu(painter: QPainter, _colour: QColor) -> None:
    for y in (5.5, 10.0, 14.5):
        painter.drawLine(QPointF(3.5, y), QPointF(16.5, y))


def _draw_close(painter: QPainter, _colour: QColor) -> None:
    painter.drawLine(QPointF(5.5, 5.5), QPointF(14.5, 14.5))
    painter.drawLine(QPointF(14.5, 5.5), QPointF(5.5, 14.5))


def _draw_plus(painter: QPainter, _colour: QColor) -> None:
    painter.drawLine(QPointF(10, 4.5), QPointF(10, 15.5))
    painter.drawLine(QPointF(4.5, 10), QPointF(15.5, 10))


def _draw_minus(painter: QPainter, _colour: QColor) -> None:
    painter.drawLine(QPointF(4.5, 10), QPointF(15.5, 10))


def _draw_fit(painter: QPainter, _colour: QColor) -> None:
    painter.drawLine(QPointF(2.5, 10), QPointF(17.5, 10))
    painter.drawPolyline([QPointF(6, 6.5), QPointF(2.5, 10), QPointF(6, 13.5)])
    painter.drawPolyline([QPointF(14, 6.5), QPointF(17.5, 10), QPointF(14, 13.5)])


def _draw_undo(painter: QPainter, _colour: QColor) -> None:
    painter.drawPolyline([QPointF(7, 3.5), QPointF(3.5, 7), QPointF(7, 10.5)])
    way = QPainterPath(QPointF(3.5, 7))
    way.lineTo(12, 7)
    way.arcTo(QRectF(7.5, 7, 9, 9), 90, -180)
    way.lineTo(8, 16)
    painter.drawPath(way)


def _draw_redo(painter: QPainter, colour: QColor) -> None:
    painter.translate(SIDE, 0)
    painter.scale(-1, 1)
    _draw_undo(painter, colour)


def _draw_backup(painter: QPainter, _colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(3.5, 3.5, 13, 13), 2.5, 2.5)
    painter.drawLine(QPointF(10, 6.5), QPointF(10, 12.5))
    painter.drawPolyline([QPointF(7.2, 10), QPointF(10, 13), QPointF(12.8, 10)])


def _draw_clock(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QPointF(10, 10), 7, 7)
    painter.drawPolyline([QPointF(10, 6), QPointF(10, 10), QPointF(13, 11.8)])


def _draw_dot(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(10, 10), 2.6, 2.6)


def _draw_house(painter: QPainter, _colour: QColor) -> None:
    painter.drawPolyline([QPointF(3, 9.5), QPointF(10, 3.5), QPointF(17, 9.5)])
    painter.drawPolyline([QPointF(5, 8.5), QPointF(5, 16.5), QPointF(15, 16.5), QPointF(15, 8.5)])


def _draw_building(painter: QPainter, colour: QColor) -> None:
    painter.drawPolyline([QPointF(5, 17), QPointF(5, 3.5), QPointF(15, 3.5), QPointF(15, 17)])
    painter.drawLine(QPointF(3, 17), QPointF(17, 17))
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    for x in (7.4, 10.9):
        for y in (6.2, 9.7, 13.2):
            painter.drawRect(QRectF(x, y, 1.8, 1.8))


def _draw_sheet(painter: QPainter) -> None:
    painter.drawPolygon(
        [QPointF(4.5, 3), QPointF(12, 3), QPointF(15.5, 6.5), QPointF(15.5, 17), QPointF(4.5, 17)]
    )


def _draw_application(painter: QPainter, _colour: QColor) -> None:
    painter.drawPolyline(
        [QPointF(15, 11.5), QPointF(15, 17), QPointF(4, 17), QPointF(4, 3), QPointF(10, 3)]
    )
    painter.drawPolygon(
        [QPointF(8, 12.8), QPointF(8.4, 10), QPointF(15.2, 3.2), QPointF(17.6, 5.6),
         QPointF(10.8, 12.4)]
    )  # fmt: skip


def _draw_plan(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.6, c=Qt.PenCapStyle.RoundCap))
    for y, left, right in ((4.5, 3.5, 9.5), (10.0, 7.0, 14.0), (15.5, 11.0, 16.5)):
        painter.drawLine(QPointF(left, y), QPointF(right, y))


def _draw_activities(painter: QPainter, colour: QColor) -> None:
    _draw_calendar(painter, colour)
    painter.drawPolyline([QPointF(7, 12.3), QPointF(9.2, 14.4), QPointF(13, 10.6)])


def _draw_people(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QPointF(7.4, 6.6), 3, 3)
    painter.drawArc(QRectF(2, 11.6, 10.8, 11), 0, 180 * 16)
    painter.drawArc(QRectF(10.2, 3.8, 5.6, 5.6), -80 * 16, 180 * 16)
    painter.drawArc(QRectF(10.2, 11.6, 7.8, 11), 0, 75 * 16)


def _draw_money(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QPointF(10, 10), 7.4, 7.4)
    for y in (6.4, 9.0):
        painter.drawLine(QPointF(6.9, y), QPointF(13.1, y))
    painter.drawLine(QPointF(10, 9), QPointF(10, 14.4))


def _draw_report(painter: QPainter, _colour: QColor) -> None:
    _draw_sheet(painter)
    for x, top in ((7.4, 12.0), (10.0, 9.0), (12.6, 10.6)):
        painter.drawLine(QPointF(x, top), QPointF(x, 14.2))


def _draw_sliders(painter: QPainter, _colour: QColor) -> None:
    for y, knob in ((5.0, 13.0), (10.0, 6.5), (15.0, 11.0)):
        painter.drawLine(QPointF(3, y), QPointF(17, y))
        painter.drawEllipse(QPointF(knob, y), 1.8, 1.8)


def _draw_question(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(10, 10), 7.6, 7.6)
    way = QPainterPath(QPointF(7.6, 8))
    way.cubicTo(QPointF(7.6, 4.6), QPointF(12.6, 4.8), QPointF(12.4, 8))
    way.cubicTo(QPointF(12.2, 9.8), QPointF(10, 9.8), QPointF(10, 11.8))
    painter.drawPath(way)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(10, 14.4), 0.6, 0.6)


def _draw_lock(painter: QPainter, _colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(4.5, 9, 11, 8), 2, 2)
    painter.drawArc(QRectF(6.5, 3.5, 7, 10), 0, 180 * 16)


def _draw_calendar(painter: QPainter, _colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(3.5, 4.5, 13, 12), 2, 2)
    painter.drawLine(QPointF(3.5, 8.5), QPointF(16.5, 8.5))
    painter.drawLine(QPointF(7, 2.8), QPointF(7, 6))
    painter.drawLine(QPointF(13, 2.8), QPointF(13, 6))


def _draw_down(painter: QPainter, _colour: QColor) -> None:
    painter.drawPolyline([QPointF(5.5, 8), QPointF(10, 12.5), QPointF(14.5, 8)])


def _draw_left(painter: QPainter, _colour: QColor) -> None:
    painter.drawPolyline([QPointF(12.5, 5), QPointF(7.5, 10), QPointF(12.5, 15)])


def _draw_up(painter: QPainter, _colour: QColor) -> None:
    painter.drawPolyline([QPointF(5.5, 12.5), QPointF(10, 8), QPointF(14.5, 12.5)])


def _draw_bin(painter: QPainter, _colour: QColor) -> None:
    painter.drawLine(QPointF(4, 5.5), QPointF(16, 5.5))
    painter.drawLine(QPointF(8, 3), QPointF(12, 3))
    painter.drawPolyline(
        [QPointF(5.5, 5.5), QPointF(6.3, 17), QPointF(13.7, 17), QPointF(14.5, 5.5)]
    )


def _draw_eye(painter: QPainter, colour: QColor) -> None:
    way = QPainterPath(QPointF(2, 10))
    way.quadTo(QPointF(10, 0.5), QPointF(18, 10))
    way.quadTo(QPointF(10, 19.5), QPointF(2, 10))
    painter.drawPath(way)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(10, 10), 2.2, 2.2)


def _draw_eye_closed(painter: QPainter, colour: QColor) -> None:
    _draw_eye(painter, colour)
    painter.drawLine(QPointF(4, 17), QPointF(16, 3))


_DRAWERS: Final[dict[str, Callable[[QPainter, QColor], None]]] = {
    "bullets": _draw_bullets,
    "numbers": _draw_numbers,
    "heading": _draw_heading,
    "link": _draw_link,
    "check": _draw_check,
    "ring": _draw_ring,
    "alarm": _draw_alarm,
    "done": _draw_done,
    "menu": _draw_menu,
    "close": _draw_close,
    "plus": _draw_plus,
    "minus": _draw_minus,
    "fit": _draw_fit,
    "undo": _draw_undo,
    "redo": _draw_redo,
    "backup": _draw_backup,
    "calendar": _draw_calendar,
    "down": _draw_down,
    "left": _draw_left,
    "up": _draw_up,
    "bin": _draw_bin,
    "clock": _draw_clock,
    "dot": _draw_dot,
    "house": _draw_house,
    "building": _draw_building,
    "application": _draw_application,
    "plan": _draw_plan,
    "activities": _draw_activities,
    "people": _draw_people,
    "money": _draw_money,
    "report": _draw_report,
    "sliders": _draw_sliders,
    "question": _draw_question,
    "lock": _draw_lock,
    "eye": _draw_eye,
    "eye_closed": _draw_eye_closed,
}
