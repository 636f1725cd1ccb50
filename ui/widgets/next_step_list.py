"""What to do next, a line each: a sign, what it is, what is missing, the verb that leads there.

The whole line is one button. Shows the first few and the rest when asked. Knows neither why a
step was chosen nor the page it leads to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from grantee_app.language.message import N_
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, bold
from ui.widgets.labels import make_label
from ui.widgets.painted_button import PaintedButton
from ui.widgets.pill import paint_pill
from ui.widgets.text_lines import natural_width

if TYPE_CHECKING:
    from grantee_app.checks.step import NextStep

SHOWN: Final = 5
PADDING: Final = 8
SIGN_WIDTH: Final = 28
GAP: Final = 12
# By kind: a sign, and the word that says it to a screen reader.
_SIGNS: Final = {
    "deadline": ("◷", N_("Deadline")),
    "error": ("!", N_("Error")),
    "evidence": ("▣", N_("Evidence")),
    "deviation": ("±", N_("Deviation")),
    "warning": ("▲", N_("Warning")),
    "begin": ("→", N_("To begin")),
}


class NextStepRow(PaintedButton):
    """One step as a button."""

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, theme, parent, least=200)
        self.step: NextStep | None = None
        self.is_last = False
        self._title = self._detail = self._action = ""

    def set_step(self, step: NextStep) -> None:
        """Show a step in the language of the screen."""
        self.step = step
        say = self._words.say
        self._title = say(step.title)
        self._detail = say(step.detail) if step.detail else ""
        self._action = say(step.action)
        kind = self._words.gettext(_SIGNS[step.kind][1])
        self.tell(f"{kind}. {self._title}", f"{self._detail}. {self._action}".lstrip(". "))

    # ------------------------------------------------------------------ size

    def _action_width(self) -> float:
        return natural_width(self._action, self._action_font()) + 28

    def _action_font(self) -> QFont:
        return bold(self.font())

    def _is_narrow(self, width: float) -> bool:
        return self._text_width(width, is_narrow=False) < self._theme.measure.line * 12

    def _text_width(self, width: float, *, is_narrow: bool) -> float:
        left = width - 2 * PADDING - SIGN_WIDTH - GAP
        return left if is_narrow else left - GAP - self._action_width()

    def measure_height(self, width: float) -> float:
        """Return the height of the words, and of the verb where it stands below them."""
        is_narrow = self._is_narrow(width)
        inside = self._text_width(width, is_narrow=is_narrow)
        height = self.height_of(self._title, bold(self.font()), inside)
        if self._detail:
            height += 2 + self.height_of(self._detail, self.small(), inside)
        target = self._theme.measure.target
        if is_narrow:
            return height + 8 + target + 2 * PADDING
        return max(height, target) + 2 * PADDING

    # ------------------------------------------------------------------ paint

    def paint_inside(self, painter: QPainter, width: float) -> None:
        """Paint sign, words, verb and the thin line below."""
        if self.step is None:
            return
        tokens = self._theme.tokens
        is_narrow = self._is_narrow(width)
        inside = self._text_width(width, is_narrow=is_narrow)
        left, top = float(PADDING + SIGN_WIDTH + GAP), float(PADDING)
        line = QFontMetricsF(self.font()).height()
        colours = tokens.tone(self.step.tone)
        if not self.step.tone:
            colours = (tokens.accent, tokens.accent_soft)
        sign = QRectF(PADDING, top - 1, SIGN_WIDTH, line + 2)
        paint_pill(painter, sign, _SIGNS[self.step.kind][0], colours, bold(self.small()))
        top += self.draw_text(
            painter, self._title, bold(self.font()), tokens.ink, QPointF(left, top), inside
        )
        if self._detail:
            at = QPointF(left, top + 2)
            top += 2 + self.draw_text(
                painter, self._detail, self.small(), tokens.secondary, at, inside
            )
        target = self._theme.measure.target
        box = QRectF(width - PADDING - self._action_width(), PADDING, self._action_width(), target)
        if is_narrow:
            box.moveTo(left, top + 8)
        self._paint_action(painter, box)
        if not self.is_last:
            painter.fillRect(
                QRectF(PADDING, self.height() - 1, width - 2 * PADDING, 1), QColor(tokens.line)
            )

    def _paint_action(self, painter: QPainter, box: QRectF) -> None:
        tokens = self._theme.tokens
        is_hot = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent if is_hot else tokens.edge), 1))
        painter.setBrush(QColor(tokens.accent_soft if is_hot else tokens.card))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(self._action_font())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._action)


class NextStepList(QWidget):
    """`chosen` brings the step that a person goes to."""

    chosen = Signal(object)

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._steps: list[NextStep] = []
        self._rows: list[NextStepRow] = []
        self._shows_all = False
        self._nothing = make_label("secondary")
        self._more = QPushButton()
        self._more.setProperty("role", "link")
        self._more.clicked.connect(self._show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._nothing)
        foot = QHBoxLayout()
        foot.setContentsMargins(PADDING + SIGN_WIDTH + GAP - 4, 4, 0, 0)
        foot.addWidget(self._more)
        foot.addStretch()
        self._column.addLayout(foot)

    def set_steps(self, steps: list[NextStep]) -> None:
        """Show these steps, the most pressing first."""
        self._steps = steps
        self.retranslate()

    def rows(self) -> list[NextStepRow]:
        """Return the lines that are seen."""
        return [row for row in self._rows if not row.isHidden()]

    def _show_all(self) -> None:
        self._shows_all = True
        first_new = SHOWN
        self.retranslate()
        self.rows()[first_new].setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        shown = self._steps if self._shows_all else self._steps[:SHOWN]
        while len(self._rows) < len(shown):
            self._add_row()
        for number, row in enumerate(self._rows):
            row.setHidden(number >= len(shown))
            if number < len(shown):
                row.is_last = number == len(shown) - 1
                row.set_step(shown[number])
        hidden = len(self._steps) - len(shown)
        self._more.setVisible(hidden > 0)
        self._more.setText(self._words.ngettext("{count} more", "{count} more", hidden))
        self._nothing.setVisible(not self._steps)
        self._nothing.setText(
            "✓ "
            + self._words.gettext(
                "Nothing is pressing: no deadline is near and nothing contradicts itself."
            )
        )

    def _add_row(self) -> None:
        row = NextStepRow(self._words, self._theme)
        row.clicked.connect(lambda: self.chosen.emit(row.step))
        row.neighbours = self._rows
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
