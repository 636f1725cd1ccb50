"""Charts for tests, one of each kind, with zeros, unknowns and long words."""

from __future__ import annotations

from datetime import date

from grantee_app.language.message import LanguageCode
from grantee_app.report.charts import (
    AgePyramid,
    BarChart,
    Chart,
    Frame,
    MonthColumns,
    PlaceGrid,
    StackedBars,
    Timeline,
)

WORDS: dict[LanguageCode, dict[str, str]] = {
    "kk": {
        "unknown": "белгісіз",
        "long": "Бюджеттік ұйымдар жұмысшылары мен Конституциялықсоттың қызметкерлері",
        "men": "Ерлер",
        "women": "Әйелдер",
        "place": "Қаратал ауданы",
        "month": "шіл",
    },
    "ru": {
        "unknown": "неизвестно",
        "long": "Работники бюджетных организаций и сотрудники Конституционного суда",
        "men": "Мужчины",
        "women": "Женщины",
        "place": "Каратальский район",
        "month": "июл",
    },
}


def make_charts(language: LanguageCode) -> dict[str, Chart]:
    """Return a chart of every kind."""
    told = WORDS[language]

    def frame(title: str, note: str = "") -> Frame:
        return Frame(title, language, told["unknown"], note)

    return {
        "bars": BarChart(
            frame("1-сурет", "1 076"),
            ((told["long"], 415), (told["men"], 0), (told["women"], None)),
        ),
        "pyramid": AgePyramid(
            frame("2-сурет"),
            told["men"],
            told["women"],
            (("13-16", 3, 1), ("17-22", 120, None), ("59+", 0, 27)),
        ),
        "stacks": StackedBars(
            frame("3-сурет"),
            ("A", "B", "C", "D"),
            ((told["place"], (480, 140, 300, 90)), (told["month"], (3, 0, None, 1))),
        ),
        "columns": MonthColumns(
            frame("4-сурет"), ((told["month"], 210), ("там", 0), ("қыр", None))
        ),
        "grid": PlaceGrid(
            frame("5-сурет"),
            ((told["place"], 1212, "3"), (told["long"], 0, ""), ("Текелі", None, "1")),
        ),
        "timeline": Timeline(
            frame("6-сурет"),
            (
                (told["long"], date(2024, 5, 27), date(2024, 8, 9)),
                (told["place"], None, None),
                (told["men"], date(2025, 2, 28), date(2025, 2, 28)),
                (told["women"], date(2024, 6, 1), date(2025, 3, 31)),
            ),
        ),
    }
