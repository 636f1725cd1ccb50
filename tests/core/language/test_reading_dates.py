"""Dates and periods as people type them."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantee_app.language.catalogue import Language
from grantee_app.language.dates import (
    format_contract_date,
    format_date,
    format_long_date,
    format_months,
    format_period,
    format_short_date,
    format_short_range,
)
from grantee_app.language.message import LANGUAGES, LanguageCode
from grantee_app.language.reading import Reading
from grantee_app.language.reading_dates import DateRange, read_date, read_date_range

TODAY = date(2024, 8, 20)
TENTH = date(2024, 7, 10)

codes = st.sampled_from(LANGUAGES)
days = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "10.07.24",
        "10.07.2024",
        "10.7.24",
        "10. 07. 2024",
        " 10.07.2024 ж. ",
        "10.07.2024 г.",
        "10/7/24",
        "10/07/2024",
        "10-07-2024",
        "10 07 2024",
        "2024-07-10",
        "2024.07.10",
        "10 шілде 2024 ж.",
        "10 шілде 2024 жыл",
        "10\u00a0шiлде 2024",
        "10 шилде 2024",
        "10 ШІЛДЕ 2024",
        "10 шіл. 2024",
        "10 шілде 24",
        "10-шілде 2024 ж.",
        "10-шілде",
        "10 - шілде",
        "10-ы шілде 2024",
        "шілденің 10-ы",
        "шілденің 10",
        "2024 жылғы 10 шілде",
        "2024 жылғы «10» шілде",
        "2024 жылдың 10 шілдесі",
        "2024 жылғы шілденің 10-ы күні",
        "10 июля 2024 г.",
        "10 июля 2024 года",
        "10 июля",
        "«10» июля 2024 года",
        "10-го июля 2024",
        "10 июл. 2024",
        "июля 10, 2024",
        "10.07",
        "10/07",
        "ср, 10.07.2024",
        "10,07,2024",
        "10,07.24",
        "шілде айының 10-ы",
        "10.07.2024, сәрсенбі",
    ],
)
def test_the_tenth_of_july(typed: str) -> None:
    assert read_date(typed, today=TODAY) == Reading(TENTH)
    assert read_date_range(typed, today=TODAY) == Reading(DateRange(TENTH, TENTH))


@pytest.mark.parametrize(
    ("typed", "away"),
    [
        ("бүгін", 0),
        ("Бугин", 0),
        ("сегодня", 0),
        ("кеше", -1),
        ("вчера", -1),
        ("ертең", 1),
        ("алдыңғы күні", -2),
        ("позавчера", -2),
    ],
)
def test_days_beside_today(typed: str, away: int) -> None:
    day = TODAY + timedelta(days=away)
    assert read_date(typed, today=TODAY) == Reading(day)
    assert read_date_range(typed, today=TODAY) == Reading(DateRange(day, day))


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("1 қаңтарда", 1),
        ("1 ақпан", 2),
        ("1 акпанда", 2),
        ("1 наурыздың", 3),
        ("1 сәуір", 4),
        ("1 сəуір", 4),
        ("1 сауир", 4),
        ("1 сеуір", 4),
        ("1 мамыр", 5),
        ("1 маусым", 6),
        ("1 тамызға", 8),
        ("1 қыркүйекте", 9),
        ("1 кыркуйек", 9),
        ("1 қазан", 10),
        ("1 казан", 10),
        ("1 қараша", 11),
        ("1 караша", 11),
        ("1 желтоқсан", 12),
        ("1 желтоксан", 12),
        ("1 января", 1),
        ("1 февр.", 2),
        ("1 марта", 3),
        ("1 апреля", 4),
        ("1 мая", 5),
        ("1 май", 5),
        ("1 июня", 6),
        ("1 авг", 8),
        ("1 сентября", 9),
        ("1 окт.", 10),
        ("1 нояб.", 11),
        ("1 декабря", 12),
    ],
)
def test_months_in_every_case(typed: str, month: int) -> None:
    assert read_date(f"{typed} 2024", today=TODAY) == Reading(date(2024, month, 1))


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("11.07-09.09.24", (7, 11), (9, 9)),
        ("11.07.-09.09.24", (7, 11), (9, 9)),
        ("11.07 – 09.09.2024", (7, 11), (9, 9)),
        ("11.07.2024-09.09.2024 ж.", (7, 11), (9, 9)),
        ("11.07.24 ж. - 09.09.24 ж.", (7, 11), (9, 9)),
        ("11.07.2024 — 09.09", (7, 11), (9, 9)),
        ("2024-07-11 – 2024-09-09", (7, 11), (9, 9)),
        ("2024-07-11/2024-09-09", (7, 11), (9, 9)),
        ("11.07-09.09", (7, 11), (9, 9)),
        ("11.07…09.09.24", (7, 11), (9, 9)),
        ("с 11 июля по 9 сентября 2024 г.", (7, 11), (9, 9)),
        ("с 11.07 по 09.09.2024", (7, 11), (9, 9)),
        ("от 11 июля до 9 сентября", (7, 11), (9, 9)),
        ("11 шілдеден 9 қыркүйекке дейін", (7, 11), (9, 9)),
        ("11 шілде мен 9 қыркүйек аралығында", (7, 11), (9, 9)),
        ("2024 жылғы 11 шілде – 9 қыркүйек", (7, 11), (9, 9)),
        ("11-шілде – 9-қыркүйек 2024 ж.", (7, 11), (9, 9)),
        ("11.07.24-тен 09.09.24-ке дейін", (7, 11), (9, 9)),
        ("11.07/09.09.24", (7, 11), (9, 9)),
        ("11–15.07.2024", (7, 11), (7, 15)),
        ("11-15.07", (7, 11), (7, 15)),
        ("11-15 шілде 2024", (7, 11), (7, 15)),
        ("11 - 15 июля 2024 года", (7, 11), (7, 15)),
        ("шілденің 11-інен 15-іне дейін", (7, 11), (7, 15)),
        ("шілденің 11-15", (7, 11), (7, 15)),
        ("11-нен 15 шілдеге дейін", (7, 11), (7, 15)),
        ("2024 жылдың 11-15 шілдесі", (7, 11), (7, 15)),
        ("23 қыркүйек – 18 қазан 2024", (9, 23), (10, 18)),
        ("23 кыркуйек-18 казан", (9, 23), (10, 18)),
        ("июнь – 15 октября 2024", (6, 1), (10, 15)),
        ("11.07.2024 – қыркүйек", (7, 11), (9, 30)),
    ],
)
def test_periods_of_days(typed: str, start: tuple[int, int], end: tuple[int, int]) -> None:
    expected = DateRange(date(2024, *start), date(2024, *end))
    assert read_date_range(typed, today=TODAY) == Reading(expected)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("Маусым-қазан, 2024", 6, 10),
        ("маусым – қазан 2024 ж.", 6, 10),
        ("маусым-казан", 6, 10),
        ("мау.-қаз. 2024", 6, 10),
        ("2024 ж. маусым-қазан айлары", 6, 10),
        ("маусымнан қазанға дейін 2024", 6, 10),
        ("2024 жылдың маусым айынан қазан айына дейін", 6, 10),
        ("июнь-октябрь 2024", 6, 10),
        ("июнь – октябрь 2024 г.", 6, 10),
        ("с июня по октябрь 2024 года", 6, 10),
        ("06.2024-10.2024", 6, 10),
        ("2024-06 – 2024-10", 6, 10),
        ("июнь 2024 - октябрь 2024", 6, 10),
        ("маусым, 2024", 6, 6),
        ("в мае 2024", 5, 5),
        ("май", 5, 5),
        ("3 тоқсан 2024", 7, 9),
        ("III квартал 2024 г.", 7, 9),
        ("4 кв. 2024", 10, 12),
        ("2024 жыл", 1, 12),
    ],
)
def test_periods_of_months(typed: str, first: int, last: int) -> None:
    end = date(2024, last, monthrange(2024, last)[1])
    expected = DateRange(date(2024, first, 1), end, as_months=True)
    assert read_date_range(typed, today=TODAY) == Reading(expected)


def test_a_period_may_cross_the_year() -> None:
    expected = DateRange(date(2024, 12, 20), date(2025, 1, 15))
    for typed in ("20.12-15.01.25", "20.12.24-15.01", "20 желтоқсан – 15 қаңтар 2025"):
        assert read_date_range(typed, today=TODAY) == Reading(expected), typed
    winter = DateRange(date(2024, 12, 1), date(2025, 2, 28), as_months=True)
    assert read_date_range("желтоқсан 2024 – ақпан 2025", today=TODAY) == Reading(winter)
    assert read_date_range("желтоқсан-ақпан 2025", today=TODAY) == Reading(winter)


@pytest.mark.parametrize(
    ("typed", "today", "year"),
    [
        ("15.01", date(2024, 12, 20), 2025),
        ("20.12", date(2025, 1, 10), 2024),
        ("29.02", date(2026, 2, 1), 2024),
        ("10 шілде", date(2026, 8, 1), 2026),
    ],
)
def test_a_year_left_out_is_the_nearest(typed: str, today: date, year: int) -> None:
    value = read_date(typed, today=today).value
    assert value is not None
    assert value.year == year


def test_a_year_left_out_lies_within_the_project() -> None:
    project = DateRange(date(2022, 5, 1), date(2023, 2, 28))
    late = date(2026, 11, 21)
    assert read_date("10.07", today=late, within=project).value == date(2022, 7, 10)
    assert read_date("15 қаңтар", today=late, within=project).value == date(2023, 1, 15)
    reading = read_date_range("желтоқсан-қаңтар", today=late, within=project)
    assert reading.value == DateRange(date(2022, 12, 1), date(2023, 1, 31), as_months=True)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("31.02.2024", "There is no day 31 in this month: its last day is 2024-02-29."),
        ("31 ақпан 2023", "There is no day 31 in this month: its last day is 2023-02-28."),
        ("31.06", "There is no day 31 in this month: its last day is 2024-06-30."),
        ("0.05.2024", "There is no day 0 in this month: its last day is 2024-05-31."),
        (
            "07/25/2024",
            "There is no month 25: the day comes first, then the month, as in 2024-08-20.",
        ),
        ("10.07.2204", "The year 2204 is mistyped: is it 2024?"),
        ("10", "Write the month too, for example 2024-08-20."),
        ("июнь 24", "Write the day before the month, for example 2024-08-20."),
        ("маусым 2024", "Write the day too, for example 2024-08-20."),
        ("2024", "Write the day too, for example 2024-08-20."),
        ("11.07-09.09.24", "Write one day here, for example 2024-08-20."),
        (
            "11, 15, 18 шілде",
            "Write one day or one period, for example 2024-08-01 – 2024-08-15.",
        ),
        (
            "11.07.2024 -",
            "Write one day or one period, for example 2024-08-01 – 2024-08-15.",
        ),
        (
            "ай сайын",
            "The date is not clear: write day, month and year, for example 2024-08-20.",
        ),
        (
            "жоба бойы",
            "The date is not clear: write day, month and year, for example 2024-08-20.",
        ),
        (
            "10.07.2024 15:00",
            "The date is not clear: write day, month and year, for example 2024-08-20.",
        ),
        (
            "10.07.2024 " * 900,
            "The date is not clear: write day, month and year, for example 2024-08-20.",
        ),
        ("-", "The date is not clear: write day, month and year, for example 2024-08-20."),
    ],
)
def test_what_is_no_date_is_asked_about(typed: str, problem: str) -> None:
    reading = read_date(typed, today=TODAY)
    assert (reading.value, str(reading.problem)) == (None, problem)


@pytest.mark.parametrize(
    "typed", ["10.07.2024 дейін", "10.07.24-ке дейін", "до 10.07.2024", "до 10 июля 2024"]
)
def test_a_deadline_is_a_day_but_no_period(typed: str) -> None:
    assert read_date(typed, today=TODAY) == Reading(TENTH)
    assert "one period" in str(read_date_range(typed, today=TODAY).problem)


def test_a_period_that_ends_before_it_begins_is_named() -> None:
    reading = read_date_range("09.09.24-11.07.24", today=TODAY)
    assert str(reading.problem) == "The period ends before it begins: 2024-09-09 – 2024-07-11."


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0"])
def test_empty_text_is_neither_date_nor_problem(typed: str) -> None:
    assert read_date(typed, today=TODAY).is_empty
    assert read_date_range(typed, today=TODAY).is_empty


@given(days, codes, days)
def test_a_written_day_is_read_back(day: date, code: LanguageCode, today: date) -> None:
    for written in (
        format_date(day, code),
        format_short_date(day),
        format_long_date(day, code),
        format_contract_date(day, code),
        day.isoformat(),
    ):
        assert read_date(written, today=today).value == day, written


@given(days, st.integers(0, 1000), codes)
def test_a_written_period_is_read_back(start: date, length: int, code: LanguageCode) -> None:
    period = DateRange(start, min(start + timedelta(days=length), date(2069, 12, 31)))
    assert read_date_range(period.write(code), today=TODAY).value == period
    assert read_date_range(format_period(period.start, period.end, code), today=TODAY) == Reading(
        period
    )
    assert read_date_range(format_short_range(period.start, period.end), today=TODAY) == Reading(
        period
    )


@given(st.integers(0, 1200), st.integers(0, 30), codes)
def test_written_months_are_read_back(month: int, length: int, code: LanguageCode) -> None:
    start = date(1970 + month // 12, month % 12 + 1, 1)
    last = month + length
    year, number = 1970 + last // 12, last % 12 + 1
    period = DateRange(start, date(year, number, monthrange(year, number)[1]), as_months=True)
    assert read_date_range(period.write(code), today=TODAY) == Reading(period)
    printed = format_months(period.start, period.end, code)
    assert read_date_range(printed, today=TODAY) == Reading(period)


PIECES = (
    "10 31 02 2024 24 00 9999 0 . / - – , шілде қазаннан мая ж. г. с по дейін 10-ы III тоқсан"
    " айынан кеше x"
)
pieces = st.sampled_from(PIECES.split())


@given(st.lists(pieces, max_size=8), st.sampled_from(["", " "]), days)
def test_no_typing_raises(typed: list[str], gap: str, today: date) -> None:
    for read in (read_date, read_date_range):
        reading = read(gap.join(typed), today=today)
        assert reading.value is None or reading.problem is None
    value = read_date_range(gap.join(typed), today=today).value
    assert value is None or value.start <= value.end


@pytest.mark.parametrize("code", LANGUAGES)
def test_problems_are_said(code: LanguageCode) -> None:
    language = Language.load(code)
    for typed in ("31.02.2024", "07/25/2024", "10", "июнь 24", "11.07-09.09.24", "x", "1.1.2204"):
        problem = read_date(typed, today=TODAY).problem
        assert problem is not None
        said = language.say(problem)
        assert said != str(problem)
        assert "{" not in said
    problem = read_date("31.02.2024", today=TODAY).problem
    assert problem is not None
    assert "29.02.2024" in language.say(problem)
