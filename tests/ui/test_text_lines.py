"""Heights that are remembered are those of the lines as they are set."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont

from ui.theme import bold
from ui.widgets.text_lines import lay_out, measure_height, natural_width

TEXTS = (
    "",
    "Ауыл жастарына арналған семинар",
    "Обучающие семинары по медиаграмотности для молодёжи сельских округов",
    "№ 5 «Бастама» — 12 000 ₸",
    "✓ 3/4",
    "Бірінші жол\nЕкінші жол",
    "Қоғамдықұйымдардыңәлеуметтікжауапкершілігі",
)


@pytest.mark.parametrize("code", ["kk", "ru", None])
@pytest.mark.parametrize("text", TEXTS)
def test_a_height_is_that_of_the_lines(qapp, text: str, code) -> None:
    for points in (9.0, 10.5, 15.0):
        plain = QFont(qapp.font())
        plain.setPointSizeF(points)
        for font in (plain, bold(plain)):
            for width in range(30, 700, 7):
                told = measure_height(text, font, float(width), code)
                assert told == lay_out(text, font, float(width), code)[1], (points, width)


def test_another_font_is_another_height_and_width(qapp) -> None:
    small, large = QFont(qapp.font()), QFont(qapp.font())
    small.setPointSizeF(9)
    large.setPointSizeF(18)
    assert measure_height("Әже", small, 300.0) < measure_height("Әже", large, 300.0)
    assert natural_width("Әже", small) < natural_width("Әже", large)
    assert natural_width("", large) == 0
