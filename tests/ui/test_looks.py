"""What a person must be able to read: names under the ring of the keyboard, wrapped titles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.ui import seen
from tools.settling import wait_for_layout
from ui.main_window import MainWindow
from ui.theme import Theme
from ui.widgets.fold import Fold
from ui.widgets.page_header import PageHeader
from ui.widgets.section_list import SectionList


def count_ink(view: SectionList, theme: Theme) -> int:
    """Return how many pixels of the current row are about as dark as the ink."""
    picture = view.viewport().grab(view.visualRect(view.currentIndex())).toImage()
    limit = QColor(theme.tokens.ink).lightness() + 60
    return sum(
        QColor(picture.pixel(x, y)).lightness() < limit
        for x in range(60, picture.width() - 6)
        for y in range(6, picture.height() - 6)
    )


def test_a_section_is_readable_while_the_keyboard_is_on_it(
    window: MainWindow, theme: Theme, qtbot
) -> None:
    view = window.findChild(SectionList)
    assert view is not None
    view.choose("narrative")
    view.clearFocus()
    QApplication.processEvents()
    without = count_ink(view, theme)
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(view.hasFocus)
    assert without > 50
    assert count_ink(view, theme) > without / 2


@pytest.mark.parametrize("width", [1366, 1000])
def test_wrapped_titles_are_not_cut(window: MainWindow, qtbot, width: int) -> None:
    window.resize(width, 768)
    view = window.findChild(SectionList)
    assert view is not None
    view.choose("narrative")

    def is_whole() -> bool:
        heads = [fold.head for fold in window.findChildren(Fold) if fold.isVisible()]
        return bool(heads) and all(
            head.height() >= head.heightForWidth(head.width()) for head in heads
        )

    qtbot.waitUntil(is_whole, timeout=20_000)


@pytest.mark.parametrize("percent", [100, 150])
def test_the_top_bar_cuts_no_word_at_any_width(qtbot, theme: Theme, percent: int) -> None:
    theme.choose_size(percent)
    try:
        header = PageHeader()
        qtbot.addWidget(header)
        for text in ("Қалта…", "PDF Рус", "PDF Қаз"):
            header.add_button(QPushButton(text))
        header.set_words("Қорытынды есеп", "Шарттың № 7 қосымшасы · 2024 жылғы нұсқа")
        header.set_status("✓ Бәрі сақталған", "ok")
        header.show()
        for width in range(620, 1400, 60):
            header.resize(width, header.heightForWidth(width))
            wait_for_layout(header)
            header.resize(width, header.heightForWidth(width))
            wait_for_layout(header)
            found = seen.find_cut_words(header) + seen.find_misplaced(header)
            assert found == [], f"{width}: {found}"
    finally:
        theme.choose_size(100)


def test_the_top_bar_takes_the_same_shape_whichever_it_had(qtbot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    header = PageHeader(page)
    for text in ("Қалта…", "PDF Рус", "PDF Қаз"):
        header.add_button(QPushButton(text))
    header.set_words("Қорытынды есеп", "Шарттың № 7 қосымшасы · 2024 жылғы нұсқа")
    header.set_status("✓ Бәрі сақталған", "ok")
    page.show()
    shapes = set()
    for width in range(300, 1100):
        header.resize(width, 80)
        levels = []
        for before in (0, 1, 2):
            header._arrange(before)
            header._whole.activate()
            header._fit()
            levels.append(header._level)
        assert len(set(levels)) == 1, f"{width}: {levels}"
        shapes.add(levels[0])
    assert shapes == {0, 1, 2}


def test_the_top_bar_does_not_change_while_somebody_types(qtbot, theme: Theme) -> None:
    header = PageHeader()
    qtbot.addWidget(header)
    header.add_button(QPushButton("Іс-шара қосу"))
    header.set_words("Жоспар", "6 міндет · 10 іс-шара · 65 көрсеткіш")
    header.show()
    for width in range(380, 900, 10):
        header.set_status("✓ Бәрі сақталған", "ok")
        header.resize(width, 80)
        QApplication.processEvents()
        before = header._level
        header.set_status("Сақталуда…", "")
        QApplication.processEvents()
        assert header._level == before
