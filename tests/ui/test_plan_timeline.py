"""The timeline of the plan: which months, where a day lies, what is said of a bar."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from grantee_app.records import Bilingual
from grantee_app.store.plan_outline import PlanLine
from ui.pages.plan.timeline import MOST_MONTHS, Due, Span, Timeline, find_span, name_months
from ui.screen_language import ScreenLanguage
from ui.theme import Theme

TODAY = date(2024, 8, 15)


def make_plan(*days: tuple[date | None, date | None], held: int = 0) -> PlanLine:
    activities = [
        PlanLine(
            "planned_activity",
            f"a{place}",
            Bilingual(kk=f"Шара {place}", ru=f"Мероприятие {place}"),
            starts_on=first,
            ends_on=last,
            dates_as="days",
            held=held,
        )
        for place, (first, last) in enumerate(days)
    ]
    task = PlanLine("task", "t", Bilingual(kk="Міндет", ru="Задача"), children=activities)
    return PlanLine("project", "p", Bilingual(kk="Жоба"), children=[task])


@pytest.fixture
def timeline(qtbot, words: ScreenLanguage, theme: Theme) -> Timeline:
    timeline = Timeline(words, theme)
    qtbot.addWidget(timeline)
    timeline.resize(1000, 500)
    timeline.show()
    due = [Due(date(2024, 9, 13), "аралық есеп"), Due(date(2024, 12, 6), "қорытынды есеп", True)]
    plan = make_plan(
        (date(2024, 7, 10), None), (date(2024, 9, 1), date(2024, 10, 31)), (None, None), held=1
    )
    timeline.fill(plan, due, TODAY)
    QApplication.processEvents()
    return timeline


def test_the_months_hold_every_day_that_anything_has() -> None:
    plan = make_plan((date(2024, 7, 10), None), (date(2024, 9, 1), date(2024, 10, 31)))
    span = find_span(plan, [Due(date(2024, 12, 6), "")], TODAY)
    assert span == Span(date(2024, 7, 1), date(2024, 12, 31))
    assert len(span.months()) == 6
    assert find_span(make_plan(), [], TODAY) == Span(date(2024, 8, 1), date(2024, 8, 31))


def test_a_slip_of_the_year_makes_no_picture_of_a_hundred_months() -> None:
    span = find_span(make_plan((date(2024, 7, 1), date(2204, 7, 2))), [], TODAY)
    assert len(span.months()) <= MOST_MONTHS + 1


def test_months_are_alike_wide_whatever_their_days() -> None:
    span = Span(date(2024, 1, 1), date(2024, 4, 30))
    assert span.share(date(2024, 1, 1)) == 0
    assert span.share(date(2024, 3, 1)) == pytest.approx(0.5)
    assert span.share(date(2024, 2, 15)) == pytest.approx((1 + 14 / 29) / 4)
    assert span.share(date(2025, 1, 1)) == 1


def test_the_name_of_a_month_is_as_long_as_there_is_room(words, theme, qapp) -> None:
    metrics = QFontMetricsF(qapp.font())
    months = [date(2024, 9, 1), date(2024, 12, 1), date(2025, 1, 1)]
    whole = [metrics.horizontalAdvance("желтоқсан") + 1] * 2 + [400]
    assert name_months(months, "kk", whole, metrics) == ["қыркүйек", "желтоқсан", "қаңтар 2025"]
    short = [metrics.horizontalAdvance("сен") + 1] * 3
    assert name_months(months, "ru", short, metrics)[:2] == ["сен", "дек"]
    assert name_months(months, "ru", [20] * 3, metrics) == ["09", "12", "01"]


def test_where_one_month_has_too_little_room_all_are_named_alike(words, theme, qapp) -> None:
    metrics = QFontMetricsF(qapp.font())
    months = [date(2024, 11, 1), date(2024, 12, 1)]
    room = metrics.horizontalAdvance("қараша") + 4
    assert name_months(months, "kk", [room, room], metrics) == ["қар", "жел"]


def test_days_that_stand_on_a_bar_fit_into_it(timeline: Timeline, theme: Theme, qapp) -> None:
    theme.choose_size(150)
    try:
        delegate = timeline.list.itemDelegate()
        assert delegate.bar_height() >= QFontMetricsF(delegate.small_font()).height()
        assert timeline.header.height() > 2 * QFontMetricsF(qapp.font()).height()
    finally:
        theme.choose_size(100)


def test_every_bar_says_its_days(timeline: Timeline, words: ScreenLanguage) -> None:
    told = [
        timeline.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(timeline.model.rowCount())
    ]
    assert told == [
        "1-міндет: Міндет",
        "1.1-іс-шара: Шара 0, 10.07.24, 1 шара өтті",
        "1.2-іс-шара: Шара 1, 01.09–31.10.24, 1 шара өтті",
        "1.3-іс-шара: Шара 2, мерзімі әлі жоқ, 1 шара өтті",
    ]
    words.switch("ru")
    timeline.retranslate()
    assert "сегодня, 15.08.2024" in timeline.legend.text()
    assert "Мероприятие 1.2" in timeline.model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_bars_stand_at_their_days(timeline: Timeline, theme: Theme) -> None:
    rect = timeline.list.visualRect(timeline.model.index(2))
    picture = timeline.list.viewport().grab(rect).toImage()
    ratio = picture.width() / rect.width()
    middle = round(rect.height() / 2 * ratio)
    accent = QColor(theme.tokens.accent)
    painted = [x / ratio for x in range(picture.width()) if picture.pixelColor(x, middle) == accent]
    first = timeline.x_of(date(2024, 9, 1))
    last = timeline.x_of(date(2024, 10, 31), is_end=True)
    bar = [x for x in painted if x > timeline.x_of(TODAY) + 4]
    assert bar[0] == pytest.approx(first, abs=3)
    assert bar[-1] == pytest.approx(last, abs=3)


def test_keys_go_from_bar_to_bar_and_enter_opens(timeline: Timeline, qtbot) -> None:
    timeline.list.setFocus()
    assert timeline.choose("a0")
    with qtbot.waitSignal(timeline.chosen) as chosen:
        QTest.keyClick(timeline.list, Qt.Key.Key_Down)
    assert chosen.args == ["a1"]
    with qtbot.waitSignal(timeline.opened) as opened:
        QTest.keyClick(timeline.list, Qt.Key.Key_Return)
    assert opened.args == ["a1"]
    assert not timeline.choose("nobody")
