"""Charts as shapes: every number told, nothing drawn for what is unknown, all within its width."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.language.message import LANGUAGES
from grantee_app.report.chart_pages import print_charts
from grantee_app.report.charts import (
    AgePyramid,
    BarChart,
    Drawing,
    Frame,
    Line,
    MonthColumns,
    PlaceGrid,
    Rect,
    StackedBars,
    Text,
    Timeline,
    describe_chart,
    make_drawing,
)
from grantee_app.report.pdf.drawing import GREYS, measure_words
from tests.core.report.charts import WORDS, make_charts
from tests.core.report.reading import read_pdf

KINDS = ("bars", "pyramid", "stacks", "columns", "grid", "timeline")
FRAME = Frame("Сандар", "kk", "белгісіз")
counts = st.none() | st.integers(0, 10**6)


def measure(words: str, size: float, is_bold: bool) -> float:
    return len(words) * size * (0.58 if is_bold else 0.55)


def draw(chart, width: float = 480) -> Drawing:
    return make_drawing(chart, width, measure, 10)


def bars_of(drawing: Drawing) -> list[Rect]:
    return [item for item in drawing.items if isinstance(item, Rect) and item.edge == "first"]


def find_outside(drawing: Drawing) -> list[object]:
    """Return what stands outside the drawing."""
    found: list[object] = []
    for item in drawing.items:
        match item:
            case Rect():
                right, bottom = item.x + item.width, item.y + item.height
                left, top = item.x, item.y
            case Line():
                left, right = sorted((item.x1, item.x2))
                top, bottom = sorted((item.y1, item.y2))
            case Text():
                left, top = item.x, item.y - item.size
                right, bottom = item.x + measure(item.words, item.size, item.is_bold), item.y
        if left < -0.01 or top < -0.3 or right > drawing.width + 0.01 or bottom > drawing.height:
            found.append(item)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 480, 900])
def test_everything_stands_inside(kind: str, language, width: int) -> None:
    assert find_outside(draw(make_charts(language)[kind], width)) == []


def test_bars_are_as_long_as_their_numbers() -> None:
    drawing = draw(BarChart(FRAME, (("а", 100), ("ә", 50), ("б", 0), ("в", None))))
    first, second = bars_of(drawing)
    assert second.width == pytest.approx(first.width / 2)
    assert drawing.texts == ("Сандар", "а", "100", "ә", "50", "б", "0", "в", "белгісіз")
    unknown = [i for i in drawing.items if isinstance(i, Text) and i.words == "белгісіз"]
    assert [text.role for text in unknown] == ["secondary"]


def test_two_genders_have_two_patterns_and_one_scale() -> None:
    drawing = draw(AgePyramid(FRAME, "Е", "Ә", (("13-16", 10, 40), ("59+", None, 20))))
    boxes = bars_of(drawing)
    assert [box.fill for box in boxes] == ["first", "second", "first"]
    young_left, young_right = boxes[1], boxes[2]
    assert young_right.width == pytest.approx(4 * young_left.width)
    # The oldest stands above, and a sum with an unknown part says so.
    assert drawing.texts.index("59+") < drawing.texts.index("13-16")
    assert "Е: 10 + белгісіз" in drawing.texts
    assert "Ә: 60" in drawing.texts


def test_a_stack_tells_every_number_in_it_or_behind_it() -> None:
    chart = StackedBars(FRAME, ("A", "B"), (("х", (500, 500)), ("у", (3, 1)), ("ц", (2, None))))
    drawing = draw(chart)
    assert drawing.texts.count("500") == 2
    assert {"1 000".replace(" ", "\u00a0"), "4 = 3 + 1", "2 = 2 + белгісіз"} <= {
        text.replace("\u202f", "\u00a0") for text in drawing.texts
    }
    with pytest.raises(ValueError, match="4 series"):
        draw(StackedBars(FRAME, ("1", "2", "3", "4", "5"), ()))


def test_series_differ_in_grey() -> None:
    chart = StackedBars(FRAME, ("A", "B", "C", "D"), (("х", (9, 9, 9, 9)),))
    fills = [box.fill for box in bars_of(draw(chart))[4:]]
    assert len(set(fills)) == 4
    # What is close in grey differs by its hatching or dots.
    assert abs(GREYS["first"] - GREYS["third"]) > 0.3
    assert any(isinstance(item, Line) and item.role == "first" for item in draw(chart).items)


def test_columns_lie_down_where_names_are_wide() -> None:
    months = tuple((f"{number}-ай", number) for number in range(1, 25))
    standing, lying = draw(MonthColumns(FRAME, months[:6])), draw(MonthColumns(FRAME, months))
    assert bars_of(standing)[0].height < bars_of(standing)[5].height
    assert bars_of(lying)[0].width < bars_of(lying)[5].width
    assert bars_of(lying)[0].height == bars_of(lying)[5].height
    assert find_outside(lying) == []


def test_a_cell_of_the_unknown_has_no_bar() -> None:
    drawing = draw(PlaceGrid(FRAME, (("Текелі", None, ""), ("Қаратал", 0, ""))))
    frames = [i for i in drawing.items if isinstance(i, Rect) and i.edge == "line"]
    assert len(frames) == 3
    assert bars_of(drawing) == []


def test_a_chart_of_nothing_is_its_title() -> None:
    for chart in (
        BarChart(FRAME, ()),
        AgePyramid(FRAME, "Е", "Ә", ()),
        StackedBars(FRAME, ("A",), ()),
        MonthColumns(FRAME, ()),
        PlaceGrid(FRAME, ()),
    ):
        assert draw(chart).texts[0] == "Сандар"
        assert find_outside(draw(chart)) == []
        assert describe_chart(chart) == "Сандар"


@pytest.mark.parametrize("kind", KINDS)
def test_the_sentence_tells_every_number(kind: str) -> None:
    chart = make_charts("kk")[kind]
    said = describe_chart(chart)
    assert chart.frame.title in said
    assert WORDS["kk"]["unknown"] in said
    if kind == "bars":
        assert said == (
            f"1-сурет: {WORDS['kk']['long']} – 415; Ерлер – 0; Әйелдер – белгісіз. 1 076"
        )
    if kind == "pyramid":
        assert "17-22: Ерлер – 120, Әйелдер – белгісіз" in said


@given(st.lists(st.tuples(st.sampled_from(["Текелі", "Қаратал ауданы", "x"]), counts), max_size=30))
def test_any_numbers_stand_inside(pairs) -> None:
    for chart in (BarChart(FRAME, tuple(pairs)), MonthColumns(FRAME, tuple(pairs))):
        drawing = draw(chart)
        assert find_outside(drawing) == []
        assert len(bars_of(drawing)) == sum(bool(value) for _, value in pairs)


@given(st.lists(st.tuples(counts, counts), max_size=12))
def test_any_pyramid_stands_inside(pairs) -> None:
    bands = tuple((f"{10 * i}+", left, right) for i, (left, right) in enumerate(pairs))
    assert find_outside(draw(AgePyramid(FRAME, "Ерлер", "Әйелдер", bands), 520)) == []


# --- on paper ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_tells_what_was_drawn(language) -> None:
    charts = list(make_charts(language).values())
    report = print_charts("Жоба", charts, language, date(2024, 12, 6))
    paper = read_pdf(report.data)
    width = 595.28 - 57.0 - 42.5
    wanted = "".join(
        text for chart in charts for text in make_drawing(chart, width, measure_words, 9.5).texts
    )
    read = paper.text.removesuffix("Жоба")
    assert _letters(wanted) in _letters(read)
    assert report.data == print_charts("Жоба", charts, language, date(2024, 12, 6)).data
    assert {face.split("+")[-1] for face in paper.faces} <= {
        "LiberationSerif",
        "LiberationSerif-Bold",
    }


def test_a_chart_is_never_parted() -> None:
    many = tuple((f"Аудан {number}", number, "") for number in range(60))
    charts = [BarChart(FRAME, tuple((name, value) for name, value, _ in many[:30]))] * 3
    report = print_charts("Жоба", charts, "kk", date(2024, 12, 6))
    assert report.page_count == 3
    # One that no page holds is made smaller rather than cut.
    tall = BarChart(FRAME, tuple((name, value) for name, value, _ in many * 2))
    paper = read_pdf(print_charts("Жоба", [tall], "kk", date(2024, 12, 6)).data)
    (page,) = [page for page in paper.pages if "Аудан 59" in page.text]
    assert page.text.count("Аудан 0") == 2
    assert min(run.bottom for run in page.body) > 40


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def test_a_timeline_tells_days_in_their_place() -> None:
    frame = Frame("", "kk", "белгісіз")
    rows = (
        ("бір", date(2024, 5, 1), date(2024, 5, 31)),
        ("екі", date(2024, 7, 1), date(2024, 7, 31)),
        ("үш", date(2024, 6, 15), date(2024, 6, 1)),
        ("төрт", None, None),
    )
    drawing = draw(Timeline(frame, rows), 600)
    first, second, third = [
        item for item in drawing.items if isinstance(item, Rect) and item.fill == "first"
    ]
    assert first.x + first.width < third.x < second.x
    assert second.x + second.width == pytest.approx(600)
    assert first.width == pytest.approx(second.width)
    # An end before its beginning is one day.
    assert third.width < first.width / 10
    for words in ("2024", "мам", "мау", "шіл", "01.05-31.05.24", "15.06.24", "белгісіз"):
        assert words in drawing.texts
    assert "бір – 01.05-31.05.24; екі – 01.07-31.07.24" in drawing.said


def test_a_timeline_of_many_years_names_fewer_months() -> None:
    rows = tuple((f"{n}", date(2020 + n, 1, 1), date(2020 + n, 12, 31)) for n in range(6))
    chart = Timeline(Frame("", "ru", "неизвестно"), rows)
    drawing = draw(chart, 400)
    assert find_outside(drawing) == []
    assert {str(year) for year in range(2020, 2026)} <= set(drawing.texts)
    assert sum(words == "янв" for words in drawing.texts) == 6
    assert "февр" not in drawing.texts


def test_a_timeline_without_days_names_its_rows() -> None:
    drawing = draw(Timeline(Frame("", "kk", "белгісіз"), (("бір", None, None),)), 400)
    assert set(drawing.texts) == {"бір", "белгісіз"}
