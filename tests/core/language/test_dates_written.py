"""Dates, ranges and months as the final report's form prints them."""

import json
from datetime import date

import pytest

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
from grantee_app.language.numbers import NBSP
from tools.keep_months import FILE, read_months

SIGNED = date(2024, 5, 28)


def test_the_months_are_those_of_cldr() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == read_months()


@pytest.mark.parametrize("code", LANGUAGES)
def test_date(code: LanguageCode) -> None:
    assert format_date(date(2024, 5, 27), code) == "27.05.2024"
    assert format_date(date(987, 1, 2), code) == "02.01.0987"


def test_short_date() -> None:
    assert format_short_date(date(2024, 7, 10)) == "10.07.24"
    assert format_short_date(date(2009, 1, 2)) == "02.01.09"


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2024, 7, 11), date(2024, 9, 9), "11.07-09.09.24"),
        (date(2024, 9, 23), date(2024, 10, 18), "23.09-18.10.24"),
        (date(2024, 7, 10), date(2024, 7, 10), "10.07.24"),
        (date(2024, 12, 20), date(2025, 1, 15), "20.12.24-15.01.25"),
    ],
)
def test_short_range(first: date, last: date, written: str) -> None:
    assert format_short_range(first, last) == written


def test_period() -> None:
    first, last = date(2024, 5, 27), date(2024, 11, 30)
    assert format_period(first, last, "kk") == f"27.05.2024-30.11.2024{NBSP}ж."
    assert format_period(first, last, "ru") == f"27.05.2024-30.11.2024{NBSP}г."
    assert format_period(last, last, "kk") == f"30.11.2024{NBSP}ж."


@pytest.mark.parametrize(
    ("first", "last", "kazakh", "russian"),
    [
        (date(2024, 6, 1), date(2024, 10, 31), "Маусым-қазан, 2024", "Июнь-октябрь, 2024"),
        (date(2024, 6, 3), date(2024, 6, 20), "Маусым, 2024", "Июнь, 2024"),
        (
            date(2024, 12, 1),
            date(2025, 2, 28),
            "Желтоқсан, 2024-ақпан, 2025",
            "Декабрь, 2024-февраль, 2025",
        ),
        (date(2024, 6, 1), date(2025, 6, 1), "Маусым, 2024-маусым, 2025", "Июнь, 2024-июнь, 2025"),
    ],
)
def test_months(first: date, last: date, kazakh: str, russian: str) -> None:
    assert format_months(first, last, "kk") == kazakh
    assert format_months(first, last, "ru") == russian


def test_contract_date_fills_both_blanks() -> None:
    assert format_contract_date(SIGNED, "kk") == "2024 жылғы «28» мамыр"
    assert format_contract_date(SIGNED, "ru") == "«28» мая 2024 года"
    assert format_contract_date(date(2024, 6, 5), "kk") == "2024 жылғы «05» маусым"


def test_long_date() -> None:
    assert format_long_date(SIGNED, "kk") == "2024 жылғы 28 мамыр"
    assert format_long_date(date(2024, 6, 5), "ru") == "5 июня 2024 года"


def _split(names: str) -> list[str]:
    return names.split()


def test_every_month_has_its_name() -> None:
    kazakh = _split(
        "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
    )
    of_russian = _split(
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    )
    russian = _split(
        "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь"
    )
    for month in range(1, 13):
        day = date(2024, month, 1)
        assert format_long_date(day, "kk") == f"2024 жылғы 1 {kazakh[month - 1]}"
        assert format_long_date(day, "ru") == f"1 {of_russian[month - 1]} 2024 года"
        assert format_months(day, day, "kk") == f"{kazakh[month - 1].capitalize()}, 2024"
        assert format_months(day, day, "ru") == f"{russian[month - 1]}, 2024"
