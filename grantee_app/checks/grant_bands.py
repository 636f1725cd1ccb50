"""The bands of kinds of grants: whether an amount and a term lie in them, and how that is told.

The bands and the calculation index are data of `forms/rules/`. Shared by the checks of a project
and those of an application.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from grantee_app.checks.naming import name_days
from grantee_app.form.rules import CalculationIndex, GrantBand, count_indexes
from grantee_app.language.message import Message, MessageValue, message


def is_amount_within(amount: int, band: GrantBand, index: CalculationIndex) -> bool:
    """Tell whether a sum in tenge is one of its kind; both ends belong to it."""
    least, most = band.min_mci, band.max_mci
    if least is not None and amount < least * index.tenge:
        return False
    return most is None or amount <= most * index.tenge


def is_term_within(first: date, last: date, band: GrantBand) -> bool:
    """Tell whether a project lasts as long as its kind of grant may."""
    # A contract writes a year as 01.03–28.02 or as 01.03–01.03: both are one year.
    least, most = band.min_months, band.max_months
    if least is not None and last + timedelta(days=1) < _add_months(first, least):
        return False
    return most is None or last <= _add_months(first, most)


def tell_amount(amount: int, band: GrantBand, index: CalculationIndex) -> Message:
    """Return what a sum is in indexes of a year and what its kind of grant may be."""
    limits: MessageValue
    if band.max_mci is None:
        limits = message("from {least} MCI", least=band.min_mci or 0)
    else:
        limits = message("{least} – {most} MCI", least=band.min_mci or 0, most=band.max_mci)
    told = message(
        "The grant of {amount} tenge is {indexes} MCI of {year} (1 MCI = {index} tenge). "
        "This kind of grant ({kind}) is {limits}.",
        amount=amount,
        indexes=_round_outwards(amount, band, index),
        year=str(index.year),
        index=index.tenge,
        kind=band.name,
        limits=limits,
    )
    if index.is_own:
        return message(
            "{sentence} The MCI of {year} is the one written in the settings of this workspace.",
            sentence=told,
            year=str(index.year),
        )
    if index.is_verified:
        return told
    return message(
        "{sentence} The MCI of {year} in our table is not verified yet.",
        sentence=told,
        year=str(index.year),
    )


def tell_term(first: date, last: date, band: GrantBand) -> Message:
    """Return how long a project lasts and how long its kind of grant may."""
    if band.max_months is None:
        term = message("from {least} months", least=band.min_months or 0)
    else:
        term = message("{least} – {most} months", least=band.min_months or 0, most=band.max_months)
    return message(
        "The project lasts {period}. The term of this kind of grant ({kind}) is {term}.",
        period=name_days(first, last),
        kind=band.name,
        term=term,
    )


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _round_outwards(amount: int, band: GrantBand, index: CalculationIndex) -> int | Decimal:
    # 499.9997 is not told as 500 while the band begins at 500.
    exact = count_indexes(amount, index)
    is_below = band.min_mci is not None and exact < band.min_mci
    told = exact.quantize(Decimal("0.1"), ROUND_FLOOR if is_below else ROUND_CEILING)
    return int(told) if told == int(told) else told
