"""A part of a whole in percent, the same wherever it is told."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

Amount = int | float | Decimal


def share_percent(part: Amount, whole: Amount) -> int | None:
    """Return `part` of `whole` in whole percent, None of nothing; 100 only when they are equal.

    Rounded down below 100 and up above it: what is nearly done is not done, and what is a little
    too much is too much.
    """
    if whole <= 0:
        return None
    exact = Decimal(100) * Decimal(str(part)) / Decimal(str(whole))
    return int(exact.to_integral_value(ROUND_FLOOR if part <= whole else ROUND_CEILING))
