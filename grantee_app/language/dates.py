"""Dates, ranges and months as a Kazakh or a Russian document writes them.

Every function takes plain dates and gives text; none knows which form asks.
"""

from __future__ import annotations

from datetime import date

from .message import LanguageCode


def format_date(day: date, code: LanguageCode) -> str:
    """«27.05.2024», the same in both languages."""
    return f"{day:%d.%m.}{day.year:04d}"
