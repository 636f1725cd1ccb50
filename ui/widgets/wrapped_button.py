"""A button of several lines: a title that wraps, a quieter second line, a sign at one end.

Qt's own buttons cut what does not fit; long Kazakh titles must not be cut. Knows nothing of what
it opens.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme, bold
from ui.widgets.pill import paint_pill
from ui.widgets.text_lines import lay_out, measure_height, natural_width


class WrappedButton(QAbstractButton):
    """A button that is as high as its words need.

    `arrow` is "menu" (▾ after the title), "fold" (▸ or ▾ before it) or "". `on_side` paints it in
    the colours of the side bar.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        arrow: str = "",
        on_side: bool = False,
        padding: int = 8,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._arrow = arrow
        self._on_side = on_side
        self._padding = padding
        self._detail = ""
        self._pill = ("", "")
        # Heights by width: a layout asks for the same ones again and again.
        self._heights: dict[int, int] = {}
        # Of the title, the second line and the sign; making one costs as much as measuring in it.
        self._fonts: tuple[QFont, QFont, QFont] | None = None
        self.is_open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Not Fixed: that caps the height at the hint of an earlier width, and cuts a wrapped line.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._measure_anew)

    def set_words(self, title: str, detail: str = "") -> None:
        """Show a title and a second line, and tell both to screen readers."""
        self._detail = detail
        self.setText(title.replace("&", "&&"))
        self._title = title
        self.setAccessibleName(f"{title}, {detail}" if detail else title)
        self._measure_anew()

    def set_arrow(self, arrow: str) -> None:
        """Show another arrow, "" for none."""
        self._arrow = arrow
        self._measure_anew()

    def set_pill(self, text: str, tone: str, meaning: str) -> None:
        """Show a small sign at the end; `meaning` says it in words."""
        self._pill = (text, tone)
        self.setAccessibleDescription(meaning)
        self.setToolTip(meaning)
        self._measure_anew()

    # ------------------------------------------------------------------ size

    def _measure_anew(self) -> None:
        self._forget()
        self.updateGeometry()
        self.update()

    def _forget(self) -> None:
        self._heights.clear()
        self._fonts = None

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._forget()
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Height follows from width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need at `width`."""
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._measure_height(width)
        return known

    def _measure_height(self, width: int) -> int:
        inside = self._text_width(width)
        title, detail, _sign = self._find_fonts()
        height = measure_height(self._shown_title(), title, inside)
        if self._detail:
            height += 2 + measure_height(self._detail, detail, inside)
        return max(self._theme.measure.target, round(height + 0.5) + 2 * self._padding)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = self.width() if self.width() > 100 else 240
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size: one long word may still break."""
        return QSize(120, self._theme.measure.target)

    def _text_width(self, width: int) -> float:
        return width - 2 * self._padding - self._lead_width() - self._pill_width()

    def _lead_width(self) -> float:
        return 20.0 if self._arrow == "fold" else 0.0

    def _pill_width(self) -> float:
        text = self._pill[0]
        return natural_width(text, self._find_fonts()[2]) + 16 + 8 if text else 0.0

    # ------------------------------------------------------------------ paint

    def _find_fonts(self) -> tuple[QFont, QFont, QFont]:
        if self._fonts is None:
            detail = QFont(self.font())
            detail.setPointSizeF(self._theme.measure.points * 0.92)
            self._fonts = bold(self.font()), detail, bold(detail)
        return self._fonts

    def _shown_title(self) -> str:
        title = getattr(self, "_title", self.text())
        return f"{title}\u00a0▾" if self._arrow == "menu" else title

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, the sign, and the ring of the keyboard."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.side_line if self._on_side else tokens.hover))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        ink = tokens.side_ink if self._on_side else tokens.ink
        quiet = tokens.side_secondary if self._on_side else tokens.secondary
        left, top = self._padding + self._lead_width(), float(self._padding)
        width = self._text_width(self.width())
        title_font, detail_font, _sign = self._find_fonts()
        title, height = lay_out(self._shown_title(), title_font, width)
        if self._arrow == "fold":
            painter.setPen(QColor(quiet))
            painter.setFont(self.font())
            box = QRectF(self._padding, top, self._lead_width(), title.lineAt(0).height())
            sign = "▾" if self.is_open else "▸"
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, sign)
        painter.setPen(QColor(ink))
        title.draw(painter, QPointF(left, top))
        if self._detail:
            painter.setPen(QColor(quiet))
            detail, _ = lay_out(self._detail, detail_font, width)
            detail.draw(painter, QPointF(left, top + height + 2))
        self._paint_pill(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                QPen(QColor(tokens.side_secondary if self._on_side else tokens.accent), 2)
            )
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_pill(self, painter: QPainter) -> None:
        text, tone = self._pill
        if not text:
            return
        width = self._pill_width() - 8
        line = self.fontMetrics().height()
        box = QRectF(self.width() - self._padding - width, self._padding - 1, width, line + 2)
        paint_pill(painter, box, text, self._theme.tokens.tone(tone), self._find_fonts()[2])
