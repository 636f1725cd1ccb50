"""One of the project's records by its id, its name shown whole: long titles wrap and are never cut.

Works like a closed list: Up and Down go along it, letters find, Space and Alt+Down open it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from grantee_app.language.folding import fold_text
from grantee_app.language.message import Message, message
from ui.editors.editor import Editor
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.text_lines import lay_out, measure_height

LEFT = 10
ARROW = 28


class WrappedChoice(QAbstractButton):
    """The box: the chosen words in as many lines as they need; `stepped` asks for another one."""

    left = Signal()
    stepped = Signal(int)
    typed = Signal(str)

    def __init__(self, theme: Theme, words: ScreenLanguage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self.is_wrong = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def set_words(self, text: str) -> None:
        """Show other words."""
        self.setText(text.replace("&", "&&"))
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return what is shown."""
        return self.text().replace("&&", "&")

    # ------------------------------------------------------------------ size and paint

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        inside = width - LEFT - ARROW
        height = measure_height(self.words(), self.font(), inside, self._words.code)
        return max(self._theme.measure.target, round(height + 0.5) + 16)

    def sizeHint(self) -> QSize:
        """Return the size at the width there is."""
        width = self.width() if self.width() > 120 else 240
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size: a long word may still break."""
        return QSize(160, self._theme.measure.target)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it like the other fields."""
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = t.accent if self.hasFocus() else t.bad if self.is_wrong else t.edge
        thick = 2.0 if self.hasFocus() else 1.0
        is_closed = not self.isEnabled()
        painter.setPen(QPen(QColor(t.line if is_closed else edge), thick))
        painter.setBrush(QColor(t.hover if self.underMouse() and not is_closed else t.card))
        inset = thick / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        width = self.width() - LEFT - ARROW
        layout, height = lay_out(self.words(), self.font(), width, self._words.code)
        painter.setPen(QColor(t.secondary if is_closed else t.ink))
        layout.draw(painter, QPointF(LEFT, (self.height() - height) / 2))
        pen = QPen(QColor(t.secondary if is_closed else t.ink), 1.7)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x, y = self.width() - ARROW / 2 - 2, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Up and Down choose, letters find."""
        key, is_alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        elif key == Qt.Key.Key_F4 or (is_alt and key == Qt.Key.Key_Down):
            self.click()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not is_alt:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif event.text().strip() and event.text().isprintable() and not is_alt:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has gone elsewhere; its own list is no elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class WrappedChoiceEditor(Editor):
    """Another record by its id; `list_records` tells the ids and names that are on offer."""

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        list_records: Callable[[], Sequence[tuple[str, str]]],
        say_none: Callable[[], str],
    ) -> None:
        super().__init__(words)
        self._list_records = list_records
        self._say_none = say_none
        self._choices: list[tuple[str, str]] = []
        self._code = ""
        self._label = ""
        self.box = WrappedChoice(theme, words)
        self.box.clicked.connect(self.open_list)
        self.box.stepped.connect(self._step)
        self.box.typed.connect(self._find)
        self.box.left.connect(self.left)
        self.row.addWidget(self.box, 1)
        self.setFocusProxy(self.box)
        self.refresh()

    def value(self) -> str:
        """Return the id, "" for none."""
        return self._code

    def set_value(self, text: str) -> None:
        """Show a stored id."""
        self._code = text
        self.refresh()

    def problem(self) -> Message | None:
        """Return that the record is gone."""
        is_known = any(code == self._code for code, _ in self._choices)
        return None if is_known else message("Choose one of the list.")

    def focus_target(self) -> QWidget:
        """Return the box."""
        return self.box

    def mark(self, *, is_wrong: bool) -> None:
        """Show by the edge whether something is wrong."""
        self.box.is_wrong = is_wrong
        self.box.update()

    def name_parts(self, label: str) -> None:
        """Say what is chosen together with what it is."""
        self._label = label
        self._say()

    def refresh(self) -> None:
        """Offer the records as they are now."""
        self._choices = [("", self._say_none()), *self._list_records()]
        self._say()

    def retranslate(self) -> None:
        """Name the records in the language of the screen."""
        self.refresh()

    def _say(self) -> None:
        said = next((name for code, name in self._choices if code == self._code), "–")
        if said != self.box.words():
            self.box.set_words(said)
        self.box.setAccessibleName(f"{self._label}: {said}" if self._label else said)

    # ------------------------------------------------------------------ choosing

    def open_list(self) -> None:
        """Open the list under the box."""
        self.refresh()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setMinimumWidth(self.box.width())
        for code, name in self._choices:
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(code == self._code)
            action.triggered.connect(lambda _on=False, wanted=code: self.choose(wanted))
            if code == self._code:
                menu.setActiveAction(action)
        menu.popup(self.box.mapToGlobal(QPoint(0, self.box.height() + 2)))

    def choose(self, code: str) -> None:
        """Choose as a person does."""
        if code != self._code:
            self._code = code
            self._say()
            self.edited.emit()

    def _step(self, by: int) -> None:
        codes = [code for code, _ in self._choices]
        place = codes.index(self._code) + by if self._code in codes else 0
        if 0 <= place < len(codes):
            self.choose(codes[place])

    def _find(self, letter: str) -> None:
        wanted = fold_text(letter)
        codes = [code for code, name in self._choices if fold_text(name).startswith(wanted)]
        if codes:
            place = codes.index(self._code) + 1 if self._code in codes else 0
            self.choose(codes[place % len(codes)])
