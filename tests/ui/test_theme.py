"""Colours can be read, by day and by night; what is painted has a sign for every tone."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from ui.style_sheet import Tokens
from ui.theme import DAY, NIGHT, Theme


def luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
def test_words_stand_out_from_their_ground(tokens: Tokens) -> None:
    pairs = [
        (text, ground)
        for text in (tokens.ink, tokens.secondary)
        for ground in (tokens.paper, tokens.card, tokens.hover, tokens.accent_soft, tokens.desk)
    ]
    pairs += [(tokens.side_ink, ground) for ground in (tokens.side, tokens.side_here)]
    pairs += [(tokens.side_secondary, tokens.side), (tokens.on_accent, tokens.accent)]
    pairs += [(tokens.on_accent, tokens.accent_hover), (tokens.accent, tokens.accent_soft)]
    for tone in ("ok", "warn", "bad"):
        strong, soft = tokens.tone(tone)
        pairs += [(strong, soft), (strong, tokens.card), (strong, tokens.paper)]
    weak = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5}
    assert not weak


def test_a_change_of_theme_is_told(theme: Theme, qtbot) -> None:
    with qtbot.waitSignal(theme.changed, timeout=20_000):
        theme.wear(NIGHT)
    assert theme.tokens is NIGHT
    theme.wear(DAY)


def test_sizes_follow_the_letters(theme: Theme) -> None:
    assert theme.measure.target >= 32
    assert theme.measure.target >= 1.8 * theme.measure.line
