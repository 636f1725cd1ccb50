"""A long table whose rows wrap: those in sight are measured at once, the others in turns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import WAIT_MS
from ui.theme import Theme
from ui.widgets.ledger import MEASURED_AT_ONCE, Ledger
from ui.widgets.ledger_rows import Cell, LedgerColumn

COUNT = 2 * MEASURED_AT_ONCE
IDS = [f"row-{place}" for place in range(COUNT)]
SHORT, LONG = "Сабақ", "Ауыл жастарына арналған баспа сабағы мен көшпелі кездесу " * 3


class Titles:
    """What stands in the rows, and how many were asked for."""

    def __init__(self) -> None:
        self.are_long = False
        self.asked: list[int] = []

    def tell(self, place: int, _key: str) -> Cell:
        self.asked.append(place)
        return Cell(LONG if self.are_long or place % 3 == 0 else SHORT)


@pytest.fixture
def titles() -> Titles:
    return Titles()


@pytest.fixture
def ledger(theme: Theme, titles: Titles, qtbot) -> Iterator[Ledger]:
    ledger = Ledger(theme)
    qtbot.addWidget(ledger)
    ledger.set_columns([LedgerColumn("title", lambda: "Атауы", wraps=True)])
    ledger.resize(300, 400)
    ledger.show()
    ledger.fill(IDS, titles.tell, marks=[object() for _id in IDS])
    finish(ledger)
    yield ledger
    ledger.close()


def finish(ledger: Ledger) -> None:
    # A scroll bar that comes makes the columns narrower, and all is measured again.
    QApplication.processEvents()
    while not ledger._measuring.is_over():
        ledger._measuring.finish()
        QApplication.processEvents()


def heights(ledger: Ledger) -> list[int]:
    return [ledger.rowHeight(place) for place in range(COUNT)]


def in_sight(ledger: Ledger) -> range:
    return range(ledger.rowAt(0), ledger.rowAt(ledger.viewport().height() - 1) + 1)


def test_rows_in_sight_are_measured_at_once_the_others_in_turns(
    ledger: Ledger, titles: Titles, qtbot
) -> None:
    low, high = sorted(set(heights(ledger)))
    assert heights(ledger) == [low if place % 3 else high for place in range(COUNT)]
    titles.are_long = True
    ledger.retranslate()
    assert [ledger.rowHeight(place) for place in in_sight(ledger)] == [high] * len(in_sight(ledger))
    assert low in heights(ledger)
    qtbot.waitUntil(lambda: heights(ledger) == [high] * COUNT, timeout=WAIT_MS)


def test_what_is_seen_stays_while_rows_above_grow(ledger: Ledger, titles: Titles) -> None:
    ledger.verticalScrollBar().setValue(ledger.verticalScrollBar().maximum() // 2)
    first = ledger.rowAt(0)
    stood_at = ledger.rowViewportPosition(first)
    assert first > 100
    titles.are_long = True
    ledger.retranslate()
    finish(ledger)
    assert len(set(heights(ledger))) == 1
    assert ledger.rowAt(0) == first
    assert ledger.rowViewportPosition(first) == stood_at


def test_a_row_that_was_measured_is_not_measured_again(ledger: Ledger, titles: Titles) -> None:
    # Nothing is painted: whoever asks for a cell measures it.
    ledger.hide()
    marks = list(ledger._marks or ())
    marks[7] = object()
    titles.asked.clear()
    ledger.fill(IDS, titles.tell, marks=marks)
    assert titles.asked == [7]
    # Nor is a row that was before the others were interrupted.
    titles.asked.clear()
    ledger.retranslate()
    assert 0 < len(titles.asked) < COUNT
    ledger.fill(IDS, titles.tell, marks=marks)
    finish(ledger)
    assert sorted(titles.asked) == list(range(COUNT))


def test_a_shorter_list_meanwhile_is_no_mistake(ledger: Ledger, titles: Titles) -> None:
    titles.are_long = True
    ledger.retranslate()
    ledger.fill(IDS[:5], titles.tell, marks=[object()] * 5)
    finish(ledger)
    assert len({ledger.rowHeight(place) for place in range(5)}) == 1
    ledger.fill(IDS, titles.tell, marks=[object() for _id in IDS])
    ledger.set_columns([LedgerColumn("title", lambda: "Атауы")])
    finish(ledger)
    assert set(heights(ledger)) == {ledger.verticalHeader().defaultSectionSize()}
