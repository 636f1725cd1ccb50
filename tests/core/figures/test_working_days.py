"""The working-day calendar against days that the government announced."""

import subprocess
import sys
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.figures import working_days
from grantee_app.figures.working_days import (
    FIRST_YEAR,
    LAST_YEAR,
    count_working_days,
    first_working_day_on_or_after,
    is_working_day,
    knows_year,
    last_working_day_on_or_before,
    warn_of_estimate,
)
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, LanguageCode


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 1, 1),
        date(2024, 1, 2),
        date(2024, 3, 8),
        date(2024, 3, 25),  # for Nauryz on Saturday the 23rd
        date(2024, 5, 7),
        date(2024, 5, 8),  # moved from Saturday the 4th
        date(2024, 5, 9),
        date(2024, 7, 8),  # for the day of the capital on Saturday the 6th
        date(2024, 8, 30),
        date(2024, 10, 25),
        date(2024, 12, 16),
        date(2024, 11, 30),  # a Saturday
        date(2025, 1, 3),  # moved from Sunday the 5th
        date(2025, 1, 7),
        date(2025, 3, 10),
        date(2025, 3, 24),
        date(2025, 3, 25),
        date(2025, 6, 6),  # Kurban Ait
        date(2023, 6, 28),  # Kurban Ait
        date(2023, 7, 7),  # moved from Saturday the 1st
        date(2026, 3, 24),
        date(2026, 3, 25),
        date(2026, 5, 11),
    ],
)
def test_days_off(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 5, 4),  # the Saturday worked for the 8th
        date(2025, 1, 5),  # the Sunday worked for the 3rd
        date(2023, 7, 1),
        date(2022, 3, 5),
        date(2024, 6, 17),  # Kurban Ait on a Sunday is not moved
        date(2024, 1, 8),  # neither is Christmas
        date(2024, 5, 27),
        date(2026, 8, 31),  # no Constitution Day in 2026: the new one is on 15 March
        date(2024, 12, 2),
    ],
)
def test_working_days(day: date) -> None:
    assert is_working_day(day)


def test_days_are_counted_with_both_ends() -> None:
    assert count_working_days(date(2024, 5, 6), date(2024, 5, 6)) == 1
    assert count_working_days(date(2024, 5, 1), date(2024, 5, 12)) == 5  # 2, 3, 4, 6, 10
    assert count_working_days(date(2024, 12, 30), date(2025, 1, 8)) == 5  # 30, 31, 5, 6, 8
    assert count_working_days(date(2024, 5, 12), date(2024, 5, 1)) == 0


def test_the_months_of_2024_are_those_of_the_ministry() -> None:
    # Production calendar of the Ministry of Labour for 2024, five-day week. It had 19 days in June,
    # drawn up for Kurban Ait on Monday the 17th; on 7 June 2024 it was told to be the 16th.
    official = [21, 21, 17, 22, 20, 20, 22, 21, 21, 22, 21, 21]
    ends = [date(2024, month, monthrange(2024, month)[1]) for month in range(1, 13)]
    assert [count_working_days(end.replace(day=1), end) for end in ends] == official


def test_the_nearest_working_day() -> None:
    assert last_working_day_on_or_before(date(2024, 11, 30)) == date(2024, 11, 29)
    assert last_working_day_on_or_before(date(2024, 5, 9)) == date(2024, 5, 6)
    assert last_working_day_on_or_before(date(2024, 5, 4)) == date(2024, 5, 4)
    assert last_working_day_on_or_before(date(2025, 1, 2)) == date(2024, 12, 31)
    assert first_working_day_on_or_after(date(2024, 11, 30)) == date(2024, 12, 2)
    assert first_working_day_on_or_after(date(2024, 12, 31)) == date(2024, 12, 31)


def test_years_are_known_or_only_their_weekends() -> None:
    assert knows_year(FIRST_YEAR)
    assert knows_year(LAST_YEAR)
    assert not knows_year(FIRST_YEAR - 1)
    assert not knows_year(LAST_YEAR + 1)
    assert is_working_day(date(1980, 1, 1))  # a Tuesday
    assert not is_working_day(date(1980, 1, 5))
    assert is_working_day(date(9999, 12, 31))


def test_an_estimated_kurban_ait_is_told() -> None:
    assert warn_of_estimate(2024) is None
    told = warn_of_estimate(2030)
    assert told is not None
    day = told.values["day"]
    assert isinstance(day, date)
    assert day.year == 2030
    assert not is_working_day(day)
    # The lunar year is eleven days shorter: 16 June 2024 falls in April six years later.
    assert abs((day - date(2030, 4, 13)).days) <= 2
    assert warn_of_estimate(1980) is not None


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sentences_are_said(code: LanguageCode) -> None:
    language = Language.load(code)
    for year in (1980, 2030):
        told = warn_of_estimate(year)
        assert told is not None
        said = language.say(told)
        assert str(year) in said
        assert said != str(told)
        assert "{" not in said


@given(
    st.dates(date(2006, 1, 1), date(2030, 12, 31)),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_counts_add_up(first: date, one: int, other: int) -> None:
    middle = first + timedelta(days=one)
    last = middle + timedelta(days=other)
    both = count_working_days(first, middle) + count_working_days(middle + timedelta(days=1), last)
    assert count_working_days(first, last) == both
    nearest = last_working_day_on_or_before(last)
    assert is_working_day(nearest)
    assert count_working_days(nearest + timedelta(days=1), last) == 0


def test_the_calendar_is_loaded_on_the_first_question_only() -> None:
    code = (
        "import sys, grantee_app.figures.working_days as days, datetime;"
        "early = 'holidays' in sys.modules;"
        "days.is_working_day(datetime.date(2024, 5, 8));"
        "print(early, 'holidays' in sys.modules, 'holidays.countries' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True", "False"], "no other country is loaded"


def test_the_country_loaded_by_itself_is_the_one_of_the_package() -> None:
    from holidays import country_holidays

    for year in (FIRST_YEAR, 2023, 2024, 2025, 2026, LAST_YEAR):
        whole = country_holidays("KZ", years=year, language="kk", expand=False)
        ours = working_days._load_calendar(year)
        assert dict(ours) == dict(whole)
        assert ours.weekend_workdays == whole.weekend_workdays


def test_the_package_is_asked_where_the_country_cannot_be_found(monkeypatch) -> None:
    import holidays

    monkeypatch.setattr(holidays, "__path__", [])
    day = date(2024, 5, 8)
    assert day in working_days._load_country.__wrapped__()(years=2024)
    assert "holidays.countries" in sys.modules
