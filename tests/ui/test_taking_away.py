"""A widget that leaves its layout at once never flashes as a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from tests.ui.seen import WindowWatch
from ui.widgets.taking_away import take_away


def test_what_goes_in_the_turn_it_came_in_is_never_a_window(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    page.show()
    watch = WindowWatch()
    try:
        label = QLabel("Ескерту")
        column.addWidget(label)
        take_away(label)
        QApplication.processEvents()
        assert watch.flashed == []
        assert column.count() == 0
    finally:
        watch.end()


def test_a_widget_without_a_parent_would_flash(qtbot) -> None:
    """What `take_away` is for: were it no longer so, nobody would need it."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    page.show()
    watch = WindowWatch()
    label = QLabel("Ескерту")
    try:
        column.addWidget(label)
        label.setParent(None)
        QApplication.processEvents()
        assert watch.flashed != []
    finally:
        watch.end()
        label.close()
        label.deleteLater()
