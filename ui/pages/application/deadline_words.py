"""How long a call is still open, in words: days, and the working days among them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from grantee_app.figures.deadlines import NEAR_WORKING_DAYS
from grantee_app.figures.working_days import count_working_days
from grantee_app.language.dates import format_date

if TYPE_CHECKING:
    from ui.screen_language import ScreenLanguage

# Further off nobody counts working days.
FAR_DAYS = 60


def say_deadline(words: ScreenLanguage, written: str, today: date) -> tuple[str, str]:
    """Return a sentence about a day in its written form and its tone, ("", "") for no day."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return "", ""
    return say_days_left(words, day, today)


def say_days_left(words: ScreenLanguage, day: date, today: date) -> tuple[str, str]:
    """Return how much time is left until a day, and the tone of it."""
    if day < today:
        return words.gettext("The deadline has passed."), "bad"
    if day == today:
        return words.gettext("Today is the last day."), "bad"
    if (day - today).days > FAR_DAYS:
        return words.ngettext(
            "{count} day left, until {day}",
            "{count} days left, until {day}",
            (day - today).days,
            day=format_date(day, words.code),
        ), ""
    # Today is no day that is left.
    working = count_working_days(today + timedelta(days=1), day)
    said = words.ngettext("{count} working day left", "{count} working days left", working)
    return said, "warn" if working <= NEAR_WORKING_DAYS else ""
