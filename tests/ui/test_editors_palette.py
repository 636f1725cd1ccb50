"""The palette of Kazakh letters: comes, types, goes, is remembered, and takes no focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.ui.test_record_form import show  # noqa: F401 (a fixture)
from ui.editors.line_editor import LineEditor
from ui.editors.long_text_editor import LongTextEditor
from ui.editors.text_editor import TextEditor
from ui.screen_language import ScreenLanguage
from ui.widgets.letter_palette import LETTERS, LetterPalette

ALT = Qt.KeyboardModifier.AltModifier


class Page(QWidget):
    def __init__(self, words: ScreenLanguage) -> None:
        super().__init__()
        self.kk = TextEditor(words, language="kk")
        self.ru = TextEditor(words, language="ru")
        self.long = LongTextEditor(words, language="kk")
        self.line = LineEditor(words, language="kk")
        self.plain = QLineEdit()
        column = QVBoxLayout(self)
        for widget in (self.kk, self.ru, self.long, self.line, self.plain):
            column.addWidget(widget)


@pytest.fixture
def page(words: ScreenLanguage, show: Callable[[QWidget], QWidget]) -> Page:  # noqa: F811
    page = Page(words)
    show(page)
    page.plain.setFocus()
    return page


@pytest.fixture
def palette(words: ScreenLanguage, memory: QSettings, page: Page) -> Iterator[LetterPalette]:
    palette = LetterPalette(words, memory, words)
    yield palette
    palette.end()


def press(palette: LetterPalette, letter: str) -> None:
    button = palette.letters[LETTERS.index(letter)]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_stands_at_kazakh_texts_alone(palette: LetterPalette, page: Page) -> None:
    assert not palette.isVisible()
    for text, is_there in (
        (page.kk.text, True),
        (page.ru.text, False),
        (page.long.text, True),
        (page.plain, False),
        (page.line.line, True),
    ):
        text.setFocus()
        assert palette.isVisible() is is_there
    page.kk.set_read_only(True)
    page.kk.text.setFocus()
    assert not palette.isVisible()


def test_a_press_types_and_the_focus_stays(palette: LetterPalette, page: Page) -> None:
    for editor in (page.kk, page.long, page.line):
        heard: list[str] = []
        editor.edited.connect(lambda told=editor, into=heard: into.append(told.value()))
        target = editor.focus_target()
        target.setFocus()
        QTest.keyClicks(target, "a")
        press(palette, "ә")
        press(palette, "ң")
        assert target.hasFocus()
        assert editor.value() == "aәң"
        assert heard[-1] == "aәң"


def test_the_capital_is_for_one_letter(palette: LetterPalette, page: Page) -> None:
    page.kk.text.setFocus()
    QTest.mouseClick(palette.shift, Qt.MouseButton.LeftButton)
    assert [button.text() for button in palette.letters] == list(LETTERS.upper())
    press(palette, "қ")
    press(palette, "қ")
    assert page.kk.value() == "Ққ"
    QTest.keyPress(page.kk.text, Qt.Key.Key_Shift)
    assert palette.letters[0].text() == "Ә"
    QTest.keyRelease(page.kk.text, Qt.Key.Key_Shift)
    assert palette.letters[0].text() == "ә"


def test_closed_it_stays_closed_and_a_button_brings_it_back(
    palette: LetterPalette, page: Page, words: ScreenLanguage, memory: QSettings
) -> None:
    page.kk.text.setFocus()
    QTest.mouseClick(palette.close_button, Qt.MouseButton.LeftButton)
    assert palette.isVisible()
    assert not palette.letters[0].isVisible()
    assert page.kk.text.hasFocus()
    page.long.text.setFocus()
    assert not palette.letters[0].isVisible()
    another = LetterPalette(words, memory, words)
    assert not another.is_open()
    another.end()
    QTest.mouseClick(palette.open_button, Qt.MouseButton.LeftButton)
    assert palette.letters[0].isVisible()
    assert page.long.text.hasFocus()
    QTest.keyClick(page.long.text, Qt.Key.Key_Q, ALT)
    assert not palette.is_open()
    QTest.keyClick(page.long.text, Qt.Key.Key_Q, ALT)
    assert palette.is_open()
    assert page.long.value() == ""


def test_alt_q_brings_it_to_any_text(palette: LetterPalette, page: Page) -> None:
    page.plain.setFocus()
    QTest.keyClick(page.plain, Qt.Key.Key_Q, ALT)
    assert palette.isVisible()
    press(palette, "ү")
    assert page.plain.text() == "ү"
    page.ru.text.setFocus()
    assert not palette.isVisible()


def test_it_never_leaves_the_window(palette: LetterPalette, page: Page) -> None:
    for width, height in ((900, 700), (420, 330)):
        page.resize(width, height)
        for text in (page.kk.text, page.long.text, page.line.line):
            text.setFocus()
            QApplication.processEvents()
            assert page.rect().contains(palette.geometry())


def test_it_covers_no_text_where_there_is_room(palette: LetterPalette, page: Page) -> None:
    page.layout().addStretch()
    page.resize(900, 700)
    QApplication.processEvents()
    for text in (page.kk.text, page.long.text, page.line.line):
        text.setFocus()
        QApplication.processEvents()
        others = [editor.focus_target() for editor in (page.kk, page.ru, page.long, page.line)]
        for other in (*others, page.plain):
            place = QRect(other.mapTo(page, QPoint(0, 0)), other.size())
            assert not place.intersects(palette.geometry())


def test_it_is_named_in_both_languages(palette: LetterPalette, words: ScreenLanguage) -> None:
    said = set()
    for code in ("kk", "ru"):
        words.switch(code)
        buttons = (palette.shift, palette.close_button, palette.open_button)
        said |= {button.accessibleName() for button in buttons}
        assert palette.accessibleName()
    assert len(said) == 6
    assert all(button.focusPolicy() == Qt.FocusPolicy.NoFocus for button in palette.letters)
