"""Text set in lines of a width: laid out to be painted, or only measured.

Layouts ask for the same heights again and again, so what was measured is remembered by its words
and font. Knows no widget.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from grantee_app.language.hyphenation import hyphenate
from grantee_app.language.message import LanguageCode

_UNBOUNDED: Final = 1 << 20
_WIDEST: Final = "Щ"
_MOST_REMEMBERED: Final = 8192
# Of the letters that our fonts have themselves: those of another font may make a line higher.
_PLAIN: Final = re.compile(r"[ -~\u00a0-\u017f\u0400-\u04ff\u2010-\u2026«»№]*")


def lay_out(
    text: str, font: QFont, width: float, code: LanguageCode | None = None
) -> tuple[QTextLayout, float]:
    """Return `text` set in lines of `width`, and its height.

    A word longer than a line breaks at a syllable of its language, or anywhere without one.
    """
    metrics = QFontMetricsF(font)
    if code and _has_long_word(text, metrics, width):
        text = hyphenate(text, code)
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height


def _has_long_word(text: str, metrics: QFontMetricsF, width: float) -> bool:
    words = re.split(r"[\s-]+", text)
    # Measuring each costs as much as setting the text: most are short beyond doubt.
    if max(map(len, words)) * metrics.horizontalAdvance(_WIDEST) <= width:
        return False
    return any(metrics.horizontalAdvance(word) > width for word in words)


def measure_height(text: str, font: QFont, width: float, code: LanguageCode | None = None) -> float:
    """Return the height of `text` set in lines of `width`, as `lay_out` sets them."""
    return _measure_height(text, font.key(), width, code)


def natural_width(text: str, font: QFont) -> float:
    """Return the width of `text` on one line."""
    return _measure_width(text, font.key()) if text else 0.0


@lru_cache(maxsize=_MOST_REMEMBERED)
def _measure_height(text: str, key: str, width: float, code: LanguageCode | None) -> float:
    font, metrics, one_line = _find_font(key)
    # Most texts are short: asking for their width is much quicker than setting them.
    if _PLAIN.fullmatch(text) and metrics.horizontalAdvance(text) < width - 1:
        return one_line
    return lay_out(text, font, width, code)[1]


@lru_cache(maxsize=_MOST_REMEMBERED)
def _measure_width(text: str, key: str) -> float:
    layout, _ = lay_out(text, _find_font(key)[0], _UNBOUNDED)
    return layout.lineAt(0).naturalTextWidth()


@lru_cache(maxsize=64)
def _find_font(key: str) -> tuple[QFont, QFontMetricsF, float]:
    """Return a font by its key, its metrics, and the height of one line of it."""
    font = QFont()
    font.fromString(key)
    return font, QFontMetricsF(font), lay_out(_WIDEST, font, _UNBOUNDED)[1]
