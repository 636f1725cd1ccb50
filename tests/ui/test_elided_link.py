"""A link of one line: what it shows where there is little room, and how wide it lets a page be."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui.widgets.elided_link import ElidedLink

WORDS = "← «Ата & апа» кездесуі · Жетісу облысы, бұқаралық ақпарат құралдары"


def test_it_shows_as_much_as_there_is_room_for(qtbot, theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    link = ElidedLink()
    row.addWidget(link)
    row.addStretch(1)
    link.set_words(WORDS)
    page.resize(1000, 40)
    page.show()
    QApplication.processEvents()
    assert link.text() == WORDS.replace("&", "&&")
    assert not link.toolTip()
    page.resize(300, 40)
    QApplication.processEvents()
    assert page.width() == 300
    assert link.text().endswith("…")
    assert link.text().startswith("← «Ата && апа»")
    assert link.geometry().right() < 300
    assert link.toolTip() == WORDS
    page.resize(1000, 40)
    QApplication.processEvents()
    assert link.text() == WORDS.replace("&", "&&")
