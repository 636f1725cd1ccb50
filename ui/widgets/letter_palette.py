"""The Kazakh letters that a Russian keyboard lacks, beside the text that is being typed.

Never takes the focus. Comes by itself at a text in Kazakh unless the keyboard is Kazakh; closed
once, it stays a small button in the corner, or comes by Alt+Q. Knows no page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLocale,
    QObject,
    QPoint,
    QRect,
    QSettings,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)

from ui.editors.editor import TEXT_LANGUAGE
from ui.screen_language import ScreenLanguage

LETTERS: Final = "әіңғүұқөһ"
_MEMORY: Final = "palette/is_open"
_MARGIN: Final = 12
_GAP: Final = 6
# What is read or pressed, and should not be covered.
_TAKING: Final = (QLabel, QLineEdit, QTextEdit, QAbstractButton, QComboBox)
# The letters that share Q's key: some systems tell the letter and not the key.
_Q_KEYS: Final = frozenset({int(Qt.Key.Key_Q), ord("Й"), ord("й")})


class LetterPalette(QFrame):
    """One palette for all windows of the app; it moves into the window that is typed in."""

    def __init__(self, words: ScreenLanguage, memory: QSettings, parent: QObject) -> None:
        super().__init__(None)
        self._words = words
        self._memory = memory
        self._text: QLineEdit | QTextEdit | None = None
        self._around: list[QWidget] = []
        self._is_open = bool(memory.value(_MEMORY, True, bool))
        self._is_capital = False
        # Somebody asked for it at this very text.
        self._is_asked = False
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self._place)
        self.setProperty("role", "palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self.letters = [self._add_button() for _ in LETTERS]
        for button, letter in zip(self.letters, LETTERS, strict=True):
            button.clicked.connect(lambda _on=False, sign=letter: self._type(sign))
        self.shift = self._add_button()
        self.shift.setCheckable(True)
        self.shift.clicked.connect(self._show_letters)
        self.close_button = self._add_button()
        self.close_button.clicked.connect(lambda: self.set_open(False))
        self.open_button = self._add_button()
        self.open_button.clicked.connect(lambda: self.set_open(True))
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 (there are widgets)
        self._app: QApplication | None = app
        app.focusChanged.connect(self._follow_focus)
        words.changed.connect(self.retranslate)
        parent.destroyed.connect(self.end)
        self.retranslate()
        self.hide()
        self._follow_focus(None, app.focusWidget())

    def end(self) -> None:
        """Let go of the app and be gone."""
        if self._app is not None:
            self._app.focusChanged.disconnect(self._follow_focus)
            self._app = None
            self._let_go()
            self._placing.stop()
            self.deleteLater()

    def is_open(self) -> bool:
        """Tell whether the letters are shown, not only the button that brings them."""
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        """Show the letters, or only the button that brings them; remembered."""
        self._is_open = is_open
        self._memory.setValue(_MEMORY, is_open)
        self._place()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self.setAccessibleName(words.gettext("Kazakh letters"))
        for button, hint in (
            (self.shift, words.gettext("Capital letters")),
            (self.close_button, words.gettext("Hide the letters (Alt+Q)")),
            (self.open_button, words.gettext("Kazakh letters (Alt+Q)")),
        ):
            button.setToolTip(hint)
            button.setAccessibleName(hint)
        self.shift.setText("⇧")
        self.close_button.setText("×")
        self.open_button.setText("Әә")
        self._show_letters()

    def _add_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "bare")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(button)
        return button

    # ------------------------------------------------------------------ letters

    def _show_letters(self) -> None:
        is_capital = self.shift.isChecked() or self._is_capital
        for button, letter in zip(self.letters, LETTERS, strict=True):
            button.setText(letter.upper() if is_capital else letter)
            button.setAccessibleName(button.text())

    def _type(self, letter: str) -> None:
        if self._text is None:
            return
        held = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        is_capital = self.shift.isChecked() or bool(held)
        event = QInputMethodEvent()
        event.setCommitString(letter.upper() if is_capital else letter)
        # As if it had been typed: selections are replaced, editors hear of it.
        QCoreApplication.sendEvent(self._text, event)
        if self.shift.isChecked():
            self.shift.setChecked(False)
            self._show_letters()

    # ------------------------------------------------------------------ following the text

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if isinstance(now, (QLineEdit, QTextEdit)) and not now.isReadOnly():
            self._text = now
            above: QWidget | None = now
            while above is not None:
                above.installEventFilter(self)
                self._around.append(above)
                above = None if above.isWindow() else above.parentWidget()
        self._is_asked = False
        self._place()

    def _let_go(self) -> None:
        for widget in self._around:
            try:
                widget.removeEventFilter(self)
            except RuntimeError:
                # Gone by now.
                continue
        self._around = []
        self._text = None
        self._is_capital = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the text as it moves and grows; Alt+Q and Shift are pressed in it."""
        kind = event.type()
        if kind in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide}:
            # Once, however much is laid out anew around the text.
            self._placing.start()
        elif watched is self._text and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Shift:
                self._is_capital = kind == QEvent.Type.KeyPress
                self._show_letters()
            is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if is_alt and int(event.key()) in _Q_KEYS:
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    self._toggle()
                return True
        return super().eventFilter(watched, event)

    def _toggle(self) -> None:
        if self._is_open and self.isVisible():
            self._is_asked = False
            self.set_open(False)
        else:
            self._is_asked = True
            self.set_open(True)

    def _is_wanted(self) -> bool:
        if self._text is None or not self._text.isVisible():
            return False
        if self._is_asked:
            return True
        has_letters = QGuiApplication.inputMethod().locale().language() == QLocale.Language.Kazakh
        return find_language(self._text) == "kk" and not has_letters

    def _place(self) -> None:
        if not self._is_wanted() or self._text is None:
            self.hide()
            return
        window = self._text.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        for button in (*self.letters, self.shift, self.close_button):
            button.setVisible(self._is_open)
        self.open_button.setVisible(not self._is_open)
        self._row.activate()
        size = self.sizeHint()
        self.resize(size)
        self.move(self._find_spot(window))
        self.show()
        self.raise_()

    def _find_spot(self, window: QWidget) -> QPoint:
        """Return the place near the text, or else in a corner, that covers least of the page."""
        assert self._text is not None  # noqa: S101 (the caller looked)
        wide, high = self.width(), self.height()
        right, bottom = window.width() - wide - _MARGIN, window.height() - high - _MARGIN
        corner = QPoint(right, bottom)
        if not self._is_open:
            return corner
        box = QRect(self._text.mapTo(window, QPoint(0, 0)), self._text.size())
        beside = box.right() - wide
        spots = [
            QPoint(beside, box.bottom() + _GAP),
            QPoint(beside, box.top() - high - _GAP),
            QPoint(box.right() + _GAP, box.top()),
            corner,
            QPoint(_MARGIN, bottom),
        ]
        area = window.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        places = [QRect(spot, self.size()) for spot in spots]
        places = [place for place in places if area.contains(place)]
        taken = self._list_taken(window, places)
        best, least = corner, -1
        for place in places:
            covered = sum(_count_common(place, rect) for rect in taken)
            # The text itself before anything else.
            covered += 100 * _count_common(place, box)
            if least < 0 or covered < least:
                best, least = place.topLeft(), covered
        return QPoint(max(0, best.x()), max(0, best.y()))

    def _list_taken(self, window: QWidget, places: list[QRect]) -> list[QRect]:
        """Return where the window shows something that is read or pressed, at these places."""
        return [
            place
            for widget, place in _list_seen(window, self, QPoint(0, 0), window.rect(), places)
            if isinstance(widget, _TAKING)
        ]


def _list_seen(
    above: QWidget, but: QWidget, at: QPoint, room: QRect, places: list[QRect]
) -> Iterator[tuple[QWidget, QRect]]:
    """Yield what is seen inside a widget that stands `at` a place of the window, and where.

    What is hidden, outside the `room` that can be seen of it, or at none of the `places`, is passed
    over with all in it: a page holds hundreds, and the letters are placed anew as it moves.
    """
    for child in above.children():
        if not isinstance(child, QWidget) or child is but or child.isHidden() or child.isWindow():
            continue
        whole = child.geometry().translated(at)
        seen = whole.intersected(room)
        if any(seen.intersects(place) for place in places):
            yield child, seen
            yield from _list_seen(child, but, whole.topLeft(), seen, places)


def _count_common(one: QRect, other: QRect) -> int:
    common = one.intersected(other)
    return common.width() * common.height() if common.isValid() else 0


def find_language(text: QWidget) -> str:
    """Return the language that a text is written in, "" where nobody tells."""
    above: QWidget | None = text
    while above is not None and not above.isWindow():
        told = above.property(TEXT_LANGUAGE)
        if told:
            return str(told)
        tell = getattr(above, "language", None)
        if callable(tell):
            return str(tell())
        above = above.parentWidget()
    return ""
