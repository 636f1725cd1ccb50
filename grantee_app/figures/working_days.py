"""The working days of Kazakhstan: a five-day week without public holidays and moved days off.

Counts with the calendar of the `holidays` package: holidays by law, a holiday on a weekend moved
to the next working day (Labour Code, article 85; not Kurban Ait and Christmas), the Saturdays and
Sundays that the government made working days. That package is loaded on the first question only.
Knows no deadlines: what has to be handed in when is for forms and checks.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, partial
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import TYPE_CHECKING, Any, Final

from grantee_app.language.message import Message, message

if TYPE_CHECKING:
    from holidays import HolidayBase

# Kurban Ait is a day off since 2006; after 2076 the package does not reckon it for every year.
FIRST_YEAR: Final = 2006
LAST_YEAR: Final = 2076
_DAY: Final = timedelta(days=1)
_KURBAN_AIT: Final = "Құрбан айт"
_ESTIMATED: Final = "бағаланған"


def is_working_day(day: date) -> bool:
    """Whether offices of a five-day week work on `day`; outside the known years by weekday."""
    if not knows_year(day.year):
        return day.weekday() < 5
    return bool(_load_calendar(day.year).is_working_day(day))


def count_working_days(first: date, last: date) -> int:
    """Return the working days from `first` to `last`, both included; 0 where they are swapped."""
    days = (last - first).days + 1
    return sum(is_working_day(first + number * _DAY) for number in range(max(days, 0)))


def last_working_day_on_or_before(day: date) -> date:
    """Return `day` itself or the working day before it: when to hand in at the latest."""
    while not is_working_day(day):
        day -= _DAY
    return day


def first_working_day_on_or_after(day: date) -> date:
    """Return `day` itself or the next working day: where a term that ends on a day off ends."""
    while not is_working_day(day):
        day += _DAY
    return day


def knows_year(year: int) -> bool:
    """Whether the holidays of a year are known; otherwise only weekends are days off."""
    return FIRST_YEAR <= year <= LAST_YEAR


def warn_of_estimate(year: int) -> Message | None:
    """Return the sentence to show beside a count in a year whose days off are not all settled."""
    if not knows_year(year):
        return message(
            "The holidays of {year} are not known, so only weekends are left out.", year=str(year)
        )
    for day, name in sorted(_load_calendar(year).items()):
        if _KURBAN_AIT in name and _ESTIMATED in name:
            return message(
                "Kurban Ait of {year} is reckoned for {day}; the exact day and moved days off are"
                " announced by the government.",
                year=str(year),
                day=day,
            )
    return None


@cache
def _load_calendar(year: int) -> HolidayBase:
    # A holiday moved over the turn of the year belongs to the year it falls in; `expand` would
    # add years to a cached calendar while it is asked.
    calendar: HolidayBase = _load_country()(years=year, language="kk", expand=False)
    return calendar


@cache
def _load_country() -> Any:
    """Return what makes Kazakhstan's calendar.

    The package's own way to a country imports all countries: three hundred modules and a third of
    what counting takes at a start. So the one module is loaded by itself, where it can be found.
    """
    import holidays  # noqa: PLC0415 (on the first question only)

    rooms = [f"{folder}/countries" for folder in holidays.__path__]
    found = PathFinder.find_spec("holidays.countries.kazakhstan", rooms)
    if found is None or found.loader is None:
        return partial(holidays.country_holidays, "KZ")
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module.KZ
