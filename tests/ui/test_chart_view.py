"""Charts on the screen: the same words as on paper, seen and heard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from grantee_app.language.message import LANGUAGES
from grantee_app.report.chart_pages import print_charts
from grantee_app.report.charts import describe_chart
from tests.core.report.charts import make_charts
from tests.core.report.reading import read_pdf
from ui.theme import DAY, NIGHT, Theme
from ui.widgets import chart_view
from ui.widgets.chart_view import ChartView, paint_drawing

KINDS = ("bars", "pyramid", "stacks", "columns", "grid")


@pytest.fixture
def view(qtbot, theme: Theme) -> ChartView:
    view = ChartView(theme)
    qtbot.addWidget(view)
    return view


def paint_words(view: ChartView, width: float) -> str:
    """Return the words the painter writes, read back from what it drew."""
    drawing = view.drawing(width)
    assert drawing is not None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72)
    writer.setPageSize(QPageSize(QSizeF(width + 40, drawing.height + 40), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    paint_drawing(painter, drawing, DAY, view.font(), 0.75)
    painter.end()
    page = read_pdf(bytes(buffer.data().data())).pages[0]
    return " ".join(run.text for run in page.runs)


def sort_words(text: str) -> list[str]:
    """Return the words of a text, those broken over lines whole."""
    return sorted("".join(filter(str.isalnum, text)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_screen_and_paper_say_the_same(
    view: ChartView, kind: str, language, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Figures of one width are glyphs that tell a reader of the file no character.
    monkeypatch.setattr(chart_view, "tabular", lambda font: font)
    chart = make_charts(language)[kind]
    view.set_chart(chart)
    paper = read_pdf(print_charts("", [chart], language, date(2024, 12, 6)).data)
    assert sort_words(paint_words(view, 900)) == sort_words(paper.text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_reader_hears_the_numbers(view: ChartView, kind: str) -> None:
    chart = make_charts("kk")[kind]
    view.set_chart(chart)
    assert view.accessibleName() == chart.frame.title
    assert view.accessibleDescription() == describe_chart(chart)
    view.set_chart(None)
    assert view.accessibleDescription() == ""
    assert view.heightForWidth(400) == 0


def test_narrow_is_higher(view: ChartView) -> None:
    view.set_chart(make_charts("kk")["bars"])
    assert view.heightForWidth(240) > view.heightForWidth(700)


def test_colours_follow_the_theme(view: ChartView, theme: Theme) -> None:
    view.set_chart(make_charts("kk")["bars"])
    view.resize(500, view.heightForWidth(500))
    seen = {}
    try:
        for name, tokens in (("day", DAY), ("night", NIGHT)):
            theme.wear(tokens)
            picture = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
            colours = {
                picture.pixelColor(x, y).name()
                for x in range(0, picture.width(), 3)
                for y in range(0, picture.height(), 3)
            }
            assert tokens.accent.lower() in colours
            seen[name] = colours
    finally:
        theme.wear(DAY)
    assert DAY.accent.lower() not in seen["night"]


def test_larger_text_takes_more_room(view: ChartView, theme: Theme) -> None:
    view.set_chart(make_charts("ru")["grid"])
    usual = view.heightForWidth(600)
    try:
        theme.choose_size(150)
        assert view.heightForWidth(600) > usual
    finally:
        theme.choose_size(100)
