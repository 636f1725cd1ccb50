"""A quiet line at the foot of the side bar that can be pressed: how the backups stand, the lock.

Folds to a sign where the bar is a rail. Knows nothing of what it tells.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.signs import draw_sign
from ui.widgets.text_lines import lay_out, measure_height

PADDING = 6
SIGN = 20


class SideNote(QAbstractButton):
    """One or two lines that wrap; `set_words` with `is_alarm` shows them in the warning colour."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, sign: str = "backup"
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = sign
        self._is_rail = False
        self._is_alarm = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._take_size)
        self._take_size()

    def _take_size(self) -> None:
        font = self.font()
        font.setPointSizeF(self._theme.measure.points * 0.92)
        self.setFont(font)
        self.updateGeometry()
        self.update()

    def set_words(self, text: str, hint: str, *, is_alarm: bool = False) -> None:
        """Show `text`; `hint` says what pressing does."""
        self._is_alarm = is_alarm
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setToolTip(f"{text}\n{hint}" if self._is_rail else hint)
        self.updateGeometry()
        self.update()

    def set_rail(self, is_rail: bool) -> None:
        """Show a sign instead of words."""
        self._is_rail = is_rail
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Height follows from width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need at `width`."""
        least = self._theme.measure.target
        if self._is_rail:
            return least
        height = measure_height(self._plain(), self.font(), width - 2 * PADDING)
        return max(least, round(height + 0.5) + 2 * PADDING)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = max(self.width(), 40)
        return QSize(width, self.heightForWidth(width))

    def _plain(self) -> str:
        # The layout knows lines by the separator of lines alone.
        return self.text().replace("&&", "&").replace("\n", "\u2028")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words or the sign, and the ring of the keyboard."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.side_line))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        ink = tokens.side_sign if self._is_alarm else tokens.side_secondary
        if self._is_rail:
            side = self._theme.measure.grow(SIGN)
            picture = draw_sign(self._sign, ink).pixmap(side, side)
            corner = self.rect().center() - QPointF(side / 2, side / 2).toPoint()
            painter.drawPixmap(corner, picture)
        else:
            layout, height = lay_out(self._plain(), self.font(), self.width() - 2 * PADDING)
            painter.setPen(QColor(ink))
            layout.draw(painter, QPointF(PADDING, (self.height() - height) / 2))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.side_secondary), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
