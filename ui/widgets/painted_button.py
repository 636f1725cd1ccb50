"""A button that paints itself: as high as its words need, with a ring for the keyboard.

Enter presses it as Space does; arrows up and down go to its neighbours. Subclasses measure and
paint; where a press leads is their owner's business.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from grantee_app.language.message import LanguageCode
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.text_lines import lay_out, measure_height

RADIUS = 8.0


class PaintedButton(QAbstractButton):
    """`measure_height` and `paint_inside` are a subclass's; padding is inside both."""

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        least: int = 120,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._least = least
        self.neighbours: Sequence[PaintedButton] = ()
        # Heights by width: a layout asks for the same ones again and again.
        self._heights: dict[int, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Not Fixed: that caps the height at the hint of an earlier width, and cuts a wrapped line.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._measure_anew)

    def tell(self, name: str, description: str = "") -> None:
        """Say to a screen reader what it is; the words themselves have changed."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._measure_anew()

    def _measure_anew(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self.update()

    # ------------------------------------------------------------------ what a subclass does

    def measure_height(self, width: float) -> float:
        """Return the height that everything needs at `width`."""
        raise NotImplementedError

    def paint_inside(self, painter: QPainter, width: float) -> None:
        """Paint everything at `width`."""
        raise NotImplementedError

    # ------------------------------------------------------------------ fonts and words

    def small(self) -> QFont:
        """Return the quieter size."""
        font = QFont(self.font())
        font.setPointSizeF(self._theme.measure.points * 0.92)
        return font

    def code(self) -> LanguageCode:
        """Return the language that words are broken in."""
        return self._words.code

    def height_of(self, text: str, font: QFont, width: float) -> float:
        """Return the height of a text, 0 for none."""
        return measure_height(text, font, width, self.code()) if text else 0.0

    def draw_text(  # noqa: PLR0917 (what, how and where)
        self, painter: QPainter, text: str, font: QFont, colour: str, at: QPointF, width: float
    ) -> float:
        """Paint a text in lines of `width` and return its height."""
        if not text:
            return 0.0
        layout, height = lay_out(text, font, width, self.code())
        painter.setPen(QColor(colour))
        layout.draw(painter, at)
        return height

    # ------------------------------------------------------------------ what Qt asks

    def hasHeightForWidth(self) -> bool:
        """Height follows from width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at `width`, never less than a finger needs."""
        known = self._heights.get(width)
        if known is None:
            least = self._theme.measure.target
            known = self._heights[width] = max(least, round(self.measure_height(width) + 0.5))
        return known

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = max(self.width(), self._least)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self._least, self._theme.measure.target)

    def event(self, event: QEvent) -> bool:
        """Measure anew when the font is another one."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._heights.clear()
            self.updateGeometry()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too; go to a neighbour with the arrows."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if by is None or self not in self.neighbours:
            super().keyPressEvent(event)
            return
        parent = self.parentWidget()
        shown = [button for button in self.neighbours if parent and button.isVisibleTo(parent)]
        place = shown.index(self) + by
        if 0 <= place < len(shown):
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground under the mouse, the inside, and the ring of the keyboard."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        self.paint_inside(painter, self.width())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def draw_bar(
    painter: QPainter,
    box: QRectF,
    share: float,
    colours: tuple[str, str],
    mark: float | None = None,
) -> None:
    """Paint a bar filled to `share` (0–1) in the first colour; `mark` is where the plan stands."""
    fill, ground = colours
    radius = box.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, radius, radius)
    width = box.width() * min(max(share, 0.0), 1.0)
    if width > 0:
        # Something is not nothing: a sliver is seen too.
        filled = QRectF(box.left(), box.top(), max(width, box.height()), box.height())
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(filled, radius, radius)
    if mark is not None and 0 < mark < 1:
        left = box.left() + box.width() * mark
        painter.drawRect(QRectF(left - 1, box.top() - 3, 2, box.height() + 6))
