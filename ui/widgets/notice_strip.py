"""One line under the top bar that tells how a longer work goes and how it ended.

Shows progress with a way to stop, a success with what can be done next, or a problem in a
sentence; Esc closes it. It never covers what is being written. Knows nothing of the work.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.labels import make_label, make_line_label
from ui.widgets.signs import draw_sign

Words = Callable[[], str]


class NoticeStrip(QFrame):
    """A strip that is hidden until there is something to tell.

    Sentences are given as functions, so that they can be said again in another language.
    """

    cancelled = Signal()
    closed = Signal()

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._say: Words = str
        self._say_more: Words = str
        self._say_action: Words = str
        self._act: Callable[[], None] | None = None
        self._is_running = False
        self.setProperty("role", "notice")
        self._sign = make_line_label("label")
        self._sentence = make_label("label")
        self._more = make_label("secondary")
        self._bar = QProgressBar(textVisible=False)
        self._action = QPushButton()
        self._action.clicked.connect(self._run_action)
        self._close = QToolButton()
        self._close.setProperty("role", "bare")
        self._close.clicked.connect(self.close_notice)
        self._lay_out()
        words.changed.connect(self.retranslate)
        theme.changed.connect(self._paint_sign)
        self._paint_sign()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._sentence)
        column.addWidget(self._more)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)

    # ------------------------------------------------------------------ what to tell

    def show_progress(self, say: Words) -> None:
        """Tell that work goes on; the button stops it."""
        self._show("", "", say, str)
        self._is_running = True
        self._bar.setRange(0, 0)
        self._bar.show()
        self._close.hide()
        self._offer(lambda: self._words.gettext("Cancel"), self.close_notice)
        self.retranslate()

    def show_busy(self, say: Words) -> None:
        """Tell that work goes on which nobody should stop."""
        self.show_progress(say)
        self._offer(str, None)

    def set_progress(self, done: int, total: int) -> None:
        """Show how far the work has come."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    def show_success(
        self,
        say: Words,
        say_more: Words = str,
        say_action: Words = str,
        act: Callable[[], None] | None = None,
    ) -> None:
        """Tell that something is done, what is worth knowing, and offer the next step."""
        self._show("ok", "✓", say, say_more)
        self._offer(say_action, act)
        self.retranslate()

    def show_problem(
        self,
        say: Words,
        say_action: Words = str,
        act: Callable[[], None] | None = None,
        say_more: Words = str,
    ) -> None:
        """Tell what went wrong and what to do."""
        self._show("bad", "!", say, say_more)
        self._offer(say_action, act)
        self.retranslate()

    def show_warning(
        self, say: Words, say_action: Words = str, act: Callable[[], None] | None = None
    ) -> None:
        """Tell what is worth looking at and hinders nobody."""
        self._show("warn", "▲", say, str)
        self._offer(say_action, act)
        self.retranslate()

    def is_running(self) -> bool:
        """Tell whether a longer work is being told of."""
        return self._is_running

    def close_notice(self) -> None:
        """Hide the strip; running work is stopped."""
        if self._is_running:
            self.cancelled.emit()
        self._is_running = False
        self.hide()
        self.closed.emit()

    def forget(self) -> None:
        """Hold nothing more of who told something: the page goes, and would be kept by it."""
        self._say = self._say_more = self._say_action = str
        self._act = None

    def _show(self, tone: str, sign: str, say: Words, say_more: Words) -> None:
        self._is_running = False
        self._say, self._say_more = say, say_more
        set_role(self, "notice", tone=tone)
        set_role(self._sign, "label", tone=tone)
        self._sign.setText(sign)
        self._sign.setVisible(bool(sign))
        self._bar.hide()
        self._close.show()
        self.show()

    def _offer(self, say: Words, act: Callable[[], None] | None) -> None:
        self._say_action, self._act = say, act
        self._action.setVisible(act is not None)

    def _run_action(self) -> None:
        if self._act is not None:
            self._act()

    # ------------------------------------------------------------------ words, signs, keys

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        sentence, more = self._say(), self._say_more()
        self._sentence.setText(sentence)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._action.setText(self._say_action())
        self._close.setToolTip(self._words.gettext("Close this message"))
        self._close.setAccessibleName(self._words.gettext("Close this message"))
        is_new = self.accessibleName() != sentence
        self.setAccessibleName(sentence)
        if is_new and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _paint_sign(self) -> None:
        self._close.setIcon(draw_sign("close", self._theme.tokens.secondary))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the strip."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_notice()
            return
        super().keyPressEvent(event)
