"""Uses the window as a person does, step by step from its event loop, by keys and clicks.

Pages are switched, texts typed and taken back, lists scrolled, searched and filtered, language and
size of the window changed on every page, the report written. Knows the window by the names of its
parts, and no project.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Iterator
from itertools import chain, repeat
from pathlib import Path
from time import perf_counter

from event_gaps import GapRecorder
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

LETTERS = "Ауыл жастары жиналып, өз ойын ортаға салды. "
PAUSE_MS = 30
CONTROL = Qt.KeyboardModifier.ControlModifier


class Use(QObject):
    """Takes one step after another, each from the event loop, until the time is over.

    At least one whole round is gone; `ended` follows the last. `letters` are what it types into a
    text, `visited` the pages that it has been to.
    """

    ended = Signal()

    def __init__(self, window: QWidget, seconds: float, letters: str = LETTERS) -> None:
        super().__init__(window)
        self._window = window
        self._letters = letters
        self.visited: set[str] = set()
        self._end_at = perf_counter() + seconds
        self.recorder = GapRecorder(self)
        self.recorder.doing = "begin"
        self._steps: Iterator[tuple[str, int]] = chain.from_iterable(
            self._use_once() for _ in repeat(None)
        )
        self._rounds = 0
        self.steps_taken = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._take_step)
        self.recorder.begin()
        self._timer.start(PAUSE_MS)

    def _take_step(self) -> None:
        if perf_counter() > self._end_at and self._rounds:
            self.recorder.end()
            self.ended.emit()
            return
        doing, pause = next(self._steps)
        self.steps_taken += 1
        # What was done just now is still drawn and saved while the next step waits.
        self.recorder.doing = doing
        self._timer.start(pause)

    # ------------------------------------------------------------------ what is done

    def _use_once(self) -> Iterator[tuple[str, int]]:
        steps = list(self._window.side.steps)
        for step in steps:
            yield from self._open(step)
            yield from self._scroll(step)
            yield from self._walk_a_list(step)
            # Without words of its own it would take back that the project was brought in.
            if (yield from self._type(step)):
                yield from self._take_back(step)
        yield from self._look_at_parts("plan")
        yield from self._look_at_parts("money")
        yield from self._search("money")
        for step in steps:
            yield from self._open(step)
            yield from self._switch_language()
            yield from self._resize()
        yield from self._write_report()
        for step in (*steps, *reversed(steps)):
            yield from self._open(step)
        self._rounds += 1

    def _page(self) -> QWidget:
        return self._window.view.page()

    def _open(self, step: str) -> Iterator[tuple[str, int]]:
        is_first = self._window.view.find_page(step) is None
        QTest.mouseClick(self._window.side.steps[step], Qt.MouseButton.LeftButton)
        doing = f"open {step}{', first time' if is_first else ''}"
        yield doing, 300
        # Its modules may be on their way.
        while self._window.view.step() != step:
            yield doing, PAUSE_MS
        self.visited.add(step)
        while not self._page().is_whole():
            yield doing, PAUSE_MS

    def _scroll(self, step: str) -> Iterator[tuple[str, int]]:
        for area in self._shown(QScrollArea)[:2]:
            bar = area.verticalScrollBar()
            for part in (3, 6, 10, 0):
                bar.setValue(bar.maximum() * part // 10)
                yield f"scroll {step}", PAUSE_MS

    def _walk_a_list(self, step: str) -> Iterator[tuple[str, int]]:
        for view in self._shown(QAbstractItemView)[:1]:
            if view.parentWidget() is None or view.window() is not self._window:
                continue
            view.setFocus()
            for key in (*repeat(Qt.Key.Key_Down, 12), Qt.Key.Key_PageDown, Qt.Key.Key_End,
                        Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down):  # fmt: skip
                QTest.keyClick(view, key)
                yield f"walk down {step}", 60

    def _type(self, step: str) -> Generator[tuple[str, int], None, bool]:
        fields = [
            field
            for field in (*self._shown(QTextEdit), *self._shown(QLineEdit))
            if not field.isReadOnly() and field.isEnabled() and field.property("kept_text")
        ]
        if not fields:
            return False
        field = fields[0]
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End, CONTROL)
        for letter in self._letters:
            typed = QInputMethodEvent()
            typed.setCommitString(letter)
            QCoreApplication.sendEvent(field, typed)
            yield f"type in {step}", 70
        yield f"rest after typing in {step}", 1200
        return True

    def _take_back(self, step: str) -> Iterator[tuple[str, int]]:
        again = CONTROL | Qt.KeyboardModifier.ShiftModifier
        # One step and no more: the one before may be the bringing in of the project.
        for keys in (CONTROL, again, CONTROL, again):
            target = QApplication.focusWidget() or self._window
            QTest.keyClick(target, Qt.Key.Key_Z, keys)
            yield f"undo in {step}", 350

    def _look_at_parts(self, step: str) -> Iterator[tuple[str, int]]:
        yield from self._open(step)
        parts = getattr(self._page(), "parts", None)
        for name, button in list(getattr(parts, "buttons", {}).items()):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            yield f"part {name} of {step}", 300
        for button in list(getattr(parts, "buttons", {}).values())[:1]:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            yield f"first part of {step}", 300

    def _search(self, step: str) -> Iterator[tuple[str, int]]:
        yield from self._open(step)
        search = getattr(getattr(self._page(), "journal", None), "search", None)
        if search is None:
            return
        search.setFocus()
        for letter in "қағаз":
            typed = QInputMethodEvent()
            typed.setCommitString(letter)
            QCoreApplication.sendEvent(search, typed)
            yield f"search in {step}", 90
        search.clear()
        yield f"search in {step}", 400

    def _switch_language(self) -> Iterator[tuple[str, int]]:
        for code in ("ru", "kk"):
            self._window.switch_language(code)
            yield f"switch to {code} on {self._window.view.step()}", 600

    def _resize(self) -> Iterator[tuple[str, int]]:
        before = self._window.size()
        for width, height in ((1000, 700), (before.width(), before.height())):
            self._window.resize(width, height)
            yield f"resize on {self._window.view.step()}", 300

    def _write_report(self) -> Iterator[tuple[str, int]]:
        yield from self._open("report")
        page = self._page()
        target = Path(tempfile.gettempdir()) / f"bastama-use-{os.getpid()}.pdf"
        page.export.choose_target = lambda _code: target
        page.export.write_pdf("kk")
        yield "write the report", 2000

    def _shown(self, kind: type) -> list:
        return [widget for widget in self._page().findChildren(kind) if widget.isVisible()]
